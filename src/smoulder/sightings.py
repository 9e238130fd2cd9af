"""Events to a sighting record: in which months a group was seen, and in which nobody could have seen it.

An event belongs to the month in which its dates end: the latest in which it can have happened, so that imprecise
dates err towards "still active". One-sided violence and either side of a fight count alike.
"""

import numpy as np

from smoulder.types import Bools, Events, Panel, SightingRecord


def record(events: Events, visible: Bools, *, group: str, area: str) -> SightingRecord:
    """The sighting record of a group's events in an area.

    visible: for each month up to the newest one, whether the source could have shown an event; a month with an event
    was visible whatever it says. Months before the first visible one are not looked at.
    """
    active = {int(month) for month in events.months}
    end = events.newest_month
    first = end - len(visible) + 1
    looked = [first + int(index) for index in np.flatnonzero(visible)]
    start = min([*looked, *active], default=end)
    blind = sorted(set(range(start, end + 1)) - set(looked) - active)
    return SightingRecord(group, area, tuple(sorted(active)), tuple(blind), start, end)


def panel(sightings: SightingRecord, events: Events) -> Panel:
    """The panel of one unit: its events by month from the start of its record."""
    length = sightings.end - sightings.start + 1
    months = events.months - sightings.start
    values = np.bincount(months, minlength=length).astype(np.int32)
    visible = np.ones(length, dtype=bool)
    visible[np.array(sightings.blind, dtype=int) - sightings.start] = False
    return Panel(values[None], visible[None], (sightings.group,), sightings.start, "events", events.as_of)
