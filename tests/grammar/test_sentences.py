import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoulder.grammar import Span, clauses_ar
from smoulder.grammar.clauses import clauses_in
from smoulder.grammar.sentences import sentences_in
from smoulder.lexicon import lexicon, one_of, plain

TEXTS = st.text(alphabet=st.sampled_from(list("abc ABC.,;:!?\"“”«»'\n-– 0123٣مندو،؟")), max_size=200)


def split(text):
    text = plain(text)
    return [sentence.of(text) for sentence in sentences_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It ended. They left.", ["It ended.", "They left."]),
        ("Gen. Kabo met Lt. Col. Sadi at 9 a.m. on Monday.", ["Gen. Kabo met Lt. Col. Sadi at 9 a.m. on Monday."]),
        ("About 3.5 million fled. None returned.", ["About 3.5 million fled.", "None returned."]),
        ("“It is over. They ran,” he said. We saw.", ['"It is over. They ran," he said.', "We saw."]),
        ("He said: “It is over. They ran.” We saw.", ['He said: "It is over. They ran."', "We saw."]),
        ("KAMPALA, Uganda - The army won. It left.", ["The army won.", "It left."]),
        ("بغداد - انتهت الحرب. هل انتهت؟ نعم.", ["انتهت الحرب.", "هل انتهت?", "نعم."]),
        ("One line\nAnother line", ["One line", "Another line"]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text, expected):
    assert split(text) == [plain(each) for each in expected]


@given(TEXTS)
def test_sentences_are_in_order_apart_and_without_blank_ends(text):
    text = plain(text)
    last = 0
    for sentence in sentences_in(text):
        assert last <= sentence.start < sentence.end <= len(text)
        assert sentence.of(text) == sentence.of(text).strip()
        assert all(sentence.start <= quote.start <= quote.end <= sentence.end for quote in sentence.quotes)
        last = sentence.end


def test_a_mark_that_is_never_closed_does_not_swallow_the_text():
    text = plain("The loss of ” Caliphate. It is over. They ran.")
    assert len(list(sentences_in(text))) == 3


def test_clauses_are_split_where_both_sides_have_a_verb():
    text = "a thousand got away, and they will come back, but none has a gun, or so"
    assert [each.of(text) for each in clauses_in(text, Span(0, len(text)))] == [
        "a thousand got away",
        "they will come back",
        "none has a gun, or so",
    ]


@given(TEXTS)
def test_clauses_stand_in_the_text(text):
    text = plain(text)
    whole = Span(0, len(text))
    for clause in (*clauses_in(text, whole), *clauses_ar.clauses_in(text, whole)):
        assert 0 <= clause.start < clause.end <= len(text)


@given(st.text(max_size=300))
def test_plain_text_is_as_long_as_the_text(text):
    assert len(plain(text)) == len(text)
    assert plain(plain(text)) == plain(text)


def test_vowel_signs_do_not_hide_a_word():
    assert plain("مُسَلَّح").strip() == plain("مسلح")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_list_of_words_compiles_and_has_no_empty_pattern(language):
    import re

    for table, lists in lexicon(language).items():
        for name, words in lists.items():
            if isinstance(words, list):
                assert re.compile(one_of(words)).fullmatch("") is None, f"{table}.{name}"
