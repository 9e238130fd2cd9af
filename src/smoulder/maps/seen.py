"""Maps of PRIO-GRID cells over land and borders, as SVG: where a group was seen, or any other kinds of cells."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from markupsafe import escape

from smoulder.areas import parse_area
from smoulder.grid import SIZE, corner
from smoulder.maps import (
    LEFT,
    Country,
    Frame,
    Point,
    Ring,
    countries,
    cut,
    disputed,
    extent,
    frame,
    looked_at,
    path,
    unsettled,
)

BOTTOM, KEY_ROW = 22, 22  # pixels below the map for its longitudes, and for a row of its key
SMALLEST = 4.0  # pixels, the side of a cell on a map of the world
HATCHED = ("before", "beyond", "unwatched")
LETTER = 6.6  # pixels, the usual width of a letter at 12 px


def seen(cells: Sequence[Mapping[str, int]], area: str, recent: str, before: str, width: int) -> str:
    """The map of where a group was seen. cells: gid, events `recent` and `before`; recent, before: words of the key.

    Needs at least one cell.
    """
    drawn = [
        {"gid": cell["gid"], "kind": "recent", "count": cell["recent"]}
        if cell["recent"]
        else {"gid": cell["gid"], "kind": "before", "count": None}
        for cell in cells
    ]
    return cell_map(drawn, area, {"recent": recent, "before": before}, "no event placed here", f"map-{width}", width)


def cell_map(
    cells: Sequence[Mapping[str, Any]], area: str, kinds: Mapping[str, str], bare: str, name: str, width: int
) -> str:
    """A map of cells of some kinds. cells: gid, kind, and `count`, what to write where there is room; at least one.

    kinds: the words of the key for each kind, which is a class of the page; bare: what land without a cell means.
    """
    view, within = frame(cells, width), parse_area(area)
    codes = looked_at(within)
    limited = bool(codes) or within.box is not None
    lands = [(each, rings) for each in (*countries(), *disputed()) if (rings := cut(each.rings, view))]
    key = [*kinds.items(), ("land", f"looked at: {bare}" if limited else bare)]
    key += [("beyond", "outside the area looked at")] if limited else []
    rows = key_rows(key, width)
    height = view.height + BOTTOM + 10 + rows[-1][1] + KEY_ROW
    beyond = bool(codes)
    parts = [
        f'<svg viewBox="0 0 {width} {height:.0f}" width="{width}" height="{height:.0f}" font-size="12">',
        patterns(name),
        f'<rect class="sea" x="{LEFT}" width="{width - LEFT}" height="{view.height:.1f}"/>',
    ]
    for country, rings in lands:
        if country.code:
            away = beyond and country.code not in codes
            fill = f' style="fill:url(#{name}-beyond)"' if away else ""
            shape = path(rings, view)
            parts.append(f'<path class="land" d="{shape}"/>' + (f'<path d="{shape}"{fill}/>' if away else ""))
    parts += [f'<path class="contested" d="{path(rings, view)}"/>' for country, rings in lands if unsettled(country)]
    if within.box is not None:
        parts.append(box(within.box, view, name))
    parts += [*graticule(view), *(square(cell, view, name) for cell in cells), *labels(lands, cells, view)]
    parts.append(f'<rect class="edge" x="{LEFT}" width="{width - LEFT}" height="{view.height:.1f}"/>')
    top = view.height + BOTTOM + 10
    for (kind, words), (x, y) in zip(key, rows, strict=True):
        fill = f' style="fill:url(#{name}-{kind})"' if kind in HATCHED else ""
        swatch = f'x="{x:.0f}" y="{top + y:.0f}" width="16" height="16"'
        parts.append(f'<rect class="key {kind}" {swatch}/><rect class="swatch" {swatch}{fill}/>')
        parts.append(f'<text x="{x + 23:.0f}" y="{top + y + 12:.0f}">{escape(words)}</text>')
    return "".join([*parts, "</svg>"])


def key_rows(key: Sequence[tuple[str, str]], width: int) -> list[tuple[float, float]]:
    """Where each entry of the key starts, in pixels, in as many rows as it needs."""
    places, x, y = [], 0.0, 0.0
    for _, words in key:
        needs = 23 + len(words) * LETTER + 18
        if x and x + needs > width:
            x, y = 0.0, y + KEY_ROW
        places.append((x, y))
        x += needs
    return places


def patterns(name: str) -> str:
    """The hatches of cells seen only before or not watched, and of land not looked at: they survive a grey printer."""
    lines = (
        ("before", 5, 45, "events", 1.4),
        ("beyond", 7, 135, "line", 1.2),
        ("unwatched", 4, 135, "deaths", 1.2),
    )
    return "<defs>" + "".join(
        f'<pattern id="{name}-{kind}" width="{step}" height="{step}" patternUnits="userSpaceOnUse"'
        f' patternTransform="rotate({turn})">'
        f'<path d="M0,0V{step}" style="stroke:var(--{colour})" stroke-width="{thick}"/></pattern>'
        for kind, step, turn, colour, thick in lines
    ) + "</defs>"  # fmt: skip


def square(cell: Mapping[str, Any], view: Frame, name: str) -> str:
    """A cell, never too small to see, with what is to be written in it where there is room."""
    south, west = corner(cell["gid"])
    (x, y), (x2, y2) = view.place((west, south + SIZE)), view.place((west + SIZE, south))
    wide, tall = max(x2 - x, SMALLEST), max(y2 - y, SMALLEST)
    at = f'x="{(x + x2 - wide) / 2:.1f}" y="{(y + y2 - tall) / 2:.1f}" width="{wide:.1f}" height="{tall:.1f}"'
    kind, written = cell["kind"], cell["count"]
    fill = f' style="fill:url(#{name}-{kind})"' if kind in HATCHED else ""
    square = f'<rect class="{kind}" {at}{fill}/>'
    if written is None or wide < 22:
        return square
    return square + f'<text class="count" x="{(x + x2) / 2:.1f}" y="{(y + y2) / 2 + 4:.1f}">{written}</text>'


def box(edges: tuple[float, float, float, float], view: Frame, name: str) -> str:
    """The box looked at, with the rest of the map hatched."""
    west, south, east, north = edges
    (x, y), (x2, y2) = (
        view.place((max(west, view.west), min(north, view.north))),
        view.place((min(east, view.east), max(south, view.south))),
    )
    hole = f"M{x:.1f},{y:.1f}H{x2:.1f}V{y2:.1f}H{x:.1f}Z"
    whole = f"M{LEFT},0H{view.width}V{view.height:.1f}H{LEFT}Z"
    return (
        f'<path fill-rule="evenodd" style="fill:url(#{name}-beyond)" d="{whole}{hole}"/><path class="edge" d="{hole}"/>'
    )


def graticule(view: Frame) -> list[str]:
    """Thin lines of latitude and longitude with their degrees on the edges."""
    step = next((size for size in (1, 2, 5, 10, 20, 30) if (view.east - view.west) / size <= 7), 60)
    parts = []
    for lon in range(-180, 181, step):
        if view.west < lon < view.east:
            x = view.place((lon, 0))[0]
            parts.append(f'<path class="grid" d="M{x:.1f},0V{view.height:.1f}"/>')
            at = f'x="{x:.1f}" y="{view.height + 15:.1f}"'
            parts.append(f'<text class="tick" text-anchor="middle" {at}>{degrees(lon, "EW")}</text>')
    for lat in range(-90, 91, step):
        if view.south < lat < view.north:
            y = view.place((0, lat))[1]
            parts.append(f'<path class="grid" d="M{LEFT},{y:.1f}H{view.width}"/>')
            parts.append(
                f'<text class="tick" text-anchor="end" x="{LEFT - 5}" y="{y + 4:.1f}">{degrees(lat, "NS")}</text>'
            )
    return parts


def degrees(value: int, sides: str) -> str:
    """A latitude or longitude with its letter.

    >>> degrees(-20, "NS"), degrees(0, "EW")
    ('20° S', '0°')
    """
    return f"{abs(value)}°" + (f" {sides[value < 0]}" if value else "")


def labels(
    lands: Sequence[tuple[Country, Sequence[Ring]]], cells: Sequence[Mapping[str, int]], view: Frame
) -> list[str]:
    """Names where their area has room for them, contested ones first, none over another or over a cell."""
    across, up = (SIZE * pixels for pixels in view.scale)
    taken = [(x + across / 2, y - up / 2, across, up) for x, y in corners(cells, view)]
    parts = []
    for country, rings in sorted(lands, key=lambda land: not unsettled(land[0])):
        wide = len(country.name) * LETTER
        for middle, y, room in level_lines([view.place(point) for point in max(rings, key=extent)]):
            beside = room < wide + 4
            if beside and (country.code or room < 5):
                break
            x = min(middle + (room / 2 + wide / 2 + 4) * beside, view.width - wide / 2 - 3)
            if not 10 < y < view.height - 8:
                continue
            if any(abs(y - at[1]) < (15 + at[3]) / 2 and abs(x - at[0]) < (wide + at[2]) / 2 + 3 for at in taken):
                continue
            taken.append((x, y, wide, 15.0))
            style = "name contested-name" if unsettled(country) else "name"
            words = escape(country.name)
            parts.append(f'<text class="{style}" text-anchor="middle" x="{x:.1f}" y="{y + 4:.1f}">{words}</text>')
            break
    return parts


def corners(cells: Sequence[Mapping[str, int]], view: Frame) -> list[Point]:
    """The south-west corners of cells, in pixels."""
    return [view.place(corner(cell["gid"])[::-1]) for cell in cells]


def level_lines(ring: Sequence[Point]) -> list[tuple[float, float, float]]:
    """Middle, height and length of level lines within a ring, at fifteen heights, the longest first."""
    low, high = min(y for _, y in ring), max(y for _, y in ring)
    found = []
    for part in range(1, 16):
        y = low + (high - low) * part / 16
        sides = sorted(
            a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0])
            for a, b in pairwise([*ring, ring[0]])
            if (a[1] > y) != (b[1] > y)
        )
        found += [((left + right) / 2, y, right - left) for left, right in zip(sides[::2], sides[1::2], strict=False)]
    return sorted(found, key=lambda line: -line[2])
