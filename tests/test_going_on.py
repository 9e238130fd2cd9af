import pytest

from readings import claim
from smoulder.going_on import says_it_goes_on


def told(words, claim_type="persistence_state"):
    return says_it_goes_on(claim(words, words, claim_type=claim_type, direction="persists"))


@pytest.mark.parametrize(
    "words",
    [
        "the group is not defeated", "its cells are still there", "the war will go on", "the danger remains",
        "They are far from finished", "the resistance has just begun", "لم تخسر الحرب", "ما زالت خلاياه تنشط في الريف",
        "الحرب لم تنته",
    ],
)  # fmt: skip
def test_what_goes_on_or_has_not_ended(words):
    assert told(words)


@pytest.mark.parametrize(
    "words",
    [
        "the retreat was planned",
        "no commander had surrendered",
        "many left the city before",
        "الانسحاب تغيير في التكتيك فقط",
    ],
)
def test_what_speaks_for_a_group_is_no_word_on_whether_it_goes_on(words):
    assert not told(words)
    assert told(words, "persistence_prediction")


def test_a_denied_end():
    assert told("denied that the group was finished", "denial")
    assert not told("denied losses", "denial")
