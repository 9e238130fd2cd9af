"""How a model has done in cases like this one: the same class of silence, earlier origins, outcomes known by now."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from smoulder import rolling
from smoulder.calibration import group_sums, reliability, resamples, skill
from smoulder.endings import Model, scored
from smoulder.metrics import brier
from smoulder.months import label
from smoulder.types import Panel

HORIZONS = (12, 24, 36, 60)
CLASSES = ((0, 2), (3, 11), (12, 23), (24, 59), (60, 240))  # silent visible months
ORIGINS, EVERY, WARM_UP = 16, 12, 60  # yearly origins, the newest ones, after five years to learn from
ENOUGH = 30
DRAWS = 400
WORST = 5
REFERENCE = "climatology"


def track_record(pool: Panel, models: Mapping[str, Model], model: str, silent: int, *, seed: int) -> dict[str, Any]:
    """The record of a model among the units of a pool that had been silent as long at earlier origins.

    Brier score and skill over climatology by horizon, with 95% intervals by unit. `declined` says why there is none.
    """
    low, high = next(each for each in CLASSES if each[0] <= silent <= each[1] or each is CLASSES[-1])
    about = {"case": f"silent {low} to {high} visible months", "model": model, "pool_units": len(pool.units)}
    origins = list(range(pool.end - HORIZONS[0], pool.start + WARM_UP, -EVERY))[:ORIGINS][::-1]
    if not origins:
        return about | {"declined": f"the pool is {len(pool.visible[0])} months long; no earlier origin has an outcome"}
    chosen = {name: models[name] for name in (model, REFERENCE)}
    blocks = list(rolling.forecasts(pool, origins, HORIZONS, chosen, scored))
    silences = pool.silence
    quiet = np.concatenate([silences[block.units, block.origin - pool.start] for block in blocks])
    unit = np.concatenate([block.units for block in blocks])
    origin = np.concatenate([np.full(len(block.units), block.origin) for block in blocks])
    forecast = {name: np.concatenate([block.probabilities[name] for block in blocks]) for name in chosen}
    outcome = np.concatenate([block.observed for block in blocks])
    alike = (quiet >= low) & (quiet <= high)
    weights = resamples(len(pool.units), np.random.default_rng([seed, pool.end]), DRAWS)
    rows, worst, drawn = [], [], []
    for column, horizon in enumerate(HORIZONS):
        use = alike & (outcome[:, column] != rolling.UNKNOWN) & ~np.isnan(forecast[model][:, column])
        if use.sum() < ENOUGH:
            continue
        p, y = forecast[model][use, column].astype(float), outcome[use, column]
        scores, references = brier(p, y), brier(forecast[REFERENCE][use, column].astype(float), y)
        sums = [group_sums(each, unit[use], len(pool.units))[:, None] for each in (scores, references)]
        gain = skill(sums[0], sums[1], weights)[0]
        rows.append(
            {"horizon": horizon, "cases": len(y), "returned": float(y.mean()), "forecast": float(p.mean()),
             "brier": float(scores.mean()), "brier_climatology": float(references.mean()),
             "skill": gain.value, "skill_low": gain.low, "skill_high": gain.high}
        )  # fmt: skip
        drawn = [
            {"forecast": each.forecast, "observed": each.happened, "cases": each.cases} for each in reliability(p, y)
        ]
        worst = [
            {"unit": pool.units[unit[use][index]], "origin": label(int(origin[use][index])), "horizon": horizon,
             "forecast": float(p[index]), "observed": int(y[index])}
            for index in np.argsort(-scores, kind="stable")[:WORST]
        ]  # fmt: skip
    about |= {"origins": f"{label(origins[0])}..{label(origins[-1])}, every {EVERY} months"}
    if not rows:
        return about | {"declined": f"fewer than {ENOUGH} such cases with a known outcome in this store"}
    return about | {"rows": rows, "reliability": drawn, "reliability_horizon": rows[-1]["horizon"], "worst": worst,
                    "declined": None}  # fmt: skip
