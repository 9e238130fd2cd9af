"""By when, told by a span: "within two weeks", "for years", "soon", "when the snow melts"; English and Arabic.

A horizon is days from the day of the words, and a deadline where there is one: a vague span ("within weeks") has none.
Of the past are spans of what happened ("in two weeks of fighting"). Horizons told by a date are in `deadlines`.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date

from smoulder import calendars
from smoulder.claim import Horizon
from smoulder.deadline_words import AT_LEAST
from smoulder.grammar import Found, Spoken, spoken
from smoulder.lexicon import plain
from smoulder.numerals import arabic_number, numbers_in
from smoulder.span_patterns import possible_spans, span_patterns
from smoulder.tenses import ahead, done
from smoulder.time_units import FEW, MANY, NEXT_UNIT, SUPPLIES, UNITS, VAGUE, measured, unit_of

SOON = (0, 30)
WEEKS = (0, 68)  # of a plain "soon"
YEAR = 365
MONTH_LONG = 31  # days; what lasts no longer does not last long
SHORT = (0, 60)  # of what comes nearer, or is done as fast as can be
_SHORT = re.compile(r"nearing|shortest|quick|early|next|rapid|swift", re.IGNORECASE)
WHILE = (30, 180)
NEAR = 200  # characters before a span that tell how it is meant
DAY = 20  # hours that are counted as days
COMING_DAYS = {"days": (0, 14), "weeks": (0, 42), "months": (30, 180)}


def spans_in(text: str, language: str, said: str | None) -> list[Found]:
    """The spans of a plain text in order, none within another; said: ISO date of the words, None if unknown.

    >>> [(f.horizon.kind, f.horizon.deadline) for f in spans_in("over within two weeks", "en", "2019-02-07")]
    [('deadline', '2019-02-21')]
    """
    found: list[Found] = []
    when = spoken(said)
    for pattern, kind in _possible(text, language):
        for match in pattern.finditer(text):
            if any(match.start() < each.end and each.start < match.end() for each in found):
                continue
            if made := MAKERS[kind](match, text, language, when):
                found.append(made)
    return sorted(found)


def _possible(text: str, language: str) -> Sequence[tuple[re.Pattern[str], str]]:
    """The patterns of which the text has a word of time."""
    if language == "en":
        return possible_spans(text)
    return span_patterns(language) if _ARABIC_TIMES.search(text) else ()


_ARABIC_TIMES = re.compile(
    plain(
        "ساع|منذ|متي|فور|حالما|مجرد|ما ان|ما لم|قيام|جيل|دام|يوم|ايام|اسبوع|اسابيع|شهر|اشهر|شهور|سن|عام|اعوام|عقد|"
        "عقود|اجيال|قريب|وشيك|قوسين|لحظ|وقت|فتر|مد|عاجل|مر|مجدد|جديد|ابد|نهائي|رجع|المستقبل|النصر|الموت|النهاي|اخر|"
        "غد|ليل|مساء|فجر|صباح|ظلام|متناول|دن|ازف|حان|وشك|شفا|حافه|عتبه|سريع|اسرع|[يت]طول|لن تدوم|لن "
        "يدوم|اقصر|معدود|قرب|قترب|طويل|شارف"
    )
)
Make = Callable[[re.Match[str], str, str, Spoken], Found | None]


def _found(match: re.Match[str], kind: str, low: int | None, high: int | None, deadline: date | None) -> Found:
    start, end = match.span("text") if "text" in match.re.groupindex else match.span()
    day = None if deadline is None else deadline.isoformat()
    return Found(start, end, Horizon(match.string[start:end].strip(), kind, low, high, day))


def _later(when: Spoken, unit: str, count: float) -> date | None:
    if when.day is None or not (when.to_the_month or unit in ("year", "decade")):
        return None
    if unit in ("month", "year", "decade") and count == int(count):
        return calendars.months_later(when.day, int(count) * {"month": 1, "year": 12, "decade": 120}[unit])
    return calendars.days_later(when.day, UNITS[unit] * count)


def _span(match: re.Match[str], text: str, language: str, when: Spoken) -> Found | None:
    if not (measure := measured(match, language)):
        return None
    unit, count, few = measure
    if language == "en" and (match.groupdict().get("number") or "").lower() == "a couple of":
        return _found(match, "deadline_vague", round(UNITS[unit]), round(3 * UNITS[unit]), None)
    if count is None or (unit == "hour" and count < DAY):
        low, high = (FEW if few else VAGUE)[unit]
        if language == "ar" and unit == "month" and not few:
            low, high = MONTHS
        return _found(match, "deadline_vague", low, high, None)
    bare = (
        language == "ar"
        and match.start("unit") - match.start() <= 4
        and match.group().lstrip("وف").startswith(plain("ي "))
    )
    if bare and count == 1:
        return None  # "in a day": no horizon
    if further := _further(match, text, count, language):
        last, end, either = further
        low, high = round(UNITS[unit] * count), round(UNITS[unit] * last)
        long = unit in ("year", "decade")
        found = (
            _found(match, "duration_long" if long else "deadline_vague", low, high, None)
            if either and not _WITHIN.match(match.group())
            else _found(match, "deadline", 0, high, _later(when, unit, last))
        )
        return found._replace(end=end, horizon=found.horizon._replace(text=text[found.start : end]))
    least = _least(match, language)
    if (language == "en" and re.search(r"at least|more than|\w over ", match.group())) or (
        language == "ar" and _at_least(match, text)
    ):
        kind = "duration_long" if unit in ("year", "decade") else "deadline_vague"
        return _found(match, kind, round(UNITS[unit] * count), None, None)
    loose = language == "en" and not match.group().lower().startswith("with")
    if loose and least < count and unit not in ("year", "decade"):
        return _found(match, "deadline_vague", round(UNITS[unit] * least), round(UNITS[unit] * count), None)
    low = round(UNITS[unit] * least) if least < count else 0
    return _found(match, "deadline", low, round(UNITS[unit] * count), _later(when, unit, count))


def _at_least(match: re.Match[str], text: str) -> bool:
    """Whether a span is a lower bound: "a week at least", "more than a year", and no "not more than a year"."""
    more = AT_LEAST.match(text, match.end()) or _MORE_THAN.search(match.group())
    return bool(more) and not _DENIED.search(text[max(0, match.start() - NEAR) : match.start("unit")])


_MORE_THAN = re.compile(plain("أكثر من|ما لا يقل عن"))
_DENIED = re.compile(plain(r"(?<!\w)[وف]?(?:لا|لن|لم|ليس\w*)\s"))
_WITHIN = re.compile(plain("[وفب]?(?:خلال|في غضون|غضون|في ظرف)"))


def _further(match: re.Match[str], text: str, count: float, language: str) -> tuple[float, int, bool] | None:
    """The greater number behind a span, where it ends, and whether "or" stands before it: "two years or three"."""
    more = _MORE.match(text, match.end()) if language == "ar" else None
    if more is None:
        return None
    values = [each.value for each in numbers_in(more["number"] or "", language) if each.value]
    values = values or ([2.0] if more["two"] else [])
    if not values or values[-1] <= count:
        return None
    return values[-1], more.end(), plain("أو") in text[match.end() : more.end()]


def _least(match: re.Match[str], language: str) -> float:
    """The smaller of two numbers: three of "three to five years"."""
    written = (match.groupdict().get("number") or "").lower()
    found = [each.value for each in numbers_in(re.sub(r"\b(?:or|to|and)\b|-", ", ", written), language) if each.value]
    return min(found, default=float("inf"))


_MORE = re.compile(
    plain(
        rf"\s+(?:إلى\s+|أو\s+|و)(?:(?P<number>{arabic_number()})(?:\s+(?:أيام|أسابيع|أشهر|شهور|سنوات|أعوام|ساعات)|"
        rf"(?!\s*\w))|"
        r"(?P<two>يومين|أسبوعين|شهرين|عامين|سنتين|ساعتين))"
    )
)


def _bare(match: re.Match[str], text: str, language: str, when: Spoken) -> Found | None:
    unit = unit_of(match["unit"], language)
    if unit is None or unit == "generation":
        return None
    few = bool(re.search(" few | several ", match.group())) or (
        language == "ar" and (unit == "day" or re.match(plain(r"\s+(?:معدود|قليل)"), text[match.end() :]))
    )
    return _found(match, "deadline_vague", *(FEW if few else VAGUE)[unit], None)


MONTHS_LASTING = 60, 365  # days of "for months"
MONTHS = 30, 220  # days of "خلال أشهر": the plural of three to ten


def _contrast(match: re.Match[str], text: str, language: str, when: Spoken) -> Found | None:
    unit, other = unit_of(match["unit"], language), unit_of(match["other"], language)
    if unit is None or other is None or unit == other or "generation" in (unit, other):
        return None
    return _found(match, "deadline_vague", max(1, round(UNITS[unit])), NEXT_UNIT[unit], None)


def _lasting(match: re.Match[str], text: str, language: str, when: Spoken) -> Found | None:
    if unit_of(match["unit"], language) == "generation":
        return _found(match, "open_future", None, None, None)
    if not (measure := measured(match, language)):
        return None
    unit, count, few = measure
    if language == "ar" and count is not None and _WILL_NOT.search(text[max(0, match.start() - NEAR) : match.start()]):
        return _span(match, text, language, when)  # "will not hold out a year"
    if count is None:
        short = language == "en" and unit in ("hour", "day", "week", "fortnight")
        kind = "deadline_vague" if short else "duration_long"
        few = few or (language == "en" and bool(re.search(r"\bseveral |\ba few ", match.group())))
        many = "many" in match.group() and unit in MANY
        low, high = (MANY if many else FEW if few else VAGUE)[unit]
        if language == "en" and unit == "month" and not (many or few):
            low, high = MONTHS_LASTING
        return _found(match, kind, low, high, None)
    days = round(UNITS[unit] * count)
    stores = language == "en" and unit not in ("year", "decade") and SUPPLIES.search(text, 0, match.start())
    if stores or (language == "en" and days <= MONTH_LONG):
        return _found(match, "until_date", 0, days, _later(when, unit, count))
    low = round(UNITS[unit] * min(_least(match, language), count))
    open_end = (
        " more " in match.group() and match.group().startswith(("one", "two", "three", "four", "five", "a "))
    ) or re.search("least|more than|over |or more|or longer", match.group())
    found = _found(match, "duration_long", low, None if open_end else days, None)
    if further := _further(match, text, count, language):
        held = found.horizon._replace(text=text[found.start : further[1]], days_max=round(UNITS[unit] * further[0]))
        found = found._replace(end=further[1], horizon=held)
    return found


_WILL_NOT = re.compile(plain(r"(?<!\w)[وف]?(?:لن|ألا|لا)\s+$"))


def _not_before(match: re.Match[str], text: str, language: str, when: Spoken) -> Found | None:
    """Not before so long a time; "two months before" without a denial is none."""
    unit, count, _ = measured(match, language) or ("day", None, False)
    if not re.search(
        plain(r"(?<!\w)(?:لن|لا|ليس|[يتن]?ستبعد\w*)\s"), text[max(0, match.start() - NEAR) : match.start()]
    ):
        return None
    if count is None:
        return _found(match, "duration_long", *VAGUE[unit], None)
    if further := _further(match, text, count, language):
        return _found(match, "duration_long", round(UNITS[unit] * count), round(UNITS[unit] * further[0]), None)
    return _found(match, "beyond_date", round(UNITS[unit] * count), None, _later(when, unit, count))


def _while(match: re.Match[str], text: str, language: str, when: Spoken) -> Found | None:
    return _found(match, "vague_near", *WHILE, None)


def _today(match: re.Match[str], text: str, language: str, when: Spoken) -> Found | None:
    return _found(match, "deadline", 0, 0, when.day if when.to_the_day else None) if ahead(text, "", language) else None


def _near(match: re.Match[str], text: str, language: str, when: Spoken) -> Found | None:
    words = match.group().lower()
    if words.endswith("of time"):
        return _found(match, "vague_near", None, None, None)
    if words.endswith((" near", " close", " nigh", "coming to an end")):
        return _found(match, "vague_near", 0, YEAR, None)
    return _found(match, "vague_near", *(SHORT if _SHORT.search(words) else WEEKS if words == "soon" else SOON), None)


def _open(match: re.Match[str], text: str, language: str, when: Spoken) -> Found | None:
    return _found(match, "open_future", None, None, None)


def _plain_span(match: re.Match[str], text: str, language: str, when: Spoken) -> Found | None:
    """A span that no word tells the meaning of: in words of what is to come, how long that takes."""
    if language == "ar":
        measure = measured(match, language)
        long = measure and measure[1] is None and measure[0] in ("year", "decade")
        return (_lasting if long or _LASTS.search(text[max(0, match.start() - NEAR) : match.start()]) else _span)(
            match, text, language, when
        )
    return _span(match, text, language, when) if ahead(text, "", language) or not done(text, language) else None


_LASTS = re.compile(
    plain(r"(?<!\w)[وف]?س?[يتن](?:ستمر|دوم|طول|بقى|ظل|قاتل|صمد|قاوم|عيش|واصل|تحمل)\w*|استمرار|بقاء|إطالة")
)


def _age(match: re.Match[str], text: str, language: str, when: Spoken) -> Found | None:
    return _found(match, "duration_long", round(UNITS["decade"]), None, None)


def _long(match: re.Match[str], text: str, language: str, when: Spoken) -> Found | None:
    return _found(match, "duration_long", *VAGUE["year"], None)


def _tonight(match: re.Match[str], text: str, language: str, when: Spoken) -> Found | None:
    return _found(match, "deadline_vague", 0, 1, None)


def _tomorrow(match: re.Match[str], text: str, language: str, when: Spoken) -> Found | None:
    return _found(match, "deadline", 0, 1, _later(when, "day", 1))


def _coming(match: re.Match[str], text: str, language: str, when: Spoken) -> Found | None:
    unit = match["unit"].lower()
    return _found(match, "vague_near", *COMING_DAYS.get(unit, COMING_DAYS["months"]), None)


def _months(match: re.Match[str], text: str, language: str, when: Spoken) -> Found | None:
    return _found(match, "deadline_vague", *COMING_DAYS["months"], None)


MAKERS: dict[str, Make] = {
    "long": _long, "tonight": _tonight, "tomorrow": _tomorrow, "coming": _coming, "months": _months,
    "contrast": _contrast, "bare": _bare, "span": _span, "lasting": _lasting, "near": _near, "while": _while,
    "today": _today, "plain_span": _plain_span, "age": _age, "open": _open, "not_before": _not_before,
}  # fmt: skip
