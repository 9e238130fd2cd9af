"""The challenge's benchmark is what we say it is: a country's last twelve months, in order of time."""

import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "docs"))

import challenge

from smoulder.forecasts import MONTHS, newest
from smoulder.histories import known_at, read_history
from smoulder.months import parse_month


@pytest.fixture(scope="module")
def history(real, tmp_path_factory):
    path = tmp_path_factory.mktemp("history") / "history.parquet"
    frame = pl.read_parquet(real / challenge.HISTORY)
    frame.select("month_id", "country_id", value="ged_best_sb").write_parquet(path)
    return read_history(path)


def test_with_the_months_of_the_benchmark_our_conflictology_is_the_challenges(real, history):
    for year in challenge.YEARS:
        history = challenge.with_months_of_the_benchmark(history, real, year)
        past, _ = known_at(history, parse_month(f"{year - 1}-10"))
        countries, draws = challenge.official(real, year)
        rows = [past.panel.units.index(str(unit)) for unit in countries.tolist()]
        ours = newest(past.panel, MONTHS)[rows][:, ::-1]
        np.testing.assert_array_equal(draws, np.repeat(ours[:, None], len(challenge.STEPS), axis=1))


def test_months_that_both_know_of_later_windows_are_those_of_the_actuals(real):
    """The benchmark of a window read what the window before it was scored with."""
    for year in challenge.YEARS[1:]:
        before = pl.read_parquet(real / f"views/cm_actuals_{year - 1}.parquet").sort("country_id", "month_id")
        came = before["outcome"].to_numpy().reshape(-1, 12)[:, :10]
        np.testing.assert_array_equal(challenge.official(real, year)[1][:, 0, 2:], came)


def test_the_history_file_is_of_another_vintage(real, history):
    past, _ = known_at(history, parse_month("2020-10"))
    countries, draws = challenge.official(real, 2021)
    rows = [past.panel.units.index(str(unit)) for unit in countries.tolist()]
    differ = (newest(past.panel, MONTHS)[rows][:, ::-1] != draws[:, 0]).mean()
    assert 0.1 < differ < 0.2
