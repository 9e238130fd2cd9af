"""The pooled rate of return for everybody, whatever the length of silence.

At each horizon, the share of eligible unit-months after which an event came within h visible months: the product limit
of the wait from every eligible visible month of the pool to the next event, cut off at the pool's end.
This is one rate per horizon and not 1 - (1 - r)^h with one monthly rate r: busy units set that r, and its curve nears 1
within two years for groups of which a third return, so every model would look skilled beside it.

Assumes: every unit, whatever its past, is one of the pool drawn at random.
Fails when: units differ or rest, as they do: it knows the mix of the past, not who is silent now.
"""

from typing import NamedTuple

import numpy as np

from smoulder.endings import answer, eligible, hazards
from smoulder.types import HORIZON, Floats, Panel, ReturnCurves

NEVER = np.iinfo(np.int16).max


class Parameters(NamedTuple):
    """P(return within h months), h = 1..HORIZON; not a number if the pool taught nothing."""

    curve: Floats


def fit(pool: Panel) -> Parameters:
    """Learn the wait from any eligible month to the next event."""
    seen = np.cumsum(pool.visible, axis=1, dtype=np.int16)
    events = np.where(pool.values > 0, seen, NEVER)
    ahead = np.minimum.accumulate(events[:, ::-1], axis=1)[:, -2::-1]
    returned = ahead < NEVER
    wait = np.where(returned, ahead, seen[:, -1:]) - seen[:, :-1]
    starts = (eligible(pool) & pool.visible)[:, :-1]
    waits = np.bincount(wait[starts], minlength=HORIZON + 1)
    still_waiting = np.cumsum(waits[::-1])[::-1][1 : HORIZON + 1]
    came = np.bincount(wait[starts & returned], minlength=HORIZON + 1)[1 : HORIZON + 1]
    return Parameters(-np.expm1(np.cumsum(np.log1p(-hazards(came, still_waiting)))))


def curves(parameters: Parameters, panel: Panel) -> ReturnCurves:
    """The same curve for each unit."""
    return answer(panel, "climatology", np.tile(parameters.curve, (len(panel.units), 1)))
