"""The store: one DuckDB file, append-only. A release once ingested is never changed; what was known on a day is a view.

Every reading function takes a connection and a View and returns what that view shows, nothing later.
"""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import duckdb
import numpy as np
import polars as pl
from duckdb import DuckDBPyConnection

from smoulder.areas import WORLD, Area
from smoulder.arrow import frame
from smoulder.errors import BadInput
from smoulder.types import EVENT_SCHEMA, NOT_A_GROUP, Bools, Events, Group
from smoulder.vintage import Covered, Release, View

FORMAT = 1
STORED = {column: sql for column, sql in EVENT_SCHEMA.items() if column not in ("source", "source_version")}
TABLES = f"""
CREATE TABLE format (number INTEGER);
INSERT INTO format VALUES ({FORMAT});
CREATE TABLE releases (number SMALLINT, ingested_at TIMESTAMP, facts JSON);
CREATE TABLE events (release SMALLINT, month SMALLINT, {", ".join(f"{name} {sql}" for name, sql in STORED.items())});
"""
WRITE_MEMORY, READ_MEMORY = "256MB", "64MB"  # what DuckDB may hold: enough at any size, so that reading stays flat
AREA_WHERE_PRECISION = {"admin1": 4, "box": 3}  # coarser places cannot be said to lie inside


@contextmanager
def opened(path: Path, *, write: bool = False) -> Iterator[DuckDBPyConnection]:
    """A connection to the store at `path`; made if it is not there and `write` is set.

    Raises BadInput if there is no store, if it is another program's file or locked by one, or if the disk is full.
    """
    if path.is_dir():
        raise BadInput(f"The store {path} is a folder; name a file, for example {path / 'smoulder.duckdb'}.")
    if not path.exists() and not write:
        raise BadInput(f"There is no store at {path}: run 'smoulder ingest' first, or name one with --store.")
    try:
        if not path.exists():
            _make(path)
        con = duckdb.connect(
            path,
            read_only=not write,
            config={
                "memory_limit": WRITE_MEMORY if write else READ_MEMORY,
                "threads": 2,
                "preserve_insertion_order": not write,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            },
        )
    except (duckdb.Error, OSError) as why:
        raise BadInput(_why_not_opened(path, str(why))) from None
    try:
        _check_format(con, path)
        yield con
    except (duckdb.OperationalError, duckdb.FatalException) as why:
        raise BadInput(
            f"The store {path} could not be written or read ({_first_line(why)}); nothing was changed."
        ) from None
    finally:
        con.close()


def _make(path: Path) -> None:
    """An empty store, in its place only once it is whole: a half-made file could not be opened again."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    try:
        with duckdb.connect(draft) as con:
            con.execute(f"BEGIN; {TABLES} COMMIT")
        if not path.exists():
            draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _first_line(why: Exception) -> str:
    return str(why).partition("\n")[0]


def _why_not_opened(path: Path, why: str) -> str:
    if "could not set lock" in why.lower():
        return f"The store {path} is in use by another program; wait for it to end and try again."
    return f"{path} cannot be opened as a store ({why.partition(chr(10))[0]}); name another with --store."


def _check_format(con: DuckDBPyConnection, path: Path) -> None:
    names = {name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if not {"format", "releases", "events"} <= names:
        raise BadInput(f"{path} holds no smoulder store; name another with --store.")
    if (found := con.execute("SELECT number FROM format").fetchall()) != [(FORMAT,)]:
        raise BadInput(f"The store {path} is of format {found}, this version reads {FORMAT}; ingest again.")


def releases(con: DuckDBPyConnection, family: str | None = None) -> list[Release]:
    """Every release in the store, or those of one family, oldest first."""
    found = []
    for (facts,) in con.execute("SELECT facts FROM releases ORDER BY number").fetchall():
        read = json.loads(facts)
        coverage = tuple(Covered(**each) for each in read.pop("coverage"))
        known_from = read.pop("known_from")
        found.append(
            Release(**read, coverage=coverage, known_from=date.fromisoformat(known_from) if known_from else None)
        )
    return [release for release in found if family in (None, release.family)]


def append(con: DuckDBPyConnection, write_events: Callable[[int], Release], ingested_at: datetime) -> Release:
    """Append one release in one transaction: all of it is in the store afterwards, or none.

    write_events: inserts the events under the release number that it is given, and returns the release's facts.
    """
    con.execute("BEGIN")
    try:
        [(number,)] = con.execute("SELECT coalesce(max(number), 0) + 1 FROM releases").fetchall()
        release = write_events(number)
        facts = asdict(release) | {"known_from": release.known_from and str(release.known_from)}
        con.execute("INSERT INTO releases VALUES (?, ?, ?)", [number, ingested_at, json.dumps(facts)])
        con.execute("COMMIT")
    except BaseException:
        with suppress(duckdb.Error):  # a commit that the disk refused has been rolled back already
            con.execute("ROLLBACK")
        raise
    return release


def in_view(view: View) -> str:
    """The SQL condition that an event is in a view."""
    return (
        "("
        + " OR ".join(
            f"(release = {segment.release.number} AND month BETWEEN {segment.first} AND {segment.last})"
            for segment in view.segments
        )
        + ")"
    )


KEY_A, KEY_B = "coalesce(side_a_id, side_a)", "coalesce(side_b_id, side_b)"


class GroupSeen(NamedTuple):
    """A group as a view shows it: months are month ids, fatalities the best estimates known."""

    group: Group
    events: int
    fatalities_best: int | None
    first: date
    last: date
    last_month: int
    countries: list[str]


def _sides(view: View) -> str:
    columns = "month, date_start, date_end, country, fatalities_best"
    return f"""
        SELECT {KEY_A} AS key, side_a AS name, {columns} FROM events WHERE {in_view(view)} AND side_a IS NOT NULL
        UNION ALL
        SELECT {KEY_B}, side_b, {columns} FROM events
        WHERE {in_view(view)} AND side_b IS NOT NULL AND {KEY_B} IS DISTINCT FROM {KEY_A}"""


def groups(con: DuckDBPyConnection, view: View) -> list[GroupSeen]:
    """Every armed group in the view, by name; governments and civilians are none."""
    rows = con.execute(f"""
        SELECT key, arg_max(name, month), count(*), sum(fatalities_best)::BIGINT,
               min(date_start), max(date_end), max(month),
               coalesce(list(DISTINCT country ORDER BY country) FILTER (country IS NOT NULL), [])
        FROM ({_sides(view)}) WHERE NOT regexp_matches(name, '{NOT_A_GROUP}') GROUP BY key ORDER BY 2, 1""").fetchall()
    return [GroupSeen(Group(key, name), *rest) for key, name, *rest in rows]


def month_counts(con: DuckDBPyConnection, view: View) -> pl.DataFrame:
    """Events and deaths of every group by country and month: key, name, country, month, events, fatalities_best.

    A group bears its newest name throughout. Deaths are null where those of no event are known.
    """
    return frame(
        con.sql(f"""
            WITH sides AS MATERIALIZED (
                SELECT key, country, month, max(name) AS name, count(*)::INTEGER AS events,
                       sum(fatalities_best)::INTEGER AS fatalities_best
                FROM ({_sides(view)}) GROUP BY key, country, month)
            SELECT * REPLACE (last_value(name) OVER (PARTITION BY key ORDER BY month, country
                   ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS name)
            FROM sides WHERE NOT regexp_matches(name, '{NOT_A_GROUP}') ORDER BY ALL""")
    )


def country_counts(con: DuckDBPyConnection, view: View) -> pl.DataFrame:
    """Events and deaths of every country by month, whoever took part: country, month, events, fatalities_best."""
    return frame(
        con.sql(f"""
            SELECT country, month, count(*)::INTEGER AS events,
                   sum(fatalities_best)::INTEGER AS fatalities_best
            FROM events WHERE {in_view(view)} AND country IS NOT NULL GROUP BY country, month ORDER BY ALL""")
    )


def countries(con: DuckDBPyConnection, view: View) -> dict[str, tuple[str, ...]]:
    """The countries of the view, each with its first-level provinces."""
    rows = con.execute(f"""
        SELECT country, list(DISTINCT admin1) FILTER (admin1 IS NOT NULL) FROM events
        WHERE {in_view(view)} AND country IS NOT NULL GROUP BY country ORDER BY country""").fetchall()
    return {country: tuple(sorted(provinces or ())) for country, provinces in rows}


def provinces(con: DuckDBPyConnection, view: View, area: Area) -> list[tuple[str, str | None, int]]:
    """Where the events of anybody in an area lie: country, first-level province (None: not named), events; most first.

    Events placed too coarsely to say so are left out.
    """
    in_area, values, coarse = _in_area(area)
    return con.execute(
        f"""SELECT country, admin1, count(*) FROM events
        WHERE {in_view(view)} AND {in_area} AND NOT ({coarse}) AND country IS NOT NULL
        GROUP BY country, admin1 ORDER BY 3 DESC, 1, 2""",
        values,
    ).fetchall()


def places(con: DuckDBPyConnection, view: View, countries: Sequence[str]) -> pl.DataFrame:
    """What the places of events in some countries are called, an event a row, those without coordinates left out.

    Columns place, admin1, admin2, country, latitude, longitude.
    """
    named = "place, admin1, admin2, country, latitude, longitude"
    return frame(
        con.sql(
            f"""SELECT {named} FROM events WHERE {in_view(view)} AND list_contains(?, country)
            AND latitude IS NOT NULL AND longitude IS NOT NULL ORDER BY ALL""",
            params=[list(countries)],
        )
    )


class Found(NamedTuple):
    """A group's events in an area, and how many were left out because their place is too coarse to tell."""

    events: Events
    left_out: int


def events(
    con: DuckDBPyConnection,
    view: View,
    group: Group | None = None,
    area: Area = WORLD,
    *,
    also: Sequence[tuple[Group, int | None]] = (),
) -> Found:
    """The events of a group (None: of anybody) in an area, as the view shows them, by date and id.

    also: other groups whose events count too, each from a month on (None: all of them).
    """
    in_area, values, coarse = _in_area(area)
    conditions = [in_view(view), in_area]
    if group is not None:
        one_of = []
        for each, since in ((group, None), *also):
            one_of.append(f"(? IN ({KEY_A}, {KEY_B})" + ("" if since is None else f" AND month >= {since}") + ")")
            values.append(each.key)
        conditions.append(f"({' OR '.join(one_of)})")
    rows = frame(
        con.sql(
            f"""SELECT release, ({coarse}) AS coarse, {", ".join(STORED)} FROM events
            WHERE {" AND ".join(conditions)} ORDER BY date_end, event_id""",
            params=values,
        )
    ).with_columns(
        pl.col("release")
        .replace_strict({release.number: getattr(release, fact) for release in view.releases}, return_dtype=pl.String)
        .alias(column)
        for column, fact in (("source", "source"), ("source_version", "version"))
    )
    inside = rows.filter(~pl.col("coarse")).select(*EVENT_SCHEMA)
    return Found(Events(inside, view.as_of, view.newest_month), len(rows) - len(inside))


def last_events(con: DuckDBPyConnection, view: View, groups: Sequence[Group], area: Area = WORLD) -> dict[Group, date]:
    """The day of each group's newest event in an area, of those that the view shows there."""
    in_area, values, coarse = _in_area(area)
    by_key = {group.key: group for group in groups}
    keys = list(by_key)
    rows = con.execute(
        f"""
        SELECT key, max(date_end) FROM (
            SELECT unnest([{KEY_A}, {KEY_B}]) AS key, date_end FROM events
            WHERE {in_view(view)} AND {in_area} AND NOT ({coarse})
                  AND (list_contains(?, {KEY_A}) OR list_contains(?, {KEY_B})))
        WHERE list_contains(?, key) GROUP BY key""",
        [*values, keys, keys, keys],
    ).fetchall()
    return {by_key[key]: day for key, day in rows}


def _in_area(area: Area) -> tuple[str, list[str | float], str]:
    """Conditions, and their values: that an event may lie in an area, and that its place is too coarse to tell."""
    conditions, coarse = ["TRUE"], "FALSE"
    values: list[str | float] = []
    if area.country is not None:
        conditions.append("country = ?")
        values.append(area.country)
    if area.admin1 is not None:
        coarse = f"coalesce(where_precision, 1) > {AREA_WHERE_PRECISION['admin1']}"
        conditions.append(f"(admin1 = ? OR (admin1 IS NULL AND {coarse}))")
        values.append(area.admin1)
    if area.box is not None:
        coarse = f"coalesce(where_precision, 1) > {AREA_WHERE_PRECISION['box']}"
        west, south, east, north = area.box
        conditions.append("longitude BETWEEN ? AND ? AND latitude BETWEEN ? AND ?")
        values += [west, east, south, north]
    return " AND ".join(conditions), values, coarse


def visible(view: View, countries: Sequence[str] | None = None) -> Bools:
    """For each month from view.first_month to view.newest_month, whether the source could have shown an event.

    countries: those that make up the area (any of them covered is enough); None: the world.
    """
    seen = np.zeros(view.newest_month - view.first_month + 1, dtype=bool)
    for segment in view.segments:
        for covered in segment.release.coverage:
            if covered.country is None or countries is None or covered.country in countries:
                first, last = max(segment.first, covered.first), min(segment.last, covered.last)
                if last >= first:
                    seen[first - view.first_month : last - view.first_month + 1] = True
    return seen
