"""One group under several names: counted with its kin, without a look at links still to come."""

import csv
import gzip
import json
from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import NOW, kept, monthly, write_csv
from smoulder.actors import family, first_months, other_names, with_kin
from smoulder.areas import parse_area
from smoulder.assess import assess
from smoulder.counts import panel
from smoulder.ingest import ingest
from smoulder.lineage import BECAME, CAME_FROM, INVERSE, Known, Lineage, load_lineage
from smoulder.months import label, last_day, parse_month
from smoulder.pools import owners_of, pool_of
from smoulder.store import opened, releases
from smoulder.types import Group
from smoulder.vintage import view

FIRST, LENGTH = 200, 12
NAMES = ("Ash", "Birch", "Cedar", "Dogwood", "Elm")
MONTHS = st.integers(FIRST, FIRST + LENGTH - 1)
EVENTS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(["A", "B", None]), MONTHS), min_size=1, max_size=30)
LINKS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(sorted(INVERSE)), st.sampled_from(NAMES), st.none() | MONTHS)
    .filter(lambda link: link[0] != link[2])
    .map(lambda link: (*link[:3], link[3] and label(link[3]))),
    max_size=6,
    unique_by=lambda link: frozenset((link[0], link[2])),
)
QUICK = settings(max_examples=60, deadline=None)


def lineage_of(links, aliases=()):
    """A lineage of the five trees; links: name, relation, other, date or None; aliases: name, alias."""
    kin = {name: [] for name in NAMES}
    for name, relation, other, since in links:
        kin[name].append({"relation": relation, "group": other, "from": since, "source": "invented"})
        kin[other].append({"relation": INVERSE[relation], "group": name, "from": since, "source": "invented"})
    groups = {name: Known(name, None, None, (name,), ()) for name in NAMES}
    by_name = {name.casefold(): name for name in NAMES} | {alias.casefold(): name for name, alias in aliases}
    return Lineage(groups, by_name, {}, {name: tuple(each) for name, each in kin.items()})


def counted(listed):
    columns = {"key": pl.String, "country": pl.String, "month": pl.Int16}
    counts = pl.DataFrame(listed, schema=columns, orient="row").group_by("key", "country", "month")
    return counts.agg(pl.len().cast(pl.Int32).alias("events"), pl.lit(0, pl.Int32).alias("fatalities_best")).select(
        "key", "country", "month", pl.col("key").alias("name"), "events", "fatalities_best"
    )


def rows(listed, links):
    """The events of each unit by month, (LENGTH,) each, with kin."""
    made = panel(
        with_kin(counted(listed), lineage_of(links)),
        lambda countries: np.ones(LENGTH, dtype=bool),
        first=FIRST,
        as_of=date(2020, 1, 1),
    )
    return dict(zip(made.units, made.values, strict=True))


def borne(name, month, listed, links):
    """The names that a group is known by in a month, by hand: along links open by then, back or on, never both."""
    starts = {each: min((m for n, _, m in listed if n == each), default=None) for each in NAMES}
    steps = []
    for younger, relation, older, since in links:
        opened_in = parse_month(since) if since else starts[older if relation == "merged_into" else younger]
        if relation != "splinter_of" and opened_in is not None and opened_in <= month:
            steps.append((older, younger) if relation != "merged_into" else (younger, older))
    found = set()
    for way in (steps, [(late, early) for early, late in steps]):
        reach = {name}
        for _ in NAMES:
            reach |= {after for before, after in way if before in reach}
        found |= reach
    return found


@QUICK
@given(EVENTS, LINKS)
def test_in_each_month_a_unit_has_the_events_of_the_names_it_had_by_then(listed, links):
    made = rows(listed, links)
    for name, values in made.items():
        for month in range(FIRST, FIRST + LENGTH):
            names = borne(name, month, listed, links)
            assert values[month - FIRST] == sum(1 for other, _, when in listed if when == month and other in names)


@QUICK
@given(EVENTS, LINKS)
def test_every_event_is_in_the_row_of_its_group_or_of_one_that_the_group_is(listed, links):
    made = rows(listed, links)
    for name, _, month in listed:
        first = min(when for other, _, when in listed if other == name)
        assert any(made[each][month - FIRST] for each in borne(name, first, listed, links) if each in made)


@QUICK
@given(EVENTS, LINKS, EVENTS, LINKS, st.integers(FIRST, FIRST + LENGTH - 2))
def test_neither_events_nor_links_to_come_change_an_earlier_month(listed, links, later, other_links, origin):
    known = [each for each in listed if each[2] <= origin]
    undated_or_open = [each for each in links if each[3] is None or parse_month(each[3]) <= origin]
    linked = {frozenset((each[0], each[2])) for each in undated_or_open}
    to_come = [
        each
        for each in other_links
        if each[3] and parse_month(each[3]) > origin and frozenset((each[0], each[2])) not in linked
    ]
    keep = origin - FIRST + 1
    then = rows(known, undated_or_open)
    now = rows([*known, *(each for each in later if each[2] > origin)], [*undated_or_open, *to_come])
    for name in {*then, *now}:
        before = [made[name][:keep] if name in made else np.zeros(keep) for made in (then, now)]
        np.testing.assert_array_equal(*before)


@QUICK
@given(EVENTS, LINKS)
def test_a_splinter_is_another_group(listed, links):
    split = lineage_of([(name, "splinter_of", other, since) for name, _, other, since in links])
    alone = counted(listed)
    assert other_names(first_months(alone), split) == {}
    assert with_kin(alone, split).equals(alone.sort("key", "country", "month"))


def kin_of(group, links, began=None, aliases=()):
    seen = {Group(name, name): month for name, month in (began or dict.fromkeys(NAMES, FIRST)).items()}
    found = other_names(seen, lineage_of(links, aliases)).get(group, [])
    return [(each.group.name, each.relation, each.since) for each in found]


def test_kin_is_followed_over_several_steps_with_the_day_that_opened_the_way():
    links = [("Birch", "renamed_from", "Ash", "2004-10"), ("Cedar", "successor_of", "Birch", "2001"),
             ("Cedar", "merged_into", "Dogwood", "2010-03-05")]  # fmt: skip
    assert kin_of("Ash", links) == [
        ("Birch", "renamed_to", "2004-10"), ("Cedar", "predecessor_of", "2004-10"),
        ("Dogwood", "predecessor_of", "2010-03-05"),
    ]  # fmt: skip
    assert kin_of("Dogwood", links) == [
        ("Ash", "merger_of", "2010-03-05"), ("Birch", "merger_of", "2010-03-05"), ("Cedar", "merger_of", "2010-03-05"),
    ]  # fmt: skip


def test_two_that_joined_a_third_are_not_one_another():
    links = [("Ash", "merged_into", "Cedar", "2004"), ("Birch", "merged_into", "Cedar", "2004")]
    assert kin_of("Ash", links) == [("Cedar", "merged_into", "2004")]
    assert kin_of("Cedar", links) == [("Ash", "merger_of", "2004"), ("Birch", "merger_of", "2004")]
    drawn_together = {family(Group(name, name), lineage_of(links)) for name in ("Ash", "Birch", "Cedar")}
    assert len(drawn_together) == 1
    assert family(Group("Elm", "Elm"), lineage_of(links)) == "Elm"
    assert family(Group("1", "Unheard of"), lineage_of(links)) == "Unheard of"


def test_a_link_without_a_date_opens_with_the_first_event_of_the_younger():
    links = [("Birch", "renamed_from", "Ash", None), ("Cedar", "renamed_from", "Birch", "1990")]
    seen = {"Ash": parse_month("1999-01"), "Birch": parse_month("2003-07"), "Cedar": parse_month("2004-01")}
    assert kin_of("Ash", links, seen)[0] == ("Birch", "renamed_to", "2003-07-01")
    del seen["Birch"]
    assert kin_of("Ash", links, seen) == []


def test_two_spellings_of_one_group_are_one():
    began = {"Ash": FIRST, "Rowan": FIRST + 3}
    assert kin_of("Ash", [], began, [("Ash", "Rowan")]) == [("Rowan", "alias_of", "")]
    assert kin_of("Rowan", [], began, [("Ash", "Rowan")]) == [("Ash", "alias_of", "")]


def test_relations_that_join_and_their_inverses_are_all_that_is_followed():
    assert set(BECAME) | set(CAME_FROM) == {*INVERSE, *INVERSE.values()} - {"splinter_of", "split_into"}
    assert {INVERSE.get(each) or next(k for k, v in INVERSE.items() if v == each) for each in BECAME} == set(CAME_FROM)


OWN = """
[[group]]
name = "Ash"
[[group]]
name = "Birch"
lineage = [{ relation = "renamed_from", other = "Ash", from = "2005-06", source = "invented" }]
[[group]]
name = "Cedar"
lineage = [{ relation = "merged_into", other = "Dogwood", from = "2006-01-15", source = "invented" }]
[[group]]
name = "Dogwood"
[[group]]
name = "Elm"
lineage = [{ relation = "splinter_of", other = "Ash", from = "2004-01", source = "invented" }]
"""
SPANS = {  # Ash goes on as Birch, Cedar joins Dogwood, Elm splits from Ash
    "Ash": ("910011", "2000-01", "2004-12"),
    "Birch": ("910012", "2005-06", "2009-12"),
    "Cedar": ("910013", "2000-01", "2005-12"),
    "Dogwood": ("910014", "1998-01", "2008-12"),
    "Elm": ("910015", "2004-01", "2009-12"),
}


def active(name):
    """The months of a tree: of every three the first and the last."""
    _, first, last = SPANS[name]
    return [label(month) for month in range(parse_month(first), parse_month(last) + 1) if month % 3 != 2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A store of the five trees with a lineage file beside it."""
    where = tmp_path_factory.mktemp("kin")
    (where / "lineage.toml").write_text(OWN, encoding="utf-8")
    found = [row for name in SPANS for row in monthly(active(name), side_b=name, side_b_new_id=SPANS[name][0])]
    kept(where / "s.duckdb", [row | {"id": str(number)} for number, row in enumerate(found)])
    return where


def asked(folder, group, as_of=None, **options):
    with opened(folder / "s.duckdb") as con:
        return assess(
            con, group, area=parse_area("world"), as_of=as_of, lineage=load_lineage(folder / "lineage.toml"),
            command="smoulder", now=NOW, **options,
        )  # fmt: skip


def test_a_renaming_is_no_ending_with_kin_and_is_told_without(folder):
    alone, together = asked(folder, "Ash"), asked(folder, "Ash", with_kin=True)
    assert alone["record"]["last_event"] == f"{active('Ash')[-1]}-10"
    assert alone["status"]["verdict"] != "active"
    assert (alone["group"]["counted"], alone["group"]["counted_with"]) == ("alone", [])
    assert alone["group"]["kin_active_since"] == [
        {"name": "Birch", "relation": "renamed_to", "last_event": f"{active('Birch')[-1]}-10"}
    ]
    assert together["record"]["last_event"] == f"{active('Birch')[-1]}-10"
    assert together["record"]["events"] == len(active("Ash") + active("Birch"))
    assert together["status"]["verdict"] == "active"
    assert (together["group"]["counted"], together["group"]["counted_with"]) == ("with kin", ["Birch"])
    assert together["group"]["kin_active_since"] == []
    assert "Ash (with kin)" in together["status"]["sentence"]
    assert json.loads(json.dumps(together, allow_nan=False)) == together


def test_a_group_that_joined_another_has_its_events_from_that_month_only(folder):
    joined, host = asked(folder, "Cedar", with_kin=True), asked(folder, "Dogwood", with_kin=True)
    assert joined["record"]["first_event"] == "2000-01-10"
    assert joined["record"]["events"] == len(active("Cedar")) + sum(month >= "2006-01" for month in active("Dogwood"))
    assert host["record"]["events"] == len(active("Cedar") + active("Dogwood"))
    assert host["group"]["counted_with"] == ["Cedar"]
    assert asked(folder, "Dogwood")["group"]["kin_active_since"] == []
    assert asked(folder, "Dogwood")["record"]["events"] == len(active("Dogwood"))


def test_a_link_is_not_followed_before_it_was_known(folder):
    day = date(2005, 5, 31)
    alone, together = asked(folder, "Ash", day), asked(folder, "Ash", day, with_kin=True)
    assert together["group"]["counted_with"] == []
    assert alone["group"]["kin_active_since"] == []
    for part in ("record", "status"):
        assert alone[part] == together[part]
    assert not alone["since"]["returned"]
    assert together["since"]["returned"]  # what followed is told as it is known now
    assert asked(folder, "Ash", date(2005, 12, 31), with_kin=True)["status"]["verdict"] == "active"


def test_a_splinter_ends_no_silence_counted_with_kin_or_without(folder):
    as_if_alone = asked(folder, "Elm", with_kin=True)
    assert as_if_alone["group"]["counted_with"] == []
    assert as_if_alone["record"]["events"] == len(active("Elm"))
    for with_kin_or_not in (False, True):
        told = asked(folder, "Ash", date(2005, 5, 31), with_kin=with_kin_or_not)
        assert told["record"]["last_event"] == f"{active('Ash')[-1]}-10"
        assert told["group"]["kin_active_since"] == []


def test_where_the_kin_was_not_seen_it_is_not_active(folder, tmp_path):
    ash = monthly(active("Ash"), side_b="Ash", side_b_new_id="910011")
    birch = monthly(active("Birch"), side_b="Birch", side_b_new_id="910012", country="Elsewhere", country_id="1002")
    rows_there = [row | {"id": str(number)} for number, row in enumerate([*ash, *birch])]
    kept(tmp_path / "s.duckdb", rows_there)
    (tmp_path / "lineage.toml").write_text(OWN, encoding="utf-8")
    with opened(tmp_path / "s.duckdb") as con:
        told = [
            assess(con, "Ash", area=parse_area(area), as_of=None, lineage=load_lineage(tmp_path / "lineage.toml"),
                   command="", now=NOW)["group"]["kin_active_since"]
            for area in ("world", "Quovland", "-41,20,-40,21")
        ]  # fmt: skip
    assert [len(each) for each in told] == [1, 0, 1]


def test_the_pool_keeps_one_row_for_a_renaming_and_one_for_each_that_merged(folder):
    lineage = load_lineage(folder / "lineage.toml")
    with opened(folder / "s.duckdb") as con:
        seen = view(releases(con))
        alone, together = pool_of(con, seen), pool_of(con, seen, lineage=lineage)
        by_country = pool_of(con, seen, by_country=True, lineage=lineage)
        owners = dict(zip(together.units, owners_of(con, seen, together, lineage=lineage), strict=True))
        assert owners_of(con, seen, by_country) == list(together.units)
    assert alone.units == ("Ash", "Birch", "Cedar", "Dogwood", "Elm")
    assert together.units == ("Ash", "Cedar", "Dogwood", "Elm")
    assert by_country.units == tuple(f"{unit} | Quovland" for unit in together.units)
    assert owners["Cedar"] == owners["Dogwood"]
    assert len(set(owners.values())) == 3
    before = parse_month("2005-12")
    for unit in ("Cedar", "Dogwood", "Elm"):
        np.testing.assert_array_equal(
            together.until(before).values[together.units.index(unit)],
            alone.until(before).values[alone.units.index(unit)],
        )
    assert together.silence[together.units.index("Cedar"), -1] == alone.silence[alone.units.index("Dogwood"), -1]
    np.testing.assert_array_equal(together.values[together.units.index("Elm")], alone.values[alone.units.index("Elm")])


def test_the_command_line_counts_with_kin_when_asked(folder, smoulder):
    store = ("--store", folder / "s.duckdb", "--json")
    alone = smoulder("assess", "Ash", *store).document
    together = smoulder("assess", "Ash", "--with-kin", *store).document
    assert alone["group"]["counted"] == "alone"
    assert together["group"]["counted_with"] == ["Birch"]
    assert together["manifest"]["command"]
    hindcast = (
        "hindcast",
        "return",
        "--origins",
        "2003-06:2005-06:12",
        "--horizons",
        "12",
        "--models",
        "silence_table",
    )
    apart, joined = smoulder(*hindcast, *store).document, smoulder(*hindcast, "--with-kin", *store).document
    assert (apart["counted"], joined["counted"]) == ("alone", "with kin")
    assert (apart["panel"]["units"], joined["panel"]["units"]) == (5, 4)
    assert (apart["panel"]["groups"], joined["panel"]["groups"]) == (5, 3)


def test_an_invented_renaming_is_no_ending_once_it_is_known(world, tmp_path):
    names = {group["id"]: group["name"] for group in world.truth["groups"]}
    for group in world.of("renamed")[:2]:
        new, month = names[group["rename"]["to"]], group["rename"]["month"]
        own = tmp_path / f"{group['id']}.toml"
        own.write_text(
            f'[[group]]\nname = "{group["name"]}"\n[[group]]\nname = "{new}"\nlineage ='
            f' [{{ relation = "renamed_from", other = "{group["name"]}", from = "{month}", source = "the truth" }}]\n',
            encoding="utf-8",
        )
        with opened(world.store) as con:
            options = {"area": parse_area("world"), "as_of": None, "lineage": load_lineage(own), "command": ""}
            old = assess(con, str(group["id"]), now=NOW, with_kin=True, **options)
            young = assess(con, new, now=NOW, with_kin=True, **options)
            before = assess(con, str(group["id"]), now=NOW, with_kin=True,
                            **options | {"as_of": last_day(parse_month(month) - 1)})  # fmt: skip
        assert old["record"] == young["record"]
        assert old["record"]["last_event"] >= month
        assert before["group"]["counted_with"] == []


def test_a_real_group_that_was_renamed_went_on(real, tmp_path):
    """Of the incidents in Iraq, so that the models have little to learn."""
    with gzip.open(real / "gtd" / "gtd_1970_2007.csv.gz", "rt", encoding="utf-8", errors="replace", newline="") as file:
        found = [row for row in csv.DictReader(file) if row["country_txt"] == "Iraq"]
    ingest(tmp_path / "s.duckdb", "gtd", write_csv(tmp_path / "gtd_1970_2007.csv", found, found[0]), now=NOW)
    lineage = load_lineage()
    with opened(tmp_path / "s.duckdb") as con:
        alone, together = (
            assess(con, "Tawhid and Jihad", area=parse_area("world"), as_of=None, lineage=lineage, command="", now=NOW,
                   with_kin=each)
            for each in (False, True)
        )  # fmt: skip
    names = ["Tawhid and Jihad", *together["group"]["counted_with"]]
    last = {
        name: max(f"{row['iyear']}-{int(row['imonth']):02}" for row in found if row["gname"] == name) for name in names
    }
    assert last["Al-Qaida in Iraq"] > last["Tawhid and Jihad"]
    assert alone["record"]["last_event"][:7] == last["Tawhid and Jihad"]
    assert alone["status"]["verdict"] != "active"
    assert together["record"]["last_event"][:7] == max(last.values())
    counted_with = [row for row in found if row["gname"] in names]
    early = [row for row in counted_with if row["gname"] == "Mujahedeen Shura Council" and row["iyear"] < "2006"]
    assert together["record"]["events"] == len(counted_with) - len(early)
    assert together["status"]["verdict"] == "active"
    went_on = {each["name"]: each for each in alone["group"]["kin_active_since"]}
    assert went_on["Al-Qaida in Iraq"]["relation"] == "renamed_to"
    assert went_on["Al-Qaida in Iraq"]["last_event"][:7] == last["Al-Qaida in Iraq"]
    assert "Ansar al-Sunna" not in names  # another group of that war
