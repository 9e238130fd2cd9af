"""Whom and where a claim speaks of, as the store knows them: one group or none, and the nearest area that can be asked.

A place inside a province is asked for as its province, a larger or border one as its country; what cannot be found is
asked for as the whole of the data. What was done is said each time.
"""

import re
from collections.abc import Mapping, Sequence
from math import cos, radians
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from smoulder import actors, store
from smoulder.areas import WORLD, Area, resolve
from smoulder.claim import Claim, Place
from smoulder.errors import BadInput
from smoulder.lineage import Lineage, fold
from smoulder.types import Group
from smoulder.vintage import View

DEGREE = 111.0  # km of a degree of latitude
LEAST_RADIUS = 15.0  # km: what is looked at around a point
PROVINCE_RADIUS = 75.0  # km: a larger place is no part of a province
LEAST_EVENTS, SHARE = 5, 0.8  # events around a place, and the share of them in one province or country, to name it


class Subject(NamedTuple):
    """The group (None: why is told) and the area that are asked, each with a sentence.

    near: a box around the place that is named, if it is no larger than a part of a province.
    """

    group: Group | None
    who: str
    area: Area
    where: str
    near: Area | None


def subject(
    claim: Claim, places: Sequence[Place], con: DuckDBPyConnection, seen: View, held: Sequence[Group], lineage: Lineage
) -> Subject:
    """The subject of a claim. places: those of its text; held: the store's groups."""
    group, who = _whom(claim.target_group, held, lineage)
    area, where, near = _where(claim, places, con, seen)
    return Subject(group, who, area, where, near)


def _whom(text: str | None, held: Sequence[Group], lineage: Lineage) -> tuple[Group | None, str]:
    if not text:
        return None, "The text does not say of which group."
    reasons = []
    for part in dict.fromkeys([text, *re.split(r"\s*[/;]\s*", text)]):
        try:
            group = actors.find(part, held, lineage)
        except BadInput as why:
            reasons.append(str(why))
        else:
            same = fold(part) == fold(group.name)
            return group, "" if same else f"“{part}” is {group.name} in the store."
    return None, f"The store knows no such group: {reasons[0]}"


def _where(claim: Claim, places: Sequence[Place], con: DuckDBPyConnection, seen: View) -> tuple[Area, str, Area | None]:
    text, (whole, named) = claim.target_place, _covered(seen)
    if not text or fold(text) == "world":
        return whole, f"It names no place: all that the data cover is asked{named}.", None
    known = store.countries(con, seen)
    place = _named(text, claim, places)
    names = dict.fromkeys([text, place.refers_to] if place else [text])
    for name in names:
        if area := _country(name, known):
            return area, "", None
    if place and place.lat is not None and place.lon is not None:
        return _around(place, con, seen)
    for name in names:
        fits = [area for country in known if (area := _province(country, name, known))]
        if len(fits) == 1:
            return fits[0], "", None
    return whole, f"The data name no area “{text}”: all that they cover is asked{named}.", None


def _covered(seen: View) -> tuple[Area, str]:
    """All that the data cover, and its name if it is one country."""
    covered = {each.country for release in seen.releases for each in release.coverage}
    if len(covered) != 1 or None in covered:
        return WORLD, ""
    [country] = covered
    return Area(country), f", which is {country}"


def _named(text: str, claim: Claim, places: Sequence[Place]) -> Place | None:
    """The place of the text that is meant, the mention nearest to the claim if there are several."""
    fits = [each for each in places if fold(text) in (fold(each.mention), fold(each.refers_to))]
    return min(fits, key=lambda each: abs(each.start - claim.start), default=None)


def _country(name: str, known: Mapping[str, Sequence[str]]) -> Area | None:
    try:
        return resolve(Area(country=name), known)
    except BadInput:
        return None


def _province(country: str, name: str, known: Mapping[str, Sequence[str]]) -> Area | None:
    try:
        return resolve(Area(country, name), known)
    except BadInput:
        return None


def _around(place: Place, con: DuckDBPyConnection, seen: View) -> tuple[Area, str, Area | None]:
    """The province that a place lies in by the events around it, or its country."""
    radius = max(place.radius_km or 0.0, LEAST_RADIUS)
    box, (whole, named) = Area(box=_box(place, radius)), _covered(seen)
    found = store.provinces(con, seen, box)
    total = sum(count for *_, count in found)
    name, near = place.refers_to, f"within about {radius:.0f} km of {place.refers_to}"
    if total < LEAST_EVENTS:
        few = f"The data name no area “{name}”, and hold {total} events {near}"
        return whole, f"{few}: all that they cover is asked{named}.", None
    if radius <= PROVINCE_RADIUS:
        country, province, count = found[0]
        if province is not None and count >= SHARE * total:
            lies = f"{name} is asked for as {province}, {country}, in which {count} of {total} events {near} lie."
            return Area(country, province), lies, box
    by_country: dict[str, int] = {}
    for country, _, count in found:
        by_country[country] = by_country.get(country, 0) + count
    country, count = max(by_country.items(), key=lambda each: each[1])
    small = box if radius <= PROVINCE_RADIUS else None
    if count >= SHARE * total:
        return Area(country), f"{name} is asked for as {country}, in which {count} of {total} events {near} lie.", small
    return whole, f"{name} lies in several countries by the events {near}: all that the data cover is asked.", small


def _box(place: Place, radius: float) -> tuple[float, float, float, float]:
    """West, south, east, north about a place, cut off at the edge of the map."""
    lat, lon = float(place.lat or 0), float(place.lon or 0)
    tall = radius / DEGREE
    wide = tall / max(cos(radians(lat)), 0.01)
    return (max(lon - wide, -180.0), max(lat - tall, -90.0), min(lon + wide, 180.0), min(lat + tall, 90.0))
