"""Where a group fought for ground year by year, by counts alone, and what has gone silent since."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoulder.control import KINDS
from smoulder.fronts import FIGHTS, FIXED, fought_over, fronts
from test_control import line_of_cells

FIGHT, RAID, REPRESSION, TOLD = (KINDS.index(each) for each in ("battle_even", "civilians", "repression", "retreat"))


def fights(unit, *months, kind=FIGHT):
    return [(unit, month, kind, 2) for month in months]


def test_a_cell_is_fought_over_with_fights_in_four_months_of_a_year_and_raids_are_no_fights():
    events = [*fights(0, 0, 3, 6, 9), *fights(1, 0, 0, 0, 0, 9), *fights(2, *range(12), kind=RAID)]
    panel = line_of_cells(events, months=12)
    assert fought_over(panel, 11).tolist() == [True, False, False, False, False]


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 35), st.sampled_from(range(len(KINDS)))), min_size=1))
def test_fought_cells_are_those_that_counting_finds(drawn):
    panel = line_of_cells([(*each, 1) for each in drawn], months=36)
    names = [KINDS.index(kind) for kind in FIGHTS]
    for last in (11, 20, 35):
        months = {unit: set() for unit in range(5)}
        for unit, month, kind in drawn:
            if kind in names and last - 12 < month <= last:
                months[unit].add(month)
        assert fought_over(panel, last).tolist() == [len(months[unit]) >= FIXED for unit in range(5)]


def test_the_front_moves_on_and_what_it_left_is_told_apart():
    """Four cells are fought over, then one of them still, one is raided, and of two that are silent one is watched."""
    events = [each for unit in range(4) for each in fights(unit, *range(0, 12, 2))]
    events += [*fights(0, *range(12, 24)), *fights(1, 20, kind=RAID), *fights(3, 22, kind=REPRESSION)]
    events += fights(4, 23, kind=TOLD)
    found = fronts(line_of_cells(events, months=24), {"c0": "West", "c4": "East"})
    assert [each["fought"] for each in found["years"]] == [4, 1]
    assert found["since"] == {
        "year": "2001-12", "fought": 4, "still": 1, "silent": 2, "watched": 1, "quiet_months": 6,
    }  # fmt: skip
    newest = found["years"][1]
    assert newest["told"] == {"taken": 0, "retaken": 0, "advance": 0, "retreat": 1}
    assert newest["areas"][0] == {"area": "West", "share": pytest.approx(12 / 14)}
    assert newest["moved_km"] > found["years"][0]["moved_km"] == 0
    assert newest["events"] == 14  # what others do there is not the group's


def test_years_with_a_blind_month_are_left_out_and_a_short_past_tells_nothing():
    events = [each for unit in range(4) for each in fights(unit, *range(0, 36, 2))]
    seen = np.ones(36, dtype=bool)
    seen[13] = False
    found = fronts(line_of_cells(events, months=36, visible=seen), {})
    assert [each["to"] for each in found["years"]] == ["2001-12", "2003-12"]
    assert fronts(line_of_cells(fights(0, 1), months=11), {}) == {"fixed_months": FIXED, "years": [], "since": None}
    assert fronts(line_of_cells(fights(0, 1), months=20), {})["since"] is None
