"""Scores of forecasts of counts that are made of draws.

Arguments everywhere: `draws`, equally likely counts, (cases, draws), and `y`, what followed, (cases,); results are
(cases,). Counts are whole numbers from 0; where a draw or the outcome is unknown (nan), so is the result. Scores are
lower for better forecasts and may be averaged over cases. Three are the ViEWS prediction challenge's of 2023/24 as its
code computes them: `crps_energy`, `ignorance` and `interval_score` (Hegre et al. 2025, JPR 62).
"""

import numpy as np
import numpy.typing as npt

from smoulder.errors import BadInput
from smoulder.types import Floats

Counts = Floats | npt.NDArray[np.integer]
CATEGORIES = np.array([0, 0.5, 2.5, 5.5, 10.5, 25.5, 50.5, 100.5, 250.5, 500.5, 1000.5, np.inf])  # the challenge's 11


def crps_fair(draws: Counts, y: Counts) -> Floats:
    """The continuous ranked probability score, fair: its expectation does not depend on the number of draws.

    mean |x - y| - sum |xi - xj| / (2 S (S - 1)) over S draws x (Ferro 2014, QJRMS 140). It can fall below 0. Raises
    BadInput for fewer than two draws.

    >>> crps_fair(np.array([[0, 4], [2, 2]], np.int32), np.array([1, 5], np.int32)).tolist()
    [0.0, 3.0]
    """
    if draws.shape[1] < 2:
        raise BadInput(f"the fair CRPS was given {draws.shape[1]} draws of a case; it needs at least 2: forecast more")
    return _crps(draws, y, draws.shape[1] * (draws.shape[1] - 1))


def crps_energy(draws: Counts, y: Counts) -> Floats:
    """The CRPS of the draws taken as the whole distribution, as the challenge scores it.

    mean |x - y| - sum |xi - xj| / (2 S^2): it charges a forecast for having few draws, so it compares forecasts only at
    equal S.

    >>> crps_energy(np.array([[0, 4], [2, 2]], np.int32), np.array([1, 5], np.int32)).tolist()
    [1.0, 3.0]
    """
    return _crps(draws, y, draws.shape[1] ** 2)


def crps_log1p(draws: Counts, y: Counts) -> Floats:
    """The fair CRPS of log(1 + count): errors count by ratio, so no one war decides (Bosse et al. 2023, PLoS CB 19).

    Raises BadInput for fewer than two draws.
    """
    return crps_fair(np.log1p(draws), np.log1p(y))


def ignorance(draws: Counts, y: Counts, as_if: int | None = None) -> Floats:
    """Minus log2 of the probability of the category that followed: 0, 1-2, 3-5, 6-10, ... 501-1000, over 1000 (IGN).

    The challenge adds one draw to each of the 11 categories, which weighs more the fewer the draws are: as they are,
    forecasts compare only at equal numbers of draws. `as_if` counts the draws as if they were that many.

    >>> few = np.zeros((1, 12), np.int32)
    >>> [round(ignorance(few, np.zeros(1), as_if).item(), 3) for as_if in (None, 1000)]
    [0.823, 0.014]
    """
    return _where_known(-np.log2(shares(draws, y, draws.shape[1] if as_if is None else as_if)), draws, y)


def shares(draws: Counts, y: Counts, size: int) -> Floats:
    """The probability of the category that followed, of `size` draws and one more in each category."""
    last = len(CATEGORIES) - 2
    category = np.minimum(np.searchsorted(CATEGORIES, y, side="right") - 1, last)
    lower, upper = (CATEGORIES[category + side, np.newaxis] for side in (0, 1))
    share = ((draws >= lower) & (draws < upper)).mean(axis=1)
    return np.asarray((share * size + 1) / (size + last + 1), np.float64)


def interval_score(draws: Counts, y: Counts, alpha: float = 0.1) -> Floats:
    """The central interval's width, and 2 / alpha times the distance by which it missed; its mean is the MIS.

    The interval holds 1 - alpha of the draws (Gneiting & Raftery 2007, JASA 102).
    """
    lower, upper = _interval(draws, alpha)
    missed = np.maximum(lower - y, 0) + np.maximum(y - upper, 0)
    return np.asarray(upper - lower + 2 / alpha * missed, np.float64)


def coverage(draws: Counts, y: Counts, level: float) -> Floats:
    """1 where the central interval that holds `level` of the draws held what followed, ends included, else 0."""
    lower, upper = _interval(draws, 1 - level)
    return _where_known(((lower <= y) & (y <= upper)).astype(np.float64), draws, y)


def width(draws: Counts, level: float) -> Floats:
    """The width of the central interval that holds `level` of the draws: sharpness."""
    lower, upper = _interval(draws, 1 - level)
    return np.asarray(upper - lower, np.float64)


def pit(draws: Counts, y: Counts, rng: np.random.Generator) -> Floats:
    """Where what followed falls among the draws, 0 to 1: uniform if it could have been one of them (randomised PIT).

    Chance decides among equal counts and within one rank (Czado, Gneiting & Held 2009, Biometrics 65), so that it is
    exactly uniform for any number of draws.
    """
    outcome = np.asarray(y, np.float64)[:, np.newaxis]
    below, tied = (draws < outcome).sum(axis=1), (draws == outcome).sum(axis=1)
    rank = below + rng.random(len(y)) * (tied + 1)
    return _where_known(rank / (draws.shape[1] + 1), draws, y)


def exceedance(draws: Counts, threshold: float) -> Floats:
    """The probability of at least `threshold`, (k + 1/2) / (S + 1) if k of S draws reach it: never certain.

    >>> exceedance(np.array([[0, 3, 30], [0, 0, 0]], np.int32), 25).tolist()
    [0.375, 0.125]
    """
    reached = (draws >= threshold).sum(axis=1)
    return _where_known((reached + 0.5) / (draws.shape[1] + 1), draws, 0)


def _crps(draws: Counts, y: Counts, pairs: int) -> Floats:
    """The CRPS with the distances between draws divided by this many pairs.

    Sorted, a draw of rank r = 0, 1, ... is in sum |xi - xj| / 2 with weight 2 r + 1 - S. Deviations from y are sorted,
    not draws: large counts close to y then lose no digits.
    """
    deviations = draws - np.asarray(y, np.float64)[:, np.newaxis]
    deviations.sort(axis=1)
    size = draws.shape[1]
    spread = deviations @ np.arange(1.0 - size, size, 2) / pairs
    return np.asarray(np.abs(deviations, out=deviations).mean(axis=1) - spread, np.float64)


def _interval(draws: Counts, alpha: float) -> Floats:
    """The ends of the central interval that leaves out alpha of the draws, (2, cases), as `np.quantile` finds them."""
    tail = round(alpha / 2, 12)  # 1 - 0.95 is a little over 0.05: unrounded, the interval would exclude its own ends
    return np.asarray(np.quantile(draws, [tail, 1 - tail], axis=1), np.float64)


def _where_known(result: Floats, draws: Counts, y: Counts | int) -> Floats:
    return np.where(np.isnan(draws.sum(axis=1) + y), np.nan, result)
