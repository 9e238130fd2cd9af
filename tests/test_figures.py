import json
import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from smoulder.figures import draw, percent
from smoulder.figures.fan import fan, fan_spec, span
from smoulder.figures.reliability import reliability
from smoulder.figures.return_curve import lines, return_curve, return_spec
from smoulder.figures.timeline import month_axis, timeline, timeline_spec


def example(name):
    return json.loads(Path(__file__).parent.joinpath("data", f"assessment_{name}.json").read_text("utf-8"))


def month(name, events, deaths=0, visible=True):
    return {
        "month": name, "events": events, "fatalities_best": deaths, "fatalities_low": deaths, "fatalities_high": deaths,
        "visible": visible,
    }  # fmt: skip


def short(**changes):
    rows = [month("2001-01", 2, 5), month("2001-02", None, None, False), month("2001-03", 0), month("2001-04", 7, 9)]
    return {"timeline": rows, "vintage": {"newest_month": "2001-03"}, "phases": []} | changes


def layers(spec):
    return [layer for panel in spec["vconcat"] for layer in panel["layer"]]


def test_percent_never_says_certain_when_it_is_not():
    assert percent(0.9999) == ">99.9%"
    assert percent(0.0) == "0%"
    assert percent(0.00001) == "<0.1%"
    assert percent(0.0994) == "9.9%"
    assert percent(0.0996) == "10%"
    assert percent(0.5) == "50%"


def test_both_drawings_are_xml_of_their_width():
    figure = timeline(short())
    for svg, most in ((figure.svg, 700), (figure.narrow, 340)):
        root = ElementTree.fromstring(svg)
        assert root.tag == "svg"
        assert float(root.get("width")) <= most


def test_an_address_in_a_spec_is_refused():
    spec = {"data": {"url": "http://127.0.0.1:9/rows.json"}, "mark": "bar", "encoding": {}}
    with pytest.raises(ValueError, match="not allowed"):
        draw(spec, "x")


def test_timeline_description_counts_only_what_the_verdict_saw():
    description = timeline(short()).description
    assert "2 events in all; most in January 2001 (2)" in description
    assert "Visible months without an event: 1." in description
    assert "could show nothing: February 2001" in description
    assert "1 later months" in description


def test_blind_months_are_hatched_named_and_never_zero():
    figure = timeline(short())
    assert "url(#timeline-wide-hatch)" in figure.svg
    assert "url(#timeline-narrow-hatch)" in figure.narrow
    assert figure.table.rows[1][:3] == ("February 2001", "blind", "blind")
    assert "hatch" not in timeline(short(timeline=[month("2001-01", 2), month("2001-03", 0)])).svg


def test_months_the_verdict_did_not_see_are_hollow_and_marked_in_the_table():
    figure = timeline(short())
    assert figure.table.rows[-1][-1] == "no, known since"
    assert figure.table.rows[0][-1] == "yes"
    bars = [
        (layer["mark"].get("fill"), [row["month"] for row in layer["data"]["values"]])
        for layer in layers(timeline_spec(short(), 600))
        if any("month" in row and "y" in layer["encoding"] for row in layer["data"]["values"])
        and layer["mark"] != "text"
        and layer["mark"]["type"] == "rect"
    ]
    solid, hollow = bars[0], bars[1]
    assert solid[1] == ["2001-01"]
    assert hollow == ("#ffffff", ["2001-04"])


def test_unknown_deaths_are_a_question_mark_and_no_bar():
    row = {**month("2001-01", 2), "fatalities_best": None, "fatalities_low": None, "fatalities_high": None}
    figure = timeline(short(timeline=[row, month("2001-02", 1, 3), month("2001-03", 0)]))
    assert figure.table.rows[0][1:3] == ("2", "unknown")
    assert ">?</text>" in figure.svg
    assert ">?</text>" not in timeline(short()).svg


def test_a_record_of_one_month_and_one_of_fifty_years_have_readable_axes():
    assert month_axis(253, 254, 260)["values"] == [253]
    ticks = month_axis(-119, 480, 260)["values"]
    assert 2 <= len(ticks) <= 7
    assert all(tick % 12 == 1 for tick in ticks)
    assert "2001-01" in timeline(short(timeline=[month("2001-01", 1)])).svg


def test_return_curve_draws_the_verdicts_model_first_and_those_compared_with_it():
    status = example("active")["status"]
    figure = return_curve(status)
    assert [row[0] for row in figure.table.rows] == [
        "Groups silent as long",
        "One rate for all groups",
        "Ended after 12 silent months",
    ]
    assert figure.table.rows[0][1] == percent(status["p_return"]["1"])
    assert "One rate for all groups: 1.2% within 1" in figure.description
    for row in figure.table.rows:
        assert row[0] in " ".join(ElementTree.fromstring(figure.svg).itertext())


def test_a_model_with_a_hostile_name_is_only_text():
    model = {"name": "<script>\"'&", "p_return": {"1": 0.5}, "curve": [0.5] * 120, "declined": None}
    figure = return_curve({"model": model["name"], "models": [model], "p_return": model["p_return"]})
    assert "<script" not in figure.svg
    assert "<script>" in "".join(ElementTree.fromstring(figure.svg).itertext())


NINE = ("bg_bb climatology constant_rate cure ensemble hazard one_year_rule silence_table three_state").split()


def nine(used="hazard", **changes):
    models = [
        {"name": name, "p_return": {"12": 0.1 * n, "60": 0.1 * n}, "curve": [0.1 * n] * 120, "declined": None}
        for n, name in enumerate(NINE, start=1)
    ]
    own = models[NINE.index(used)]["p_return"]
    return {"model": used, "models": models, "p_return": own, "interval": None} | changes


def strokes(status):
    drawn = lines(status)
    used = status["model"] if status["p_return"] else None
    encoding = return_spec(drawn, used, status["interval"] or {}, 600)["layer"][0]["encoding"]
    names = [model["name"] for model in drawn]
    return dict(zip(names, map(tuple, encoding["strokeDash"]["scale"]["range"]), strict=True))


def marks(status, kind):
    layers = return_spec(lines(status), status["model"], status["interval"] or {}, 600)["layer"]
    return [layer for layer in layers if layer["mark"]["type"] == kind]


@pytest.mark.parametrize("used", ["hazard", "ensemble", "silence_table"])
def test_of_nine_models_the_used_one_and_the_familiar_ones_are_drawn(used):
    assert next(iter(strokes(nine(used)))) == used
    assert set(strokes(nine(used))) == {used, "silence_table", "climatology", "one_year_rule", "ensemble"}


def test_lines_differ_without_colour_and_a_model_keeps_its_own():
    dashes = strokes(nine())
    assert len(set(dashes.values())) == len(dashes)
    assert dashes["hazard"] == (1, 0)
    assert dashes["climatology"] == strokes(nine("ensemble"))["climatology"]


def test_no_line_is_thick_where_the_verdict_states_no_chance():
    figure = return_curve(nine(p_return=None))
    assert "Record and surroundings" not in figure.description
    assert "upright bars" not in figure.description
    assert len(figure.table.rows) == 4


def test_the_interval_is_drawn_told_and_in_the_table():
    status = nine(interval={"12": [0.4, 0.7], "60": [0.5, 0.8]})
    bars = marks(status, "rule")[-1]["data"]["values"]
    assert [(bar["month"], bar["low"], bar["high"]) for bar in bars] == [(12, 0.4, 0.7), (60, 0.5, 0.8)]
    figure = return_curve(status)
    assert "by the record in like cases (95%): 40% to 70% within 12, 50% to 80% within 60." in figure.description
    assert figure.table.rows[1] == ("Range (95%)", "40% to 70%", "50% to 80%")
    assert "upright bars" not in return_curve(nine()).description


def test_a_forecast_outside_its_interval_is_tied_to_it():
    tie = marks(nine(interval={"12": [0.7, 0.9], "60": [0.1, 0.8]}), "rule")[0]["data"]["values"]
    assert [(bar["p"], bar["near"]) for bar in tie] == [(pytest.approx(0.6), 0.7), (pytest.approx(0.6),) * 2]


def test_reliability_prints_the_cases_at_each_dot():
    record = example("active")["track_record"]
    figure = reliability(record)
    words = list(ElementTree.fromstring(figure.svg).itertext())
    assert all(str(dot["cases"]) in words for dot in record["reliability"])
    assert figure.table.rows[0] == ("8.0%", "6.0%", "55")


def drawn(assessment, kind, **mark):
    """The values of the fan's layers of a kind of mark."""
    layers = fan_spec(assessment, 600)["layer"]
    return [
        layer["data"]["values"]
        for layer in layers
        if layer["mark"]["type"] == kind and mark.items() <= layer["mark"].items()
    ]


def test_the_fan_draws_the_record_before_it_and_what_followed_as_hollow_marks():
    assessment = example("active")
    [record] = drawn(assessment, "rect", fill="#8f3026")
    origin = 469  # 2019-01
    assert min(bar["x"] for bar in record) == pytest.approx(origin - 36 + 1 + 0.1)
    assert max(bar["x2"] for bar in record) == pytest.approx(origin + 0.9)
    [followed] = drawn(assessment, "point", fill="#ffffff")
    assert [mark["deaths"] for mark in followed] == [row["deaths"] for row in assessment["danger"]["since"]["months"]]
    assert min(mark["x"] for mark in followed) == origin + 1.5
    assessment["danger"]["since"] = None
    assert drawn(assessment, "point", fill="#ffffff") == [[]]


def test_the_bands_of_the_fan_do_not_overlap_and_reach_as_far_as_their_intervals():
    assessment = example("active")
    [pieces] = drawn(assessment, "area")
    first = assessment["danger"]["months"][0]
    here = sorted((each["low"], each["high"], each["band"]) for each in pieces if each["x"] == 470)
    assert (here[0][0], here[-1][1]) == (first["low95"], first["high95"])
    assert all(below[1] == above[0] for below, above in pairwise(here))
    assert [band for *_, band in here] == ["19 of 20", "four of five", "half of the cases", "four of five", "19 of 20"]


def test_the_fan_is_told_in_words_and_numbers():
    assessment = example("active")
    figure, first = fan(assessment), assessment["danger"]["months"][0]
    assert f"Expected in February 2019: {span(first, '80')} in four of five cases" in figure.description
    assert "Known since: 10 months" in figure.description
    assert len(figure.table.rows) == 36
    assert figure.table.rows[0][0] == "February 2019"
    assert figure.table.rows[0][-1] == str(assessment["danger"]["since"]["months"][0]["deaths"])
    assert figure.table.rows[-1][-1] == "not known yet"
    for svg, most in ((figure.svg, 700), (figure.narrow, 340)):
        assert float(ElementTree.fromstring(svg).get("width")) <= most
        assert not re.search(r'(fill|stroke)="#', svg)


def test_a_fan_of_zeros_lies_on_the_ground():
    assessment = example("active")
    for row in assessment["timeline"]:
        row["fatalities_best"] = 0
    for row in assessment["danger"]["months"]:
        row |= {key: 0.0 for key in row if key != "month"}
    for row in assessment["danger"]["since"]["months"]:
        row["deaths"] = 0
    axes = [layer["encoding"]["y"] for layer in fan_spec(assessment, 600)["layer"] if "y" in layer["encoding"]]
    assert {tuple(y["scale"]["domain"]) for y in axes if "scale" in y} == {(0, 4)}


def test_blind_and_unknown_months_of_the_fan_are_no_zeros():
    assessment = example("active")
    by_month = {row["month"]: row for row in assessment["timeline"]}
    by_month["2018-06"] |= {"visible": False, "fatalities_best": None}
    by_month["2018-07"]["fatalities_best"] = None
    blind, record = drawn(assessment, "rect")
    assert [cell["x"] for cell in blind] == [462]
    assert not {462, 463} & {int(bar["x"]) for bar in record}
    assert [[sign["x"] for sign in signs] for signs in drawn(assessment, "text")] == [[463.5]]
    assert "url(#fan-wide-hatch)" in fan(assessment).svg
    assessment["danger"]["since"]["months"][2]["deaths"] = None
    assert fan(assessment).table.rows[2][-1] == "unknown"


def test_drawings_name_their_colours_for_a_dark_page():
    svg = timeline(short()).svg
    assert "var(--events, #1d5c8c)" in svg
    assert not re.search(r'(fill|stroke)="#', svg)
