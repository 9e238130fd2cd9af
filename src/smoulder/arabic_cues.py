"""Verbs of saying in Arabic sentences, the noun phrases beside them, and where a clause begins.

The text is plain: hamza and vowel signs are gone, so that "إن" and "أن" are one word.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from smoulder.arabic_given import GIVEN, named_at
from smoulder.arabic_verbs import Speech, speech
from smoulder.inflections_ar import noun_forms
from smoulder.lexicon import lexicon, one_of, plain
from smoulder.spans import Span

Is = Callable[[str], bool]

THAT = re.compile(
    r"(?<!\w)(?:الي |علي |من |عن |في )?[بلف]?ان(?:هما|هم|هن|ها|ه|نا|ني|كم|ك|كما)?(?!\w)|(?<!\w)ب?الا(?= [يتن]\w)"
)


ASIDE = plain(
    "في|خلال|عبر|بعد|قبل|مع|من|أمام|أثناء|عقب|الذي|التي|الذين|وهو|وهي|وذلك|ردا|تعليقا|عن|منذ|بين|حيث|عندما|إذ|لدى|"
    "بحسب|بحضور|"
    "بمناسبة|برفقة|بشأن|إلى|لوكالة|لقناة|لصحيفة|لإذاعة|لموقع|للصحفيين|للصحافيين|للتلفزيون"
)
_ASIDE = re.compile(plain(rf"(?!والي )[وف]?(?:{ASIDE})(?!\w)"))  # "والي" is a governor as well as "and to"
LONGEST = 16  # words of a noun phrase
NEAR = 5  # words of an office before a name, and of the name
MOST = 40  # verbs of saying in a sentence that is prose


class Cue(NamedTuple):
    """A verb of saying: where it stands; stance: of STANCES; kind: verb, participle, quoted, published or according."""

    start: int
    end: int
    stance: str
    kind: str


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = lexicon("ar")["cues"]
    according = re.compile(rf"(?<!\w)[وف]?{one_of(words['according'])}\s*")
    message = one_of(noun_forms(word) for word in words["messages"])
    reached = plain(
        r"(?<!\w)[وف]?(?:ورد|وردت|وصل|وصلت|بلغ|بلغت|جاء|جاءت|تناهى|نمي)(?:نا)? ?(?:إلينا |إلى \w+ |لنا )?(?:من|"
        r"عن)\s+(?=\S+ (?:\S+ ){0,4}?أن)"
    )
    of = plain(r"(?:(?:صدر|أصدر|صادر|نشر|بث)\w*\s+(?:عن\s+)?|عن\s+|من\s+|نسب(?:ت)?\s+(?:إلى|ل)\s*|ل(?=\w{3}))")
    stated = re.compile(plain(rf"(?<!\w)[وف]?(?:جاء|ورد|قال|قالت|أكد)(?:ت)?\s+في\s+{message}\s+(?:\w+\s+)?{of}"))
    own = plain(
        rf"(?<!\w)[وف]?(?:جاء|ورد|قال|قالت|أكد)(?:ت)? في (?:{message}(?:ه|ها|هم)|ال{message})(?= (?:{THAT.pattern}))"
    )
    return (("according", according), ("stated", stated), ("stated", re.compile(own)), ("stated", re.compile(reached)))


@cache
def lead() -> re.Pattern[str]:
    """Words that only join a clause to the one before."""
    return re.compile(rf"[وف]?(?:{one_of(lexicon('ar')['cues']['leads'])})(?!\w)\s*,?\s*")


@cache
def _meets() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:{one_of(lexicon('ar')['cues']['meets'])})(?!\w)|(?<!\w)(?:خلال|عبر|بعد|قبل|امام|مع) "
    )


@cache
def _day() -> re.Pattern[str]:
    words = lexicon("ar")
    weekdays, months = one_of(words["weekdays"]), one_of(words["months"])
    part = plain("(?:(?:منتصف|أوائل|مطلع|أواخر|بداية|نهاية|أواسط) )?(?:شهر )?")
    eve = plain("عشية ") + one_of(form for forms in words["holidays"].values() for form in forms)
    return re.compile(
        plain(
            rf"(?<!\w)(?:(?:(?:يوم|مساء|صباح|فجر|ليل|ليلة|أمس|ظهر) ){{0,2}}"
            rf"(?:{weekdays})(?: (?:الماضي|الفائت|المنصرم))?"
            rf"(?: \d{{1,2}} {months}(?: ?[/(] ?{months}\)?)?(?: \d{{4}})?)?"
            rf"|(?<!حركة )(?:في )?\d{{1,2}} (?:من )?{months}(?: ?[/(] ?{months}\)?)?(?: (?:من )?(?:عام |سنة )?\d{{4}})?"
            rf"|في {part}(?:{months})(?: (?:ال)?(?:ماضي|(?:عام )?\d{{4}}))?|(?:في )?(?:عام|سنة) \d{{4}}"
            rf"|(?:الأسبوع|الشهر|العام) الماضي|أمس|{eve}"
            rf"|قبل (?:نحو )?(?:(?:ثلاثة?|أربعة?|خمسة?|ستة?|سبعة?|ثمانية?|تسعة?|عشرة?|\d{{1,2}}) )?(?:يومين|"
            rf"أيام|أسبوعين|أسابيع|أسبوع|"
            rf"شهرين|أشهر|شهر|عامين|سنتين|سنوات|عام|سنة))(?!\w)"
        )
    )


_RANKED = re.compile(
    plain(r"(?<!\w)و?ال(?:لواء|عميد|عقيد|فريق|مقدم|رائد|نقيب|جنرال|ملازم|شيخ|دكتور|سيد|حاج)(?: (?:ال)?ركن| أول)? $")
)


def cues_in(text: str, start: int, end: int, quotes: tuple[Span, ...]) -> list[Cue]:
    """The verbs of saying in text[start:end] outside of quotes, in order; of those in one place the first kind."""
    found: list[Cue] = []
    nameless = [match.span() for match in _NAMELESS.finditer(text, start, end)]
    for match in _AS.finditer(text, start, end):
        told = speech(match["verb"])
        stands = match["verb"] in _STANDS and match.group().rstrip().endswith(_STANDS_IN)
        if (stands or (told and told.kind in ("verb", "quoted", "published"))) and not _within(
            found, quotes, *match.span()
        ):
            found.append(Cue(*match.span(), "says", "according"))
    for kind, pattern in _patterns():
        for match in pattern.finditer(text, start, end):
            if not _within(found, quotes, *match.span()):
                found.append(Cue(*match.span(), "says", kind))
    for match in _WORD.finditer(text, start, end):
        if match.group() == plain("ورد") and _ANSWERED.match(text, match.end(), end):
            found.append(Cue(*match.span(), "says", "verb"))  # "and answered her", not "it came in"
            continue
        told = speech(match.group())
        if told is None or _within(found, quotes, *match.span()):
            continue
        if _RANKED.search(text, max(start, match.start() - 16), match.start()):
            continue  # a name behind a rank: General Tahsin al-Khafaji
        if any(a <= match.start() < b for a, b in nameless):
            continue  # "who refused to give his name"
        if _MEDIUM.search(text, max(start, match.start() - 12), match.start()) or _is_given(text, start, end, match):
            continue
        if told.kind in ("verb", "published") and _NO_CUE.fullmatch(match.group()):
            continue
        cue = _verb_in(text, start, end, match, told) if told.kind == "verb" else Cue(*match.span(), *told[:2])
        if cue:
            found.append(cue)
    return sorted(found)[:MOST]


def _within(found: list[Cue], quotes: tuple[Span, ...], start: int, end: int) -> bool:
    """Whether words stand in a quote or in a cue found before."""
    return any(each.start <= start < each.end for each in quotes) or any(
        start < each.end and each.start < end for each in found
    )


def _verb_in(text: str, start: int, end: int, match: re.Match[str], told: Speech) -> Cue | None:
    """A finite verb of speech as a cue: with "has" before it, turned about by "not"; None where it is no verb."""
    stance = told.stance
    if stance == "vows" and match.group().endswith(("ه", "ها", "هم")):
        return None  # "his vow"
    if stance == "expects" and (
        _NOBODY.search(text[start : match.start()])
        or (not _FEARS.search(match.group()) and _WHOEVER.match(text, match.end(), end))
    ):
        return None
    if _CALLED.match(text, match.start(), end):
        return None
    before = text[max(start, match.start() - 8) : match.start()]
    if _WHAT.search(before) or (_WHO.search(before) and _THEN_THAT.match(text, match.end(), end)):
        before = ""  # "this is what S said"; "S, who says that"
    if _NOUN_BEFORE.search(before):
        return None
    if no := _NOT_SAID.search(before):
        turned = {"denies": "expects", "expects": "denies"}.get(stance)  # "does not rule out"
        if _HIDES.fullmatch(match.group()):
            return Cue(match.start() - len(no.group()), match.end(), stance, "verb")  # "does not hide that"
        if turned is None and _OWNS_UP.fullmatch(match.group()):
            turned = "denies"  # "does not admit any loss"
        return Cue(match.start() - len(no.group()), match.end(), turned, "verb") if turned else None
    has = _HAS.search(before)
    to = _TO_YOU.match(text, match.end(), end)
    return Cue(
        match.start() - len(has.group()) if has else match.start(), to.end() if to else match.end(), stance, "verb"
    )


# a name behind what it is of: "Euphrates agency"
_MEDIUM = re.compile(plain(r"(?<!\w)[ولب]?(?:ال)?(?:وكالة|قناة|صحيفة|إذاعة|راديو|تلفزيون|موقع|مجلة) $"))


def _is_given(text: str, start: int, end: int, match: re.Match[str]) -> bool:
    """Whether a word that is spelt as a verb is a given name: behind an office, "the minister Yazid Zerhouni"."""
    if match.group() not in GIVEN:
        return False
    ahead = text[start : match.start()].replace(",", " , ").split()[-NEAR:]
    row = [*ahead, *text[match.start() : end].split()[:NEAR]]
    return any(named_at(row[first:], len(ahead) - first) > 1 for first in range(len(ahead)))


_STANDS = frozenset(map(plain, ("جاء", "ورد", "جاءت", "وردت")))
_STANDS_IN = tuple(map(plain, ("في", "على لسان")))
# "as S says": before a verb of speech
_AS = re.compile(
    plain(
        r"(?<!\w)[وف]?(?:(?:وفق|بحسب|حسب|على|حسبما|كما|مثلما|وفق الذي) ?(?:ما)?|وفقا لما|طبقا لما|"
        r"استنادا إلى ما) ?(?<= )"
        r"(?P<verb>[\u0621-\u064a]{2,})(?!\w)(?: (?:به|بها|فيه|فيها|عنه|في|على لسان)(?!\w))?\s*(?!أن|إن)"
    )
)
_ANSWERED = re.compile(plain(r"\s+(?:علي\w+|على|ال\w+)(?!\w)"))
_WORD = re.compile("[\u0621-\u064a]+")
_HAS = re.compile(plain(r"(?<!\w)[وف]?قد $"))
_HIDES = re.compile(plain("[يت]خف(?:ي|ون|وا)?"))
_CALLED = re.compile(plain(r"و?[يت]دعى (?!أن)\w+(?: \w+){0,2}\s*,"))  # "by the name of"
_OWNS_UP = re.compile(plain(r"[يت]?(?:عترف|اعترف|قر|أقر|سلم|رى|ر|لمس|جد|لحظ|لاحظ|قرأ)(?:ون|وا|ت)?"))
_NOBODY = re.compile(plain(r"(?<!\w)(?:لا أحد|أحد)(?!\w)[^,.;]{0,60}$"))
_FEARS = re.compile(plain("خاف|خوف|خشى|خش|قلق|توجس|حذر"))
_WHOEVER = re.compile(plain(r"\s+(?:من|ما|كل|أحد|ذلك|هذا)(?!\w)"))
# nouns and particles that are spelt as forms of verbs of saying are
_NO_CUE = re.compile(
    plain(r"[وف]?(?:نصف\w*|نصر\w*|إذاعة|إذاعات|ردا|رده|ردها|حذرا|نشر|نشره|تقدير\w*|تعد|يعد)|فرد|فردا|ورد|وزع|وكرر|فانو")
)
_TO_YOU = re.compile(plain(r"\s+(?:إليكم|لكم|إلينا|لنا|لهم|إليهم|له|لها|لي|إلي)(?!\w)"))
_NAMELESS = re.compile(
    plain(
        r"[وف]?(?:رفض|طلب|فضل|اشترط|آثر|لم [يت]ش[أا]\w*|لم [يت]رد|لا [يت]ريد|لم [يت]رغب)(?:ت|وا|"
        r"ون)? (?:في )?(?:عدم )?(?:ال)?(?:كشف|ذكر|إفصاح|نشر|تعريف|حديث|"
        r"إشارة|بقاء|إغفال)[^,.:]{0,30}?(?:هويت|اسم|بنفس)|"
        r"(?<!\w)(?:تابع(?:ة|ا|ين)? (?=لل?\w)|[يت]دعى (?=أبو |أبا |أم |عبد |محمد |أحمد ))"  # "run by", "by the name of"
    )
)
_WHAT = re.compile(plain(r"(?:هذا|هو|ذلك|هي) ما $"))
_WHO = re.compile(plain(r"(?:الذي|التي|الذين) $"))
_THEN_THAT = re.compile(rf"\s+(?:{THAT.pattern})")
_NOT_SAID = re.compile(plain(r"(?<!\w)[وف]?(?:لا|لم|لن) $"))
_NOUN_BEFORE = re.compile(plain(r"(?<!\w)(?:في|من|إلى|عن|أن|إن|عدم|ال|التي|الذي|ما) $"))
_DATELINE = re.compile(r"(?:[^,.:\"\n]{2,48}\s)?[-–—]\s+")


def clause_begin(text: str, start: int, at: int) -> int:
    """Where the clause begins that goes on at an offset: behind a mark, and behind words that join."""
    marks = [match.end() for match in re.compile(r'[,;:"?]\s*').finditer(text, start, at)]
    begin = max([start, *marks])
    if dateline := _DATELINE.match(text, begin, at):
        begin = dateline.end()
    for joint in re.compile(plain(r"\s[وف]?(?:لكن|بيد أن|غير أن|إلا أن|فيما|بينما|في حين)\s")).finditer(
        text, begin, at
    ):
        begin = joint.start() + 1
    while (word := lead().match(text, begin, at)) and word.end() > begin:
        begin = word.end()
    return begin


def day_in(text: str, start: int, end: int) -> Span | None:
    """The words for a day."""
    match = _day().search(text, start, end)
    return Span(*match.span()) if match else None


def without_asides(text: str, start: int, end: int) -> Span | None:
    """The noun phrase that a stretch begins with, without days, listeners and occasions; None if there is none."""
    first: Span | None = None
    for piece in re.finditer(r'[^,;:"]+', text[start:end]):
        span = _bare(text, Span(start + piece.start(), start + piece.end()))
        if span is None:
            continue
        if first is None:
            if _ASIDE.match(span.of(text)):
                continue
            first = span
            continue
        words = span.of(text).split()
        joined = text[first.end : span.start].strip() == ","
        apposed = joined and 1 < len(words) <= 5 and not _ASIDE.match(span.of(text)) and span.start - first.end <= 3
        return Span(first.start, span.end) if apposed else first
    return first


def _bare(text: str, span: Span) -> Span | None:
    span = span.within(text, ' ,:.-\n"')
    for _ in range(4):
        cut = min(
            (match.start() for match in (_meets().search(text, *span), _day().search(text, *span)) if match), default=-1
        )
        if cut == span.start:
            day = _day().match(text, *span)
            word = re.compile(r"\S+\s*").match(text, span.start, span.end)
            stop = day.end() if day else word.end() if word else span.end
            if _ASIDE.match(span.of(text)):
                return span if stop < span.end else None
            span = Span(stop, span.end).within(text, " ,")
            continue
        if cut > span.start:
            span = Span(span.start, cut).within(text)
        break
    own = re.search(
        plain(r"\s(?:تعهد|عزم|التزام|تأكيد|إصرار|ثقت|دعوت|اعتقاد|تمسك|استعداد|تفاؤل)(?:هم|ها|ه)(?!\w)"), span.of(text)
    )
    span = Span(span.start, span.start + own.start()) if own else span
    told = re.search(plain(r"\s(?:وهو|وهي|وهم|الذي|التي|الذين)\s"), span.of(text))
    span = Span(span.start, span.start + told.start()) if told else span
    tail = re.search(plain(r"(?:\s+(?:في|أن|إلى|عن|من|قد|و?قد|ذلك|كان|كانت|كانوا|له))+$"), span.of(text))
    span = Span(span.start, span.start + tail.start()) if tail else span
    return span if 0 < len(span.of(text).split()) <= LONGEST else None


IF = re.compile(plain(r"[وف]?إن\s[^.;]*\sف(?:س|لن|قد|إن|لا)\w*"))


def trimmed(text: str, span: Span) -> Span:
    """What is said, without marks and words that only join it."""
    span = span.within(text, " \n,;:.-")
    if (
        (match := re.match(r"(?:[بلوف]?ان(?:ه|ها|هم|هما|نا|ني)?|الا ان|لكن|ولكن)\s+", span.of(text)))
        and not IF.match(span.of(text))
        and len(span.of(text)[match.end() :].split()) >= 2
    ):
        span = Span(span.start + match.end(), span.end)
    words = span.of(text)
    if words.count('"') == 1:
        span = Span(span.start + (words[0] == '"'), span.end - (words[-1] == '"')).within(text, " .,")
    elif words[:1] == '"' == words[-1:] and words.count('"') == 2:
        span = Span(span.start + 1, span.end - 1).within(text, " .,")
    return span
