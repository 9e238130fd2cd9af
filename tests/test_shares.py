"""Intervals of shares: against Wilson's own numbers, by simulation, and what clusters do to them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoulder.shares import share, wilson


def test_no_case_has_no_share():
    assert share([], []) is None


@pytest.mark.parametrize(
    ("happened", "cases", "low", "high"),
    [(15, 148, 0.0624, 0.1605), (81, 263, 0.2553, 0.3662)],  # Newcombe 1998, Statistics in Medicine 17, method 3
)
def test_wilson_as_published(happened, cases, low, high):
    assert wilson(happened / cases, cases) == pytest.approx((low, high), abs=2e-4)


@given(st.lists(st.tuples(st.booleans(), st.sampled_from("abcdef")), min_size=1, max_size=60))
def test_the_share_lies_in_its_interval_which_is_never_narrower_than_for_independent_cases(cases):
    happened, clusters = zip(*cases, strict=True)
    found = share(happened, clusters)
    assert 0 <= found.low <= found.share <= found.high <= 1
    assert (found.happened, found.cases, found.clusters) == (sum(happened), len(cases), len(set(clusters)))
    low, high = wilson(found.share, found.cases)
    assert found.low <= low + 1e-12
    assert found.high >= high - 1e-12


def test_claims_of_one_group_alike_count_as_few():
    alike = share(
        [True] * 30 + [False] * 30, ["a"] * 10 + ["b"] * 10 + ["c"] * 10 + ["d"] * 10 + ["e"] * 10 + ["f"] * 10
    )
    mixed = share([True, False] * 30, [str(number) for number in range(60)])
    assert alike.high - alike.low > 1.5 * (mixed.high - mixed.low)
    one_way = share([False] * 40, ["a"] * 20 + ["b"] * 20)
    assert one_way.high == pytest.approx(wilson(0.0, 2)[1])


def test_it_covers_what_it_should_for_clustered_cases():
    rng, inside = np.random.default_rng(1), 0
    for _ in range(400):
        p = np.repeat(rng.beta(2, 3, 40), 5)  # 40 groups of five claims, mean 0.4
        found = share(list(rng.random(200) < p), list(np.repeat(np.arange(40), 5).astype(str)))
        inside += found.low <= 0.4 <= found.high
    assert inside / 400 > 0.92
