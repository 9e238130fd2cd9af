"""Ingest and assess at 0.1, 1 and 10 times the size of GED: time at most linear, peak memory of assess flat.

Run `python bench/growth.py`; it prints JSON. Ratios are of each size to the one before, ten times smaller.
"""

import json
import tempfile
from itertools import pairwise
from pathlib import Path

from measured import SMOULDER, Run, fresh, ingest, medians, world

ROWS, GROUPS = 418_000, 1_500
SIZES = (0.1, 1, 10)


def measure(folder: Path, size: float) -> dict[str, Run]:
    """Ingest and assess of one size; its files are removed afterwards, for ten times GED is 2.7 GB."""
    csv, store = world(folder, GROUPS, round(ROWS * size)), folder / "store.duckdb"
    truth = json.loads((csv.parent / "truth.json").read_text())
    group = next(each["name"] for each in truth["groups"] if each["fate"] == "returned")
    runs = 1 if size > 1 else 3
    found = medians({"ingest": fresh(ingest(csv, store), store)}, runs)
    found |= medians({"assess": [*SMOULDER, "assess", group, "--store", str(store), "--json"]})
    csv.unlink()
    return found


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = {size: measure(Path(folder), size) for size in SIZES}
    ratios = {
        f"{name}_{what}": [
            round(getattr(found[large][name], what) / getattr(found[small][name], what), 2)
            for small, large in pairwise(SIZES)
        ]
        for name, what in (("ingest", "seconds"), ("assess", "seconds"), ("assess", "peak_mb"))
    }
    memory = [found[size]["assess"].peak_mb for size in SIZES]
    print(
        json.dumps(
            {
                "bench": "growth",
                "groups": GROUPS,
                "sizes": {
                    size: {name: each._asdict() for name, each in those.items()} for size, those in found.items()
                },
                "ratios_per_tenfold": ratios,
                "time_target": 10,
                "assess_peak_mb_spread": round(max(memory) / min(memory), 2),
                "memory_target": 1.5,
            }
        )
    )


if __name__ == "__main__":
    main()
