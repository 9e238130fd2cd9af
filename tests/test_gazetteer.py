"""Places that a text names, and the list that they are found in."""

import json
from datetime import date
from functools import cache
from math import cos, pi, radians, sqrt

import polars as pl
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from smoulder.articles import read_article
from smoulder.claim import Article, Published
from smoulder.gazetteer import load_gazetteer, places_in
from smoulder.maps import countries
from smoulder.store_places import with_store_places
from smoulder.toponyms import KINDS, KM, border, distance_km

SHOWN_AS = {"SOM": ("SOM", "SOL"), "CYP": ("CYP", "CYN")}  # the atlas keeps parts of them apart


def article(text, language="en"):
    title = text.partition("\n")[0] if "\n" in text else ""
    return Article(
        "a text", text, title, min(len(title) + 2, len(text)) if title else 0, language, Published(None, None, "")
    )


def named(text, language="en"):
    return {place.mention: place for place in places_in(article(text, language), load_gazetteer())}


@cache
def shapes():
    found = {}
    for country in countries():
        rings = [shapely.make_valid(shapely.Polygon(ring)) for ring in country.rings if len(ring) > 3]
        found[country.code] = shapely.unary_union(rings)
    return found


def entries():
    gazetteer = load_gazetteer()
    return {entry for found in gazetteer.exact.values() for entry in found}


def test_a_text_may_name_places_of_no_country_only():
    assert named("Ships cross the Mediterranean Sea at night.")["Mediterranean Sea"].kind == "sea"


def test_every_place_lies_in_its_country():
    wrong = []
    for entry in entries():
        if entry.country is None or entry.kind == "sea" or entry.name == "Snake Island":  # too small for the atlas
            continue
        codes = [shown for code in entry.country.split("/") for shown in SHOWN_AS.get(code, (code,))]
        apart = min(shapes()[code].distance(shapely.Point(entry.lon, entry.lat)) for code in codes) * KM
        if apart > max(12, 0.3 * entry.radius_km):
            wrong.append((round(apart), entry.name, entry.country))
    assert wrong == []


def test_the_sides_of_countries_lie_in_them():
    for name, entry in load_gazetteer().parts.items():
        shown = SHOWN_AS.get(entry.country, (entry.country,))
        assert min(shapes()[code].distance(shapely.Point(entry.lon, entry.lat)) for code in shown) * KM < 30, name


def test_centre_and_size_of_countries_are_the_atlas_s():
    for code, nation in load_gazetteer().nations.items():
        pieces = sorted(shapely.get_parts(shapes()[code]), key=lambda piece: -piece.area)
        middle = pieces[0].centroid
        assert distance_km((nation.lat, nation.lon), (middle.y, middle.x)) < 0.15 * nation.radius_km + 30, code
        area = sum(piece.area * KM**2 * cos(radians(piece.centroid.y)) for piece in pieces)
        assert nation.radius_km == pytest.approx(sqrt(area / pi), rel=0.1, abs=3), code


def test_places_are_areas_of_known_kinds():
    assert len(entries()) > 1_500
    for entry in entries():
        assert entry.kind in KINDS
        assert entry.radius_km > 0
        assert -90 <= entry.lat <= 90
        assert -180 <= entry.lon <= 180


@pytest.mark.parametrize(
    ("text", "mention", "name", "kind"),
    [
        ("Syrian forces entered Baguz on Monday.", "Baguz", "Baghuz", "village"),
        ("Syrian forces entered al-Bagouz on Monday.", "al-Bagouz", "Baghuz", "village"),
        ("The Syrian army reached DEIR AL-ZOUR on Monday.", "DEIR AL-ZOUR", "Deir ez-Zor", "city"),
        ("Rebels hide in the Sambisa forest of Nigeria.", "Sambisa forest", "Sambisa Forest", "forest"),
        ("They fled to the Swat valley in Pakistan.", "Swat valley", "Swat", "valley"),
        ("Troops entered Raqqa province in Syria.", "Raqqa province", "Raqqa province", "province"),
        ("A bomb in Kunduz's old market killed two in Afghanistan.", "Kunduz", "Kunduz", "city"),
        ("The Syrian army holds the eastern desert of Homs.", "eastern desert of Homs", "Homs desert", "desert"),
        ("Fighting goes on in north-eastern Syria.", "north-eastern Syria", "north-east Syria", "region"),
        ("War goes on in the north of Mali.", "north of Mali", "north Mali", "region"),
        ("In Mosul the Iraqi army took the Old City.", "the Old City", "Old City of Mosul", "district"),
        ("Gunmen crossed the Syrian-Iraqi border.", "the Syrian-Iraqi border", "SYR–IRQ border", "border"),
        ("Mali has closed its border with Niger.", "border with Niger", "NER–MLI border", "border"),
    ],
)
def test_names_and_descriptions_are_found(text, mention, name, kind):
    found = named(text)
    assert mention in found
    assert (found[mention].refers_to, found[mention].kind) == (name, kind)


@pytest.mark.parametrize(
    ("text", "mention", "name"),
    [
        ("دخل الجيش السوري الباغوز أمس", "الباغوز", "Baghuz"),
        ("قال ضابط عراقي بالموصل إن المعركة انتهت", "الموصل", "Mosul"),
        ("اختبأ المسلحون وجبال حمرين في العراق", "جبال حمرين", "Hamrin mountains"),
        ("انتشر الجيش في صحراء الأنبار بالعراق", "صحراء الأنبار", "Anbar desert"),
        ("سيطر الجيش على الحدود السورية العراقية", "الحدود السورية العراقية", "SYR–IRQ border"),
        ("معارك في شمال شرق سوريا", "شمال شرق سوريا", "north-east Syria"),
        ("عاد الهدوء إلى مدينة الباب في سوريا", "الباب", "al-Bab"),
    ],
)
def test_arabic_names_are_found_without_their_prepositions(text, mention, name):
    found = named(text, "ar")
    assert mention in found
    assert found[mention].refers_to == name


@pytest.mark.parametrize(
    "text",
    [
        "The turkey was served with rice.", "Nice work, said Jordan Smith of Redhill.",
        "He had a bath and a hit in the bay.",
        "Abu Bakr al-Baghdadi is dead.", "It may rain in the north.", "General Kandahar resigned.",
        "We saw homs and rakes.",
        "Agence France-Presse said so.", "Al-Qaeda in Iraq claimed it.", "Let the man tank his van.",
        "The border guard slept.",
    ],
)  # fmt: skip
def test_common_words_persons_and_groups_are_no_places(text):
    assert named(text) == {}


@pytest.mark.parametrize(
    "text", ["هذا الباب مفتوح", "مدير مالي جديد للشركة", "نشر صور الحفل", "المبلغ القائم حجة عليه"]
)
def test_common_arabic_words_are_no_places(text):
    assert named(text, "ar") == {}


def test_the_countries_of_the_text_decide_between_places_of_one_name():
    here = named("Fighting in Tripoli spread to Misrata, Libya said.")["Tripoli"]
    there = named("Fighting in Tripoli spread to Beirut, Lebanon said.")["Tripoli"]
    assert (here.country, there.country) == ("LBY", "LBN")
    assert any("LBN" in other for other in here.candidates)


def test_a_river_is_meant_where_the_text_is():
    near_mosul = named("In Mosul, Iraqi troops crossed the Tigris.")["the Tigris"]
    near_baghdad = named("In Baghdad, Iraqi troops crossed the Tigris.")["the Tigris"]
    assert distance_km((near_mosul.lat, near_mosul.lon), (36.34, 43.13)) < 30
    assert distance_km((near_baghdad.lat, near_baghdad.lon), (33.31, 44.37)) < 30


def test_a_border_is_meant_where_the_sentence_is():
    place = named("In Syria, only 4 km are left from Baguz to the Iraqi border.")["the Iraqi border"]
    assert distance_km((place.lat, place.lon), (34.45, 40.97)) < 40
    assert border("FRA", "IRQ") == ()


@given(
    st.lists(
        st.sampled_from(
            "Baguz Homs the Tripoli border of with northern Syria ، الباغوز في . \n Mosul Old City , Niger's".split(" ")
        )
    )
)
def test_mentions_stand_in_the_text_in_order_and_apart(words):
    text = " ".join(words)
    end = 0
    for place in places_in(article(text), load_gazetteer()):
        assert text[place.start : place.end] == place.mention
        assert place.start >= end
        assert place.radius_km > 0
        end = place.end


def test_places_of_the_store_are_found_too():
    frame = pl.DataFrame(
        {
            "place": ["Zyrtown village", "Zyrtown village", "Homs town", None],
            "admin1": ["Quov governorate", "Quov governorate", "Homs Governorate", None],
            "admin2": [None, None, None, None],
            "country": ["Syria", "Syria", "Syria", "Syria"],
            "latitude": [35.0, 35.1, 34.0, None],
            "longitude": [38.0, 38.0, 36.0, None],
        },
        schema_overrides={"admin2": pl.String},
    )
    gazetteer = with_store_places(load_gazetteer(), frame)
    found = {
        place.mention: place for place in places_in(article("The Syrian army shelled Zyrtown and Homs."), gazetteer)
    }
    assert (found["Zyrtown"].country, found["Zyrtown"].kind) == ("SYR", "village")
    assert found["Zyrtown"].lat == pytest.approx(35.05, abs=0.01)
    assert found["Zyrtown"].radius_km >= 6
    assert found["Homs"].lat == pytest.approx(34.73, abs=0.01)  # the list's own goes first
    assert named("The Syrian army shelled Zyrtown.") == {}


def test_places_of_the_annotated_texts_are_within_50_km(real):
    gazetteer, right, all_ = load_gazetteer(), 0, 0
    for path in sorted((real / "text" / "gold").glob("*.txt")):
        gold = json.loads(path.with_suffix(".json").read_text("utf-8"))
        places = places_in(read_article(str(path), published=None, today=date(2026, 1, 1)), gazetteer)
        for each in gold["places"]:
            over = [place for place in places if place.start < each["end"] and each["start"] < place.end]
            right += any(distance_km((place.lat, place.lon), (each["lat"], each["lon"])) <= 50 for place in over)
            all_ += 1
    assert right / all_ >= 0.80


def test_a_quarter_named_for_a_place_far_away_is_not_that_place():
    assert "Giza" not in named("In Libya, fighters hold out in the Giza neighbourhood of Sirte, near Misrata.")
    assert "Giza" in named("A bomb struck the Giza market, Egypt said in Cairo.")
