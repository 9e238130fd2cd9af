"""Numbers without a unit that count men: "fewer than 300 remain", "their number at 4,000", "سبعة آخرين"."""

import re

from smoulder.counted_units import NEAR, Counted, bounds, is_year, units
from smoulder.lexicon import plain
from smoulder.numerals import Number

_OF_THEM = re.compile(
    r"\s*(?:$|[.;)\"]|(?:of (?:them|whom)|have|has|had|were|was|are|captured|wounded|"
    r"killed|arrested|detained|taken|injured|surrendered|dead|remain|today|now|left|in (?:19|20)\d\d|after|"
    r"before|then|last|a (?:year|month|week)|(?:[a-z]+ )?(?:years?|months?|weeks?) (?:ago|earlier|before)|"
    r"in (?:January|February|March|April|May|June|July|August|September|October|November|December))\b)"
)


def of_them(text: str, number: Number) -> bool:
    """Whether a bare number behind one of fighters counts fighters, too: "2,500 men, of whom 300 are left"."""
    value = number.value
    year = value is not None and 1900 <= value <= 2100 and "," not in text[number.start : number.end]
    led = re.search(
        r"[$€£]\s?$|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\s$",
        text[max(0, number.start - NEAR) : number.start],
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


_RAN = re.compile(
    plain(r"\s+(?:منهم |آخرون |آخرين )?(?:خرج|استسلم|انشق|التحق|انضم|سلم|فر|قتل|هرب|بق|تبق|عاد|قاتل|اعتقل|أسر)وا(?!\w)")
)


_ONLY = re.compile(plain(r"(?<!\w)(?:سوى|إلا|غير)\s+(?:نحو |بضعة? )?$"))


_MEN = re.compile(plain(r"(?:مسلح|مقاتل|إرهابي|متمرد|مطلوب|عناصر|أفراد|قائمة|تكفيري|طليق|خلية|خلايا)"))


def of_fighters(text: str, low: Number, number: Number, found: list[Counted]) -> bool:
    """Whether a number without a unit is of fighters: dozens who fled, "after they were 600", all but three."""
    before = text[max(0, low.start - 40) : low.start]
    if _RAN.match(text, number.end):
        return True
    if found and found[-1].quantity.unit == "fighters" and _WERE.search(before):
        return True
    ends = re.match(r"\s*(?:$|[,.;\"])", text[number.end :])
    return bool(ends and _ONLY.search(before) and _MEN.search(text))


def unit_before(text: str, low: Number, number: Number, language: str) -> tuple[str, int] | None:
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
        before = text[max(0, low.start - NEAR) : low.start]
        told = _BY_THE.match(text, low.start) and units(language).match(" " + before.rstrip().rsplit(" ", 1)[-1])
        if told:
            return next(name for name, value in told.groupdict().items() if value), number.end
        return ("bodies" if _TOLL.search(before) else "fighters"), number.end
    if not counted:
        return None
    unit = units(language).match(" " + re.sub(r"^(?:the|its|their|his|all|such) ", "", counted["what"]))
    name = unit and next(each for each, value in unit.groupdict().items() if value)
    return (name, number.end) if name else None


_BY_THE = re.compile(r"by the\b")


_TOLL = re.compile(r"\b(?:toll|body count|death count)\b")


_CIVIL = re.compile(plain(r"(?:مدنيين|سكان|أهالي|نازحين|عائلات|محاصرين)[^,.;]{0,60}$"))


_MEN_END = re.compile(
    plain(
        r"(?:\s+(?:تقريبا|فقط|لا غير|لا أكثر|على الأقل|على الأكثر))?\s*(?:$|[,.;:)\"]|(?:في|على|من|بين|لا|ما|قبل|"
        r"بعد|آخرين|آخرون|أخرى|اليوم|"
        r"حاليا|تقريبا|فقط|داخل|خلال|منذ|حول|قرب|عند|ثم|بعدما|وقد|لم|لن|قد|ونيف|أو|إلى|مع|تحت|فروا|قتلوا|سقطوا|"
        r"استسلموا|بقوا|سلموا|كانوا)(?!\w))"
    )
)


_NO_MEN_AR = re.compile(
    plain(
        r"(?:(?:عام|سنة|يوم|شهر|ساعة|رقم|المادة|القرار|الفقرة|المرحلة|طراز|عيار|الطريق|الكيلو|بنسبة|بالمئة|\$)\s*|"
        r"[/:.]\s?)$"
    )
)


def _bare_men(text: str, low: Number, number: Number) -> bool:
    """Whether an Arabic number without a unit is of fighters: "more than a thousand", "seven others"."""
    value = number.value or low.value
    if value is None or value < 2 or is_year(text, number) or not _MEN_END.match(text, number.end):
        return False
    others = re.match(plain(r"\s+(?:آخرين|آخرون)(?!\w)"), text[number.end :])
    before = text[max(0, low.start - 30) : low.start]
    bound = any(pattern.search(before) for _, pattern in bounds("ar"))
    return bool(others) or (value >= FEWEST / 4 and (bound or not _NO_MEN_AR.search(before)))


_STRENGTH = re.compile(
    r"(?:\b(?:strength|numbers?|ranks|losses|fighters|rebels|militants|insurgents|guerrillas|gunmen|force|"
    r"battalion|band|column|company|unit|core|garrison|contingent|crew|gang|size|total|group|movement|"
    r"organi[sz]ation|them|faction|army)\b[^,.;\d]{0,40}?\b(?:at|to|as|is|of|remains?|"
    r"was|are|were|being)\b|\b(?:they|who|we) (?:are|were|number(?:ed)?|count(?:ed)?)|\b(?:align|became|become|"
    r"muster\w*|field\w*|down to|"
    r"has|have|of those [\w ]{3,40},) (?:any more )?(?:today )?(?:but )?)[^,.;\d]{0,30}$",
    re.IGNORECASE,
)


_ENDS = re.compile(
    r"(?:-odd| and some| plus)?\s*(?:$|[,.;:)\"]|(?:-|(?:at (?:the )?(?:very )?(?:most|least|outside)|at a guess|"
    r"or so|or more|armed|in all|in total|today|"
    r"now|after|when|strong|still|more|others|have|has|had|are|were|was|would|will|remain\w*|left|lay|lie|fell|killed|"
    r"captured|arrested|detained|wounded|injured|died|perished|disarmed|surrendered|deserted|defected|dead|active|"
    r"enlisted|joined|fled|"
    r"escaped|neutrali[sz]ed|taken|gave|given|handed|laid|across|around|inside|under arms|at large|spread|"
    r"scattered|hiding|"
    r"holed|dug|to|with|might|may|could|can|came|who|if|operat\w+|roam\w*|fight|fought|hold|held|control\w*|answer|"
    r"follow|serve\w*|train\w*|patrol\w*|guard\w*|defend\w*|"
    r"storm\w*|cross\w*|enter\w*|slip\w*|return\w*|went|walk\w*|march\w*|put|took|accept\w*|disappear\w*|vanish\w*|"
    r"melt\w*|"
    r"drift\w*|stay\w*|refus\w*|resist\w*|languish\w*|gather\w*|mass\w*|belong|pledged|believed|thought|estimated|"
    r"known|among|"
    r"along|near|behind|beyond|north|south|east|west|each|out|off|up|down|back|over|but|and|as|that|which|while|"
    r"because|alive|"
    r"missing|unaccounted|abroad|elsewhere|here|there|or (?:more|fewer|less)|of (?:the )?dead|and then|a (?:week|"
    r"month|year|day)|from|strong|this|last|before|"
    r"of (?:his|its|their|them|the|whom|our)|on the|in the|at the)\b))"
)


_NO_MEN = re.compile(
    r"(?:[$€£#]\s?|\b(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"since|during|until|"
    r"in|on|Resolution|Article|[Nn]o\.|[Rr]oute|[Hh]ighway|[Rr]oad|aged?|page|chapter|year|Brigade|Regiment|Division|"
    r"AK|T|M|grid|hill|Hill|unit|Unit|sector|Sector)[\s-])$"
)


FEWEST = 20  # men that are called a force without a word for them


def _bare_strength(text: str, low: Number, number: Number) -> bool:
    """Whether a number without a unit is of fighters: "their strength at 4,000", or nothing but a number."""
    value = number.value or low.value or (_MANY.search(text[low.start : number.end]) and FEWEST)
    men = (
        low.value
        and low.value > 1
        and (_MEN_DID.match(text, number.end) or _MEN_WERE.search(text[max(0, low.start - NEAR) : low.start]))
    )
    if not value or (value < FEWEST and not men) or is_year(text, number) or not _ENDS.match(text, number.end):
        return False
    before = text[max(0, low.start - 90) : low.start]
    bound = any(pattern.search(before[-30:]) for _, pattern in bounds("en"))
    return bool(_STRENGTH.search(before)) or bound or not _NO_MEN.search(before)


_MEN_DID = re.compile(
    r"\s+(?:(?:have|had|were|was|has|are|more|others|been|then|also) )*(?:surrendered|deserted|defected|killed|"
    r"captured|arrested|"
    r"detained|wounded|injured|died|fled|escaped|disarmed|given|gave|turned|laid|neutrali[sz]ed)\b"
)


_MEN_WERE = re.compile(
    r"\b(?:killed|captured|arrested|detained|wounded|injured|lost|seized|slain|slew|killing|capturing|wounding) $"
)


_MANY = re.compile(r"dozen|score|hundred|thousand|\btens\b", re.IGNORECASE)
