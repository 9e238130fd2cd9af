"""Shares with their intervals: how often something happened, by kind of case and by what it was judged by."""

from collections.abc import Mapping, Sequence
from typing import Any

from smoulder.figures import DEATHS, EVENTS, INK, OTHER

COLOURS = (INK, EVENTS, OTHER, DEATHS)
SHAPES = ("circle", "square", "triangle-up", "diamond")


def shares_spec(rows: Sequence[Mapping[str, Any]], what: str, width: int) -> dict[str, Any]:
    """The Vega-Lite spec: dots with lines, one for each kind and judge, told apart by shape and colour.

    rows: kind, judge, share, low and high, in the order in which they are drawn; what: the title of the shares.
    """
    kinds, judges = (list(dict.fromkeys(row[name] for row in rows)) for name in ("kind", "judge"))
    y = {"field": "kind", "type": "nominal", "sort": kinds, "title": None, "axis": {"labelLimit": 200, "domain": False}}
    offset = {"field": "judge", "type": "nominal", "sort": judges}
    scale = {"domain": judges, "range": list(COLOURS[: len(judges)])}
    colour = {"field": "judge", "type": "nominal", "scale": scale, "title": None, "sort": judges}
    legend = {"columns": 2 if width < 400 else 4}
    x = {"field": "low", "type": "quantitative", "scale": {"domain": [0, 1]}, "title": what,
         "axis": {"format": ".0%", "values": [0, 0.25, 0.5, 0.75, 1]}}  # fmt: skip
    place = {"y": y, "yOffset": offset}
    shape = {"field": "judge", "type": "nominal", "sort": judges, "title": None,
             "scale": {"domain": judges, "range": list(SHAPES[: len(judges)])}}  # fmt: skip
    return {
        "width": width - 150,
        "height": {"step": 14},
        "data": {"values": [dict(row) for row in rows]},
        "layer": [
            {"mark": {"type": "rule", "strokeWidth": 2},
             "encoding": {**place, "x": x, "x2": {"field": "high"}, "color": {**colour, "legend": legend}}},
            {"mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
             "encoding": {**place, "x": {**x, "field": "share"}, "color": {**colour, "legend": legend},
                          "shape": {**shape, "legend": legend}}},
        ],
    }  # fmt: skip
