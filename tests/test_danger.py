"""What danger remains, on records whose every number is known."""

import json
from datetime import date

import numpy as np
import polars as pl
import pytest

from conftest import kept, monthly
from smoulder import shipped
from smoulder.danger import COMPARED, DRAWS, LEAST, PLACES, TRUSTED, WINDOWS, danger, deaths_panel
from smoulder.forecasts import forecast
from smoulder.months import first_day, label
from smoulder.types import EVENT_SCHEMA, Events, Panel, SightingRecord

START, LENGTH = 300, 40
END = START + LENGTH - 1
TYPES = {"VARCHAR": pl.String, "DATE": pl.Date, "TINYINT": pl.Int8, "SMALLINT": pl.Int16, "INTEGER": pl.Int32,
         "DOUBLE": pl.Float64}  # fmt: skip
QUIET = {"verdict": "quiet", "reason": "It is silent.", "p_return": dict.fromkeys(["6", "12", "24", "36"], 0.5)}
NO_FORECAST = ("months", "windows", "models", "agreement", "held_before")


@pytest.fixture(autouse=True)
def plain(monkeypatch):
    """The last twelve months speak, whose sums can be done by hand."""
    monkeypatch.setattr("smoulder.danger.TRUSTED", "conflictology")


def happened(*rows, end=END):
    """Events as month, deaths and what else is known of each."""
    told = [{"date_start": first_day(month), "date_end": first_day(month), "fatalities_best": deaths, **rest}
            for month, deaths, rest in rows]  # fmt: skip
    return Events(pl.DataFrame(told, {name: TYPES[sql] for name, sql in EVENT_SCHEMA.items()}), date(2020, 1, 1), end)


def every_month(deaths, first=START, last=END, **rest):
    return [(month, deaths, rest) for month in range(first, last + 1)]


def seen(events, *blind, start=START, area="Quovland"):
    active = sorted({int(month) for month in events.months})
    return SightingRecord("g", area, tuple(active), tuple(blind), start, events.newest_month)


def told(*rows, blind=(), status=QUIET, end=END, start=START, **options):
    events = happened(*rows, end=end)
    record = seen(events, *blind, start=start)
    return danger(record, events, deaths_panel(record, events), status, **{"seed": 1} | options)


def later(values, start=END + 1, blind=()):
    visible = np.ones((1, len(values)), dtype=bool)
    visible[0, list(blind)] = False
    return Panel(np.array([values], np.int32) * visible, visible, ("g",), start, "fatalities_best", date(2025, 1, 1))


def test_a_group_that_always_kills_five_is_expected_to():
    part = told(*every_month(5))
    assert [each["month"] for each in part["months"]] == [label(END + step) for step in range(1, 37)]
    assert {value for each in part["months"] for key, value in each.items() if key != "month"} == {5.0}
    for window in WINDOWS:
        ends = {key: value for key, value in part["windows"][str(window)].items() if key != "at_least"}
        assert set(ends.values()) == {5.0 * window}
    surely, never = (DRAWS + 0.5) / (DRAWS + 1), 0.5 / (DRAWS + 1)
    assert part["windows"]["6"]["at_least"] == pytest.approx({"1": surely, "25": surely, "100": never, "1000": never})
    assert part["windows"]["24"]["at_least"]["100"] == pytest.approx(surely)


def test_a_window_sums_its_months_draw_by_draw():
    """Six months of nothing or a hundred with even odds: the sums are binomial."""
    part = told(*every_month(100, END - 5, END))
    six = part["windows"]["6"]
    assert six["mean"] == pytest.approx(sum(each["mean"] for each in part["months"][:6]))
    assert six["mean"] == pytest.approx(300, rel=0.001)
    assert six["at_least"]["1"] == pytest.approx(1 - 0.5**6, abs=0.01)
    assert (six["low95"], six["high95"]) == (100, 500)
    assert six["at_least"]["1000"] < 0.001


def test_intervals_are_nested_and_chances_grow_with_the_window_and_fall_with_the_deaths():
    deaths = np.random.default_rng(3).negative_binomial(0.4, 0.02, LENGTH).tolist()
    part = told(*((START + place, count, {}) for place, count in enumerate(deaths)))
    for each in (*part["months"], *part["windows"].values()):
        order = ["low95", "low80", "low50", "median", "high50", "high80", "high95"]
        assert [each[key] for key in order] == sorted(each[key] for key in order)
    chance = [[part["windows"][str(window)]["at_least"][str(least)] for least in LEAST] for window in WINDOWS]
    assert (np.diff(chance, axis=0) >= 0).all()
    assert (np.diff(chance, axis=1) <= 0).all()
    assert json.loads(json.dumps(part, allow_nan=False)) == part


def test_one_seed_gives_one_answer_and_another_seed_another():
    rows = [(START + place, place * 7 % 31, {}) for place in range(LENGTH)]
    assert told(*rows) == told(*rows)
    assert told(*rows)["windows"] != told(*rows, seed=2)["windows"]


def test_other_models_are_told_by_their_medians_only():
    models = told(*every_month(5))["models"]
    assert [each["name"] for each in models] == list(COMPARED)
    assert {key for each in models for key in each} == {"name", "median"}
    assert models[0]["median"]["12"] == 60


def test_the_trusted_model_is_the_regression_that_ships():
    """Its card names the data, which end before the years it was looked at on; it is wider than the last year."""
    learned, card = shipped.read_deaths()
    assert TRUSTED == "exceedance"
    assert card["fitted"] == card["data"]["last"] == "2017-12"
    assert f"{card['data']['first']} to {card['data']['last']}" in told(*every_month(5))["caution"]
    events = happened(*every_month(40))
    panel = deaths_panel(seen(events), events)
    months = forecast(TRUSTED, panel, range(1, 13), 2000, 1, learned=learned).draws[0]
    assert 300 < np.median(months.sum(axis=0)) < 700
    assert np.quantile(months[0], 0.95) > 45


def test_fewer_than_24_months_are_declined_whatever_the_record_before_them():
    assert told(*every_month(5, END - 23), start=END - 23)["declined"] is None
    part = told(*every_month(5, END - 22), start=END - 22)
    assert part["declined"] == "Its deaths could be seen in 23 months only; 24 are needed to forecast from."
    assert all(part[key] is None for key in NO_FORECAST)


def test_a_group_never_seen_has_no_forecast_and_no_places():
    part = told(status=QUIET | {"verdict": "cannot_say", "reason": "Never seen."})
    assert part["declined"] == "Never seen."
    assert told()["declined"].startswith("It was never seen")
    assert part["areas"]["12"] | {"from": 0, "to": 0} == {
        "from": 0, "to": 0, "visible_months": 12, "deaths": 0, "unknown_events": 0, "places": [],
        "elsewhere": {"places": 0, "deaths": 0, "share": None}, "too_coarse": {"events": 0, "deaths": 0, "share": None},
    }  # fmt: skip


def test_where_the_verdict_cannot_say_no_number_stands_in_for_it():
    blind = {"verdict": "cannot_say", "reason": "This is blindness, not silence.", "p_return": None}
    part = told(*every_month(5, last=END - 20), status=blind, blind=range(END - 18, END + 1), later=later([3] * 8))
    assert part["declined"] == "This is blindness, not silence."
    assert all(part[key] is None for key in NO_FORECAST)
    assert part["since"]["windows"]["6"] == 18
    assert part["since"]["whole"] == {"months": 8, "deaths": 24, "forecast": None}


@pytest.mark.parametrize(
    ("deaths", "p_return", "agree", "words"),
    [
        (5, 0.95, True, "the two agree"),
        (5, 0.3, False, "It knows of no end."),
        (0, 0.5, False, "It cannot tell of a return: heed the higher chance."),
        (0, 0.05, True, "the two agree"),
    ],
)
def test_the_chance_of_a_death_is_held_against_that_of_a_return(deaths, p_return, agree, words):
    status = QUIET | {"p_return": dict.fromkeys(["6", "12", "24", "36"], p_return)}
    part = told(*every_month(5, last=START), *every_month(deaths, START + 1), status=status)
    beside = part["agreement"]
    for window in ("6", "12", "24", "36"):
        death = part["windows"][window]["at_least"]["1"]
        assert beside["windows"][window] == {"p_death": death, "p_return": p_return}
    assert beside["agree"] is agree
    assert words in beside["sentence"]
    assert ("any recorded event, deadly or not" in beside["sentence"]) is not agree


def test_the_widest_difference_is_the_one_told():
    status = QUIET | {"p_return": {"6": 0.95, "12": 0.95, "24": 0.6, "36": 0.95}}
    assert (
        "Within 24 months the chance of any death is >99.9%"
        in told(*every_month(5), status=status)["agreement"]["sentence"]
    )


def test_without_a_return_curve_there_is_nothing_to_agree_with():
    beside = told(*every_month(5), status=QUIET | {"p_return": None})["agreement"]
    assert beside["agree"] is None
    assert beside["windows"]["12"]["p_return"] is None
    assert "no chance here" in beside["sentence"]


def test_places_are_provinces_or_cells_and_coarse_ones_stand_apart():
    north = {"country": "Quovland", "admin1": "North", "priogrid_gid": 7, "where_precision": 4}
    cell = {"country": "Quovland", "admin1": None, "priogrid_gid": 9, "where_precision": 3}
    rough = {"country": "Quovland", "admin1": None, "priogrid_gid": 9, "where_precision": 6}
    wide = {"country": "Quovland", "admin1": "North", "priogrid_gid": 9, "where_precision": 5}
    found = told((START, 9, north), (END, 50, north), (END, 30, cell), (END - 11, 15, rough), (END, 5, wide),
                 (END - 12, 100, north))["areas"]  # fmt: skip
    assert found["12"] == {
        "from": label(END - 11),
        "to": label(END),
        "visible_months": 12,
        "deaths": 100,
        "unknown_events": 0,
        "places": [
            {"country": "Quovland", "admin1": "North", "priogrid_gid": None, "deaths": 50, "share": 0.5},
            {"country": "Quovland", "admin1": None, "priogrid_gid": 9, "deaths": 30, "share": 0.3},
        ],
        "elsewhere": {"places": 0, "deaths": 0, "share": 0.0},
        "too_coarse": {"events": 2, "deaths": 20, "share": 0.2},
    }
    assert (found["60"]["visible_months"], found["60"]["deaths"]) == (LENGTH, 209)


def test_no_more_than_the_first_places_are_named_and_all_shares_make_one():
    part = told(*((END, place, {"admin1": f"P{place}"}) for place in range(9)))["areas"]["12"]
    assert [each["admin1"] for each in part["places"]] == ["P8", "P7", "P6", "P5", "P4"]
    assert part["elsewhere"] == {"places": 3, "deaths": 6, "share": pytest.approx(1 / 6)}
    assert len(part["places"]) == PLACES
    shares = [each["share"] for each in (*part["places"], part["elsewhere"], part["too_coarse"])]
    assert sum(shares) == pytest.approx(1)


def test_blind_months_are_not_among_the_last_twelve():
    part = told(*every_month(5, last=END - 10), blind=range(END - 9, END - 4))
    assert (part["areas"]["12"]["from"], part["areas"]["12"]["deaths"]) == (label(END - 16), 35)
    assert part["windows"]["6"]["mean"] == pytest.approx(6 * 5 * 7 / 12, rel=0.02)


def test_a_month_whose_deaths_nobody_knows_is_blind_and_others_count_what_is_known():
    events = happened((START, 4, {}), (START, None, {}), (START + 1, None, {}), (START + 2, 0, {}))
    panel = deaths_panel(seen(events, START + 3), events)
    assert panel.visible[0, :5].tolist() == [True, False, True, False, True]
    assert panel.values[0, :5].tolist() == [4, 0, 0, 0, 0]
    assert (panel.target, panel.start, panel.end) == ("fatalities_best", START, END)


def test_a_record_of_unknown_deaths_is_declined():
    part = told(*every_month(None))
    assert "could be seen in 0 months only" in part["declined"]
    assert part["areas"] == {"12": None, "60": None}


def test_what_followed_is_null_where_a_month_of_it_could_not_be_seen():
    part = told(*every_month(5), later=later([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13], blind=[9]))["since"]
    assert part["windows"] == {"6": 21, "12": None, "24": None, "36": None}
    assert part["months"][9] == {"month": label(END + 10), "deaths": None}
    assert part["months"][10]["deaths"] == 11
    assert (part["whole"]["months"], part["whole"]["deaths"], part["whole"]["forecast"]["median"]) == (9, 45, 45)
    assert part["known_to"] == label(END + 13)


def test_what_followed_is_told_to_the_last_step_and_not_from_a_gap_on():
    assert told(*every_month(5), later=later([1] * 50))["since"]["windows"]["36"] == 36
    assert len(told(*every_month(5), later=later([1] * 50))["since"]["months"]) == 36
    gap = told(*every_month(5), later=later([1] * 50, blind=[0]))["since"]
    assert set(gap["windows"].values()) == {None}
    assert gap["whole"] is None


def test_what_followed_changes_nothing_but_what_followed():
    one, other = (told(*every_month(5), later=each) for each in (None, later([900] * 40)))
    assert one.pop("since") is None
    assert other.pop("since")["windows"]["36"] == 900 * 36
    assert one == other


def test_the_terminal_says_it_in_one_line(smoulder, tmp_path):
    days = [f"{year}-{month:02}" for year in range(2001, 2005) for month in range(1, 13)]
    kept(tmp_path / "s.duckdb", monthly(days, best=5))
    said = smoulder("--store", tmp_path / "s.duckdb", "assess", "910001", "--as-of", "2003-12-31")
    [line] = [line for line in said.out.splitlines() if line.startswith("Danger: ")]
    assert line.startswith("Danger: Within 12 months, 60 deaths are expected in four of five cases (median 60).")
    assert (
        "Known since: 65 deaths in the 13 months that followed; expected were 65 in four of five cases (median 65)."
        in line
    )


def test_the_trusted_model_comes_first_and_the_others_follow(monkeypatch):
    monkeypatch.setattr("smoulder.danger.TRUSTED", "exceedance")
    part = told(*every_month(5))
    assert [each["name"] for each in part["models"]] == ["exceedance", *COMPARED]
    assert part["models"][0]["median"]["12"] == part["windows"]["12"]["median"]


def test_how_often_such_forecasts_held_is_told_for_units_that_suffered_as_much():
    for deaths, least, most in ((0, 0, 0), (5, 25, 999), (100, 1000, None)):
        rows = every_month(deaths) if deaths else every_month(9, last=START + 20)
        before = told(*rows)["held_before"]
        assert (before["least"], before["most"]) == (least, most)
        for row in before["windows"].values():
            assert row["cases"] >= 90
            assert row["held50"]["share"] <= row["held80"]["share"] <= row["held95"]["share"]
            assert row["held80"]["low"] <= row["held80"]["share"] <= row["held80"]["high"]


def test_open_months_are_told_as_published_and_as_expected_and_settled_ones_not_at_all():
    day = first_day(END + 2)
    found = told(*every_month(5), published=day)["nowcast"]
    assert found["months"][-1]["month"] == label(END)
    assert found["settled_until"] < found["months"][0]["month"]
    assert all(each["low"] <= each["published"] == 5 < each["high"] for each in found["months"])
    assert all(each["low"] <= each["expected"] <= each["high"] for each in found["months"])
    assert found["total"]["published"] == 5 * len(found["months"])
    assert told(*every_month(5), published=date(2030, 1, 1))["nowcast"] is None
    assert told(*every_month(5))["nowcast"] is None
