"""An article read: its places and actors, the claims in it, and the events it tells of as leads."""

from collections.abc import Callable

from smoulder.actor_mentions import actors_in
from smoulder.claim import Article, Claim, Mention, Place, Reading
from smoulder.claims import rules
from smoulder.gazetteer import places_in
from smoulder.leads import leads_in
from smoulder.lineage import Lineage
from smoulder.toponyms import Gazetteer

Reader = Callable[[Article, tuple[Place, ...], tuple[Mention, ...]], tuple[Claim, ...]]


def read(article: Article, gazetteer: Gazetteer, lineage: Lineage, reader: Reader = rules.read) -> Reading:
    """What an article says; reader: the reader of claims, one of `smoulder.claims`."""
    places = places_in(article, gazetteer)
    actors = actors_in(article, lineage)
    return Reading(article, reader(article, places, actors), places, actors, leads_in(article, places, actors))
