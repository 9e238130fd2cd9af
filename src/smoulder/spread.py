"""Spread: the countries in which a group was seen, year by year, and who else bears or came from its name.

Countries count the group and its kin, each kin from the month in which the two were one: renamings, successors and
mergers, as known then. Splinters and whoever they split from are other groups: they are listed, and not counted.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from smoulder.actors import Kin
from smoulder.lineage import Lineage, Link, fold
from smoulder.months import label
from smoulder.types import Bools, Group

LATELY, NEW = 12, 60  # months
YEAR = 12


class Name(NamedTuple):
    """A group and how it is related: since what day, and the month from which its events count, None for none."""

    group: Group
    relation: str
    since: str | None
    counts_from: int | None


def spread(
    monthly: pl.DataFrame,
    group: Group,
    kin: Sequence[Kin],
    links: Sequence[Link],
    lineage: Lineage,
    visible: Bools,
    newest: int,
) -> dict[str, Any]:
    """The spread part of an assessment, over the whole world that the data cover.

    monthly: columns key, name, country, month, events, fatalities_best of every group; kin, links: as known then;
    visible: months up to the newest in which anything could be seen.
    """
    names = _names(monthly, group, kin, links, lineage)
    rows = monthly.filter(pl.col("key").is_in([each.group.key for each in names]))
    counted = pl.concat(
        [rows.filter((pl.col("key") == each.group.key) & (pl.col("month") >= each.counts_from))
         for each in names if each.counts_from is not None]
    ).with_columns(year=1980 + (pl.col("month") - 1) // YEAR)  # fmt: skip
    if not len(counted):
        return {"names": [], "countries": [], "years": [], "new_countries": [], "unplaced_events": 0}
    first, last = int(counted["year"].min()), 1980 + (newest - 1) // YEAR  # type: ignore[arg-type]
    months = np.arange(newest - len(visible) + 1, newest + 1)
    shown = {1980 + (month - 1) // YEAR for month in months[visible].tolist()}
    looked = int(months[visible][0]) + YEAR if visible.any() else newest  # nothing is new in the first year of the data
    new = max(newest - NEW, looked - 1)
    countries = _countries(counted.drop_nulls("country"), range(first, last + 1), newest, new)
    return {
        "names": [_told(each, rows.filter(pl.col("key") == each.group.key), newest) for each in names],
        "countries": countries,
        "years": [{"year": year, "visible": year in shown} for year in range(first, last + 1)],
        "new_countries": [each["country"] for each in countries if each["new"]],
        "lately": LATELY,
        "new_within": NEW,
        "unplaced_events": int(counted.filter(pl.col("country").is_null())["events"].sum()),
    }


def _names(
    monthly: pl.DataFrame, group: Group, kin: Sequence[Kin], links: Sequence[Link], lineage: Lineage
) -> list[Name]:
    """The group, its kin, and those that split from it or it from them."""
    began = int(monthly["month"].min()) if len(monthly) else 0  # type: ignore[arg-type]
    found = {group: Name(group, "itself", None, began)}
    for each in kin:
        found.setdefault(each.group, Name(each.group, each.relation, each.since or None, each.counts_from or began))
    held: dict[str, Group] = {}
    for key, name in monthly.select("key", "name").unique().sort("name", "key").iter_rows():
        held.setdefault(fold(name), Group(key, name))
        held.setdefault(key, Group(key, name))
    for link in links:
        known = lineage.groups[link["group"]]
        spelt = [fold(name) for name in (known.ucdp_name or known.name, *known.names)]
        other = next((held[name] for name in spelt if name in held), None)
        if other is not None:
            found.setdefault(other, Name(other, link["relation"], link["from"], None))
    return list(found.values())


def _told(name: Name, rows: pl.DataFrame, newest: int) -> dict[str, Any]:
    """What is known of one name: its first and last month, and whether it was seen lately."""
    lately = rows.filter(pl.col("month") > newest - LATELY)
    first, last = rows["month"].min(), rows["month"].max()
    return {
        "id": name.group.key,
        "name": name.group.name,
        "relation": name.relation,
        "since": name.since,
        "counted": name.counts_from is not None,
        "first": label(first) if isinstance(first, int) else None,
        "last": label(last) if isinstance(last, int) else None,
        "events": int(rows["events"].sum()),
        "fatalities_best": int(rows["fatalities_best"].sum()),
        "countries": rows["country"].drop_nulls().n_unique(),
        "events_lately": int(lately["events"].sum()),
    }


def _countries(rows: pl.DataFrame, years: range, newest: int, new: int) -> list[dict[str, Any]]:
    """Each country with its months, sums and events by year, by the time it was first seen in."""
    by_year: dict[str, Mapping[int, int]] = {
        country: dict(part.select("year", "events").iter_rows())
        for (country,), part in rows.group_by("country", "year").agg(pl.col("events").sum()).group_by("country")
    }
    lately = pl.col("month") > newest - LATELY
    summed = rows.group_by("country").agg(
        pl.col("month").min().alias("first"),
        pl.col("month").max().alias("last"),
        pl.col("events", "fatalities_best").sum(),
        pl.col("events").filter(lately).sum().alias("events_lately"),
        pl.col("fatalities_best").filter(lately).sum().alias("fatalities_lately"),
    )
    return [
        {
            **row, "first": label(row["first"]), "last": label(row["last"]), "new": row["first"] > new,
            "by_year": [by_year[row["country"]].get(year, 0) for year in years],
        }
        for row in summed.sort("first", "country").iter_rows(named=True)
    ]  # fmt: skip
