from hypothesis import given
from hypothesis import strategies as st

from smoulder.verbatim import Span, find

TEXT = "He said: “It’s  finished\n— for good”. Later he said: It's over. انتهى «داعش» في سوريا."


def test_a_quote_stands_where_it_is():
    assert find("Later he said", TEXT) == Span(TEXT.index("Later"), TEXT.index("Later") + 13)


def test_spaces_quote_marks_and_dashes_may_differ_and_the_texts_own_words_are_found():
    span = find('"It\'s finished - for good"', TEXT)
    assert TEXT[span.start : span.end] == "It’s  finished\n— for good"
    span = find('انتهى "داعش" في سوريا', TEXT)
    assert TEXT[span.start : span.end] == "انتهى «داعش» في سوريا"


def test_words_and_case_may_not_differ():
    for quote in ("it's finished", "It’s nearly finished", "It's finish ed", "", "  ", "“”"):
        assert find(quote, TEXT) is None


def test_the_next_place_is_taken_first():
    text = "We won. We won. We won."
    assert [find("We won", text, after).start for after in (0, 1, 9, 17)] == [0, 8, 16, 0]
    assert find("We  won", text, 1).start == 8


def test_unseen_signs_do_not_hide_a_quote():
    span = find("is over", "The war is\u200b over\u202c.")
    assert span == Span(8, 16)


@given(st.text(max_size=60), st.text(max_size=20), st.integers(0, 60))
def test_what_is_found_reads_like_the_quote(text, quote, after):
    span = find(quote, text, after)
    if span is not None:
        assert 0 <= span.start < span.end <= len(text)
        assert find(text[span.start : span.end], quote) is not None


@given(st.text(min_size=1, max_size=40), st.text(max_size=20), st.text(max_size=20))
def test_what_stands_in_a_text_is_found(quote, before, after):
    assert find(f"a{quote}", f"{before}a{quote}{after}") is not None
