"""Whose events are they? Of the newest 12 visible months, the share of a unit's events that went the group's way.

The group's: places it took, fights in which it killed more, its violence against civilians, its bombs. Its opponents':
places taken from it, fights it lost, violence and fights of others. Contested: even fights, and strikes. The unknown
share is that of two events that nobody recorded. It is the same filtered and smoothed: it never looks ahead.

Assumes: who strikes in a place holds it; an event a year ago says as much as one today.
Fails when: a group strikes behind its opponents' lines, as guerrillas do; places are calm because they are held.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from smoulder.control import STATES, CellPanel, Known, shares
from smoulder.types import Floats, StateProbabilities

MONTHS, UNSEEN = 12, 2.0  # the months looked at; events' worth of ignorance
SIDES = (
    ("taken", "battle_won", "civilians", "remote"),
    ("battle_even", "strike"),
    ("retaken", "battle_lost", "repression", "others"),
)
EVEN = 1 / 3


class Parameters(NamedTuple):
    """What a unit without events is: its shares of HOLDERS."""

    prior: Floats


def fit(pools: Sequence[CellPanel], known: Sequence[Known] | None = None) -> Parameters:
    """The shares of who is known to hold what; even ones where nobody knows."""
    return Parameters(np.full(3, EVEN) if known is None else shares(known, 3.0))


def states(parameters: Parameters, panel: CellPanel, *, filtered: bool) -> StateProbabilities:
    """Shares of the newest events of each unit."""
    seen = np.flatnonzero(panel.visible)
    values = np.zeros((len(panel.units), panel.months, len(STATES)))
    for side, kinds in enumerate(SIDES):
        total = np.concatenate([np.zeros((len(panel.units), 1)), panel.counts(*kinds)[:, seen].cumsum(axis=1)], axis=1)
        until = np.searchsorted(seen, np.arange(panel.months), side="right")
        values[:, :, side] = total[:, until] - total[:, np.maximum(until - MONTHS, 0)]
    values[:, :, -1] = UNSEEN
    values /= values.sum(axis=2, keepdims=True)
    prior = np.append(parameters.prior, 0.0)
    return StateProbabilities(values, panel.units, STATES, panel.start, prior, "event_share", filtered)
