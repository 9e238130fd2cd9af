"""The law of silent spells: its likelihood, its recovery from simulated spells, and the record that tells of it."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime
from scipy.special import expit, logit

from smoulder import spells
from smoulder.spells import FEWEST, Mixture, is_people, learn, newest, record, wear
from smoulder.types import Context, Panel

START = 109


def panel_of(values, visible=None, names=None, context=None):
    values = np.array(values, dtype=np.int32)
    visible = np.ones(values.shape, bool) if visible is None else np.array(visible, bool)
    names = names or tuple(f"unit {row}" for row in range(len(values)))
    return Panel(
        np.where(visible, values, 0).astype(np.int32), visible, names, START, "events", date(2020, 1, 1), context
    )


def survival(end, length, shape, months):
    """P(silent so long), by the formula of the module."""
    return end + (1 - end) / (1 + (months / length) ** shape)


@settings(deadline=None, max_examples=60)
@given(st.floats(0.02, 0.98), st.floats(0.3, 200), st.floats(0.1, 0.99), st.integers(1, 300), st.booleans())
def test_the_likelihood_is_that_of_the_law(end, length, shape, until, returned):
    """Of a spell that has lasted one month: struck in a later month, or still silent after it."""
    months = until + 1.0 if returned else float(until)
    expected = survival(end, length, shape, months)
    if returned:
        expected = survival(end, length, shape, months - 1) - expected
    value, *_ = spells._likelihood(
        np.array([logit(end)]), np.array([np.log(length)]), shape, np.array([months]), np.array([returned])
    )
    assert value[0] == pytest.approx(np.log(expected / survival(end, length, shape, 1.0)), rel=1e-6, abs=1e-7)


@pytest.mark.parametrize("returned", [True, False])
def test_the_slopes_of_the_likelihood_are_those_of_finite_differences(returned):
    rng = np.random.default_rng(0)
    for _ in range(60):
        at = np.array([rng.normal(0, 2), rng.normal(2, 1.5), rng.uniform(0.1, 0.95)])
        until = np.array([float(rng.integers(2, 300))])

        def told(theta, until=until):
            return spells._likelihood(theta[:1], theta[1:2], theta[2], until, np.array([returned]))

        _, *slopes = told(at)
        by_hand = approx_fprime(at, lambda theta: told(theta)[0][0], 1e-6)
        np.testing.assert_allclose(np.concatenate(slopes), by_hand, rtol=1e-3, atol=1e-4)


def simulated(rng, units, months, law):
    """Units that begin with three events; each spell ends them or lasts as the law of their row says."""
    values = np.zeros((units, months), dtype=np.int32)
    for unit in range(units):
        end, length, shape = law(unit)
        values[unit, :3] = 1
        month = 2
        while rng.random() > end:
            u = rng.random()
            month += 1 + int(min(length * ((1 - u) / u) ** (1 / shape), months))
            if month >= months:
                break
            values[unit, month] = 1
    return values


@pytest.mark.parametrize(("end", "length", "shape"), [(0.15, 6.0, 0.8), (0.4, 20.0, 0.6)])
@pytest.mark.parametrize("crowd", [0.0, spells.CROWD])
def test_simulated_spells_give_back_their_law(monkeypatch, crowd, end, length, shape):
    """Closely if each spell counts alike; units that ended early have few, and as these weigh more, less closely."""
    monkeypatch.setattr(spells, "CROWD", crowd)
    found = learn(panel_of(simulated(np.random.default_rng(1), 900, 200, lambda unit: (end, length, shape))))
    assert expit(found.ended[0]) == pytest.approx(end, abs=0.1 if crowd else 0.04)
    assert found.length[0] == pytest.approx(np.log(length), abs=0.25)
    assert found.shape == pytest.approx(shape, abs=0.08)
    ahead = np.arange(1.0, 121)
    told = 1 - np.exp(-wear(found, found.middle[None], np.array([12], dtype=np.int32), ahead)[0])
    true = 1 - survival(end, length, shape, 12 + ahead) / survival(end, length, shape, 12.0)
    np.testing.assert_allclose(told, true, atol=0.1 if crowd else 0.03)


def test_what_the_record_tells_of_the_end_is_found():
    """People end seldom and organisations often; where nothing else differs, the name has to tell."""
    names = tuple(f"{'Quov Gunmen' if unit % 2 else 'League of Quov'}" + f" | {unit}" for unit in range(500))
    values = simulated(np.random.default_rng(2), 500, 150, lambda unit: (0.05 if unit % 2 else 0.5, 8.0, 0.8))
    found = learn(panel_of(values, names=names))
    asked = panel_of([[1, 1, 1, 0, 0, 0, 1] + [0] * 30] * 2, names=names[:2])
    organisation, people = 1 - np.exp(-wear(found, *newest(asked), np.array([60.0])))[:, 0]
    assert people > organisation + 0.2
    assert found.ended[1 + 7] < 0


def test_few_units_teach_nothing():
    values = simulated(np.random.default_rng(3), FEWEST - 1, 60, lambda unit: (0.1, 5.0, 0.8))
    found = learn(panel_of(values))
    assert np.isnan(found.shape)
    assert np.isnan(found.ended).all()
    assert np.isnan(wear(found, *newest(panel_of(values)), np.arange(1.0, 13))).all()
    enough = simulated(np.random.default_rng(3), 2 * FEWEST, 60, lambda unit: (0.1, 5.0, 0.8))
    assert np.isfinite(learn(panel_of(enough)).shape)


laws = st.tuples(st.floats(-6, 6), st.floats(-1, 6), st.floats(0.05, 1))


@settings(deadline=None)
@given(laws, st.integers(1, 300))
def test_the_hazard_never_rises_with_silence(law, silent):
    mixture = Mixture(np.zeros(1), np.ones(1), np.array([law[0], 0.3]), np.array([law[1], -0.2]), law[2])
    silence = np.array([silent, silent + 1, silent + 12], dtype=np.int32)
    spent = wear(mixture, np.full((3, 1), 0.7), silence, np.arange(1.0, 121))
    monthly = np.diff(spent, axis=1, prepend=0)
    assert (monthly >= -1e-9).all()
    assert (np.diff(monthly, axis=1) <= 1e-9).all()
    assert (np.diff(spent, axis=0) <= 1e-9).all()


def test_what_is_not_known_is_as_in_the_mean_of_the_pool():
    found = spells.standard(np.array([[np.nan, 3.0], [1.0, 99.0]]), np.array([1.0, 1.0]), np.array([2.0, 2.0]))
    np.testing.assert_array_equal(found, [[0, 1], [0, spells.FAR]])


def by_hand(panel, unit, month):
    """The record of one case, counted from the months themselves; the clock is that of visible months."""
    shown, active = panel.visible[unit, : month + 1], panel.values[unit, : month + 1] > 0
    places = np.flatnonzero(active)
    gaps = np.diff(np.cumsum(shown)[places])
    months, life = len(places), gaps.sum()
    clock = np.cumsum(shown)
    year = active[: places[-1] + 1][clock[: places[-1] + 1] > clock[places[-1]] - 12].sum()
    return [
        np.log(months),
        np.log1p(life),
        np.log1p(max(gaps, default=0)),
        np.log(gaps).sum() / max(months - 1, 1),
        np.log1p((gaps > spells.LONG).sum()),
        np.log((year + 0.5) / 12.5) - np.log(months / (life + 12)),
        np.log1p(gaps[-1] if len(gaps) else 0),
        float(is_people(panel.units[unit])),
    ]


def test_the_record_is_that_counted_by_hand():
    rng = np.random.default_rng(4)
    values = rng.random((8, 70)) < rng.choice([0.05, 0.3], (8, 1))
    values[:, 0] = True
    visible = (rng.random(values.shape) > 0.1) | values
    panel = panel_of(values, visible, ("Quov Gunmen", *(f"unit {row}" for row in range(7))))
    unit, month = (each.ravel() for each in np.indices(values.shape))
    found = record(panel, unit, month)
    assert np.isnan(found[:, -1]).all()
    expected = [by_hand(panel, *case) for case in zip(unit, month, strict=True)]
    np.testing.assert_allclose(found[:, :-1], expected, rtol=1e-12, atol=1e-12)


def test_the_share_of_the_main_country_is_that_of_the_last_sighting():
    known = np.stack([np.arange(12, dtype=np.float32)[None] / 12] + [np.zeros((1, 12), np.float32)] * 3)
    panel = panel_of([[1, 0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0]])
    around = Context(known, np.zeros((1, 12), np.int16), ("Quovland",))
    panel = panel_of(panel.values, context=around)
    months = np.array([3, 5, 6, 11])
    assert record(panel, np.zeros(4, int), months)[:, -1] == pytest.approx(np.array([3, 3, 6, 6]) / 12)


def test_what_follows_a_month_changes_no_record_of_it():
    rng = np.random.default_rng(5)
    values = (rng.random((10, 60)) < 0.2).astype(np.int32)
    values[:, 0] = 1
    other = values.copy()
    other[:, 31:] = 1 - other[:, 31:]
    unit, month = np.arange(10), np.full(10, 30)
    np.testing.assert_array_equal(record(panel_of(values), unit, month), record(panel_of(other), unit, month))


def test_the_newest_record_is_that_of_the_last_month_and_months_blind_for_all_are_cut_out():
    values = np.array([[1, 0, 1, 0, 0, 1, 0, 0], [0, 1, 1, 0, 1, 0, 0, 0]])
    known, silent = newest(panel_of(values))
    np.testing.assert_array_equal(known, record(panel_of(values), np.arange(2), np.full(2, 7)))
    assert silent.tolist() == [2, 3]
    dark = panel_of(np.insert(values, 4, 0, axis=1), np.insert(np.ones(values.shape, bool), 4, False, axis=1))
    for a, b in zip(newest(dark), (known, silent), strict=True):
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("Gunmen", True), ("Quov Separatists", True), ("Other", False), ("Zyr Rebels | Quovland", True),
        ("Militants", True), ("Quov Tigers", False), ("Army of Rebels", False), ("Red Cells", False),
        ("Holy Warriors (HW)", False), ("Three Word Students", True), ("Four Or More Students", False),
        ("Zyr Liberation Front", False), ("Congress", False),
    ],
)  # fmt: skip
def test_whether_a_name_is_that_of_people(name, people):
    assert is_people(name) is people
