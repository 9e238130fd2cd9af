"""How far words go that somebody says: on behind "S said", not to what the writer calls them; and who "he" leads to."""

import re
from collections.abc import Callable

from smoulder.cues import Cue, finite, trim
from smoulder.sentence_subjects import subject_of
from smoulder.spans import Attribution, Span


def resumed(text: str, made: Attribution, end: int, later: list[Cue]) -> tuple[Span, ...]:
    """What goes on behind "S said", clause by clause up to the next who speaks: "..., S said, but C; and D"."""
    first = _ON.match(text, made.end, end)
    if first is None:
        return ()
    joints = [first, *_MORE.finditer(text, first.end(), end)]
    stops = [*(joint.start() for joint in joints[1:]), end]
    pieces: list[Span] = []
    for joint, stop in zip(joints, stops, strict=True):
        span = trim(text, Span(joint.end(), stop))
        words = span.of(text)
        if any(joint.start() <= cue.start < stop and not cue.closing for cue in later):
            break
        if _SAID_TOO.match(words) or not (finite().search(words) or _CLAUSE.match(words)):
            break
        pieces.append(span)
    return tuple(pieces)


# what the words said can go on behind: a colon, another clause; not "later", which tells what was done then
_ON = re.compile(
    r"[^,;:.\"]{0,90}?(?:[;:]\s+|,\s+(?:and|but|although|though|while|yet|so|or|nor)\s+(?!(?:later|then)\b)|"
    r",\s+(?=(?:the|its?|they|there|no|not|his|her|their|these|those|we|[A-Z]\w+|\d+)\s))"
)
_CLAUSE = re.compile(
    r"(?:the|its|their|his|her|there|they|it|no|not|none|all|some|many|every|once|if|until|[A-Z]\w+|\d)\b(?:\s\S+){4}"
)
_MORE = re.compile(r"[;:]\s+|,\s+(?:and|but|although|though|while|yet|so)\s+")
_SAID_TOO = re.compile(r"(?:said|added|warned|vowed|pledged|urged|called|refused|declined|promised)\b")


# what the writer calls it behind a comma is no part of it
_CALLED = re.compile(
    r", (?:\w+ )?(?:hours|days|weeks|months|years) (?:after|before)\b[^;:]*$|, (?:an? (?:[\w'-]+ ){0,2}?|"
    r"the )(?:figure|number|toll|boast|claim|vow|pledge|promise|estimate|account|"
    r"verdict|tally|assertion|charge|"
    r"allegation|admission|prediction|forecast|prophecy|reading|view|judge?ment|story|version|count|total|hope|threat)s?\b[^;:]*$"
)


def bare(text: str, span: Span) -> Span:
    """The words said without what the writer calls them behind a comma: "C, a figure nobody can check"."""
    if (saying := _SAYING.match(text, span.start, span.end)) and span.end - saying.end() > SHORT:
        span = Span(saying.end(), span.end)
    called = _CALLED.search(text, span.start, span.end)
    return Span(span.start, called.start()) if called and called.start() - span.start > SHORT else span


SHORT = 12  # letters
# "are more cautious, saying C"
_SAYING = re.compile(r"(?:saying|warning|adding|arguing|insisting|claiming|noting)\s+(?:that\s+)?(?=\w)")


def led(text: str, start: int, each: Attribution, is_source: Callable[[str], bool]) -> Attribution:
    """The attribution with the subject of its own sentence for a pronoun: "A lawyer disagrees: C, he says"."""
    if not each.carried or each.speaker is not None:
        return each
    lead = _LEAD.match(text, start, each.cue.start) or (
        _BEFORE.match(text, start, each.cue.start) if each.contents[0].start > each.cue.start else None
    )
    subject = subject_of(text, start, lead.end() - 2, is_source) if lead else None
    if (
        lead
        and subject
        and lead.re is _BEFORE
        and _many(subject.of(text))
        and re.search(r"\b(?:s?he)$", lead.group().strip())
    ):
        return each
    if lead and subject is None and (struck := _STRUCK.search(text, start, lead.end())) and is_source(struck["who"]):
        subject = Span(*struck.span("who"))
    if lead is None or subject is None:
        return each
    contents = tuple(trim(text, Span(max(span.start, lead.end()), span.end)) for span in each.contents)
    return each._replace(speaker=subject, carried=False, contents=contents)


_LEAD = re.compile(r"[^:;\"]{5,160}[:;]\s")
_BEFORE = re.compile(r"[^:;\"]{5,160}?,\s(?:and|but|for|because|as|since|yet|though|so|while)\s(?:he|she|it|they)\s")


def _many(words: str) -> bool:
    """Whether a noun phrase is of several, or no person."""
    return bool(re.search(r"(?:[a-z]{2,}(?<!s)s|people|police)$", re.split(r" (?:of|in|from|at|who) ", words)[0]))


# whom it strikes so, to whom it seems so
_STRUCK = re.compile(
    r"\b(?:strikes?|struck|seems? to|looks? to|appears? to|sounds? to|worries|worried|alarms?|alarmed|troubles?|"
    r"troubled|"
    r"convinces?|convinced|surprises?|surprised|leaves?|left|amuses?|amused|angers?|angered|reassures?|reassured)\s"
    r"(?P<who>(?:an?|the|one)\s[\w' -]{3,60}?)(?=\s(?:as|like|so|who)\b|[,:;])"
)
