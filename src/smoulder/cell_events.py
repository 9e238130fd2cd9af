"""Events by PRIO-GRID cell: whose, when, and how often anybody's are recorded there.

Only events whose place is known to a cell count; a coarser one is a point that stands for an area, and is counted
apart. A source that does not say how precise its places are is taken at its word.
"""

import hashlib
import json
from pathlib import Path
from typing import NamedTuple

import polars as pl
from duckdb import DuckDBPyConnection

from smoulder.arrow import frame
from smoulder.errors import BadInput
from smoulder.files import whole
from smoulder.modes import FIXED, WINDOW
from smoulder.store import AREA_WHERE_PRECISION, KEY_A, KEY_B, in_view
from smoulder.types import NOT_A_GROUP, Events
from smoulder.vintage import View

EXACT = AREA_WHERE_PRECISION["box"]  # where_precision: a coarser place cannot be said to lie in a cell
PLACED = f"(priogrid_gid IS NOT NULL AND coalesce(where_precision, 1) <= {EXACT})"
LATELY, LONGER = 12, 60  # months
RULES = 1  # of a half-year's numbers: a change of them makes what was kept before another table


class Placed(NamedTuple):
    """Events that are placed in a cell, and how many are not: no coordinates, or too coarse a place."""

    frame: pl.DataFrame
    nowhere: int
    coarse: int


def placed(events: Events) -> Placed:
    """A group's events that are placed in a cell, with their month."""
    rows = events.frame.with_columns(month=pl.Series(events.months))
    somewhere = rows.filter(pl.col("priogrid_gid").is_not_null())
    exact = somewhere.filter(pl.col("where_precision").fill_null(1) <= EXACT)
    return Placed(exact, len(rows) - len(somewhere), len(somewhere) - len(exact))


def reports(con: DuckDBPyConnection, view: View, first: int, last: int) -> pl.DataFrame:
    """How often anybody's events were recorded in each cell first..last (gids), as the view shows it, by cell.

    Columns gid, country and admin1 (those of the newest event), lately (newest LATELY months), longer (newest LONGER
    months), events, newest (month of the newest event).
    """
    end = view.newest_month
    return frame(
        con.sql(f"""
            SELECT priogrid_gid AS gid, arg_max(country, month) AS country, arg_max(admin1, month) AS admin1,
                   (count(*) FILTER (month > {end - LATELY}))::INTEGER AS lately,
                   (count(*) FILTER (month > {end - LONGER}))::INTEGER AS longer,
                   count(*)::INTEGER AS events, max(month) AS newest
            FROM events WHERE {in_view(view)} AND {PLACED} AND priogrid_gid BETWEEN {int(first)} AND {int(last)}
            GROUP BY priogrid_gid ORDER BY priogrid_gid""")
    )


def tactics(con: DuckDBPyConnection, view: View) -> frozenset[str]:
    """Every tactic that the view names, whoever used it."""
    rows = con.execute(f"SELECT DISTINCT tactic FROM events WHERE {in_view(view)} AND tactic IS NOT NULL").fetchall()
    return frozenset(tactic for (tactic,) in rows)


def half_years(con: DuckDBPyConnection, view: View, kept: Path | None = None) -> pl.DataFrame:
    """What every group's events were in each whole half-year of the view: key, half (half-years since 1980), and fields
    of `modes.Windows` but for visible, and cells.

    kept: a folder in which the table of a view is kept, since it takes longer than all that is made of it.
    """
    path = kept and kept / f"half-years-{_named(view)}.parquet"
    if path is not None and path.is_file():
        try:
            return pl.read_parquet(path)
        except (OSError, pl.exceptions.PolarsError):
            pass  # a file of another hand: make it again and write over it
    made = _half_years(con, view)
    if path is not None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with whole(path) as part:
                made.write_parquet(part)
        except (OSError, BadInput):
            pass  # a folder that cannot be written to keeps nothing
    return made


def last_half(view: View) -> int:
    """The newest half-year that is whole in a view."""
    return view.newest_month // WINDOW - 1


def _named(view: View) -> str:
    """A name for what the whole half-years of a view show."""
    until = (last_half(view) + 1) * WINDOW
    told = [RULES, *([s.release.sha256, s.release.number, s.first, min(s.last, until)] for s in view.segments)]
    return hashlib.blake2b(json.dumps(told).encode(), digest_size=16).hexdigest()


def _half_years(con: DuckDBPyConnection, view: View) -> pl.DataFrame:
    sides = frame(
        con.sql(f"""
            SELECT {KEY_A} AS a, {KEY_B} AS b, any_value(side_a) AS name_a, any_value(side_b) AS name_b,
                   CASE WHEN {PLACED} THEN priogrid_gid END AS gid, floor((month - 1) / {WINDOW})::SMALLINT AS half,
                   bit_or((1 << ((month - 1) % {WINDOW} + {WINDOW}) % {WINDOW})::TINYINT) AS months,
                   count(*)::INTEGER AS events,
                   count(kind)::INTEGER AS kinds, (count(*) FILTER (kind <> 'one_sided'))::INTEGER AS fights,
                   count(fatalities_best)::INTEGER AS told,
                   (count(*) FILTER (fatalities_best > 0))::INTEGER AS deadly,
                   coalesce(sum(fatalities_best), 0)::BIGINT AS deaths
            FROM events
            WHERE {in_view(view)} AND month <= {(last_half(view) + 1) * WINDOW}
            GROUP BY a, b, gid, half""")
    )
    second = pl.col("b").is_not_null() & (pl.col("b") != pl.col("a")).fill_null(True)
    parts = [
        rows.filter(pl.col(f"name_{side}").is_not_null() & ~pl.col(f"name_{side}").str.contains(NOT_A_GROUP))
        .rename({side: "key"})
        .select("key", "gid", "half", "months", "events", "kinds", "fights", "told", "deadly", "deaths")
        for side, rows in (("a", sides), ("b", sides.filter(second)))
    ]
    by_cell = (
        pl.concat(parts)
        .group_by("key", "gid", "half")
        .agg(pl.col("months").bitwise_or(), pl.col("events", "kinds", "fights", "told", "deadly", "deaths").sum())
    )
    known = pl.col("gid").is_not_null()
    fixed = known & (pl.col("months").bitwise_count_ones() >= FIXED)
    return (
        by_cell.group_by("key", "half")
        .agg(
            pl.col("events", "kinds", "fights", "told", "deadly", "deaths").sum(),
            pl.col("events").filter(known).sum().alias("placed"),
            known.sum().alias("cells"),
            fixed.sum().alias("fixed"),
            pl.col("events").filter(fixed).sum().alias("in_fixed"),
        )
        .sort("key", "half")
    )


def by_group(con: DuckDBPyConnection, view: View) -> pl.DataFrame:
    """Every group's events by cell and month: key, name, gid, month, events, deaths, deadly.

    gid: null for events that are not placed in a cell; deadly: events known to have killed. An event of two groups is
    in the rows of both.
    """
    return frame(
        con.sql(f"""
            WITH each AS (
                SELECT {KEY_A} AS key, side_a AS name, * FROM events WHERE {in_view(view)} AND side_a IS NOT NULL
                UNION ALL
                SELECT {KEY_B}, side_b, * FROM events
                WHERE {in_view(view)} AND side_b IS NOT NULL AND {KEY_B} IS DISTINCT FROM {KEY_A})
            SELECT key, any_value(name) AS name, CASE WHEN {PLACED} THEN priogrid_gid END AS gid, month,
                   count(*)::INTEGER AS events, coalesce(sum(fatalities_best), 0)::BIGINT AS deaths,
                   (count(*) FILTER (fatalities_best > 0))::INTEGER AS deadly
            FROM each WHERE NOT regexp_matches(name, '{NOT_A_GROUP}') GROUP BY key, gid, month ORDER BY ALL""")
    )
