"""The contract of every source, and the traps of each."""

import gzip
import random
import zipfile
from datetime import date

import openpyxl
import polars as pl
import pytest

from conftest import COLUMNS, NOW, event, kept, monthly, write_csv
from smoulder.errors import BadInput, SourceChanged
from smoulder.files import PlainFile
from smoulder.ingest import ingest
from smoulder.months import label
from smoulder.sources import sources
from smoulder.store import events, groups, opened, releases, visible
from smoulder.vintage import view

SOURCES = sources()
ADDED_IN_18 = ["relid", "code_status", "conflict_dset_id", "dyad_dset_id", "side_a_dset_id", "side_b_dset_id"]
MAP = """
name = "own"
version = "1"
[columns]
event_id = "id"
date_start = "day"
side_a = "who"
country = "land"
"""


def read(store, source="ucdp"):
    """The newest view of a family, and its events."""
    with opened(store) as con:
        seen = view(releases(con, source))
        return seen, events(con, seen).events.frame


def years(first, last):
    return [f"{year}-{month:02}" for year in range(first, last + 1) for month in range(1, 13)]


@pytest.mark.parametrize("name", SOURCES)
def test_a_source_says_what_it_is(name):
    source, _ = SOURCES[name]
    assert source.name == name
    assert source.title
    assert source.licence
    assert source.citation
    assert source.usual_lag_days >= 0
    assert source.encodings[0] == "utf-8"
    for official in source.files.values():
        assert official.url.startswith("https://")
        assert len(official.sha256) == 64


@pytest.mark.parametrize("name", SOURCES)
def test_a_layout_that_is_not_known_stops_with_the_columns_it_lacks(name, tmp_path):
    source, layout = SOURCES[name]
    file = PlainFile(tmp_path / "odd.csv", "odd.csv", "csv", "0" * 64, ("this", "that"))
    column_map = {
        "columns": {"event_id": "missing_id", "date_start": "missing_day"},
        "constants": {"side_a": "x", "country": "y"},
    }
    with pytest.raises(SourceChanged, match=r"odd\.csv .*lacks the columns .*\w"):
        layout(source, file, column_map if name == "table" else None)


@pytest.mark.parametrize("name", [name for name in SOURCES if name != "table"])
def test_a_map_is_for_tables_only(name):
    source, layout = SOURCES[name]
    with pytest.raises(BadInput, match="--map"):
        layout(source, PlainFile(None, "a.csv", "csv", "", COLUMNS), {})


@pytest.mark.parametrize(
    "columns",
    [
        [name for name in COLUMNS if name not in (*ADDED_IN_18, "where_description", "gwnoa")],  # 41 of 19.1
        [name for name in COLUMNS if name not in (*ADDED_IN_18, "where_description")],  # 42
        [name for name in COLUMNS if name not in ADDED_IN_18],  # 43
        [name for name in COLUMNS if name != "code_status"],  # 48
        COLUMNS,  # 49
        [*COLUMNS, "added_later"],  # 50
    ],
    ids=len,
)
def test_every_layout_in_any_order_gives_the_same_events(columns, tmp_path):
    rows = [row | {"active_year": "true", "date_prec": "2"} for row in monthly(years(2001, 2002))]
    shuffled = random.Random(len(columns)).sample(columns, len(columns))
    path = write_csv(tmp_path / "extract.csv", rows, shuffled)
    done = ingest(tmp_path / "s.duckdb", "ucdp-ged", path, now=NOW)
    _, found = read(tmp_path / "s.duckdb")
    assert (done.read, done.kept) == (24, 24)
    assert found["date_start"][0] == date(2001, 1, 10)
    chosen = "event_id side_b_id kind fatalities_best priogrid_gid date_precision".split()
    assert found.select(chosen).row(0) == ("1", "910001", "state_based", 3, 158680, 2)


def test_both_spellings_of_days_and_truths_and_any_packing_are_one_table(tmp_path):
    plain = monthly(years(2001, 2001), active_year="true")
    timed = [
        row | {"active_year": "1"} | {k: f"{row[k]} 00:00:00.000" for k in ("date_start", "date_end")} for row in plain
    ]
    csv = write_csv(tmp_path / "timed.csv", timed)
    (tmp_path / "timed.csv.gz").write_bytes(gzip.compress(csv.read_bytes()))
    with zipfile.ZipFile(tmp_path / "timed.zip", "w") as archive:
        archive.write(csv, "GEDEvent.csv")
    pl.read_csv(csv, infer_schema=False).write_parquet(tmp_path / "timed.parquet")
    paths = [write_csv(tmp_path / "plain.csv", plain), csv]
    paths += [tmp_path / name for name in ("timed.csv.gz", "timed.zip", "timed.parquet")]
    frames = []
    for number, path in enumerate(paths):
        store = tmp_path / f"{number}.duckdb"
        ingest(store, "ucdp-ged", path, now=NOW)
        frames.append(read(store)[1].drop("source_version"))
    assert len(frames[0]) == 12
    assert all(frame.equals(frames[0]) for frame in frames)


def test_a_tag_row_is_left_aside_and_is_no_rejection(tmp_path):
    tags = {name: f"#event+{name}" for name in COLUMNS}
    done = kept(tmp_path / "s.duckdb", [tags, *monthly(years(2001, 2001))])
    assert (done.read, done.kept, done.skipped) == (12, 12, {"HXL tag row": 1})


def test_events_keep_estimates_out_of_order_and_count_them(tmp_path):
    done = kept(tmp_path / "s.duckdb", monthly(years(2001, 2001), low=9, best=5, high=4))
    assert done.notes == {"low <= best <= high does not hold (kept as published)": 12}
    assert read(tmp_path / "s.duckdb")[1]["fatalities_low"].unique().to_list() == [9]


def test_an_official_name_gives_version_and_day_and_an_extract_only_what_it_holds(tmp_path):
    done = kept(tmp_path / "s.duckdb", monthly(years(2001, 2001)), name="ged261.csv")
    assert (done.release.version, done.release.known_from) == ("26.1", date(2026, 6, 10))
    assert [(each.country, label(each.first), label(each.last)) for each in done.release.coverage] == [
        ("Quovland", "2001-01", "2001-12")
    ]


@pytest.mark.parametrize(
    ("name", "version", "first", "last"),
    [
        ("GEDEvent_v26_0_9.csv", "26.0.9", "2026-09", "2026-09"),
        ("GEDEvent_v26_01_26_06.csv", "26.01.26.06", "2026-01", "2026-06"),
    ],
)
def test_candidates_say_their_months_by_their_name(name, version, first, last, tmp_path):
    done = kept(tmp_path / "s.duckdb", monthly([last]), name, source="ucdp-candidate")
    assert (done.release.version, label(done.release.first), label(done.release.last)) == (version, first, last)
    assert done.release.candidate
    assert done.release.worldwide


GTD = "eventid iyear imonth iday country_txt city latitude longitude specificity gname gname2 gname3 nkill".split()


def gtd_rows(*rows):
    base = {"country_txt": "Quovland", "latitude": "20.25", "longitude": "-40.25", "specificity": "1", "gname": "Sons"}
    return [base | {"eventid": str(number)} | row for number, row in enumerate(rows, start=1)]


def incident(year, month, day, **more):
    return {"iyear": str(year), "imonth": str(month), "iday": str(day), **more}


INCIDENTS = gtd_rows(
    incident(1990, 0, 0),
    incident(1992, 2, 0),
    incident(1992, 5, 7, gname="Unknown", nkill="4"),
    incident(1994, 5, 7, gname2="Daughters", gname3="Cousins", nkill=""),
    incident(1994, 12, 31, gname2="."),
)


@pytest.fixture(params=["csv", "xlsx"])
def gtd(request, tmp_path):
    """A GTD export in the store."""
    path = tmp_path / f"gtd.{request.param}"
    if request.param == "csv":
        write_csv(path, INCIDENTS, GTD)
        path.write_bytes(path.read_text().replace("Cousins", "Coúsins").encode("cp1252"))
    else:
        book = openpyxl.Workbook()
        book.active.append(GTD)
        for row in INCIDENTS:
            cells = [row.get(name) for name in GTD]
            book.active.append([int(cell) if cell and cell.isdecimal() else cell for cell in cells])
        book.save(path)
    return ingest(tmp_path / "s.duckdb", "gtd", path, now=NOW), tmp_path / "s.duckdb"


def test_gtd_spans_what_is_unknown_of_a_date(gtd):
    _, store = gtd
    _, found = read(store, "gtd")
    spans = found.sort("event_id").select("date_start", "date_end", "date_precision").rows()
    assert spans[:3] == [
        (date(1990, 1, 1), date(1990, 12, 31), 5),
        (date(1992, 2, 1), date(1992, 2, 29), 4),
        (date(1992, 5, 7), date(1992, 5, 7), 1),
    ]


def test_gtd_counts_both_groups_and_unknown_is_none(gtd):
    done, store = gtd
    seen, found = read(store, "gtd")
    with opened(store) as con:
        assert {each.group.name: each.events for each in groups(con, seen)} == {"Sons": 4, "Daughters": 1}
    assert done.kept == len(found) == 5
    assert found.filter(pl.col("event_id") == "3")["fatalities_best"].item() == 4
    assert found.filter(pl.col("event_id") == "4")["fatalities_best"].item() is None
    assert done.notes == {
        "no group named (an event of nobody's record)": 1,
        "month unknown (placed by the end of its year)": 1,
        "day unknown": 1,
    }


def test_gtd_is_blind_in_1993_unless_rows_prove_it_wrong(gtd, tmp_path):
    _, store = gtd
    seen, _ = read(store, "gtd")
    hidden = [label(seen.first_month + n) for n, shown in enumerate(visible(seen)) if not shown]
    assert hidden == [f"1993-{month:02}" for month in range(1, 13)]
    path = write_csv(tmp_path / "whole.csv", [*INCIDENTS, *gtd_rows(incident(1993, 1, 1, eventid="9"))], GTD)
    ingest(tmp_path / "other.duckdb", "gtd", path, now=NOW)
    assert visible(read(tmp_path / "other.duckdb", "gtd")[0]).all()


TABLE = [{"id": str(n), "day": f"{n:02} March 2020", "who": who, "land": "Quovland"} for n, who in enumerate("abcb", 1)]


def own(tmp_path, more="", rows=TABLE, base=MAP):
    (tmp_path / "map.toml").write_text(base + more, encoding="utf-8")
    path = write_csv(tmp_path / "own.csv", rows, ["id", "day", "who", "land"])
    return ingest(tmp_path / "s.duckdb", "table", path, now=NOW, column_map=tmp_path / "map.toml")


def test_a_table_is_read_as_its_map_says(tmp_path):
    base = 'date_format = "%d %B %Y"\nunknown = ["c"]\nlicence = "mine"\nusual_lag_days = 3\n' + MAP
    more = '[constants]\nkind = "one_sided"\n[values.side_a]\nb = "B group"\n[only]\nwho = ["a", "b", "c"]\n'
    more += '[[coverage]]\nfrom = "2020-01"\nto = "2020-06"\n'
    rows = [*TABLE, {"id": "9", "day": "09 March 2020", "who": "z", "land": "Quovland"}]
    done = own(tmp_path, more, rows, base)
    seen, found = read(tmp_path / "s.duckdb", "table:own")
    assert done.skipped == {"not among the who to keep": 1}
    assert (done.read, done.kept, done.release.licence, done.release.source) == (4, 4, "mine", "own")
    assert found["side_a"].to_list() == ["a", "B group", None, "B group"]
    assert found["date_end"].to_list() == [date(2020, 3, n) for n in range(1, 5)]
    assert found["kind"].unique().to_list() == ["one_sided"]
    assert (label(seen.first_month), label(seen.newest_month)) == ("2020-01", "2020-06")


@pytest.mark.parametrize(
    ("base", "more", "says"),
    [
        ("nonsense = 1\n" + MAP, "", "unknown keys nonsense"),
        ("columns = 3", "", "columns must be a table"),
        ("usual_lag_days = 'x'\n" + MAP, "", "usual_lag_days must be a whole number"),
        ("coverage = [1]\n" + MAP, "", "coverage must be a table"),
        ("only = 3\n" + MAP, "", "only must be a table"),
        ("unknown = 'c'\n" + MAP, "", "unknown must be a list"),
        ("known_from = 'soon'\n" + MAP, "", "no day"),
        ("date_format = '%Q'\n" + MAP, "", "format"),
        (MAP, "death_toll = 'id'", "sets death_toll"),
        (MAP.replace("country = ", "#"), "", "must name country"),
        (MAP.replace("date_start", "date_end"), "[constants]\ndate_start = '2020-01-01'", "date_start from a column"),
        (MAP.replace('"day"', '"when"'), "", "lacks the columns when"),
        (MAP, "[only]\nwhat = ['x']", "lacks the columns what"),
        (MAP, "[only]\nwho = 'a'", "only.who must be a list"),
        (MAP, "[values.kind]\nx = 'war'", "gives war"),
        (MAP, "[values]\nkind = 'war'", "values.kind must be a table"),
        (MAP, "[[coverage]]\nfrom = '2020-01'", "'from' and 'to'"),
        (MAP, "[[coverage]]\nfrom = '2020-02'\nto = '2020-01'", "ends before it begins"),
        (MAP, "[[coverage]]\nfrom = '2020-02'\nto = '2020-13'", "no month"),
        ("no toml at all", "", "no TOML"),
    ],
)
def test_a_map_that_does_not_fit_is_refused_in_one_sentence(base, more, says, tmp_path):
    with pytest.raises(BadInput, match=says) as refused:
        own(tmp_path, more, base=base)
    assert "\n" not in str(refused.value)


def test_a_table_without_a_map_is_refused(tmp_path):
    with pytest.raises(BadInput, match="--map"):
        ingest(tmp_path / "s.duckdb", "table", write_csv(tmp_path / "a.csv", [event(1, "2001-01-01")]), now=NOW)
