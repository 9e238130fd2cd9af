"""How many of a group's events were near a larger town: by month, year and way of fighting, and how that changed.

Near is within NEAR km, on land, of events whose place is known exactly (precision 1, or a source that does not say):
one placed at the nearest town it is told of would count as in that town. Events of a cell are alike, so that intervals
take cells as clusters (see `shares`); that of a change is Newcombe's (1998, Statistics in Medicine 17: 873-890).
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from smoulder.cell_events import Placed
from smoulder.distances import cell_table
from smoulder.shares import Share, share
from smoulder.towns import LARGER, from_points
from smoulder.types import Floats, Ints

NEAR = 10.0  # km: a town and what it lives by; the list places towns to some km only
NEARER, FARTHER = 5.0, 20.0  # what other distances would give is told too
EXACT = 1  # where_precision; UCDP's 2 is within 25 km of a named place, GTD's 2 the middle of a district
YEAR = 12  # months
ENOUGH = 5  # events: a share of fewer is chance
NONE_TOLD: Mapping[str, Any] = {
    "urban": None,
    "urban_reason": "None of its events on land is placed exactly enough to say how near a larger town it was.",
}


class Located(NamedTuple):
    """Exactly placed events on land, oldest first, (events,): month ids, cells, km to the nearest larger town.

    told: whether the source says of any how exact its place is; where it does not, all are taken as they stand.
    """

    months: Ints
    cells: Ints
    km: Floats
    told: bool


def located(there: Placed) -> Located:
    """Those of a group's events of which can be told whether they were near a larger town."""
    on_land = cell_table().country[there.frame["priogrid_gid"].to_numpy() - 1] >= 0
    exact = there.frame.filter(pl.Series(on_land) & (pl.col("where_precision").fill_null(EXACT) <= EXACT))
    rows = exact.select("month", "priogrid_gid", "latitude", "longitude").sort("month")
    spots = rows.select("latitude", "longitude", "priogrid_gid").unique(maintain_order=True)
    lat, lon, gids = (spots[each].to_numpy() for each in spots.columns)
    rows = rows.join(spots.with_columns(km=from_points(lat, lon, gids)), on=spots.columns, maintain_order="left")
    told = there.frame["where_precision"].null_count() < len(there.frame)
    return Located(rows["month"].to_numpy(), rows["priogrid_gid"].to_numpy(), rows["km"].to_numpy(), told)


def between(found: Located, first: int, last: int) -> dict[str, Any]:
    """Of the months first..last: events that are placed exactly; of enough, the share near a larger town."""
    start, end = np.searchsorted(found.months, [first, last + 1])
    many = int(end - start)
    return {"located": many, "near_town": float((found.km[start:end] <= NEAR).mean()) if many >= ENOUGH else None}


def by_month(found: Located, start: int, months: int) -> dict[str, list[int | None]]:
    """Events of each month that are placed exactly, and those near a larger town; null where there are none of them."""
    many, near = (
        np.bincount(each - start, minlength=months) for each in (found.months, found.months[found.km <= NEAR])
    )
    return {
        "located": many.tolist(),
        "near_town": [int(part) if whole else None for whole, part in zip(many, near, strict=True)],
    }


def urban(found: Located, of: int, end: int) -> dict[str, Any]:
    """What is told of larger towns as a whole, under the keys of an assessment.

    of: how many events there are; end: the newest month, with which the newest year ends.
    """
    if not len(found.km):
        return dict(NONE_TOLD)
    newest, before = (_share(found, end - YEAR * back + 1, end - YEAR * (back - 1)) for back in (1, 2))
    return {
        "urban": {
            "near_km": NEAR,
            "people": LARGER,
            "located": len(found.km),
            "of": of,
            "precision_told": found.told,
            "share": float((found.km <= NEAR).mean()),
            "at_km": {f"{km:g}": float((found.km <= km).mean()) for km in (NEARER, FARTHER)},
            "newest": _told(newest),
            "before": _told(before),
            "change": _change(newest, before) if newest and before else None,
        },
        "urban_reason": None,
    }


def _share(found: Located, first: int, last: int) -> Share | None:
    """The share near a larger town in some months, None if too few events are placed."""
    start, end = np.searchsorted(found.months, [first, last + 1])
    if end - start < ENOUGH:
        return None
    return share((found.km[start:end] <= NEAR).tolist(), found.cells[start:end].astype(str).tolist())


def _told(one: Share | None) -> dict[str, Any] | None:
    return one and {"located": one.cases, "share": one.share, "low": one.low, "high": one.high}


def _change(new: Share, old: Share) -> dict[str, float]:
    """The difference of two shares and its 95% interval."""
    by = new.share - old.share
    return {
        "by": by,
        "low": by - float(np.hypot(new.share - new.low, old.high - old.share)),
        "high": by + float(np.hypot(new.high - new.share, old.share - old.low)),
    }
