"""Make the table of cells that ships: which country each PRIO-GRID cell is in, and how far it is from a land border.

`python docs/shipped_borders.py` writes src/smoulder/atlas/cells.npz from the boundaries beside it. A cell is in the
country that holds most of a grid of points in it; a cell of open water is in none. A land border is a line that two
countries of the atlas share, contested ones among them; the distance is that from the middle of the cell.
"""

import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
import shapely
from scipy.spatial import cKDTree

from smoulder.distances import EARTH, FAR, directions
from smoulder.grid import COLUMNS, ROWS, SIZE
from smoulder.maps import Point, countries

FOLDER = Path(__file__).parents[1] / "src" / "smoulder" / "atlas"
SAMPLES = 5  # points along each side of a cell
PIECE = 0.05  # degrees: borders are cut into pieces no longer than this


def table() -> dict[str, np.ndarray]:
    """codes, names: of the atlas's countries; country: place in codes of each cell, -1 for water; border: whole km."""
    lands = countries()
    names = {each.code: each.name for each in lands if each.code}
    codes = sorted(names)
    ticks = (np.arange(SAMPLES) + 0.5) * SIZE / SAMPLES
    lat = (-90 + SIZE * np.arange(ROWS)[:, None] + ticks).ravel()
    lon = (-180 + SIZE * np.arange(COLUMNS)[:, None] + ticks).ravel()
    best = np.zeros((ROWS, COLUMNS), dtype=np.int16)
    country = np.full((ROWS, COLUMNS), -1, dtype=np.int16)
    for place, code in enumerate(codes):
        inside = np.zeros((len(lat), len(lon)), dtype=bool)
        for ring in (ring for each in lands if each.code == code for ring in each.rings if len(ring) > 3):
            west, south, east, north = shapely.LinearRing(ring).bounds
            rows = slice(*np.searchsorted(lat, [south, north]))
            columns = slice(*np.searchsorted(lon, [west, east]))
            grid = np.meshgrid(lon[columns], lat[rows])
            inside[rows, columns] ^= shapely.contains_xy(shapely.Polygon(ring), *grid)
        held = inside.reshape(ROWS, SAMPLES, COLUMNS, SAMPLES).sum(axis=(1, 3))
        country[held > best] = place
        best = np.maximum(best, held)
    border = np.where(country.ravel() < 0, FAR, distances())  # open water is not asked about
    named = np.array([names[code] for code in codes])
    border = border.astype(np.uint16)
    return {"codes": np.array(codes), "names": named, "country": country.ravel(), "border": border}


def distances() -> np.ndarray:
    """Whole km from the middle of each cell to the nearest land border."""
    shared = Counter(
        frozenset(side)
        for each in countries()
        for side in {frozenset(side) for ring in each.rings for side in pairwise(ring)}
    )
    pieces = [point for side, times in shared.items() if times > 1 and len(side) == 2 for point in cut(*side)]
    middles = np.arange(ROWS * COLUMNS)
    points = directions(-90 + SIZE * (middles // COLUMNS + 0.5), -180 + SIZE * (middles % COLUMNS + 0.5))
    chord, _ = cKDTree(directions(*np.array(pieces).T[::-1])).query(points)
    return np.rint(2 * EARTH * np.arcsin(np.minimum(chord / 2, 1)))


def cut(start: Point, end: Point) -> list[Point]:
    """Points along a line, no further apart than PIECE."""
    steps = max(int(np.ceil(np.hypot(end[0] - start[0], end[1] - start[1]) / PIECE)), 1)
    return [tuple(np.array(start) + (np.array(end) - start) * step / steps) for step in range(steps + 1)]


def main() -> int:
    """Write the table."""
    np.savez_compressed(FOLDER / "cells.npz", **table())
    return 0


if __name__ == "__main__":
    sys.exit(main())
