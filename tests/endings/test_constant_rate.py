from datetime import date

import numpy as np
import pytest

from smoulder.endings import constant_rate
from smoulder.types import Panel


def curve(values, visible=None):
    values = np.array([values], dtype=np.int32)
    visible = np.ones(values.shape, bool) if visible is None else np.array([visible], dtype=bool)
    panel = Panel(values, visible, ("a group",), 1, "event", date(2020, 1, 31))
    return constant_rate.curves(constant_rate.fit(panel), panel).values[0]


def test_the_first_sighting_starts_the_clock_and_is_not_counted():
    found = curve([0, 0, 1, 0, 5, 1, 0, 0, 0])
    rate = 2 / 6
    assert found[[0, 1, 11]] == pytest.approx([rate, 1 - (1 - rate) ** 2, 1 - (1 - rate) ** 12])


def test_blind_months_are_no_exposure():
    assert curve([1, 0, 1, 0, 1, 0], [1, 1, 1, 0, 1, 0])[0] == pytest.approx(2 / 3)


def test_a_unit_active_in_every_month_is_certain_to_return():
    assert (curve([0, 1, 1, 1]) == 1).all()


def test_at_a_constant_rate_it_finds_the_rate():
    months = np.random.default_rng(0).random(5000) < 0.07
    assert curve(months)[0] == pytest.approx(0.07, abs=0.01)
