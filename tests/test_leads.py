"""Events that a text tells of."""

from datetime import date

import pytest

from smoulder.actor_mentions import actors_in
from smoulder.claim import Article, Published
from smoulder.gazetteer import load_gazetteer, places_in
from smoulder.leads import leads_in
from smoulder.lineage import load_lineage

DAY = date(2015, 12, 29)  # a Tuesday


def leads(text, day=DAY, language="en"):
    page = Article("a text", text, "", 0, language, Published(day, day, ""))
    return leads_in(page, places_in(page, load_gazetteer()), actors_in(page, load_lineage()))


def test_who_whom_where_when_and_how_many():
    (lead,) = leads("On Monday, Boko Haram killed at least 25 villagers near Gwoza in Nigeria.")
    assert (lead["type"], lead["actor"], lead["target"], lead["date"]) == ("killing", "JAS", "civilians", "2015-12-28")
    assert lead["place"]["refers_to"] == "Gwoza"
    assert lead["place"]["radius_km"] > 0
    assert lead["deaths"] == {"text": "at least 25", "value": 25, "op": ">="}
    assert lead["quote"] == "Boko Haram killed at least 25 villagers near Gwoza in Nigeria"


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("A suicide bomber killed two dozen people in Kabul, Afghanistan.", "suicide attack", None),
        ("Twelve soldiers were killed in an ambush near Gao in Mali.", "battle", 12),
        ("An air strike on Raqqa in Syria left more than 1,200 dead.", "air strike", 1200),
        ("The army captured Marawi from the Maute group.", "capture of place", None),
        ("Rebels massacred 40 residents in Bunia, Congo.", "massacre", 40),
        ("قتل 12 جنديا في هجوم انتحاري في مدينة مأرب", "suicide attack", 12),
    ],
)
def test_kinds_and_numbers(text, kind, value):
    (lead,) = leads(text, language="ar" if text[0] > "z" else "en")
    assert lead["type"] == kind
    assert value is None or lead["deaths"]["value"] == value


def test_a_passive_sentence_turns_the_sides_round():
    (lead,) = leads("Three soldiers were killed by Boko Haram in Maiduguri, Nigeria.")
    assert (lead["actor"], lead["target"]) == ("JAS", "state forces")


@pytest.mark.parametrize(
    "text",
    [
        "The army will attack Gwoza in Nigeria.", "If Boko Haram attacks Gwoza in Nigeria again it may kill 20 people.",
        "Boko Haram has not attacked Gwoza in Nigeria.",
        "The minister denied that 20 people were killed in Gwoza, he said.",
        "The company killed 20 jobs.", "In 2008 the group died.",
    ],
)  # fmt: skip
def test_what_did_not_happen_is_no_event(text):
    assert leads(text) == ()


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("on Sunday", "2015-12-27"),
        ("yesterday", "2015-12-28"),
        ("on December 3", "2015-12-03"),
        ("in March 2014", "2014-03"),
        ("", None),
    ],
)
def test_days_are_told_as_exactly_as_the_text_does(when, day):
    (lead,) = leads(f"Boko Haram killed 20 people in Gwoza, Nigeria {when}.")
    assert lead["date"] == day


def test_without_a_day_of_publication_a_weekday_is_no_date():
    (lead,) = leads("Boko Haram killed 20 people in Gwoza on Sunday.", day=None)
    assert (lead["date"], lead["date_text"]) == (None, "Sunday")


def test_quotes_stand_in_the_text():
    text = "After the fall of Kidal, Mali, rebels fled. A day later, mines killed 3 troops in Gao; 5 died in Menaka."
    for lead in leads(text):
        assert text[lead["start"] : lead["end"]] == lead["quote"]
