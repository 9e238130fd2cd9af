"""Distances between PRIO-GRID cells, and from each to the nearest land border: between middles, in kilometres.

A cell is some 55 km across, so that distances say nothing finer. The countries of cells and the distances to borders
are a table made from the boundaries in `atlas/` by docs/shipped_borders.py.
"""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from smoulder.grid import COLUMNS, ROWS, SIZE
from smoulder.maps import COUNTRIES
from smoulder.types import Floats, Ints

EARTH = 6371.0  # km, its mean radius
FAR = 65_535  # km: no distance


class CellTable(NamedTuple):
    """codes, names: of the atlas's countries; country: of each cell by gid - 1, a place in codes, -1 for water.

    border: whole km to the nearest land border, FAR for water.
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    country: npt.NDArray[np.int16]
    border: npt.NDArray[np.uint16]


@cache
def cell_table() -> CellTable:
    """The table that ships."""
    with (files("smoulder") / "atlas" / "cells.npz").open("rb") as file:
        found = np.load(file, allow_pickle=False)
        codes, names = (tuple(found[each].tolist()) for each in ("codes", "names"))
        return CellTable(codes, names, found["country"], found["border"])


def in_countries(names: Iterable[str]) -> npt.NDArray[np.bool_] | None:
    """Whether each cell is in any of some countries, by gid - 1; None if the atlas does not know one of them."""
    table = cell_table()
    known = dict(zip(map(str.casefold, table.names), table.codes, strict=True))
    inside = np.zeros(len(table.codes) + 1, dtype=bool)  # the last, -1, is water
    for name in names:
        plain = name.partition("(")[0].strip().casefold()
        codes = COUNTRIES.get(plain) or [known[plain]] if plain in known or plain in COUNTRIES else []
        if not codes:
            return None
        inside[[table.codes.index(code) for code in codes]] = True
    return np.asarray(inside[table.country])


def directions(latitude: npt.NDArray[Any], longitude: npt.NDArray[Any]) -> Floats:
    """Points on the globe as vectors of length one, (points, 3)."""
    lat, lon = np.radians(latitude), np.radians(longitude)
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=-1)


def middles(gids: npt.NDArray[Any]) -> Floats:
    """The middles of cells as vectors, (cells, 3)."""
    row, column = np.divmod(np.asarray(gids) - 1, COLUMNS)
    return directions((row + 0.5) * SIZE - 90, (column + 0.5) * SIZE - 180)


def apart(one: Floats, other: Floats) -> Floats:
    """Kilometres between vectors of length one, over the last axis."""
    return np.asarray(2 * EARTH * np.arcsin(np.minimum(np.linalg.norm(one - other, axis=-1) / 2, 1)))


def gravity(gids: npt.NDArray[Any], weights: npt.NDArray[Any]) -> tuple[Floats, float]:
    """The centre of gravity of weighted cells as a vector, and their radius of gyration about it in kilometres."""
    at = middles(gids)
    whole = weights @ at
    centre = whole / np.linalg.norm(whole)
    return centre, float(np.sqrt(weights @ apart(at, centre) ** 2 / weights.sum()))


def nearest(gids: npt.NDArray[Any], to: npt.NDArray[Any]) -> Floats:
    """Kilometres from each cell to the nearest of some others; infinite where there are none."""
    if not len(to):
        return np.full(len(gids), np.inf)
    there, found = middles(to), []
    for here in np.array_split(middles(gids), max(len(gids) * len(to) // 4_000_000, 1)):
        found.append(apart(here, there[(here @ there.T).argmax(axis=1)]))
    return np.concatenate(found)


def within(gids: npt.NDArray[Any], kilometres: float) -> Ints:
    """All cells whose middle lies so near to that of a given one, sorted; the given ones are among them."""
    row, column = np.divmod(np.unique(gids) - 1, COLUMNS)
    up = int(kilometres / (EARTH * np.radians(SIZE))) + 1
    narrow = np.cos(np.radians(min(float(np.abs((row + 0.5) * SIZE - 90).max()) + up * SIZE, 89.5)))
    across = min(int(kilometres / (EARTH * np.radians(SIZE) * narrow)) + 1, COLUMNS // 2)
    rows, columns = (each.ravel() for each in np.meshgrid(np.arange(-up, up + 1), np.arange(-across, across + 1)))
    there = row[:, None] + rows
    lat, other = (np.radians((each + 0.5) * SIZE - 90) for each in (row[:, None], there))
    part = np.sin((other - lat) / 2) ** 2 + np.cos(lat) * np.cos(other) * np.sin(np.radians(columns * SIZE) / 2) ** 2
    close = (2 * EARTH * np.arcsin(np.sqrt(np.clip(part, 0, 1))) <= kilometres) & (there >= 0) & (there < ROWS)
    return np.unique((there * COLUMNS + (column[:, None] + columns) % COLUMNS + 1)[close]).astype(np.int32)


def around(gids: npt.NDArray[Any]) -> Ints:
    """Each cell and the eight about it, (cells, 9); beyond a pole the cell itself stands in."""
    row, column = np.divmod(np.asarray(gids) - 1, COLUMNS)
    rows, columns = np.meshgrid([-1, 0, 1], [-1, 0, 1], indexing="ij")
    there = row[:, None] + rows.ravel()
    near = there * COLUMNS + (column[:, None] + columns.ravel()) % COLUMNS + 1
    return np.where((there >= 0) & (there < ROWS), near, np.asarray(gids)[:, None]).astype(np.int32)
