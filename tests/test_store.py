"""One file, append-only: what a view shows, and what keeps a store from being opened."""

import subprocess
import sys
from datetime import date

import duckdb
import numpy as np
import pytest

from conftest import event, kept, monthly
from smoulder.areas import Area
from smoulder.errors import BadInput
from smoulder.months import label, parse_month
from smoulder.store import countries, events, groups, month_counts, opened, releases, visible
from smoulder.types import Group
from smoulder.vintage import view

SONS = Group("910001", "Sons of Quov")


def months(first, last):
    return [label(month) for month in range(parse_month(first), parse_month(last) + 1)]


@pytest.fixture
def store(tmp_path):
    """Two vintages of 2001, of which the second says more, and three candidate files."""
    path = tmp_path / "s.duckdb"
    kept(path, monthly(months("2001-01", "2001-12")), "one.csv", version="1", known_from=date(2002, 6, 1))
    kept(path, monthly(months("2001-01", "2002-06"), best=9), "two.csv", version="2", known_from=date(2003, 6, 1))
    return path


def seen(store, as_of):
    with opened(store) as con:
        shown = view(releases(con), as_of)
        return shown, events(con, shown).events.frame


def test_each_day_shows_the_newest_release_then(store):
    early, late = seen(store, date(2003, 5, 31)), seen(store, date(2003, 6, 1))
    assert early[1]["fatalities_best"].unique().to_list() == [3]
    assert late[1]["fatalities_best"].unique().to_list() == [9]
    assert (len(early[1]), len(late[1])) == (12, 18)
    assert late[1]["source_version"].unique().to_list() == ["2"]


def test_a_later_release_changes_nothing_of_what_was_known_before(store):
    before = seen(store, date(2003, 1, 1))[1]
    kept(store, monthly(months("2001-01", "2003-12"), best=50), "three.csv", version="3", known_from=date(2004, 6, 1))
    assert seen(store, date(2003, 1, 1))[1].equals(before)
    with opened(store) as con:
        assert [release.version for release in releases(con)] == ["1", "2", "3"]
        assert con.execute("SELECT count(*) FROM events").fetchall() == [(12 + 18 + 36,)]


def test_candidates_fill_only_the_months_after_the_newest_release(store):
    for month in ("05", "07", "08"):
        rows = monthly([f"2002-{month}"], best=1)
        kept(store, rows, f"v02_0_{int(month)}.csv", source="ucdp-candidate")
    shown, frame = seen(store, date(2003, 6, 30))
    assert label(shown.newest_month) == "2002-08"
    assert frame.filter(frame["source"] == "ucdp-candidate")["date_start"].to_list() == [
        date(2002, 7, 10),
        date(2002, 8, 10),
    ]
    assert frame.filter(frame["date_start"] == date(2002, 5, 10))["fatalities_best"].to_list() == [9]


def test_groups_are_of_either_side_and_governments_and_civilians_are_none(tmp_path):
    store = tmp_path / "s.duckdb"
    rows = [
        event(1, "2001-01-05"),
        event(2, "2001-02-05", type_of_violence=3, side_a="Sons of Quov", side_a_new_id=910001, side_b="Civilians",
              side_b_new_id=9999, best=5),
        event(3, "2001-03-05", side_b="Sons of Quov (new)", best=""),
        event(4, "2001-03-06", side_a="Sons of Quov (new)", side_a_new_id=910001, best=0),
    ]  # fmt: skip
    kept(store, rows)
    with opened(store) as con:
        [found] = groups(con, view(releases(con)))
        counts = month_counts(con, view(releases(con)))
    assert found.group == Group("910001", "Sons of Quov (new)")
    assert (found.events, found.fatalities_best, found.countries) == (4, 8, ["Quovland"])
    assert (found.first, found.last, label(found.last_month)) == (date(2001, 1, 5), date(2001, 3, 6), "2001-03")
    assert counts.select("key", "events").rows() == [("910001", 1), ("910001", 1), ("910001", 2)]


def test_an_area_holds_what_lies_in_it_and_counts_what_cannot_be_placed(tmp_path):
    store = tmp_path / "s.duckdb"
    rows = [
        event(1, "2001-01-05"),
        event(2, "2001-01-06", where_prec=6, adm_1=""),
        event(3, "2001-01-07", latitude=10, where_prec=4),
        event(4, "2001-01-08", latitude=20.75, adm_1="Other province"),
        event(5, "2001-01-09", country="Elsewhere", latitude=50),
        event(6, "2001-01-10", where_prec=5),
    ]
    kept(store, rows)

    def found(area):
        with opened(store) as con:
            inside, left_out = events(con, view(releases(con)), SONS, area)
        return [int(key) for key in inside.frame["event_id"]], left_out

    assert found(Area()) == ([1, 2, 3, 4, 5, 6], 0)
    assert found(Area("Quovland")) == ([1, 2, 3, 4, 6], 0)
    assert found(Area("Quovland", "Zyr province")) == ([1, 3], 2)
    assert found(Area(box=(-41.0, 20.0, -40.0, 21.0))) == ([1, 4], 2)
    with opened(store) as con:
        assert countries(con, view(releases(con))) == {
            "Elsewhere": ("Zyr province",),
            "Quovland": ("Other province", "Zyr province"),
        }


def test_months_that_no_release_covers_are_not_visible(tmp_path):
    (tmp_path / "c.toml").write_text("[[coverage]]\nfrom='2001-01'\nto='2001-03'\ncountry='Quovland'\n"
                                     "[[coverage]]\nfrom='2001-06'\nto='2001-12'\ncountry='Quovland'\n")  # fmt: skip
    kept(tmp_path / "s.duckdb", monthly(months("2001-01", "2001-12")), coverage=tmp_path / "c.toml")
    with opened(tmp_path / "s.duckdb") as con:
        shown = view(releases(con))
    assert np.flatnonzero(~visible(shown, ["Quovland"])).tolist() == [3, 4]
    assert not visible(shown, ["Elsewhere"]).any()


def test_a_store_that_another_process_writes_to_is_in_use(store):
    hold = "import sys; from smoulder.store import opened; from pathlib import Path\n"
    hold += f"with opened(Path({str(store)!r}), write=True): print('held', flush=True); sys.stdin.read()"
    before = store.read_bytes()
    with subprocess.Popen([sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout.readline() == b"held\n"
        for write in (False, True):
            with pytest.raises(BadInput, match="in use by another program"), opened(store, write=write):
                pass
        child.stdin.close()
    assert store.read_bytes() == before


def test_a_path_with_lock_in_its_name_is_not_called_locked(tmp_path):
    (tmp_path / "lock").write_bytes(b"no database at all" * 99)
    with pytest.raises(BadInput, match="cannot be opened as a store"), opened(tmp_path / "lock"):
        pass


def test_what_is_no_store_is_left_as_it_is(tmp_path):
    foreign = tmp_path / "foreign.duckdb"
    with duckdb.connect(foreign) as con:
        con.execute("CREATE TABLE mine (a INTEGER)")
    (tmp_path / "prose.txt").write_text("no database at all")
    for path in (foreign, tmp_path / "prose.txt"):
        before = path.read_bytes()
        for write in (False, True):
            with pytest.raises(BadInput, match="--store"), opened(path, write=write):
                pass
        assert path.read_bytes() == before


def test_reading_makes_no_store_and_a_folder_is_none(tmp_path):
    with pytest.raises(BadInput, match="smoulder ingest"), opened(tmp_path / "absent.duckdb"):
        pass
    with pytest.raises(BadInput, match="is a folder"), opened(tmp_path, write=True):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_store_of_another_format_is_refused(store):
    with duckdb.connect(store) as con:
        con.execute("UPDATE format SET number = 99")
    with pytest.raises(BadInput, match="format"), opened(store):
        pass


def test_a_store_that_was_cut_off_is_refused_in_one_sentence(store):
    store.write_bytes(store.read_bytes()[:20_000])
    with pytest.raises(BadInput) as refused, opened(store) as con:
        groups(con, view(releases(con)))
    assert "\n" not in str(refused.value)
