import pytest

from smoulder.errors import BadInput
from smoulder.likelihood import YARDSTICK, likelihood

PHIA = {  # term: lower and upper edge of its band, in percent
    "a remote chance": (0, 5),
    "highly unlikely": (10, 20),
    "unlikely": (25, 35),
    "a realistic possibility": (40, 50),
    "likely": (55, 75),
    "highly likely": (80, 90),
    "almost certain": (95, 100),
}


@pytest.mark.parametrize("term", PHIA)
def test_each_band_of_the_yardstick_has_its_term(term):
    low, high = PHIA[term]
    assert {likelihood(percent / 100) for percent in range(low, high + 1)} == {term}


def test_a_number_between_two_bands_takes_the_nearer_and_halfway_the_less_certain():
    assert (likelihood(0.07), likelihood(0.08)) == ("a remote chance", "highly unlikely")
    assert likelihood(0.075) == "highly unlikely"
    assert likelihood(0.775) == "likely"
    assert likelihood(0.925) == "highly likely"


def test_terms_only_rise_with_the_probability():
    order = [term for _, term in YARDSTICK]
    ranks = [order.index(likelihood(step / 1000)) for step in range(1001)]
    assert ranks == sorted(ranks)
    assert set(ranks) == set(range(len(order)))


@pytest.mark.parametrize("wrong", [-0.001, 1.001, float("nan")])
def test_what_is_no_probability_has_no_word(wrong):
    with pytest.raises(BadInput):
        likelihood(wrong)
