"""How often a month reaches a threshold, learned from all units' pasts: one logistic regression, pooled.

For every threshold k of a grid, P(deaths >= k, h months ahead) is one logistic regression over all units, past origins,
steps and thresholds: what it knows is how often, how recently and by how much the unit itself stood above or below k.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import expit, logit, ndtr
from threadpoolctl import threadpool_limits

from smoulder.types import Bools, Floats

Counts = npt.NDArray[np.int64]
Whole = npt.NDArray[np.integer]

HALF_LIVES = (1.5, 4.0, 12.0, 60.0)  # months: how often the unit stood above the threshold
LEVEL_HALF_LIVES = (2.0, 8.0, 36.0)  # months: its mean count against the threshold
PEAK_MONTHS = 36
KERNEL = 0.9  # log-sd of a month's count in the regression's "stood above"
FLOOR = 0.003  # a share of months is known no better than this
RIDGE = 30.0
FIT_STEPS = (3, 6, 10, 14, 24, 36)
FIT_EVERY = 3  # months between the origins learned from
MIDDLE = 8.0  # the step at which effects do not change with the step
FIRST_ORIGIN = 24  # months of record before the first of them
ROWS = 4_000  # of one step and threshold, at most; units far below the threshold get a quarter
CAP = 2  # no draw above so many times the largest month of the record


class Parameters(NamedTuple):
    """Coefficients of the regression, and the thresholds (the last is the cap plus one)."""

    coefficients: Floats
    thresholds: Counts


def fit(values: Whole, *, seed: int = 0) -> Parameters:
    """Learn from whole counts (units, months) up to the origin; not a number where there are too few months."""
    with threadpool_limits(limits=1):  # sums split over threads round otherwise, and processes would fight for cores
        return _fit(values, seed)


def _fit(values: Whole, seed: int) -> Parameters:
    rng = np.random.default_rng(seed)
    months = values.shape[1]
    grid = threshold_grid(CAP * max(int(values.max(initial=0)), 100))
    if months <= FIRST_ORIGIN + FIT_STEPS[0]:
        return Parameters(np.full(1, np.nan), grid)
    designs, outcomes, weights = [], [], []
    told = past(values)
    for k in np.unique(np.geomspace(1, max(values.max() / 2, 100), 14).round()):
        seen = features(told, k)
        for offset, step in enumerate(s for s in FIT_STEPS if months - s > FIRST_ORIGIN):
            origins = np.arange(FIRST_ORIGIN + offset % FIT_EVERY, months - step, FIT_EVERY)
            x = seen[:, origins].reshape(-1, seen.shape[-1])
            y = (values[:, origins + step] >= k).ravel()
            far = (x[:, len(HALF_LIVES) - 1] < logit(FLOOR) + 0.02) & ~y
            chance = np.where(far, ROWS / 4 / max(far.sum(), 1), ROWS / max((~far).sum(), 1)).clip(max=1)
            kept = rng.random(len(y)) < chance
            designs.append(design(x[kept], step, k).astype(np.float32))
            outcomes.append(y[kept])
            weights.append(1 / chance[kept])
    coefficients = logistic(np.concatenate(designs), np.concatenate(outcomes), np.concatenate(weights))
    return Parameters(coefficients, grid)


def threshold_grid(cap: int) -> Counts:
    """Every count to 10, then steps of a tenth; the edges of the scored classes; the first impossible count."""
    steps = np.ceil(10 * 1.1 ** np.arange(1, np.log(cap / 10) / np.log(1.1)))
    classes = (3, 6, 11, 25, 26, 51, 100, 101, 251, 501, 1000, 1001)
    grid = np.unique(np.concatenate([np.arange(1, 11), steps, classes, [cap + 1]]))
    return grid[grid <= cap + 1].astype(np.int64)


class Past(NamedTuple):
    """What units have been up to each month (or the newest only), whatever the threshold.

    active, height: (units, all months), whether and how high (log) a month stood; decays: weights of months, one matrix
    for each of HALF_LIVES; levels, peak, silence, share: (units, months).
    """

    active: Bools
    height: Floats
    decays: tuple[Floats, ...]
    levels: tuple[Floats, ...]
    peak: Floats
    silence: Floats
    share: Floats


def decay(months: int, half_life: float, newest: bool) -> Floats:
    """Weights that make decayed means of the months so far, (months, months): at every month, or at the newest only."""
    age = np.subtract.outer(np.arange(months), np.arange(months)[-1:] if newest else np.arange(months))
    weight = np.where(age <= 0, 0.5 ** (-np.minimum(age, 0) / half_life), 0)
    return np.asarray(weight / weight.sum(axis=0), dtype=np.float64)


def past(values: Whole, newest: bool = False) -> Past:
    """What units have been, from whole counts (units, months)."""
    months = np.arange(values.shape[1])
    shown = slice(-1 if newest else None, None)
    counts = values.astype(float)
    active = counts > 0
    decays, own, lately = (
        tuple(decay(len(months), half_life, newest) for half_life in each)
        for each in (HALF_LIVES, LEVEL_HALF_LIVES, (12.0,))
    )
    padded = np.pad(counts, ((0, 0), (PEAK_MONTHS - 1, 0)))
    peak = np.lib.stride_tricks.sliding_window_view(padded, PEAK_MONTHS, axis=1)[:, shown].max(-1)
    last = np.maximum.accumulate(np.where(active, months, -PEAK_MONTHS), axis=1)
    return Past(
        active, np.log(counts + 0.5), decays, tuple(np.log(counts @ weight + 0.3) for weight in own),
        np.log(peak + 1), np.log1p(months - last)[:, shown], active.astype(float) @ lately[0],
    )  # fmt: skip


def features(of: Past, k: float) -> Floats:
    """(units, months, features): how the past stands against threshold k."""
    above = np.where(of.active, ndtr((of.height - np.log(k)) / KERNEL), 0.0)
    shares = [logit((above @ weight).clip(0, 1) * (1 - 2 * FLOOR) + FLOOR) for weight in of.decays]
    levels = [np.clip(level - np.log(k), -9, 4) for level in of.levels]
    return np.stack([*shares, *levels, np.clip(np.log(k) - of.peak, 0, 9), of.silence, of.share], axis=-1)


def design(x: Floats, step: float, k: float) -> Floats:
    """The regression's columns: all effects change with step, size and activity, and differ for "any death"."""
    one, size = np.ones((len(x), 1)), np.log(k) / 4 - 1
    full = np.hstack([one, x])
    return np.hstack(
        [full, full * np.log(step / MIDDLE), full * (k == 1), one * size, one * size**2, x * x[:, -1:], x * size]
    )


def logistic(x: npt.NDArray[np.float32], y: Bools, weights: Floats) -> Floats:
    """Ridge logistic coefficients by Newton's method with halved steps; the first column of x is constant."""
    mean, scale = x.mean(0), x.std(0) + 1e-6
    mean[0], scale[0] = 0, 1
    x = (x - mean) / scale
    w, penalty = weights.astype(np.float32), np.full(x.shape[1], RIDGE)
    penalty[0] = 1e-3
    beta = np.zeros(x.shape[1])

    def loss(b: Floats) -> float:
        z = x @ b.astype(np.float32)
        return float((w * (np.logaddexp(0, z) - y * z)).sum(dtype=float) + (penalty * b * b).sum() / 2)

    current = loss(beta)
    for _ in range(30):
        p = expit(x @ beta.astype(np.float32))
        curvature = (x * (w * p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        move = np.linalg.solve(curvature, x.T @ (w * (y - p)) - penalty * beta)
        while (tried := loss(beta + move)) > current and np.abs(move).max() > 1e-6:
            move /= 2
        beta, gain, current = beta + move, current - tried, tried
        if gain < 1e-6 * current:
            break
    beta = beta / scale
    beta[0] -= beta[1:] @ mean[1:]
    return np.asarray(beta, dtype=np.float64)


def learned(parameters: Parameters, values: Whole, steps: Whole) -> Floats:
    """P(count >= threshold) as (units, steps, thresholds), never rising with the threshold; 0 at the last."""
    k = parameters.thresholds
    chances = np.zeros((len(values), len(steps), len(k)))
    tilt = np.log(steps / MIDDLE)[None]  # the line is straight in the log of the step: two points tell it
    told = past(values[:, -240:], newest=True)
    for j in range(len(k) - 1):
        x = features(told, k[j])[:, -1]
        level, later = (design(x, step, k[j]) @ parameters.coefficients for step in (MIDDLE, MIDDLE * np.e))
        chances[:, :, j] = expit(level[:, None] + (later - level)[:, None] * tilt)
    return np.minimum.accumulate(chances, axis=-1)
