"""Active, quiet or ended: a hidden Markov model, filtered forwards only, in which a silent month may hide activity.

A unit is of one of three kinds, which differ in how often an active or a quiet month shows an event; within its kind
it moves between active and quiet, and from both it may end, for good (Raghavan, Galstyan & Tartakovsky 2013, Annals of
Applied Statistics 7, with the ended state of occupancy models: MacKenzie et al. 2003, Ecology 84). Learned from the
pool by Baum and Welch's algorithm; priors worth PRIOR unit-months keep each chance away from 0. A blind month moves
the states and shows nothing, so that certainty fades with it. The state is always that after the newest month.

Assumes: how a unit goes on depends on its present state only; months within a state are alike for all of its kind.
Fails when: rests last longer than the pool's quiet state lets them; groups that share a state differ in other ways.
"""

from typing import NamedTuple

import numpy as np

from smoulder.endings import answer
from smoulder.types import HORIZON, SCORED_ACTIVE, Bools, Floats, Panel, ReturnCurves

KINDS, ROUNDS, PRIOR, FEWEST = 3, 40, 2.0, 10
STATES = 2 * KINDS + 1  # active and quiet by kind, then ended
ACTIVE, QUIET = (0.6, 0.3, 0.12), (0.05, 0.02, 0.006)  # the chance of an event, to begin with
MOVES = np.array([[0.90, 0.09, 0.01], [0.03, 0.96, 0.01]])  # from active and quiet, to active, quiet and ended


class Parameters(NamedTuple):
    """The chance of each state at the first sighting, of each move, and of an event in each state.

    first: (states,), moves: (states, states), event: (states,); not a number if the pool taught nothing.
    """

    first: Floats
    moves: Floats
    event: Floats


def _start() -> Parameters:
    moves = np.zeros((STATES, STATES))
    for kind in range(KINDS):
        pair = [2 * kind, 2 * kind + 1]
        moves[np.ix_(pair, [*pair, STATES - 1])] = MOVES
    moves[-1, -1] = 1
    event = np.append(np.stack([ACTIVE, QUIET], axis=1).ravel(), 0.0)
    return Parameters(np.append(np.tile([1 / KINDS, 0.0], KINDS), 0.0), moves, event)


def _shown(event: Floats, active: Bools, visible: Bools) -> Floats:
    """The chance of what each unit showed in a month, by state, (units, states); 1 if blind."""
    told = np.where(active[:, None], event, 1 - event)
    return np.where(visible[:, None], told, 1.0)


def _forward(parameters: Parameters, active: Bools, visible: Bools, begins: Floats) -> Floats:
    """P(state | months so far), (months, units, states); before its first sighting a unit is where it will begin."""
    filtered = np.empty((active.shape[1], active.shape[0], STATES))
    now = np.tile(parameters.first, (len(active), 1))
    for month in range(active.shape[1]):
        moved = (now @ parameters.moves) * _shown(parameters.event, active[:, month], visible[:, month])
        later = (month > begins)[:, None]
        now = np.where(later, moved / np.maximum(moved.sum(axis=1, keepdims=True), 1e-300), now)
        filtered[month] = now
    return filtered


def _learn(parameters: Parameters, active: Bools, visible: Bools, begins: Floats) -> Parameters:
    """One round of expectation and maximisation."""
    filtered = _forward(parameters, active, visible, begins)
    prior = _start()
    moves = PRIOR * prior.moves
    showed, looked = PRIOR * prior.event, np.full(STATES, PRIOR)
    ahead = np.ones((len(active), STATES))
    for month in range(active.shape[1] - 1, 0, -1):
        later = (month > begins)[:, None]
        told = _shown(parameters.event, active[:, month], visible[:, month]) * ahead
        behind = told @ parameters.moves.T
        share = filtered[month] * ahead
        share = np.where(later, share / np.maximum(share.sum(axis=1, keepdims=True), 1e-300), 0)
        whole = np.maximum((filtered[month - 1] * behind).sum(axis=1, keepdims=True), 1e-300)
        moves += parameters.moves * (np.where(later, filtered[month - 1] / whole, 0).T @ told)
        showed += share[active[:, month]].sum(axis=0)
        looked += share[visible[:, month]].sum(axis=0)
        ahead = np.where(later, behind / np.maximum(behind.max(axis=1, keepdims=True), 1e-300), ahead)
    first = parameters.first * ahead
    first = (first / first.sum(axis=1, keepdims=True)).sum(axis=0) + PRIOR * prior.first
    event = np.append((showed / looked)[:-1], 0.0)
    return Parameters(first / first.sum(), moves / moves.sum(axis=1, keepdims=True), event)


def _begins(panel: Panel) -> Floats:
    return np.asarray(np.argmax(panel.values > 0, axis=1), dtype=np.float64)


def fit(pool: Panel) -> Parameters:
    """Learn from the units that have enough active months to be scored."""
    kept = pool.active_months[:, -1] >= SCORED_ACTIVE
    parameters = _start()
    if kept.sum() < FEWEST:
        return Parameters(*(np.full_like(part, np.nan) for part in parameters))
    active, visible, begins = pool.values[kept] > 0, pool.visible[kept], _begins(pool)[kept]
    for _ in range(ROUNDS):
        parameters = _learn(parameters, active, visible, begins)
    return parameters


def curves(parameters: Parameters, panel: Panel) -> ReturnCurves:
    """One minus the chance that no month of the future shows an event."""
    now = _forward(parameters, panel.values > 0, panel.visible, _begins(panel))[-1]
    quiet = np.empty((len(now), HORIZON))
    for ahead in range(HORIZON):
        now = (now @ parameters.moves) * (1 - parameters.event)
        quiet[:, ahead] = now.sum(axis=1)
    return answer(panel, "three_state", np.clip(1 - quiet, 0, 1))
