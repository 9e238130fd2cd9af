"""418,000 GED rows into the store, against pandas.read_csv + to_parquet of the same file: ratios from one run.

Run `python bench/ingest.py`; it prints JSON. Targets: at most 0.6 x the time and 0.5 x the peak memory.
"""

import json
import tempfile
from pathlib import Path

from measured import PYTHON, fresh, ingest, medians, world

ROWS, GROUPS = 418_000, 1_500
PANDAS = "import sys, pandas; pandas.read_csv(sys.argv[1]).to_parquet(sys.argv[2])"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        csv, store = world(Path(folder), GROUPS, ROWS), Path(folder) / "store.duckdb"
        found = medians(
            {
                "smoulder": fresh(ingest(csv, store), store),
                "pandas": [PYTHON, "-W", "ignore", "-c", PANDAS, str(csv), f"{folder}/events.parquet"],
            }
        )
        ours, theirs = found["smoulder"], found["pandas"]
        print(
            json.dumps(
                {
                    "bench": "ingest",
                    "rows": ROWS,
                    "csv_mb": round(csv.stat().st_size / 1e6),
                    "store_mb": round(store.stat().st_size / 1e6),
                    **{name: each._asdict() for name, each in found.items()},
                    "time_ratio": round(ours.seconds / theirs.seconds, 3),
                    "time_target": 0.6,
                    "memory_ratio": round(ours.peak_mb / theirs.peak_mb, 3),
                    "memory_target": 0.5,
                }
            )
        )


if __name__ == "__main__":
    main()
