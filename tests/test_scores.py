from functools import partial

import numpy as np
import polars as pl
import pytest
import scoringrules
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from smoulder.errors import BadInput
from smoulder.metrics import METRICS
from smoulder.scores import (
    coverage,
    crps_energy,
    crps_fair,
    crps_log1p,
    exceedance,
    ignorance,
    interval_score,
    pit,
    width,
)

EDGES = [0, 0.5, 2.5, 5.5, 10.5, 25.5, 50.5, 100.5, 250.5, 500.5, 1000.5]
COUNT = st.one_of(st.integers(0, 3), st.sampled_from([5, 6, 25, 26, 100, 101, 1000, 1001, 50_000]))
CASE = st.tuples(st.lists(COUNT, min_size=2, max_size=8), COUNT)
SCORES = {
    "crps_fair": crps_fair,
    "crps_energy": crps_energy,
    "crps_log1p": crps_log1p,
    "ignorance": ignorance,
    "interval_score": interval_score,
}
EXCEEDANCE = {
    f"{name} of {least} or more": lambda draws, y, metric=metric, least=least: metric(
        exceedance(draws, least), (y >= least).astype(np.int8)
    )
    for name, metric in METRICS.items()
    for least in (1, 25)
}
OF_CASES = SCORES | {
    "coverage": partial(coverage, level=0.9),
    "width": lambda draws, y: width(draws, 0.9),
    "pit": lambda draws, y: pit(draws, y, np.random.default_rng(0)),
    "exceedance": lambda draws, y: exceedance(draws, 25),
}


def one(score, draws, y, **options):
    return score(np.array([draws], np.int32), np.array([y], np.int32), **options).item()


def drawn(cases=300, draws=40, seed=0):
    """Draws of a world of long tails and many zeros, the outcomes before and after, all from the same distribution."""
    rng = np.random.default_rng(seed)
    expected = rng.lognormal(0, 2, (cases, 1)) * (rng.random((cases, 1)) < 0.5)
    counts = rng.poisson(expected * rng.gamma(0.7, 1 / 0.7, (cases, draws + 2))).astype(np.int32)
    return counts[:, 2:], counts[:, 0], counts[:, 1]


@given(CASE)
def test_crps_is_what_all_pairs_give(case):
    draws, y = case
    size = len(draws)
    error = sum(abs(x - y) for x in draws) / size
    pairs = sum(abs(a - b) for a in draws for b in draws) / 2
    assert one(crps_energy, draws, y) == pytest.approx(error - pairs / size**2, abs=1e-6)
    assert one(crps_fair, draws, y) == pytest.approx(error - pairs / (size * (size - 1)), abs=1e-6)


@pytest.mark.parametrize(("score", "estimator"), [(crps_energy, "nrg"), (crps_fair, "fair")])
def test_crps_is_scoringrules(score, estimator):
    draws, _, y = drawn()
    np.testing.assert_allclose(score(draws, y), scoringrules.crps_ensemble(y, draws, estimator=estimator), atol=1e-9)


def test_crps_log1p_is_the_fair_crps_of_the_logs():
    draws, _, y = drawn()
    expected = scoringrules.crps_ensemble(np.log1p(y), np.log1p(draws), estimator="fair")
    np.testing.assert_allclose(crps_log1p(draws, y), expected, atol=1e-12)


def test_crps_keeps_its_digits_near_a_large_count():
    near = 10**12 + np.array([[-1.0, 0.0, 2.0]])
    assert crps_fair(near, np.array([1e12])).item() == pytest.approx(1 - 1, abs=1e-12)
    assert crps_energy(near, np.array([1e12])).item() == pytest.approx(1 - 2 / 3, abs=1e-12)


@pytest.mark.parametrize("score", [crps_fair, crps_log1p])
def test_the_fair_crps_refuses_a_single_draw(score):
    with pytest.raises(BadInput, match="1 draws of a case; it needs at least 2"):
        one(score, [3], 3)


@given(CASE)
def test_ignorance_adds_one_draw_to_every_category(case):
    draws, y = case
    categories = [*(np.digitize(draws, EDGES) - 1), *range(11)]
    share = categories.count(np.digitize(y, EDGES) - 1) / len(categories)
    assert one(ignorance, draws, y) == pytest.approx(-np.log2(share))


@given(st.tuples(st.lists(COUNT, min_size=10, max_size=10), COUNT))
def test_ten_draws_as_if_they_were_a_thousand_score_as_the_same_draws_a_hundred_times(case):
    draws, y = case
    assert one(ignorance, draws, y, as_if=1000) == pytest.approx(one(ignorance, draws * 100, y))


def test_interval_score_is_scoringrules_at_the_quantiles():
    draws, _, y = drawn()
    lower, upper = np.quantile(draws, [0.1, 0.9], axis=1)
    expected = scoringrules.interval_score(y, lower, upper, 0.2)
    np.testing.assert_allclose(interval_score(draws, y, alpha=0.2), expected)
    np.testing.assert_allclose(width(draws, 0.8), upper - lower)
    np.testing.assert_array_equal(coverage(draws, y, 0.8), (lower <= y) & (y <= upper))


@pytest.mark.parametrize("level", [0.5, 0.8, 0.9, 0.95])
def test_an_interval_covers_its_own_ends_and_nothing_beyond(level):
    draws = np.arange(1001, dtype=np.int32)
    tail = round(500 * (1 - level))
    assert width(draws[np.newaxis], level).item() == 1000 - 2 * tail
    covered = [one(coverage, draws, y, level=level) for y in (tail - 1, tail, 1000 - tail, 1001 - tail)]
    assert covered == [0, 1, 1, 0]


@pytest.mark.parametrize("draws", [3, 40])
def test_pit_is_uniform_where_outcomes_come_from_the_forecast_and_not_where_they_do_not(draws):
    counts, _, y = drawn(cases=4000, draws=draws)
    rng = np.random.default_rng(1)
    assert stats.kstest(pit(counts, y, rng), "uniform").pvalue > 0.01
    assert stats.kstest(pit(counts // 2, y, rng), "uniform").pvalue < 1e-6


@given(CASE)
def test_pit_lies_between_the_draws_below_and_those_not_above(case):
    draws, y = case
    below, not_above = (sum(x < y for x in draws), sum(x <= y for x in draws))
    found = one(pit, draws, y, rng=np.random.default_rng(0)) * (len(draws) + 1)
    assert below <= found <= not_above + 1


def test_exceedance_counts_the_draws_that_reach_the_threshold_and_is_never_certain():
    draws = np.array([[24, 25, 26], [0, 0, 0], [25, 25, 25]], np.int32)
    assert exceedance(draws, 25).tolist() == [2.5 / 4, 0.5 / 4, 3.5 / 4]


@pytest.mark.parametrize("name", OF_CASES)
def test_what_is_unknown_has_no_score_and_changes_no_other(name):
    draws, _, y = (each.astype(float) for each in drawn(cases=20))
    whole = OF_CASES[name](draws, y)
    holed = draws.copy()
    holed[3, 5] = np.nan
    found = OF_CASES[name](holed, y)
    assert np.isnan(found).nonzero()[0].tolist() == [3]
    np.testing.assert_allclose(np.delete(found, 3), np.delete(whole, 3))
    if name not in ("width", "exceedance"):
        y[7] = np.nan
        assert np.isnan(OF_CASES[name](draws, y)).nonzero()[0].tolist() == [7]


@pytest.mark.parametrize("name", OF_CASES)
def test_whole_and_floating_counts_score_alike_and_are_left_as_they_were(name):
    draws, _, y = drawn(cases=20)
    floating, outcome = draws.astype(float), y.astype(float)
    np.testing.assert_array_equal(OF_CASES[name](draws, y), OF_CASES[name](floating, outcome))
    np.testing.assert_array_equal(floating, draws)
    np.testing.assert_array_equal(outcome, y)


@pytest.mark.parametrize("name", SCORES | EXCEEDANCE)
def test_the_truth_beats_every_degenerate_forecast_and_only_the_future_beats_the_truth(name):
    true, last, y = drawn(cases=6000, draws=200)
    score = (SCORES | EXCEEDANCE)[name]
    alike = np.ones_like(true)
    degenerate = {
        "zero": 0 * alike,
        "constant": 30 * alike,
        "last": last[:, np.newaxis] * alike,
        "one rate for all": np.random.default_rng(2).choice(y, true.shape),
        "too high": 2 * true + 1,
    }
    honest = score(true, y)
    for forecast, draws in degenerate.items():
        behind = score(draws, y) - honest
        assert behind.mean() > 3 * behind.std() / np.sqrt(len(y)), forecast
    ahead = honest - score(y[:, np.newaxis] * alike, y)
    assert ahead.mean() > 3 * ahead.std() / np.sqrt(len(y))


def test_the_degenerate_forecasts_score_what_theory_says():
    true, last, y = drawn(cases=6000, draws=200)
    alike = np.ones_like(true)
    zero = 0 * alike
    np.testing.assert_allclose(crps_fair(zero, y), y)
    np.testing.assert_allclose(interval_score(zero, y), 20 * y)
    np.testing.assert_allclose(crps_fair(30 * alike, y), abs(y - 30))
    leaking = y[:, np.newaxis] * alike
    assert not crps_fair(leaking, y).any()
    assert not interval_score(leaking, y).any()
    np.testing.assert_allclose(ignorance(leaking, y), -np.log2(201 / 211))
    doubled = crps_fair(last[:, np.newaxis] * alike, y) - 2 * crps_fair(true, y)  # E|y - y'| against E|y - y'| / 2
    assert abs(doubled.mean()) < 3 * doubled.std() / np.sqrt(len(y))


@pytest.mark.parametrize("few", [2, 12])
@pytest.mark.parametrize("score", [crps_fair, crps_log1p])
def test_the_expected_fair_crps_does_not_depend_on_the_number_of_draws(score, few):
    draws, _, y = drawn(cases=20_000, draws=200)
    change = score(draws[:, :few], y) - score(draws, y)
    assert abs(change.mean()) < 3 * change.std() / np.sqrt(len(y))


def test_the_energy_form_charges_for_few_draws():
    draws, _, y = drawn(cases=20_000, draws=200)
    charged = crps_energy(draws[:, :12], y) - crps_energy(draws, y)
    assert charged.mean() > 3 * charged.std() / np.sqrt(len(y))


@pytest.mark.parametrize(
    ("window", "energy", "fair", "ign", "mis"),
    [
        (2018, 14.48, 13.26, 1.237, 186.6),
        (2019, 9.15, 8.55, 1.212, 89.1),
        (2020, 21.34, 20.86, 1.193, 345.0),
        (2021, 76.85, 76.26, 1.224, 1435.6),
    ],
)
def test_the_published_scores_of_conflictology_are_reproduced(real, window, energy, fair, ign, mis):
    """CRPS, IGN and MIS as the challenge published them; its fair CRPS as found with an independent program."""
    cells = ["month_id", "country_id"]
    forecast = pl.read_parquet(real / "views" / f"bm_conflictology_{window}.parquet")
    actual = pl.read_parquet(real / "views" / f"cm_actuals_{window}.parquet").cast(dict.fromkeys(cells, pl.Int32))
    both = forecast.group_by(cells).agg("outcome").join(actual, on=cells, suffix="_observed", validate="1:1")
    draws, y = np.array(both["outcome"].to_list()), both["outcome_observed"].to_numpy()
    assert draws.shape == (2292, 12)
    assert round(crps_energy(draws, y).mean(), 2) == energy
    assert round(crps_fair(draws, y).mean(), 2) == fair
    assert round(ignorance(draws, y).mean(), 3) == ign
    assert round(interval_score(draws, y).mean(), 1) == mis
