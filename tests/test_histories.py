"""Files shaped as the challenge has them: what is read, what is refused, what is written."""

import json

import polars as pl
import pytest

from smoulder.errors import BadInput
from smoulder.forecasts import forecast
from smoulder.histories import known_at, read_history, write_forecast
from smoulder.months import parse_month

FIRST = parse_month("2010-01")


def table(**columns):
    months = list(range(FIRST, FIRST + 30))
    rows = {"month_id": months * 2, "country_id": [7] * 30 + [9] * 30, "value": list(range(30)) + [0] * 30}
    return pl.DataFrame(rows | columns)


def written(tmp_path, frame, name="history.parquet"):
    path = tmp_path / name
    frame.write_csv(path) if name.endswith("csv") else frame.write_parquet(path)
    return path


@pytest.mark.parametrize("name", ["history.parquet", "history.csv"])
def test_a_history_is_read_whatever_the_order_of_its_rows(tmp_path, name):
    known = read_history(written(tmp_path, table().sample(fraction=1, shuffle=True, seed=1), name))
    assert known.panel.units == ("7", "9")
    assert known.panel.values.tolist() == [list(range(30)), [0] * 30]
    assert known.panel.visible.all()
    assert (known.panel.start, known.column) == (FIRST, "country_id")


def test_a_country_that_appears_or_vanishes_is_blind_before_and_after(tmp_path):
    frame = table().filter(
        ((pl.col("country_id") == 7) & (pl.col("month_id") < FIRST + 20))
        | ((pl.col("country_id") == 9) & (pl.col("month_id") >= FIRST + 5))
    )
    known = read_history(written(tmp_path, frame))
    assert known.panel.visible.sum(axis=1).tolist() == [20, 25]
    assert not known.panel.visible[1, :5].any()
    cut, gone = known_at(known, FIRST + 25)
    assert (gone, cut.panel.units, cut.names.to_list()) == (["7"], ("9",), [9])
    assert known_at(known, FIRST + 10)[1] == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"value": [-1] + [0] * 59}, "country_id 7 has the value -1 in month_id"),
        ({"value": [0.5] + [0.0] * 59}, "has the value 0.5"),
        ({"value": [float("nan")] + [0.0] * 59}, "has the value nan"),
        ({"value": [300_000] + [0] * 59}, "whole numbers from 0 to 250000"),
        ({"value": ["x"] * 60}, "must be numbers"),
        ({"value": [None] + [0] * 59}, "has empty cells"),
        ({"month_id": [FIRST + 1, *range(FIRST + 1, FIRST + 30), *range(FIRST, FIRST + 30)]}, "7 has a month twice"),
        ({"month_id": [*range(FIRST, FIRST + 29), FIRST + 31, *range(FIRST, FIRST + 30)]}, "country_id 7 has a hole"),
        ({"month_id": [0, *range(FIRST + 1, FIRST + 30), *range(FIRST, FIRST + 30)]}, "months whole numbers from 1"),
    ],
)  # fmt: skip
def test_what_no_history_holds_is_refused_in_one_sentence(tmp_path, change, sentence):
    with pytest.raises(BadInput, match=sentence):
        read_history(written(tmp_path, table(**change)))


def test_a_table_without_its_columns_is_refused(tmp_path):
    with pytest.raises(BadInput, match="a history needs month_id, value and one of country_id, priogrid_gid, unit"):
        read_history(written(tmp_path, table().rename({"value": "deaths"})))
    with pytest.raises(BadInput, match="holds no row"):
        read_history(written(tmp_path, table().clear()))
    (tmp_path / "torn.parquet").write_bytes(b"PAR1 and no more")
    with pytest.raises(BadInput, match="cannot be read as a table"):
        read_history(tmp_path / "torn.parquet")


def test_an_origin_outside_the_history_is_refused(tmp_path):
    known = read_history(written(tmp_path, table()))
    with pytest.raises(BadInput, match="from 2010-01 to 2012-06: 2012-07 is no origin in it"):
        known_at(known, FIRST + 30)


def test_draws_are_written_in_the_shape_of_the_challenge(tmp_path):
    known, _ = known_at(read_history(written(tmp_path, table())), FIRST + 29)
    told = forecast("last_poisson", known.panel, [3, 4], 1000, 1)
    assert write_forecast(told, known, tmp_path / "draws.parquet") == 4000
    frame = pl.read_parquet(tmp_path / "draws.parquet")
    assert frame.columns == ["month_id", "country_id", "draw", "outcome"]
    assert set(frame["month_id"]) == {FIRST + 32, FIRST + 33}
    one = frame.filter((pl.col("country_id") == 7) & (pl.col("month_id") == FIRST + 33)).sort("draw")
    assert one["outcome"].to_list() == told.draws[0, 1].tolist()
    with pytest.raises(BadInput, match="in a folder that exists"):
        write_forecast(told, known, tmp_path / "no" / "draws.parquet")
    assert [path.name for path in tmp_path.iterdir()].count(".draws.parquet") == 0


def test_the_command_forecasts_from_file_to_file(smoulder, tmp_path):
    path = written(tmp_path, table())
    asked = ["forecast", "counts", "--history", str(path), "--origin", "2012-06", "--out", str(tmp_path / "f.csv")]
    done = smoulder(*asked, "--steps", "1:2", "--json")
    assert json.loads(done.out)["rows"] == 4000
    assert len(pl.read_csv(tmp_path / "f.csv")) == 4000
    for wrong in (["--steps", "2:1"], ["--steps", "3"], ["--origin", "2013"], ["--draws", "10"], ["--model", "none"]):
        refused = smoulder(*asked, *wrong)
        assert refused.code == 2
        assert refused.err.count("\n") == 1
