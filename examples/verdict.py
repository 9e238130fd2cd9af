"""From a file to a verdict: `python examples/verdict.py FOLDER` invents a world there, reads it and asks of one group.

With real events leave out `simulate` and name your own file; its coverage is then read off its name or its rows.
"""

import sys
from datetime import datetime
from pathlib import Path

from smoulder import assess, ingest, load_lineage, opened, parse_area, simulate

folder = Path(sys.argv[1])
events = simulate(folder / "world", groups=40, seed=1)
store = folder / "world.duckdb"
ingest(store, "ucdp-ged", events, now=datetime.now(), coverage=folder / "world" / "coverage.toml")

with opened(store) as con:
    told = assess(
        con,
        "Banner of Vronyaxeth",
        area=parse_area("world"),
        as_of=None,
        lineage=load_lineage(),
        command="examples/verdict.py",
        now=datetime.now(),
    )

print("SIMULATED: an invented world, not the real one." if told["simulated"] else "Real events.")
print(told["status"]["reason"])
print(told["status"]["sentence"])
for model in told["status"]["models"]:
    print(model["name"], model["p_return"] or f"declines: {model['declined']}")
print("verdict:", told["status"]["verdict"])
