"""Directions weighed: odds are odds, and what is known of them holds on clauses that were not learned from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoulder.grammar.weighing import DIRECTIONS, pointed, weighed, weights

NAMES = st.dictionaries(st.sampled_from(sorted(weights())), st.floats(-3, 3))


@given(NAMES)
def test_the_odds_of_all_directions_sum_to_one(pointers):
    odds = weighed(pointers)
    assert set(odds) == set(DIRECTIONS)
    assert sum(odds.values()) == pytest.approx(1)
    assert all(0 <= each <= 1 for each in odds.values())


@given(NAMES, st.dictionaries(st.text(max_size=9).map(lambda name: f"? {name}"), st.floats(-3, 3)))
def test_what_was_never_seen_says_nothing(pointers, others):
    assert weighed(pointers) == weighed({**others, **pointers})


@given(NAMES)
def test_a_clause_points_to_the_likeliest_direction_though_it_may_say_nothing(pointers):
    odds = weighed(pointers)
    assert odds[pointed(odds)] == max(value for name, value in odds.items() if name != "nothing")


def test_nothing_known_is_no_direction_at_all():
    assert list(weighed({}).values()) == pytest.approx([1 / len(DIRECTIONS)] * len(DIRECTIONS))
