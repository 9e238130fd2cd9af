"""What is kept of a view is found again as it was, and never for another store, view, lineage or code."""

import os
import shutil
from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from conftest import kept as ingested
from conftest import monthly
from smoulder import kept as keeping
from smoulder import learning, store, taught_pool
from smoulder.kept import FILES, frame, kept
from smoulder.learning import Learning
from smoulder.lineage import load_lineage
from smoulder.pools import pool_of
from smoulder.rolling import Block
from smoulder.types import Context, Panel
from smoulder.vintage import view


def months(first, last):
    return [f"{year}-{month:02}" for year in range(first, last + 1) for month in range(1, 13)]


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "s.duckdb"
    ingested(path, monthly(months(2001, 2004)))
    return path


def named(path, folder, as_of=None):
    with store.opened(path) as con:
        return kept(con, view(store.releases(con), as_of), folder)


def test_the_same_store_view_and_code_have_one_name(path, tmp_path):
    assert named(path, tmp_path) == named(path, tmp_path)
    assert named(path, None) is None


def test_another_day_is_another_name(path, tmp_path):
    assert named(path, tmp_path) != named(path, tmp_path, date(2003, 6, 30))


def test_a_store_that_was_written_to_has_another_name(path, tmp_path):
    before = named(path, tmp_path)
    ingested(path, monthly(months(2001, 2005)), name="newer.csv")
    assert named(path, tmp_path) != before


def test_another_store_with_the_same_releases_has_another_name(path, tmp_path):
    other = tmp_path / "other.duckdb"
    shutil.copy(path, other)
    assert named(path, tmp_path) != named(other, tmp_path)


def test_a_store_written_anew_in_its_place_has_another_name(path, tmp_path):
    before = named(path, tmp_path)
    written = path.stat()
    shutil.copy(path, tmp_path / "copy")
    path.unlink()
    shutil.copy(tmp_path / "copy", path)
    os.utime(path, ns=(written.st_atime_ns, written.st_mtime_ns + 1))
    assert named(path, tmp_path) != before


def test_other_code_has_another_name(path, tmp_path, monkeypatch):
    before = named(path, tmp_path)
    source = tmp_path / "code"
    shutil.copytree(keeping.Path(keeping.__file__).parent, source, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(keeping, "__file__", str(source / "kept.py"))
    keeping._code.cache_clear()
    try:
        assert named(path, tmp_path) == before
        changed = source / "endings" / "hazard.py"
        changed.write_text(changed.read_text(encoding="utf-8") + "\n", encoding="utf-8")
        keeping._code.cache_clear()
        assert named(path, tmp_path) != before
    finally:
        monkeypatch.undo()
        keeping._code.cache_clear()


def test_a_table_is_made_once_and_read_as_it_was(path, tmp_path):
    folder, made = tmp_path / "kept", []
    with store.opened(path) as con:
        seen = view(store.releases(con))

        def make():
            made.append(1)
            return store.month_counts(con, seen)

        place = kept(con, seen, folder)
        one, other = frame(place, "months", make), frame(place, "months", make)
    assert one.equals(other)
    assert one.schema == other.schema
    assert made == [1]


def test_a_table_that_cannot_be_read_is_made_again_and_mended(path, tmp_path):
    place = named(path, tmp_path / "kept")
    table = pl.DataFrame({"month": [1, 2]})
    frame(place, "months", lambda: table)
    place.file("months", "parquet").write_bytes(b"PAR1 no more")
    assert frame(place, "months", lambda: table).equals(table)
    assert pl.read_parquet(place.file("months", "parquet")).equals(table)


def test_a_folder_that_cannot_be_made_keeps_nothing(path, tmp_path):
    (tmp_path / "kept").write_text("a file", encoding="utf-8")
    table = pl.DataFrame({"month": [1, 2]})
    assert frame(named(path, tmp_path / "kept"), "months", lambda: table).equals(table)


def test_only_the_newest_are_kept(path, tmp_path):
    day, folder = date(2003, 1, 31), tmp_path / "kept"
    for number in range(FILES + 3):
        place = named(path, folder, day + timedelta(days=40 * number))
        frame(place, "months", lambda number=number: pl.DataFrame({"month": [number]}))
        os.utime(place.file("months", "parquet"), ns=(number, number))
    assert len(list(folder.iterdir())) == FILES
    assert place.file("months", "parquet").exists()


def pool(context=True):
    rng = np.random.default_rng(3)
    values = rng.poisson(1, (5, 30)).astype(np.int32)
    visible = rng.random(values.shape) < 0.9
    around = Context(
        rng.random((4, *values.shape)).astype(np.float32), rng.integers(-1, 1, values.shape).astype(np.int16), ("Quov",)
    )
    units = ("Ash", "Birch", 'C "1"', "Dürre", "لواء")
    return Panel(values * visible, visible, units, 200, "events", date(2003, 1, 1), around if context else None)


def lesson(panel):
    """A learning of a world of two origins; the parameters are of real models, learned from the panel."""
    rng = np.random.default_rng(4)
    blocks = tuple(
        Block(
            origin,
            np.arange(count, dtype=np.int32),
            {name: rng.random((count, 4)).astype(np.float32) for name in ("climatology", "ensemble")},
            rng.integers(-1, 2, (count, 4)).astype(np.int8),
        )
        for origin, count in ((210, 3), (222, 5))
    )
    learned = {name: model.fit(panel) for name, model in learning.endings.models().items()}
    return Learning(225, learned, {"hazard": 0.1 + 0.2, "silence_table": 0.7}, blocks, "silence_table", 5, 30)


@pytest.fixture
def lessons(monkeypatch):
    """Counts how often something is learned; light models stand in for the learning."""
    told = []
    light = {name: learning.endings.models()[name] for name in ("climatology", "silence_table", "one_year_rule")}
    monkeypatch.setattr(learning.endings, "models", lambda: light)
    monkeypatch.setattr(learning, "enough", lambda panel: True)
    monkeypatch.setattr(learning, "learn", lambda panel, folder, on_progress: told.append(1) or lesson(panel))
    return told


def alike(one, other):
    assert (one.card, one.learning.weights, one.learning.trusted, one.learning.since) == (
        other.card, other.learning.weights, other.learning.trusted, other.learning.since
    )  # fmt: skip
    assert (one.learning.units, one.learning.months) == (other.learning.units, other.learning.months)
    for field in ("units", "start", "target", "as_of"):
        assert getattr(one.pool, field) == getattr(other.pool, field)
    for field in ("values", "visible"):
        np.testing.assert_array_equal(getattr(one.pool, field), getattr(other.pool, field), strict=True)
    assert (one.pool.context is None) == (other.pool.context is None)
    for ours, theirs in zip(one.pool.context or (), other.pool.context or (), strict=True):
        np.testing.assert_array_equal(ours, theirs, strict=not isinstance(ours, tuple))
    for ours, theirs in zip(one.learning.blocks, other.learning.blocks, strict=True):
        assert ours.origin == theirs.origin
        assert list(ours.probabilities) == list(theirs.probabilities)
        for left, right in [
            (ours.units, theirs.units), (ours.observed, theirs.observed),
            *zip(ours.probabilities.values(), theirs.probabilities.values(), strict=True),
        ]:  # fmt: skip
            np.testing.assert_array_equal(left, right, strict=True)
    for name, model in learning.endings.models().items():
        np.testing.assert_array_equal(
            model.curves(one.learning.learned[name], one.pool).values,
            model.curves(other.learning.learned[name], other.pool).values,
        )


@pytest.mark.parametrize("context", [True, False])
def test_a_pool_and_what_was_learned_come_back_to_the_last_bit(path, tmp_path, lessons, context):
    place = named(path, tmp_path / "kept")
    one = taught_pool.taught(lambda: pool(context), None, kept=place)
    alike(one, taught_pool.taught(lambda: pytest.fail("made again"), None, kept=place))
    assert lessons == [1]


def test_a_pool_too_small_to_learn_from_is_made_anew_and_answered_from_what_ships(path, tmp_path):
    folder = tmp_path / "kept"
    told = taught_pool.taught(pool, None, kept=named(path, folder), folder=folder)
    assert told.card
    assert not folder.exists()


def test_other_links_are_another_pool(path, tmp_path, lessons):
    place = named(path, tmp_path / "kept")
    own = tmp_path / "lineage.toml"
    own.write_text('[[group]]\nname = "Ash"\naliases = ["Esche"]\n', encoding="utf-8")
    for lineage in (None, load_lineage(), load_lineage(own)):
        taught_pool.taught(pool, lineage, kept=place)
    assert lessons == [1, 1, 1]


HARMS = {
    "empty": lambda told: b"",
    "cut off": lambda told: told[: len(told) // 2],
    "another kind": lambda told: b"{}",
    "a flipped byte": lambda told: (
        told[: len(told) // 3] + bytes([told[len(told) // 3] ^ 255]) + told[len(told) // 3 + 1 :]
    ),
}


@pytest.mark.parametrize("harm", HARMS)
def test_a_file_that_cannot_be_read_is_made_again_and_mended(path, tmp_path, lessons, harm):
    place = named(path, tmp_path / "kept")
    one = taught_pool.taught(pool, None, kept=place)
    (file,) = (tmp_path / "kept").iterdir()
    whole = file.read_bytes()
    file.write_bytes(HARMS[harm](whole))
    alike(one, taught_pool.taught(pool, None, kept=place))
    assert lessons == [1, 1]
    assert len(file.read_bytes()) == len(whole)


def test_without_a_place_nothing_is_kept(path, tmp_path, lessons):
    with store.opened(path) as con:
        seen = view(store.releases(con))
        told = taught_pool.taught(lambda: pool_of(con, seen), None)
    assert told.pool.units
    assert lessons == [1]
