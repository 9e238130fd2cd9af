"""Which way a clause points, all that points anywhere weighed: a multinomial logistic model, learned from texts.

The weights are learned by `docs/directions.py` from texts marked by hand and from invented clauses, and ship as
`weights.json`: a direction is as likely as the exponential of the sum of its weights (softmax).
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from math import exp

DIRECTIONS = ("ends", "weakens", "persists", "strengthens", "neutral", "nothing")


@cache
def weights() -> Mapping[str, tuple[float, ...]]:
    """What each pointer is worth for each of DIRECTIONS."""
    text = (files("smoulder.grammar") / "weights.json").read_text("utf-8")
    return {name: tuple(values) for name, values in json.loads(text)["weights"].items()}


def weighed(pointers: Mapping[str, float]) -> dict[str, float]:
    """How likely each direction is, "nothing" among them: that the clause says nothing of a group."""
    known = weights()
    worth = [(value, known[name]) for name, value in pointers.items() if name in known]
    sums = []
    for number in range(len(DIRECTIONS)):
        total = 0.0
        for value, each in worth:
            total += value * each[number]
        sums.append(total)
    top = max(sums)
    odds = [exp(each - top) for each in sums]
    whole = sum(odds)
    return {name: each / whole for name, each in zip(DIRECTIONS, odds, strict=True)}


def pointed(odds: Mapping[str, float]) -> str:
    """Where a clause points, "nothing" aside.

    >>> pointed({"ends": 0.3, "weakens": 0.2, "persists": 0.1, "strengthens": 0.0, "neutral": 0.0, "nothing": 0.4})
    'ends'
    """
    return max(DIRECTIONS[:-1], key=odds.__getitem__)
