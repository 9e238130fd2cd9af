from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from smoulder.calibration import group_sums, reliability, resamples, skill, slope_intercept


def logit(p):
    return np.log(p / (1 - p))


def world(slope, intercept, size=200_000, seed=0):
    rng = np.random.default_rng(seed)
    p = rng.beta(0.8, 2, size).clip(0.001, 0.999)
    return p, (rng.random(size) < 1 / (1 + np.exp(-(intercept + slope * logit(p))))).astype(np.int8)


@pytest.mark.parametrize(("slope", "intercept"), [(1, 0), (0.5, -0.4), (2, 1), (-0.7, 0)])
def test_a_known_distortion_is_found_again(slope, intercept):
    assert slope_intercept(*world(slope, intercept)) == pytest.approx((slope, intercept), abs=0.03)


@pytest.mark.parametrize("seed", range(5))
def test_the_line_has_the_highest_likelihood(seed):
    p, y = world(0.6, 0.5, size=60, seed=seed)

    def loss(line):
        score = line[1] + line[0] * logit(p)
        return np.sum(np.logaddexp(0, score) - y * score)

    assert slope_intercept(p, y) == pytest.approx(minimize(loss, [0, 0]).x, abs=1e-3)


def test_certain_forecasts_are_clipped_and_still_have_a_line():
    p, y = np.array([0.0, 0.0, 0.0, 1.0, 1.0]), np.array([0, 0, 1, 1, 0], np.int8)
    slope, intercept = slope_intercept(p, y)
    fitted = 1 / (1 + np.exp(-(intercept + slope * logit(np.array([0.001, 0.999])))))
    assert fitted == pytest.approx([1 / 3, 1 / 2])


@pytest.mark.parametrize(
    ("p", "y"),
    [
        ([0.3, 0.3, 0.3], [0, 1, 0]),
        ([0.2, 0.5, 0.7], [1, 1, 1]),
        ([0.2, 0.3, 0.7, 0.8], [0, 0, 1, 1]),
        ([0.0, 0.0, 1.0], [0, 0, 1]),
        ([], []),
    ],
    ids=["forecasts alike", "outcomes alike", "parted", "parted at the ends", "none"],
)
def test_there_is_no_line_where_none_can_be_fitted(p, y):
    assert np.isnan(slope_intercept(np.array(p), np.array(y, np.int8))).all()


def test_reliability_of_honest_forecasts_is_the_diagonal():
    bins = reliability(*world(1, 0))
    assert len(bins) == 10
    assert [each.happened for each in bins] == pytest.approx([each.forecast for each in bins], abs=0.02)
    assert [each.cases for each in bins] == [20_000] * 10


@given(
    st.lists(st.tuples(st.sampled_from([0.0, 0.1, 0.5, 0.6, 1.0]), st.booleans()), min_size=1, max_size=60),
    st.randoms(),
)
def test_tied_forecasts_stay_together_whatever_the_order(cases, random):
    p, y = np.array([p for p, _ in cases]), np.array([y for _, y in cases], np.int8)
    bins = reliability(p, y, bins=3)
    shuffled = random.sample(range(len(cases)), len(cases))
    assert bins == reliability(p[shuffled], y[shuffled], bins=3)
    assert sum(each.cases for each in bins) == len(cases)
    assert sum(each.cases * each.happened for each in bins) == pytest.approx(y.sum())
    assert len(bins) <= min(3, len(set(p)))
    assert all(first.forecast < second.forecast for first, second in pairwise(bins))


def test_one_forecast_for_all_is_one_bin():
    assert reliability(np.full(4, 0.3), np.array([1, 0, 0, 0], np.int8)) == [(pytest.approx(0.3), 0.25, 4)]


def test_skill_is_one_minus_the_ratio_of_the_scores():
    groups = np.array([0, 0, 2])
    sums = group_sums(np.array([0.1, 0.2, 0.3]), groups, 3)[:, None]
    references = group_sums(np.array([0.3, 0.3, 0.6]), groups, 3)[:, None]
    assert sums[:, 0] == pytest.approx([0.3, 0, 0.3])
    (found,) = skill(sums, references, resamples(3, np.random.default_rng(0)))
    assert found == pytest.approx((0.5, 0.5, 0.5))


def test_resamples_draw_as_many_groups_as_there_are_and_come_from_the_rng():
    first, again = (resamples(40, np.random.default_rng(7), draws=50) for _ in range(2))
    assert (first.sum(axis=1) == 40).all()
    np.testing.assert_array_equal(first, again)


def test_there_is_no_skill_against_a_perfect_reference():
    found = skill(np.ones((3, 1)), np.zeros((3, 1)), resamples(3, np.random.default_rng(0)))
    assert np.isnan(found[0]).all()


def test_intervals_by_group_hold_the_truth_19_times_in_20_where_cases_of_a_group_are_alike():
    """Each group's ten cases share one luck; taking cases for independent would make the interval far too short."""
    rng, hits, worlds = np.random.default_rng(0), 0, 300
    for _ in range(worlds):
        own, reference = rng.gamma(4, 0.5, (2, 80))
        (found,) = skill(10 * own[:, None], 20 * reference[:, None], resamples(80, rng, draws=300))
        hits += found.low <= 0.5 <= found.high
    assert hits / worlds == pytest.approx(0.95, abs=0.035)
