"""Whose words a text is: who answers in an interview, which organisation writes of itself, and who does neither."""

from smoulder.bylines import answerer, organisation, rebellious, turns_in
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


def test_questions_and_answers_may_share_a_line():
    text = "A miller talked to us. Q: Is it over? A: No. Q: Who holds the ford? A: They do."
    turns = turns_in(text, 0)
    assert [each.asked for each in turns] == [True, False, True, False]
    assert text[turns[3].start : turns[3].end] == "They do."


def test_every_second_paragraph_is_a_question_where_some_are():
    lines = [
        "A miller met us.",
        "Is it over?",
        "I doubt it.",
        "Some say so.",
        "We hear guns.",
        "And then?",
        "My son left.",
    ]
    turns = turns_in("\n".join(lines), 0)
    assert [each.asked for each in turns] == [True, False, True, False, True, False]


def test_who_signs_a_message_speaks_in_it():
    text = "Comrades, our fighters hold the ford. Our people suffer. We do not yield. The Uru Command."
    parts = [(0, 37), (38, 56), (57, 73), (74, len(text))]
    who = organisation(text, "To the people of Uru", parts, source)
    assert who is not None
    assert who.of(text) == "The Uru Command"


def test_a_report_of_field_teams_has_no_signature():
    text = "Needs. Our teams met 40 families. Our partners met none. The Uru Office."
    parts = [(0, 6), (7, 33), (34, 56), (57, len(text))]
    assert organisation(text, "Situation in Uru", parts, source) is None


def test_who_fights_a_state_writes_otherwise_than_who_defends_it():
    assert rebellious("Comrades, the puppet regime burns our villages. The revolution lives.")
    assert not rebellious("The terrorists and bandits were routed by the security forces. Our martyrs live.")
