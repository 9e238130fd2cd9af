import pytest

from smoulder.areas import WORLD, Area, parse_area, resolve
from smoulder.errors import BadInput

KNOWN = {
    "Russia (Soviet Union)": ["Chechen Republic"],
    "DR Congo (Zaire)": [],
    "Congo": [],
    "Syria": ["Raqqa Governorate", "Homs Governorate"],
    "Guinea": [],
    "Guinea-Bissau": [],
}


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("world", WORLD),
        (" World ", WORLD),
        ("", WORLD),
        ("Syria", Area("Syria")),
        ("Syria / Raqqa", Area("Syria", "Raqqa")),
        ("Syria/", Area("Syria")),
        ("35, 32,42.5,37.5", Area(box=(35.0, 32.0, 42.5, 37.5))),
        ("-180,-90,180,90", Area(box=(-180.0, -90.0, 180.0, 90.0))),
    ],
)
def test_an_area_is_read_from_its_text_and_back(text, area):
    assert parse_area(text) == area
    assert parse_area(str(area)) == area


@pytest.mark.parametrize("box", ["1,2,1,3", "3,2,1,4", "1,5,2,4", "-190,0,0,10", "0,0,10,91", "170,0,-170,10"])
def test_a_box_that_holds_nothing_of_the_map_is_refused(box):
    with pytest.raises(BadInput, match="WEST,SOUTH,EAST,NORTH"):
        parse_area(box)


def test_a_province_needs_its_country():
    with pytest.raises(BadInput, match="COUNTRY/PROVINCE"):
        Area(admin1="Raqqa")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("russia", "Russia (Soviet Union)"),
        ("Soviet Union", "Russia (Soviet Union)"),
        ("Zaire", "DR Congo (Zaire)"),
        ("congo", "Congo"),
        ("GUINEA", "Guinea"),
        ("syria/raqqa", "Syria/Raqqa Governorate"),
        ("Russia/chechen", "Russia (Soviet Union)/Chechen Republic"),
        ("world", "world"),
        ("1,2,3,4", "1,2,3,4"),
    ],
)
def test_names_are_spelt_as_the_data_spell_them(text, found):
    assert str(resolve(parse_area(text), KNOWN)) == found


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Siria", "no country 'Siria'.*Syria"),
        ("Syria/Rakka", "no province of Syria 'Rakka'.*Raqqa"),
        ("Guinea/Conakry", "no province of Guinea 'Conakry'.*none"),
        ("/Raqqa", "COUNTRY/PROVINCE|no country"),
    ],
)
def test_an_unknown_name_is_never_guessed_and_the_nearest_are_offered(text, says):
    with pytest.raises(BadInput, match=says):
        resolve(parse_area(text), KNOWN)
