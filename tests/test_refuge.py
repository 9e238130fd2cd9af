"""Cells near past activity of an invented group: seen lately, watched, or nobody looking."""

from datetime import date

import pytest

from conftest import NOW, event, kept
from smoulder import sightings, store
from smoulder.areas import WORLD, parse_area
from smoulder.grid import gid
from smoulder.ingest import ingest
from smoulder.months import label, parse_month
from smoulder.refuge import AROUND, KINDS, NEAR, SEEN, UNWATCHED, WATCHED, refuge
from smoulder.types import Group
from smoulder.vintage import view

QUOV = Group("910001", "Sons of Quov")
MONTHS = [label(parse_month("2010-01") + at) for at in range(36)]
OTHERS = {"side_b": "Others", "side_b_new_id": "920000"}


def told(path, area=WORLD, group=QUOV, as_of=None, blind=0):
    with store.opened(path) as con:
        seen = view(store.releases(con), as_of)
        events = store.events(con, seen, group, area).events
        visible = store.visible(seen)
        if blind:
            visible[-blind:] = False
        return refuge(con, seen, area, sightings.record(events, visible, group=group.name, area=str(area)), events)


def kinds(part):
    return {cell["gid"]: KINDS[cell["kind"]] for cell in part["cells"]}


@pytest.fixture
def rows():
    """It was in one cell in the first year, in another in the last; others are all about a third cell in the last."""
    places = [("2010", "20.25", "-40.25", {}), ("2012", "20.25", "-38.75", {})]
    around = [(20.25 + 0.5 * up, -36.25 + 0.5 * right) for up in (-1, 0, 1) for right in (-1, 0, 1) if up or right]
    made = [(month, lat, lon, more) for year, lat, lon, more in places for month in MONTHS if month[:4] == year]
    made += [(month, "20.25", "-36.25", {}) for month in MONTHS[:6]]
    made += [("2012-05", str(lat), str(lon), OTHERS) for lat, lon in around]
    return [event(n, f"{m}-10", latitude=lat, longitude=lon, **more) for n, (m, lat, lon, more) in enumerate(made, 1)]


def test_calm_is_told_by_whether_anybody_reports_from_there(tmp_path, rows):
    path = tmp_path / "store.duckdb"
    kept(path, rows)
    part = told(path)
    found = kinds(part)
    assert found[gid(20.25, -38.75)] == SEEN
    assert found[gid(20.25, -36.25)] == WATCHED, "there are reports from all around"
    assert found[gid(20.25, -40.25)] == UNWATCHED, "its own events of two years before are no reports of the last year"
    assert part["counts"] == {kind: list(found.values()).count(kind) for kind in KINDS}
    low, high = part["unwatched"]
    assert low <= part["counts"][UNWATCHED] <= high
    assert sum(row[kind] for row in part["provinces"] for kind in KINDS) == len(found)


def test_cells_are_areas_without_rank_or_coordinates(tmp_path, rows):
    path = tmp_path / "store.duckdb"
    kept(path, rows)
    part = told(path)
    assert [cell["gid"] for cell in part["cells"]] == sorted(kinds(part)), "by number, not by danger"
    assert all(cell.keys() == {"gid", "kind"} for cell in part["cells"])


def test_coarse_events_say_nothing_of_cells(tmp_path, rows):
    path = tmp_path / "store.duckdb"
    kept(path, [row | {"where_prec": "5"} for row in rows])
    part = told(path)
    assert part["declined"]
    assert part["cells"] == []
    assert part["left_out"]["coarse"] > 0


def test_nobody_is_watched_in_a_blind_year(tmp_path, rows):
    path = tmp_path / "store.duckdb"
    kept(path, [row for row in rows if row["date_start"] < "2012"] + [rows[-1] | {"date_start": "2012-12-01",
                                                                              "date_end": "2012-12-01"}])  # fmt: skip
    assert told(path, blind=7)["declined"]
    assert told(path, blind=6)["declined"] is None


def test_the_future_changes_nothing(tmp_path, rows):
    early, late = tmp_path / "a" / "store.duckdb", tmp_path / "b" / "store.duckdb"
    for path in (early, late):
        path.parent.mkdir()
    kept(early, rows)
    kept(late, [row | {"longitude": "-10.25"} if row["date_start"] > "2012-02" else row for row in rows])
    day = date(2012, 2, 15)
    assert told(early, as_of=day) == told(late, as_of=day)
    assert told(early) != told(late)


def test_what_a_source_does_not_cover_is_left_out_and_counted(real, tmp_path):
    """The Syria file is blind over the border: cells there are neither calm nor watched."""
    path = tmp_path / "store.duckdb"
    ingest(path, "ucdp-ged", real / "ucdp" / "GEDEvent_Syria_2016_2019.csv.gz", now=NOW)
    world, syria = (told(path, parse_area(area), Group("234", "IS"), date(2019, 2, 28)) for area in ("world", "Syria"))
    assert world["not_covered"] > 50
    assert syria["not_covered"] == 0
    assert world["counts"] == syria["counts"]
    assert syria["counts"][SEEN] > 40
    assert {row["country"] for row in syria["provinces"]} == {"Syria"}
    assert "Deir ez Zor Governorate" in {row["admin1"] for row in syria["provinces"]}
    assert 0 < AROUND < 1
    assert syria["near_km"] == NEAR
