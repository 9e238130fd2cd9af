"""What is asked of an Arabic clause before it is a claim: its words and places, and whether it is of a group.

The same is asked of English in `claims.rules` and `claim_gates`; here is what Arabic words and order make different.
"""

import re

from smoulder.claim import Horizon
from smoulder.grammar import clauses_ar
from smoulder.hearing import Heard
from smoulder.inflections_ar import states
from smoulder.lexicon import plain
from smoulder.scenes import Spans
from smoulder.spans import Span
from smoulder.utterances import Said
from smoulder.war_talk import NEAR, of_war

SEASON = 92  # days
_FEARS = re.compile(plain(r"[وف]?(?:قد )?[يت]?(?:حذر|خشى|خشي|تخوف|نبه|نذر|أنذر)"))
_GOES_ON = re.compile(plain(r"\s*(?:بل|من|إلا|سوى|في|على(?! أن)|ل)(?!\w)"))  # behind an aside, the clause before it
CUE_TO_CLAUSE = 120  # letters from a verb that denies to what it denies


def spans_in(reader: Heard, said: Said) -> list[Span]:
    """The clauses of what is said, read without who says it between commas."""
    text = reader.text
    if said.aside is not None:
        start, end = said.aside
        mark = " " if _GOES_ON.match(text[end:]) else ","
        text = text[:start] + mark + " " * (end - start - 1) + text[end:]
    return clauses_ar.clauses_in(text, said.span, reader.names)


def warned(said: Said) -> bool:
    """Whether what is said is feared, or warned of."""
    return bool(_FEARS.match(plain(said.cue or "")))


def foes(text: str, side: str | None) -> tuple[Spans, Spans]:
    """Words for "the enemy" in a plain clause: those that mean fighters as its speaker has it, and others."""
    found = tuple(each.span() for each in states("of_foe").finditer(text))
    return (found if side in ("government", "coalition") else ()), (found if side == "rebel" else ())


def of_title(reader: Heard, span: Span) -> bool:
    """Whether a clause names a place that the title names, "northern Sinai" where it says Sinai."""
    title = reader.article.text[: reader.article.body_start] or reader.article.title or ""
    words = re.findall(r"\w+", plain(title))
    inside = [each for each in reader.places if span.start <= each.start and each.end <= span.end]
    return any(plain(each.mention).split()[-1] in words for each in inside)


def held_beyond(held: Horizon | None, said: Said) -> Horizon | None:
    """The horizon of what is denied "before" a time: it is later."""
    if held is None or said.stance != "denies" or not held.text.startswith("قبل"):
        return held
    if held.kind == "seasonal":
        return held._replace(days_min=held.days_max, days_max=None if held.days_max is None else held.days_max + SEASON)
    if held.kind != "beyond_date" and (held.deadline or held.days_max is not None):
        return held._replace(kind="beyond_date", days_min=held.days_max, days_max=None)
    return held


def quoted(reader: Heard, said: Said, span: Span) -> Span:
    """The words of the article that a claim quotes: with the verb, where the verb is what denies it."""
    if said.cue_at is not None and 0 < span.start - said.cue_at <= CUE_TO_CLAUSE and span.start == said.span.start:
        span = Span(said.cue_at, span.end)
    return span.whole(reader.article.text)


def of_the_article(reader: Heard, said: Said) -> bool:
    """Whether what somebody says is of the article's war; the first sentences come before the group's name."""
    if reader.warlike:
        return True
    start, end = said.sentence
    return of_war(reader.text, reader.groups, start, max(end + NEAR // 2, min(NEAR, len(reader.text))))
