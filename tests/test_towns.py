"""Larger towns and the events near them, against distances worked out one by one."""

import json
from datetime import date
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import NOW
from smoulder import store
from smoulder.areas import Area
from smoulder.cell_events import Placed, placed
from smoulder.distances import EARTH, FAR, cell_table
from smoulder.grid import COLUMNS, ROWS, SIZE, corner, gid
from smoulder.ingest import ingest
from smoulder.towns import LARGER, from_cells, from_points, people_within, towns
from smoulder.types import Group
from smoulder.urban import ENOUGH, FARTHER, NEAR, between, by_month, located, urban
from smoulder.vintage import view

RAQQA, PALMYRA = (35.95, 39.01), (34.55, 38.28)


@pytest.fixture(scope="module")
def listed():
    """Latitude and longitude of every larger town, from the table's vectors."""
    x, y, z = towns().at.T
    degrees = np.degrees(np.stack([np.arcsin(z), np.arctan2(y, x)], axis=1))
    return [tuple(each) for each in degrees.round(2).tolist()]  # the table is of hundredths


def haversine(one, other):
    (lat, lon), (lat2, lon2) = (map(radians, each) for each in (one, other))
    return 2 * EARTH * asin(
        sqrt(sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2)
    )  # fmt: skip


def events(rows):
    """Placed events of (month, latitude, longitude, where_precision)."""
    frame = pl.DataFrame(rows, schema=["month", "latitude", "longitude", "where_precision"], orient="row")
    gids = [gid(lat, lon) for lat, lon in zip(frame["latitude"], frame["longitude"], strict=True)]
    return Placed(frame.with_columns(pl.Series("priogrid_gid", gids, dtype=pl.Int32)), 0, 0)


def test_the_table_holds_larger_towns_where_they_are(listed):
    table = towns()
    assert 3_000 < len(table.people) == len(listed) < 7_000
    assert table.people.min() >= LARGER
    assert 10_000_000 < table.people.max() < 50_000_000
    assert table.gid.tolist() == [gid(lat, lon) for lat, lon in listed]
    for town, people in ((RAQQA, 100_000), (PALMYRA, 50_000), ((33.5, 36.3), 1_000_000), ((36.34, 43.13), 500_000)):
        near = [each for each in range(len(listed)) if haversine(town, listed[each]) < 10]
        assert max(table.people[near]) >= people


@settings(max_examples=60, deadline=None)
@given(st.floats(-55, 60), st.floats(-180, 179.99), st.sampled_from([0, 1]), st.integers(0, 3_000))
def test_a_point_is_as_far_from_a_town_as_by_hand(lat, lon, close, which):
    x, y, z = towns().at[which]
    if close and abs(z) < 0.85:  # beside a town, where the answer is no infinity
        lat, lon = np.degrees(np.arcsin(z)) + lat / 500, np.degrees(np.arctan2(y, x)) + lon / 1500
        lon = (lon + 180) % 360 - 180
    [found] = from_points(np.array([lat]), np.array([lon]), np.array([gid(lat, lon)]))
    all_of_them = zip(np.arcsin(towns().at[:, 2]), np.arctan2(towns().at[:, 1], towns().at[:, 0]), strict=True)
    brute = min(haversine((lat, lon), np.degrees(each)) for each in all_of_them)
    if brute <= 25 or np.isfinite(found):
        assert found >= brute - 0.01
    if brute <= 25:
        assert found == pytest.approx(brute, abs=0.01)
    assert (found <= NEAR) == (brute <= NEAR)
    assert (found <= FARTHER) == (brute <= FARTHER)


def test_a_cell_is_as_far_from_a_town_as_by_hand(listed):
    land = np.flatnonzero((cell_table().country >= 0) & (towns().cell_km != FAR)) + 1
    for cell in np.random.default_rng(5).choice(land, 25):
        middle = np.array(corner(int(cell))) + SIZE / 2
        assert from_cells([cell])[0] == pytest.approx(min(haversine(middle, town) for town in listed), abs=0.51)
    assert np.isnan(from_cells([gid(0.1, -30.1), gid(-80.1, 20.1)])).all(), "water and Antarctica are not asked about"
    assert np.isfinite(from_cells(np.flatnonzero(cell_table().country[60 * COLUMNS :] >= 0) + 60 * COLUMNS + 1)).all()
    assert len(towns().cell_km) == ROWS * COLUMNS


def test_people_of_a_town_count_once_and_only_within_reach(listed):
    cells = np.array([gid(*RAQQA), gid(*RAQQA) + 1])
    middles = [np.array(corner(int(cell))) + SIZE / 2 for cell in cells]
    homes = [np.array(corner(int(cell))) + SIZE / 2 for cell in towns().gid]
    near = [min(haversine(middle, home) for middle in middles) <= 100 for home in homes]
    assert people_within(cells, 100) == towns().people[near].sum() > 0
    assert people_within(np.array([], dtype=int), 100) == 0


def test_only_exact_places_on_land_are_told_near_or_far():
    rows = [(480, *RAQQA, 1), (480, *RAQQA, None), (481, *RAQQA, 2), (481, 35.0, 39.0, 1), (482, 0.1, -30.1, 1)]
    found = located(events(rows))
    assert found.told
    assert not located(events([(480, *RAQQA, None)])).told
    assert found.months.tolist() == [480, 480, 481], "neither the rough one nor the one at sea"
    assert (found.km <= NEAR).tolist() == [True, True, False]
    assert by_month(found, 479, 4) == {"located": [0, 2, 1, 0], "near_town": [None, 2, 0, None]}
    assert between(found, 480, 481) == {"located": 3, "near_town": None}, "fewer than enough"


def test_a_flight_from_the_towns_is_told_with_its_interval(listed):
    cells = [(35.25 + 0.5 * (n % 4), 38.25 + 0.5 * (n // 4 % 4)) for n in range(48)]  # most far from towns
    homes = [home for home in listed[:600] if cell_table().country[gid(*home) - 1] >= 0]
    rows = [(400 + n % 12, *homes[n], 1) for n in range(400)] + [(412 + n % 12, *cells[n], 1) for n in range(48)]
    found = located(events(rows))
    told = urban(found, len(rows), 423)["urban"]
    assert told["before"]["share"] == pytest.approx(between(found, 400, 411)["near_town"]) == 1
    assert told["newest"]["share"] == pytest.approx(between(found, 412, 423)["near_town"])
    assert told["newest"]["share"] < 0.2
    assert told["change"]["by"] == pytest.approx(told["newest"]["share"] - told["before"]["share"])
    assert told["change"]["low"] <= told["change"]["by"] < told["change"]["high"] < 0
    assert told["at_km"]["5"] <= told["share"] <= told["at_km"]["20"]


def test_too_few_events_tell_of_no_change():
    rows = [(400, *RAQQA, 1)] * 50 + [(423, *RAQQA, 1)] * (ENOUGH - 1)
    told = urban(located(events(rows)), 54, 423)["urban"]
    assert told["newest"] is None
    assert told["change"] is None
    nothing = urban(located(events([(400, 0.1, -30.1, 1)])), 1, 423)
    assert nothing["urban"] is None
    assert nothing["urban_reason"]


def test_the_table_says_where_it_is_from():
    sources = Path(__file__).parents[1].joinpath("src", "smoulder", "atlas", "SOURCES.md").read_text("utf-8")
    assert "`towns.npz`" in sources
    assert f"{LARGER:,} people" in sources
    assert json.dumps(sources).count("public domain") >= 2


def test_the_islamic_state_in_syria_by_hand(real, tmp_path, listed):
    path = tmp_path / "store.duckdb"
    ingest(path, "ucdp-ged", real / "ucdp" / "GEDEvent_Syria_2016_2019.csv.gz", now=NOW)
    with store.opened(path) as con:
        there = placed(store.events(con, view(store.releases(con), date(2019, 2, 28)), Group("234", "IS"),
                                    Area("Syria")).events)  # fmt: skip
    found = located(there)
    exact = there.frame.filter(pl.col("where_precision") == 1)
    spots = exact.group_by("latitude", "longitude").len().rows()
    near = sum(many for lat, lon, many in spots if min(haversine((lat, lon), each) for each in listed) <= NEAR)
    assert len(found.km) == len(exact) > 2_000
    assert (found.km <= NEAR).sum() == near
    assert 0.3 < near / len(exact) < 0.8
