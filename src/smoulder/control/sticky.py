"""A sticky hidden Markov model over cells: what is seen is learned, and what is not seen fades to unknown.

Each unit is the group's, contested or an opponent's, and somebody watches it or nobody does. From month to month it
stays what it was, or is drawn anew: from what the units beside it were the month before, or from the prior. A month
with events was watched, and tells by how many there were and by their kinds, less for each further event of a month,
since events come in bursts. A silent month tells of calm for as long as the unit is likely to be watched; the longer
the silence, the likelier it is that nobody looks, and then it tells nothing: the answer drifts to what its surroundings
are, and those to the prior; never to certainty. A blind month tells nothing.

The tables are learned by expectation maximisation (Baum et al. 1970; Dempster et al. 1977): where it is known who held
what, from that; otherwise from the panel itself, held to what simulated wars taught as much as STRENGTH unit-months
would. Filtered, an answer uses its month and those before; smoothed, all (forward-backward).

Assumes: units beside each other are often held alike; kinds of events mean the same in all of a war's places and months.
Fails when: a war is fought as none of those learned from; a front moves across land where nothing is recorded; a third
party holds land in silence, since everybody but the group is one opponent.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from smoulder.control import KINDS, NOBODY_KNOWS, CellPanel, Known, answer, shares, shipped
from smoulder.types import Floats, StateProbabilities

NEIGHBOURS = 0.95  # how often a unit that is drawn anew takes after the units beside it
WATCH = np.array([0.02, 0.01])  # how often a unit comes to be watched in a month, and ceases to be
FORGOTTEN = 0.03  # how often what nobody watches is as good as unknown a month later
BUSY = (2, 5)  # events of a month from which on it is a busy, and a very busy one
STRENGTH = 10_000.0  # unit-months that what was learned before is worth
WEAK = 5.0  # months that even tables are worth where it is known who held what
ROUNDS = 4  # of expectation maximisation
Places = npt.NDArray[np.int64]


class Parameters(NamedTuple):
    """Tables by holder, in the order of HOLDERS.

    active: chance of an event in a watched month, (3,); busy: of one event, a few, many, given any, (3, 3); kinds: of
    each of KINDS, (3, kinds); change: of being drawn anew in a month, (3,); prior: shares of units of which nothing is
    known, (3,).
    """

    active: Floats
    busy: Floats
    kinds: Floats
    change: Floats
    prior: Floats


EVEN = Parameters(
    np.full(3, 0.2), np.full((3, 3), 1 / 3), np.full((3, len(KINDS)), 1 / len(KINDS)), np.full(3, 0.05),
    np.full(3, 1 / 3),
)  # fmt: skip


class Seen(NamedTuple):
    """Months of units with events, by month: which, how busy (0, 1, 2), and the weight of each kind, (rows, kinds)."""

    month: Places
    unit: Places
    busy: Places
    kinds: Floats


class Expected(NamedTuple):
    """Smoothed chances (months, units, 3), and of them watched; how often units of each holder were drawn anew, (3,)."""

    held: Floats
    watched: Floats
    drawn: Floats


def fit(pool: CellPanel, known: Known | None = None) -> Parameters:
    """Tables from who is known to hold what, or from the panel itself, held to what ships."""
    start = parameters_from(shipped("sticky")) if known is None else EVEN._replace(prior=shares(known, 3.0))
    parameters, seen, strength = start, gather(pool), STRENGTH if known is None else WEAK
    for _ in range(ROUNDS if len(seen.month) else 0):
        parameters = _learn(parameters, start, strength, pool, seen, known)
    return parameters


def states(parameters: Parameters, panel: CellPanel, *, filtered: bool) -> StateProbabilities:
    """Chances of each holder, and how much of them is no more than the prior."""
    seen = gather(panel)
    passed = _forward(parameters, panel, seen, None)
    held = passed.sum(axis=3) if filtered else _backward(parameters, panel, seen, None, passed).held
    return answer(panel, "sticky", held.transpose(1, 0, 2), parameters.prior, filtered=filtered)


def parameters_from(told: dict[str, Any]) -> Parameters:
    """Tables from JSON."""
    return Parameters(**{name: np.array(told[name], dtype=np.float64) for name in Parameters._fields})


def gather(panel: CellPanel) -> Seen:
    """The months of units with events."""
    size, inside = len(panel.units), panel.unit >= 0
    cell = panel.month[inside].astype(np.int64) * size + panel.unit[inside]
    own, place = np.unique(cell, return_inverse=True)
    counts = np.bincount(place * len(KINDS) + panel.kind[inside], minlength=len(own) * len(KINDS))
    kinds = counts.reshape(len(own), len(KINDS)).astype(np.float64)
    total = kinds.sum(axis=1)
    heeded = np.log2(1 + total) / np.maximum(total, 1)
    return Seen(own // size, own % size, np.searchsorted(BUSY, total, side="right"), kinds * heeded[:, None])


class _Likelihood:
    """How likely what was seen in a month is, by unit, holder and whether it was watched: (units, 3, 2)."""

    def __init__(self, parameters: Parameters, panel: CellPanel, seen: Seen, known: Known | None) -> None:
        log = np.log(parameters.active) + np.log(parameters.busy)[:, seen.busy].T
        log += seen.kinds @ np.log(parameters.kinds).T
        self.told = np.exp(log - log.max(axis=1, keepdims=True))
        self.silent = np.stack([np.ones(3), 1 - parameters.active], axis=1)
        self.panel, self.seen, self.known = panel, seen, known

    def __call__(self, month: int) -> Floats:
        found = np.tile(self.silent if self.panel.visible[month] else np.ones((3, 2)), (len(self.panel.units), 1, 1))
        low, high = np.searchsorted(self.seen.month, (month, month + 1))
        found[self.seen.unit[low:high], :, 0] = 0
        found[self.seen.unit[low:high], :, 1] = self.told[low:high]
        if self.known is not None:
            holder = self.known[:, month]
            sure = np.flatnonzero(holder != NOBODY_KNOWS)
            found[sure] *= np.eye(3)[holder[sure]][:, :, None] + 1e-12
        return found


def _around(panel: CellPanel) -> tuple[csr_array, Floats]:
    """The mean over the units beside each one, as a matrix, and which units have none beside them."""
    one, other = panel.beside.T
    size = len(panel.units)
    degree = np.bincount(one, minlength=size)
    return csr_array((1 / degree[one], (one, other)), shape=(size, size)), (degree == 0).astype(np.float64)[:, None]


def _targets(parameters: Parameters, around: csr_array, alone: Floats, held: Floats) -> Floats:
    """What a unit that is drawn anew becomes, by what was held the month before, (units, 3)."""
    near = around @ held + alone * parameters.prior
    return np.asarray((1 - NEIGHBOURS) * parameters.prior + NEIGHBOURS * near)


TURNS = np.array([[1 - WATCH[0], WATCH[0]], [WATCH[1], 1 - WATCH[1]]])  # from unwatched and watched to either


def _forward(parameters: Parameters, panel: CellPanel, seen: Seen, known: Known | None) -> Floats:
    """Filtered chances by holder and watch, (months, units, 3, 2)."""
    around, alone = _around(panel)
    likelihood, change, prior = _Likelihood(parameters, panel, seen, known), parameters.change, parameters.prior
    now = np.broadcast_to(prior[:, None] * WATCH / WATCH.sum(), (len(panel.units), 3, 2))
    passed = np.empty((panel.months, *now.shape))
    for month in range(panel.months):
        if month:
            target = _targets(parameters, around, alone, now.sum(axis=2))
            drawn = np.einsum("uhw,h->uw", now, change)
            now = now * (1 - change)[:, None] + target[:, :, None] * drawn[:, None, :]
            now[..., 0] += FORGOTTEN * (now[..., 0].sum(axis=1, keepdims=True) * prior - now[..., 0])
            now = now @ TURNS
        now = now * likelihood(month)
        now = now / now.sum(axis=(1, 2), keepdims=True)
        passed[month] = now
    return passed


def _backward(parameters: Parameters, panel: CellPanel, seen: Seen, known: Known | None, passed: Floats) -> Expected:
    """Smoothed chances from filtered ones."""
    around, alone = _around(panel)
    likelihood, change, prior = _Likelihood(parameters, panel, seen, known), parameters.change, parameters.prior
    held, watched = passed.sum(axis=3), passed[..., 1].copy()
    after, drawn = np.ones(passed.shape[1:]), np.zeros(3)
    for month in range(panel.months - 1, 0, -1):
        before = passed[month - 1]
        ahead = (after * likelihood(month)) @ TURNS.T
        ahead[..., 0] += FORGOTTEN * (ahead[..., 0] @ prior[:, None] - ahead[..., 0])
        target = _targets(parameters, around, alone, before.sum(axis=2))
        anew = np.einsum("uh,uhw->uw", target, ahead)
        after = ahead * (1 - change)[:, None] + change[:, None] * anew[:, None, :]
        both = before * after
        total = both.sum(axis=(1, 2))
        drawn += np.einsum("uhw,uw,u->h", before, anew, 1 / total) * change
        both = both / total[:, None, None]
        held[month - 1], watched[month - 1] = both.sum(axis=2), both[..., 1]
        after = after / after.max(axis=(1, 2), keepdims=True)
    return Expected(held, watched, drawn)


def _learn(
    parameters: Parameters, start: Parameters, strength: float, panel: CellPanel, seen: Seen, known: Known | None
) -> Parameters:
    """One round: tables from the chances that they give, held to those of the start."""
    passed = _forward(parameters, panel, seen, known)
    held, watched, drawn = _backward(parameters, panel, seen, known, passed)
    share = held[seen.month, seen.unit]
    months, looked = held[:-1].sum(axis=(0, 1)), watched[panel.visible].sum(axis=(0, 1))
    unseen = (held - watched).sum(axis=(0, 1))
    return Parameters(
        (share.sum(axis=0) + strength * start.active) / (looked + strength),
        _mix(np.stack([share[seen.busy == each].sum(axis=0) for each in range(3)], axis=1), start.busy, strength),
        _mix(share.T @ seen.kinds, start.kinds, strength),
        (drawn + strength * start.change) / (months + strength),
        start.prior if known is None else (unseen + strength * start.prior) / (unseen.sum() + strength),
    )


def _mix(counted: Floats, start: Floats, strength: float) -> Floats:
    """Rows of counts as shares, held to those of a start."""
    return np.asarray((counted + strength * start) / (counted.sum(axis=1, keepdims=True) + strength))
