"""What danger remains: how many deaths in each month to come, as draws. One file per model.

A model is a module with two functions. `fit(pool: Panel) -> Parameters` learns from a panel of deaths alone, all of
which is known at its end, the origin. `draws(parameters, panel, steps, count, rng)` gives whole numbers of shape
(units, steps, count): what each unit of the panel may suffer in month end + step. Every module says what it assumes
and when it fails. What they share is here: the newest months that could be seen, and the making of a forecast.
"""

import zlib
from collections.abc import Callable, Sequence
from typing import NamedTuple, cast

import numpy as np
import numpy.typing as npt

from smoulder.errors import BadInput
from smoulder.registry import entries
from smoulder.types import CAP, Bools, Forecast, Panel

MONTHS_NEEDED = 24  # visible months
LONGEST_STEP = 36
FEWEST_DRAWS = 1000
MONTHS = 12  # the past that baselines look at
Draws = npt.NDArray[np.int32]
Values = npt.NDArray[np.int64]


class Model(NamedTuple):
    """A forecasting model: the two functions of its module."""

    fit: Callable[[Panel], object]
    draws: Callable[[object, Panel, Sequence[int], int, np.random.Generator], npt.NDArray[np.integer]]


def models() -> dict[str, Model]:
    """Every forecasting model by name."""
    fits, draws = entries(__name__, "fit"), entries(__name__, "draws")
    return {name: Model(fits[name], cast("Callable[..., Draws]", draws[name])) for name in draws}


def forecast(
    name: str, panel: Panel, steps: Sequence[int], count: int, seed: int, *, learned: object | None = None
) -> Forecast:
    """The forecast of a model from a panel's end; learned: what it learned already, else it learns from the panel.

    One stream of random numbers for each seed, origin and model. Raises BadInput for a panel too short, a step out of
    range or fewer than FEWEST_DRAWS draws.
    """
    known = models()
    if name not in known:
        raise BadInput(f"No forecasting model is called {name}: there are {', '.join(known)}.")
    if wrong := [step for step in steps if not 1 <= step <= LONGEST_STEP]:
        raise BadInput(f"{wrong[0]} is no step: write months from 1 to {LONGEST_STEP}.")
    if not steps or count < FEWEST_DRAWS:
        raise BadInput(f"A forecast needs at least one step and {FEWEST_DRAWS} draws: found {len(steps)} and {count}.")
    if (months := int(panel.visible.any(axis=0).sum())) < MONTHS_NEEDED:
        raise BadInput(f"The history could show {months} months; {MONTHS_NEEDED} are needed to forecast from.")
    model = known[name]
    rng = np.random.default_rng([seed, panel.end, zlib.crc32(name.encode())])
    told = model.draws(model.fit(panel) if learned is None else learned, panel, steps, count, rng)
    return Forecast(np.clip(told, 0, CAP).astype(np.int32), panel.units, tuple(steps), panel.end, panel.target, name)


def newest(panel: Panel, months: int) -> Values:
    """The values of each unit's newest visible months, newest first, (units, months).

    Where fewer could be seen, the oldest seen stand in again; 0 where none was ever seen.
    """
    ages = np.where(panel.visible, np.arange(panel.values.shape[1], 0, -1), np.iinfo(np.int32).max)
    order = np.argsort(ages, axis=1, kind="stable")[:, :months]
    found = np.take_along_axis(panel.values, order, axis=1).astype(np.int64)
    seen: Bools = np.take_along_axis(panel.visible, order, axis=1)
    place = np.maximum.accumulate(np.where(seen, np.arange(seen.shape[1]), 0), axis=1)
    return cast("Values", np.where(np.any(seen, axis=1, keepdims=True), np.take_along_axis(found, place, axis=1), 0))


def spread(values: Values, steps: Sequence[int], count: int, rng: np.random.Generator) -> Values:
    """Each of a unit's values as often as the others, in random order by unit and step, (units, steps, count)."""
    units, months = values.shape
    places = np.resize(np.arange(months), count)
    mixed = rng.permuted(np.broadcast_to(places, (units, len(steps), count)), axis=2)
    return cast("Values", np.take_along_axis(values[:, None, :], mixed.reshape(units, 1, -1), axis=2)).reshape(
        units, len(steps), count
    )
