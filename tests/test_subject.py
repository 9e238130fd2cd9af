import pytest

from conftest import event, kept, monthly
from readings import claim
from smoulder.aftermath import known
from smoulder.areas import WORLD, Area
from smoulder.claim import Place
from smoulder.lineage import load_lineage
from smoulder.store import opened, releases
from smoulder.subject import NO_PLACE, subjects

TEXT = "They were beaten at Zyr Ford, near Zyr City and in Quovland."
NATIONS = {"QUO": "Quovland", "FAR": "Farland"}
MONTHS = [f"2015-{month:02}" for month in range(1, 13)]
FORD = Place("Zyr Ford", 20, 28, "Zyr Ford", "town", "QUO", 20.25, -40.25, 8.0)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("subject") / "store.duckdb"
    rows = [
        *monthly(MONTHS),
        *(event(100 + n, f"2015-{n:02}-11", adm_1="Myr province", longitude="-41.9") for n in range(1, 13)),
        event(300, "2015-01-13", side_b="Myr Band", side_b_new_id="910002"),
        *(event(200 + n, f"2015-{n:02}-12", adm_1="East", country="Mirland", longitude="-38") for n in range(1, 13)),
    ]
    kept(path, rows)
    with opened(path) as con:
        yield con


@pytest.fixture
def ask(store):
    by = known(store, releases(store), load_lineage())

    def ask(place="Zyr Ford", group="Sons of Quov", places=(FORD,)):
        told = claim(TEXT, "They were beaten", target_group=group, target_place=place)
        [found] = subjects(told, places, store, by.seen, list(by.held), load_lineage(), NATIONS)
        return found

    return ask


@pytest.mark.parametrize("text", ["Sons of Quov", "sons of quov", "910001", "Unheard Band / Sons of Quov"])
def test_a_group_is_found_by_any_of_its_names(ask, text):
    assert ask(group=text).group.name == "Sons of Quov"


def test_how_a_group_was_understood_is_said(ask):
    assert ask(group="910001").who == "“910001” is Sons of Quov in the store."
    assert ask(group="the Sons of QUOV").who == ""
    assert ask(group="Unheard Band and Sons of Quov").group.name == "Sons of Quov"


def test_each_of_several_groups_is_asked_and_those_not_known_are_told(store):
    by = known(store, releases(store), load_lineage())

    def names(text):
        told = claim(TEXT, "They were beaten", target_group=text, target_place="Quovland")
        return [
            (each.group.name, each.who)
            for each in subjects(told, [], store, by.seen, list(by.held), load_lineage(), NATIONS)
        ]

    assert names("Myr Band and the Sons of Quov") == [("Myr Band", ""), ("Sons of Quov", "")]
    assert names("Sons of Quov / sons of quov / Myr Band")[1][0] == "Myr Band"
    assert names("Unheard Band; Myr Band") == [("Myr Band", "“Unheard Band” is no group that the store knows.")]


@pytest.mark.parametrize("text", ["Unheard Band", "IS", None, "", " / "])
def test_a_group_that_the_store_does_not_know_is_told(ask, text):
    found = ask(group=text)
    assert found.group is None
    assert "knows no such group" in found.who or "does not say" in found.who


def test_a_country_is_asked_as_it_is(ask):
    assert ask("Quovland")[2:] == (Area("Quovland"), "", None)


def test_a_place_in_a_province_is_asked_for_as_the_province_and_said(ask):
    found = ask()
    assert found.area == Area("Quovland", "Zyr province")
    assert "13 of 13 events within about 15 km of Zyr Ford" in found.where
    west, south, east, north = found.near.box
    assert west < -40.25 < east
    assert south < 20.25 < north


def test_a_larger_place_is_asked_for_as_its_country(ask):
    wide = FORD._replace(radius_km=190.0)
    found = ask(places=[wide])
    assert found.area == Area("Quovland")
    assert found.near is None
    assert "25 of 25" in found.where


def test_a_place_between_countries_is_asked_for_as_all_there_is(ask):
    between = FORD._replace(refers_to="Border hills", lat=20.25, lon=-39.1, radius_km=140.0)
    found = ask(places=[between])
    assert found.area == WORLD
    assert "several countries" in found.where


def test_a_province_is_found_by_its_name(ask):
    assert ask("Myr", places=[]).area == Area("Quovland", "Myr province")
    assert ask("East", places=[]).area == Area("Mirland", "East")


def test_a_place_without_events_around_it_is_asked_for_as_its_country(ask):
    found = ask(places=[FORD._replace(lat=-60.0)])
    assert found.area == Area("Quovland")
    assert "its country" in found.where
    abroad = ask(places=[FORD._replace(lat=-60.0, country="FAR")])
    assert abroad.area == Area("Farland")  # which the data do not name: nothing is answered for it


def test_the_first_of_several_places_that_leads_anywhere_is_asked(ask):
    assert ask("Nowhere; Zyr Ford").area == Area("Quovland", "Zyr province")
    assert ask("Nowhere; Neverland").area == WORLD


@pytest.mark.parametrize("text", [None, "", "world", "QUO", "Neverland", "1,2,3,4", "Quovland/Zyr"])
def test_what_was_done_without_a_place_is_said(ask, text):
    found = ask(text, places=[])
    assert found.area == (Area("Quovland") if text == "QUO" else WORLD)
    assert found.where.startswith((NO_PLACE, "The data name no area"))


def test_where_the_data_cover_one_country_that_is_asked(tmp_path):
    kept(tmp_path / "store.duckdb", monthly(MONTHS))
    with opened(tmp_path / "store.duckdb") as con:
        by = known(con, releases(con), load_lineage())
        told = claim(TEXT, "They were beaten", target_group="Sons of Quov", target_place=None)
        [found] = subjects(told, [], con, by.seen, list(by.held), load_lineage(), NATIONS)
    covered = {each.country for release in by.seen.releases for each in release.coverage}
    assert found.area == (Area("Quovland") if covered == {"Quovland"} else WORLD)


def test_hostile_coordinates_make_no_error(ask):
    for lat, lon, radius in ((90.0, 180.0, 1e9), (-90.0, -180.0, 0.0), (89.99, 0.0, 50.0)):
        ask(places=[FORD._replace(lat=lat, lon=lon, radius_km=radius)])
