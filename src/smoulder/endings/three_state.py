"""Active, quiet or ended: a hidden Markov model, filtered forwards only, in which a silent month may hide activity.

A unit is of one of three kinds, which differ in how often an active or a quiet month shows an event; within its kind
it moves between active and quiet, and from both it may end, for good (Raghavan, Galstyan & Tartakovsky 2013, Annals of
Applied Statistics 7, with the ended state of occupancy models: MacKenzie et al. 2003, Ecology 84). Learned from the
pool by Baum and Welch's algorithm; priors worth PRIOR unit-months keep each chance away from 0. A blind month moves
the states and shows nothing, so that certainty fades with it. The state is always that after the newest month.

A month is one of three matrices, the moves times the chance of what it shows; a run of months that show the same, a
power of it. How often a move was made is its chance times the slope of the log likelihood in it, back through powers.

Assumes: how a unit goes on depends on its present state only; months within a state are alike for all of its kind.
Fails when: rests last longer than the pool's quiet state lets them; groups that share a state differ in other ways.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from smoulder.endings import answer
from smoulder.types import HORIZON, SCORED_ACTIVE, Bools, Floats, Panel, ReturnCurves

Places = npt.NDArray[np.intp]

KINDS, ROUNDS, PRIOR, FEWEST = 3, 40, 2.0, 10
STATES = 2 * KINDS + 1  # active and quiet by kind, then ended
ACTIVE, QUIET = (0.6, 0.3, 0.12), (0.05, 0.02, 0.006)  # the chance of an event, to begin with
MOVES = np.array([[0.90, 0.09, 0.01], [0.03, 0.96, 0.01]])  # from active and quiet, to active, quiet and ended
SILENCE, EVENT, BLIND = range(3)  # what a month shows
LONGEST = 60  # months of a run, so that its chance is never too small a number


class Parameters(NamedTuple):
    """The chance of each state at the first sighting, of each move, and of an event in each state.

    first: (states,), moves: (states, states), event: (states,); not a number if the pool taught nothing.
    """

    first: Floats
    moves: Floats
    event: Floats


class Runs(NamedTuple):
    """The months after each first sighting, cut into runs: of which unit, what they show and how long, each (runs,).

    turns: the places of each unit's first run, of each one's second, and so on; alike: of runs that show the same.
    """

    unit: Places
    shown: Places
    months: Places
    turns: list[Places]
    alike: list[Places]


def _start() -> Parameters:
    moves = np.zeros((STATES, STATES))
    moves[:-1, :-1] = np.kron(np.eye(KINDS), MOVES[:, :2])
    moves[:, -1] = [*np.tile(MOVES[:, 2], KINDS), 1]
    event = np.append(np.stack([ACTIVE, QUIET], axis=1), 0.0)
    return Parameters(np.append(np.tile([1 / KINDS, 0.0], KINDS), 0.0), moves, event)


def _runs(active: Bools, visible: Bools) -> Runs:
    months = active.shape[1]
    known = np.zeros_like(active)
    known[:, 1:] = np.logical_or.accumulate(active, axis=1)[:, :-1]
    showed = np.where(known, np.where(visible, np.where(active, EVENT, SILENCE), BLIND), -1)
    begins = np.diff(showed, axis=1, prepend=-1) != 0
    begins[:, ::LONGEST] |= known[:, ::LONGEST]
    unit, month = np.nonzero(begins)
    ends = np.where(np.append(np.diff(unit) > 0, True), months, np.append(month[1:], months))
    shown, length = showed[unit, month], ends - month
    turn = np.arange(len(unit)) - np.searchsorted(unit, unit)
    return Runs(unit, shown, length, _places(turn), _places(shown * months + length))


def _places(keys: Places) -> list[Places]:
    """The places of each key, by key."""
    order = np.argsort(keys, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(keys[order])) + 1)


def _powers(parameters: Parameters, longest: int) -> Floats:
    """The powers 0..longest of the matrix of a month, by what it shows, (powers, 3, states, states)."""
    _, moves, event = parameters
    month = np.stack([moves * (1 - event), moves * event, moves])
    powers = [np.broadcast_to(np.eye(STATES), month.shape)]
    for _ in range(longest):
        powers.append(powers[-1] @ month)
    return np.stack(powers)


def _carry(now: Floats, ways: Floats, unit: Places, turns: Iterable[Places]) -> tuple[Floats, Floats]:
    """Each unit's states taken through its runs: as each run finds them, (runs, states), and the last, (units, states).

    ways: the matrix of each run, (runs, states, states).
    """
    found, now = np.empty(ways.shape[:2]), now.copy()
    for turn in turns:
        found[turn] = now[unit[turn]]
        moved = np.einsum("us,ust->ut", found[turn], ways[turn])
        now[unit[turn]] = moved / moved.sum(axis=1, keepdims=True)
    return found, now


def _learn(parameters: Parameters, runs: Runs, units: int) -> Parameters:
    """One round of expectation and maximisation."""
    powers = _powers(parameters, LONGEST)
    ways, back = powers[runs.months, runs.shown], powers.transpose(0, 1, 3, 2)
    before, _ = _carry(np.tile(parameters.first, (units, 1)), ways, runs.unit, runs.turns)
    after, ahead = _carry(np.ones((units, STATES)), ways.transpose(0, 2, 1), runs.unit, reversed(runs.turns))
    after /= np.einsum("rs,rst,rt->r", before, ways, after)[:, None]
    by_power, slope = np.zeros_like(powers), np.zeros_like(powers[1])
    for alike in runs.alike:
        by_power[runs.months[alike[0]], runs.shown[alike[0]]] = before[alike].T @ after[alike]
    for months in range(LONGEST, 0, -1):
        slope += back[months - 1] @ by_power[months]
        by_power[months - 1] += by_power[months] @ back[1]
    moved, prior = powers[1] * slope, _start()
    moves = moved.sum(axis=0) + PRIOR * prior.moves
    silent, struck, _ = moved.sum(axis=1)
    event = (struck + PRIOR * prior.event) / (struck + silent + PRIOR)
    first = parameters.first * ahead
    first = (first / first.sum(axis=1, keepdims=True)).sum(axis=0) + PRIOR * prior.first
    return Parameters(first / first.sum(), moves / moves.sum(axis=1, keepdims=True), event)


def fit(pool: Panel) -> Parameters:
    """Learn from the units that have enough active months to be scored."""
    kept = pool.active_months[:, -1] >= SCORED_ACTIVE
    parameters = _start()
    if kept.sum() < FEWEST:
        return Parameters(*(np.full_like(part, np.nan) for part in parameters))
    runs = _runs(pool.values[kept] > 0, pool.visible[kept])
    for _ in range(ROUNDS):
        parameters = _learn(parameters, runs, int(kept.sum()))
    return parameters


def curves(parameters: Parameters, panel: Panel) -> ReturnCurves:
    """One minus the chance that no month of the future shows an event."""
    runs, powers = _runs(panel.values > 0, panel.visible), _powers(parameters, HORIZON)
    start = np.tile(parameters.first, (len(panel.units), 1))
    _, now = _carry(start, powers[runs.months, runs.shown], runs.unit, runs.turns)
    quiet = np.einsum("us,hs->uh", now, powers[1:, SILENCE].sum(axis=-1))
    return answer(panel, "three_state", np.clip(1 - quiet, 0, 1))
