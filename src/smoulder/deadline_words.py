"""Words that name a time that is a day, and words before and behind it that make it a deadline; English and Arabic."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from smoulder.lexicon import lexicon, one_of, plain
from smoulder.word_lists import gate


@cache
def days_named(language: str, feasts: bool = True) -> re.Pattern[str]:
    """Times that are a day or end on one: "the year", "Ramadan", "the elections"; feasts: English ones, too."""
    words = lexicon(language)
    english = language == "en"
    days = "|".join(f"(?P<{name}>{one_of(forms, any_case=english)})" for name, forms in words["holidays"].items())
    if language == "ar":
        this = plain(r"(?:\s+(?P<this>الحالي|الجاري|المقبل|القادم|التالي|الدراسي|نفسه)(?:ة)?)?")
        return re.compile(
            plain(
                rf"(?<!\w)[بل]?(?:{days}|(?:ال)(?P<period>عام|سنة|شهر|أسبوع|عقد)(?!\s+\d)(?!\w){this}|(?:ال)?(?:"
                rf"(?P<event>انتخابات|اقتراع|استفتاء|ولاية\w*|موسم(?! (?:الحج|الأمطار|الجفاف|الحصاد|الزيتون|"
                rf"التمور))|عطلة|قمة)(?:\s+(?:ال)?(?:رئاسية|"
                rf"برلمانية|تشريعية|عامة|بلدية|محلية|نيابية|إقليمية|نصفية|اتحادية|مبكرة|مقبلة|قادمة))*))(?!\w)"
            )
        )
    return re.compile(
        rf"(?<![\w-])(?=\w)(?:(?P<yearend>year-end|year's end|the year's end|the year-end|years? end)"
        r"|(?:the (?:current )?|this |that |next |the coming |the same |his |her |their |"
        r"its )(?P<this>current )?(?P<period>year|month|week|decade|quarter|calendar year)(?! ago|end)"
        rf"{f'|{days}' if feasts else ''}|polling day|election day"
        r"|(?:the |this |next |his |her |their |my |our )(?:(?!time\b)[\w-]+ ){0,2}?(?P<event>elections?|vote|poll|"
        r"polls|polling day|referendum|term(?: in office| of office)?|mandate|presidency|tenure|holidays?|summit|"
        r"inauguration|school year|talks))(?![\w-])",
        re.IGNORECASE,
    )


_MAIN = re.compile(r"[Yy]ear|Easter|Day$")  # in a holiday's name the word that no other can stand for
_THE = re.compile(r"^(?:the |\(\?:the (?:\|[a-z ]+)*\)\?)")


@cache
def _may_name() -> tuple[Callable[[str], bool], Callable[[str], bool]]:
    """Whether an English text has a word that such a time needs: a feast, and any other."""
    words = (
        "years? month week decade quarter polling elections? vote polls? referendum term mandate presidency tenure "
        "holidays? summit inauguration school talks"
    )
    holidays = (form for forms in lexicon("en")["holidays"].values() for form in forms)
    named = (main[0] if (main := _MAIN.search(form)) else _THE.sub("", form) for form in holidays)
    return gate(named, whole=True), gate(words.split(), whole=True)


def named_in(text: str, language: str) -> Iterator[re.Match[str]]:
    """Where such times stand in a plain text."""
    may_be_feast, may_be_other = _may_name()
    if language == "ar" or may_be_feast(text):
        return days_named(language).finditer(text)
    return days_named("en", feasts=False).finditer(text) if may_be_other(text) else iter(())


@cache
def words_before(language: str) -> re.Pattern[str]:
    """What stands before such a time, English in small letters: how it is meant, and which edge of it."""
    if language == "ar":
        return re.compile(
            plain(
                r"(?:(?<!\w)[وف]?(?P<how>إلى ما بعد|ما بعد|(?:لن|ألا|قبل أن|أن) [يت](?:نقضي|نتهي|مر|مضي|أتي|حل|"
                r"دخل)|(?:لا|لن|ألا) [يت](?:تجاوز|تعدى)|"
                r"(?:لن|ألا) [ينت]حتفل\w*(?:\s+\w+)?|قبيل|"
                r"من هنا إلى|قبل|بحلول|إلى|حتى|لغاية|طوال|طيلة|خلال|في|مع|بعد|من الآن وحتى|"
                r"بين الآن و)?\s*)"
                r"(?P<edge>(?<!\w)ب?(?:نهاية|ختام|انتهاء|انقضاء|حلول|بداية|مطلع|منتصف|أواخر|آخر|أواسط|أوائل|"
                r"انتخابات|(?:الربع|النصف)\s+(?:الأول|الثاني|الثالث|الرابع|الأخير)\s+من))?\s*(?:(?:هذا|هذه|ذلك|"
                r"تلك)\s*)?(?:شهر\s*|صلاة\s*)?(?:ال(?=$))?$"
            )
        )
    return re.compile(
        r"(?:\b(?=\w)(?:at (?:the very )?least )?(?P<how>(?:well |far |long )?(?:beyond|past|after|into)|"
        r"outliv(?:e|es|ed|ing)|outlast(?:s|ed|"
        r"ing)?|surviv(?:e|es|ed|ing)|see(?:s|ing)? out|by the time [\w' ]{3,40}? (?:on|in|at)|"
        r"(?:until|before|till) (?!the\b)[\w' ]{3,40}? (?:on|in)|until the (?!end|start|middle)[\w' ]{3,40}? (?:on|"
        r"in)|this side of|"
        r"for(?= the (?:rest|remainder|end)\b| the $)|(?:no|not) later than|(?:put|pushed|moved|extended|postponed|"
        r"delayed|shifted|deferred|prolonged)(?: [\w']+){0,4}? (?:to|until)|deadline (?:of|is|for|on)(?: noon| "
        r"midnight| midday)?"
        r"(?: on)?|at the latest by|ahead of|prior to|before|by|(?:until|till)(?: at (?:the very )?least)?|up to|"
        r"through|in time for|within|during|"
        r"in|on|at|(?:(?<=^)|(?<=, ))come)\b[\s-]*)?"
        r"(?P<edge>(?=[tvecsbmrfl])(?:the )?(?:very )?(?:end|close|start|beginning|middle|eve|turn|course|rest|"
        r"remainder|(?:first|second|third|fourth|last) (?:quarter|half|week))(?: of|-)[\s-]*)?(?:the |this |next |"
        r"its |their |his |her |our )?"
        r"(?:(?:start|end|holy month|month) of )?$",
    )  # fmt: skip


OVER = re.compile(
    r"\s+(?:(?:is|are|was|were|has been|be) (?:out|over|up|done|through)|ends?|ended|runs out|ran out|closes?|closed|"
    r"(?:has|had) ended|expires?|expired|(?:draws?|drew|comes?|came) to (?:a|an|its) (?:close|end)|finishe[sd])\b"
)


# this year and the like, which need no word before them in a clause of what is to come
OF_NOW = re.compile(
    r"(?:later |early |late )?(?:this|next|the coming) (?:year|month|week)\b|(?:19|20)\d\d|"
    + plain(r"(?:ال)?(?:عام|سنة|شهر|أسبوع)\s+(?:الحالي|الجاري|المقبل|القادم|التالي)|هذا|عام\s+(?:19|20)\d\d")
)


TOLD = re.compile(
    r"\b(?:can|expect\w*|deadline|target)\b|" + plain(r"(?<!\w)(?:أن|ب(?!د[اأ])|[يت]نتهي|[يت]نقضي|مهلة|موعد\w*)"),
    re.IGNORECASE,
)


NOT = re.compile(
    r"\b(?:not|never|no|nor|neither|nobody|cannot|unlikely|"
    r"doubt\w*)\b|n't\b|" + plain(r"(?<!\w)(?:لن|لا|ليس|[ينت]?ستبعد\w*)(?!\w)"),
    re.IGNORECASE,
)


# a date of what is behind: "which began on 19 April will be over"
BEGAN = re.compile(
    r"\b(?:promised|pledged|vowed|ordered|said|told|announced|admitted|began|begun|started|launched|signed|founded|"
    r"seized|lost|(?:which|who)(?: [\w'-]+){1,3}) $|"
    + plain(
        r"(?<!\w)(?:التي|الذي|و?قد(?!\s+[يتن])|[وف]?بدأ\w*|وقع\w*|عند|اندلع\w*|انطلق\w*|كان\w*)(?:\s+[^\s,]+){0,3}\s*$|"
        r"(?<!\w)[وف]?(?:تعهد|توعد|وعد|أعلن|قال|صرح|أكد|حذر)"
        r"(?:ت|وا|ا)?\s*$"
    )
)


# a time that is given to do something: "they have until Sunday to surrender"
GIVEN = re.compile(r"\b(?:ha(?:s|ve|d)|giv(?:es?|en|ing)|gave|grant(?:s|ed)?)\b[^.;]*$")
TO_DO = re.compile(r"\s*(?:to [a-z]+|or )")


# what was before: "compared with 1,000 at the end of August"
COMPARED = re.compile(
    r"\b(?:compared|down from|up from|from (?:about |some |around |nearly )?\d)\b[^;]*$|"
    + plain(
        r"(?<!\w)(?:من\s+\d\S*\s+(?:ألف|آلاف|مقاتل|مسلح|رجل|عنصر)\w*(?:\s+مقاتل)?|(?:مقارنة|"
        r"مقابل)(?:\s+\S+){1,5})\s*$"
    )
)


AT_LEAST = re.compile(plain(r"\s+(?:على الأقل|على أقل تقدير|كحد أدنى)") + r"|,? at (?:the very )?least\b")


RAMADAN = re.compile(plain(r"(?:شهر )?رمضان"))


# a year without a word for it: "before the end of 2016", "2016 is the year of victory"
BARE_YEAR = re.compile(
    plain(
        r"(?<![\w.,])(?P<year>(?:19|20)\d\d)(?=\s+(?:هو |سيكون )?عام )|(?<!\w)[وف]?(?:نهاية|مطلع|بداية|منتصف|أواخر|"
        r"أوائل|بحلول|"
        r"قبل|حتى|في|خلال)\s+(?P<after>(?:19|20)\d\d)(?![\w.,]\d)"
    )
)


YEAR_OF = re.compile(plain(r"\s+(?:(?:هو |سيكون )?عام )?(?:ال)?(?:نصر|حسم|نهاية|تحرير|خلاص|قضاء|انتصار|سلام|هزيمة)"))


ELECTION = re.compile(
    r"\s+(?:(?:general|presidential|parliamentary|local|legislative|state|national)\s+)*(?:elections?|vote|polls?|"
    r"referendum)\b",
    re.IGNORECASE,
)
