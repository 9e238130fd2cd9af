"""The newest month goes on: a Poisson distribution around its deaths, the same for every step.

Assumes: a month is like the last, and deaths come one by one.
Fails when: violence comes in bursts, as it does: far too narrow, and blind to what one quiet month hides.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from smoulder.forecasts import newest
from smoulder.types import Panel


class Parameters(NamedTuple):
    """Nothing."""


def fit(pool: Panel) -> Parameters:
    """Nothing to learn."""
    return Parameters()


def draws(
    parameters: Parameters, panel: Panel, steps: Sequence[int], count: int, rng: np.random.Generator
) -> npt.NDArray[np.int64]:
    """Poisson draws around each unit's newest visible month."""
    return rng.poisson(newest(panel, 1)[:, :, None], (len(panel.units), len(steps), count))
