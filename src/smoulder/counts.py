"""Counts by unit and month to a panel without gaps."""

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
import polars as pl

from smoulder.context import Parts, context
from smoulder.types import Bools, Panel


def panel(
    counts: pl.DataFrame,
    visible: Callable[[Sequence[str] | None], Bools],
    *,
    first: int,
    as_of: date,
    target: str = "events",
    by_country: bool = False,
) -> Panel:
    """The panel of groups, or of groups in countries.

    counts: columns key, name, country, month and the target, null where it is unknown: a month of which nothing is
    known is blind; of others the known part is counted. visible: the months in which the source could have shown
    events in some countries, from month `first` to the newest. A group is visible where it has been seen so far: a
    country counts from the month of its first event there, so that the future changes no month before it.
    """
    newest = first + len(visible(None)) - 1
    label = pl.col("key").replace_strict(labels(counts), return_dtype=pl.String)
    if by_country:
        label = pl.concat_str([label, pl.col("country").fill_null("country unknown")], separator=" | ")
    labelled = counts.with_columns(label.alias("unit"))
    order = labelled["unit"].unique().sort()
    places = pl.int_range(len(order), eager=True)
    row = labelled["unit"].replace_strict(order, places).to_numpy().astype(np.int64)
    column = labelled["month"].to_numpy().astype(np.int64) - first
    values = np.zeros((len(order), newest - first + 1), dtype=np.int32)
    known = labelled[target].is_not_null().to_numpy()
    labelled = labelled.with_columns(pl.col(target).fill_null(0))
    np.add.at(values, (row, column), labelled[target].to_numpy())
    unknown = np.zeros(values.shape, dtype=np.bool_)
    unknown[row[~known], column[~known]] = True
    unknown[row[known], column[known]] = False
    parts, countries = _parts(labelled, row, column, target, values.shape[1])
    around = context(values, tuple(order), parts, countries)
    seen = _seen(labelled, row, visible, first, values > 0)
    return Panel(values, seen & ~unknown, tuple(order), first, target, as_of, around)


def labels(counts: pl.DataFrame) -> dict[str, str]:
    """What a panel calls each group, by its key: its name, with the key where several bear it."""
    names = counts.select("key", "name").unique()
    several = pl.col("name").is_duplicated()
    called = names.with_columns(pl.when(several).then(pl.format("{} [{}]", "name", "key")).otherwise(pl.col("name")))
    return dict(called.iter_rows())


def _parts(
    labelled: pl.DataFrame, row: npt.NDArray[np.int64], column: npt.NDArray[np.int64], target: str, months: int
) -> tuple[Parts, tuple[str, ...]]:
    countries = labelled["country"].drop_nulls().unique().sort()
    place = {name: number for number, name in enumerate(countries)}
    country = labelled["country"].replace_strict(place, default=-1, return_dtype=pl.Int32).to_numpy()
    owners, part = np.unique(np.stack([row, country]), axis=1, return_inverse=True)
    values = np.zeros((owners.shape[1], months), dtype=np.int32)
    np.add.at(values, (part, column), labelled[target].to_numpy())
    return Parts(owners[0].astype(np.int32), owners[1].astype(np.int32), values), tuple(countries)


def _seen(
    labelled: pl.DataFrame,
    row: npt.NDArray[np.int64],
    visible: Callable[[Sequence[str] | None], Bools],
    first: int,
    active: Bools,
) -> Bools:
    everywhere = visible(None)
    masks = {country: visible([country] if country else None) for country in labelled["country"].unique()}
    if all((mask == everywhere).all() for mask in masks.values()):
        return np.broadcast_to(everywhere, active.shape) | active
    seen = np.zeros_like(active)
    since = labelled.with_columns(pl.Series("row", row)).group_by("row", "country").agg(pl.col("month").min())
    for unit, country, month in since.iter_rows():
        seen[unit, month - first :] |= masks[country][month - first :]
    return seen | active
