"""Claims and their outcomes as ClaimReview, the schema.org vocabulary that fact-checkers publish (JSON-LD).

A claim becomes an `itemReviewed` of type Claim, its outcome a Rating from 1 (failed) to 5 (held); one that is open or
not checkable has a name and no value, since none is known. Deadlines have no property there: they stand in the text.
"""

import json
from collections.abc import Iterable
from datetime import date
from importlib.metadata import version
from typing import Any

from smoulder.ledger import Entry
from smoulder.resolution import VERSION
from smoulder.victory_record import Scored

WORST, BEST = 1, 5
RATINGS = {"failed": 1, "partly": 3, "held": 5}
NAMES = {"failed": "Failed", "partly": "Partly held", "held": "Held", "open": "Open", "not checkable": "Not checkable"}


def claim_reviews(scored: Iterable[Scored], day: date) -> dict[str, Any]:
    """A JSON-LD document with one ClaimReview for each claim; day: of publication."""
    return {"@context": "https://schema.org", "@graph": [claim_review(each, day) for each in scored]}


def claim_review(scored: Scored, day: date) -> dict[str, Any]:
    """One claim as a ClaimReview without its context."""
    entry, outcome = scored
    rating: dict[str, Any] = {"@type": "Rating", "worstRating": WORST, "bestRating": BEST}
    if outcome.verdict in RATINGS:
        rating["ratingValue"] = RATINGS[outcome.verdict]
    return {
        "@type": "ClaimReview",
        "@id": f"urn:smoulder:claim:{entry.id}",
        "datePublished": str(day),
        "inLanguage": "en",
        "author": {"@type": "Organization", "name": f"smoulder {version('smoulder')}, rules {VERSION}"},
        "claimReviewed": entry.claim + (f" (by {entry.deadline})" if entry.deadline else ""),
        "itemReviewed": _claim(entry),
        "reviewRating": rating | {"alternateName": NAMES[outcome.verdict]},
        "reviewBody": f"{outcome.reason} Rule: {outcome.rule}.",
        "isBasedOn": [{"@type": "Dataset", "name": name} for name in outcome.data],
    }


def _claim(entry: Entry) -> dict[str, Any]:
    offices = [each.strip() for each in entry.office.split(";")] if entry.office else []
    speakers = [each.strip() for each in entry.speaker.split(";")]
    affiliation = [{"@type": "Organization", "name": each.strip()} for each in entry.organisation.split(";")]
    people = [
        {"@type": "Person", "name": name, "affiliation": affiliation}
        | ({"jobTitle": offices[place]} if place < len(offices) else {})
        for place, name in enumerate(speakers)
    ]
    told: dict[str, Any] = {
        "@type": "Claim",
        "text": entry.claim,
        "author": people,
        "datePublished": entry.date,
        "about": {"@type": "Organization", "name": entry.group},
        "appearance": {"@type": "CreativeWork", "name": entry.source},
    }
    return told | ({} if entry.area == "world" else {"spatialCoverage": {"@type": "Place", "name": entry.area}})


def as_json(document: dict[str, Any]) -> str:
    """The document as text that may stand inside a page: no mark of it can end the script that holds it."""
    text = json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026") + "\n"
