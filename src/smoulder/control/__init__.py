"""Who holds what, from events alone? One file per model.

A model is a module with two functions. `fit(pools, known=None) -> Parameters` learns from the `CellPanel`s of some wars
and from who really held what in each, where that is `known` (user-supplied polygons, simulated wars); without it, it
takes what ships. It sees nothing after a panel's end.
`states(parameters, panel, *, filtered) -> StateProbabilities` gives each unit in each month the chance of each state:
filtered for an answer "as of" (months up to that one only), smoothed for history (all months of the panel). A module
may have `fit_published` too: its parameters as they were published, flaw and all. Every module says what it assumes and
when it fails.

What they share is here: the events of a panel, sorted by what they say of who holds a unit, and the *unknown* share of
an answer, the largest part of the prior that is in it: what would be said of any unit of which nothing is known.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from smoulder.errors import BadInput
from smoulder.months import label, last_day
from smoulder.registry import entries
from smoulder.types import UNKNOWN, Bools, Floats, Ints, StateProbabilities

HOLDERS = ("group", "contested", "opponent")
STATES = (*HOLDERS, UNKNOWN)
GROUP, CONTESTED, OPPONENT, NOBODY_KNOWS = 0, 1, 2, -1  # codes of who really held a unit
KINDS = (  # of events, as the group sees them
    "taken",  # it took the place or holds it, where the source tells
    "retaken",  # an opponent took the place or holds it, where the source tells
    "advance",  # it gains ground there, where the source tells
    "retreat",  # an opponent gains ground there, where the source tells
    "battle_won",  # a fight in which its opponents lost more lives
    "battle_lost",  # a fight in which it lost more lives
    "battle_even",  # a fight of equal or unknown losses
    "strike",  # between it and an opponent, but only civilians died
    "civilians",  # its violence against civilians
    "remote",  # its bombs, mines and suicide attacks, where the source tells
    "repression",  # another party's violence against civilians
    "others",  # a fight in which it had no part
)
Known = npt.NDArray[np.int8]  # who really held each unit in each month, (units, months)


@dataclass(frozen=True)
class CellPanel:
    """The placed events of an area by unit and month, as a group sees them; nothing after `end` is in it.

    centres: longitude and latitude of each unit, (units, 2); beside: pairs of units that touch, both ways, (pairs, 2);
    of each event: its unit (-1: outside every unit), month from `start` on, place in KINDS, deaths (1 where nobody
    knows), and longitude and latitude, (events, 2); visible: which months could be seen, (months,). kept_out: events
    that have no place here, by reason.
    """

    group: str
    units: tuple[str, ...]
    centres: Floats
    beside: Ints
    unit: Ints
    month: Ints
    kind: Ints
    deaths: Ints
    where: Floats
    visible: Bools
    start: int
    as_of: date
    kept_out: tuple[tuple[str, int], ...] = ()

    def __post_init__(self) -> None:
        if not self.units or self.centres.shape != (len(self.units), 2):
            raise BadInput(f"A panel of cells needs a centre for each of its units: found {len(self.units)} units.")
        if len(self.month) and not (self.month.min() >= 0 and self.month.max() < self.months):
            raise BadInput(f"An event lies outside {label(self.start)}..{label(self.end)}.")
        if len(self.unit) and not (self.unit.min() >= -1 and self.unit.max() < len(self.units)):
            raise BadInput("An event lies in a unit that is not there.")

    @property
    def months(self) -> int:
        """How many months it holds."""
        return len(self.visible)

    @property
    def end(self) -> int:
        """The newest month."""
        return self.start + self.months - 1

    def until(self, month: int) -> "CellPanel":
        """The panel as it ends at a month: later months are cut off, not hidden."""
        if not self.start <= month <= self.end:
            raise BadInput(f"{label(month)} lies outside the panel, {label(self.start)}..{label(self.end)}.")
        kept = self.month <= month - self.start
        return replace(
            self, unit=self.unit[kept], month=self.month[kept], kind=self.kind[kept],
            deaths=self.deaths[kept], where=self.where[kept], visible=self.visible[: month - self.start + 1],
            as_of=last_day(month),
        )  # fmt: skip

    def counts(self, *kinds: str, deaths: bool = False) -> Floats:
        """Events of some kinds (none named: of every kind), or the deaths in them, (units, months)."""
        inside = self.unit >= 0
        if kinds:
            inside &= np.isin(self.kind, [KINDS.index(kind) for kind in kinds])
        cell = self.unit[inside].astype(np.int64) * self.months + self.month[inside]
        shape = len(self.units), self.months
        weights = self.deaths[inside] if deaths else None
        return np.bincount(cell, weights, minlength=shape[0] * shape[1]).reshape(shape).astype(np.float64)


class Model(NamedTuple):
    """A control model: the two functions of its module."""

    fit: Callable[..., Any]
    states: Callable[..., StateProbabilities]


def models() -> dict[str, Model]:
    """Every control model by name; one that was published with a flaw is there twice."""
    found = {}
    fits, published = entries(__name__, "fit"), entries(__name__, "fit_published")
    for name, states in entries(__name__, "states").items():
        found[name] = Model(fits[name], states)
        if name in published:
            found[f"{name}_published"] = Model(published[name], states)
    return found


@cache
def shipped(model: str) -> Any:
    """What a model learned from simulated wars, and ships with: see `python docs/shipped_control.py`."""
    return json.loads((files("smoulder") / "shipped_control.json").read_text("utf-8"))["models"][model]


def answer(panel: CellPanel, model: str, holders: Floats, prior: Floats, *, filtered: bool) -> StateProbabilities:
    """A model's answer: chances of HOLDERS, (units, months, 3), with the unknown share told apart.

    The unknown share is min over holders of chance / prior, so that what is left of each chance is at least 0.
    """
    unknown = np.minimum((holders / prior).min(axis=2), 1.0)
    values = np.empty((*holders.shape[:2], len(STATES)))
    values[:, :, :-1] = np.maximum(holders - unknown[:, :, None] * prior, 0)
    values[:, :, -1] = unknown
    values /= values.sum(axis=2, keepdims=True)
    return StateProbabilities(values, panel.units, STATES, panel.start, np.append(prior, 0.0), model, filtered)


BESIDE = 0.3  # share of an event's weight in units that touch its own
OWN = ("taken", "advance", "retreat", "battle_won", "battle_lost", "battle_even", "strike", "civilians", "remote")


def felt(panel: CellPanel, half_life: float, *, deaths: bool = False) -> Floats:
    """log(1 + the group's events, or deaths in them, in a unit and beside it, half as heavy after so many months).

    (units, months).
    """
    own = panel.counts(*OWN, deaths=deaths)
    pairs = panel.beside
    near = csr_array((np.full(len(pairs), BESIDE), (pairs[:, 0], pairs[:, 1])), shape=(len(own), len(own)))
    return np.asarray(np.log1p(fading(own + near @ own, half_life)), dtype=np.float64)


def fading(counts: Floats, half_life: float) -> Floats:
    """Counts by unit and month with those of the months before, half as heavy after so many months, (units, months)."""
    found, stays = np.array(counts, dtype=np.float64), 0.5 ** (1 / half_life)
    for month in range(1, found.shape[1]):
        found[:, month] += stays * found[:, month - 1]
    return found


def shares(known: Sequence[Known], weight: float) -> Floats:
    """How often units were held by each of HOLDERS, drawn towards even shares that are worth so many unit-months."""
    seen = sum((np.bincount(each[each >= 0], minlength=3) for each in known), np.zeros(3))
    return np.asarray((seen + weight / 3) / (seen.sum() + weight))
