from datetime import date

import numpy as np
import pytest

from smoulder.endings import climatology
from smoulder.types import Panel


def panel_of(values, visible=None):
    values = np.array(values, dtype=np.int32)
    visible = np.ones(values.shape, bool) if visible is None else np.array(visible, dtype=bool)
    return Panel(values, visible, tuple(str(unit) for unit in range(len(values))), 1, "event", date(2020, 1, 31))


def test_waits_by_hand():
    """Eligible from the third month: waits 3, 2, 1 to the event, then 2 and 1 cut off; a blind month counts nowhere."""
    found = climatology.fit(panel_of([[1, 1, 1, 0, 0, 0, 1, 0, 0]], [[1, 1, 1, 1, 0, 1, 1, 1, 1]])).curve
    everyone = 3.5 / (5 + 3 + 1 + 1)
    first = (1 + 12 * everyone) / (5 + 12)
    second = (1 + 12 * first) / (3 + 12)
    third = (1 + 12 * second) / (1 + 12)
    assert found[:3] == pytest.approx(1 - np.cumprod(1 - np.array([first, second, third])))
    assert found[3] == pytest.approx(1 - (1 - found[2]) * (1 - third))


def test_at_one_rate_for_all_the_curve_is_that_rates():
    panel = panel_of(np.random.default_rng(0).random((400, 300)) < 0.03)
    assert climatology.fit(panel).curve[[0, 11, 59]] == pytest.approx(1 - 0.97 ** np.array([1, 12, 60]), abs=0.015)


def test_a_busy_few_do_not_speak_for_the_silent_many():
    """Half always active, half over for good: half return, where one pooled monthly rate would promise nearly all."""
    busy, over = np.ones((50, 200)), np.hstack([np.ones((50, 3)), np.zeros((50, 197))])
    curve = climatology.fit(panel_of(np.vstack([busy, over]))).curve
    assert curve[[11, 59]] == pytest.approx([0.5, 0.5], abs=0.01)
