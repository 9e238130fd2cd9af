"""Polygons of who holds what, as a user has them: GeoJSON by date, checked, laid over units by share of their area.

Each feature is a Polygon or MultiPolygon in degrees with the property `holder`, and `date` (YYYY-MM-DD) unless the file
has a member `date` or the day in its name. A holder is the group by any of its names, or the word contested; anybody
else is an opponent. What cannot be used is kept out and counted: a polygon that crosses itself, has no date or no
holder, lies outside the units; ground that two holders are given on one day counts for neither.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import shapely

from smoulder.control import CONTESTED, GROUP, HOLDERS, NOBODY_KNOWS, OPPONENT, Known
from smoulder.errors import BadInput
from smoulder.geojson import read_shapes
from smoulder.months import month_id
from smoulder.types import Floats
from smoulder.units import Units

DAY = re.compile(r"(?<!\d)(\d{4}-\d\d-\d\d)")
COVERED, MOST = 0.5, 0.75  # of a unit's area: fewer is not known; so much of the known part makes one holder's
FREE = 0.01  # of a smaller polygon: less overlap is a matter of drawing


class Map(NamedTuple):
    """Who is said to hold what on a day: shares of each unit's area, (units, holders)."""

    day: date
    shares: Floats


class Maps(NamedTuple):
    """Maps in order of their days, how many polygons they were made of, and what was kept out, by reason."""

    maps: tuple[Map, ...]
    used: int
    kept_out: tuple[tuple[str, int], ...]


def read_maps(paths: Sequence[Path], units: Units, names: Collection[str]) -> Maps:
    """The maps of some files; names: what the group may be called as a holder.

    Raises BadInput if a file cannot be read, or if nothing of any can be used.
    """
    group = {name.casefold().strip() for name in names}
    out: Counter[str] = Counter()
    by_day: dict[date, dict[int, list[shapely.Geometry]]] = {}
    tree, used = shapely.STRtree(units.outlines), 0
    for path in paths:
        head, shapes = read_shapes(path)
        named = DAY.search(path.name)
        for shape in shapes:
            day = _day(shape.properties.get("date") or head.get("date") or (named and named[1]))
            holder = str(shape.properties.get("holder") or "").casefold().strip()
            if shape.polygon is None:
                out[shape.wrong or "no polygon"] += 1
            elif day is None:
                out["no date"] += 1
            elif not holder:
                out["no holder"] += 1
            elif not len(tree.query(shape.polygon, predicate="intersects")):
                out["outside the area"] += 1
            else:
                code = GROUP if holder in group else CONTESTED if holder == HOLDERS[CONTESTED] else OPPONENT
                by_day.setdefault(day, {}).setdefault(code, []).append(shape.polygon)
                used += 1
    if not used:
        told = "; ".join(f"{count} {reason}" for reason, count in out.items()) or "no feature"
        raise BadInput(f"No polygon of {', '.join(map(str, paths))} can be used ({told}): see docs/control.md.")
    maps = []
    for day in sorted(by_day):
        whole, double = _apart({code: shapely.union_all(each) for code, each in by_day[day].items()})
        out["overlaps of two holders, which count for neither"] += double
        maps.append(Map(day, _shares(whole, units)))
    return Maps(tuple(maps), used, tuple((reason, count) for reason, count in sorted(out.items()) if count))


def known_months(told: Maps, start: int, months: int) -> Known:
    """Who is known to hold each unit in each month: by the last map of that month, in no other, (units, months)."""
    known = np.full((len(told.maps[0].shares), months), NOBODY_KNOWS, dtype=np.int8)
    for each in told.maps:
        if 0 <= (place := month_id(each.day) - start) < months:
            known[:, place] = holders(each.shares)
    return known


def holders(shares: Floats) -> Known:
    """The holder of each unit: the one with most of what is known of it, contested without one, (units,)."""
    covered = shares.sum(axis=1)
    share = shares / np.maximum(covered, 1e-12)[:, None]
    most = share.argmax(axis=1)
    found = np.where(share.max(axis=1) >= MOST, most, CONTESTED)
    return np.where(covered >= COVERED, found, NOBODY_KNOWS).astype(np.int8)


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text).strip()[:10])
    except ValueError:
        return None


def _apart(whole: dict[int, shapely.Geometry]) -> tuple[dict[int, shapely.Geometry], int]:
    """The ground of each holder without what another has too, and how many pairs overlap."""
    found, double = dict(whole), 0
    codes = sorted(whole)
    for place, one in enumerate(codes):
        for other in codes[place + 1 :]:
            both = whole[one].intersection(whole[other])
            if both.area > FREE * min(whole[one].area, whole[other].area):
                double += 1
            if both.area > 0:
                found[one], found[other] = found[one].difference(both), found[other].difference(both)
    return found, double


def _shares(whole: dict[int, shapely.Geometry], units: Units) -> Floats:
    outlines = np.array(units.outlines)
    shares = np.zeros((len(outlines), len(HOLDERS)))
    for code, ground in whole.items():
        shapely.prepare(ground)
        touched = np.flatnonzero(shapely.intersects(ground, outlines))
        shares[touched, code] = shapely.area(shapely.intersection(ground, outlines[touched]))
    return np.asarray(shares / shapely.area(outlines)[:, None], dtype=np.float64)
