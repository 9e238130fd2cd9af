from datetime import date

import numpy as np
import pytest

from smoulder.endings import one_year_rule
from smoulder.types import Panel


@pytest.mark.parametrize(("silent", "expected"), [(0, 1.0), (11, 1.0), (12, 0.0), (100, 0.0)])
def test_twelve_silent_months_are_an_end_and_eleven_are_not(silent, expected):
    values = np.array([[1, 1, 1] + [0] * silent], dtype=np.int32)
    panel = Panel(values, np.ones(values.shape, bool), ("a group",), 1, "event", date(2020, 1, 31))
    assert (one_year_rule.curves(one_year_rule.fit(panel), panel).values == expected).all()
