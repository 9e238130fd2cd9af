"""Titles of reports: who took or holds an event's own place and who advances there, and nothing that is not said."""

from datetime import date

import polars as pl
import pytest

from smoulder.actors import aliases_of
from smoulder.cells import as_told
from smoulder.lineage import load_lineage
from smoulder.told_ground import read, told_ground
from smoulder.types import Group
from test_cells import events

HOME, GROUP = "Government of Quovland", "Sons of Quov"


def told(title, place="Zyrat town", a=HOME, b=GROUP, **also):
    return read(title, place, a, b, **also)


@pytest.mark.parametrize(
    ("title", "holds"),
    [
        ("Sons of Quov control Zyrat", "b"),
        ("Sons of Quov fighters seize the strategic town of Zyrat after days of clashes", "b"),
        ("Army recaptures Zyrat from Sons of Quov", "a"),
        ("Quovland army and its allies take full control of the city of Zyrat", "a"),
        ("Zyrat falls to Sons of Quov", "b"),
        ("Zyrat town was retaken by the government forces", "a"),
        ("Air raid kills ten in Sons of Quov-held Zyrat", "b"),
        ("Shells fall on Zyrat, which is under the control of the army", "a"),
        ("Sons of Quov lose Zyrat", "a"),
        ("Sons of Quov withdraw from the village of Zyrat", "a"),
        ("Government forces expel Sons of Quov from Zyrat", "a"),
        ("Mine planted by Sons of Quov before losing Zyrat kills two", "a"),
        ("Blast in Zyrat, the former stronghold of Sons of Quov", "a"),
        ("Army captured the villages of Abra, Bel Mar and Zyrat", "a"),
        ("Sons of Quov “control” Zyrat (video)", "b"),
    ],
)
def test_who_took_or_holds_the_place_is_read(title, holds):
    assert told(title).holds == holds


@pytest.mark.parametrize(
    "title",
    [
        "Sons of Quov try to seize Zyrat",
        "Army fails to recapture Zyrat",
        "Army seeks to control Zyrat under heavy shelling",
        "Sons of Quov claim they control Zyrat",
        "No truth to reports that the army captured Zyrat",
        "Army aims to take control of Zyrat",
        "Sons of Quov seize a village in the countryside of Zyrat",
        "Army controls most of Zyrat",
        "Army takes control of neighbourhoods in Zyrat",
        "Army captures Zyrat airport",
        "Army captures Zyrat countryside",
        "Army captures Ulm near Zyrat",
        "Sons of Quov capture a soldier and take him to Zyrat",
        "Sons of Quov kill three as the army controls Ulm",
        "Clashes between the army and Sons of Quov in Zyrat",
        "Before they control Zyrat, Sons of Quov shell it",
        "",
    ],
)
def test_what_is_not_said_of_the_place_is_not_read(title):
    assert told(title).holds is None


def test_a_title_of_another_place_says_nothing():
    assert told("Sons of Quov control Ulm").holds is None
    assert told("Army captures Zyratland").holds is None


def test_places_are_found_however_they_are_spelt():
    for written in ("Al-Mayadeen", "al Mayadin", "Mayadin"):
        assert told(f"Army captures {written}", "Al Mayadin town").holds == "a"
    assert told("ISIS controls Palmyra", "Tadmur/Palmyra town", b="IS", also_b=["ISIS"]).holds == "b"


def test_a_text_that_is_too_long_for_a_title_is_left_alone():
    title = "Sons of Quov capture the town of Zyrat"
    assert read(title, "Zyrat town", "Government of Quovland", "Sons of Quov").holds == "b"
    assert read(f"{title} {'and more ' * 200}", "Zyrat town", "Government of Quovland", "Sons of Quov").holds is None


def test_an_acronym_is_known_by_its_initials():
    assert told("Quov Liberation Army control Zyrat", a="QLA").holds == "a"
    assert told("Government forces capture Zyrat", a="QLA").holds == "other"


@pytest.mark.parametrize(
    ("title", "gains"),
    [
        ("Army advances against Sons of Quov", "a"),
        ("Sons of Quov advance in Zyrat", "b"),
        ("Government forces achieve further advancement at the expense of Sons of Quov", "a"),
        ("Army advances", None),  # of nobody and nowhere
        ("Army attempts to achieve progress against Sons of Quov", None),
        ("Sons of Quov counter the advance of the army", None),
        ("Nine soldiers killed during the advance of Sons of Quov", None),
        ("Army advances in Zyrat and Sons of Quov advance in Zyrat", None),
    ],
)
def test_who_advances_is_read(title, gains):
    assert told(title).gains == gains


def citation(*titles):
    return ";".join(f'"Wire,2001-02-03,{title}"' for title in titles)


@pytest.mark.parametrize(
    ("titles", "kind"),
    [
        (["Army captures Zyrat"], "retaken"),
        (["Sons of Quov seize Zyrat"], "taken"),
        (["Sons of Quov seize Zyrat", "Army captures Zyrat"], None),  # they disagree
        (["Clashes near Zyrat", "Army captures Zyrat"], "retaken"),
        (["Army advances against Sons of Quov"], "retreat"),
        (["Sons of Quov advance in Zyrat"], "advance"),
        (["Clashes near Zyrat"], None),
    ],
)
def test_the_kind_of_an_event_by_its_titles(titles, kind):
    frame = events({"place": "Zyrat town", "url_or_citation": citation(*titles)}).frame
    both = pl.concat([frame, told_ground(frame)], how="horizontal")
    assert both.select(kind=as_told(["Q"]))["kind"].to_list() == [kind]


def test_of_a_fight_without_the_group_only_who_holds_the_place_counts():
    others = {"side_b": "Zyrat Front", "side_b_id": "Z", "place": "Zyrat town"}
    rows = [others | {"url_or_citation": citation(each)} for each in ("Army captures Zyrat", "Army advances in Zyrat")]
    frame = events(*rows).frame
    both = pl.concat([frame, told_ground(frame)], how="horizontal")
    assert both.select(kind=as_told(["Q"]))["kind"].to_list() == ["retaken", None]


def test_a_source_without_titles_tells_nothing():
    frame = events({}, {"url_or_citation": "Observatory, 2001"}, {"place": "Zyrat"}).frame
    assert told_ground(frame).null_count().row(0) == (3, 3)


def test_titles_of_syria_tell_what_became_of_its_towns(real, tmp_path):
    """No row of the file is quoted: only who is told to have held a town in a year, as is widely known."""
    from smoulder import ingest, opened, parse_area, releases, view
    from smoulder.store import events as stored

    ingest(tmp_path / "s.duckdb", "ucdp-ged", real / "ucdp/GEDEvent_Syria_2016_2019.csv.gz", now=date_time())
    with opened(tmp_path / "s.duckdb") as con:
        frame = stored(con, view(releases(con)), None, parse_area("Syria")).events.frame
    names = aliases_of(Group("234", "IS"), load_lineage(None))
    found = pl.concat([frame, told_ground(frame, names, ["IS", "234"])], how="horizontal").with_columns(
        kind=as_told(["234"]), year=pl.col("date_end").dt.year()
    )
    heard = {
        (town, year): set(
            found.filter(pl.col("place").str.contains(town) & (pl.col("year") == year))["kind"].drop_nulls()
        )
        for town, year in (("Palmyra", 2016), ("Mayadin", 2017), ("Raqqah", 2018))
    }
    assert "taken" in heard["Palmyra", 2016]
    assert heard["Mayadin", 2017] >= {"retaken"}
    assert heard["Raqqah", 2018] == {"retaken"}
    assert 60 < len(found.filter(pl.col("kind").is_not_null())) < 300


def date_time():
    from datetime import datetime

    return datetime.combine(date(2026, 1, 1), datetime.min.time())
