"""Scores of probability forecasts of something that happened (1) or did not (0).

Arguments everywhere: `p`, probabilities, and `y`, outcomes, both (cases,). `METRICS` are scores of single cases, lower
is better, and may be averaged; `auc` belongs to a set of cases.
"""

from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt

from smoulder.types import Floats

Outcomes = npt.NDArray[np.int8]
CERTAIN = 0.001  # the log score takes a forecast nearer to 0 or 1 than this as this near


def brier(p: Floats, y: Outcomes) -> Floats:
    """The squared difference of forecast and outcome (Brier 1950), 0 to 1, (cases,).

    >>> brier(np.array([0.25, 1.0]), np.array([1, 1], np.int8)).tolist()
    [0.5625, 0.0]
    """
    return np.square(p - y)


def log_score(p: Floats, y: Outcomes) -> Floats:
    """Minus the natural log of the probability given to what happened, (cases,), after clipping to 0.001..0.999.

    Clipped, since one forecast of certainty gone wrong would cost infinitely much: here it costs 6.9.
    """
    given: Floats = np.clip(np.where(y, p, 1 - p), CERTAIN, 1 - CERTAIN)
    return -np.log(given)


def auc(p: Floats, y: Outcomes) -> float:
    """How often a case that happened had the higher forecast than one that did not; ties count half.

    The area under the ROC curve, 0.5 for a forecast that tells nothing apart; nan if all cases ended alike.
    """
    forecasts, tied = np.unique(p, return_inverse=True)
    happened = np.bincount(tied, weights=y, minlength=len(forecasts))
    not_happened = np.bincount(tied, minlength=len(forecasts)) - happened
    pairs = happened.sum() * not_happened.sum()
    if pairs == 0:
        return float("nan")
    below = np.cumsum(not_happened) - not_happened / 2
    return float((happened * below).sum() / pairs)


METRICS: Mapping[str, Callable[[Floats, Outcomes], Floats]] = {"brier": brier, "log_score": log_score}


def known(value: float) -> float | None:
    """A score for JSON: null where it is not a number."""
    return None if np.isnan(value) else float(value)
