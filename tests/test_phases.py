from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from smoulder.phases import phases
from smoulder.types import Panel

START = 10


def told(counts):
    """Phases of counts by month; `.` is a blind month. Names by their first letter, one for each month."""
    values = np.array([[0 if each == "." else int(each) for each in counts]], dtype=np.int32)
    visible = np.array([[each != "." for each in counts]])
    return phases(Panel(values, visible, ("g",), START, "events", date(2000, 1, 1)))


def letters(counts):
    return "".join(phase.name[0] * (phase.last - phase.first + 1) for phase in told(counts))


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ("0000000", ""),
        ("0030000", "aaaaa"),  # five silent months are not yet quiet; those before the first sighting are none
        ("3000000", "aqqqqqq"),
        ("30000003", "aqqqqqqa"),
        ("1....000", "abbbbaaa"),
        ("1000...000", "aqqqbbbqqq"),  # blind months do not end a silence, and count nothing to it
        ("999999111111", "aaaaaaaaaeee"),  # six months of 22 events and fewer, where the busiest six had 54
        ("999999....99", "aaaaaabbbbaa"),  # nor do they make an ebb
        ("9999991", "aaaaaaa"),
        # an ebb from 26 of 54 on; 30 is more than half, and still an ebb; it ends at 42, three quarters
        ("999999333333555555777777", "aaaaaaaaaaeeeeeeeeeeeeea"),
    ],
)
def test_each_month_from_the_first_sighting_has_one_phase(counts, expected):
    assert letters(counts) == expected


def test_phases_follow_each_other_without_gap_or_repetition():
    found = told("0" * 3 + "2" * 9 + "0" * 8 + "...." + "1")
    assert found[0].first == START + 3
    assert found[-1].last == START + 24
    for one, other in pairwise(found):
        assert other.first == one.last + 1
        assert other.name != one.name


def test_what_comes_later_does_not_rename_an_ebb():
    assert letters("999999111111999999")[:12] == letters("999999111111")
