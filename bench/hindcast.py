"""All baselines over 1,500 groups x 444 months from 60 origins at 60 horizons, rows and scores: seconds and memory.

Run `python bench/hindcast.py`; it prints JSON. The panel is drawn here from a seed: bursts, rests and ends.
"""

import json
import os
import resource
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import numpy as np

from smoulder.hindcast import hindcast_return
from smoulder.types import Panel

GROUPS, MONTHS, SEED = 1500, 444, 1
START = 109  # January 1989
ORIGINS = range(START + MONTHS - 60 - 60, START + MONTHS - 60)
HORIZONS = range(1, 61)
BASELINES = ("climatology", "constant_rate", "one_year_rule", "silence_table")


def bursty_panel(groups: int, months: int, seed: int) -> Panel:
    """Groups that begin, alternate between bursts and rests of their own lengths, and end for good."""
    rng = np.random.default_rng(seed)
    begins, lives = rng.integers(0, months // 3, groups), 120 + rng.geometric(1 / 150, groups)
    wakes, tires, busy = rng.beta(2, 30, groups), rng.beta(1, 6, groups), rng.beta(2, 3, groups)
    values = np.zeros((groups, months), dtype=np.int32)
    awake = np.ones(groups, dtype=bool)
    for month in range(months):
        alive = (month >= begins) & (month < begins + lives)
        values[:, month] = rng.poisson(2, groups) * (alive & awake & (rng.random(groups) < busy))
        awake ^= rng.random(groups) < np.where(awake, tires, wakes)
    units = tuple(f"group {number}" for number in range(groups))
    return Panel(values, np.ones_like(values, dtype=bool), units, START, "event", date(2026, 1, 31))


def main() -> None:
    panel = bursty_panel(GROUPS, MONTHS, SEED)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "forecasts.parquet"
        began = time.perf_counter()
        summary = hindcast_return(
            panel, origins=ORIGINS, horizons=HORIZONS, vintage="simulated", models=BASELINES, out=out, seed=SEED
        )
        seconds = time.perf_counter() - began
        megabytes = out.stat().st_size / 1e6
    json.dump(
        {
            "bench": "hindcast",
            "groups": GROUPS,
            "months": MONTHS,
            "origins": len(ORIGINS),
            "horizons": len(HORIZONS),
            "models": summary["models"],
            "rows": summary["rows"],
            "seconds": round(seconds, 2),
            "target_seconds": 20,
            "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
            "parquet_mb": round(megabytes, 1),
            "processors": os.cpu_count(),
        },
        sys.stdout,
        indent=2,
    )
    print()


if __name__ == "__main__":
    main()
