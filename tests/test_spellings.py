"""Names that are written in many ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoulder.lineage import fold
from smoulder.spellings import alike, latin, plain_arabic, skeleton, spelling

SAME = [
    ("Baguz", "Bagouz", "Baghuz", "al-Baghouz", "الباغوز"),
    ("Deir ez-Zor", "Deir al-Zour", "Deir Ezzor", "Dayr az-Zawr"),
    ("Raqqa", "Ar Raqqah", "al-Raqqa", "Rakka"),
    ("Mosul", "الموصل"),
    ("Suwayda", "Sweida", "السويداء"),
    ("Kandahar", "Qandahar"),
    ("Taliban", "Taleban"),
    ("Chanahan", "Shanahan"),
    ("Mubarak", "Moubarak"),
    ("Shatoy", "Shatoi"),
]
OTHERS = [
    ("Baguz", "Bagram"),
    ("Hajin", "Homs"),
    ("Mosul", "Musa"),
    ("Sirte", "Sidon"),
    ("Gao", "Goma"),
    ("Basra", "Bosra al-Sham"),
]


@pytest.mark.parametrize("names", SAME, ids=lambda names: names[0])
def test_spellings_of_one_name_are_alike(names):
    for one in names[:1]:
        for other in names[1:]:
            assert alike(one, other), f"{one} {other}"
            assert alike(other, one)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_other_names_are_not(one, other):
    assert not alike(one, other)


@given(st.text(max_size=30))
def test_the_case_of_letters_does_not_matter(name):
    if name.isascii():
        assert spelling(name.upper()) == spelling(name.lower())


@given(st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآةىؤئ ", max_size=20))
def test_arabic_becomes_latin_letters(name):
    assert latin(name).isascii()
    assert latin(plain_arabic(name)) == latin(name)


@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_has_no_direction(one, other):
    assert alike(one, other) == alike(other, one)


def test_nothing_is_like_nothing():
    assert not alike("", "")
    assert not alike("!", "Homs")


def test_the_skeleton_keeps_the_first_sound_of_each_word():
    assert skeleton("dir zur") == "drzr"
    assert skeleton("idlib") == "adlb"


def test_a_name_of_articles_only_is_not_lost():
    assert spelling("Al") == fold("Al")
