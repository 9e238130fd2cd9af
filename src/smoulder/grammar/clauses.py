"""Clauses of what is said in English: parts that can be judged by themselves.

A part begins behind a full stop, a semicolon, or a comma with "and", "but", "while" where both sides have a verb of
their own, and at "and that". A part without a verb stays with the one before it.
"""

import re
from collections.abc import Iterator
from functools import cache

from smoulder.cues import finite
from smoulder.grammar import Span

SHORTEST = 3  # words
LONG = 20  # words from which a comma before a pronoun begins a new clause: machine translation joins sentences so


@cache
def _joints() -> re.Pattern[str]:
    return re.compile(
        r"(?=[\s.,:;!?])"  # all of them begin so: what stands at other letters is passed over at once
        r"(?:[.!?;](?=[\s\"])|,\s+(?:and|but|while|whereas|although|though|yet|so|or|nor)\s+(?:that\s+)?|"
        r"\s+and that\s+|\s+and\s+(?=(?:still |then |also |now |already )?(?:will|would|shall|may|might|could|are|is|"
        r"was|were|has|have|had)\s)|"
        r"\s+and\s+(?=(?:militants|rebels|fighters|insurgents|gunmen|guerrillas|troops|soldiers|residents|civilians|"
        r"villagers|attacks|others|its|his|their|the|these|those|all|some|many|most|several|none|no|only|fewer|"
        r"(?-i:[A-Z])[\w'-]*)\b(?: [\w'-]+){0,5}? "
        r"(?:is|are|was|were|has|have|had|will|would|shall|may|might|could|can|cannot|must|remain(?:s|ed)?|controls?|"
        r"holds?|held|fled|surrendered)\b)|"
        r",\s+(?=even as\s)|"
        r"\s+but that\s+|\s+but\s+(?=(?:the|they|it|he|we|some|many|its|their|there)\s)|"
        r"\s+but\s+(?=(?:still|now|also|yet|then)\s\w)|\s+but\s+(?=(?:is|are|was|were|has|have|had|will|would|can|cannot|could|may|"
        r"might|remains?|continues?|retains?|keeps?|kept|retained|remained|holds?|held)\s)|"
        r",\s+that\s+(?=the|they|it|there)|:\s|\s--?\s|\.\.)",
        re.IGNORECASE,
    )


@cache
def _splice() -> re.Pattern[str]:
    return re.compile(r",\s+(?=(?:this|it|they|these|we|he|she|there|and therefore|therefore|but|although|And|But)\s)")


def clauses_in(text: str, span: Span) -> list[Span]:
    """The clauses of a span of a plain text, in order, without the words and marks that join them."""
    cuts = [(match.start(), match.end()) for match in _joints().finditer(text, span.start, span.end)]
    if len(span.of(text).split()) > LONG:
        cuts = sorted(
            {*cuts, *((match.start(), match.end()) for match in _splice().finditer(text, span.start, span.end))}
        )
    parts: list[Span] = []
    begin = span.start
    for start, stop in [*cuts, (span.end, span.end)]:
        if start < begin:
            continue
        comma = max(begin + 1, text.rfind(",", begin, start))
        if _between_names(text, start, stop) or _IN_CONDITION.match(text, comma - 1, start):
            continue
        if text[start : start + 1] == "," and _CONDITION.match(text, begin, start):
            continue
        part = Span(begin, start)
        if start < span.end and not _whole(text[start:stop].strip(" ,")):
            rest = Span(stop, _until(cuts, stop, span.end))
            if not ((_complete(part.of(text)) or _counted(text, start, part)) and _complete(rest.of(text))):
                continue
        parts.append(part)
        begin = stop
    return [each for part in parts for each in _trimmed(text, part)]


# what comes of a condition is one with it: "as long as the land is in dispute, there will be another militia"
_CONDITION = re.compile(r"(?:as (?:long|soon) as|if|unless|once|until|even if)\b[^,]*$", re.IGNORECASE)
# an "and" within an inserted condition joins no clauses: "the rebels, if the army and its allies are right, will lose"
_IN_CONDITION = re.compile(r"\w,\s+(?:if|unless|should)\s[^,.;]*\Z")  # from the letter before the last comma on


def _between_names(text: str, start: int, stop: int) -> bool:
    """Whether an "and" joins two names: "the dunes of Uru and Tal are calm"."""
    return bool(
        text[start:stop].strip() == "and"
        and text[stop].isupper()
        and re.search(r"(?<=[a-z] )[A-Z][\w'-]*$", text[max(0, start - 24) : start])
    )


def _whole(joint: str) -> bool:
    """Whether what joins two parts tells that both are clauses, whatever their words are."""
    return joint[:1] in (".", "!", "?", ";") or joint in ("and that", "but that")


def _until(cuts: list[tuple[int, int]], at: int, end: int) -> int:
    return next((start for start, _ in cuts if start > at), end)


# with such a subject words are a clause, whatever their verb is
_SUBJECT = re.compile(r"(?:they|we|he|she|it|there|nobody|no one)\s+[a-z]", re.IGNORECASE)


def _complete(words: str) -> bool:
    return len(words.split()) >= SHORTEST and bool(finite().search(words) or _SUBJECT.match(words))


# a time told by what happened then is no part of the claim: "Two years after the dam broke, ..."
_AFTER = re.compile(
    r"(?:(?:about|almost|nearly|barely|just|only|some|more than|less than) )?(?:[\w-]+ ){1,2}(?:hours?|days?|weeks?|"
    r"months?|years?) after [^,.;]{12,},\s+(?=\w)",
    re.IGNORECASE,
)


# what closes a clause and is told of another time: "..., hours after it fell", "..., which had been theirs"
_BESIDE = re.compile(
    r"(?<=[\w\"]),\s+(?:(?:just |only |barely |some |about )?(?:\w+ )?(?:hours|days?|weeks?|months?|years?) "
    r"(?:after|before)|after|which (?:had|has) been)\s(?:[\w'-]+ ){3,}[\w'-]+$|"
    r"(?<=[\w\"]),? according to (?!which)[^;]+$"
)
_BESIDE_WORDS = ("after", "before", "which ha", "according to")  # one of which stands there
# words that join a clause to the one before it
_LEAD = re.compile(r"(?:and|but|so|that|while|whereas|although|though|yet)\s+(?:that\s+)?(?=\w)", re.IGNORECASE)
# words that only bring what is said: "told the local radio that", "their leader has said that"
_BRINGING = re.compile(
    r"(?:[\w'.-]+ ){0,10}?(?:has |have |had )?(?:said|says|told|claimed|claims|warned|warns|declared|announced|"
    r"insisted|added)\b(?: [\w'.-]+){0,8}? that (?=\w)"
)


def _counted(text: str, comma: int, part: Span) -> bool:
    """Whether a number before a comma is a claim without a verb: "put losses at 90, and the ford is lost"."""
    return text[comma : comma + 1] == "," and bool(re.search(r"\bat [\w ]{0,30}\d", part.of(text)))


def without_after(text: str, span: Span) -> Span:
    """A span without the time clause that leads it."""
    after = "after" in span.of(text).lower() and _AFTER.match(text, span.start, span.end)
    return Span(after.end(), span.end) if after else span


def _trimmed(text: str, part: Span) -> Iterator[Span]:
    span = without_after(text, part.within(text, " \n,;:-"))
    words = span.of(text)
    if any(map(words.__contains__, _BESIDE_WORDS)) and (tail := _BESIDE.search(text, span.start, span.end)):
        after = re.search(r"\bafter\s", tail[0])
        if after and _complete(tail[0][after.end() :]):
            yield Span(tail.start() + after.end(), span.end)
        span = Span(span.start, tail.start())
    if " that " in words and (bringing := _BRINGING.match(text, span.start, span.end)):
        span = Span(bringing.end(), span.end)
    if lead := _LEAD.match(text, span.start, span.end):
        span = Span(lead.end(), span.end)
    if text.endswith(".", span.start, span.end):
        span = span.within(text, " .")
    if text.count('"', span.start, span.end) == 1:
        if text[span.start] == '"':
            span = Span(span.start + 1, span.end)
        elif text[span.end - 1] == '"':
            span = Span(span.start, span.end - 1).within(text, " .,")
    if len(span.of(text).split()) >= 2:
        yield span
