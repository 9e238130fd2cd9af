import numpy as np
import pytest
import scoringrules
from hypothesis import given
from hypothesis import strategies as st

from smoulder.metrics import METRICS, auc, brier, log_score

CASES = st.lists(st.tuples(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.9, 1.0]), st.booleans()), min_size=1, max_size=30)


def drawn(size=500, seed=0):
    rng = np.random.default_rng(seed)
    p = rng.random(size)
    return p, (rng.random(size) < p).astype(np.int8)


def test_brier_is_scoringrules():
    p, y = drawn()
    np.testing.assert_allclose(brier(p, y), scoringrules.brier_score(y, p))


def test_log_score_is_the_natural_log_of_what_was_given_to_the_outcome():
    found = log_score(np.array([0.2, 0.2]), np.array([1, 0], np.int8))
    assert found == pytest.approx([-np.log(0.2), -np.log(0.8)])
    p, y = drawn()
    kept = (p > 0.001) & (p < 0.999)
    np.testing.assert_allclose(log_score(p[kept], y[kept]), scoringrules.log_score(y[kept], p[kept]))


def test_certainty_gone_wrong_costs_6_9_and_gone_right_next_to_nothing():
    found = log_score(np.array([0.0, 1.0, 1.0, 0.0]), np.array([1, 0, 1, 0], np.int8))
    assert found == pytest.approx([6.9078, 6.9078, 0.0010005, 0.0010005], abs=1e-4)


@pytest.mark.parametrize("name", METRICS)
def test_an_honest_forecast_scores_best_on_average(name):
    """Propriety: among constant forecasts of a 30% event, 0.3 has the lowest expected score."""
    tried = np.linspace(0.05, 0.95, 19)
    happened, did_not = (METRICS[name](tried, np.full(19, outcome, np.int8)) for outcome in (1, 0))
    assert tried[np.argmin(0.3 * happened + 0.7 * did_not)] == pytest.approx(0.3)


@pytest.mark.parametrize("name", METRICS)
def test_a_forecast_that_was_not_made_has_no_score(name):
    assert np.isnan(METRICS[name](np.array([np.nan, np.nan]), np.array([0, 1], np.int8))).all()


@given(CASES)
def test_auc_is_the_share_of_pairs_in_the_right_order(cases):
    p, y = np.array([p for p, _ in cases]), np.array([y for _, y in cases], np.int8)
    pairs = [(a > b) + (a == b) / 2 for a in p[y == 1] for b in p[y == 0]]
    found = auc(p, y)
    assert np.isnan(found) if not pairs else found == pytest.approx(np.mean(pairs))


def test_auc_has_no_value_where_all_cases_ended_alike():
    assert np.isnan(auc(np.array([0.1, 0.2]), np.array([1, 1], np.int8)))
    assert np.isnan(auc(np.array([]), np.array([], np.int8)))
