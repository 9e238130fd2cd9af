"""Who an English sentence is about: the noun phrase before its first verb."""

import re
from collections.abc import Callable
from functools import cache

from smoulder.cues import finite
from smoulder.inflections import forms
from smoulder.lexicon import lexicon, one_of
from smoulder.noun_phrases import ADJECTIVE, HEADING, MIDDLE, PARTICIPLE, RELATIVE, somebody
from smoulder.spans import Span
from smoulder.subjects import ADVERBIAL, JOIN, NEVER, PRONOUN


@cache
def _first_verb() -> re.Pattern[str]:
    told = one_of(form for each in lexicon("speech")["manner"] for form in forms(each)[1:3])
    return re.compile(
        rf"{finite().pattern}|\b[a-z]{{3,}}(?<!s)s\b(?=[;:.]| (?:to|the|a|an|his|her|its|their|less|more|"
        rf"otherwise|it|at|from|with|"
        rf"no|not|of|as|on|that)\b)|\b{told}\b|\b(?:differ|disagree|demur|no longer|not|never)s?\b|"
        rf"\b(?:see|say|think|believe|tell|read|put|paint|take|view|judge|beg|count|share|want|know|feel)"
        rf"(?= (?:it|things|the|this|that|an?|no|little|otherwise|so|to|few|less|his|her|its|their)\b)"
    )


def subject_of(text: str, start: int, end: int, is_source: Callable[[str], bool]) -> Span | None:
    """Who a sentence is about: the noun phrase before its first verb, if somebody who can speak."""
    words = text[start:end]
    lead = JOIN.match(words)
    at = lead.end() if lead else 0
    if adverbial := ADVERBIAL.match(words[at:]):
        at += adverbial.end()
    elif placed := re.match(
        r"(?:in|on|at|from|after|among|for|during|outside)\b[^,;:]{2,60}, ", words[at:], re.IGNORECASE
    ):
        at += placed.end()
    bare = MIDDLE.sub(lambda match: "~" * (len(match.group()) - 2) + ", ", words[at:])
    bare = RELATIVE.sub(lambda match: "~" * len(match.group()), bare)
    bare = PARTICIPLE.sub(lambda match: "~" * len(match.group()), bare)
    bare = ADJECTIVE.sub(lambda match: "~" * len(match.group()), bare)
    verb = _first_verb().search(bare) or _first_verb().search(
        RELATIVE.sub(lambda match: "~" * len(match.group()), words[at:])
    )
    if verb is None and text[start:end].rstrip().endswith((".", "!", "?")):
        return None
    stop = verb.start() if verb else len(bare)
    span = Span(start + at, start + at + stop).within(text, " ,")
    noun = span.of(text)
    fine = (
        noun
        and len(noun.split()) <= 18
        and not HEADING.fullmatch(noun)
        and not PRONOUN.fullmatch(noun)
        and not NEVER.match(noun)
    )
    if fine and (described := _DESCRIBED.search(noun)):
        span = Span(span.start, span.start + described.start())
        noun = span.of(text)
    return span if fine and (is_source(noun) or somebody(noun, strict=True)) else None


_DESCRIBED = re.compile(
    r", (?:who|which|whose|himself|herself|for one|meanwhile|by contrast|in turn|too)\b.*", re.DOTALL
)
