"""A negative binomial distribution with the mean and spread of the unit's last twelve visible months.

The mean is drawn, as if by PRIOR months, to what the pool's units suffered in the year after an empty one; the variance
is that of a gamma level whose shape all units share (method of moments over the years of the last ten).

Assumes: months are independent draws around a level that stays.
Fails when: violence comes and goes for months on end: too narrow for wars that end, too wide for those that go on.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from smoulder.forecasts import MONTHS, newest
from smoulder.types import Panel

PRIOR = 1.0


class Parameters(NamedTuple):
    """mean: of the months after an empty year; shape: of the gamma distribution of levels."""

    mean: float
    shape: float


def fit(pool: Panel) -> Parameters:
    """Learn what follows an empty year, and by how much months vary around their year."""
    values = newest(pool, min(10 * MONTHS, pool.values.shape[1])).astype(np.float64)
    years = values[:, : values.shape[1] // MONTHS * MONTHS].reshape(len(values), -1, MONTHS)
    mean, variance = years.mean(axis=2), years.var(axis=2, ddof=1)
    active = mean > 0
    beyond = np.maximum(variance - mean, 0)[active]
    shape = (mean[active] ** 2).sum() / max(float(beyond.sum()), 1e-9) if active.any() else 1.0
    after_empty = mean[:, :-1][mean[:, 1:] == 0]  # the newest year comes first
    return Parameters(float(after_empty.mean()) if after_empty.size else 0.0, float(np.clip(shape, 0.05, 50)))


def draws(
    parameters: Parameters, panel: Panel, steps: Sequence[int], count: int, rng: np.random.Generator
) -> npt.NDArray[np.int64]:
    """Poisson draws around gamma levels, which together are negative binomial."""
    own = newest(panel, MONTHS).astype(np.float64)
    mean = (own.sum(axis=1) + PRIOR * parameters.mean) / (MONTHS + PRIOR)
    shape = parameters.shape
    level = rng.gamma(shape, 1.0, (len(own), len(steps), count)) * (mean / shape)[:, None, None]
    return np.asarray(rng.poisson(np.minimum(level, 1e6)), dtype=np.int64)
