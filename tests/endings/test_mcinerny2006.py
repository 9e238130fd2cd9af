import numpy as np
import pytest

from smoulder.endings import mcinerny2006
from smoulder.types import SightingRecord


def record(active, end):
    return SightingRecord("a group", "an area", active, (), active[0], end)


def test_the_black_footed_ferret():
    """The ferret's 21 years as the public R package `dodo` scores them by the paper's equation 2: 3.138291e-07.

    That clock starts before the first year, here by a sighting in year 0. The paper's own table was not at hand.
    """
    seen = (0, 1, 2, 3, 4, 5, 6, 8, 10, 11, 12, 13)
    assert mcinerny2006.p_value(record(seen, 21)) == pytest.approx(3.138291e-07, rel=1e-6)


def test_it_is_how_often_a_constant_chance_stays_silent():
    misses = np.random.default_rng(0).random((200_000, 6)) >= 4 / 20
    found = mcinerny2006.p_value(record((1, 5, 9, 13, 21), 27))
    assert found == pytest.approx(misses.all(axis=1).mean(), abs=0.004)


def test_a_group_never_silent_before_is_called_lost_at_once():
    assert mcinerny2006.p_value(record((1, 2, 3, 4), 4)) == 1
    assert mcinerny2006.p_value(record((1, 2, 3, 4), 5)) == 0
