"""The verdict on one unit: return curves of every model, the verdict's rule, and what would change it."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from smoulder.endings import Model, diagnostics
from smoulder.errors import NotEnoughData
from smoulder.likelihood import likelihood
from smoulder.types import (
    ENDED_AFTER,
    ENDED_BELOW,
    ENDED_HORIZON,
    HORIZON,
    SCORED_ACTIVE,
    SCORED_SILENT,
    Bools,
    Floats,
    Panel,
    SightingRecord,
)

SHOWN = (1, 6, 12, 24, 36, 60, 120)  # months: the horizons of every table
ACTIVE_WITHIN = 3  # visible months
LONG_POOL = ENDED_AFTER + ENDED_HORIZON  # months: a shorter pool has not seen what becomes of such a silence
NEEDED_HORIZONS, NEEDED_BELOW = (24, 60), (0.10, 0.05)
TRUSTED = "silence_table"  # the model with the best record so far; the others are shown beside it


def status(record: SightingRecord, panel: Panel, pool: Panel, models: Mapping[str, Model]) -> dict[str, Any]:
    """The status part of an assessment: verdict and reason, the trusted curve, every model, diagnostics.

    panel: the one unit's; pool: what the models learn from; both end at the record's end.
    """
    learned = {name: model.fit(pool) for name, model in models.items()}
    shown, curve = [], None
    for name, model in models.items():
        answer = model.curves(learned[name], panel)
        declined = answer.declined.get(panel.units[0])
        if name == TRUSTED and declined is None:
            curve = answer.values[0]
        shown.append({"name": name, **_numbers(None if declined else answer.values[0]), "declined": declined})
    months = int(pool.visible.any(axis=0).sum())
    verdict, reason = _verdict(record, curve, months)
    if verdict == "cannot_say":
        curve = None  # a chance beside "cannot say" would be quoted without it
    found: dict[str, Any] = {
        "verdict": verdict,
        "reason": reason,
        "model": TRUSTED,
        "pool": {"units": len(pool.units), "months": months},
        "caution": None if months >= LONG_POOL else _caution(months),
        **_numbers(curve),
    }
    if curve is None:
        found |= {"p_ended": None, "words": None, "sentence": None, "silence_needed": None}
    else:
        chance = float(curve[ENDED_HORIZON - 1])
        where = "" if record.area == "world" else f" in {record.area}"
        found |= {
            "p_ended": 1 - float(curve[HORIZON - 1]) if months >= LONG_POOL else None,
            "words": likelihood(chance),
            "sentence": f"It is {likelihood(chance)} ({_percent(chance)}) that {record.group} is seen again{where}"
            f" within {ENDED_HORIZON} months.",
            "silence_needed": _silence_needed(models[TRUSTED], learned[TRUSTED], panel)
            if months >= LONG_POOL
            else None,
        }
    return found | {
        "models": shown,
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


def _verdict(record: SightingRecord, curve: Floats | None, months: int) -> tuple[str, str]:
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
    if curve is None:
        return "cannot_say", "The model declines to answer."
    chance = float(curve[ENDED_HORIZON - 1])
    if months < LONG_POOL:
        return "quiet", f"Silent for {silent} visible months. {_caution(months)}"
    if silent >= ENDED_AFTER and chance < ENDED_BELOW:
        return "probably_ended", (
            f"Silent for {silent} visible months, and of groups silent so long {_percent(chance)} return"
            f" within {ENDED_HORIZON} months."
        )
    return "quiet", (
        f"Silent for {silent} visible months, and of groups silent so long {_percent(chance)} return within"
        f" {ENDED_HORIZON} months: quiet is not ended."
    )


def _caution(months: int) -> str:
    return (
        f"The groups that the chances are learned from could be seen for {months} months only: chances further ahead"
        " are extrapolated, and quiet cannot be told from ended."
    )


def _silence_needed(model: Model, learned: object, panel: Panel) -> dict[str, dict[str, int | None]]:
    """Further silent, visible months until P(return within h) falls below p; None if not within SCORED_SILENT."""
    months = np.arange(SCORED_SILENT + 1)
    later = np.stack([_after(model, learned, panel, int(month)) for month in months])
    needed: dict[str, dict[str, int | None]] = {}
    for horizon in NEEDED_HORIZONS:
        below: dict[str, int | None] = {}
        for level in NEEDED_BELOW:
            under: Bools = later[:, horizon - 1] < level
            below[f"{level:.2f}"] = int(months[under][0]) if under.any() else None
        needed[str(horizon)] = below
    return needed


def _after(model: Model, learned: object, panel: Panel, months: int) -> Floats:
    """The curve after so many more visible months without an event."""
    values = np.pad(panel.values, ((0, 0), (0, months)))
    visible = np.pad(panel.visible, ((0, 0), (0, months)), constant_values=True)
    later = Panel(values, visible, panel.units, panel.start, panel.target, panel.as_of)
    curve: Floats = model.curves(learned, later).values[0]
    return curve


def _diagnose(name: str, test: Any, record: SightingRecord) -> dict[str, Any]:
    try:
        return {"name": name, "p_value": test(record), "declined": None}
    except NotEnoughData as why:
        return {"name": name, "p_value": None, "declined": str(why)}
