"""Models of who holds what against what is known: simulated wars with known fronts, or polygons that a user gives.

What is scored is the chance that the group holds a unit, and that it holds or contests it, wherever it is known who
did; a model answers with what was known at each month only (filtered), unless history is asked for.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from smoulder import metrics
from smoulder.calibration import resamples, skill, slope_intercept
from smoulder.cells import cell_panel
from smoulder.control import CONTESTED, GROUP, HOLDERS, NOBODY_KNOWS, CellPanel, Known, models
from smoulder.control_simulation import MONTHS, invent_war
from smoulder.types import Floats, StateProbabilities
from smoulder.units import cell_units

TAUGHT, CHOSEN, TESTED = range(201, 261), range(21, 41), range(301, 331)  # seeds: to learn from, choose by, score
WARM_UP, EVERY = 24, 3  # months left out at the start of a simulated war; months from one that is scored to the next
REFERENCE = "exposure"
NEARNESS = {"group": 1.0, "contested_group": 0.75, "contested": 0.5, "contested_opponent": 0.25}  # to holding it
Outcomes = npt.NDArray[np.int8]


class Case(NamedTuple):
    """A panel and who is known to have held what, with the block that each unit belongs to in a bootstrap."""

    panel: CellPanel
    known: Known
    blocks: npt.NDArray[np.int64]


def simulated(seed: int, **how: Any) -> Case:
    """A simulated war, drawn as `invent_war` is asked to; all of it is one block."""
    war = invent_war(seed, **how)
    units = cell_units(war.units)
    panel = cell_panel(war.events, units, np.ones(MONTHS, dtype=bool), [war.group[0]], group=war.group[1])
    return Case(panel, war.truth, np.full(len(units.names), seed))


def holds(told: StateProbabilities) -> tuple[Floats, Floats]:
    """The chance that the group holds a unit, and that it holds or contests it, (units, months) each.

    Of a model with states between these, the first is the nearness to holding: 1, .75, .5, .25, 0.
    """
    if set(HOLDERS) <= set(told.states) and len(told.states) == 4:
        group = told.chance("group")
        return group, np.clip(group + told.chance("contested"), 0, 1)
    near = sum(weight * told.chance(state) for state, weight in NEARNESS.items() if state in told.states)
    return np.asarray(near, dtype=np.float64), np.clip(1 - told.chance("opponent"), 0, 1)


def sampled(case: Case) -> Case:
    """A simulated war with who held what known only in the months that are scored."""
    known = np.full_like(case.known, NOBODY_KNOWS)
    known[:, WARM_UP::EVERY] = case.known[:, WARM_UP::EVERY]
    return case._replace(known=known)


def compare(
    cases: Sequence[Case], names: Sequence[str] | None = None, *, filtered: bool = True, seed: int = 0
) -> list[dict[str, Any]]:
    """Scores of every model on the same cases: Brier, log score, AUC (the mean over blocks), calibration, and skill.

    Skill is over REFERENCE, with a 95% interval from bootstrap samples of blocks.
    """
    known = np.concatenate([case.known[case.known != NOBODY_KNOWS] for case in cases])
    block = np.concatenate(
        [np.broadcast_to(case.blocks[:, None], case.known.shape)[case.known != NOBODY_KNOWS] for case in cases]
    )
    labels, place = np.unique(block, return_inverse=True)
    weights = resamples(len(labels), np.random.default_rng(seed))
    told: dict[str, tuple[Floats, Floats]] = {}
    for name in dict.fromkeys([REFERENCE, *(names or models())]):
        model = models()[name]
        answers = [holds(model.states(model.fit([case.panel]), case.panel, filtered=filtered)) for case in cases]
        seen = [case.known != NOBODY_KNOWS for case in cases]
        told[name] = tuple(
            np.concatenate([each[which][at] for each, at in zip(answers, seen, strict=True)]) for which in (0, 1)
        )  # type: ignore[assignment]
    targets = {"holds": known == GROUP, "holds or contests": (known == GROUP) | (known == CONTESTED)}
    rows = []
    for number, (target, happened) in enumerate(targets.items()):
        y = happened.astype(np.int8)
        reference = _sums(told[REFERENCE][number], y, place, len(labels))
        for name in told:
            rows.append(_row(name, target, told[name][number], y, place, reference, weights))
    return rows


def _sums(p: Floats, y: Outcomes, place: npt.NDArray[np.int64], size: int) -> Floats:
    return np.stack([np.bincount(place, score(p, y), size) for score in metrics.METRICS.values()], axis=1)


def _row(
    name: str, target: str, p: Floats, y: Outcomes, place: npt.NDArray[np.int64], reference: Floats, weights: Floats
) -> dict[str, Any]:
    sums = _sums(p, y, place, len(reference))
    gained = skill(sums, reference, weights)
    by_block = [metrics.auc(p[place == each], y[place == each]) for each in range(len(reference))]
    apart = np.array([each for each in by_block if not np.isnan(each)])
    line = slope_intercept(p, y)
    means: Mapping[str, float] = dict(zip(metrics.METRICS, sums.sum(axis=0) / max(len(y), 1), strict=True))
    return {
        "model": name, "target": target, "cases": len(y), "blocks": len(reference), "happened": float(y.mean()),
        **{key: metrics.known(value) for key, value in means.items()},
        "auc": metrics.known(float(apart.mean()) if len(apart) else np.nan),
        "auc_interval": _interval(apart), "slope": metrics.known(line.slope),
        "intercept": metrics.known(line.intercept),
        "skill": {key: {part: metrics.known(value) for part, value in each._asdict().items()}
                  for key, each in zip(metrics.METRICS, gained, strict=True)},
    }  # fmt: skip


def _interval(values: Floats) -> list[float] | None:
    """The 95% interval of a mean over blocks."""
    if len(values) < 2:
        return None
    drawn = resamples(len(values), np.random.default_rng(0)) @ values / len(values)
    return [float(end) for end in np.quantile(drawn, (0.025, 0.975))]
