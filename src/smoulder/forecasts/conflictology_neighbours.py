"""The last twelve visible months of the unit and of its neighbours, each as likely as the others.

Neighbours are units whose main country is the same at the origin. A unit without any is left with its own months.

Assumes: what happens next door may happen here, as often and as much.
Fails when: a unit is small beside its neighbours, or has many: their wars drown its own past.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from smoulder.forecasts import MONTHS, newest, spread
from smoulder.types import Panel


class Parameters(NamedTuple):
    """Nothing."""


def fit(pool: Panel) -> Parameters:
    """Nothing to learn."""
    return Parameters()


def draws(
    parameters: Parameters, panel: Panel, steps: Sequence[int], count: int, rng: np.random.Generator
) -> npt.NDArray[np.int64]:
    """Months of the unit and of its neighbours."""
    own = newest(panel, MONTHS)
    country = np.full(len(own), -1) if panel.context is None else panel.context.country[:, -1]
    found = spread(own, steps, count, rng)
    for place in np.unique(country[country >= 0]):
        there = np.flatnonzero(country == place)
        if len(there) > 1:
            found[there] = rng.choice(own[there].ravel(), (len(there), len(steps), count))
    return found
