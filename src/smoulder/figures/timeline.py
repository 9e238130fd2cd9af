"""The timeline: events and deaths per month over the phases, with blind months and what came later kept apart."""

from collections.abc import Mapping, Sequence
from typing import Any

from smoulder.figures import (
    ACTIVE,
    BLIND,
    DEATHS,
    EBB,
    EVENTS,
    INK,
    MUTED,
    PAPER,
    QUIET,
    Figure,
    Table,
    figure,
    month_axis,
    month_name,
    number,
    runs,
)
from smoulder.months import label, parse_month

PHASES = {"active": ACTIVE, "ebb": EBB, "quiet": QUIET, "blind": BLIND}


def timeline(assessment: Mapping[str, Any], name: str = "timeline") -> Figure:
    """Events and deaths per month over the shaded phases; blind months are hatched, later months stand apart.

    name: another one for each figure of a page.
    """
    rows, newest = assessment["timeline"], assessment["vintage"]["newest_month"]
    seen = [row for row in rows if row["month"] <= newest]
    blind = runs([row["month"] for row in seen if not row["visible"]])
    busiest = max(seen, key=lambda row: row["events"] or 0)
    quiet = sum(1 for row in seen if row["visible"] and not row["events"])
    description = (
        f"Events and deaths per month, {month_name(rows[0]['month'])} to {month_name(newest)}."
        f" {number(sum(row['events'] or 0 for row in seen))} events in all;"
        f" most in {month_name(busiest['month'])} ({number(busiest['events'])})."
        f" Visible months without an event: {quiet}."
    )
    if blind:
        description += f" Months in which the source could show nothing: {spell(blind)}."
    if after := len(rows) - len(seen):
        description += f" {after} later months, which the verdict did not see, are drawn apart."
    table = Table(
        ("Month", "Events", "Deaths, best", "Deaths, low", "Deaths, high", "Seen by the verdict"),
        tuple(
            (
                month_name(row["month"]),
                *(
                    number(row[key]) if row["visible"] else "blind"
                    for key in ("events", "fatalities_best", "fatalities_low", "fatalities_high")
                ),
                "yes" if row["month"] <= newest else "no, known since",
            )
            for row in rows
        ),
    )
    title = "Events and deaths per month"
    return figure(name, lambda width: timeline_spec(assessment, width), title, description, table)


def spell(months: Sequence[tuple[str, str]]) -> str:
    """Runs of months in words."""
    return ", ".join(
        month_name(first) if first == last else f"{month_name(first)} to {month_name(last)}" for first, last in months
    )


def timeline_spec(assessment: Mapping[str, Any], width: int) -> dict[str, Any]:
    """The Vega-Lite spec of the timeline; x counts month ids, a month runs from its id to the next."""
    rows, newest = assessment["timeline"], parse_month(assessment["vintage"]["newest_month"])
    start, end = parse_month(rows[0]["month"]), parse_month(rows[-1]["month"]) + 1
    plot = width - 60
    gap = 0.1 if plot / (end - start) > 3 else 0
    bars = [
        {**row, "x": month + gap, "x2": month + 1 - gap, "mid": month + 0.5, "since": month > newest}
        for row in rows
        if row["visible"] and (month := parse_month(row["month"])) is not None
    ]
    phases = [each for each in assessment.get("phases") or () if each["name"] != "blind"]
    shades = [shade(each["from"], each["to"], each["name"]) for each in phases]
    shades += [shade(*run, "blind") for run in runs([row["month"] for row in rows if not row["visible"]])]
    later = [shade(label(newest + 1), label(end - 1), "known since")] if end > newest + 1 else []
    words = [
        {**each, "mid": (each["x"] + each["x2"]) / 2}
        for each in (*shades, *later)
        if (each["x2"] - each["x"]) / (end - start) * plot > 7 * len(each["name"])
    ]
    x = {
        "field": "x", "type": "quantitative", "title": None,
        "scale": {"domain": [start, end], "nice": False, "zero": False},
    }  # fmt: skip
    bare, dated = {**x, "axis": None}, {**x, "axis": month_axis(start, end, plot)}
    cut = {"data": {"values": [{"x": newest + 1}]}, "mark": {"type": "rule", "stroke": INK, "strokeWidth": 1.5}}
    strip = {
        "title": "Phase", "width": plot, "height": 22,
        "layer": [
            *band(shades, bare, 1),
            *outline(later, bare),
            {**cut, "encoding": {"x": bare}},
            {"data": {"values": words}, "mark": {"type": "text", "stroke": PAPER, "strokeWidth": 3},
             "encoding": {"x": {**bare, "field": "mid"}, "text": {"field": "name"}}},
            {"data": {"values": words}, "mark": "text",
             "encoding": {"x": {**bare, "field": "mid"}, "text": {"field": "name"}}},
        ],
    }  # fmt: skip

    def panel(heading: str, field: str, colour: str, axis: Mapping[str, Any], low_high: bool) -> dict[str, Any]:
        y = {"field": field, "type": "quantitative", "title": None,
             "axis": {"tickCount": 4, "format": ",d", "tickMinStep": 1, "domain": False,
                      "labelExpr": "replace(datum.label, ',', '\u202f')"}}  # fmt: skip
        layers = [*band(shades, axis, 0.75)]
        for since, mark in ((False, {"fill": colour}), (True, {"fill": PAPER, "stroke": colour, "strokeWidth": 1})):
            values = [bar for bar in bars if bar["since"] is since and bar[field]]
            encoding = {"x": axis, "x2": {"field": "x2"}, "y": y, "y2": {"datum": 0}}
            layers += [{"data": {"values": values}, "mark": {"type": "rect", **mark}, "encoding": encoding}]
        if low_high:
            known = [bar for bar in bars if bar["fatalities_low"] is not None and bar["fatalities_high"]]
            ends = {"y": {**y, "field": "fatalities_low"}, "y2": {"field": "fatalities_high"}}
            layers += [{"data": {"values": known}, "mark": {"type": "rule", "stroke": INK, "strokeWidth": 0.8},
                        "encoding": {"x": {**axis, "field": "mid"}, **ends}}]  # fmt: skip
        unknown = [{**bar, "sign": "?"} for bar in bars if bar[field] is None]
        layers += [{"data": {"values": unknown}, "mark": {"type": "text", "baseline": "bottom"},
                    "encoding": {"x": {**axis, "field": "mid"}, "y": {"datum": 0}, "text": {"field": "sign"}}},
                   {**cut, "encoding": {"x": axis}}]  # fmt: skip
        return {"title": heading, "width": plot, "height": 120, "layer": layers}

    return {
        "spacing": 14,
        "vconcat": [
            strip,
            panel("Events", "events", EVENTS, bare, False),
            panel("Deaths, best (low to high)", "fatalities_best", DEATHS, dated, True),
        ],
    }


def shade(first: str, last: str, name: str) -> dict[str, Any]:
    """A named stretch of months on the axis."""
    return {"x": parse_month(first), "x2": parse_month(last) + 1, "name": name}


def band(shades: Sequence[Mapping[str, Any]], x: Mapping[str, Any], opacity: float) -> list[dict[str, Any]]:
    """The stretches as full-height rectangles, one layer for each name."""
    return [
        {"data": {"values": [each for each in shades if each["name"] == name]},
         "mark": {"type": "rect", "fill": colour, "opacity": opacity if name != "blind" else 1},
         "encoding": {"x": x, "x2": {"field": "x2"}}}
        for name, colour in PHASES.items()
        if any(each["name"] == name for each in shades)
    ]  # fmt: skip


def outline(shades: Sequence[Mapping[str, Any]], x: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The stretches as dashed empty rectangles."""
    mark = {"type": "rect", "fill": PAPER, "stroke": MUTED, "strokeDash": [3, 3]}
    return [{"data": {"values": list(shades)}, "mark": mark, "encoding": {"x": x, "x2": {"field": "x2"}}}]
