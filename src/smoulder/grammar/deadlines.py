"""By when, told by a date: "by June 12", "before the end of the year", "until Ramadan", "well beyond 2016".

"Before" a day ends on the day before it, "before the end" of a time on its last day. What has no year is the next one
after the words. Votes, terms of office and national days without a date have no day here.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from smoulder import calendars, feasts
from smoulder.claim import Horizon
from smoulder.date_words import Dated, dates_in, days_of
from smoulder.deadline_words import (
    AT_LEAST,
    BARE_YEAR,
    BEGAN,
    COMPARED,
    ELECTION,
    GIVEN,
    NOT,
    OF_NOW,
    OVER,
    RAMADAN,
    TO_DO,
    TOLD,
    YEAR_OF,
    named_in,
    words_before,
)
from smoulder.grammar import Found, Spoken, spoken
from smoulder.lexicon import plain, small
from smoulder.tenses import ahead, done


class _Time(NamedTuple):
    """A time named in the text, and its days where they are known."""

    start: int
    end: int
    first: date | None
    last: date | None
    weak: bool = False  # a date that needs a word such as "by" before it
    dated: bool = False  # an event with its date behind it: "the vote set for 16 November"


def deadlines_in(text: str, language: str, said: str | None, home: str | None = None) -> list[Found]:
    """The deadlines of a plain text in order; said: ISO date of the words, None if unknown;
    home: code of the country whose national day is meant.

    >>> [f.horizon.deadline for f in deadlines_in("will be over by the end of the month", "en", "2019-02-07")]
    ['2019-02-28']
    """
    when = spoken(said)
    found: list[Found] = []
    for time in _times(text, language, when, home):
        made = _made(time, text, language, when)
        if made and not (found and made.start < found[-1].end):
            found.append(made)
    return found


def _times(text: str, language: str, when: Spoken, home: str | None) -> Iterator[_Time]:
    """The times named in a text, in order; a date beside a holiday is one with it."""
    dates = [(each.start, each.end, each) for each in dates_in(text, language)]
    named = [(match.start(), match.end(), match) for match in named_in(text, language)]
    if language == "ar":
        years = [
            Dated(*match.span(match.lastgroup or 0), int(match[match.lastgroup or 0]))
            for match in BARE_YEAR.finditer(text)
        ]
        dates += [
            (each.start, each.end, each)
            for each in years
            if not any(start <= each.start < end for start, end, _ in dates)
        ]
    if not dates and not named:
        return
    every: list[tuple[int, int, Dated | re.Match[str]]] = sorted([*dates, *named], key=lambda each: each[:2])
    skip = -1
    for number, (start, end, what) in enumerate(every):
        if start < skip:
            continue
        first, last = _days(what, text, language, when, home)
        if number + 1 < len(every):
            begins, ends, other = every[number + 1]
            joint = text[end:begins]
            if (
                begins >= end
                and type(other) is not type(what)
                and re.fullmatch(
                    r"\s*[,(]?\s*(?:(?:ends?|expires?|runs out|closes|is over) )?(?:on|in|of|which falls on|"
                    r"(?:المقرره|المقرر|المزمعه|المرتقبه)?\s*(?:في|يوم)?)?\s*(?:the )?",
                    joint,
                )
            ):
                dated, feast = (what, other) if isinstance(what, Dated) else (other, what)
                own = _days(feast, text, language, when, home)
                first, last = _of_its_year(what, dated) or _days(dated, text, language, when, home)
                if own[0] and own[1] and first and last and own[0] <= last and first <= own[1]:
                    first, last = own  # a feast in the month that stands behind it
                end = skip = ends
        weak = isinstance(what, Dated)
        yield _Time(start, end, first, last, weak, skip == end and not weak)
        skip = max(skip, end)


def _of_its_year(what: Dated | re.Match[str], dated: Dated | re.Match[str]) -> tuple[date, date] | None:
    """The days of a feast whose year stands behind it: "Christmas 2011"."""
    if isinstance(what, Dated) or not isinstance(dated, Dated) or not dated.year or dated.month:
        return None
    name = next((key for key, value in what.groupdict().items() if value and key not in ("this", "event")), "")
    return feasts.of_year(name, dated.year)


def _days(
    what: Dated | re.Match[str], text: str, language: str, when: Spoken, home: str | None
) -> tuple[date | None, date | None]:
    if isinstance(what, Dated):
        if when.day is None and not what.year:
            return None, None
        if when.day and not when.to_the_month and what.month and not what.year:
            what = what._replace(year=when.day.year)  # of words of which only the year is known
        return days_of(what, when.day or date(what.year or 2000, 12, 31), ahead=True)
    if when.day is None:
        return None, None
    got = {name: value for name, value in what.groupdict().items() if value}
    if "yearend" in got:
        return date(when.day.year, 1, 1), date(when.day.year, 12, 31)
    if "event" in got:  # on which day of its month is not told
        dates = [each for each in dates_in(what.group(), language) if each.month]
        return (None, _days(dates[0], text, language, when, home)[1]) if dates else (None, None)
    if "period" in got:
        return _period(what.group(), got["period"], when.day)
    name = next(iter(set(got) - {"this", "event"}), None)
    if name == "weekend":
        last = calendars.week_ends(when.day)
        return calendars.days_later(last, -1), last
    if name and not when.to_the_month and (days := feasts.of_year(name, when.day.year, home)):
        return days
    return (name and feasts.feast(name, when.day, home)) or (None, None)


NEAR = 200  # characters before a time that tell how it is meant
WEEKS_5 = 35
FRIDAY = 4  # on which an Arab week ends


def _period(words: str, unit: str, day: date) -> tuple[date | None, date | None]:
    """The week, month, quarter, year or decade that is meant: this one, or the next."""
    later = bool(re.search(plain("next|coming|المقبل|القادم|التالي"), words, re.IGNORECASE))
    unit = {
        plain("عام"): "year",
        plain("سنة"): "year",
        plain("شهر"): "month",
        plain("أسبوع"): "week",
        plain("عقد"): "decade",
    }.get(unit, unit.lower())
    if unit == "week":
        friday = calendars.days_later(day, (FRIDAY - day.weekday()) % 7)
        last = calendars.days_later(friday if words[:1] > "z" else calendars.week_ends(day), 7 * later)
        return calendars.days_later(last, -6), last
    if unit == "month":
        last = calendars.last_day(day.year + (day.month - 1 + later) // 12, (day.month - 1 + later) % 12 + 1)
        return last.replace(day=1), last
    if unit == "quarter":
        return None, None
    if unit == "decade":
        year = min(day.year // 10 * 10 + 9 + 10 * later, 9999)
        return date(year - 9, 1, 1), date(year, 12, 31)
    year = min(day.year + later, 9999)
    return date(year, 1, 1), date(year, 12, 31)


def _part(edge: str, words: str, how: str, first: date, last: date) -> tuple[date, date, bool]:
    """The part of a time that is meant: its start, its middle, its first half; and whether its last day is."""
    days = (last - first).days
    if "week" in edge and 27 <= days <= 30:  # of a month
        number = next((at for at, words in enumerate(_COUNTED) if words[0] in edge), 4)
        ends = last if number == 4 else first.replace(day=7 * number + 7)
        return calendars.days_later(ends, -6), ends, True
    if re.search(r"half|quarter|" + plain("نصف|ربع"), edge):
        parts = 2 if re.search("half|" + plain("نصف"), edge) else 4
        number = next((at for at, words in enumerate(_COUNTED) if any(word in edge for word in words)), parts - 1)
        number = min(number, parts - 1)
        if days > 300:  # of a year
            months = 12 // parts
            ends = calendars.days_later(calendars.months_later(first, months * (number + 1)), -1)
            return calendars.months_later(first, months * number), ends, True
        length = (days + 1) / parts
        return (
            calendars.days_later(first, number * length),
            calendars.days_later(first, (number + 1) * length - 1),
            True,
        )
    if re.search(r"start|begin|turn|" + plain("بدايه|مطلع|حلول|اوائل"), edge):
        return first, first if how else calendars.days_later(first, 9), False
    if re.search(r"middle|" + plain("منتصف|اواسط"), edge) or re.match(
        r"mid\b|mid-|middle|" + plain("منتصف|اواسط"), words
    ):
        if days > 40:  # of a year
            middle = date(first.year, 6, 30) if how != "in" else last
        else:
            middle = first.replace(day=15) if days > 7 else calendars.days_later(first, 3)
        return middle, middle, False
    return first, last, False


_COUNTED = (
    ("first", plain("الأول")), ("second", plain("الثاني")), ("third", plain("الثالث")), ("fourth", plain("الرابع")),
)  # fmt: skip


def plain_all(*words: str) -> tuple[str, ...]:
    """Words made plain."""
    return tuple(map(plain, words))


_EDGE = re.compile(r"\b(?:end|close|eve)\b")
_ENDS_AR = plain_all("آخر", "نهاية", "ختام", "انتهاء", "انقضاء", "أواخر")
_AFTER_AR, _BEFORE_AR = plain("بعد"), plain("قبل")
_BEYOND_AR = plain_all("إلى ما بعد", "ما بعد", "بعد")
_BEGINS_AR = re.compile(plain(r"(?:لن|ألا|قبل أن|أن) [يت](?:أتي|حل|دخل)|(?:لن|ألا) [ينت]حتفل.*"))
_BEFORE = ("this side of", "before", "ahead of", "prior to", _BEFORE_AR, plain("قبيل"), "in time for")
_TO_AR = plain_all("حتى", "من هنا إلى", "إلى")
_UNTIL = ("until", "till", "through", "up to", *plain_all("حتى", "لغاية", "طوال", "طيلة"))
_LOOSE = ("in", "on", "at", "during", "within", "", "come", *plain_all("في", "خلال", "مع"))


def _made(time: _Time, text: str, language: str, when: Spoken) -> Found | None:
    """The horizon that a time is, by the words before it; None where it is none."""
    left = text[max(0, time.start - 60) : time.start]
    if ("from " in left or "compared" in left or not left.isascii()) and COMPARED.search(left):
        return None
    context = words_before(language).search(small(left) if language == "en" else left)
    how = re.sub(r"\s+", " ", ((context and context["how"]) or "").lower())
    how = re.sub(" at (the very )?least$", "", how)
    edge = ((context and context["edge"]) or "").lower().strip()
    first, last = time.first, time.last
    ends = edge.lstrip("ب").startswith(_ENDS_AR) or bool(_EDGE.search(left[context.start() :] if context else ""))
    over = OVER.match(text, time.end)
    if language == "en" and over:
        ends, time = True, time._replace(end=over.end())
    yearend = "year-end" in text[time.start : time.end].lower() or "end" in text[time.start : time.end].lower().split()
    start = time.start - len(left) + (context.start() if context else len(left))
    while start < time.start and text[start].isspace():
        start += 1
    if first and last and not ends:
        first, last, ends = _part(edge, text[time.start : time.end], how, first, last)
    if how.split("iv")[0] in ("outl", "surv") or how.startswith(("outl", "see")):
        if last and (
            more := re.compile(r",? and the (?:next|following)\b(?: one| year)?(?: too| as well)?").match(
                text, time.end
            )
        ):
            last, time = calendars.months_later(last, 12), time._replace(end=more.end())
        return _horizon(text, start, time.end, "beyond_date", _after(last, when), None, last) if last else None
    if language == "ar" and how == _AFTER_AR and text[time.start : time.end] in map(plain, ("اليوم", "الآن")):
        return None
    denied = (
        language == "ar"
        and how == _BEFORE_AR
        and re.search(r"(?<!\w)لن\s", text[max(0, time.start - NEAR) : time.start])
    )
    if denied and not ends:
        day = calendars.days_later(first, -1) if first and edge else first
        return _horizon(text, start, time.end, "beyond_date", _after(day, when), None, day)
    if (
        last
        and language == "ar"
        and how == _AFTER_AR
        and re.search(r"(?<!\w)لن\s", text[max(0, time.start - NEAR) : time.start])
    ):
        return _horizon(text, start, time.end, "deadline", 0, _after(last, when), last)
    beyond = how.split(" ")[-1] in ("beyond", "past", "into", "after") or how in _BEYOND_AR
    if beyond:
        if last and when.day and last < when.day:
            return None
        day = calendars.days_later(first, -1) if how.endswith("into") and first else last
        return _horizon(text, start, time.end, "beyond_date", _after(day, when), None, day)
    if time.weak and last and YEAR_OF.match(text, time.end):
        return _horizon(text, time.start, time.end, "deadline", 0, _after(last, when), last)
    of_now = (
        not how
        and bool((time.dated and not edge) or OF_NOW.match(text, start) or OF_NOW.match(text, time.start))
        and ahead(text, "", language)
    )
    on_day = language == "ar" and not how and time.weak and first is not None and first == last  # "Friday morning"
    if not (how or ends or yearend or of_now or on_day) or (how == "by" and text.startswith("'s", time.end)):
        return None
    before = how in _BEFORE or bool(_BEGINS_AR.fullmatch(how))
    if before and not ends and not yearend and first:
        last = calendars.days_later(first, -1)
    elif how == "by" and not edge and first and last and 1 < (last - first).days < 29 and first.day != 1:
        last = first  # by the holy month, by next week; not by February
    if vote := ELECTION.match(text, time.end):
        return _horizon(text, start, vote.end(), "deadline", 0, _after(last, when), last)
    if how in _TO_AR and not edge and RAMADAN.match(text, time.start) and first:
        last = first  # the fast begins
    to_a_day = how in ("until", "till")
    if to_a_day and GIVEN.search(text[max(0, start - NEAR) : start]) and TO_DO.match(text, time.end):
        return _horizon(text, start, time.end, "deadline", 0, _after(last, when), last)
    month = to_a_day and not edge and time.weak
    if (month and last and first and 1 < (last - first).days < WEEKS_5) or (
        how.startswith(("until ", "till ")) and first
    ):
        if done(text, language):
            return None  # "until his death in May"
        last = first  # what happens in that month
    until = (
        how.startswith(("by the time", "until ", "till "))
        or (how == "for" and re.search(r"rest|remainder", edge))
        or how in _UNTIL
    )
    loose = on_day or how in _LOOSE
    if loose and not ends and not yearend:
        later = last is not None and when.day is not None and (last > when.day or not when.to_the_month)
        if BEGAN.search(text[max(0, start - NEAR) : start]):
            return None
        if not later or not (ahead(text, "", language) or TOLD.search(text[max(0, time.start - NEAR) : time.start])):
            return None
        until = bool(NOT.search(text[max(0, time.start - NEAR) : time.start])) and bool(OF_NOW.match(text, start))
    earliest = when.day and (
        when.day
        if when.to_the_day
        else when.day.replace(day=1)
        if when.to_the_month
        else when.day.replace(month=1, day=1)
    )
    if last and earliest and last < earliest:
        return None
    least = AT_LEAST.match(text, time.end)
    if until and (least or "least" in text[start : time.start]):
        return _horizon(text, start, least.end() if least else time.end, "beyond_date", _after(last, when), None, last)
    return _horizon(text, start, time.end, "until_date" if until else "deadline", 0, _after(last, when), last)


def _after(day: date | None, when: Spoken) -> int | None:
    return (day - when.day).days if day and when.day and when.to_the_day else None


def _horizon(
    text: str, start: int, end: int, kind: str, low: int | None, high: int | None, deadline: date | None
) -> Found:
    low = low if kind == "beyond_date" or high is not None else None
    day = None if deadline is None else deadline.isoformat()
    return Found(start, end, Horizon(text[start:end], kind, low, high, day))
