"""The pooled hazard of return: what the record tells, times what the world around tells now.

Landmarking (van Houwelingen 2007, Scandinavian Journal of Statistics 34): from every sixth month of the pool, each
eligible unit is followed through the intervals 0-3, 3-6, 6-12, 12-24, 24-36, 36-60 and 60-120 visible months ahead,
until its return or the pool's end. A Poisson regression (the piecewise exponential hazard) of these returns has the
hazard of `spells` as offset and multiplies it by what was known at the landmark: of the other groups in the unit's
countries, how many are still active; and of groups with a like name. How strongly each speaks may change with the
horizon. Slopes are drawn to 0; each country's own factor is drawn to 1, as if it had seen PRIOR returns just as
forecast, and so are the world's two: how many of the forecast returns came of late, of units silent for less than QUIET
months and of quiet ones. The second is never the larger, so that a longer silence never makes return likelier.

Assumes: the context of today holds over the horizon; it multiplies the hazard alike at every length of silence.
Fails when: a country's past is no guide to its future; names mislead; the unit's country has no other group.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from smoulder import spells
from smoulder.endings import STEPS, answer, eligible
from smoulder.types import HORIZON, Bools, Context, Floats, Ints, Panel, ReturnCurves

EDGES = np.array([0, 3, 6, 12, 24, 36, 60, 120])
EVERY = 6  # months between landmarks
COLUMNS = 3  # of the context, after the share of the main country, which is part of the record
RIDGE, RIDGE_HORIZON, RIDGE_LEVEL, PRIOR = 300.0, 450.0, 5.0, 20.0
QUIET, MEMORY, PRIOR_LEVEL = 6, 24.0, 50.0  # the world's rate: silent months, half-life in months, returns
ROUNDS, CLOSE = 30, 1e-8

_log = (np.log1p(EDGES[:-1]) + np.log1p(EDGES[1:])) / 2
AHEAD = (_log - _log.mean()) / _log.std()  # the middle of each interval, on a log scale


class Parameters(NamedTuple):
    """The mixture, and how the context multiplies its hazard.

    middle, spread: of each column of the context; slopes: level, by horizon, by context, by both;
    country: the factor of each country that has one; level: the factors of the world of late, (2,).
    """

    mixture: spells.Mixture
    middle: Floats
    spread: Floats
    slopes: Floats
    country: Mapping[str, float]
    level: Floats


class Landmarks(NamedTuple):
    """Units and months from which returns are followed: whether one came, and after how many visible months."""

    unit: npt.NDArray[np.intp]
    month: npt.NDArray[np.intp]
    returned: Bools
    until: Ints


def fit(pool: Panel) -> Parameters:
    """Learn the mixture from the spells, then the context from the landmarks."""
    pool = pool.seen()
    mixture, landmarks = spells.learn(pool), _landmarks(pool)
    unit, month, returned, until = landmarks
    if np.isnan(mixture.shape) or not returned.any():
        nothing = np.full(COLUMNS, np.nan)
        return Parameters(mixture, nothing, nothing, np.full(2 + 2 * COLUMNS, np.nan), {}, np.full(2, np.nan))
    around = _around(pool.context, unit, month)
    middle, spread = np.nan_to_num(around).mean(axis=0), np.nan_to_num(around).std(axis=0) + 1e-9
    x = spells.standard(around, middle, spread)
    stop = np.minimum(until[:, None], EDGES).astype(np.float64)
    known = spells.record(pool, unit, month)
    spent = spells.wear(mixture, known, pool.silence[unit, month].astype(np.int32), stop)
    row, interval = np.nonzero(stop[:, 1:] > EDGES[:-1])
    came = returned[row] & (until[row] > EDGES[interval]) & (until[row] <= EDGES[interval + 1])
    expected = np.maximum(spent[row, interval + 1] - spent[row, interval], 1e-9)
    age = np.maximum(pool.values.shape[1] - 1 - month[row] - stop[row, interval + 1], 0)
    weight = 0.5 ** (age / spells.HALF_LIFE) * EVERY / 12  # a unit's year counts once, however many landmarks it has
    design = _design(x[row], AHEAD[interval])
    slopes = _regress(design, came, expected, weight)
    expected = expected * np.exp(design @ slopes)
    country: dict[str, float] = {}
    if pool.context is not None:
        place = pool.context.country[unit, month][row]
        names = pool.context.countries
        happened, forecast = (np.bincount(place + 1, weight * each, len(names) + 1) for each in (came, expected))
        factors = ((happened + PRIOR) / (forecast + PRIOR))[1:]
        country = {name: float(factor) for name, factor in zip(names, factors, strict=True) if factor != 1}
        expected = expected * _own(country, pool.context, unit, month)[row]
    lately = 0.5 ** (age / MEMORY) * EVERY / 12
    quiet = pool.silence[unit, month][row] >= QUIET
    happened, forecast = (np.bincount(quiet, lately * each, 2) for each in (came, expected))
    level = (happened + PRIOR_LEVEL) / (forecast + PRIOR_LEVEL)
    return Parameters(mixture, middle, spread, slopes, country, np.maximum(level, level[1]))


def _landmarks(pool: Panel) -> Landmarks:
    seen = np.cumsum(pool.visible, axis=1, dtype=np.int32)
    never = np.iinfo(np.int32).max
    events = np.where(pool.values > 0, seen, never)
    ahead = np.full_like(events, never)
    ahead[:, :-1] = np.minimum.accumulate(events[:, ::-1], axis=1)[:, ::-1][:, 1:]
    end = pool.values.shape[1] - 1
    taken = np.zeros(pool.values.shape, dtype=bool)
    taken[:, (end - 1) % EVERY : end : EVERY] = True
    unit, month = np.nonzero(taken & eligible(pool) & pool.visible & (pool.silence >= 1))
    returned = ahead[unit, month] < never
    until = np.where(returned, ahead[unit, month], seen[unit, -1]) - seen[unit, month]
    return Landmarks(unit, month, returned, until.astype(np.int32))


def _around(context: Context | None, unit: npt.NDArray[np.intp], month: npt.NDArray[np.intp]) -> Floats:
    if context is None:
        return np.full((len(unit), COLUMNS), np.nan)
    return context.known[1:, unit, month].T.astype(np.float64)


def _own(
    factors: Mapping[str, float], context: Context | None, unit: npt.NDArray[np.intp], month: npt.NDArray[np.intp]
) -> Floats:
    """The factor of each unit's main country, 1 if it has none."""
    if context is None:
        return np.ones(len(unit))
    by_place = np.array([*(factors.get(name, 1.0) for name in context.countries), 1.0])  # the last is place -1
    return by_place[context.country[unit, month]]


def _design(x: Floats, ahead: Floats) -> Floats:
    return np.column_stack([np.ones(len(x)), ahead, x, x * ahead[:, None]])


def _regress(x: Floats, came: Bools, expected: Floats, weight: Floats) -> Floats:
    """Poisson regression with ridge, by Newton's method with step halving."""
    columns = (x.shape[1] - 2) // 2
    pull = np.concatenate([[0, RIDGE_LEVEL], np.full(columns, RIDGE), np.full(columns, RIDGE_HORIZON)])

    def loss(slopes: Floats) -> tuple[float, Floats]:
        line = x @ slopes
        forecast = weight * expected * np.exp(line)
        return float(forecast.sum() - (weight * came) @ line + pull @ slopes**2 / 2), forecast

    slopes = np.zeros(x.shape[1])
    value, forecast = loss(slopes)
    for _ in range(ROUNDS):
        down = x.T @ (forecast - weight * came) + pull * slopes
        step = np.linalg.solve((x * forecast[:, None]).T @ x + np.diag(pull), down)
        size = 1.0
        while (found := loss(slopes - size * step))[0] > value and size > CLOSE:
            size /= 2
        gained, slopes, (value, forecast) = value - found[0], slopes - size * step, found
        if gained < CLOSE * abs(value):
            break
    return slopes


def curves(parameters: Parameters, panel: Panel) -> ReturnCurves:
    """The mixture's hazard, interval by interval times the context of today."""
    if np.isnan(parameters.level).any():
        return answer(panel, "hazard", np.full((len(panel.units), HORIZON), np.nan))
    units = np.arange(len(panel.units))
    now = np.full(len(units), panel.values.shape[1] - 1)
    x = spells.standard(_around(panel.context, units, now), parameters.middle, parameters.spread)
    known, silent = spells.newest(panel)
    level = parameters.level[(silent >= QUIET).astype(np.int64)]
    factor = np.log(level * _own(parameters.country, panel.context, units, now))[:, None]
    spent = spells.wear(parameters.mixture, known, silent, STEPS.astype(np.float64))
    ahead = AHEAD[np.searchsorted(EDGES, STEPS) - 1]
    height = parameters.slopes[0] + x @ parameters.slopes[2 : 2 + COLUMNS]
    tilt = parameters.slopes[1] + x @ parameters.slopes[2 + COLUMNS :]
    each = np.diff(spent, axis=1, prepend=0) * np.exp(height[:, None] + tilt[:, None] * ahead + factor)
    return answer(panel, "hazard", -np.expm1(-np.cumsum(each, axis=1)))
