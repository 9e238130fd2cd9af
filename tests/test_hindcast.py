import json
from datetime import date

import duckdb
import numpy as np
import pytest
from scipy.special import logit

from smoulder import calibration, endings, metrics
from smoulder.errors import BadInput
from smoulder.hindcast import hindcast_return
from smoulder.months import label
from smoulder.rolling import UNKNOWN, observed
from smoulder.types import Panel

START, MONTHS = 109, 180
ORIGINS, HORIZONS = list(range(START + 80, START + 176, 12)), [6, 24]


def panel_of(values, visible, units):
    return Panel((values * visible).astype(np.int32), visible, units, START, "event", date(2004, 1, 31))


@pytest.fixture(scope="module")
def panel():
    """Groups in up to three countries, that differ, rest, wake and end; two percent of the months are blind."""
    rng = np.random.default_rng(2)
    units = 90
    lives = 40 + rng.geometric(1 / 80, (units, 1))
    awake = np.cumsum(rng.random((units, MONTHS)) < 0.08, axis=1) % 2 == 0
    busy = rng.random((units, MONTHS)) < rng.beta(2, 3, (units, 1))
    values = awake * busy * (np.arange(MONTHS) < lives)
    return panel_of(values, rng.random(values.shape) > 0.02, tuple(f"{n // 3}-{n % 3}" for n in range(units)))


@pytest.fixture(scope="module")
def groups(panel):
    return [unit.split("-")[0] for unit in panel.units]


@pytest.fixture(scope="module")
def ran(panel, groups, tmp_path_factory):
    out = tmp_path_factory.mktemp("hindcast") / "rows.parquet"
    seen = []
    summary = hindcast_return(
        panel,
        origins=ORIGINS,
        horizons=HORIZONS,
        vintage="pseudo-real-time",
        groups=groups,
        out=out,
        seed=5,
        on_progress=lambda done, total: seen.append((done, total)),
    )
    return summary, out, seen


def rows_of(out, where="true"):
    return duckdb.sql(f"select * from '{out}' where {where} order by model, origin, unit, horizon").fetchnumpy()


def row_of(summary, **wanted):
    (found,) = [row for row in summary["scores"] if wanted.items() <= row.items()]
    return found


def test_the_file_has_the_columns_of_the_contract(ran):
    summary, out, _ = ran
    columns = {name: kind for name, kind, *_ in duckdb.sql(f"describe select * from '{out}'").fetchall()}
    assert list(columns) == [
        "model",
        "target",
        "unit",
        "origin",
        "horizon",
        "probability",
        "observed",
        "silent_months",
        "active_months",
    ]
    assert [columns[name] for name in ("model", "target", "unit", "origin")] == ["VARCHAR"] * 4
    assert duckdb.sql(f"select count(*) from '{out}'").fetchall() == [(summary["rows"],)]
    assert duckdb.sql(f"select distinct target from '{out}'").fetchall() == [("event",)]


def test_the_rows_are_the_forecasts_of_the_scored_units_and_what_came(ran, panel):
    _, out, _ = ran
    for origin in (ORIGINS[0], ORIGINS[-1]):
        known = panel.until(origin)
        scored = np.flatnonzero(endings.scored(known))
        for name, model in endings.models().items():
            rows = rows_of(out, f"model = '{name}' and origin = '{label(origin)}' and horizon = 24")
            order = sorted(scored, key=lambda place: panel.units[place])
            assert rows["unit"].tolist() == [panel.units[place] for place in order]
            expected = model.curves(model.fit(known), known).values[order, 23]
            np.testing.assert_allclose(rows["probability"], expected, rtol=1e-6)
            outcome = observed(panel, origin, [24])[order, 0]
            np.testing.assert_array_equal(np.ma.getmaskarray(rows["observed"]), outcome == UNKNOWN)
            np.testing.assert_array_equal(np.ma.filled(rows["observed"], UNKNOWN), outcome)
            np.testing.assert_array_equal(rows["silent_months"], known.silence[order, -1])
            np.testing.assert_array_equal(rows["active_months"], known.active_months[order, -1])


@pytest.mark.parametrize("model", ["silence_table", "constant_rate"])
@pytest.mark.parametrize("least", [0, 6, 24])
def test_scores_are_those_of_the_rows(ran, model, least):
    summary, out, _ = ran
    rows = rows_of(out, f"model = '{model}' and horizon = 24 and observed is not null and silent_months >= {least}")
    p, y = rows["probability"].astype(float), np.asarray(rows["observed"])
    found = row_of(summary, model=model, horizon=24, silent_at_least=least)
    assert found["cases"] == len(y) > 50
    assert found["returned"] == pytest.approx(y.mean())
    assert found["brier"] == pytest.approx(((p - y) ** 2).mean())
    clipped = p.clip(0.001, 0.999)
    assert found["log_score"] == pytest.approx(-np.where(y == 1, np.log(clipped), np.log(1 - clipped)).mean())
    assert found["auc"] == pytest.approx(metrics.auc(p, y))
    slope, intercept = found["slope"], found["intercept"]
    fitted = 1 / (1 + np.exp(-(intercept + slope * logit(clipped))))
    assert [(fitted - y).sum(), ((fitted - y) * logit(clipped)).sum()] == pytest.approx([0, 0], abs=1e-4)
    assert sum(each["cases"] for each in found["reliability"]) == len(y)


def test_skill_is_against_both_references_with_an_interval_by_group(ran, panel, groups):
    summary, out, _ = ran
    names = sorted(set(groups))
    sums = {}
    for model in ("constant_rate", "silence_table"):
        rows = rows_of(out, f"model = '{model}' and horizon = 6 and observed is not null")
        loss = (rows["probability"].astype(float) - np.asarray(rows["observed"])) ** 2
        place = np.array([names.index(unit.split("-")[0]) for unit in rows["unit"]])
        sums[model] = calibration.group_sums(loss, place, len(names))[:, None]
    weights = calibration.resamples(len(names), np.random.default_rng(5))
    (expected,) = calibration.skill(sums["constant_rate"], sums["silence_table"], weights)
    found = row_of(summary, model="constant_rate", horizon=6, silent_at_least=0)["skill"]
    assert set(found) == {"climatology", "silence_table"}
    assert found["silence_table"]["brier"] == pytest.approx(expected._asdict())
    assert summary["intervals"] == {"level": 0.95, "by": "group", "draws": 1000, "seed": 5}
    assert summary["panel"]["groups"] == 30


def test_each_horizon_has_its_own_row_and_none_is_pooled(ran):
    summary, _, _ = ran
    keys = [(row["model"], row["horizon"], row["silent_at_least"]) for row in summary["scores"]]
    assert set(summary["models"]) == {*endings.models(), "ensemble"}
    assert sorted(keys) == sorted(
        (model, horizon, least) for model in summary["models"] for horizon in HORIZONS for least in (0, 6, 24)
    )


def test_the_silence_table_beats_climatology_where_groups_end(ran):
    summary, _, _ = ran
    skill = row_of(summary, model="silence_table", horizon=24, silent_at_least=0)["skill"]["climatology"]["brier"]
    assert 0 < skill["low"] < skill["value"] < skill["high"] < 1


def test_the_summary_is_json_and_says_how_the_past_was_known(ran):
    summary, _, _ = ran
    again = json.loads(json.dumps(summary, allow_nan=False))
    assert again == summary
    assert summary["vintage"] == "pseudo-real-time"
    assert summary["origins"][0] == label(ORIGINS[0])


def test_progress_counts_origins_and_horizons_to_the_end(ran):
    _, _, seen = ran
    total = len(ORIGINS) + len(HORIZONS)
    assert seen == [(done, total) for done in range(1, total + 1)]


def test_the_same_seed_gives_the_same_answer_and_the_file_changes_nothing(ran, panel, groups):
    summary, _, _ = ran
    again = hindcast_return(
        panel, origins=ORIGINS[::-1], horizons=HORIZONS * 2, vintage="pseudo-real-time", groups=groups, seed=5
    )
    assert again["scores"] == summary["scores"]


def test_a_changed_future_changes_no_row_but_what_was_observed(panel, tmp_path):
    origin = ORIGINS[2]
    cut = origin - START + 1
    values, visible = panel.values.copy(), panel.visible.copy()
    rng = np.random.default_rng(0)
    values[:, cut:], visible[:, cut:] = rng.poisson(1, values[:, cut:].shape), rng.random(visible[:, cut:].shape) > 0.1
    found = []
    for name, each in (("one", panel), ("two", panel_of(values, visible, panel.units))):
        out = tmp_path / f"{name}.parquet"
        hindcast_return(each, origins=ORIGINS[:3], horizons=[1, 24, 60], vintage="simulated", out=out)
        found.append(rows_of(out))
    for column in ("model", "unit", "origin", "horizon", "probability", "silent_months", "active_months"):
        np.testing.assert_array_equal(found[0][column], found[1][column])
    assert (np.ma.filled(found[0]["observed"], UNKNOWN) != np.ma.filled(found[1]["observed"], UNKNOWN)).any()


def test_models_are_chosen_by_name_and_the_references_come_along(panel):
    summary = hindcast_return(panel, origins=[START + 90], horizons=[12], vintage="simulated", models=["one_year_rule"])
    assert summary["models"] == ["climatology", "one_year_rule", "silence_table"]


def test_where_a_model_declines_the_others_are_still_scored(tmp_path):
    """At the first origin the third active month is the origin itself: there is nothing yet to learn from."""
    values = np.zeros((2, 40))
    values[:, [0, 2, 4, 9]] = 1
    panel, out = panel_of(values, np.ones((2, 40), bool), ("a", "b")), tmp_path / "rows.parquet"
    summary = hindcast_return(panel, origins=[START + 4], horizons=[12], vintage="simulated", out=out)
    assert row_of(summary, model="constant_rate", silent_at_least=0)["cases"] == 2
    table = row_of(summary, model="silence_table", silent_at_least=0)
    assert (table["cases"], table["declined"], table["brier"], table["auc"]) == (0, 2, None, None)
    silent = duckdb.sql(f"select model from '{out}' where probability is null group by model having count(*) = 2")
    assert {model for (model,) in silent.fetchall()} == set(endings.models()) - {"constant_rate", "one_year_rule"} | {
        "ensemble"
    }
    json.dumps(summary, allow_nan=False)


def test_an_origin_without_a_scored_unit_is_named_and_has_no_rows(panel, tmp_path):
    out = tmp_path / "rows.parquet"
    summary = hindcast_return(panel, origins=[START, START + 90], horizons=[12], vintage="simulated", out=out)
    assert summary["notes"] == ["No unit can be scored at 1989-01."]
    assert duckdb.sql(f"select distinct origin from '{out}'").fetchall() == [(label(START + 90),)]
    assert len(rows_of(out)["unit"]) == summary["rows"]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (
            {"origins": [START - 1]},
            "1988-12 lies outside the panel: the first that can be asked is 1989-01, the last 2003-12",
        ),
        ({"origins": [START + 90, START + MONTHS]}, "The origin 2004-01 lies outside"),
        ({"origins": []}, "at least one origin and one horizon"),
        ({"horizons": [0]}, "0 is no horizon: write months from 1 to 120"),
        ({"horizons": [12, 121]}, "121 is no horizon"),
        (
            {"models": ["prophet", "silence_table"]},
            "No ending model is called prophet: there are bg_bb, climatology, constant_",
        ),
        ({"origins": [START, START + 1]}, "No unit can be scored at the origins 1989-01..1989-02"),
        ({"origins": [START + MONTHS - 1]}, "No outcome is known for the origins 2003-12.*ends in 2003-12"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_sentence(panel, asked, sentence):
    with pytest.raises(BadInput, match=sentence):
        hindcast_return(panel, **{"origins": [START + 90], "horizons": [12], "vintage": "simulated"} | asked)


def test_a_file_that_cannot_be_written_is_refused(panel, tmp_path):
    for out in (tmp_path, tmp_path / "nowhere" / "rows.parquet"):
        with pytest.raises(BadInput, match="must be a file in a folder that exists"):
            hindcast_return(panel, origins=[START + 90], horizons=[12], vintage="simulated", out=out)


def test_a_write_that_breaks_leaves_the_old_file_and_no_part_of_the_new(panel, tmp_path, monkeypatch):
    out = tmp_path / "rows.parquet"
    out.write_text("old")

    def full(frame, path, **_):
        path.write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("polars.LazyFrame.sink_parquet", full)
    with pytest.raises(BadInput, match=r"could not be written: .*No space left"):
        hindcast_return(panel, origins=[START + 90], horizons=[12], vintage="simulated", out=out)
    assert [each.name for each in tmp_path.iterdir()] == ["rows.parquet"]
    assert out.read_text() == "old"
