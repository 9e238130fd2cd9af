"""A sticky hidden Markov model over cells: what is seen is learned, and what is not seen fades to unknown.

Each unit is the group's, contested or an opponent's, and somebody watches it or nobody does. From month to month it
stays what it was, or is drawn anew: from what the units beside it were the month before, or from the prior. A month
with events was watched. It tells by how many died where the group took part, next to what has been usual in this war so
far; by kinds of events, less for each further event of a month, since events come in bursts; and by what others did
there. A silent month tells of calm for as long as the unit is likely to be watched; the longer the silence, the
likelier it is that nobody looks, and then it tells nothing: the answer drifts to what its surroundings are, and those
to the prior; never to certainty. A blind month tells nothing. A last step, a logistic regression on the odds so found
of a unit and of those beside it, on the group's decayed events and deaths there, and on who was told to win ground
there and beside it, makes them mean what they say.

The tables are learned by expectation maximisation (Baum et al. 1970; Dempster et al. 1977), with who held what known:
from polygons, or from simulated wars, which is what ships. To learn on from a panel in which nobody knows was tried,
and made the scores of simulated wars worse. Filtered, an answer uses its month and those before; smoothed, all.

Assumes: units beside each other are often held alike; kinds and deaths of events mean the same all over a war.
Fails when: a war is fought as none of those learned from; a front moves across land where nothing is recorded; a third
party holds land in silence, since everybody but the group is one opponent.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.special import log_softmax, softmax

from smoulder.control import KINDS, NOBODY_KNOWS, CellPanel, Known, answer, fading, felt, shares, shipped
from smoulder.types import Floats, StateProbabilities

NEIGHBOURS = 0.95  # how often a unit that is drawn anew takes after the units beside it
WATCH = np.array([0.02, 0.01])  # how often a unit comes to be watched in a month, and ceases to be
HALF_LIFE, LASTING = 6.0, 18.0  # months, of the exposure that the last step looks at, and of what was told
INPUTS = 8  # of the last step
FORGOTTEN = 0.03  # how often what nobody watches is as good as unknown a month later
WEIGHT = 0.8  # how much of the evidence of kinds is heeded: they mean other things in other wars
DEADLY = (0.1, 0.3, 1.0, 3.0)  # times the usual number of deaths of a month with events: edges of five classes
USUAL, SURE = 10.0, 20.0  # the usual number before a war has shown its own, worth so many months with events
AROUND = ("repression", "others")  # kinds of events without the group; fights of others are the more, or the fewer
WEAK = 5.0  # unit-months that even tables are worth
ROUNDS, RIDGE = 4, 1e-4  # of expectation maximisation; how strongly the last step is held to nothing
Places = npt.NDArray[np.int64]


class Parameters(NamedTuple):
    """Tables by holder, in the order of HOLDERS.

    active: chance of an event with the group in a watched month, (3,); around: of others' violence against civilians,
    of a few fights of others, of more than the group has, (3, 3); deadly: of each class of deaths, given any event,
    (3, 5); kinds: of each of KINDS, (3, kinds); change: of being drawn anew in a month, (3,); prior: shares of units
    of which nothing is known, (3,); layer: of the last step, (INPUTS, 3).
    """

    active: Floats
    around: Floats
    deadly: Floats
    kinds: Floats
    change: Floats
    prior: Floats
    layer: Floats


EVEN = Parameters(
    np.full(3, 0.2), np.full((3, 3), 0.1), np.full((3, 5), 1 / 5), np.full((3, len(KINDS)), 1 / len(KINDS)),
    np.full(3, 0.05), np.full(3, 1 / 3), np.zeros((INPUTS, 3)),
)  # fmt: skip


class Seen(NamedTuple):
    """Months of units with events, by month: which, whether the group took part, how deadly, what else there was.

    own: (rows,); deadly: 0 to 4, (rows,); around: what others did there, yes or no, (rows, 3); kinds: the weight of
    each kind, none for AROUND, (rows, kinds).
    """

    month: Places
    unit: Places
    own: Floats
    deadly: Places
    around: Floats
    kinds: Floats


class Expected(NamedTuple):
    """Smoothed chances (months, units, 3), of them watched; how often each holder's units were drawn anew, (3,)."""

    held: Floats
    watched: Floats
    drawn: Floats


def fit(pools: Sequence[CellPanel], known: Sequence[Known] | None = None) -> Parameters:
    """Tables from who is known to hold what, or those that ship."""
    if known is None:
        return Parameters(**{name: np.array(table) for name, table in shipped("sticky").items()})
    start = parameters = EVEN._replace(prior=shares(known, WEAK))
    wars = [(pool, gather(pool), each) for pool, each in zip(pools, known, strict=True)]
    for _ in range(ROUNDS):
        parameters = _learn(parameters, start, wars)
    told, held = [], []
    for pool, seen, each in wars:
        passed = _forward(parameters, pool, seen, None).sum(axis=3)
        told.append(_inputs(pool, passed)[each != NOBODY_KNOWS])
        held.append(each[each != NOBODY_KNOWS])
    return parameters._replace(layer=_logistic(np.concatenate(told), np.concatenate(held)))


def states(parameters: Parameters, panel: CellPanel, *, filtered: bool) -> StateProbabilities:
    """Chances of each holder, and how much of them is no more than the prior."""
    seen = gather(panel)
    passed = _forward(parameters, panel, seen, None)
    held = passed.sum(axis=3) if filtered else _backward(parameters, panel, seen, None, passed).held
    holders = softmax(_inputs(panel, held) @ parameters.layer, axis=2)
    odds = _odds(parameters.prior)
    unseen = softmax(np.concatenate([[1.0], odds, odds, np.zeros(INPUTS - 5)]) @ parameters.layer)
    return answer(panel, "sticky", holders, unseen, filtered=filtered)


def _odds(held: Floats) -> Floats:
    """Log odds of group and contested against opponent, kept within reason."""
    log = np.log(held + 1e-4)
    return np.asarray(log[..., :2] - log[..., 2:])


def _inputs(panel: CellPanel, held: Floats) -> Floats:
    """What the last step looks at, (units, months, INPUTS): one, odds of a unit, of those beside it, exposures, and
    what was told of who wins ground, for the group less against it.
    """
    around, alone = _around(panel)
    odds = _odds(held)
    flat = odds.transpose(1, 0, 2).reshape(len(panel.units), -1)
    near = (around @ flat + alone * flat).reshape(len(panel.units), panel.months, 2)
    one = np.ones((len(panel.units), panel.months, 1))
    exposures = [felt(panel, HALF_LIFE, deaths=deaths)[:, :, None] for deaths in (False, True)]
    gained = panel.counts("taken", "advance") - panel.counts("retaken", "retreat")
    told = fading(gained + around @ gained, LASTING)
    return np.concatenate([one, odds.transpose(1, 0, 2), near, *exposures, np.arcsinh(told)[:, :, None]], axis=2)


def _logistic(x: Floats, holder: Known) -> Floats:
    """Multinomial logistic regression of the holder, held a little towards nothing, (inputs, 3)."""
    happened = np.eye(3)[holder]

    from scipy.optimize import minimize  # here, because it takes a second that only learning needs

    def loss(flat: Floats) -> tuple[float, Floats]:
        table = flat.reshape(-1, 3)
        log = log_softmax(x @ table, axis=1)
        value = -float((happened * log).sum(axis=1).mean()) + RIDGE * float((table[1:] ** 2).sum())
        slope = x.T @ (np.exp(log) - happened) / len(x)
        slope[1:] += 2 * RIDGE * table[1:]
        return value, slope.ravel()

    found = minimize(loss, np.zeros(x.shape[1] * 3), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return np.asarray(found.reshape(-1, 3))


def gather(panel: CellPanel) -> Seen:
    """The months of units with events."""
    size, inside = len(panel.units), panel.unit >= 0
    cell = panel.month[inside].astype(np.int64) * size + panel.unit[inside]
    own, place = np.unique(cell, return_inverse=True)
    counts = np.bincount(place * len(KINDS) + panel.kind[inside], minlength=len(own) * len(KINDS))
    kinds = counts.reshape(len(own), len(KINDS)).astype(np.float64)
    beside = [KINDS.index(kind) for kind in AROUND]
    repressed, others = kinds[:, beside].T
    kinds[:, beside] = 0
    month, told = own // size, kinds.sum(axis=1)
    total = told - kinds[:, KINDS.index("retaken")]  # which may be told of a fight of others
    around = np.column_stack([repressed > 0, (others > 0) & (others <= total), others > total]).astype(np.float64)
    outside = np.isin(panel.kind[inside], beside)
    deaths = np.bincount(place, np.where(outside, 0, panel.deaths[inside]), len(own))
    fallen, active = (np.bincount(month, each, panel.months).cumsum() for each in (deaths, total > 0))
    usual = ((fallen + SURE * USUAL) / (active + SURE))[month]
    heeded = WEIGHT * np.log2(1 + told) / np.maximum(told, 1)
    deadly = np.searchsorted(DEADLY, deaths / usual, side="right")
    return Seen(month, own % size, (total > 0).astype(np.float64), deadly, around, kinds * heeded[:, None])


class _Likelihood:
    """How likely what was seen in a month is, by unit, holder and whether it was watched: (units, 3, 2)."""

    def __init__(self, parameters: Parameters, panel: CellPanel, seen: Seen, known: Known | None) -> None:
        own, around = seen.own[:, None], seen.around
        log = own * (np.log(parameters.active) + np.log(parameters.deadly)[:, seen.deadly].T)
        log += (1 - own) * np.log(1 - parameters.active) + seen.kinds @ np.log(parameters.kinds).T
        log += around @ np.log(parameters.around).T + (1 - around) @ np.log(1 - parameters.around).T
        self.told = np.exp(log - log.max(axis=1, keepdims=True))
        nothing = (1 - parameters.active) * (1 - parameters.around).prod(axis=1)
        self.silent = np.stack([np.ones(3), nothing], axis=1)
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


def _learn(parameters: Parameters, start: Parameters, wars: Sequence[tuple[CellPanel, Seen, Known]]) -> Parameters:
    """One round: tables counted with the chances that they give, held a little to those of the start."""
    parts = []
    for panel, seen, known in wars:
        passed = _forward(parameters, panel, seen, known)
        held, watched, drawn = _backward(parameters, panel, seen, known, passed)
        share = held[seen.month, seen.unit]
        own = share * seen.own[:, None]
        parts.append(
            (
                own.sum(axis=0), watched[panel.visible].sum(axis=(0, 1)), share.T @ seen.around,
                np.stack([own[seen.deadly == each].sum(axis=0) for each in range(5)], axis=1), share.T @ seen.kinds,
                drawn, held[:-1].sum(axis=(0, 1)), (held - watched).sum(axis=(0, 1)),
            )
        )  # fmt: skip
    active, looked, around, deadly, kinds, drawn, months, unseen = (sum(each) for each in zip(*parts, strict=True))
    return Parameters(
        (active + WEAK * start.active) / (looked + WEAK),
        (around + WEAK * start.around) / (looked[:, None] + WEAK),
        _mix(deadly, start.deadly),
        _mix(kinds, start.kinds),
        (drawn + WEAK * start.change) / (months + WEAK),
        (unseen + WEAK * start.prior) / (unseen.sum() + WEAK),
        start.layer,
    )


def _mix(counted: Floats, start: Floats) -> Floats:
    """Rows of counts as shares, held to those of a start."""
    return np.asarray((counted + WEAK * start) / (counted.sum(axis=1, keepdims=True) + WEAK))
