"""A share with its interval, where cases come in clusters that may fare alike.

Wilson's interval (1927, JASA 22: 209-212) on the effective number of cases: the number divided by how many times larger
the variance between clusters is than that of independent cases, never by less than 1 (Franco et al. 2019, Journal of
Survey Statistics and Methodology 7(3): 334-364). Where all cases went one way nothing tells how alike they are, and a
cluster counts as one case.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

Z = 1.959964  # 95%


class Share(NamedTuple):
    """How many of how many cases, in how many clusters; low, high: the 95% interval of the share."""

    happened: int
    cases: int
    clusters: int
    share: float
    low: float
    high: float


def share(happened: Sequence[bool], clusters: Sequence[str]) -> Share | None:
    """The share of cases that happened, None if there are none; clusters: the one that each case belongs to."""
    cases = len(happened)
    if not cases:
        return None
    y, (_, row) = np.asarray(happened, dtype=float), np.unique(np.asarray(clusters), return_inverse=True)
    groups, p = int(row.max()) + 1, float(y.mean())
    alone = p * (1 - p) / cases
    effective = float(groups)
    if alone and groups > 1:
        together = np.square(np.bincount(row, weights=y - p)).sum() / cases**2 * groups / (groups - 1)
        effective = cases / max(float(together) / alone, 1.0)
    low, high = wilson(p, effective)
    return Share(int(y.sum()), cases, groups, p, low, high)


def wilson(p: float, cases: float) -> tuple[float, float]:
    """Wilson's 95% interval of a share of so many independent cases.

    >>> [round(end, 3) for end in wilson(0.0, 10)], [round(end, 3) for end in wilson(0.5, 20)]
    ([0.0, 0.278], [0.299, 0.701])
    """
    middle = (p + Z**2 / (2 * cases)) / (1 + Z**2 / cases)
    half = Z / (1 + Z**2 / cases) * np.sqrt(p * (1 - p) / cases + Z**2 / (4 * cases**2))
    return min(max(float(middle - half), 0.0), p), max(min(float(middle + half), 1.0), p)
