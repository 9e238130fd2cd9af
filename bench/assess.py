"""One assessment as a whole process on a warm store of 418,000 events, against pandas.read_csv of the csv.

Run `python bench/assess.py`; it prints JSON. Targets: at most 1.5 s, 400 MB, and 0.35 x the time of read_csv.
"""

import json
import tempfile
from pathlib import Path

from measured import PYTHON, SMOULDER, fresh, ingest, medians, run, world

ROWS, GROUPS = 418_000, 1_500
PANDAS = "import sys, pandas; pandas.read_csv(sys.argv[1])"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        csv, store = world(Path(folder), GROUPS, ROWS), Path(folder) / "store.duckdb"
        run(fresh(ingest(csv, store), store))
        truth = json.loads((csv.parent / "truth.json").read_text())
        group = next(each["name"] for each in truth["groups"] if each["fate"] == "returned")
        found = medians(
            {
                "smoulder": [*SMOULDER, "assess", group, "--store", str(store), "--json"],
                "pandas": [PYTHON, "-W", "ignore", "-c", PANDAS, str(csv)],
            }
        )
        ours, theirs = found["smoulder"], found["pandas"]
        print(
            json.dumps(
                {
                    "bench": "assess",
                    "events": ROWS,
                    **{name: each._asdict() for name, each in found.items()},
                    "seconds_target": 1.5,
                    "peak_mb_target": 400,
                    "time_ratio": round(ours.seconds / theirs.seconds, 3),
                    "time_target": 0.35,
                }
            )
        )


if __name__ == "__main__":
    main()
