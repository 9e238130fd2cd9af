"""The models together, each with the share of draws that its past forecasts were worth, by months ahead.

A linear pool of distributions (Gneiting & Ranjan 2013, Electronic Journal of Statistics 7). The shares are those that
would have made the classes of deaths that followed most likely, over forecasts from past origins by members fitted
before all of them; they are drawn to even shares as if by PRIOR cases. A draw keeps to its member from step to step as
far as the shares allow, so that paths stay paths.

Assumes: what a member was worth in the last years it will be worth in the next.
Fails when: times change, or the pool is too short to look back: the shares are even then.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from smoulder.forecasts import FEWEST_DRAWS, MONTHS_NEEDED, models
from smoulder.scores import shares
from smoulder.types import Bools, Floats, Panel

MEMBERS = ("conflictology", "exceedance", "negative_binomial")
BACK, EVERY = 96, 12  # months: how far back the first past origin lies, and how far apart they are
BANDS = ((1, 3), (6, 12), (24, 36))  # the steps that teach
TAUGHT = sum(BANDS, ())
BEGINS = (1, 5, 15)  # the first step that takes the shares of each band
SILENT = 120  # months: units empty for longer teach nothing
PRIOR, ROUNDS, SEED = 10.0, 300, 0


class Parameters(NamedTuple):
    """What each member learned, and its share of the draws, (bands, members)."""

    members: dict[str, object]
    shares: Floats


def fit(pool: Panel) -> Parameters:
    """Learn the shares from past origins, and fit the members on all of the pool."""
    known = models()
    return Parameters({name: known[name].fit(pool) for name in MEMBERS}, weigh(pool))


def weigh(pool: Panel) -> Floats:
    """The shares of the members, (bands, members), from forecasts whose months lie in the pool."""
    first = pool.end - BACK
    even = np.full((len(BANDS), len(MEMBERS)), 1 / len(MEMBERS))
    if first < pool.start or pool.until(first).visible.any(axis=0).sum() < MONTHS_NEEDED:
        return even
    known, before = models(), pool.until(first)
    learned = {name: known[name].fit(before) for name in MEMBERS}
    likely: list[list[Floats]] = [[np.empty((0, len(MEMBERS)))] for _ in BANDS]
    for origin in range(first, pool.end, EVERY):
        past = pool.until(origin)
        rows = np.flatnonzero((past.silence[:, -1] >= 0) & (past.silence[:, -1] <= SILENT))
        ahead = np.array([step for step in TAUGHT if origin + step <= pool.end])
        seen: Bools = pool.visible[rows][:, ahead + origin - pool.start]
        came = pool.values[rows][:, ahead + origin - pool.start]
        told = []
        for place, name in enumerate(MEMBERS):
            rng = np.random.default_rng([SEED, origin, place])
            drawn = known[name].draws(learned[name], past.some(rows), ahead.tolist(), FEWEST_DRAWS, rng)
            flat = shares(drawn.reshape(-1, FEWEST_DRAWS), came.ravel(), FEWEST_DRAWS)
            told.append(flat.reshape(came.shape))
        for band, steps in enumerate(BANDS):
            here = seen & np.isin(ahead, steps)
            likely[band].append(np.stack([each[here] for each in told], axis=1))
    return np.array([_most_likely(np.concatenate(each)) for each in likely])


def _most_likely(likely: Floats) -> Floats:
    """The shares of a mixture by expectation-maximisation; likely: (cases, members)."""
    members = likely.shape[1]
    share = np.full(members, 1 / members)
    for _ in range(ROUNDS):
        owed = likely * share
        share = (
            (owed / owed.sum(axis=1, keepdims=True)).sum(axis=0) + PRIOR / members
        ) / (len(likely) + PRIOR)  # fmt: skip
    return share


def draws(
    parameters: Parameters, panel: Panel, steps: Sequence[int], count: int, rng: np.random.Generator
) -> npt.NDArray[np.int64]:
    """Draws of the members, each as often as its share says."""
    known = models()
    told = [known[name].draws(parameters.members[name], panel, steps, count, rng) for name in MEMBERS]
    band = np.searchsorted(BEGINS, steps, side="right") - 1
    place = rng.permuted((np.arange(count) + 0.5) / count)
    member = np.stack([np.searchsorted(np.cumsum(parameters.shares[each])[:-1], place) for each in band])
    return np.asarray(np.choose(member[None], [each.astype(np.int64) for each in told]))
