"""Where it could be without being seen: calm, and watched; or calm, and nobody is looking.

All cells of half a degree within NEAR km of a cell in which the group was seen in the newest PAST months, as far as the
source covers them. A cell where nothing of the group was seen lately is watched if events of anybody were recorded
there in the same months, or in at least AROUND of the cells that touch it: then somebody reports from there, and calm
is news. If not, calm is no knowledge: it may be peace, an empty desert, or a place that nobody reports from; events
cannot tell which. How far cells lie from larger towns and from land borders is told for all of a kind and of a
province. Roads, ruggedness and people outside larger towns would help; no table of them ships: none of roads that is
small enough was at hand, and the licences of the others do not allow it or have not been cleared.

Cells are areas. None is ranked, no point is named, and this must not be used to look for anyone.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
from duckdb import DuckDBPyConnection

from smoulder.areas import Area
from smoulder.cell_events import LATELY, LONGER, placed, reports
from smoulder.distances import FAR, around, cell_table, in_countries, nearest, within
from smoulder.grid import COLUMNS, SIZE
from smoulder.months import label
from smoulder.towns import LARGER, from_cells, people_within
from smoulder.types import Events, Floats, Ints, SightingRecord
from smoulder.vintage import View

PAST = 120  # months: what is older tells of another group, often of another continent
NEAR = 100.0  # km: two cells, a night's drive
AROUND = 0.5  # of the cells about it that a source covers: with reports on one side only nobody need look
STRICTER, LAXER = 0.75, 0.25  # what the number of watched cells would be with other shares is told too
SEEN, WATCHED, UNWATCHED = "seen lately", "calm, and watched", "calm, and nobody is looking"
KINDS = (SEEN, WATCHED, UNWATCHED)
FALLEN = 0.25  # of the reports of the years before: a sharper fall is peace, or an eye that closed
NOT_USED = (
    "Roads, ruggedness and people outside larger towns are not looked at: no such table ships. A cell without reports"
    " may be empty land."
)


def refuge(con: DuckDBPyConnection, seen: View, area: Area, record: SightingRecord, events: Events) -> dict[str, Any]:
    """The part "where next" of an assessment: cells near past activity by what a source could tell of them.

    Declined where the group was never placed, or where most of the newest LATELY months are blind.
    """
    there = placed(events)
    past = there.frame.filter(pl.col("month") > record.end - PAST)
    found: dict[str, Any] = {
        "near_km": NEAR,
        "past_months": PAST,
        "months": LATELY,
        "from": label(record.end - LATELY + 1),
        "to": label(record.end),
        "kinds": list(KINDS),
        "larger_town": LARGER,
        "left_out": {"nowhere": there.nowhere, "coarse": there.coarse},
        "not_used": NOT_USED,
    }
    blind = sum(1 for month in record.blind if month > record.end - LATELY)
    looked = min(LATELY, record.end - record.start + 1)
    declined = None
    if not len(past):
        declined = f"No event of it in the newest {PAST} months is placed exactly enough to say which areas are near."
    elif blind > looked / 2:
        declined = f"{blind} of the newest {looked} months are blind: nobody was seen in them, watched or not."
    if declined:
        return found | {"declined": declined, "not_covered": None, "counts": None, "provinces": [], "cells": []}
    own = past.group_by("priogrid_gid").agg(pl.col("month").max()).sort("priogrid_gid")
    near = within(own["priogrid_gid"].to_numpy(), NEAR)
    edge = COLUMNS + 1
    told = reports(con, seen, int(near.min()) - edge, int(near.max()) + edge)
    everywhere = _table(near, own, told, record.end, _covered(seen, record.end))
    in_area = _in_area(near, everywhere["country"], everywhere["admin1"], area)
    inside = everywhere.filter(pl.Series(in_area) | pl.col("own").is_not_nan())  # its own events lie in the area
    table = inside.filter("covered")
    return found | {
        "declined": None,
        "not_covered": len(inside.filter(~pl.col("covered") & pl.col("land"))),
        "counts": {kind: int((table["kind"] == kind).sum()) for kind in KINDS},
        "unwatched": [
            int(((table["kind"] != SEEN) & (table["watched"] < share)).sum()) for share in (LAXER, STRICTER)
        ],
        "reports": _reporting(table),
        "by_kind": [_of_kind(table, kind) for kind in KINDS],
        "provinces": _provinces(table),
        "cells": [
            {"gid": gid, "kind": KINDS.index(kind)} for gid, kind in table.select("gid", "kind").iter_rows()
        ],
    }  # fmt: skip


def _covered(seen: View, end: int) -> npt.NDArray[np.bool_]:
    """Whether a source could have shown an event of the newest LATELY months in each cell, by gid - 1.

    Open water is not covered. An invented world, or a country that the atlas does not know, may be anywhere.
    """
    lately = [
        each
        for segment in seen.segments
        for each in segment.release.coverage
        if min(segment.last, each.last) > end - LATELY and max(segment.first, each.first) <= end
    ]
    land: npt.NDArray[np.bool_] = cell_table().country >= 0
    if not seen.simulated and any(each.country is None for each in lately):
        return land
    held = None if seen.simulated else in_countries({each.country for each in lately if each.country})
    return np.ones(len(land), dtype=bool) if held is None else held


def _in_area(near: Ints, country: pl.Series, admin1: pl.Series, area: Area) -> npt.NDArray[np.bool_]:
    """Whether cells lie in an area: by the atlas, or by the nearest event where it does not know the country."""
    inside = np.ones(len(near), dtype=bool)
    if area.country is not None:
        known = in_countries([area.country])
        by_event = (country == area.country).fill_null(False).to_numpy()
        inside &= by_event if known is None else known[near - 1]
    if area.admin1 is not None:
        inside &= (admin1 == area.admin1).fill_null(False).to_numpy()
    if area.box is not None:
        west, south, east, north = area.box
        row, column = np.divmod(near - 1, COLUMNS)
        lat, lon = (row + 0.5) * SIZE - 90, (column + 0.5) * SIZE - 180
        inside &= (west <= lon) & (lon <= east) & (south <= lat) & (lat <= north)
    return inside


def _table(near: Ints, own: pl.DataFrame, told: pl.DataFrame, end: int, covered: npt.NDArray[np.bool_]) -> pl.DataFrame:
    """One row per cell: kind, province, months since the group's and anybody's newest event, reports, distances."""
    gids, about = told["gid"].to_numpy(), around(near)
    at = np.minimum(np.searchsorted(gids, about), len(gids) - 1)
    at = np.where(gids[at] == about, at, len(gids))

    def here(column: str) -> Floats:
        return np.asarray(np.concatenate([told[column].to_numpy(), [0]])[at], dtype=np.float64)

    past = own["priogrid_gid"].to_numpy()
    place = np.minimum(np.searchsorted(past, near), len(past) - 1)
    silence = np.where(past[place] == near, end - own["month"].to_numpy()[place], np.nan)
    middle, lately, newest = about.shape[1] // 2, here("lately"), here("newest").max(axis=1)
    looked = covered[about - 1]
    looked[:, middle] = False
    sides = ((lately > 0) & looked).sum(axis=1)
    share = np.where(lately[:, middle] > 0, 1, sides / np.maximum(looked.sum(axis=1), 1))
    border = cell_table().border[near - 1].astype(np.float64)
    country, province = _named(near, told)
    return pl.DataFrame(
        {
            "gid": near, "kind": np.where(silence < LATELY, SEEN, np.where(share >= AROUND, WATCHED, UNWATCHED)),
            "watched": share,
            "country": country, "admin1": province, "covered": covered[near - 1] | ~np.isnan(silence),
            "land": cell_table().country[near - 1] >= 0,
            "lately": lately.sum(axis=1), "longer": here("longer").sum(axis=1) - lately.sum(axis=1),
            "anybody": np.where(newest > 0, end - newest, np.nan), "own": silence,
            "border_km": np.where(border == FAR, np.nan, border), "town_km": from_cells(near),
            "recorded_km": nearest(near, told.filter(pl.col("longer") > 0)["gid"].to_numpy()),
        }
    )  # fmt: skip


def _named(near: Ints, told: pl.DataFrame) -> tuple[pl.Series, pl.Series]:
    """Country and province of each cell: its own, or those of the nearest cell that has any; null where none has.

    The atlas has no provinces, so that their edges are rough by a cell or two.
    """
    known = told.filter(pl.col("admin1").is_not_null())
    known = known if len(known) else told.filter(pl.col("country").is_not_null())
    if not len(known):
        return pl.Series([None] * len(near), dtype=pl.String), pl.Series([None] * len(near), dtype=pl.String)
    place = _nearest_place(near, known["gid"].to_numpy())
    return known["country"].gather(place), known["admin1"].gather(place)


def _nearest_place(near: Ints, to: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """The place in `to` of the cell nearest to each, by degrees: a neighbour is a neighbour."""
    (row, column), (rows, columns) = np.divmod(near - 1, COLUMNS), np.divmod(to - 1, COLUMNS)
    found = [
        ((part[0][:, None] - rows) ** 2 + (part[1][:, None] - columns) ** 2).argmin(axis=1)
        for part in zip(*(np.array_split(each, max(len(near) * len(to) // 4_000_000, 1)) for each in (row, column)),
                        strict=True)
    ]  # fmt: skip
    return np.concatenate(found)


def _reporting(table: pl.DataFrame) -> dict[str, Any]:
    """Calm cells whose reports fell sharply: they were watched, and are so no longer, or peace came."""
    years = LONGER / LATELY - 1
    calm = table.filter(pl.col("kind") != SEEN)
    before = calm.filter(pl.col("longer") >= years)  # once a year
    fallen = before.filter(pl.col("lately") < FALLEN * pl.col("longer") / years)
    return {"calm": len(calm), "reported_before": len(before), "fallen": len(fallen), "fallen_below": FALLEN}


def _of_kind(table: pl.DataFrame, kind: str) -> dict[str, Any]:
    """The middle cell of a kind: how far it lies from a border, a larger town and where anything was recorded in years.

    people: of larger towns within NEAR km of any cell of the kind, null where none lies on land.
    """
    rows = table.filter(pl.col("kind") == kind)
    on_land = rows.filter(pl.col("town_km").is_finite())["gid"].to_numpy()

    def middle(column: str) -> float | None:
        known = rows[column].filter(rows[column].is_finite())
        return float(known.median()) if len(known) else None  # type: ignore[arg-type]

    return {
        "kind": kind,
        "cells": len(rows),
        "border_km": middle("border_km"),
        "town_km": middle("town_km"),
        "people": people_within(on_land, NEAR) if len(on_land) else None,
        "recorded_km": middle("recorded_km"),
        "months_since_anybody": middle("anybody"),
        "never_anybody": int(rows["anybody"].is_nan().sum()),
        "once_its_own": int(rows["own"].is_not_nan().sum()),
    }


def _provinces(table: pl.DataFrame) -> list[Mapping[str, Any]]:
    """Cells of each kind by province, or by country where the source names no provinces; by name, not by size.

    town_km, border_km: of the middle one of all its cells.
    """
    rows = (
        table.group_by("country", "admin1")
        .agg(
            *((pl.col("kind") == kind).sum().alias(kind) for kind in KINDS),
            *(pl.col(far).fill_nan(None).median().alias(far) for far in ("town_km", "border_km")),
        )
        .sort("country", "admin1", nulls_last=True)
    )
    return list(rows.iter_rows(named=True))
