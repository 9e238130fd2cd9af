"""Who speaks a whole Arabic text: communiqués, interviews, opinions, and news that is none of these."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoulder import arabic_voices
from smoulder.claim import Article, Published
from smoulder.grammar import speakers_ar
from smoulder.grammar.clauses_ar import clauses_in
from smoulder.lexicon import plain
from smoulder.lineage import load_lineage
from smoulder.reading import read
from smoulder.spans import Span
from smoulder.toponyms import load_gazetteer

DAY = date(2016, 2, 1)
COMMUNIQUE = """بيان قيادة العمليات المشتركة

يا أبناء شعبنا، تعلن قيادة العمليات المشتركة أن قواتنا حررت قضاء هيت من عصابات داعش. لقد خسر العدو مئتي قتيل.
ونؤكد لكم أن فلول داعش لن تعود إلى المدينة."""
INTERVIEW = """عميد متقاعد: داعش لم ينته

بغداد - أجرينا هذا الحوار مع عميد متقاعد قاد وحدات في الأنبار.
هل انتهى تنظيم داعش؟
- لا يزال التنظيم قادرا على شن هجمات.
وماذا عن هيت؟
- المدينة ستسقط خلال أسبوع."""
RADIO = """نشرة المساء

المذيع: معنا الآن الخبير الأمني سعد البدري. هل خسر داعش الحرب؟
الضيف: التنظيم فقد ثلثي مقاتليه.
المذيع: هل يعود؟
الضيف: التنظيم سيعود إلى الرمادي."""
OPINION = """رأي: بعد الرمادي

لا أظن أن داعش انتهى. التنظيم لا يزال يسيطر على الموصل، والحرب عليه ستستمر سنوات."""
NEWS = """معارك الأنبار

الرمادي - تواصل القوات العراقية قتال تنظيم داعش. وقال ضابط في الجيش إن قواتنا ستحرر هيت خلال أسبوع."""


def claims_of(text):
    title = text.partition("\n")[0]
    article = Article("invented", text, title, len(title), "ar", Published(DAY, DAY, ""))
    return read(article, load_gazetteer(), load_lineage()).claims


def told(text):
    """(speaker as written, kind, direction) of each claim."""
    return [(each.speaker.as_written, each.speaker.kind, each.direction) for each in claims_of(text)]


def test_who_issues_a_communique_says_what_nobody_else_says():
    found = told(COMMUNIQUE)
    assert len(found) >= 3
    assert {who for who, _, _ in found} == {"قيادة العمليات المشتركة"}
    assert {direction for _, _, direction in found} <= {"ends", "weakens"}


def test_answers_are_the_words_of_who_is_asked():
    found = told(INTERVIEW)
    assert [direction for _, _, direction in found] == ["persists", "ends"]
    assert all(who.startswith("عميد متقاعد") and kind == "unnamed_expert" for who, kind, _ in found)


def test_labels_stand_for_the_guest_that_the_host_names():
    found = told(RADIO)
    assert [direction for _, _, direction in found] == ["weakens", "strengthens"]
    assert {(who, kind) for who, kind, _ in found} == {("الخبير الأمني سعد البدري", "named_expert")}


def test_who_writes_of_himself_may_claim():
    found = told(OPINION)
    assert found
    assert {(kind, direction) for _, kind, direction in found} == {("author", "persists")}


def test_a_report_in_which_somebody_says_our_forces_is_no_communique():
    assert [(kind, direction) for _, kind, direction in told(NEWS)] == [("unnamed_official", "ends")]
    assert arabic_voices.issuer(plain(NEWS), 0, speakers_ar.is_source) is None


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("خسر الجيش قريتين وسقط المسلحون في الكمين", 2),  # different subjects
        ("رجاله خرجوا من القرى بإرادتهم وسيعودون إليها قريبا", 2),  # what was, and what comes
        ("يسيطرون على قريتين في الوادي ويجبون الزكاة فيهما", 1),  # the same of the same
        ("العنف تراجع في الشمال لكنه لن يختفي", 1),  # "but it"
    ],
)
def test_a_plain_and_joins_two_statements_only_of_different_subjects_or_times(words, parts):
    assert len(clauses_in(plain(words), Span(0, len(words)))) == parts


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهوي :-?\n،.", max_size=300))
def test_any_text_has_answers_that_stand_in_it(text):
    for each in arabic_voices.answers_in(plain(text), 0, speakers_ar.is_source):
        assert 0 <= each.start <= each.said <= each.end <= len(text) or each.said == 0
    arabic_voices.issuer(plain(text), 0, speakers_ar.is_source)
