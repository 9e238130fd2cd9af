"""From the store to the land of one group in one area: its panel of cells or polygons, an answer, the document."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from duckdb import DuckDBPyConnection

from smoulder import store
from smoulder.areas import Area
from smoulder.cells import cell_panel
from smoulder.control import HOLDERS, NOBODY_KNOWS, CellPanel, Known, models
from smoulder.control_scores import Case, compare
from smoulder.errors import BadInput
from smoulder.months import parse_month
from smoulder.polygons import Maps, known_months, read_maps
from smoulder.territory import territory
from smoulder.types import Events, Group, StateProbabilities
from smoulder.units import Units, area_cells, cell_units, polygon_units
from smoulder.vintage import View

DEFAULT = "sticky"
ROUNDED = 3  # digits of a degree in the document


class Land(NamedTuple):
    """A group's panel in an area, the units it is made of, all events there, and what maps of the user's say."""

    panel: CellPanel
    units: Units
    events: Events
    keys: frozenset[str]
    maps: Maps | None = None

    @property
    def known(self) -> Known | None:
        """Who is known to hold what, from the user's maps."""
        return None if self.maps is None else known_months(self.maps, self.panel.start, self.panel.months)


def land(
    con: DuckDBPyConnection,
    seen: View,
    group: Group,
    area: Area,
    *,
    kin: Sequence[Group] = (),
    outlines: Path | None = None,
    only: Sequence[str] = (),
    polygons: Sequence[Path] = (),
    names: Sequence[str] = (),
) -> Land:
    """The panel of a group in an area as a view shows it.

    outlines: GeoJSON polygons to speak of instead of PRIO-GRID cells; only: their properties that must be true.
    polygons: maps of who holds what; names: further names of the group, in them and in titles. Raises BadInput if no
    event of the group can be placed in the area.
    """
    events = store.events(con, seen, None, area).events
    keys = frozenset({group.key, *(each.key for each in kin)})
    if outlines is not None:
        units = polygon_units(outlines, only)
    else:
        exact = pl.col("where_precision").fill_null(1) <= store.AREA_WHERE_PRECISION["box"]
        placed = events.frame.filter(exact & pl.col("latitude").is_not_null())["priogrid_gid"].drop_nulls()
        units = cell_units({*area_cells(area), *placed.to_list()})
    visible = store.visible(seen, [area.country] if area.country else None)
    panel = cell_panel(events, units, visible, keys, group=group.name, names=names)
    if not len(panel.unit):
        raise BadInput(f"No event of {area} is placed precisely enough to say who holds what in it.")
    told = read_maps(polygons, units, [group.name, group.key, *names]) if polygons else None
    return Land(panel, units, events, keys, told)


def states_of(of: Land, model: str = DEFAULT, *, filtered: bool = True) -> StateProbabilities:
    """A model's answer; raises BadInput if there is no such model."""
    if model not in models():
        raise BadInput(f"No model of control is called {model}: there are {', '.join(models())}.")
    chosen = models()[model]
    return chosen.states(chosen.fit([of.panel]), of.panel, filtered=filtered)


def document(of: Land, told: StateProbabilities, danger: Mapping[str, Any] | None, *, seed: int) -> dict[str, Any]:
    """The territory part of an assessment, with outlines and maps of the user's where there are any."""
    history = states_of(of, told.model, filtered=False)
    found = territory(
        told, of.panel, history=history, places=provinces(of), deaths=deaths(of), danger=danger, seed=seed
    )
    found["shapes"] = None if of.units.gids is not None else _shapes(of.units)
    if of.maps is not None and of.known is not None:
        known = of.known
        found["polygons"] = {
            "maps": [str(each.day) for each in of.maps.maps], "used": of.maps.used, "kept_out": dict(of.maps.kept_out),
        }  # fmt: skip
        found["known"] = {
            each["month"]: _codes(told.units, known[:, parse_month(each["month"]) - told.start])
            for each in found["frames"]
        }
        found["scores"] = scored(of, known)
    return found


def scored(of: Land, known: Known) -> list[dict[str, Any]]:
    """Every model against the user's maps; intervals are by unit, since all of it is one war."""
    if not (known != NOBODY_KNOWS).any():
        return []
    return compare([Case(of.panel, known, np.zeros(len(known), dtype=np.int64))])


def provinces(of: Land) -> dict[str, str]:
    """The province in which most events of each unit are placed."""
    frame = of.events.frame.filter(pl.col("admin1").is_not_null() & pl.col("longitude").is_not_null())
    if not len(frame):
        return {}
    where = frame.select("longitude", "latitude").to_numpy().astype(np.float64)
    placed = frame.select("admin1", "country").with_columns(unit=pl.Series(of.units.locate(where[:, 0], where[:, 1])))
    most = (
        placed.filter(pl.col("unit") >= 0).group_by("unit", "admin1").len()
        .sort("unit", "len", "admin1", descending=[False, True, False]).unique("unit", keep="first")
    )  # fmt: skip
    return {of.units.names[unit]: str(place) for unit, place in most.select("unit", "admin1").iter_rows()}


def deaths(of: Land) -> list[tuple[int, int]]:
    """Deaths in the group's events by visible month."""
    party = pl.any_horizontal(
        pl.coalesce(f"side_{side}_id", f"side_{side}").is_in(list(of.keys)).fill_null(False) for side in "ab"
    )
    frame = of.events.frame.with_columns(month=pl.Series(of.events.months)).filter(party)
    fallen = dict(frame.group_by("month").agg(pl.col("fatalities_best").sum()).iter_rows())
    return [
        (of.panel.start + int(place), int(fallen.get(of.panel.start + int(place), 0)))
        for place in np.flatnonzero(of.panel.visible)
    ]


def table(told: StateProbabilities) -> pl.DataFrame:
    """Every unit and month with its shares: unit, month (an id), one column for each state."""
    units, months = told.values.shape[:2]
    return pl.DataFrame(
        {
            "unit": np.repeat(np.array(told.units), months),
            "month": np.tile(np.arange(told.start, told.start + months, dtype=np.int32), units),
            **{state: told.values[:, :, place].ravel() for place, state in enumerate(told.states)},
        }
    )


def _codes(units: Sequence[str], known: Known) -> dict[str, str]:
    return {unit: HOLDERS[code] for unit, code in zip(units, known.tolist(), strict=True) if code != NOBODY_KNOWS}


def _shapes(units: Units) -> dict[str, list[list[tuple[float, float]]]]:
    found = {}
    for name, outline in zip(units.names, units.outlines, strict=True):
        parts = getattr(outline, "geoms", [outline])
        found[name] = [[(round(x, ROUNDED), round(y, ROUNDED)) for x, y in part.exterior.coords] for part in parts]
    return found
