"""Who stands before an Arabic verb of speech: right before it, behind "had", before commas, or far before."""

import re

from smoulder.arabic_cues import ASIDE, THAT, Cue, clause_begin, without_asides
from smoulder.arabic_given import name_length
from smoulder.arabic_persons import person_before, phrase_at, subject_in, subjects_in, with_name
from smoulder.arabic_sayings import Sentence, noun_before
from smoulder.arabic_verbs import acts, speech
from smoulder.lexicon import plain
from smoulder.spans import Attribution, Span


def before(here: Sentence, cue: Cue, begin: int) -> Span | None:
    """Whoever stands before a verb of speech in its clause, with a name that is given between commas."""
    text = here.text
    found = noun_before(here, cue, begin) or _had_said(here, cue) or _before_aside(here, cue, begin)
    if found and (told := speech(text[found.start : found.end].split()[0])) and told.kind == "verb":
        found = None
    if found is None and text[begin : cue.start].strip() and _joined(text, cue):
        found = subject_in(text, begin, cue.start, here.is_source)  # "S greeted T and said": not T
    if found is None and not OURS.match(text, cue.start):
        found = person_before(text, begin, cue.start, here.is_source)
    found = found or _between_commas(here, cue, begin) or _bare_name(here, cue, begin)
    return with_name(text, found, cue.start) if found else None


def _joined(text: str, cue: Cue) -> bool:
    """Whether a verb is joined to a clause before it by "and"."""
    told = speech(text[cue.start : cue.end].split()[-1])
    return told is not None and bool(told.lead) and text[cue.start] == "و"


def far_before(here: Sentence, cue: Cue, begin: int, between: str, found: list[Attribution]) -> Span | None:
    """Whoever the sentence is about, where a verb of speech has nobody beside it: "S took heart and announced that"."""
    text = here.text
    if not found and HE.fullmatch(between) and text[here.start : begin].rstrip().endswith(","):
        span = subject_in(text, here.start, begin, here.is_source)  # "the spokesman, Colonel X, he said that"
        return span if span and span.start - here.start <= 4 else None
    if not (_THAT_SOON.match(text, cue.end, here.end) or cue.stance in ("vows", "denies", "expects")):
        return None
    ahead = here.is_source(phrase_at(text, cue.end + 1, here.end).of(text))
    if ahead or OURS.match(text, cue.start) or _GOES_ON.match(text, cue.start) or HE.fullmatch(between):
        return None
    if _WHO_SAYS.search(between):
        every = subjects_in(text, here.start, cue.start, here.is_source)
        return every[-1] if every else None
    if between:
        return subject_in(text, begin, cue.start, here.is_source)
    return subject_in(text, here.start, begin, here.is_source) if begin > here.start and not found else None


_HAD = re.compile(plain(r"(?<!\w)[وف]?كان(?:ت)?\s+(?P<who>(?!قد)\S+(?:\s+\S+){0,3}?)\s+(?:قد\s+)?$"))


def _had_said(here: Sentence, cue: Cue) -> Span | None:
    """Whoever stands between "had" and the verb, a bare name too."""
    words = here.text[here.start : cue.start]
    match = _HAD.search(words + ("" if words.endswith(" ") else " "))
    joined_qad = re.match(plain("[وف]?قد "), here.text[cue.start : cue.end])
    if match is None:
        return None
    name = match["who"].split()
    named = len(name) > 1 and name_length(name) == len(name)
    if not (joined_qad or named or re.search(plain("قد\\s*$"), words)):
        return None
    span = Span(here.start + match.start("who"), here.start + match.end("who"))
    return span if not re.match(rf"(?:{ASIDE})(?!\w)", span.of(here.text)) else None


def _before_aside(here: Sentence, cue: Cue, begin: int) -> Span | None:
    """Who stands before words between commas, right before which the verb is: "S, met by phone, said"."""
    text = here.text
    if text[begin : cue.start].strip() or text[:begin].rstrip()[-1:] != ",":
        return None
    commas = [each.start() for each in re.finditer(",", text[here.start : begin])]
    if not 2 <= len(commas) <= 3:
        return None
    first = clause_begin(text, here.start, here.start + 1)
    span = without_asides(text, first, here.start + commas[0])
    return span if span and here.is_source(span.of(text)) else None


def _bare_name(here: Sentence, cue: Cue, begin: int) -> Span | None:
    """A name without an office right before a verb with "that": "Estrada announced that"."""
    text = here.text
    words = text[begin : cue.start].split()
    if not 1 <= len(words) <= 3 or not _THAT_NEXT.match(text, cue.end, here.end) or begin - here.start > 12:
        return None
    common = any(
        re.match(rf"(?:{ASIDE}|ال\w+)(?!\w)", word) or speech(word) or acts().fullmatch(word) for word in words
    )
    return None if common or HE.fullmatch(" ".join(words)) or len(words[0]) < 4 else Span(begin, cue.start).within(text)


_THAT_NEXT = re.compile(rf"(?:\s+\w+)?\s+(?:{THAT.pattern})")


def _between_commas(here: Sentence, cue: Cue, begin: int) -> Span | None:
    """Who stands between commas before the verb, with his office before him: "C, the commander, General X, told us"."""
    text = here.text
    if text[begin : cue.start].strip() or text[:begin].rstrip()[-1:] != ",":
        return None
    commas = [each.start() for each in re.finditer(",", text[here.start : begin])]
    starts = [here.start + each + 1 for each in commas[:-1]][-2:]
    for start in starts:
        span = Span(start, begin).within(text, " ,")
        if re.match(rf"[وف]?(?:{ASIDE})(?!\w)", span.of(text)):
            continue
        if len(span.of(text).split()) <= 12 and here.is_source(span.of(text)) and not _tells(span.of(text)):
            return span
    return None


def _tells(words: str) -> bool:
    """Whether a verb of speech stands in a phrase."""
    return any((told := speech(word)) and told.kind != "participle" and len(word) > 3 for word in words.split())


_WHO_SAYS = re.compile(plain(r"(?<!\w)(?:الذي|التي|الذين)$"))
_THAT_SOON = re.compile(rf"(?:\s+\w{{3,}}ا(?:\s+\w+){{0,3}})?(?:\s*,[^,.:;]{{2,40}},)?\s+(?:{THAT.pattern})")
# who says it has said something before
_GOES_ON = re.compile(
    plain(r"[وف]?(?:[يت]?(?:ضيف|أضاف|تابع|زيد|زاد|ردف|أردف|واصل|ختم|ستطرد|استطرد|ستدرك|استدرك|مضى|أكمل|ستأنف))")
)
HE = re.compile(plain("[وف]?(?:(?:هو|هي|هم)(?: أيضا| كذلك)?|(?:لكن|غير أن|إلا أن|بيد أن|أن)(?:ه|ها|هم))"))
OURS = re.compile(
    plain(
        r"[وفل]?(?:لا |لم |لن )?(?:ن(?:علن|ؤكد|لفت|حذر|قول|رى|شدد|نبه|ذكر|جدد|كرر|نفي|توقع|عد|تعهد|قدر|أمل|خشى|عتقد|"
        r"ظن|قر|عترف|طمئن|بشر|رجح|ستبعد|لاحظ)|"
        r"أ(?:رى|عتقد|ظن|توقع|خشى|قول|ؤكد|جزم|قدر|رجح|حذر|شك|تعهد|نفي))(?!\w)"
    )
)
