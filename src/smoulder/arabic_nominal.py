"""Nouns of speech in Arabic sentences: "his fear that C", "promises of S that C", "went on to the saying that C".

Also what a message has for its gist, and words behind a colon after whoever the sentence is about.
"""

import re
from functools import cache

from smoulder.arabic_cues import THAT, Cue, clause_begin, trimmed, without_asides
from smoulder.arabic_persons import phrase_at, subject_in, subjects_in
from smoulder.arabic_sayings import Marker, Sentence, attribution, behind, how_said, pieces_of
from smoulder.lexicon import lexicon, one_of, plain
from smoulder.spans import STANCES, Attribution, Span

NEAR = 12  # words of a head before a colon


@cache
def _nouns() -> re.Pattern[str]:
    """A noun of speech with "that" behind it, or behind whoever it is of."""
    words = lexicon("ar_speech")["nouns"]
    forms = {name: [*words[name], *(word[:-1] + "ت" for word in words[name] if word[-1] == "ة")] for name in words}
    every = "|".join(f"(?P<{stance}>{one_of(forms[stance])})" for stance in STANCES if stance in words)
    return re.compile(rf"(?<!\w)[وفبل]?(?P<the>ال)?(?:{every})(?P<own>ته|تها|تهم|ه|ها|هم|ت|ي)?(?!\w)")


_NEXT = re.compile(rf"(?:\s+ال\w+)?\s+(?:{THAT.pattern})")
_OF = re.compile(plain(r"\s+(?:من|عن|لدى|ل|صادرة عن|منسوبة إلى|نقلت عن)\s+"))
_SUCH = re.compile(rf"\s+(?:ال\w+)?{_OF.pattern}")
_GIST = re.compile(
    plain(
        r"(?<!\w)[وف]?(?:مفاد|مؤدا|فحوا|خلاصت|مضمون|محصلت|قوام|جاء في|ورد في|[يت]قول في|[يت]علن في|[يت]ؤكد في|زبدت|"
        r"ملخص)(?:ه|ها)\s+(?=ب?ان)"
    )
)


def noun_cues(text: str, start: int, end: int, quotes: tuple[Span, ...]) -> list[Cue]:
    """The nouns of speech in text[start:end] that "that" stands behind, at once or behind whoever they are of."""
    found = []
    for match in _nouns().finditer(text, start, end):
        if any(each.start <= match.start() < each.end for each in quotes):
            continue
        stance = next(name for name in STANCES if match.groupdict().get(name))
        found.append(Cue(*match.span(), stance, "noun"))
    found += [Cue(*match.span(), "says", "gist") for match in _GIST.finditer(text, start, end)]
    return found


def named(here: Sentence, cue: Cue, found: list[Attribution]) -> Attribution | None:
    """What a noun of speech tells: of whom it is, of the sentence's subject, or of whoever spoke before."""
    text = here.text
    if cue.kind == "gist":
        every = subjects_in(text, here.start, cue.start, here.is_source)
        who = every[-1] if every else None
        at = cue.end
    else:
        match = _nouns().match(text, cue.start, here.end)
        if match is None:
            return None
        at = cue.end
        who = None
        if match["own"] is None and match["the"] is None:
            of = _OF.match(text, cue.end, here.end)
            first = of.end() if of else cue.end + 1
            span = phrase_at(text, first, here.end)
            if here.is_source(span.of(text)):
                who, at = span, span.end
        elif _NEXT.match(text, cue.end, here.end) is None:  # "fears beset S that", "the feeling among S is that"
            of = _SUCH.match(text, cue.end, here.end)
            span = phrase_at(text, of.end() if of else cue.end + 1, here.end)
            if here.is_source(span.of(text)):
                who, at = span, span.end
        who = who or subject_in(text, here.start, cue.start, here.is_source)
    that = _NEXT.match(text, at, here.end) or (THAT.match(text, at, here.end) if cue.kind == "gist" else None)
    opening = THAT.search(text, at, here.end)
    if that is None or opening is None or (who is None and not found and cue.kind == "gist"):
        return None
    marker = Marker(that.start(), behind(text, opening), "that")
    content = Span(marker.begins, here.end)
    pieces = pieces_of(here, content, marker)
    speaker = who or (found[-1].speaker if found else None)
    return attribution(here, cue, speaker, pieces, how_said(text, content, marker), marker.at)


# verbs whose "that" tells what is wanted, done or has come about; and what stands before "that" and is no verb
_NO_SPEECH = re.compile(
    plain(
        r"[وف]?(?:س?[يتن]?(?:راد|ريد|أراد|حاول|ستطيع|ستطع|استطاع|تمكن|كاد|كد|وشك|أوشك|قرر|ضطر|اضطر|منع|سمح|مكن|جب|جوز|"
        r"نبغي|كفي|سبق|لبث|"
        r"تعين|ستحق|كان|صبح|أصبح|ظل|بات|حدث|حصل|أتيح|تاح|نتظر|فضل|رفض|وجب|لزم|حق|صح|دعا|دعو|أمر|طلب|طالب|ناشد)(?:ت|وا|"
        r"ون)?|"
        r"قبل|بعد|منذ|دون|رغم|غير|إلا|بيد|مع|لولا|حتى|سوى|بما|على|من|أجل|خشية|مخافة|شرط|بشرط|شريطة|لا بد|الممكن|"
        r"المرجح|المتوقع|المفترض|"
        r"المنتظر|المقرر|الواضح|الصعب|الضروري)"
    )
)


def unheard_of(here: Sentence) -> Attribution | None:
    """What somebody says by a verb that is in no list: a verb beside whoever can speak, and "that"."""
    text = here.text
    for that in THAT.finditer(text, here.start, min(here.end, here.start + 240)):
        if any(each.start <= that.start() < each.end for each in here.quotes):
            continue
        who = subject_in(text, here.start, that.start(), here.is_source)
        if who is None:
            return None
        ahead, between = text[here.start : who.start].split(), text[who.end : that.start()].split()
        verb = ahead[-1] if ahead else between[0] if between else ""
        last = between[-1] if between else verb
        if len(verb) < 3 or len(between) > 6 or any(map(_NO_SPEECH.fullmatch, (verb, last, *ahead[-2:]))):
            return None
        at = text.find(verb, here.start if ahead else who.end)
        content = Span(behind(text, that), here.end)
        marker = Marker(that.start(), content.start, "that")
        cue = Cue(at, at + len(verb), "says", "verb")
        return attribution(here, cue, who, pieces_of(here, content, marker), how_said(text, content, marker), marker.at)
    return None


def behind_colon(here: Sentence) -> Attribution | None:
    """Words behind a colon, after whoever the sentence is about: "The fears of S did not die down: C"."""
    text = here.text
    colon = re.compile(r":\s*").search(text, here.start, here.end)
    if colon is None or len(text[here.start : colon.start()].split()) > 2 * NEAR:
        return None
    content = Span(colon.end(), here.end)
    if len(content.of(text).split()) < 2:
        return None
    inside = [each for each in here.quotes if each.start >= colon.start()]
    who = subject_in(text, here.start, colon.start(), here.is_source)
    every = [] if who else subjects_in(text, here.start, colon.start(), here.is_source)
    who = who or (every[-1] if every else None)
    if who is None or (who.end == colon.start() and not inside and len(who.of(text).split()) == 1):
        return None
    pieces = tuple(each.within(text, " .,") for each in inside) or (trimmed(text, content),)
    return attribution(
        here, Cue(colon.start(), colon.start() + 1, "says", "verb"), who, pieces, "direct", colon.start()
    )


def shown(here: Sentence) -> Attribution | None:
    """Words in quotes behind a colon, after whoever the sentence is about: 'S is not so sure: "C"'."""
    if not here.quotes:
        return None
    first = here.quotes[0]
    colon = re.search(r":\s*\"?$", here.text[here.start : first.start])
    if colon is None:
        return None
    at = here.start + colon.start()
    begin = clause_begin(here.text, here.start, here.start + 1)
    words = list(re.finditer(r"\S+", here.text[begin:at]))
    verb = next((each for each in words[1:] if _FINITE.fullmatch(each.group())), None)
    who = without_asides(here.text, begin, begin + verb.start() if verb else at)
    if who is None or not here.is_source(who.of(here.text)):
        return None
    cue = Cue(at, at + 1, "says", "verb")
    return attribution(here, cue, who, tuple(each.within(here.text, " .,") for each in here.quotes), "direct", at)


_FINITE = re.compile(plain(r"(?:لا|لم|لن|ليس|قد|[يت]\w{3,})"))
