"""The pooled rate of return by length of silence: the one to beat.

Kaplan and Meier's product limit, by the month, over the silent spells of all units (Kaplan & Meier 1958, Journal of
the American Statistical Association 53): the hazard at silence s is the share of visible months with an event among
those that followed s silent months. A spell is cut off at the pool's end, blind months are no exposure, and only
months at which a unit would have been scored teach. Hazards are kept month by month to 24 silent months and pooled
over classes that widen by a quarter after that; each class starts from the next shorter one, worth 12 unit-months.
The curve of a unit with silence s runs on through s, s+1, s+2, ...

Assumes: units that have been silent as long are alike, and the past returned as the future will.
Fails when: groups differ for reasons that silence does not show, as the busy and the rare do, or times have changed.
"""

from typing import NamedTuple

import numpy as np

from smoulder.endings import STEPS, answer, hazards, pooled
from smoulder.types import HORIZON, Floats, Ints, Panel, ReturnCurves

EXACT, WIDENING, LONGEST = 25, 1.25, 240


def classes() -> Ints:
    """The shortest silence of each class: 0, 1, ..., 25, 31, 39, ...; the last class has no upper end."""
    wide = EXACT * WIDENING ** np.arange(np.log(LONGEST / EXACT) / np.log(WIDENING))
    return np.concatenate([np.arange(EXACT), np.round(wide)]).astype(np.int32)


class Parameters(NamedTuple):
    """The monthly hazard of an event in each class of silence; not a number if the pool taught nothing."""

    hazard: Floats


def fit(pool: Panel) -> Parameters:
    """Learn the hazard of each class of silence."""
    before, event = pooled(pool)
    starts = classes()
    within = np.searchsorted(starts, before, side="right") - 1
    exposure = np.bincount(within, minlength=len(starts))
    events = np.bincount(within[event], minlength=len(starts))
    return Parameters(hazards(events, exposure))


def curves(parameters: Parameters, panel: Panel) -> ReturnCurves:
    """One minus the chance that the silence runs on."""
    now = np.maximum(panel.silence[:, -1], 0).astype(np.int32)
    months = np.arange(now.max(initial=0) + HORIZON)
    hazard = parameters.hazard[np.searchsorted(classes(), months, side="right") - 1]
    quiet = np.concatenate([[0.0], np.cumsum(np.log1p(-hazard))])
    return answer(panel, "silence_table", -np.expm1(quiet[now[:, None] + STEPS] - quiet[now, None]))
