import json
import re
from pathlib import Path

import pytest
from markupsafe import Markup

from smoulder.figures import Table
from smoulder.registry import entries
from smoulder.sections import Section, named, place, table
from smoulder.sections.manifest import section as manifest
from smoulder.sections.record import section as record
from smoulder.sections.return_curve import section as return_curve
from smoulder.sections.since import section as since
from smoulder.sections.sources import section as sources
from smoulder.sections.track_record import section as track_record
from smoulder.sections.verdict import section as verdict
from smoulder.sections.verdict import warnings
from smoulder.sections.where import section as where


def example(name):
    return json.loads(Path(__file__).parent.joinpath("data", f"assessment_{name}.json").read_text("utf-8"))


def words(section):
    return " ".join(
        re.sub("<[^>]+>", " ", re.sub("</?bdi[^>]*>", "", section.html))
        .replace("&#39;", "'")
        .replace("&#34;", '"')
        .split()
    )


def test_every_section_follows_the_protocol():
    made, order = entries("smoulder.sections", "section"), entries("smoulder.sections", "ORDER")
    assert made.keys() == order.keys()
    assert len(set(order.values())) == len(order)
    for name in made:
        part = made[name](example("active"))
        assert isinstance(part, Section)
        assert isinstance(part.html, Markup)


@pytest.mark.parametrize(
    ("area", "expected"),
    [
        ("world", "in the world"),
        ("Syria", "in Syria"),
        ("Syria/Raqqa governorate", "in Raqqa governorate, Syria"),
        ("35,32,42.5,37.5", "in the box 35,32,42.5,37.5 (west, south, east, north)"),
    ],
)
def test_areas_read_well_in_a_sentence(area, expected):
    assert place(area) == expected


@pytest.mark.parametrize(
    ("name", "stamp"),
    [("active", "Active"), ("quiet", "Quiet, not ended"), ("simulated", "Probably ended"), ("blind", "Cannot say")],
)
def test_verdict_has_a_word_and_a_shape_beside_its_colour(name, stamp):
    html = verdict(example(name)).html
    assert f'<span class="shape" aria-hidden="true"></span>{stamp}</p>' in html


def test_likelihood_is_the_assessments_own_sentence():
    assert example("quiet")["status"]["sentence"] in words(verdict(example("quiet")))
    assert "No likelihood of a return is given" in words(verdict(example("blind")))


def test_blindness_is_said_in_numbers():
    text = " ".join(warnings(example("blind")))
    assert "17 months of the 25 months since the last event were blind" in text
    assert "No month since the last event was blind" in " ".join(warnings(example("quiet")))
    assert "later corrections may be in them" in text
    assert "later corrections" not in " ".join(warnings(example("simulated")))


def test_what_would_change_the_answer():
    text = words(verdict(example("quiet")))
    assert (
        "A further 118 months of visible silence would bring the chance of a return within 60 months below 10%." in text
    )
    assert "No silence of up to 240 further months brings the chance of a return within 60 months below 5%." in text
    assert "Already now, the chance of a return within 24 months is below 10%." in words(verdict(example("simulated")))
    assert "One new event" not in words(verdict(example("active")))
    assert "One new event" in words(verdict(example("blind")))
    assert "One new event" not in words(verdict(example("minimal")))


def test_p_values_stand_apart_and_are_not_called_chances():
    text = words(return_curve(example("active")))
    before, after = text.split("Sighting tests")
    assert "0.310" in after
    assert "0.310" not in before
    assert "were the group still active" in after
    assert "not the probability that the group has ended" in after
    assert "declined: fewer than four sightings" in after


def test_a_small_p_value_is_never_zero():
    assessment = example("active")
    assessment["status"]["diagnostics"] = [{"name": "solow1993", "p_value": 1e-9, "declined": None}]
    assert "<td>&lt;0.001</td>" in return_curve(assessment).html


def test_tests_without_models_are_still_printed():
    assessment = example("active")
    assessment["status"]["models"] = []
    assert "Solow (1993)" in words(return_curve(assessment))


def test_imprecise_events_are_counted_in_words():
    text = words(where(example("active")))
    assert "41 events are placed too roughly for a cell and are not drawn." in text
    assert "do not imply endorsement" in text
    assert "55 by 55 km" in text


def test_a_map_of_half_the_world_says_that_its_cells_are_enlarged():
    assessment = example("active")
    assert "larger than they are" not in words(where(assessment))
    assessment["map"]["cells"] = [{"gid": gid, "recent": 1, "before": 0} for gid in (100_000, 100_300)]
    assert "larger than they are" in words(where(assessment))


def test_a_map_without_a_cell_is_words_alone():
    assessment = example("active") | {"map": {**example("active")["map"], "cells": []}}
    assert "<svg" not in where(assessment).html
    assert "41 events" in words(where(assessment))


def test_unknown_is_said_and_never_zero():
    text = words(record(example("minimal")))
    assert "Deaths, best estimate unknown" in text
    assert "Visible months without one since the last unknown" in text


def test_lineage_is_printed_with_its_source():
    text = words(record(example("active")))
    assert "splinter of Older Invented Army, 2014-02-03 (source: written for the tests)" in text
    assert "renamed from Committee of Inventions, date unknown" in text


def test_what_happened_since_is_kept_from_the_verdict():
    assert "played no part in the verdict" in words(since(example("active")))
    assert "Seen again yes" in words(since(example("active")))
    assert "Seen again no" in words(since(example("simulated")))
    assert since(example("quiet")) is None


def test_record_of_the_method_shows_skill_with_its_interval_and_the_misses():
    text = words(track_record(example("active")))
    assert "0.25 (0.19 to 0.31)" in text
    assert "Invented Brigade, Mali January 2003 60 months 6.0% returned" in text
    assert "did not return" in text


def test_negative_skill_and_a_declined_record_are_said():
    assessment = example("active")
    assessment["track_record"]["rows"][0] |= {"skill": -0.1, "skill_low": None}
    assert "−0.10 (unknown to 0.31)" in words(track_record(assessment))
    assert "There is no record to show" in words(track_record(example("blind")))


def test_sources_state_licence_citation_and_what_is_assumed():
    text = words(sources(example("active")))
    assert "CC BY 4.0" in text
    assert "Sundberg" in text
    assert "(assumed)" in text
    counted = example("active")["data"][0] | {"rejected": 0}
    assert "Rows rejected when read 0" in words(sources({"data": [counted]}))
    assert "rejected" not in text
    assert "Known from not stated" in words(sources(example("minimal")))
    assert "Licence not stated" in words(sources(example("minimal")))
    assert "Known from 2019-02-28 " in words(sources(example("simulated")))


def test_manifest_holds_command_versions_and_hashes():
    text = words(manifest(example("active")))
    given = example("active")["manifest"]
    assert given["command"] in text
    assert given["store_versions"][0]["sha256"] in text
    assert "duckdb 2.0.0" in text
    assert "Random seed 7" in words(manifest({"manifest": given | {"seed": 7}}))


def test_a_short_row_ends_in_one_wide_cell():
    html = table(Table(("a", "b", "c", "d"), (("x", "why"), ("y", "1", "2", "3"))), "caption")
    assert '<td colspan="3" class="words">why</td>' in html
    assert html.count("<td>") == 3


def test_names_that_run_left_to_right_are_left_alone():
    assert named("IS is <b>", {"group": {"name": "IS"}}) == Markup("IS is &lt;b&gt;")
    assert named("א is", {"group": {"name": "א"}}) == Markup('<bdi dir="auto">א</bdi> is')
