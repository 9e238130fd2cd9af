"""What was learned is used again, none of it knows the future, and the best record earns the trust."""

import json
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from smoulder import endings, learning, metrics, stacking
from smoulder.context import Parts, context
from smoulder.learning import HORIZONS, RECORDED, TRUSTED, YEAR, enough, learn
from smoulder.rolling import UNKNOWN, Block
from smoulder.types import Panel

START, MONTHS, UNITS = 109, 124, 44  # from January 1989: the newest whole year ends in December 1998
NEWEST = START + 119
WORDS = "Red Green Holy Free Old Quov Zyr Ost".split()


def world(values, start=START, names=None):
    """A panel of units that live in three countries by turns and share words of their names."""
    values = np.asarray(values, dtype=np.int32)
    rows = np.arange(len(values), dtype=np.int32)
    names = names or tuple(f"{WORDS[row % 8]} {WORDS[row // 8 % 8]} {row:02}" for row in rows)
    around = context(values, names, Parts(rows, rows % 3, values), ("Ostland", "Quovland", "Zyrland"))
    return Panel(values, np.ones(values.shape, bool), names, start, "events", date(2020, 1, 1), around)


@cache
def counts(seed=0, units=UNITS, months=MONTHS):
    rng = np.random.default_rng(seed)
    awake = np.cumsum(rng.random((units, months)) < 0.07, axis=1) % 2 == 0
    awake &= np.arange(months) < rng.integers(40, 2 * months, (units, 1))
    return rng.poisson(2, awake.shape) * awake * (rng.random(awake.shape) < rng.beta(2, 4, (units, 1)))


@pytest.fixture
def fits(monkeypatch):
    """The ends of the panels that a light set of models is fitted on: rates by silence, and one rate for all."""
    seen = []
    light = {name: endings.models()[name] for name in ("climatology", "silence_table", "one_year_rule")}

    def noted(model):
        return model._replace(fit=lambda pool: seen.append(pool.end) or model.fit(pool))

    monkeypatch.setattr(endings, "models", lambda: {name: noted(model) for name, model in light.items()})
    monkeypatch.setattr(stacking, "MEMBERS", ("silence_table", "one_year_rule"))
    monkeypatch.setattr(learning, "RECORDED", tuple(light))
    return seen


ROUNDING = 1e-6  # on some processors a sum rounds by where in memory its numbers lie


def same(one, other, panel, rtol=0):
    """Whether two learnings are one, to the last bit or to rounding, in all that they say of a panel."""
    assert (one.since, one.trusted) == (other.since, other.trusted)
    assert one.weights == pytest.approx(other.weights, rel=rtol, abs=0)
    assert [block.origin for block in one.blocks] == [block.origin for block in other.blocks]
    for a, b in zip(one.blocks, other.blocks, strict=True):
        alike(a, b, rtol)
    for name in [*one.learned, stacking.NAME]:
        np.testing.assert_allclose(one.curves(panel, name).values, other.curves(panel, name).values, rtol=rtol)


def alike(a, b, rtol=0):
    np.testing.assert_array_equal(a.units, b.units)
    np.testing.assert_array_equal(a.observed, b.observed)
    assert a.probabilities.keys() == b.probabilities.keys()
    for name, p in a.probabilities.items():
        np.testing.assert_allclose(p, b.probabilities[name], rtol=rtol)


def files(folder):
    return sorted(path.name for path in folder.iterdir())


def test_models_are_fitted_at_the_end_of_the_newest_whole_year_with_a_record_of_those_before(fits):
    known = learn(world(counts()))
    assert known.since == NEWEST
    assert [block.origin for block in known.blocks] == list(range(START + 71, NEWEST, YEAR))
    assert sorted(fits) == sorted(3 * [*(block.origin for block in known.blocks), NEWEST])
    assert (known.units, known.months) == (UNITS, MONTHS)
    assert {*known.blocks[0].probabilities} == {*learning.RECORDED, stacking.NAME}


def test_the_record_is_that_of_forecasts_made_at_the_time():
    """Each block against the models fitted by hand on the panel cut there, the ensemble against its own weights."""
    pool, models = world(counts()), endings.models()
    known = learn(pool)
    block = known.blocks[-2]
    cut = pool.until(block.origin)
    columns = np.array(HORIZONS) - 1
    for name in RECORDED:
        by_hand = models[name].curves(models[name].fit(cut), cut).values[block.units][:, columns]
        np.testing.assert_allclose(block.probabilities[name], by_hand, rtol=1e-6)
    weights = stacking.weigh(known.blocks[:-2], pool, HORIZONS, block.origin)
    np.testing.assert_allclose(
        block.probabilities[stacking.NAME], stacking.blend(block.probabilities, weights), rtol=1e-6
    )
    assert known.weights == stacking.weigh(known.blocks, pool, HORIZONS, pool.end)


def test_what_was_kept_is_not_learned_again_and_says_the_same(fits, tmp_path):
    pool = world(counts())
    without, fits[:] = learn(pool), []
    first, times = learn(pool, tmp_path / "kept"), len(fits)
    assert times == 3 * (len(first.blocks) + 1)
    again = learn(pool, tmp_path / "kept")
    assert len(fits) == times
    same(without, first, pool)
    same(without, again, pool)


def test_every_model_says_the_same_from_the_folder(tmp_path):
    pool = world(counts())
    without = learn(pool)
    same(without, learn(pool, tmp_path), pool)
    same(without, learn(pool, tmp_path), pool)


def test_a_new_year_is_learned_on_top_of_the_old_ones(fits, tmp_path):
    """And within a year nothing is learned: the models are those of its beginning."""
    pool = world(counts())
    learn(pool.until(START + 107), tmp_path)
    fits.clear()
    learn(pool.until(START + 112), tmp_path)
    assert not fits
    learn(pool, tmp_path)
    assert sorted(fits) == 3 * [START + 107] + 3 * [NEWEST]  # the record of the old year, the models of the new


def test_who_is_first_seen_later_changes_nothing_kept(fits, tmp_path):
    """Assessments as of different days share the years, though the later one knows of more groups."""
    values = counts().copy()
    values[30:, :96] = 0
    later = world(values)
    then = later.until(START + 95)
    earlier = world(values[:30, :96], names=later.units[:30])
    learn(earlier, tmp_path)
    fits.clear()
    known = learn(then, tmp_path)
    assert not fits
    same(learn(then), known, then)


def test_who_was_seen_and_what_was_seen_changes_what_is_learned(fits, tmp_path):
    values = counts().copy()
    learn(world(values), tmp_path)
    fits.clear()
    changed = values.copy()
    changed[3, 118] += 1
    learn(world(changed), tmp_path)
    assert fits == 3 * [NEWEST]  # seen in November 1998 only, so that the years before are as they were
    fits.clear()
    changed[3, 20] += 1
    learn(world(changed), tmp_path)
    assert len(fits) == 3 * len(range(START + 71, NEWEST + 1, YEAR))
    fits.clear()
    learn(replace(world(values), units=("Another One", *world(values).units[1:])), tmp_path)
    assert fits
    fits.clear()
    visible = np.ones(values.shape, bool)
    visible[:, values.sum(axis=0).argmin()] = False
    learn(replace(world(values), values=(values * visible).astype(np.int32), visible=visible), tmp_path)
    assert fits


def test_other_code_learns_again(fits, tmp_path, monkeypatch):
    pool = world(counts())
    learn(pool, tmp_path)
    fits.clear()
    monkeypatch.setattr(learning, "_code", lambda: b"changed")
    learn(pool, tmp_path)
    assert fits


BROKEN = {
    "cut short": lambda text: text[: len(text) // 2],
    "empty": lambda text: "",
    "no text": lambda text: "\ud800\x00",
    "nothing": lambda text: "null",
    "no keys": lambda text: "{}",
    "other keys": lambda text: json.dumps({"units": ["nobody"], "p": {}, "silence_table": 3}),
    "other kinds": lambda text: json.dumps(dict.fromkeys(json.loads(text), "text")),
    "other shapes": lambda text: json.dumps({name: [] for name in json.loads(text)}),
    "unhashable": lambda text: json.dumps({"units": [["a"], {}], "p": {"silence_table": [[1, 2], [3]]}}),
}


@pytest.mark.parametrize("harm", BROKEN)
def test_a_file_that_cannot_be_read_is_learned_again_and_mended(fits, tmp_path, harm):
    pool = world(counts())
    whole = learn(pool, tmp_path)
    kept = {path: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    for path, text in kept.items():
        path.write_text(BROKEN[harm](text), encoding="utf-8", errors="surrogatepass")
    fits.clear()
    same(whole, learn(pool, tmp_path), pool)
    assert len(fits) == 3 * len(kept)
    assert {path: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == kept


def test_a_folder_in_a_files_place_is_passed_by(fits, tmp_path):
    pool = world(counts())
    whole = learn(pool, tmp_path)
    names = files(tmp_path)
    for name in names:
        (tmp_path / name).unlink()
        (tmp_path / name).mkdir()
    same(whole, learn(pool, tmp_path), pool)
    assert files(tmp_path) == names


@pytest.mark.parametrize("fails", ["write_text", "replace", "mkdir"])
def test_without_room_to_keep_it_the_answer_is_the_same_and_no_half_file_is_left(fits, tmp_path, monkeypatch, fails):
    pool, done = world(counts()), getattr(Path, fails)

    def breaks(path, *given, **options):
        if fails == "write_text":
            done(path, given[0][:40], **options)  # the disk is full after forty letters
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, fails, breaks)
    same(learn(pool), learn(pool, tmp_path), pool)
    assert files(tmp_path) == []


def test_killed_while_it_writes_it_keeps_what_was_whole(fits, tmp_path, monkeypatch):
    pool, written, write = world(counts()), [], Path.write_text

    def killed(path, text, **options):
        written.append(path)
        if len(written) == 3:
            write(path, text[:40], **options)
            raise KeyboardInterrupt
        return write(path, text, **options)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", killed)
        with pytest.raises(KeyboardInterrupt):
            learn(pool, tmp_path)
    kept = [path for path in tmp_path.iterdir() if path.suffix == ".json"]
    assert len(kept) == 2
    for path in kept:
        json.loads(path.read_text(encoding="utf-8"))
    fits.clear()
    known = learn(pool, tmp_path)
    assert len(fits) == 3 * (len(known.blocks) + 1 - len(kept))
    same(learn(pool), known, pool)


def test_progress_counts_what_is_left_to_learn(fits, tmp_path):
    def progress():
        seen = []
        known = learn(pool, tmp_path, on_progress=lambda done, total: seen.append((done, total)))
        return seen, len(known.blocks) + 1

    pool = world(counts())
    seen, total = progress()
    assert seen == [(done, total) for done in range(1, total + 1)]
    assert progress()[0] == [(1, 1)]


def test_the_future_changes_no_parameters_and_no_forecast_before_it():
    """All that comes after December 1996 is other: groups that stop, and groups that begin."""
    cut = START + 95
    values = counts().copy()
    values[:, 96:] = np.random.default_rng(9).poisson(0.2, values[:, 96:].shape)
    one, other = learn(world(counts())), learn(world(values))
    known = [block for block in one.blocks if block.origin <= cut]
    assert len(known) >= 2
    for a, b in zip(known, other.blocks, strict=False):
        alike(a._replace(observed=b.observed), b, ROUNDING)
        open_by_then = np.array(HORIZONS) + a.origin > cut
        np.testing.assert_array_equal(a.observed[:, ~open_by_then], b.observed[:, ~open_by_then])
    then, now = learn(world(counts()).until(cut)), learn(world(values).until(cut))
    same(then, now, world(values).until(cut), ROUNDING)


def test_a_pool_shorter_than_a_year_is_learned_from_whole(fits):
    known = learn(world(counts()[:, :11]))
    assert known.since == START + 10
    assert not known.blocks
    assert known.trusted == TRUSTED
    assert set(known.weights.values()) == {0.5}


@pytest.mark.parametrize("months", [12, 60, 73, 84])
def test_a_pool_of_any_length_has_an_answer(months):
    pool = world(counts()[:, :months])
    known = learn(pool)
    assert known.trusted in (*RECORDED, stacking.NAME)
    assert sum(known.weights.values()) == pytest.approx(1)
    assert known.curves(pool, known.trusted).origin == pool.end


def trusted(world_of, seed):
    """The trusted model among a rate by silence and a rate of the unit's own, and the best by scores made by hand."""
    pool = world(world_of(np.random.default_rng(seed)))
    known = learn(pool)
    ratios = {}
    for column in range(len(HORIZONS)):
        scores = {name: [] for name in known.blocks[0].probabilities}
        for block in known.blocks:
            for row, unit in enumerate(block.units):
                came = block.observed[row, column]
                if pool.silence[unit, block.origin - START] >= stacking.QUIET and came != UNKNOWN:
                    for name, p in block.probabilities.items():
                        scores[name].append(metrics.log_score(p[row, column : column + 1], np.array([came]))[0])
        if len(scores[TRUSTED]) >= learning.ENOUGH:
            for name, each in scores.items():
                ratios.setdefault(name, []).append(np.mean(each) / np.mean(scores[TRUSTED]))
    return known.trusted, {name: float(np.mean(each)) for name, each in ratios.items()}


@pytest.fixture
def rivals(monkeypatch):
    """The table, which knows silence only, and a model that knows each unit's own rate."""
    names = ("climatology", "silence_table", "constant_rate")
    models = {name: endings.models()[name] for name in names}
    monkeypatch.setattr(endings, "models", lambda: models)
    monkeypatch.setattr(stacking, "MEMBERS", names[1:])
    monkeypatch.setattr(learning, "RECORDED", names)


def alike_units(rng):
    """All units are alike: busy, then hardly ever seen, then, after a rest of thirty months, seen more again."""
    values = np.zeros((150, MONTHS))
    silent = np.zeros(150)
    for month in range(MONTHS):
        values[:, month] = rng.random(150) < np.where(silent < 6, 0.4, 0.02 + 0.1 * (silent > 30))
        silent = np.where(values[:, month] > 0, 0, silent + 1)
    return values


def units_that_differ(rng):
    """Each unit has a rate of its own for ever: silence tells little of it, the record all."""
    return rng.random((150, MONTHS)) < rng.choice([0.03, 0.25], (150, 1))


def test_where_silence_tells_all_the_table_is_trusted(rivals):
    best, ratios = trusted(alike_units, 0)
    assert ratios[TRUSTED] < ratios["constant_rate"]
    assert best == min(ratios, key=ratios.get)
    assert best in (TRUSTED, stacking.NAME)


def test_where_units_differ_a_model_that_knows_them_is_trusted(rivals):
    best, ratios = trusted(units_that_differ, 0)
    assert ratios["constant_rate"] < 0.97 * ratios[TRUSTED]
    assert best == min(ratios, key=ratios.get)
    assert best != TRUSTED


def blocks_of(pool, cases, **chances):
    """One block at the first origin with every horizon closed: so many units, all silent, with what models said."""
    origin = pool.end - 60
    observed = returns(pool, origin)[:cases]
    p = {name: np.full((cases, len(HORIZONS)), chance, np.float32) for name, chance in chances.items()}
    return [Block(origin, np.arange(cases, dtype=np.int32), p, observed)]


def returns(pool, origin):
    ahead = pool.values[:, origin - pool.start + 1 :] > 0
    return np.stack([ahead[:, :horizon].any(axis=1) for horizon in HORIZONS], axis=1).astype(np.int8)


@pytest.mark.parametrize(("cases", "expected"), [(learning.ENOUGH - 1, TRUSTED), (learning.ENOUGH, "seer")])
def test_a_few_cases_do_not_unseat_the_table(cases, expected):
    """Nobody returns and one model knew it: it is believed once enough cases say so."""
    pool = world(np.pad(np.ones((40, 20)), ((0, 0), (0, 80))))
    blocks = blocks_of(pool, cases, silence_table=0.5, seer=0.01)
    assert learning._best(blocks, pool) == expected


def test_of_equals_the_table_is_trusted():
    pool = world(np.pad(np.ones((40, 20)), ((0, 0), (0, 80))))
    assert learning._best(blocks_of(pool, 40, another=0.2, silence_table=0.2), pool) == TRUSTED


@pytest.mark.parametrize(
    ("units", "active", "months", "visible", "expected"),
    [(100, 3, 84, 84, True), (99, 3, 84, 84, False), (100, 2, 84, 84, False), (100, 3, 90, 83, False)],
)
def test_a_pool_to_learn_from_has_a_hundred_records_over_seven_visible_years(units, active, months, visible, expected):
    values = np.zeros((units + 5, months), dtype=np.int32)
    values[:units, :active] = 1
    shown = np.broadcast_to(np.arange(months) < visible, values.shape)
    names = tuple(map(str, range(units + 5)))
    assert enough(Panel(values, shown, names, START, "events", date(2020, 1, 1))) is expected


@pytest.mark.parametrize("text", ["[1]", "3", '"text"', "[" * 100_000])
def test_a_file_of_another_kind_is_learned_again(fits, tmp_path, text):
    pool = world(counts())
    whole = learn(pool, tmp_path)
    for path in tmp_path.iterdir():
        path.write_text(text, encoding="utf-8")
    same(whole, learn(pool, tmp_path), pool)


def test_numbers_of_another_shape_are_learned_again(fits, tmp_path):
    pool = world(counts())
    whole = learn(pool, tmp_path)
    (path,) = tmp_path.glob("learned-*")
    path.write_text(path.read_text(encoding="utf-8").replace('"hazard": [', '"hazard": [[1.0], 2, '), encoding="utf-8")
    same(whole, learn(pool, tmp_path), pool)
    path.write_text(
        '{"climatology": {"curve": []}, "silence_table": {"hazard": []}, "one_year_rule": {"silent_months": 1}}'
    )
    same(whole, learn(pool, tmp_path), pool)


def test_a_file_where_the_folder_should_be_keeps_nothing_and_stops_nothing(fits, tmp_path):
    pool = world(counts())
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    same(learn(pool), learn(pool, tmp_path / "taken"), pool)
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "mine"


def test_a_folder_that_may_not_even_be_tidied_stops_nothing(fits, tmp_path, monkeypatch):
    """A read-only file system refuses to unlink what is not there as well."""

    def refused(path, *given, **options):
        raise OSError(30, "Read-only file system")

    pool = world(counts())
    for name in ("mkdir", "write_text", "unlink"):
        monkeypatch.setattr(learning.Path, name, refused)
    same(learn(pool), learn(pool, tmp_path), pool)


def test_a_country_that_is_renamed_is_learned_anew(tmp_path):
    """The hazard keeps a factor for each country by name: of an old name, none would be found."""
    pool = world(counts())
    learn(pool, tmp_path)
    renamed = replace(pool, context=pool.context._replace(countries=("Eastland", "Quovland", "Zyrland")))
    same(learn(renamed), learn(renamed, tmp_path), renamed)


def test_the_key_does_not_hang_on_how_sums_are_rounded(tmp_path):
    """As many groups as a real store holds, of which a third is first seen after the cut."""
    rng, units, cut = np.random.default_rng(0), 900, 100
    words = "Shan Mon Karen Quov Zyr Red Black Union Holy Warriors October Sons Tigers Front Army".split()
    names = tuple(" ".join([*rng.choice(words, 3, replace=False), f"x{row}"]) for row in range(units))
    values = (rng.random((units, 2 * cut)) < rng.beta(1, 8, (units, 1))).astype(np.int32)
    values[rng.random(units) < 0.3, :cut] = 0
    early = np.flatnonzero(values[:, :cut].any(axis=1))

    def panel(rows, until):
        own, here = np.arange(len(rows), dtype=np.int32), np.ascontiguousarray(values[rows][:, :until])
        named = tuple(names[row] for row in rows)
        around = context(here, named, Parts(own, (rows % 12).astype(np.int32), here), tuple(map(str, range(12))))
        return Panel(here, np.ones(here.shape, bool), named, START, "events", date(2020, 1, 1), around)

    then, now = panel(early, cut), panel(np.arange(units), 2 * cut).until(START + cut - 1)
    assert learning._path(tmp_path, "record", then) == learning._path(tmp_path, "record", now)
