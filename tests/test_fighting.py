"""The way of fighting of invented groups whose changes are known, and of real ones."""

from datetime import date

import numpy as np
import pytest

from conftest import NOW, event, kept
from smoulder import cell_events, episodes, sightings, store
from smoulder.areas import WORLD, Area
from smoulder.counts import labels
from smoulder.fighting import fighting
from smoulder.ingest import ingest
from smoulder.months import label, parse_month
from smoulder.pools import pool_of
from smoulder.types import Group
from smoulder.vintage import view

QUOV = Group("910001", "Sons of Quov")
GROUND = [("20.25", str(-40.25 + 0.5 * step)) for step in range(4)]


def month(first, at):
    return label(parse_month(first) + at)


def war(numbers, first="2010-01"):
    """Two years of fights in four places every month, then a year of single killings that move about."""
    rows = [
        event(next(numbers), f"{month(first, at)}-{day:02}", latitude=lat, longitude=lon, best=9)
        for at in range(24)
        for day, (lat, lon) in enumerate(GROUND * 3, start=1)
    ]
    rows += [
        event(next(numbers), f"{month(first, 24 + at)}-10", type_of_violence=3, side_a="Sons of Quov",
              side_a_new_id="910001", side_b="Civilians", side_b_new_id="9999", best=1, latitude=str(20.25 + at),
              longitude="-30.25")
        for at in range(12)
    ]  # fmt: skip
    return rows


@pytest.fixture
def numbers():
    return iter(range(1, 100_000))


def told(path, group=QUOV, area=WORLD, as_of=None, blind=()):
    with store.opened(path) as con:
        seen = view(store.releases(con), as_of)
        events = store.events(con, seen, group, area).events
        visible = store.visible(seen)
        visible[[parse_month(each) - seen.first_month for each in blind]] = False
        record = sightings.record(events, visible, group=group.name, area=str(area))
        pool = pool_of(con, seen)
        names = labels(store.month_counts(con, seen))
        return fighting(
            record, events, cell_events.tactics(con, seen),
            lambda: episodes.pooled(cell_events.half_years(con, seen), pool, names), {group.key},
        )  # fmt: skip


def test_a_war_that_becomes_single_killings_is_told_so_with_its_month(tmp_path, numbers):
    path = tmp_path / "store.duckdb"
    kept(path, war(numbers))
    part = told(path)
    names = [each["name"] for each in part["modes"]]
    assert "holding ground" in names
    assert names[-1] == "clandestine"
    [change] = part["changes"]["events"]
    assert change["from"] <= "2012-01" <= change["to"]
    assert change["before"] == pytest.approx(12)
    newest, before = part["years"][-1], part["years"][-2]
    assert (before["fights"], before["one_sided"], before["cells"]) == (1, 0, 4)
    assert (newest["fights"], newest["one_sided"], newest["deaths_per_deadly_event"]) == (0, 1, 1)
    assert newest["kept"] == 0
    assert newest["drift_km"] > 500
    assert part["months"][0]["fights"] == 12


def test_what_a_source_does_not_tell_is_null_and_never_zero(tmp_path, numbers):
    path = tmp_path / "store.duckdb"
    kept(path, war(numbers))
    part = told(path)
    assert part["tells"] == {"kind": True, "remote": False, "suicide": False}
    assert {row["remote"] for row in part["months"]} == {None}
    assert {row["suicide"] for row in part["years"]} == {None}
    assert part["urban"] is None
    assert part["urban_reason"]


def test_coarse_and_nowhere_events_are_counted_and_never_placed(tmp_path, numbers):
    path = tmp_path / "store.duckdb"
    rows = war(numbers)
    rows += [event(next(numbers), "2012-06-11", where_prec=6, latitude="60.25", longitude="10.25") for _ in range(5)]
    kept(path, rows)
    part = told(path)
    assert part["left_out"] == {"nowhere": 0, "coarse": 5, "of": len(rows)}
    assert sum(row["cells"] for row in part["months"]) == 24 * 4 + 12
    june = next(row for row in part["months"] if row["month"] == "2012-06")
    assert (june["events"], june["cells"]) == (6, 1)


def test_a_blind_month_is_null_and_not_quiet(tmp_path, numbers):
    path = tmp_path / "store.duckdb"
    blind = [month("2012-01", at) for at in range(8)]
    kept(path, [row for row in war(numbers) if row["date_start"][:7] not in blind])
    part = told(path, blind=blind)
    hidden = [row for row in part["months"] if not row["visible"]]
    assert [row["month"] for row in hidden] == blind
    assert {row[key] for row in hidden for key in row if key not in ("month", "visible")} == {None}
    assert "quiet" not in [each["name"] for each in part["modes"]]
    assert next(each["name"] for each in part["modes"] if each["from"] <= "2012-07" <= each["to"]) == "cannot say"


def test_the_future_changes_nothing(tmp_path, numbers):
    early, late = tmp_path / "a" / "store.duckdb", tmp_path / "b" / "store.duckdb"
    for path in (early, late):
        path.parent.mkdir()
    rows = war(numbers)
    kept(early, rows)
    wild = [row | {"best": "77", "longitude": "5.25"} if row["date_start"] > "2011-07" else row for row in rows]
    kept(late, wild)
    day = date(2011, 8, 15)
    assert told(early, as_of=day) == told(late, as_of=day)
    assert told(early) != told(late)


def test_a_group_that_was_never_seen_has_no_way_of_fighting(tmp_path, numbers):
    path = tmp_path / "store.duckdb"
    kept(path, war(numbers))
    part = told(path, Group("1", "Nobody"))
    assert part["declined"]
    assert part["months"] == part["modes"] == []


def test_like_episodes_are_of_others_whose_outcome_was_known_by_then(tmp_path, numbers):
    path = tmp_path / "store.duckdb"
    rows = war(numbers, "2012-01")
    for at in range(3):  # others did the same years before, two of which go on for years
        other = {"side_b": f"Older {at}", "side_b_new_id": f"92000{at}"}
        for row in war(numbers, f"200{at}-01"):
            mine = other if row["side_a"].startswith("Government") else {"side_a": other["side_b"], "side_a_new_id":
                                                                        other["side_b_new_id"]}  # fmt: skip
            rows.append(row | mine)
        if at:
            rows += [event(next(numbers), f"{year}-03-10", **other) for year in range(2004, 2012)]
    kept(path, rows)
    like = told(path)["like"]
    assert (like["before"], like["now"]) == ("holding ground", "clandestine")
    assert {each["group"] for each in like["episodes"]} == {"Older 0", "Older 1", "Older 2"}
    assert (like["followed"]["36"]["known"], like["followed"]["36"]["active"]) == (3, 2)
    cut = told(path, as_of=date(2003, 6, 30), group=Group("920000", "Older 0"))
    assert not [each for each in cut["like"]["episodes"] if each["to"] >= "2002-07"], "followed for a year at least"


def test_gtd_tells_tactics_and_no_kinds(real, tmp_path):
    path = tmp_path / "store.duckdb"
    ingest(path, "gtd", real / "gtd" / "gtd_1970_2007.csv.gz", now=NOW)
    group = Group("Liberation Tigers of Tamil Eelam (LTTE)", "Liberation Tigers of Tamil Eelam (LTTE)")
    part = told(path, group)
    assert part["tells"] == {"kind": False, "remote": True, "suicide": True}
    assert {row["fights"] for row in part["years"]} == {None}
    assert "holding ground" not in [each["name"] for each in part["modes"]]
    assert max(row["suicide"] or 0 for row in part["years"]) > 0.05
    assert next(row for row in part["years"] if row["to"] == "1993-12")["events"] is None, "a lost year is no quiet one"


def test_the_islamic_state_in_syria(real, tmp_path):
    path = tmp_path / "store.duckdb"
    ingest(path, "ucdp-ged", real / "ucdp" / "GEDEvent_Syria_2016_2019.csv.gz", now=NOW)
    part = told(path, Group("234", "IS"), Area("Syria"), date(2019, 2, 28))
    assert part["modes"][-1]["name"] == "holding ground"
    [change] = part["changes"]["events"]
    assert "2017-10" <= change["month"] <= "2018-01", "the fall of its towns, from events alone"
    assert change["after"] < change["before"] / 2
    placed = sum(row["cells"] > 0 for row in part["months"])
    assert placed == len(part["months"]) == 37
    assert np.isfinite([row["radius_km"] for row in part["years"]]).all()
