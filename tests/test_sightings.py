from datetime import date

import numpy as np
import polars as pl
import pytest

from smoulder.errors import BadInput
from smoulder.sightings import panel, record
from smoulder.types import EVENT_SCHEMA, Events

START = 101


def events(months, newest):
    """One event in each month (ids), ending on its second day."""
    days = [date(1980 + (month - 1) // 12, (month - 1) % 12 + 1, 2) for month in months]
    frame = pl.DataFrame({column: [None] * len(days) for column in EVENT_SCHEMA}).with_columns(
        pl.Series("date_start", days, pl.Date), pl.Series("date_end", days, pl.Date)
    )
    return Events(frame, date(1995, 1, 1), newest)


def mask(text):
    """`#` visible, `.` blind, from month START."""
    return np.array([letter == "#" for letter in text])


def test_silence_is_counted_in_visible_months_only():
    seen = record(events([103, 105], 112), mask("#######..###"), group="g", area="world")
    assert (seen.start, seen.end, seen.active, seen.blind) == (101, 112, (103, 105), (108, 109))
    assert (seen.last, seen.silent_months, seen.blind_months, seen.gaps) == (105, 5, 2, (2,))


def test_an_event_proves_its_month_visible():
    seen = record(events([103], 106), mask("##..##"), group="g", area="world")
    assert seen.blind == (104,)
    assert (seen.silent_months, seen.blind_months) == (2, 1)


def test_months_before_the_first_visible_one_are_not_looked_at():
    assert record(events([104], 106), mask("..####"), group="g", area="world").start == 103
    assert record(events([102], 106), mask("..####"), group="g", area="world").start == 102


def test_a_group_that_was_never_seen_has_no_silence():
    seen = record(events([], 106), mask("######"), group="g", area="world")
    assert (seen.last, seen.silent_months, seen.gaps) == (None, None, ())


def test_where_nothing_was_visible_the_record_is_empty():
    seen = record(events([], 106), mask("......"), group="g", area="world")
    assert (seen.start, seen.end, seen.active, seen.blind) == (106, 106, (), (106,))


def test_the_panel_counts_the_events_of_each_month_and_knows_the_blind_ones():
    shown = events([103, 103, 105], 108)
    seen = record(shown, mask("##..#..#"), group="g", area="world")
    counted = panel(seen, shown)
    assert counted.values.tolist() == [[0, 0, 2, 0, 1, 0, 0, 0]]
    assert counted.visible.tolist() == [[True, True, True, False, True, False, False, True]]
    assert (counted.units, counted.start, counted.end) == (("g",), 101, 108)


def test_an_event_after_the_newest_month_cannot_be_handed_in():
    with pytest.raises(BadInput, match="newest month"):
        events([109], 108)
