"""The unit's own last twelve visible months, each as likely as the others, the same for every step: the one to beat.

The benchmark `conflictology` of the ViEWS prediction challenge 2023/24 (Hegre et al. 2025, Journal of Peace Research
62), which no entry beat on the true future. There it has 12 draws; here as many as are asked for, the same values.

Assumes: the months to come are like those of the last year, whichever they are.
Fails when: war breaks out or ends; what a unit did not show within a year it can never show.
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
    """The last twelve visible months, over and over."""
    return spread(newest(panel, MONTHS), steps, count, rng)
