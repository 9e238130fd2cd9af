from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import logsumexp

from smoulder import change_points
from smoulder.change_points import HAZARD, LEAST, changes, levels


def bursty(rng, mean, dispersion, months):
    return rng.poisson(rng.gamma(dispersion, mean / dispersion, months))


def ways(n):
    """Every way to cut n months into levels of at least LEAST months."""
    for cuts in range(n):
        for inner in combinations(range(1, n), cuts):
            edges = [0, *inner, n]
            if min(np.diff(edges)) >= LEAST:
                yield edges


@pytest.mark.parametrize("counts", [[0, 1, 0, 9, 8, 12, 9, 0, 1, 0, 0], [2] * 9, [0, 0, 0, 0, 0, 0, 1, 30, 29]])
def test_the_recursions_weigh_every_cutting_as_brute_force_does(counts):
    x, n = np.asarray(counts, float), len(counts)
    evidence = change_points._evidence(x, 2.0)
    forward = change_points._forward(evidence[None])[0]
    backward = change_points._backward(evidence[None])[0]
    logs, cut = [], []
    for edges in ways(n):
        logs.append(sum(evidence[a, b] for a, b in pairwise(edges)) - np.log(HAZARD) * (len(edges) - 2))
        cut.append(edges[1:-1])
    weights = np.exp(np.array(logs) - logsumexp(logs))
    assert backward[0] == pytest.approx(logsumexp(logs))
    for place in range(1, n):
        brute = sum(weight for weight, edges in zip(weights, cut, strict=True) if place in edges)
        assert np.exp(forward[place] + backward[place] - backward[0]) == pytest.approx(brute, abs=1e-9)
    assert change_points._likeliest(evidence) == cut[int(np.argmax(weights))]


@pytest.mark.parametrize("dispersion", [1, 3, 1000])
def test_a_change_is_found_near_its_month_with_a_span_that_holds_it(dispersion):
    rng = np.random.default_rng(7)
    errors, held = [], []
    for _ in range(40):
        found = changes(np.r_[bursty(rng, 20, dispersion, 60), bursty(rng, 4, dispersion, 60)])
        assert found, "a fall from 20 to 4 a month is missed"
        nearest = min(found, key=lambda each: abs(each.at - 60))
        errors.append(abs(nearest.at - 60))
        held.append(nearest.low <= 60 <= nearest.high)
        assert nearest.before > nearest.after
    assert np.median(errors) <= 2
    assert np.mean(held) >= 0.85


@pytest.mark.parametrize(("mean", "dispersion"), [(0.5, 1), (3, 1), (3, 1000), (30, 2)])
def test_a_series_without_a_change_seldom_shows_one(mean, dispersion):
    rng = np.random.default_rng(11)
    false = sum(bool(changes(bursty(rng, mean, dispersion, 120))) for _ in range(60))
    assert false <= 6, "more than one series in ten shows a change that is not there"


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(0, 60), min_size=0, max_size=50))
def test_changes_are_places_in_order_with_chances(counts):
    found = changes(counts)
    places = [each.at for each in found]
    assert places == sorted(set(places))
    for each in found:
        assert LEAST <= each.at <= len(counts) - LEAST
        assert each.low <= each.at <= each.high
        assert change_points.SURE <= each.chance <= 1
    edges = levels(counts) if counts else []
    assert sum(after - first for first, after, _ in edges) == len(counts)
    assert sum((after - first) * mean for first, after, mean in edges) == pytest.approx(sum(counts))


def test_short_or_empty_series_have_none():
    assert changes([]) == changes([9, 0, 9]) == changes([0] * 50) == []
