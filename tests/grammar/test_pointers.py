"""What is made of a clause before it is weighed: words and who says them, in order, names as kinds of names."""

from datetime import date

import pytest

from smoulder.claim import Article, Mention, Published, Speaker
from smoulder.claims.rules import clause_read
from smoulder.grammar.pointers import pointers
from smoulder.spans import Span

DAY = date(2010, 3, 10)


def made(words, side="government", stance="says", group="LRA"):
    """The pointers of a clause that somebody of a side says in an article about a group."""
    text = f"The army fights the {group} in a war. {words}."
    actors = [
        Mention(group, at, at + len(group), group, "armed_group")
        for at in range(len(text))
        if text.startswith(group, at)
    ]
    speaker = Speaker("somebody", None, None, None, None, "unnamed_official", side)
    start = len(text) - len(words) - 1
    article = Article("x", text, "", 0, "en", Published(DAY, DAY, ""))
    clause = clause_read(article, (), actors, Span(start, start + len(words)), speaker, stance)
    return set(pointers(clause))


def test_the_same_words_of_another_side_point_elsewhere():
    ours, theirs = made("we hold the ridge"), made("we hold the ridge", side="rebel")
    assert "word hold" in ours & theirs
    assert "word hold, government" in ours - theirs
    assert "word hold, rebel" in theirs - ours


@pytest.mark.parametrize(
    ("words", "side", "state"),
    [
        ("the army lost the ridge", "neutral", True), ("the LRA took the ridge from the army", "neutral", False),
        ("our men lost the ridge", "government", True), ("our men lost the ridge", "rebel", False),
        ("villagers fled as the army lost the ridge", "neutral", False),
    ],
)  # fmt: skip
def test_words_of_which_the_state_is_the_subject_point_elsewhere(words, side, state):
    assert ("word state: lost" in made(words, side=side)) == state


def test_the_name_of_a_group_says_nothing_by_itself():
    assert made("the LRA lost the ridge") == made("the PKK lost the ridge", group="PKK")


def test_order_counts():
    assert made("the army left them") != made("they left the army")


@pytest.mark.parametrize("stance", ["says", "denies"])
def test_it_counts_how_it_is_said(stance):
    assert f"stance {stance}, government" in made("the war is over", stance=stance)


def test_a_number_is_a_kind_of_number_with_its_bound():
    found = made("fewer than 300 fighters are left")
    assert {"count fighters", "count fighters <", "word COUNT fighters"} <= found
    assert not any("300" in each for each in found)
