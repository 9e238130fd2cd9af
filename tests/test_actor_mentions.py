"""Who a text names, and whom it means."""

import json
import sys
from datetime import date
from pathlib import Path

import pytest

from smoulder.actor_mentions import actors_in
from smoulder.articles import read_article
from smoulder.gazetteer import load_gazetteer, places_in
from smoulder.leads import leads_in
from smoulder.lineage import load_lineage
from test_gazetteer import article

sys.path.insert(0, str(Path(__file__).parent / "data" / "neutral"))
from make import sentences


def named(text, language="en"):
    return {
        mention.mention: (mention.refers_to, mention.kind)
        for mention in actors_in(article(text, language), load_lineage())
    }


def test_groups_bear_the_lineage_s_names():
    lineage = load_lineage()
    text = (
        "Militants of ISIS, Da'esh, Boko Haram, al-Shabab, the Lord's Resistance Army, Abu Sayyaf and the Khmer Rouge"
        " fought the army."
    )
    groups = [refers for refers, kind in named(text).values() if kind == "armed_group"]
    assert {"IS", "JAS", "Al-Shabaab", "LRA", "ASG", "KR"} <= set(groups)
    assert set(groups) <= set(lineage.groups)


@pytest.mark.parametrize(
    ("text", "mention", "group"),
    [
        ("قتل الجيش مسلحين من داعش", "داعش", "IS"),
        ("هاجم مسلحو تنظيم الدولة الجيش", "تنظيم الدولة", "IS"),
        ("حركة الشباب تبنت الهجوم على القوات", "حركة الشباب", "Al-Shabaab"),
        ("شنت بوكو حرام هجوما على الجيش", "بوكو حرام", "JAS"),
        ("انسحب مقاتلو حركة طالبان بعد قصف القوات", "حركة طالبان", "Taleban"),
    ],
)
def test_arabic_names_of_groups(text, mention, group):
    assert named(text, "ar")[mention][0] == group


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Pakistan's army said the Taliban fighters left Swat.", "TTP"),
        ("The Afghan army said the Taliban fighters left Kunduz.", "Taleban"),
        ("In Mozambique militants of al-Shabaab attacked Palma.", "Ansar al-Sunnah"),
        ("In Somalia militants of al-Shabaab attacked the army.", "Al-Shabaab"),
    ],
)
def test_the_country_decides_between_groups_of_one_name(text, group):
    assert [refers for refers, kind in named(text).values() if kind == "armed_group"][-1] == group


def test_words_for_fighters_stand_for_the_group_of_the_text():
    found = named("Boko Haram is beaten, the army said.\n\nThe militants fled. Nobody believes the group is finished.")
    assert found["The militants"][0] == found["the group"][0] == "JAS"


def test_a_group_on_the_side_of_a_coalition_is_not_meant():
    found = named("The SDF said ISIS lost its last camp.\n\nThe SDF said that the militants had fled.")
    assert found["the militants"][0] == "IS"


def test_a_group_named_in_the_sentence_is_meant_before_another():
    found = named(
        "The army fought Tuareg rebels in Mali.\n\nJNIM is back, and the jihadists rule the villages. Fighters"
        " loyal to ISGS left."
    )
    assert found["the jihadists"][0] == "JNIM"
    assert found["Fighters"][0] == "Islamic State in the Greater Sahara"


def test_without_a_group_nobody_is_meant():
    assert not [kind for _, kind in named("The militants fled from the army.").values() if kind == "armed_group"]


def test_others_have_their_kinds():
    found = named(
        "Sri Lanka beats the Tamil Tigers\n\nThe government told the BBC that the army won; the United Nations"
        " and the US-led"
        " coalition, President Ali Zyr said, did not help. Iraqi forces stayed away."
    )
    assert found["The government"] == ("Government of Sri Lanka", "state")
    assert found["the army"] == ("army of Sri Lanka", "state_force")
    assert found["Iraqi forces"] == ("forces of Iraq", "state_force")
    assert found["BBC"] == ("BBC", "media")
    assert found["United Nations"] == ("United Nations", "igo")
    assert found["US-led coalition"][1] == "coalition"
    assert found["Ali Zyr"] == ("Ali Zyr", "person")


@pytest.mark.parametrize(
    "text", ["Patients in ICU and FACT sheets on RAF planes.", "Let us see the MODEL.", "It is what it is."]
)
def test_acronyms_of_peace_are_no_groups(text):
    assert not [kind for _, kind in named(text).values() if kind == "armed_group"]


def test_a_neutral_text_names_no_group_no_place_and_no_event():
    lineage, gazetteer = load_lineage(), load_gazetteer()
    wrong = []
    told = sentences(1_400)
    assert len({sentence for _, _, sentence in told}) == len(told) >= 1_000
    assert {language for language, _, _ in told} == {"en", "ar"}
    for language, _, sentence in told:
        page = article(sentence, language)
        places, actors = places_in(page, gazetteer), actors_in(page, lineage)
        groups = [actor for actor in actors if actor.kind == "armed_group"]
        if places or groups or leads_in(page, places, actors):
            wrong.append(sentence)
    assert len(wrong) <= len(told) / 1_000, wrong


def test_the_groups_of_the_annotated_texts(real):
    usual = {
        "Islamic State (IS/ISIS/Daesh)": "IS",
        "LTTE (Tamil Tigers)": "LTTE",
        "Boko Haram": "JAS",
        "Maute group / IS-linked fighters": "Maute group",
    }
    right = all_ = 0
    for path in sorted((real / "text" / "gold").glob("*.txt")):
        gold = json.loads(path.with_suffix(".json").read_text("utf-8"))
        actors = actors_in(read_article(str(path), published=None, today=date(2026, 1, 1)), load_lineage())
        for each in gold["actors"]:
            over = [actor for actor in actors if actor.start < each["end"] and each["start"] < actor.end]
            meant = usual.get(each["refers_to"])
            right += any(meant in (None, actor.refers_to) for actor in over)
            all_ += 1
    assert right / all_ >= 0.95
