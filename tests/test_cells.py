"""From events to units by month: what an event says, and what is kept out."""

import json
from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoulder.areas import parse_area
from smoulder.cells import cell_panel, kind_of
from smoulder.control import KINDS
from smoulder.errors import BadInput
from smoulder.grid import gid
from smoulder.months import month_id
from smoulder.types import EVENT_SCHEMA, Events
from smoulder.units import area_cells, cell_units, polygon_units

TYPES = {"VARCHAR": pl.String, "DATE": pl.Date, "TINYINT": pl.Int8, "SMALLINT": pl.Int16, "INTEGER": pl.Int32,
         "DOUBLE": pl.Float64}  # fmt: skip
PLAIN = {
    "date_start": date(2001, 2, 3), "date_end": date(2001, 2, 3), "side_a": "Government of Quovland", "side_a_id": "G",
    "side_b": "Sons of Quov", "side_b_id": "Q", "kind": "state_based", "latitude": 10.1, "longitude": 20.1,
    "where_precision": 1, "deaths_a": 0, "deaths_b": 0, "deaths_civilians": 0, "fatalities_best": 1,
}  # fmt: skip


def events(*changes):
    rows = [PLAIN | each for each in changes]
    frame = pl.DataFrame({name: [row.get(name) for row in rows] for name in EVENT_SCHEMA}, strict=False)
    frame = frame.select(pl.col(name).cast(TYPES[sql]) for name, sql in EVENT_SCHEMA.items())
    return Events(frame, date(2002, 1, 1), month_id(date(2001, 12, 1)))


def panel_of(*changes):
    cell = gid(10.1, 20.1)
    return cell_panel(events(*changes), cell_units([cell, cell + 1]), np.ones(12, bool), ["Q"], group="Sons of Quov")


GROUP_FIRST = {"side_a": "Sons of Quov", "side_a_id": "Q", "side_b": "Civilians", "side_b_id": "9999"}


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"deaths_a": 3, "deaths_b": 1}, "battle_won"),
        ({"deaths_a": 1, "deaths_b": 3}, "battle_lost"),
        ({"deaths_a": 2, "deaths_b": 2}, "battle_even"),
        ({"deaths_a": None, "deaths_b": None}, "battle_even"),
        ({"deaths_civilians": 4}, "strike"),
        ({**GROUP_FIRST, "kind": "one_sided"}, "civilians"),
        ({**GROUP_FIRST, "kind": "one_sided", "tactic": "Suicide bomb"}, "remote"),
        ({"side_b": "Civilians", "side_b_id": "9999", "kind": "one_sided"}, "repression"),
        ({"side_b": "Zyr Front", "side_b_id": "Z"}, "others"),
        ({"tactic": "Government regains territory"}, "retaken"),
        ({"tactic": "Non-state actor overtakes territory"}, "taken"),
        ({**GROUP_FIRST, "side_b": None, "side_b_id": None, "kind": None, "tactic": "Bombing/Explosion"}, "remote"),
        ({**GROUP_FIRST, "side_b": None, "side_b_id": None, "kind": None, "tactic": "Armed Assault"}, "civilians"),
        ({**GROUP_FIRST, "side_b": None, "side_b_id": None, "kind": None, "target": "Military"}, "battle_even"),
        ({"side_a": "Sons of Quov", "side_a_id": "Q", "side_b": "Zyr Front", "side_b_id": "Z", "kind": "non_state",
          "deaths_a": 5}, "battle_lost"),
    ],
)  # fmt: skip
def test_what_an_event_says(change, kind):
    assert events(change).frame.select(kind_of(["Q"]))["literal"].to_list() == [kind]


def test_what_cannot_be_placed_is_kept_out_and_counted_and_never_put_at_a_centroid():
    rough = {"where_precision": 6, "latitude": 10.2, "longitude": 20.2}
    found = panel_of(
        {}, {"latitude": None}, {"longitude": None}, rough, {**rough, "where_precision": 4}, {"where_precision": 3}
    )
    assert dict(found.kept_out) == {"no coordinates": 2, "placed too coarsely": 2}
    assert len(found.unit) == 2
    assert found.counts().sum() == 2


def test_an_event_belongs_to_the_month_in_which_it_ends_and_one_outside_every_unit_to_none():
    found = panel_of({"date_end": date(2001, 5, 1)}, {"latitude": 30.0})
    assert found.month.tolist() == [4, 1]
    assert found.unit.tolist() == [0, -1]
    assert found.counts().tolist() == [[0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0], [0] * 12]
    assert found.counts(*KINDS, deaths=True).sum() == 1


def test_a_panel_is_cut_at_a_month():
    found = panel_of({}, {"date_end": date(2001, 5, 1)}).until(month_id(date(2001, 3, 1)))
    assert (found.months, len(found.month)) == (3, 1)
    with pytest.raises(BadInput, match="outside the panel"):
        found.until(1)


@given(st.lists(st.tuples(st.integers(-60, 60), st.integers(-170, 170)), min_size=1, max_size=30))
def test_cells_find_their_points_and_their_neighbours(points):
    units = cell_units([gid(lat + 0.1, lon + 0.1) for lat, lon in points])
    lat, lon = (np.array(each, dtype=float) + 0.1 for each in zip(*points, strict=True))
    place = units.locate(lon, lat)
    assert [units.names[each] for each in place] == [str(gid(a, b)) for a, b in zip(lat, lon, strict=True)]
    gaps = np.abs(units.centres[units.beside[:, 0]] - units.centres[units.beside[:, 1]]).max(axis=1)
    assert (gaps == 0.5).all()
    assert {(b, a) for a, b in units.beside.tolist()} == set(map(tuple, units.beside.tolist()))


def test_cells_beside_each_other_meet_across_the_date_line():
    units = cell_units([gid(0.1, -179.9), gid(0.1, 179.9)])
    assert sorted(map(tuple, units.beside.tolist())) == [(0, 1), (1, 0)]


def test_the_cells_of_a_country_are_those_of_its_outline():
    cells = area_cells(parse_area("Syria"))
    assert 80 < len(cells) < 110
    assert gid(34.6, 38.3) in cells
    assert gid(33.3, 44.4) not in cells  # Baghdad
    assert area_cells(parse_area("35,32,36,33"))
    assert area_cells(parse_area("world")) == area_cells(parse_area("-179,-89,179,89")) == []
    assert area_cells(parse_area("-40,10,-39,11")) == []  # open ocean


def hexagons(folder, *features):
    path = folder / "units.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}), "utf-8")
    return path


def square(name, west, south, size=1.0, **more):
    ring = [[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]]
    return {
        "type": "Feature",
        "properties": {"gid": name, **more},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def test_polygons_are_units_with_the_neighbours_that_touch_them(tmp_path):
    path = hexagons(tmp_path, square("a", 0, 0, inside=1), square("b", 1, 0, inside=1), square("c", 5, 5, inside=1),
                    square("d", 9, 9, inside=0))  # fmt: skip
    units = polygon_units(path, ["inside"])
    assert units.names == ("a", "b", "c")
    assert sorted(map(tuple, units.beside.tolist())) == [(0, 1), (1, 0)]
    assert units.locate(np.array([0.5, 1.5, 5.5, 9.5]), np.array([0.5, 0.5, 5.5, 9.5])).tolist() == [0, 1, 2, -1]


@pytest.mark.parametrize(
    ("features", "words"),
    [
        ([square("a", 0, 0), square("a", 3, 3)], "name of its own"),
        ([{"type": "Feature", "properties": {}, "geometry": square("a", 0, 0)["geometry"]}], "name of its own"),
        ([square("a", 500_000, 4_000_000)], "degrees"),
        ([square("a", 0, 0) | {"geometry": {"type": "Point", "coordinates": [0, 0]}}], "no polygon"),
        ([], "name of its own"),
    ],
)  # fmt: skip
def test_broken_units_are_refused_in_one_sentence(tmp_path, features, words):
    with pytest.raises(BadInput, match=words) as why:
        polygon_units(hexagons(tmp_path, *features))
    assert "\n" not in str(why.value)
