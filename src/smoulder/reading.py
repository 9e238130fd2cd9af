"""An article read: its places and actors, the claims in it, and the events it tells of as leads.

Where a claim stands in quotation marks as a whole, those are its speaker's own words; a relay stays apart from them.
"""

from collections.abc import Callable
from dataclasses import replace

from smoulder.actor_mentions import actors_in
from smoulder.claim import Article, Claim, Mention, Place, Reading
from smoulder.claims import rules
from smoulder.gazetteer import places_in
from smoulder.leads import leads_in
from smoulder.lineage import Lineage
from smoulder.own_words import own_words
from smoulder.toponyms import Gazetteer

Reader = Callable[[Article, tuple[Place, ...], tuple[Mention, ...]], tuple[Claim, ...]]


def read(article: Article, gazetteer: Gazetteer, lineage: Lineage, reader: Reader = rules.read) -> Reading:
    """What an article says; reader: the reader of claims, one of `smoulder.claims`."""
    places = places_in(article, gazetteer)
    actors = actors_in(article, lineage)
    claims = tuple(_with_own_words(each, article.text) for each in reader(article, places, actors))
    return Reading(article, claims, places, actors, leads_in(article, places, actors))


def _with_own_words(claim: Claim, text: str) -> Claim:
    if claim.as_said is not None or claim.speaker.kind == "author":
        return claim
    said = own_words(text, claim.start, claim.end)
    return claim if said is None else replace(claim, as_said=said)
