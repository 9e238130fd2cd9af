"""How a group fights: holding ground, guerrilla, clandestine or quiet, or nobody can say.

A name is given to each window of WINDOW months by rules that look at that window alone. Kalyvas & Balcells (2010,
American Political Science Review 104) tell regular from irregular war by whether there are fronts; de la Calle &
Sanchez-Cuenca (2015, Studies in Conflict & Terrorism 38) tell armed groups by whether they have territory: with it they
meet the enemy in fights, without it they stay underground and strike from afar. Events show neither fronts nor
territory, only their traces; the numbers in the rules are ours and fit nothing. They were set before any group was
looked at, but for LARGE, which was set after IS in Syria, whose small raids of 2019 in the same places passed for
ground.

- cannot say: fewer than VISIBLE months of the window could be seen, or it held no event and a month of it was blind.
- quiet: no event in a window that could be seen whole.
- cannot say: fewer than FEWEST events, or none whose place is known to a cell, or none whose deaths are known.
- holding ground: at least half of the events are fights between armed sides, at least HELD cells saw events in FIXED or
  more months of the window, these cells held at least half of the placed events, and more than LARGE died in each
  deadly event: it fights for the same places month after month, and not in raids. Ground that nobody contests leaves
  no trace, so this is contested ground.
- clandestine: SMALL deaths or fewer for each deadly event, and fewer than FEW deadly events in the window.
- guerrilla: the rest, more or larger strikes on the move.

A source that does not tell fights from attacks cannot show that ground is held: such a name is never given there.
"""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from smoulder.types import Floats

WINDOW, VISIBLE = 6, 4  # months
FEWEST = 3  # events
FIXED, HELD, HALF = 4, 3, 0.5  # months with an event make a cell a fixed one, so many of them are ground, a half
SMALL, LARGE, FEW = 2.0, 5.0, 30  # deaths for each deadly event, twice; deadly events, five a month
LASTS = 3  # months: a name heard for less is not told
MARGIN = 0.25  # a name that would change were a number of the rules so much smaller or larger is a close call
NAMES = ("cannot say", "quiet", "holding ground", "guerrilla", "clandestine")
CANNOT_SAY, QUIET, HOLDING, GUERRILLA, CLANDESTINE = range(len(NAMES))

Names = npt.NDArray[np.int8]


class Windows(NamedTuple):
    """What the events of each window were, every field (windows,).

    visible: months of it; events; placed: events known to a cell; kinds: events of a known kind; fights: of these
    between armed sides; deadly: events known to have killed; deaths in these; told: events whose deaths are known;
    fixed: cells seen in FIXED months or more; in_fixed: placed events in them.
    """

    visible: Floats
    events: Floats
    placed: Floats
    kinds: Floats
    fights: Floats
    told: Floats
    deadly: Floats
    deaths: Floats
    fixed: Floats
    in_fixed: Floats


class Mode(NamedTuple):
    """Months first..last (ids) of one name; firm: whether the name stands with every number MARGIN off, as a share."""

    first: int
    last: int
    name: str
    firm: float


def name(
    windows: Windows,
    half: float = HALF,
    small: float = SMALL,
    large: float = LARGE,
    few: float = FEW,
    held: float = HELD,
) -> Names:
    """The name of each window, a place in NAMES."""
    w = windows
    with np.errstate(invalid="ignore", divide="ignore"):
        holds = (w.fights >= half * w.kinds) & (w.kinds > 0) & (w.fixed >= held)
        holds &= (w.in_fixed >= half * w.placed) & (w.deaths > large * w.deadly)
        strikes_small = (w.deaths <= small * w.deadly) & (w.deadly < few)
    rules = (
        (w.visible < VISIBLE, CANNOT_SAY),
        ((w.events == 0) & (w.visible >= WINDOW), QUIET),
        ((w.events < FEWEST) | (w.placed == 0) | (w.told == 0), CANNOT_SAY),
        (holds, HOLDING),
        (strikes_small, CLANDESTINE),
    )
    return np.select([when for when, _ in rules], [to for _, to in rules], GUERRILLA).astype(np.int8)


def firm(windows: Windows) -> npt.NDArray[np.bool_]:
    """Whether the name of each window stands with each number of the rules MARGIN smaller or larger."""
    plain = name(windows)
    off = [1 - MARGIN, 1 + MARGIN]
    others = [name(windows, **{key: by * value}) for key, value in NUMBERS.items() for by in off]
    return np.asarray(np.all([other == plain for other in others], axis=0))


NUMBERS: Mapping[str, float] = {"half": HALF, "small": SMALL, "large": LARGE, "few": FEW, "held": HELD}


def modes(windows: Windows, start: int) -> list[Mode]:
    """The names of consecutive monthly windows, the first of which ends in month `start`, joined to stretches.

    A name counts from the month it is first heard if it then holds for LASTS months; until then the one before goes
    on, so that a single month changes nothing.
    """
    heard, sure = name(windows), firm(windows)
    if not len(heard):
        return []
    settled = heard.copy()
    for month in range(1, len(heard)):
        lasting = (heard[month : month + LASTS] == heard[month]).all() and month + LASTS <= len(heard)
        settled[month] = heard[month] if lasting or heard[month] == settled[month - 1] else settled[month - 1]
    edges = [0, *(np.flatnonzero(np.diff(settled)) + 1).tolist(), len(settled)]
    return [
        Mode(start + first, start + after - 1, NAMES[settled[first]], float(sure[first:after].mean()))
        for first, after in pairwise(edges)
    ]


def evidence(windows: Windows, at: int) -> dict[str, Any]:
    """The numbers that the rules looked at in one window; null where they do not exist."""
    one = {field: int(getattr(windows, field)[at]) for field in Windows._fields}

    def share(part: str, of: str) -> float | None:
        return one[part] / one[of] if one[of] else None

    return {
        "visible_months": one["visible"], "events": one["events"], "placed_events": one["placed"],
        "fights": share("fights", "kinds"), "deaths_per_deadly_event": share("deaths", "deadly"),
        "deadly_events": one["deadly"], "fixed_cells": one["fixed"], "in_fixed_cells": share("in_fixed", "placed"),
        "name": NAMES[name(windows)[at]], "firm": bool(firm(windows)[at]),
    }  # fmt: skip
