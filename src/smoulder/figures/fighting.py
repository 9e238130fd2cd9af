"""How a group fights: fights and attacks on civilians by month over the modes, and the cells it was seen in."""

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
    NARROW,
    OTHER,
    PAPER,
    QUIET,
    Figure,
    Table,
    figure,
    month_axis,
    month_name,
    number,
    percent,
    runs,
)
from smoulder.months import parse_month

MODES = {"holding ground": ACTIVE, "guerrilla": EBB, "clandestine": QUIET, "quiet": PAPER, "cannot say": BLIND}
SHORT = {"holding ground": "ground"}  # where there is little room
MEANS = {"fights": ("between armed sides", EVENTS), "one_sided": ("against civilians", DEATHS)}
ALL = {"events": ("events", EVENTS)}  # where the source does not tell fights from attacks
LETTER = 7  # pixels


def fighting(part: Mapping[str, Any]) -> Figure:
    """Events of each month by kind, the cells they were in, and the modes above them."""
    rows = part["months"]
    seen = [row for row in rows if row["visible"]]
    means = MEANS if part["tells"]["kind"] else ALL
    busiest = max(seen, key=lambda row: row["events"])
    widest = max(seen, key=lambda row: row["cells"])
    told = [
        f"Events and cells per month, {month_name(rows[0]['month'])} to {month_name(rows[-1]['month'])}.",
        f"Most events in {month_name(busiest['month'])} ({number(busiest['events'])}), most cells in"
        f" {month_name(widest['month'])} ({number(widest['cells'])}).",
        "Ways of fighting: " + ", ".join(f"{each['name']} {spell(each)}" for each in part["modes"]) + ".",
    ]
    for what, changes in part["changes"].items():
        told += [
            f"{what.capitalize()} changed in {month_name(each['month'])} from {level(each['before'])} to"
            f" {level(each['after'])} a month."
            for each in changes
        ]
    columns = ("Month", "Events", "Between armed sides", "Against civilians", "Remote", "Suicide", "Deaths", "Cells",
               "Provinces", "Cells kept")  # fmt: skip
    keys = ("events", "fights", "one_sided", "remote", "suicide", "deaths", "cells", "provinces")
    table = Table(
        columns,
        tuple(
            (month_name(row["month"]),
             *(number(row[key]) if row["visible"] else "blind" for key in keys),
             "–" if row["kept"] is None else percent(row["kept"]))
            for row in rows
        ),
    )  # fmt: skip
    title = "Fights, attacks and cells per month"
    return figure("fighting", lambda width: fighting_spec(part, means, width), title, " ".join(told), table)


def level(mean: float) -> str:
    """A mean count as a reader says it.

    >>> level(213.13), level(2.44)
    ('213', '2.4')
    """
    return number(mean) if mean >= 10 else f"{mean:.1f}"


def spell(mode: Mapping[str, Any]) -> str:
    """The months of a mode in words."""
    first, last = month_name(mode["from"]), month_name(mode["to"])
    return first if first == last else f"{first} to {last}"


def fighting_spec(part: Mapping[str, Any], means: Mapping[str, tuple[str, str]], width: int) -> dict[str, Any]:
    """The Vega-Lite spec; x counts month ids, a month runs from its id to the next."""
    rows = part["months"]
    start, end = parse_month(rows[0]["month"]), parse_month(rows[-1]["month"]) + 1
    plot = width - 60
    x = {"field": "x", "type": "quantitative", "title": None,
         "scale": {"domain": [start, end], "nice": False, "zero": False}}  # fmt: skip
    bare, dated = {**x, "axis": None}, {**x, "axis": month_axis(start, end, plot)}
    blind = [
        {"x": parse_month(first), "x2": parse_month(last) + 1}
        for first, last in runs([row["month"] for row in rows if not row["visible"]])
    ]
    shown = [{**row, "x": month + 0.08, "x2": month + 0.92} for row in rows
             if row["visible"] and (month := parse_month(row["month"])) is not None]  # fmt: skip
    stacked = []
    for row in shown:
        low = 0
        for key in means:
            stacked.append({"x": row["x"], "x2": row["x2"], "low": low, "high": low + row[key], "what": means[key][0]})
            low += row[key]
    y = {"type": "quantitative", "title": None,
         "axis": {"tickCount": 4, "format": ",d", "tickMinStep": 1, "domain": False,
                  "labelExpr": "replace(datum.label, ',', '\u202f')"}}  # fmt: skip
    colour = {"field": "what", "type": "nominal", "title": None,
              "scale": {"domain": [words for words, _ in means.values()],
                        "range": [paint for _, paint in means.values()]},
              "legend": {"columns": 1 if width == NARROW else 2, "symbolType": "square", "symbolSize": 160,
                         "symbolStrokeWidth": 0}}  # fmt: skip
    hatch = {"data": {"values": blind}, "mark": {"type": "rect", "fill": BLIND}}
    return {
        "spacing": 14,
        "vconcat": [
            strip(part["modes"], bare, plot, end - start),
            {"title": "Events", "width": plot, "height": 130, "layer": [
                {**hatch, "encoding": {"x": bare, "x2": {"field": "x2"}}},
                {"data": {"values": stacked}, "mark": "rect",
                 "encoding": {"x": bare, "x2": {"field": "x2"}, "y": {**y, "field": "low"}, "y2": {"field": "high"},
                              "color": colour if len(means) > 1 else {"value": EVENTS}}},
                *marks(part["changes"].get("events") or (), bare)]},
            {"title": "Cells of half a degree with an event", "width": plot, "height": 100, "layer": [
                {**hatch, "encoding": {"x": dated, "x2": {"field": "x2"}}},
                {"data": {"values": shown}, "mark": {"type": "rect", "fill": OTHER},
                 "encoding": {"x": dated, "x2": {"field": "x2"}, "y": {**y, "field": "cells"}, "y2": {"datum": 0}}},
                *marks(part["changes"].get("cells") or (), dated)]},
        ],
    }  # fmt: skip


def strip(modes: Sequence[Mapping[str, Any]], x: Mapping[str, Any], plot: int, months: int) -> dict[str, Any]:
    """The modes as a strip with their names where there is room."""
    shades = [
        {"x": parse_month(each["from"]), "x2": parse_month(each["to"]) + 1, "name": each["name"]} for each in modes
    ]
    words = []
    for each in shades:
        room = (each["x2"] - each["x"]) / months * plot
        names = [name for name in (each["name"], SHORT.get(each["name"], "")) if name and len(name) * LETTER < room]
        words += [{"mid": (each["x"] + each["x2"]) / 2, "name": name} for name in names[:1]]
    layers: list[dict[str, Any]] = [
        {"data": {"values": [each for each in shades if each["name"] == name]},
         "mark": {"type": "rect", "fill": fill, "stroke": MUTED, "strokeWidth": 0.5},
         "encoding": {"x": x, "x2": {"field": "x2"}}}
        for name, fill in MODES.items()
    ]  # fmt: skip
    text = {"x": {**x, "field": "mid"}, "text": {"field": "name"}}
    layers += [
        {"data": {"values": words}, "mark": {"type": "text", "stroke": PAPER, "strokeWidth": 3}, "encoding": text},
        {"data": {"values": words}, "mark": "text", "encoding": text},
    ]
    return {"title": "Way of fighting", "width": plot, "height": 24, "layer": layers}


def marks(changes: Sequence[Mapping[str, Any]], x: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Changes as upright dashed lines at the beginning of their month."""
    at = [{"x": parse_month(each["month"])} for each in changes]
    rule = {"type": "rule", "stroke": INK, "strokeWidth": 1.4, "strokeDash": [4, 3]}
    return [{"data": {"values": at}, "mark": rule, "encoding": {"x": x}}] if at else []
