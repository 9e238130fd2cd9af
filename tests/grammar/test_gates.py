"""What a cheap look at a clause's words rules out is never in the clause: held against real sentences."""

from pathlib import Path

import pytest

from smoulder import leads, listed_places, place_phrases, referents, state_actors, statements
from smoulder.date_words import _english as dates
from smoulder.date_words import dates_in
from smoulder.deadline_words import days_named, named_in
from smoulder.grammar import directions, pasts, seasons
from smoulder.grammar.sentences import sentences_in
from smoulder.lexicon import plain
from smoulder.numerals import _EN_PHRASES, numbers_in
from smoulder.numerals import _english as numbers
from smoulder.span_patterns import possible_spans, span_patterns
from smoulder.tokens import around

TEXTS = Path(__file__).parents[1] / "data/texts"
LISTS = ("negation", "hypothetical", "intent", "possible", "likely", "future")
OWN = {
    "disbelief": directions._DISBELIEF_EN,
    "condition": directions._CONDITION,
    "concessive": directions._CONCESSION,
    "order": directions._order(),
}


@pytest.fixture(scope="module")
def clauses():
    texts = [plain(path.read_text("utf-8")) for path in TEXTS.glob("*/*.txt") if not path.stem.endswith("_ar")]
    return [each.of(text) for text in texts for each in sentences_in(text)]


def test_there_are_many_sentences(clauses):
    assert len(clauses) > 2000


def test_no_span_of_time_is_ruled_out(clauses):
    for words in clauses:
        tried = possible_spans(words)
        for each in span_patterns("en"):
            assert each in tried or not each[0].search(words), (words, each[0].pattern)


def test_no_date_day_number_season_or_past_is_ruled_out(clauses):
    for words in clauses:
        assert dates_in(words, "en") or not any(each["m1"] or each["y4"] for each in dates().finditer(words)), words
        assert bool(list(named_in(words, "en"))) == bool(days_named("en").search(words)), words
        assert numbers_in(words, "en") or not numbers().search(words), words
        assert seasons._may_be_season(words) or not seasons._pattern("en").search(words), words
        assert pasts._may_be_past()(words) or not pasts._english().search(words), words


@pytest.mark.parametrize("name", LISTS)
def test_no_sign_of_a_list_is_ruled_out(name, clauses):
    pattern = directions._patterns("en")[f"directions.{name}"]
    for words in clauses:
        assert name in directions._held()(words) or "n't" in words or not pattern.search(words), words


def test_no_aside_and_no_event_is_ruled_out(clauses):
    for words in clauses:
        assert statements._may_be_aside(words) or not statements._ASIDE.search(words), words
        told = [each for each in leads.WHEN.finditer(words) if not (each["month"] or "").islower()]
        assert leads._may_be_when(words) or not told, words  # a month in small letters is none, as in "Myanmar"
        assert leads._may_be_deaths(words) or not any(each.search(words) for each in leads.DEATHS), words
        for name, pattern in leads.TYPE.items():
            assert name in leads._types_in(words) or not pattern.search(words), (words, name)


def test_forces_and_governments_are_found_around_their_nouns_as_anywhere(clauses):
    for noun, pattern in ((state_actors.FORCE, state_actors.FORCES), (state_actors.RULE, state_actors.GOVERNMENT)):
        for words in clauses:
            found = [each.span() for each in around(noun, pattern, words)]
            assert found == [each.span() for each in pattern.finditer(words)], words


def test_sides_and_quarters_are_found_around_their_nouns_as_anywhere(clauses):
    forms = [(place_phrases.SIDE_WORD, place_phrases.SIDE)]
    forms += [(listed_places.KIND_OF_QUARTER, each) for each in (listed_places.QUARTER, listed_places.QUARTER_OF)]
    for noun, pattern in forms:
        for words in clauses:
            found = [each.span() for each in around(noun, pattern, words, 60)]
            assert found == [each.span() for each in pattern.finditer(words)], words


def test_no_phrase_for_a_number_is_ruled_out():
    for words in (*_EN_PHRASES, "in the low tens", "by the dozen", "a growing number", "several scores", "a few"):
        assert numbers_in(words, "en"), words


def test_no_old_city_and_no_tie_is_ruled_out(clauses):
    for words in (*clauses, "linked to the ", "loyal to ", "Anti-", "allied with\n", "a wing of \n"):
        assert place_phrases._OLD.search(words) or not place_phrases.OLD_CITY.search(words), words
        tied = referents._TIED_TO.search(words)
        assert words.removesuffix("\n").endswith(referents._TIED_ENDS) or not tied, words


@pytest.mark.parametrize("name", OWN)
def test_no_manner_of_speaking_is_ruled_out(name, clauses):
    for words in clauses:
        assert name in directions._held()(words) or not OWN[name].search(words), words
