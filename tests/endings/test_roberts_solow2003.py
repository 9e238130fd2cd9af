import numpy as np
import pytest

from smoulder.endings import roberts_solow2003
from smoulder.types import SightingRecord

DODOS = np.array([1598, 1601, 1602, 1607, 1611, 1628, 1628, 1631, 1638, 1662])


def bound(level):
    """The year at which the p-value falls to a level, by bisection."""
    low, high = 1662.0, 5000.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if roberts_solow2003.tail_chance(DODOS, middle) > level else (low, middle)
    return low


def test_the_papers_dodos():
    """Ten dodos and their two-sided 95% interval, 1669.133 to 1798.879, and p = 0.001683831 in 2002.

    The digits are those of the public R package `dodo`; 1797 is the bound usually quoted from the paper, which was
    not at hand itself.
    """
    assert roberts_solow2003.tail_chance(DODOS, 2002) == pytest.approx(0.001683831, rel=1e-6)
    assert bound(0.025) == pytest.approx(1798.879, abs=1e-3)
    assert bound(0.975) == pytest.approx(1669.133, abs=1e-3)
    assert bound(0.025) == pytest.approx(1797, abs=2)


def test_only_the_ten_latest_months_count():
    latest = (50, 53, 54, 60, 64, 70, 71, 78, 90, 99)
    long, short = (SightingRecord("a group", "an area", active, (), 1, 130) for active in ((1, 2, 30, *latest), latest))
    assert roberts_solow2003.p_value(long) == pytest.approx(roberts_solow2003.p_value(short), rel=1e-12)


def test_four_active_months_are_too_few_and_five_enough():
    five = SightingRecord("a group", "an area", (1, 5, 9, 20, 31), (), 1, 40)
    assert 0 < roberts_solow2003.p_value(five) < 1


def test_true_ends_are_rejected_about_as_often_as_the_level_says():
    """Sightings uniform up to an end: a bound of level 0.2 should be passed by the end in about a fifth of worlds."""
    rng = np.random.default_rng(0)
    worlds = np.sort(rng.uniform(0, 100, (4000, 40)), axis=1)[:, -10:]
    found = np.array([roberts_solow2003.tail_chance(times, 100.0) for times in worlds])
    assert (found < 0.2).mean() == pytest.approx(0.2, abs=0.06)
