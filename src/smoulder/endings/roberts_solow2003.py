"""Optimal linear estimation, from the latest sightings only.

Roberts, D. L. & Solow, A. R. 2003, "When did the dodo become extinct?", Nature 426: whatever the law of the
sightings, the k latest of many are near to a Weibull form with shape v, estimated from their spacing. Their one-sided
upper bound of the end is where this p-value falls below the level chosen; it is inverted here in closed form:
p = exp(-k ((T - t_1) / (T - t_k))^(1 / v)), with t_1 the last sighting and t_k the k-th last.
k is the 10 latest active months, as many as the paper has dodos, or all of them if there are fewer, but at least 5.

Assumes: the latest sightings are the tail of many that are independent; a rate that changes is allowed for.
Fails when: the latest active months are one burst. Their spacing then is that of the burst, and an ordinary pause
after it looks like an end.
"""

import numpy as np

from smoulder.endings import visible_clock
from smoulder.types import Floats, Ints, SightingRecord

FEWEST, LATEST = 5, 10


def p_value(record: SightingRecord) -> float:
    """The chance of so long a silence after such a tail; raises NotEnoughData below 5 active months."""
    times, now = visible_clock(record, FEWEST)
    return tail_chance(times[-LATEST:], now)


def tail_chance(times: Ints | Floats, now: float) -> float:
    """The p-value of a silence from the newest of rising times, which stands alone, until now."""
    newest, oldest = times[-1], times[0]
    shape = float(np.log((newest - oldest) / (newest - times[1:-1])).sum()) / (len(times) - 1)
    return float(np.exp(-len(times) * ((now - newest) / (now - oldest)) ** (1 / shape)))
