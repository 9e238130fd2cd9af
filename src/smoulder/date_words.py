"""Days, months and years as texts write them, English and Arabic, and which days they mean as seen from a known day.

"24 December", "April 7", "in August", "mid-February", "Monday", "last week", "9 كانون الأول", "عام 2017".
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from smoulder.calendars import last_day, week_ends, weekday_before
from smoulder.lexicon import lexicon, one_of, plain
from smoulder.numerals import numbers_in
from smoulder.word_lists import gate

PARTS = {"mid": (11, 20), "early": (1, 10), "late": (21, 31)}  # days of a month
YEAR_PARTS = {"mid": (5, 8), "early": (1, 3), "late": (10, 12)}  # months of a year


class Dated(NamedTuple):
    """A date as written at start:end of a plain text; what is not written is None; relative: days from the day."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    part: str | None = None
    relative: tuple[str, int] | None = None


_AR_PARTS = {"منتصف": "mid", "أواسط": "mid", "اواسط": "mid", "مطلع": "early", "أوائل": "early", "بداية": "early"}
_AR_PARTS |= {"أواخر": "late", "نهايات": "late"}
_ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth "
        "sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
}
_ONES = "الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع".split()
_ORDINALS_AR = {
    **{word: number for number, word in enumerate(_ONES, 1)},
    "العاشر": 10, "الحادي عشر": 11, "العشرين": 20, "الثلاثين": 30, "الحادي والعشرين": 21, "الحادي والثلاثين": 31,
    **{f"{word} عشر": 10 + number for number, word in enumerate(_ONES, 1) if number > 1},
    **{f"{word} والعشرين": 20 + number for number, word in enumerate(_ONES, 1) if number > 1},
}  # fmt: skip
_UNITS = {"day": "day", "week": "week", "month": "month", "year": "year"}


@cache
def _english() -> re.Pattern[str]:
    words = lexicon("en")
    months = one_of(words["months"])
    year = r"(?:19|20)\d{2}"
    part = r"(?:(?P<part{n}>mid|early|late|middle of|beginning of|start of)(?:-|\s+)(?:in\s+)?(?:the\s+)?)?"
    return re.compile(
        rf"(?<![\w-])(?=\w)(?:(?P<iso>{year}-[01]\d-[0-3]\d)(?!\d)"
        rf"|(?P<d1>[0-3]?\d|(?:{one_of(_ORDINALS)})(?=\s+of\b))(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>{months})(?!\w)(?:,?\s+(?:of\s+)?(?P<y1>{year})\b)?"
        rf"|(?P<m2>{months})(?!\w)\s+(?P<d2>[0-3]?\d)(?:st|nd|rd|th)?\b(?!\s*[:%])(?:,?\s+(?P<y2>{year})\b)?"
        rf"|{part.format(n=3)}(?P<m3>{months})(?!\w)(?:,?\s+(?:of\s+)?(?P<y3>{year})\b)?"
        rf"|{part.format(n=4)}(?P<y4>{year})(?!\w|[.,]\d|-\d)"
        rf"|(?P<weekday>{one_of(words['weekdays'])})\b"
        r"|(?P<near>yesterday|today|tonight|tomorrow|last night|this morning)\b"
        r"|(?P<which>last|this|next|earlier this|later this|past|coming)\s+(?P<unit>week|month|year)\b"
        r"|(?P<ago>a|one|two|three|four|five|six|several|a few|\d{1,3})\s+(?P<agounit>day|week|month|"
        r"year)s?\s+(?:ago|earlier|before)\b)",
    )


@cache
def _arabic() -> re.Pattern[str]:
    words = lexicon("ar")
    months = one_of(words["months"])
    slash = rf"(?:\s*[/(]\s*{months}\)?)?"
    year = r"(?:19|20)\d{2}"
    lead = rf"(?:(?P<part{{n}}>{one_of(_AR_PARTS)})\s+)?(?:شهر\s+)?"
    return re.compile(
        plain(
            rf"(?<!\w)(?:(?P<iso>{year}-[01]\d-[0-3]\d)(?!\d)"
            rf"|(?P<d1>[0-3]?\d)\s+(?:من\s+)?(?:شهر\s+)?(?P<m1>{months})(?!\w){slash}(?:\s+(?:من\s+)?(?:عام\s+|سنة\s+)?(?P<y1>{year}))?"
            rf"|(?P<ordinal>{one_of(_ORDINALS_AR)})\s+من\s+(?:(?P<m4>{months})(?:\s+(?:من\s+)?(?:عام\s+|سنة\s+)?(?P<yo>{year}))?|(?:ال)?شهر(?:\s+(?:نفسه|ذاته|الجاري|الحالي))?)(?!\w)"
            rf"|{lead.format(n=3)}[وبل]?(?P<m3>{months})(?!\w){slash}(?:\s+(?:من\s+)?(?:عام\s+|سنة\s+)?(?P<y3>{year}))?"
            rf"|{lead.format(n=4)}(?:(?:ال)?عام|(?:ال)?سنة)\s+(?P<y4>{year})"
            rf"|(?:يوم\s+|مساء\s+|صباح\s+|فجر\s+|ليل\s+)?(?P<weekday>{one_of(words['weekdays'])})(?!\w)"
            r"|قبل\s+(?:نحو\s+)?(?P<ago>(?:ثلاثة|ثلاث|أربعة|أربع|خمسة|خمس|ستة|ست|سبعة|سبع|ثمانية|ثماني|تسعة|تسع|عشرة|عشر|\d{1,2})\s+)?"
            r"(?P<agounit>يومين|أيام|يوما|أسبوعين|أسابيع|أسبوعا|شهرين|أشهر|شهور|شهرا|عامين|سنتين|سنوات|أعوام|عاما|"
            r"(?:يوم|أسبوع|شهر|عام|سنة)(?=\s*(?:[,.;:\"]|$|من |أن |إن |بأن |واحد)))(?!\w)"
            r"|(?P<near>أمس|اليوم|غدا)(?!\w)"
            r"|(?:في\s+)?(?P<unit>الأسبوع|الشهر|العام|السنة)\s+(?P<which>الماضي|الماضية|الفائت|المنصرم|"
            r"الحالي|الحالية|الجاري|الجارية|المقبل|المقبلة|القادم|القادمة))"
        )
    )


@lru_cache(256)
def _named(word: str, table: str, language: str) -> int:
    """The number of a month or a day of the week by a name that the lists have."""
    known = lexicon(language)[table].items()
    return int(next(number for name, number in known if re.fullmatch(plain(name).replace(" ", r"\s+"), word)))


@cache
def _may_date() -> Callable[[str], bool]:
    """Whether an English text has a word that a date needs."""
    words = lexicon("en")
    near = "19 20 yesterday today tonight tomorrow night morning day week month year"
    return gate([*words["months"], *words["weekdays"], *near.split()])


def dates_in(text: str, language: str) -> list[Dated]:
    """The dates of a plain text, in order. The month of May counts where a day or a word of time stands with it.

    >>> [(d.day, d.month, d.year) for d in dates_in("On 24 December, before April 14, in 2016", "en")]
    [(24, 12, None), (14, 4, None), (None, None, 2016)]
    """
    if language == "en" and not _may_date()(text):
        return []
    pattern = _arabic() if language == "ar" else _english()
    found = []
    for match in pattern.finditer(text):
        if (dated := _dated(match, language)) and _is_time(text, match, dated):
            found.append(dated)
    return found


def _is_time(text: str, match: re.Match[str], dated: Dated) -> bool:
    if dated.month is None or dated.day or dated.year or dated.part:
        return True
    word = match.group("m3")
    if word in ("May", "March"):
        before = text[max(0, match.start() - 12) : match.start()]
        return bool(
            re.search(r"\b(?:in|by|since|until|till|before|after|of|last|next|this|from|during|mid|and)[\s-]+$", before)
        )
    return True


def _dated(match: re.Match[str], language: str) -> Dated | None:
    got = match.groupdict()
    start, end = match.span()
    if got["iso"]:
        year, month, day = map(int, got["iso"].split("-"))
        return Dated(start, end, year, month, day) if _exists(year, month, day) else None
    for d, m, y in (("d1", "m1", "y1"), ("d2", "m2", "y2")):
        if got.get(m):
            day = _ORDINALS.get(got[d]) or int(got[d])
            month, written = _named(got[m], "months", language), got[y]
            fine = _exists(int(written) if written else 2000, month, day)
            return Dated(start, end, int(written) if written else None, month, day) if fine else None
    if got.get("ordinal"):
        day = {plain(word): number for word, number in _ORDINALS_AR.items()}[re.sub(r"\s+", " ", got["ordinal"])]
        named = _named(got["m4"], "months", language) if got["m4"] else None
        fine = named is None or _exists(int(got["yo"]) if got["yo"] else 2000, named, day)
        return Dated(start, end, int(got["yo"]) if got["yo"] else None, named, day) if fine else None
    part = _part(got.get("part3") or got.get("part4"))
    if got["m3"]:
        year3 = int(got["y3"]) if got["y3"] else None
        return Dated(start, end, year3, _named(got["m3"], "months", language), part=part)
    if got["y4"]:
        return Dated(start, end, int(got["y4"]), part=part)
    if got["weekday"]:
        return Dated(start, end, weekday=_named(got["weekday"], "weekdays", language))
    if got["near"]:
        later = {"yesterday": -1, "last night": -1, "tomorrow": 1, "امس": -1, "غدا": 1}.get(got["near"], 0)
        return Dated(start, end, relative=("day", later))
    if language == "ar" and got.get("agounit"):
        return _ago(start, end, got["ago"], got["agounit"])
    if got["which"]:
        unit = {"الاسبوع": "week", "الشهر": "month", "العام": "year", "السنه": "year"}.get(got["unit"], got["unit"])
        which = got["which"]
        back = which in ("last", "past") or which.startswith(("الماضي", "الفائت", "المنصرم"))
        ahead = which in ("next", "coming") or which.startswith(("المقبل", "القادم"))
        return Dated(start, end, relative=(unit, -1 if back else 1 if ahead else 0))
    number = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "several": 4, "a few": 3}
    count = number.get(got["ago"]) or int(got["ago"])
    return Dated(start, end, relative=(got["agounit"], -count))


def _ago(start: int, end: int, written: str | None, word: str) -> Dated | None:
    """So long before, in Arabic; "some weeks before" is no date."""
    two = word.endswith("ين")
    counts = [each.value for each in numbers_in(written, "ar") if each.value] if written else []
    if not counts and not two and word in map(plain, ("أيام", "أسابيع", "أشهر", "شهور", "سنوات", "أعوام")):
        return None
    count = 2 if two else int(counts[0]) if counts else 1
    stem = {"يوم": "day", "ايا": "day", "اسب": "week", "اسا": "week", "شهر": "month", "اشه": "month", "شهو": "month"}
    unit = stem.get(word[:3], "year")
    return Dated(start, end, relative=("day", -7 * count) if unit == "week" else (unit, -count))


def _part(word: str | None) -> str | None:
    if not word:
        return None
    if word in ("middle of", "mid"):
        return "mid"
    if word in ("early", "beginning of", "start of"):
        return "early"
    return "late" if word == "late" else {plain(each): part for each, part in _AR_PARTS.items()}[word]


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= last_day(year, month).day


def days_of(dated: Dated, on: date, *, ahead: bool) -> tuple[date, date]:
    """First and last day that a date means, as seen from a day; without a year, the next one or the last one.

    >>> days_of(Dated(0, 0, month=4, day=14), date(2009, 4, 7), ahead=True)[0]
    datetime.date(2009, 4, 14)
    >>> days_of(Dated(0, 0, month=8), date(2015, 12, 29), ahead=False)
    (datetime.date(2015, 8, 1), datetime.date(2015, 8, 31))
    """
    if dated.relative:
        return _relative(*dated.relative, on)
    if dated.weekday is not None:
        past = weekday_before(dated.weekday, on)
        day = past if not ahead or past == on else past + timedelta(days=7)
        return day, day
    if dated.month is None and dated.day:  # of the month spoken of
        end = last_day(on.year, on.month)
        return (end.replace(day=min(dated.day, end.day)),) * 2
    if dated.month is None:
        year = dated.year or on.year
        first, last = YEAR_PARTS[dated.part] if dated.part else (1, 12)
        return date(year, first, 1), last_day(year, last)
    years = (
        [dated.year]
        if dated.year
        else range(on.year - 8, on.year + 9)
        if dated.day
        else (on.year - 1, on.year, on.year + 1)
    )
    spans = [found for year in years if 1 <= year <= 9999 and (found := _in_year(dated, year))]
    if ahead:
        return next((each for each in spans if each[1] >= on), spans[-1])
    return next((each for each in reversed(spans) if each[0] <= on), spans[0])


def _in_year(dated: Dated, year: int) -> tuple[date, date] | None:
    assert dated.month is not None
    if dated.day:
        if not _exists(year, dated.month, dated.day):
            return None
        return (date(year, dated.month, dated.day),) * 2
    first, last = PARTS[dated.part] if dated.part else (1, 31)
    end = last_day(year, dated.month)
    return date(year, dated.month, first), end.replace(day=min(last, end.day))


def _relative(unit: str, count: int, on: date) -> tuple[date, date]:
    if unit == "day":
        day = on + timedelta(days=count)
        return day, day
    if unit == "week":
        end = week_ends(on) + timedelta(days=7 * count)
        return end - timedelta(days=6), end
    if unit == "year":
        year = min(max(on.year + count, 1), 9999)
        return date(year, 1, 1), date(year, 12, 31)
    year, month = divmod(on.year * 12 + on.month - 1 + count, 12)
    return date(year, month + 1, 1), last_day(year, month + 1)
