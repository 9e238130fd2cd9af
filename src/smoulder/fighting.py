"""How a group fights, month by month: by what means, how deadly, in how many places, and when that changed.

Fights are events between two armed sides (state-based and non-state violence), a bombing of soldiers among them;
one-sided violence is against civilians. Remote violence and suicide attacks are known only where a source names
tactics. A place counts as far as it is known: cells of half a degree need an exact place, provinces one that is no
coarser. Distances are between the middles of cells. A number that a source cannot tell is null.
"""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from smoulder import change_points, episodes, modes, urban
from smoulder.cell_events import Placed, placed
from smoulder.distances import FAR, apart, cell_table, gravity
from smoulder.months import label
from smoulder.store import AREA_WHERE_PRECISION
from smoulder.types import Bools, Events, Floats, SightingRecord

REMOTE = re.compile(r"bomb|explo|shell|artiller|missile|\bair|drone|landmine|\bied\b|grenade|remote", re.IGNORECASE)
SUICIDE = re.compile(r"suicide", re.IGNORECASE)
YEAR, QUARTER = 12, 3  # months
ENOUGH = 5  # placed events: a spread of fewer is chance
NEWEST = 240  # visible months in which changes are looked for
MOST_OF_IT = 9  # visible months of a year that is compared with another
CAUTION = "These are traces in recorded events, not control: see what is said of territory."


class Months(NamedTuple):
    """A group's events by month from `start` to the origin: each field (months,), but for the last two.

    cells, in_cells: gids, and events in each of them, (cells, months).
    """

    start: int
    visible: Bools
    counts: Mapping[str, Floats]
    cells: np.ndarray[Any, np.dtype[np.int32]]
    in_cells: Floats


def fighting(
    record: SightingRecord,
    events: Events,
    tactics: Collection[str],
    pool: Callable[[], episodes.Pool] | None = None,
    kin: Collection[str] = (),
) -> dict[str, Any]:
    """The fighting part of an assessment: months, years, modes, changes, and episodes like the present one.

    tactics: all that the view names, whoever used them. pool: gives the other groups, None where they are not asked
    for; kin: keys of the group and its kin, which are no others.
    """
    there = placed(events)
    tells = _tells(events, tactics)
    found: dict[str, Any] = {
        "tells": tells,
        "left_out": {"nowhere": there.nowhere, "coarse": there.coarse, "of": len(events.frame)},
        "caution": CAUTION,
    }
    if not record.active:
        why = "It was never seen here in the months that the data could show."
        nothing: dict[str, Any] = {"months": [], "years": [], "modes": [], "now": None, "changes": {}, "like": None}
        return found | {"declined": why, **urban.NONE_TOLD} | nothing
    monthly, where = by_month(record, events, there), urban.located(there)
    windows = modes.Windows(*(monthly.counts[field] for field in modes.Windows._fields))
    heard = modes.modes(windows, monthly.start)
    like = None
    if pool is not None:
        busiest = np.maximum.accumulate(windows.events)
        now, before, since = _present(windows)
        told = episodes.features(windows, monthly.counts["cells_window"], busiest, np.full(len(busiest), since))
        like = {"now": now, "before": before} | episodes.analogous(pool(), now, before, told[-1], kin)
    return found | urban.urban(where, len(events.frame), record.end) | {
        "declined": None,
        "months": _months(monthly, tells, urban.by_month(where, monthly.start, len(monthly.visible))),
        "years": _years(record, events, there, tells, where),
        "modes": [
            {"from": label(each.first), "to": label(each.last), "name": each.name, "firm": round(each.firm, 3),
             **urban.between(where, each.first, each.last)}
            for each in heard
        ],
        "now": modes.evidence(windows, -1),
        "changes": {what: _changes(monthly, what) for what in ("events", "cells")},
        "like": like,
    }  # fmt: skip


def _tells(events: Events, tactics: Collection[str]) -> dict[str, bool]:
    """What the source tells of means: suicide attacks only if it names any of anybody."""
    named = len(events.frame) > events.frame["tactic"].null_count()
    return {
        "kind": len(events.frame) > events.frame["kind"].null_count(),
        "remote": named and any(REMOTE.search(each) for each in tactics),
        "suicide": named and any(SUICIDE.search(each) for each in tactics),
    }


def by_month(record: SightingRecord, events: Events, there: Placed) -> Months:
    """A group's events by month from its first on; a window is the newest modes.WINDOW months."""
    start = record.active[0]
    length = record.end - start + 1
    visible = np.ones(length, dtype=bool)
    visible[[month - start for month in record.blind if month >= start]] = False
    frame, month = events.frame, events.months - start
    deaths = frame["fatalities_best"].fill_null(0).to_numpy().astype(np.float64)

    def count(condition: pl.Expr | None = None, weights: Floats | None = None) -> Floats:
        where = slice(None) if condition is None else frame.select(condition.fill_null(False)).to_series().to_numpy()
        return np.bincount(month[where], weights, length).astype(np.float64)

    each = {
        "visible": visible.astype(np.float64),
        "events": count(),
        "kinds": count(pl.col("kind").is_not_null()),
        "fights": count(pl.col("kind") != "one_sided"),
        "told": count(pl.col("fatalities_best").is_not_null()),
        "deadly": count(pl.col("fatalities_best") > 0),
        "deaths": count(weights=deaths),
        "tactics": count(pl.col("tactic").is_not_null()),
        "remote": count(_named(frame, REMOTE)),
        "suicide": count(_named(frame, SUICIDE)),
    }
    gids, row = np.unique(there.frame["priogrid_gid"].to_numpy(), return_inverse=True)
    in_cells = np.zeros((len(gids), length))
    np.add.at(in_cells, (row, there.frame["month"].to_numpy() - start), 1)
    lately, fixed = _rolling(in_cells, modes.WINDOW), _rolling(in_cells > 0, modes.WINDOW) >= modes.FIXED
    counts = {f"{name}_month": values for name, values in each.items()}
    counts |= {name: _rolling(values, modes.WINDOW) for name, values in each.items()}
    counts |= {
        "placed": lately.sum(axis=0),
        "fixed": fixed.sum(axis=0).astype(np.float64),
        "in_fixed": (lately * fixed).sum(axis=0),
        "cells_window": (lately > 0).sum(axis=0).astype(np.float64),
        "cells_month": (in_cells > 0).sum(axis=0).astype(np.float64),
        "provinces_month": _provinces(events, start, length),
    }
    return Months(start, visible, counts, gids.astype(np.int32), in_cells)


def _rolling(values: Any, months: int) -> Floats:
    """Sums of so many newest months, over the last axis."""
    total = np.cumsum(values, axis=-1, dtype=np.float64)
    total[..., months:] -= total[..., :-months].copy()
    return np.asarray(total)


def _named(frame: pl.DataFrame, pattern: re.Pattern[str]) -> pl.Expr:
    held = [each for each in frame["tactic"].drop_nulls().unique() if pattern.search(each)]
    return pl.col("tactic").is_in(held)


def _provinces(events: Events, start: int, length: int) -> Floats:
    known = pl.col("where_precision").fill_null(1) <= AREA_WHERE_PRECISION["admin1"]
    rows = events.frame.with_columns(month=pl.Series(events.months - start)).filter(known)
    found = np.zeros(length)
    for month, count in rows.drop_nulls("admin1").group_by("month").agg(pl.col("admin1").n_unique()).iter_rows():
        found[month] = count
    return found


def _months(monthly: Months, tells: Mapping[str, bool], towns: Mapping[str, list[Any]]) -> list[dict[str, Any]]:
    counts, length = monthly.counts, len(monthly.visible)
    kept = _kept(monthly)
    whole = [("events", True), ("deaths", True), ("fights", tells["kind"]), ("remote", tells["remote"]),
             ("suicide", tells["suicide"]), ("cells", True), ("provinces", True)]  # fmt: skip
    columns = {name: counts[f"{name}_month"].astype(int).tolist() if told else [None] * length for name, told in whole}
    columns |= towns
    columns["one_sided"] = (
        (counts["kinds_month"] - counts["fights_month"]).astype(int).tolist() if tells["kind"] else [None] * length
    )
    return [
        {"month": label(monthly.start + at), "visible": True, **{name: each[at] for name, each in columns.items()},
         "kept": kept[at]}
        if monthly.visible[at]
        else {"month": label(monthly.start + at), "visible": False, **dict.fromkeys(columns), "kept": None}
        for at in range(length)
    ]  # fmt: skip


def _kept(monthly: Months) -> list[float | None]:
    """The share of cells of the newest quarter and of the one before that are of both (Jaccard 1901), by month."""
    quarter = _rolling(monthly.in_cells, QUARTER) > 0
    seen = _rolling(monthly.visible, 2 * QUARTER) == 2 * QUARTER
    found: list[float | None] = [None] * len(monthly.visible)
    for at in range(2 * QUARTER - 1, len(found)):
        if seen[at]:
            found[at] = _alike(quarter[:, at], quarter[:, at - QUARTER])
    return found


def _alike(one: Bools, other: Bools) -> float | None:
    """Jaccard's share of two sets, None where one is empty."""
    return round(float((one & other).sum() / (one | other).sum()), 3) if one.any() and other.any() else None


def _years(
    record: SightingRecord, events: Events, there: Placed, tells: Mapping[str, bool], where: urban.Located
) -> list[dict[str, Any]]:
    """Years that end with the origin, oldest first, from that of the first event on; null where a year is blind."""
    oldest = (record.end - record.active[0]) // YEAR
    blind = np.bincount([(record.end - month) // YEAR for month in record.blind], minlength=oldest + 1)
    rows = _by_year(events.frame.with_columns(year=pl.Series((record.end - events.months) // YEAR)), tells)
    spots = there.frame.with_columns(year=(record.end - pl.col("month")) // YEAR)
    by_cell = spots.group_by("year", "priogrid_gid").agg(pl.len().alias("events")).sort("year", "priogrid_gid")
    cells = {year: part for (year,), part in by_cell.group_by("year")}
    found: list[dict[str, Any]] = []
    last = _Spread(None, frozenset(), {})
    for year in range(oldest, -1, -1):
        visible = min(YEAR, record.end - YEAR * year - record.start + 1) - int(blind[year])
        first, newest = record.end - YEAR * (year + 1) + 1, record.end - YEAR * year
        ends = {"from": label(first), "to": label(newest)}
        here = _spread(cells.get(year, by_cell.clear()), last)
        last = here if visible >= MOST_OF_IT else _Spread(None, frozenset(), {})
        told = {**rows.get(year, NO_EVENT), **here.told, **urban.between(where, first, newest)}
        if visible < MOST_OF_IT:
            told |= {"drift_km": None, "kept": None}
        found.append({**ends, "visible_months": visible, **(told if visible else dict.fromkeys(told))})
    return found


NO_EVENT: Mapping[str, Any] = {"events": 0, "deaths": 0} | dict.fromkeys(
    ("fights", "one_sided", "remote", "suicide", "deaths_per_deadly_event", "provinces")
)


def _by_year(rows: pl.DataFrame, tells: Mapping[str, bool]) -> dict[int, dict[str, Any]]:
    """How the events of each year were, of those with one; a share is of the events whose kind or tactic is known."""
    deaths = pl.col("fatalities_best")
    shares = {
        "fights": (pl.col("kind") != "one_sided", "kind"),
        "one_sided": (pl.col("kind") == "one_sided", "kind"),
        "remote": (_named(rows, REMOTE), "remote"),
        "suicide": (_named(rows, SUICIDE), "suicide"),
    }
    finest = pl.col("admin1").filter(pl.col("where_precision").fill_null(1) <= AREA_WHERE_PRECISION["admin1"])
    made = rows.group_by("year").agg(
        pl.len().alias("events"),
        pl.when(deaths.count() > 0).then(deaths.sum()).alias("deaths"),
        *((share.mean() if tells[of] else pl.lit(None, dtype=pl.Float64)).alias(name)
          for name, (share, of) in shares.items()),
        (deaths.sum() / pl.when((deaths > 0).any()).then((deaths > 0).sum())).alias("deaths_per_deadly_event"),
        pl.when(finest.count() > 0).then(finest.drop_nulls().n_unique()).alias("provinces"),
    )  # fmt: skip
    return {row.pop("year"): row for row in made.iter_rows(named=True)}


class _Spread(NamedTuple):
    """Where a year's events were: their centre of gravity if enough are placed, their cells, and what is told."""

    centre: Floats | None
    cells: frozenset[int]
    told: dict[str, Any]


def _spread(cells: pl.DataFrame, last: _Spread) -> _Spread:
    """The spread of a year by its cells and their events, and how it moved since the last."""
    gids, weights = cells["priogrid_gid"].to_numpy(), cells["events"].to_numpy().astype(np.float64)
    enough = weights.sum() >= ENOUGH
    centre, radius = gravity(gids, weights) if enough else (None, None)
    part = weights / max(weights.sum(), 1)
    border = cell_table().border[gids - 1]
    near = np.repeat(border, weights.astype(int))[np.repeat(border != FAR, weights.astype(int))]
    here = frozenset(gids.tolist())
    moved = centre is not None and last.centre is not None
    told = {
        "cells": len(gids),
        "effective_cells": float(np.exp(-(part * np.log(part)).sum())) if len(gids) else None,
        "radius_km": radius,
        "border_km": float(np.median(near)) if enough and len(near) else None,
        "drift_km": float(apart(np.asarray(centre), np.asarray(last.centre))) if moved else None,
        "kept": round(len(here & last.cells) / len(here | last.cells), 3) if here and last.cells else None,
    }
    return _Spread(centre, here, told)


def _present(windows: modes.Windows) -> tuple[str, str | None, float]:
    """The name now, the last other one, and half-years since the change: by half-years that end with the origin."""
    called = modes.name(windows)[:: -modes.WINDOW][None, ::-1]
    before, lasted = episodes.changed(called)
    other = int(before[0, -1])
    return modes.NAMES[called[0, -1]], None if other == modes.CANNOT_SAY else modes.NAMES[other], float(lasted[0, -1])


def _changes(monthly: Months, what: str) -> list[dict[str, Any]]:
    """Changes of the level of events or cells in a visible month; one across blind months may lie in any of them."""
    months = np.flatnonzero(monthly.visible)[-NEWEST:] + monthly.start
    counts = monthly.counts[f"{what}_month"][months - monthly.start].astype(int)

    def since(at: int) -> int:
        return int(months[at - 1]) + 1

    return [
        {"month": label(int(months[each.at])), "from": label(since(each.low)), "to": label(int(months[each.high])),
         "chance": round(each.chance, 3), "before": each.before, "after": each.after}
        for each in change_points.changes(counts.tolist())
    ]  # fmt: skip
