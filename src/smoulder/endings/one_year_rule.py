"""The rule of common lists: a group is over after twelve silent months, and active until then.

Assumes: a year of silence is an end, and anything shorter is none.
Fails when: groups rest. It is sure of itself on every day, so one return costs it all that the log score allows.
"""

from typing import NamedTuple

import numpy as np

from smoulder.endings import answer
from smoulder.types import HORIZON, Panel, ReturnCurves


class Parameters(NamedTuple):
    """The rule; nothing is learned."""

    silent_months: int = 12


def fit(pool: Panel) -> Parameters:
    """The rule as it stands, whatever the pool."""
    return Parameters()


def curves(parameters: Parameters, panel: Panel) -> ReturnCurves:
    """0 for a unit silent as long as the rule says, 1 for any other."""
    alive = panel.silence[:, -1] < parameters.silent_months
    return answer(panel, "one_year_rule", np.repeat(alive[:, None].astype(np.float64), HORIZON, axis=1))
