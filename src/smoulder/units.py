"""The units of which a control model speaks: PRIO-GRID cells of an area, or polygons that a user gives.

A country's or a box's cells are those with a tenth of their land in its outline, as far as the map has it, and those in
which events of it are placed; of other areas, and of those with more than MOST cells, those with an event.
"""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import shapely

from smoulder.areas import Area
from smoulder.errors import BadInput
from smoulder.geojson import read_shapes
from smoulder.grid import COLUMNS, ROWS, SIZE
from smoulder.maps import countries, looked_at
from smoulder.types import Floats, Ints

NAMES = ("gid", "id", "name")  # properties that may name a polygon
SLIVER = 0.1  # of a cell: less land in a country is its neighbour's affair
MOST = 2_500  # cells of an area with all its land: as large as Sudan or Mexico at most
TOUCH = 1e-6  # degrees: polygons so close touch


class Units(NamedTuple):
    """Named units with their outlines; centres: longitude and latitude, (units, 2); beside: touching pairs, both ways.

    gids: the cells, if they are PRIO-GRID cells, sorted.
    """

    names: tuple[str, ...]
    outlines: tuple[shapely.Geometry, ...]
    centres: Floats
    beside: Ints
    gids: Ints | None = None

    def locate(self, longitude: Floats, latitude: Floats) -> Ints:
        """The unit of each point, -1 outside all."""
        if self.gids is not None:
            row = np.minimum(np.floor((latitude + 90) / SIZE), ROWS - 1)
            column = np.minimum(np.floor((longitude + 180) / SIZE), COLUMNS - 1)
            wanted = (row * COLUMNS + column + 1).astype(np.int32)
            place = np.searchsorted(self.gids, wanted).clip(max=len(self.gids) - 1)
            return np.where(self.gids[place] == wanted, place, -1).astype(np.int32)
        found = np.full(len(longitude), -1, dtype=np.int32)
        point, unit = shapely.STRtree(self.outlines).query(shapely.points(longitude, latitude), predicate="intersects")
        found[point[::-1]] = unit[::-1]  # on an edge: the first of the units
        return found


def cell_units(gids: Collection[int]) -> Units:
    """PRIO-GRID cells as units, sorted by gid. Raises BadInput for none."""
    if not gids:
        raise BadInput("No event is placed precisely enough for a cell, so nothing can be said of who holds what.")
    cells = np.array(sorted(set(gids)), dtype=np.int32)
    row, column = np.divmod(cells - 1, COLUMNS)
    south, west = row * SIZE - 90.0, column * SIZE - 180.0
    pairs = []
    for up in (-1, 0, 1):
        for right in (-1, 0, 1):
            if not up and not right:
                continue
            there = (row + up) * COLUMNS + (column + right) % COLUMNS + 1
            place = np.searchsorted(cells, there).clip(max=len(cells) - 1)
            met = np.flatnonzero((cells[place] == there) & (row + up >= 0) & (row + up < ROWS))
            pairs.append(np.column_stack([met, place[met]]))
    outlines = tuple(shapely.box(west, south, west + SIZE, south + SIZE))
    centres = np.column_stack([west + SIZE / 2, south + SIZE / 2])
    return Units(tuple(map(str, cells.tolist())), outlines, centres, np.concatenate(pairs).astype(np.int32), cells)


def area_cells(area: Area) -> list[int]:
    """The cells of a country or box by the outlines of the map: none of the world, a province, or what is too large."""
    codes = looked_at(area) if area.admin1 is None else frozenset()
    if area.box is None and not codes:
        return []
    if area.box is not None and _cells_across(*area.box) > MOST:
        return []
    rings = [ring for each in countries(codes or None) for ring in each.rings if len(ring) > 3]
    land = [polygon for ring in rings if (polygon := shapely.make_valid(shapely.Polygon(ring))).area > 0]
    if area.box is not None:
        frame = shapely.box(*area.box)
        land = [shapely.intersection(each, frame) for each in land if each.intersects(frame)]
    whole = shapely.union_all(land)
    if whole.is_empty:
        return []
    west, south, east, north = whole.bounds
    if whole.area / SIZE**2 > MOST:
        return []
    columns = np.arange(int((west + 180) / SIZE), min(int((east + 180) / SIZE), COLUMNS - 1) + 1)
    rows = np.arange(int((south + 90) / SIZE), min(int((north + 90) / SIZE), ROWS - 1) + 1)
    across, up = (each.ravel() for each in np.meshgrid(columns, rows))
    boxes = shapely.box(across * SIZE - 180, up * SIZE - 90, (across + 1) * SIZE - 180, (up + 1) * SIZE - 90)
    shapely.prepare(whole)
    touched = np.flatnonzero(shapely.intersects(whole, boxes))
    share = shapely.area(shapely.intersection(whole, boxes[touched])) / SIZE**2
    kept = touched[share >= SLIVER]
    return [int(cell) for cell in up[kept] * COLUMNS + across[kept] + 1]


def _cells_across(west: float, south: float, east: float, north: float) -> float:
    return (east - west) * (north - south) / SIZE**2


def polygon_units(path: Path, only: Sequence[str] = ()) -> Units:
    """The polygons of a GeoJSON file as units, hexagons for example, named by the property gid, id or name.

    only: properties that must be true (1) for a polygon to count. A property X with Y is its centre, else its centroid.
    Raises BadInput where a polygon is broken, has no name, or one name is there twice.
    """
    shapes = [each for each in read_shapes(path)[1] if all(each.properties.get(name) for name in only)]
    if wrong := [each.wrong for each in shapes if each.wrong]:
        raise BadInput(f"{path} holds {wrong[0]} among its units: mend it, and give the file again.")
    names = [next((str(each.properties[key]) for key in NAMES if key in each.properties), "") for each in shapes]
    if not names or "" in names or len(set(names)) < len(names):
        raise BadInput(f"Each polygon of {path} needs a name of its own, as the property {', '.join(NAMES)}.")
    outlines = [each.polygon for each in shapes if each.polygon is not None]
    centres = [
        (float(each.properties["X"]), float(each.properties["Y"]))
        if {"X", "Y"} <= set(each.properties)
        else (outline.centroid.x, outline.centroid.y)
        for each, outline in zip(shapes, outlines, strict=True)
    ]
    one, other = shapely.STRtree(outlines).query(outlines, predicate="dwithin", distance=TOUCH)
    beside = np.column_stack([one, other])[one != other].astype(np.int32)
    return Units(tuple(names), tuple(outlines), np.array(centres), beside)
