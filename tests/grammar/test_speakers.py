import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoulder.claim import SIDES, SPEAKERS
from smoulder.grammar import speakers_ar
from smoulder.grammar.speakers import is_source, speaker_from
from smoulder.lexicon import plain

REBELS = re.compile("(?:Taliban|Tiger|LRA|al-Shabaab)")


def speaker(words, language="en", home="XXX"):
    return speaker_from(plain(words), language, home=home, rebels=REBELS, original=words)


@pytest.mark.parametrize(
    ("words", "kind", "side", "name"),
    [
        ("President Hassan Sheikh Bem", "named_official", "government", "Hassan Sheikh Bem"),
        ("President Sheikh Sharif Ode", "named_official", "government", "Sharif Ode"),
        ("Prime Minister Karim al-Dawla", "named_official", "government", "Karim al-Dawla"),
        ("the US commander of the war, General John Harker", "named_official", "coalition", "John Harker"),
        ("Colonel Paul Odera of the Kenyan army", "named_official", "coalition", "Paul Odera"),
        ("a senior military official", "unnamed_official", "government", None),
        ("an American spokesman", "unnamed_official", "coalition", None),
        ("A United Nations official", "unnamed_official", "neutral", None),
        ("the army", "collective", "government", None),
        ("Government ministers", "collective", "government", None),
        ("a Western diplomat in Nairobi", "unnamed_expert", "neutral", None),
        ("a security analyst in Lagos", "unnamed_expert", "neutral", None),
        ("analysts", "collective", "neutral", None),
        ("Residents of Gao reached by telephone", "witnesses", "civilians", None),
        ("a relief worker", "unnamed_other", "neutral", None),
        ("a Tiger commander", "unnamed_rebel", "rebel", None),
        ("Taliban spokesman Mullah Rahim Gul", "named_official", "rebel", "Rahim Gul"),
        ("The pro-rebel website TamilNet", "rebel_media", "rebel", None),
        ("a message on a channel used by the gunmen", "rebel_media", "rebel", None),
        ("state television", "collective", "government", None),
        ("the newspaper", "media", None, None),
        ("a leaflet pasted on the walls of Tal", "rebel_media", "rebel", None),
        ("a leaflet dropped by the army", "collective", "government", None),
        ("a statement on Telegram", "rebel_media", "rebel", None),
        ("the front's acting spokesman", "unnamed_rebel", "rebel", None),
        ("somebody presenting himself as the group's spokesman", "unnamed_rebel", "rebel", None),
        ("a pensioned brigadier", "unnamed_expert", "neutral", None),
        ("an arms monitor", "unnamed_expert", "neutral", None),
        ("a dentist who slipped out of the town", "witnesses", "civilians", None),
        ("State Minister for Defence Ola Bem", "named_official", "government", "Ola Bem"),
        ("UNXYZ", "collective", "government", None),
        ("a grocer", "witnesses", "civilians", None),
    ],
)
def test_english(words, kind, side, name):
    found = speaker(words)
    assert (found.kind, found.side, found.name) == (kind, side, name)
    assert found.as_written == words


@pytest.mark.parametrize(
    ("words", "kind", "name"),
    [
        ("رئيس الوزراء كريم الدولة", "named_official", "كريم الدولة"),
        ("وزير الدفاع العراقي سامي الجبوري", "named_official", "سامي الجبوري"),
        ("المتحدث باسم القوات العميد حسن الغرياني", "named_official", "حسن الغرياني"),
        ("ضابط في قيادة العمليات المشتركة", "unnamed_official", None),
        ("خبيرا أمنيا في أربيل", "unnamed_expert", None),
        ("سكان محليون", "witnesses", None),
        ("الجيش", "collective", None),
    ],
)
def test_arabic(words, kind, name):
    found = speakers_ar.speaker_from(plain(words), home="IRQ", rebels=REBELS, original=words)
    assert (found.kind, found.name and plain(found.name)) == (kind, name and plain(name))


def test_a_soldier_of_the_home_country_is_its_government_and_of_another_a_coalition():
    assert speaker("a Kenyan general", home="KEN").side == "government"
    assert speaker("a Kenyan general", home="SOM").side == "coalition"


def test_the_country_of_an_expert_is_the_one_the_article_is_about():
    assert speaker("an analyst in the capital", home="LKA").country == "LKA"


@pytest.mark.parametrize("words", ["the deadline", "two weeks", "Sambisa Forest is large", ""])
def test_what_cannot_speak(words):
    assert not is_source(words, "en")


@given(st.text(max_size=80))
def test_any_text_gives_a_speaker_of_the_schema(words):
    for found in (speaker(words), speakers_ar.speaker_from(plain(words), home="XXX", rebels=REBELS, original=words)):
        assert found.kind in SPEAKERS
        assert found.side in (None, *SIDES)
    is_source(plain(words), "en")
    speakers_ar.is_source(plain(words))
