"""How many of what: numbers with a unit and a bound, English and Arabic.

"no more than 350 fighters", "40 to 50 villages", "about 17 square kilometres", "dozens of bodies", "نحو ألف مسلح". A
number without a known unit is none: dates, calibres and money are left alone.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from smoulder.claim import Quantity
from smoulder.lexicon import lexicon, one_of, plain
from smoulder.numerals import Number, arabic_number, numbers_in

TIMES = 3  # what is more times as much is another number: "two or a hundred"
ADJECTIVES = 3  # words that may stand between a number and its unit


class Counted(NamedTuple):
    """A quantity and where it stands in the plain text."""

    start: int
    end: int
    quantity: Quantity


@cache
def _units(language: str) -> re.Pattern[str]:
    words = lexicon(language)["quantities"]
    english = language == "en"
    units = "|".join(f"(?P<{unit}>{one_of(forms, any_case=english)})" for unit, forms in words.items())
    if language == "ar":
        return re.compile(rf"\s*\"?(?:{plain('تقريبا')}\s+)?(?:من\s+)?(?:{plain('ال')})?(?:{units})(?![\w])")
    stop = (
        r"(?!(?:in|on|at|for|to|and|or|by|from|were|was|are|is|have|has|had|of|with|who|that|the|a|an|years?|"
        r"months?|weeks?|days?|hours?|minutes?|million|billion)\b)"
    )
    return re.compile(
        rf"(?:-odd|-plus|\+|,? and some)?[\s-]*(?:or (?:so|more|fewer|less) )?(?:of (?:the (?:group's |movement's )?|its |their |my |our |"
        rf"his |her )?(?!them\b))?(?:{stop}[\w'-]+(?:,?\s+(?:and\s+)?)){{0,{ADJECTIVES}}}?(?:ex-|former )?(?:{units})(?![\w])",
        re.IGNORECASE,
    )


@cache
def _bounds(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    words: Mapping[str, list[str]] = lexicon(language)["bounds"]
    order = ("<=", ">=", ">", "<", "~", "=")
    joint, near = "[وفبل]?" if language == "ar" else "", r"\s*(?:the |only |just |about )?$"
    return tuple(
        (op, re.compile(rf"(?<!\w){joint}{one_of(words[op], any_case=True)}{near}", re.IGNORECASE)) for op in order
    )


@cache
def _between(language: str) -> re.Pattern[str]:
    return re.compile(
        r"\s*(?:to|-|and|or|الي|او|و|,? ?(?:or )?(?:maybe|perhaps|possibly|even|if not))\s*(?:up to |around |about |even |maybe |perhaps )?$",
        re.IGNORECASE,
    )


def quantities_in(text: str, language: str, groups: re.Pattern[str] | None = None) -> list[Counted]:
    """The quantities of a plain text, in order; groups: names of armed groups, whose members are fighters.

    >>> [tuple(c.quantity) for c in quantities_in("no more than 350 armed fighters", "en")]
    [('no more than 350 armed fighters', 350.0, None, '<=', 'fighters', 'armed fighters')]
    """
    numbers = _scaled(text, numbers_in(text, language))
    if language == "ar":
        numbers = [part for each in numbers for part in _apart(text, each)]
    found: list[Counted] = []
    at = 0
    while at < len(numbers):
        low, number = numbers[at], numbers[at]
        at += 1
        if at < len(numbers) and _between(language).fullmatch(text[number.end : numbers[at].start]):
            word = text[number.end : numbers[at].start].strip()
            high = numbers[at].value
            near = low.value and high and high <= TIMES * low.value
            ranged = (word in ("or", plain("أو")) and near) or word not in ("and", "or", "و", plain("أو")) or re.search(
                r"\b[Bb]etween\s+$|" + plain("بين") + r"\s+$", text[: low.start]
            )
            if ranged and low.value is not None and high is not None and high > low.value:
                number = numbers[at]
                at += 1
        limit = numbers[at].start if at < len(numbers) else len(text)
        unit = _unit_after(text, number, language, groups, limit) or _unit_before(text, low, number, language)
        if unit is None and at < len(numbers) and _OUT_OF.fullmatch(text[number.end : numbers[at].start]):
            unit = _unit_after(text, numbers[at], language, groups, len(text))
            unit = unit and (unit[0], number.end)
        if unit is None and language == "ar" and _of_fighters(text, low, number, found):
            unit = "fighters", number.end
        if unit is None and language == "en" and found and found[-1].quantity.unit == "fighters":
            unit = ("fighters", number.end) if _of_them(text, number) else None
        if unit is None or (found and low.start < found[-1].end):
            continue
        name, end = unit
        found.append(_counted(text, low, number, name, end, language))
    return sorted([*found, *_duals(text, found), *_the_four(text, found)]) if language == "ar" else found


def _scaled(text: str, numbers: list[Number]) -> list[Number]:
    """Numbers with what they have in common: ten thousand of "ten or eleven thousand"."""
    found = list(numbers)
    for at, (low, high) in enumerate(zip(numbers, numbers[1:], strict=False)):
        if not low.value or not high.value or not _between("en").fullmatch(text[low.end : high.start]):
            continue
        first, second = (_SCALE.search(text[each.start : each.end]) for each in (low, high))
        times = _SCALES[(second or first)[1].lower()] if bool(first) != bool(second) else 1  # type: ignore[index]
        if second and low.value <= high.value / times:
            found[at] = low._replace(value=low.value * times)
        elif first and low.value / times <= high.value < low.value:
            found[at + 1] = high._replace(value=high.value * times)
    return found


_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, plain("ألف"): 1_000, plain("آلاف"): 1_000}
_SCALE = re.compile(r"(?:[\w,. -]*[\s-])(" + "|".join(_SCALES) + ")$", re.IGNORECASE)
_OF_THEM = re.compile(
    r"\s*(?:$|[.;)\"]|(?:of (?:them|whom)|have|has|had|were|was|are|captured|wounded|"
    r"killed|arrested|detained|taken|injured|surrendered|dead|remain|today|now|left|in (?:19|20)\d\d|after|"
    r"before|then|last|a (?:year|month|week)|(?:years?|months?|weeks?) ago)\b)"
)


def _of_them(text: str, number: Number) -> bool:
    """Whether a bare number behind one of fighters counts fighters, too: "2,500 men, of whom 300 are left"."""
    value = number.value
    year = value is not None and 1900 <= value <= 2100 and "," not in text[number.start : number.end]
    led = re.search(
        r"[$€£]\s?$|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\s$",
        text[: number.start],
    )
    return value is not None and value >= FEWEST and not year and not led and bool(_OF_THEM.match(text, number.end))


_NUMBER_OF = re.compile(
    r"\b(?:number|numbers|strength|total|count)\s+of\s+(?P<what>[^,.;\d]{3,60}?)\s+(?:at|to be|is|was|as|to|"
    r"had reached|has reached|reached|stands at|stood at|of)\s+(?:(?:around|about|some|roughly|nearly|almost|"
    r"more than|at least|fewer than|less than|no more than|up to|over|only|just|between)\s+)*$",
    re.IGNORECASE,
)


# "their number", "its losses", behind which a number counts fighters
_THEIR_NUMBER = re.compile(
    plain(
        r"(?<!\w)(?:عدد(?:هم|ها|ه)|أعداد\w+|قوام(?:هم|ها|ه)|خسائر\w*|الخسائر|حجم(?:هم|ها|ه)|"
        r"عدد (?:ال)?(?:مقاتلي|مسلحي|عناصر|أفراد)\w*|عدد (?:من|الذين|ما) (?:تبق|بق)\w+)(?!\w)[^,.;\d]{0,75}$"
    )
)
# "their number is at most 200, after it was about 600"
_WERE = re.compile(
    plain(
        r"(?:بعدما|بعد أن|وكان|فيما كان|مقابل|مقارنة ب|بدل|من أصل)\s*(?:كان\w*\s+)?(?:نحو|حوالي|زهاء|أكثر من|"
        r"قرابة)?\s*$"
    )
)
_PERSONS = re.compile(plain(r"شخص|أشخاص"))
_OF_THE_GROUP = re.compile(plain(r"(?<!\w)(?:شبكات|خلايا|خلية|مجموعات|مجموعة)(?!\w)|(?<!\w)(?:من|في|لدى) (?:ال|لل)?(?:تنظيم|حركة|جماعة|مسلح|مقاتل|إرهابي|متمرد|داعش)"))
_DUAL = re.compile(
    plain(
        r"(?<!\w)[وبل]?(?:ال)?(?:(?P<villages>قريت)|(?P<towns>بلدت|مدينت)|(?P<districts>محافظت|منطقت|مديريت|إقليم|حي|ولايت)|(?P<fighters>رجل|مقاتل(?!ين)|قيادي|انتحاري)|"
        r"(?P<soldiers>جندي)|(?P<bodies>جثت)|(?P<civilians>شخص|مدني(?!ين)|امرأت|طفل)|(?P<km2>كيلومتر(?=ين مربعين|ان مربعان))|(?P<km>كيلومتر)|(?P<pockets>جيب)|(?P<cells>خليت))(?:ين|ان)(?!\w)"
    )
)


def _apart(text: str, number: Number) -> list[Number]:
    """ "Between a hundred and a hundred and fifty" are two numbers, although they are joined as one would be."""
    words = text[number.start : number.end]
    if not re.search(plain(r"(?<!\w)ب?(?:ما )?بين\s+$"), text[: number.start]):
        return [number]
    for joint in re.finditer(r"\s+و", words):
        low, high = numbers_in(words[: joint.start()], "ar"), numbers_in(words[joint.end() :], "ar")
        if len(low) == len(high) == 1 and (low[0].value or 0) < (high[0].value or 0):
            begin = number.start + joint.end()
            return [
                Number(number.start, number.start + joint.start(), low[0].value),
                Number(begin, number.end, high[0].value),
            ]
    return [number]


_THE_FOUR = re.compile(
    plain(
        r"(?<!\w)[وبلف]?ال(?:(?P<villages>قرى)|(?P<towns>بلدات|مدن)|(?P<districts>أحياء|مناطق|محافظات|مديريات|ولايات)|"
        r"(?P<fighters>مسلحين|مسلحون|مقاتلين|مقاتلون|إرهابيين|عناصر))\s+ال(?P<number>ثلاثة?|أربعة?|خمسة?|ستة?|سبعة?|ثمانية?|"
        r"تسعة?|عشرة?)(?!\w)"
    )
)


def _the_four(text: str, taken: list[Counted]) -> list[Counted]:
    """So many as a text knows: "القرى الأربع"."""
    found = []
    for match in _THE_FOUR.finditer(text):
        if any(match.start() < each.end and each.start < match.end() for each in taken):
            continue
        unit = next(name for name, value in match.groupdict().items() if value and name != "number")
        value = numbers_in(match["number"], "ar")[0].value
        found.append(Counted(*match.span(), Quantity(match.group(), value, None, "=", unit, unit)))
    return found


_RAN = re.compile(
    plain(r"\s+(?:منهم |آخرون |آخرين )?(?:خرج|استسلم|انشق|التحق|انضم|سلم|فر|قتل|هرب|بق|تبق|عاد|قاتل|اعتقل|أسر)وا(?!\w)")
)
_ONLY = re.compile(plain(r"(?<!\w)(?:سوى|إلا|غير)\s+(?:نحو |بضعة? )?$"))
_MEN = re.compile(plain(r"(?:مسلح|مقاتل|إرهابي|متمرد|مطلوب|عناصر|أفراد|قائمة|تكفيري|طليق|خلية|خلايا)"))


def _of_fighters(text: str, low: Number, number: Number, found: list[Counted]) -> bool:
    """Whether a number without a unit is of fighters: dozens who fled, "after they were 600", all but three."""
    before = text[max(0, low.start - 40) : low.start]
    if _RAN.match(text, number.end):
        return True
    if found and found[-1].quantity.unit == "fighters" and _WERE.search(before):
        return True
    ends = re.match(r"\s*(?:$|[,.;\"])", text[number.end :])
    return bool(ends and _ONLY.search(before) and _MEN.search(text))


def _duals(text: str, taken: list[Counted]) -> list[Counted]:
    """Two of something, told by the form of the word; "two or three"."""
    found = []
    for match in _DUAL.finditer(text):
        if any(match.start() < each.end and each.start < match.end() for each in taken):
            continue
        unit = next(name for name, value in match.groupdict().items() if value)
        if unit == "civilians" and _PERSONS.search(match.group()) and _OF_THE_GROUP.search(text[: match.start()]):
            unit = "fighters"
        more = re.match(plain(r"\s+(?:أو|إلى)\s+"), text[match.end() :])
        higher = next((each for each in numbers_in(text[match.end() :], "ar")), None) if more else None
        near = higher and more and higher.start == more.end() and higher.value
        end = match.end() + higher.end if near and higher else match.end()
        words = text[match.start(unit) : end]
        high = higher.value if near and higher else None
        left = text[max(0, match.start() - 30) : match.start(unit)]
        op, begin = next(
            ((op, match.start(unit) - len(left) + told.start()) for op, each in _bounds("ar") if (told := each.search(left))),
            ("=", match.start(unit)),
        )
        if not high:
            words = text[begin:end]
        begin = match.start(unit) if high else begin
        found.append(Counted(begin, end, Quantity(words, 2.0, high, "range" if high else op, unit, unit)))
    return found


def _unit_before(text: str, low: Number, number: Number, language: str) -> tuple[str, int] | None:
    """The unit that stands before: "the number of civilians inside at around 50,000"."""
    if language == "ar":
        before = text[max(0, low.start - 100) : low.start]
        times = re.match(
            plain(
                r"\s+(?:مرات|مرة|أضعاف|في المئة|عام|سنة|يوم|شهر|من (?:كانون|يناير)|كانون|شباط|آذار|نيسان|أيار|"
                r"حزيران|تموز|آب|أيلول|تشرين|يناير|فبراير|مارس|أبريل|"
                r"مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر)"
            ),
            text[number.end :],
        )
        if times or not (_THEIR_NUMBER.search(before) or _bare_men(text, low, number)):
            return None
        return ("civilians" if _CIVIL.search(before) else "fighters"), number.end
    counted = _NUMBER_OF.search(text[max(0, low.start - 120) : low.start])
    if not counted and _bare_strength(text, low, number):
        before = text[: low.start]
        told = _BY_THE.match(text, low.start) and _units(language).match(" " + before.rstrip().rsplit(" ", 1)[-1])
        if told:
            return next(name for name, value in told.groupdict().items() if value), number.end
        return ("bodies" if _TOLL.search(before) else "fighters"), number.end
    if not (match := _NUMBER_OF.search(text[max(0, low.start - 120) : low.start])):
        return None
    unit = _units(language).match(" " + match["what"])
    name = unit and next(each for each, value in unit.groupdict().items() if value)
    return (name, number.end) if name else None


_OUT_OF = re.compile(r"\s+(?:out )?of (?:the |its |their |his )?$|\s+" + plain("من (?:أصل )?(?:ال)?") + "$")
_BY_THE = re.compile(r"by the\b")
_TOLL = re.compile(r"\b(?:toll|body count|death count)\b")
_CIVIL = re.compile(plain(r"(?:مدنيين|سكان|أهالي|نازحين|عائلات|محاصرين)[^,.;]{0,60}$"))
_MEN_END = re.compile(
    plain(
        r"(?:\s+(?:تقريبا|فقط|لا غير|لا أكثر|على الأقل|على الأكثر))?\s*(?:$|[,.;:)\"]|(?:في|على|من|بين|لا|ما|قبل|بعد|آخرين|آخرون|أخرى|اليوم|"
        r"حاليا|تقريبا|فقط|داخل|خلال|منذ|حول|قرب|عند|ثم|بعدما|وقد|لم|لن|قد|ونيف|أو|إلى|مع|تحت|فروا|قتلوا|سقطوا|استسلموا|بقوا|سلموا|كانوا)(?!\w))"
    )
)
_NO_MEN_AR = re.compile(
    plain(r"(?:(?:عام|سنة|يوم|شهر|ساعة|رقم|المادة|القرار|الفقرة|المرحلة|طراز|عيار|الطريق|الكيلو|بنسبة|بالمئة|\$)\s*|[/:.]\s?)$")
)


def _bare_men(text: str, low: Number, number: Number) -> bool:
    """Whether an Arabic number without a unit is of fighters: "more than a thousand", "seven others"."""
    value = number.value or low.value
    if value is None or value < 2 or _is_year(text, number) or not _MEN_END.match(text, number.end):
        return False
    others = re.match(plain(r"\s+(?:آخرين|آخرون)(?!\w)"), text[number.end :])
    before = text[max(0, low.start - 30) : low.start]
    bound = any(pattern.search(before) for _, pattern in _bounds("ar"))
    return bool(others) or (value >= FEWEST / 4 and (bound or not _NO_MEN_AR.search(before)))


_STRENGTH = re.compile(
    r"(?:\b(?:strength|numbers?|ranks|losses|fighters|rebels|militants|insurgents|guerrillas|gunmen|force|battalion|band|column|company|unit|core|garrison|contingent|crew|gang|size|total|group|movement|organi[sz]ation|them|faction|army)\b[^,.;\d]{0,40}?\b(?:at|to|as|is|of|remains?|"
    r"was|are|were|being)\b|\b(?:they|who|we) (?:are|were|number(?:ed)?|count(?:ed)?)|\b(?:align|became|become|"
    r"muster\w*|field\w*|down to|"
    r"has|have|of those [\w ]{3,40},) (?:any more )?(?:today )?(?:but )?)[^,.;\d]{0,30}$",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"(?:-odd| and some| plus)?\s*(?:$|[,.;:)\"]|(?:-|(?:at (?:the )?(?:very )?(?:most|least|outside)|at a guess|or so|or more|armed|in all|in total|today|"
    r"now|after|when|strong|still|more|others|have|has|had|are|were|was|would|will|remain\w*|left|lay|lie|fell|killed|"
    r"captured|arrested|detained|wounded|injured|died|perished|disarmed|surrendered|deserted|defected|dead|active|enlisted|joined|fled|"
    r"escaped|neutrali[sz]ed|taken|gave|given|handed|laid|across|around|inside|under arms|at large|spread|scattered|hiding|"
    r"holed|dug|to|with|might|may|could|can|came|who|if|operat\w+|roam\w*|fight|fought|hold|held|control\w*|answer|follow|serve\w*|train\w*|patrol\w*|guard\w*|defend\w*|"
    r"storm\w*|cross\w*|enter\w*|slip\w*|return\w*|went|walk\w*|march\w*|put|took|accept\w*|disappear\w*|vanish\w*|melt\w*|"
    r"drift\w*|stay\w*|refus\w*|resist\w*|languish\w*|gather\w*|mass\w*|belong|pledged|believed|thought|estimated|known|among|"
    r"along|near|behind|beyond|north|south|east|west|each|out|off|up|down|back|over|but|and|as|that|which|while|because|alive|"
    r"missing|unaccounted|abroad|elsewhere|here|there|or (?:more|fewer|less)|of (?:the )?dead|and then|a (?:week|month|year|day)|from|strong|this|last|before|"
    r"of (?:his|its|their|them|the|whom|our)|on the|in the|at the)\b))"
)
_NO_MEN = re.compile(
    r"(?:[$€£#]\s?|\b(?:January|February|March|April|May|June|July|August|September|October|November|December|since|during|until|"
    r"in|on|Resolution|Article|[Nn]o\.|[Rr]oute|[Hh]ighway|[Rr]oad|aged?|page|chapter|year|Brigade|Regiment|Division|"
    r"AK|T|M|grid|hill|Hill|unit|Unit|sector|Sector)[\s-])$"
)
FEWEST = 20  # men that are called a force without a word for them


def _bare_strength(text: str, low: Number, number: Number) -> bool:
    """Whether a number without a unit is of fighters: "their strength at 4,000", or nothing but a number."""
    value = number.value or low.value or (_MANY.search(text[low.start : number.end]) and FEWEST)
    men = low.value and low.value > 1 and (_MEN_DID.match(text, number.end) or _MEN_WERE.search(text[: low.start]))
    if not value or (value < FEWEST and not men) or _is_year(text, number) or not _ENDS.match(text, number.end):
        return False
    before = text[max(0, low.start - 90) : low.start]
    bound = any(pattern.search(before[-30:]) for _, pattern in _bounds("en"))
    return bool(_STRENGTH.search(before)) or bound or not _NO_MEN.search(before)


_MEN_DID = re.compile(
    r"\s+(?:(?:have|had|were|was|has|are|more|others|been|then|also) )*(?:surrendered|deserted|defected|killed|captured|arrested|"
    r"detained|wounded|injured|died|fled|escaped|disarmed|given|gave|turned|laid|neutrali[sz]ed)\b"
)
_MEN_WERE = re.compile(r"\b(?:killed|captured|arrested|detained|wounded|injured|lost|seized|slain|slew|killing|capturing|wounding) $")
# people whose name is not in the lists: by how their plural ends, or by a nation's
_PEOPLE = re.compile(
    r"[\s-]+(?:of (?:the |its |their |his )?)?(?:(?!(?:in|on|at|to|and|or|by|from|of|the|years?|months?|weeks?|days?|hours?)\b)"
    r"[\w'-]+ ){0,2}?((?!(?:[a-z]*met|numb|oth|head ?quart|quart|bunk|launch|helicopt|comput|transmitt|trail|bulldoz|carri|cruis|"
    r"freight|tank|contain|shelt|pap|lett|post|riv|bord|corn|ord|pow|answ|passeng|work|teach|trad|herd|driv|report|lawy|read|"
    r"farm|sist|moth|fath|daught|charg|transf|boost|chopp|bomb|fight|mort|hamm|ladd|drum|finger|should|week|matt|flow|show|tow)ers"
    r"\b|(?:doct|may|tract|sect|do|raz|mot|reacts?|investig|surviv|senat)ors\b|(?:restaur|inf|pl|eleph|gr|merch)ants\b|(?:s|webs|satell)ites\b|"
    r"(?:music|polit|civil|technic|guard|med)ians\b|tourists|(?:wo|fisher|sports|clergy|police)men)"
    r"(?:[a-z-]{2,20}(?:ers|eers|ors|ists|ites|ians|ants|men)|(?!States|Nations|Years|Days|Nights|Hills|Mountains|January)[A-Z][a-z]{3,15}s))\b"
)
_MANY = re.compile(r"dozen|score|hundred|thousand|\btens\b", re.IGNORECASE)


def _is_year(text: str, number: Number) -> bool:
    value = number.value
    return value is not None and 1900 <= value <= 2100 and "," not in text[number.start : number.end] and number.end - number.start == 4


@lru_cache(16)
def _with_name(names: str) -> re.Pattern[str]:
    """A group's name behind a few adjectives; an article asks for one and the same of each of its numbers."""
    return re.compile(
        rf"\s+(?:(?!(?:that|which|when|in|on|of|the|and|by|to|for|with|against|people|civilians|"
        rf"soldiers|troops)\b)[\w'-]+\s+){{0,{ADJECTIVES - 1}}}?(?:{names})",
        re.IGNORECASE,
    )


def _unit_after(
    text: str, number: Number, language: str, groups: re.Pattern[str] | None, limit: int
) -> tuple[str, int] | None:
    match = _units(language).match(text, number.end)
    if match and match.end() > limit + 1:  # a unit of the next number
        match = None
    best: tuple[int, str, int] | None = None
    if match is None and language == "en" and (people := _PEOPLE.match(text, number.end)) and people.end() <= limit + 1:
        best = people.start(1), "fighters", people.end()
    if match:
        name = next(unit for unit, value in match.groupdict().items() if value)
        best = match.start(name), name, match.end()
    year = number.value is not None and 1900 <= number.value <= 2100 and "," not in text[number.start : number.end]
    if (groups and not year and (named := _with_name(groups.pattern).match(text, number.end))) and (
        best is None or (named.end() < best[0] and best[1] != "fighters")
    ):
        if re.match(r"\s*(?:attacks?|victims?|areas?|bases?|camps?|territory|wives|hostages)", text[named.end() :]):
            return best and (best[1], best[2])
        return "fighters", named.end()
    return best and (best[1], best[2])


def _counted(text: str, low: Number, high: Number, unit: str, end: int, language: str) -> Counted:
    start, op, behind = low.start, "=", high.end
    left = text[max(0, low.start - 30) : low.start]
    if language == "ar" and (clitic := re.search(r"(?<!\w)[وبل]$", left)):
        left = left[: clitic.start()]
    ranged = high is not low
    between = re.search(r"(?:\b[Bb]etween|\b[Ff]rom|" + plain("بين|ما بين|من") + r")\s+$", left)
    for each, pattern in _bounds(language):
        if match := pattern.search(left):
            op, start = each, low.start - (len(left) - match.start())
            break
    if (
        op == ">"
        and language == "ar"
        and re.search(plain(r"(?<!\w)(?:لا|لم|لن)\s+(?:\S+\s+){0,7}(?:يتجاوز|يزيد|يفوق)"), text[: low.start])
    ):
        op = "<="  # "is no longer above"
    if language == "ar":
        if unit == "fighters" and (dead := re.search(plain(r"(?<!\w)(?:جثث|جثة|جثامين)\s+$"), text[:start])):
            unit, start = "bodies", dead.start()
        elif unit == "civilians" and _PERSONS.search(text[high.end : end]) and _OF_THE_GROUP.search(text[:start]):
            unit = "fighters"
        if op == "=" and (far := _AT_MOST.search(text[: low.start])):
            op, start = "<=", far.start()
    if op == ">" and _DOUBT.search(text[: low.start]):
        op = "<="
    if ranged:
        op, start = "range", low.start - (len(left) - between.start()) if between else start
    elif low.value is None:
        op = "several"
    elif tail := _bound_after(text[end : end + 30], language):
        op = tail
    if language == "ar" and not ranged and low.value and (more := _OR_MORE.match(text, end)):
        higher = numbers_in(more["number"], "ar")
        if higher and higher[0].value and low.value < higher[0].value <= TIMES * low.value:
            end, op, ranged = more.end(), "range", True
            high = higher[0]
    words = text[start:end].strip()
    if op == "=" and language == "en" and (told := _AROUND.match(text, high.end)):
        op = ">" if told["over"] else "~"
        end = max(end, told.end())
        words = text[start:end].strip()
    what = re.sub(r"^(?:of|or so)\s+", "", text[behind:end].strip(" -")) or unit
    return Counted(start, end, Quantity(words, low.value, high.value if ranged else None, op, unit, what))


_DOUBT = re.compile(r"\b(?:doubt\w*|(?:not|never) (?:believe|think)|unlikely) (?:that )?[\w ]{0,20}$")
_OR_MORE = re.compile(plain(rf"\s+أو\s+(?P<number>{arabic_number()})(?!\w)"))
_AROUND = re.compile(r",?\s*(?:or (?:so|thereabouts)|-odd|at a guess|give or take)\b|(?P<over>\s*(?:and some|and more|plus)\b|\+|-plus\b)")
_AT_MOST = re.compile(plain(r"(?<!\w)[أو]?ل[ان] [يت](?:تجاوز|زيد|تعد|فوق)\w*(?: [^,.;\d]{1,40})?\s$"))


def _bound_after(words: str, language: str) -> str | None:
    if re.match(
        r"\s*(?:at most|at the most|or (?:less|fewer)|" + plain("علي الاكثر|كحد اقصي|علي ابعد تقدير|علي اكثر تقدير|او اقل") + ")",
        words,
    ):
        return "<="
    if re.match(r"\s*(?:at least|or more|" + plain("علي الاقل|علي اقل تقدير|علي ادني تقدير|كحد ادني|او اكثر") + ")", words):
        return ">="
    if re.match(r"\s*" + plain("ونيف"), words):
        return ">"
    return "~" if re.match(r"\s*(?:or so|" + plain("تقريبا|او نحو ذلك|او ما يقارب ذلك|او زهاء ذلك") + ")", words) else None
