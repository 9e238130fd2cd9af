"""Anders's hidden Markov model of territorial control, rebuilt: as it was meant, and as it was published.

Anders, T. 2020, "Territorial control in civil wars: Theory and measurement using machine learning", Journal of Peace
Research 57(6), 701-714. A unit's exposure to terrorism and to conventional fighting is a sum over events of logistic
weights of distance and age; which of the two dominates, by their distribution over the units of the month, is one of
four symbols; from these five states are told, with tables that are stated and not learned. The published run handed
its transition table to a function that reads it the other way round: `anders2020_published` does that, and gives the
published states of Colombia exactly; `anders2020` uses the table as the article documents it.

Smoothed, the answer is the likeliest sequence of states, as published: one state with certainty. Filtered, it is the
probability of each state by the months so far, which the article does not give.

Assumes: terrorism dominates near the government's ground and combat near the rebels', silence is full control; a state
may last one month; the tables hold everywhere (margin .025 and even starts, as for Colombia).
Fails when: it is to be believed about silence, where full control by either side looks the same; and on its own test
raw exposure does better.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.special import expit, pdtr

from smoulder.control import KINDS, CellPanel, Known
from smoulder.types import Floats, Ints, StateProbabilities

STATES = ("group", "contested_group", "contested", "contested_opponent", "opponent")
EMISSION = np.array(
    [
        [0.6, 0.175, 0.175, 0.05],
        [0.05, 0.6, 0.175, 0.175],
        [0.05, 0.175, 0.6, 0.175],
        [0.05, 0.175, 0.175, 0.6],
        [0.6, 0.05, 0.175, 0.175],
    ]
)
TRANSITION = np.array(  # row: from, column: to
    [
        [0.25, 0.5, 0.025, 0.2, 0.025],
        [0.25, 0.15, 0.075, 0.5, 0.025],
        [0.05, 0.025, 0.05, 0.85, 0.025],
        [0.025, 0.075, 0.15, 0.125, 0.625],
        [0.05, 0.075, 0.475, 0.025, 0.375],
    ]
)
START = np.full(5, 0.2)
MARGIN, LEAST, CUT = 0.025, 0.1, 0.05
TERRORISM = ("civilians", "remote")
CONVENTIONAL = ("taken", "retaken", "battle_won", "battle_lost", "battle_even", "strike")
RADIUS = 6371.0  # km


class Parameters(NamedTuple):
    """The transition table in use, row to column."""

    transition: Floats


def fit(pools: Sequence[CellPanel], known: Sequence[Known] | None = None) -> Parameters:
    """The tables as documented; nothing is learned."""
    return Parameters(TRANSITION)


def fit_published(pools: Sequence[CellPanel], known: Sequence[Known] | None = None) -> Parameters:
    """The transition table as the published run used it: transposed, so that its rows no longer sum to 1."""
    return Parameters(TRANSITION.T)


def exposure(panel: CellPanel, kinds: tuple[str, ...]) -> Floats:
    """The sum over events of logistic(7 - 0.35 km) * logistic(8 - 2.5 months), below .05 none, (units, months)."""
    some = np.isin(panel.kind, [KINDS.index(kind) for kind in kinds])
    (lon, lat), (x, y) = np.radians(panel.where[some]).T, np.radians(panel.centres).T
    month = panel.month[some]
    near = np.zeros((len(x), panel.months))
    for now in np.unique(month):
        here = np.flatnonzero(month == now)
        chord = (
            np.sin((lat[here] - y[:, None]) / 2) ** 2
            + np.cos(y)[:, None] * np.cos(lat[here]) * np.sin((lon[here] - x[:, None]) / 2) ** 2
        )
        km = 2 * np.arcsin(np.minimum(1, np.sqrt(chord))) * RADIUS
        near[:, now] = expit(7 - 0.35 * km).sum(axis=1)
    age = np.arange(panel.months)
    fading = np.where(age[:, None] <= age, expit(8 - 2.5 * np.maximum(age - age[:, None], 0)), 0.0)
    felt = near @ fading
    return np.where(felt < CUT, 0.0, felt)


def symbols(panel: CellPanel) -> Ints:
    """What is observed of each unit in each month: 0 neither, 1 combat dominates, 2 about even, 3 terrorism does."""
    terror, combat = exposure(panel, TERRORISM), exposure(panel, CONVENTIONAL)
    by_terror, by_combat = (pdtr(np.floor(each), each.mean(axis=0)) for each in (terror, combat))
    dominant = np.where(by_combat < by_terror, 3, 1)
    even = np.where(np.abs(by_terror - by_combat) <= MARGIN, 2, dominant)
    return np.where((terror <= LEAST) & (combat <= LEAST), 0, even).astype(np.int32)


def states(parameters: Parameters, panel: CellPanel, *, filtered: bool) -> StateProbabilities:
    """The likeliest path as certainty (smoothed), or the chances by the months so far (filtered)."""
    seen = symbols(panel)
    values = _forward(seen, parameters.transition) if filtered else np.eye(5)[likeliest(seen, parameters.transition)]
    model = "anders2020" if parameters.transition is TRANSITION else "anders2020_published"
    return StateProbabilities(values, panel.units, STATES, panel.start, START, model, filtered)


def likeliest(seen: Ints, transition: Floats) -> Ints:
    """The likeliest states (Viterbi), (units, months); the first of STATES where several are."""
    step, emission = np.log(transition), np.log(EMISSION)
    score = np.empty((seen.shape[1], len(seen), 5))
    score[0] = np.log(START) + emission[:, seen[:, 0]].T
    for month in range(1, len(score)):
        score[month] = (score[month - 1][:, :, None] + step).max(axis=1) + emission[:, seen[:, month]].T
    path = np.empty(seen.shape, dtype=np.int32)
    path[:, -1] = score[-1].argmax(axis=1)
    for month in range(len(score) - 2, -1, -1):
        path[:, month] = (score[month] + step[:, path[:, month + 1]].T).argmax(axis=1)
    return path


def _forward(seen: Ints, transition: Floats) -> Floats:
    chances = np.empty((*seen.shape, 5))
    now = np.broadcast_to(START, (len(seen), 5))
    for month in range(seen.shape[1]):
        now = (now @ transition if month else now) * EMISSION[:, seen[:, month]].T
        now = now / now.sum(axis=1, keepdims=True)
        chances[:, month] = now
    return chances
