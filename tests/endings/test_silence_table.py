from datetime import date

import numpy as np
import pytest

from smoulder.endings import silence_table
from smoulder.types import Panel


def panel_of(values, visible=None):
    values = np.array(values, dtype=np.int32)
    visible = np.ones(values.shape, bool) if visible is None else np.array(visible, dtype=bool)
    return Panel(values, visible, tuple(str(unit) for unit in range(len(values))), 1, "event", date(2020, 1, 31))


def renewing(hazard, units, months, seed=0):
    """Units that return by a known hazard of their silence."""
    rng = np.random.default_rng(seed)
    values, silence = np.zeros((units, months), dtype=np.int32), np.zeros(units, dtype=int)
    for month in range(months):
        values[:, month] = rng.random(units) < hazard(silence)
        silence = np.where(values[:, month], 0, silence + 1)
    return panel_of(values)


def test_months_are_exact_to_24_and_classes_widen_by_a_quarter_after_that():
    found = silence_table.classes()
    assert found[:25].tolist() == list(range(25))
    assert found[25:].tolist() == [25, 31, 39, 49, 61, 76, 95, 119, 149, 186, 233]


def test_spells_by_hand():
    """After the third active month: silences 0 1 2, an event, then 0 1 cut off by the end; one month is blind."""
    found = silence_table.fit(panel_of([[1, 1, 1, 0, 0, 0, 1, 0]], [[1, 1, 1, 1, 0, 1, 1, 1]])).hazard
    everyone = 1.5 / 5
    at_0 = 12 * everyone / (2 + 12)
    at_1 = 12 * at_0 / (1 + 12)
    at_2 = (1 + 12 * at_1) / (1 + 12)
    assert found[:4] == pytest.approx([at_0, at_1, at_2, at_2])


def test_a_curve_runs_on_from_the_units_own_silence():
    hazard = np.linspace(0.3, 0.01, len(silence_table.classes()))
    panel = panel_of([[1, 1, 1] + [0] * 23])
    found = silence_table.curves(silence_table.Parameters(hazard), panel).values[0]
    expected = 1 - np.cumprod(1 - np.array([hazard[23], hazard[24], hazard[25], hazard[25]]))
    assert found[:4] == pytest.approx(expected)


def test_a_known_hazard_is_found_again():
    panel = renewing(lambda silence: 0.5 / (1 + silence), units=4000, months=200)
    found = silence_table.fit(panel).hazard
    assert found[[0, 1, 2, 5, 10]] == pytest.approx(0.5 / (1 + np.array([0, 1, 2, 5, 10])), rel=0.08)


def test_what_was_forecast_for_the_silent_is_what_happened_in_another_world():
    hazard = lambda silence: 0.4 / (1 + silence)  # noqa: E731
    parameters = silence_table.fit(renewing(hazard, units=1500, months=240, seed=1))
    world = renewing(hazard, units=6000, months=160, seed=2)
    now = world.until(100)
    forecast = silence_table.curves(parameters, now).values[:, 23]
    returned = (world.values[:, 100:124] > 0).any(axis=1)
    quiet = (now.values[:, -12:] == 0).all(axis=1) & ~np.isnan(forecast)
    assert quiet.sum() > 500
    assert forecast[quiet].mean() == pytest.approx(returned[quiet].mean(), abs=0.04)
