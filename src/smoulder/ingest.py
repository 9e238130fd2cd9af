"""A source's file into the store: every row is kept, skipped for a stated reason, or rejected for a stated reason.

One transaction: the release with its events and coverage is in the store afterwards, or nothing is.
"""

import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
from duckdb import DuckDBPyConnection

from smoulder import rows
from smoulder.errors import BadInput
from smoulder.files import PlainFile, plain
from smoulder.months import first_day, label, month_id, parse_month
from smoulder.sources import Layout, Source, literal, sources
from smoulder.store import STORED, append, opened, releases
from smoulder.vintage import Covered, Release

MONTH_SQL = "(year({day}) - 1980) * 12 + month({day})"


@dataclass(frozen=True)
class Ingested:
    """What became of a file: counts of rows by fate, and where the rejected ones are written with their reasons."""

    release: Release
    read: int
    kept: int
    rejected: Mapping[str, int]
    skipped: Mapping[str, int]
    notes: Mapping[str, int]
    rejects_file: Path | None
    already_there: bool = False


def ingest(
    store: Path,
    name: str,
    path: Path,
    *,
    now: datetime,
    column_map: Path | None = None,
    coverage: Path | None = None,
    version: str | None = None,
    known_from: date | None = None,
) -> Ingested:
    """Read a file of the source `name` into the store, whole or not at all.

    now: stamps the release, and bounds its dates. coverage: a TOML file of [[coverage]] tables (from, to, country) that
    says what the file could have shown. version, known_from: as published, where the file's name does not tell.
    Raises BadInput for a file that is no table of that source, or of which most rows cannot be events.
    """
    known = sources()
    if name not in known:
        raise BadInput(f"There is no source '{name}'; known are {', '.join(sorted(known))}.")
    source, layout_of = known[name]
    with tempfile.TemporaryDirectory(prefix="smoulder-") as workdir:
        file = plain(path, Path(workdir), source.encodings)
        with opened(store, write=True) as con:
            if file.format == "parquet":
                file = replace(file, header=rows.parquet_header(con, file))
            layout = layout_of(source, file, _toml(column_map) if column_map else None)
            layout = replace(
                layout,
                version=version or layout.version,
                known_from=known_from or layout.known_from,
            )
            stated = layout.stated or source
            for there in releases(con):
                if (there.source, there.version, there.sha256) == (stated.name, layout.version, file.sha256):
                    return Ingested(
                        there, there.rows + there.rejected, there.rows, {}, {}, {}, None, already_there=True
                    )
            asked = _coverage(coverage) if coverage else None
            try:
                return _append(con, store, file, layout, stated, asked, now)
            except duckdb.InvalidInputException as why:
                raise BadInput(
                    f"{file.name} cannot be read as a table ({str(why).partition(chr(10))[0]}); nothing was stored."
                ) from None


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as why:
        raise BadInput(f"{path} cannot be read ({why}).") from None
    except tomllib.TOMLDecodeError as why:
        raise BadInput(f"{path} is no TOML ({why}).") from None


def _coverage(path: Path) -> tuple[Covered, ...]:
    read = _toml(path)
    try:
        covered = tuple(
            Covered(parse_month(each["from"]), parse_month(each["to"]), each.get("country"))
            for each in read["coverage"]
        )
    except (KeyError, TypeError, AttributeError):
        covered = ()
    if not covered:
        raise BadInput(f"{path} needs [[coverage]] tables with 'from' and 'to' (YYYY-MM) and, for one, 'country'.")
    return covered


def _append(
    con: DuckDBPyConnection,
    store: Path,
    file: PlainFile,
    layout: Layout,
    source: Source,
    asked: tuple[Covered, ...] | None,
    now: datetime,
) -> Ingested:
    raw = rows.raw(file)
    typed = rows.typed(raw, layout, now.date())
    fates: dict[str, Any] = {}

    def write_events(number: int) -> Release:
        con.execute(f"""
            INSERT INTO events SELECT CASE WHEN reason IS NULL THEN {number} ELSE -{number} END,
                   TRY_CAST({MONTH_SQL.format(day="date_end")} AS SMALLINT), {", ".join(STORED)} FROM {typed}""")
        torn = rows.torn(con, file)
        [(bad,)] = con.execute(f"SELECT count(*) FROM events WHERE release = -{number}").fetchall()
        if bad:
            con.execute(f"DELETE FROM events WHERE release = -{number}")
        doubles = _drop_doubles(con, number)
        own = f"FROM events WHERE release = {number}"
        [(kept, first, last)] = con.execute(
            f"SELECT count(*), min(month), max({MONTH_SQL.format(day='date_start')}) {own}"
        ).fetchall()
        rejected = bad + len(torn) + sum(count for _, count in doubles)
        fates.update(read=kept + rejected, kept=kept, rejected={}, file=None)
        fates["skipped"] = _count(con, f"FROM {raw}", layout.skips)
        fates["notes"] = _count(con, own, layout.notes)
        if rejected:
            fates["rejected"], fates["file"] = _write_rejects(con, store, file, typed, torn, doubles, now)
        _stop_if_hopeless(file, source, fates)
        covered = asked or _covered(con, number, layout, fates["read"], first, last)
        last = max(each.last for each in covered)
        if layout.known_from and layout.known_from < first_day(last):
            raise BadInput(
                f"{file.name} covers {label(last)} and cannot have been known on {layout.known_from};"
                " check --known-from. Nothing was stored."
            )
        unseen = f"ends after {label(last)}, the newest month covered (not seen in it)"
        fates["notes"] |= _count(con, own, [(f"month > {last}", unseen)])
        return Release(
            number=number, source=source.name, family=source.family, version=layout.version, title=source.title,
            licence=source.licence, citation=source.citation, file=file.name, sha256=file.sha256,
            may_ship=source.may_ship, candidate=layout.candidate, known_from=layout.known_from,
            usual_lag_days=source.usual_lag_days, rows=kept, rejected=fates["read"] - kept,
            first=min(each.first for each in covered), last=last,
            simulated=layout.simulated, coverage=covered,
        )  # fmt: skip

    release = append(con, write_events, now)
    return Ingested(
        release, fates["read"], fates["kept"], fates["rejected"], fates["skipped"], fates["notes"], fates["file"]
    )


def _count(con: DuckDBPyConnection, relation: str, conditions: Sequence[tuple[str, str]]) -> dict[str, int]:
    """How many rows meet each condition, by what it means; those that none meets are left out."""
    if not conditions:
        return {}
    columns = ", ".join(f"count_if({condition})" for condition, _ in conditions)
    [counts] = con.execute(f"SELECT {columns} {relation}").fetchall()
    return {meaning: count for (_, meaning), count in zip(conditions, counts, strict=True) if count}


def _drop_doubles(con: DuckDBPyConnection, number: int) -> list[tuple[str, int]]:
    """Keep one row of each event id; returns the ids that came more than once, with how many were dropped."""
    doubles = con.execute(f"""
        SELECT event_id, count(*) - 1 FROM events WHERE release = {number}
        GROUP BY event_id HAVING count(*) > 1 ORDER BY event_id""").fetchall()
    if doubles:
        # of rows that share an id the same one is kept whatever order they were read in
        con.execute(f"""
            DELETE FROM events WHERE release = {number} AND rowid IN (
                SELECT rowid FROM events AS e WHERE release = {number}
                QUALIFY row_number() OVER (PARTITION BY event_id ORDER BY e::VARCHAR, rowid) > 1)""")
    return doubles


def _write_rejects(
    con: DuckDBPyConnection,
    store: Path,
    file: PlainFile,
    typed: str,
    torn: Sequence[tuple[int, str, str]],
    doubles: Sequence[tuple[str, int]],
    now: datetime,
) -> tuple[dict[str, int], Path]:
    """Every rejected row with its reason, as csv beside the store; returns counts by reason and the file."""
    folder = store.parent / "rejects"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{now:%Y%m%dT%H%M%S}-{file.sha256[:8]}.csv"
    con.execute("CREATE OR REPLACE TEMP TABLE rejects (reason VARCHAR, event_id VARCHAR, line BIGINT, row VARCHAR)")
    texts = ", ".join(f"{column} := {column}_" for column in STORED)
    con.execute(f"""
        INSERT INTO rejects SELECT reason, event_id, NULL, to_json(struct_pack({texts}))::VARCHAR
        FROM {typed} WHERE reason IS NOT NULL""")
    for line, why, text in torn:
        con.execute("INSERT INTO rejects VALUES (?, NULL, ?, ?)", [f"no row of the table ({why})", line, text])
    for event_id, count in doubles:
        for _ in range(count):
            con.execute("INSERT INTO rejects VALUES ('event id seen before in the file', ?, NULL, NULL)", [event_id])
    con.execute(f"COPY (FROM rejects ORDER BY ALL) TO {literal(str(target))} (HEADER)")
    counts = con.execute("SELECT reason, count(*) FROM rejects GROUP BY reason ORDER BY 2 DESC, 1").fetchall()
    con.execute("DROP TABLE rejects")
    return dict(counts), target


def _stop_if_hopeless(file: PlainFile, source: Source, fates: Mapping[str, Any]) -> None:
    if fates["kept"] * 2 > fates["read"]:
        return
    if not fates["read"]:
        raise BadInput(f"{file.name} has a header and no rows; nothing was stored.")
    reason, count = next(iter(fates["rejected"].items()))
    raise BadInput(
        f"Of {fates['read']} rows of {file.name} only {fates['kept']} can be events of {source.name}"
        f" ({count}: {reason}); nothing was stored. The rejected rows are in {fates['file']}."
    )


def _covered(
    con: DuckDBPyConnection, number: int, layout: Layout, read: int, first: int, last: int
) -> tuple[Covered, ...]:
    """What the file could have shown: the whole release if it is whole, else the countries and months that it holds."""
    if layout.coverage and read >= layout.whole:
        return layout.coverage
    events = f"FROM events WHERE release = {number}"
    spans = [(first, last)]
    for year in layout.blind_years:
        start, end = month_id(date(year, 1, 1)), month_id(date(year, 12, 1))
        if not con.execute(f"SELECT 1 {events} AND month BETWEEN {start} AND {end} LIMIT 1").fetchall():
            spans = [
                part for a, b in spans for part in ((a, min(b, start - 1)), (max(a, end + 1), b)) if part[0] <= part[1]
            ]
    if layout.blind_years or layout.candidate:
        return tuple(Covered(a, b) for a, b in spans)
    names = con.execute(f"SELECT DISTINCT country {events} ORDER BY country").fetchall()
    return tuple(Covered(a, b, name) for (name,) in names for a, b in spans)
