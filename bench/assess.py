"""Assessments as whole processes on a store of 418,000 events, against pandas.read_csv of the csv.

Run `python bench/assess.py`; it prints JSON. `first` is the first answer after a release came: it learns from the
store, which takes the better part of a minute or more and shows how far it is. `kept` is every later answer, about a
group of the world or of a country (then with the territory); `as_of` the first answer of another day.
Targets of `kept`: at most 1.5 s, 400 MB, and 0.35 x the time of read_csv.
"""

import json
import os
import tempfile
from pathlib import Path

from measured import PYTHON, SMOULDER, fresh, ingest, medians, run, world

from smoulder import opened, releases, view
from smoulder.store import groups

ROWS, GROUPS = 418_000, 1_500
PANDAS = "import sys, pandas; pandas.read_csv(sys.argv[1])"
THEN = "2015-06-30"


def main() -> None:
    """Measure."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder  # what other runs learned is not there
        csv, store = world(Path(folder), GROUPS, ROWS), Path(folder) / "store.duckdb"
        run(fresh(ingest(csv, store), store))
        truth = json.loads((csv.parent / "truth.json").read_text())
        group = next(each["name"] for each in truth["groups"] if each["fate"] == "returned")
        with opened(store) as con:
            largest = max(groups(con, view(releases(con))), key=lambda each: each.events)
        asked = [*SMOULDER, "assess", "--store", str(store), "--json"]
        first = run([*asked, group])
        then = run([*asked, group, "--as-of", THEN])
        found = medians(
            {
                "kept": [*asked, group],
                "kept_largest_group": [*asked, largest.group.key],
                "kept_in_country": [*asked, largest.group.key, "--area", largest.countries[0]],
                "pandas": [PYTHON, "-W", "ignore", "-c", PANDAS, str(csv)],
            }
        )
        print(
            json.dumps(
                {
                    "bench": "assess",
                    "events": ROWS,
                    "first": first._asdict(),
                    "as_of": then._asdict(),
                    **{name: each._asdict() for name, each in found.items()},
                    "seconds_target": 1.5,
                    "peak_mb_target": 400,
                    "time_ratio": round(found["kept"].seconds / found["pandas"].seconds, 3),
                    "time_target": 0.35,
                },
                indent=2,
            )
        )


if __name__ == "__main__":
    main()
