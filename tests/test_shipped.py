"""What ships can be read, answers for any group, names none, and says where it comes from."""

import csv
import json
from datetime import date, datetime
from importlib.resources import files

import numpy as np
import pytest

from smoulder import endings, shipped, stacking
from smoulder.areas import Area
from smoulder.assess import assess
from smoulder.breakdown import SILENCES, SIZES
from smoulder.ingest import ingest
from smoulder.learning import HORIZONS, RECORDED, learn
from smoulder.lineage import fold, load_lineage
from smoulder.months import first_day, parse_month
from smoulder.store import opened
from smoulder.types import Panel

NOW = datetime(2026, 11, 20, 12)
KNOWN, CARD = shipped.read()


def alone(values):
    values = np.array([values], dtype=np.int32)
    return Panel(values, np.ones(values.shape, bool), ("Sons of Quov",), 300, "events", date(2020, 1, 1))


@pytest.mark.parametrize("name", [*endings.models(), stacking.NAME])
def test_every_model_answers_for_one_unit_that_it_has_never_seen(name):
    found = KNOWN.curves(alone([1, 0, 2, 0, 0, 1, 1] + [0] * 20), name)
    assert not found.declined
    assert (found.values[0, -1] > 0) == (name != "one_year_rule")  # which says after a year that all is over


def test_the_longer_a_group_is_silent_the_less_it_is_expected():
    chances = [KNOWN.curves(alone([1, 0, 2, 0, 1, 1] + [0] * n), KNOWN.trusted).values[0, 59] for n in (1, 24, 120)]
    assert chances[0] > chances[1] > chances[2]
    assert chances[0] - chances[2] > 0.2


def test_the_card_says_what_it_was_learned_from_and_how_good_it_was():
    assert CARD["schema"] == shipped.SCHEMA
    assert KNOWN.trusted in (*RECORDED, stacking.NAME)
    assert set(KNOWN.weights) == set(stacking.MEMBERS)
    assert sum(KNOWN.weights.values()) == pytest.approx(1)
    assert KNOWN.since <= parse_month(CARD["data"]["last"])
    assert all(CARD["data"][part] for part in ("title", "version", "licence", "citation", "sha256"))
    assert CARD["skill"]


def texts(found):
    """Every text of a document, and what is written in capitals among its keys: those of its form are not."""
    if isinstance(found, dict):
        for key, value in found.items():
            yield from (*[key][: not key.islower()], *texts(value))
    elif isinstance(found, list):
        for each in found:
            yield from texts(each)
    elif isinstance(found, str):
        yield found


def test_no_group_is_named():
    """Checked against every name that smoulder knows, but those of the data themselves."""
    names = {fold(name) for known in load_lineage().groups.values() for name in known.names}
    told = {key: value for key, value in CARD.items() if key != "data"}
    assert len(names) > 100
    assert not {text for text in texts(told) if fold(text) in names}
    long = {name for name in names if len(name) > 8}
    assert not [text for text in texts(told) if any(name in fold(text) for name in long)]


def test_the_record_of_every_class_of_case_ships():
    for silence in SILENCES:
        for size in SIZES:
            found = shipped.record(CARD, silence[0], size[0])
            assert found["case"].startswith(f"silent {silence[0]} to {silence[1]} ")
            assert "worst" not in found
            assert found["model"] == KNOWN.trusted
            assert {row["horizon"] for row in found["rows"]} <= set(HORIZONS)
            for row in found["rows"]:
                assert row["skill_low"] <= row["skill"] <= row["skill_high"]
                assert row["odds_low"] <= row["odds_high"]


@pytest.mark.parametrize(
    ("asked", "as_for"),
    [((0, 0), (0, 3)), ((2, 5), (0, 3)), ((3, 6), (3, 6)), ((23, 35), (12, 12)), ((241, 3), (60, 3)),
     ((500, 99_999), (60, 36))],
)  # fmt: skip
def test_a_number_beyond_all_classes_has_the_record_of_the_nearest(asked, as_for):
    assert shipped.record(CARD, *asked) == shipped.record(CARD, *as_for)


def test_what_is_made_is_what_is_read(tmp_path, monkeypatch):
    """A document made of a small pool, put in the place of the one that ships."""
    rng = np.random.default_rng(0)
    awake = np.arange(110) < rng.integers(30, 200, (60, 1))
    values = (awake & (rng.random(awake.shape) < rng.beta(1, 3, (60, 1)))).astype(np.int32)
    names = tuple(f"Sons of Quov {number}" for number in range(60))
    pool = Panel(values, np.ones(values.shape, bool), names, 121, "events", date(2020, 1, 1))
    known = learn(pool)
    made = shipped.make(pool, known, {"data": CARD["data"]})
    (tmp_path / shipped.FILE).write_text(json.dumps(made, allow_nan=False), encoding="utf-8")
    assert "Sons of Quov" not in json.dumps(made)
    monkeypatch.setattr(shipped, "files", lambda package: tmp_path)
    found, card = shipped.read()
    assert card == json.loads(json.dumps(made))
    assert (found.since, found.trusted, found.weights) == (known.since, known.trusted, known.weights)
    assert (found.units, found.months) == (60, 110)
    for name in [*known.learned, stacking.NAME]:
        np.testing.assert_array_equal(found.curves(pool, name).values, known.curves(pool, name).values)


def test_the_file_is_json_that_any_program_reads():
    def refused(constant):
        raise AssertionError(f"{constant} is no JSON")

    json.loads((files("smoulder") / shipped.FILE).read_text(encoding="utf-8"), parse_constant=refused)


@pytest.fixture
def small(tmp_path):
    """A store with one small table: a group seen in five months of 2001 and not in the five years after."""
    days = [f"2001-{month:02}-10" for month in (1, 2, 4, 5, 9)] + ["2006-12-20"]
    with (tmp_path / "t.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "day", "who", "land"])
        rows.writerows([n, day, "Zyr Front" if day > "2002" else "Quov", "Quovland"] for n, day in enumerate(days))
    (tmp_path / "m.toml").write_text(
        'name="own"\n[columns]\nevent_id="id"\ndate_start="day"\nside_a="who"\ncountry="land"\n', encoding="utf-8"
    )
    ingest(tmp_path / "s.duckdb", "table", tmp_path / "t.csv", now=NOW, column_map=tmp_path / "m.toml")
    return tmp_path / "s.duckdb"


def test_a_small_store_is_answered_from_what_ships_and_says_so(small, tmp_path):
    with opened(small) as con:
        told = assess(
            con, "Quov", area=Area(), as_of=None, lineage=load_lineage(), command="smoulder", now=NOW,
            learned=tmp_path / "learned",
        )  # fmt: skip
    status, data = told["status"], CARD["data"]
    assert status["verdict"] in ("quiet", "probably_ended")
    assert f"learned elsewhere, from {data['title']} {data['version']}" in status["caution"]
    assert f"({data['first']} to {data['last']})" in status["caution"]
    assert "this store holds 2 groups" in status["caution"]
    assert status["fitted"] == CARD["fitted"]
    assert status["pool"] == {"units": CARD["units"], "months": CARD["months"]}
    assert told["track_record"] == shipped.record(CARD, told["record"]["silent_months"], 5)
    assert set(status["interval"]) == {str(row["horizon"]) for row in told["track_record"]["rows"]}
    assert not [each for each in (tmp_path / "learned").iterdir() if each.suffix != ".parquet"]  # tables teach nothing
    values = np.zeros(parse_month("2006-12") - parse_month("2001-01") + 1, dtype=np.int32)
    values[[0, 1, 3, 4, 8]] = 1
    expected = KNOWN.curves(
        Panel(values[None], np.ones((1, len(values)), bool), ("Quov",), parse_month("2001-01"), "events", NOW.date()),
        KNOWN.trusted,
    )
    assert told["record"]["first_month_looked"] == str(first_day(parse_month("2001-01")))[:7]
    assert status["p_return"]["60"] == pytest.approx(expected.values[0, 59])
