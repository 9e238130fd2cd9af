"""Ended or not, and a heavy-tailed silence if not: the mixture-cure model of the pool's silent spells.

See `spells` for the law and its sources. P(ended) after s silent months is e / (e + (1 - e) S(s)).

Assumes: what tells of a return was all in the record at the last sighting.
Fails when: the world around changes who returns, as a neighbour's war does: only the record speaks here.
"""

import numpy as np

from smoulder import spells
from smoulder.endings import STEPS, answer
from smoulder.types import Panel, ReturnCurves


def fit(pool: Panel) -> spells.Mixture:
    """Learn how the record tells of the end and of the length of silence."""
    return spells.learn(pool)


def curves(parameters: spells.Mixture, panel: Panel) -> ReturnCurves:
    """The chance of return, given that the unit has stayed silent until now."""
    spent = spells.wear(parameters, *spells.newest(panel), STEPS.astype(np.float64))
    return answer(panel, "cure", -np.expm1(-spent))
