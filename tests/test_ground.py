"""Events beside a claim of land: fights by month against a count by hand, and nothing where nothing could be seen."""

from datetime import date

import pytest

from conftest import event, kept, monthly
from smoulder.aftermath import known
from smoulder.areas import Area
from smoulder.ground import ground
from smoulder.lineage import load_lineage
from smoulder.store import opened, releases
from smoulder.types import Group

SONS = Group("910001", "Sons of Quov")
MONTHS = [f"{year}-{month:02}" for year in (2014, 2015) for month in range(1, 13)]
DAY = date(2015, 6, 15)


def deaths(number):
    return {"best": number, "deaths_b": number, "deaths_a": 0, "low": number, "high": number}


@pytest.fixture
def told(tmp_path):
    def told(rows, day=DAY, area="Quovland", spans=(("2014-01", "2015-12"),)):
        path, store = tmp_path / "coverage.toml", tmp_path / "store.duckdb"
        path.write_text("".join(f'[[coverage]]\nfrom = "{a}"\nto = "{b}"\n' for a, b in spans), encoding="utf-8")
        kept(store, rows, coverage=path)
        with opened(store) as con:
            return ground(con, known(con, releases(con), load_lineage()), SONS, Area(area), day)

    return told


def test_fights_are_counted_by_month_and_size(told):
    rows = monthly(MONTHS, **deaths(12))
    rows += [event(100, "2015-08-03", **deaths(2)), event(101, "2015-08-04", **deaths(9))]
    rows.append(event(102, "2015-09-04", type_of_violence=3, side_a="Sons of Quov", side_a_new_id="910001",
                      side_b="Civilians", side_b_new_id="9999", **deaths(40)))  # fmt: skip
    found = told(rows)
    assert (found["before"]["from"], found["before"]["to"], found["after"]["from"]) == ("2014-07", "2015-06", "2015-07")
    assert {name: found["before"][name] for name in ("seen", "fights", "battles", "small", "deaths")} == {
        "seen": 12, "fights": 12, "battles": 12, "small": 0, "deaths": 144,
    }  # fmt: skip
    assert {name: found["after"][name] for name in ("seen", "fights", "battles", "small", "attacks_on_civilians")} == {
        "seen": 6, "fights": 8, "battles": 6, "small": 1, "attacks_on_civilians": 1,
    }  # fmt: skip
    assert found["after"]["deaths"] == 6 * 12 + 11
    august = next(each for each in found["months"] if each["month"] == "2015-08")
    assert (august["fights"], august["battles"], august["small"]) == (3, 1, 1)


def test_a_blind_month_is_no_zero(told):
    blind = told(monthly(MONTHS[:18]), spans=(("2014-01", "2015-07"), ("2015-09", "2015-12")))
    assert (blind["after"]["seen"], blind["after"]["blind"]) == (5, 1)
    assert [each["fights"] for each in blind["months"]] == [0, None, 0, 0, 0, 0]


def test_nothing_is_said_of_days_that_the_data_do_not_reach(told):
    rows = monthly(MONTHS)
    assert told(rows, day=date(2013, 1, 1)) is None
    assert told(rows, day=date(2015, 12, 31)) is None


def test_the_model_of_control_answers(told):
    found = told(monthly(MONTHS))["control"]
    assert found["declined"] is None
    assert (found["then"]["month"], found["now"]["month"]) == ("2015-06", "2015-12")
    assert 0 <= found["now"]["held"] <= found["now"]["held_or_contested"] <= found["cells"]
