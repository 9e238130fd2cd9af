"""The clauses of what somebody says, those around its speaker too, and which only goes on with the one before it."""

import re

from smoulder.grammar import clauses
from smoulder.hearing import Heard
from smoulder.scenes import Draft
from smoulder.spans import Span
from smoulder.time_limits import COMING
from smoulder.utterances import Said


def spans_in(reader: Heard, said: Said) -> list[Span]:
    """The clauses of what is said."""
    if reader.language == "ar":
        from smoulder import arabic_claims  # here: reading English has no use for it

        return arabic_claims.spans_in(reader, said)
    if said.aside:
        return _around(reader, said.span, said.aside)
    return clauses.clauses_in(reader.text, said.span)


# what stands behind "she said" and is another statement, or no part of what is said
_ANEW = re.compile(r"(?:and|but|while|whereas|against|compared (?:with|to)|(?:down|up) from)\s(?P<rest>.+)", re.DOTALL)
_MEANWHILE = re.compile(
    r"(?:(?:a |an |some )?\w+ )?(?:hours?|days?|weeks?|minutes|shortly|soon) (?:after|before)\b|as he\b|as she\b"
)


def _around(reader: Heard, span: Span, aside: Span) -> list[Span]:
    """What is said around its speaker: one clause, or two where another statement begins behind him."""
    behind = Span(aside.end, span.end).within(reader.text, " ,")
    first = Span(span.start, aside.start).within(reader.text, " ,")
    parts = clauses.clauses_in(reader.text, first)
    if _MEANWHILE.match(reader.text, behind.start, behind.end):
        return parts
    match = _ANEW.match(reader.text, behind.start, behind.end)
    if match and parts and len(match["rest"].split()) > 2:
        return [*parts, Span(match.start("rest"), behind.end)]
    return [clauses.without_after(reader.text, span)]


def goes_on(reader: Heard, before: Span, span: Span, one: Draft, other: Draft) -> bool:
    """Whether a clause only goes on with the one before it: of its subject, in its tense, the same way."""
    same = one.direction == other.direction
    between = reader.text[before.end : span.start]
    if _GOING_ON.match(reader.text, span.start) and not re.search(r"\bbut\b", between):
        if one.attribution in ("direct", "narrator"):
            return True
        turns = _TOLD.match(other.quote) and not _TO_COME.search(one.quote)
        return not turns and (same or {one.direction, other.direction} == {"ends", "weakens"})
    if not same or (
        bool(COMING.search(one.quote)) != bool(COMING.search(other.quote))
        or (one.horizon and other.horizon)
        or (one.quantity and other.quantity)
        or "that" in between.split()
    ):
        return False
    return bool(re.match(r"(?:it|they|he)\b", reader.text[span.start : span.end], re.IGNORECASE))


# what goes on with the subject of the clause before it
_GOING_ON = re.compile(
    r"(?:still |then |also |now |already )?(?:will|would|shall|may|might|could|are|is|was|were|has|have|had)\b",
    re.IGNORECASE,
)
# reported speech tells one thing after the other: "had fled and would return"; who speaks himself says it in one breath
_TOLD = re.compile(r"(?:still |then |also |now |already )?(?:would|was|were|had)(?: [^\s,]+){3}", re.IGNORECASE)
_TO_COME = re.compile(r"\b(?:will|would|shall|may|might|could|can|cannot)\b", re.IGNORECASE)
