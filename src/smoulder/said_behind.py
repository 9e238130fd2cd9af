"""What stands behind a verb of saying: the clause, with or without "that", or the noun and the infinitive."""

import re
from functools import cache

from smoulder.cues import SHORTEST, Cue, finite, trim
from smoulder.inflections import finite_forms
from smoulder.lexicon import lexicon, one_of
from smoulder.spans import Span


def clause_behind(text: str, right: Span, cue: Cue) -> Span | None:
    """The clause behind a verb of saying, with or without "that"."""
    span = trim(text, right)
    words = span.of(text)
    that = _THAT.match(text, right.start, right.end)
    if len(words.split()) < SHORTEST - (1 if that else 0) or (cue.stance in ("of",) and not that):
        return None
    if that:
        return span
    if _NO_CLAUSE.match(words):
        return None
    if _WHERE.match(words) and (cue.stance != "says" or not re.search(r",\s", words)):
        return None
    plainly = (
        cue.word.endswith(("said", "says", "say", "told")) and len(words.split()) > SHORTEST
        and _BEGINS.match(words)
    )  # fmt: skip
    return span if plainly or finite().search(words) else None


_THAT = re.compile(r"[\s,]*that\b")
_NO_CLAUSE = re.compile(r"(?:to|of|against|victory|with|by|from|as|when|after|for|before|because)\b")
_WHERE = re.compile(r"(?:in|on|at(?! least| most))\b")
_BEGINS = re.compile(r"(?:the|a|an|its|their|all|some|most|many|no|they|it|we|there|[A-Z])\b|[A-Z\d]")


@cache
def _with_object() -> re.Pattern[str]:
    speech = lexicon("speech")
    verbs = finite_forms([*speech["of"], *speech["vows"], *speech["denies"], *speech["expects"]])
    return re.compile(
        rf"(?:^|\s){one_of([*verbs, *speech['unseen']], any_case=True)}$",
        re.IGNORECASE,
    )


_TELLING = re.compile(
    r"\d|\b(?:killing|killed|deaths?|arrests?|capture|recapture|seizure|truce|ceasefire|signature|talks|deal|advance|advances|push|"
    r"truces?|new|more|fewer|less|no|nothing|few|several|last|final|chance|odds|choice|lull|cells|camps|villages|fighters|gunmen|"
    r"rebels|militants|guerrillas|insurgents|men|notion|goal|light|as|sign|signs|reason|horizon|to be|next|over|"
    r"ability|capacity|state|situation)\b|\b(?:end|ends|ended|hundreds?|thousands?|dozens?|tens|scores|handful|"
    r"defeat|victory|collapse|fall|death|losses|casualties|return|revival|"
    r"resurgence|comeback|arithmetic|sums?|maths|toll|story|version|optimism|boasts?|announcements?|mood|verdict|assessment|picture|dialogue|negotiations|timetable|schedule|plans?|promises?|targets?|deadline|shelling|clashes|gunfire|shooting|bombardment|raids?|ambush(?:es)?|bombs?|bombings?|assault|figures?|toll|peace|calm|quiet|feuds?|splits?|rift|war|fight|fighting|offensive|surrender|elimination|eradication|liberation|week|weeks|month|months|years?|days?|hours?|"
    r"remnants?|pockets?|attacks?|wave|spring|summer|autumn|winter|insurgency|rebellion|weakness|strength|talk|reports?|rumou?rs?|claims?|"
    r"pull-out|retreat|withdrawal|tactic\w*|threat|danger|control|ranks|split|splits|setbacks?|one|two|three|four|five|six|seven|eight|nine|ten)\b",
    re.IGNORECASE,
)


def object_behind(text: str, right: Span, cue: Cue, end: int) -> Span | None:
    """The noun or the infinitive behind a verb of saying: "predicted the end of the band", "vowed to crush it"."""
    stop = re.compile(r"[^;:]*").match(text, right.start, end)
    end = stop.end() if stop and stop.end() - right.start > 10 else end
    words = text[right.start : end]
    if len(words.split()) < 2 or not _with_object().search(cue.word):
        return None
    if cue.stance in ("vows", "denies", "expects") or re.match(r"\s*to [a-z]", words):
        if cue.stance not in ("vows", "denies", "expects") and not re.search(
            r"claim|boast|announc|declar|hope|want", cue.word, re.IGNORECASE
        ):
            return None
        infinitive = re.match(r"\s*(?:not )?to [a-z]", words)
        if (
            not infinitive
            and re.search(r"\bto (?!the |an? |his |her |their )[a-z]{3,}", words)
            and cue.stance == "expects"
        ):
            return trim(text, Span(right.start, end))
        return (
            trim(text, Span(cue.start if infinitive or cue.stance == "denies" else right.start, end))
            if infinitive or _TELLING.search(words) or len(words.split()) > SHORTEST
            else None
        )
    giving = re.search(r"\b(?:giv|gave)", cue.word)
    return trim(text, Span(cue.start if giving else right.start, end)) if _TELLING.search(words) else None
