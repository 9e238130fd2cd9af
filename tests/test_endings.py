"""What every ending model and every diagnostic must do, whoever adds it."""

import importlib
import inspect
import pkgutil
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from smoulder import endings
from smoulder.context import Parts, context
from smoulder.errors import NotEnoughData
from smoulder.types import HORIZON, SCORED_SILENT, Panel, SightingRecord

MODELS, DIAGNOSTICS = endings.models(), endings.diagnostics()
each_model = pytest.mark.parametrize("name", MODELS)
each_diagnostic = pytest.mark.parametrize("name", DIAGNOSTICS)
START = 109


def panel_of(values, visible=None, start=START, units=None):
    values = np.array(values, dtype=np.int32)
    visible = np.ones(values.shape, bool) if visible is None else np.array(visible, bool)
    units = units or tuple(f"unit {number}" for number in range(len(values)))
    return Panel(np.where(visible, values, 0).astype(np.int32), visible, units, start, "event", date(2020, 1, 31))


def restless(seed=0, units=60, months=180):
    """Units that differ in how busy they are, rest and wake, seen through scattered blind months."""
    rng = np.random.default_rng(seed)
    awake = np.cumsum(rng.random((units, months)) < 0.06, axis=1) % 2 == 0
    values = rng.poisson(2, (units, months)) * (rng.random((units, months)) < rng.beta(1, 3, (units, 1))) * awake
    return panel_of(values, rng.random((units, months)) > 0.05)


def surrounded(panel, seed=1, countries=5):
    """The same panel among countries, each unit at home in one and some guests in a second."""
    rng = np.random.default_rng(seed)
    home, guest = rng.integers(0, countries, (2, len(panel.units)))
    abroad = (rng.random(panel.values.shape) < 0.2) & (home != guest)[:, None]
    parts = Parts(
        np.tile(np.arange(len(panel.units), dtype=np.int32), 2),
        np.concatenate([home, guest]).astype(np.int32),
        np.concatenate([panel.values * ~abroad, panel.values * abroad]).astype(np.int32),
    )
    around = context(panel.values, panel.units, parts, tuple(f"country {number}" for number in range(countries)))
    return replace(panel, context=around)


def forecast(name, panel, pool=None):
    model = MODELS[name]
    return model.curves(model.fit(panel if pool is None else pool), panel)


def record_of(panel, unit, end=None):
    end = panel.end if end is None else end
    months = np.arange(panel.start, end + 1)
    active, visible = panel.values[unit, : len(months)] > 0, panel.visible[unit, : len(months)]
    return SightingRecord("a group", "an area", tuple(months[active]), tuple(months[~visible]), panel.start, end)


def test_the_baselines_and_the_ecological_tests_are_registered():
    assert {"climatology", "silence_table", "one_year_rule", "constant_rate"} <= set(MODELS)
    assert {"hazard", "cure", "bg_bb", "three_state"} <= set(MODELS)
    assert {"solow1993", "roberts_solow2003", "mcinerny2006"} <= set(DIAGNOSTICS)
    assert not set(MODELS) & set(DIAGNOSTICS)


@pytest.mark.parametrize("name", [module.name for module in pkgutil.iter_modules(endings.__path__)])
def test_every_module_says_what_it_assumes_and_when_it_fails(name):
    words = inspect.getdoc(importlib.import_module(f"smoulder.endings.{name}"))
    assert words
    assert "Assumes: " in words
    assert "Fails when: " in words


def test_silence_is_that_of_the_sighting_record_in_every_month():
    panel = restless(units=12, months=60)
    silence = panel.silence
    for unit in range(12):
        for month in range(60):
            expected = record_of(panel, unit, panel.start + month).silent_months
            assert silence[unit, month] == (-1 if expected is None else expected)


def test_active_months_are_counted_up_to_each_month():
    panel = panel_of([[0, 3, 0, 1, 1]])
    assert panel.active_months.tolist() == [[0, 1, 1, 2, 3]]


@pytest.mark.parametrize(
    ("active", "silent", "expected"), [(3, 240, True), (2, 5, False), (3, 241, False), (9, 0, True)]
)
def test_a_unit_is_scored_with_three_active_and_at_most_240_silent_months(active, silent, expected):
    assert endings.scored(panel_of([[1] * active + [0] * silent])).tolist() == [expected]


def test_the_pool_is_the_visible_months_after_an_eligible_one():
    panel = panel_of([[1, 0, 1, 1, 0, 0, 0, 1, 0]], [[1, 1, 1, 1, 1, 0, 1, 1, 1]])
    pool = endings.pooled(panel)
    assert pool.silence.tolist() == [0, 1, 2, 0]
    assert pool.event.tolist() == [False, False, True, False]


def test_hazards_lean_lightly_on_the_class_before():
    found = endings.hazards(np.array([50, 0, 0]), np.array([100, 0, 88]))
    first = (50 + 12 * 50.5 / 189) / 112
    assert found == pytest.approx([first, first, 12 * first / 100])
    assert np.isnan(endings.hazards(np.zeros(2, int), np.zeros(2, int))).all()


@each_model
def test_a_curve_for_every_unit_with_a_record(name):
    panel = restless()
    found = forecast(name, panel)
    spoken = panel.active_months[:, -1] >= 3
    assert found.values.shape == (len(panel.units), HORIZON)
    assert found.model == name
    assert found.origin == panel.end
    assert spoken.sum() > 30
    assert (~np.isnan(found.values).any(axis=1) == spoken).all()


@each_model
def test_short_records_are_declined_with_a_reason(name):
    panel = panel_of([[0] * 9, [1, 0, 0, 0, 1, 0, 0, 0, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0]])
    declined = forecast(name, panel, restless()).declined
    assert set(declined) == {"unit 0", "unit 1"}
    assert "0 active months" in declined["unit 0"]
    assert "2 active months; 3 are needed" in declined["unit 1"]


@pytest.mark.parametrize("name", ["climatology", "silence_table"])
def test_a_pool_that_teaches_nothing_is_a_reason_to_decline(name):
    declined = forecast(name, panel_of([[1, 0, 1, 0, 1]])).declined
    assert "teaches nothing" in declined["unit 0"]


@each_model
def test_the_calendar_does_not_matter(name):
    panel = restless()
    later = Panel(panel.values, panel.visible, panel.units, panel.start + 77, panel.target, panel.as_of)
    np.testing.assert_array_equal(forecast(name, panel).values, forecast(name, later).values)


@each_model
def test_the_order_of_the_units_does_not_matter(name):
    panel = restless()
    order = np.random.default_rng(3).permutation(len(panel.units))
    mixed = panel_of(panel.values[order], panel.visible[order], units=tuple(panel.units[place] for place in order))
    np.testing.assert_allclose(forecast(name, panel).values[order], forecast(name, mixed).values, rtol=1e-12)


@pytest.mark.parametrize("name", sorted(set(MODELS) - {"three_state"}))
def test_a_month_blind_for_everybody_might_as_well_not_be(name):
    """The three states are exempt: they move on through blind months, so that certainty fades."""
    panel = restless()
    places = np.sort(np.random.default_rng(4).integers(0, panel.values.shape[1] + 1, 25))
    longer = panel_of(np.insert(panel.values, places, 0, axis=1), np.insert(panel.visible, places, False, axis=1))
    np.testing.assert_allclose(forecast(name, panel).values, forecast(name, longer).values, rtol=1e-12)


@each_model
def test_what_comes_after_the_origin_is_not_read(name):
    panel, origin = restless(), START + 120
    changed = panel.values.copy()
    changed[:, 121:] = np.random.default_rng(5).poisson(1, changed[:, 121:].shape)
    other = panel_of(changed, panel.visible)
    np.testing.assert_array_equal(
        forecast(name, panel.until(origin)).values, forecast(name, other.until(origin)).values
    )


@each_model
def test_one_more_unit_in_the_panel_changes_no_curve_of_another(name):
    panel = restless()
    fewer = panel_of(panel.values[:20], panel.visible[:20])
    np.testing.assert_array_equal(forecast(name, fewer, panel).values, forecast(name, panel).values[:20])


@pytest.mark.parametrize("name", sorted(set(MODELS) - {"silence_table"}))
def test_a_longer_silence_never_makes_return_likelier(name):
    """The silence table is exempt: its hazards are what the pool holds, and need not fall."""
    panel, before = restless(), np.inf
    for more in (0, 1, 6, 13, 200):
        quiet = panel_of(
            np.pad(panel.values, ((0, 0), (0, more))), np.pad(panel.visible, ((0, 0), (0, more)), constant_values=True)
        )
        now = np.nan_to_num(forecast(name, quiet, panel).values)
        assert (now <= before).all()
        before = now


@each_model
def test_surroundings_change_no_contract(name):
    """With countries known: order and calendar do not matter, the future is not read, longer silence is no return."""
    panel = surrounded(restless())
    found = forecast(name, panel)
    later = replace(panel, start=panel.start + 77)
    np.testing.assert_array_equal(found.values, forecast(name, later).values)
    origin = START + 120
    values = panel.values.copy()
    values[:, 121:] = np.random.default_rng(5).poisson(1, values[:, 121:].shape)
    other = surrounded(panel_of(values, panel.visible))
    np.testing.assert_array_equal(
        forecast(name, panel.until(origin)).values, forecast(name, other.until(origin)).values
    )
    alone = replace(
        panel_of(panel.values[:7], panel.visible[:7]),
        context=panel.context._replace(known=panel.context.known[:, :7], country=panel.context.country[:7]),
    )
    np.testing.assert_allclose(forecast(name, alone, panel).values, found.values[:7], rtol=1e-9)


@each_model
def test_a_unit_not_yet_seen_teaches_nothing(name):
    """A panel holds groups that appear after the origin: of those, nothing may be known at it, not even the name."""
    panel = surrounded(restless())
    more = panel_of(np.pad(panel.values, ((0, 9), (0, 0))), np.pad(panel.visible, ((0, 9), (0, 0)), mode="edge"))
    around = panel.context
    unseen = replace(
        more,
        context=around._replace(
            known=np.pad(around.known, ((0, 0), (0, 9), (0, 0)), constant_values=np.nan),
            country=np.pad(around.country, ((0, 9), (0, 0)), constant_values=-1),
        ),
    )
    np.testing.assert_allclose(forecast(name, unseen).values[:60], forecast(name, panel).values, rtol=1e-9)


@each_model
def test_silence_beyond_what_is_scored_still_has_a_curve(name):
    panel = panel_of([[1, 0, 1, 1] + [0] * (SCORED_SILENT + 200)])
    assert not forecast(name, panel, restless()).declined


SIGHTINGS = (3, 4, 9, 15, 16, 20, 33, 34, 51)


def watched(end, active=SIGHTINGS, blind=(), start=1):
    return SightingRecord("a group", "an area", active, blind, start, end)


@each_diagnostic
def test_a_p_value_falls_from_1_as_the_silence_lasts(name):
    found = [DIAGNOSTICS[name](watched(end)) for end in range(51, 400)]
    assert found[0] == 1
    assert (np.diff(found) < 0).all()
    assert 0 < found[-1] < 0.05


@each_diagnostic
def test_blind_months_are_cut_out_of_the_time_watched(name):
    """Ten blind months, in a gap and in the silence, against the same record without those months."""
    moved = tuple(month + 4 if month > 40 else month for month in SIGHTINGS)
    with_gaps = watched(90, moved, (40, 41, 42, 43, 60, 61, 62, 63, 64, 65))
    assert DIAGNOSTICS[name](with_gaps) == pytest.approx(DIAGNOSTICS[name](watched(80)), rel=1e-12)


@each_diagnostic
def test_neither_the_calendar_nor_the_time_before_the_first_sighting_matters(name):
    later = watched(170, tuple(month + 100 for month in SIGHTINGS), start=1)
    assert DIAGNOSTICS[name](later) == DIAGNOSTICS[name](watched(70))


@each_diagnostic
@pytest.mark.parametrize("active", [(), (5,), (5, 9)])
def test_a_diagnostic_declines_with_too_few_active_months(name, active):
    with pytest.raises(NotEnoughData, match=f"a group has {len(active)} active months; [35] are needed"):
        DIAGNOSTICS[name](watched(80, active))
