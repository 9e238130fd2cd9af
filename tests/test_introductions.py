"""Whom a text introduces before words that have no verb of saying."""

import pytest

from smoulder.introductions import opines


@pytest.mark.parametrize(
    "words",
    [
        "A miller in Tal disagreed.",
        "One deserter offered a caution.",
        "The mayor is less sanguine.",
        "A sergeant would have none of it.",
        "Herders tell it differently.",
        "A nurse paints a darker picture.",
    ],
)
def test_a_sentence_can_tell_only_that_somebody_has_a_view(words):
    assert opines(words)


@pytest.mark.parametrize("words", ["The army took the ford.", "A miller sold his flour.", "Three lorries burned."])
def test_other_sentences_tell_what_happened(words):
    assert not opines(words)
