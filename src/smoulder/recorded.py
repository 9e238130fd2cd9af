"""What the events of a group tell by themselves: their sums, months and cells, and those known since."""

from collections.abc import Sequence
from typing import Any

import polars as pl
from duckdb import DuckDBPyConnection

from smoulder import actors, store
from smoulder.areas import Area
from smoulder.inquiry import kin_of
from smoulder.lineage import Lineage
from smoulder.months import label
from smoulder.types import Events, Group, Panel, SightingRecord
from smoulder.vintage import Release, View, view

RECENT = 12  # months: "where it was seen lately" on the map
BEFORE = 12  # months: how long before the first event the timeline begins
EXACT_PLACE = 3  # where_precision: coarser places are points that stand for an area, and are not drawn


def events_of(con: DuckDBPyConnection, seen: View, group: Group, area: Area, kin: Sequence[actors.Kin]) -> store.Found:
    """The events of a group and of its kin in an area, those of kin from the month on in which they were one."""
    return store.events(con, seen, group, area, also=[(each.group, each.counts_from) for each in kin])


def sums(record: SightingRecord, found: store.Found) -> dict[str, Any]:
    """Sums of the events, and how long was looked, seen and not seen."""
    frame = found.events.frame
    several = frame.filter(pl.col("date_start").dt.truncate("1mo") != pl.col("date_end").dt.truncate("1mo"))
    return {
        "first_event": str(frame["date_start"].min()) if len(frame) else None,
        "last_event": str(frame["date_end"].max()) if len(frame) else None,
        "events": len(frame),
        **{column: _sum(frame, column) for column in ("fatalities_best", "fatalities_low", "fatalities_high")},
        "fatalities_unknown_events": frame["fatalities_best"].null_count(),
        "active_months": len(record.active),
        "silent_months": record.silent_months,
        "blind_months": record.blind_months if record.active else None,
        "longest_gap": max(record.gaps, default=None),
        "first_month_looked": label(record.start),
        "newest_month": label(record.end),
        "events_over_months": len(several),
        "events_imprecise_place": len(frame) - len(_placed(frame)),
        "events_left_out": found.left_out,
    }


def _placed(frame: pl.DataFrame) -> pl.DataFrame:
    exact = pl.col("where_precision").fill_null(1) <= EXACT_PLACE
    return frame.filter(exact & pl.col("priogrid_gid").is_not_null())


def _sum(frame: pl.DataFrame, column: str) -> int | None:
    known = frame[column].drop_nulls()
    return int(known.sum()) if len(known) else None


def timeline(record: SightingRecord, panel: Panel, events: Events, after: Events | None) -> list[dict[str, Any]]:
    """Events and deaths by month, from a year before the first event on, with what is known since."""
    deaths = ("fatalities_best", "fatalities_low", "fatalities_high")
    parts = [events] if after is None else [events, after]
    monthly = {
        month: row
        for part in parts
        for month, *row in part.frame.with_columns(month=pl.Series(part.months))
        .group_by("month")
        .agg(pl.len(), *(pl.when(pl.col(each).count() > 0).then(pl.col(each).sum()).alias(each) for each in deaths))
        .iter_rows()
    }
    blind = set(record.blind)
    rows = []
    begin = max(record.start, record.active[0] - BEFORE) if record.active else record.start
    for month in range(begin, parts[-1].newest_month + 1):
        count, *known = monthly.get(month, (0, 0, 0, 0))
        row = {"month": label(month), "visible": month not in blind, "events": count}
        rows.append(row | dict(zip(deaths, known, strict=True)))
    return rows


def mapped(events: Events, end: int) -> dict[str, Any]:
    """Cells with placed events, lately and before."""
    placed = _placed(events.frame.with_columns(month=pl.Series(events.months)))
    counted = (
        placed.group_by("priogrid_gid")
        .agg(
            (pl.col("month") > end - RECENT).sum().alias("recent"),
            (pl.col("month") <= end - RECENT).sum().alias("before"),
        )
        .sort("priogrid_gid")
    )
    return {
        "cells": [{"gid": gid, "recent": recent, "before": before} for gid, recent, before in counted.iter_rows()],
        "recent_from": label(end - RECENT + 1),
        "recent_to": label(end),
        "imprecise_events": len(events.frame) - len(placed),
    }


def events_after(
    con: DuckDBPyConnection, history: Sequence[Release], seen: View, group: Group, area: Area, lineage: Lineage | None
) -> Events | None:
    """What the newest data say of the months after those that could be seen then; with a lineage, of its kin by now."""
    newest = view(history)
    if newest.newest_month <= seen.newest_month:
        return None
    kin = []
    if lineage is not None:
        kin = kin_of(group, actors.first_months(store.month_counts(con, newest)), lineage, newest)
    later = events_of(con, newest, group, area, kin).events
    return Events(later.frame.filter(pl.Series(later.months > seen.newest_month)), later.as_of, later.newest_month)


def since(after: Events | None, seen: View, history: Sequence[Release], named: str) -> dict[str, Any] | None:
    """What the newest data say of the months after, as a sentence and sums; None if nothing is known of them."""
    if after is None:
        return None
    frame, known_to = after.frame, label(after.newest_month)
    releases = ", ".join(f"{release.source} {release.version}" for release in view(history).releases)
    best = _sum(frame, "fatalities_best")
    span = f"{label(seen.newest_month + 1)} to {known_to}"
    what = f"{len(frame)} events" if len(frame) else "no event"
    deaths = f", {best} deaths by the best estimate" if best is not None else ""
    return {
        "known_to": known_to,
        "events": len(frame),
        "fatalities_best": best,
        "first_event": str(frame["date_end"].min()) if len(frame) else None,
        "last_event": str(frame["date_end"].max()) if len(frame) else None,
        "returned": bool(len(frame)),
        "sentence": f"Known since ({releases}): {what} of {named} from {span}{deaths}.",
    }
