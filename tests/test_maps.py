import re
from xml.etree import ElementTree

import pytest

from smoulder.areas import parse_area
from smoulder.grid import gid
from smoulder.maps import contested, countries, cut, frame, looked_at, path
from smoulder.maps.seen import seen

SYRIA = [{"gid": gid(35.1, 38.6), "recent": 12, "before": 40}, {"gid": gid(34.1, 40.6), "recent": 0, "before": 3}]
OCEAN = [{"gid": gid(-30.2, -20.4), "recent": 2, "before": 0}]


def draw(cells, area="world", width=660):
    return ElementTree.fromstring(seen(cells, area, "recently", "before", width))


def of_class(svg, name):
    return [each for each in svg.iter() if name == each.get("class")]


def inside(ring, point):
    x, y = point
    crossings = [
        ax + (y - ay) / (by - ay) * (bx - ax) > x
        for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True)
        if (ay > y) != (by > y)
    ]
    return sum(crossings) % 2 == 1


def holder(point):
    return [country.code for country in countries() if sum(inside(ring, point) for ring in country.rings) % 2]


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ((38.0, 35.0), "SYR"),
        ((34.1, 45.3), "UKR"),
        ((-13.0, 25.0), "ESH"),
        ((34.4, 31.42), "PSE"),
        ((35.2, 32.1), "PSE"),
    ],
)
def test_atlas_holds_points_where_they_belong(place, code):
    assert holder(place) == [code]


def test_recent_and_earlier_cells_differ_in_more_than_colour():
    svg = draw(SYRIA)
    assert len(of_class(svg, "recent")) == 1
    hatched = [each for each in of_class(svg, "before") if "url(#map-660-before)" in (each.get("style") or "")]
    assert len(hatched) == 1
    assert [each.text for each in of_class(svg, "count")] == ["12"]


def test_every_cell_lies_on_the_map():
    for cells in (SYRIA, OCEAN, [{"gid": 1, "recent": 1, "before": 1}, {"gid": 259200, "recent": 1, "before": 1}]):
        for width in (660, 320):
            svg = draw(cells, width=width)
            edge = of_class(svg, "sea")[0]
            for cell in of_class(svg, "recent"):
                assert 38 <= float(cell.get("x")) <= width
                assert -3 <= float(cell.get("y")) <= float(edge.get("height"))
                assert float(cell.get("width")) >= 4


@pytest.mark.parametrize("cells", [SYRIA, OCEAN, [{"gid": gid(70.2, 10.0), "recent": 1, "before": 0}]])
def test_shape_is_pleasant_wherever_the_cells_are(cells):
    view = frame(cells, 660)
    assert 0.45 <= view.height / (660 - 40) <= 0.95


def test_a_tall_group_of_cells_fits():
    view = frame(
        [{"gid": gid(-30.2, 20), "recent": 1, "before": 0}, {"gid": gid(30.2, 20), "recent": 1, "before": 0}], 660
    )
    assert view.height <= 0.9 * 620
    assert view.north > 30.7


def test_map_in_the_ocean_still_has_its_degrees():
    svg = draw(OCEAN, "Isle of Oro")
    assert not of_class(svg, "land")
    assert {"30° S", "20° W"} <= {each.text for each in of_class(svg, "tick")}


def test_land_outside_the_area_is_hatched_and_the_area_is_not():
    hatches = [each for each in draw(SYRIA, "Syria/Raqqa").iter("path") if "beyond" in (each.get("style") or "")]
    assert len(hatches) >= 2
    lands = len(of_class(draw(SYRIA, "Syria/Raqqa"), "land"))
    assert len(hatches) == lands - 1  # all but Syria
    assert not [each for each in draw(SYRIA).iter("path") if "beyond" in (each.get("style") or "")]


def test_a_box_hatches_what_lies_around_it():
    hatches = [each for each in draw(SYRIA, "38,34,41,36").iter("path") if "beyond" in (each.get("style") or "")]
    assert len(hatches) == 1
    assert hatches[0].get("fill-rule") == "evenodd"


@pytest.mark.parametrize(
    ("area", "codes"),
    [
        ("Syria", {"SYR"}),
        ("Myanmar (Burma)", {"MMR"}),
        ("DR Congo (Zaire)", {"COD"}),
        ("Israel", {"ISR", "PSE"}),
        ("Morocco", {"MAR", "ESH"}),
        ("Isle of Oro", set()),
        ("world", set()),
    ],
)
def test_countries_are_found_as_ucdp_writes_them(area, codes):
    assert looked_at(parse_area(area)) == codes


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ((31.5, 34.4), "Palestine (Gaza Strip and West Bank)"),
        ((33.0, 35.7), "Golan Heights"),
        ((34.0, 75.0), "Jammu and Kashmir"),
        ((9.8, 28.5), "Abyei"),
        ((25.0, -13.0), "Western Sahara"),
        ((45.3, 34.1), "Crimea"),
        ((47.6, 36.0), "Occupied oblasts of Ukraine"),
    ],
)
def test_contested_areas_are_dashed_and_named(place, name):
    cells = [{"gid": gid(*place), "recent": 1, "before": 0}]
    assert name in contested(cells)
    assert of_class(draw(cells), "contested")


def test_cut_keeps_what_is_inside_and_nothing_outside():
    view = frame(SYRIA, 660)
    whole = [(-180.0, -90.0), (180.0, -90.0), (180.0, 90.0), (-180.0, 90.0)]
    (ring,) = cut([whole], view)
    assert {lon for lon, _ in ring} == {view.west, view.east}
    assert {lat for _, lat in ring} == {view.south, view.north}
    assert cut([[(-10.0, -10.0), (-9.0, -10.0), (-9.0, -9.0)]], view) == []


def test_path_stays_on_the_map():
    view = frame(SYRIA, 660)
    for country in countries():
        for x, y in re.findall(r"([\d.-]+),([\d.-]+)", path(cut(country.rings, view), view)):
            assert 39.9 <= float(x) <= 660.1
            assert -0.1 <= float(y) <= view.height + 0.1


def test_hostile_words_are_only_text():
    svg = seen(SYRIA, "Syria", "<script>&\"'", "b", 660)
    assert "<script" not in svg
    assert "<script>&\"'" in "".join(ElementTree.fromstring(svg).itertext())


def test_no_name_stands_on_a_cell_or_on_another_name():
    cells = [
        {"gid": gid(lat / 2 + 0.1, lon / 2 + 0.1), "recent": 3, "before": 0}
        for lat in range(67, 73)
        for lon in range(75, 82)
    ]
    svg = draw(cells, "Syria")
    names = [each for each in svg.iter("text") if (each.get("class") or "").startswith("name")]
    assert "Syria" in [each.text for each in names]
    for each in names:
        x, y = float(each.get("x")), float(each.get("y"))
        for cell in of_class(svg, "recent"):
            left, top = float(cell.get("x")), float(cell.get("y"))
            right, bottom = left + float(cell.get("width")), top + float(cell.get("height"))
            assert not (left < x < right and top < y - 4 < bottom)
        others = [other for other in names if other is not each]
        assert all(abs(float(other.get("y")) - y) > 10 or abs(float(other.get("x")) - x) > 20 for other in others)


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ((179.5, 67.0), "RUS"),
        ((-175.0, 66.5), "RUS"),
        ((100.0, 65.0), "RUS"),
        ((0.0, -80.0), "ATA"),
        ((178.0, -17.8), "FJI"),
    ],
)
def test_countries_across_the_180th_meridian_are_whole(place, code):
    assert holder(place) == [code]


@pytest.mark.parametrize("place", [(0.0, 0.0), (-150.0, 67.0), (-40.0, 66.0), (20.0, -17.0)])
def test_no_country_is_drawn_around_the_world(place):
    assert not {"RUS", "FJI"} & set(holder(place))
