"""A source's raw rows as events: each column typed, and why a row cannot be one.

The file is read by DuckDB as text; the layout says what each column means; `rules` says what cannot be an event.
"""

from collections.abc import Collection
from datetime import date

import duckdb
from duckdb import DuckDBPyConnection

from smoulder.errors import BadInput
from smoulder.files import PlainFile
from smoulder.grid import GID_SQL
from smoulder.sources import Layout, literal, quoted
from smoulder.store import STORED

EARLIEST = 1900  # year: older events are typing errors
NUMBERS = {"TINYINT": "a whole number", "SMALLINT": "a whole number", "INTEGER": "a whole number", "DOUBLE": "a number"}
ENDLESS = ("unquoted value", "line size over maximum")
DEATHS = [column for column in STORED if column.startswith(("fatalities_", "deaths_"))]


def raw(file: PlainFile) -> str:
    """The rows of a plain file as they stand, as SQL to select from; every csv column is text."""
    path = literal(str(file.path))
    if file.format == "parquet":
        return f"read_parquet({path})"
    columns = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in file.header)
    return (
        f"read_csv({path}, columns = {{{columns}}}, header = true, auto_detect = false,"
        f" delim = {literal(file.delimiter)}, quote = '\"', escape = '\"', strict_mode = true,"
        " store_rejects = true, rejects_limit = 0)"
    )


def typed(raw: str, layout: Layout, today: date) -> str:
    """The rows as events, each column's text beside it (`column_`), and why a row cannot be one (null if it can)."""
    texts = ", ".join(f"({layout.columns.get(column, 'NULL')})::VARCHAR AS {column}_" for column in STORED)
    events = ", ".join(
        f"nullif(trim({column}_), '') AS {column}" if sql == "VARCHAR" else f"TRY_CAST({column}_ AS {sql}) AS {column}"
        for column, sql in STORED.items()
    )
    meant = " AND ".join(["TRUE", *(f"NOT coalesce({condition}, FALSE)" for condition, _ in layout.skips)])
    against = [*rules(layout.columns, today), *layout.rejects]
    reasons = " ".join(f"WHEN {condition} THEN {literal(reason)}" for condition, reason in against)
    cell = GID_SQL.format(lat="latitude", lon="longitude")
    return f"""(
        SELECT * REPLACE (coalesce(priogrid_gid, {cell}) AS priogrid_gid), CASE {reasons} END AS reason
        FROM (SELECT *, {events} FROM (SELECT {texts} FROM {raw} WHERE {meant})))"""


def rules(columns: Collection[str], today: date) -> list[tuple[str, str]]:
    """What holds for every source: (condition over an event's columns, why such a row is no event).

    columns: those that the source fills. What costs much is asked of few rows.
    """
    found = [("event_id IS NULL", "no event id"), ("country IS NULL", "no country")]
    for column, sql in STORED.items():
        if column in columns and sql != "VARCHAR":
            unread = f"CASE WHEN {column} IS NULL AND {column}_ IS NOT NULL THEN trim({column}_) <> '' END"
            found.append((unread, f"{column} is not {NUMBERS.get(sql, 'a day (YYYY-MM-DD)')}"))
    found += [
        ("date_start IS NULL OR date_end IS NULL", "no date"),
        ("date_end < date_start", "date_end lies before date_start"),
        (f"date_start > DATE '{today}'", f"date_start lies after {today}, the day of reading"),
        (
            f"date_start < DATE '{EARLIEST}-01-01' OR date_end > DATE '{today.year + 1}-12-31'",
            f"date outside the years {EARLIEST} to {today.year + 1}",
        ),
        ("abs(latitude) > 90 OR abs(longitude) > 180", "latitude or longitude is off the earth (swapped?)"),
        ("(latitude IS NULL) <> (longitude IS NULL)", "latitude without longitude, or the reverse"),
    ]
    for column in DEATHS:
        if column in columns:
            part = f"CASE WHEN contains({column}_, '.') THEN TRY_CAST({column}_ AS DOUBLE) <> {column} END"
            found += [(f"{column} < 0", f"{column} is negative"), (part, f"{column} is not a whole number")]
    return found


def parquet_header(con: DuckDBPyConnection, file: PlainFile) -> tuple[str, ...]:
    """The column names of a Parquet file, lower case; raises BadInput if it is not whole."""
    try:
        columns = con.execute(f"DESCRIBE SELECT * FROM read_parquet({literal(str(file.path))})").fetchall()
    except duckdb.Error as why:
        raise BadInput(
            f"{file.path} is no whole Parquet file ({str(why).partition(chr(10))[0]}); get it again."
        ) from None
    return tuple(name.lower() for name, *_ in columns)


def torn(con: DuckDBPyConnection, file: PlainFile) -> list[tuple[int, str, str]]:
    """Lines that are no rows (line, why, text) in the csv just read.

    Raises BadInput for a quote that is never closed: it swallows rows after it that nobody could count.
    """
    if not con.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'reject_errors'").fetchall():
        return []
    lines = con.execute("""
        SELECT line, any_value(lower(error_type::VARCHAR)), any_value(csv_line) FROM reject_errors
        WHERE scan_id = (SELECT max(scan_id) FROM reject_scans) GROUP BY line ORDER BY line""").fetchall()
    for line, why, _ in lines:
        if why in ENDLESS:
            raise BadInput(
                f"{file.name} opens a quote in line {line} that is not closed where it should be, so that the rows"
                " after it cannot be told apart; get the file again or mend that line. Nothing was stored."
            )
    return lines
