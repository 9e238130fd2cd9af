"""A negative binomial distribution with the mean and spread of the unit's last twelve visible months.

The spread is that of a gamma level around the mean; twelve months tell little of it, so it is drawn, as if by PRIOR
months, to what active units show on average over years of the last ten. A unit with an empty year gets the mean of the
months that came after such years, and the share of them that were empty.

Assumes: months are independent draws around a level that stays.
Fails when: violence comes and goes for months on end: too narrow for wars that end, too wide for those that go on.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from smoulder.forecasts import MONTHS, newest
from smoulder.types import Floats, Panel

PRIOR = 2.0  # months
NARROWEST, WIDEST = 50.0, 1e-4  # shapes: nearly Poisson, nearly always empty


class Parameters(NamedTuple):
    """spread: 1 / shape of the gamma levels of active units; mean, shape: of the months after an empty year."""

    spread: float
    mean: float
    shape: float


def fit(pool: Panel) -> Parameters:
    """Learn how much months vary around their year, and what follows an empty one."""
    values = newest(pool, min(10 * MONTHS, pool.values.shape[1])).astype(np.float64)
    years = values[:, : values.shape[1] // MONTHS * MONTHS].reshape(len(values), -1, MONTHS)
    mean = years.mean(axis=2)
    active = mean > 0
    spread = float(_spread(years)[active].mean()) if active.any() else 1.0
    after_empty = years[:, :-1][~active[:, 1:]]  # the newest year comes first
    level = float(after_empty.mean()) if after_empty.size else 0.0
    return Parameters(spread, level, _shape(level, float((after_empty == 0).mean())) if level else 1.0)


def _spread(years: Floats) -> Floats:
    """What the variance has over that of Poisson draws, as a share of the squared mean; 0 without deaths."""
    mean, variance = years.mean(axis=-1), years.var(axis=-1, ddof=1)
    return np.asarray(np.maximum(variance - mean, 0) / np.where(mean > 0, mean, np.inf) ** 2)


def _shape(mean: float, empty: float) -> float:
    """The shape of a negative binomial of this mean whose draws are 0 in so many cases."""

    def off(shape: float) -> float:
        return float(shape * np.log(shape / (shape + mean)) - np.log(empty)) if empty else -np.inf

    if off(NARROWEST) >= 0:  # fewer are empty than of Poisson draws
        return NARROWEST
    if off(WIDEST) <= 0:
        return WIDEST
    low, high = (
        WIDEST,
        NARROWEST,
    )  # halved until no number lies between: scipy's solvers take longer to import than this
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if off(middle) > 0 else (low, middle)
    return low


def draws(
    parameters: Parameters, panel: Panel, steps: Sequence[int], count: int, rng: np.random.Generator
) -> npt.NDArray[np.int64]:
    """Poisson draws around gamma levels, which together are negative binomial."""
    own = newest(panel, MONTHS).astype(np.float64)
    empty = own.sum(axis=1) == 0
    mean = np.where(empty, parameters.mean, (own.sum(axis=1) + parameters.mean) / (MONTHS + 1))
    spread = (MONTHS * _spread(own) + PRIOR * parameters.spread) / (MONTHS + PRIOR)
    shape = np.where(empty, parameters.shape, 1 / np.clip(spread, 1 / NARROWEST, 1 / WIDEST))[:, None, None]
    level = rng.gamma(shape, 1.0, (len(own), len(steps), count)) * (mean[:, None, None] / shape)
    return np.asarray(rng.poisson(np.minimum(level, 1e6)), dtype=np.int64)
