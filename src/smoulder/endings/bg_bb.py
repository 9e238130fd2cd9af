"""Buy till you die, by the month: a live unit strikes with chance p each month, and dies with chance q before each.

Beta-geometric / beta-Bernoulli (Fader, Hardie & Shang 2010, Marketing Science 29): p and q differ between units as two
beta distributions, learned from the pool by maximum likelihood. A unit tells by three numbers: months since its first
sighting, months with an event among them, and the last of these. P(silent h months more) is the likelihood of the
record with h silent months added, over that of the record as it is. Blind months are cut out of the clock.

Assumes: while alive a unit strikes at one rate, month after month independently; no unit rises from the dead.
Fails when: activity comes in bursts, as it does: a pause then looks like death, and it says "ended" far too early.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import betaln

from smoulder.endings import answer
from smoulder.types import HORIZON, SCORED_ACTIVE, Floats, Ints, Panel, ReturnCurves

START = (0.5, 3.0, 0.5, 20.0)
WIDEST = 12.0  # the largest log of a beta parameter: beyond it units are alike
FEWEST = 10  # units


class Parameters(NamedTuple):
    """The betas of p and q: a, b and c, d; not a number if the pool taught nothing."""

    betas: tuple[float, float, float, float]


class Records(NamedTuple):
    """Months with an event after the first, the last of these, and months to now: each (units,)."""

    repeats: Ints
    last: Ints
    now: Ints


def _records(panel: Panel) -> Records:
    active = panel.active_months
    now = np.sum(panel.visible & (active > 0), axis=1) - 1
    silent = np.maximum(panel.silence[:, -1], 0)
    return Records(*(part.astype(np.int32) for part in (active[:, -1] - 1, now - silent, now)))


def _quiet(betas: npt.ArrayLike, records: Records, ahead: int) -> Floats:
    """The log likelihood of each record with 0..ahead silent months added, (units, ahead + 1)."""
    a, b, c, d = np.asarray(betas, dtype=np.float64)
    repeats, last, now = (part[:, None].astype(np.float64) for part in records)
    span = int((records.now - records.last).max(initial=0)) + ahead + 1
    step = np.arange(span)
    missed, struck = b + last - repeats + step, a + repeats
    # log B(struck, missed) and log B(c, d + age) for each further silent month, by their ratios
    idle = betaln(struck, missed[:, :1]) + _after(np.log(missed / (struck + missed))) - betaln(a, b)
    lives = betaln(c, d + last) + _after(np.log((d + last + step) / (c + d + last + step))) - betaln(c, d)
    dies = lives + np.log(c / (c + d + last + step))
    death = np.logaddexp.accumulate(idle + dies, axis=1)
    died = np.concatenate([np.full((len(death), 1), -np.inf), death[:, :-1]], axis=1)
    whole = np.logaddexp(idle + lives, died)
    at = (now - last).astype(np.int64) + np.arange(ahead + 1)
    return np.take_along_axis(whole, at, axis=1)


def _after(ratios: Floats) -> Floats:
    return np.cumsum(ratios, axis=1) - ratios


def fit(pool: Panel) -> Parameters:
    """Maximise the likelihood of the records of all units that would be scored had they not fallen silent."""
    kept = pool.active_months[:, -1] >= SCORED_ACTIVE
    if kept.sum() < FEWEST:
        return Parameters((np.nan,) * 4)
    records = Records(*(part[kept] for part in _records(pool)))

    def loss(logs: Floats) -> float:
        return -float(_quiet(np.exp(logs), records, 0).sum())

    found = minimize(loss, np.log(START), method="L-BFGS-B", bounds=[(-WIDEST, WIDEST)] * 4)
    a, b, c, d = np.exp(found.x).tolist()
    return Parameters((a, b, c, d))


def curves(parameters: Parameters, panel: Panel) -> ReturnCurves:
    """One minus the chance of further silence."""
    quiet = _quiet(parameters.betas, _records(panel), HORIZON)
    return answer(panel, "bg_bb", np.clip(-np.expm1(quiet[:, 1:] - quiet[:, :1]), 0, 1))
