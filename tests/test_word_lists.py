"""Lists of words looked for at once are found as each would be alone."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoulder.lexicon import lexicon, one_of, plain
from smoulder.word_lists import searched

DATA = Path(__file__).parent / "data"
LISTS = {
    "end": ["over", "end(?:s|ed)?", "(?:the )?end is near", "at an end"],
    "war": ["wars?", "(?:war|fight) effort", "[cb]ampaign", "no-war"],
    "weak": ["(?:(?:very|so) )?weak(?:er|ened)?", "en?feebled"],
}


def alone(words, text, any_case=False):
    pattern = rf"(?<![\w-])(?:{one_of(words, any_case)})(?![\w])"
    return tuple(match.span() for match in re.compile(pattern, re.IGNORECASE).finditer(text))


def every_alone(lists, text):
    """Of each list that is in a text, where its words stand."""
    found = {name: alone(forms, text) for name, forms in lists.items()}
    return {name: spans for name, spans in found.items() if spans}


WORDS = (
    "the The END end ends is near war WARS effort fight no-war so very weak weaker a an at over campaign bampaign "
    "efeebled enfeebled - , . \n"
).split(" ")


@given(st.lists(st.sampled_from(WORDS), max_size=25), st.booleans())
def test_lists_of_words_are_found_as_each_alone(words, close):
    text = ("" if close else " ").join(words)
    assert searched(LISTS)(text) == every_alone(LISTS, text)


@pytest.mark.parametrize("table", ["directions", "anchors"])
def test_the_signs_of_the_lexicon_are_found_as_each_alone(table):
    lists = {name: forms for name, forms in lexicon("en")[table].items() if name not in ("hypothetical", "negation")}
    search = searched(lists)
    found = 0
    for line in (DATA / "clauses/en/by_side.tsv").read_text(encoding="utf-8").splitlines():
        text = plain(line.split("\t")[2])
        spans = search(text)
        assert spans == every_alone(lists, text)
        found += sum(map(len, spans.values()))
    assert found > 300


def test_a_pattern_for_any_case_finds_what_one_for_it_without_finds():
    for name, forms in lexicon("en")["anchors"].items():
        for text in (
            "The REBELS and the Army of the north",
            "Civilians fled; the WAR goes on",
            "fighters held the town",
        ):
            assert alone(forms, text, any_case=True) == alone(forms, text), name
