"""Groups that were seen in far fewer places than the year before: did they go on killing, and for how long?

A case is a group at the end of a year: its cells of half a degree with an event in the newest 12 months, against those
of the 12 months before, of which there were at least LEAST. Fewer cells is *not* lost land: a group that fights less,
or is reported less, is seen in fewer places too, and ground that nobody contests was never seen. What follows is
counted where it could be seen: a horizon that touches a blind month is unknown, and a group is followed until the first
blind month only. A group is one under all its names, whatever the day, so that a renaming is no end.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from smoulder.calibration import resamples
from smoulder.errors import NotEnoughData
from smoulder.types import Bools, Floats

YEAR = 12  # months
LEAST = 8  # cells in the year before: of fewer, one cell is more than a tenth
PLACED = 0.8  # of the events of either year: where many have no place, cells come and go with the coder
HORIZONS = (12, 24, 36, 60)  # months after the year
SILENT = 24  # visible months without a deadly event after the last one: it was the last
SIZES = (8, 16, 32)  # cells in the year before, from so many on: groups are compared with groups of their class
DRAWS = 2_000

Interval = tuple[float, float, float]


class Cases(NamedTuple):
    """Group-years, each field (cases,): before, now: cells; killed: by horizon, not a number where it is unknown.

    deaths: in the year before, in the year of the case, and in the 12 months after (not a number: unknown); last:
    months to the last deadly event seen; ended: whether that was followed by SILENT visible months without one.
    """

    group: npt.NDArray[np.int64]
    names: tuple[str, ...]
    origin: npt.NDArray[np.int64]
    before: Floats
    now: Floats
    killed: Floats
    deaths: Floats
    last: Floats
    ended: Bools

    @property
    def lost(self) -> Floats:
        """The share of its cells that a group was not seen in any more."""
        return np.asarray(1 - self.now / self.before)


def cases(events: pl.DataFrame, visible: Bools, first: int, origins: Sequence[int]) -> tuple[Cases, int]:
    """The cases at some origins, and how many were left out because too few of their events have a place.

    Raises NotEnoughData where no origin has two years that could be seen whole.
    events: columns group, gid, month, events, deaths, deadly; visible: months from `first` on.
    """
    names = tuple(events["group"].unique().sort())
    row = events["group"].replace_strict(list(names), list(range(len(names))), return_dtype=pl.Int64).to_numpy()
    month = events["month"].to_numpy().astype(np.int64) - first
    shape = (len(names), len(visible))
    deadly, deaths = np.zeros(shape), np.zeros(shape)
    np.add.at(deadly, (row, month), events["deadly"].to_numpy())
    np.add.at(deaths, (row, month), events["deaths"].to_numpy())
    gid, count = events["gid"].fill_null(-1).to_numpy(), events["events"].to_numpy()
    parts, left_out = [], 0
    for origin in origins:
        at = origin - first  # the last month of the year
        if at - 2 * YEAR + 1 < 0 or not visible[at - 2 * YEAR + 1 : at + 1].all():
            continue
        cells, placed, whole = (np.zeros((2, len(names))) for _ in range(3))
        for year, end in enumerate((at - YEAR, at)):
            use = (month > end - YEAR) & (month <= end)
            pairs = np.unique(np.stack([row[use & (gid > 0)], gid[use & (gid > 0)]]), axis=1)
            cells[year] = np.bincount(pairs[0], minlength=len(names))
            placed[year] = np.bincount(row[use & (gid > 0)], count[use & (gid > 0)], len(names))
            whole[year] = np.bincount(row[use], count[use], len(names))
        enough = (placed >= PLACED * whole).all(axis=0)
        left_out += int(((cells[0] >= LEAST) & ~enough).sum())
        held = np.flatnonzero((cells[0] >= LEAST) & enough)
        parts.append(
            (held, np.full(len(held), origin), cells[:, held], *_after(deadly[held], deaths[held], visible, at))
        )
    if not parts:
        raise NotEnoughData("No year at these origins could be seen whole with the year before it.")
    which, when, seen, killed, fell, last, ended = (
        np.concatenate([part[place] for part in parts], axis=1 if place == 2 else 0) for place in range(7)
    )
    return Cases(which, names, when, seen[0], seen[1], killed, fell, last, ended), left_out


def _after(deadly: Floats, deaths: Floats, visible: Bools, at: int) -> tuple[Floats, Floats, Floats, Bools]:
    """What followed month `at`: killed by horizon, deaths of three years, months to the last deadly event, ended."""
    ahead = deadly[:, at + 1 :] > 0
    seen = visible[at + 1 :]
    follow = int(np.argmin(np.r_[seen, False]))  # months until the first blind one
    killed = np.full((len(deadly), len(HORIZONS)), np.nan)
    for place, horizon in enumerate(HORIZONS):
        if follow >= horizon:
            killed[:, place] = ahead[:, :horizon].any(axis=1)
    after = deaths[:, at + 1 : at + 1 + YEAR].sum(axis=1) if follow >= YEAR else np.full(len(deadly), np.nan)
    years = (deaths[:, at + 1 - 2 * YEAR : at + 1 - YEAR], deaths[:, at + 1 - YEAR : at + 1])
    fell = np.stack([*(year.sum(axis=1) for year in years), after], axis=1)
    stretch = ahead[:, :follow] * np.arange(1, follow + 1)
    last = stretch.max(axis=1, initial=0).astype(np.float64)
    return killed, fell, last, np.asarray(follow - last >= SILENT)


def chosen(all_of: Cases, use: Bools) -> Cases:
    """Some of the cases."""
    parts = {name: getattr(all_of, name)[use] for name in Cases._fields if name != "names"}
    return all_of._replace(**parts)


def sampled(of: Cases, seed: int) -> Floats:
    """The weight of each case in DRAWS bootstrap samples of whole groups, (draws, cases); the first has each once."""
    held, place = np.unique(of.group, return_inverse=True)
    drawn = resamples(max(len(held), 1), np.random.default_rng(seed), DRAWS)[:, place]
    return np.concatenate([np.ones((1, len(place))), drawn])


def interval(values: Floats) -> Interval | None:
    """The first of some values, and where 95% of the others lie; None if the first does not exist."""
    others = values[1:][np.isfinite(values[1:])]
    if not np.isfinite(values[0]) or not len(others):
        return None
    low, high = np.quantile(others, (0.025, 0.975))
    return float(values[0]), float(low), float(high)


def share(of: Cases, draws: Floats, horizon: int) -> Floats:
    """The share that killed within a horizon, of those of which it is known, in each sample."""
    came = of.killed[:, horizon]
    known = ~np.isnan(came)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(draws[:, known] @ came[known] / draws[:, known].sum(axis=1))


def share_like(of: Cases, draws: Floats, lost: Cases, horizon: int) -> Floats:
    """The same of other groups, each class of size counting as much as it does among those that lost cells."""
    found, total = np.zeros(len(draws)), 0.0
    classes = [np.searchsorted(SIZES, each.before, side="right") for each in (of, lost)]
    for size in range(1, len(SIZES) + 1):
        weight = float((~np.isnan(lost.killed[:, horizon]) & (classes[1] == size)).sum())
        here = classes[0] == size
        if weight and (here & ~np.isnan(of.killed[:, horizon])).any():
            found += weight * share(chosen(of, here), draws[:, here], horizon)
            total += weight
    return found / total if total else np.full(len(draws), np.nan)


def survival(of: Cases, draws: Floats, months: Sequence[int]) -> Floats:
    """Kaplan-Meier: the share whose last deadly event lies further ahead than so many months, (draws, months).

    Cases whose last deadly event was not followed by SILENT visible months are censored at it: they may have gone on.
    """
    curve = np.ones(len(draws))
    found = np.full((len(draws), len(months)), np.nan)
    for month in range(max(months) + 1):
        at_risk = draws @ (of.last >= month)
        ending = draws @ ((of.last == month) & of.ended)
        with np.errstate(invalid="ignore", divide="ignore"):
            curve = curve * np.where(at_risk > 0, 1 - ending / at_risk, np.nan)
        for place, each in enumerate(months):
            if each == month:
                found[:, place] = curve
    return found


def deaths_left(of: Cases, draws: Floats) -> Floats:
    """Deaths of the 12 months after, as a share of those of the year before, over all cases of which both are known."""
    known = ~np.isnan(of.deaths[:, 2])
    before, after = of.deaths[known, 0], of.deaths[known, 2]
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(draws[:, known] @ after / (draws[:, known] @ before))


def cells_left(of: Cases, draws: Floats) -> Floats:
    """Cells of the year, as a share of those of the year before, over all cases."""
    with np.errstate(invalid="ignore"):
        return np.asarray(draws @ of.now / (draws @ of.before))


def row(of: Cases, seed: int, like: Cases | None = None) -> Mapping[str, Any]:
    """All numbers of a set of cases with their intervals. like: whose sizes they are weighed by, None for their own.

    killed: the share that killed within each of HORIZONS; still: `survival` at the same; more_deaths: the share with
    more deaths in the 12 months after than in the year before; null where there is no case.
    """
    draws = sampled(of, seed)
    places = range(len(HORIZONS))
    killed = [share(of, draws, place) if like is None else share_like(of, draws, like, place) for place in places]
    known = ~np.isnan(of.deaths[:, 2])
    rose = of.deaths[known, 2] > of.deaths[known, 0]
    return {
        "cases": len(of.group),
        "groups": len(np.unique(of.group)),
        "cells_left": interval(cells_left(of, draws)),
        "deaths_left": interval(deaths_left(of, draws)),
        "known": [int((~np.isnan(of.killed[:, place])).sum()) for place in places],
        "killed": [interval(each) for each in killed],
        "still": [interval(curve) for curve in survival(of, draws, HORIZONS).T],
        "more_deaths": float(rose.mean()) if len(rose) else None,
    }
