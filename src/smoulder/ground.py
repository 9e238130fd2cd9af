"""What events can say of a claim about land, which they never decide: how a group was fought in an area after it.

Fights between armed sides by month: how many, how many of them large and how many small, and attacks on civilians.
Whoever holds ground is fought over it, in battles; whoever hides strikes small (de la Calle & Sanchez-Cuenca 2015,
Studies in Conflict & Terrorism 38). Beside them stands what the model of control makes of the same events. None of it
is a map.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import polars as pl
from duckdb import DuckDBPyConnection

from smoulder import store
from smoulder.actors import aliases_of
from smoulder.aftermath import YEAR, Known
from smoulder.areas import Area
from smoulder.errors import BadInput
from smoulder.holdings import land, states_of
from smoulder.modes import SMALL
from smoulder.months import label, month_id
from smoulder.territory import territory
from smoulder.types import Bools, Group

BATTLE = 10  # deaths: a fight with so many is called a battle here
COUNTS = {
    "fights": pl.col("kind") != "one_sided",
    "battles": (pl.col("kind") != "one_sided") & (pl.col("fatalities_best") >= BATTLE),
    "small": (pl.col("kind") != "one_sided") & (pl.col("fatalities_best") <= SMALL),
    "attacks_on_civilians": pl.col("kind") == "one_sided",
}


def ground(con: DuckDBPyConnection, by: Known, group: Group, area: Area, day: date) -> dict[str, Any] | None:
    """The year up to the month of a day, and the months after; None if these are not in the data.

    before, after: seen and blind months, fights, battles (BATTLE deaths or more), small ones (to modes.SMALL deaths),
    attacks on civilians, deaths in fights. months: the same for each month after, null where it could not be seen.
    control: expected cells in the month of the day and the newest one, or why not. None too where the source does not
    tell fights from attacks.
    """
    seen, kin = by.seen, by.kin.get(group.key, ())
    also = [(each.group, each.counts_from) for each in kin]
    frame = store.events(con, seen, group, area, also=also).events.frame
    month = month_id(day)
    if not seen.first_month <= month < seen.newest_month or frame["kind"].null_count():
        return None
    visible = store.visible(seen, [area.country] if area.country else None)
    rows = _monthly(frame, visible, seen.first_month)
    at = month - seen.first_month + 1
    return {
        "area": str(area),
        "before": _summed(rows[max(at - YEAR, 0) : at]),
        "after": _summed(rows[at:]),
        "months": rows[at:],
        "control": _control(con, by, group, area, [each.group for each in kin], month),
    }


def _monthly(frame: pl.DataFrame, visible: Bools, first: int) -> list[dict[str, Any]]:
    """Counts of each month of the view."""
    month = np.array([month_id(day) - first for day in frame["date_end"]], dtype=np.int64)
    columns = {}
    for name, condition in COUNTS.items():
        fits = frame.select(condition.fill_null(False)).to_series().to_numpy().astype(np.float64)
        columns[name] = np.bincount(month, fits, len(visible))
    fought = frame.select(pl.when(COUNTS["fights"]).then("fatalities_best").fill_null(0)).to_series().to_numpy()
    columns["deaths"] = np.bincount(month, fought.astype(np.float64), len(visible))
    shown = visible | (np.bincount(month, minlength=len(visible)) > 0)
    return [
        {
            "month": label(first + row),
            **{name: int(each[row]) if shown[row] else None for name, each in columns.items()},
        }
        for row in range(len(visible))
    ]


def _summed(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Sums over the months that could be seen."""
    shown = [each for each in rows if each["fights"] is not None]
    names = (*COUNTS, "deaths")
    return {
        "from": rows[0]["month"],
        "to": rows[-1]["month"],
        "seen": len(shown),
        "blind": len(rows) - len(shown),
        **{name: sum(each[name] for each in shown) if shown else None for name in names},
    }


def _control(
    con: DuckDBPyConnection, by: Known, group: Group, area: Area, kin: Sequence[Group], month: int
) -> dict[str, Any]:
    """Expected numbers of cells of which events told anything, at the end of two months, each as known by then."""
    try:
        of = land(con, by.seen, group, area, kin=kin, names=aliases_of(group, by.lineage))
    except BadInput as why:
        return {"declined": str(why)}
    told = territory(states_of(of), of.panel)
    months = {each["month"]: each for each in told["months"]}
    if label(month) not in months:
        return {"declined": "The month of the claim is not in the months of the model."}
    ends = {"then": months[label(month)], "now": months[told["newest_month"]]}
    return {"declined": None, "model": told["model"], "cells": told["units"] - told["never_told"], **ends}
