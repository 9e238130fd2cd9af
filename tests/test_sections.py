import json
import re
from pathlib import Path

import pytest
from markupsafe import Markup

from smoulder.endings import models
from smoulder.figures import Table
from smoulder.figures.return_curve import model_name
from smoulder.registry import entries
from smoulder.sections import Section, named, place, table
from smoulder.sections.danger import headline, qualified
from smoulder.sections.danger import section as danger
from smoulder.sections.fighting import by_towns, towns
from smoulder.sections.fighting import section as fighting
from smoulder.sections.manifest import section as manifest
from smoulder.sections.record import section as record
from smoulder.sections.return_curve import section as return_curve
from smoulder.sections.since import section as since
from smoulder.sections.sources import section as sources
from smoulder.sections.track_record import section as track_record
from smoulder.sections.verdict import kin_warning, spread, warnings
from smoulder.sections.verdict import section as verdict
from smoulder.sections.where import section as where
from smoulder.sections.where_next import section as where_next


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


def with_kin_seen(name, *kin):
    """An example whose kin, each a name and a relation, were seen since."""
    assessment = example(name)
    assessment["group"]["kin_active_since"] = [
        {"name": each, "relation": relation, "last_event": "2006-05-03"} for each, relation in kin
    ]
    return assessment


def test_kin_seen_since_are_named_with_the_day_and_the_way_to_count_them():
    text = words(verdict(with_kin_seen("quiet", ("Coast Guard", "renamed_to"))))
    assert (
        "Army of the Invented Coast went on as Coast Guard (renamed, last seen 3 May 2006): a silence of the name is"
        " not the end of its people. Ask with --with-kin to count them together."
    ) in text
    assert "the chance of this name alone" in text
    assert "Army of the Invented Coast is quiet in the world" in text
    assert "another name" not in words(verdict(example("quiet")))
    assert "this name alone" not in words(verdict(example("quiet")))


@pytest.mark.parametrize(
    ("relation", "told"),
    [
        ("renamed_to", "went on as A & B (renamed, last"),
        ("predecessor_of", "went on as A & B (its successor, last"),
        ("merged_into", "went on as A & B (merged into it, last"),
        ("alias_of", "was also seen as A & B (another name of it, last"),
        ("renamed_from", "was also seen as A & B (its name before, last"),
        ("successor_of", "was also seen as A & B (what it came from, last"),
        ("merger_of", "was also seen as A & B (one of the groups it was made of, last"),
    ],
)
def test_each_relation_has_its_words(relation, told):
    assessment = with_kin_seen("quiet", ("A & B", relation))
    assert told in kin_warning(assessment)
    assert "A &amp; B" in verdict(assessment).html


def test_several_kin_stand_in_one_sentence():
    kin = [("A", "renamed_to"), ("B", "merged_into"), ("C", "renamed_from")]
    told = kin_warning(with_kin_seen("quiet", *kin))
    assert "went on as A (renamed, last seen 3 May 2006) and B (merged into it, last seen 3 May 2006)" in told
    assert ", and was also seen as C (its name before" in told
    assert kin_warning(example("quiet")) is None


def test_a_name_that_ended_is_no_group_that_ended():
    html = verdict(with_kin_seen("simulated", ("Red Shore", "renamed_to"))).html
    assert "</span>Probably ended, but only under this name</p>" in html
    assert (
        '<p class="lead">The name Blue Shore Movement has probably ended in Isle of Oro, but not its people: they have'
        " been seen since under another name.</p>"
    ) in html
    assert "Blue Shore Movement has probably ended" not in html.replace("The name Blue", "")
    assert html.index('class="kin"') < html.index("It was last seen on")


def test_an_active_group_is_not_called_silent():
    told = kin_warning(with_kin_seen("active", ("Later Front", "renamed_to")))
    assert "silence" not in told
    assert "--with-kin" in told


def test_kin_that_are_counted_are_named_wherever_the_group_is():
    assessment = example("quiet")
    assessment["group"] |= {"counted": "with kin", "counted_with": ["A", "B", "C"], "kin_active_since": []}
    text = words(verdict(assessment))
    assert "Army of the Invented Coast (with kin) is quiet in the world" in text
    assert "Counted together with A, B and C." in text
    assert "One new event of Army of the Invented Coast (with kin) here" in text
    assert "Counted together with A, B, C" in words(record(assessment))
    assert "Counted together" not in words(record(example("quiet")))


def test_kin_that_were_asked_for_and_not_found_are_said():
    assessment = example("quiet")
    assessment["group"] |= {"counted": "with kin", "counted_with": []}
    text = words(verdict(assessment))
    assert "these data hold none that was known by then" in text
    assert "Army of the Invented Coast is quiet" in text


def test_lineage_says_whose_events_are_counted():
    assessment = example("active")
    assert "Events of these other groups are not counted here." in words(record(assessment))
    assessment["group"]["counted_with"] = ["Committee of Inventions"]
    text = words(record(assessment))
    assert "Events of these other groups are not counted here." not in text
    assert "only those counted together are counted here" in text


def test_names_of_kin_keep_their_direction():
    html = verdict(with_kin_seen("quiet", ("جبهة", "renamed_to"))).html
    assert html.count("جبهة") == html.count('<bdi dir="auto">جبهة</bdi>') == 1


def ranged(low, high, chance=0.28):
    status = example("quiet")["status"]
    status["p_return"]["60"] = chance
    return status | {"interval": {"12": [0.1, 0.2], "60": [low, high]}}


def test_the_interval_follows_the_chance_at_the_longest_horizon():
    assessment = example("quiet") | {"status": ranged(0.2, 0.45)}
    text = words(verdict(assessment))
    told = "Within 60 months: between 20% and 45% if such forecasts are as far off as they have been in like cases"
    assert text.index(assessment["status"]["sentence"]) < text.index(told) < text.index("What could not be seen")
    assert "lies below" not in text
    assert "like cases" not in words(verdict(example("quiet")))


def test_a_chance_outside_its_interval_is_explained():
    (_, low) = spread(ranged(0.4, 0.6))
    (_, high) = spread(ranged(0.1, 0.2))
    assert low == "The forecast of 28% lies below that range: in like cases more groups returned than were forecast."
    assert high == "The forecast of 28% lies above that range: in like cases fewer groups returned than were forecast."
    caption = words(return_curve(example("quiet") | {"status": ranged(0.4, 0.6)}))
    assert "60 months the forecast lies below its range" in caption


def test_a_range_that_reaches_over_the_verdicts_limit_is_said():
    def told(name, interval, silent):
        assessment = example(name)
        assessment["status"]["interval"] = {"60": interval}
        assessment["record"]["silent_months"] = silent
        return words(verdict(assessment))

    assert "upper end of the range above, 13%, the verdict would be “Quiet, not ended”" in told(
        "simulated", [0.01, 0.13], 72
    )
    assert "end of the range" not in told("simulated", [0.01, 0.09], 72)
    assert "lower end of the range above, 8.0%, the verdict would be “Probably ended”" in told("quiet", [0.08, 0.4], 24)
    assert "end of the range" not in told("quiet", [0.08, 0.4], 23)
    assert "end of the range" not in told("quiet", [0.11, 0.4], 24)


def test_models_fitted_after_the_day_asked_about_are_a_warning():
    assessment = example("quiet")
    newest = assessment["vintage"]["newest_month"]
    assessment["status"]["fitted"] = newest
    assert "know what came after" not in " ".join(warnings(assessment))
    assessment["status"]["fitted"] = "2021-12"
    assert "fitted on data up to December 2021: the chances know what came after" in " ".join(warnings(assessment))


def test_where_the_chances_were_learned_is_a_warning():
    assessment = example("quiet")
    assessment["status"]["caution"] = "The chances were learned elsewhere, from <X>."
    assert "learned elsewhere, from &lt;X&gt;." in verdict(assessment).html


def test_every_model_is_in_the_table_with_a_meaning_and_the_interval_under_the_used_one():
    assessment = example("quiet") | {"status": ranged(0.2, 0.45)}
    first = assessment["status"]["models"][0]
    assessment["status"]["models"] = [first | {"name": name} for name in models()] + [first | {"name": "ensemble"}]
    assessment["status"] |= {"model": "hazard", "fitted": "2006-12", "pool": {"units": 2652, "months": 432}}
    text = words(return_curve(assessment))
    table = text[text.index("Model 1 mo") :]
    for name in ("ensemble", *models()):
        assert model_name(name) != name.replace("_", " ")
        assert f"{model_name(name)}: " in text
        assert f"{model_name(name)} " in table
    assert "Record and surroundings (used for the verdict)" in table
    assert "Range (95%) – – 10% to 20% – – 20% to 45% –" in table
    assert "learned from 2 652 groups over 432 months and were last fitted at the end of December 2006." in text


def test_without_a_chance_no_model_is_the_verdicts():
    text = words(return_curve(example("blind")))
    assert "used for the verdict" not in text
    assert "declines to answer here: blind months exceed half of the silence" in text
    speaks = example("quiet")
    speaks["status"] |= {"p_return": None, "curve": None, "verdict": "cannot_say"}
    text = words(return_curve(speaks))
    assert "The verdict gives no chance" in text
    assert "None of these lines is the verdict's" in text
    assert "used for the verdict" not in text


def test_a_chance_without_an_interval_and_one_with_a_short_one_say_why():
    assert "It has no range: its record in like cases is too short." in words(return_curve(example("quiet")))
    assessment = example("quiet") | {"status": ranged(0.2, 0.45)}
    assert "too few like cases" not in words(return_curve(assessment))
    del assessment["status"]["interval"]["60"]
    assert "Further months have no bar: too few like cases are known." in words(return_curve(assessment))


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


def flat(count, chance, again):
    """A danger part in which every window has the same deaths for sure, but for any in a tenth of the cases."""
    spread = dict.fromkeys(("mean", "median", "low50", "high50", "low80", "high80", "low95", "high95"), count)
    window = {**spread, "at_least": {"1": chance, "25": 0.0, "100": 0.0, "1000": 0.0}}
    agreement = {"windows": {"12": {"p_death": chance, "p_return": again}}, "agree": None, "sentence": "s"}
    return {
        "declined": None, "windows": {"12": window}, "agreement": agreement, "since": None, "caution": "c",
        "held_before": example("active")["danger"]["held_before"],
    }  # fmt: skip


def test_danger_is_one_sentence_first_to_two_figures():
    told = example("active")["danger"]
    told["windows"]["12"] |= {"low80": 1234.0, "median": 3449.5, "high80": 9784.0}
    assert headline(told) == (
        "Within 12 months, 1\u202f200 to 9\u202f800 deaths are expected in four of five cases (median 3\u202f400)."
    )


def test_no_expected_death_is_never_said_without_the_chance_of_a_return():
    assert "no death is expected in four of five cases" in headline(flat(0.0, 0.09, 0.45))
    assert "chance of any: 9.0%; of being seen again, by its silence: 45%" in headline(flat(0.0, 0.09, 0.45))
    assert "by its silence: unknown" in headline(flat(0.0, 0.09, None))
    assert "no death" not in headline(flat(1.0, 0.9, 0.45))


def test_danger_that_is_not_told_says_why_and_keeps_its_places():
    assessment = example("active")
    assessment["danger"] |= {"declined": "Too <few> months.", "months": None, "windows": None, "agreement": None} | {
        "held_before": None,
        "nowcast": None,
    }
    text, html = words(danger(assessment)), danger(assessment).html
    assert "How many deaths are to be expected is not said: Too &lt;few&gt; months." in text
    assert "<svg" not in html
    assert "Expected deaths" not in text
    assert "Invented province 1" in text
    assert qualified(assessment["danger"]) == []
    assert danger(example("minimal")) is None


def test_the_weakness_of_the_ranges_and_what_followed_stand_under_the_first_sentence():
    part = example("active")["danger"]
    first, before, last = qualified(part)
    assert first == part["caution"]
    assert before.startswith("In like cases")
    assert last.startswith(f"Known since: {part['since']['whole']['deaths']} deaths in the 10 months that followed;")
    assert qualified(part | {"since": None}) == [part["caution"], before]


def test_windows_stand_beside_what_followed_only_where_all_of_it_is_known():
    assessment = example("active")
    followed = assessment["danger"]["since"]["windows"]
    assert (followed["6"], followed["12"]) == (93, None)
    html = danger(assessment).html
    assert "<td>93</td></tr>" in html
    assert html.count("<td>not all known</td></tr>") == 3
    assessment["danger"]["since"] = None
    html = danger(assessment).html
    assert "Followed" not in html
    assert "circle" not in html


def test_every_chance_of_deaths_has_that_of_a_return_beside_it():
    assessment = example("active")
    text = words(danger(assessment))
    assert "12 months &gt;99.9% &gt;99.9% &gt;99.9%" in text
    assert assessment["danger"]["agreement"]["sentence"] in text.replace("&gt;", ">")


def test_places_are_named_without_points_and_the_rough_ones_are_counted():
    assessment = example("active")
    part = assessment["danger"]["areas"]["12"]
    part["places"] = [
        {"country": "Syria", "admin1": "North", "priogrid_gid": None, "deaths": 50, "share": 0.5},
        {"country": "Iraq", "admin1": None, "priogrid_gid": 178279, "deaths": 30, "share": 0.3},
    ]
    part["too_coarse"], part["unknown_events"] = {"events": 2, "deaths": 20, "share": 0.2}, 3
    text = words(danger(assessment))
    assert "North 50 50%" in text
    assert "PRIO-GRID cell 178279, Iraq 30 30%" in text
    assert "2 events placed too roughly 20 20%" in text
    assert "3 events with unknown deaths" in text
    assert "°" not in text


def test_a_record_no_longer_than_a_year_has_one_table_of_places():
    assessment = example("active")
    assert danger(assessment).html.count(">Place</th>") == 2
    assessment["danger"]["areas"]["60"] = assessment["danger"]["areas"]["12"]
    assert danger(assessment).html.count(">Place</th>") == 1


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


def test_the_record_names_its_class_of_cases_and_another_model():
    assessment = example("active")
    assert track_record(assessment).title == "The model's record in like cases"
    assert "Like cases: silent 0-2 months." in words(track_record(assessment))
    assert "another model" not in words(track_record(assessment))
    assessment["track_record"]["model"] = "hazard"
    assert "another model, “Groups silent as long”: this is not its record" in words(track_record(assessment))
    assert "Like cases: blind. There is no record to show" in words(track_record(example("blind")))


def test_one_event_is_not_events():
    assessment = example("active")
    assessment["record"] |= {"events_over_months": 1, "events_left_out": 2}
    text = words(record(assessment))
    assert "One event lasts over more than one month." in text
    assert "2 events were left out" in text


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


def test_how_often_such_forecasts_held_before_is_said_with_its_interval():
    text = words(danger(example("active")))
    assert "groups with 25 to 999 deaths in the year before; 40 forecasts" in text
    assert "held 75% (61% to 86%); more came in 10%, fewer in 15%" in text


def test_months_that_will_be_revised_are_shown_as_published_and_as_expected():
    text = words(danger(example("active")))
    assert "The newest months are not final" in text
    assert "2019-01 20 24 18 to 71.5" in text
    settled = example("active")
    settled["danger"]["nowcast"] = None
    assert "not final" not in words(danger(settled))


def by_town(low, high):
    lately = {"located": 40, "share": 0.3, "low": 0.2, "high": 0.45}
    return {
        "near_km": 10.0, "people": 50_000, "located": 90, "of": 120, "precision_told": True,
        "share": 0.5, "at_km": {"5": 0.4, "20": 0.6},
        "newest": lately, "before": lately | {"share": 0.6}, "change": {"by": -0.3, "low": low, "high": high},
    }  # fmt: skip


def test_events_near_larger_towns_are_told_with_what_that_hangs_on():
    told = towns({"urban": by_town(-0.5, -0.1), "urban_reason": None})
    assert "50% of its 90 exactly placed events lie within 10 km of a larger town (with 5 km it is 40%, with 20" in told
    assert "30% of 40 (95%: 20% to 45%), in the year before 60% of 40. So the share fell by 30 points." in told
    assert "may still be urban. 30 of 120 events are not placed exactly" in told
    assert "The difference may be chance." in towns({"urban": by_town(-0.5, 0.1), "urban_reason": None})
    lone = by_town(0, 0) | {"newest": None, "before": None, "change": None}
    assert "newest year" not in towns({"urban": lone, "urban_reason": None})
    assert "does not say how exact" not in told
    assert "does not say how exact" in towns({"urban": lone | {"precision_told": False}, "urban_reason": None})


def test_no_word_of_towns_where_nothing_is_known_of_them():
    assessment = example("active")
    assert "Rural or urban is not said: None of its events on land" in words(fighting(assessment))
    assert by_towns({"near_town": None}) == ""
    assert "How far cells lie" not in words(where_next(assessment)), "its cells lie in open water"


def test_distances_are_of_kinds_and_areas_and_name_no_town():
    assessment = example("active")
    part = assessment["where_next"]
    for row in part["by_kind"]:
        row.update(town_km=41.5, border_km=None, people=1_234_567)
    part["provinces"][0] |= {"town_km": 12.0, "border_km": 340.0}
    told = words(where_next(assessment))
    assert "Seen lately 42 – 1 200 000" in told
    assert "12 340" in told
    assert "within 100 km of any cell of the kind, to two digits" in told
