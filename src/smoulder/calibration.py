"""Do forecasts mean what they say, and are they better than a reference?

Arguments as in metrics: `p`, probabilities, and `y`, outcomes (1 or 0), both (cases,).
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from smoulder.types import Floats

Outcomes = npt.NDArray[np.int8]
CERTAIN = 0.001  # forecasts are clipped this far from 0 and 1 before their logit is taken
STEPS, CLOSE, RUNAWAY = 50, 1e-8, 1000.0


class Line(NamedTuple):
    """The recalibration logit(P) = intercept + slope * logit(p): 1 and 0 if the forecasts mean what they say.

    A slope below 1 says that the forecasts are too extreme, above 1 too timid.
    """

    slope: float
    intercept: float


class Bin(NamedTuple):
    """Cases of like forecasts: their mean forecast, the share that happened, and how many they are."""

    forecast: float
    happened: float
    cases: int


class Skill(NamedTuple):
    """1 - score / reference: 1 is perfect, 0 no better than the reference; with its 95% interval."""

    value: float
    low: float
    high: float


def slope_intercept(p: Floats, y: Outcomes) -> Line:
    """Cox's calibration line by logistic regression (Newton's method), forecasts clipped to 0.001..0.999.

    Both are nan where no line can be fitted: all forecasts alike, all outcomes alike, or forecasts that part the
    outcomes without a mistake.
    """
    forecasts, tied = np.unique(np.clip(p, CERTAIN, 1 - CERTAIN), return_inverse=True)
    cases = np.bincount(tied).astype(np.float64)
    happened = np.bincount(tied, weights=y)
    if len(forecasts) < 2 or happened.sum() in (0, cases.sum()):
        return Line(np.nan, np.nan)
    logit = np.log(forecasts / (1 - forecasts))
    middle = float(np.average(logit, weights=cases))
    x, share = logit - middle, happened.sum() / cases.sum()
    slope, level = 0.0, float(np.log(share / (1 - share)))  # level: the fitted log odds at the middle
    for _ in range(STEPS):
        fitted = (1 + np.tanh((level + slope * x) / 2)) / 2
        expected = cases * fitted
        wrong, weight = happened - expected, expected * (1 - fitted)
        weighted = weight * x
        total, first, second = weight.sum(), weighted.sum(), (weighted * x).sum()
        spread = total * second - first * first
        if abs(slope) > RUNAWAY or spread <= CLOSE * total * second:
            break
        up, tilt = wrong.sum(), (wrong * x).sum()
        by_slope, by_level = (total * tilt - first * up) / spread, (second * up - first * tilt) / spread
        slope, level = slope + by_slope, level + by_level
        if abs(by_slope) + abs(by_level) < CLOSE:
            return Line(float(slope), float(level - slope * middle))
    return Line(np.nan, np.nan)


def reliability(p: Floats, y: Outcomes, bins: int = 10) -> list[Bin]:
    """How often what was forecast happened, in at most so many bins of about as many cases each, rising.

    Forecasts that tie are pooled first and stay in one bin, so the order of the cases changes nothing.
    """
    forecasts, tied = np.unique(p, return_inverse=True)
    cases = np.bincount(tied, minlength=len(forecasts))
    happened = np.bincount(tied, weights=y, minlength=len(forecasts))
    middle = np.cumsum(cases) - cases / 2
    bin_of = (middle * bins / max(len(p), 1)).astype(np.int64)
    n, share, mean = (np.bincount(bin_of, weights=of) for of in (cases, happened, forecasts * cases))
    return [Bin(float(mean[k] / n[k]), float(share[k] / n[k]), int(n[k])) for k in np.flatnonzero(n)]


def group_sums(scores: Floats, groups: npt.NDArray[np.int64], size: int) -> Floats:
    """The scores of cases, (cases,), added up by group, (size,)."""
    return np.bincount(groups, weights=scores, minlength=size).astype(np.float64)


def resamples(size: int, rng: np.random.Generator, draws: int = 1000) -> Floats:
    """How often each of so many groups is drawn in each bootstrap sample of as many groups, (draws, size)."""
    return rng.multinomial(size, np.full(size, 1 / size), size=draws).astype(np.float64)


def skill(sums: Floats, references: Floats, weights: Floats) -> list[Skill]:
    """The skill of scores over reference scores with 95% bootstrap intervals by group.

    sums, references: (groups, columns), scores added up by group over the same cases; weights: (draws, groups) from
    `resamples`. Whole groups are drawn, since the cases of one group are anything but independent.
    All three numbers are nan where the reference's score is 0, and a draw where it is 0 is left out.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        value = 1 - sums.sum(axis=0) / references.sum(axis=0)
        drawn = 1 - (weights @ sums) / (weights @ references)
    found = []
    for each, now in zip(drawn.T, value, strict=True):
        spoken = each[np.isfinite(each)]
        if np.isfinite(now) and spoken.size:
            low, high = np.quantile(spoken, (0.025, 0.975))
            found.append(Skill(float(now), float(low), float(high)))
        else:
            found.append(Skill(np.nan, np.nan, np.nan))
    return found
