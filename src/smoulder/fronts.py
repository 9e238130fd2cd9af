"""Where a group fought for ground, year by year, and what has gone silent since: counts of events, and no model.

A year ends with the newest month. A fought cell has fights of the group in FIXED months of a year or more, since a raid
is over in a day and a front is not. One of them is silent if no event of the group was seen in it in the newest QUIET
visible months, and watched if somebody else's was in the newest year; else nobody may have looked.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np

from smoulder.control import KINDS, OWN, CellPanel
from smoulder.distances import apart, directions
from smoulder.months import label
from smoulder.types import Bools

YEAR, FIXED, QUIET = 12, 4, 6  # months
FIGHTS = ("taken", "advance", "retreat", "battle_won", "battle_lost", "battle_even")
TOLD = ("taken", "retaken", "advance", "retreat")
LATEST, PLACES = 6, 3  # years, and provinces of each, that are told
ENOUGH = 5  # events: the middle of fewer is chance


def fronts(panel: CellPanel, places: Mapping[str, str]) -> dict[str, Any]:
    """Years, oldest first, and what became of the cells that were fought over most widely.

    places: the province of a unit, by its name. A part of a year that is not a whole one, or with a blind month, is
    left out.
    """
    ends = range(panel.months - 1, YEAR - 2, -YEAR)
    years = sorted(last for last in ends if panel.visible[last - YEAR + 1 : last + 1].all())[-LATEST:]
    fought = {last: fought_over(panel, last) for last in years}
    rows = [_year(panel, places, last, fought[last], years[0]) for last in years]
    return {"fixed_months": FIXED, "years": rows, "since": _since(panel, fought)}


def fought_over(panel: CellPanel, last: int) -> Bools:
    """Which units the group fought over in the year that ends with a month, (units,)."""
    return np.asarray((panel.counts(*FIGHTS)[:, max(last - YEAR + 1, 0) : last + 1] > 0).sum(axis=1) >= FIXED)


def _year(panel: CellPanel, places: Mapping[str, str], last: int, fought: Bools, first: int) -> dict[str, Any]:
    own, before = (_events(panel, each) for each in (last, first))
    where = Counter(places.get(panel.units[unit], "") for unit in own.tolist())
    where.pop("", None)
    months = slice(last - YEAR + 1, last + 1)
    far = float(apart(_middle(panel, own), _middle(panel, before))) if min(len(own), len(before)) >= ENOUGH else None
    return {
        "from": label(panel.start + last - YEAR + 1),
        "to": label(panel.start + last),
        "events": len(own),
        "cells": len(np.unique(own)),
        "fought": int(fought.sum()),
        "told": {kind: int(panel.counts(kind)[:, months].sum()) for kind in TOLD},
        "areas": [{"area": area, "share": count / len(own)} for area, count in where.most_common(PLACES)],
        "moved_km": far,
    }


def _events(panel: CellPanel, last: int) -> Any:
    """The unit of each event of the group in the year that ends with a month."""
    own = np.isin(panel.kind, [KINDS.index(kind) for kind in OWN]) & (panel.unit >= 0)
    return panel.unit[own & (panel.month > last - YEAR) & (panel.month <= last)]


def _middle(panel: CellPanel, units: Any) -> Any:
    lon, lat = panel.centres[units].T
    mean = directions(lat, lon).mean(axis=0)
    return mean / np.linalg.norm(mean)


def _since(panel: CellPanel, fought: Mapping[int, Bools]) -> dict[str, Any] | None:
    """Of the cells fought over in the year with most: how many still are, are silent, and silent but watched."""
    before = [last for last in fought if last <= panel.months - 1 - YEAR]
    seen = np.flatnonzero(panel.visible)[-QUIET:]
    if not before or len(seen) < QUIET:
        return None
    most = max(before, key=lambda last: int(fought[last].sum()))
    there = fought[most]
    silent = there & (panel.counts(*OWN)[:, seen].sum(axis=1) == 0)
    others = panel.counts("repression", "others", "retaken")[:, -YEAR:].sum(axis=1) > 0
    return {
        "year": label(panel.start + most), "fought": int(there.sum()),
        "still": int((there & fought[max(fought)] & ~silent).sum()), "silent": int(silent.sum()),
        "watched": int((silent & others).sum()), "quiet_months": QUIET,
    }  # fmt: skip
