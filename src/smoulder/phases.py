"""The plain phases of a record, month by month: active, ebb, quiet, blind.

blind: the source could show nothing. quiet: at least QUIET visible months in a row without an event, from the first
of them. ebb: events go on, but the last six visible months saw under half of the busiest six so far, until they again
see three quarters. active: the rest.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from smoulder.types import Bools, Panel

QUIET, WINDOW = 6, 6
EBB, FLOOD = 0.5, 0.75  # two shares, so that a phase does not flicker about one


class Phase(NamedTuple):
    """Months first..last (ids) of one name."""

    first: int
    last: int
    name: str


def phases(panel: Panel) -> list[Phase]:
    """The phases of a one-unit panel from its first sighting on; none if it was never seen."""
    values, visible = panel.values[0], panel.visible[0]
    if not values.any():
        return []
    begin = int(np.flatnonzero(values)[0])
    shown = np.cumsum(values[visible])
    recent = shown - np.concatenate([np.zeros(WINDOW, dtype=int), shown])[: len(shown)]
    ebbing = np.zeros(len(values), dtype=bool)
    ebbing[visible] = list(_low(recent / np.maximum(np.maximum.accumulate(recent), 1)))
    names = np.where(visible, np.where(ebbing, "ebb", "active"), "blind")
    names[_silent_spells(values > 0, visible, begin)] = "quiet"
    edges = [begin, *(index for index in range(begin + 1, len(names)) if names[index] != names[index - 1]), len(names)]
    return [Phase(panel.start + first, panel.start + after - 1, str(names[first])) for first, after in pairwise(edges)]


def _low(shares: npt.NDArray[np.float64]) -> Iterator[bool]:
    """Whether the tide is out, month by month."""
    low = False
    for share in shares:
        low = bool(share < (FLOOD if low else EBB))
        yield low


def _silent_spells(active: Bools, visible: Bools, begin: int) -> npt.NDArray[np.int64]:
    """Indices of the visible months of spells of QUIET or more silent visible months."""
    spells: list[list[int]] = [[]]
    for index in range(begin, len(active)):
        if active[index]:
            spells.append([])
        elif visible[index]:
            spells[-1].append(index)
    return np.array([index for spell in spells if len(spell) >= QUIET for index in spell], dtype=int)
