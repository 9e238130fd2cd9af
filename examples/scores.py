"""How good are the models? `python examples/scores.py FOLDER` forecasts return from many origins in an invented world,
each with what was known at it, and scores what was said by horizon.
"""

import sys
from datetime import datetime
from pathlib import Path

from smoulder import hindcast_return, ingest, opened, parse_months, pool_of, releases, simulate, view

folder = Path(sys.argv[1])
events = simulate(folder / "world", groups=60, events=9_000, seed=1)
store = folder / "world.duckdb"
ingest(store, "ucdp-ged", events, now=datetime.now(), coverage=folder / "world" / "coverage.toml")

with opened(store) as con:
    panel = pool_of(con, view(releases(con)))

summary = hindcast_return(
    panel,
    origins=parse_months("2000-12:2020-12:6"),
    horizons=[12, 24, 36, 60],
    vintage="pseudo-real-time",
)
print("SIMULATED: an invented world, not the real one.")
better = 0
for row in summary["scores"]:
    if row["silent_at_least"] == 0:
        print(f"{row['horizon']:3} months  {row['model']:15} {row['cases']:6} cases  Brier {row['brier']:.3f}")
        if row["model"] == "silence_table":
            better += row["skill"]["climatology"]["brier"]["low"] > 0
print(f"silence_table surely beats climatology at {better} of {len(summary['horizons'])} horizons")
