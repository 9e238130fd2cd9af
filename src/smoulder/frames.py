"""Phrases that tell who says a sentence without a verb of saying: "according to S", "by S's count", "S shrugs: C".

A frame stands before, behind or within what is said. What stands behind a colon is said by whoever the words before it
are about.
"""

import re
from collections.abc import Callable

from smoulder.cues import SHORTEST, finite, how_said, trim
from smoulder.noun_phrases import somebody, speaks_clause
from smoulder.sentence_subjects import subject_of
from smoulder.spans import Attribution, Span

_VIEW = (
    r"(?:words?|view|views|eyes|opinion|estimation|estimate|estimates|judge?ment|assessment|telling|account|reckoning|count|"
    r"calculations?|arithmetic|version|figures?|mind|phrase|tally|admission|experience|reading|analysis|books?|criterion|criteria|"
    r"perspective|conviction|thinking|guess|guesses|prognosis|forecast|forecasts|projection|understanding|perception|verdict|"
    r"belief|argument|logic|ledger|statistics|data|records|calendar|standards|appraisal|evaluation|toll|tallies|log|maps?|charts?|"
    r"survey|poll|concept|sentence|expression|language|lights|testimony|report|reports|story|claim|wording|message|consideration)"
)
_PRONOUN = r"(?:him|her|them|his|its|their|our|my)"
_OF = re.compile(
    r"\b(?=[ABFIOTUabfijortuvw])(?:[Aa]ccording to(?: the)? (?:own )?"
    + _VIEW
    + r" of|[Aa]ccording to|[Aa]s per|(?:I|we|reporters|journalists|visitors) (?:was|were) (?:also |"
    r"later |since )?told "
    r"by|(?:[Ii]n|[Bb]y|[Oo]n|[Tt]o|[Ff]rom|[Uu]nder) (?:the )?(?:own |best |latest |considered )?" + _VIEW + r" of|"
    r"(?<![^\s\"])(?<![a-z] )(?:[Ff]or|[Tt]o believe|[Tt]o hear|[Aa]s per|[Ff]ollowing|[Ii]f (?:one|"
    r"you) (?:is to )?believes?)(?= (?:the|an?|one|some|many|"
    r"several|local|most|[A-Z])\b))\s+(?P<who>(?:[^,;:.\"]|(?<=\b[A-Z])\.){2,120}?)"
    r"(?=\s*[,;:]|\.?\s*$|(?<=[a-z]{3}) (?:there|they|it|the|no|only|its?|some|all|both|these|those|neither|nobody|"
    r"nothing|everything)\s(?!same\b|latter\b)|\s+(?:on|after|when|during|last) [A-Z]?\w+day\b| - )"
)
_OWN = re.compile(
    r"\b(?=[ABIOTabiot])(?:[IiOo]n|[Bb]y|[Tt]o|[Aa]ccording to) (?P<who>(?:the |a |an |[A-Z])[^,;:.\"]{2,70}?'s?|"
    r"(?:an? |the )(?:[A-Z][\w-]* |"
    r"army |police |military |government |ministry |rebel |official |UN ){1,3}?(?=tally|count|estimate|"
    r"reckoning)|his|her|its|their|our|my) ?(?:own |"
    r"latest |best |current )?" + _VIEW
    + r"(?=\s*[,;:]|\.?\s*$|\s(?:the|there|it|they|a|an|no|only|its|this|these|some|all|[A-Z]\w+)\s)"
)  # fmt: skip


_NOT_SAID = ("Contrary ", "contrary ", "comment ", "commented ", "commenting ")  # on or to what somebody says
_RELATED = re.compile(r",\s+(?:which|who)\s[^,]*(?:,|\Z|(?=[.]?\s*\Z))")
_DAY = re.compile(r"\s+(?:on|last) [A-Z]?\w+day\b")
_TELLING = re.compile(r"'s?$| tell (?:it|the story)$")
_BY = re.compile(r"(?: \w+day| last week)? (?:by|from) (?P<who>.+)")
_MADE = re.compile(
    r"(?<=\w) (?:published|released|issued|made public|leaked|obtained|compiled|prepared|posted|circulated)\b"
)


def framed(text: str, start: int, end: int, is_source: Callable[[str], bool]) -> Attribution | None:
    """The frame of a sentence and what is said in it."""
    for pattern in (_OF, _OWN):
        for match in pattern.finditer(text, start, end):
            if (
                match.group()[0] in "FTAI"
                and match.start() > start
                and text[match.start() - 2 : match.start()].strip() not in ("", ",", ";")
            ) or text.endswith(_NOT_SAID, start, match.start()):
                continue
            named = _TELLING.sub("", match["who"])
            who, *made = _MADE.split(named, maxsplit=1)
            first = match.start("who")
            if made and (by := _BY.match(made[0])) and is_source(by["who"]):
                who = by["who"]  # "according to figures released by the ministry"
                first += len(named) - len(who)
            carried = bool(re.fullmatch(_PRONOUN, who))
            if not carried and (speaks_clause(who) or not (is_source(who) or somebody(who))):
                continue
            day = _DAY.match(text, match.end(), end)
            ends = day.end() if day else match.end()
            related = _RELATED.match(text, ends, end)
            content = _inside(text, start, match.start(), related.end() if related else ends, end)
            if content is None:
                continue
            speaker = None if carried else Span(first, first + len(who)).within(text)
            cue = Span(match.start(), match.start("who") if pattern is _OF else match.end()).within(text)
            return Attribution(
                speaker, cue, (content,), how_said(text, content), "says", None, None, carried, start, end
            )
    return None


def _inside(text: str, start: int, begins: int, ends: int, end: int) -> Span | None:
    """What is said around a frame: behind it at the beginning, before it at the end, else the whole."""
    before, after = text[start:begins].strip(" ,-"), text[ends:end].strip(' .,\n"')
    if not before or (len(before.split()) <= SHORTEST and not finite().search(before)):
        content = trim(text, Span(ends, end))
    elif len(after.split()) < SHORTEST:
        content = trim(text, Span(start, begins))
    elif re.search(r"\b(?:which|that|when|where|whom|and|but|because|as)$", before) and finite().search(after):
        content = trim(text, Span(ends, end))
    else:
        colon = text.rfind(": ", start, begins)
        content = trim(text, Span(colon + 2 if colon > 0 else start, end))
    if said_again := re.search(r",\s+(?:he|she|they) (?:\w+ )?[a-z]+(?:ed|s|id|old|rote)\s*$", content.of(text)):
        content = Span(content.start, content.start + said_again.start())
    words = content.of(text)
    return content if len(words.split()) >= SHORTEST and (finite().search(words) or len(words.split()) > 4) else None


_COLON = re.compile(r"(?P<lead>[^:\"]{4,170}):\s+(?=\S)")
# what is done to somebody is nothing that he says
_DONE_TO = re.compile(
    r"\b(?:is|are|was|were|has|have|had) (?:still |now )?(?:being|been)\b|\b(?:is|are|was|were) (?!convinced|persuaded|"
    r"worried|concerned|alarmed|unimpressed|unmoved|unconvinced|determined|resolved)[a-z]+ed\b"
)
_POSSESSED = re.compile(r"(?:his|her|their|he|she|they)\b", re.IGNORECASE)


def before_colon(
    text: str, start: int, end: int, quotes: tuple[Span, ...], is_source: Callable[[str], bool]
) -> Attribution | None:
    """Somebody is the subject of what stands before a colon: what stands behind it is said by him."""
    match = _COLON.match(text, start, end)
    if match is None or len(match["lead"].split()) > 24 or re.match(r"(?:My|Our|my|our)\b", match["lead"]):
        return None
    if _DONE_TO.search(match["lead"]):
        return None
    carried = bool(_POSSESSED.match(match["lead"]))
    subject = subject_of(text, start, match.end("lead"), is_source)
    if subject and carried and not re.search(r"(?:man|woman|person|er|or|chief)s?$", subject.of(text).split(" of ")[0]):
        subject = None
    if subject is None and not carried:
        return None
    behind = Span(match.end(), end)
    spoken = [each for each in quotes if behind.start <= each.start <= behind.start + 1]
    content = spoken[0] if spoken else trim(text, behind)
    if len(content.of(text).split()) < SHORTEST or content.of(text).endswith("?"):
        return None
    how = "direct" if spoken else how_said(text, content)
    return Attribution(
        subject, Span(*match.span("lead")).within(text), (trim(text, content),), how, "says", None, None,
        subject is None, start, end,
    )  # fmt: skip
