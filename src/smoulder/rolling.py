"""Forecasts from many origins, each made with what was known at it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from smoulder.types import HORIZON, Bools, Ints, Panel, ReturnCurves

UNKNOWN = -1


class Model(Protocol):
    """What learns from a panel and gives return curves: see `endings`."""

    @property
    def fit(self) -> Callable[[Panel], object]: ...  # noqa: D102

    @property
    def curves(self) -> Callable[[object, Panel], ReturnCurves]: ...  # noqa: D102


class Block(NamedTuple):
    """The forecasts of one origin: one row per scored unit, by its place in the panel.

    probabilities: by model, (units, horizons), not a number where the model declined;
    observed: (units, horizons), 1 or 0, and UNKNOWN.
    """

    origin: int
    units: Ints
    probabilities: dict[str, npt.NDArray[np.float32]]
    observed: npt.NDArray[np.int8]


def observed(panel: Panel, origin: int, horizons: Sequence[int]) -> npt.NDArray[np.int8]:
    """Whether each unit had an event in the months origin+1..origin+h, (units, horizons): 1, 0 or UNKNOWN.

    A window that runs past the panel's end or touches a blind month is unknown even if an event was seen in it:
    to keep the ones and drop only the zeros of such windows would make returns look commoner than they are.
    """
    ahead = slice(origin + 1 - panel.start, origin + 1 - panel.start + HORIZON)
    returned = np.logical_or.accumulate(panel.values[:, ahead] > 0, axis=1)
    seen = np.logical_and.accumulate(panel.visible[:, ahead], axis=1)
    outcome = np.full((len(panel.units), HORIZON), UNKNOWN, dtype=np.int8)
    outcome[:, : seen.shape[1]] = np.where(seen, returned, UNKNOWN)
    return outcome[:, np.asarray(horizons) - 1]


class Batch(NamedTuple):
    """Origins that share a fit: every model is fitted at the first and asked at each."""

    known: Panel
    origins: tuple[int, ...]


class Runner(Protocol):
    """What runs batches and gives their answers in order: an executor of `concurrent.futures`, or of Dask."""

    def map(self, fn: Callable[..., Any], /, *iterables: Iterable[Any]) -> Iterator[Any]: ...  # noqa: D102


def forecasts(
    panel: Panel,
    origins: Sequence[int],
    horizons: Sequence[int],
    models: Mapping[str, Model],
    scored: Callable[[Panel], Bools],
    *,
    refit: int = 1,
    runner: Runner | None = None,
) -> Iterator[Block]:
    """At each origin cut the panel there and forecast the scored units with models fitted on what is left.

    refit: months that must have passed before the models are fitted anew; in between they forecast from the new
    origin with what they learned at the older one. runner: where the batches run, here if left out; wherever that is,
    the forecasts are the same to the last bit.
    """
    ask = partial(_ask, columns=np.asarray(horizons) - 1, models=dict(models), scored=scored)
    batches = [Batch(panel.until(shared[-1]), shared) for shared in _shared(origins, refit)]
    for blocks in map(ask, batches) if runner is None else runner.map(ask, batches):
        for origin, units, probabilities in blocks:
            yield Block(origin, units, probabilities, observed(panel, origin, horizons)[units])


def _shared(origins: Sequence[int], refit: int) -> list[tuple[int, ...]]:
    """The origins in runs that begin with a fit, each less than `refit` months long."""
    runs: list[tuple[int, ...]] = []
    for origin in sorted(origins):
        if runs and origin - runs[-1][0] < refit:
            runs[-1] += (origin,)
        else:
            runs.append((origin,))
    return runs


def _ask(
    batch: Batch, columns: Ints, models: Mapping[str, Model], scored: Callable[[Panel], Bools]
) -> list[tuple[int, Ints, dict[str, npt.NDArray[np.float32]]]]:
    found = []
    with threadpool_limits(limits=1):  # sums split over threads round otherwise: no answer may depend on the machine
        first = batch.known.until(batch.origins[0])
        learned = {name: model.fit(first) for name, model in models.items()}
        for origin in batch.origins:
            known = batch.known.until(origin)
            units = np.flatnonzero(scored(known)).astype(np.int32)
            probabilities = {
                name: model.curves(learned[name], known).values[np.ix_(units, columns)].astype(np.float32)
                for name, model in models.items()
            }
            found.append((origin, units, probabilities))
    return found
