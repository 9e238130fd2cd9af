"""Groups that were seen in far fewer cells: what is counted, by hand."""

import numpy as np
import polars as pl
import pytest

from smoulder.errors import NotEnoughData
from smoulder.lost_cells import HORIZONS, cases, chosen, row, sampled, share, share_like, survival

FIRST, MONTHS = 1, 120
ORIGINS = [24]


def frame(*groups):
    """Each group: name, cells in year one, cells in year two, months after month 24 with a deadly event."""
    rows = []
    for name, before, now, after in groups:
        rows += [(name, cell + 1, 6, 1, 10, 1) for cell in range(before)]
        rows += [(name, cell + 1, 18, 1, 2, 1) for cell in range(now)]
        rows += [(name, 1, 24 + month, 1, 1, 1) for month in after]
    schema = ["group", "gid", "month", "events", "deaths", "deadly"]
    return pl.DataFrame(rows, schema=schema, orient="row")


def visible(*blind):
    seen = np.ones(MONTHS, dtype=bool)
    seen[[month - FIRST for month in blind]] = False
    return seen


def test_cells_and_horizons_are_counted_as_said():
    found, left_out = cases(frame(("a", 10, 2, [5]), ("b", 9, 9, [1, 40]), ("c", 7, 0, [])), visible(), FIRST, ORIGINS)
    assert left_out == 0
    assert [found.names[each] for each in found.group] == ["a", "b"], "seven cells are too few"
    assert found.lost.tolist() == pytest.approx([0.8, 0])
    assert found.killed.tolist() == [[1, 1, 1, 1], [1, 1, 1, 1]]
    assert found.deaths.tolist() == [[100, 4, 1], [90, 18, 1]]
    assert found.last.tolist() == [5, 40]
    assert found.ended.all()


def test_a_horizon_that_touches_a_blind_month_is_unknown_and_nothing_after_it_is_followed():
    found, _ = cases(frame(("a", 10, 2, [5, 30]), ("b", 10, 0, [])), visible(24 + 20), FIRST, ORIGINS)
    assert np.isnan(found.killed[:, HORIZONS.index(24) :]).all()
    assert found.killed[:, 0].tolist() == [1, 0]
    assert found.last.tolist() == [5, 0]
    assert not found.ended.any(), "nobody could see for 24 months that it was the last"


def test_a_blind_year_gives_no_case_and_unplaced_events_are_left_out_with_a_count():
    with pytest.raises(NotEnoughData):
        cases(frame(("a", 10, 2, [])), visible(7), FIRST, ORIGINS)
    events = frame(("a", 10, 2, []))
    nowhere = events.head(8).with_columns(gid=pl.lit(None, dtype=pl.Int64), month=pl.lit(6, dtype=pl.Int64))
    found, left_out = cases(pl.concat([events, nowhere]), visible(), FIRST, ORIGINS)
    assert (len(found.group), left_out) == (0, 1)


def test_the_survival_curve_is_kaplan_and_meiers():
    found, _ = cases(
        frame(("a", 8, 0, []), ("b", 8, 0, [10]), ("c", 8, 0, [90]), ("d", 8, 0, [30])), visible(), FIRST, ORIGINS
    )
    assert found.ended.tolist() == [True, True, False, True]
    curve = survival(found, sampled(found, 1), [0, 9, 10, 29, 30, 60])
    assert curve[0].tolist() == pytest.approx([3 / 4, 3 / 4, 2 / 4, 2 / 4, 1 / 4, 1 / 4])


def test_those_compared_are_weighed_by_the_sizes_of_those_that_lost():
    small = [(f"s{at}", 8, 8, [1] if at < 2 else []) for at in range(4)]
    large = [(f"l{at}", 40, 40, [1]) for at in range(10)]
    found, _ = cases(frame(*small, *large, ("gone", 8, 0, []), ("also", 9, 1, [])), visible(), FIRST, ORIGINS)
    none, most = chosen(found, found.lost <= 0), chosen(found, found.lost >= 0.75)
    assert share(none, sampled(none, 1), 0)[0] == pytest.approx(12 / 14)
    assert share_like(none, sampled(none, 1), most, 0)[0] == pytest.approx(1 / 2)


def test_intervals_hold_the_share_and_are_the_same_twice():
    groups = [(f"g{at}", 8, at % 3, [3] if at % 2 else []) for at in range(20)]
    found, _ = cases(frame(*groups), visible(), FIRST, ORIGINS)
    told = row(found, 5)
    value, low, high = told["killed"][0]
    assert low < value == 0.5 < high
    assert told == row(found, 5)
    assert row(chosen(found, found.lost > 2), 5)["killed"] == [None] * len(HORIZONS)
