"""How often forecasts held, on worlds where it can be counted by hand."""

from datetime import date

import numpy as np

from smoulder import exceedances
from smoulder.danger_record import CLASSES, class_of, record
from smoulder.types import Panel

START, MONTHS = 109, 120
ORIGINS = [START + 71, START + 83]


def panel_of(values, visible=None):
    values = np.array(values, dtype=np.int32)
    seen = np.ones(values.shape, bool) if visible is None else visible
    units = tuple(f"unit {number}" for number in range(len(values)))
    return Panel(values * seen, seen, units, START, "fatalities", date(2020, 1, 31))


def made(panel, owners=None):
    def learned(origin):
        return exceedances.fit(panel.until(origin).values)

    return record(panel, owners or panel.units, ORIGINS, learned, seed=1)["windows"]["12"]


def steady(levels):
    return np.random.default_rng(2).poisson(np.repeat(np.array(levels)[:, None], MONTHS, axis=1)) + 1


def test_units_are_classed_by_the_deaths_of_their_last_visible_year():
    panel = panel_of([[0] * MONTHS, [1] * MONTHS, [5] * MONTHS, [200] * MONTHS])
    assert class_of(panel).tolist() == [0, 1, 2, 3]


def test_what_goes_on_as_before_is_within_the_intervals_and_what_stops_lies_below():
    goes_on = steady([30] * 12)
    stops = goes_on.copy()
    stops[:, 84:] = 0
    kept, lost = made(panel_of(goes_on))[2], made(panel_of(stops))[2]
    assert kept["cases"] == 24
    assert kept["held95"]["share"] > 0.8
    assert lost["below80"]["share"] >= 0.4  # the second origin's year is empty
    assert lost["above80"]["share"] < 0.2


def test_a_window_with_a_blind_month_is_no_case_and_a_class_without_cases_says_nothing():
    values, seen = steady([30] * 12), np.ones((12, MONTHS), bool)
    seen[:, 75] = False
    rows = made(panel_of(values, seen))
    assert rows[2]["cases"] == 12
    assert rows[0] == {"cases": 0, "owners": 0} | dict.fromkeys(("held50", "held80", "held95", "above80", "below80"))
    assert len(rows) == len(CLASSES)


def test_units_of_one_owner_count_as_one_in_the_interval():
    values = steady([30] * 12)
    values[6:, 72:84] = 0
    apart, together = (made(panel_of(values), owners)[2]["held80"] for owners in (None, ["a"] * 6 + ["b"] * 6))
    assert apart["share"] == together["share"]
    assert apart["high"] - apart["low"] < together["high"] - together["low"]
