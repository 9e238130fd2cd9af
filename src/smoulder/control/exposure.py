"""How much has the group fought near here lately? Its decayed events, turned into chances: the one to beat.

An event weighs half after 18 months, and 0.3 in units that touch its own. The chance that the group holds a
unit, and that it holds or contests it, are logistic in log(1 + exposure): learned where it is known who held what,
otherwise as simulated wars taught. It is the same filtered and smoothed: it never looks ahead.

Assumes: where a group fights, it holds ground; any event says as much as any other.
Fails when: it fights behind its opponents' lines; its rear is calm; a source records more in one place than another.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.special import expit

from smoulder.control import GROUP, NOBODY_KNOWS, OPPONENT, CellPanel, Known, answer, felt, shipped
from smoulder.types import Bools, Floats, StateProbabilities

HALF_LIFE = 18.0  # months


class Parameters(NamedTuple):
    """Intercept and slope of the chance of `group`, and of `group` or `contested`."""

    group: tuple[float, float]
    either: tuple[float, float]


def fit(pools: Sequence[CellPanel], known: Sequence[Known] | None = None) -> Parameters:
    """Two logistic regressions on who is known to hold what; what simulated wars taught where nobody knows."""
    if known is None:
        return Parameters(**{name: tuple(line) for name, line in shipped("exposure").items()})
    x = np.concatenate([felt(pool, HALF_LIFE)[each != NOBODY_KNOWS] for pool, each in zip(pools, known, strict=True)])
    held = np.concatenate([each[each != NOBODY_KNOWS] for each in known])
    return Parameters(_line(x, held == GROUP), _line(x, held != OPPONENT))


def states(parameters: Parameters, panel: CellPanel, *, filtered: bool) -> StateProbabilities:
    """Chances by exposure alone; a unit without any is unknown."""
    x = felt(panel, HALF_LIFE)
    group, either = (expit(level + slope * x) for level, slope in parameters)
    either = np.maximum(either, group)
    bare = [float(expit(level)) for level, _ in parameters]
    prior = np.array([bare[0], max(bare[1] - bare[0], 1e-6), 1 - max(bare)])
    holders = np.stack([group, np.maximum(either - group, 1e-9), 1 - either], axis=2)
    holders /= holders.sum(axis=2, keepdims=True)
    return answer(panel, "exposure", holders, prior / prior.sum(), filtered=filtered)


def _line(x: Floats, y: Bools) -> tuple[float, float]:
    """Intercept and slope of a logistic regression, held a little towards none."""

    from scipy.optimize import minimize  # here, because it takes a second that only learning needs

    def loss(line: Floats) -> tuple[float, Floats]:
        z = line[0] + line[1] * x
        wrong = expit(z) - y
        value = float(np.mean(np.logaddexp(0, z) - y * z)) + 1e-4 * float(line @ line)
        return value, np.array([wrong.mean(), (wrong * x).mean()]) + 2e-4 * line

    found = minimize(loss, np.zeros(2), jac=True, method="L-BFGS-B").x
    return float(found[0]), float(found[1])
