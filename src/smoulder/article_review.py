"""The claims of a checked article as entries of a ledger with their outcomes, for ClaimReview and for `claims add`."""

from collections.abc import Mapping
from typing import Any

from smoulder.ledger import Entry, entry
from smoulder.resolution import Outcome
from smoulder.victory_record import Scored

UNTOLD = "not told"


def scored(told: Mapping[str, Any]) -> list[Scored]:
    """The claims of a check (smoulder/check/1), each an entry whose source is the article, beside its outcome.

    Words known at second hand only are marked so in the claim: they are the article's report of a speaker.
    """
    return [Scored(_entry(each, told), Outcome(**each["outcome"])) for each in told["claims"]]


def _entry(claim: Mapping[str, Any], told: Mapping[str, Any]) -> Entry:
    deadline = claim["deadline"] if claim["deadline"] and claim["deadline"] >= claim["evidence_of"] else ""
    said = (not deadline and claim["said_on"]["date"]) or claim[
        "evidence_of"
    ]  # the day that a deadline is counted from
    kind = claim["base_rate"]["kind"]
    if deadline or kind in (None, "with deadline"):
        kind = "with deadline" if deadline else "prediction"
    words = claim["content"] or claim["as_reported"]
    speaker = claim["speaker"]
    who = "the author" if speaker["kind"] == "author" else _plain(speaker["name"] or speaker["as_written"])
    return entry(
        {
            "id": f"{said[:4]}-article-{claim['number']}",
            "date": said,
            "speaker": who,
            "office": _plain(speaker["office"], ""),
            "organisation": _plain(speaker["org"] or speaker["office"] or who),
            "group": _plain(_groups(claim) or claim["target_group"]),
            "area": claim["area"],
            "kind": kind,
            "claim_type": claim["claim_type"],
            "direction": claim["direction"],
            "horizon": _plain(claim["horizon"] and claim["horizon"]["text"], ""),
            "deadline": deadline,
            "claim": _plain(words) + ("" if claim["charged"] else " (as the article reports it)"),
            "source": _plain(told["title"] or told["source"]),
            "confidence": "read",
            "revised": f"read by {claim['method']}",
        }
    )  # fmt: skip


def _groups(claim: Mapping[str, Any]) -> str:
    """The store's names of the groups, "" where none is known."""
    known = [each["group"]["name"] for each in claim["of_each"] or [claim] if each["group"]]
    return " and ".join(known)


def _plain(text: str | None, otherwise: str = UNTOLD) -> str:
    """A text in one line and without the sign that parts several names in a ledger."""
    return " ".join((text or "").replace(";", ",").split()) or otherwise
