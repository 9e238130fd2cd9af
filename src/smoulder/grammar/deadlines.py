"""By when, told by a date: "by June 12", "before the end of the year", "until Ramadan", "well beyond 2016".

"Before" a day ends on the day before it, "before the end" of a time on its last day. What has no year is the next one
after the words. Votes, terms of office and national days without a date have no day here.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from smoulder import calendars
from smoulder.claim import Horizon
from smoulder.date_words import Dated, dates_in, days_of
from smoulder.grammar import Found, Spoken, spoken
from smoulder.lexicon import lexicon, one_of, plain

FIXED = {"new_year": (12, 31), "christmas": (12, 25), "nowruz": (3, 21), "tamil_new_year": (4, 14)}


class _Time(NamedTuple):
    """A time named in the text, and its days where they are known."""

    start: int
    end: int
    first: date | None
    last: date | None
    weak: bool = False  # a date that needs a word such as "by" before it


def deadlines_in(text: str, language: str, said: str | None) -> list[Found]:
    """The deadlines of a plain text in order; said: ISO date of the words, None if unknown.

    >>> [f.horizon.deadline for f in deadlines_in("will be over by the end of the month", "en", "2019-02-07")]
    ['2019-02-28']
    """
    when = spoken(said)
    found: list[Found] = []
    for time in _times(text, language, when):
        made = _made(time, text, language, when)
        if made and not (found and made.start < found[-1].end):
            found.append(made)
    return found


@cache
def _named(language: str) -> re.Pattern[str]:
    words = lexicon(language)
    english = language == "en"
    days = "|".join(f"(?P<{name}>{one_of(forms, any_case=english)})" for name, forms in words["holidays"].items())
    if language == "ar":
        this = plain(r"(?:\s+(?P<this>الحالي|الجاري|المقبل|القادم|التالي|الدراسي|نفسه)(?:ة)?)?")
        return re.compile(
            plain(
                rf"(?<!\w)(?:{days}|(?:ال)?(?:(?P<period>عام|سنة|شهر|أسبوع|عقد)(?!\s+\d)(?!\w){this}|"
                rf"(?P<event>انتخابات|اقتراع|استفتاء|ولاية\w*|موسم(?! (?:الحج|الأمطار|الجفاف|الحصاد|الزيتون|"
                rf"التمور))|عطلة|قمة)(?:\s+(?:ال)?(?:رئاسية|"
                rf"برلمانية|تشريعية|عامة|بلدية|مقبلة|قادمة))*))(?!\w)"
            )
        )
    return re.compile(
        rf"(?<![\w-])(?:(?P<yearend>year-end|year's end|the year's end|the year-end|years? end)"
        r"|(?:the (?:current )?|this |that |next |the coming |the same |his |her |their |"
        r"its )(?P<this>current )?(?P<period>year|month|week|decade|quarter|calendar year)(?! ago)"
        r"|(?:the |this |next |his |her |their |my |our )(?:[\w-]+ ){0,2}?(?P<event>elections?|vote|poll|"
        r"polls|polling day|referendum|term(?: in office| of office)?|mandate|presidency|tenure|holidays?|summit|"
        r"inauguration|pilgrimage|hajj|school year|talks)"
        rf"|{days})(?![\w-])",
        re.IGNORECASE,
    )


@cache
def _before(language: str) -> re.Pattern[str]:
    if language == "ar":
        return re.compile(
            plain(
                r"(?:(?<!\w)[وف]?(?P<how>إلى ما بعد|ما بعد|(?:لن|ألا) [يت](?:نقضي|نتهي|مر|مضي|أتي|حل|دخل)|"
                r"من هنا إلى|قبل|بحلول|إلى|حتى|لغاية|خلال|في|مع|بعد|من الآن وحتى|"
                r"بين الآن و)?\s*)"
                r"(?P<edge>(?<!\w)ب?(?:نهاية|ختام|انتهاء|انقضاء|حلول|بداية|مطلع|منتصف|أواخر|آخر|أواسط|أوائل|"
                r"انتخابات))?\s*(?:(?:هذا|هذه|ذلك|تلك)\s*)?(?:شهر\s*)?(?:ال(?=$))?$"
            )
        )
    return re.compile(
        r"(?:\b(?P<how>(?:well |far |long )?(?:beyond|past|after|into)|outliv(?:e|es|ed|ing)|outlast(?:s|ed|"
        r"ing)?|surviv(?:e|es|ed|ing)|see(?:s|ing)? out|"
r"by the time [\w' ]{3,40}? (?:on|in|at)|this side of|for(?= the (?:rest|remainder|end)\b| the $)|no later than|"
r"not later than|"
r"at the latest by|ahead of|prior to|before|by|until|till|up to|through|in time for|within|during|in|"
r"on|at|come)\b[\s-]*)?"
        r"(?P<edge>(?:the )?(?:very )?(?:end|close|start|beginning|middle|eve|turn|course|rest|remainder|"
r"first (?:quarter|half)|second half)(?: of|-)[\s-]*)?(?:the |this |next )?(?:(?:start|end|"
r"holy month) of )?$",
        re.IGNORECASE,
    )  # fmt: skip


def _times(text: str, language: str, when: Spoken) -> Iterator[_Time]:
    """The times named in a text, in order; a date beside a holiday is one with it."""
    dates = [(each.start, each.end, each) for each in dates_in(text, language)]
    named = [(match.start(), match.end(), match) for match in _named(language).finditer(text)]
    if language == "ar":
        years = [Dated(*match.span(), int(match.group())) for match in _BARE_YEAR.finditer(text)]
        dates += [
            (each.start, each.end, each)
            for each in years
            if not any(start <= each.start < end for start, end, _ in dates)
        ]
    every: list[tuple[int, int, Dated | re.Match[str]]] = sorted([*dates, *named], key=lambda each: each[:2])
    skip = -1
    for number, (start, end, what) in enumerate(every):
        if start < skip:
            continue
        first, last = _days(what, text, language, when)
        if number + 1 < len(every):
            begins, ends, other = every[number + 1]
            joint = text[end:begins]
            if type(other) is not type(what) and re.fullmatch(
                r"\s*[,(]?\s*(?:(?:ends?|expires?|runs out|closes|is over) )?(?:on|in|of|which falls on|"
                r"(?:المقرره|المقرر|المزمعه|المرتقبه)?\s*(?:في|يوم)?)?\s*(?:the )?",
                joint,
            ):
                dated = what if isinstance(what, Dated) else other
                name = (
                    None if isinstance(what, Dated) else next((key for key in FIXED if what.groupdict().get(key)), None)
                )
                if name and isinstance(dated, Dated) and dated.year and not dated.month:
                    first = last = date(dated.year, *FIXED[name])
                else:
                    first, last = _days(dated, text, language, when)
                end = skip = ends
        weak = isinstance(what, Dated)
        yield _Time(start, end, first, last, weak)
        skip = max(skip, end)


def _days(what: Dated | re.Match[str], text: str, language: str, when: Spoken) -> tuple[date | None, date | None]:
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
    if "period" in got:
        return _period(what.group(), got["period"], when.day)
    name = next(iter(set(got) - {"this", "event"}), None)
    if name == "weekend":
        last = calendars.week_ends(when.day)
        return calendars.days_later(last, -1), last
    if name in FIXED:
        day = date(when.day.year, *FIXED[name])
        day = day if day >= when.day else day.replace(year=day.year + 1)
        return day, day
    if name == "easter":
        day = calendars.easter(when.day.year)
        day = day if day >= when.day else calendars.easter(when.day.year + 1)
        return day, day
    if name == "thanksgiving":
        year = when.day.year if when.day <= date(when.day.year, 11, 28) else when.day.year + 1
        day = calendars.weekday_before(3, date(year, 11, 28))
        return day, day
    if name == "hajj":
        first, _ = calendars.next_islamic_month(calendars.DHU_AL_HIJJA, when.day)
        return calendars.days_later(first, 7), calendars.days_later(first, 12)
    if name in ("ramadan", "eid_al_fitr", "eid_al_adha"):
        month = {"ramadan": calendars.RAMADAN, "eid_al_fitr": calendars.SHAWWAL}.get(name, calendars.DHU_AL_HIJJA)
        first, last = calendars.next_islamic_month(month, when.day)
        if name == "eid_al_adha":
            first = last = calendars.days_later(first, 9)
        return (first, last) if name == "ramadan" else (first, first)
    return None, None


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
        last = calendars.days_later(calendars.week_ends(day), 7 * later)
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


def _made(time: _Time, text: str, language: str, when: Spoken) -> Found | None:
    """The horizon that a time is, by the words before it; None where it is none."""
    left = text[max(0, time.start - 60) : time.start]
    context = _before(language).search(left)
    how = re.sub(r"\s+", " ", ((context and context["how"]) or "").lower())
    edge = ((context and context["edge"]) or "").lower().strip()
    first, last = time.first, time.last
    ends = edge.lstrip("ب").startswith(plain_all("آخر", "نهاية", "ختام", "انتهاء", "انقضاء", "أواخر")) or bool(
        re.search(r"\b(?:end|close|eve)\b", context.group() if context else "")
    )
    over = re.compile(r"\s+(?:is out|is over|ends|runs out|closes|has ended|expires)\b").match(text, time.end)
    if language == "en" and over:
        ends, time = True, time._replace(end=over.end())
    middle = re.match(r"mid\b|mid-", text[time.start : time.end], re.IGNORECASE)
    if language == "en" and middle and first and last and (last - first).days < 12 and how in ("by", "before", "until"):
        last = first.replace(day=15)
        first = last if how == "by" else calendars.days_later(last, 1)
    yearend = "year-end" in text[time.start : time.end].lower() or "end" in text[time.start : time.end].lower().split()
    start = time.start - len(left) + (context.start() if context else len(left))
    while start < time.start and text[start].isspace():
        start += 1
    if edge and not ends and first:
        if re.search(r"start|begin|turn|" + plain("بدايه|مطلع|حلول|اوائل"), edge):
            last = first if how else calendars.days_later(first, 9)
        elif last and re.search(r"middle|" + plain("منتصف|اواسط"), edge):
            last = calendars.days_later(first, (last - first).days // 2)
    if how.split("iv")[0] in ("outl", "surv") or how.startswith(("outl", "see")):
        if last and (
            more := re.compile(r",? and the (?:next|following)\b(?: one| year)?(?: too| as well)?").match(
                text, time.end
            )
        ):
            last, time = calendars.months_later(last, 12), time._replace(end=more.end())
        return _horizon(text, start, time.end, "beyond_date", _after(last, when), None, last) if last else None
    if language == "ar" and how == plain("بعد") and text[time.start : time.end] in map(plain, ("اليوم", "الآن")):
        return None
    denied = language == "ar" and how == plain("قبل") and re.search(r"(?<!\w)لن\s", text[: time.start])
    if denied and not ends:
        day = calendars.days_later(first, -1) if first and edge else first
        return _horizon(text, start, time.end, "beyond_date", _after(day, when), None, day)
    if last and language == "ar" and how == plain("بعد") and re.search(r"(?<!\w)لن\s", text[: time.start]):
        return _horizon(text, start, time.end, "deadline", 0, _after(last, when), last)
    beyond = how.split(" ")[-1] in ("beyond", "past", "into", "after") or how in map(
        plain, ("إلى ما بعد", "ما بعد", "بعد")
    )
    if beyond:
        if last and when.day and last < when.day:
            return None
        day = calendars.days_later(first, -1) if how.endswith("into") and first else last
        return _horizon(text, start, time.end, "beyond_date", _after(day, when), None, day)
    if time.weak and last and _YEAR_OF.match(text, time.end):
        return _horizon(text, time.start, time.end, "deadline", 0, _after(last, when), last)
    if not how and not ends and not yearend:
        return None
    begins = bool(re.fullmatch(plain("(?:لن|ألا) [يت](?:أتي|حل|دخل)"), how))
    before = begins or how in ("this side of", "before", "ahead of", "prior to", plain("قبل"), "in time for")
    if before and not ends and not yearend and first:
        last = calendars.days_later(first, -1)
    elif how == "by" and not edge and first and last and 1 < (last - first).days < 29:
        last = first  # by the holy month, by next week
    if _ELECTION.match(text, time.end):
        return _horizon(text, start, time.end, "deadline", None, None, None)
    if how in map(plain, ("حتى", "من هنا إلى", "إلى")) and not edge and _RAMADAN.match(text, time.start) and first:
        last = first  # the fast begins
    until = (
        how.startswith("by the time")
        or (how == "for" and re.search(r"rest|remainder", edge))
        or how in ("until", "till", "through", "up to", plain("حتى"), plain("لغايه"))
    )
    loose = how in ("in", "on", "at", "during", "within", "", "come", plain("في"), plain("خلال"), plain("مع"))
    if loose and not ends and not yearend:
        ahead = last is not None and when.day is not None and (last > when.day or not when.to_the_month)
        told = re.search(
            r"\b(?:will|would|shall|to (?!the\b|our\b|his\b|their\b|its\b|a\b)[a-z]|can|may|might|could|"
            r"expect\w*|deadline)\b|"
            + plain(r"(?<!\w)(?:س\w{3,}|سوف|لن|ان|ب(?!د[اأ])|[يت]نتهي|[يت]نقضي|مهلة|موعد\w*)"),
            text[: time.start],
            re.IGNORECASE,
        )
        if not ahead or not told:
            return None
    earliest = when.day and (
        when.day
        if when.to_the_day
        else when.day.replace(day=1)
        if when.to_the_month
        else when.day.replace(month=1, day=1)
    )
    if last and earliest and last < earliest:
        return None
    return _horizon(text, start, time.end, "until_date" if until else "deadline", 0, _after(last, when), last)


_RAMADAN = re.compile(plain(r"(?:شهر )?رمضان"))
_BARE_YEAR = re.compile(plain(r"(?<![\w.,])(?:19|20)\d\d(?=\s+(?:هو |سيكون )?عام )"))
_YEAR_OF = re.compile(plain(r"\s+(?:(?:هو |سيكون )?عام )?(?:ال)?(?:نصر|حسم|نهاية|تحرير|خلاص|قضاء|انتصار|سلام|هزيمة)"))
_ELECTION = re.compile(
    r"\s+(?:(?:general|presidential|parliamentary|local|legislative|state|national)\s+)*(?:elections?|vote|polls?|referendum)\b",
    re.IGNORECASE,
)


def plain_all(*words: str) -> tuple[str, ...]:
    """Words made plain."""
    return tuple(map(plain, words))


def _after(day: date | None, when: Spoken) -> int | None:
    return (day - when.day).days if day and when.day and when.to_the_day else None


def _horizon(
    text: str, start: int, end: int, kind: str, low: int | None, high: int | None, deadline: date | None
) -> Found:
    low = low if kind == "beyond_date" or high is not None else None
    day = None if deadline is None else deadline.isoformat()
    return Found(start, end, Horizon(text[start:end], kind, low, high, day))
