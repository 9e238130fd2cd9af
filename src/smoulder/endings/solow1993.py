"""Solow's test for a constant rate of sightings.

Solow, A. R. 1993, "Inferring extinction from sighting data", Ecology 74: if sightings come at a constant rate, each
falls anywhere in the time watched, and all n of them lie before the last sighting t with probability (t / T)^n.
Here time runs in visible months from the first sighting, which therefore is not one of the n.

Assumes: sightings come at a constant rate and independently, and looking is equally hard in every visible month.
Fails when: activity comes in bursts; then a common lull looks like an end. One month holds at most one sighting here,
so a group active in nearly every month is judged a little too mildly.
"""

from smoulder.endings import visible_clock
from smoulder.types import SCORED_ACTIVE, SightingRecord


def p_value(record: SightingRecord) -> float:
    """The chance of a silence at least this long at a constant rate; raises NotEnoughData below 3 active months."""
    times, now = visible_clock(record, SCORED_ACTIVE)
    return float((times[-1] / now) ** (len(times) - 1))
