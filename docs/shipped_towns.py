"""Make the table of larger towns that ships: where they are, how many people they have, how far each cell is from one.

`python docs/shipped_towns.py FILE` writes src/smoulder/atlas/towns.npz, where FILE is the .dbf of Natural Earth's
ne_10m_populated_places_simple; its .shp lies beside it. Kept: places of towns.LARGER people or more, as thousands of
people and hundredths of a degree, some 1 km. Names are left out.
"""

import struct
import sys
from pathlib import Path

import numpy as np
from scipy.spatial import cKDTree

from smoulder.distances import EARTH, FAR, cell_table, directions, middles
from smoulder.grid import COLUMNS, ROWS, gid
from smoulder.towns import LARGER

TARGET = Path(__file__).parents[1] / "src" / "smoulder" / "atlas" / "towns.npz"
PEOPLE = "pop_max"  # with the suburbs; -99 is not known
ANTARCTIC = -60.0  # degrees: nobody fights further south, and its cells are a quarter of all on land
POINT = 28  # bytes of a point in a .shp, after 100 bytes of head: number, length and type, then x and y


def people(path: Path) -> np.ndarray:
    """How many people each place has, from a dBASE table: (places,)."""
    raw = path.read_bytes()
    rows, head, width = struct.unpack("<IHH", raw[4:12])
    at, start = 1, 32
    while raw[start] != 0x0D:
        name, size = raw[start : start + 11].split(b"\0")[0].decode().lower(), raw[start + 16]
        if name == PEOPLE:
            return np.array([int(float(raw[head + row * width + at :][:size])) for row in range(rows)])
        at, start = at + size, start + 32
    sys.exit(f"{path} has no column {PEOPLE}; the table of populated places has one.")


def points(path: Path) -> np.ndarray:
    """Longitude and latitude of each place, from a shapefile of points: (places, 2)."""
    raw = path.read_bytes()[100:]
    return np.array([struct.unpack("<dd", raw[at + 12 : at + POINT]) for at in range(0, len(raw), POINT)])


def main(path: Path) -> int:
    """Write the table."""
    number, where = people(path), points(path.with_suffix(".shp"))
    lon, lat = np.rint(where[number >= LARGER] * 100).astype(np.int16).T
    cells = np.arange(1, ROWS * COLUMNS + 1)
    chord, _ = cKDTree(directions(lat / 100, lon / 100)).query(middles(cells))
    km = np.rint(2 * EARTH * np.arcsin(np.minimum(chord / 2, 1)))
    km[(cell_table().country < 0) | (cells <= gid(ANTARCTIC, -180))] = FAR
    thousands = np.rint(number[number >= LARGER] / 1000)
    np.savez_compressed(
        TARGET, longitude=lon, latitude=lat, thousands=thousands.astype(np.int32), cell_km=km.astype(np.uint16)
    )
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Say which file: python docs/shipped_towns.py ne_10m_populated_places_simple.dbf")
    sys.exit(main(Path(sys.argv[1])))
