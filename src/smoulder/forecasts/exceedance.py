"""The chance that a month reaches each of many thresholds: pooled regression, blended with the unit's own past.

The regression (see `exceedances`) learns how quiet units return and how wars wane, but smears a long steady war; there
the unit's own recent months, spread by a log-normal kernel, are better. So the two are pooled, and the own months weigh
more where every one of the last 12 months had deaths. A draw is a path: its months are correlated, so that sums over a
window are not too narrow. No draw lies above twice the largest month that the pool holds. A unit's own blind
months count as empty. From a pool too short to learn from, the own months speak alone.

Assumes: units answer to their own past alike, whoever they are; the worst is at most twice as bad as the worst so far.
Fails when: a war breaks out where nothing stirred (Ethiopia in 2020); months were blind, and are taken for quiet ones.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from smoulder import exceedances
from smoulder.exceedances import Counts, Parameters, Whole
from smoulder.types import Floats, Panel

SPREAD = 0.19  # log-sd of a blended own month, times the root of the step
CHANGING = {4.0: 0.25}  # half-life of own months: weight in the pool; the regression has the rest
STEADY = {2.0: 0.65, 10.0: 0.25}
STEADINESS = 12  # power of the share of the last 12 months with deaths: 1 is steady
COMMON, MONTHLY = 0.17, 0.28  # correlation of a path's months: lasting part, part that fades by the month
FADING = 0.75


def fit(pool: Panel) -> Parameters:
    """Learn the regression from all units of the pool."""
    return exceedances.fit(pool.seen().values)


def exceedance(parameters: Parameters, values: Whole, steps: Whole) -> Floats:
    """P(count >= threshold) as (units, steps, thresholds), never rising with the threshold."""
    k = parameters.thresholds
    steady = ((values[:, -12:] > 0).mean(1) ** STEADINESS)[:, None, None]
    parts = [(share, own(values, steps, k, weights), sum(weights.values())) for share, weights in
             ((1 - steady, CHANGING), (steady, STEADY))]  # fmt: skip
    if np.isnan(parameters.coefficients).any():
        return np.asarray(sum(share * alone / weight for share, alone, weight in parts), dtype=np.float64)
    pooled = exceedances.learned(parameters, values, steps)
    return np.asarray(sum(share * ((1 - weight) * pooled + alone) for share, alone, weight in parts), dtype=np.float64)


def own(values: Whole, steps: Whole, k: Counts, weights: dict[float, float]) -> Floats:
    """Exceedance of the unit's own last 60 months, decayed and spread by a log-normal that keeps their mean."""
    past = values[:, -60:]
    age = np.arange(past.shape[1])[::-1]
    decay = sum(w * 0.5 ** (age / h) / (0.5 ** (age / h)).sum() for h, w in weights.items())
    out = np.zeros((len(values), len(steps), len(k)))
    unit, month = np.nonzero(past)
    middle = np.log(past[unit, month])[:, None] - np.log(k[:-1] - 0.5)
    for i, step in enumerate(steps):
        spread = SPREAD * np.sqrt(step)
        np.add.at(out[:, i, :-1], unit, decay[month][:, None] * ndtr(middle / spread - spread / 2))
    return out


def draws(
    parameters: Parameters, panel: Panel, steps: Sequence[int], count: int, rng: np.random.Generator
) -> npt.NDArray[np.int32]:
    """Paths of whole counts, none above the cap."""
    ahead = np.asarray(steps, dtype=np.int64)
    chances = exceedance(parameters, panel.seen().values, ahead)
    edges = np.concatenate([[0], parameters.thresholds])
    gap = np.abs(np.subtract.outer(ahead, ahead))
    likeness = COMMON + MONTHLY * FADING**gap + (1 - COMMON - MONTHLY) * (gap == 0)
    root = np.linalg.cholesky(likeness)
    out = np.empty((len(panel.units), len(steps), count), np.int32)
    for unit, chance in enumerate(chances):
        height = ndtr(root @ rng.standard_normal((len(steps), count)))
        for i in range(len(steps)):
            passed = np.searchsorted(-chance[i], -(1 - height[i]), side="right")
            low, high = edges[passed], edges[np.minimum(passed + 1, len(edges) - 1)]
            within = (low + 0.5) * ((high - 0.5) / (low + 0.5)) ** rng.random(count)
            out[unit, i] = np.where(high - low <= 1, low, np.rint(within).clip(low, high - 1))
    return out
