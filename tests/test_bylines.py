"""Whose words a text is: who answers in an interview, which organisation writes of itself, and who does neither."""

from smoulder.bylines import answerer, organisation, turns_in
from smoulder.grammar.speakers import is_source

INTERVIEW = """A retired judge who lives by the lake talked to us on Monday.

Q: Is it over?

A: The rebels of Vael are finished. I have no doubt.

Q: And the hills?

A: The hills are another matter."""


def source(words):
    return is_source(words, "en")


def test_questions_and_answers_are_told_apart():
    turns = turns_in(INTERVIEW, 0)
    assert [each.asked for each in turns] == [True, False, True, False]
    assert INTERVIEW[turns[1].start : turns[1].end] == "The rebels of Vael are finished. I have no doubt."


def test_who_answers_is_whom_the_first_lines_tell_of():
    who = answerer(INTERVIEW, 0, turns_in(INTERVIEW, 0), source)
    assert who is not None
    assert who.of(INTERVIEW).startswith("A retired judge")


def test_a_text_that_asks_once_is_no_interview():
    assert turns_in("Is it over? Nobody can say.\n\nThe general said that it was.", 0) == ()


def test_an_organisation_that_writes_of_itself_is_who_says_it():
    text = "This organisation notes that armed men are still there. Our team was stopped twice."
    who = organisation(text, "Situation report 4", [(0, 56), (57, len(text))], source)
    assert who is not None
    assert who.of(text) == "This organisation"


def test_this_organisation_can_be_the_group():
    text = "The army has beaten this organisation. Its men fled, a general said."
    assert organisation(text, "Army advances", [(0, 38), (39, len(text))], source) is None
