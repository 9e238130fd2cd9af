"""One window of the ViEWS challenge's size, 191 countries and 12 steps of 1,000 draws: train, forecast and score.

Run `python bench/danger.py`; it prints JSON. The history is drawn from a seed; see bench/hindcast.py.
"""

import json
import os
import resource
import sys
import time
from dataclasses import replace

import numpy as np
from hindcast import bursty_panel

from smoulder import scores
from smoulder.forecasts import forecast, models

COUNTRIES, MONTHS, SEED = 191, 346, 3
STEPS, COUNT = range(3, 15), 1000


def main() -> None:
    """Measure."""
    drawn = bursty_panel(COUNTRIES, MONTHS, SEED)
    rng = np.random.default_rng(SEED)
    deaths = (drawn.values * rng.lognormal(2, 1.5, (COUNTRIES, 1))).astype(np.int32)
    world = replace(drawn, values=deaths, target="fatalities")
    each: dict[str, dict[str, float]] = {}
    for name, model in models().items():
        began = time.perf_counter()
        learned = model.fit(world)
        fitted = time.perf_counter()
        told = forecast(name, world, STEPS, COUNT, SEED, learned=learned)
        each[name] = {"fit": round(fitted - began, 2), "forecast": round(time.perf_counter() - fitted, 2)}
    cases = told.draws.reshape(-1, COUNT)
    came = rng.permutation(cases[:, 0])
    scored = {}
    for score in (scores.crps_fair, scores.crps_log1p, scores.ignorance, scores.interval_score):
        began = time.perf_counter()
        score(cases, came)
        scored[score.__name__] = round(time.perf_counter() - began, 3)
    document = {
        "bench": "danger", "countries": COUNTRIES, "steps": len(STEPS), "draws": COUNT, "each": each,
        "slowest_seconds": max(one["fit"] + one["forecast"] for one in each.values()), "target_seconds": 30,
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024), "target_peak_mb": 1024,
        "scoring": {"cases": len(cases), **scored}, "target_scoring_seconds": 0.1, "processors": os.cpu_count(),
    }  # fmt: skip
    json.dump(document, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
