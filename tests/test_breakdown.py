"""Kinds of cases against a count by hand, and how right the verdict was by brute force."""

import tomllib
from collections import Counter
from datetime import date
from importlib.resources import files

import numpy as np
import pytest

from smoulder import breakdown, calibration, metrics
from smoulder.breakdown import kinds, verdicts
from smoulder.calibration import resamples
from smoulder.months import parse_month
from smoulder.types import ENDED_AFTER, ENDED_BELOW, Context, Panel

START = parse_month("1988-12")
REGIONS = tomllib.loads((files("smoulder") / "regions.toml").read_text(encoding="utf-8"))


def panel_of(values, countries=None, country=None):
    values = np.array(values, dtype=np.int32)
    around = None
    if countries:
        known = np.zeros((4, *values.shape), dtype=np.float32)
        around = Context(known, np.array(country, dtype=np.int16), countries)
    names = tuple(f"unit {row}" for row in range(len(values)))
    return Panel(values, np.ones(values.shape, bool), names, START, "events", date(2020, 1, 1), around)


def cases(*pairs):
    """Units and months after the start, as rows and origins."""
    unit, month = np.array(pairs, dtype=np.int32).T
    return unit, (START + month).astype(np.int32)


@pytest.mark.parametrize(
    ("silent", "expected"),
    [(0, "0 to 2"), (2, "0 to 2"), (3, "3 to 11"), (11, "3 to 11"), (12, "12 to 23"), (23, "12 to 23"),
     (24, "24 to 59"), (59, "24 to 59"), (60, "60 to 240"), (240, "60 to 240")],
)  # fmt: skip
def test_the_kind_by_silence(silent, expected):
    panel = panel_of([[1] * 4 + [0] * 240])
    assert kinds(panel, *cases((0, 3 + silent)))["silence"].tolist() == [f"{expected} silent months"]


@pytest.mark.parametrize(
    ("active", "expected"),
    [(3, "3 to 5"), (5, "3 to 5"), (6, "6 to 11"), (11, "6 to 11"), (12, "12 to 35"), (35, "12 to 35"),
     (36, "36 or more"), (200, "36 or more")],
)  # fmt: skip
def test_the_kind_by_size_is_that_of_the_origin(active, expected):
    panel = panel_of([[1] * 300])
    assert kinds(panel, *cases((0, active - 1)))["size"].tolist() == [f"{expected} active months"]


def test_the_decade_begins_in_january_of_a_round_year():
    found = kinds(panel_of([[1] * 150]), *cases((0, 0), (0, 12), (0, 13), (0, 132), (0, 133)))
    assert found["decade"].tolist() == ["1980s", "1980s", "1990s", "1990s", "2000s"]


def test_the_decades_before_the_first_month_id_are_right_too():
    panel = Panel(np.ones((1, 130), np.int32), np.ones((1, 130), bool), ("u",), parse_month("1969-12"), "e", date.max)
    origins = np.array([parse_month(month) for month in ("1969-12", "1970-01", "1979-12", "1980-01")], dtype=np.int32)
    assert kinds(panel, np.zeros(4, np.int32), origins)["decade"].tolist() == ["1960s", "1970s", "1970s", "1980s"]


def test_the_region_is_that_of_the_main_country_at_the_origin():
    panel = panel_of(np.ones((2, 3)), ("Angola", "Atlantis", "Iraq"), [[0, 2, -1], [1, 1, 0]])
    found = kinds(panel, *cases((0, 0), (0, 1), (0, 2), (1, 1), (1, 2)))
    assert found["region"].tolist() == ["Africa", "Middle East", "unknown", "unknown", "Africa"]


def test_without_countries_every_region_is_unknown():
    assert kinds(panel_of([[1, 0], [1, 1]]), *cases((0, 1), (1, 1)))["region"].tolist() == ["unknown"] * 2


def test_kinds_against_a_count_by_hand():
    rng = np.random.default_rng(0)
    values = rng.random((20, 150)) < 0.08
    values[:, 0] = True
    panel, (unit, month) = panel_of(values), rng.integers(0, (20, 150), (200, 2)).T
    found = kinds(panel, unit.astype(np.int32), (START + month).astype(np.int32))
    for row, (each, at) in enumerate(zip(unit, month, strict=True)):
        active = np.flatnonzero(values[each, : at + 1])
        low, high = (int(word) for word in found["silence"][row].split()[:3:2])
        assert low <= at - active[-1] <= high
        size = found["size"][row].split()
        assert int(size[0]) <= max(len(active), 3)
        assert size[1] == "or" or len(active) <= int(size[2])


def test_every_country_lies_in_one_region():
    assert set(REGIONS) == {"Africa", "Americas", "Asia", "Europe", "Middle East"}
    counted = Counter(country for region in REGIONS.values() for country in region)
    assert [country for country, times in counted.items() if times > 1] == []
    assert len(counted) > 190


def test_the_quality_of_each_kind_is_that_of_its_cases_alone():
    rng = np.random.default_rng(1)
    size = np.array(["small", "large"])[rng.integers(0, 2, 400)]
    theirs, ours = rng.uniform(0.05, 0.95, (2, 400))
    y = (rng.random(400) < ours).astype(np.int8)
    ours[::9] = np.nan
    rows = breakdown.breakdown({"size": size}, {"model": ours, "table": theirs}, y, "table")
    assert [(row["by"], row["class"], row["model"]) for row in rows] == [
        ("size", kind, model) for kind in ("large", "small") for model in ("model", "table")
    ]
    for row in rows:
        p = {"model": ours, "table": theirs}[row["model"]]
        use = (size == row["class"]) & ~np.isnan(p)
        assert (row["cases"], row["returned"]) == (use.sum(), y[use].mean())
        assert row["forecast"] == pytest.approx(p[use].mean())
        score, other = (metrics.log_score(each[use], y[use]).mean() for each in (p, theirs))
        assert row["log_score"] == pytest.approx(score)
        assert row["skill"] == pytest.approx(1 - score / other)
        assert (row["slope"], row["intercept"]) == calibration.slope_intercept(p[use], y[use])
    assert [row["skill"] for row in rows if row["model"] == "table"] == [0, 0]


def test_what_cannot_be_said_is_null_and_a_kind_nobody_spoke_of_has_no_row():
    p = np.array([0.2, 0.2, np.nan])
    rows = breakdown.breakdown({"by": np.array(["a", "a", "b"])}, {"m": p}, np.array([0, 1, 1], np.int8), "m")
    assert len(rows) == 1
    assert (rows[0]["slope"], rows[0]["intercept"]) == (None, None)


def test_how_right_the_verdict_was_by_brute_force():
    rng = np.random.default_rng(2)
    silent = rng.integers(0, 60, 300).astype(np.int16)
    group, p = rng.integers(0, 25, 300), rng.uniform(0, 0.3, 300)
    y = (rng.random(300) < 0.2).astype(np.int8)
    weights = resamples(25, np.random.default_rng(3), 200)
    (row,) = verdicts({"m": p}, y, silent, group, weights)
    said = [n for n in range(300) if silent[n] >= ENDED_AFTER and p[n] < ENDED_BELOW]
    assert row["said"] == len(said) > 20
    assert row["of_silent"] == pytest.approx(len(said) / sum(silent >= ENDED_AFTER))
    assert row["right"] == pytest.approx(1 - sum(y[n] for n in said) / len(said))
    drawn = []
    for draw in weights:
        times = [draw[group[n]] for n in said]
        if sum(times):
            drawn.append(1 - np.average([y[n] for n in said], weights=times))
    assert [row["right_low"], row["right_high"]] == pytest.approx(np.quantile(drawn, (0.025, 0.975)))
    assert row["right_low"] < row["right"] < row["right_high"]


def test_the_bounds_of_the_verdict_are_those_of_the_rule():
    """Said at 24 silent months and below 10%, not at 23, at 10%, or where a model declines."""
    p = np.array([0.099, 0.099, 0.10, np.nan])
    silent = np.array([ENDED_AFTER, ENDED_AFTER - 1, 99, 99], dtype=np.int16)
    (row,) = verdicts({"m": p}, np.array([0, 1, 1, 1], np.int8), silent, np.arange(4), np.ones((2, 4)))
    assert (row["said"], row["of_silent"], row["right"]) == (1, 1 / 3, 1.0)


def test_a_verdict_never_given_is_neither_right_nor_wrong():
    given = np.full(3, 0.5), np.zeros(3, np.int8), np.full(3, 99, np.int16), np.arange(3), np.ones((2, 3))
    (row,) = verdicts({"m": given[0]}, *given[1:])
    assert (row["said"], row["of_silent"]) == (0, 0)
    assert (row["right"], row["right_low"], row["right_high"]) == (None, None, None)
