"""Land, contested areas and the frame of a map: Natural Earth boundaries cut to what a map shows, without a network.

Plate carrée, true to scale at the middle latitude. Coordinates are longitude, latitude in degrees until drawn.
The boundaries and their licence are in `atlas/`; contested areas are dashed and named.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import cos, dist, radians
from typing import Any, NamedTuple

from smoulder.areas import Area
from smoulder.grid import SIZE, corner

DISCLAIMER = (
    "The boundaries and names shown on this map do not imply endorsement or acceptance of any of them."
    " Dashed lines are contested and approximate."
)
CONTESTED = {
    "PSE": "Palestine (Gaza Strip and West Bank)",
    "ESH": "Western Sahara",
    "XKX": "Kosovo",
    "CYN": "Northern Cyprus",
    "SOL": "Somaliland",
    "KAS": "Siachen Glacier",
}
# What UCDP calls a country where the atlas writes it otherwise or keeps a part of it apart.
COUNTRIES = {
    "bosnia-herzegovina": ["BIH"],
    "central african republic": ["CAF"],
    "cyprus": ["CYP", "CYN"],
    "dr congo": ["COD"],
    "dominican republic": ["DOM"],
    "equatorial guinea": ["GNQ"],
    "israel": ["ISR", "PSE"],
    "ivory coast": ["CIV"],
    "kingdom of eswatini": ["SWZ"],
    "macedonia, fyr": ["MKD"],
    "morocco": ["MAR", "ESH"],
    "serbia": ["SRB", "XKX"],
    "solomon islands": ["SLB"],
    "somalia": ["SOM", "SOL"],
    "south sudan": ["SSD"],
}
LEFT = 40  # pixels beside the map, for its latitudes

Point = tuple[float, float]
Ring = Sequence[Point]


class Country(NamedTuple):
    """A country of the atlas; rings are closed by their first point."""

    name: str
    code: str
    rings: tuple[Ring, ...]


class Frame(NamedTuple):
    """What a map shows, in degrees, and how many pixels wide."""

    west: float
    south: float
    east: float
    north: float
    width: int

    @property
    def scale(self) -> tuple[float, float]:
        """Pixels per degree of longitude and of latitude."""
        across = (self.width - LEFT) / (self.east - self.west)
        return across, across / squeeze(self.south, self.north)

    @property
    def height(self) -> float:
        """Pixels from the north to the south edge."""
        return (self.north - self.south) * self.scale[1]

    def place(self, point: Point) -> Point:
        """Where a point falls, in pixels."""
        across, up = self.scale
        return LEFT + (point[0] - self.west) * across, (self.north - point[1]) * up


@cache
def _atlas() -> Any:
    return json.loads((files("smoulder") / "atlas" / "countries-50m.json").read_text("utf-8"))


@cache
def _arc(place: int) -> Ring:
    """A stretch of boundary: one number below 0 is another stretch walked backwards."""
    if place < 0:
        return _arc(~place)[::-1]
    (sx, sy), (tx, ty) = (_atlas()["transform"][each] for each in ("scale", "translate"))
    x = y = 0
    return [((x := x + dx) * sx + tx, (y := y + dy) * sy + ty) for dx, dy in _atlas()["arcs"][place]]


@cache
def _country(place: int) -> Country:
    shape = _shapes()[place]
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    walked = [[point for place in places for point in _arc(place)] for polygon in polygons for places in polygon]
    rings = tuple(ring for each in walked for ring in unrolled(each))
    return Country(shape["properties"]["name"], shape["properties"]["a3"], rings)


def countries(codes: Collection[str] | None = None) -> tuple[Country, ...]:
    """The countries of the atlas, or those of some codes."""
    return tuple(
        _country(place) for place, shape in enumerate(_shapes()) if codes is None or shape["properties"]["a3"] in codes
    )


def _shapes() -> Sequence[Mapping[str, Any]]:
    found: Sequence[Mapping[str, Any]] = _atlas()["objects"]["countries"]["geometries"]
    return found


def unrolled(ring: Ring) -> list[Ring]:
    """A ring across the 180th meridian as seen from either side; one around a pole is closed along the pole."""
    turns, straight = 0, [ring[0]]
    for (before, _), (lon, lat) in pairwise(ring):
        turns += (lon - before < -180) - (lon - before > 180)
        straight.append((lon + 360 * turns, lat))
    if turns:
        pole = 90.0 if ring[0][1] > 0 else -90.0
        straight += [(straight[-1][0], pole), (straight[0][0], pole)]
    lons = [lon for lon, _ in straight]
    shifts = [0, *([-360] if max(lons) > 180 else []), *([360] if min(lons) < -180 else [])]
    return [[(lon + shift, lat) for lon, lat in straight] for shift in shifts]


@cache
def disputed() -> tuple[Country, ...]:
    """Contested areas that the atlas does not keep apart, as rough outlines."""
    layer = json.loads((files("smoulder") / "atlas" / "disputed.geojson").read_text("utf-8"))
    return tuple(
        Country(
            each["properties"]["name"],
            "",
            tuple([tuple(point) for point in ring] for ring in each["geometry"]["coordinates"]),
        )
        for each in layer["features"]
    )


def frame(cells: Sequence[Mapping[str, int]], width: int) -> Frame:
    """The smallest frame of a pleasant shape around cells, with a margin; at least six degrees across."""
    corners = [corner(cell["gid"]) for cell in cells]
    south, north = min(lat for lat, _ in corners), max(lat for lat, _ in corners) + SIZE
    west, east = min(lon for _, lon in corners), max(lon for _, lon in corners) + SIZE
    margin = max(1.0, 0.12 * max(east - west, north - south))
    tall = max(north - south + 2 * margin, 4.0)
    wide = max(east - west + 2 * margin, 6.0, tall / (0.85 * squeeze(south, north)))
    tall = max(tall, 0.5 * min(wide, 360) * squeeze(south, north))
    west, east = slide((west + east) / 2, wide, 180)
    south, north = slide((south + north) / 2, tall, 90)
    return Frame(west, south, east, north, width)


def squeeze(south: float, north: float) -> float:
    """How much shorter a degree of longitude is than one of latitude, halfway; never below a tenth, for the poles."""
    return max(cos(radians((north + south) / 2)), 0.1)


def slide(middle: float, span: float, edge: float) -> tuple[float, float]:
    """A span around a middle, moved and cut so that it stays within -edge..edge."""
    span = min(span, 2 * edge)
    low = min(max(middle - span / 2, -edge), edge - span)
    return low, low + span


def looked_at(area: Area) -> frozenset[str]:
    """Codes of the countries an area lies in; empty for the world, a box, or a country the atlas does not know."""
    name = (area.country or "").partition("(")[0].strip().casefold()
    return frozenset(
        COUNTRIES.get(name)
        or [each["a3"] for shape in _shapes() if name and (each := shape["properties"])["name"].casefold() == name]
    )


def contested(cells: Sequence[Mapping[str, int]]) -> list[str]:
    """Names of the contested areas that a map of these cells shows."""
    view = frame(cells, 100)
    found = [
        CONTESTED.get(each.code, each.name)
        for each in (*countries(), *disputed())
        if unsettled(each) and cut(each.rings, view)
    ]
    return sorted(found)


def unsettled(country: Country) -> bool:
    """Whether an area is drawn with a dashed line."""
    return not country.code or country.code in CONTESTED


def cut(rings: Iterable[Ring], view: Frame) -> list[Ring]:
    """Rings cut to a frame (Sutherland and Hodgman 1974); what lies outside is left out."""
    sides = ((0, view.west, 1), (0, view.east, -1), (1, view.south, 1), (1, view.north, -1))
    kept: list[Ring] = []
    for ring in rings:
        lons, lats = [lon for lon, _ in ring], [lat for _, lat in ring]
        if max(lons) < view.west or min(lons) > view.east or max(lats) < view.south or min(lats) > view.north:
            continue
        for axis, edge, sign in sides:
            inside: list[Point] = []
            for here, after in pairwise([ring[-1], *ring] if ring else []):
                was, stays = (here[axis] - edge) * sign >= 0, (after[axis] - edge) * sign >= 0
                if was != stays:
                    part = (edge - here[axis]) / (after[axis] - here[axis])
                    inside.append((here[0] + part * (after[0] - here[0]), here[1] + part * (after[1] - here[1])))
                if stays:
                    inside.append(after)
            ring = inside
        if len(ring) > 2:
            kept.append(ring)
    return kept


def path(rings: Iterable[Ring], view: Frame) -> str:
    """SVG path data of rings; points closer than a pixel to the last are left out."""
    parts = []
    for ring in rings:
        kept: list[Point] = []
        for point in map(view.place, ring):
            if not kept or dist(point, kept[-1]) >= 1:
                kept.append(point)
        if len(kept) > 2:
            parts.append("M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in kept) + "Z")
    return "".join(parts)


def extent(ring: Ring) -> float:
    """How much room a ring takes, as its width times its height."""
    lons, lats = [lon for lon, _ in ring], [lat for _, lat in ring]
    return (max(lons) - min(lons)) * (max(lats) - min(lats))
