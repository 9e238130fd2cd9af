"""How good the forecasts were for each kind of case: by silence, size, region and decade; and how right the verdict."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from smoulder import calibration, metrics
from smoulder.types import ENDED_AFTER, ENDED_BELOW, Floats, Ints, Panel

SILENCES = ((0, 2), (3, 11), (12, 23), (24, 59), (60, 240))  # silent visible months
SIZES = ((3, 5), (6, 11), (12, 35), (36, 10_000))  # active months so far
Kinds = npt.NDArray[np.str_]


@cache
def _regions() -> dict[str, str]:
    read = tomllib.loads((files("smoulder") / "regions.toml").read_text(encoding="utf-8"))
    return {country: region for region, countries in read.items() for country in countries}


def kinds(panel: Panel, unit: Ints, origin: Ints) -> dict[str, Kinds]:
    """The kind of each case, (cases,), by silence, size, region and decade; a region nobody knows is "unknown".

    unit: rows of the panel; origin: months.
    """
    month = origin - panel.start
    found = {
        "silence": _class(panel.silence[unit, month], SILENCES, "silent months"),
        "size": _class(panel.active_months[unit, month], SIZES, "active months"),
        "region": np.full(len(unit), "unknown", dtype="<U16"),
        "decade": np.array([f"{(1980 + (each - 1) // 12) // 10 * 10}s" for each in origin.tolist()], dtype="<U16"),
    }
    if panel.context is not None:
        names = [_regions().get(country, "unknown") for country in panel.context.countries]
        found["region"] = np.array([*names, "unknown"], dtype="<U16")[panel.context.country[unit, month]]
    return found


def _class(number: npt.NDArray[np.int16], classes: Sequence[tuple[int, int]], what: str) -> Kinds:
    names = [f"{low} to {high} {what}" if high < 10_000 else f"{low} or more {what}" for low, high in classes]
    place = np.searchsorted([low for low, _ in classes], number, side="right") - 1
    return np.array(names)[np.maximum(place, 0)]


def breakdown(
    kind: Mapping[str, Kinds], forecasts: Mapping[str, Floats], y: metrics.Outcomes, reference: str
) -> list[dict[str, object]]:
    """One row per kind of case and model: cases, what was forecast and what came, log skill, slope and intercept.

    kind, forecasts, y: (cases,); a forecast is not a number where a model declined.
    """
    rows: list[dict[str, object]] = []
    for by, labels in kind.items():
        for each in np.unique(labels):
            for model, p in forecasts.items():
                use = (labels == each) & ~np.isnan(p) & ~np.isnan(forecasts[reference])
                if use.any():
                    rows.append(
                        {"by": by, "class": str(each), "model": model}
                        | _quality(p[use], forecasts[reference][use], y[use])
                    )
    return rows


def _quality(p: Floats, theirs: Floats, y: metrics.Outcomes) -> dict[str, object]:
    score, other = metrics.log_score(p, y).mean(), metrics.log_score(theirs, y).mean()
    line = calibration.slope_intercept(p, y)._asdict()
    return {"cases": len(y), "returned": float(y.mean()), "forecast": float(p.mean()), "log_score": float(score),
            "skill": float(1 - score / other),
            **{name: metrics.known(value) for name, value in line.items()}}  # fmt: skip


def verdicts(
    forecasts: Mapping[str, Floats],
    y: metrics.Outcomes,
    silent: npt.NDArray[np.int16],
    group: npt.NDArray[np.int64],
    weights: Floats,
) -> list[dict[str, object]]:
    """How often "probably ended" was said by each model, and how often nobody returned where it was.

    forecasts, y: chances of return within ENDED_HORIZON months and what came, (cases,); weights: see
    `calibration.resamples`, for the 95% interval by group.
    """
    quiet = silent >= ENDED_AFTER
    rows: list[dict[str, object]] = []
    for model, p in forecasts.items():
        said = quiet & (p < ENDED_BELOW)
        wrong = calibration.group_sums(y[said].astype(np.float64), group[said], weights.shape[1])
        cases = calibration.group_sums(np.ones(int(said.sum())), group[said], weights.shape[1])
        right = calibration.skill(wrong[:, None], cases[:, None], weights)[0]
        rows.append(
            {"model": model, "said": int(said.sum()), "of_silent": float(said.sum() / max(quiet.sum(), 1)),
             "right": metrics.known(right.value), "right_low": metrics.known(right.low),
             "right_high": metrics.known(right.high)}
        )  # fmt: skip
    return rows
