"""GED's groups in countries by year as a panel by month: the file says which years were active, not when in them.

Two readings, since neither is the truth: `last`, in which a year's events fall into its last month, so that at the end
of a year nothing is known but which years were active; and `spread`, in which each falls into a month drawn at random.
"""

from pathlib import Path
from typing import Literal

import numpy as np
import polars as pl

from smoulder import Panel
from smoulder.counts import panel
from smoulder.months import last_day
from smoulder.types import NOT_A_GROUP

FILE = "ucdp/ged251_dyad_country_year_1989_2016.parquet"
TITLE = "UCDP GED 25.1, groups in countries by year"
SEED = 1
FIRST, LAST = 109, 444  # January 1989, December 2016


def groups_in_countries(folder: Path, reading: Literal["last", "spread"]) -> tuple[Panel, list[str]]:
    """The panel, and the group of each unit: a side that is no government, in the country of the fight."""
    years = pl.read_parquet(folder / FILE).select("year", "country", "side_a", "side_b")
    sides = pl.concat([years.select("year", "country", name=pl.col(side)) for side in ("side_a", "side_b")])
    active = sides.filter(~pl.col("name").str.contains(NOT_A_GROUP)).unique().sort("name", "country", "year")
    drawn = np.random.default_rng(SEED).integers(1, 13, len(active))
    within = pl.Series(drawn) if reading == "spread" else pl.lit(12)
    counts = active.with_columns(
        key="name", month=(pl.col("year") - 1980) * 12 + within, events=pl.lit(1, dtype=pl.Int32)
    )
    everywhere = np.ones(LAST - FIRST + 1, dtype=bool)
    made = panel(counts, lambda _: everywhere, first=FIRST, as_of=last_day(LAST), by_country=True)
    return made, [unit.partition(" | ")[0] for unit in made.units]
