"""Has the group ended, or is it only quiet? One file per model or diagnostic.

A *model* is a module with two functions. `fit(pool: Panel) -> Parameters` learns from the pool alone, all of which
is known at its end, the origin. `curves(parameters, panel: Panel) -> ReturnCurves` gives each unit of a panel the
probability of at least one event in the months end+1..end+h, h = 1..120, or the reason why it declines.
A *diagnostic* is a module with `p_value(record: SightingRecord) -> float`: how often so long a silence would happen
were the group as active as before. It raises NotEnoughData with its reason, and is never the probability of an end.
Every module says what it assumes and when it fails. What they share is here: how silence is counted.
"""

from collections.abc import Callable
from typing import NamedTuple, cast

import numpy as np
import numpy.typing as npt

from smoulder.errors import NotEnoughData
from smoulder.registry import entries
from smoulder.types import (
    HORIZON,
    SCORED_ACTIVE,
    SCORED_SILENT,
    Bools,
    Floats,
    Ints,
    Months,
    Panel,
    ReturnCurves,
    SightingRecord,
)

SHRINKAGE = 12
STEPS = np.arange(1, HORIZON + 1)


class Model(NamedTuple):
    """An ending model: the two functions of its module."""

    fit: Callable[[Panel], object]
    curves: Callable[[object, Panel], ReturnCurves]


class Pool(NamedTuple):
    """The visible months that came after an eligible one: the silence before each, and whether it held an event."""

    silence: Months
    event: Bools


class VisibleClock(NamedTuple):
    """A record with its blind months cut out: visible months from the first sighting to each one, and to now."""

    times: Ints
    now: int


def models() -> dict[str, Model]:
    """Every ending model by name."""
    fits, curves = entries(__name__, "fit"), entries(__name__, "curves")
    return {name: Model(fits[name], curves[name]) for name in curves}


def diagnostics() -> dict[str, Callable[[SightingRecord], float]]:
    """Every diagnostic's `p_value` by name."""
    return cast("dict[str, Callable[[SightingRecord], float]]", entries(__name__, "p_value"))


def eligible(panel: Panel) -> Bools:
    """Where a unit would be scored were the month an origin: 3 active months or more, 240 silent or fewer."""
    quiet: Bools = panel.silence <= SCORED_SILENT
    return quiet & (panel.active_months >= SCORED_ACTIVE)


def scored(panel: Panel) -> Bools:
    """Which units are scored with the panel's end as origin, (units,)."""
    return eligible(panel)[:, -1]


def pooled(panel: Panel) -> Pool:
    """What the eligible months of a panel teach about the month that came next."""
    exposed = eligible(panel)[:, :-1] & panel.visible[:, 1:]
    return Pool(panel.silence[:, :-1][exposed], panel.values[:, 1:][exposed] > 0)


def hazards(events: npt.NDArray[np.int64], exposure: npt.NDArray[np.int64]) -> Floats:
    """The monthly hazard of each class: events per unit-month, drawn lightly towards the class before.

    A class starts from the hazard of the class before, worth SHRINKAGE unit-months, and the first from the rate of
    all; so a class nobody has reached takes the hazard of the one before. Not a number without any exposure.
    """
    found = np.full(len(events), np.nan)
    if exposure.any():
        before = (events.sum() + 0.5) / (exposure.sum() + 1)
        for each, (came, months) in enumerate(zip(events, exposure, strict=True)):
            before = found[each] = (came + SHRINKAGE * before) / (months + SHRINKAGE)
    return found


def answer(panel: Panel, model: str, values: Floats) -> ReturnCurves:
    """A model's curves, (units, HORIZON), declined with a reason for each unit that has too short a record.

    values: not a number where the model could learn nothing.
    """
    active = panel.active_months[:, -1]
    short = active < SCORED_ACTIVE
    unlearned = np.isnan(values).any(axis=1)
    reasons = {
        unit: f"It has {months} active months; {SCORED_ACTIVE} are needed." if few else "The pool teaches nothing yet."
        for unit, months, few, no in zip(panel.units, active.tolist(), short, short | unlearned, strict=True)
        if no
    }
    spoken = np.where((short | unlearned)[:, None], np.nan, values)
    return ReturnCurves(spoken, panel.units, panel.end, model, reasons)


def visible_clock(record: SightingRecord, needed: int) -> VisibleClock:
    """A sighting record on its visible clock; raises NotEnoughData with fewer than the needed active months."""
    if len(record.active) < needed:
        raise NotEnoughData(f"{record.group} has {len(record.active)} active months; {needed} are needed.")
    months = np.array([*record.active, record.end], dtype=np.int32)
    visible = months - np.searchsorted(np.array(record.blind, dtype=np.int32), months, side="right").astype(np.int32)
    since = visible - visible[0]
    return VisibleClock(since[:-1], int(since[-1]))
