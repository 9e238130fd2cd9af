"""Directions weighed: odds are odds, and what was never seen in a marked clause says nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoulder.grammar.weighing import DIRECTIONS, TYPES, led, likeliest, summed, typed, weighed, weights

LANGUAGES = st.sampled_from(["en", "ar"])
NAMES = LANGUAGES.flatmap(
    lambda language: st.tuples(
        st.just(language), st.lists(st.sampled_from(list(weights(language).rows)), unique=True, max_size=60)
    )
)


@given(NAMES)
def test_the_odds_of_all_directions_sum_to_one(known):
    language, pointers = known
    odds = weighed(summed(pointers, language))
    assert tuple(odds) == DIRECTIONS
    assert sum(odds.values()) == pytest.approx(1)
    assert all(0 <= each <= 1 for each in odds.values())


@given(NAMES, st.sampled_from(DIRECTIONS[:-1]))
def test_a_type_is_told_by_what_its_pointers_and_its_direction_are_worth(known, direction):
    language, pointers = known
    found = typed(summed(pointers, language), direction, language)
    worth = summed([*pointers, led(direction)], language)
    assert found == dict(zip(TYPES, worth[len(DIRECTIONS) :], strict=True))


@given(NAMES, st.lists(st.text(max_size=9).map(lambda name: f"? {name}")))
def test_what_was_never_seen_says_nothing(known, others):
    language, pointers = known
    assert weighed(summed(pointers, language)) == weighed(summed([*others, *pointers], language))


@given(NAMES)
def test_a_clause_points_to_the_likeliest_direction_though_it_may_say_nothing(known):
    language, pointers = known
    odds = weighed(summed(pointers, language))
    assert odds[likeliest(odds, but="nothing")] == max(value for name, value in odds.items() if name != "nothing")


def test_nothing_known_is_no_direction_at_all():
    assert list(weighed(summed([], "en")).values()) == pytest.approx([1 / len(DIRECTIONS)] * len(DIRECTIONS))
