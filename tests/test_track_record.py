"""The record in like cases against a count by hand."""

import json
from datetime import date

import numpy as np
import pytest
from scipy.special import logit

from smoulder import rolling
from smoulder.months import label
from smoulder.rolling import UNKNOWN, Block
from smoulder.track_record import ENOUGH, WORST, class_of, track_record
from smoulder.types import Panel

START, LENGTH, UNITS = 121, 140, 130
HORIZONS = (12, 36)
ORIGINS = (START + 59, START + 83, START + 107)


def world(rate=0.04, seed=0):
    """Units with five months of events to begin with, then now and then another; a few months are blind."""
    rng = np.random.default_rng(seed)
    values = (rng.random((UNITS, LENGTH)) < rate).astype(np.int32)
    values[:, :5] = 1
    shown = np.ones(values.shape, bool)
    shown[:9, 90:93] = False
    names = tuple(f"unit {row}" for row in range(UNITS))
    return Panel(np.where(shown, values, 0).astype(np.int32), shown, names, START, "events", date(2020, 1, 1))


def blocks_of(pool, seed=1):
    rng = np.random.default_rng(seed)
    found = []
    for origin in ORIGINS:
        ours, theirs = rng.uniform(0.02, 0.9, (2, UNITS, len(HORIZONS))).astype(np.float32)
        ours[::11] = np.nan
        p = {"model": ours, "climatology": theirs}
        found.append(Block(origin, np.arange(UNITS, dtype=np.int32), p, rolling.observed(pool, origin, HORIZONS)))
    return found


def told(pool, blocks, silent=4, active=7, horizons=HORIZONS, **options):
    return track_record(pool, blocks, horizons, "model", silent, active, **{"seed": 1, **options})


def by_hand(pool, blocks, column, silence, size=(0, 10_000)):
    """Unit, origin, forecast, reference and outcome of each like case with a known outcome."""
    found = []
    for block in blocks:
        for row, unit in enumerate(block.units):
            month = block.origin - START
            history, shown = pool.values[unit, : month + 1] > 0, pool.visible[unit, : month + 1]
            last = np.flatnonzero(history)[-1]
            p, came = block.probabilities["model"][row, column], block.observed[row, column]
            alike = silence[0] <= shown[last + 1 :].sum() <= silence[1] and size[0] <= history.sum() <= size[1]
            if alike and came != UNKNOWN and not np.isnan(p):
                theirs = block.probabilities["climatology"][row, column]
                found.append((int(unit), block.origin, float(p), float(theirs), int(came)))
    return found


def test_the_rows_are_those_of_a_count_by_hand():
    pool = world()
    blocks = blocks_of(pool)
    found = told(pool, blocks)
    assert found["case"] == "silent 3 to 11 visible months, with 6 to 11 active months"
    assert found["origins"] == f"{label(ORIGINS[0])}..{label(ORIGINS[-1])}, every 24 months"
    assert (found["model"], found["pool_units"], found["declined"]) == ("model", UNITS, None)
    assert [row["horizon"] for row in found["rows"]] == list(HORIZONS)
    for column, row in enumerate(found["rows"]):
        cases = by_hand(pool, blocks, column, (3, 11), (6, 11))
        _, _, p, theirs, y = (np.array(each) for each in zip(*cases, strict=True))
        assert row["cases"] == len(cases) >= ENOUGH
        assert (row["returned"], row["forecast"]) == pytest.approx((y.mean(), p.mean()))
        assert row["brier"] == pytest.approx(np.mean((p - y) ** 2))
        assert row["brier_climatology"] == pytest.approx(np.mean((theirs - y) ** 2))
        assert row["skill"] == pytest.approx(1 - row["brier"] / row["brier_climatology"])
        assert row["skill_low"] < row["skill"] < row["skill_high"]
        off = logit(y.mean()) - logit(p.mean())
        assert row["odds_low"] < off < row["odds_high"]


def test_the_worst_forecasts_are_named_and_the_reliability_is_of_the_longest_horizon():
    pool = world()
    blocks = blocks_of(pool)
    found = told(pool, blocks)
    cases = by_hand(pool, blocks, 1, (3, 11), (6, 11))
    worst = sorted(cases, key=lambda case: -((case[2] - case[4]) ** 2))[:WORST]
    assert [(w["unit"], w["origin"], w["observed"]) for w in found["worst"]] == [
        (pool.units[unit], label(origin), y) for unit, origin, _, _, y in worst
    ]
    assert [w["forecast"] for w in found["worst"]] == pytest.approx([p for _, _, p, _, _ in worst])
    assert found["reliability_horizon"] == HORIZONS[-1]
    assert sum(each["cases"] for each in found["reliability"]) == len(cases)


def test_where_such_cases_are_few_units_of_every_size_are_alike():
    """Hardly any unit has so many active months: the record is that of all as long silent, and says so."""
    pool = world()
    blocks = blocks_of(pool)
    assert len(by_hand(pool, blocks, 1, (3, 11), (36, 999))) < ENOUGH
    found = told(pool, blocks, active=40)
    assert found["case"] == "silent 3 to 11 visible months"
    assert [row["cases"] for row in found["rows"]] == [len(by_hand(pool, blocks, c, (3, 11))) for c in (0, 1)]


def test_a_horizon_with_few_known_outcomes_has_no_row():
    pool = world()
    blocks = [
        block._replace(observed=np.where([True, False], block.observed, UNKNOWN).astype(np.int8))
        for block in blocks_of(pool)
    ]
    found = told(pool, blocks)
    assert [row["horizon"] for row in found["rows"]] == [12]
    assert found["reliability_horizon"] == 12


def test_without_enough_cases_of_any_size_there_is_no_record_but_a_reason():
    pool = world()
    found = told(pool, blocks_of(pool), silent=100)
    assert "fewer than 30 such cases" in found["declined"]
    assert "rows" not in found
    short = told(pool, [])
    assert "140 months long" in short["declined"]
    assert "rows" not in short


def test_where_nobody_returned_the_odds_are_small_and_finite():
    pool = world(rate=0)
    p = {name: np.full((UNITS, 2), 0.05, np.float32) for name in ("model", "climatology")}
    blocks = [
        Block(origin, np.arange(UNITS, dtype=np.int32), p, rolling.observed(pool, origin, HORIZONS))
        for origin in (START + 30, START + 40, START + 50)
    ]
    found = told(pool, blocks, silent=30, active=5)
    for row in found["rows"]:
        assert row["returned"] == 0
        assert -np.inf < row["odds_low"] <= row["odds_high"] < 0
    json.dumps(found, allow_nan=False)


def test_honest_forecasts_have_odds_about_what_came():
    """Outcomes drawn with the chances that were forecast: the interval holds 0. At other odds it does not."""
    rng = np.random.default_rng(4)
    pool, p = world(), np.full((UNITS, 2), 0.3, np.float32)
    came = [(rng.random((UNITS, 2)) < 0.3).astype(np.int8) for _ in ORIGINS]

    def row(chance):
        told_of = {"model": np.full_like(p, chance), "climatology": p}
        units = np.arange(UNITS, dtype=np.int32)
        blocks = [Block(origin, units, told_of, y) for origin, y in zip(ORIGINS, came, strict=True)]
        return told(pool, blocks)["rows"][-1]

    assert row(0.3)["odds_low"] < 0 < row(0.3)["odds_high"]
    assert row(0.56)["odds_high"] < 0
    assert row(0.12)["odds_low"] > 0


def test_the_record_is_the_same_each_time_and_belongs_to_its_seed():
    pool = world()
    blocks = blocks_of(pool)
    one, other = told(pool, blocks), told(pool, blocks, seed=2)
    assert one == told(pool, blocks)
    assert one["rows"][0]["skill_low"] != other["rows"][0]["skill_low"]
    assert one["rows"][0]["skill"] == other["rows"][0]["skill"]


@pytest.mark.parametrize(("number", "expected"), [(0, (1, 2)), (1, (1, 2)), (2, (1, 2)), (3, (3, 9)), (10, (3, 9))])
def test_a_number_beyond_all_classes_is_in_the_nearest(number, expected):
    assert class_of(number, ((1, 2), (3, 9))) == expected
