from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoulder.claim import HORIZONS
from smoulder.grammar.deadlines import deadlines_in
from smoulder.grammar.horizons import spans_in
from smoulder.grammar.pasts import pasts_in
from smoulder.grammar.seasons import seasons_in
from smoulder.lexicon import plain

DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))


def found(words, said, language="en", home=None):
    text = plain(words)
    dated = deadlines_in(text, language, said, home)
    past = [each for each in pasts_in(text, language) if not any(inside(each, one) for one in dated)]
    others = [*spans_in(text, language, said), *dated, *seasons_in(text, language, said, home)]
    return [each.horizon for each in (*past, *(one for one in others if not any(touch(one, each) for each in past)))]


def inside(one, other):
    return other.start < one.start and one.end <= other.end


def touch(one, other):
    return one.start < other.end and other.start < one.end


@pytest.mark.parametrize(
    ("words", "said", "kind", "days", "deadline"),
    [
        ("will be over within two weeks", "2019-02-07", "deadline", (0, 14), "2019-02-21"),
        ("will go on at least until the end of 2012", "2011-03-31", "beyond_date", (641, None), "2012-12-31"),
        ("will go on until at least the end of 2012", "2011-03-31", "beyond_date", (641, None), "2012-12-31"),
        ("could fight on for a decade or more", "2011-03-31", "duration_long", (3652, None), None),
        ("it could take more than a year", "2011-03-31", "duration_long", (365, None), None),
        ("they will not last long", "2011-03-31", "vague_near", (0, 30), None),
        ("the war will last long", "2011-03-31", "duration_long", (365, 3650), None),
        ("has only weeks to live", "2011-03-31", "deadline_vague", (7, 56), None),
        ("will be over before Eid al-Adha", "2011-03-31", "deadline", (0, 220), "2011-11-06"),
        ("will fall in a month", "2011-03-31", "deadline", (0, 30), "2011-04-30"),
        ("gave them three months to finish", "2015-08", "deadline", (0, 91), "2015-11-30"),
        ("over within days", "2001-05-05", "deadline_vague", (1, 7), None),
        ("a matter of weeks", "2001-05-05", "deadline_vague", (7, 56), None),
        ("days, not weeks", "2001-05-05", "deadline_vague", (1, 7), None),
        ("a few more days", None, "deadline_vague", None, None),
        ("they will need a few days", "2001-05-05", "deadline_vague", (2, 7), None),
        ("will be beaten before the month of Ramadan", "2015-06-01", "deadline", (0, 16), "2015-06-17"),
        ("will be beaten by the first week of July", "2015-06-01", "deadline", (0, 36), "2015-07-07"),
        ("will be beaten by the elections in February", "2015-06-01", "deadline", (0, 273), "2016-02-29"),
        ("more attacks this summer", "2015-06-01", "seasonal", (0, 105), None),
        ("will be beaten sooner rather than later", "2001-05-05", "vague_near", (0, 30), None),
        ("will end soon", "2001-05-05", "vague_near", (0, 68), None),
        ("in a very short time", "2001-05-05", "vague_near", (0, 30), None),
        ("could last for years", "2001-05-05", "duration_long", (365, 3650), None),
        ("fight on for generations", "2001-05-05", "open_future", (None, None), None),
        ("never again", "2001-05-05", "open_future", (None, None), None),
        ("killed in three weeks of fighting", "2001-05-05", "past_period", (None, None), None),
        ("over the past two years", "2001-05-05", "past_period", (None, None), None),
        ("when the snow melts", "2002-02-19", "seasonal", (24, 98), None),
        ("will be cleared by June 12", "2017-06-06", "deadline", (0, 6), "2017-06-12"),
        ("cleared before the New Year on April 14", "2009-04-07", "deadline", (0, 6), "2009-04-13"),
        ("won before the end of the year", "1999-10-01", "deadline", (0, 91), "1999-12-31"),
        ("by the end of the month", "2019-02-07", "deadline", (0, 21), "2019-02-28"),
        ("hold out until the end of Ramadan", "2017-06-06", "until_date", (0, 19), "2017-06-25"),
        ("well beyond 2016", "2015-12-29", "beyond_date", (368, None), "2016-12-31"),
        ("finished before the presidential elections", "2011-01-01", "deadline", (None, None), None),
        ("the army will win in May 2005", "2004-11-02", "deadline", (0, 210), "2005-05-31"),
        ("before Christmas", "2004-11-02", "deadline", (0, 52), "2004-12-24"),
        ("by 31 March 2026", "2025-03-30", "deadline", (0, 366), "2026-03-31"),
        ("will surrender within 48 hours", "2016-05-04", "deadline", (0, 2), "2016-05-06"),
        ("a three-month deadline", "2016-05-04", "deadline", (0, 91), "2016-08-04"),
        ("six weeks at the outside", "2016-05-04", "deadline", (0, 42), "2016-06-15"),
        ("will be theirs by this time next year", "2016-05-04", "deadline", (0, 365), "2017-05-04"),
        ("will be out before the week is over", "2016-05-04", "deadline", (0, 4), "2016-05-08"),
        ("will be gone by mid-2017", "2016-05-04", "deadline", (0, 422), "2017-06-30"),
        ("will be taken before the middle of June", "2016-05-04", "deadline", (0, 41), "2016-06-14"),
        ("will end in the first quarter of 2017", "2016-05-04", "deadline", (0, 331), "2017-03-31"),
        ("will fall this year", "2016-05-04", "deadline", (0, 241), "2016-12-31"),
        ("will not fall this year", "2016-05-04", "until_date", (0, 241), "2016-12-31"),
        ("will hold until the trucks come in September", "2016-05-04", "until_date", (0, 120), "2016-09-01"),
        ("will be open before Holy Week", "2016-02-04", "deadline", (0, 44), "2016-03-19"),
        ("will be open by Orthodox Easter", "2016-02-04", "deadline", (0, 87), "2016-05-01"),
        ("before Diwali", "2016-05-04", "deadline", (0, 179), "2016-10-30"),
        ("is about to give in", "2016-05-04", "vague_near", (0, 30), None),
        ("will not cool in this generation", "2016-05-04", "duration_long", (3652, None), None),
        ("fight on until the prisoners are freed", "2016-05-04", "open_future", (None, None), None),
        ("was stormed last week", "2016-05-04", "past_period", (None, None), None),
        ("the hamlet was taken on Monday", "2016-05-04", "past_period", (None, None), None),
        ("has shrunk since the spring", "2016-05-04", "past_period", (None, None), None),
        ("will come back by summer", "2016-02-04", "seasonal", (113, 158), None),
        ("the work will take three to four days", "2016-02-04", "deadline_vague", (3, 4), None),
        ("the job would take at least forty days", "2016-02-04", "deadline_vague", (40, None), None),
        ("will defend the ridge for ten days", "2016-02-04", "until_date", (0, 10), "2016-02-14"),
        ("they will hold the mill until July", "2016-02-04", "until_date", (0, 148), "2016-07-01"),
        ("they have until Friday to come down", "2016-02-04", "deadline", (0, 1), "2016-02-05"),
        ("will be disarmed by the June elections", "2016-02-04", "deadline", (0, 147), "2016-06-30"),
        ("will strike before Dashain in October", "2003-09-10", "deadline", (0, 16), "2003-09-26"),
        ("it will be a long guerrilla war", "2016-02-04", "duration_long", (365, 3650), None),
        ("they have rice for six more years", "2016-02-04", "duration_long", (2192, 2192), None),
        ("the end of the band is near", "2016-02-04", "vague_near", (0, 365), None),
    ],
)
def test_english(words, said, kind, days, deadline):
    horizon = next(each for each in found(words, said) if each.kind == kind)
    assert horizon.deadline == deadline
    if days:
        assert (horizon.days_min, horizon.days_max) == days


@pytest.mark.parametrize(
    ("words", "said", "kind", "deadline"),
    [
        ("سيسقط خلال أسبوعين", "2019-02-07", "deadline", "2019-02-21"),
        ("ستستمر حتى نهاية العام المقبل على الأقل", "2017-12-10", "beyond_date", "2018-12-31"),
        ("يحتاج إلى أسبوع على الأقل", "2017-12-10", "deadline_vague", None),
        ("لن يصمد طويلا", "2017-12-10", "vague_near", None),
        ("سوف تدوم طويلا", "2017-12-10", "duration_long", None),
        ("ولن يصمد أكثر من أسبوع", "2017-12-10", "deadline", "2017-12-17"),
        ("القضاء عليهم لن يستغرق أكثر من أسبوع", "2017-12-10", "deadline", "2017-12-17"),
        ("ستهاجم العاصمة خلال 48 ساعة", "2017-12-10", "deadline", "2017-12-12"),
        ("سيطردون من المرفأ خلال ثلاثة أيام", "2017-12-10", "deadline", "2017-12-13"),
        ("قادرة على السيطرة على المدينة في تسعين يوما", "2017-12-10", "deadline", "2018-03-10"),
        ("لن تستغرق سوى أيام", "2017-12-10", "deadline_vague", None),
        ("يمكن أن تحرر خلال شهور قليلة", "2017-12-10", "deadline_vague", None),
        ("ستصبح آمنة قبل الانتخابات المحلية في 23 تشرين الأول", "2017-10-01", "deadline", "2017-10-22"),
        ("سيعود خلال ستة أشهر", "2017-12-10", "deadline", "2018-06-10"),
        ("سينتهي في غضون أيام", "2019-02-07", "deadline_vague", None),
        ("أيام وليس أسابيع", "2019-02-07", "deadline_vague", None),
        ("سينتهي قريبا", "2019-02-07", "vague_near", None),
        ("قبل نهاية عام 2017", "2017", "deadline", "2017-12-31"),
        ("بحلول نهاية الشهر الجاري", "2019-02-07", "deadline", "2019-02-28"),
        ("قبل نهاية أوت", "1997-07-01", "deadline", "1997-08-31"),
        ("قبل نهاية آب", "1997-07-01", "deadline", "1997-08-31"),
        ("قبل نهاية أغسطس", "1997-07-01", "deadline", "1997-08-31"),
        ("قبل نهاية غشت", "1997-07-01", "deadline", "1997-08-31"),
        ("قبل شهر رمضان", "2019-02-07", "deadline", "2019-05-05"),
        ("حتى نهاية رمضان", "2019-02-07", "until_date", "2019-06-04"),
        ("لن يعودوا مرة أخرى", "2017-12-10", "open_future", None),
        ("يستمر لسنوات", "2017-12-10", "duration_long", None),
        ("إلى ما بعد عام 2016", "2015-12-01", "beyond_date", "2016-12-31"),
        ("ستنتهي خلال 72 ساعة", "2017-12-10", "deadline", "2017-12-13"),
        ("لن تصمد القرية شهرين", "2017-12-10", "deadline", "2018-02-10"),
        ("سيرحلون قبل منتصف آذار", "2017-12-10", "deadline", "2018-03-14"),
        ("سيرحلون في الربع الأول من العام المقبل", "2017-12-10", "deadline", "2018-03-31"),
        ("ستفتح الطريق قبل نهاية 2018", "2017-12-10", "deadline", "2018-12-31"),
        ("لن يسقط الحصن هذا العام", "2017-12-10", "until_date", "2017-12-31"),
        ("ستبقى الجبال عصية سنوات", "2017-12-10", "duration_long", None),
        ("باتت النهاية على وشك", "2017-12-10", "vague_near", None),
        ("سيعودون قبل موسم الأمطار", "2017-12-10", "seasonal", None),
        ("سقطت ثلاث تلال في أسبوعين", "2017-12-10", "past_period", None),
        ("خسروا رجالا منذ الربيع", "2017-12-10", "past_period", None),
    ],
)
def test_arabic(words, said, kind, deadline):
    horizons = found(words, said, "ar")
    assert (kind, deadline) in {(each.kind, each.deadline) for each in horizons}


@pytest.mark.parametrize(
    ("words", "home", "days"),
    [
        ("they will attack before the rains", "MLI", (0, 130)),
        ("they will attack before the rains", "AGO", (0, 262)),
        ("will be quiet until the rains let up in October", "MMR", (243, 273)),
        ("they will return when the passes open", "AFG", (77, 137)),
        ("they will be gone by the next poppy harvest", "AFG", (64, 114)),
        ("will be back by summer", "PER", (299, 344)),
        ("they will go home after the rains", "MLI", (242, 302)),
    ],
)
def test_the_days_of_a_season_are_those_of_the_country(words, home, days):
    [horizon] = [each for each in found(words, "2016-02-01", home=home) if each.kind == "seasonal"]
    assert (horizon.days_min, horizon.days_max) == days


@pytest.mark.parametrize(("home", "deadline"), [("UKR", "2016-08-24"), ("IDN", "2016-08-17"), (None, None)])
def test_a_national_day_is_that_of_the_country(home, deadline):
    [horizon] = found("the town will be ours by Independence Day", "2016-05-04", home=home)
    assert (horizon.kind, horizon.deadline) == ("deadline", deadline)


@pytest.mark.parametrize(
    "words",
    [
        "the man who shot at them on Monday is old", "every Friday the market opens",
        "the front that fell in May is calm",
        "the group, founded in 2003, is small",
        "some 900 are left, down from 7,000 in 2001",
    ],
)  # fmt: skip
def test_a_time_of_something_beside_the_clause_is_none(words):
    assert found(words, "2016-05-04") == []


@pytest.mark.parametrize(
    "words", ["the two sides met", "he is 40 years old", "it may rain", "a bomb in the market", ""]
)
def test_no_horizon(words):
    assert found(words, "2001-05-05") == []


@given(st.text(max_size=120), DAYS, st.sampled_from(["en", "ar"]))
def test_any_text_gives_horizons_of_the_schema_that_stand_in_it(words, said, language):
    text = plain(words)
    for each in (*spans_in(text, language, said.isoformat()), *deadlines_in(text, language, said.isoformat())):
        assert 0 <= each.start < each.end <= len(text)
        assert each.horizon.kind in HORIZONS


NUMBERS = st.sampled_from(["two", "3", "ten", "a few", "several", "forty"])
UNITS = st.sampled_from(["days", "weeks", "months", "years"])


@given(NUMBERS, UNITS, DAYS)
def test_a_deadline_lies_as_many_days_ahead_as_the_horizon_says(number, unit, said):
    [horizon] = found(f"it will be over within {number} {unit}", said.isoformat())
    low, high = horizon.days_min, horizon.days_max
    assert 0 <= low <= high
    if horizon.deadline:
        assert abs((date.fromisoformat(horizon.deadline) - said).days - high) <= 3


@given(DAYS)
def test_a_day_ahead_has_its_number_of_days(said):
    for words in ("by the end of the year", "before Ramadan", "until the end of the month", "before Christmas"):
        for horizon in found(f"it will end {words}", said.isoformat()):
            if horizon.deadline:
                assert (date.fromisoformat(horizon.deadline) - said).days == horizon.days_max
                assert horizon.days_max >= 0
