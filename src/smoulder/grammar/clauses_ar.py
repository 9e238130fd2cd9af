"""Clauses of what is said in Arabic: parts that can be judged by themselves.

A part begins at "and that", at "but", behind a mark, and behind a comma where a verb follows "and" or "so", unless what
stands before is a condition of it.
"""

import re
from functools import cache

from smoulder.arabic_cues import IF
from smoulder.grammar import Span
from smoulder.lexicon import plain

SHORTEST = 2  # words
_CONDITION = re.compile(plain(r"[وف]?(?:إذا|لو|متى|عندما|كلما|طالما|حالما|ما لم|إن لم|ما دام\w*|في حال)(?!\w)"))
_THAT = plain(r"ان(?:هما|هم|ها|ه|نا|ني)?")


@cache
def _joints() -> re.Pattern[str]:
    verb = plain(r"(?:س[يتن]\w{2,}|لن|لم|لا|قد|ليس\w*|ما زال\w*|سوف|[يت]\w{3,}|بات\w*|أصبح\w*|كان\w*|ربما|هناك|ثمة|لعل\w*|قد|س[يتن]\w+)")
    return re.compile(
        rf"(?P<hard>[.!?;](?=\s)\s*|:\s+|,?\s+و(?:ب)?{_THAT}\s+|,\s+(?:و|ف)?(?:لكن|ولكن|بل|الا ان|غير ان|بيد ان|"
        rf"فيما|بينما|في حين|لذلك|ثم){_THAT[2:]}\s+"
        rf"|\s+(?:لكن|ولكن|بيد ان|غير ان)\s+)|(?P<soft>,\s+[وف](?={verb}\s)|,\s+(?=لكن))"
    )


def clauses_in(text: str, span: Span) -> list[Span]:
    """The clauses of a span of a plain text, in order, without the words and marks that join them."""
    parts = []
    begin = span.start
    for match in _joints().finditer(text, *span):
        before, behind = text[begin : match.start()].split(), text[match.end() : span.end].split()
        if match["soft"] and (
            min(len(before), len(behind)) < 3 or _CONDITION.match(text[begin : match.start()].strip(' "'))
        ):
            continue
        if len(behind) < SHORTEST or len(before) < SHORTEST:
            continue
        parts.append(Span(begin, match.start()))
        begin = match.end()
    parts.append(Span(begin, span.end))
    return [found for part in parts if len((found := _trimmed(text, part)).of(text).split()) >= SHORTEST]


def _trimmed(text: str, part: Span) -> Span:
    span = part.within(text, " \n,;:-.")
    lead = re.match(rf"(?:و?لكن(?:هم|ها|ه)?|[بو]?{_THAT})\s+(?=\S)", span.of(text))
    if lead and not IF.match(span.of(text)):
        span = Span(span.start + lead.end(), span.end)
    words = span.of(text)
    if words.count('"') == 1:
        span = Span(span.start + (words[0] == '"'), span.end - (words[-1] == '"')).within(text, " .,")
    return span
