"""How many deaths would have been forecast, then, with what was known then, and how good would that have been?

The benchmark, frozen: at each origin every unit whose newest death lies at most SILENT visible months back (so also
each with a death in the last 60) is forecast; models are fitted anew each year, on units seen by then and on nothing
that came later. A month that could not be seen has no outcome, which is not the same as no deaths. What is scored, and
how, is in `danger_scores`.
"""

import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl
from threadpoolctl import threadpool_limits

from smoulder import calibration, danger_scores, forecasts, scores
from smoulder.danger_scores import HORIZONS, REFERENCE, STEPS, Cases, Numbers
from smoulder.errors import BadInput
from smoulder.files import whole
from smoulder.months import label
from smoulder.rolling import UNKNOWN, Runner
from smoulder.types import Bools, Ints, Panel

SILENT = 120  # visible months since the newest death at the origin: units silent for longer are not forecast
LATELY = 12  # a unit is active at the origin if it had a death in so many visible months
REFIT = 12  # months
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
TOLD = ("mean", *(f"q{round(100 * each):02}" for each in QUANTILES), "p_any")
Progress = Callable[[int, int], None]


class Asked(NamedTuple):
    """What is to be forecast at an origin: units by their place in the panel, and what followed, (units, steps)."""

    origin: int
    units: Ints
    observed: Ints


class Batch(NamedTuple):
    """Origins that share a fit, made at the first, and the panel as known at the last."""

    known: Panel
    asked: tuple[Asked, ...]


class Block(NamedTuple):
    """The forecasts of one origin, scored; their draws are gone.

    By model: scores and chances as in `danger_scores.Cases`; told: the columns TOLD, (units, steps, 7), or None.
    """

    asked: Asked
    scores: dict[str, Numbers]
    chances: dict[str, Numbers]
    told: dict[str, Numbers] | None


class Question(NamedTuple):
    """What every batch is asked."""

    steps: tuple[int, ...]
    models: tuple[str, ...]
    draws: int
    seed: int
    telling: bool

    @property
    def scored(self) -> tuple[int, ...]:
        """The steps that are scored."""
        return tuple(step for step in STEPS if step in self.steps)

    @property
    def horizons(self) -> tuple[int, ...]:
        """The horizons of which every month is forecast."""
        return tuple(horizon for horizon in HORIZONS if self.steps[:horizon] == tuple(range(1, horizon + 1)))


def hindcast_fatalities(
    panel: Panel,
    *,
    origins: Sequence[int],
    steps: Sequence[int],
    vintage: str,
    models: Sequence[str] | None = None,
    draws: int = forecasts.FEWEST_DRAWS,
    groups: Sequence[str] | None = None,
    out: Path | None = None,
    seed: int = 0,
    runner: Runner | None = None,
    on_progress: Progress = lambda done, total: None,
) -> dict[str, object]:
    """Forecast deaths from many origins, and say how good the forecasts were: a summary ready for JSON.

    panel: deaths by unit and month. models: by name, all of them if left out; the reference is always there. The other
    arguments are those of `hindcast_return`; the file has one row per model, unit, origin and step, without draws.
    on_progress: called with the origins, steps and horizons done, and their total.
    Raises BadInput for what cannot be asked, where no unit is forecast and where no outcome is known.
    """
    origins, steps = sorted(set(origins)), tuple(sorted(set(steps)))
    question = Question(steps, _chosen(models), draws, seed, out is not None)
    _check(panel, origins, question, out)
    asked = [_asked(panel, origin, steps) for origin in origins]
    _check_asked(panel, asked, question)
    total = len(origins) + len(question.scored) + len(question.horizons)
    notes = [f"No unit is forecast at {label(each.origin)}." for each in asked if not len(each.units)]
    blocks: list[Block] = []
    for block in _blocks(panel, asked, question, runner):
        blocks.append(block)
        on_progress(len(notes) + len(blocks), total)
    if out is not None:
        _write(out, _frames(blocks, panel, steps))
    owners = panel.units if groups is None else groups
    names = sorted(set(owners))
    cases = _cases(blocks, panel, question, np.searchsorted(names, owners).astype(np.int64))
    weights = calibration.resamples(len(names), np.random.default_rng(seed))
    months: list[dict[str, object]] = []
    for column, step in enumerate(question.scored):
        months += danger_scores.by_step(cases, column, step, weights)
        on_progress(len(origins) + column + 1, total)
    windows: list[dict[str, object]] = []
    for column, horizon in enumerate(question.horizons):
        windows += danger_scores.by_horizon(cases, column, horizon, weights)
        on_progress(len(origins) + len(question.scored) + column + 1, total)
    return {
        "schema": "smoulder/hindcast-fatalities/1",
        "target": panel.target,
        "vintage": vintage,
        "as_of": panel.as_of.isoformat(),
        "panel": {
            "units": len(panel.units),
            "groups": len(names),
            "first": label(panel.start),
            "last": label(panel.end),
        },
        "forecast": f"units whose newest death lies at most {SILENT} visible months before the origin",
        "active": f"units with a death in the last {LATELY} visible months at the origin",
        "origins": [label(origin) for origin in origins],
        "steps": list(steps),
        "horizons": list(question.horizons),
        "models": list(question.models),
        "reference": REFERENCE,
        "draws": draws,
        "seed": seed,
        "notes": notes,
        "intervals": {"level": 0.95, "by": "group", "draws": len(weights), "seed": seed},
        "rows": sum(block.asked.observed.size for block in blocks) * len(question.models),
        "out": None if out is None else str(out),
        "refit_months": REFIT,
        "by_step": months,
        "by_horizon": windows,
    }


def _chosen(models: Sequence[str] | None) -> tuple[str, ...]:
    known = forecasts.models()
    if unknown := sorted(set(models or ()) - set(known)):
        raise BadInput(f"No forecasting model is called {', '.join(unknown)}: there are {', '.join(known)}.")
    return tuple(name for name in known if models is None or name in (*models, REFERENCE))


def _check(panel: Panel, origins: Sequence[int], question: Question, out: Path | None) -> None:
    if not origins or not question.steps:
        raise BadInput("A hindcast needs at least one origin and one step.")
    if outside := [label(origin) for origin in origins if not panel.start <= origin <= panel.end]:
        raise BadInput(
            f"The origin {outside[0]} lies outside the panel: the first that can be asked is {label(panel.start)},"
            f" the last {label(panel.end)}."
        )
    if wrong := [step for step in question.steps if not 1 <= step <= forecasts.LONGEST_STEP]:
        raise BadInput(f"{wrong[0]} is no step: write months from 1 to {forecasts.LONGEST_STEP}.")
    if not question.scored:
        raise BadInput(f"None of these steps is scored: ask for one of {', '.join(map(str, STEPS))} among them.")
    if question.draws < forecasts.FEWEST_DRAWS:
        raise BadInput(f"A forecast needs {forecasts.FEWEST_DRAWS} draws: found {question.draws}.")
    seen = int(panel.until(origins[0]).visible.any(axis=0).sum())
    if seen < forecasts.MONTHS_NEEDED:
        raise BadInput(
            f"By the origin {label(origins[0])} the data could show {seen} months, and {forecasts.MONTHS_NEEDED} are"
            " needed to forecast from: ask for later origins."
        )
    if out is not None and (out.is_dir() or not out.parent.is_dir()):
        raise BadInput(f"{out} cannot be written: it must be a file in a folder that exists.")


def _check_asked(panel: Panel, asked: Sequence[Asked], question: Question) -> None:
    span = f"{label(asked[0].origin)}..{label(asked[-1].origin)}"
    if not any(len(each.units) for each in asked):
        raise BadInput(f"No unit is forecast at the origins {span}: none had a death in the {SILENT} visible months.")
    scored = np.searchsorted(question.steps, question.scored)
    if all((each.observed[:, scored] == UNKNOWN).all() for each in asked):
        raise BadInput(
            f"No outcome is known for the origins {span} and steps of {question.scored[0]} months or more: the panel"
            f" ends in {label(panel.end)}, and a blind month has no outcome."
        )


def _asked(panel: Panel, origin: int, steps: Sequence[int]) -> Asked:
    silent = panel.silence[:, origin - panel.start]
    units = np.flatnonzero((silent >= 0) & (silent <= SILENT)).astype(np.int32)
    ahead = np.asarray(steps) + origin - panel.start
    inside = ahead < panel.values.shape[1]
    observed = np.full((len(units), len(steps)), UNKNOWN, dtype=np.int32)
    at = np.ix_(units, ahead[inside])
    observed[:, inside] = np.where(panel.visible[at], panel.values[at], UNKNOWN)
    return Asked(origin, units, observed)


def _blocks(panel: Panel, asked: Sequence[Asked], question: Question, runner: Runner | None) -> Iterator[Block]:
    spoken = [each for each in asked if len(each.units)]
    years = groupby(spoken, lambda each: (each.origin - spoken[0].origin) // REFIT)
    batches = [Batch(panel.until(shared[-1].origin), shared) for shared in (tuple(year) for _, year in years)]
    ask = partial(_ask, question=question)
    for blocks in map(ask, batches) if runner is None else runner.map(ask, batches):
        yield from blocks


def _ask(batch: Batch, question: Question) -> list[Block]:
    registered, blocks = forecasts.models(), []
    with threadpool_limits(limits=1):  # sums split over threads round otherwise: no answer may depend on the machine
        first = batch.known.until(batch.asked[0].origin)
        # of a unit not seen yet not even the name was known
        pool = first.some(np.flatnonzero(first.active_months[:, -1] > 0))
        learned = {name: registered[name].fit(pool) for name in question.models}
        for asked in batch.asked:
            known = batch.known.until(asked.origin).some(asked.units)
            block = Block(asked, {}, {}, {} if question.telling else None)
            for name in question.models:
                _score(block, name, known, learned[name], question)
            blocks.append(block)
    return blocks


def _score(block: Block, name: str, known: Panel, learned: object, question: Question) -> None:
    """Forecast, and keep of the draws what the block has room for."""
    steps, seed = question.steps, question.seed
    draws = forecasts.forecast(name, known, steps, question.draws, seed, learned=learned).draws
    found = []
    for step in question.scored:
        column = steps.index(step)
        rng = np.random.default_rng([seed, known.end, zlib.crc32(name.encode()), step])
        found.append(danger_scores.case_scores(draws[:, column], block.asked.observed[:, column], rng))
    block.scores[name] = np.stack(found, axis=1)
    block.chances[name] = danger_scores.chances(draws, question.horizons)
    if block.told is not None:
        block.told[name] = np.stack([_told(draws[:, column]) for column in range(len(steps))], axis=1)


def _told(draws: Ints) -> Numbers:
    """The columns TOLD of one step, (units, 7)."""
    low = np.quantile(draws, QUANTILES, axis=1)
    return np.column_stack([draws.mean(axis=1), *low, scores.exceedance(draws, 1)]).astype(np.float32)


def _cases(blocks: Sequence[Block], panel: Panel, question: Question, group: npt.NDArray[np.int64]) -> Cases:
    scored = np.searchsorted(question.steps, question.scored)
    asked = [block.asked for block in blocks]
    active: list[Bools] = [panel.silence[each.units, each.origin - panel.start] < LATELY for each in asked]
    return Cases(
        np.concatenate([group[each.units] for each in asked]),
        np.concatenate(active),
        np.concatenate([each.observed[:, scored] for each in asked]),
        np.concatenate([danger_scores.sums(each.observed, question.horizons) for each in asked]),
        {model: np.concatenate([block.scores[model] for block in blocks]) for model in question.models},
        {model: np.concatenate([block.chances[model] for block in blocks]) for model in question.models},
    )


def _frames(blocks: Sequence[Block], panel: Panel, steps: Sequence[int]) -> list[pl.LazyFrame]:
    names = pl.Series(panel.units, dtype=pl.Enum(panel.units))
    models = pl.Enum(list(blocks[0].scores))
    frames = []
    for block in blocks:
        origin, units, observed = block.asked
        shared = {
            "unit": names.gather(np.repeat(units, len(steps))),
            "step": np.tile(np.array(steps, dtype=np.int16), len(units)),
            "observed": observed.ravel(),
        }
        for model, told in (block.told or {}).items():
            columns = dict(zip(TOLD, told.reshape(-1, len(TOLD)).T, strict=True))
            frames.append(
                pl.LazyFrame(shared | columns).select(
                    pl.lit(model, dtype=models).alias("model"),
                    pl.lit(panel.target).alias("target"),
                    "unit",
                    pl.lit(label(origin)).alias("origin"),
                    "step",
                    *TOLD,
                    pl.col("observed").replace(UNKNOWN, None),
                )
            )
    return frames


def _write(out: Path, frames: Sequence[pl.LazyFrame]) -> None:
    with whole(out) as part:
        pl.concat(frames).sink_parquet(part, compression="zstd", compression_level=1)
