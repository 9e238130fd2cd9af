"""How well would return have been forecast, then, with what was known then?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from smoulder import breakdown, calibration, endings, metrics, rolling, stacking
from smoulder.errors import BadInput
from smoulder.files import whole
from smoulder.months import label
from smoulder.types import ENDED_HORIZON, HORIZON, SCORED_ACTIVE, SCORED_SILENT, Floats, Ints, Months, Panel

REFERENCES = ("climatology", "silence_table")  # in every table, asked for or not
REFIT = 12  # months
BROKEN_DOWN = (12, 36, 60)  # horizons scored by kind of case, silent SOME months or more
SOME = 6
SILENT_AT_LEAST = (0, SOME, 24)  # scored apart: all cases, and those silent for so many months or more
Progress = Callable[[int, int], None]


class Cases(NamedTuple):
    """The forecasts of every origin, one row per scored unit and origin.

    probabilities: by model, (cases, horizons), nan where it declined; observed: (cases, horizons), 1, 0 or UNKNOWN.
    """

    group: npt.NDArray[np.int64]
    unit: Ints
    origin: Ints
    silent: Months
    probabilities: Mapping[str, npt.NDArray[np.float32]]
    observed: npt.NDArray[np.int8]


def hindcast_return(
    panel: Panel,
    *,
    origins: Sequence[int],
    horizons: Sequence[int],
    vintage: str,
    models: Sequence[str] | None = None,
    groups: Sequence[str] | None = None,
    out: Path | None = None,
    seed: int = 0,
    refit: int = REFIT,
    runner: rolling.Runner | None = None,
    on_progress: Progress = lambda done, total: None,
) -> dict[str, object]:
    """Forecast return from many origins, and say how good the forecasts were: a summary ready for JSON.

    vintage: how the panel knows the past, for example "pseudo-real-time".
    models: by name, all of them if left out; the references are always there.
    groups: the group of each unit, by which intervals are drawn; each unit is its own if left out.
    refit: months after which the models are fitted anew. runner: an executor of `concurrent.futures` or of Dask, on
    which the forecasts are made; the file is the same to the byte wherever they are.
    out: a Parquet file for the forecasts, one row per model, unit, origin and horizon, written whole or not at all.
    on_progress: called with the origins and horizons done, and their total.
    Raises BadInput for what cannot be asked, where no unit can be scored and where no outcome is known.
    """
    origins, horizons = sorted(set(origins)), sorted(set(horizons))
    chosen = _chosen(models)
    _check(panel, origins, horizons, out)
    total = len(origins) + len(horizons)
    blocks: list[rolling.Block] = []
    for block in _blocks(panel, origins, horizons, chosen, refit, runner):
        blocks.append(block)
        on_progress(len(blocks), total)
    span = f"{label(origins[0])}..{label(origins[-1])}"
    if not any(len(block.units) for block in blocks):
        raise BadInput(
            f"No unit can be scored at the origins {span}: it takes at least {SCORED_ACTIVE} active months by then"
            f" and at most {SCORED_SILENT} silent ones since."
        )
    if all((block.observed == rolling.UNKNOWN).all() for block in blocks):
        raise BadInput(
            f"No outcome is known for the origins {span} and horizons of {horizons[0]} months or more: the panel ends"
            f" in {label(panel.end)}, and a window that runs past it or into a blind month is unknown."
        )
    silent = panel.silence
    if out is not None:
        _write(out, _frames(blocks, panel, horizons, silent))
    owners = panel.units if groups is None else groups
    names = sorted(set(owners))
    cases = _cases(blocks, panel, silent, np.searchsorted(names, owners).astype(np.int64))
    weights = calibration.resamples(len(names), np.random.default_rng(seed))
    scores: list[dict[str, object]] = []
    with ThreadPoolExecutor() as threads:  # NumPy lets go of the interpreter while it sorts and multiplies
        scored = threads.map(lambda column: _scores(cases, column, horizons[column], weights), range(len(horizons)))
        for done, rows in enumerate(scored, start=len(origins) + 1):
            scores += rows
            on_progress(done, total)
    return {
        "schema": "smoulder/hindcast/1",
        "target": panel.target,
        "vintage": vintage,
        "as_of": panel.as_of.isoformat(),
        "panel": {
            "units": len(panel.units),
            "groups": len(names),
            "first": label(panel.start),
            "last": label(panel.end),
        },
        "origins": [label(origin) for origin in origins],
        "horizons": horizons,
        "models": list(chosen),
        "notes": [f"No unit can be scored at {label(block.origin)}." for block in blocks if not len(block.units)],
        "intervals": {"level": 0.95, "by": "group", "draws": len(weights), "seed": seed},
        "rows": sum(block.observed.size for block in blocks) * len(chosen),
        "out": None if out is None else str(out),
        "refit_months": refit,
        "scores": scores,
        **_by_kind(cases, panel, horizons, weights),
    }


def _chosen(models: Sequence[str] | None) -> tuple[str, ...]:
    known = sorted([*endings.models(), stacking.NAME])
    if unknown := sorted(set(models or ()) - set(known)):
        raise BadInput(f"No ending model is called {', '.join(unknown)}: there are {', '.join(known)}.")
    return tuple(name for name in known if models is None or name in (*models, *REFERENCES))


def _blocks(
    panel: Panel,
    origins: Sequence[int],
    horizons: Sequence[int],
    chosen: Sequence[str],
    refit: int,
    runner: rolling.Runner | None,
) -> Iterator[rolling.Block]:
    known = endings.models()
    if stacking.NAME not in chosen:
        asked = {name: known[name] for name in chosen}
        yield from rolling.forecasts(panel, origins, horizons, asked, endings.scored, refit=refit, runner=runner)
        return
    needed = {name: model for name, model in known.items() if name in (*chosen, *stacking.MEMBERS)}
    for block in stacking.forecasts(panel, origins, horizons, needed, endings.scored, refit=refit, runner=runner):
        yield block._replace(probabilities={name: block.probabilities[name] for name in chosen})


def _check(panel: Panel, origins: Sequence[int], horizons: Sequence[int], out: Path | None) -> None:
    if not origins or not horizons:
        raise BadInput("A hindcast needs at least one origin and one horizon.")
    if outside := [label(origin) for origin in origins if not panel.start <= origin <= panel.end]:
        raise BadInput(
            f"The origin {outside[0]} lies outside the panel: the first that can be asked is {label(panel.start)},"
            f" the last {label(panel.end)}."
        )
    if wrong := [horizon for horizon in horizons if not 1 <= horizon <= HORIZON]:
        raise BadInput(f"{wrong[0]} is no horizon: write months from 1 to {HORIZON}.")
    if out is not None and (out.is_dir() or not out.parent.is_dir()):
        raise BadInput(f"{out} cannot be written: it must be a file in a folder that exists.")


def _frames(
    blocks: Sequence[rolling.Block], panel: Panel, horizons: Sequence[int], silent: Months
) -> list[pl.LazyFrame]:
    names = pl.Series(panel.units, dtype=pl.Enum(panel.units))
    models = pl.Enum(list(blocks[0].probabilities))
    active = panel.active_months
    frames = []
    for block in blocks:
        month, width = block.origin - panel.start, len(horizons)
        rows = np.repeat(block.units, width)
        shared = pl.LazyFrame(
            {
                "unit": names.gather(rows),
                "horizon": np.tile(np.array(horizons, dtype=np.int16), len(block.units)),
                "observed": block.observed.ravel(),
                "silent_months": silent[rows, month],
                "active_months": active[rows, month],
            }
        )
        for model, probability in block.probabilities.items():
            frames.append(
                shared.select(
                    pl.lit(model, dtype=models).alias("model"),
                    pl.lit(panel.target).alias("target"),
                    "unit",
                    pl.lit(label(block.origin)).alias("origin"),
                    "horizon",
                    pl.lit(pl.Series(probability.ravel())).fill_nan(None).alias("probability"),
                    pl.col("observed").replace(rolling.UNKNOWN, None),
                    "silent_months",
                    "active_months",
                )
            )
    return frames


def _write(out: Path, frames: Sequence[pl.LazyFrame]) -> None:
    with whole(out) as part:
        pl.concat(frames).sink_parquet(part, compression="zstd", compression_level=1)


def _cases(blocks: Sequence[rolling.Block], panel: Panel, silent: Months, group: npt.NDArray[np.int64]) -> Cases:
    return Cases(
        np.concatenate([group[block.units] for block in blocks]),
        np.concatenate([block.units for block in blocks]),
        np.concatenate([np.full(len(block.units), block.origin, dtype=np.int32) for block in blocks]),
        np.concatenate([silent[block.units, block.origin - panel.start] for block in blocks]),
        {model: np.concatenate([block.probabilities[model] for block in blocks]) for model in blocks[0].probabilities},
        np.concatenate([block.observed for block in blocks]),
    )


def _scores(cases: Cases, column: int, horizon: int, weights: Floats) -> list[dict[str, object]]:
    """One row per class of silence and model for one horizon."""
    known = cases.observed[:, column] != rolling.UNKNOWN
    rows = []
    for least in SILENT_AT_LEAST:
        kept = np.flatnonzero(known & (cases.silent >= least))
        y, group = cases.observed[kept, column], cases.group[kept]
        forecasts = {model: p[kept, column].astype(np.float64) for model, p in cases.probabilities.items()}
        skills = _skills(forecasts, y, group, weights)
        for model, p in forecasts.items():
            spoke = ~np.isnan(p)
            row = {"model": model, "horizon": horizon, "silent_at_least": least, "declined": int((~spoke).sum())}
            rows.append(row | _quality(p[spoke], y[spoke]) | {"skill": skills[model]})
    return rows


def _by_kind(cases: Cases, panel: Panel, horizons: Sequence[int], weights: Floats) -> dict[str, object]:
    """Calibration and skill by kind of case, and how right the verdict was: as far as the horizons tell."""
    kinds = breakdown.kinds(panel, cases.unit, cases.origin)
    rows: list[dict[str, object]] = []
    verdicts: list[dict[str, object]] = []
    for column, horizon in enumerate(horizons):
        if horizon not in BROKEN_DOWN:
            continue
        known = cases.observed[:, column] != rolling.UNKNOWN
        kept = np.flatnonzero(known & (cases.silent >= SOME))
        y = cases.observed[kept, column]
        forecasts = {model: p[kept, column].astype(np.float64) for model, p in cases.probabilities.items()}
        kind = {by: labels[kept] for by, labels in kinds.items()}
        found = breakdown.breakdown(kind, forecasts, y, REFERENCES[-1])
        rows += [{"horizon": horizon, "silent_at_least": SOME} | row for row in found]
        if horizon == ENDED_HORIZON and len(kept):
            verdicts = breakdown.verdicts(forecasts, y, cases.silent[kept], cases.group[kept], weights)
    return {"by_kind": rows, "probably_ended": verdicts}


def _quality(p: Floats, y: metrics.Outcomes) -> dict[str, object]:
    """The scores of one model over the cases for which it spoke; null where there are none."""
    means = {name: float(score(p, y).mean()) if y.size else None for name, score in metrics.METRICS.items()}
    return {
        "cases": len(y),
        "returned": float(y.mean()) if y.size else None,
        **means,
        "auc": metrics.known(metrics.auc(p, y)),
        **_plain(calibration.slope_intercept(p, y)),
        "reliability": [_plain(each) for each in calibration.reliability(p, y)],
    }


def _skills(
    forecasts: Mapping[str, Floats], y: metrics.Outcomes, group: npt.NDArray[np.int64], weights: Floats
) -> dict[str, dict[str, dict[str, object]]]:
    """The skill of each model by reference and metric, over the cases for which both spoke."""
    losses = {(model, name): score(p, y) for model, p in forecasts.items() for name, score in metrics.METRICS.items()}
    rivals = [
        (model, reference, name)
        for model in forecasts
        for reference in REFERENCES
        if reference != model
        for name in metrics.METRICS
    ]
    own, theirs = [], []
    for model, reference, name in rivals:
        mine, other = losses[model, name], losses[reference, name]
        silent = np.isnan(mine) | np.isnan(other)
        own.append(calibration.group_sums(np.where(silent, 0, mine), group, weights.shape[1]))
        theirs.append(calibration.group_sums(np.where(silent, 0, other), group, weights.shape[1]))
    found: dict[str, dict[str, dict[str, object]]] = {model: {} for model in forecasts}
    skills = calibration.skill(np.stack(own, axis=1), np.stack(theirs, axis=1), weights)
    for (model, reference, name), skill in zip(rivals, skills, strict=True):
        found[model].setdefault(reference, {})[name] = _plain(skill)
    return found


def _plain(line: calibration.Line | calibration.Bin | calibration.Skill) -> dict[str, object]:
    return {name: metrics.known(value) for name, value in line._asdict().items()}
