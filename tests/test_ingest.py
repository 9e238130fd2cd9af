"""Every row is kept, left aside or rejected for a stated reason; a file is in the store whole or not at all."""

import csv
import gzip
from datetime import date

import pytest

from conftest import COLUMNS, NOW, event, kept, monthly, write_csv
from smoulder.errors import BadInput
from smoulder.ingest import ingest
from smoulder.months import label
from smoulder.store import events, opened, releases
from smoulder.vintage import view

MONTHS = [f"{year}-{month:02}" for year in (2001, 2002) for month in range(1, 13)]


def held(store):
    with opened(store) as con:
        history = releases(con)
        return len(history), con.execute("SELECT count(*) FROM events").fetchall()[0][0]


REJECTED = [
    ({"best": -3}, "fatalities_best is negative"),
    ({"deaths_civilians": -1}, "deaths_civilians is negative"),
    ({"best": "1.5"}, "fatalities_best is not a whole number"),
    ({"best": "many"}, "fatalities_best is not a whole number"),
    ({"best": "99999999999"}, "fatalities_best is not a whole number"),
    ({"date_end": "9999-12-31"}, "date outside the years 1900 to 2027"),
    ({"date_start": "9999-12-31", "date_end": "9999-12-31"}, "date_start lies after 2026-11-20, the day of reading"),
    ({"date_start": "2026-11-21", "date_end": "2026-11-21"}, "date_start lies after 2026-11-20, the day of reading"),
    ({"date_start": "0001-01-01"}, "date outside the years 1900 to 2027"),
    ({"date_start": "2001-02-30"}, "date_start is not a day (YYYY-MM-DD)"),
    ({"date_start": "2001-03-02", "date_end": "2001-03-01"}, "date_end lies before date_start"),
    ({"date_start": "", "date_end": ""}, "no date"),
    ({"latitude": "-140.25", "longitude": "20.25"}, "latitude or longitude is off the earth (swapped?)"),
    ({"latitude": "-40.25", "longitude": "20.25", "priogrid_gid": "158680"}, "latitude and longitude are swapped"),
    ({"latitude": "nan"}, "latitude or longitude is off the earth (swapped?)"),
    ({"longitude": ""}, "latitude without longitude, or the reverse"),
    ({"type_of_violence": "4"}, "type_of_violence is not 1, 2 or 3"),
    ({"country": " "}, "no country"),
    ({"id": ""}, "no event id"),
    ({"id": "1"}, "event id seen before in the file"),
]


def test_each_bad_row_is_rejected_with_its_reason_and_written_out(tmp_path):
    bad = [
        event(900 + number, "2002-03-03") | {k: str(v) for k, v in changes.items()}
        for number, (changes, _) in enumerate(REJECTED)
    ]
    done = kept(tmp_path / "s.duckdb", [*monthly(MONTHS), *bad])
    assert done.read == len(MONTHS) + len(REJECTED)
    assert done.kept == len(MONTHS)
    reasons = [reason for _, reason in REJECTED]
    assert done.rejected == {reason: reasons.count(reason) for reason in reasons}
    with done.rejects_file.open(encoding="utf-8", newline="") as file:
        assert sorted(row["reason"] for row in csv.DictReader(file)) == sorted(reasons)


def test_a_row_that_is_no_row_of_the_table_is_counted_with_its_line(tmp_path):
    path = write_csv(tmp_path / "a.csv", monthly(MONTHS))
    path.write_bytes(path.read_bytes() + b"999,1,2\r\n")
    done = ingest(tmp_path / "s.duckdb", "ucdp-ged", path, now=NOW)
    assert (done.read, done.kept) == (25, 24)
    [row] = csv.DictReader(done.rejects_file.read_text(encoding="utf-8").splitlines())
    assert row["line"] == "26"
    assert "999,1,2" in row["row"]


def test_a_quote_that_is_never_closed_swallows_nothing_in_silence(tmp_path):
    path = write_csv(tmp_path / "a.csv", monthly(MONTHS))
    path.write_text(path.read_text().replace(",Zyr province", ',"Zyr province', 1))
    with pytest.raises(BadInput, match="opens a quote in line 2 that is not closed"):
        ingest(tmp_path / "s.duckdb", "ucdp-ged", path, now=NOW)
    assert held(tmp_path / "s.duckdb") == (0, 0)


def test_a_file_cut_off_inside_a_row_loses_that_row_only_and_says_so(tmp_path):
    path = write_csv(tmp_path / "a.csv", monthly(MONTHS))
    path.write_bytes(path.read_bytes()[:-40])
    done = ingest(tmp_path / "s.duckdb", "ucdp-ged", path, now=NOW)
    assert (done.read, done.kept, sum(done.rejected.values())) == (24, 23, 1)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"latitude": "-140.25"}, "off the earth"),
        ({"date_start": "9999-12-31", "date_end": "9999-12-31"}, "lies after 2026-11-20"),
        ({"best": "-1"}, "is negative"),
        ({"id": "7"}, "event id seen before"),
    ],
)
def test_a_file_of_which_most_rows_are_bad_is_refused_whole(changes, says, tmp_path):
    store = tmp_path / "s.duckdb"
    kept(store, monthly(MONTHS), name="good.csv")
    with pytest.raises(BadInput, match=says):
        kept(store, [row | changes for row in monthly(MONTHS)], name="bad.csv")
    assert held(store) == (1, 24)


@pytest.mark.parametrize("order", [1, -1])
def test_of_rows_that_share_an_id_the_same_one_is_kept_in_any_order(order, tmp_path):
    rows = [*monthly(MONTHS), event(5, "2001-05-10", best=77)][::order]
    kept(tmp_path / "s.duckdb", rows)
    with opened(tmp_path / "s.duckdb") as con:
        found = events(con, view(releases(con))).events.frame
    first = monthly(MONTHS)[4]["best"]
    assert found.filter(found["event_id"] == "5")["fatalities_best"].to_list() == [int(min("77", first))]


def test_the_same_file_twice_is_one_release(tmp_path):
    store = tmp_path / "s.duckdb"
    first, again = (kept(store, monthly(MONTHS)) for _ in range(2))
    assert (first.already_there, again.already_there) == (False, True)
    assert (again.read, again.kept) == (first.read, first.kept)
    assert held(store) == (1, 24)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "coverage"),
        ("coverage = []", "coverage"),
        ("coverage = [1]", "coverage"),
        ("[[coverage]]\nfrom = '2001-01'", "'from' and 'to'"),
        ("[[coverage]]\nfrom = 2001\nto = '2002-01'", "'from' and 'to'"),
        ("[[coverage]]\nfrom = '2001-01'\nto = '2000-01'", "ends before it begins"),
        ("[[coverage]]\nfrom = '2001-01'\nto = '2002-01'\ncountry = 4", "country as text"),
        ("[[coverage]]\nfrom = '2001-13'\nto = '2002-01'", "no month"),
        ("=", "no TOML"),
    ],
)
def test_a_coverage_that_says_nothing_is_refused(text, says, tmp_path):
    (tmp_path / "coverage.toml").write_text(text)
    with pytest.raises(BadInput, match=says):
        kept(tmp_path / "s.duckdb", monthly(MONTHS), coverage=tmp_path / "coverage.toml")


def test_events_after_the_coverage_are_kept_unseen_and_noted(tmp_path):
    (tmp_path / "coverage.toml").write_text("[[coverage]]\nfrom = '2000-01'\nto = '2001-12'\ncountry = 'Quovland'")
    store = tmp_path / "s.duckdb"
    done = kept(store, monthly(MONTHS), coverage=tmp_path / "coverage.toml")
    assert done.notes == {"ends after 2001-12, the newest month covered (not seen in it)": 12}
    with opened(store) as con:
        seen = view(releases(con))
        assert len(events(con, seen).events.frame) == 12
    assert (label(seen.first_month), label(seen.newest_month)) == ("2000-01", "2001-12")


def test_a_file_cannot_have_been_known_before_its_last_month(tmp_path):
    with pytest.raises(BadInput, match="cannot have been known on 2002-01-15"):
        kept(tmp_path / "s.duckdb", monthly(MONTHS), known_from=date(2002, 1, 15))
    done = kept(tmp_path / "s.duckdb", monthly(MONTHS), known_from=date(2003, 1, 15))
    assert done.release.known_from == date(2003, 1, 15)


def test_an_event_over_months_belongs_to_the_month_in_which_it_ends(tmp_path):
    rows = [*monthly(MONTHS), event(99, "2001-11-20", date_end="2002-02-03")]
    kept(tmp_path / "s.duckdb", rows)
    with opened(tmp_path / "s.duckdb") as con:
        [(month,)] = con.execute("SELECT month FROM events WHERE event_id = '99'").fetchall()
    assert label(month) == "2002-02"


@pytest.mark.parametrize("name", ["nothing-known", ""])
def test_an_unknown_source_is_refused_with_those_known(name, tmp_path):
    with pytest.raises(BadInput, match="known are gtd, table, ucdp-candidate, ucdp-ged"):
        ingest(tmp_path / "s.duckdb", name, write_csv(tmp_path / "a.csv", monthly(MONTHS), COLUMNS), now=NOW)
    assert not (tmp_path / "s.duckdb").exists()


def test_no_field_is_changed_on_the_way_from_a_real_file(real, tmp_path):
    path = real / "ucdp" / "GEDEvent_Syria_2016_2019.csv.gz"
    done = ingest(tmp_path / "s.duckdb", "ucdp-ged", path, now=NOW)
    assert done.read == done.kept + sum(done.rejected.values())
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    with opened(tmp_path / "s.duckdb") as con:
        found = events(con, view(releases(con))).events.frame
    unseen = sum(count for note, count in done.notes.items() if note.startswith("ends after"))
    assert len(found) + unseen == done.kept == len(rows) > 16_000
    columns = {"side_a": "side_a", "side_b": "side_b", "place": "where_coordinates", "fatalities_best": "best"}
    for column, raw in columns.items():
        assert [rows[key][raw] for key in found["event_id"]] == [str(value) for value in found[column]]
    assert [rows[key]["date_end"][:10] for key in found["event_id"]] == [str(day) for day in found["date_end"]]
