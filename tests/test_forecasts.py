"""What every forecasting model must do, whoever adds it, and what the baselines are."""

import importlib
import inspect
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from smoulder import forecasts
from smoulder.errors import BadInput
from smoulder.forecasts import forecast, newest
from smoulder.types import CAP, Context, Forecast, Panel

MODELS = forecasts.models()
each_model = pytest.mark.parametrize("name", MODELS)
START, STEPS, COUNT = 109, (1, 3, 12, 36), 1000  # short: the slowest model learns within a second


def panel_of(values, visible=None):
    values = np.array(values, dtype=np.int32)
    visible = np.ones(values.shape, bool) if visible is None else np.array(visible, bool)
    units = tuple(f"unit {number}" for number in range(len(values)))
    return Panel(np.where(visible, values, 0), visible, units, START, "fatalities", date(2020, 1, 31))


def warlike(seed=0, units=16, months=84):
    """Units at war and at peace by turns, of very different size, seen through scattered blind months."""
    rng = np.random.default_rng(seed)
    war = np.cumsum(rng.random((units, months)) < 0.03, axis=1) % 2 == 1
    deaths = rng.poisson(rng.gamma(0.7, 1, (units, months)) * rng.lognormal(2, 1.5, (units, 1))) * war
    return panel_of(deaths, rng.random((units, months)) > 0.03)


def told(name, panel, steps=STEPS, seed=1):
    return forecast(name, panel, steps, COUNT, seed)


def test_the_five_baselines_of_the_design_are_registered():
    assert {"zero", "last_poisson", "conflictology", "conflictology_neighbours", "negative_binomial"} <= set(MODELS)


@each_model
def test_every_module_says_what_it_assumes_and_when_it_fails(name):
    words = inspect.getdoc(importlib.import_module(f"smoulder.forecasts.{name}"))
    assert "Assumes: " in words
    assert "Fails when: " in words


@each_model
def test_draws_are_whole_numbers_in_range_for_every_unit_and_step(name):
    panel = warlike()
    found = told(name, panel)
    assert found.draws.shape == (16, 4, COUNT)
    assert found.draws.dtype == np.int32
    assert found.draws.min() >= 0
    assert found.draws.max() <= CAP
    assert (found.origin, found.model, found.units) == (panel.end, name, panel.units)


@each_model
def test_the_same_seed_gives_the_same_draws_and_another_gives_others(name):
    panel = warlike()
    np.testing.assert_array_equal(told(name, panel).draws, told(name, panel).draws)
    if name != "zero":
        assert (told(name, panel).draws != told(name, panel, seed=2).draws).any()


@each_model
def test_what_comes_after_the_origin_is_not_read(name):
    panel, origin = warlike(), START + 60
    values = panel.values.copy()
    values[:, 61:] = np.random.default_rng(7).poisson(50, values[:, 61:].shape) * panel.visible[:, 61:]
    other = replace(panel, values=values)
    np.testing.assert_array_equal(told(name, panel.until(origin)).draws, told(name, other.until(origin)).draws)


@each_model
def test_a_month_blind_for_everybody_might_as_well_not_be(name):
    panel = warlike()
    places = np.sort(np.random.default_rng(4).integers(0, panel.values.shape[1] + 1, 15))
    longer = panel_of(np.insert(panel.values, places, 0, axis=1), np.insert(panel.visible, places, False, axis=1))
    longer = replace(longer, start=panel.end - longer.values.shape[1] + 1)
    ours, theirs = told(name, panel).draws, told(name, longer).draws
    np.testing.assert_allclose(ours.mean(axis=2), theirs.mean(axis=2), rtol=0.5, atol=2)


@each_model
def test_a_unit_that_never_saw_a_death_is_nearly_safe(name):
    panel = warlike()
    values = panel.values.copy()
    values[0] = 0
    assert np.median(told(name, replace(panel, values=values)).draws[0]) == 0


@each_model
def test_a_war_that_goes_on_is_forecast_near_its_level(name):
    if name == "zero":
        return
    panel = warlike()
    values = panel.values.copy()
    values[0] = np.where(panel.visible[0], 200, 0)
    assert 100 <= np.median(told(name, replace(panel, values=values)).draws[0, 0]) <= 400


def test_conflictology_is_the_last_twelve_visible_months_as_often_each():
    values = np.arange(40)[None] * [[1]]
    shown = np.ones((1, 40), dtype=bool)
    shown[0, [30, 35]] = False
    found = forecast("conflictology", panel_of(values, shown), [1], 1200, 1).draws[0, 0]
    months = [month for month in range(26, 40) if month not in (30, 35)]
    assert np.unique(found, return_counts=True)[0].tolist() == months
    assert set(np.unique(found, return_counts=True)[1].tolist()) == {100}


def test_neighbours_are_units_of_the_same_main_country():
    panel = panel_of(np.repeat([[5], [50], [500]], 30, axis=1))
    country = np.repeat(np.array([[0], [0], [1]], dtype=np.int16), 30, axis=1)
    around = Context(np.full((4, 3, 30), np.nan, dtype=np.float32), country, ("A", "B"))
    found = forecast("conflictology_neighbours", replace(panel, context=around), [1], COUNT, 1).draws[:, 0]
    assert [set(np.unique(row)) for row in found] == [{5, 50}, {5, 50}, {500}]


def test_the_newest_visible_months_come_first_and_the_oldest_stands_in():
    panel = panel_of([[1, 2, 3, 4, 5], [0, 0, 0, 7, 8]], [[1, 1, 0, 1, 1], [0, 0, 0, 1, 1]])
    assert newest(panel, 4).tolist() == [[5, 4, 2, 1], [8, 7, 7, 7]]
    assert newest(panel_of([[0, 0]], [[0, 0]]), 2).tolist() == [[0, 0]]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"name": "prophet"}, "No forecasting model is called prophet: there are conflictology"),
        ({"steps": [0]}, "0 is no step: write months from 1 to 36"),
        ({"steps": [37]}, "37 is no step"),
        ({"steps": []}, "at least one step and 1000 draws: found 0 and 1000"),
        ({"count": 999}, "found 1 and 999"),
        ({"panel": panel_of(np.ones((2, 23)))}, "could show 23 months; 24 are needed"),
    ],
)
def test_what_cannot_be_forecast_is_refused_in_one_sentence(asked, sentence):
    with pytest.raises(BadInput, match=sentence):
        forecast(**{"name": "zero", "panel": warlike(), "steps": [1], "count": 1000, "seed": 1} | asked)


@pytest.mark.parametrize(
    "draws",
    [
        np.full((1, 1, 5), -1, np.int32),
        np.full((1, 1, 5), CAP + 1, np.int32),
        np.zeros((1, 1, 5)),
        np.zeros((2, 1, 5), np.int32),
        np.zeros((1, 5), np.int32),
    ],
)
def test_a_forecast_is_whole_numbers_in_range_and_in_shape(draws):
    with pytest.raises(BadInput):
        Forecast(draws, ("a",), (1,), 100, "fatalities", "mine")


@pytest.mark.parametrize("months", [24, 27, 28])
def test_from_a_past_too_short_to_learn_from_the_own_months_speak_alone(months):
    values = np.zeros((3, months), dtype=np.int32)
    values[0, -12:] = 40
    draws = forecast("exceedance", panel_of(values), [1], COUNT, 1).draws[:, 0]
    assert 25 < np.median(draws[0]) < 60
    assert months > 27 or not draws[1:].any()


def test_the_regression_tells_a_long_peace_from_a_lull():
    """Two units without a death for six months: one never saw any, the other was at war until then."""
    panel = warlike(units=40, months=150)
    values = panel.values.copy()
    values[:2] = 0
    values[1, 60:144] = 80
    chance = (forecast("exceedance", replace(panel, values=values * panel.visible), [6], COUNT, 1).draws > 0).mean(
        axis=2
    )
    assert chance[0, 0] < chance[1, 0]


def test_paths_hold_together_so_that_sums_are_wide():
    """Months of one draw rise and fall together: a sum over a year spreads more than of months drawn on their own."""
    panel = warlike(units=30, months=120)
    values = panel.values.copy()
    values[0, -24:] = np.random.default_rng(1).poisson(np.random.default_rng(2).gamma(2, 20, 24))
    paths = forecast("exceedance", replace(panel, values=values * panel.visible), range(1, 13), 2000, 1).draws[0]
    alone = np.random.default_rng(3).permuted(paths, axis=1)
    assert paths.sum(axis=0).std() > 1.3 * alone.sum(axis=0).std()
