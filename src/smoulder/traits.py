"""What is told of groups beyond their events, and an optional model of what it adds to a return curve.

Traits come from a table of group-years in the form of the Extended Data on Terrorist Groups (Hou, Gaibulloev & Sandler
2020, "Introducing Extended Data on Terrorist Groups (EDTG), 1970 to 2016", Journal of Conflict Resolution 64). A year
is taken as known from its end, and what was last known stays: that the rows of a group stop tells that it has ended,
which nobody knew then. The model is a proportional hazard with ridge (the complementary log-log link of Prentice &
Gloeckler 1978, Biometrics 34): traits multiply the hazard of a curve, alike at every horizon. It learns from units that
were quiet and from curves made before what they forecast. What is unknown of a group is taken as the mean of the
others, and a group that the table does not name keeps its curve.

Assumes: traits were as visible then as they were coded later, and speak alike at every length of silence.
Fails when: the coders knew what came after, as in which groups they list, their peak size and how they ended.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl

from smoulder import spells
from smoulder.endings import scored
from smoulder.errors import BadInput
from smoulder.lineage import Lineage, fold, load_lineage
from smoulder.months import first_day
from smoulder.types import Bools, Floats, Ints, Panel, ReturnCurves

TRAITS: Mapping[str, str] = {  # and the column of the codebook that each is
    "left_wing": "left",
    "nationalist": "nat",
    "religious": "rel",
    "right_wing": "right",
    "regime_goal": "ercsr",
    "policy_goal": "pch",
    "status_quo_goal": "sq",
    "territorial_goal": "tch",
    "base_countries": "num_base",
    "base_east_asia_pacific": "EAP",
    "base_europe_central_asia": "ECA",
    "base_latin_america": "LAC",
    "base_middle_east": "MENA",
    "base_north_america": "NA",
    "base_south_asia": "SAS",
    "base_sub_saharan_africa": "SSA",
    "peak_size": "peak_size",
    "state_sponsor": "state_sponsor",
    "sponsors": "num_sponsor",
    "territory": "terrctrl",
    "leader_hierarchy": "lead_hierarch",
    "leader_lost": "fate_leader",
    "drugs": "drugtk",
    "social_service": "social_service",
    "allies": "num_allies",
    "rivals": "num_rivals",
}
ENDINGS: Mapping[str, int] = {  # and the code of `endstr` that each is
    "ended_by_force": 1,
    "ended_by_splintering": 2,
    "ended_in_politics_or_victory": 3,
    "ended_by_merger": 4,
    "ended_in_inactivity": 5,
}
CHOSEN = ("regime_goal", "policy_goal", "status_quo_goal", "territorial_goal", "peak_size")  # see docs/traits.md
COUNTS = ("base_countries", "peak_size", "sponsors", "allies", "rivals")  # taken on a log scale
AGAIN = r"_\d$"  # the codebook writes X_1 and X_2 for an X that returned more than five years after its end
ACRONYM = re.compile(r"\s*\([A-Z0-9/ .-]+\)$")
QUIET, FOLLOWED = 6, 60  # months: the silence from which a unit teaches, and how far it is followed
RIDGE = 60.0  # for half-yearly curves: every year of a unit teaches twice
FAR = 8.0  # no factor beyond e to this power while slopes are sought


class Told(NamedTuple):
    """What was told of one group by the end of each year: years, rising, and values, (years, traits)."""

    years: Ints
    values: Floats


@dataclass(frozen=True)
class Traits:
    """Traits of groups by folded name; a value is not a number where it is unknown."""

    names: tuple[str, ...]
    groups: Mapping[str, Told]
    lineage: Lineage


class Parameters(NamedTuple):
    """How traits multiply the hazard: middle, spread and slope of each, (traits,); slopes are 0 if nothing taught."""

    middle: Floats
    spread: Floats
    slopes: Floats


class Followed(NamedTuple):
    """Quiet units followed from an origin: traits, hazard before and in the month of return, and whether one came."""

    told: Floats
    before: Floats
    at: Floats
    came: Bools


def read(path: Path, hindsight: bool = False) -> Traits:
    """The traits in a csv or Parquet table of group-years with the columns of EDTG's codebook.

    Rows without a group or a year are left out. hindsight: also how groups ended, known from the end of that year,
    though it was coded long after; a forecast that uses it has seen the future.
    Raises BadInput for a table that lacks a column or has a group twice in a year.
    """
    columns = {**TRAITS, **dict.fromkeys(ENDINGS, "endstr")} if hindsight else dict(TRAITS)
    table = _table(path, {"gname", "year", *columns.values()})
    number = {name: pl.col(column) for name, column in columns.items()}
    number["social_service"] = number["social_service"].replace(9.0, None)  # the codebook's "unknown"
    number |= {name: number[name].log1p() for name in COUNTS}
    number["leader_lost"] = (number["leader_lost"] > 0).cast(pl.Float64).cum_max()  # arrested or dead, by then
    number |= {name: (number[name] == code).cast(pl.Float64) for name, code in ENDINGS.items() if hindsight}
    lineage = load_lineage()
    each = {
        str(name): Told(rows["year"].to_numpy(), rows.select(*columns).to_numpy())
        for (name,), rows in table.with_columns(
            value.forward_fill().over("gname").alias(name) for name, value in number.items()
        ).group_by("gname", maintain_order=True)
    }
    claims = Counter(key for name in each for key in set(spellings(name, lineage)))
    groups = {
        key: told
        for name, told in each.items()
        for key in spellings(name, lineage)
        if key == fold(name) or claims[key] == 1
    }
    return Traits(tuple(columns), groups, lineage)


def _table(path: Path, needed: set[str]) -> pl.DataFrame:
    try:
        table = pl.read_parquet(path) if path.suffix == ".parquet" else pl.read_csv(path, infer_schema_length=None)
        if missing := sorted(needed - set(table.columns)):
            raise BadInput(f"{path} lacks the columns {', '.join(missing)} of EDTG's codebook; leave unknowns empty.")
        table = table.with_columns(
            pl.col(sorted(needed - {"gname", "year"})).cast(pl.Float64),
            pl.col("gname").str.strip_chars().str.replace(AGAIN, ""),
            pl.col("year").cast(pl.Int32),
        ).drop_nulls(["gname", "year"])
    except (OSError, pl.exceptions.PolarsError) as why:
        raise BadInput(f"{path} cannot be read as a table of group-years, csv or Parquet: {why}.") from None
    if table.select("gname", "year").is_duplicated().any():
        raise BadInput(f"{path} has more than one row for a group in a year; keep one.")
    return table.sort("gname", "year")


def only(traits: Traits, names: Sequence[str]) -> Traits:
    """The same groups with fewer traits."""
    columns = [traits.names.index(name) for name in names]
    groups = {key: Told(told.years, told.values[:, columns]) for key, told in traits.groups.items()}
    return Traits(tuple(names), groups, traits.lineage)


def spellings(name: str, lineage: Lineage) -> list[str]:
    """The folded names that may mean a group, the likeliest first: its own, its aliases, each without its acronym."""
    alias = lineage.by_name.get(fold(name)) or lineage.by_name.get(fold(ACRONYM.sub("", name)))
    names = [name, *(lineage.groups[alias].names if alias else ())]
    return [fold(text) for each in names for text in (each, ACRONYM.sub("", each))]


def match(traits: Traits, units: Sequence[str]) -> dict[int, Told]:
    """What the table tells, at any time, of the units that it names, by their place."""
    found = {}
    for place, unit in enumerate(units):
        name = unit.partition(" | ")[0]  # a unit may be a group in a country
        key = next((key for key in spellings(name, traits.lineage) if key in traits.groups), None)
        if key is not None:
            found[place] = traits.groups[key]
    return found


def known(traits: Traits, matched: Mapping[int, Told], origin: int) -> tuple[Ints, Floats]:
    """The units of which anything was told by an origin, and what was told last, (units, traits)."""
    year = first_day(origin + 1).year - 1  # the newest that has ended
    rows = {place: int(np.searchsorted(told.years, year, side="right")) for place, told in matched.items()}
    places = [place for place, row in rows.items() if row]
    values = [matched[place].values[rows[place] - 1] for place in places]
    return np.array(places, dtype=np.int32), np.array(values).reshape(len(places), len(traits.names))


def fit(pool: Panel, traits: Traits, past: Sequence[ReturnCurves]) -> Parameters:
    """Learn what traits would have added to past curves, by what the pool shows to have followed until its end.

    past: curves of the pool's units, each made at its own origin with what was known then.
    """
    from scipy.optimize import minimize  # here: it takes a quarter of a second that no kept answer needs

    matched = match(traits, pool.units)
    followed = [_follow(pool, traits, matched, curves) for curves in past if curves.origin < pool.end]
    if not any(each.came.any() for each in followed):
        nothing = np.zeros(len(traits.names))
        return Parameters(nothing, nothing + 1, nothing)
    told, before, at = (np.concatenate([each[part] for each in followed]) for part in range(3))
    came = np.concatenate([each.came for each in followed])
    cases = np.maximum((~np.isnan(told)).sum(axis=0), 1)
    middle = np.nansum(told, axis=0) / cases
    spread = np.sqrt(np.nansum((told - middle) ** 2, axis=0) / cases) + 1e-9
    x = spells.standard(told, middle, spread)

    def loss(slopes: Floats) -> tuple[float, Floats]:
        factor = np.exp(np.clip(x @ slopes, -FAR, FAR))
        struck = at * factor
        value = before * factor - np.where(came, np.log(-np.expm1(-struck)), 0)
        slope = before * factor - np.where(came, struck / np.expm1(struck), 0)
        return float(value.sum() + RIDGE / 2 * slopes @ slopes), x.T @ slope + RIDGE * slopes

    return Parameters(middle, spread, minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B").x)


def _follow(pool: Panel, traits: Traits, matched: Mapping[int, Told], curves: ReturnCurves) -> Followed:
    if curves.units != pool.units:
        raise BadInput("Traits are learned from past curves of the pool's own units; these are of other units.")
    cut = pool.until(curves.origin)
    places, told = known(traits, matched, curves.origin)
    taught = (scored(cut) & (cut.silence[:, -1] >= QUIET))[places] & ~np.isnan(curves.values[places, 0])
    places, told = places[taught], told[taught]
    now = curves.origin - pool.start
    ahead = slice(now + 1, now + 1 + FOLLOWED)
    events, visible = pool.values[places, ahead] > 0, pool.visible[places, ahead]
    hazard = np.diff(_spent(curves.values[places, : events.shape[1]]), axis=1, prepend=0) * visible
    came: Bools = np.asarray(events.any(axis=1))
    month, each = events.argmax(axis=1), np.arange(len(places))
    spent, at = np.cumsum(hazard, axis=1), np.maximum(hazard[each, month], 1e-9)
    return Followed(told, np.where(came, spent[each, month] - at, spent[:, -1]), at, came)


def _spent(values: Floats) -> Floats:
    """The cumulative hazard of return curves."""
    return -np.log1p(-np.minimum(values, 1 - 1e-9))


def adjust(parameters: Parameters, traits: Traits, curves: ReturnCurves) -> ReturnCurves:
    """The curves with the hazard of each unit multiplied as what was told of it by their origin says."""
    places, told = known(traits, match(traits, curves.units), curves.origin)
    factor = np.exp(spells.standard(told, parameters.middle, parameters.spread) @ parameters.slopes)
    values = curves.values.copy()
    values[places] = -np.expm1(-_spent(values[places]) * factor[:, None])
    return ReturnCurves(values, curves.units, curves.origin, f"{curves.model}_traits", curves.declined)
