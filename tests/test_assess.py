"""The assessment: against the truth of an invented world, the future, and a count by hand of real events."""

import csv
import gzip
import json
import shutil
from datetime import date

import pytest

from conftest import NOW, event, kept, monthly, write_csv
from smoulder.areas import Area, parse_area
from smoulder.assess import assess
from smoulder.errors import BadInput
from smoulder.ingest import ingest
from smoulder.lineage import load_lineage
from smoulder.months import first_day, label, last_day, parse_month
from smoulder.pools import family_of
from smoulder.store import opened

LINEAGE = load_lineage()
LATER = ("since", "timeline", "manifest")  # what may know more than the day asked for


def asked(store, group, area="world", as_of=None, **options):
    with opened(store) as con:
        return assess(
            con, str(group), area=parse_area(area), as_of=as_of, lineage=LINEAGE, command="smoulder", now=NOW, **options
        )


def months(first, last):
    return [label(month) for month in range(parse_month(first), parse_month(last) + 1)]


def active_in(world, group):
    """The months of a group's events by the file itself."""
    with world.csv.open(encoding="utf-8", newline="") as file:
        return sorted(
            parse_month(row["date_end"][:7])
            for row in csv.DictReader(file)
            if str(group["id"]) in (row["side_a_new_id"], row["side_b_new_id"])
        )


@pytest.mark.parametrize("area", ["world", "home"])
def test_a_group_that_nobody_could_see_is_never_called_ended(world, area):
    for group in world.of("blind")[:3]:
        blind = group["blind"]
        last_seen = max(m for m in active_in(world, group) if m < parse_month(blind["from"]))
        for month in range(parse_month(blind["from"]), parse_month(blind["to"]) + 1, 9):
            told = asked(world.store, group["id"], group["country"] if area == "home" else "world", last_day(month + 1))
            assert told["status"]["verdict"] != "probably_ended"
            hidden = month - parse_month(blind["from"]) + 1
            assert told["record"]["blind_months"] >= hidden
            if area == "home":
                assert told["vintage"]["newest_month"] < blind["from"]
            if month - last_seen >= 3 and hidden * 2 > month + 1 - last_seen:
                assert told["status"]["verdict"] == "cannot_say"


def test_a_box_around_a_blind_country_is_blind_too(world):
    group = world.of("blind")[0]
    day = last_day(parse_month(group["blind"]["to"]))
    told = asked(world.store, group["id"], "-179,-89,179,89", day)
    assert told["status"]["verdict"] == "cannot_say"


def test_a_group_that_ended_falls_silent_and_stays_so(world):
    for group in world.of("ended"):
        told = asked(world.store, group["id"])
        seen = active_in(world, group)
        assert told["record"]["silent_months"] == parse_month(world.truth["last"]) - seen[-1]
        assert told["record"]["active_months"] == len(set(seen))
        if told["record"]["silent_months"] >= 3 and len(set(seen)) >= 3:
            assert told["status"]["verdict"] in ("quiet", "probably_ended")


def test_a_quiet_group_is_not_active_while_quiet_and_its_return_is_known_since(world):
    for group in world.of("returned"):
        [(first, last)] = group["quiet"]
        told = asked(world.store, group["id"], as_of=last_day(parse_month(last)))
        assert told["status"]["verdict"] != "active" or parse_month(last) - parse_month(first) < 3
        assert told["since"]["returned"]
        assert told["since"]["events"] == sum(month > parse_month(last) - 1 for month in active_in(world, group))


def test_a_renamed_group_ends_under_its_old_name_only(world):
    for group in world.of("renamed"):
        old, new = asked(world.store, group["id"]), asked(world.store, group["rename"]["to"])
        assert old["record"]["last_event"] < first_day(parse_month(group["rename"]["month"])).isoformat()
        assert new["record"]["first_event"][:7] >= group["rename"]["month"]


def test_an_invented_world_is_called_simulated(world):
    told = asked(world.store, world.of("ended")[0]["id"])
    assert told["simulated"]
    assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_the_future_of_the_record_changes_nothing_known_before(world, tmp_path):
    """The same file with other events after a day: as of that day every answer is the same."""
    day, cut = date(2014, 6, 30), "2014-05-31"
    with world.csv.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    past = [row for row in rows if row["date_end"][:10] <= cut]
    future = [row | {"best": "77", "side_b": row["side_b"]} for row in rows if row["date_end"][:10] > cut][::7]
    group = world.of("returned")[0]
    added = [rows[0] | {"id": str(10**8 + n), "side_b_new_id": str(group["id"]), "side_b": group["name"],
                        "date_start": f"{month}-03", "date_end": f"{month}-03"}
             for n, month in enumerate(months("2014-06", "2020-12"))]  # fmt: skip
    path = write_csv(tmp_path / world.csv.name, [*past, *future, *added], rows[0])
    ingest(tmp_path / "s.duckdb", "ucdp-ged", path, now=NOW, coverage=world.coverage)
    for each in (*world.of("ended")[:2], group, world.of("blind")[0], world.of("active")[0]):
        if each["start"] > "2013-06":
            continue
        one, other = asked(world.store, each["id"], as_of=day), asked(tmp_path / "s.duckdb", each["id"], as_of=day)
        for told in (one, other):
            del told["danger"]["since"]
            told["timeline"] = [row for row in told["timeline"] if row["month"] <= told["vintage"]["newest_month"]]
            for release in told["data"]:
                del release["sha256"], release["events"]
        assert one["timeline"] == other["timeline"]
        for part in set(one) - set(LATER):
            assert one[part] == other[part], part


def test_without_anything_later_nothing_is_known_since(world):
    assert asked(world.store, world.of("active")[0]["id"])["since"] is None


def test_unknown_deaths_stay_unknown(tmp_path):
    kept(tmp_path / "s.duckdb", monthly(months("2001-01", "2002-12"), best=""))
    told = asked(tmp_path / "s.duckdb", "910001")
    assert told["record"]["fatalities_best"] is None
    assert told["record"]["fatalities_unknown_events"] == 24
    assert {row["fatalities_best"] for row in told["timeline"]} == {None}


def test_a_place_too_coarse_for_the_area_is_left_out_and_counted(tmp_path):
    rows = [*monthly(months("2001-01", "2002-12")), event(90, "2002-12-20", adm_1="", where_prec=6)]
    kept(tmp_path / "s.duckdb", rows)
    told = asked(tmp_path / "s.duckdb", "910001", "Quovland/Zyr")
    assert (told["record"]["events"], told["record"]["events_left_out"]) == (24, 1)
    assert told["area"] == "Quovland/Zyr province"


def test_a_country_that_no_release_covers_is_blindness(tmp_path):
    (tmp_path / "c.toml").write_text("[[coverage]]\nfrom='2001-01'\nto='2002-12'\ncountry='Quovland'")
    rows = [*monthly(months("2001-01", "2002-12")), event(90, "2002-01-20", country="Elsewhere")]
    kept(tmp_path / "s.duckdb", rows, coverage=tmp_path / "c.toml")
    with pytest.raises(BadInput, match="do not cover Elsewhere"):
        asked(tmp_path / "s.duckdb", "910001", "Elsewhere")


def test_a_store_of_several_sources_reads_ucdp_unless_told(tmp_path):
    store = tmp_path / "s.duckdb"
    kept(store, monthly(months("2001-01", "2002-12")))
    (tmp_path / "m.toml").write_text(
        'name="own"\n[columns]\nevent_id="id"\ndate_start="date_start"\nside_a="side_b"\ncountry="country"\n'
    )
    ingest(store, "table", tmp_path / "extract.csv", now=NOW, column_map=tmp_path / "m.toml")
    with opened(store) as con:
        assert family_of(con, None) == "ucdp"
        assert family_of(con, "own") == "table:own"
        with pytest.raises(BadInput, match="holds no source 'gtd'; it holds own, ucdp-ged"):
            family_of(con, "gtd")
    assert asked(store, "Sons of Quov", source="own")["data"][0]["source"] == "own"


def test_the_order_of_ingests_does_not_matter(world, tmp_path):
    """A store that was copied answers the same, byte for byte."""
    shutil.copy(world.store, tmp_path / "copy.duckdb")
    group = world.of("active")[0]["id"]
    assert asked(world.store, group) == asked(tmp_path / "copy.duckdb", group)


def test_what_was_kept_never_answers_for_a_store_that_has_grown(tmp_path):
    store, learned = tmp_path / "s.duckdb", tmp_path / "learned"
    kept(store, monthly(months("2001-01", "2002-12")))
    first = asked(store, "910001", learned=learned)
    assert asked(store, "910001", learned=learned) == first
    kept(store, monthly(months("2001-01", "2003-06")), name="newer.csv")
    after = asked(store, "910001", learned=learned)
    assert after == asked(store, "910001")
    assert (first["record"]["events"], after["record"]["events"]) == (24, 30)


def test_another_day_is_not_answered_from_what_was_kept_for_this_one(world, tmp_path):
    group, learned = world.of("active")[0]["id"], tmp_path / "learned"
    for day in (None, date(2015, 6, 30), date(2012, 12, 31), None):
        assert asked(world.store, group, as_of=day, learned=learned) == asked(world.store, group, as_of=day)


def test_the_manifest_names_what_draws_polygons_only_where_they_are_used(world):
    group = world.of("active")[0]
    for area, used in (("world", False), (group["country"], True)):
        told = asked(world.store, group["id"], area)
        assert bool(told["territory"]) == used
        assert ("shapely" in told["manifest"]["packages"]) == used


def test_the_record_of_a_real_group_is_that_counted_by_hand(real, tmp_path):
    path = real / "ucdp" / "GEDEvent_Syria_2016_2019.csv.gz"
    ingest(tmp_path / "s.duckdb", "ucdp-ged", path, now=NOW)
    told = asked(tmp_path / "s.duckdb", "IS", "Syria", date(2019, 2, 28))
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = [
            row
            for row in csv.DictReader(file)
            if "IS" in (row["side_a"], row["side_b"]) and row["country"] == "Syria" and row["date_end"] < "2019-02-01"
        ]
        file.seek(0)
        later = [
            row
            for row in csv.DictReader(file)
            if "IS" in (row["side_a"], row["side_b"]) and "2019-02-01" <= row["date_end"] < "2019-12-01"
        ]
    counted = {row["date_end"][:7] for row in rows}
    record = told["record"]
    assert record["events"] == len(rows) > 1_000
    for column, raw in (("fatalities_best", "best"), ("fatalities_low", "low"), ("fatalities_high", "high")):
        assert record[column] == sum(int(row[raw]) for row in rows)
    assert record["active_months"] == len(counted)
    assert record["first_event"] == min(row["date_start"] for row in rows)[:10]
    assert record["last_event"] == max(row["date_end"] for row in rows)[:10]
    assert told["vintage"]["newest_month"] == "2019-01"
    assert told["vintage"]["kind"] == "pseudo-real-time"
    assert told["since"]["events"] == len(later)
    assert told["since"]["fatalities_best"] == sum(int(row["best"]) for row in later)
    assert str(Area("Syria")) == told["area"]
    danger = told["danger"]
    assert danger["origin"] == "2019-01"
    assert danger["areas"]["12"]["deaths"] == sum(int(row["best"]) for row in rows if row["date_end"] >= "2018-02-01")
    followed = sum(int(row["best"]) for row in later if row["date_end"] < "2019-08-01")
    assert danger["since"]["windows"] == {"6": followed, "12": None, "24": None, "36": None}
    whole = danger["since"]["whole"]
    assert (whole["months"], whole["deaths"]) == (10, told["since"]["fatalities_best"])
    lowest, highest = min(months := deaths_of_the_last_year(rows)), max(months)
    [conflictology] = [each["median"] for each in danger["models"] if each["name"] == "conflictology"]
    for window in ("6", "12", "24", "36"):
        assert lowest * int(window) <= conflictology[window] <= highest * int(window)
        assert conflictology[window] == pytest.approx(sum(months) / 12 * int(window), rel=0.05)
        forecast = danger["windows"][window]
        assert forecast["low95"] < forecast["low80"] < forecast["median"] < forecast["high80"] < forecast["high95"]


def deaths_of_the_last_year(rows):
    return [
        sum(int(row["best"]) for row in rows if row["date_end"].startswith(month))
        for month in months("2018-02", "2019-01")
    ]


def test_the_danger_of_a_blind_group_is_declined_and_its_chances_are_not_told(world):
    group = world.of("blind")[0]
    told = asked(world.store, group["id"], "-179,-89,179,89", last_day(parse_month(group["blind"]["to"])))
    assert told["danger"]["declined"] == told["status"]["reason"]
    assert told["danger"]["windows"] is None


def test_danger_stands_beside_the_chance_of_return_at_the_same_horizons(world):
    for group in world.of("active")[:3]:
        told = asked(world.store, group["id"], as_of=date(2015, 6, 30))
        if told["danger"]["declined"] is None:
            for window, beside in told["danger"]["agreement"]["windows"].items():
                assert beside["p_return"] == told["status"]["p_return"][window]
                assert beside["p_death"] == told["danger"]["windows"][window]["at_least"]["1"]
