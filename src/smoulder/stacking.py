"""The ensemble: the models together, each weighing what its past forecasts were worth.

A logarithmic pool: the log odds of the ensemble are the weighted mean of those of its members. The weights are those
that would have made the outcomes of quiet units most likely (stacking: Wolpert 1992, Neural Networks 5), over forecasts
from earlier origins whose windows had closed by then, each made by members fitted earlier still; they are drawn to even
weights as if PRIOR cases had told nothing. Nothing is in an origin's weights that was not known at it.

Assumes: what a member was worth in the past it will be worth in the years to come.
Fails when: times change, or the past held too few returns to tell the members apart.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from scipy.special import expit, logit
from threadpoolctl import threadpool_limits

from smoulder import rolling
from smoulder.rolling import UNKNOWN, Block, Model, Runner
from smoulder.types import Bools, Floats, Panel

NAME = "ensemble"
MEMBERS = ("hazard", "silence_table", "three_state")
HORIZONS = (12, 36, 60)  # months: the forecasts that teach
BACK, EVERY = 120, 12  # months: how far back past origins reach, and how far apart they are
QUIET, PRIOR = 6, 50.0  # silent months; cases
CERTAIN = 0.001
ROUNDS, CLOSE = 50, 1e-9
Numbers = npt.NDArray[np.float32]


def past_origins(first: int, start: int) -> list[int]:
    """The origins whose forecasts teach the weights of a first origin, for a panel that starts in a month."""
    return [origin for origin in range(first - BACK, first, EVERY) if origin > start + EVERY]


def weigh(past: Iterable[Block], panel: Panel, horizons: Sequence[int], now: int) -> dict[str, float]:
    """The weight of each member at a month, learned from the blocks' forecasts whose windows had closed.

    horizons: the months of the blocks' columns. Even weights where no window had closed.
    """
    odds, came = [np.empty((0, len(MEMBERS)))], [np.empty(0)]
    for block in past:
        silent = panel.silence[block.units, block.origin - panel.start]
        for column, horizon in enumerate(horizons):
            if horizon in HORIZONS and block.origin + horizon <= now:
                p = np.stack([block.probabilities[name][:, column] for name in MEMBERS], axis=1).astype(np.float64)
                taught = (block.observed[:, column] != UNKNOWN) & (silent >= QUIET) & ~np.isnan(p).any(axis=1)
                odds.append(_odds(p[taught]))
                came.append(block.observed[taught, column].astype(np.float64))
    return dict(zip(MEMBERS, _most_likely(np.concatenate(odds), np.concatenate(came)).tolist(), strict=True))


def _odds(p: Floats) -> Floats:
    found: Floats = logit(np.clip(p, CERTAIN, 1 - CERTAIN))
    return found


def _most_likely(odds: Floats, came: Floats) -> Floats:
    """The weights on the simplex, (members,), that make the outcomes most likely: Newton's method, damped."""
    members = odds.shape[1]
    pull, weights = PRIOR / members, np.full(members, 1 / members)

    def loss(at: Floats) -> float:
        line = odds @ at
        return float((np.logaddexp(0, line) - came * line).sum() - pull * np.log(at).sum())

    with threadpool_limits(limits=1):
        value = loss(weights)
        for _ in range(ROUNDS):
            p = expit(odds @ weights)
            slope = odds.T @ (p - came) - pull / weights
            bend = (odds * (p * (1 - p))[:, None]).T @ odds + np.diag(pull / weights**2)
            system = np.block([[bend, np.ones((members, 1))], [np.ones((1, members)), np.zeros((1, 1))]])
            step = np.linalg.solve(system, np.append(-slope, 0.0))[:members]
            size = min(1.0, 0.9 / max(float((-step / weights).max()), 1e-12))  # stay inside the simplex
            while (found := loss(weights + size * step)) > value and size > CLOSE:
                size /= 2
            weights, value = weights + size * step, found
            if np.abs(size * step).max() < CLOSE:
                break
    return weights


def blend(probabilities: Mapping[str, Floats | Numbers], weights: Mapping[str, float]) -> Floats:
    """The ensemble's probabilities, in the shape of its members'; of those that speak, where one declines."""
    p = np.stack([probabilities[name] for name in MEMBERS]).astype(np.float64)
    spoken = ~np.isnan(p)
    shape = (len(MEMBERS),) + (1,) * (p.ndim - 1)
    each = np.array([weights[name] for name in MEMBERS]).reshape(shape) * spoken
    whole = each.sum(axis=0)
    line = (each * _odds(np.where(spoken, p, 0.5))).sum(axis=0) / np.where(whole > 0, whole, 1)
    found: Floats = np.where(whole > 0, expit(line), np.nan)
    return found


def forecasts(
    panel: Panel,
    origins: Sequence[int],
    horizons: Sequence[int],
    models: Mapping[str, Model],
    scored: Callable[[Panel], Bools],
    *,
    refit: int,
    runner: Runner | None = None,
) -> Iterator[Block]:
    """The blocks of `rolling.forecasts`, and in each also the forecasts of the ensemble; members must be in models.

    For the weights the members also forecast from earlier origins; those blocks come first and are not given out.
    """
    steps = sorted({*horizons, *HORIZONS})
    asked = [steps.index(horizon) for horizon in horizons]
    members = {name: models[name] for name in MEMBERS}
    earlier = past_origins(min(origins), panel.start)
    before = list(rolling.forecasts(panel, earlier, steps, members, scored, refit=EVERY, runner=runner))
    blocks = rolling.forecasts(panel, origins, steps, models, scored, refit=refit, runner=runner)
    for block in joined(blocks, panel, steps, before):
        yield block._replace(
            probabilities={name: p[:, asked] for name, p in block.probabilities.items()},
            observed=block.observed[:, asked],
        )


def joined(
    blocks: Iterable[Block], panel: Panel, horizons: Sequence[int], before: Sequence[Block] = ()
) -> Iterator[Block]:
    """Blocks, oldest first, each with the ensemble: weighed by those before it, and by some that are not given out."""
    past = list(before)
    for block in blocks:
        weights = weigh(past, panel, horizons, block.origin)
        past.append(block)
        ensemble = blend(block.probabilities, weights).astype(np.float32)
        yield block._replace(probabilities={**block.probabilities, NAME: ensemble})
