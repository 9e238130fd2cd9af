"""Claims in the order of their worth, those that read as one together: what a reader is told first, and what is aside.

First what says by a day that a group ends or loses its land, then other claims of an end, of land, of going on; numbers
and mere possibilities come last, as asides. Claims of one sentence, by one speaker and on one evidence, are one
statement; so is what is said again in other words nearly the same.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz

from smoulder.grammar import sentences
from smoulder.lexicon import plain

ALIKE = 92  # percent: words so much alike say the same
ENDS = ("defeat_declared", "defeat_prediction", "defeat_deadline", "territory_loss", "territory_loss_prediction")
DEADLINE, DECLARED, FORETOLD, LOOSE, LAND, GOES_ON, NUMBER = range(7)
ASIDE = ("strength_estimate", "losses_estimate", "capability", "civilians_trapped", "timeline")


def statements(claims: Sequence[Mapping[str, Any]], text: str) -> list[dict[str, Any]]:
    """Statements of a check's claims, the worthiest first.

    Each has `claims`, numbers with the worthiest first; `again`, numbers of claims that say the same elsewhere in the
    text; `aside`, whether it is only a number or a mere possibility. Every claim is in exactly one.
    """
    found = sentences.sentences_in(plain(text))

    def sentence(claim: Mapping[str, Any]) -> int:
        inside = (row for row, each in enumerate(found) if each.start <= claim["start"] < each.end)
        return next(inside, -1 - int(claim["number"]))

    together: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for claim in claims:
        key = (sentence(claim), claim["speaker"]["as_written"], claim["speaker"]["kind"], claim["evidence"])
        together.setdefault(key, []).append(claim)
    ordered = sorted((sorted(each, key=_place) for each in together.values()), key=lambda each: _place(each[0]))
    told: list[tuple[list[Mapping[str, Any]], list[int]]] = []
    for each in ordered:
        said = next((before for before in told if _same(before[0], each)), None)
        if said:
            said[1].extend(claim["number"] for claim in each)
        else:
            told.append((each, []))
    return [
        {
            "claims": [claim["number"] for claim in each],
            "again": again,
            "aside": all(_aside(claim) for claim in each),
        }
        for each, again in told
    ]


def worth(claim: Mapping[str, Any]) -> int:
    """The place of a claim among others; smaller is told earlier."""
    kind, ends = claim["claim_type"], claim["direction"] == "ends"
    if kind in ASIDE or claim["direction"] == "neutral":
        return NUMBER
    if claim["deadline"] and (ends or kind in ENDS):
        return DEADLINE
    if kind.startswith("territory"):
        return LOOSE if ends else LAND
    if ends:
        return DECLARED if kind not in ("defeat_prediction", "defeat_deadline") else FORETOLD if _when(claim) else LOOSE
    return LAND if claim["direction"] == "weakens" else GOES_ON


def _when(claim: Mapping[str, Any]) -> bool:
    return bool(claim["horizon"] and claim["horizon"]["text"])


def _place(claim: Mapping[str, Any]) -> tuple[int, bool, int]:
    return worth(claim), claim["modality"] == "possible", claim["number"]


def _aside(claim: Mapping[str, Any]) -> bool:
    return worth(claim) == NUMBER or (worth(claim) == GOES_ON and claim["modality"] == "possible")


def _same(ours: Sequence[Mapping[str, Any]], theirs: Sequence[Mapping[str, Any]]) -> bool:
    """Whether all of a later statement is said in an earlier one, by the same speaker or by one that is not told."""
    return all(any(_alike(one, other) for one in ours) for other in theirs)


def _alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    for name in ("claim_type", "direction", "deadline", "evidence"):
        if one[name] != other[name]:
            return False
    if one["outcome"]["verdict"] != other["outcome"]["verdict"]:
        return False
    names = {each["speaker"]["name"] or each["speaker"]["as_written"] for each in (one, other)} - {"", None}
    said = [" ".join((each["content"] or each["as_reported"]).casefold().split()) for each in (one, other)]
    return len(names) < 2 and fuzz.token_set_ratio(*said) >= ALIKE
