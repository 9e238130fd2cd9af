"""Fit the models on real events and write the parameters that ship: src/smoulder/shipped.json.

`SMOULDER_TEST_DATA=FOLDER python docs/shipped.py`, where FOLDER holds the file named below. Sums over groups only.
"""

import json
import os
import sys
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from smoulder import hindcast_return, ingest, opened, parse_months, pool_of, releases, view
from smoulder.learning import learn
from smoulder.months import label
from smoulder.shipped import FILE, SCHEMA, make

SOURCE, EVENTS = "gtd", "gtd/gtd_1970_2007.csv.gz"
TARGET = Path(__file__).parent.parent / "src" / "smoulder" / FILE
ORIGINS, HORIZONS = "2000-06:2006-12:6", (12, 36, 60)  # the years that no setting was chosen on


def main() -> None:
    """Write the file."""
    folder = os.environ.get("SMOULDER_TEST_DATA")
    if not folder:
        sys.exit("SMOULDER_TEST_DATA names no folder; it must hold the files that docs/shipped.py names.")
    now = datetime.now(UTC)
    with tempfile.TemporaryDirectory() as place:
        store = Path(place) / "store.duckdb"
        ingest(store, SOURCE, Path(folder) / EVENTS, now=now)
        with opened(store) as con:
            history = releases(con)
            pool = pool_of(con, view(history))
    (release,) = history
    summary = hindcast_return(
        pool,
        origins=parse_months(ORIGINS),
        horizons=HORIZONS,
        vintage="pseudo-real-time",
    )
    about = {
        "data": {
            "source": release.source, "title": release.title, "version": release.version, "licence": release.licence,
            "citation": release.citation, "sha256": release.sha256,
            "first": label(release.first), "last": label(release.last),
        },
        "made": f"{now:%Y-%m-%d}", "smoulder": version("smoulder"), "command": "python docs/shipped.py",
        "scored_at": ORIGINS,
        "skill": [
            {"model": row["model"], "horizon": row["horizon"], "silent_at_least": row["silent_at_least"],
             "cases": row["cases"], "slope": row["slope"], "intercept": row["intercept"],
             **row["skill"].get("silence_table", {}).get("log_score", {})}
            for row in summary["scores"] if row["silent_at_least"]
        ],
    }  # fmt: skip
    known = learn(pool)
    TARGET.write_text(json.dumps(make(pool, known, about), allow_nan=False) + "\n", encoding="utf-8")
    print(f"{TARGET}: {SCHEMA}, fitted {label(known.since)}, trusted: {known.trusted}")


if __name__ == "__main__":
    main()
