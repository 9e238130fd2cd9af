"""The figures of a report: Vega-Lite specs drawn as SVG, each with a description and a table of its numbers.

A figure is drawn twice, for a page and for a phone: text that shrinks with a picture cannot be read. Colours are
plain in the specs and become CSS variables in the drawing, so that a page can be dark on a screen and light on paper.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from smoulder.months import first_day, label, parse_month

WIDE, NARROW = 660, 320  # pixels of a drawing on a page and on a phone
INK, MUTED, LINE, PAPER = "#1b2530", "#55606d", "#cbd2d9", "#ffffff"
EVENTS, DEATHS, OTHER = "#1d5c8c", "#8f3026", "#7a5b9a"
ACTIVE, EBB, QUIET, BLIND = "#f2cfb8", "#f8e8d2", "#dde8f2", "#b9b4bf"
VARIABLES = {
    INK: "ink", MUTED: "muted", LINE: "line", PAPER: "paper", EVENTS: "events", DEATHS: "deaths", OTHER: "other",
    ACTIVE: "active", EBB: "ebb", QUIET: "quiet",
}  # fmt: skip
PAINT = re.compile(r' (fill|stroke)="(#[0-9a-f]{6})"')
LONG = re.compile(r"\d+\.\d{3,}")
HATCH = '<defs><pattern id="{id}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0,0V6" stroke="var(--muted, #55606d)" stroke-width="2"/></pattern></defs>'  # noqa: E501
CONFIG: Mapping[str, Any] = {
    "aria": False,
    "background": None,
    "font": "system-ui, sans-serif",
    "view": {"stroke": None},
    "text": {"fontSize": 12, "fill": INK},
    "title": {"anchor": "start", "frame": "group", "fontSize": 13, "fontWeight": 600, "color": INK, "offset": 6},
    "axis": {
        "labelColor": INK, "titleColor": INK, "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal",
        "domainColor": MUTED, "tickColor": MUTED, "gridColor": LINE,
    },
    "legend": {"labelColor": INK, "labelFontSize": 12, "labelLimit": 400, "symbolSize": 500, "orient": "bottom"},
}  # fmt: skip


class Table(NamedTuple):
    """Columns and rows of text; the first column names the row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Figure(NamedTuple):
    """A drawing as SVG for a page and for a phone, what it shows in words, and its numbers."""

    svg: str
    narrow: str
    title: str
    description: str
    table: Table


def percent(share: float | None) -> str:
    """A probability as a reader wants it: whole numbers, tenths near the ends, and never a false 0 or 100.

    >>> percent(0.417), percent(0.064), percent(0.0002), percent(1.0), percent(None)
    ('42%', '6.4%', '<0.1%', '100%', 'unknown')
    """
    if share is None:
        return "unknown"
    if 0 < share < 0.001 or 0.999 < share < 1:
        return "<0.1%" if share < 0.5 else ">99.9%"
    return f"{share:.1%}" if 0 < share < 0.0995 or 0.9005 < share < 1 else f"{share:.0%}"


def number(count: float | None) -> str:
    """A count with a thin space between thousands; unknown where there is none."""
    return "unknown" if count is None else f"{count:,.0f}".replace(",", "\u202f")


def numbered(count: float, noun: str) -> str:
    """A count with what is counted.

    >>> numbered(1, "event"), numbered(2, "event")
    ('1 event', '2 events')
    """
    return f"{number(count)} {noun}{'' if count == 1 else 's'}"


def month_name(month: str) -> str:
    """YYYY-MM as a reader says it.

    >>> month_name("2019-01")
    'January 2019'
    """
    return f"{first_day(parse_month(month)):%B %Y}"


def draw(spec: Mapping[str, Any], name: str) -> str:
    """A Vega-Lite spec as SVG; nothing is fetched, and a spec that asks for an address fails."""
    from vl_convert import vegalite_to_svg  # here, because it takes half a second that no other command needs

    svg: str = vegalite_to_svg({**spec, "config": CONFIG}, allowed_base_urls=[])
    svg = re.sub(r' xmlns(:xlink)?="[^"]*"', "", svg)
    svg = re.sub(r"<[^>]+>", lambda tag: LONG.sub(lambda found: f"{float(found[0]):.2f}", tag[0]), svg)
    body = PAINT.sub(lambda found: f' {found[1]}="{paint(found[2], name)}"', svg)
    return body.replace(">", ">" + HATCH.format(id=f"{name}-hatch"), 1) if f"#{name}-hatch" in body else body


def paint(colour: str, name: str) -> str:
    """A colour of a spec as the page paints it."""
    if colour == BLIND:
        return f"url(#{name}-hatch)"
    return f"var(--{VARIABLES[colour]}, {colour})" if colour in VARIABLES else colour


def figure(name: str, spec: Callable[[int], Mapping[str, Any]], title: str, description: str, table: Table) -> Figure:
    """A figure from a function that gives its spec for a width in pixels."""
    return Figure(draw(spec(WIDE), f"{name}-wide"), draw(spec(NARROW), f"{name}-narrow"), title, description, table)


def month_axis(start: int, end: int, plot: int) -> dict[str, Any]:
    """An axis of month ids with as many years, or months of a short record, as there is room for."""
    januaries = [month for month in range(start, end + 1) if month % 12 == 1]
    if len(januaries) >= 3:
        every = -(-len(januaries) * 45 // plot)
        ticks = {month: label(month)[:4] for month in januaries[::every]}
    else:
        every = max(1, -(-(end - start) * 75 // plot))
        ticks = {month: label(month) for month in range(start, end, every)}
    lookup = ",".join(f"'{month}':'{text}'" for month, text in ticks.items())
    return {"values": list(ticks), "labelExpr": f"({{{lookup}}})[datum.value]", "grid": False, "labelAlign": "left"}


def runs(months: Sequence[str]) -> list[tuple[str, str]]:
    """First and last of each run of months without a gap, of sorted YYYY-MM.

    >>> runs(["2001-12", "2002-01", "2002-03"])
    [('2001-12', '2002-01'), ('2002-03', '2002-03')]
    """
    ids = [parse_month(month) for month in months]
    ends = [i for i, (here, after) in enumerate(pairwise(ids)) if after != here + 1]
    starts = [0, *(i + 1 for i in ends)] if ids else []
    return [(months[i], months[j]) for i, j in zip(starts, [*ends, len(ids) - 1], strict=False)]
