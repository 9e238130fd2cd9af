"""McInerny's test by the rate of sightings up to the last one.

McInerny, G. J., Roberts, D. L., Davy, A. J. & Cribb, P. J. 2006, "Significance of sighting rate in inferring
extinction and threat", Conservation Biology 20: with n sightings in the t months up to the last one, a month
passes without any with probability 1 - n / t, and T - t months do with its power.
Here time runs in visible months from the first sighting, which therefore is not one of the n.

Assumes: sightings come at a constant rate and independently, at most one a month, and looking is equally hard always.
Fails when: activity comes in bursts, or has been fading: the rate up to the last sighting is that of the better
times, so p falls faster than in any other test here, and is 0 at the first silence of a group never silent before.
"""

from smoulder.endings import visible_clock
from smoulder.types import SCORED_ACTIVE, SightingRecord


def p_value(record: SightingRecord) -> float:
    """The chance of so long a silence at the rate until then; raises NotEnoughData below 3 active months."""
    times, now = visible_clock(record, SCORED_ACTIVE)
    last = int(times[-1])
    return float((1 - (len(times) - 1) / last) ** (now - last))
