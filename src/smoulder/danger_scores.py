"""How good forecasts of deaths were: scores of single cases, and what they come to by step, horizon and threshold.

A case is a unit at an origin. Deaths in one month are scored by step, deaths until a month by horizon; nothing is
pooled over either. Skill is over REFERENCE on the same cases.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from smoulder import calibration, metrics, scores
from smoulder.rolling import UNKNOWN
from smoulder.types import Bools, Floats, Ints

STEPS = (1, 3, 6, 12, 24, 36)  # months ahead that are scored
HORIZONS = (6, 12, 24, 36)  # months whose deaths are added up
THRESHOLDS = (1, 25, 100, 1000)  # deaths within a horizon, or more
LEVEL = 0.9  # of the interval
AS_IF = 1000  # draws: what ignorance charges for an empty category is then the same however many there are
REFERENCE = "conflictology"
LOSSES = ("crps", "crps_log1p", "ignorance", "interval_score")  # lower is better, and they may be averaged
SCORES = (*LOSSES, "coverage", "width", "pit")
Numbers = npt.NDArray[np.float32]


class Cases(NamedTuple):
    """The scores of every case, one row each.

    group: by which intervals are drawn; active: whether it counts for coverage, width and PIT; observed: deaths in the
    month of each step, (cases, steps), and summed: until each horizon, (cases, horizons), UNKNOWN if a month is.
    By model: scores, (cases, steps, SCORES), not a number where the outcome is unknown; chances, (cases, horizons,
    THRESHOLDS).
    """

    group: npt.NDArray[np.int64]
    active: Bools
    observed: Ints
    summed: Ints
    scores: Mapping[str, Numbers]
    chances: Mapping[str, Numbers]


def case_scores(draws: Ints, y: Ints, rng: np.random.Generator) -> Numbers:
    """The SCORES of forecasts of one month, (cases, scores); draws: (cases, draws); y: deaths or UNKNOWN, (cases,)."""
    found = np.full((len(y), len(SCORES)), np.nan, dtype=np.float32)
    known = y != UNKNOWN
    told, came = draws[known], y[known]
    each = {
        "crps": scores.crps_fair(told, came),
        "crps_log1p": scores.crps_log1p(told, came),
        "ignorance": scores.ignorance(told, came, AS_IF),
        "interval_score": scores.interval_score(told, came, round(1 - LEVEL, 12)),
        "coverage": scores.coverage(told, came, LEVEL),
        "width": scores.width(told, LEVEL),
        "pit": scores.pit(told, came, rng),
    }
    found[known] = np.stack([each[name] for name in SCORES], axis=1)
    return found


def chances(draws: Ints, horizons: Sequence[int]) -> Numbers:
    """P(at least THRESHOLDS deaths until each horizon), (units, horizons, thresholds).

    draws: (units, months, draws), of months 1, 2, ... up to the longest horizon at least; a draw is summed with the
    draws of the same number in other months.
    """
    found = np.empty((len(draws), len(horizons), len(THRESHOLDS)), dtype=np.float32)
    total, month = np.zeros((draws.shape[0], draws.shape[2]), dtype=np.int32), 0
    for column, horizon in enumerate(horizons):
        while month < horizon:
            total += draws[:, month]
            month += 1
        for place, least in enumerate(THRESHOLDS):
            found[:, column, place] = scores.exceedance(total, least)
    return found


def sums(observed: Ints, horizons: Sequence[int]) -> Ints:
    """Deaths until each horizon, (units, horizons), UNKNOWN if one month is; observed: of months 1, 2, ..."""
    until = [observed[:, :horizon] for horizon in horizons]
    found = [np.where((each == UNKNOWN).any(axis=1), UNKNOWN, each.sum(axis=1)) for each in until]
    return np.array(found, dtype=np.int32).reshape(len(horizons), len(observed)).T


def by_step(cases: Cases, column: int, step: int, weights: Floats) -> list[dict[str, object]]:
    """One row per model for one step: mean scores, skill with its interval, and calibration on active units.

    weights: see `calibration.resamples`.
    """
    known = cases.observed[:, column] != UNKNOWN
    active = cases.active[known]
    came = cases.observed[known, column]
    told = {model: each[known, column].astype(np.float64) for model, each in cases.scores.items()}
    losses = {model: dict(zip(LOSSES, each.T, strict=False)) for model, each in told.items()}
    skills = _skills(losses, cases.group[known], weights)
    rows: list[dict[str, object]] = []
    for model, each in told.items():
        coverage, width, pit = each[active, len(LOSSES) :].T
        rows.append(
            {"model": model, "step": step, "cases": len(came), "active": int(active.sum()), "observed": _mean(came)}
            | {name: _mean(score) for name, score in losses[model].items()}
            | {"coverage": _mean(coverage), "width": _mean(width), "pit_deviation": metrics.known(pit_deviation(pit))}
            | {"skill": skills[model]}
        )
    return rows


def by_horizon(cases: Cases, column: int, horizon: int, weights: Floats) -> list[dict[str, object]]:
    """One row per threshold and model for one horizon: scores of the chance, and skill with its interval."""
    known = cases.summed[:, column] != UNKNOWN
    rows: list[dict[str, object]] = []
    for place, least in enumerate(THRESHOLDS):
        y = (cases.summed[known, column] >= least).astype(np.int8)
        told = {model: each[known, column, place].astype(np.float64) for model, each in cases.chances.items()}
        losses = {model: {name: score(p, y) for name, score in metrics.METRICS.items()} for model, p in told.items()}
        skills = _skills(losses, cases.group[known], weights)
        for model, p in told.items():
            rows.append(
                {"model": model, "horizon": horizon, "at_least": least, "cases": len(y), "happened": _mean(y)}
                | {"forecast": _mean(p)}
                | {name: _mean(score) for name, score in losses[model].items()}
                | {"auc": metrics.known(metrics.auc(p, y)), "skill": skills[model]}
                | {"reliability": [each._asdict() for each in calibration.reliability(p, y)]}
            )
    return rows


def pit_deviation(pit: Floats) -> float:
    """How far PIT values lie from uniform on average, 0 to 0.5: from those of equal rank among evenly spaced ones.

    >>> pit_deviation(np.array([0.75, 0.25])), pit_deviation(np.zeros(1000))
    (0.0, 0.5)
    """
    if not pit.size:
        return float("nan")
    even = (np.arange(len(pit)) + 0.5) / len(pit)
    return float(np.abs(np.sort(pit) - even).mean())


def _skills(
    losses: Mapping[str, Mapping[str, Floats]], group: npt.NDArray[np.int64], weights: Floats
) -> dict[str, dict[str, dict[str, float | None]]]:
    """The skill of each model over REFERENCE by score; none for the reference itself."""
    size = weights.shape[1]
    totals = {
        model: np.stack([calibration.group_sums(each, group, size) for each in by.values()], axis=1)
        for model, by in losses.items()
    }
    found: dict[str, dict[str, dict[str, float | None]]] = {model: {} for model in losses}
    for model in losses:
        if model != REFERENCE:
            skills = calibration.skill(totals[model], totals[REFERENCE], weights)
            found[model] = {
                name: {key: metrics.known(value) for key, value in skill._asdict().items()}
                for name, skill in zip(losses[model], skills, strict=True)
            }
    return found


def _mean(of: npt.NDArray[Any]) -> float | None:
    return float(np.mean(of)) if of.size else None
