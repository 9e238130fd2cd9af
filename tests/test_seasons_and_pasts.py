import pytest

from smoulder.grammar.horizons import spans_in
from smoulder.grammar.pasts import pasts_in
from smoulder.grammar.seasons import seasons_in
from smoulder.lexicon import plain


@pytest.mark.parametrize(
    ("words", "said", "home", "low", "high"),
    [
        ("they will be in the valley before winter", "2011-07-01", "SYR", 30, 170),
        ("they will be in the valley before winter", "2011-11-01", "SYR", 0, 45),
        ("the road will be open by the beginning of summer", "2011-05-10", "SYR", 20, 45),
        ("the truce will hold until the spring", "2011-11-01", "SYR", 120, 142),
        ("the camp will fall before the summer is out", "2011-07-01", "SYR", 58, 83),
        ("raids will resume with the fighting season", "2011-02-01", "AFG", 63, 110),
        ("سيعود المسلحون بعد موسم الأمطار", "2015-02-01", "MLI", 241, 301),
        ("سيعودون مع بداية موسم القتال", "2011-02-01", "AFG", 52, 108),
    ],
)
def test_days_of_seasons(words, said, home, low, high):
    (found,) = seasons_in(plain(words), "ar" if words[0] > "z" else "en", said, home)
    for ours, right in ((found.horizon.days_min, low), (found.horizon.days_max, high)):
        assert abs(ours - right) <= max(3, right / 4)


@pytest.mark.parametrize(
    "words",
    [
        "More than 90 rebels were caught last month", "the fort fell on Sunday", "they lost the coast on June 3",
        "أسر أكثر من تسعين مسلحا منذ أيار",
    ],
)  # fmt: skip
def test_times_of_the_past(words):
    assert [each.horizon.kind for each in pasts_in(plain(words), "ar" if words[0] > "z" else "en")] == ["past_period"]


@pytest.mark.parametrize(
    "words",
    [
        "the front is weaker than at any time since 2009", "it was the heaviest raid since 2009",
        "the post fell for the first time in decades", "the column had flour for two weeks",
        "shelling continued on Sunday", "هذه أكبر خسارة للجماعة منذ خمس سنوات",
    ],
)  # fmt: skip
def test_what_tells_no_time_of_the_past(words):
    assert not pasts_in(plain(words), "ar" if words[0] > "z" else "en")


def test_what_there_is_enough_of_lasts_until_a_day():
    (found,) = spans_in("they have flour for two months", "en", "2019-03-01")
    assert (found.horizon.kind, found.horizon.days_max) == ("until_date", 61)
