"""A user's own csv or Parquet table, by a column map in TOML: ACLED exports and everything else.

name = "acled-export"            # names the source in every output
version = "2026-11-20"
title = "ACLED, own export"      # licence and citation are printed with every answer
licence = "ACLED terms of use"
citation = "ACLED, acleddata.com, accessed 2026-11-20"
usual_lag_days = 10
date_format = "%d %B %Y"         # only where dates are not YYYY-MM-DD
unknown = ["Unidentified Armed Group"]   # names that are no group

[columns]                        # event column = column of the table
event_id = "event_id_cnty"
date_start = "event_date"
side_a = "actor1"

[constants]                      # event column = one value for all rows
country = "Nigeria"

[values.kind]                    # how values of a column are to be read
"Violence against civilians" = "one_sided"

[only]                           # rows to keep: column of the table = allowed values
disorder_type = ["Political violence"]

[[coverage]]                     # what the table could have shown; outside it there is blindness
from = "1997-01"
to = "2026-10"
country = "Nigeria"              # left out: everywhere
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from smoulder.errors import BadInput, SourceChanged
from smoulder.files import PlainFile
from smoulder.months import parse_day, parse_month
from smoulder.sources import Layout, Source, literal, quoted
from smoulder.types import EVENT_SCHEMA, KINDS
from smoulder.vintage import Covered

TABLE = Source(
    name="table",
    family="table",
    title="A user's own table",
    url="",
    licence="as its owner says",
    citation="as its owner says",
    may_ship=False,
    usual_lag_days=0,
    expects={},
    encodings=("utf-8", "cp1252"),
)
SOURCES = (TABLE,)
STATED = ("name", "title", "licence", "citation", "usual_lag_days")
KEYS = {
    *STATED,
    "version",
    "known_from",
    "date_format",
    "unknown",
    "columns",
    "constants",
    "values",
    "only",
    "coverage",
}
SHAPES = {  # of the keys that are no text
    "version": object,
    "usual_lag_days": int,
    "known_from": str | date,
    "unknown": list,
    "columns": dict,
    "constants": dict,
    "values": dict,
    "only": dict,
    "coverage": list,
}
WORDS: Mapping[object, str] = {
    str: "a text in quotes",
    int: "a whole number",
    list: "a list",
    dict: "a table",
    str | date: "a day",
}
SETTABLE = [column for column in EVENT_SCHEMA if column not in ("source", "source_version")]
NAMES = ("side_a", "side_b")


def layout(source: Source, file: PlainFile, column_map: Mapping[str, Any] | None = None) -> Layout:
    """The layout that a column map gives a table; raises BadInput for a map that does not fit."""
    if column_map is None:
        raise BadInput("A table needs its column map: add --map FILE.toml (docs/sources.md shows one).")
    _check(column_map)
    columns = {column: str(raw) for column, raw in column_map["columns"].items()}
    if missing := sorted({raw for raw in columns.values() if raw.lower() not in file.header}):
        raise SourceChanged(
            f"{file.name} lacks the columns {', '.join(missing)} that the map names; it has {', '.join(file.header)}."
        )
    expressions = {column: _expression(column, raw.lower(), column_map) for column, raw in columns.items()}
    for column, value in column_map.get("constants", {}).items():
        expressions[column] = literal(str(value))
    expressions.setdefault("date_end", expressions["date_start"])
    if missing := sorted(raw for raw in column_map.get("only", {}) if raw.lower() not in file.header):
        raise SourceChanged(f"{file.name} lacks the columns {', '.join(missing)} that [only] of the map names.")
    skips = tuple(
        (
            f"coalesce({_text(raw.lower())}, '') NOT IN ({', '.join(literal(str(value)) for value in allowed)})",
            f"not among the {raw} to keep",
        )
        for raw, allowed in column_map.get("only", {}).items()
    )
    covered = tuple(
        Covered(parse_month(each["from"]), parse_month(each["to"]), each.get("country"))
        for each in column_map.get("coverage", ())
    )
    stated = {key: column_map[key] for key in STATED if key in column_map}
    return Layout(
        version=str(column_map.get("version", file.name)),
        columns=expressions,
        skips=skips,
        known_from=parse_day(str(column_map["known_from"])) if "known_from" in column_map else None,
        coverage=covered or None,
        stated=replace(source, family=f"table:{stated.get('name', file.name)}", **stated),
    )


def _text(raw: str) -> str:
    return f"nullif(trim({quoted(raw)}::VARCHAR), '')"


def _expression(column: str, raw: str, column_map: Mapping[str, Any]) -> str:
    text = _text(raw)
    if column.startswith("date_") and EVENT_SCHEMA[column] == "DATE":
        style = column_map.get("date_format")
        return f"try_strptime({text}, {literal(style)})::DATE" if style else f"left({text}, 10)"
    if values := column_map.get("values", {}).get(column):
        cases = " ".join(f"WHEN {literal(str(old))} THEN {literal(str(new))}" for old, new in values.items())
        text = f"CASE {text} {cases} ELSE {text} END"
    if column in NAMES:
        for unknown in column_map.get("unknown", ()):
            text = f"nullif({text}, {literal(str(unknown))})"
    return text


def _insist(fine: bool, key: str, kind: object, value: object) -> None:
    if not fine:
        raise BadInput(f"In the column map {key} must be {WORDS[kind]}; found {value!r}.")


def _check(column_map: Mapping[str, Any]) -> None:
    if unknown := sorted(set(column_map) - KEYS):
        raise BadInput(f"The column map has unknown keys {', '.join(unknown)}; known are {', '.join(sorted(KEYS))}.")
    for key, value in column_map.items():
        _insist(isinstance(value, SHAPES.get(key, str)), key, SHAPES.get(key, str), value)
    for key, kind in (("columns", str), ("values", dict), ("only", list)):
        for name, value in column_map.get(key, {}).items():
            _insist(isinstance(value, kind), f"{key}.{name}", kind, value)
    for each in column_map.get("coverage", ()):
        _insist(isinstance(each, dict), "coverage", dict, each)
    columns, constants = column_map.get("columns", {}), column_map.get("constants", {})
    named = {*columns, *constants}
    if wrong := sorted(named - set(SETTABLE)):
        raise BadInput(f"The column map sets {', '.join(wrong)}; event columns are {', '.join(SETTABLE)}.")
    if missing := [column for column in ("event_id", "date_start", "side_a", "country") if column not in named]:
        raise BadInput(f"The column map must name {', '.join(missing)} under [columns] or [constants].")
    if "date_start" not in columns:
        raise BadInput("The column map must take date_start from a column, not from [constants].")
    for column, values in column_map.get("values", {}).items():
        if column == "kind" and (wrong := sorted(set(map(str, values.values())) - set(KINDS))):
            raise BadInput(f"[values.kind] gives {', '.join(wrong)}; kinds are {', '.join(KINDS)}.")
    for each in column_map.get("coverage", ()):
        if not {"from", "to"} <= set(each) <= {"from", "to", "country"}:
            raise BadInput("Each [[coverage]] of the column map has 'from' and 'to' (YYYY-MM) and may have 'country'.")
