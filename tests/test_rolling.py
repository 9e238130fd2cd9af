from datetime import date

import numpy as np
import pytest

from smoulder import endings
from smoulder.rolling import UNKNOWN, forecasts, observed
from smoulder.types import Panel


def panel_of(values, visible=None):
    values = np.array(values, dtype=np.int32)
    visible = np.ones(values.shape, bool) if visible is None else np.array(visible, dtype=bool)
    return Panel(values, visible, tuple(f"unit {unit}" for unit in range(len(values))), 1, "event", date(2020, 1, 31))


def restless(seed=0, units=40, months=120):
    rng = np.random.default_rng(seed)
    visible = rng.random((units, months)) > 0.03
    return panel_of(rng.poisson(0.15, (units, months)) * visible, visible)


def test_returned_or_not_within_each_horizon():
    panel = panel_of([[1, 0, 0, 2, 0], [1, 0, 0, 0, 0]])
    assert observed(panel, 1, [1, 2, 3, 4]).tolist() == [[0, 0, 1, 1], [0, 0, 0, 0]]


def test_a_window_past_the_panels_end_is_unknown_even_if_an_event_was_seen():
    panel = panel_of([[1, 0, 1, 0]])
    assert observed(panel, 2, [1, 2, 3, 120]).tolist() == [[1, 1, UNKNOWN, UNKNOWN]]
    assert observed(panel, 4, [1]).tolist() == [[UNKNOWN]]


def test_a_window_with_a_blind_month_is_unknown_even_if_an_event_was_seen():
    panel = panel_of([[1, 1, 0, 1, 0], [0, 0, 0, 0, 0]], [[1, 1, 0, 1, 1], [0, 1, 1, 1, 1]])
    assert observed(panel, 1, [1, 2, 3, 4]).tolist() == [[1, UNKNOWN, UNKNOWN, UNKNOWN], [0, 0, 0, 0]]


def test_dropping_unknown_windows_leaves_the_rate_of_return_as_it_is():
    """Were windows with an event kept although blind months touch them, returns would look commoner than they are."""
    rng = np.random.default_rng(1)
    events, visible = rng.random((20_000, 13)) < 0.05, rng.random((20_000, 13)) > 0.05
    found = observed(panel_of(events & visible, visible), 1, [12])[:, 0]
    assert found[found != UNKNOWN].mean() == pytest.approx(1 - 0.95**12, abs=0.015)


def test_blocks_hold_the_curves_of_the_scored_units_at_each_origin():
    panel, model = restless(), endings.models()["silence_table"]
    blocks = list(forecasts(panel, [40, 80], [6, 12], {"silence_table": model}, endings.scored))
    assert [block.origin for block in blocks] == [40, 80]
    for block in blocks:
        known = panel.until(block.origin)
        curves = model.curves(model.fit(known), known).values
        assert block.units.tolist() == np.flatnonzero(endings.scored(known)).tolist()
        np.testing.assert_allclose(block.probabilities["silence_table"], curves[block.units][:, [5, 11]], rtol=1e-6)
        np.testing.assert_array_equal(block.observed, observed(panel, block.origin, [6, 12])[block.units])


@pytest.mark.parametrize("origin", [30, 60, 90])
def test_a_changed_future_changes_no_forecast(origin):
    """Every event after the origin is drawn anew, and blindness with it: what was forecast stays to the last bit."""
    panel = restless()
    values, visible = panel.values.copy(), panel.visible.copy()
    rng = np.random.default_rng(origin)
    visible[:, origin:] = rng.random(visible[:, origin:].shape) > 0.3
    values[:, origin:] = rng.poisson(1, values[:, origin:].shape)
    other = panel_of(values * visible, visible)
    (one,), (two,) = (
        list(forecasts(each, [origin], range(1, 121), endings.models(), endings.scored)) for each in (panel, other)
    )
    np.testing.assert_array_equal(one.units, two.units)
    for name in endings.models():
        np.testing.assert_array_equal(one.probabilities[name], two.probabilities[name])
    assert (one.observed != two.observed).any()
