"""By when, told by a span: "within two weeks", "for years", "soon", "when the snow melts"; English and Arabic.

A horizon is days from the day of the words, and a deadline where there is one: a vague span ("within weeks") has none.
Of the past are spans of what happened ("in two weeks of fighting"). Horizons told by a date are in `deadlines`.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import cache

from smoulder import calendars
from smoulder.claim import Horizon
from smoulder.grammar import Found, Spoken, spoken
from smoulder.lexicon import lexicon, one_of, plain
from smoulder.time_units import FEW, NEXT_UNIT, UNITS, VAGUE, measured, unit_of

SOON = (0, 30)
THAW = (4, 18), (6, 17)  # when the passes of the north open
RAINS = (30, 180)  # days until a wet or a dry season ends


def spans_in(text: str, language: str, said: str | None) -> list[Found]:
    """The spans of a plain text in order, none within another; said: ISO date of the words, None if unknown.

    >>> [(f.horizon.kind, f.horizon.deadline) for f in spans_in("over within two weeks", "en", "2019-02-07")]
    [('deadline', '2019-02-21')]
    """
    found: list[Found] = []
    if not _TRIGGER.search(text):
        return found
    when = spoken(said)
    for pattern, make in _rules(language):
        for match in pattern.finditer(text):
            if any(match.start() < each.end and each.start < match.end() for each in found):
                continue
            if made := make(match, text, language, when):
                found.append(made)
    return sorted(found)


# a word of time, without which no pattern can match
_TRIGGER = re.compile(
    r"\b(?:hour|day|night|week|fortnight|month|year|decade|generation|spring|summer|autumn|fall|winter|snow|"
    r"passes|thaw|rain|monsoon|soon|short|near|long|time|moment|minute|imminent|immediate|coming|next|again|"
    r"once|good|forever|for ever|one day|eventual|indefinite|permanent|death|end|last|future|run|until|"
    r"season|sooner)"
    + plain(
        "|ساع|يوم|ايام|اسبوع|اسابيع|شهر|اشهر|شهور|سن|عام|اعوام|عقد|عقود|اجيال|الربيع|الصيف|الخريف|الشتاء|ذوب|"
        "الثل|موسم|الامطار|قريب|وشيك|قوسين|لحظ|وقت|فتر|مد|عاجل|مر|مجدد|جديد|ابد|نهائي|رجع|المستقبل|النصر|"
        "الموت|النهاي|اخر"
    ),
    re.IGNORECASE,
)
Make = Callable[[re.Match[str], str, str, Spoken], Found | None]


@cache
def _rules(language: str) -> tuple[tuple[re.Pattern[str], Make], ...]:
    return _arabic_rules() if language == "ar" else _english_rules()


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


def _english_rules() -> tuple[tuple[re.Pattern[str], Make], ...]:
    words = lexicon("en")
    unit = "(?P<unit>" + one_of(form for forms in words["time"].values() for form in forms) + ")"
    number = (
        r"(?P<number>\d{1,4}(?:\.\d)?|(?:a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
        r"fifteen|eighteen|twenty|thirty|forty|sixty|ninety|a hundred|twenty-four|forty-eight|"
        r"seventy-two)(?: or (?:two|three|four|five|six))?|half a|a couple of|a few|several|many|some)"
    )
    more = r"(?: more| further| short| additional)?"
    season = one_of(form for name in ("spring", "summer", "autumn", "winter") for form in words["seasons"][name])
    wild = one_of([*words["seasons"]["thaw"], *words["seasons"]["rains"]])
    return (
        (_pattern(rf"\b(?:for|over|in|during|within) the (?:past|last|previous|preceding)(?: {number})? {unit}\b"), _past),
        (_pattern(rf"\b(?:in|during|after|over) {number} {unit} of \w+"), _past),
        (_pattern(rf"\b(?:it is |a matter of |in |within |only )*{unit},? (?:and )?(?:not|"
rf"rather than)(?: in)? (?P<other>hours|days|weeks|months|years)\b"), _contrast),
        (_pattern(rf"\ba (?:matter|question) of (?:only |just |a few )*{unit}\b"), _bare),
        (_pattern(rf"\b(?:in|within|over|during|inside) (?:the |these )?(?:coming|next|following|"
rf"first) (?:{number} )?(?:couple of |few |several )?{unit}\b"), _span),
        (_pattern(rf"\b(?:within|inside|in under|in less than|in no more than|in as little as|in|in about|in around|"
rf"in at most|no later than|over) (?:a period of |about |around |just |only |"
rf"the space of )*(?:{number}{more} )?{unit}(?:'s? time| or so)?\b(?! ago| earlier| later| before)"), _span),
        (_pattern(rf"\b(?:for|to last|last|lasting) (?:at least |many |several |another |some |about |perhaps |"
rf"the next )*(?:{number}{more} )?{unit}\b(?! ago)(?: to come)?"), _lasting),
        (_pattern(rf"\b(?:take|takes|took|taking|need|needs|needed|require|requires|spend|given?|gave|another|after|"
rf"only|just|has|have|had) (?:us |them |it |the army |his [\w ]{{1,20}}|"
rf"[\w' ]{{1,30}}? )?(?P<text>(?:only |just |at least |about |"
rf"another )*{number}{more} {unit})\b(?: or so)?(?! ago| earlier| of | old|-old| later| in (?:prison|"
rf"jail|power))"), _span),
        (_pattern(rf"\b{number}{more} {unit} (?:to go|from now|away|left|at most|at the most|more)\b"), _span),
        (_pattern(rf"\b{number} more {unit}\b"), _span),
        (_pattern(r"\b(?:the |its |their |his )?(?:final|last) (?:hours|days)\b"), _near),
        (_pattern(rf"\b(?:(?:when|once|after|as soon as|before|until|with) )?{wild}\b(?: (?:is over|ends?|is done|"
rf"comes?|begins?|starts?))?"), _wild),
        (_pattern(rf"\b(?P<how>by|before|until|till|in|this|next|the|after|with|come) (?:the )?(?P<edge>(?:end|start|"
rf"beginning|middle|close) of (?:the )?)?(?:the |this |next |coming |early |late |"
rf"mid-)*(?P<season>{season})\b(?! (?:of |break|school))"), _season),
        (_pattern(r"\b(?:(?:very |quite |pretty |all too |fairly )?soon(?!er than)|shortly(?! after| before)|in (?:a |"
r"the )?(?:very |relatively |extremely )?short (?:time|period|order|while)|within (?:a |"
r"the )?(?:very )?short (?:time|period)|in the (?:very )?near future|before (?:too )?long|any (?:day|"
r"time|moment|minute)(?: now)?|at any (?:moment|time)|imminent(?:ly)?|in no time|"
r"in the immediate future|in the (?:coming|next) period|nearing (?:its|the|their) end)\b"), _near),
        (_pattern(r"\b(?:never again|ever again|once and for all|for good|forever|for ever|"
r"for generations(?: to come)?|sooner or later|one day|eventually|indefinitely|permanently|"
r"to the (?:death|end|last (?:man|bullet|drop of blood))|as long as (?:it takes|necessary)|(?:in|"
r"at some point in) the (?:distant |near or distant )?future|in the long (?:term|run)|"
r"until (?:victory|death|martyrdom|the (?:end|last (?:man|bullet))(?! of)))\b"), _open),
    )  # fmt: skip


def _arabic_rules() -> tuple[tuple[re.Pattern[str], Make], ...]:
    words = lexicon("ar")
    unit = "(?P<unit>" + one_of(form for forms in words["time"].values() for form in forms) + ")"
    number = plain(
        r"(?P<number>\d{1,4}|(?:واحد|ثلاث|أربع|خمس|ست|سبع|ثماني|تسع|عشر)ة?|ثمان|(?:عشر|ثلاث|أربع|خمس|ست|سبع|"
        r"ثمان|تسع)(?:ين|ون)|مئة|بضعة?|عدة|عشرات|بعض)"
    )
    coming = plain(
        r"(?:\s+(?:القليلة|المعدودة|الأولى|قليلة|معدودة))?(?P<coming>\s+(?:المقبل|القادم|التالي|الآت)(?:ة|ين|"
        r"ان|ية|ي)?)?"
    )
    season = one_of(form for name in ("spring", "summer", "autumn", "winter") for form in words["seasons"][name])
    wild = one_of([*words["seasons"]["thaw"], *words["seasons"]["rains"]])

    def rule(source: str) -> re.Pattern[str]:
        return re.compile(plain(source))

    return (
        (rule(rf"(?<!\w)(?:خلال|في|على مدى|طوال|منذ|طيلة)\s+(?:{number}\s+)?{unit}(?:\s+\w+)?\s+(?:الماضية|الماضي|"
rf"الماضيين|الأخيرة|الأخير|المنصرمة|الفائتة|من (?:القتال|المعارك|العمليات|المواجهات|الاشتباكات|"
rf"الحرب))"), _past),
        (rule(rf"(?<!\w){unit}\s*,?\s*(?:و?ليس(?:ت)?|لا|وليس)\s+(?P<other>\w+)(?!\w)"), _contrast),
        (rule(rf"(?<!\w)(?:مسألة|قضية|بضع|بضعة)\s+{unit}(?!\w)"), _bare),
        (rule(rf"(?<!\w)[وفب]?(?:خلال|في غضون|غضون|في ظرف|في مدة|في أقل من|بعد|في|أمامه|أمامهم|أمامها|"
rf"يحتاج(?:ون)?(?: إلى)?|تحتاج(?: إلى)?|يستغرق|تستغرق|مهلة|مدتها|مدته|لا تتجاوز)\s+(?:نحو\s+|"
rf"حوالي\s+|فترة\s+|مدة\s+|أقل من\s+)*(?:{number}\s+)?{unit}{coming}(?!\w)"), _span),
        (rule(rf"(?<!\w)(?:ل(?=\w)|لمدة\s+|طيلة\s+|على مدى\s+)(?:{number}\s+)?{unit}(?:\s+(?:طويلة|عديدة|مقبلة|"
rf"قادمة|أخرى))?(?!\w)"), _lasting),
        (rule(rf"(?<!\w)(?:عندما|حين|حالما|بعد|مع|قبل|حتى)\s+(?:انتهاء\s+|حلول\s+)?{wild}(?!\w)"), _wild),
        (rule(rf"(?<!\w)(?P<how>قبل|حتى|بحلول|مع|في|خلال|بعد)\s+(?P<edge>(?:نهاية|بداية|حلول|انتهاء|"
rf"منتصف)\s+)?(?:فصل\s+)?(?P<season>{season})(?:\s+(?:المقبل|القادم))?(?!\w)"), _season),
        (rule(r"(?<!\w)(?:قريبا(?:\s+جدا)?|عما قريب|في (?:ال)?وقت (?:ال)?قريب(?:\s+جدا)?|في (?:ال)?قريب العاجل|"
r"في أقرب وقت|في المستقبل القريب|وشيك(?:ة|ا)?|بات(?:ت)? وشيك(?:ة|ا)?|قاب قوسين(?:\s+أو أدنى)?|"
r"في أي (?:لحظة|وقت)|(?:في|خلال) (?:وقت|فترة|مدة) (?:قصير|وجيز)(?:ة)?(?:\s+جدا)?|"
r"خلال الفترة (?:المقبلة|القادمة)|عاجلا)(?!\w)"), _near),
        (rule(r"(?<!\w)(?:مرة أخرى|مجددا|من جديد|إلى الأبد|للأبد|أبدا|نهائيا|بلا رجعة|إلى غير رجعة|لأجيال|"
r"عاجلا أم آجلا|يوما ما|في المستقبل|حتى (?:النصر|الموت|النهاية|آخر (?:رجل|رصاصة|قطرة دم)))(?!\w)"), _open),
    )  # fmt: skip


def _found(match: re.Match[str], kind: str, low: int | None, high: int | None, deadline: date | None) -> Found:
    start, end = match.span("text") if "text" in match.re.groupindex else match.span()
    return Found(
        start, end, Horizon(match.string[start:end].strip(), kind, low, high, deadline and deadline.isoformat())
    )


def _later(when: Spoken, unit: str, count: float) -> date | None:
    if when.day is None or not when.to_the_month:
        return None
    if unit in ("month", "year", "decade") and count == int(count):
        return calendars.months_later(when.day, int(count) * {"month": 1, "year": 12, "decade": 120}[unit])
    return calendars.days_later(when.day, UNITS[unit] * count)


def _span(match: re.Match[str], text: str, language: str, when: Spoken) -> Found | None:
    if not (measure := measured(match, language)):
        return None
    unit, count, few = measure
    if count is None or unit == "hour":
        low, high = (FEW if few else VAGUE)[unit]
        return _found(match, "deadline_vague", low, high, None)
    if language == "ar" and plain("في") == match.group().split()[0] and not match.groupdict().get("number"):
        return None  # "in a day": no horizon
    return _found(match, "deadline", 0, round(UNITS[unit] * count), _later(when, unit, count))


def _bare(match: re.Match[str], text: str, language: str, when: Spoken) -> Found | None:
    unit = unit_of(match["unit"], language)
    return None if unit is None or unit == "generation" else _found(match, "deadline_vague", *VAGUE[unit], None)


def _contrast(match: re.Match[str], text: str, language: str, when: Spoken) -> Found | None:
    unit, other = unit_of(match["unit"], language), unit_of(match["other"], language)
    if unit is None or other is None or unit == other or "generation" in (unit, other):
        return None
    return _found(match, "deadline_vague", max(1, round(UNITS[unit])), NEXT_UNIT[unit], None)


def _lasting(match: re.Match[str], text: str, language: str, when: Spoken) -> Found | None:
    if unit_of(match["unit"], language) == "generation":
        return _found(match, "open_future", None, None, None)
    if (
        re.search(
            r"\b(?:ha[sd]|have|was|were) (?:\w+ ){0,2}\w+(?:ed|en|n|t|d)? ?$", text[: match.start()], re.IGNORECASE
        )
        and language == "en"
    ):
        return _found(match, "past_period", None, None, None)
    if not (measure := measured(match, language)):
        return None
    unit, count, few = measure
    if count is None:
        return _found(match, "duration_long", *(FEW if few else VAGUE)[unit], None)
    days = round(UNITS[unit] * count)
    return _found(match, "duration_long", days, days, _later(when, unit, count))


def _past(match: re.Match[str], text: str, language: str, when: Spoken) -> Found | None:
    return _found(match, "past_period", None, None, None)


def _near(match: re.Match[str], text: str, language: str, when: Spoken) -> Found | None:
    return _found(match, "vague_near", *SOON, None)


def _open(match: re.Match[str], text: str, language: str, when: Spoken) -> Found | None:
    return _found(match, "open_future", None, None, None)


def _wild(match: re.Match[str], text: str, language: str, when: Spoken) -> Found | None:
    thaw = re.compile(one_of(lexicon(language)["seasons"]["thaw"]), re.IGNORECASE).search(match.group())
    if not thaw:
        return _found(match, "seasonal", *RAINS, None)
    if when.day is None or not when.to_the_month:
        return _found(match, "seasonal", None, None, None)
    begins, ends = (date(when.day.year, *each) for each in THAW)
    if when.day > ends:
        begins, ends = begins.replace(year=begins.year + 1), ends.replace(year=ends.year + 1)
    return _found(match, "seasonal", max(0, (begins - when.day).days), (ends - when.day).days, None)


def _season(match: re.Match[str], text: str, language: str, when: Spoken) -> Found | None:
    if when.day is None or not when.to_the_month:
        return _found(match, "seasonal", None, None, None)
    names = lexicon(language)["seasons"]
    name = next(
        each
        for each in ("spring", "summer", "autumn", "winter")
        if re.fullmatch(one_of(names[each]), match["season"], re.IGNORECASE)
        or re.search(one_of(names[each]), text[max(0, match.start("season") - 6) : match.end()], re.IGNORECASE)
    )
    first, last = calendars.season(name, when.day)
    if re.search(r"\bnext\b", match.group(), re.IGNORECASE) and first <= when.day:
        first, last = calendars.season(name, calendars.days_later(last, 1))
    how, edge = match["how"].lower(), (match["edge"] or "").strip()
    whole = edge.startswith(("end", "close", plain("نهايه"), plain("انتهاء")))
    if how in ("before", plain("قبل")) and not whole:
        last = calendars.days_later(first, -1)
    if how in ("by", "come", plain("بحلول")) and not whole:
        last = first
    low = (
        0
        if how in ("by", "before", "until", "till", "come", plain("قبل"), plain("بحلول"), plain("حتى"))
        else max(0, (first - when.day).days)
    )
    return _found(match, "seasonal", low, max(0, (last - when.day).days), None)
