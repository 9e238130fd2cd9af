import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from smoulder.distances import EARTH, FAR, apart, around, cell_table, gravity, in_countries, middles, nearest, within
from smoulder.grid import COLUMNS, ROWS, SIZE, corner, gid
from smoulder.maps import countries

CELLS = st.integers(1, COLUMNS * ROWS)


def haversine(a, b):
    (lat, lon), (lat2, lon2) = (np.radians(np.array(corner(each)) + SIZE / 2) for each in (a, b))
    part = np.sin((lat2 - lat) / 2) ** 2 + np.cos(lat) * np.cos(lat2) * np.sin((lon2 - lon) / 2) ** 2
    return 2 * EARTH * np.arcsin(min(np.sqrt(part), 1))


@given(CELLS, CELLS)
def test_distances_are_those_of_the_sphere(a, b):
    one, other = middles(np.array([a, b]))
    assert apart(one, other) == pytest.approx(haversine(a, b), abs=0.01)


@settings(max_examples=20, deadline=None)
@given(st.integers(60, 300), st.integers(1, COLUMNS))
def test_cells_within_a_distance_are_all_of_those_and_no_others(row, column):
    cell = row * COLUMNS + column
    everywhere = np.arange(max(cell - 5 * COLUMNS, 1), min(cell + 5 * COLUMNS, COLUMNS * ROWS) + 1)
    brute = everywhere[apart(middles(everywhere), middles(np.array([cell]))) <= 150]
    assert within(np.array([cell]), 150).tolist() == brute.tolist()


def test_the_nearest_is_the_nearest():
    rng = np.random.default_rng(3)
    here, there = rng.integers(1, COLUMNS * ROWS, 30), rng.integers(1, COLUMNS * ROWS, 40)
    brute = [min(haversine(a, b) for b in there) for a in here]
    assert nearest(here, there) == pytest.approx(brute, abs=0.1)
    assert np.isinf(nearest(here, np.array([], dtype=int))).all()


def test_a_cell_has_eight_neighbours_also_over_the_date_line():
    own = gid(10.1, 179.9)
    assert len(set(around(np.array([own]))[0].tolist())) == 9
    assert gid(10.1, -179.9) in around(np.array([own]))[0]


def test_the_centre_of_gravity_lies_between():
    pair = np.array([gid(0.1, 10.1), gid(0.1, 14.1)])
    centre, radius = gravity(pair, np.array([1.0, 1.0]))
    assert apart(centre, middles(np.array([gid(0.1, 12.1)]))[0]) < 1
    assert radius == pytest.approx(haversine(*pair) / 2, rel=0.01)


@pytest.mark.parametrize("code", ["SYR", "PER", "MLI", "NPL"])
def test_the_table_of_countries_is_that_of_the_atlas(code):
    """Cells whose four corners and middle lie in a country are in it, by shapely and not by the script."""
    [land] = [each for each in countries() if each.code == code]
    shape = shapely.union_all([shapely.make_valid(shapely.Polygon(ring)) for ring in land.rings])
    table = cell_table()
    inside = np.flatnonzero(table.country == table.codes.index(code)) + 1
    assert len(inside) > 20
    boxes = [shapely.box(lon, lat, lon + SIZE, lat + SIZE) for lat, lon in (corner(int(each)) for each in inside)]
    assert all(shape.intersects(box) for box in boxes)
    whole = [int(each) for each in within(inside, 60) if shape.contains(shapely.box(*_box(int(each))))]
    assert set(whole) <= set(inside.tolist())


def _box(cell):
    lat, lon = corner(cell)
    return lon, lat, lon + SIZE, lat + SIZE


def test_borders_are_near_borders():
    """Nepal lies between two countries: no cell of it is further from a border than half its width, and some touch."""
    [land] = [each for each in countries() if each.code == "NPL"]
    line = shapely.union_all([shapely.LineString(ring) for ring in land.rings])
    table = cell_table()
    for cell in np.flatnonzero(table.country == table.codes.index("NPL")) + 1:
        lat, lon = np.array(corner(int(cell))) + SIZE / 2
        near = shapely.shortest_line(shapely.Point(lon, lat), line).coords[1]
        east, north = (near[0] - lon) * np.cos(np.radians(lat)) * 111.2, (near[1] - lat) * 111.2
        assert abs(table.border[cell - 1] - np.hypot(east, north)) < 6


def test_open_water_has_no_country_and_no_border():
    sea = gid(0.1, -30.1) - 1
    assert cell_table().country[sea] == -1
    assert cell_table().border[sea] == FAR


def test_names_are_those_of_the_sources():
    assert in_countries(["DR Congo (Zaire)"])[gid(-4.3, 15.6) - 1]
    assert in_countries(["Somalia"])[gid(9.6, 44.1) - 1], "Somaliland is where UCDP says Somalia"
    assert in_countries(["Syria", "Quovland"]) is None
    assert not in_countries([]).any()
