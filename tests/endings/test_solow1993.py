import numpy as np
import pytest

from smoulder.endings import solow1993
from smoulder.types import SightingRecord


def record(active, end):
    return SightingRecord("Caribbean monk seal", "Caribbean", active, (), active[0], end)


def test_the_papers_monk_seal():
    """Solow 1993: sightings in 1915, 1922, 1932, 1948 and 1952, watched to 1992 with 1915 as the start of the clock."""
    assert solow1993.p_value(record((1915, 1922, 1932, 1948, 1952), 1992)) == pytest.approx(0.0533, abs=5e-5)


def test_it_is_how_often_uniform_sightings_all_come_so_early():
    times = np.random.default_rng(0).uniform(0, 60, (200_000, 4)).max(axis=1)
    assert solow1993.p_value(record((1, 10, 20, 30, 41), 61)) == pytest.approx((times <= 40).mean(), abs=0.004)
