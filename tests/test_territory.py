"""Land held and contested: polygons of the user's, counts with intervals, the sentence, the command and its report."""

import json
import re
from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import event, kept
from smoulder.control import KINDS, STATES, models
from smoulder.control_scores import simulated
from smoulder.errors import BadInput
from smoulder.months import month_id, parse_month
from smoulder.polygons import known_months, read_maps
from smoulder.sections.territory import section, sentences
from smoulder.territory import _draws, territory
from smoulder.types import StateProbabilities
from smoulder.units import cell_units
from test_cells import square
from test_control import line_of_cells

UNITS = cell_units([(200 * 720) + each + 400 for each in range(4)])  # from 19.5 to 21.5 east, 10 to 10.5 north
WEST, SOUTH = UNITS.centres[0] - 0.25


def features(*each):
    return {"type": "FeatureCollection", "features": list(each)}


def ground(cell, holder, day="2001-03-05", wide=1.0, **more):
    found = square("x", WEST + 0.5 * cell, SOUTH, 0.5, holder=holder, date=day, **more)
    found["geometry"]["coordinates"][0] = [
        [x if x == WEST + 0.5 * cell else WEST + 0.5 * (cell + wide), y] for x, y in found["geometry"]["coordinates"][0]
    ]
    return found


def maps_of(folder, *each, name="map.geojson", **members):
    path = folder / name
    path.write_text(json.dumps(features(*each) | members), "utf-8")
    return read_maps([path], UNITS, ["Sons of Quov", "SoQ"])


def test_polygons_by_date_become_what_is_known_of_each_month(tmp_path):
    told = maps_of(
        tmp_path, ground(0, "Sons of Quov"), ground(1, "contested"), ground(2, "Government of Quovland"),
        ground(0, "government", day="2001-05-01"), ground(3, "SOQ", day="2001-05-01", wide=0.4),
    )  # fmt: skip
    known = known_months(told, month_id(date(2001, 2, 1)), 5)
    assert (told.used, told.kept_out) == (5, ())
    assert known.tolist() == [[-1, 0, -1, 2, -1], [-1, 1, -1, -1, -1], [-1, 2, -1, -1, -1], [-1, -1, -1, -1, -1]]


def test_the_day_may_stand_in_the_file_or_in_its_name(tmp_path):
    bare = ground(0, "SoQ")
    del bare["properties"]["date"]
    assert maps_of(tmp_path, bare, date="2001-04-02").maps[0].day == date(2001, 4, 2)
    assert maps_of(tmp_path, bare, name="front 2001-06-30.geojson").maps[0].day == date(2001, 6, 30)


def test_polygons_that_cannot_be_used_are_kept_out_with_a_count(tmp_path):
    bow = ground(1, "SoQ")
    ring = bow["geometry"]["coordinates"][0]
    ring[1], ring[2] = ring[2], ring[1]
    undated, nobody, far, line = ground(2, "SoQ", day=None), ground(2, ""), ground(400, "SoQ"), ground(2, "SoQ")
    far["geometry"] = square("x", 100, 50)["geometry"]
    line["geometry"] = {"type": "LineString", "coordinates": [[0, 0], [1, 1]]}
    told = maps_of(tmp_path, ground(0, "SoQ"), bow, undated, nobody, far, line)
    assert told.used == 1
    assert dict(told.kept_out) == {
        "a polygon that crosses itself": 1, "no date": 1, "no holder": 1, "no polygon": 1, "outside the area": 1,
    }  # fmt: skip


def test_ground_that_two_holders_are_given_counts_for_neither(tmp_path):
    told = maps_of(tmp_path, ground(0, "SoQ"), ground(1, "SoQ"), ground(1, "government"))
    known = known_months(told, month_id(date(2001, 3, 1)), 1)[:, 0]
    assert known.tolist() == [0, -1, -1, -1]
    assert dict(told.kept_out) == {"overlaps of two holders, which count for neither": 1}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "no readable GeoJSON"),
        ("[]", "FeatureCollection"),
        (json.dumps(features()), "can be used"),
        (json.dumps(features(square("x", 300_000, 4_000_000, holder="SoQ", date="2001-01-01"))), "EPSG:4326"),
        (json.dumps(features() | {"crs": {"properties": {"name": "EPSG:32637"}}}), "not in degrees"),
        ("[" * 100_000, "no readable GeoJSON"),
    ],
)
def test_a_file_that_is_no_map_is_refused_in_one_sentence(tmp_path, text, words):
    path = tmp_path / "map.geojson"
    path.write_text(text, "utf-8")
    with pytest.raises(BadInput, match=words) as why:
        read_maps([path], UNITS, ["SoQ"])
    assert "\n" not in str(why.value)


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "map.geojson"
    with path.open("wb") as file:
        file.truncate(300 << 20)
    with pytest.raises(BadInput, match="more than 256 MB"):
        read_maps([path], UNITS, ["SoQ"])


def told_of(values, prior=(0.1, 0.05, 0.85, 0.0)):
    start, values = month_id(date(2001, 1, 1)), np.asarray(values, dtype=float)
    units = tuple(f"c{each}" for each in range(len(values)))
    return StateProbabilities(values, units, STATES, start, np.array(prior), "sticky", True)


HELD, CONTESTED, THEIRS, DARK = [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]


def land_of(rows):
    told = told_of(rows)
    panel = line_of_cells([(0, 0, 0, 1)], units=len(rows), months=told.values.shape[1])
    return told, panel


DEATHS = [(month_id(date(2001, 1, 1)) + each, 10) for each in range(40)]
DANGER = {"windows": {"12": {"low80": 30.0, "median": 60.0, "high80": 90.0}}}


def test_certain_states_are_counted_exactly_and_set_against_danger():
    lost = [[HELD] * 20 + [THEIRS] * 20] * 9 + [[HELD] * 40] + [[THEIRS] * 40] * 5 + [[DARK] * 40]
    found = territory(*land_of(lost), deaths=DEATHS, danger=DANGER)
    assert (found["units"], found["never_told"]) == (16, 1)
    assert found["peak"]["held"] == {"median": 10.0, "low80": 10.0, "high80": 10.0}
    assert found["now"]["held_or_contested"]["median"] == 1
    assert found["change"]["since_peak"]["held"] == {"median": 0.9, "low80": 0.9, "high80": 0.9}
    assert found["declined"] is None
    # no peak: it was as large in the first months
    assert found["sentence"] == (
        "Ground held or contested fell by 90% (90% to 90%) since June 2001; deaths expected within 12 months fell by"
        " 50% (25% to 75%) against the 120 of the year around it (80% intervals)."
    )
    assert territory(*land_of(lost), deaths=DEATHS[:11], danger=DANGER)["sentence"] is None  # no whole year is known
    gained = [[THEIRS] * 8 + row[8:] for row in lost[:-1]]
    found = territory(*land_of(gained), deaths=DEATHS, danger=DANGER)
    assert found["sentence"] == (
        "Ground held or contested fell by 90% (90% to 90%) since September 2001; deaths expected within 12 months fell"
        " by 50% (25% to 75%) against the 120 of the year around it (80% intervals)."
    )


@pytest.mark.parametrize("danger", [None, {"windows": None}])
def test_the_sentence_is_absent_without_a_forecast(danger):
    rows = [[THEIRS] * 8 + [CONTESTED] * 12 + [THEIRS] * 20] * 9
    found = territory(*land_of(rows), deaths=DEATHS, danger=danger)
    assert found["sentence"] is None
    assert found["change"]["since_peak"]["held_or_contested"]["median"] == 1


def test_no_change_is_told_where_most_of_the_land_fell_out_of_sight():
    found = territory(*land_of([[HELD] * 20 + [DARK] * 20] * 9), deaths=DEATHS, danger=DANGER)
    assert "events tell nothing any more" in found["declined"]
    assert found["sentence"] is None
    assert set(found["change"].values()) == {None}
    assert found["now"]["likeliest"]["unknown"] == 9


def test_no_change_is_told_of_hardly_any_land():
    found = territory(*land_of([[HELD] * 20 + [THEIRS] * 20] * 2), deaths=DEATHS, danger=DANGER)
    assert "never held or contested more than" in found["declined"]


def test_no_peak_is_claimed_where_it_was_no_smaller_at_the_beginning():
    found = territory(*land_of([[HELD] * 20 + [THEIRS] * 20] * 9))
    assert found["peak_told"] is False
    assert found["begin"]["month"] == "2001-06"  # seen for half a year
    assert found["change"]["since_peak"]["held"]["median"] == 1
    words = " ".join(sentences(found))
    assert "cannot be told, perhaps before the data begin; in June 2001 it was about 9" in words
    grown = territory(*land_of([[THEIRS] * 12 + [HELD] * 12 + [THEIRS] * 16] * 9))
    assert grown["peak_told"] is True
    assert "Its ground was largest in January 2002" in " ".join(sentences(grown))


def fought_land():
    """Nine cells of which the model tells nothing sure, fought over for two years, then two of them."""
    events = [(unit, month, KINDS.index("battle_even"), 2) for unit in range(9) for month in range(0, 24, 2)]
    events += [(unit, month, KINDS.index("battle_even"), 2) for unit in range(2) for month in range(24, 40, 2)]
    panel = line_of_cells(events, units=9, months=40)
    return told_of([[[0.3, 0.2, 0.5, 0]] * 40] * 9), panel


def test_where_land_cannot_be_told_the_sentence_is_of_cells_that_were_fought_over():
    told, panel = fought_land()
    found = territory(told, panel, deaths=DEATHS, danger=DANGER)
    change = found["change"]["since_peak"]["held_or_contested"]
    assert change["low80"] < 0 < change["high80"]
    assert found["sentence"] == (
        "Cells that it fought over fell from 9 in the year to April 2002 to 2 in the newest year; deaths expected"
        " within 12 months fell by 50% (25% to 75%) against the 120 of the year to April 2002 (80% intervals)."
    )
    words = " ".join(sentences(found | {"units": 9}))
    assert "Of the 9 of the year to April 2002, 2 are fought over still; 7 saw no event of it" in words


def test_past_months_are_judged_by_the_history_and_the_newest_alike():
    told, panel = fought_land()
    values = told.values.copy()
    values[:, :30] = HELD
    past = replace(told, values=values, filtered=False)
    found = territory(told, panel, history=past, deaths=DEATHS, danger=DANGER)
    assert (found["filtered"], found["history"]) == (True, "smoothed")
    assert found["peak"]["held"]["median"] == 9
    assert found["now"] == territory(told, panel)["now"]


def test_maps_are_drawn_of_now_and_of_equal_steps_before():
    for months, drawn in ((37, 6), (8, 1), (120, 5), (3, 1)):
        told = told_of([[[0.3, 0.2, 0.5, 0]] * months] * 3)
        frames = territory(told, line_of_cells([(0, 0, 0, 1)], units=3, months=months))["frames"]
        assert len(frames) == drawn
        at = [parse_month(frame["month"]) for frame in frames]
        assert at[-1] == told.start + months - 1
        assert len(set(np.diff(at))) <= 1


@given(st.floats(0.05, 0.95), st.integers(2, 30))
def test_draws_agree_with_the_chances_and_err_together(chance, size):
    told = told_of([[[chance, 0, 1 - chance, 0]] * 2] * size, prior=(1 / 3, 1 / 3, 1 / 3, 0))
    ground, held = _draws(told, np.ones(size, dtype=bool), [0], 1)[0]
    assert held.mean() == pytest.approx(size * chance, abs=0.08 * size)
    assert (ground == held).all()
    assert held.std() > np.sqrt(size * chance * (1 - chance)) * 1.05


def test_the_document_is_json_and_its_section_escapes_what_came_from_data():
    case = simulated(3)
    model = models()["sticky"]
    told = model.states(model.fit([case.panel]), case.panel, filtered=True)
    places = dict.fromkeys(told.units, "<script>alert(1)</script>")
    found = territory(told, case.panel, places=places, deaths=DEATHS, danger=DANGER)
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    made = section({"territory": found, "area": "Quovland"})
    assert "<script>" not in made.html
    assert made.html.count('role="img"') == len(found["frames"]) + 2  # and the key, for a page and for a phone
    assert re.search(r">Map, \w+ \d{4}: in \d+ of \d+ units", made.html)
    assert section({"territory": None}) is None


@pytest.fixture
def war_store(tmp_path):
    """A war in which the group holds two cells, then loses one."""
    rows = [
        event(number, f"20{10 + number // 24:02d}-{number // 2 % 12 + 1:02d}-10", latitude=20.25 + (number % 2) * 0.5,
              best=9, deaths_a=1, deaths_b=8, side_b="Sons of Quov")
        for number in range(120)
    ]  # fmt: skip
    rows.append(event(900, "2014-11-10", where_prec=6))
    kept(tmp_path / "store.duckdb", rows)
    return tmp_path / "store.duckdb"


def test_the_command_tells_writes_and_reports(war_store, smoulder, tmp_path):
    out, report = tmp_path / "states.parquet", tmp_path / "land.html"
    said = smoulder(
        "control",
        "Sons of Quov",
        "--area",
        "Quovland",
        "--store",
        war_store,
        "--out",
        out,
        "--report",
        report,
        "--json",
    )
    assert said.code == 0, said.err
    part = said.document["territory"]
    assert said.document["schema"] == "smoulder/assessment/1"
    assert part["filtered"] is True
    assert part["kept_out"] == {"placed too coarsely": 1}
    rows = pl.read_parquet(out)
    assert rows.columns == ["unit", "month", *STATES]
    assert np.allclose(rows.select(STATES).sum_horizontal(), 1)
    assert len(rows) == part["units"] * rows["month"].n_unique()
    page = report.read_text("utf-8")
    assert "What Sons of Quov holds" in page
    assert "<script" not in page
    smoothed = smoulder("control", "Sons of Quov", "--area", "Quovland", "--store", war_store, "--history", "--json")
    assert smoothed.document["territory"]["filtered"] is False


def test_the_command_takes_polygons_of_the_user_and_scores_models_on_them(war_store, smoulder, tmp_path):
    lon, lat = -40.5, 20.0
    polygons, hexes = tmp_path / "map.geojson", tmp_path / "hexes.geojson"
    polygons.write_text(json.dumps(features(
        square("a", lon, lat, 0.5, holder="sons of quov", date="2012-06-01"),
        square("b", lon, lat + 0.5, 0.5, holder="government", date="2012-06-01"),
        square("c", 0, 0, 0.5, holder="government", date="2012-06-01"),
    )), "utf-8")  # fmt: skip
    hexes.write_text(
        json.dumps(features(square("south", lon, lat, 0.5), square("north", lon, lat + 0.5, 0.5))), "utf-8"
    )
    said = smoulder("control", "Sons of Quov", "--area", "Quovland", "--store", war_store, "--polygons", polygons,
                    "--units", hexes, "--model", "exposure", "--json")  # fmt: skip
    assert said.code == 0, said.err
    part = said.document["territory"]
    assert part["polygons"] == {"maps": ["2012-06-01"], "used": 2, "kept_out": {"outside the area": 1}}
    assert {row["model"] for row in part["scores"]} == set(models())
    assert {row["cases"] for row in part["scores"]} == {2}
    assert set(part["frames"][0]["units"]) == {"south", "north"}
    assert (
        smoulder("control", "Sons of Quov", "--area", "Quovland", "--store", war_store, "--polygons", polygons).code
        == 0
    )


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--model", "crystal_ball"], "No model of control"),
        (["--out", "x.txt"], ".parquet or .csv"),
        (["--polygons", "nowhere.geojson"], "There is no file"),
        (["--units", "nowhere.geojson"], "There is no file"),
        (["--as-of", "yesterday"], "no day"),
    ],
)
def test_the_command_refuses_in_one_sentence(war_store, smoulder, more, words):
    said = smoulder("control", "Sons of Quov", "--area", "Quovland", "--store", war_store, *more)
    assert said.code == 2
    assert words in said.err
    assert len(said.err.strip().splitlines()) == 1


def test_events_that_cannot_be_placed_alone_are_refused(tmp_path, smoulder):
    store = tmp_path / "store.duckdb"
    kept(store, [event(each, f"2010-{each:02d}-10", where_prec=6) for each in range(1, 9)])
    said = smoulder("control", "Sons of Quov", "--area", "Quovland", "--store", store)
    assert (said.code, len(said.err.strip().splitlines())) == (2, 1)
    assert "placed precisely enough" in said.err


def test_the_fall_of_the_caliphate_is_told_from_events_alone(real, smoulder, tmp_path):
    store = tmp_path / "store.duckdb"
    source = real / "ucdp" / "GEDEvent_Syria_2016_2019.csv.gz"
    assert smoulder("ingest", "ucdp-ged", source, "--store", store).code == 0
    told = smoulder("control", "IS", "--area", "Syria", "--as-of", "2019-02-28", "--store", store, "--json")
    part = told.document["territory"]
    now, begin = (part[each]["held_or_contested"] for each in ("now", "begin"))
    assert begin["median"] > 2 * now["median"]
    assert now["low80"] < now["median"] < now["high80"]
    fallen = part["change"]["since_peak"]["held_or_contested"]
    assert 0 < fallen["low80"] < 0.5 < fallen["median"]  # a fall, and far from sure how deep
    assert part["peak_told"] is False  # it was at its largest before the data begin
    fought = [year["fought"] for year in part["fronts"]["years"]]
    assert fought == sorted(fought, reverse=True)
    assert fought[-1] < fought[0] / 2
    top = [year["areas"][0]["area"] for year in part["fronts"]["years"]]
    assert top == ["Aleppo Governorate", "Ar Raqqah Governorate", "Deir ez Zor Governorate"]  # down the river
    lost = [year["told"]["retaken"] + year["told"]["retreat"] for year in part["fronts"]["years"]]
    assert max(lost) == lost[1] > lost[0] + lost[2]  # the year of Raqqa and Deir ez-Zor
    assert [frame["month"] for frame in part["frames"]][::2] == ["2016-07", "2017-07", "2018-07"]
    areas = {row["area"]: row["group"] + row["contested"] for row in part["areas"]}
    desert = ["Deir ez Zor Governorate", "Homs Governorate"]
    assert sorted(sorted(areas, key=areas.get)[-2:]) == desert
    assert areas["Homs Governorate"] > 4 * areas["Aleppo Governorate"]  # the desert, not the north that it lost
    assert part["now"]["likeliest"]["unknown"] >= 20
    assert "deaths expected within 12 months" in part["sentence"]
    assert part["kept_out"]["placed too coarsely"] > 1000
