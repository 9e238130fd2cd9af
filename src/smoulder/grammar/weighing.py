"""Which way a clause points and what kind of claim it is, all its pointers weighed: multinomial logistic models.

The weights are learned by `docs/directions.py` from texts marked by hand and from invented clauses, and ship as
`weights_en.npz` and `weights_ar.npz`: a direction is as likely as the exponential of the sum of its weights (softmax).
Of directions, "nothing" is one: that the clause says nothing of a group.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import as_file, files
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
    """What each pointer is worth: rows by its name, a column for each direction and then for each type."""

    rows: Mapping[str, int]
    worth: NDArray[np.float32]


class Odds(NamedTuple):
    """How likely each direction and each type is."""

    directions: Mapping[str, float]
    types: Mapping[str, float]


@cache
def weights(language: str) -> Weights:
    """What was learned for a language."""
    with as_file(files("smoulder.grammar") / f"weights_{language}.npz") as path, np.load(path) as kept:
        names = bytes(kept["names"]).decode("utf-8").split("\n")
        worth = np.hstack([kept["directions"], kept["types"]]).astype(np.float32) * np.float32(kept["unit"])
    return Weights({name: row for row, name in enumerate(names)}, worth)


def weighed(pointers: Iterable[str], language: str) -> Odds:
    """The odds of a clause with such pointers; those that were never seen say nothing."""
    known = weights(language)
    rows = [row for name in pointers if (row := known.rows.get(name)) is not None]
    sums = known.worth[rows].sum(axis=0, dtype=np.float64)
    directions = _softmax(DIRECTIONS, sums[: len(DIRECTIONS)])
    way = known.rows.get(led(likeliest(directions, but="nothing")))
    if way is not None:
        sums = sums + known.worth[way]
    return Odds(directions, _softmax(TYPES, sums[len(DIRECTIONS) :]))


def led(direction: str) -> str:
    """The pointer to types that a direction is."""
    return f"direction {direction}"


def _softmax(names: tuple[str, ...], sums: NDArray[np.float64]) -> dict[str, float]:
    odds = np.exp(sums - sums.max())
    return dict(zip(names, (odds / odds.sum()).tolist(), strict=True))


def likeliest(odds: Mapping[str, float], but: str = "") -> str:
    """The likeliest, one aside.

    >>> likeliest({"ends": 0.3, "weakens": 0.2, "nothing": 0.5}, but="nothing")
    'ends'
    """
    return max((name for name in odds if name != but), key=odds.__getitem__)
