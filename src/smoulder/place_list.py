"""Names of places of the whole world, read for the countries that a text speaks of.

Larger towns, provinces, lands, lakes, rivers and seas come from Natural Earth (public domain; see atlas/SOURCES.md and
docs/shipped_places.py), villages and quarters that news of wars names from small_places.txt. Common words and persons'
names are among them, so what they name needs a sign of a place in the text. A country is read when the first text
speaks of it.
"""

import gzip
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from smoulder.spellings import skeleton
from smoulder.tokens import first_words
from smoulder.toponyms import Entry, Point, by_letter, by_spelling, distance_km, indexed

NEAR = 40  # km: two places of one name and country that lie so near are one
SHARED = 20  # km of radius of places that share a spot in small_places.txt
SMALL = {
    "c": ("city", 12.0), "t": ("town", 8.0), "d": ("district", 8.0), "x": ("camp", 6.0), "p": ("province", 60.0),
    "r": ("region", 60.0), "m": ("mountains", 20.0), "y": ("valley", 15.0), "f": ("forest", 20.0),
    "i": ("island", 15.0), "l": ("lake", 15.0), "w": ("river", 60.0),
}  # fmt: skip
WORLD = "world"  # the part of every text: capitals, cities of two million people, seas
Sounds = Mapping[str, tuple[tuple[str, tuple[Entry, ...]], ...]]


class Names(NamedTuple):
    """Places by their words; firsts: by the first words of names what longer ones go on from, and the names."""

    exact: Mapping[str, tuple[Entry, ...]]
    firsts: Mapping[str, tuple[Set[str], tuple[str, ...]]]


@cache
def _parts() -> Mapping[str, str]:
    packed = (files("smoulder") / "atlas" / "places.tsv.gz").read_bytes()
    parts = gzip.decompress(packed).decode()[1:].split("\n=")
    return {head: rows for head, _, rows in (part.partition("\n") for part in parts)}


@cache
def neighbours() -> Mapping[str, Sequence[str]]:
    """The countries that share a border with each, by their codes."""
    rows = (row.split("\t") for row in _parts()["neighbours"].splitlines())
    return {code: others[0].split("/") if others and others[0] else () for code, *others in rows}


@cache
def _small() -> Mapping[str, str]:
    text = (files("smoulder") / "small_places.txt").read_text("utf-8")
    parts = text[text.index("\n=") + 2 :].split("\n=")
    return {head: rows for head, _, rows in (part.partition("\n") for part in parts)}


@cache
def _listed(code: str) -> Sequence[tuple[str, Entry]]:
    return [*_small_of(code), *_wide_of(code)]


@cache
def names_of(code: str) -> Names:
    """The names of one country, by its ISO 3166 alpha-3 code, or of WORLD; none for a code that the lists lack."""
    exact = indexed(_listed(code))
    firsts: dict[str, list[str]] = {}
    for name in exact:
        firsts.setdefault(name.partition(" ")[0], []).append(name)
    longer = first_words(exact)
    return Names(_once(exact), {first: (longer[first], tuple(names)) for first, names in firsts.items()})


@cache
def spelt_of(code: str) -> Mapping[str, tuple[Entry, ...]]:
    """The places of one country by their folded spelling, which few of the countries read are asked for."""
    return _once(by_spelling(_listed(code)))


def _once(index: Mapping[str, tuple[Entry, ...]]) -> Mapping[str, tuple[Entry, ...]]:
    return {**index, **{name: _joined((), entries) for name, entries in index.items() if len(entries) > 1}}


def _small_of(code: str) -> Iterator[tuple[str, Entry]]:
    for row in _small().get(code, "").splitlines():
        letter, lat, lon, names = row.split(" ", 3)
        kind, radius = SMALL[letter]
        places = names.split("; ")
        wide = max(radius, SHARED) if len(places) > 1 else radius
        for first, *others in (place.split("|") for place in places):
            entry = Entry(first, kind, code, float(lat), float(lon), wide)
            yield from ((name, entry) for name in (first, *others))


def _wide_of(code: str) -> Iterator[tuple[str, Entry]]:
    for row in _parts().get(code, "").splitlines():
        names, kind, lat, lon, radius, *rest = row.split("\t")
        course = _course(rest[1]) if len(rest) > 1 else ()
        country = (rest[0] if rest else "") or (None if code == WORLD else code)
        first, *others = names.split("|")
        entry = Entry(first, kind, country, float(lat), float(lon), float(radius), course)
        yield from ((name, entry) for name in (first, *others))


def _course(points: str) -> tuple[Point, ...]:
    """Latitudes and longitudes of points along a river."""
    pairs = (point.split(",") for point in points.split())
    return tuple((float(lat), float(lon)) for lat, lon in pairs)


def begun(codes: Iterable[str], keys: Set[str]) -> tuple[set[str], dict[str, Set[str]]]:
    """The names in some countries that begin with one of some words, and their first words.

    Few of a country's names can stand in one text: those are looked for there.
    """
    names: set[str] = set()
    starts: dict[str, Set[str]] = {}
    for firsts in (names_of(code).firsts for code in codes):
        for first in keys & firsts.keys():
            longer, own = firsts[first]
            names.update(own)
            starts[first] = starts[first] | longer if first in starts else longer
    return names, starts


def entries_of(name: str, codes: Iterable[str]) -> tuple[Entry, ...]:
    """The places of a name in some countries, in their order."""
    found: tuple[Entry, ...] = ()
    for code in codes:
        if more := names_of(code).exact.get(name):
            found = _joined(found, more)
    return found


@cache
def by_letter_of(code: str) -> Mapping[str, Sequence[str]]:
    """The folded spellings of a country's names by their first letter."""
    return by_letter(spelt_of(code))


@cache
def sounds_of(code: str) -> Sounds:
    """The names of a country by their consonants, as Arabic letters tell them."""
    found: dict[str, list[tuple[str, tuple[Entry, ...]]]] = {}
    for name, entries in spelt_of(code).items():
        found.setdefault(skeleton(name, arabic=True), []).append((name, entries))
    return {bones: tuple(told) for bones, told in found.items()}


def _joined(had: tuple[Entry, ...], more: Iterable[Entry]) -> tuple[Entry, ...]:
    """Places of one name, each once: what lies near another and is no province beside a town is the same."""
    kept = list(had)
    for each in more:
        if not any(_same(each, other) for other in kept):
            kept.append(each)
    return tuple(kept)


def _same(one: Entry, other: Entry) -> bool:
    wide = {"province", "river"}
    alike = one.kind == other.kind or not wide & {one.kind, other.kind}
    return alike and distance_km((one.lat, one.lon), (other.lat, other.lon)) < NEAR
