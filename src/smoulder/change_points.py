"""Abrupt changes in a series of counts: in which months, how sure, and from what to what.

Between changes a count is negative binomial about one level. Any month may begin a new level, once in HAZARD months on
average and no sooner than LEAST after the last: that is the penalty. All ways to cut the series are weighed exactly
(Fearnhead 2006, Statistics and Computing 16; Adams & MacKay 2007, arXiv 0710.3742, for the same model month by month),
and so are several dispersions, since counts of violence are bursty and Poisson counts would cut every burst off.

Months are taken to be alike given their level: a series that drifts comes out as stairs, and seasons as changes.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from scipy.special import gammaln

from smoulder.types import Floats

HAZARD = 60  # months: a change once in five years is expected beforehand
LEAST = 3  # months: a shorter burst is no new level
DISPERSIONS = (0.5, 2.0, 8.0, 1000.0)  # the last is Poisson to the eye
VAGUE = 0.5  # shape of the gamma-like prior of a level around the mean of the series
SURE = 0.8  # the least chance of a change that is told
SPAN = 0.9  # of the chance lies within the months told


class Change(NamedTuple):
    """A change: the likeliest place of the first count at the new level, the places it may be at, and its chance.

    before, after: the mean counts of the levels on either side.
    """

    at: int
    low: int
    high: int
    chance: float
    before: float
    after: float


def changes(counts: Sequence[int]) -> list[Change]:
    """The changes of a series of counts of visible months, those with a chance of at least SURE."""
    x = np.asarray(counts, dtype=np.float64)
    if len(x) < 2 * LEAST or not x.any():
        return []
    evidence = np.stack([_evidence(x, dispersion) for dispersion in DISPERSIONS])
    forward, backward = _forward(evidence), _backward(evidence)
    whole = backward[:, 0]
    weight = np.exp(whole - whole.max())
    weight /= weight.sum()
    chance = weight @ np.exp(forward + backward - whole[:, None])
    edges = [0, *_likeliest(evidence[int(weight.argmax())]), len(x)]
    found = []
    for before, at, after in zip(edges, edges[1:-1], edges[2:], strict=False):
        low, high = (before + at) // 2 + 1, (at + after) // 2
        mass = chance[low : high + 1]
        if (total := float(mass.sum())) >= SURE:
            spent = np.cumsum(mass) / total
            ends = np.searchsorted(spent, [(1 - SPAN) / 2, (1 + SPAN) / 2])
            first, last = (low + int(end) for end in ends)
            means = float(x[before:at].mean()), float(x[at:after].mean())
            found.append(Change(at, min(first, at), max(last, at), min(total, 1.0), *means))
    return found


def levels(counts: Sequence[int]) -> list[tuple[int, int, float]]:
    """The stretches between changes: first place, the place after the last, and the mean count."""
    edges = [0, *(change.at for change in changes(counts)), len(counts)]
    return [(first, after, float(np.mean(counts[first:after]))) for first, after in pairwise(edges)]


def _evidence(x: Floats, dispersion: float) -> Floats:
    """The log evidence of each stretch first..after as one level, with the prior of its length, (n + 1, n + 1).

    A level p of the negative binomial has a beta prior of the series' own mean. Impossible stretches are -inf.
    """
    n = len(x)
    shape = 1 + dispersion * VAGUE / max(float(x.mean()), 1e-9)
    each = np.r_[0.0, np.cumsum(gammaln(x + dispersion) - gammaln(dispersion) - gammaln(x + 1))]
    total = np.r_[0, np.cumsum(x, dtype=np.int64)]
    first, after = np.triu_indices(n + 1, LEAST)
    length, held = after - first, total[after] - total[first]
    zeros = np.arange(n + 1) * dispersion + shape
    # the log of the beta function, two of its three parts looked up: it is most of the work
    by_length = gammaln(zeros) + np.arange(-LEAST, n + 1 - LEAST) * np.log1p(-1 / HAZARD)
    by_held = gammaln(np.arange(total[-1] + 1) + VAGUE)
    told = each[after] - each[first] + by_length[length] + by_held[held] - gammaln(zeros[length] + VAGUE + held)
    found = np.full((n + 1, n + 1), -np.inf)
    found[first, after] = told - gammaln(shape) - gammaln(VAGUE) + gammaln(shape + VAGUE)
    return found


def _log_sum(logs: Floats) -> Floats:
    """The log of the sum over the last axis, in which something is finite: one level alone is always possible."""
    most = logs.max(axis=-1)
    return np.asarray(np.log(np.exp(logs - most[..., None]).sum(axis=-1)) + most)


def _forward(evidence: Floats) -> Floats:
    """log P(the counts before a place, and a new level begins there), (dispersions, places)."""
    found = np.full(evidence.shape[:2], -np.inf)
    found[:, 0] = 0
    for place in range(LEAST, evidence.shape[1]):
        begun = found[:, : place - LEAST + 1] + evidence[:, : place - LEAST + 1, place]
        found[:, place] = _log_sum(begun) - np.log(HAZARD)
    return found


def _backward(evidence: Floats) -> Floats:
    """log P(the counts from a place on, given that a level begins there), (dispersions, places)."""
    n = evidence.shape[1] - 1
    found = np.full(evidence.shape[:2], -np.inf)
    for place in range(n - LEAST, -1, -1):
        ahead = evidence[:, place, place + LEAST :] + found[:, place + LEAST :] - np.log(HAZARD)
        ahead[:, -1] = evidence[:, place, n]  # the last level goes on until nobody knows when
        found[:, place] = _log_sum(ahead)
    return found


def _likeliest(evidence: Floats) -> list[int]:
    """The places of the changes in the one likeliest cutting (Viterbi)."""
    n = len(evidence) - 1
    best, origin = np.full(n + 1, -np.inf), np.zeros(n + 1, dtype=int)
    best[0] = np.log(HAZARD)  # the first level is no change
    for place in range(LEAST, n + 1):
        ways = best[: place - LEAST + 1] + evidence[: place - LEAST + 1, place] - np.log(HAZARD)
        origin[place] = int(ways.argmax())
        best[place] = ways[origin[place]]
    found, place = [], n
    while place:
        place = int(origin[place])
        found.append(place)
    return sorted(each for each in found if each)
