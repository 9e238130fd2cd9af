"""The reliability dots: what the model said in like cases against what came."""

from collections.abc import Mapping, Sequence
from typing import Any

from smoulder.figures import EVENTS, MUTED, Figure, Table, figure, number, percent


def reliability(record: Mapping[str, Any]) -> Figure:
    """Forecast against what happened in like cases, with the number of cases at each dot."""
    dots = [{**dot, "text": number(dot["cases"])} for dot in record["reliability"]]
    description = "When the model said so much, so often the group returned. " + " ".join(
        f"Forecast {percent(dot['forecast'])}: {percent(dot['observed'])} of {number(dot['cases'])} cases."
        for dot in dots
    )
    table = Table(
        ("Forecast", "Returned", "Cases"),
        tuple((percent(dot["forecast"]), percent(dot["observed"]), number(dot["cases"])) for dot in dots),
    )
    title = "Forecast against outcome in like cases"
    return figure("reliability", lambda width: reliability_spec(dots, width), title, description, table)


def reliability_spec(dots: Sequence[Mapping[str, Any]], width: int) -> dict[str, Any]:
    """The Vega-Lite spec of the reliability dots on their diagonal."""
    side = min(width - 60, 340)
    share = {"type": "quantitative", "scale": {"domain": [0, 1]},
             "axis": {"format": ".0%", "values": [0, 0.25, 0.5, 0.75, 1]}}  # fmt: skip
    x = {**share, "field": "forecast", "title": "forecast chance of return"}
    y = {**share, "field": "observed", "title": "share that returned"}
    size = {"field": "cases", "type": "quantitative", "legend": None, "scale": {"type": "sqrt", "range": [30, 300]}}
    ends = [{"forecast": 0, "observed": 0}, {"forecast": 1, "observed": 1}]
    return {
        "width": side,
        "height": side,
        "layer": [
            {"data": {"values": ends}, "mark": {"type": "line", "stroke": MUTED, "strokeDash": [4, 4]},
             "encoding": {"x": x, "y": y}},
            {"data": {"values": list(dots)}, "mark": {"type": "point", "filled": True, "fill": EVENTS, "opacity": 1},
             "encoding": {"x": x, "y": y, "size": size}},
            {"data": {"values": list(dots)}, "mark": {"type": "text", "align": "left", "dx": 11, "dy": 9},
             "encoding": {"x": x, "y": y, "text": {"field": "text"}}},
        ],
    }  # fmt: skip
