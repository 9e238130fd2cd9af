"""The verdict on one unit: return curves of every model, the verdict's rule, and what would change it."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import expit, logit

from smoulder.endings import diagnostics
from smoulder.errors import NotEnoughData
from smoulder.learning import TRUSTED, Learning
from smoulder.likelihood import likelihood
from smoulder.months import label
from smoulder.stacking import NAME as ENSEMBLE
from smoulder.types import (
    ENDED_AFTER,
    ENDED_BELOW,
    ENDED_HORIZON,
    HORIZON,
    SCORED_ACTIVE,
    SCORED_SILENT,
    Bools,
    Context,
    Floats,
    Panel,
    SightingRecord,
)

SHOWN = (1, 6, 12, 24, 36, 60, 120)  # months: the horizons of every table
ACTIVE_WITHIN = 3  # visible months
NEEDED_HORIZONS, NEEDED_BELOW = (24, 60), (0.10, 0.05)


def status(
    record: SightingRecord, panel: Panel, learning: Learning, rows: Sequence[Mapping[str, Any]], caution: str | None
) -> dict[str, Any]:
    """The status part of an assessment: verdict and reason, the trusted curve, every model, diagnostics.

    panel: the one unit's, which ends at the record's end; rows: the trusted model's record in like cases, by horizon;
    caution: what to know of where the chances were learned, None if nothing.
    """
    answers = {name: learning.curves(panel, name) for name in sorted([*learning.learned, ENSEMBLE])}
    curves = {name: each.values[0] for name, each in answers.items()}
    declined = {name: each.declined.get(panel.units[0]) for name, each in answers.items()}
    used = learning.trusted if declined[learning.trusted] is None else TRUSTED
    curve = None if declined[used] else curves[used]
    # blindness is no news of an end: the same record with its blind months cut out must tell of one too
    seen = None if curve is None else np.maximum(curve, learning.curves(panel.seen(), used).values[0])
    verdict, reason = _verdict(record, curve, seen)
    if verdict == "cannot_say":
        curve = None  # a chance beside "cannot say" would be quoted without it
    found: dict[str, Any] = {
        "verdict": verdict,
        "reason": reason,
        "model": used,
        "fitted": label(learning.since),
        "pool": {"units": learning.units, "months": learning.months},
        "caution": caution,
        **_numbers(curve),
        "interval": None,
    }
    if curve is None:
        found |= {"p_ended": None, "words": None, "sentence": None, "silence_needed": None}
    else:
        chance = float(curve[ENDED_HORIZON - 1])
        where = "" if record.area == "world" else f" in {record.area}"
        found |= {
            "interval": _interval(curve, rows) if used == learning.trusted else None,
            "p_ended": 1 - float(curve[HORIZON - 1]),
            "words": likelihood(chance),
            "sentence": f"It is {likelihood(chance)} ({_percent(chance)}) that {record.group} is seen again{where}"
            f" within {ENDED_HORIZON} months.",
            "silence_needed": _silence_needed(learning, used, panel),
        }
    return found | {
        "models": [
            {"name": name, **_numbers(None if declined[name] else curves[name]), "declined": declined[name]}
            for name in curves
        ],
        "diagnostics": [_diagnose(name, test, record) for name, test in diagnostics().items()],
    }


def _percent(chance: float) -> str:
    if chance < 0.01 or chance > 0.99:
        return "under 1%" if chance < 0.01 else "over 99%"
    return f"{chance:.0%}"


def _numbers(curve: Floats | None) -> dict[str, Any]:
    if curve is None:
        return {"p_return": None, "curve": None}
    return {"p_return": {str(h): float(curve[h - 1]) for h in SHOWN}, "curve": [float(p) for p in curve]}


def _interval(curve: Floats, rows: Sequence[Mapping[str, Any]]) -> dict[str, list[float]] | None:
    """Where the chances may lie if such forecasts are as far off as they have been in like cases, by horizon."""
    told = {
        str(row["horizon"]): [
            float(expit(logit(np.clip(curve[row["horizon"] - 1], 1e-6, 1 - 1e-6)) + row[end]))
            for end in ("odds_low", "odds_high")
        ]
        for row in rows
    }
    return told or None


def _verdict(record: SightingRecord, curve: Floats | None, seen: Floats | None) -> tuple[str, str]:
    active, silent, blind = len(record.active), record.silent_months, record.blind_months
    if silent is None:
        return "cannot_say", "It was never seen here in the months that the data could show."
    if silent + blind < ACTIVE_WITHIN:
        return "active", f"It was seen within the last {ACTIVE_WITHIN} months."
    if blind * 2 > silent + blind:
        return "cannot_say", (
            f"Of the {silent + blind} months since it was last seen, the source could show nothing in {blind}:"
            " this is blindness, not silence."
        )
    if active < SCORED_ACTIVE:
        return "cannot_say", f"It was seen in {active} months only; {SCORED_ACTIVE} are needed for an answer."
    if silent < ACTIVE_WITHIN:
        return "active", f"It was seen within the last {ACTIVE_WITHIN} visible months."
    if curve is None or seen is None:
        return "cannot_say", "The model declines to answer."
    chance = float(curve[ENDED_HORIZON - 1])
    said = (
        f"Silent for {silent} visible months, with a chance of {_percent(chance)} to return within"
        f" {ENDED_HORIZON} months"
    )
    if silent >= ENDED_AFTER and seen[ENDED_HORIZON - 1] < ENDED_BELOW:
        return "probably_ended", f"{said}."
    return "quiet", f"{said}: quiet is not ended."


def _silence_needed(learning: Learning, model: str, panel: Panel) -> dict[str, dict[str, int | None]]:
    """Further silent, visible months until P(return within h) falls below p; None if not within SCORED_SILENT."""
    later = learning.curves(_afterwards(panel, SCORED_SILENT), model).values
    needed: dict[str, dict[str, int | None]] = {}
    for horizon in NEEDED_HORIZONS:
        below: dict[str, int | None] = {}
        for level in NEEDED_BELOW:
            under: Bools = later[:, horizon - 1] < level
            below[f"{level:.2f}"] = int(np.argmax(under)) if under.any() else None
        needed[str(horizon)] = below
    return needed


def _afterwards(panel: Panel, months: int) -> Panel:
    """One unit as it will be after 0, 1, ..., months more visible months without an event, each a row of its own.

    All rows end in one month: a row's record lies as much further back. The surroundings stay as they are today.
    """

    def back(of: npt.NDArray[Any], before: Any, after: Any) -> npt.NDArray[Any]:
        rows = [
            np.concatenate([np.full(months - later, before, of.dtype), of, np.full(later, after, of.dtype)])
            for later in range(months + 1)
        ]
        return np.stack(rows)

    around = None
    if panel.context is not None:
        known, country, countries = panel.context
        around = Context(
            np.stack([back(column[0], np.nan, column[0, -1]) for column in known]),
            back(country[0], -1, country[0, -1]),
            countries,
        )
    values, visible = back(panel.values[0], 0, 0), back(panel.visible[0], True, True)
    units = (months + 1) * panel.units
    return Panel(values, visible, units, panel.end - values.shape[1] + 1, panel.target, panel.as_of, around)


def _diagnose(name: str, test: Any, record: SightingRecord) -> dict[str, Any]:
    try:
        return {"name": name, "p_value": test(record), "declined": None}
    except NotEnoughData as why:
        return {"name": name, "p_value": None, "declined": str(why)}
