"""Where what is said is cut into clauses: one proposition each, without what only stands beside it."""

import pytest

from smoulder.grammar import clauses, clauses_ar
from smoulder.lexicon import plain
from smoulder.spans import Span


def parts(words):
    return [each.of(words) for each in clauses.clauses_in(words, Span(0, len(words)))]


def parts_ar(words):
    words = plain(words)
    return [each.of(words) for each in clauses_ar.clauses_in(words, Span(0, len(words)))]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "the column had left Tarun by night and would be back with the rains",
            ["the column had left Tarun by night", "would be back with the rains"],
        ),
        ("the roads meant little and that the war went on", ["the roads meant little", "the war went on"]),
        (
            "the brigade lost its depot but still refused every talk",
            ["the brigade lost its depot", "still refused every talk"],
        ),
        (
            "the port was in their hands, which had been the seat of the rebels for years",
            ["the port was in their hands"],
        ),
        ("told the state radio on Friday that the rising was over", ["the rising was over"]),
        ("the siege will end by May, according to a priest in the town", ["the siege will end by May"]),
        (
            "Most of the hills were calm, and they hold the forest",
            ["Most of the hills were calm", "they hold the forest"],
        ),
        (
            "the rumours according to which the town has fallen were false",
            ["the rumours according to which the town has fallen were false"],
        ),
    ],
)
def test_english_clauses(words, expected):
    assert parts(words) == expected


def test_what_closes_a_lead_is_apart():
    told = parts("the war is nearly won, two days after the troops had retaken the bridge of Tarun")
    assert sorted(told) == ["the troops had retaken the bridge of Tarun", "the war is nearly won"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "الجماعة فقدت آخر معاقلها، ومعظم رجالها يفرون نحو الجبال",
            ["الجماعة فقدت آخر معاقلها", "معظم رجالها يفرون نحو الجبال"],
        ),
        ("المتمردون باتوا قلة، وقدر عددهم بأقل من مئتين", ["المتمردون باتوا قلة", "قدر عددهم بأقل من مئتين"]),
        ("العملية انتهت بنجاح، بعد يومين من دخول الجيش إلى البلدة", ["العملية انتهت بنجاح"]),
        ("القتال سيستمر حتى الربيع، بحسب شيخ في القرية", ["القتال سيستمر حتى الربيع"]),
    ],
)
def test_arabic_clauses(words, expected):
    assert parts_ar(words) == [plain(each) for each in expected]


def test_an_and_within_an_inserted_condition_joins_no_clauses():
    text = "the rebels, if the army is right and its allies are ready, will lose their last towns"
    assert parts(text) == [text]
