import pytest

from smoulder.battles import is_of_a_battle


@pytest.mark.parametrize(
    "words",
    [
        "the battle would be over by the end of the month", "The battle is in its final stages",
        "the offensive had failed because the people had not risen", "Operation Storm was a complete success",
        "معركة الفلوجة انتهت", "معركة الرقة ستنتهي خلال أسبوع واحد", "الهجوم فشل",
    ],
)  # fmt: skip
def test_how_a_battle_ends_is_of_a_battle(words):
    assert is_of_a_battle(words)


@pytest.mark.parametrize(
    "words",
    [
        "the war would be over by Christmas", "the battle against the militants is over", "the insurgents are finished",
        "the operation will continue until the last rebel is dead", "the operation would rid the hills of rebels",
        "المعركة ضد الإرهاب انتهت", "الحرب انتهت", "العملية سوف تستمر حتى يغادر آخر متمرد المنطقة",
    ],
)  # fmt: skip
def test_a_war_and_what_is_done_to_a_group_are_not(words):
    assert not is_of_a_battle(words)
