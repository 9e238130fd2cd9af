"""The return curve: the chance of being seen again, by months from now, with its interval and three lines to compare.

The table beside the figure has every model; nine lines in one picture nobody can tell apart.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from smoulder.figures import DEATHS, EVENTS, INK, MUTED, NARROW, OTHER, PAPER, Figure, Table, figure, percent

MODELS = {
    "hazard": "Record and surroundings",
    "ensemble": "Several models together",
    "silence_table": "Groups silent as long",
    "climatology": "One rate for all groups",
    "one_year_rule": "Ended after 12 silent months",
    "cure": "Ended, or pausing as before",
    "three_state": "Active, resting or ended",
    "bg_bb": "Steady until it stops",
    "constant_rate": "The group's own rate",
}
COMPARED = ("silence_table", "climatology", "one_year_rule", "ensemble")
HORIZONS = ("1", "6", "12", "24", "36", "60", "120")
INTERVAL = "Range (95%)"


class Stroke(NamedTuple):
    """How a line is drawn: its colour, and its dashes and gaps in pixels, so that print without colour will do."""

    colour: str
    dashes: tuple[int, ...]


USED = Stroke(EVENTS, (1, 0))
STROKES = {
    "silence_table": Stroke(DEATHS, (8, 3)),
    "climatology": Stroke(MUTED, (2, 3)),
    "one_year_rule": Stroke(OTHER, (10, 3, 2, 3)),
    "ensemble": Stroke(INK, (4, 3)),
}


def model_name(model: str) -> str:
    """What a model is called in a report."""
    return MODELS.get(model, model.replace("_", " "))


def in_order(models: Sequence[Mapping[str, Any]], used: str | None) -> list[Mapping[str, Any]]:
    """Models as a report lists them: that of the verdict, those compared with it, the others."""
    order = [used, *COMPARED, *MODELS]
    return sorted(models, key=lambda model: order.index(model["name"]) if model["name"] in order else len(order))


def speaking(status: Mapping[str, Any]) -> str | None:
    """The model whose chances the verdict states, None where it states none."""
    return status.get("model") if status.get("p_return") else None


def span(interval: Sequence[float]) -> str:
    """An interval of chances as a reader says it.

    >>> span([0.44, 0.597])
    '44% to 60%'
    """
    low, high = map(percent, interval)
    return f"{low} to {high}"


def lines(status: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The models that are drawn: that of the verdict first."""
    used = speaking(status)
    return [
        model for model in in_order(status["models"], used) if model.get("curve") and model["name"] in (used, *COMPARED)
    ]


def return_curve(status: Mapping[str, Any]) -> Figure:
    """P(seen again within h months) of the model of the verdict, with its interval, and of those to compare."""
    used, interval, drawn = speaking(status), status.get("interval") or {}, lines(status)
    horizons = [h for h in HORIZONS if any(h in model["p_return"] for model in drawn)]
    told = [
        f"{model_name(model['name'])}: "
        + ", ".join(f"{percent(model['p_return'][h])} within {h}" for h in horizons if h in model["p_return"])
        for model in drawn
    ]
    rows = [(model_name(model["name"]), *(percent(model["p_return"].get(h)) for h in horizons)) for model in drawn]
    if used and interval:
        told.insert(
            1,
            "The upright bars on it, where the chance may lie by the record in like cases (95%): "
            + ", ".join(f"{span(interval[h])} within {h}" for h in horizons if h in interval),
        )
        rows.insert(1, (INTERVAL, *(span(interval[h]) if h in interval else "–" for h in horizons)))
    return figure(
        "return",
        lambda width: return_spec(drawn, used, interval, width),
        "Chance of being seen again, by months from now",
        " ".join(f"{each}." for each in ("Chance of at least one more event within so many months", *told)),
        Table(("Model", *(f"{h} months" if h != "1" else "1 month" for h in horizons)), tuple(rows)),
    )


def return_spec(
    drawn: Sequence[Mapping[str, Any]], used: str | None, interval: Mapping[str, Sequence[float]], width: int
) -> dict[str, Any]:
    """The Vega-Lite spec of the return curves; the model of the verdict is thick and carries numbers and bars."""
    names = [model_name(model["name"]) for model in drawn]
    strokes = [USED if model["name"] == used else STROKES[model["name"]] for model in drawn]
    points = [
        {"month": month, "p": p, "model": model_name(model["name"]), "used": model["name"] == used}
        for model in drawn
        for month, p in enumerate(model["curve"], start=1)
    ]
    labelled = (12, 36, 60, 120) if width == NARROW else (12, 24, 36, 60, 120)
    marked = [
        {**point, "text": percent(point["p"])} for point in points if point["used"] and point["month"] in labelled
    ]
    said = {point["month"]: point["p"] for point in points if point["used"]}
    bars = [
        {"month": month, "p": said[month], "low": low, "high": high, "near": min(max(said[month], low), high)}
        for month, (low, high) in ((int(each), ends) for each, ends in interval.items() if said)
    ]
    x = {"field": "month", "type": "quantitative", "title": "months after the newest visible month",
         "scale": {"domain": [0, 120], "nice": False},
         "axis": {"values": [12, 24, 36, 60, 84, 120], "grid": False}}  # fmt: skip
    y = {"field": "p", "type": "quantitative", "title": None, "scale": {"domain": [0, 1]},
         "axis": {"format": ".0%", "values": [0, 0.25, 0.5, 0.75, 1], "domain": False}}  # fmt: skip
    which = {"field": "model", "type": "nominal", "title": None}
    legend = {
        "columns": 1 if width == NARROW else 2,
        "symbolType": "stroke",
        "symbolSize": 1200,
        "symbolStrokeWidth": 2.5,
        "columnPadding": 36,
    }
    styles = {
        channel: {**which, "scale": {"domain": names, "range": values}, "legend": legend}
        for channel, values in (
            ("color", [stroke.colour for stroke in strokes]),
            ("strokeDash", [stroke.dashes for stroke in strokes]),
        )
    }
    curves = [
        {"data": {"values": [point for point in points if point["used"] is thick]},
         "mark": {"type": "line", "strokeWidth": 3.5 if thick else 1.8}, "encoding": {"x": x, "y": y, **styles}}
        for thick in (False, True)
    ]  # fmt: skip
    spot = {"type": "point", "filled": True, "fill": EVENTS, "size": 50, "opacity": 1}
    dots = {"data": {"values": marked}, "mark": spot, "encoding": {"x": x, "y": y}}
    words = [*labels(marked[:-1], marked, x, y), *labels(marked[-1:], marked, x, y)]
    return {"width": width - 60, "height": 270, "layer": [*curves, *error_bars(bars, x, y), dots, *words]}


def error_bars(bars: Sequence[Mapping[str, float]], x: Mapping[str, Any], y: Mapping[str, Any]) -> list[dict[str, Any]]:
    """An upright bar from low to high at each month, with stops and a halo; a line outside it is tied to it."""
    data = {"values": list(bars)}
    tie = {"mark": {"type": "rule", "stroke": EVENTS, "strokeWidth": 1.2, "strokeDash": [1, 3]},
           "encoding": {"x": x, "y": y, "y2": {"field": "near"}}}  # fmt: skip
    return [{"data": data, **tie}] + [
        {"data": data, **mark}
        for stroke, halo in ((PAPER, 3), (EVENTS, 0))
        for mark in (
            {"mark": {"type": "rule", "stroke": stroke, "strokeWidth": 2 + halo},
             "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}}},
            *({"mark": {"type": "tick", "orient": "horizontal", "fill": stroke, "thickness": 2 + halo,
                        "size": 9 + halo}, "encoding": {"x": x, "y": {**y, "field": end}}}
              for end in ("low", "high")),
        )
    ]  # fmt: skip


def labels(
    points: Sequence[Mapping[str, Any]], marked: Sequence[Mapping[str, Any]], x: Mapping[str, Any], y: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Percentages beside points, with a halo: under the curve where there is room, the last within the frame."""
    below = min(point["p"] for point in marked) > 0.09 if marked else False
    last = any(point["month"] == 120 for point in points)
    mark = {"type": "text", "dy": 14 if below else -10, "align": "right" if last else "left", "dx": 3 if last else 6,
            "fontWeight": 600}  # fmt: skip
    encoding = {"x": x, "y": y, "text": {"field": "text"}}
    return [
        {"data": {"values": list(points)}, "mark": {**mark, **halo}, "encoding": encoding}
        for halo in ({"stroke": PAPER, "strokeWidth": 4}, {})
    ]
