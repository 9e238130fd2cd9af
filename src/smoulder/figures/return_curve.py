"""The return curve: the chance of being seen again, by months from now, of every model side by side."""

from collections.abc import Mapping, Sequence
from typing import Any

from smoulder.figures import DEATHS, EVENTS, INK, LINE, MUTED, NARROW, OTHER, PAPER, Figure, Table, figure, percent

MODELS = {
    "climatology": "One rate for all groups",
    "constant_rate": "The group's own rate",
    "one_year_rule": "Ended after 12 silent months",
    "silence_table": "Groups silent as long",
}
DASHES: Sequence[Sequence[int]] = ([1, 0], [7, 3], [2, 3], [9, 3, 2, 3], [12, 4], [1, 4])


def model_name(model: str) -> str:
    """What a model is called in a figure."""
    return MODELS.get(model, model.replace("_", " "))


def return_curve(status: Mapping[str, Any]) -> Figure:
    """P(seen again within h months) of the model of the verdict with every other model beside it."""
    used = status.get("model")
    models = sorted(status["models"], key=lambda model: (model["name"] != used, model["name"]))
    drawn = [model for model in models if model.get("curve")]
    horizons = [h for h in ("1", "6", "12", "24", "36", "60", "120") if any(h in (m["p_return"] or ()) for m in drawn)]
    description = "Chance of at least one more event within so many months. " + " ".join(
        f"{model_name(model['name'])}: "
        + ", ".join(f"{percent(model['p_return'][h])} within {h}" for h in horizons if h in model["p_return"])
        + "."
        for model in drawn
    )
    table = Table(
        ("Model", *(f"{h} months" if h != "1" else "1 month" for h in horizons)),
        tuple((model_name(model["name"]), *(percent(model["p_return"].get(h)) for h in horizons)) for model in drawn),
    )
    title = "Chance of being seen again, by months from now"
    return figure("return", lambda width: return_spec(drawn, used, width), title, description, table)


def return_spec(drawn: Sequence[Mapping[str, Any]], used: str | None, width: int) -> dict[str, Any]:
    """The Vega-Lite spec of the return curves; the model of the verdict is thick and carries its numbers."""
    names = [model_name(model["name"]) for model in drawn]
    colours = [EVENTS, DEATHS, OTHER, MUTED, INK, LINE]
    points = [
        {"month": month, "p": p, "model": model_name(model["name"]), "used": model["name"] == used}
        for model in drawn
        for month, p in enumerate(model["curve"], start=1)
    ]
    shown = (12, 60, 120) if width == NARROW else (12, 24, 60, 120)
    marked = [{**point, "text": percent(point["p"])} for point in points if point["used"] and point["month"] in shown]
    x = {"field": "month", "type": "quantitative", "title": "months after the newest visible month",
         "scale": {"domain": [0, 120], "nice": False},
         "axis": {"values": [12, 24, 36, 60, 84, 120], "grid": False}}  # fmt: skip
    y = {"field": "p", "type": "quantitative", "title": None, "scale": {"domain": [0, 1]},
         "axis": {"format": ".0%", "values": [0, 0.25, 0.5, 0.75, 1], "domain": False}}  # fmt: skip
    which = {"field": "model", "type": "nominal", "title": None}
    legend = {
        "columns": 1 if width == NARROW else 2,
        "symbolType": "stroke",
        "symbolStrokeWidth": 2.5,
        "columnPadding": 36,
    }
    styles = {
        "color": {**which, "scale": {"domain": names, "range": colours[: len(names)]}, "legend": legend},
        "strokeDash": {**which, "scale": {"domain": names, "range": [*DASHES][: len(names)]}, "legend": legend},
    }
    spot = {"type": "point", "filled": True, "fill": EVENTS, "size": 50, "opacity": 1}
    lines = [
        {"data": {"values": [point for point in points if point["used"] is thick]},
         "mark": {"type": "line", "strokeWidth": 3.5 if thick else 1.8}, "encoding": {"x": x, "y": y, **styles}}
        for thick in (False, True)
    ]  # fmt: skip
    dots = {"data": {"values": marked}, "mark": spot, "encoding": {"x": x, "y": y}}
    below = max((point["p"] for point in marked), default=0) > 0.8
    words = [*labels(marked[:-1], below, x, y), *labels(marked[-1:], below, x, y)]
    return {"width": width - 60, "height": 270, "layer": [*lines, dots, *words]}


def labels(
    points: Sequence[Mapping[str, Any]], below: bool, x: Mapping[str, Any], y: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Percentages beside points, with a halo: under a high curve and above a low one, the last within the frame."""
    last = any(point["month"] == 120 for point in points)
    mark = {"type": "text", "dy": 16 if below else -12, "align": "left" if below and not last else "right",
            "dx": 4 if last else 0, "fontWeight": 600}  # fmt: skip
    encoding = {"x": x, "y": y, "text": {"field": "text"}}
    return [
        {"data": {"values": list(points)}, "mark": {**mark, **halo}, "encoding": encoding}
        for halo in ({"stroke": PAPER, "strokeWidth": 4}, {})
    ]
