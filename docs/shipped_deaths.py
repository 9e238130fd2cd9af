"""Fit the regression of deaths on real country-months and write what ships: src/smoulder/shipped_deaths.json.

`SMOULDER_TEST_DATA=FOLDER python docs/shipped_deaths.py`, where FOLDER holds the file named below.
"""

import json
import os
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import numpy as np
import polars as pl

from smoulder import exceedances
from smoulder.months import label, parse_month
from smoulder.parameters import to_json
from smoulder.shipped import DEATHS, DEATHS_SCHEMA

FILE = "ucdp/ged251_country_month_to_2021_10.parquet"
FIRST, LAST = "1989-01", "2017-12"  # the years on which its settings were chosen; later ones stay unseen
TARGET = Path(__file__).parent.parent / "src" / "smoulder" / DEATHS


def main() -> None:
    """Write the file."""
    folder = os.environ.get("SMOULDER_TEST_DATA")
    if not folder:
        sys.exit("SMOULDER_TEST_DATA names no folder; it must hold the file that docs/shipped_deaths.py names.")
    rows = pl.read_parquet(Path(folder) / FILE).filter(pl.col("year_month").is_between(pl.lit(FIRST), pl.lit(LAST)))
    wide = rows.pivot(on="year_month", index="country_iso3", values="ucdp_fatalities_best").sort("country_iso3")
    months = sorted(wide.columns[1:])
    values = wide.select(months).fill_null(0).to_numpy().astype(np.int64)
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
    }  # fmt: skip
    TARGET.write_text(json.dumps(document, allow_nan=False) + "\n", encoding="utf-8")
    print(f"{TARGET}: {len(values)} countries, {months[0]} to {months[-1]}")


if __name__ == "__main__":
    main()
