"""Whom and where a claim speaks of, as the store knows them: its groups, if any, and the nearest area to be asked.

A place inside a province is asked for as its province, a larger or border one as its country; what cannot be found is
asked for as the whole of the data. What was done is said each time.
"""

import re
from collections import Counter
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

NO_PLACE = "It names no place"
SEVERAL = re.compile(r"\s*(?:[/;,]|\band\b)\s*")  # between the names of groups


class Subject(NamedTuple):
    """A group (None: why is told) and the area that are asked, each with a sentence.

    near: a box around the place that is named, if it is no larger than a part of a province.
    """

    group: Group | None
    who: str
    area: Area
    where: str
    near: Area | None


def subjects(
    claim: Claim,
    places: Sequence[Place],
    con: DuckDBPyConnection,
    seen: View,
    held: Sequence[Group],
    lineage: Lineage,
    nations: Mapping[str, str],
) -> tuple[Subject, ...]:
    """The subjects of a claim: one, or one for each of the groups that it names.

    places: those of its text; held: the store's groups; nations: names of countries by ISO 3166 alpha-3.
    """
    asked = _where(claim, places, con, seen, nations)
    return tuple(Subject(group, who, *asked) for group, who in _whom(claim.target_group, held, lineage))


def _whom(text: str | None, held: Sequence[Group], lineage: Lineage) -> list[tuple[Group | None, str]]:
    if not text:
        return [(None, "The text does not say of which group.")]
    found: dict[Group, str] = {}
    reasons: dict[str, str] = {}
    for part in dict.fromkeys([text, *filter(None, SEVERAL.split(text))]):
        try:
            found.setdefault(actors.find(part, held, lineage), part)
        except BadInput as why:
            reasons[part] = str(why)
        if part == text and found:
            break
    if not found:
        return [(None, f"The store knows no such group: {reasons[text]}")]
    unknown = [f"“{part}” is no group that the store knows." for part in reasons if part != text]
    told = []
    for group, part in found.items():
        same = [] if fold(part) == fold(group.name) else [f"“{part}” is {group.name} in the store."]
        told.append((group, " ".join([*same, *unknown])))
    return [*told]


class _Asked(NamedTuple):
    area: Area
    where: str
    near: Area | None = None


def _where(
    claim: Claim, places: Sequence[Place], con: DuckDBPyConnection, seen: View, nations: Mapping[str, str]
) -> _Asked:
    """The area of the first of the places named that leads to one."""
    text, (whole, named) = claim.target_place or "", _covered(seen)
    if not text.strip() or fold(text) == "world":
        return _Asked(whole, f"{NO_PLACE}: all that the data cover is asked{named}.")
    known = store.countries(con, seen)
    for part in re.split(r"\s*;\s*", text):
        if part in nations:
            home = _country(nations[part], known)
            return _Asked(home, f"{NO_PLACE}: the country of the text is asked, {nations[part]}.")
        if found := _part(part, claim, places, con, seen, known, nations):
            return found
    return _Asked(whole, f"The data name no area “{text}”: all that they cover is asked{named}.")


def _part(
    text: str,
    claim: Claim,
    places: Sequence[Place],
    con: DuckDBPyConnection,
    seen: View,
    known: Mapping[str, Sequence[str]],
    nations: Mapping[str, str],
) -> _Asked | None:
    """One place as a country, the province or country around it, a province, or its country; None if unknown."""
    place = _named(text, claim, places)
    names = dict.fromkeys([text, place.refers_to] if place else [text])
    for name in names:
        if (area := _country(name, known)) in map(Area, known):
            return _Asked(area, "")
    if place and place.lat is not None and place.lon is not None and (there := _around(place, con, seen)):
        return there
    for name in names:
        fits = [found for country in known if (found := _province(country, name, known))]
        if len(fits) == 1:
            return _Asked(fits[0], "")
    codes = [nations[code] for code in ((place and place.country) or "").split("/") if code in nations]
    if len(codes) == 1:
        return _Asked(_country(codes[0], known), f"“{text}” is asked for as its country, {codes[0]}.")
    return None


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


def _country(name: str, known: Mapping[str, Sequence[str]]) -> Area:
    """The country as the data spell it, or as it is written if they do not name it: then nothing is known of it."""
    try:
        return resolve(Area(country=name), known)
    except BadInput:
        return Area(country=name)


def _province(country: str, name: str, known: Mapping[str, Sequence[str]]) -> Area | None:
    try:
        return resolve(Area(country, name), known)
    except BadInput:
        return None


def _around(place: Place, con: DuckDBPyConnection, seen: View) -> _Asked | None:
    """The province that a place lies in by the events around it, or its country; None if there are too few of them."""
    radius = max(place.radius_km or 0.0, LEAST_RADIUS)
    box = Area(box=_box(place, radius))
    found = store.provinces(con, seen, box)
    total = sum(count for *_, count in found)
    if total < LEAST_EVENTS:
        return None
    small = box if radius <= PROVINCE_RADIUS else None
    near = f"events within about {radius:.0f} km of {place.refers_to}"
    country, province, count = found[0]
    if small and province is not None and count >= SHARE * total:
        lie = f"in which {count} of {total} {near} lie"
        return _Asked(Area(country, province), f"{place.refers_to} is asked for as {province}, {country}, {lie}.", box)
    by_country: Counter[str] = Counter()
    for each, _, events in found:
        by_country[each] += events
    [(country, count)] = by_country.most_common(1)
    if count >= SHARE * total:
        lie = f"in which {count} of {total} {near} lie"
        return _Asked(Area(country), f"{place.refers_to} is asked for as {country}, {lie}.", small)
    whole, named = _covered(seen)
    lie = f"{place.refers_to} lies in several countries by the {near}"
    return _Asked(whole, f"{lie}: all that the data cover is asked{named}.", small)


def _box(place: Place, radius: float) -> tuple[float, float, float, float]:
    """West, south, east, north about a place, cut off at the edge of the map."""
    lat, lon = float(place.lat or 0), float(place.lon or 0)
    tall = radius / DEGREE
    wide = tall / max(cos(radians(lat)), 0.01)
    return (max(lon - wide, -180.0), max(lat - tall, -90.0), min(lon + wide, 180.0), min(lat + tall, 90.0))
