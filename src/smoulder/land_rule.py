"""What became of a claim about land, by maps of the user's: nothing else here decides one.

Two maps speak: the last one up to BEFORE before the words, and the first one within WITHIN after the day by which it
should have come true. Ground that the later map does not cover is not lost but unknown. An amount of land ("4 km left")
and a prediction without a day are not judged.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import shapely

from smoulder.control import CONTESTED, GROUP
from smoulder.polygons import COVERED, Map
from smoulder.types import Floats
from smoulder.units import Units

RULE = "land: by maps of the user's"
BEFORE, WITHIN = timedelta(days=184), timedelta(days=92)
GONE, HALF = 0.02, 0.5  # of the ground before: less is a matter of drawing; above half it has not been lost
JUDGED = ("territory_loss", "territory_loss_prediction", "territory_held_prediction")


class Judged(NamedTuple):
    """held, partly, failed or not checkable, and why; the days of the maps that spoke."""

    verdict: str
    reason: str
    days: tuple[date, ...]


def by_maps(
    maps: Sequence[Map], units: Units, kind: str, direction: str, said: date, by_when: date | None
) -> Judged | None:
    """What two maps say of a claim, None for a kind of claim that they do not judge.

    maps: in order of their days, shares of units by holder; kind, direction: of the claim.
    """
    if kind not in JUDGED or (by_when is None and kind != "territory_loss"):
        return None
    due = by_when or said
    then = next((each for each in reversed(maps) if said - BEFORE <= each.day <= said), None)
    since = next((each for each in maps if due < each.day <= due + WITHIN), None)
    if then is None or since is None:
        span = f"up to half a year before {said} and one within three months after {due}"
        return Judged("not checkable", f"Of your maps none fits: one is needed {span}.", ())
    size = np.array([shapely.area(each) for each in units.outlines])
    had = then.shares[:, GROUP] * size
    days = (then.day, since.day)
    if not had.sum():
        return Judged("not checkable", f"By your map of {then.day} it held nothing here.", days)
    seen = float((np.minimum(since.shares.sum(axis=1), 1.0) * had).sum() / had.sum())
    if seen < COVERED:
        return Judged("not checkable", f"Your map of {since.day} covers {seen:.0%} of what it held.", days)
    left, fought = (_share(since.shares[:, holder] * size, had) for holder in (GROUP, CONTESTED))
    told = f"By your maps of {then.day} and {since.day}, of the ground that it held {left:.0%} was left"
    told += f" and as much as {fought:.0%} was contested."
    return Judged(_verdict(direction, left, fought), told, days)


def _share(ground: Floats, had: Floats) -> float:
    return float(ground.sum() / had.sum())


def _verdict(direction: str, left: float, fought: float) -> str:
    if direction == "ends":
        return "held" if left + fought <= GONE else "partly" if left < HALF else "failed"
    if direction == "weakens":
        return "held" if left < HALF else "partly" if left < 1 - GONE else "failed"
    return "held" if left >= HALF else "partly" if left > GONE else "failed"
