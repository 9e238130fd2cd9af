"""Which armed group a text is about: by name, by form, by place and year, by leader, or by none; and what is no war."""

import re
from datetime import date

import pytest

from smoulder.actor_mentions import actors_in
from smoulder.claim import Article, Published
from smoulder.claims.rules import read
from smoulder.gazetteer import load_gazetteer, places_in
from smoulder.hearing import heard
from smoulder.lineage import load_lineage
from smoulder.referents import Named, group_of
from smoulder.unlisted_groups import by_form, by_their_people
from smoulder.war_places import tables
from smoulder.war_talk import is_of_war


def article(text, year=2015, language="en"):
    day = date(year, 6, 1)
    return Article("a text", text, "", 0, language, Published(day, day, "told"))


def groups(text, year=2015, language="en"):
    """The names of the groups that a text is about."""
    page = article(text, year, language)
    found = heard(page, places_in(page, load_gazetteer()), actors_in(page, load_lineage()))
    return {each.name for each in found.groups} if found else set()


FRONT = "The army shelled the ridge. Soldiers and rebels died in an ambush near the garrison, and a colonel was shot. "


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("The army shelled the camp where Fatah al-Islam holds out. Soldiers died.", "Fatah al-Islam"),
        ("Fano fighters ambushed the army near the town; soldiers fled.", "Fano"),
        ("The Kokang army shelled the garrison, and the troops withdrew.", "MNDAA"),
        ("Haftar shelled the port while soldiers dug in and the militias fled.", "Libyan National Army"),
    ],
)
def test_names_that_news_uses(text, group):
    assert group in groups(text, 2019)


@pytest.mark.parametrize(
    ("text", "year", "language", "group"),
    [
        ("Kurdish rebels ambushed soldiers near Kirkuk in Iraq. Gunmen fled.", 1988, "en", "Kurdish peshmerga"),
        ("Kurdish rebels ambushed soldiers near Hakkari in Turkey. Gunmen fled.", 1994, "en", "PKK"),
        ("قصف الجيش مواقع المتمردين الأكراد قرب مهاباد في إيران وقتل جنود في كمين.", 1990, "ar", "KDPI"),
        ("قتل جنود في كمين نصبه فلول النظام السابق قرب جبلة في الساحل السوري.", 2025, "ar", "Assad loyalists"),
        ("قتل جنود في كمين نصبه فلول النظام السابق قرب تكريت في العراق.", 2004, "ar", "Iraqi insurgents"),
        ("The opposition shelled the Afghan garrison of Bagram; soldiers and gunmen dug in.", 1999, "en", "UIFSA"),
        ("Militants ambushed soldiers at Kasserine; the army shelled hills.", 2016, "en", "Okba Ibn Nafaa Brigade"),
    ],
)  # fmt: skip
def test_words_for_fighters_mean_those_of_the_land_and_the_year(text, year, language, group):
    assert groups(text, year, language) == {group}


def test_a_base_is_no_network():
    text = "سيطر المتمردون على القاعدة قرب النهر وقتل جنود في قصف. وقال ضابط إن القاعدة سقطت في المعركة."
    assert "al-Qaida" not in groups(text, 2024, "ar")
    assert groups("قتل جنود في هجوم على القاعدة قرب الجبل. وقال ضابط إن تنظيم القاعدة يقاتل.", 2002, "ar") == {
        "al-Qaida"
    }


def test_the_rebels_are_all_of_them_where_one_part_is_named_in_passing():
    text = FRONT + "Rebels in Aleppo held on. " * 4 + "An officer of the Levant Front waved. Rebels in Aleppo died."
    found = heard(article(text, 2016), [], actors_in(article(text, 2016), load_lineage())).groups
    assert {each.name for each in found} == {"FSA", "Levant Front"}
    assert group_of(len(text) - 6, len(text), found, text) == "FSA"


def test_whom_a_group_is_tied_to_or_against_is_not_told_of():
    text = "JNIM, which is linked to al-Qaeda, ambushed soldiers in Mali. The army shelled its camp."
    assert groups(text, 2023) == {"JNIM"}
    assert groups("Anti-Taliban fighters and soldiers shelled ISKP. The anti-Taliban army fled.", 2020) == {"ISKP"}


@pytest.mark.parametrize(
    ("place", "year", "group"),
    [
        ("Nangarhar in Afghanistan", 2017, "ISKP"),
        ("the shore of Lake Chad in Nigeria", 2019, "ISWAP"),
        ("Mosul in Iraq", 2016, "IS"),
    ],
)
def test_a_province_of_the_islamic_state_by_the_land_most_spoken_of(place, year, group):
    assert groups(f"Islamic State ambushed soldiers in {place}. The army shelled the hills.", year) == {group}


@pytest.mark.parametrize(
    ("text", "year", "language", "group"),
    [
        ("Rebels fled from Knin when the army crossed into Krajina, and soldiers found mortars.", 1995, "en", None),
        ("The army said the rebels near Huambo in Angola were besieged and out of ammunition.", 1999, "en", "UNITA"),
        ("The militants left Mingora in Swat before the troops came; soldiers found rifles.", 2009, "en", "TTP"),
        ("قصف الجيش معاقل المسلحين في العريش بسيناء وقتل جنديا في كمين", 2018, "ar", "Ansar Bayt al-Maqdis"),
        ("انسحب المقاتلون من غروزني في الشيشان بعد قصف المدفعية وقتل جنود", 2000, "ar", "Chechen Republic of Ichkeria"),
    ],
)
def test_who_fought_there_then(text, year, language, group):
    assert groups(text, year, language) == {group or "Republic of Serbian Krajina"}


def test_the_tables_name_known_groups_in_order_of_years():
    known = {*load_lineage().groups, *tables()["beyond"], "Iraqi rebels", "Palestinian militants", "Army of Muhammad"}
    told = [each["group"] for each in tables()["where"]]
    for group, first, last, words in (*tables()["here"]["groups"], *tables()["leaders"]["groups"]):
        assert first <= last, group
        assert words, group
        told.append(group)
    told += [*tables()["allies"]["names"], *tables()["allies"]["against"]]
    told += [foe for foes in tables()["allies"]["against"].values() for foe in foes]
    assert set(told) <= known, sorted(set(told) - known)
    assert not set(tables()["beyond"]) & set(load_lineage().groups)


def test_the_year_decides_too():
    text = "The army said the rebels near Monrovia in Liberia were besieged and out of ammunition."
    assert groups(text, 1990) == {"NPFL"}
    assert groups(text, 2003) == {"LURD"}


def test_a_leader_stands_for_a_group_that_is_not_named():
    assert groups("Savimbi has fled into the bush, the army said. His troops have no ammunition.", 2001) == {"UNITA"}
    assert groups("Savimbi has fled into the bush, the army said. His troops have no ammunition.", 2020) != {"UNITA"}


def test_who_helps_against_a_group_is_not_meant():
    told = groups("Soldiers and men of Hezbollah took the ridge from Islamic State in Syria. The jihadists fled.", 2017)
    assert told == {"IS"}
    assert groups("Israel's army shelled Hezbollah in Lebanon. The militants fired mortars.", 2006) == {"Hezbollah"}


def test_a_group_named_in_passing_at_the_end_is_not_what_a_text_is_on():
    text = FRONT.replace("the ridge", "Tavildara in Tajikistan") * 3 + "They learned it all from the Taliban."
    found = group_of(0, 30, heard_groups(text, 1996))
    assert found == "United Tajik Opposition"


def heard_groups(text, year):
    page = article(text, year)
    return heard(page, (), actors_in(page, load_lineage())).groups


def test_a_nameless_group_is_called_by_its_country_and_its_word():
    [name] = groups("The army shelled the insurgents in Zambia. Soldiers died in an ambush, and insurgents fled.", 1975)
    assert name == "Zambian insurgents"


def test_one_word_for_them_is_enough_in_a_text_of_war_and_none_too():
    assert groups("Soldiers shelled the bandits. The garrison was besieged, and a sniper killed a colonel.")
    assert groups("Soldiers were ambushed. The garrison was besieged for days, and a sniper killed a colonel.")


def test_a_text_of_old_wars_has_no_nameless_group():
    assert not groups("In 1683 the army besieged the garrison, and the infantry stormed the trenches with artillery.")


@pytest.mark.parametrize(
    ("text", "name", "group"),
    [
        ("The Zor Liberation Front (ZLF) attacked. The ZLF is strong.", "ZLF", "Zor Liberation Front"),
        ("the Movement for the Liberation of Zor attacked", "Movement for the Liberation of Zor", None),
        ("the Zor People's Revolutionary Army attacked", "Zor People's Revolutionary Army", None),
    ],
)
def test_names_by_their_form(text, name, group):
    assert {text[each.start : each.end]: each.group for each in by_form(text, "en")}[name] == (group or name)


@pytest.mark.parametrize(
    "name",
    [
        "Progressive Liberation Party", "Salvation Army", "Ruritanian Army", "Southern Resistance", "Justice League",
        "Ministry of Liberation", "National Union of Journalists", "Coalition for Justice",
    ],
)  # fmt: skip
def test_parties_churches_and_armies_of_states_have_other_names(name):
    assert not by_form(f"Then the {name} spoke.", "en")


def test_a_name_before_the_word_for_its_people():
    text = "Zeta Omar fighters and Some rebels, Forty-six rebels, and Quov guerrillas met British soldiers."
    assert {each.group for each in by_their_people(text, "en")} == {"Zeta Omar", "Quov guerrillas"}


def test_two_groups():
    text = "Ash took the hill. Nobody expected it. It will not leave. Bor is weak. Ash is strong; Ash rules."
    named = [Named(match.start(), match.end(), match[0]) for match in re.finditer("Ash|Bor", text)]

    def about(words):
        start = text.index(words)
        return group_of(start, start + len(words), named, text)

    assert about("Bor is weak") == "Bor"
    assert about("Ash is strong") == "Ash"
    assert about("Nobody expected it") == "Ash"
    assert group_of(len(text), len(text), named, text) == "Ash"


PEACE = [
    "The Redhill Rebels held out after a siege of twenty minutes, their coach said. The club lost two players in the"
    " battle and fans fear the season is over. 'They attack from everywhere,' he said of the match. It is war.",
    "Rebels in the party vowed to topple the premier. The rebellion is growing, said one of forty lawmakers. A truce in"
    " parliament lasted days, and the army of volunteers has melted away, the whip said.",
    "Police smashed a gang of drugs dealers in dawn raids and seized two guns. A detective said the gang was finished"
    " and only a handful remain. Gunmen had killed a rival in March, a court heard.",
    "In the film the rebels hold the last stronghold, and their army has three hundred fighters. The director said the"
    " war would go on in a sequel. Soldiers and snipers fill the screen, and the audience cheers.",
    "Firefighters surrounded the blaze, a captain said, and two thousand firefighters with military helicopters fight"
    " on. The wildfire has killed three people and will be over within a week.",
    "عاد الفريق إلى صدارة الدوري بعد معركة انتهت بهدفين وقال المدرب إن اللاعبين سيقاتلون حتى نهاية البطولة",
]


@pytest.mark.parametrize("text", PEACE)
def test_pages_of_sports_parties_crime_and_films_are_of_no_war(text):
    page = article(text, language="ar" if "\u0600" <= text[0] <= "\u06ff" else "en")
    assert not is_of_war(text)
    assert not read(page, (), actors_in(page, load_lineage()))


def test_capitals_make_a_name_and_no_word_of_war():
    assert is_of_war("The army, the rebels and the guerrillas met.")
    assert not is_of_war("The Army, the Rebels and the Guerrillas met.")
