"""The ending models on 3,300 groups x 46 years of months: seconds and memory of a fit, a forecast and a hindcast.

Run `python bench/models.py`; it prints JSON. The panel is drawn from a seed, with countries; see bench/hindcast.py.
"""

import json
import os
import resource
import sys
import time
from dataclasses import replace

import numpy as np
from hindcast import bursty_panel

from smoulder import Panel, hindcast_return
from smoulder.context import Parts, context
from smoulder.endings import models
from smoulder.runners import runner
from smoulder.stacking import BACK, MEMBERS

GROUPS, MONTHS, COUNTRIES, SEED = 3300, 46 * 12, 150, 2
ORIGINS, EVERY, WORKERS = 30, 6, 2


def panel() -> Panel:
    """A bursty panel whose groups live in one country and are guests in another."""
    drawn = bursty_panel(GROUPS, MONTHS, SEED)
    rng = np.random.default_rng(SEED)
    homes = rng.integers(0, COUNTRIES, 2 * GROUPS).astype(np.int32)
    abroad = rng.random(drawn.values.shape) < 0.1
    parts = Parts(
        np.tile(np.arange(GROUPS, dtype=np.int32), 2),
        homes,
        np.concatenate([drawn.values * ~abroad, drawn.values * abroad]).astype(np.int32),
    )
    names = tuple(f"country {number}" for number in range(COUNTRIES))
    return replace(drawn, context=context(drawn.values, drawn.units, parts, names))


def main() -> None:
    """Measure."""
    world = panel()
    each: dict[str, dict[str, float]] = {}
    for name, model in models().items():
        began = time.perf_counter()
        learned = model.fit(world)
        fitted = time.perf_counter()
        model.curves(learned, world)
        each[name] = {"fit": round(fitted - began, 2), "forecast": round(time.perf_counter() - fitted, 2)}
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    first = world.end - 60 - ORIGINS * EVERY
    seconds = {}
    for origins in (ORIGINS // 2, ORIGINS):
        asked = range(first, first + origins * EVERY, EVERY)
        began = time.perf_counter()
        with runner(WORKERS, None) as where:
            hindcast_return(world, origins=asked, horizons=[12, 24, 36, 60], vintage="simulated", runner=where)
        seconds[origins] = round(time.perf_counter() - began, 1)
    document = {
        "bench": "models", "groups": GROUPS, "months": MONTHS, "each": each,
        "fit_all_seconds": round(sum(one["fit"] for one in each.values()), 2), "target_fit_seconds": 30,
        "forecast_all_seconds": round(sum(one["forecast"] for one in each.values()), 2), "target_forecast_seconds": 2,
        "peak_mb": round(own / 1024), "target_peak_mb": 1536,
        "hindcast_seconds_by_origins": seconds, "target_hindcast_seconds": 300, "workers": WORKERS,
        "earlier_origins_for_the_ensemble": BACK // 12, "members": MEMBERS, "processors": os.cpu_count(),
    }  # fmt: skip
    json.dump(document, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
