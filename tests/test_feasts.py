from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoulder.calendars import new_moon, orthodox_easter
from smoulder.feasts import _tables, feast

DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))
NAMES = [name for kind in ("fixed", "easter", "islamic", "moon") for name in _tables()[kind]]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("ramadan", date(2024, 3, 11)), ("eid_al_adha", date(2024, 6, 16)), ("ashura", date(2024, 7, 16)),
        ("diwali", date(2024, 11, 1)), ("lunar_new_year", date(2024, 2, 10)), ("good_friday", date(2024, 3, 29)),
        ("orthodox_easter", date(2024, 5, 5)), ("christmas", date(2024, 12, 25)),
    ],
)  # fmt: skip
def test_feasts_of_2024(name, day):
    found = feast(name, date(2024, 1, 1))
    assert abs((found[0] - day).days) <= 1


@given(DAYS, st.sampled_from(NAMES))
def test_a_feast_is_not_over_and_within_thirteen_moons(day, name):
    first, last = feast(name, day)
    assert first <= last
    assert last >= day
    assert first - day < timedelta(days=390)


@given(DAYS)
def test_a_new_moon_is_within_a_month(day):
    assert timedelta(days=-1) <= new_moon(day) - day <= timedelta(days=31)


@given(st.integers(1950, 2090))
def test_orthodox_easter_is_a_sunday_not_before_the_other(year):
    assert orthodox_easter(year).weekday() == 6


def test_a_day_without_a_country_is_not_known():
    assert feast("independence_day", date(2024, 1, 1)) is None
