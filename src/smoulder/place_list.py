"""Names of towns, provinces, lands, lakes, rivers and seas of the whole world, read for the countries a text speaks of.

The list is made from Natural Earth (public domain; see atlas/SOURCES.md and docs/shipped_places.py). It knows larger
towns and wide areas, few names in Arabic, and common words and persons' names among them: what it names needs a sign
of a place in the text. A country's part is read when the first text speaks of it.
"""

import gzip
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from smoulder.spellings import skeleton
from smoulder.toponyms import Entry, indexed

WORLD = "world"  # the part of every text: capitals, cities of two million people, seas
Sounds = Mapping[str, tuple[tuple[str, tuple[Entry, ...]], ...]]


class Names(NamedTuple):
    """Places by their words and by their folded spelling; starts: words of the longest name by the first of them."""

    exact: Mapping[str, tuple[Entry, ...]]
    spelt: Mapping[str, tuple[Entry, ...]]
    starts: Mapping[str, int]


@cache
def _parts() -> Mapping[str, str]:
    packed = (files("smoulder") / "atlas" / "places.tsv.gz").read_bytes()
    parts = gzip.decompress(packed).decode()[1:].split("\n=")
    return {head: rows for head, _, rows in (part.partition("\n") for part in parts)}


@cache
def names_of(code: str) -> Names:
    """The names of one country, by its ISO 3166 alpha-3 code, or of WORLD; none for a code that the list lacks."""
    told = []
    for row in _parts().get(code, "").splitlines():
        names, kind, lat, lon, radius, *rest = row.split("\t")
        points = [point.split(",") for point in rest[1].split()] if len(rest) > 1 else []
        course = tuple((float(north), float(east)) for north, east in points)
        country = (rest[0] if rest else "") or (None if code == WORLD else code)
        first, *others = names.split("|")
        entry = Entry(first, kind, country, float(lat), float(lon), float(radius), course)
        told += [(name, entry) for name in (first, *others)]
    return Names(*indexed(told))


@lru_cache(64)
def names_of_all(codes: frozenset[str]) -> Names:
    """The names of several countries together, and of WORLD; those of a country before those of the world."""
    exact: dict[str, tuple[Entry, ...]] = {}
    spelt: dict[str, tuple[Entry, ...]] = {}
    starts: dict[str, int] = {}
    for code in (*sorted(codes), WORLD):
        part = names_of(code)
        for joined, own in ((exact, part.exact), (spelt, {} if code == WORLD else part.spelt)):
            joined |= {name: _joined(joined.get(name, ()), entries) for name, entries in own.items()}
        starts |= {first: max(size, starts.get(first, 0)) for first, size in part.starts.items()}
    return Names(exact, spelt, starts)


@cache
def sounds_of(code: str) -> Sounds:
    """The names of a country by their consonants, as Arabic letters tell them."""
    found: dict[str, list[tuple[str, tuple[Entry, ...]]]] = {}
    for name, entries in names_of(code).spelt.items():
        found.setdefault(skeleton(name, arabic=True), []).append((name, entries))
    return {bones: tuple(told) for bones, told in found.items()}


def _joined(had: tuple[Entry, ...], more: Iterable[Entry]) -> tuple[Entry, ...]:
    """Places of one name, each once: a capital stands in two parts of the list."""
    taken = {(each.kind, each.lat, each.lon) for each in had}
    return (*had, *(each for each in more if (each.kind, each.lat, each.lon) not in taken))
