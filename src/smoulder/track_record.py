"""How a model has done in cases like this one: as long silent, as large, at earlier origins, outcomes known by now."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import logit

from smoulder.breakdown import SILENCES, SIZES
from smoulder.calibration import group_sums, reliability, resamples, skill
from smoulder.metrics import brier
from smoulder.months import label
from smoulder.rolling import UNKNOWN, Block
from smoulder.types import Floats, Panel

ENOUGH = 30  # cases
DRAWS = 400
WORST = 5
REFERENCE = "climatology"
Class = tuple[int, int]


def class_of(number: int, classes: Sequence[Class]) -> Class:
    """The class that holds a number, the last for a number beyond all, the first for one below."""
    return next((each for each in classes if number <= each[1]), classes[-1])


def track_record(
    pool: Panel, blocks: Sequence[Block], horizons: Sequence[int], model: str, silent: int, active: int, *, seed: int
) -> dict[str, Any]:
    """The record of a model among units of a pool as long silent and as large at earlier origins.

    blocks: forecasts at earlier origins, at these horizons, with the model and the reference in them.
    Brier score and skill over climatology by horizon, with 95% intervals by unit; odds_low and odds_high: how far the
    log odds of what came may lie from those of what was forecast. Where fewer than ENOUGH such cases have a known
    outcome, units of every size are alike; `declined` says why there is no record at all.
    """
    silence, size = class_of(silent, SILENCES), class_of(active, SIZES)
    words = f"silent {silence[0]} to {silence[1]} visible months"
    about: dict[str, Any] = {"case": words, "model": model, "pool_units": len(pool.units)}
    if not blocks:
        return about | {"declined": f"the pool is {len(pool.visible[0])} months long; no earlier origin has an outcome"}
    unit = np.concatenate([block.units for block in blocks])
    origin = np.concatenate([np.full(len(block.units), block.origin) for block in blocks])
    forecast, theirs = (
        np.concatenate([block.probabilities[name] for block in blocks]).astype(np.float64)
        for name in (model, REFERENCE)
    )
    outcome = np.concatenate([block.observed for block in blocks])
    known = (outcome != UNKNOWN) & ~np.isnan(forecast)
    as_long = _within(pool.silence[unit, origin - pool.start], silence)
    as_large = as_long & _within(pool.active_months[unit, origin - pool.start], size)
    alike = as_large if (as_large & known[:, -1]).sum() >= ENOUGH else as_long
    if alike is as_large:
        few = f"{size[0]} to {size[1]}" if size is not SIZES[-1] else f"{size[0]} or more"
        about["case"] = f"{words}, with {few} active months"
    span = f"{label(blocks[0].origin)}..{label(blocks[-1].origin)}"
    about |= {"origins": f"{span}, every {blocks[-1].origin - blocks[-2].origin} months" if len(blocks) > 1 else span}
    weights = resamples(len(pool.units), np.random.default_rng([seed, pool.end]), DRAWS)
    rows: list[dict[str, Any]] = []
    worst: list[dict[str, Any]] = []
    drawn: list[dict[str, Any]] = []
    for column, horizon in enumerate(horizons):
        use = alike & known[:, column]
        if use.sum() < ENOUGH:
            continue
        p, y = forecast[use, column], outcome[use, column]
        scores = brier(p, y)
        rows.append({"horizon": horizon, **_row(p, y, theirs[use, column], unit[use], weights)})
        drawn = [
            {"forecast": each.forecast, "observed": each.happened, "cases": each.cases} for each in reliability(p, y)
        ]
        worst = [
            {"unit": pool.units[unit[use][index]], "origin": label(int(origin[use][index])), "horizon": horizon,
             "forecast": float(p[index]), "observed": int(y[index])}
            for index in np.argsort(-scores, kind="stable")[:WORST]
        ]  # fmt: skip
    if not rows:
        return about | {"declined": f"fewer than {ENOUGH} such cases with a known outcome in this store"}
    return about | {"rows": rows, "reliability": drawn, "reliability_horizon": rows[-1]["horizon"], "worst": worst,
                    "declined": None}  # fmt: skip


def _within(number: npt.NDArray[np.int16], of: Class) -> npt.NDArray[np.bool_]:
    return (number >= of[0]) & (number <= of[1])


def _row(
    p: Floats, y: npt.NDArray[np.int8], theirs: Floats, unit: npt.NDArray[np.int32], weights: Floats
) -> dict[str, Any]:
    scores, references = brier(p, y), brier(theirs, y)
    own, other, came, said, cases = (
        group_sums(each.astype(np.float64), unit.astype(np.int64), weights.shape[1])
        for each in (scores, references, y, p, np.ones(len(y)))
    )
    gain = skill(own[:, None], other[:, None], weights)[0]
    # half a return more and less than drawn: where nobody returned, the odds are small and not nothing
    number = weights @ cases
    drawn = logit((weights @ came + 0.5) / (number + 1)) - logit((weights @ said + 0.5) / (number + 1))
    low, high = np.quantile(drawn[number > 0], (0.025, 0.975))
    return {"cases": len(y), "returned": float(y.mean()), "forecast": float(p.mean()),
            "brier": float(scores.mean()), "brier_climatology": float(references.mean()),
            "skill": gain.value, "skill_low": gain.low, "skill_high": gain.high,
            "odds_low": float(low), "odds_high": float(high)}  # fmt: skip
