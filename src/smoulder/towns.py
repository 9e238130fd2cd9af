"""Larger towns: how far cells and events are from one, and how many people live in those within reach.

A larger town has LARGER people or more, as a city has in the degree of urbanisation (European Commission, FAO,
UN-Habitat, OECD and World Bank 2021), its suburbs among them. The list is that of Natural Earth (see atlas/SOURCES.md):
it was drawn for maps, leaves out many such towns where they lie close together, and knows one number of people for all
years, from before 2013. So what is near one of them is near a larger town; what is not may still be urban.
"""

from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from smoulder.distances import FAR, apart, around, directions, within
from smoulder.grid import COLUMNS, SIZE
from smoulder.types import Floats, Ints

LARGER = 50_000  # people


class Towns(NamedTuple):
    """at: larger towns as vectors of length one, (towns, 3); gid: the cell of each; people: in each, to a thousand.

    cell_km: whole km from the middle of each cell, by gid - 1, to the nearest of them; FAR for water and Antarctica.
    """

    at: Floats
    gid: Ints
    people: npt.NDArray[np.int32]
    cell_km: npt.NDArray[np.uint16]


@cache
def towns() -> Towns:
    """The table that ships."""
    with (files("smoulder") / "atlas" / "towns.npz").open("rb") as file:
        found = np.load(file, allow_pickle=False)
        lat, lon = (found[each] / 100 for each in ("latitude", "longitude"))
        gid = np.floor((lat + 90) / SIZE) * COLUMNS + np.floor((lon + 180) / SIZE) + 1
        return Towns(directions(lat, lon), gid.astype(np.int32), found["thousands"] * 1000, found["cell_km"])


def from_cells(gids: npt.NDArray[Any]) -> Floats:
    """Kilometres from the middle of each cell to the nearest larger town; NaN for water."""
    found = towns().cell_km[np.asarray(gids) - 1].astype(np.float64)
    return np.where(found == FAR, np.nan, found)


def from_points(latitude: Floats, longitude: Floats, gids: npt.NDArray[Any]) -> Floats:
    """Kilometres from points, in cells `gids`, to the nearest larger town.

    Infinite where no town lies in their cells or in those about them; right below 25 km up to 60 degrees of latitude.
    """
    table = towns()
    there = table.at[np.isin(table.gid, around(np.unique(gids)))]
    if not len(there) or not len(gids):
        return np.full(len(gids), np.inf)
    found = []
    for here in np.array_split(directions(latitude, longitude), max(len(gids) * len(there) // 4_000_000, 1)):
        found.append(apart(here, there[(here @ there.T).argmax(axis=1)]))
    return np.concatenate(found)


def people_within(gids: npt.NDArray[Any], kilometres: float) -> int:
    """People of larger towns in cells whose middle lies so near to that of a given one; each town counts once."""
    table = towns()
    return int(table.people[np.isin(table.gid, within(gids, kilometres))].sum()) if len(gids) else 0
