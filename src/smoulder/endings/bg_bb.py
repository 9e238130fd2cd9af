"""Buy till you die, by the month: a live unit strikes with chance p each month, and dies with chance q before each.

Beta-geometric / beta-Bernoulli (Fader, Hardie & Shang 2010, Marketing Science 29): p and q differ between units as
betas (a, b) and (c, d), learned from the pool by maximum likelihood. A unit tells by three numbers: months since its
first sighting, months with an event among them, and the last of these. It lives, or died before some month since
then. With (x)_n = x (x + 1) ... (x + n - 1), r strikes and m misses while alive, n = r + m, have the chance
(a)_r (b)_m / (a + b)_n, times (d)_n / (c + d)_n for living on, or (d)_n c / (c + d)_(n + 1) for dying next.
Blind months are cut out of the clock.

Assumes: while alive a unit strikes at one rate, month after month independently; no unit rises from the dead.
Fails when: activity comes in bursts, as it does: a pause then looks like death, and it says "ended" far too early.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from smoulder.endings import STEPS, answer
from smoulder.types import HORIZON, SCORED_ACTIVE, Bools, Floats, Ints, Panel, ReturnCurves

START = (0.5, 3.0, 0.5, 20.0)
WIDEST = 12.0  # the largest log of a beta parameter: beyond it units are alike
FEWEST = 10  # units


class Parameters(NamedTuple):
    """The betas of p and q; not a number if the pool taught nothing."""

    a: float
    b: float
    c: float
    d: float


class Records(NamedTuple):
    """Months with an event after the first sighting, months to the last of these, and months to now: each (units,)."""

    strikes: Ints
    last: Ints
    now: Ints


class Fates(NamedTuple):
    """What may have become of each unit: death after each month since its last sighting or, listed last, life.

    first: where the fates of a unit begin, (units,); its unit, strikes and misses while alive, death: each (fates,).
    """

    first: npt.NDArray[np.intp]
    unit: npt.NDArray[np.intp]
    strikes: Ints
    misses: Ints
    died: Bools


def _records(panel: Panel) -> Records:
    now = np.sum(panel.visible & (panel.active_months > 0), axis=1) - 1
    parts = panel.active_months[:, -1] - 1, now - panel.silence[:, -1], now
    return Records(*(np.maximum(part, 0).astype(np.int32) for part in parts))


def _fates(records: Records) -> Fates:
    silent = records.now - records.last
    first = np.cumsum(silent + 1) - (silent + 1)
    unit = np.repeat(np.arange(len(silent)), silent + 1)
    survived = (np.arange(len(unit)) - first[unit]).astype(np.int32)
    strikes = records.strikes[unit]
    return Fates(first, unit, strikes, records.last[unit] - strikes + survived, survived < silent[unit])


def _log_chance(betas: Parameters, strikes: Ints, misses: Ints, died: Bools | bool) -> Floats:
    """The log chance of each fate."""
    (a, b, c, d), alive = betas, strikes + misses
    p, not_p, not_q, any_p, any_q = (_rising(x, alive.max(initial=0) + 1) for x in (a, b, d, a + b, c + d))
    whole: Floats = p[strikes] + not_p[misses] - any_p[alive] + not_q[alive] + np.log(c) * died - any_q[alive + died]
    return whole


def _rising(x: float, longest: int) -> Floats:
    """log (x)_n for n = 0..longest."""
    return np.append(0, np.cumsum(np.log(x + np.arange(longest))))


def _slopes(betas: Parameters, fates: Fates, weight: Floats) -> Floats:
    """The weighted sum over the fates of the slopes of the log chance in a, b, c and d."""
    (a, b, c, d), alive = betas, fates.strikes + fates.misses

    def rising(x: float, n: Ints) -> float:
        """The sum of the slopes of log (x)_n in x."""
        return float(np.bincount(n, weight) @ np.append(0, np.cumsum(1 / (x + np.arange(n.max())))))

    by_p, by_q = rising(a + b, alive), rising(c + d, alive + fates.died)
    deaths = weight[fates.died].sum()
    return np.array(
        [rising(a, fates.strikes) - by_p, rising(b, fates.misses) - by_p, deaths / c - by_q, rising(d, alive) - by_q]
    )


def fit(pool: Panel) -> Parameters:
    """Maximise the likelihood of the records of all units that would be scored had they not fallen silent."""
    from scipy.optimize import minimize  # here: it takes a quarter of a second that no kept answer needs

    kept = pool.active_months[:, -1] >= SCORED_ACTIVE
    if kept.sum() < FEWEST:
        return Parameters(np.nan, np.nan, np.nan, np.nan)
    records = np.stack(_records(pool))[:, kept]
    fates = _fates(Records(*records[:, np.lexsort(records)]))  # sorted: the order of the units must not matter

    def loss(logs: Floats) -> tuple[float, Floats]:
        betas = Parameters(*np.exp(logs).tolist())
        each = _log_chance(betas, fates.strikes, fates.misses, fates.died)
        whole = np.logaddexp.reduceat(each, fates.first)
        slopes = _slopes(betas, fates, np.exp(each - whole[fates.unit]))
        return -float(whole.sum()), -slopes * betas

    found = minimize(loss, np.log(START), jac=True, method="L-BFGS-B", bounds=[(-WIDEST, WIDEST)] * 4)
    return Parameters(*np.exp(found.x).tolist())


def curves(parameters: Parameters, panel: Panel) -> ReturnCurves:
    """The chance of the record and a strike that ends its silence so many months from now, over that of the record."""
    if np.isnan(parameters).any():
        return answer(panel, "bg_bb", np.full((len(panel.units), HORIZON), np.nan))
    records = _records(panel)
    fates = _fates(records)
    record = np.logaddexp.reduceat(_log_chance(parameters, fates.strikes, fates.misses, fates.died), fates.first)
    strikes, misses = records.strikes[:, None] + 1, (records.now - records.strikes)[:, None] + STEPS - 1
    returned = np.exp(_log_chance(parameters, strikes, misses.astype(np.int32), died=False) - record[:, None])
    return answer(panel, "bg_bb", np.minimum(np.cumsum(returned, axis=1), 1))
