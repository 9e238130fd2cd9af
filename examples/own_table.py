"""A table of your own: `python examples/own_table.py FOLDER` writes a small one with its column map, and reads both.

The rows are invented; put your own file and the names of its columns in their place.
"""

import sys
from datetime import datetime
from pathlib import Path

from smoulder import ingest

ROWS = """\
no,day,who,land,killed,type
1,2024-01-03,Sons of Quov,Quovland,4,battle
2,2024-02-11,Sons of Quov,Quovland,,battle
3,2024-02-30,Sons of Quov,Quovland,2,battle
4,2024-03-05,unknown men,Quovland,1,raid
5,2024-03-09,Sons of Quov,Quovland,0,protest
"""
MAP = """\
name = "my-table"
version = "2024-04"
licence = "my own"
citation = "My own notes, April 2024"
usual_lag_days = 7
unknown = ["unknown men"]

[columns]
event_id = "no"
date_start = "day"
side_a = "who"
country = "land"
fatalities_best = "killed"

[only]
type = ["battle", "raid"]

[[coverage]]
from = "2024-01"
to = "2024-03"
country = "Quovland"
"""

folder = Path(sys.argv[1])
(folder / "table.csv").write_text(ROWS, encoding="utf-8")
(folder / "map.toml").write_text(MAP, encoding="utf-8")
done = ingest(
    folder / "own.duckdb", "table", folder / "table.csv", now=datetime.now(), column_map=folder / "map.toml"
)  # fmt: skip
print("left aside:", dict(done.skipped))
print("rejected:", dict(done.rejected))
print(f"kept {done.kept} of {done.read}")
