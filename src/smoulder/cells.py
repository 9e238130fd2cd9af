"""From events to units by month: what each placed event says of who holds a unit, as one group sees it.

An event belongs to the month in which its dates end. One without coordinates, or placed more coarsely than a district
(where_precision above 3), is kept out and counted: it is never put at the middle of an area as if it was seen there.
What kind an event is follows from its sides, from who died in it, and from the tactic where the source tells it.
"""

from collections.abc import Collection

import numpy as np
import polars as pl

from smoulder.control import KINDS, CellPanel
from smoulder.months import label
from smoulder.store import AREA_WHERE_PRECISION
from smoulder.told_ground import told_ground
from smoulder.types import Bools, Events
from smoulder.units import Units

TAKEN = "overtakes? territory|territory (gained|captured)|seizure of territory"
RETAKEN = "(regains?|recaptures?|retakes?) territory"
HANDED_OVER = "transfer of territory"  # to the party that is named first
REMOTE = "suicide|bomb|explo|\\bied\\b|mine|grenade|car-?bomb|vehicle-borne|assassin"
ARMED = "military|police|armed forces|security forces"
NO_PLACE, COARSE, BEFORE = "no coordinates", "placed too coarsely", "before the first month that could be seen"


def cell_panel(
    events: Events,
    units: Units,
    visible: Bools,
    keys: Collection[str],
    *,
    group: str,
    names: Collection[str] = (),
    start: int | None = None,
) -> CellPanel:
    """The panel of a group: every party's events in the area, sorted by what they say of it.

    visible: for each month up to the newest, whether events could be seen. keys: ids or names the group goes by.
    names: further names that titles may give it. start: the first month, default the first visible one.
    """
    end = events.newest_month
    first = end - len(visible) + 1
    begin = max(start or first, first)
    coarse = pl.col("where_precision").fill_null(1) > AREA_WHERE_PRECISION["box"]
    nowhere = pl.col("latitude").is_null() | pl.col("longitude").is_null()
    told = told_ground(events.frame, names, keys)
    rows = pl.concat([events.frame, told], how="horizontal").with_columns(month=pl.Series(events.months)).select(
        "month", "latitude", "longitude", as_told(keys).fill_null(kind_of(keys)).alias("kind"),
        deaths=pl.col("fatalities_best").fill_null(1).cast(pl.Int32),
        out=pl.when(nowhere).then(pl.lit(NO_PLACE)).when(coarse).then(pl.lit(COARSE))
        .when(pl.col("month") < begin).then(pl.lit(f"{BEFORE}, {label(begin)}")),
    )  # fmt: skip
    kept = rows.filter(pl.col("out").is_null())
    where = kept.select("longitude", "latitude").to_numpy().astype(np.float64)
    place = {kind: number for number, kind in enumerate(KINDS)}
    left = rows["out"].drop_nulls().value_counts().sort("out")
    return CellPanel(
        group, units.names, units.centres, units.beside,
        unit=units.locate(where[:, 0], where[:, 1]) if len(where) else np.empty(0, np.int32),
        month=(kept["month"].to_numpy() - begin).astype(np.int32),
        kind=kept["kind"].replace_strict(place, return_dtype=pl.Int32).to_numpy(),
        deaths=kept["deaths"].to_numpy(), where=where, visible=visible[begin - first :], start=begin,
        as_of=events.as_of,
        kept_out=tuple((reason, count) for reason, count in left.iter_rows()),
    )  # fmt: skip


def sides(keys: Collection[str]) -> tuple[pl.Expr, pl.Expr]:
    """Whether a group is side a of an event, and whether it is side b."""
    known = list(keys)
    is_a, is_b = (pl.coalesce(f"side_{side}_id", f"side_{side}").is_in(known).fill_null(False) for side in "ab")
    return is_a, is_b


def as_told(keys: Collection[str]) -> pl.Expr:
    """What an event says by its titles, as one of KINDS, null where they tell nothing: see `told_ground`."""
    is_a, is_b = sides(keys)
    its = {each: (is_a & (pl.col(each) == "a")) | (is_b & (pl.col(each) == "b")) for each in ("holds", "gains")}
    return (
        pl.when(pl.col("holds").is_not_null()).then(pl.when(its["holds"]).then(pl.lit("taken")).otherwise(pl.lit("retaken")))
        .when((is_a | is_b) & pl.col("gains").is_not_null())
        .then(pl.when(its["gains"]).then(pl.lit("advance")).otherwise(pl.lit("retreat")))
    )  # fmt: skip


def kind_of(keys: Collection[str]) -> pl.Expr:
    """What each event of EVENT_SCHEMA's columns says by its sides, dead and tactic, as one of KINDS."""
    is_a, is_b = sides(keys)
    own = pl.when(is_a).then(pl.col("deaths_a")).otherwise(pl.col("deaths_b"))
    theirs = pl.when(is_a).then(pl.col("deaths_b")).otherwise(pl.col("deaths_a"))
    tactic = pl.col("tactic").fill_null("").str.to_lowercase()
    party, kind = is_a | is_b, pl.col("kind").fill_null("")
    armed = pl.col("target").fill_null("").str.to_lowercase().str.contains(ARMED)
    bare = (kind == "") & is_a & ~armed & pl.col("side_b").is_null()  # an incident list: perpetrator and target only
    none_fell = (own.fill_null(1) == 0) & (theirs.fill_null(1) == 0) & (pl.col("deaths_civilians").fill_null(0) > 0)
    rules = (
        (party & tactic.str.contains(TAKEN), "taken"),
        (party & tactic.str.contains(RETAKEN), "retaken"),
        (is_a & tactic.str.contains(HANDED_OVER), "taken"),
        (is_b & tactic.str.contains(HANDED_OVER), "retaken"),
        (is_a & tactic.str.contains(REMOTE) & ((kind != "") | bare), "remote"),
        (is_a & ((kind == "one_sided") | bare), "civilians"),
        (kind == "one_sided", "repression"),
        (~party, "others"),
        (none_fell, "strike"),
        (theirs > own, "battle_won"),
        (own > theirs, "battle_lost"),
    )
    told = pl.lit("battle_even")
    for holds, name in reversed(rules):
        told = pl.when(holds).then(pl.lit(name)).otherwise(told)
    return told
