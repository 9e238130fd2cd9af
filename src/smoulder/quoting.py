"""Set phrases that tell who says something: "R quoted S as saying", "according to S", "adding that"."""

import re
from collections.abc import Callable
from functools import cache

from smoulder.cues import SHORTEST, Cue, finite, how_said, nothing, trim
from smoulder.inflections import participles
from smoulder.lexicon import lexicon, one_of
from smoulder.spans import Attribution, Span
from smoulder.subjects import speaker_before


def relayed(
    text: str, begin: int, cue: Cue, end: int, said: list[Span], is_source: Callable[[str], bool]
) -> Attribution | None:
    """R quoted S as saying C; S was quoted by R as saying C."""
    rest = text[cue.end : end]
    shown = Span(cue.start, cue.end)
    if passive := _QUOTED_LAST.match(text, cue.start, end):
        subject, _ = speaker_before(text, begin, cue.start, said, is_source)
        left = trim(text, Span(begin, subject.start)) if subject else None
        if left and finite().search(left.of(text)):
            pieces = tuple(each for each in said if left.start <= each.start < left.end) or (left,)
            how = "direct" if pieces[0] != left else how_said(text, left)
            return Attribution(
                subject, Span(*passive.span()), pieces, how, "says", None, None, False, begin, passive.end()
            )
    match = re.match(
        r"\s*(?P<who>[^,;\"]{0,100}?)\s*\bas (?:having said|saying|telling \w+|claiming|warning|vowing|"
        r"insisting)\b(?: (?:on|in|at) [A-Z]\w+)?[,:]?\s*(?:that\s+)?",
        rest,
    )
    if not match:
        return None
    subject, _ = speaker_before(text, begin, cue.start, said, is_source)
    content = Span(cue.end + match.end(), end)
    quote = [each for each in said if each.start >= content.start and nothing(text[content.start : each.start - 1])]
    pieces = tuple(trim(text, each) for each in quote) or (trim(text, content),)
    how = "direct" if quote else how_said(text, pieces[0])
    who = Span(cue.end + match.start("who"), cue.end + match.end("who")).within(text, " ,")
    shown_as = Span(cue.start, cue.end + match.end()).within(text, " ,:")
    if re.match(r"(?:was|were|is|are|has been|have been|been)\b", cue.word, re.IGNORECASE):
        by = re.match(r"(?:by\s+)(.*)", who.of(text))
        relay = Span(who.start + by.start(1), who.end) if by else None
        return subject and Attribution(subject, shown, pieces, how, "says", relay, None, False, begin, end)
    if not is_source(who.of(text)):
        return None
    del shown_as
    return Attribution(who, shown, pieces, how, "says", subject, None, False, begin, end)


# "C, S was quoted as saying by R"
_QUOTED_LAST = re.compile(
    r"(?:was|were|is|are|has been|have been) (?:quoted|cited|heard|reported|recorded) as (?:saying|having said|"
    r"telling \w+)"
    r"(?=\s*[.,;]|\s+(?:by|in|on|to|as|over|during|from|last|this|at|yesterday|today)\b(?![^.;]*\bthat\b))"
)


@cache
def _saying(any_case: bool) -> str:
    speech = lexicon("speech")
    verbs = [*speech["says"], *speech["vows"], *speech["expects"], "deny", "continue"]
    return one_of([*lexicon("en")["cues"]["adding"], *participles(verbs)], any_case)


def repeating(text: str, start: int, end: int, is_source: Callable[[str], bool]) -> Attribution | None:
    """S did something, repeating at rally after rally that C: said by S, though the verb is none of saying."""
    match = _said_behind().search(text, start, end)
    verb = finite().search(text, start, end)
    if not match or not verb or verb.start() >= match.start():
        return None
    subject = re.sub(r"\s+(?:has|had|have|is|was|were|are)$", "", text[start : verb.start()].rstrip())
    lead = re.match(r"(?:(?:in|on|at|from|last|after) [^,]{2,50}, )?", subject, re.IGNORECASE)
    who = Span(start + (lead.end() if lead else 0), start + len(subject)).within(text, " ,")
    if not is_source(who.of(text)):
        return None
    content = trim(text, Span(match.end(), end))
    return Attribution(
        who, Span(*match.span("verb")), (content,), how_said(text, content), "says", None, None, False, start, end
    )


@cache
def _said_behind() -> re.Pattern[str]:
    verb = _saying(any_case=False)
    return re.compile(rf"[,;]\s+(?P<verb>{verb})\b(?P<aside>[^,.;:\"]{{0,60}}?)(?:\s+that\b|:\s|,?\s+(?=\"))")


@cache
def _adding() -> re.Pattern[str]:
    return re.compile(
        rf"(?:[,;]\s*|^\s*|(?<=\s)\s*)(?<!without )(?P<verb>{_saying(any_case=True)})\b(?:\s+(?:to|"
        rf"on)\s+\w+|\s+(?:in|on|at|to|by|during|through|from)\s[^,;:.\"]{{1,50}}?(?=\s+that\b))?[,:]?\s+(?:that\s+)?",
        re.IGNORECASE,
    )


def with_adding(text: str, end: int, found: list[Attribution]) -> list[Attribution]:
    """Also what a speaker adds: "..., adding that C"."""
    result = []
    for each in found:
        result.append(each)
        if not each.contents:
            continue
        search_from = max(
            each.end if each.contents[-1].end <= each.cue.start else each.contents[-1].start, each.cue.end
        )
        match = _adding().search(text, search_from, end)
        after = [other.cue.start for other in found if other.cue.start > each.cue.start]
        if match and after and match.end("verb") > min(after):
            continue  # who speaks then is told
        if not match or (match.start() > search_from + 160 and each.contents[-1].end <= each.cue.start):
            continue
        content = trim(text, Span(match.end(), end))
        if len(content.of(text).split()) < SHORTEST:
            continue
        if each.contents[-1].end > match.start() and each.how != "direct":
            cut = trim(text, Span(each.contents[-1].start, match.start()))
            if len(cut.of(text).split()) < SHORTEST:
                if not re.match(r"(?:and|but)\b", match["verb"]):
                    continue
                result.pop()
            else:
                result[-1] = each._replace(contents=(*each.contents[:-1], cut))
        elif each.contents[-1].end > match.start():
            continue
        stance = "vows" if re.match(r"(?:and |but )?(?:vow|pledg)", match["verb"], re.IGNORECASE) else "says"
        result.append(
            each._replace(
                cue=Span(*match.span("verb")),
                contents=(content,),
                how=how_said(text, content),
                stance=stance,
                carried=False,
            )
        )
    return result


_REJECTED = re.compile(
    r",\s+(?P<what>(?:an? |the )(?:[\w-]+ )?(?:figure|claim|number|assertion|charge|allegation|estimate|"
    r"statement|toll|account|accusation|assessment)s?\s+(?:that\s+)?(?P<who>[^,.;]{2,70}?)\s+(?P<cue>(?:has |"
    r"have |had )?(?:rejected|rejects?|denied|denies|disputed|disputes?|dismissed|dismisses|called|calls|"
    r"contested|described)(?: as)?)\b[^,.;]{0,60})"
)


_JUDGED = re.compile(
    r",\s+(?:which|something|numbers|figures) (?:that )?(?P<who>[^,.;]{2,90}?)\s+(?P<what>(?P<cue>(?:has |have |had )?"
    r"(?:rejected|rejects?|denied|denies|disputed|disputes?|dismissed|dismisses|called|calls|contested|described|"
    r"considers?|considered|believes?|believed|thinks?|thought))\b[^,.;]{0,60})"
)


def _with_judged(text: str, end: int, found: list[Attribution], is_source: Callable[[str], bool]) -> list[Attribution]:
    """Also who thinks what of it: "C, which S called too low"."""
    result = list(found)
    for number, each in enumerate(found):
        last = each.contents[-1] if each.contents else None
        match = _JUDGED.search(text, last.start, end) if last else None
        if last and match and last.start < match.start() < last.end and is_source(match["who"]):
            result[number] = each._replace(contents=(*each.contents[:-1], trim(text, Span(last.start, match.start()))))
            who, cue, what = (Span(*match.span(name)) for name in ("who", "cue", "what"))
            result.append(
                Attribution(who, cue, (what,), "indirect", "says", None, None, False, match.start(), match.end())
            )
    return result


def with_rejected(text: str, end: int, found: list[Attribution], is_source: Callable[[str], bool]) -> list[Attribution]:
    """Also who rejects it: "C, a figure S rejected as exaggerated"."""
    found = _with_judged(text, end, found, is_source)
    result = list(found)
    for number, each in enumerate(found):
        match = _REJECTED.search(text, each.contents[0].start, end) if each.contents else None
        if match is None or not is_source(match["who"]):
            continue
        last = each.contents[-1]
        if last.start < match.start() < last.end:
            result[number] = each._replace(contents=(*each.contents[:-1], trim(text, Span(last.start, match.start()))))
        result.append(
            Attribution(
                Span(*match.span("who")),
                Span(*match.span("cue")),
                (Span(*match.span("what")),),
                "indirect",
                "says",
                None,
                None,
                False,
                match.start(),
                match.end(),
            )
        )
        break
    return result
