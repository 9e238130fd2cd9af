"""Global Terrorism Database (START): the file that a registered user downloaded; it is never fetched.

An incident has perpetrators and a target, not two sides: `side_a` and `side_b` are the groups it is attributed to
(`gname`, `gname2`), and an incident without one ("Unknown") is nobody's. The records of 1993 were lost: that year
is blind. Month 0 or day 0 means unknown: the dates then span the year or the month. A suicide attack (`suicide`) has
the word added to its `tactic`.
"""

from collections.abc import Mapping
from typing import Any

from smoulder.files import PlainFile
from smoulder.sources import Layout, Source, quoted, refuse_map, require

SOURCES = (
    Source(
        name="gtd",
        family="gtd",
        title="Global Terrorism Database (GTD)",
        url="https://www.start.umd.edu/gtd/",
        licence="START end-user licence: internal use, no redistribution",
        citation="START (National Consortium for the Study of Terrorism and Responses to Terrorism), "
        "Global Terrorism Database. University of Maryland.",
        may_ship=False,
        usual_lag_days=365,
        expects={},
        encodings=("utf-8", "cp1252", "latin-1"),
    ),
)
REQUIRED = "eventid iyear imonth iday country_txt gname".split()
MONTH, DAY = "TRY_CAST(imonth AS INTEGER)", "TRY_CAST(iday AS INTEGER)"
TEXT = "printf('%s-%02d-%02d', iyear, {month}, {day})"
COLUMNS = {
    "event_id": "eventid",
    "side_a": "gname",
    "side_b": "gname2",
    "country": "country_txt",
    "admin1": "provstate",
    "place": "city",
    "latitude": "latitude",
    "longitude": "longitude",
    "where_precision": "specificity",
    "fatalities_best": "nkill",
    "tactic": "attacktype1_txt",
    "target": "targtype1_txt",
    "url_or_citation": "scite1",
}
NAMELESS = ("gname", "gname2")
LOST_YEAR = 1993


def layout(source: Source, file: PlainFile, column_map: Mapping[str, Any] | None = None) -> Layout:
    """The layout of a GTD export, csv or xlsx, with any of its 135 columns."""
    refuse_map(source, column_map)
    require(source, file, REQUIRED)
    columns = {
        column: f"nullif(nullif({quoted(raw)}, 'Unknown'), '.')" if raw in NAMELESS else quoted(raw)
        for column, raw in COLUMNS.items()
        if raw in file.header
    }
    if {"attacktype1_txt", "suicide"} <= set(file.header):
        columns["tactic"] = "attacktype1_txt || CASE WHEN trim(suicide) = '1' THEN ' (suicide)' ELSE '' END"
    first_of_month = TEXT.format(month=MONTH, day=1)
    columns |= {
        "date_start": TEXT.format(month=f"greatest({MONTH}, 1)", day=f"greatest({DAY}, 1)"),
        "date_end": f"CASE WHEN {MONTH} = 0 THEN {TEXT.format(month=12, day=31)}"
        f" WHEN {DAY} = 0 THEN last_day(TRY_CAST({first_of_month} AS DATE))::VARCHAR"
        f" ELSE {TEXT.format(month=MONTH, day=DAY)} END",
        "date_precision": f"CASE WHEN {MONTH} = 0 THEN '5' WHEN {DAY} = 0 THEN '4' ELSE '1' END",
    }
    return Layout(
        version=file.name.split(".")[0],
        columns=columns,
        notes=(
            ("side_a IS NULL", "no group named (an event of nobody's record)"),
            ("date_precision = 5", "month unknown (placed by the end of its year)"),
            ("date_precision = 4", "day unknown"),
        ),
        blind_years=(LOST_YEAR,),
    )
