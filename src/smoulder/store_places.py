"""The gazetteer for one article where a store is at hand: with the places of events in the countries that it names.

Only these countries': a name of a hamlet elsewhere is more often a word of the text than that hamlet.
"""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl
from duckdb import DuckDBPyConnection

from smoulder import store
from smoulder.claim import Article
from smoulder.gazetteer import Gazetteer, places_in
from smoulder.tokens import first_words, key
from smoulder.toponyms import KM, Entry, by_country, by_spelling, indexed
from smoulder.vintage import view

ENDINGS = {
    "town": "town", "city": "city", "village": "village", "governorate": "province", "province": "province",
    "state": "province", "region": "region", "district": "district", "county": "district", "department": "province",
    "mountain": "mountains", "mountains": "mountains", "suburb": "district", "camp": "camp", "valley": "valley",
    "forest": "forest", "river": "river", "island": "island", "area": "district", "oblast": "province",
    "division": "province",
}  # fmt: skip


def gazetteer_of(con: DuckDBPyConnection, article: Article, gazetteer: Gazetteer) -> Gazetteer:
    """The gazetteer with the store's own places, by any of its sources, in countries of which the article speaks."""
    codes = {code for place in places_in(article, gazetteer) for code in (place.country or "").split("/")}
    names = {key(gazetteer.nations[code].name) for code in codes if code in gazetteer.nations}
    history = store.releases(con)
    found = []
    for family in sorted({each.family for each in history}):
        seen = view([each for each in history if each.family == family])
        meant = [each for each in store.countries(con, seen) if key(each.partition("(")[0]) in names]
        if meant:
            found.append(store.places(con, seen, meant))
    return with_store_places(gazetteer, pl.concat(found)) if found else gazetteer


def with_store_places(gazetteer: Gazetteer, frame: pl.DataFrame) -> Gazetteer:
    """The gazetteer and the places of events: columns place, admin1, admin2, country, latitude, longitude.

    A place lies where the median of its events is, and is as wide as they lie apart, at least 6 km. What the gazetteer
    has by the same name in the same country goes before it.
    """
    codes = {key(each.name): code for code, each in gazetteer.nations.items()}
    names = []
    for column, kind, least in (("place", "town", 6.0), ("admin2", "district", 15.0), ("admin1", "province", 30.0)):
        known = frame.filter(
            pl.col(column).is_not_null() & pl.col("latitude").is_not_null() & pl.col("longitude").is_not_null()
        )
        grouped = known.group_by(column, "country").agg(
            pl.col("latitude").median().alias("lat"),
            pl.col("longitude").median().alias("lon"),
            (pl.col("latitude") - pl.col("latitude").median()).abs().quantile(0.8).alias("spread"),
        )
        for name, country, lat, lon, spread in grouped.sort(column, "country").iter_rows():
            bare, own = _bare(name, kind)
            first = key(country.partition("(")[0]) if country else ""
            if len(bare) >= 3 and bare[0].isupper() and first not in (key(bare),):
                names.append((bare, Entry(bare, own, codes.get(first), lat, lon, max(least, spread * KM))))
    return _merged(gazetteer, names)


def _bare(name: str, kind: str) -> tuple[str, str]:
    """A place's name without the kind that UCDP writes after it, and that kind."""
    words = name.replace("/", " / ").split()
    while len(words) > 1 and (last := words[-1].lower()) in ENDINGS:
        kind = ENDINGS[last]
        words = words[:-1]
    return " ".join(words).partition(" / ")[0], kind


def _merged(gazetteer: Gazetteer, names: Sequence[tuple[str, Entry]]) -> Gazetteer:
    merged = []
    for ours, theirs in ((gazetteer.exact, indexed(names)), (gazetteer.spelt, by_spelling(names))):
        joined = dict(ours)
        for name, entries in theirs.items():
            had = joined.get(name, ())
            taken = {country for old in had for country in _codes(old)}
            joined[name] = (*had, *(each for each in entries if each.country not in taken))
        merged.append(joined)
    exact, spelt = merged
    known = frozenset(exact.keys() | gazetteer.peoples.keys())
    return replace(
        gazetteer, exact=exact, spelt=spelt, spelt_in=by_country(spelt), known=known, starts=first_words(known)
    )


def _codes(entry: Entry) -> list[str | None]:
    return [*(entry.country or "").split("/"), entry.country]
