"""Which way a clause points and what kind of claim it is, all its pointers weighed: multinomial logistic models.

The weights are learned by `docs/directions.py` from texts marked by hand and from invented clauses, and ship as
`weights_en.npz` and `weights_ar.npz`: a direction is as likely as the exponential of the sum of its weights (softmax).
Of directions, "nothing" is one: that the clause says nothing of a group.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import as_file, files
from math import exp
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

DIRECTIONS = ("ends", "weakens", "persists", "strengthens", "neutral", "nothing")
TYPES = (
    "capability", "civilians_trapped", "defeat_deadline", "defeat_declared", "defeat_prediction", "denial",
    "losses_estimate", "persistence_prediction", "persistence_state", "resurgence_warning", "strength_estimate",
    "territory_held_prediction", "territory_loss", "territory_loss_prediction", "territory_remaining", "timeline",
    "verdict",
)  # fmt: skip


class Weights(NamedTuple):
    """What each pointer is worth: rows by its name, a column for each direction and behind them one for each type."""

    rows: Mapping[str, int]
    worth: NDArray[np.float32]


@cache
def weights(language: str) -> Weights:
    """What was learned for a language."""
    with as_file(files("smoulder.grammar") / f"weights_{language}.npz") as path, np.load(path) as kept:
        names = bytes(kept["names"]).decode("utf-8").split("\n")
        worth = [(kept[name] * kept["unit"]).astype(np.float32) for name in ("directions", "types")]
    return Weights({name: row for row, name in enumerate(names)}, np.hstack(worth))


def summed(pointers: Iterable[str], language: str) -> NDArray[np.float64]:
    """What pointers are worth together; those that were never seen say nothing."""
    known = weights(language)
    rows = np.array([row for row in map(known.rows.get, pointers) if row is not None], dtype=np.intp)
    sums: NDArray[np.float64] = np.add.reduce(known.worth.take(rows, axis=0), axis=0, dtype=np.float64)
    return sums


def weighed(sums: NDArray[np.float64]) -> dict[str, float]:
    """The odds of directions of a clause whose pointers are worth that together."""
    return _odds(DIRECTIONS, sums[: len(DIRECTIONS)])


def typed(sums: NDArray[np.float64], direction: str, language: str) -> dict[str, float]:
    """The odds of types of a claim of a direction whose pointers are worth that together."""
    known = weights(language)
    if (row := known.rows.get(led(direction))) is not None:
        sums = sums + known.worth[row]
    return _odds(TYPES, sums[len(DIRECTIONS) :])


def led(direction: str) -> str:
    """The pointer to types that a direction is."""
    return f"direction {direction}"


def _odds(names: Sequence[str], sums: NDArray[np.float64]) -> dict[str, float]:
    told = sums.tolist()
    top = max(told)
    odds = [exp(each - top) for each in told]
    whole = sum(odds)
    return {name: each / whole for name, each in zip(names, odds, strict=True)}


def likeliest(odds: Mapping[str, float], but: str = "") -> str:
    """The likeliest, one aside.

    >>> likeliest({"ends": 0.3, "weakens": 0.2, "nothing": 0.5}, but="nothing")
    'ends'
    """
    return max([name for name in odds if name != but], key=odds.__getitem__)
