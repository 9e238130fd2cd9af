"""The unit's own rate: its active months among the visible months after its first sighting.

The first sighting starts the clock and is not counted: it is why the unit is in the panel at all.
The rate r gives the curve 1 - (1 - r)^h.

Assumes: a group is as active today as it has been on average, month after month independently; it never ends.
Fails when: activity comes in bursts, as it does: a long silence lowers the rate slowly, so it forecasts the return
of groups that have ended, and a unit active in every month so far is certain to return.
"""

from typing import NamedTuple

import numpy as np

from smoulder.endings import STEPS, answer
from smoulder.types import Panel, ReturnCurves


class Parameters(NamedTuple):
    """Nothing is learned from other units."""


def fit(pool: Panel) -> Parameters:
    """Nothing to learn from the pool."""
    return Parameters()


def curves(parameters: Parameters, panel: Panel) -> ReturnCurves:
    """The curve of each unit's own rate."""
    active = panel.active_months
    after_first = np.sum(panel.visible & (active > 0), axis=1) - 1
    rate = (active[:, -1] - 1) / np.maximum(after_first, 1)
    return answer(panel, "constant_rate", 1 - (1 - np.maximum(rate, 0)[:, None]) ** STEPS)
