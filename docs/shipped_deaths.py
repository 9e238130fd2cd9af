"""Fit the regression of deaths on real country-months and write what ships: src/smoulder/shipped_deaths.json.

Beside it stands how often such forecasts of groups held before: learned from countries up to each year's first origin.
`SMOULDER_TEST_DATA=FOLDER python docs/shipped_deaths.py`, where FOLDER holds the files named below.
"""

import json
import os
import sys
import tempfile
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from results import MAP

from smoulder import exceedances, ingest, opened, parse_months, pool_of, releases, view
from smoulder.danger_record import record
from smoulder.months import label, parse_month
from smoulder.parameters import to_json
from smoulder.pools import owners_of
from smoulder.shipped import DEATHS, DEATHS_SCHEMA

FILE = "ucdp/ged251_country_month_to_2021_10.parquet"
FIRST, LAST = "1989-01", "2017-12"  # the years on which its settings were chosen; later ones stay unseen
EVENTS = "ucdp/ged261_13_years.parquet"  # whose groups the record is of
ORIGINS, SEED = "1997-12:2000-12:6", 1
TARGET = Path(__file__).parent.parent / "src" / "smoulder" / DEATHS


def main() -> None:
    """Write the file."""
    folder = os.environ.get("SMOULDER_TEST_DATA")
    if not folder:
        sys.exit("SMOULDER_TEST_DATA names no folder; it must hold the file that docs/shipped_deaths.py names.")
    months, values = countries(Path(folder))
    learned = exceedances.fit(values)
    document = {
        "schema": DEATHS_SCHEMA,
        "data": {
            "source": "ucdp-ged", "title": "UCDP GED by country and month, all kinds of violence", "version": "25.1",
            "licence": "CC BY 4.0",
            "citation": "Sundberg & Melander (2013), Journal of Peace Research 50(4), 523-532; UCDP GED 25.1",
            "first": months[0], "last": months[-1],
        },
        "fitted": label(parse_month(LAST)), "made": f"{datetime.now(UTC):%Y-%m-%d}", "smoulder": version("smoulder"),
        "command": "python docs/shipped_deaths.py", "units": len(values), "months": len(months),
        **{name: to_json(each) for name, each in learned._asdict().items()},
        "record": records(Path(folder)),
    }  # fmt: skip
    TARGET.write_text(json.dumps(document, allow_nan=False) + "\n", encoding="utf-8")
    print(f"{TARGET}: {len(values)} countries, {months[0]} to {months[-1]}")


def countries(folder: Path) -> tuple[list[str], Any]:
    """The months FIRST to LAST, and the deaths of every country in them, (countries, months)."""
    rows = pl.read_parquet(folder / FILE).filter(pl.col("year_month").is_between(pl.lit(FIRST), pl.lit(LAST)))
    wide = rows.pivot(on="year_month", index="country_iso3", values="ucdp_fatalities_best").sort("country_iso3")
    months = sorted(wide.columns[1:])
    return months, wide.select(months).fill_null(0).to_numpy().astype(np.int64)


def records(folder: Path) -> dict[str, Any]:
    """How often forecasts of groups, and of groups in countries, held."""
    months, values = countries(folder)

    @cache
    def learned_by(december: int) -> exceedances.Parameters:
        return exceedances.fit(values[:, : months.index(label(december)) + 1])

    def learned(origin: int) -> exceedances.Parameters:
        return learned_by(origin - origin % 12)  # the last December: its month id is a multiple of 12

    about = {
        "data": "UCDP GED 26.1, thirteen complete years (CC BY 4.0)",
        "learned": "countries, UCDP GED 25.1 by country and month, up to the December before each origin",
    }
    found = {}
    with tempfile.TemporaryDirectory() as scratch:
        store = Path(scratch) / "store.duckdb"
        ingest(store, "table", folder / EVENTS, now=datetime.now(), column_map=MAP)
        with opened(store) as con:
            seen = view(releases(con))
            for unit in ("group", "group-country"):
                panel = pool_of(con, seen, by_country=unit == "group-country", target="fatalities_best")
                owners = owners_of(con, seen, panel)
                found[unit] = record(panel, owners, parse_months(ORIGINS), learned, seed=SEED) | about
    return found


if __name__ == "__main__":
    main()
