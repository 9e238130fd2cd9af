import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoulder.claim import BOUNDS
from smoulder.grammar.quantities import quantities_in
from smoulder.lexicon import plain
from smoulder.numerals import numbers_in

GROUPS = ("tamil tigers", "boko haram", "isis")


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
        ("the band does not have more than 60 men", (60, None, "<=", "fighters")),
        ("puts the strength of the guerrillas at 2,300", (2300, None, "=", "fighters")),
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
        ("a hundred and fifty raiders", (150, None, "=", "fighters")),
        ("a thousand two hundred stragglers", (1200, None, "=", "fighters")),
        ("between four and five hundred guerrillas", (400, 500, "range", "fighters")),
        ("six to eight thousand deserters", (6000, 8000, "range", "fighters")),
        ("sixty, maybe seventy", (60, 70, "range", "fighters")),
        ("thirty-odd corpses", (30, None, "~", "bodies")),
        ("three hundred and some bandits", (300, None, ">", "fighters")),
        ("a score of mutineers", (20, None, "=", "fighters")),
        ("barely two dozen hotheads", (24, None, "<=", "fighters")),
        ("no fewer than 90 had been rounded up", (90, None, ">=", "fighters")),
        ("only 40 remain", (40, None, "=", "fighters")),
        ("a further 12 surrendered", (12, None, "=", "fighters")),
        ("they number in the thousands", (None, None, "several", "fighters")),
        ("bodies by the dozen", (None, None, "several", "bodies")),
        ("not a single hamlet", (0, None, "=", "villages")),
        ("at least four other localities", (4, None, ">=", "villages")),
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
        ("أكثر من ثمانمئة من رجاله", (800, None, ">", "fighters")),
        ("أربعا وعشرين قرية", (24, None, "=", "villages")),
        ("ما دون التسعة آلاف", (9000, None, "<", "fighters")),
        ("لا يتعدون الأربعين", (40, None, "<=", "fighters")),
        ("مئتي متطوع على أدنى تقدير", (200, None, ">=", "fighters")),
        ("ست قرى أو سبع", (6, 7, "range", "villages")),
        ("استسلام سبعة آخرين", (7, None, "=", "fighters")),
        ("أقل من كيلومترين مربعين", (2, None, "<", "km2")),
        ("بين ستين وثمانين في الجبل", (60, 80, "range", "fighters")),
    ],
)
def test_arabic(words, expected):
    assert found(words, "ar") == [expected]


@pytest.mark.parametrize(
    "words",
    ["in 2014 ISIS took the town", "a 122 mm gun", "on 24 December", "room 12", "route 40", "the year 1999", ""],
)
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
