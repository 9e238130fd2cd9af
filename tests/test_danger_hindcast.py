import importlib.util
import json
import re
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pytest

from conftest import event, kept, monthly
from smoulder import danger_scores, forecasts
from smoulder.danger_hindcast import SILENT, hindcast_fatalities
from smoulder.errors import BadInput
from smoulder.forecasts import Model, newest
from smoulder.months import label
from smoulder.pools import country_panel, pool_of
from smoulder.rolling import UNKNOWN
from smoulder.runners import runner
from smoulder.store import opened, releases
from smoulder.types import Panel
from smoulder.vintage import view

START, MONTHS = 109, 130
ORIGINS, STEPS = list(range(START + 60, START + 125, 9)), list(range(1, 13))
CONSTANT, LEVEL = 7, 20
KEYS = ("model", "target", "unit", "origin", "step")
TOLD = ("mean", "q05", "q25", "q50", "q75", "q95", "p_any")


def panel_of(values, visible=None):
    values = np.array(values, dtype=np.int32)
    visible = np.ones(values.shape, bool) if visible is None else np.array(visible, bool)
    units = tuple(f"unit {number:02}" for number in range(len(values)))
    return Panel(np.where(visible, values, 0), visible, units, START, "fatalities_best", date(2004, 1, 31))


@pytest.fixture(scope="module")
def panel():
    """Wars of every size that burst, rest and stay at their level, seen through scattered blind months."""
    rng = np.random.default_rng(3)
    level = rng.gamma(0.7, 1, (20, MONTHS)) * rng.lognormal(2.5, 1.2, (20, 1))
    return panel_of(rng.poisson(level), rng.random((20, MONTHS)) > 0.02)


@pytest.fixture(scope="module")
def ran(panel, tmp_path_factory):
    out, seen = tmp_path_factory.mktemp("danger") / "rows.parquet", []
    return (
        run(panel, models=None, out=out, draws=1200, on_progress=lambda done, total: seen.append((done, total))),
        out,
        seen,
    )


def run(panel, **changes):
    asked = {"origins": ORIGINS, "steps": STEPS, "vintage": "simulated", "models": ["last_poisson", "zero"]}
    return hindcast_fatalities(panel, **asked | changes)


def rows_of(out, where="true"):
    return duckdb.sql(f"select * from '{out}' where {where} order by model, origin, unit, step").fetchnumpy()


def row_of(rows, **wanted):
    (found,) = [row for row in rows if wanted.items() <= row.items()]
    return found


def outcomes(panel, step):
    """What followed each origin in one month, where it could be seen; every unit is always forecast here."""
    at = np.array(ORIGINS) + step - START
    inside = at[at < MONTHS]
    return panel.values[:, inside][panel.visible[:, inside]]


def windows(panel, months):
    """What followed each origin within so many months, where all of them could be seen."""
    found = []
    for origin in ORIGINS:
        ahead = slice(origin + 1 - START, origin + 1 - START + months)
        if ahead.stop <= MONTHS:
            found.append(panel.values[panel.visible[:, ahead].all(axis=1), ahead].sum(axis=1))
    return np.concatenate(found)


def nothing(pool):
    return ()


def always(number):
    """A model that is certain: of a number, or of an array of them by unit and step."""
    return lambda panel, steps: np.broadcast_to(number, (len(panel.units), len(steps)))


def certain(foretell):
    """A model all of whose draws are alike."""
    return Model(nothing, lambda _, panel, steps, count, rng: np.repeat(foretell(panel, steps)[:, :, None], count, 2))


def leaking(whole):
    """A model that reads what it is asked for; where nobody could see, it says nothing happened."""

    def future(panel, steps):
        row = [whole.units.index(unit) for unit in panel.units]
        ahead = np.minimum(panel.end + np.array(steps) - whole.start, MONTHS - 1)
        return whole.values[np.ix_(row, ahead)]

    return certain(future)


@pytest.fixture(scope="module")
def degenerate(panel):
    """Baselines and forecasts that no honest forecaster would offer, through the whole hindcast."""
    wrong = {
        "constant": certain(always(CONSTANT)),
        "last": certain(lambda panel, steps: np.repeat(newest(panel, 1), len(steps), axis=1)),
        "leak": leaking(panel),
    }
    known = forecasts.models() | wrong
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forecasts, "models", lambda: known)
        return run(panel, models=["last_poisson", "zero", *wrong])


def test_the_file_has_the_columns_of_the_contract_and_a_row_for_every_step(ran, panel):
    summary, out, _ = ran
    columns = {name: kind for name, kind, *_ in duckdb.sql(f"describe select * from '{out}'").fetchall()}
    assert tuple(columns) == (*KEYS, *TOLD, "observed")
    assert columns["observed"] == "INTEGER"
    expected = len(forecasts.models()) * len(ORIGINS) * len(panel.units) * len(STEPS)
    assert duckdb.sql(f"select count(*), count(distinct origin) from '{out}'").fetchall() == [(expected, len(ORIGINS))]
    assert summary["rows"] == expected


def test_conflictology_says_the_last_twelve_visible_months_and_what_came_is_beside_it(ran, panel):
    _, out, _ = ran
    origin = ORIGINS[2]
    own = newest(panel.until(origin), 12)
    rows = rows_of(out, f"model = 'conflictology' and origin = '{label(origin)}' and step = 5")
    assert rows["unit"].tolist() == list(panel.units)
    np.testing.assert_allclose(rows["mean"], own.mean(axis=1), rtol=1e-5)
    repeated = np.repeat(own, 100, axis=1)
    for share in (5, 25, 50, 75, 95):
        np.testing.assert_allclose(rows[f"q{share:02}"], np.quantile(repeated, share / 100, axis=1), rtol=1e-5)
    np.testing.assert_allclose(rows["p_any"], ((repeated > 0).sum(axis=1) + 0.5) / 1201, rtol=1e-5)
    month = origin + 5 - START
    np.testing.assert_array_equal(np.ma.getmaskarray(rows["observed"]), ~panel.visible[:, month])
    came = np.where(panel.visible[:, month], panel.values[:, month], UNKNOWN)
    np.testing.assert_array_equal(np.ma.filled(rows["observed"], UNKNOWN), came)


def test_a_month_that_could_not_be_seen_or_lies_ahead_has_no_outcome_and_is_never_zero(ran, panel):
    summary, out, _ = ran
    last = rows_of(out, f"model = 'zero' and origin = '{label(ORIGINS[-1])}' and step = 12")
    assert ORIGINS[-1] + 12 > panel.end
    assert np.ma.getmaskarray(last["observed"]).all()
    for step in (1, 12):
        found = row_of(summary["by_step"], model="zero", step=step)
        assert found["cases"] == len(outcomes(panel, step)) < len(panel.units) * len(ORIGINS)
    found = row_of(summary["by_horizon"], model="zero", horizon=12, at_least=25)
    assert found["cases"] == len(windows(panel, 12))
    assert found["happened"] == pytest.approx((windows(panel, 12) >= 25).mean())


@pytest.mark.parametrize("step", [1, 3, 6, 12])
def test_degenerate_forecasts_score_what_theory_says(degenerate, panel, step):
    y = outcomes(panel, step)
    zero, constant, leak = (
        row_of(degenerate["by_step"], model=name, step=step) for name in ("zero", "constant", "leak")
    )
    assert zero["crps"] == pytest.approx(y.mean())
    assert zero["crps_log1p"] == pytest.approx(np.log1p(y).mean(), rel=1e-5)
    assert zero["interval_score"] == pytest.approx(20 * y.mean())
    assert constant["crps"] == pytest.approx(np.abs(y - CONSTANT).mean())
    assert (leak["crps"], leak["interval_score"], leak["coverage"], leak["width"]) == (0, 0, 1, 0)
    assert leak["ignorance"] == pytest.approx(-np.log2(1001 / 1011), rel=1e-5)
    assert leak["skill"]["crps"]["value"] == leak["skill"]["crps"]["low"] == 1


def test_degenerate_forecasts_rank_as_theory_says(degenerate):
    """Only what reads the future beats the honest spread, and certainty about the last month is the worse for it."""
    for step in (1, 3, 6, 12):
        rows = {row["model"]: row for row in degenerate["by_step"] if row["step"] == step}
        for score in danger_scores.LOSSES:
            order = [rows[name][score] for name in ("leak", "conflictology", "last_poisson", "last")]
            assert order == sorted(order), (step, score)
            assert max(rows["zero"][score], rows["constant"][score]) > rows["conflictology"][score]
        for name in ("zero", "constant", "last"):
            assert rows[name]["skill"]["crps"]["high"] < 0
            assert rows[name]["coverage"] < 0.5 < 0.8 < rows["conflictology"]["coverage"]
            assert rows[name]["pit_deviation"] > 3 * rows["conflictology"]["pit_deviation"]


def test_chances_of_degenerate_forecasts_tell_nothing_apart_but_the_leak_everything(degenerate, panel):
    for months in (6, 12):
        y = windows(panel, months) >= 100
        rows = {
            row["model"]: row for row in degenerate["by_horizon"] if (row["horizon"], row["at_least"]) == (months, 100)
        }
        assert (rows["zero"]["auc"], rows["constant"]["auc"]) == (0.5, 0.5)
        p = 0.5 / 1001
        assert rows["zero"]["brier"] == pytest.approx(y.mean() * (1 - p) ** 2 + (1 - y.mean()) * p**2)
        assert sum(each["cases"] for each in rows["conflictology"]["reliability"]) == len(y)
        for score in ("brier", "log_score"):
            assert rows["conflictology"][score] < rows["zero"][score]
    sure = row_of(degenerate["by_horizon"], model="constant", horizon=12, at_least=25)
    assert sure["forecast"] == pytest.approx(1000.5 / 1001)


def test_what_reads_the_future_is_right_about_every_window_that_can_be_scored(degenerate):
    for row in degenerate["by_horizon"]:
        if row["model"] == "leak":
            assert row["brier"] == pytest.approx(0, abs=1e-6)
            assert row["auc"] in (1, None)


def test_chances_are_of_draws_summed_over_the_months():
    draws = np.zeros((2, 12, 4), np.int32)
    draws[0, 0], draws[0, 11, 2] = [0, 5, 25, 0], 1000
    found = danger_scores.chances(draws, (6, 12))
    np.testing.assert_allclose(found[0], (np.array([[2, 1, 0, 0], [2, 1, 1, 1]]) + 0.5) / 5)
    assert (found[1] == np.float32(0.1)).all()


def test_a_sum_with_an_unknown_month_is_unknown():
    observed = np.array([[1, 2, 3, 4, 5, 6, UNKNOWN], [UNKNOWN, 1, 1, 1, 1, 1, 1]], np.int32)
    assert danger_scores.sums(observed, (6, 7)).tolist() == [[21, UNKNOWN], [UNKNOWN, UNKNOWN]]
    assert danger_scores.sums(observed, ()).shape == (2, 0)


def test_skill_is_over_conflictology_on_the_same_cases(ran):
    summary, _, _ = ran
    for rows, score in ((summary["by_step"], "crps_log1p"), (summary["by_horizon"], "brier")):
        keys = [key for key in ("step", "horizon", "at_least") if key in rows[0]]
        for row in rows:
            theirs = row_of(rows, model="conflictology", **{key: row[key] for key in keys})
            if row["model"] == "conflictology":
                assert row["skill"] == {}
            elif theirs[score] > 1e-3:
                skill = row["skill"][score]
                assert skill["value"] == pytest.approx(1 - row[score] / theirs[score], rel=1e-6, abs=1e-9)
                assert skill["low"] <= skill["value"] <= skill["high"]


def test_intervals_are_drawn_by_group(panel):
    owners = [f"group {number // 10}" for number in range(len(panel.units))]
    alone, together = run(panel), run(panel, groups=owners)
    assert (alone["panel"]["groups"], together["panel"]["groups"]) == (20, 2)
    one, other = (row_of(each["by_step"], model="last_poisson", step=3)["skill"]["crps"] for each in (alone, together))
    assert one["value"] == other["value"]
    assert one["low"] != other["low"]


def test_steps_and_horizons_are_scored_apart_as_far_as_they_were_asked_for(panel):
    found = run(panel, steps=range(3, 15), models=["zero"])
    assert found["models"] == ["conflictology", "zero"]
    assert {row["step"] for row in found["by_step"]} == {3, 6, 12}
    assert (found["horizons"], found["by_horizon"]) == ([], [])
    assert {row["horizon"] for row in run(panel, steps=range(1, 8))["by_horizon"]} == {6}


def test_the_summary_is_json_and_progress_reaches_the_end(ran):
    summary, _, seen = ran
    assert json.loads(json.dumps(summary, allow_nan=False)) == summary
    total = len(ORIGINS) + 4 + 2
    assert seen == [(done, total) for done in range(1, total + 1)]


def test_a_changed_future_changes_no_forecast_of_any_registered_model(panel, tmp_path):
    cut = ORIGINS[2] - START + 1
    rng = np.random.default_rng(0)
    values, visible = panel.values.copy(), panel.visible.copy()
    values[:, cut:], visible[:, cut:] = rng.poisson(40, values[:, cut:].shape), rng.random(visible[:, cut:].shape) > 0.1
    later = np.zeros((1, MONTHS), np.int32)
    later[0, cut:] = 9  # a unit of which nothing is known yet, first among the rows
    other = panel_of(np.vstack([later, values]), np.vstack([np.ones((1, MONTHS), bool), visible]))
    other = replace(other, units=("newcomer", *panel.units))
    found = []
    for name, each in (("one", panel), ("two", other)):
        out = tmp_path / f"{name}.parquet"
        run(each, origins=ORIGINS[:3], models=None, out=out)
        found.append(rows_of(out))
    assert set(found[0]["model"]) == set(forecasts.models())
    for column in (*KEYS, *TOLD):
        np.testing.assert_array_equal(found[0][column], found[1][column])
    assert (np.ma.filled(found[0]["observed"], UNKNOWN) != np.ma.filled(found[1]["observed"], UNKNOWN)).any()


def test_processes_write_the_same_file_and_give_the_same_scores(panel, tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    told = run(panel, out=here)
    with runner(2, None) as processes:
        again = run(panel, out=there, runner=processes)
    assert here.read_bytes() == there.read_bytes()
    assert again | {"out": None} == told | {"out": None}
    run(panel, out=there, seed=1)
    assert here.read_bytes() != there.read_bytes()


def test_models_are_fitted_once_a_year_on_units_seen_by_then(panel, monkeypatch):
    fits = []
    watched = Model(
        lambda pool: fits.append((pool.end, len(pool.units))) or (),
        lambda _, *asked: forecasts.models()["zero"].draws(None, *asked),
    )
    known = forecasts.models() | {"watched": watched}
    monkeypatch.setattr(forecasts, "models", lambda: known)
    values = panel.values.copy()
    values[0, :80] = 0
    run(replace(panel, values=values), origins=range(START + 60, START + 90, 6), models=["watched"])
    assert fits == [(START + 60, 19), (START + 72, 19), (START + 84, 20)]


def test_a_unit_is_forecast_until_its_newest_death_is_too_many_visible_months_back(tmp_path):
    values = np.zeros((4, SILENT + 60), np.int32)
    visible = np.ones(values.shape, bool)
    values[:3, 9] = 4
    visible[2, 20:30] = False
    panel, out = panel_of(values, visible), tmp_path / "rows.parquet"

    def units(origin):
        run(panel, origins=[origin], models=["zero"], out=out)
        return set(rows_of(out)["unit"].tolist())

    assert units(START + 9 + SILENT) == {"unit 00", "unit 01", "unit 02"}
    assert units(START + 9 + SILENT + 10) == {"unit 02"}
    with pytest.raises(BadInput, match="No unit is forecast at the origins"):
        units(START + 9 + SILENT + 11)
    summary = run(panel, origins=[START + 100, START + 9 + SILENT + 11])
    assert summary["notes"] == [f"No unit is forecast at {label(START + 9 + SILENT + 11)}."]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"origins": []}, "at least one origin and one step"),
        ({"origins": [START - 1]}, "1988-12 lies outside the panel: the first that can be asked is 1989-01, the last"),
        ({"origins": [START + 20]}, "By the origin 1990-09 the data could show 21 months, and 24 are needed"),
        ({"origins": [START + MONTHS - 1]}, "No outcome is known for the origins 1999-10"),
        ({"steps": [0, 1]}, "0 is no step: write months from 1 to 36"),
        ({"steps": [37]}, "37 is no step"),
        ({"steps": [2, 4]}, "None of these steps is scored: ask for one of 1, 3, 6, 12, 24, 36"),
        ({"draws": 999}, "needs 1000 draws: found 999"),
        ({"models": ["prophet"]}, "No forecasting model is called prophet: there are conflictology"),
        ({"out": Path("nowhere/at/all")}, "must be a file in a folder that exists"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_sentence(panel, asked, sentence):
    with pytest.raises(BadInput, match=sentence):
        run(panel, **asked)


def test_a_write_that_breaks_leaves_the_old_file_and_no_part_of_the_new(panel, tmp_path, monkeypatch):
    out = tmp_path / "rows.parquet"
    out.write_text("old")

    def full(frame, path, **_):
        path.write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("polars.LazyFrame.sink_parquet", full)
    with pytest.raises(BadInput, match="could not be written"):
        run(panel, origins=ORIGINS[:1], models=["zero"], out=out)
    assert [path.name for path in tmp_path.iterdir()] == [out.name]
    assert out.read_text() == "old"


def test_deaths_count_for_both_groups_of_a_fight_and_once_for_the_country(tmp_path):
    store = tmp_path / "s.duckdb"
    months = [f"2001-{month:02}" for month in range(1, 13)]
    rivals = {"side_a": "Zyr Front", "side_a_new_id": "920001"}
    kept(store, [*monthly(months, best=3), event(99, "2001-12-20", best=40, **rivals)], known_from=date(2003, 1, 1))
    with opened(store) as con:
        seen = view(releases(con))
        groups, countries = pool_of(con, seen, target="fatalities_best"), country_panel(con, seen)
    assert (groups.target, countries.target) == ("fatalities_best", "fatalities_best")
    assert dict(zip(groups.units, groups.values[:, -1].tolist(), strict=True)) == {"Sons of Quov": 43, "Zyr Front": 40}
    assert (countries.units, countries.values[0].tolist()) == (("Quovland",), [3] * 11 + [43])


ASK = ("hindcast", "fatalities", "--origins", "2005-06:2006-06:12", "--steps", "1:6")


@pytest.mark.parametrize("unit", ["country", "group", "group-country"])
def test_the_command_answers_for_every_kind_of_unit(world, smoulder, tmp_path, unit):
    out = tmp_path / "rows.parquet"
    asked = (*ASK, "--unit", unit, "--models", "zero,last_poisson", "--store", world.store)
    said = smoulder(*asked, "--out", out, "--json")
    assert (said.code, said.err, said.out.count("\n")) == (0, "", 1)
    assert said.document["unit"] == unit
    assert said.document["simulated"] is True
    assert said.document["models"] == ["conflictology", "last_poisson", "zero"]
    assert said.document["panel"]["groups"] <= said.document["panel"]["units"]
    assert len(rows_of(out)["unit"]) == said.document["rows"] > 0
    words = smoulder(*asked)
    assert words.code == 0
    assert "Deaths in month 1" in words.out
    assert "At least 25 deaths within 6 months" in words.out


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (["--unit", "dyad"], "no unit of this hindcast: it is country, group or group-country"),
        (["--steps", "1-6"], "are no steps: write A:B"),
        (["--steps", "30:40"], "37 is no step"),
        (["--origins", "yesterday"], "YYYY-MM"),
        (["--origins", "1980-01"], "lies outside the panel"),
        (["--models", "oracle"], "No forecasting model is called oracle"),
        (["--draws", "10"], "1000 draws: found 10"),
        (["--out", "no/such/folder/f.parquet"], "in a folder that exists"),
    ],
)
def test_the_command_refuses_in_one_sentence(world, smoulder, changes, sentence):
    said = smoulder(*ASK, "--store", world.store, *changes)
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert sentence in said.err


@pytest.fixture
def script(monkeypatch):
    """The script that measures the page."""
    path = Path(__file__).parent.parent / "docs" / "danger.py"
    monkeypatch.syspath_prepend(str(path.parent))
    spec = importlib.util.spec_from_file_location("docs_danger", path)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "docs_danger", module)
    spec.loader.exec_module(module)
    return module


def test_the_page_holds_the_definition_and_what_the_data_say_today(script, real):
    """Word for word, and number for number up to what another processor rounds, for the smaller of the files."""
    page = (script.FOLDER / "danger.md").read_text(encoding="utf-8")
    assert script.FROZEN in page
    measured = "\n\n".join(script.measured(real, script.BENCHMARKS[-1])) + "\n"
    told = page[page.index(measured.partition("\n")[0]) :]
    number = r"-?[\d,]+\.\d+"
    assert re.sub(number, "", measured) == re.sub(number, "", told)
    ours, theirs = ([float(each.replace(",", "")) for each in re.findall(number, text)] for text in (told, measured))
    assert ours == pytest.approx(theirs, rel=0.02, abs=0.011)
