"""Which way a clause points and what kind of claim it is, all its pointers weighed: multinomial logistic models.

The weights are learned by `docs/directions.py` from texts marked by hand and from invented clauses, and ship as
`weights_en.npz` and `weights_ar.npz`: a direction is as likely as the exponential of the sum of its weights (softmax).
Of directions, "nothing" is one: that the clause says nothing of a group.
"""

from collections.abc import Mapping, Sequence
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


UNSEEN = -1  # the row, the last one, of a pointer that no marked clause has: it is worth nothing


class Weights(NamedTuple):
    """What each pointer is worth: rows by its name, a column for each direction and behind them one for each type."""

    rows: Mapping[str, int]
    worth: NDArray[np.float64]


@cache
def weights(language: str) -> Weights:
    """What was learned for a language."""
    with as_file(files("smoulder.grammar") / f"weights_{language}.npz") as path, np.load(path) as kept:
        names = bytes(kept["names"]).decode("utf-8").split("\n")
        worth = [(kept[name] * kept["unit"]).astype(np.float32) for name in ("directions", "types")]
    known = np.hstack(worth).astype(np.float64)  # as they are summed: no row is made so again for each clause
    return Weights({name: row for row, name in enumerate(names)}, np.vstack([known, np.zeros_like(known[:1])]))


def summed(pointers: Sequence[str], language: str) -> NDArray[np.float64]:
    """What pointers are worth together; those that were never seen say nothing."""
    known = weights(language)
    rows = [row for row in map(known.rows.get, pointers) if row is not None]
    sums: NDArray[np.float64] = np.add.reduce(known.worth.take(np.fromiter(rows, np.intp, len(rows)), axis=0), axis=0)
    return sums


def weighed(sums: NDArray[np.float64]) -> dict[str, float]:
    """The odds of directions of a clause whose pointers are worth that together."""
    told = sums[: len(DIRECTIONS)].tolist()
    top = max(told)
    odds = [exp(each - top) for each in told]
    whole = sum(odds)
    return {name: each / whole for name, each in zip(DIRECTIONS, odds, strict=True)}


def typed(sums: NDArray[np.float64], direction: str, language: str) -> dict[str, float]:
    """What speaks for each type of a claim of a direction whose pointers are worth that together: no odds, but sums."""
    known = weights(language)
    sums = sums + known.worth[known.rows.get(led(direction), UNSEEN)]
    return dict(zip(TYPES, sums[len(DIRECTIONS) :].tolist(), strict=True))


def led(direction: str) -> str:
    """The pointer to types that a direction is."""
    return f"direction {direction}"


def likeliest(odds: Mapping[str, float], but: str = "") -> str:
    """The likeliest of what is told by odds, or by the sums that tell them, one aside.

    >>> likeliest({"ends": 0.3, "weakens": 0.2, "nothing": 0.5}, but="nothing")
    'ends'
    """
    return max([name for name in odds if name != but], key=odds.__getitem__)
