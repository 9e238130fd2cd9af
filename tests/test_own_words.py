"""Own words stand in quotation marks as a whole; what is only reported, or quoted in part, is nobody's own."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoulder.articles import read_article
from smoulder.lineage import load_lineage
from smoulder.own_words import own_words
from smoulder.reading import read
from smoulder.toponyms import load_gazetteer

CLAIM = "the group is finished here"


def said(text, claim=CLAIM):
    start = text.index(claim)
    return own_words(text, start, start + len(claim))


@pytest.mark.parametrize(
    "text",
    [
        "“I think the group is finished here,” he said.",
        '"the group is finished here", he said. "It ran."',
        "He told us: «the group is finished here».",
        "‘the group is finished here,’ the minister’s office said.",
        "'We say the group is finished here', he said.",
        "First.\n“the group is finished here.\n“And it will not return,” he said.",
        "He said: “We won: ‘the group is finished here’, they told me.”",
    ],
)
def test_a_claim_in_marks_is_its_speakers_own(text):
    assert said(text) == CLAIM


@pytest.mark.parametrize(
    "text",
    [
        "He said that the group is finished here.",
        "“We won,” he said; the group is finished here, “I think.”",
        'He said "no" and the group is finished here.',
        '"We won, he said, the group is finished here.',  # a mark too few: nobody can tell
        "The rebels' end: the group is finished here, the rebels' men said.",
        "” We won, the group is finished here”",
    ],
)
def test_what_is_reported_is_nobodys_own(text):
    assert said(text) is None


def test_a_claim_that_is_quoted_in_part_is_not():
    text = "His men wait to “complete the preparations” for it, he said."
    assert own_words(text, 0, text.index(" for it")) is None
    assert own_words(text, text.index("“"), text.index("”") + 1) == "complete the preparations"


def test_one_word_in_marks_is_a_name_or_a_doubt():
    text = "The “caliphate” is gone."
    assert own_words(text, 5, 14) is None


@given(st.text(alphabet="ab “”«»\"'‘’\n.", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_own_words_are_words_of_the_text_within_the_span(text, one, other):
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    words = own_words(text, start, end)
    assert words is None or words in text[start:end]


ARTICLE = """Army says Boko Haram is finished

MAIDUGURI, March 3 - “Boko Haram has been defeated in Borno,” General Musa Okon told reporters on Monday. Governor Adamu
Bello told Reuters that Boko Haram will be defeated within two weeks.
"""


def test_the_reader_fills_them_in_and_keeps_the_relay_apart(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    article = read_article(str(path), published=date(2015, 3, 3), today=date(2020, 1, 1))
    claims = read(article, load_gazetteer(), load_lineage()).claims
    quoted = [each for each in claims if "defeated in Borno" in each.quote]
    reported = [each for each in claims if "two weeks" in each.quote]
    assert [each.as_said for each in quoted] == ["Boko Haram has been defeated in Borno"]
    assert [(each.as_said, each.relay) for each in reported] == [(None, "Reuters")]
