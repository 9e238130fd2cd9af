"""Silent spells as a mixture: ended, or silent for a heavy-tailed time if not, as the record tells.

After its last sighting a unit has ended with chance e, or else stays silent for s months with chance
1 / (1 + (s / m) ** k), the log-logistic (Boag 1949, Journal of the Royal Statistical Society B 11; Farewell 1982,
Biometrics 38). logit e and log m are linear in the record as it stood at the last sighting; k is shared and at most 1,
so that neither hazard ever rises. Arrays: x, the record with a column of ones, (spells, columns).
"""

import re
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import expit, log_expit

from smoulder.types import SCORED_ACTIVE, Bools, Floats, Ints, Panel

Places = npt.NDArray[np.intp]

RIDGE = 10.0
HALF_LIFE = 150.0  # months: reporting changes over decades, and old spells teach less
CROWD = 0.3  # a spell of a unit with n spells weighs n ** -CROWD, so that the busy do not outvote the rest
LONG = 6  # visible months: a gap longer than this is a rest survived
FEWEST = 30  # units with a spell
FAR = 4.0  # spreads: a record further out than any seen is taken as this far
PEOPLE = re.compile(r"([a-z]s|men)$")
BANDS = re.compile(
    r"(brigades|squads|forces|panthers|tigers|volunteers|nuclei|cells|killers|defenders|wolves|hawks|eagles|lions"
    r"|soldiers|sons|underground|ss)$",
    re.IGNORECASE,
)


class Mixture(NamedTuple):
    """middle, spread: of each column of the record; ended, length: level and slopes of logit e and log m; shape: k.

    Not a number if the pool taught nothing.
    """

    middle: Floats
    spread: Floats
    ended: Floats
    length: Floats
    shape: float


@cache
def is_people(unit: str) -> bool:
    """Whether a name tells a kind of people ("Muslim Extremists", "Gunmen") and not an organisation.

    >>> [is_people(name) for name in ("Shan Insurgents", "Gunmen", "Red Brigades", "Army of the Poor", "Seen (S)")]
    [True, True, False, False, False]
    """
    name = unit.partition(" | ")[0]
    words = name.lower().split()
    short = "(" not in name and len(words) <= 3 and not {"of", "for", "the"} & set(words)
    return short and bool(PEOPLE.search(name)) and not BANDS.search(name)


def record(panel: Panel, unit: Places, month: Places) -> Floats:
    """What the record told at the last sighting by a month, (cases, columns); not a number where nobody knows.

    unit, month: places in the panel, (cases,). Active months, life, longest and typical gap, rests survived, how busy
    the last year was for this unit, the last gap, whether the name is that of people and not of an organisation, and
    how much of it lies in one country.
    """
    seen = np.cumsum(panel.visible, axis=1, dtype=np.int32)
    active = panel.values > 0
    last = np.maximum.accumulate(seen * active, axis=1)
    before = np.concatenate([np.zeros((len(last), 1), dtype=np.int32), last[:, :-1]], axis=1)
    gaps = np.where(active & (before > 0), seen - before, 0)
    at = np.maximum.accumulate(active * np.arange(active.shape[1], dtype=np.int32), axis=1)[unit, month]
    months = np.maximum(panel.active_months[unit, at], 1).astype(np.float64)
    by_clock = np.zeros((len(seen), seen.shape[1] + 1), dtype=np.int16)  # active months by visible months so far
    np.put_along_axis(by_clock, seen, panel.active_months, axis=1)
    year = months - by_clock[unit, np.maximum(seen[unit, at] - 12, 0)]
    gap, life = gaps[unit, at], np.cumsum(gaps, axis=1)[unit, at]
    logs = np.log(np.maximum(np.arange(gaps.max(initial=1) + 1), 1))[gaps]
    people = np.array([is_people(name) for name in panel.units], dtype=np.float64)
    return np.column_stack(
        [
            np.log(months),
            np.log1p(life),
            np.log1p(np.maximum.accumulate(gaps, axis=1)[unit, at]),
            np.cumsum(logs, axis=1)[unit, at] / np.maximum(months - 1, 1),
            np.log1p(np.cumsum(gaps > LONG, axis=1)[unit, at]),
            np.log((year + 0.5) / 12.5) - np.log(months / (life + 12)),
            np.log1p(gap),
            people[unit],
            np.full(len(unit), np.nan) if panel.context is None else panel.context.known[0, unit, at],
        ]
    )


def newest(panel: Panel) -> tuple[Floats, Ints]:
    """The record of each unit at its last sighting, (units, columns), and for how long it has been silent since."""
    kept = panel.seen()
    units = np.arange(len(kept.units))
    return record(kept, units, np.full(len(units), kept.values.shape[1] - 1)), panel.silence[:, -1].astype(np.int32)


def standard(x: Floats, middle: Floats, spread: Floats) -> Floats:
    """Columns on a common scale; what is not known is taken as the pool's mean."""
    return np.nan_to_num(np.clip((x - middle) / spread, -FAR, FAR), nan=0.0)


def learn(pool: Panel) -> Mixture:
    """Maximise the likelihood of the pool's spells, each given that it lasted its first visible month.

    The clock is that of months in which anything could be seen: see `Panel.seen`.
    """
    from scipy.optimize import minimize  # here: it takes a quarter of a second that no kept answer needs

    pool = pool.seen()
    began, length, came = _spells(pool)
    unit, month = np.nonzero(began)
    known = record(pool, unit, month)
    columns = known.shape[1] + 1
    if len(np.unique(unit)) < FEWEST:
        nothing = np.full(columns, np.nan)
        return Mixture(nothing[1:], nothing[1:], nothing, nothing, np.nan)
    known = np.nan_to_num(known)
    middle, spread = known.mean(axis=0), known.std(axis=0) + 1e-9
    x = np.column_stack([np.ones(len(known)), standard(known, middle, spread)])
    until, returned = length[unit, month].astype(np.float64), came[unit, month]
    age = pool.values.shape[1] - 1 - month
    weight = 0.5 ** (age / HALF_LIFE) * np.bincount(unit)[unit].astype(np.float64) ** -CROWD
    pull = RIDGE * np.r_[0, np.ones(columns - 1), 0, np.ones(columns - 1), 0]

    def loss(theta: Floats) -> tuple[float, Floats]:
        shape = float(expit(theta[-1]))
        value, by_end, by_length, by_shape = _likelihood(
            x @ theta[:columns], x @ theta[columns:-1], shape, until, returned
        )
        slopes = [x.T @ (weight * by_end), x.T @ (weight * by_length), [weight @ by_shape * shape * (1 - shape)]]
        return float(pull @ theta**2) / 2 - float(weight @ value), pull * theta - np.concatenate(slopes)

    begin = np.r_[-1.0, np.zeros(columns - 1), 1.5, np.zeros(columns - 1), 1.0]
    theta = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return Mixture(middle, spread, theta[:columns], theta[columns:-1], float(expit(theta[-1])))


def _spells(pool: Panel) -> tuple[Bools, Ints, Bools]:
    """Where a spell has lasted one visible month, how long it will be, and whether an event ends it."""
    seen = np.cumsum(pool.visible, axis=1, dtype=np.int32)
    never = np.iinfo(np.int32).max
    ahead = np.minimum.accumulate(np.where(pool.values > 0, seen, never)[:, ::-1], axis=1)[:, ::-1]
    came = ahead < never
    began = (pool.silence == 1) & (pool.active_months >= SCORED_ACTIVE) & pool.visible
    return began, (np.where(came, ahead, seen[:, -1:]) - seen + 1).astype(np.int32), came


def _likelihood(
    end: Floats, length: Floats, shape: float, until: Floats, returned: Bools
) -> tuple[Floats, Floats, Floats, Floats]:
    """The log likelihood of each spell and its slopes by logit e, log m and k."""
    ended, lives = expit(end), log_expit(-end)

    def silent(months: Floats) -> Floats:
        """log P(silent so long) and its three slopes, (4, spells)."""
        beyond = np.log(months) - length
        whole = np.logaddexp(log_expit(end), lives + log_expit(-shape * beyond))
        lively = np.exp(lives + log_expit(-shape * beyond) - whole)  # P(not ended | silent so long)
        fall = lively * expit(shape * beyond)
        return np.stack([whole, 1 - lively - ended, fall * shape, -fall * beyond])

    # an event in visible month `until` of a spell ends a silence of until - 1 months
    first, before, after = silent(np.ones_like(until)), silent(np.maximum(until - 1, 1.0)), silent(until)
    stays = np.exp(np.minimum(after[0] - before[0], -1e-12))
    struck = before - stays / (1 - stays) * (after - before)
    struck[0] = before[0] + np.log1p(-stays)
    value, by_end, by_length, by_shape = np.where(returned, struck, after) - first
    return value, by_end, by_length, by_shape


def wear(mixture: Mixture, known: Floats, silent: Ints, ahead: Floats) -> Floats:
    """The cumulative hazard of return within so many months, for units silent so long, as `ahead`: (units, steps).

    known: the record, (units, columns); silent: visible months, (units,).
    """
    if np.isnan(mixture.shape):
        return np.full((len(known), ahead.shape[-1]), np.nan)
    x = standard(known, mixture.middle, mixture.spread)
    end = (mixture.ended[0] + x @ mixture.ended[1:])[:, None]
    length = (mixture.length[0] + x @ mixture.length[1:])[:, None]
    now = np.maximum(silent, 1).astype(np.float64)[:, None]

    def silence(months: Floats) -> Floats:
        stays = log_expit(-end) + log_expit(-mixture.shape * (np.log(months) - length))
        whole: Floats = np.logaddexp(log_expit(end), stays)
        return whole

    return silence(now) - silence(now + ahead)
