"""UCDP Georeferenced Event Dataset and UCDP Candidate Events (Sundberg & Melander 2013; Hegre et al. 2020).

One row is one event with at least one death in some estimate. Columns are found by name, in any order, so the
layouts of 41 to 50 columns (19.1 to 26.1) are one. Ids of actors are the `_new_id` columns; not `_dset_id`.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from smoulder.files import PlainFile
from smoulder.grid import GID_SQL
from smoulder.months import month_id
from smoulder.sources import Layout, Official, Source, quoted, refuse_map, require
from smoulder.vintage import Covered

GED = Source(
    name="ucdp-ged",
    family="ucdp",
    title="UCDP Georeferenced Event Dataset (GED)",
    url="https://ucdp.uu.se/downloads/",
    licence="CC BY 4.0",
    citation="Sundberg, R. & Melander, E. (2013) Introducing the UCDP Georeferenced Event Dataset. Journal of Peace "
    "Research 50(4), 523-532; Davies, S., Pettersson, T. & Oberg, M. (2026), Journal of Peace Research.",
    may_ship=True,
    usual_lag_days=28,
    expects={"25.1": 385_918, "26.1": 417_968},
    files={
        "26.1": Official(
            "https://ucdp.uu.se/downloads/ged/ged261-csv.zip",
            39_122_522,
            "8c941d84954e555ee2e54f40fa04d9203bf1e2f962203d0a9930966c4947c667",
        ),
        "25.1": Official(
            "https://ucdp.uu.se/downloads/ged/ged251-csv.zip",
            29_307_888,
            "e256f1fb20a579d8b2f910e5bae212f486d3002adaa2e4359ace740c737da05d",
        ),
    },
)
CANDIDATE = Source(
    name="ucdp-candidate",
    family="ucdp",
    title="UCDP Candidate Events Dataset",
    url="https://ucdp.uu.se/downloads/",
    licence="CC BY 4.0",
    citation="Hegre, H., Croicu, M., Eck, K. & Hogbladh, S. (2020) Introducing the UCDP Candidate Events Dataset. "
    "Research & Politics 7(3), doi:10.1177/2053168020935257.",
    may_ship=True,
    usual_lag_days=28,
    expects={},
)
SOURCES = (GED, CANDIDATE)

PUBLISHED = {"26.1": date(2026, 6, 10)}
INVENTED: dict[str, Any] = {
    "family": "simulated",
    "title": "Invented world in the layout of UCDP GED",
    "url": "",
    "licence": "Invented: no licence needed",
    "citation": "smoulder simulate. No country, group or event in it is real.",
    "expects": {},
}
WHOLE = 100_000  # rows: a file of an uncounted version with so many is the whole release, not an extract
DISORDER = (
    "fatalities_low > fatalities_best OR fatalities_best > fatalities_high",
    "low <= best <= high does not hold (kept as published)",
)
REQUIRED = "id type_of_violence side_a side_b country latitude longitude date_start date_end best".split()
COLUMNS = {
    "event_id": "id",
    "date_start": "left({date_start}, 10)",
    "date_end": "left({date_end}, 10)",
    "date_precision": "date_prec",
    "side_a": "side_a",
    "side_a_id": "side_a_new_id",
    "side_b": "side_b",
    "side_b_id": "side_b_new_id",
    "kind": "CASE {type_of_violence} "
    "WHEN '1' THEN 'state_based' WHEN '2' THEN 'non_state' WHEN '3' THEN 'one_sided' END",
    "country": "country",
    "gw_code": "country_id",
    "admin1": "adm_1",
    "admin2": "adm_2",
    "place": "where_coordinates",
    "latitude": "latitude",
    "longitude": "longitude",
    "where_precision": "where_prec",
    "priogrid_gid": "priogrid_gid",
    "fatalities_best": "best",
    "fatalities_low": "low",
    "fatalities_high": "high",
    "deaths_a": "deaths_a",
    "deaths_b": "deaths_b",
    "deaths_civilians": "deaths_civilians",
    "deaths_unknown": "deaths_unknown",
    "url_or_citation": "source_article",
}


def layout(source: Source, file: PlainFile, column_map: Mapping[str, Any] | None = None) -> Layout:
    """The layout of a GED or Candidate file; version and coverage are read off its name."""
    refuse_map(source, column_map)
    require(source, file, REQUIRED)
    # every field is text until ingest has checked it: gwnoa can hold "2;200;900", active_year 1 or true
    columns = {
        column: expression.format_map({name: f"{quoted(name)}" for name in file.header})
        if "{" in expression
        else quoted(expression)
        for column, expression in COLUMNS.items()
        if "{" in expression or expression in file.header
    }
    straight, swapped = GID_SQL.format(lat="latitude", lon="longitude"), GID_SQL.format(lat="longitude", lon="latitude")
    simulated = any("SIMULATED" in cell for cell in file.first)
    version, covered, known_from = _release(source, file.name)
    return Layout(
        version=version or f"{file.name.partition('.')[0]} ({len(file.header)} columns)",
        columns=columns,
        rejects=(
            ("kind IS NULL", "type_of_violence is not 1, 2 or 3"),
            (f"priogrid_gid = {swapped} AND priogrid_gid <> {straight}", "latitude and longitude are swapped"),
        ),
        skips=((f"{quoted(file.header[0])} LIKE '#%'", "HXL tag row"),)
        if file.first and file.first[0].startswith("#")
        else (),
        notes=(DISORDER,),
        known_from=known_from,
        candidate=source is CANDIDATE,
        coverage=covered,
        whole=source.expects.get(version or "", WHOLE) if source is GED else 1,
        simulated=simulated,
        stated=replace(source, **INVENTED) if simulated else None,
    )


def _release(source: Source, name: str) -> tuple[str | None, tuple[Covered, ...] | None, date | None]:
    """Version, coverage of the whole release, and publication day, from an official file name."""
    if source is GED:
        found = re.search(r"ged_?v?(\d\d)[._]?1(?!\d)|GEDEvent_v(\d\d)_1(?!\d)", name, re.IGNORECASE)
        if not found:
            return None, None, None
        year = int(found[1] or found[2])
        version = f"{year}.1"
        whole = Covered(month_id(date(1989, 1, 1)), month_id(date(1999 + year, 12, 1)))
        return version, (whole,), PUBLISHED.get(version)
    if found := re.search(r"v(\d\d)_01_(\d\d)_(\d\d)(?!\d)", name):
        first, last = date(2000 + int(found[1]), 1, 1), date(2000 + int(found[2]), int(found[3]), 1)
        return f"{found[1]}.01.{found[2]}.{found[3]}", (Covered(month_id(first), month_id(last)),), None
    if found := re.search(r"v(\d\d)_0_(\d\d?)(?!\d)", name):
        month = month_id(date(2000 + int(found[1]), int(found[2]), 1))
        return f"{found[1]}.0.{int(found[2])}", (Covered(month, month),), None
    return None, None, None
