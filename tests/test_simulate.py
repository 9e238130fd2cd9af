"""The invented world: official layout, same seed same bytes, and a truth that the file bears out."""

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
import pytest

from smoulder.errors import BadInput
from smoulder.grid import gid
from smoulder.months import label, parse_month
from smoulder.simulate import ABOUT, COVERAGE, FILE, TRUTH, simulate

OFFICIAL = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,"
    "dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,"
    "source_article,source_office,source_date,source_headline,source_original,where_prec,where_coordinates,"
    "where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,"
    "date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob"
)
FATES = {"ended", "returned", "active", "renamed", "lost_land_fought_on", "blind"}
DAY = re.compile(r"\d{4}-\d{2}-\d{2} 00:00:00\.000")


class Made(NamedTuple):
    rows: pl.DataFrame
    truth: dict[str, Any]

    def of(self, fate: str) -> list[dict[str, Any]]:
        return [group for group in self.truth["groups"] if group["fate"] == fate]

    def by(self, group: dict[str, Any]) -> pl.DataFrame:
        return self.rows.filter((pl.col("side_a_new_id") == group["id"]) | (pl.col("side_b_new_id") == group["id"]))

    def active(self, group: dict[str, Any]) -> set[int]:
        return months_in(self.by(group))


def months_in(rows: pl.DataFrame) -> set[int]:
    """Every month that an event touches."""
    spans = rows.select(pl.col("date_start", "date_end").str.slice(0, 7)).unique().rows()
    return {month for first, last in spans for month in range(parse_month(first), parse_month(last) + 1)}


def between(first: str, last: str) -> set[int]:
    return set(range(parse_month(first), parse_month(last) + 1))


def read(path: Path) -> Made:
    rows = pl.read_csv(path, schema_overrides={"gwnoa": pl.String, "gwnob": pl.String}, infer_schema_length=None)
    return Made(rows, json.loads(path.with_name(TRUTH).read_text(encoding="utf-8")))


@pytest.fixture(scope="module", params=[1, 2, 3])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    return read(simulate(tmp_path_factory.mktemp("world"), seed=request.param))


def test_the_columns_are_the_official_ones_in_their_order(made: Made) -> None:
    assert ",".join(made.rows.columns) == OFFICIAL
    assert len(made.rows.columns) == 49


def test_same_seed_same_bytes_and_another_seed_another_world(tmp_path: Path) -> None:
    first, again, other = (
        simulate(tmp_path / name, groups=30, events=2_000, seed=seed)
        for name, seed in (("first", 7), ("again", 7), ("other", 8))
    )
    assert first.read_bytes() == again.read_bytes()
    assert first.with_name(TRUTH).read_bytes() == again.with_name(TRUTH).read_bytes()
    assert set(read(first).rows["side_b"]).isdisjoint(set(read(other).rows["side_b"]) - {"Civilians"})


def test_the_number_of_events_is_exact_and_nothing_else_is_left_behind(tmp_path: Path) -> None:
    path = simulate(tmp_path, groups=25, events=1_234)
    made = read(path)
    assert len(made.rows) == 1_234 == made.truth["size"]["events"]
    assert made.rows["id"].is_unique().all()
    assert {each.name for each in tmp_path.iterdir()} == {FILE, TRUTH, COVERAGE}
    assert {group["fate"] for group in made.truth["groups"]} == FATES


@pytest.mark.parametrize(
    ("wish", "reason"),
    [({"events": 10}, "too few"), ({"groups": 3}, "25 to"), ({"groups": 10**6}, "25 to"), ({"seed": -1}, "seed")],
)
def test_a_world_that_cannot_be_is_refused(tmp_path: Path, wish: dict[str, int], reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        simulate(tmp_path / "world", **wish)
    assert not (tmp_path / "world").exists()


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine")
    with pytest.raises(BadInput, match="is a file"):
        simulate(tmp_path / "taken")
    assert (tmp_path / "taken").read_text() == "mine"


def test_no_row_can_pass_for_real(made: Made) -> None:
    for column in ("source_article", "source_headline", "region"):
        assert made.rows[column].str.contains("(?i)simulated").all()
    assert made.rows["country_id"].min() >= 1001
    assert made.truth["about"] == ABOUT
    assert ABOUT.startswith("SIMULATED")


def test_deaths_add_up_and_the_tail_is_heavy(made: Made) -> None:
    rows = made.rows
    assert (rows.select(pl.sum_horizontal("^deaths_.*$")).to_series() == rows["best"]).all()
    in_order = rows.select((pl.col("low") <= pl.col("best")) & (pl.col("best") <= pl.col("high"))).to_series()
    assert 0.97 < in_order.mean() < 1
    assert rows["low"].min() >= 0
    assert (rows.select(pl.max_horizontal("high", "low")).to_series() >= 1).all()
    assert rows["best"].median() <= 2
    assert rows["best"].max() >= 200


def test_cells_and_points_agree_with_the_coordinates(made: Made) -> None:
    places = made.rows.select("latitude", "longitude", "priogrid_gid", "geom_wkt").unique().rows()
    for latitude, longitude, cell, point in places:
        assert gid(latitude, longitude) == cell
        assert point == f"POINT ({longitude} {latitude})"


def test_dates_are_written_as_in_the_official_file(made: Made) -> None:
    rows = made.rows
    for column in ("date_start", "date_end"):
        assert all(DAY.fullmatch(day) for day in rows[column])
        assert (rows[column].str.slice(0, 4).cast(pl.Int64) == rows["year"]).all()
    assert (rows["date_start"] <= rows["date_end"]).all()
    assert set(rows["date_prec"]) == {1, 2, 3, 4, 5}
    assert set(rows["where_prec"]) == {1, 2, 3, 4, 5, 6, 7}
    exact, long = rows.filter(pl.col("date_prec") == 1), rows.filter(pl.col("date_prec") == 5)
    assert (exact["date_start"] == exact["date_end"]).all()
    assert (long["date_start"].str.slice(0, 7) < long["date_end"].str.slice(0, 7)).all()


def test_a_vague_place_names_no_district(made: Made) -> None:
    assert (made.rows["adm_2"].is_null() == (made.rows["where_prec"] >= 4)).all()
    assert (made.rows["adm_1"].is_null() == (made.rows["where_prec"] >= 6)).all()


def test_only_governments_have_a_country_code_and_allies_have_two(made: Made) -> None:
    by_government = made.rows["type_of_violence"] == 1
    assert set(made.rows["type_of_violence"]) == {1, 2, 3}
    assert (made.rows["gwnoa"].is_not_null() == by_government).all()
    assert (made.rows["side_a"].str.starts_with("Government of ") == by_government).all()
    assert made.rows["gwnoa"].drop_nulls().str.contains(";").any()
    assert ((made.rows["side_b"] == "Civilians") == (made.rows["type_of_violence"] == 3)).all()


def test_a_year_is_active_from_25_deaths_of_the_dyad(made: Made) -> None:
    deaths = pl.col("best").sum().over("dyad_new_id", "year")
    assert (made.rows["active_year"] == made.rows.select(deaths >= 25).to_series()).all()
    assert made.rows["active_year"].n_unique() == 2


def test_groups_differ_by_orders_of_magnitude_and_fight_in_bursts(made: Made) -> None:
    sizes = sorted(len(made.by(group)) for group in made.truth["groups"])
    assert sizes[-1] > 100 * sizes[0]
    largest = max(made.of("active"), key=lambda group: len(made.by(group)))
    a_month = made.by(largest).group_by(pl.col("date_start").str.slice(0, 7)).len()["len"]
    assert a_month.var() > 2 * a_month.mean()


def test_names_and_ids_are_nobody_elses(made: Made) -> None:
    for key in ("id", "name"):
        named = [group[key] for group in made.truth["groups"]]
        assert len(set(named)) == len(named)
    assert made.rows.select("side_a_new_id", "side_a").unique()["side_a_new_id"].is_unique().all()
    assert made.rows.select("dyad_new_id", "side_a", "side_b").unique()["dyad_new_id"].is_unique().all()


def test_every_group_starts_when_the_truth_says(made: Made) -> None:
    for group in made.truth["groups"]:
        assert label(min(made.active(group))) == group["start"]


def test_an_ended_group_is_never_seen_after_its_end(made: Made) -> None:
    assert made.of("ended")
    for group in made.of("ended"):
        assert label(max(made.active(group))) == group["end"]


def test_a_returned_group_rests_for_one_to_ten_years_and_comes_back(made: Made) -> None:
    assert made.of("returned")
    for group in made.of("returned"):
        ((first, last),) = group["quiet"]
        rest, seen = between(first, last), made.active(group)
        assert 12 <= len(rest) <= 120
        assert not rest & seen
        assert {min(rest) - 1, max(rest) + 1} <= seen
        assert group["end"] is None


def test_an_active_group_is_seen_in_the_last_month(made: Made) -> None:
    assert made.of("active")
    for group in made.of("active"):
        assert label(max(made.active(group))) == made.truth["last"]


def test_a_renamed_group_goes_on_under_its_new_name_the_month_after(made: Made) -> None:
    groups = {group["id"]: group for group in made.truth["groups"]}
    assert made.of("renamed")
    for group in made.of("renamed"):
        turn = parse_month(group["rename"]["month"])
        successor = groups[group["rename"]["to"]]
        assert max(made.active(group)) == turn - 1
        assert min(made.active(successor)) == turn
        assert successor["name"] != group["name"]
        assert successor["country"] == group["country"]


def test_a_group_that_loses_its_land_fights_on_in_few_cells_far_away(made: Made) -> None:
    assert made.of("lost_land_fought_on")
    for group in made.of("lost_land_fought_on"):
        held, shrinking, after = group["control"]
        assert len(between(shrinking["from"], shrinking["to"])) == 12
        assert not set(held["cells"]) & set(after["cells"])
        precise = made.by(group).filter(pl.col("where_prec") <= 3)
        cells = {}
        for phase in (held, shrinking, after):
            month = pl.col("date_start").str.slice(0, 7)
            during = month.is_between(pl.lit(phase["from"]), pl.lit(phase["to"]))
            cells[phase["from"]] = set(precise.filter(during)["priogrid_gid"])
            assert cells[phase["from"]] <= set(phase["cells"])
        assert len(cells[held["from"]]) > 2 * len(cells[after["from"]])
        assert max(made.active(group)) == parse_month(made.truth["last"])


def test_a_blind_source_shows_nothing_while_the_groups_fight_on(made: Made) -> None:
    assert made.of("blind")
    for group in made.of("blind"):
        blind, seen = group["blind"], made.active(group)
        dark = between(blind["from"], blind["to"])
        assert not dark & seen
        assert {min(dark) - 1, max(dark) + 1} <= seen
        assert {parse_month(month) for month in blind["hidden"]} == dark
        assert sum(blind["hidden"].values()) > 0
        country = made.rows.filter(pl.col("country") == blind["country"])
        assert not dark & months_in(country)


def test_coverage_is_every_month_but_the_blind_ones(made: Made) -> None:
    everything = between(made.truth["first"], made.truth["last"])
    blind = made.of("blind")[0]["blind"]
    assert {each["country_id"] for each in made.truth["coverage"]} == set(made.rows["country_id"])
    for each in made.truth["coverage"]:
        visible = set().union(*(between(*span) for span in each["visible"]))
        dark = between(blind["from"], blind["to"]) if each["country"] == blind["country"] else set()
        assert visible == everything - dark
        assert months_in(made.rows.filter(pl.col("country_id") == each["country_id"])) <= visible
