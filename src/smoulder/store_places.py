"""The gazetteer for one article where a store is at hand: with the places of events in the countries that it names.

Only these countries': a name of a hamlet elsewhere is more often a word of the text than that hamlet.
"""

import polars as pl
from duckdb import DuckDBPyConnection

from smoulder import store
from smoulder.claim import Article
from smoulder.gazetteer import Gazetteer, places_in, with_store_places
from smoulder.tokens import key
from smoulder.vintage import view


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
