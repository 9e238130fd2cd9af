import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoulder.claim import BOUNDS
from smoulder.grammar.quantities import quantities_in
from smoulder.lexicon import plain
from smoulder.numerals import numbers_in

GROUPS = re.compile("Boko Haram|Tamil Tigers|ISIS")


def found(words, language="en"):
    return [
        (each.quantity.value, each.quantity.value_max, each.quantity.op, each.quantity.unit)
        for each in quantities_in(plain(words), language, GROUPS)
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("no more than 350 armed fighters", (350, None, "<=", "fighters")),
        ("more than 3,000 militants", (3000, None, ">", "fighters")),
        ("at least 40 bodies", (40, None, ">=", "bodies")),
        ("fewer than 500 hard-core cadres", (500, None, "<", "fighters")),
        ("about 17 square kilometres", (17, None, "~", "km2")),
        ("some 60 sq km", (60, None, "~", "km2")),
        ("only 4 km", (4, None, "=", "km")),
        ("40 to 50 gunmen", (40, 50, "range", "fighters")),
        ("between 7,000 and 12,000 fighters", (7000, 12000, "range", "fighters")),
        ("a thousand of them", (1000, None, "=", "fighters")),
        ("twenty-five villages", (25, None, "=", "villages")),
        ("several villages", (None, None, "several", "villages")),
        ("dozens of bodies", (None, None, "several", "bodies")),
        ("hundreds of Boko Haram men", (None, None, "several", "fighters")),
        ("200 ISIS remain", (200, None, "=", "fighters")),
        ("up to 100,000 civilians", (100000, None, "<=", "civilians")),
        ("lost 40 percent of its land", (40, None, "=", "percent")),
        ("the number of civilians inside at around 50,000", (50000, None, "~", "civilians")),
        ("two million people", (2000000, None, "=", "civilians")),
    ],
)
def test_english(words, expected):
    assert found(words) == [expected]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("نحو ألف مسلح", (1000, None, "~", "fighters")),
        ("أكثر من 3000 مقاتل", (3000, None, ">", "fighters")),
        ("٣٠٠ مقاتل", (300, None, "=", "fighters")),
        ("ما بين 40 و50 مسلحا", (40, 50, "range", "fighters")),
        ("لا يزيد عن 200 إرهابي", (200, None, "<=", "fighters")),
        ("عدة قرى", (None, None, "several", "villages")),
        ("أربعة كيلومترات مربعة", (4, None, "=", "km2")),
        ("خمسة وعشرون عنصرا", (25, None, "=", "fighters")),
    ],
)
def test_arabic(words, expected):
    assert found(words, "ar") == [expected]


@pytest.mark.parametrize("words", ["in 2014 ISIS took the town", "a 122 mm gun", "on 24 December", "room 12", ""])
def test_a_number_without_a_unit_is_none(words):
    assert found(words) == []


@given(st.text(max_size=150), st.sampled_from(["en", "ar"]))
def test_any_text_gives_quantities_of_the_schema_that_stand_in_it(words, language):
    text = plain(words)
    for each in quantities_in(text, language, GROUPS):
        assert text[each.start : each.end].strip() == each.quantity.text
        assert each.quantity.op in BOUNDS


@given(st.integers(0, 999_999_999))
def test_digits_are_read_with_and_without_commas(number):
    for words in (f"{number}", f"{number:,}"):
        [read] = numbers_in(f"some {words} men", "en")
        assert read.value == number


@given(st.integers(1, 9), st.integers(0, 9), st.integers(1, 99))
def test_number_words_add_up(thousands, hundreds, rest):
    units = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    small = dict(enumerate((units + " seventeen eighteen nineteen").split()))
    tens = dict(enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2))
    words = [small[thousands], "thousand"] + ([small[hundreds], "hundred", "and"] if hundreds else [])
    words.append(small[rest] if rest < 20 else tens[rest // 10] + (f"-{small[rest % 10]}" if rest % 10 else ""))
    [read] = numbers_in(" ".join(words), "en")
    assert read.value == thousands * 1000 + hundreds * 100 + rest
