"""How often forecasts of deaths held before, in like cases: units that had suffered as much in the year before.

A forecast held where the deaths of a window lay in its central interval. Classes are by deaths in the last twelve
visible months at the origin; units silent for more than SILENT visible months are no cases.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from smoulder import calibration
from smoulder.exceedances import Parameters
from smoulder.forecasts import FEWEST_DRAWS, forecast
from smoulder.months import label
from smoulder.types import Bools, Floats, Panel

MODEL = "exceedance"
CLASSES = (0, 1, 25, 1000)  # deaths in the last 12 visible months: the least of each class
WINDOWS = (6, 12)  # months
LEVELS = (50, 80, 95)  # percent
SILENT = 120  # visible months
LATELY = 12  # visible months


def record(
    panel: Panel, owners: Sequence[str], origins: Sequence[int], learned: Callable[[int], Parameters], *, seed: int
) -> dict[str, Any]:
    """Of the units of a panel of deaths, how often forecasts held, by class and window, with intervals by owner.

    learned: what the regression knew at an origin. Windows with a month that could not be seen are no cases.
    """
    names = sorted(set(owners))
    place = np.searchsorted(names, owners)
    weights = calibration.resamples(len(names), np.random.default_rng(seed))
    found: dict[str, list[list[Floats]]] = {str(window): [[] for _ in CLASSES] for window in WINDOWS}
    for origin in origins:
        known = panel.until(origin)
        silence = known.silence[:, -1]
        units = np.flatnonzero((silence >= 0) & (silence <= SILENT))
        before = known.some(units)
        told = forecast(MODEL, before, range(1, max(WINDOWS) + 1), FEWEST_DRAWS, seed, learned=learned(origin))
        size = class_of(before)
        for window in WINDOWS:
            columns = slice(origin + 1 - panel.start, origin + 1 - panel.start + window)
            seen: Bools = panel.visible[units, columns]
            whole = seen.all(axis=1) & (seen.shape[1] == window)
            came = panel.values[units, columns].sum(axis=1)
            held = _held(told.draws[:, :window].sum(axis=1), came)
            for each in range(len(CLASSES)):
                rows = whole & (size == each)
                found[str(window)][each].append(np.column_stack([place[units][rows], held[rows]]))
    return {
        "model": MODEL, "first": label(min(origins)), "last": label(max(origins)), "origins": len(origins),
        "classes": list(CLASSES),
        "windows": {
            window: [_summary(np.concatenate(each), len(names), weights) for each in classes]
            for window, classes in found.items()
        },
    }  # fmt: skip


def class_of(panel: Panel) -> Floats:
    """The class of each unit at a panel's end, (units,): a place in CLASSES."""
    deaths = [
        values[seen][-LATELY:].sum() for values, seen in zip(panel.values, panel.visible, strict=True)
    ]  # fmt: skip
    return np.asarray(np.searchsorted(CLASSES, deaths, side="right") - 1, dtype=np.float64)


def like(told: Mapping[str, Any], panel: Panel) -> dict[str, Any]:
    """The record in the class of a panel's one unit: its bounds, and a row for each window."""
    place = int(class_of(panel)[0])
    most = CLASSES[place + 1] - 1 if place + 1 < len(CLASSES) else None
    rows = {window: classes[place] for window, classes in told["windows"].items()}
    about = {key: told[key] for key in ("model", "first", "last", "origins", "data", "learned")}
    return {**about, "least": CLASSES[place], "most": most, "windows": rows}


def _held(draws: Floats, came: Floats) -> Floats:
    """Whether deaths lay in each of the intervals of LEVELS, above that of 80% and below it, (units, 5)."""
    ends = {level: np.quantile(draws, [0.5 - level / 200, 0.5 + level / 200], axis=1) for level in LEVELS}
    inside = [(ends[level][0] <= came) & (came <= ends[level][1]) for level in LEVELS]
    return np.column_stack([*inside, came > ends[80][1], came < ends[80][0]]).astype(np.float64)


def _summary(cases: Floats, size: int, weights: Floats) -> dict[str, Any]:
    """Shares of the cases, (cases, 1 + 5) with the owner first; their 95% intervals by owner; null without cases."""
    names = (*(f"held{level}" for level in LEVELS), "above80", "below80")
    if not len(cases):
        return {"cases": 0, "owners": 0, **dict.fromkeys(names)}
    owner = cases[:, 0].astype(np.int64)
    count = weights @ calibration.group_sums(np.ones(len(cases)), owner, size)
    told: dict[str, Any] = {"cases": len(cases), "owners": len(np.unique(owner))}
    for name, each in zip(names, cases[:, 1:].T, strict=True):
        drawn = (weights @ calibration.group_sums(each, owner, size))[count > 0] / count[count > 0]
        low, high = np.quantile(drawn, (0.025, 0.975))
        told[name] = {"share": round(float(each.mean()), 4), "low": round(float(low), 4), "high": round(float(high), 4)}
    return told
