"""Small multiples of the countries in which a group was seen: events by year, all on one scale of years."""

from collections.abc import Mapping
from math import log10
from typing import Any

from smoulder.figures import BLIND, EVENTS, NARROW, Figure, Table, figure, number

MOST = 12  # countries drawn
LETTER = 7  # pixels


def spread(part: Mapping[str, Any]) -> Figure:
    """Events by year in each country, the first seen first; the busiest countries where there are too many."""
    drawn = busiest(part)
    years = [each["year"] for each in part["years"]]
    blind = [str(each["year"]) for each in part["years"] if not each["visible"]]
    told = [
        f"Events by year, {years[0]} to {years[-1]}, in {number(len(drawn))} of {number(len(part['countries']))}"
        " countries.",
        *(f"{each['country']}: {number(each['events'])} events, first in {each['first']}, last in {each['last']}."
          for each in drawn),
        *([f"Years in which nothing could be seen: {', '.join(blind)}."] if blind else []),
    ]  # fmt: skip
    table = Table(
        ("Year", *(each["country"] for each in drawn)),
        tuple(
            (str(each["year"]),
             *(number(country["by_year"][at]) if each["visible"] else "blind" for country in drawn))
            for at, each in enumerate(part["years"])
        ),
    )  # fmt: skip
    title = "Events by country and year"
    return figure("spread", lambda width: spread_spec(part, width), title, " ".join(told), table)


def busiest(part: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The countries that are drawn, in the order of their first event."""
    most = sorted(part["countries"], key=lambda each: -each["events"])[:MOST]
    return [each for each in part["countries"] if each in most]


def spread_spec(part: Mapping[str, Any], width: int) -> dict[str, Any]:
    """The Vega-Lite spec: one small panel for each country, each with its own scale of events."""
    columns = 2 if width == NARROW else 3
    plot = width // columns - 48
    years = [each["year"] for each in part["years"]]
    every = max(1, -(-len(years) * 40 // plot))
    x = {"field": "year", "type": "quantitative", "title": None,
         "scale": {"domain": [years[0], years[-1] + 1], "nice": False, "zero": False},
         "axis": {"values": years[::every], "format": "d", "grid": False, "labelAlign": "left"}}  # fmt: skip
    blind = [{"year": each["year"], "to": each["year"] + 1} for each in part["years"] if not each["visible"]]
    panels = []
    for each in busiest(part):
        bars = [
            {"year": year + 0.1, "to": year + 0.9, "events": count}
            for year, count in zip(years, each["by_year"], strict=True)
            if count
        ]
        digits = int(log10(max(bar["events"] for bar in bars))) if bars else 0
        y = {"field": "events", "type": "quantitative", "title": None, "scale": {"domainMin": 0},
             "axis": {"tickCount": 2, "format": ",d", "tickMinStep": 1, "domain": False, "minExtent": 14 + 7 * digits,
                      "labelExpr": "replace(datum.label, ',', '\u202f')"}}  # fmt: skip
        name = each["country"]
        room = plot // LETTER
        panels.append(
            {"title": {"text": name if len(name) <= room else name[: room - 1] + "…"}, "width": plot, "height": 64,
             "layer": [
                {"data": {"values": blind}, "mark": {"type": "rect", "fill": BLIND},
                 "encoding": {"x": x, "x2": {"field": "to"}}},
                {"data": {"values": bars}, "mark": {"type": "rect", "fill": EVENTS},
                 "encoding": {"x": x, "x2": {"field": "to"}, "y": y, "y2": {"datum": 0}}}]}
        )  # fmt: skip
    return {"columns": columns, "spacing": 16, "concat": panels}
