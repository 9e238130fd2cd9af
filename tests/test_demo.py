"""The first answer on a new machine, with and without the real data."""

import contextlib
import socket
from dataclasses import replace

import pytest

from conftest import kept, monthly, write_csv
from smoulder import demo
from smoulder.errors import BadInput
from smoulder.sources import Official, sources

MONTHS = [f"{year}-{month:02}" for year in range(2000, 2010) for month in range(1, 13)]


@pytest.fixture
def store(tmp_path):
    return tmp_path / "data" / "smoulder.duckdb"


@pytest.fixture(autouse=True)
def _no_network(monkeypatch, tmp_path):
    """The official file lies behind a port of this machine that nobody listens to."""
    with contextlib.closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        url = f"https://127.0.0.1:{free.getsockname()[1]}/ged.zip"
    source, layout = sources()["ucdp-ged"]
    moved = replace(source, files={demo.NEWEST: Official(url, 10, "0" * 64)})
    monkeypatch.setattr(demo, "sources", lambda: {"ucdp-ged": (moved, layout)})
    monkeypatch.setattr(demo, "WORLD", {"groups": 25, "seed": 1, "events": 1_500})
    monkeypatch.setattr(demo, "cache", lambda: tmp_path / "cache")
    monkeypatch.chdir(tmp_path)


def test_without_the_real_data_the_first_line_says_simulated_and_why(store, tmp_path, smoulder):
    said = smoulder("demo", "--store", store, "--report", tmp_path / "r.html")
    assert said.code == 0
    first = said.out.splitlines()[0]
    assert first.startswith("SIMULATED")
    assert "could not be had" in first
    assert "refused" in first
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "SIMULATED" in page
    assert "could not be had" in page


def test_json_names_the_reason_too_and_an_invented_world_never_becomes_the_store(store, smoulder):
    told = smoulder("demo", "--store", store, "--json").document
    assert told["simulated"]
    assert "could not be had" in told["simulated_reason"]
    assert not store.exists()
    again = smoulder("demo", "--store", store, "--json").document
    assert again["status"] == told["status"]


def test_a_file_that_the_user_names_comes_first(store, tmp_path, monkeypatch, smoulder):
    monkeypatch.setenv("SMOULDER_GED", str(write_csv(tmp_path / "own.csv", monthly(MONTHS))))
    told = smoulder("demo", "--store", store, "--json").document
    assert not told["simulated"]
    assert told["simulated_reason"] is None
    assert (told["group"]["name"], told["area"]) == ("Sons of Quov", "Quovland")


def test_a_named_file_that_cannot_be_read_is_an_error_and_no_reason_to_simulate(store, tmp_path, monkeypatch, smoulder):
    monkeypatch.setenv("SMOULDER_GED", str(tmp_path / "absent.csv"))
    said = smoulder("demo", "--store", store)
    assert said.code == 2
    assert "There is no file" in said.err


def test_a_store_that_is_there_is_used(store, smoulder):
    store.parent.mkdir()
    kept(store, monthly(MONTHS))
    said = smoulder("demo", "--store", store, "--json")
    assert not said.document["simulated"]
    assert "Fetching" not in said.err


def test_a_store_that_holds_nothing_is_no_answer(store, tmp_path, smoulder):
    store.parent.mkdir()
    write_csv(tmp_path / "bad.csv", [])
    assert smoulder("ingest", "ucdp-ged", tmp_path / "bad.csv", "--store", store).code == 2
    assert smoulder("demo", "--store", store, "--json").document["simulated"]


def test_is_is_asked_for_where_it_is_held_else_the_busiest_group_that_fell_silent(store):
    store.parent.mkdir()
    busy = monthly(MONTHS)
    silent = [row | {"id": f"9{row['id']}", "side_b": "Old", "side_b_new_id": "7"} for row in monthly(MONTHS[:30])]
    kept(store, [*busy, *silent], "one.csv")
    assert demo._question(store)[0] == "7"
    other = store.with_name("other.duckdb")
    named = [row | {"id": f"8{row['id']}"} for row in monthly(MONTHS[:5], side_b="IS", side_b_new_id=234)]
    kept(other, [*busy, *silent, *named], "two.csv")
    assert demo._question(other)[0] == "IS"


def test_a_store_without_a_group_has_nothing_to_ask(store):
    store.parent.mkdir()
    kept(store, monthly(MONTHS, side_b="Civilians", side_b_new_id=9999))
    with pytest.raises(BadInput, match="names no armed group"):
        demo._question(store)
