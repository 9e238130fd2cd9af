"""Forecasts from many origins, each made with what was known at it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

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


def forecasts(
    panel: Panel,
    origins: Sequence[int],
    horizons: Sequence[int],
    models: Mapping[str, Model],
    scored: Callable[[Panel], Bools],
) -> Iterator[Block]:
    """At each origin cut the panel there, fit every model on what is left, and forecast the scored units."""
    columns = np.asarray(horizons) - 1
    for origin in origins:
        known = panel.until(origin)
        units = np.flatnonzero(scored(known)).astype(np.int32)
        probabilities = {
            name: model.curves(model.fit(known), known).values[np.ix_(units, columns)].astype(np.float32)
            for name, model in models.items()
        }
        yield Block(origin, units, probabilities, observed(panel, origin, horizons)[units])
