"""What somebody has others read or hear: statements put out, interviews given; and figures told with whose they are."""

import re
from collections.abc import Callable
from functools import cache

from smoulder.cues import SHORTEST, finite, how_said, trim
from smoulder.inflections import finite_forms, participles
from smoulder.lexicon import lexicon, one_of
from smoulder.spans import Attribution, Span
from smoulder.subjects import speaker_before

_WRITINGS = (
    "statement message communiqu[eé] video letter leaflet recording post note declaration warning appeal interview "
    "speech address sermon briefing conference report"
).split()
_WRITTEN = tuple(each.partition("[")[0] for each in _WRITINGS)  # of these one stands in such a sentence


def put_out(text: str, start: int, end: int, is_source: Callable[[str], bool]) -> Attribution | None:
    """S issued a statement saying C; S gave an interview in which he said C."""
    if not any(map(text[start:end].lower().__contains__, _WRITTEN)):
        return None
    if (match := _put_out().search(text, start, end)) is None:
        return None
    who, _ = speaker_before(text, start, match.start(), [], is_source)
    content = trim(text, Span(match.end(), end))
    verb = match["told"] or match["verb"]
    stance = "vows" if _VOWING.match(verb) else "denies" if verb.startswith("den") else "says"
    if _TO.match(text, *content) or stance == "denies":
        content = Span(match.start("told" if match["told"] else "verb"), content.end)
    if who is None or len(content.of(text).split()) < SHORTEST:
        return None
    cue = Span(*match.span()).within(text)
    return Attribution(who, cue, (content,), how_said(text, content), stance, None, None, False, start, end)


_VOWING = re.compile(r"vow|pledg|promis|threaten")
_TO = re.compile(r"to\b")


@cache
def _put_out() -> re.Pattern[str]:
    speech = lexicon("speech")
    verbs = [*speech["says"], *speech["vows"], "deny"]
    writings = "|".join(f"{each}(?:e?s)?" for each in _WRITINGS)
    return re.compile(
        r"(?<=\w )(?:(?:has|have|had) )?(?:issued|released|published|sent(?: out)?|posted|put out|distributed|"
        r"circulated|made|uploaded|broadcast|aired|left|dropped|signed|gave|given|wrote|delivered) "
        r"(?:an?|another|its|their|his|her|one|several|two|three) "
        rf"(?:[\w-]+ ){{0,4}}?(?:{writings})(?: [^,.;:\"]{{1,50}}?)?,? "
        rf"(?:in which (?:it|he|she|they) (?P<told>{one_of(finite_forms(verbs))})|"
        rf"(?:that |which )?(?P<verb>{one_of(participles(verbs))}|said|says))\b:?(?: that\b)?",
        re.IGNORECASE,
    )


_STATEMENT = re.compile(
    r"\b(?:statements?|announcements?|declarations?|claims?|remarks?|words|"
    r"comments?)\b[^.;\"]{0,60}?\b(?P<cue>(?:was|were|is|came|made|given|issued) (?:by|from))\s+"
)


def stated(text: str, start: int, end: int, is_source: Callable[[str], bool]) -> Attribution | None:
    """A statement was by S, N, C: as machine translation has it."""
    for match in _STATEMENT.finditer(text, start, end):
        who: Span | None = None
        for part in re.finditer(r"[^,:]+", text[match.end() : end]):
            piece = Span(match.end() + part.start(), match.end() + part.end())
            if who and finite().search(piece.of(text)):
                content = trim(text, Span(piece.start, end))
                cue, how = Span(*match.span("cue")), how_said(text, content)
                return Attribution(who, cue, (content,), how, "says", None, None, False, start, end)
            if not is_source(piece.of(text).strip()):
                break
            who = Span(who.start if who else piece.start, piece.end).within(text)
    return None


def counted_by(text: str, start: int, end: int, is_source: Callable[[str], bool]) -> Attribution | None:
    """The group's strength is put at 3,000 by S."""
    match = _COUNTED.search(text, start, end)
    if match is None or not is_source(match["who"]):
        return None
    content = trim(text, Span(start, match.start("by")))
    who, cue = Span(*match.span("who")), Span(*match.span("cue"))
    return Attribution(who, cue, (content,), "indirect", "says", None, None, False, start, end)


_COUNTED = re.compile(
    r"\b(?P<cue>(?:is|are|was|were|has been|have been) (?:now |currently )?"
    r"(?:put|estimated|reckoned|assessed|counted)) at [^.;]{0,40}?\d[^.;]{0,40}?(?P<by> by )(?P<who>[^,.;:]{3,80})"
)
