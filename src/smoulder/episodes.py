"""Episodes like this one: other groups that changed in the same way, and what followed.

An episode is a group at the end of a half-year whose way of fighting (see `modes`) is the same as this group's now and
was the same before that. Of each group the nearest one counts, by events and cells in the half-year, events against the
busiest so far, fights, deaths for each deadly event, and time since the change; each on the spread of all
episodes. Only what ended FOLLOWED[0] months or more before the newest whole half-year is looked at, so that something
is known of what followed; later horizons are known for fewer. Nothing is forecast: ten like cases are no sample.
"""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from smoulder.modes import CANNOT_SAY, NAMES, WINDOW, Names, Windows, name
from smoulder.months import label
from smoulder.types import Bools, Floats, Panel

FOLLOWED = (12, 36, 60)  # months after an episode
YEAR = 2  # half-years: still active means an event within the last year of a horizon
MOST = 10  # episodes told
LEAST_SPREAD = 0.1  # of a feature that hardly differs between episodes
LONGEST = 10.0  # half-years since a change: more is as long


class Pool(NamedTuple):
    """Every group by half-year, (groups, halves) each: what it was, how it fought, and what of it could be seen."""

    keys: tuple[str, ...]
    names: tuple[str, ...]
    start: int
    seen: Bools
    windows: Windows
    cells: Floats
    busiest: Floats
    modes: Names
    before: Names
    lasted: Floats


def features(windows: Windows, cells: Floats, busiest: Floats, lasted: Floats) -> Floats:
    """What makes windows alike, (windows, features); not a number where it is not known."""
    w = windows
    with np.errstate(invalid="ignore", divide="ignore"):
        fights = np.where(w.kinds > 0, w.fights / w.kinds, np.nan)
        each = np.where(w.deadly > 0, np.log1p(w.deaths / w.deadly), np.nan)
    share = np.log((w.events + 0.5) / (np.maximum(busiest, w.events) + 0.5))
    since = np.minimum(lasted, LONGEST)
    return np.stack([np.log1p(w.events), np.log1p(cells), share, fights, each, np.log1p(since)], axis=-1)


def pooled(halves: pl.DataFrame, panel: Panel, groups: Mapping[str, str]) -> Pool:
    """The pool from `cell_events.half_years`.

    panel: what could be seen of each unit; groups: unit of the panel by key.
    """
    place = {unit: row for row, unit in enumerate(panel.units)}
    keys = tuple(key for key in halves["key"].unique(maintain_order=True) if groups.get(key) in place)
    start, end = -((1 - panel.start) // WINDOW), panel.end // WINDOW - 1  # whole half-years of the panel
    count = max(end - start + 1, 0)
    rows = halves.filter(pl.col("key").is_in(list(keys)) & pl.col("half").is_between(start, end))
    at = (
        rows["key"].replace_strict(list(keys), list(range(len(keys))), return_dtype=pl.Int64).to_numpy(),
        rows["half"].to_numpy().astype(np.int64) - start,
    )

    def filled(column: str) -> Floats:
        grid = np.zeros((len(keys), count))
        grid[at] = rows[column].to_numpy()
        return grid

    first = start * WINDOW + 1 - panel.start
    units = [place[groups[key]] for key in keys]
    visible = panel.visible[units, first : first + count * WINDOW].reshape(len(keys), count, WINDOW).sum(axis=2)
    windows = Windows(visible.astype(np.float64), *(filled(field) for field in Windows._fields[1:]))
    begun = np.cumsum(windows.events, axis=1) > 0
    called = np.where(begun, name(windows), CANNOT_SAY).astype(np.int8)
    before, lasted = changed(called)
    busiest = np.maximum.accumulate(windows.events, axis=1)
    names = tuple(groups[key] for key in keys)
    return Pool(keys, names, start, visible == WINDOW, windows, filled("cells"), busiest, called, before, lasted)


def changed(called: Names) -> tuple[Names, Floats]:
    """By group and half-year: the last other name (CANNOT_SAY: none yet), and half-years since the change.

    Half-years of which nobody can say anything have no name and change none.
    """
    before, lasted = np.full_like(called, CANNOT_SAY), np.zeros(called.shape)
    last = np.full(len(called), CANNOT_SAY, dtype=np.int8)
    other, since = last.copy(), np.zeros(len(called))
    for half in range(called.shape[1]):
        here = called[:, half]
        changed = (here != CANNOT_SAY) & (here != last)
        other = np.where(changed, last, other)
        since = np.where(changed, 0, since + 1)
        last = np.where(changed, here, last)
        before[:, half], lasted[:, half] = other, since
    return before, lasted


def analogous(
    pool: Pool, now: str, before: str | None, told: Floats, leave_out: Collection[str] = ()
) -> dict[str, Any]:
    """Episodes of other groups that went from one way of fighting to the one of now, nearest first, and what followed.

    before: None if this group never fought otherwise; then all that fight as it does now are looked at. told: this
    group's features now, (features,). leave_out: keys of the group and its kin.
    """
    if now == NAMES[CANNOT_SAY]:
        return _declined("How it fights now cannot be said, so that there is nothing to compare with.")
    back = FOLLOWED[0] // WINDOW
    last = pool.modes.shape[1] - back
    if last <= 0:
        return _declined("The data are too short to know what followed elsewhere.")
    like = pool.modes == NAMES.index(now)
    if before is not None:
        like &= pool.before == NAMES.index(before)
    like[:, last:] = False
    like[[row for row, key in enumerate(pool.keys) if key in leave_out]] = False
    row, half = np.nonzero(like)
    if not len(row):
        way = f"went from {before} to {now}" if before else f"was {now}"
        return _declined(f"No other group in the store {way} early enough to know what followed.")
    there = Windows(*(field[row, half] for field in pool.windows))
    found = features(there, pool.cells[row, half], pool.busiest[row, half], pool.lasted[row, half])
    spread = np.sqrt(_mean((found - _mean(found)) ** 2))
    gaps = np.nan_to_num(((found - told) / np.maximum(spread, LEAST_SPREAD)) ** 2, nan=1.0)  # unknown: a usual gap
    distance = np.sqrt(gaps.mean(axis=1))
    order = np.argsort(distance, kind="stable")
    nearest = order[np.sort(np.unique(row[order], return_index=True)[1])][:MOST]
    episodes = [_episode(pool, int(row[at]), int(half[at]), float(distance[at])) for at in nearest]
    return {
        "declined": None,
        "candidates": {"episodes": len(row), "groups": len(np.unique(row))},
        "episodes": episodes,
        "followed": {str(months): _summed([each["followed"][str(months)] for each in episodes]) for months in FOLLOWED},
    }


def _mean(found: Floats) -> Floats:
    """Means of columns over what is known."""
    known = ~np.isnan(found)
    return np.asarray(np.nansum(found, axis=0) / np.maximum(known.sum(axis=0), 1))


def _declined(why: str) -> dict[str, Any]:
    return {"declined": why, "candidates": {"episodes": 0, "groups": 0}, "episodes": [], "followed": None}


def _episode(pool: Pool, row: int, half: int, distance: float) -> dict[str, Any]:
    first = (pool.start + half) * WINDOW + 1
    return {
        "group": pool.names[row],
        "from": label(first),
        "to": label(first + WINDOW - 1),
        "changed": label(first - int(pool.lasted[row, half]) * WINDOW),
        "events": int(pool.windows.events[row, half]),
        "deaths": int(pool.windows.deaths[row, half]),
        "distance": round(distance, 3),
        "followed": {str(months): _followed(pool, row, half, months // WINDOW) for months in FOLLOWED},
    }


def _followed(pool: Pool, row: int, half: int, ahead: int) -> dict[str, Any]:
    """Whether it was active in the last year of a horizon, and deaths until then; null where a month was blind."""
    until = half + ahead
    seen: npt.NDArray[np.bool_] = pool.seen[row, half + 1 : until + 1]
    year = slice(until - YEAR + 1, until + 1)
    known = len(seen) == ahead
    return {
        "active": bool(pool.windows.events[row, year].any()) if known and seen[-YEAR:].all() else None,
        "deaths": int(pool.windows.deaths[row, half + 1 : until + 1].sum()) if known and seen.all() else None,
    }


def _summed(followed: list[dict[str, Any]]) -> dict[str, Any]:
    known = [each["active"] for each in followed if each["active"] is not None]
    deaths = [each["deaths"] for each in followed if each["deaths"] is not None]
    return {
        "known": len(known),
        "active": sum(known),
        "deaths_known": len(deaths),
        "deaths_median": float(np.median(deaths)) if deaths else None,
    }
