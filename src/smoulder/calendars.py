"""Days that move: Easter and the months of the Islamic calendar, and the ends of months and seasons.

Islamic dates are those of the tabular calendar (30-year cycle, civil epoch): the moon may differ by a day or two.
"""

import calendar
from datetime import date, timedelta
from math import ceil

RAMADAN, SHAWWAL, DHU_AL_HIJJA = 9, 10, 12
_EPOCH = date(622, 7, 19).toordinal()  # 1 Muharram 1 in the proleptic Gregorian calendar
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last one of that month; years after 9999 are cut to it.

    >>> months_later(date(2015, 8, 31), 3), months_later(date(2017, 12, 10), 6)
    (datetime.date(2015, 11, 30), datetime.date(2018, 6, 10))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def days_later(day: date, days: float) -> date:
    """So many days later; after the year 9999, its last day."""
    return date.fromordinal(int(min(day.toordinal() + days, date.max.toordinal())))


def islamic_month(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month of the tabular Islamic calendar.

    >>> islamic_month(1438, RAMADAN)
    (datetime.date(2017, 5, 27), datetime.date(2017, 6, 25))
    """

    def first(year: int, month: int) -> int:
        return _EPOCH + (year - 1) * 354 + (3 + 11 * year) // 30 + (59 * (month - 1) + 1) // 2

    after = (year, month + 1) if month < DHU_AL_HIJJA else (year + 1, 1)
    return date.fromordinal(first(year, month)), date.fromordinal(first(*after) - 1)


def next_islamic_month(month: int, day: date) -> tuple[date, date]:
    """First and last day of such an Islamic month: the one that the day lies in, else the next one."""
    year = max(1, (day.year - 622) * 33 // 32 - 1)
    while (found := islamic_month(year, month))[1] < day:
        year += 1
    return found


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus 1991, Astronomical Algorithms, ch. 8).

    >>> easter(2009)
    datetime.date(2009, 4, 12)
    """
    golden, century, rest = year % 19, *divmod(year, 100)
    leap, over = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * over + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Julian calendar as a day of the Gregorian one, 1900 to 2099 (Meeus 1991, ch. 8).

    >>> orthodox_easter(2014), orthodox_easter(2024)
    (datetime.date(2014, 4, 20), datetime.date(2024, 5, 5))
    """
    moon = (19 * (year % 19) + 15) % 30
    week = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + week + 114, 31)
    return date(year, month, day + 1) + timedelta(days=JULIAN_LATE)


JULIAN_LATE = 13  # days
MONTH_OF_THE_MOON = 29.530588861  # days from new moon to new moon
_NEW_MOON = 730125.6  # ordinal of a new moon, 6 January 2000, 18 h


def new_moon(day: date) -> date:
    """The first new moon that is not before the day, to a day (Meeus 1991, Astronomical Algorithms, ch. 47: its mean).

    >>> new_moon(date(2024, 1, 20))
    datetime.date(2024, 2, 9)
    """
    number = ceil((day.toordinal() - _NEW_MOON - 0.25) / MONTH_OF_THE_MOON)
    return date.fromordinal(min(int(_NEW_MOON + 0.25 + number * MONTH_OF_THE_MOON), date.max.toordinal()))


def season(name: str, day: date) -> tuple[date, date]:
    """First and last day of a season of the north: the one that the day lies in, else the next one."""
    begins, ends = _SEASONS[name]
    for year in range(day.year - 1, day.year + 2):
        last = last_day(year + (ends < begins), ends)
        if last >= day:
            return date(year, begins, 1), last
    raise AssertionError("a season ends every year")


def week_ends(day: date) -> date:
    """The Sunday of the day's week."""
    return days_later(day, 6 - day.weekday())


def weekday_before(weekday: int, day: date) -> date:
    """The last such day of the week, 0 for Monday, that is not after the day."""
    return day - timedelta(days=(day.weekday() - weekday) % 7)
