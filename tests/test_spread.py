"""Where an invented group and its kin were seen, as known then."""

from datetime import date

import pytest

from conftest import NOW, event, kept
from smoulder import store
from smoulder.areas import WORLD
from smoulder.assess import assess
from smoulder.lineage import load_lineage

OWN = """
[[group]]
name = "Sons of Quov"
ucdp = 910001

[[group]]
name = "Heirs of Quov"
ucdp = 910002
lineage = [{relation = "successor_of", other = "Sons of Quov", from = "2012-06", source = "invented"}]

[[group]]
name = "Rivals of Quov"
ucdp = 910003
lineage = [{relation = "splinter_of", other = "Sons of Quov", from = "2011-01", source = "invented"}]
"""
HEIRS = {"side_b": "Heirs of Quov", "side_b_new_id": "910002"}
RIVALS = {"side_b": "Rivals of Quov", "side_b_new_id": "910003"}


@pytest.fixture
def told(tmp_path):
    rows = [(f"{year}-{month:02}-10", {}) for year in (2005, 2010, 2011) for month in range(1, 13)]
    rows += [(f"2012-{month:02}-10", HEIRS | {"country": "Zyrland"}) for month in range(3, 13)]
    rows += [("2012-07-11", RIVALS)]
    path, own = tmp_path / "store.duckdb", tmp_path / "lineage.toml"
    kept(path, [event(number, day, **more) for number, (day, more) in enumerate(rows, 1)])
    own.write_text(OWN, encoding="utf-8")

    def spread(as_of):
        with store.opened(path) as con:
            found = assess(con, "Sons of Quov", area=WORLD, as_of=as_of, lineage=load_lineage(own), command="", now=NOW)
        return found["spread"]

    return spread


def test_kin_count_from_the_day_they_are_one_and_splinters_do_not(told):
    part = told(date(2013, 1, 28))
    assert {each["country"]: each["events"] for each in part["countries"]} == {"Quovland": 36, "Zyrland": 7}
    assert part["new_countries"] == ["Zyrland"], "seen years after the data begin"
    names = {each["name"]: (each["relation"], each["counted"], each["events_lately"]) for each in part["names"]}
    assert names == {
        "Sons of Quov": ("itself", True, 0),
        "Heirs of Quov": ("predecessor_of", True, 10),
        "Rivals of Quov": ("split_into", False, 1),
    }


def test_what_was_not_known_yet_is_not_told(told):
    part = told(date(2012, 5, 20))
    assert {each["country"] for each in part["countries"]} == {"Quovland"}
    assert "Heirs of Quov" not in [each["name"] for each in part["names"]]


def test_years_stand_in_order_and_sum_up(told):
    part = told(date(2013, 1, 28))
    assert [each["year"] for each in part["years"]] == list(range(2005, 2013))
    for each in part["countries"]:
        assert sum(each["by_year"]) == each["events"]
