"""Grammars of what news texts say of armed groups, one file each: pure functions over plain text (see `lexicon`).

`sentences` and `clauses` split, `attributions` finds who says what, `speakers` who that is, `directions` the words that
are signs, `pointers` and `weighing` what they tell of a group, `horizons` and `deadlines` by when,
`quantities` how many. None knows another; `claims` joins them. Their words are in en.toml, ar.toml and world.toml
beside them.
"""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from smoulder.calendars import last_day
from smoulder.claim import Horizon
from smoulder.spans import Span as Span


class Found(NamedTuple):
    """A horizon and where it stands in the plain text."""

    start: int
    end: int
    horizon: Horizon


class Spoken(NamedTuple):
    """When words were said: the last day they can be of, and whether that is known to the day or the month."""

    day: date | None
    to_the_day: bool
    to_the_month: bool


@lru_cache(256)  # the clauses of an article are of few days
def spoken(said: str | None) -> Spoken:
    """The day of words from an ISO date of any precision: of a month or year, the last day."""
    parts = [int(each) for each in (said or "").split("-") if each]
    if not parts:
        return Spoken(None, False, False)
    if len(parts) == 1:
        return Spoken(date(parts[0], 12, 31), False, False)
    if len(parts) == 2:
        return Spoken(last_day(*parts), False, True)
    return Spoken(date(*parts), True, True)
