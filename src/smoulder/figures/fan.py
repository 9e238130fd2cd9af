"""The fan: deaths per month as recorded, the bands in which they are expected, and what followed as hollow marks."""

from collections.abc import Mapping, Sequence
from typing import Any

from smoulder.figures import BLIND, DEATHS, INK, NARROW, PAPER, Figure, Table, figure, month_name, number
from smoulder.months import label, parse_month

BEFORE = 36  # months of the record that are drawn
SHADES = {"50": ("half of the cases", 0.75), "80": ("four of five", 0.45), "95": ("19 of 20", 0.22)}


def span(spread: Mapping[str, float], level: str) -> str:
    """An interval of deaths as a reader says it.

    >>> span({"low80": 12.0, "high80": 40.4}, "80"), span({"low80": 5.0, "high80": 5.0}, "80")
    ('12 to 40', '5')
    """
    low, high = (number(spread[f"{end}{level}"]) for end in ("low", "high"))
    return low if low == high else f"{low} to {high}"


def fan(assessment: Mapping[str, Any]) -> Figure:
    """Deaths per month: recorded, expected in three bands, and followed where that is known."""
    danger = assessment["danger"]
    ahead = danger["months"]
    after = {each["month"]: each["deaths"] for each in (danger["since"] or {"months": ()})["months"]}
    recorded = past(assessment)
    described = [f"Deaths per month. Recorded from {month_name(recorded[0]['month'])} on"] if recorded else []
    first, last = ahead[0], ahead[-1]
    description = ". ".join(
        [
            *described,
            f"Expected in {month_name(first['month'])}: {span(first, '80')} in four of five cases, median"
            f" {number(first['median'])}",
            f"Expected in {month_name(last['month'])}: {span(last, '80')}, median {number(last['median'])}.",
        ]
    )
    if known := [deaths for deaths in after.values() if deaths is not None]:
        description += f" Known since: {number(len(known))} months with {number(min(known))} to {number(max(known))}."
    rows = tuple(
        (
            month_name(each["month"]),
            number(each["median"]),
            *(span(each, level) for level in SHADES),
            number(after[each["month"]]) if each["month"] in after else "not known yet",
        )
        for each in ahead
    )
    columns = ("Month", "Median", "Half of the cases", "Four of five", "19 of 20", "What followed")
    title = "Deaths per month, recorded and expected"
    return figure("fan", lambda width: fan_spec(assessment, width), title, description, Table(columns, rows))


def past(assessment: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The last months of the record, as the timeline has them."""
    origin = parse_month(assessment["danger"]["origin"])
    rows = assessment.get("timeline") or ()
    return [row for row in rows if label(origin - BEFORE) < row["month"] <= label(origin)]


def fan_spec(assessment: Mapping[str, Any], width: int) -> dict[str, Any]:
    """The Vega-Lite spec of the fan; x counts month ids, a month runs from its id to the next."""
    danger, recorded = assessment["danger"], past(assessment)
    now, end = parse_month(danger["origin"]) + 1, parse_month(danger["months"][-1]["month"]) + 1
    start = min([parse_month(row["month"]) for row in recorded], default=now)
    bars = [
        {"x": month + 0.1, "x2": month + 0.9, "deaths": row["fatalities_best"]}
        for row in recorded
        if row["visible"] and row["fatalities_best"] and (month := parse_month(row["month"])) is not None
    ]
    blind = [
        {"x": parse_month(row["month"]), "x2": parse_month(row["month"]) + 1} for row in recorded if not row["visible"]
    ]
    unknown = [
        {"x": parse_month(row["month"]) + 0.5, "sign": "?"}
        for row in recorded
        if row["visible"] and row["fatalities_best"] is None
    ]
    marks = [
        {"x": parse_month(each["month"]) + 0.5, "deaths": each["deaths"]}
        for each in (danger["since"] or {"months": ()})["months"]
        if each["deaths"] is not None
    ]
    x = {"field": "x", "type": "quantitative", "title": None,
         "scale": {"domain": [start, end], "nice": False, "zero": False},
         "axis": years(start, end)}  # fmt: skip
    most = max(each["deaths"] for each in (*bars, *marks, {"deaths": 4}))  # zeros alone lie on the ground
    y = {"field": "deaths", "type": "quantitative", "title": None,
         "scale": {"domain": [0, max(most, *(each["high95"] for each in danger["months"]))], "nice": True},
         "axis": {"tickCount": 5, "format": ",d", "tickMinStep": 1, "domain": False,
                  "labelExpr": "replace(datum.label, ',', '\u202f')"}}  # fmt: skip
    upright = {"x": x, "x2": {"field": "x2"}}
    middle = steps(danger["months"], "median", "median")
    return {
        "width": width - 60,
        "height": 260,
        "layer": [
            {"data": {"values": blind}, "mark": {"type": "rect", "fill": BLIND}, "encoding": upright},
            bands(danger["months"], x, y, 1 if width == NARROW else 3),
            {"data": {"values": middle}, "mark": {"type": "line", "stroke": INK, "strokeWidth": 1.8},
             "encoding": {"x": x, "y": {**y, "field": "low"}}},
            {"data": {"values": bars}, "mark": {"type": "rect", "fill": DEATHS},
             "encoding": {**upright, "y": y, "y2": {"datum": 0}}},
            {"data": {"values": unknown}, "mark": {"type": "text", "baseline": "bottom"},
             "encoding": {"x": x, "y": {"datum": 0}, "text": {"field": "sign"}}},
            {"data": {"values": marks}, "mark": {"type": "point", "filled": True, "fill": PAPER, "stroke": INK,
                                                 "strokeWidth": 1.5, "opacity": 1,
                                                 "size": 20 if width == NARROW else 45},
             "encoding": {"x": x, "y": y}},
            {"data": {"values": [{"x": now}]}, "mark": {"type": "rule", "stroke": INK, "strokeWidth": 1.5},
             "encoding": {"x": x}},
        ],
    }  # fmt: skip


def bands(
    ahead: Sequence[Mapping[str, Any]], x: Mapping[str, Any], y: Mapping[str, Any], columns: int
) -> dict[str, Any]:
    """The three bands cut into pieces that do not overlap, so that the shade of each is that in the legend."""
    edges = {"50": [("low50", "high50")], "80": [("low80", "low50"), ("high50", "high80")],
             "95": [("low95", "low80"), ("high80", "high95")]}  # fmt: skip
    values = [
        {**point, "piece": low, "band": SHADES[level][0]}
        for level, pieces in edges.items()
        for low, high in pieces
        for point in steps(ahead, low, high)
    ]
    names, shades = zip(*SHADES.values(), strict=True)
    shade = {"field": "band", "type": "nominal", "title": None,
             "scale": {"type": "ordinal", "domain": names, "range": shades},
             "legend": {"columns": columns, "symbolType": "square", "symbolFillColor": DEATHS, "symbolStrokeWidth": 0,
                        "symbolSize": 200, "columnPadding": 24}}  # fmt: skip
    return {
        "data": {"values": values},
        "mark": {"type": "area", "fill": DEATHS},
        "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}, "detail": {"field": "piece"},
                     "opacity": shade},
    }  # fmt: skip


def steps(ahead: Sequence[Mapping[str, Any]], low: str, high: str) -> list[dict[str, Any]]:
    """Two numbers of each month, at its beginning and at its end: a month is level, not a slope to the next."""
    return [
        {"x": parse_month(each["month"]) + side, "low": each[low], "high": each[high]}
        for each in ahead
        for side in (0, 1)
    ]


def years(start: int, end: int) -> dict[str, Any]:
    """An axis of month ids with the Januaries named by their year."""
    januaries = [month for month in range(start, end - 3) if month % 12 == 1]  # a name at the edge would run over it
    lookup = ",".join(f"'{month}':'{label(month)[:4]}'" for month in januaries)
    return {"values": januaries, "labelExpr": f"({{{lookup}}})[datum.value]", "grid": False, "labelAlign": "left"}
