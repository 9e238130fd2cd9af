"""The names of places: a checked-in list of areas with kind and radius, and the atlas' countries.

A place is an area, never a point. Names are found by their exact words, and by their folded spelling where a text
spells them otherwise.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from smoulder.errors import BadInput
from smoulder.lineage import load_lineage
from smoulder.maps import countries
from smoulder.spellings import ARABIC, ARTICLES, spelling
from smoulder.tokens import first_words, key

KINDS = (
    "city", "town", "village", "district", "camp", "region", "province", "desert", "forest", "pocket", "border",
    "river", "lake", "valley", "island", "mountains", "country", "sea", "continent",
)  # fmt: skip
RADIUS = {
    "city": 15,
    "town": 10,
    "village": 6,
    "district": 15,
    "camp": 6,
    "province": 70,
}  # km, unless the list says more
SIDES = {
    "north": (0, 1), "south": (0, -1), "east": (1, 0), "west": (-1, 0), "central": (0, 0), "north-east": (0.7, 0.7),
    "north-west": (-0.7, 0.7), "south-east": (0.7, -0.7), "south-west": (-0.7, -0.7),
}  # fmt: skip
KM = 111.2  # to a degree of latitude

Point = tuple[float, float]


class Entry(NamedTuple):
    """A place: country ISO 3166 alpha-3 (two joined by "/" for a place in both); course: points along a river."""

    name: str
    kind: str
    country: str | None
    lat: float
    lon: float
    radius_km: float
    course: tuple[Point, ...] = ()


@dataclass(frozen=True)
class Gazetteer:
    """Places by their names.

    exact: by words as they are written, without case, and none for what holds a place's name and is no place; spelt: by
    folded spelling; spelt_in: those spellings by country and first letter, sorted; known: the keys of exact and
    peoples; starts: their first words; nations: countries by code; peoples: codes by what
    their people are called; parts: "north-east NGA" and the like; ambiguous: names that are also others', True for
    common words.
    """

    exact: Mapping[str, tuple[Entry, ...]]
    spelt: Mapping[str, tuple[Entry, ...]]
    spelt_in: Mapping[str, Mapping[str, Sequence[str]]]
    known: frozenset[str]
    starts: Mapping[str, Set[str]]
    nations: Mapping[str, Entry]
    peoples: Mapping[str, str]
    parts: Mapping[str, Entry]
    ambiguous: Mapping[str, bool]


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer that ships with smoulder; raises BadInput where its file breaks its form."""
    tables = tomllib.loads((files("smoulder") / "gazetteer.toml").read_text("utf-8"))
    nations: dict[str, Entry] = {}
    names: list[tuple[str, Entry | None]] = []
    peoples: dict[str, str] = {}
    for code, told in tables.pop("countries").items():
        nations[code] = entry = Entry(told["name"], "country", code, *told["at"])
        names += [(name, entry) for name in (told["name"], *told.get("also", ()))]
        peoples |= {form: code for people in told.get("people", ()) for form in _forms(people) if form not in peoples}
    parts = {}
    for name, at in tables.pop("parts").items():
        side, _, code = name.rpartition(" ")
        parts[name] = Entry(f"{side} {nations[code].name}", "region", code, *at)
    listed = tables.pop("ambiguous")
    ambiguous: dict[str, bool] = {key(name): which == "words" for which in ("names", "words") for name in listed[which]}
    nowhere = tables.pop("nowhere")["names"]
    for code, places in tables.items():
        for name, told in places.items():
            entry, others = _entry(code, name, told)
            names += [(each, entry) for each in (name, *others)]
    placed = {key(name) for name, _ in names}
    groups = [name for group in load_lineage().groups.values() for name in group.names if " " in name]
    names += [(name, None) for name in (*nowhere, *groups) if key(name) not in placed]
    exact, spelt = indexed(names), by_spelling(names)
    known = frozenset(exact.keys() | peoples.keys())
    return Gazetteer(exact, spelt, by_country(spelt), known, first_words(known), nations, peoples, parts, ambiguous)


def moved(entry: Entry, side: str, share: float = 0.6) -> Entry:
    """The part of a place to one side of it (one of SIDES), half as wide."""
    across, up = SIDES[side]
    step = max(entry.radius_km, 12) * share
    lat = entry.lat + up * step / KM
    lon = entry.lon + across * step / (KM * max(cos(radians(entry.lat)), 0.1))
    return entry._replace(lat=lat, lon=lon, radius_km=max(entry.radius_km * 0.6, 6), course=())


def distance_km(one: Point, other: Point) -> float:
    """Kilometres between two points of latitude and longitude along the great circle.

    >>> round(distance_km((36.34, 43.13), (33.31, 44.37)))
    355
    """
    (lat, lon), (north, east) = ((radians(a), radians(b)) for a, b in (one, other))
    half = sin((north - lat) / 2) ** 2 + cos(lat) * cos(north) * sin((east - lon) / 2) ** 2
    return 2 * 6371 * asin(min(1, sqrt(half)))


@cache
def border(one: str, other: str) -> tuple[Point, ...]:
    """The points of the atlas that two countries share, in no order; empty if they are no neighbours."""
    rings = {each.code: each.rings for each in countries()}
    ours = {point for ring in rings.get(one, ()) for point in ring}
    theirs = {point for ring in rings.get(other, ()) for point in ring}
    return tuple((lat, lon) for lon, lat in ours & theirs)


def _entry(code: str, name: str, told: Sequence[str | float | list[list[float]]]) -> tuple[Entry, list[str]]:
    kind, lat, lon, *rest = told
    numbers = [each for each in rest if isinstance(each, (int, float))]
    courses = [each for each in rest if isinstance(each, list)]
    if kind not in KINDS or not isinstance(lat, (int, float)) or not isinstance(lon, (int, float)):
        raise BadInput(f"gazetteer.toml: {code}: '{name}' is not [kind, latitude, longitude, ...].")
    radius = numbers[0] if numbers else RADIUS.get(str(kind))
    if radius is None:
        raise BadInput(f"gazetteer.toml: {code}: '{name}' needs a radius in km after its longitude.")
    course = tuple((float(a), float(b)) for a, b in courses[0]) if courses else ()
    entry = Entry(name, str(kind), None if code == "world" else code, float(lat), float(lon), float(radius), course)
    return entry, [each for each in rest if isinstance(each, str)]


def _forms(people: str) -> Iterator[str]:
    """What the people of a country are called, one or many, with and without the article."""
    if not ARABIC.search(people):
        yield from (key(people), key(people + "s"))
        return
    for ending in ("", "ة", "ين", "ون", "ات"):
        yield from (key(people + ending), key(f"ال{people}{ending}"))


Index = dict[str, tuple[Entry, ...]]


def indexed(names: Iterable[tuple[str, Entry | None]]) -> Index:
    """Names by their words, also without an article; None in place of an entry: what has the name is no place."""
    exact: dict[str, list[Entry]] = defaultdict(list)
    for name, entry in names:
        words = key(name)
        first, _, rest = words.partition(" ")
        bare = rest if first in ARTICLES and len(rest.partition(" ")[0]) > 3 else ""
        for form in (words, bare) if bare else (words,):
            exact[form].extend([entry] if entry else ())
    return _frozen(exact)


def by_spelling(names: Iterable[tuple[str, Entry | None]]) -> Index:
    """Names in Latin letters by their folded spelling."""
    spelt: dict[str, list[Entry]] = defaultdict(list)
    for name, entry in names:
        if entry and not ARABIC.search(name):
            spelt[spelling(name)].append(entry)
    return _frozen(spelt)


def _frozen(names: Mapping[str, Sequence[Entry]]) -> Index:
    """Each entry of a name once; most names have only one."""
    return {name: tuple(dict.fromkeys(each) if len(each) > 1 else each) for name, each in names.items()}


def by_country(spelt: Index) -> dict[str, dict[str, list[str]]]:
    """Folded spellings by the countries of their places and by their first letter, sorted."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, entries in spelt.items():
        for entry in entries:
            for code in (entry.country or "").split("/"):
                found[code].add(name)
    return {code: by_letter(names) for code, names in found.items()}


def by_letter(names: Iterable[str]) -> dict[str, list[str]]:
    """Names by their first letter, sorted."""
    found: dict[str, list[str]] = {}
    for name in sorted(names):
        found.setdefault(name[0], []).append(name)
    return found
