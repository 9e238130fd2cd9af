"""Days that texts call by a name, as seen from a day: feasts of several calendars and the days of nations."""

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from smoulder import calendars

NATIONAL = ("independence_day", "national_day")
WEEKS_4 = 28
THURSDAY = 3


@cache
def _tables() -> dict[str, Any]:
    return tomllib.loads((files("smoulder") / "feasts.toml").read_text("utf-8"))


def feast(name: str, day: date, home: str | None = None) -> tuple[date, date] | None:
    """First and last day of a feast: the one that the day lies in, else the next one; None if it is not known.

    home: ISO 3166 alpha-3 code of the country whose national day is meant.

    >>> feast("christmas", date(2004, 11, 2)), feast("national_day", date(2014, 8, 11), "UKR")[0]
    ((datetime.date(2004, 12, 25), datetime.date(2004, 12, 25)), datetime.date(2014, 8, 24))
    """
    tables = _tables()
    if name in tables["islamic"]:
        month, first, more = tables["islamic"][name]
        begins, _ = calendars.next_islamic_month(month, day)
        begins = calendars.days_later(begins, first - 1)
        if calendars.days_later(begins, more) < day:
            begins = calendars.days_later(
                calendars.next_islamic_month(month, calendars.days_later(day, 300))[0], first - 1
            )
        return begins, calendars.days_later(begins, more)
    for year in (day.year - 1, day.year, day.year + 1):
        span = _in(name, min(max(year, 1), 9999), home)
        if span is None:
            return None
        if span[1] >= day:
            return span
    return span


def of_year(name: str, year: int, home: str | None = None) -> tuple[date, date] | None:
    """First and last day of a feast in a year, the first if there are two; None if it is not known."""
    if name in _tables()["islamic"]:
        days = feast(name, date(year, 1, 1), home)
        return days if days and days[1].year == year else None
    return _in(name, year, home)


def _in(name: str, year: int, home: str | None) -> tuple[date, date] | None:
    tables = _tables()
    if name in tables["easter"]:
        first, more = tables["easter"][name]
        begins = calendars.days_later(calendars.easter(year), first)
        return begins, calendars.days_later(begins, more)
    if name in tables["moon"]:
        month, earliest, later, more = tables["moon"][name]
        begins = calendars.days_later(calendars.new_moon(date(year, month, earliest)), later)
        return begins, calendars.days_later(begins, more)
    if name == "orthodox_easter":
        return (calendars.orthodox_easter(year),) * 2
    if name == "thanksgiving":
        day = calendars.weekday_before(THURSDAY, date(year, 11, WEEKS_4))
        return day, day
    known = tables["fixed"].get(name) or (name == "republic_day" and tables["republic"].get(home))
    if not known and (name in NATIONAL or name == "republic_day"):
        known = tables["national"].get(home)
    return (date(year, *known),) * 2 if known else None
