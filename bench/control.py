"""Who holds what: a country of 30 years, and the world's active cells over 36 years; seconds and peak memory.

Run `python bench/control.py`; it prints JSON. Events are drawn from a seed and are not real.
"""

import json
import os
import resource
import sys
import time
from datetime import date

import numpy as np
import polars as pl

from smoulder.cells import cell_panel
from smoulder.control import models
from smoulder.control_simulation import invent_war
from smoulder.months import last_day, month_id
from smoulder.types import Events
from smoulder.units import cell_units

SEED, START = 4, month_id(date(1989, 1, 1))
COUNTRY, WORLD = (760, 360, 20_000), (13_000, 432, 418_000)  # cells, months, events


def drawn(cells: int, months: int, events: int) -> tuple[Events, list[int]]:
    """Events of an invented war spread over so many cells in a block and so many months."""
    rng = np.random.default_rng(SEED)
    wide = int(np.ceil(np.sqrt(cells)))
    gids = [(100 + each // wide) * 720 + 100 + each % wide + 1 for each in range(cells)]
    rows = invent_war(SEED).events.frame.sample(events, with_replacement=True, seed=SEED)
    cell = rng.zipf(1.3, events * 3) - 1
    cell = cell[cell < cells][:events]
    row, column = np.divmod(np.array(gids)[rng.permutation(cells)][np.resize(cell, events)] - 1, 720)
    month = START + rng.integers(0, months, events)
    days = pl.Series([last_day(int(each)) for each in month], dtype=pl.Date)
    frame = rows.with_columns(
        date_start=days, date_end=days, latitude=pl.Series(row * 0.5 - 89.75),
        longitude=pl.Series(column * 0.5 - 179.75), where_precision=pl.lit(1, pl.Int8),
    )  # fmt: skip
    end = START + months - 1
    return Events(frame, last_day(end), end), gids


def measured(name: str, size: tuple[int, int, int]) -> dict[str, float]:
    """Seconds of a model: the panel from events, then its answer, filtered and smoothed."""
    events, gids = drawn(*size)
    model = models()[name]
    began = time.perf_counter()
    units = cell_units(gids)
    panel = cell_panel(events, units, np.ones(size[1], dtype=bool), ["910001"], group="Sons of Quov")
    built = time.perf_counter()
    learned = model.fit([panel])
    model.states(learned, panel, filtered=True)
    filtered = time.perf_counter()
    model.states(learned, panel, filtered=False)
    ended = time.perf_counter()
    return {
        "panel": round(built - began, 2), "filtered": round(filtered - built, 2),
        "smoothed": round(ended - filtered, 2), "seconds": round(ended - began, 2),
    }  # fmt: skip


def main() -> None:
    """Measure."""
    each = {name: measured(name, COUNTRY) for name in models()}
    world = measured("sticky", WORLD)
    document = {
        "bench": "control", "country": dict(zip(("cells", "months", "events"), COUNTRY, strict=True)), "each": each,
        "country_seconds": each["sticky"]["seconds"], "target_country_seconds": 5,
        "world": dict(zip(("cells", "months", "events"), WORLD, strict=True)) | world,
        "world_seconds": world["seconds"], "target_world_seconds": 60,
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024), "target_peak_mb": 2048,
        "processors": os.cpu_count(),
    }  # fmt: skip
    json.dump(document, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
