"""Places that only the lists of the whole world have."""

import time
from functools import cache

import pytest
import shapely

from smoulder.claim import Article, Published
from smoulder.gazetteer import load_gazetteer, places_in
from smoulder.maps import countries
from smoulder.place_list import SMALL, WORLD, _small, _small_of, names_of
from smoulder.spellings import ARABIC
from smoulder.toponyms import KINDS, KM

SHOWN_AS = {"SOM": ("SOM", "SOL"), "CYP": ("CYP", "CYN")}  # the atlas keeps parts of them apart
COAST = 22  # km: islands and river mouths that the atlas leaves out


def named(text, language="en"):
    article = Article("a text", text, "", 0, language, Published(None, None, ""))
    return {place.mention: place for place in places_in(article, load_gazetteer())}


@cache
def shapes():
    found = {}
    for country in countries():
        rings = [shapely.make_valid(shapely.Polygon(ring)) for ring in country.rings if len(ring) > 3]
        found[country.code] = shapely.unary_union(rings)
    return found


def test_every_small_place_lies_in_its_country():
    wrong = []
    for code in _small():
        for entry in {entry for _, entry in _small_of(code)}:
            point = shapely.Point(entry.lon, entry.lat)
            apart = min(shapes()[shown].distance(point) for shown in SHOWN_AS.get(code, (code,))) * KM
            if apart > COAST:
                wrong.append((round(apart), entry.name, code))
    assert wrong == []


def test_the_lists_hold_areas_of_known_kinds():
    assert {kind for kind, _ in SMALL.values()} <= set(KINDS)
    for code in ("AFG", "COD", "PHL", WORLD):
        for entries in names_of(code).exact.values():
            assert all(each.kind in KINDS and each.radius_km >= 5 for each in entries)
            assert all(-90 <= each.lat <= 90 and -180 <= each.lon <= 180 for each in entries)


def test_names_stand_in_both_scripts():
    names = names_of("SYR").exact
    assert sum(bool(ARABIC.match(name)) for name in names) > 200
    assert sum(not ARABIC.match(name) for name in names) > 300
    assert names_of("no such country").exact == {}


@pytest.mark.parametrize(
    ("text", "mention", "country"),
    [
        ("Russian conscripts were moved by rail to Voronezh on Monday.", "Voronezh", "RUS"),
        ("In Peru, columns of rebels crossed near Pucallpa and went on.", "Pucallpa", "PER"),
        ("Angolan officers said that Menongue was quiet.", "Menongue", "AGO"),
        ("Congolese troops hold Beni, Komanda and Lolwa since the rains.", "Lolwa", "COD"),
        ("The Philippine army shelled the town of Talipao again.", "Talipao", "PHL"),
    ],
)
def test_names_of_the_lists_are_found_in_a_text_about_their_country(text, mention, country):
    assert named(text)[mention].country == country


def test_a_name_needs_a_text_about_its_country():
    assert "Pucallpa" not in named("Sudanese traders spoke of Pucallpa as if it were near.")


@pytest.mark.parametrize(
    "text",
    [
        "Croatian gunners split the column and the Split brothers fled.",
        "In Ecuador, Colonel Esmeraldas told reporters that he was tired.",
        "Mexican police sought Pedro Salamanca, who denied it.",
        "In Algeria, Salah Mila warned the farmers.",
    ],
)
def test_persons_and_common_words_are_no_places(text):
    assert {place.kind for place in named(text).values()} <= {"country"}


def test_arabic_names_of_the_lists_need_a_word_that_says_a_place():
    assert named("قال مراسل في ليبيا إن الرتل تحرك من العزيزية نحو الساحل.", "ar")["العزيزية"].country == "LBY"
    assert "التل" not in named("في سوريا يقف الجنود التل والسهل أمامهم.", "ar")


def test_a_name_that_two_countries_have_is_that_of_the_text():
    place = named("قُصف حي في سوريا، وقال سكان الخالدية في حمص إن البيوت تهدمت في الخالدية.", "ar")["الخالدية"]
    assert place.country == "SYR"


def test_a_quarter_that_no_list_has_lies_in_the_town_named_before_it():
    found = named("In Khartoum, shells fell on the Zarqon neighbourhood and on the camp of Ummitor.")
    khartoum = found["Khartoum"]
    for mention in ("Zarqon neighbourhood", "Ummitor"):
        assert (found[mention].lat, found[mention].kind) == (khartoum.lat, "district")


def test_a_place_across_the_border_is_found_where_a_sign_says_so():
    found = named("Burundian rebels fled. Burundian officers said that they had crossed into Uvira and Bubanza.")
    assert found["Uvira"].country == "COD"


def test_a_dateline_names_the_city():
    assert named("الجزائر - قال وزير إن الجزائر كلها هادئة.", "ar")["الجزائر"].kind in ("city", "country")
    article = Article("a text", "الجزائر - قال وزير إن البلاد هادئة.", "", 0, "ar", Published(None, None, ""))
    assert places_in(article, load_gazetteer())[0].kind == "city"


def test_a_page_of_names_alone_is_read():
    text = "Mogok, " * 20_000 + "Myanmar."
    began = time.process_time()
    assert named(text)["Mogok"].country == "MMR"
    assert time.process_time() - began < 60
