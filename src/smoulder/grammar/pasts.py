"""Times of what has happened: "since May", "last week", "in two years", "منذ الفجر", "الشهر الماضي".

They stand in a clause that tells of the past. In a clause of what is to come they are none, but for what began "since".
"""

import re
from collections.abc import Callable
from functools import cache

from smoulder.claim import Horizon
from smoulder.grammar import Found
from smoulder.lexicon import lexicon, one_of, plain
from smoulder.numerals import arabic_number
from smoulder.tenses import ahead, done
from smoulder.time_units import SUPPLIES
from smoulder.word_lists import gate

NEAR = 200  # characters before a time that tell what it is of
LEAST = 70  # such characters in which the English words of a comparison stand
_NUMBER = (
    r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]{3,5})?|a few|several|many|some|"
    r"a couple of|half an?|a single|barely an?|more than an?|less than an?|under an?|the first|the opening|the early)"
)
# a time in such words is of something beside the clause: "the bombing that shook the town on Monday", "every Monday"
_BESIDE = re.compile(
    r"\b(?:(?:that|what|which|who|whom|whose|where|when|(?<![Mm]ore )(?<![Ll]ess )(?<![Ff]ewer )than|(?<!many )"
    r"(?<!few )(?<!much "
    r")as(?! (?:many|few|much)\b)|every|each)\b(?:[^,;]|,(?=\d))*|"
    r"(?:by|before|until|till|from)\s+(?:the\s+|about\s+)?|(?:founded|formed|created|born|established)\s+(?:\w+\s+)?|"
    r"(?:compared|down from|up from)\b[^;]*|from (?:about |some |around |nearly )?\d[\d,]*(?: [a-z]+)? |"
    r"(?:continued|goes? on|went on|den(?:ied|ies)|rejected|dismissed|said|told|announced|admitted|"
    r"claimed|promised|pledged|vowed|ordered|warned|acknowledged|conceded|reported) )$"
)
# times that are past whatever the verb is
_PAST = re.compile(r"since|after|(?:in|over|during|for|of) the (?:past|last|previous)|last|yesterday", re.IGNORECASE)
# the strongest, or the first, since a time: that is compared with what was, and tells not when this was
_SUPREME = re.compile(
    r"\b(?:any (?:time|point|moment|day|year)|first time|(?:bigg|larg|great|strong|weak|heavi|fierc|dead|long|"
    r"high|low|small|few|sever|bloodi|hard|clos)est|(?:the|its|their) most|worst)\b(?! of\b)[^,;]{0,40},? $|"
    + plain(
        r"(?<!\w)(?:(?:في )?أي وقت|(?:ل|ال)?أول مرة|(?<!من )(?:أضعف|أقوى|أكبر|أقسى|أسوأ|أعنف|أدنى|أعلى|أشد|أطول|أوسع|"
        r"أضخم|أخطر|أهم)\s+\S+)(?:\s+\S+){0,8}\s*$"
    )
)
# what can be done takes its time ahead: "able to take it in ninety days"
_ABLE_AR = re.compile(plain(r"(?<!\w)[وف]?(?:قادر(?:ة|ون|ين)?|[يتن]ستطيع(?:ون)?|بإمكان\w*|بوسع\w*)(?!\w)"))
_BESIDE_AR = re.compile(
    plain(
        r"(?<!\w)من\s+\d\S*\s+(?:ألف|آلاف|مقاتل|مسلح|رجل|عنصر)\w*(?:\s+مقاتل)?\s*$|(?<!\w)(?:مقارنة|مقابل|لأول مرة|"
        r"كل|الذي|التي|الذين|مما|كما|قبل|بعد|حتى)(?:\s+\S+){0,5}\s*$"
    )
)


@cache
def _english() -> re.Pattern[str]:
    words = lexicon("en")
    months, weekdays = one_of(words["months"]), one_of(words["weekdays"])
    unit = r"(?:hours?|days?|nights?|weeks?|weekends?|fortnights?|months?|half-years?|years?|decades?|generations?)"
    plural = r"(?:hours|days|nights|weeks|weekends|months|years|decades|generations)"
    season = r"(?:spring|summer|autumn|fall|winter|weekend)"
    day = (
        rf"(?:{weekdays}|(?:the )?[0-3]?\d(?:st|nd|rd|th)?(?: of)? {months}|{months} [0-3]?\d(?:st|nd|rd|th)?\b|"
        rf"(?:early |late |mid-?)?{months}|(?:19|20)\d\d)"
    )
    part = r"(?: (?:morning|afternoon|evening|night))?"
    return re.compile(
        rf"\b(?=\w)(?:[Ss]ince (?:early |late |mid-|last |the )?(?:{months}|{weekdays}|(?:19|20)\d\d|{season}|week|"
        rf"month|year|Easter|"
        rf"Christmas|Ramadan)\b(?! \d|'s|-|,? (?:19|20)\d\d)|[Ss]ince (?!then,? the\b)(?:[\w'-]+)(?: "
        rf"[\w'().-]+){{0,16}}?(?=,|$|\.$|;| (?:has|have|had|and|but|"
        rf"they|we|he|she|it|is|are|was|were)\b)"
        rf"|(?:[Ii]n|[Ww]ithin|[Oo]ver|[Dd]uring|[Aa]fter|[Aa]cross|of|[Ff]or) (?:the |these |those |this "
        rf")?(?:past|last|previous|preceding|recent)(?: {_NUMBER})? {unit}"
        rf"|(?:[Ii]n|[Ww]ithin|[Oo]ver|[Dd]uring|[Ii]nside|[Aa]fter|[Ff]or|[Ii]n the space of|[Tt]hroughout) "
        rf"(?:only |just |barely |about |some |nearly |almost |over |more than |under |less than )?(?:{_NUMBER} "
        rf"{unit}|{plural})(?: of (?:heavy |fierce |bitter |recent |summer )?[a-z]+)?(?! ago\b| old\b| from now\b| "
        rf"to come\b| more\b| to [a-z])"
        rf"|(?:the )?(?:first|opening) (?:{_NUMBER} )?(?:half-year|quarter|half|{unit})(?: of [\w ]{{3,20}})?"
        rf"|(?:[Oo]ver|[Ii]n|[Oo]n|[Dd]uring|[Aa]s of|last) (?:the )?(?:night of |evening of |morning of |"
        rf"first half of )?{day}{part}(?!'|\w)"
        rf"|(?:over|during|in|through) the {season}|through {months}"
        rf"|(?:earlier )?(?:last|this|this past|this very) (?:week|weekend|month|year|{season}|night|morning|afternoon)"
        rf"|[Yy]esterday{part}|[Ll]ong ago|[Oo]vernight)\b(?!'s)"
    )


@cache
def _may_be_past() -> Callable[[str], bool]:
    """Whether an English text has a word that such a time needs."""
    words = lexicon("en")
    times = (
        "since 19 20 hour day night week fortnight month half year decade generation quarter spring summer autumn fall "
        "winter mid morning afternoon evening yesterday ago overnight"
    )
    return gate([*words["months"], *words["weekdays"], *times.split()])


@cache
def _arabic() -> re.Pattern[str]:
    words = lexicon("ar")
    unit = one_of(form for name, forms in words["time"].items() for form in forms if name != "generation")
    months = one_of(words["months"])
    ordinal = r"(?:[0-3]?\d|ال\w+(?: عشر)?(?: والعشرين| والثلاثين)?)"
    battle = r"(?:\s+من\s+(?:ال)?\w+)?"
    return re.compile(
        plain(
            rf"(?<!\w)[وف]?(?:منذ\s+(?!الآن|اليوم(?!\w)|يومه|البداية)[^,.;\"]{{2,60}}?(?=[,.;\"]|$|"
            rf"\s(?:س[يتن]\w{{2,}}|لم|لن|لا|قد)\s)"
            rf"|(?:في|خلال|في غضون|في ظرف|على مدى|طوال|طيلة|عبر|على مدار|بعد)\s+(?:أقل من\s+|أكثر من\s+|نحو\s+|"
            rf"زهاء\s+|حوالي\s+)?(?:{arabic_number()}\s+)?(?:ال)?{unit}(?!\w|\s+(?:التالي|المقبل|القادم|الجاري|نفسه|"
            rf"الحالي))(?:\s+(?:ال)?(?:ماضي|أخير|منصرم|فائت|سابق|أولى|أول)(?:ة|ين|تين)?)?{battle}"
            rf"|(?:في\s+)?(?:ال)?(?:{unit}|أسبوع|شهر|عام|سنة|صيف|شتاء|ربيع|خريف|ساعات|أيام)(?:\s+\w+)?\s+(?:الماضي|"
            rf"المنصرم|الفائت|الأخير|المنقضي)(?:ة|ين|تين)?"
            rf"|(?:مطلع|أول|نهاية|منتصف|أواخر|أوائل)\s+(?:الأسبوع|الشهر|العام|السنة)(?:\s+الماضي)?"
            rf"|(?:(?:ليل|ليلة|فجر|صباح|مساء|ظهر|يوم)\s+)?(?:أول )?أمس|الليلة الماضية"
            rf"|(?:هذا|خلال هذا|في هذا)\s+(?:العام|الشهر|الأسبوع|الصيف|الشتاء|الربيع|الخريف)"
            rf"|(?:في|خلال)\s+(?:شهر\s+|شهري\s+)?{months}(?:\s*[/]\s*{months})?(?:\s+و{months})?(?:\s+(?:الماضي|"
            rf"(?:19|20)\d\d))?"
            rf"|في\s+{ordinal}\s+من\s+(?:شهر\s+)?{months}"
            rf"|خلال\s+(?:الصيف|الشتاء|الربيع|الخريف))(?!\w)"
        )
    )


def supreme(text: str, at: int) -> bool:
    """Whether the time at a place of a plain text is one with which the clause compares: "the longest lull since 2009".

    >>> supreme("the heaviest raid in years", 18)
    True
    """
    return bool(_SUPREME.search(text, max(0, at - (LEAST if text.isascii() else NEAR)), at))


def pasts_in(text: str, language: str, before: str = "") -> list[Found]:
    """The times of the past in a plain clause, in order; none if it tells of what is to come.

    >>> [text.horizon.text for text in pasts_in("412 men have given up since 2018", "en")]
    ['since 2018']
    """
    if (language == "en" and not _may_be_past()(text)) or ahead(text, before, language):
        return []
    if language == "ar" and _ABLE_AR.search(text):
        return []
    pattern, beside = (_arabic(), _BESIDE_AR) if language == "ar" else (_english(), _BESIDE)
    found = []
    for match in pattern.finditer(text):
        since = match.group().lower().startswith(("since", plain("منذ")))
        if not (_PAST.match(match.group()) or done(text, language)):
            continue
        if supreme(text, match.start()):
            continue
        if SUPPLIES.search(text, max(0, match.start() - NEAR), match.start()):
            continue
        if not beside.search(text[max(0, match.start() - NEAR) : match.start()]) or (since and language == "en"):
            found.append(Found(*match.span(), Horizon(match.group(), "past_period", None, None, None)))
    return found
