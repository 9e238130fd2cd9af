"""How often is the verdict right where the truth is known? `python examples/truth.py FOLDER` asks of every group of an
invented world and sets the answers beside what really became of each.
"""

import json
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

from smoulder import assess, ingest, load_lineage, opened, parse_area, simulate

folder = Path(sys.argv[1])
events = simulate(folder / "world", groups=30, events=4_000, seed=1)
store = folder / "world.duckdb"
ingest(store, "ucdp-ged", events, now=datetime.now(), coverage=folder / "world" / "coverage.toml")
truth = json.loads((folder / "world" / "truth.json").read_text(encoding="utf-8"))
newest = datetime.strptime(truth["last"], "%Y-%m")


def verdict(group: dict[str, object]) -> str:
    """The verdict on one group with all that is known."""
    told = assess(con, str(group["id"]), area=parse_area("world"), as_of=None, lineage=lineage, command="", now=newest)
    return str(told["status"]["verdict"])


lineage = load_lineage()
with opened(store) as con:
    found = Counter((group["fate"], verdict(group)) for group in truth["groups"])

print("SIMULATED: an invented world, not the real one.")
for (fate, answer), count in sorted(found.items()):
    print(f"{fate:22}{answer:16}{count}")
over = {fate: count for (fate, answer), count in found.items() if answer == "probably_ended"}
wrong = sum(count for fate, count in over.items() if fate not in ("ended", "renamed"))
print(f"called probably ended: {sum(over.values())}, of which still fighting: {wrong}")
