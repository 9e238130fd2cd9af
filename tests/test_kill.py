"""A store that is killed while it is written holds nothing of the release or all of it."""

import json
import signal
import subprocess
import sys
import time

import pytest

from conftest import kept, monthly
from smoulder.simulate import simulate
from smoulder.store import opened, releases

POINTS = 12  # deaths, spread over a run
ROWS = 20_000


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    return simulate(tmp_path_factory.mktemp("large"), groups=60, events=ROWS, seed=3)


def command(store, path):
    return [sys.executable, "-m", "smoulder.cli", "ingest", "ucdp-ged", str(path), "--store", str(store), "--json"]


def held(store):
    """Releases and their rows, events, and events of no release."""
    with opened(store) as con:
        rows = [release.rows for release in releases(con)]
        [(events, strays)] = con.execute("""
            SELECT count(*), count(*) FILTER (release NOT IN (SELECT number FROM releases)) FROM events""").fetchall()
    return rows, events, strays


def killed_after(seconds, store, path):
    """Run an ingest and kill it; whether it was killed before it had ended."""
    child = subprocess.Popen(command(store, path), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired:
        child.kill()
    return child.wait() == -signal.SIGKILL


@pytest.fixture(scope="module")
def seconds(large, tmp_path_factory):
    """How long an ingest takes that nobody kills."""
    start = time.monotonic()
    subprocess.run(command(tmp_path_factory.mktemp("whole") / "s.duckdb", large), check=True, capture_output=True)
    return time.monotonic() - start


@pytest.mark.parametrize("first", [[], [2]], ids=["no store", "a store"])
def test_killed_at_any_moment_the_store_holds_the_release_or_nothing_of_it(first, large, seconds, tmp_path):
    store, deaths = tmp_path / "s.duckdb", 0
    while deaths < POINTS:
        if first and not store.exists():
            kept(store, monthly(["2001-01", "2001-02"]), name="first.csv")
        # the first third of a run only loads the program
        if killed_after(seconds * (0.3 + 0.7 * deaths / POINTS), store, large):
            deaths += 1
        else:
            seconds *= 0.9
        if store.exists():
            rows, events, strays = held(store)
            assert rows in (first, [*first, ROWS])
            assert (events, strays) == (sum(rows), 0)
            if ROWS in rows:
                store.unlink()
                store.with_name("s.duckdb.wal").unlink(missing_ok=True)
    subprocess.run(command(store, large), check=True, capture_output=True)
    rows, events, strays = held(store)
    assert rows[-1:] == [ROWS]
    assert (events, strays) == (sum(rows), 0)


def test_killed_as_the_commit_begins_the_store_is_whole(large, tmp_path):
    """The write-ahead log appears with the commit: the kill waits for its first bytes."""
    for delay in (0, 0.002, 0.01):
        store = tmp_path / f"{delay}" / "s.duckdb"
        store.parent.mkdir()
        kept(store, monthly(["2001-01", "2001-02"]), name="first.csv")
        log, size = store.with_name("s.duckdb.wal"), store.stat().st_size
        child = subprocess.Popen(command(store, large), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while child.poll() is None and not (log.exists() and log.stat().st_size) and store.stat().st_size == size:
            time.sleep(0.0005)
        time.sleep(delay)
        child.kill()
        child.wait()
        rows, events, strays = held(store)
        assert rows in ([2], [2, ROWS])
        assert (events, strays) == (sum(rows), 0)


@pytest.mark.parametrize("limit", [300_000, 1_000_000, 2_000_000])
def test_on_a_full_disk_one_sentence_and_the_store_as_before(limit, large, tmp_path):
    store = tmp_path / "s.duckdb"
    kept(store, monthly(["2001-01", "2001-02"]), name="first.csv")
    limited = f"import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}));"
    limited += "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
    limited += f"from smoulder.cli import run; sys.exit(run({command(store, large)[3:]!r}))"
    said = subprocess.run([sys.executable, "-c", limited], check=False, capture_output=True, text=True)
    assert said.returncode == 2, said.stderr
    assert said.stdout == ""
    assert said.stderr.startswith("smoulder: ")
    assert said.stderr.count("\n") == 1
    assert held(store) == ([2], 2, 0)
    whole = subprocess.run(command(store, large), check=False, capture_output=True, text=True)
    assert json.loads(whole.stdout)["kept"] == ROWS
    assert held(store) == ([2, ROWS], ROWS + 2, 0)
