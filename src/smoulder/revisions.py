"""How deaths of new months were revised, learned from vintages: by age, by size, with intervals by country."""

from datetime import date
from typing import NamedTuple

import numpy as np
import polars as pl

from smoulder import calibration
from smoulder.errors import BadInput
from smoulder.months import label
from smoulder.nowcast import LEVELS, RELEASE, SPREAD, Factors, Level, Revision, class_of, settled_until
from smoulder.types import Bools, Floats, Ints

SEED = 1
COLUMNS = ("month", "country", "deaths", "vintage")
ENOUGH = 20  # country-months: a class with fewer takes its spread from all months with deaths


class _Cases(NamedTuple):
    """Open months with what they became: each (cases,); a country is a place in the bootstrap's weights."""

    country: Ints
    month: Ints
    age: Ints
    then: Floats
    settled: Floats

    def where(self, mask: Bools) -> "_Cases":
        return _Cases(self.country[mask], self.month[mask], self.age[mask], self.then[mask], self.settled[mask])


def learn(vintages: pl.DataFrame, as_of: date | None = None) -> Factors:
    """How deaths of open months were revised, from vintages published up to a day (all if None).

    vintages: one row per month, country and vintage, the first and the last as days. Deaths unknown (null) or missing
    stay out, as does a country that the newest vintage no longer names. What a month settled at is its number in the
    newest vintage used. Raises BadInput for columns that are missing or of another kind, deaths below 0, two numbers
    for one month, fewer than two vintages, or no month with deaths that is seen both open and settled.
    """
    table = _checked(vintages, as_of)
    newest = table["vintage"].max()
    assert isinstance(newest, date)
    cases, countries = _cases(table, newest)
    if not (cases.then > 0).any():
        raise BadInput(
            f"No month with deaths is both open in a vintage and settled in that of {newest}: add vintages from before"
            " and after a first of July."
        )
    weights = calibration.resamples(countries, np.random.default_rng(SEED))
    first = cases.where(_first(cases))
    return Factors(
        as_of or newest, int(cases.month.min()), int(cases.month.max()), countries, _revision(first, weights),
        {int(age): _revision(cases.where(cases.age == age), weights) for age in np.unique(cases.age)},
        _levels(first, weights),
    )  # fmt: skip


def _checked(vintages: pl.DataFrame, as_of: date | None) -> pl.DataFrame:
    if missing := [column for column in COLUMNS if column not in vintages.columns]:
        raise BadInput(f"Vintages need the columns {', '.join(COLUMNS)}: {', '.join(missing)} is not there.")
    kinds = vintages.schema
    if not (kinds["month"].is_temporal() and kinds["vintage"].is_temporal() and kinds["deaths"].is_numeric()):
        raise BadInput(
            f"Vintages need days in month and vintage and numbers in deaths: found {kinds['month']},"
            f" {kinds['vintage']} and {kinds['deaths']}."
        )
    table = vintages.select(COLUMNS).with_columns(pl.col("month", "vintage").cast(pl.Date)).drop_nulls()
    if as_of is not None:
        table = table.filter(pl.col("vintage") <= as_of)
    table = table.with_columns(
        month=(pl.col("month").dt.year().cast(pl.Int32) - 1980) * 12 + pl.col("month").dt.month()
    )
    table = table.unique()
    if table["vintage"].n_unique() < 2:
        raise BadInput(
            f"A nowcast is learned from at least two vintages: found {table['vintage'].n_unique()}"
            f"{f' up to {as_of}' if as_of else ''}; add releases published on other days."
        )
    if (table["deaths"] < 0).any():
        raise BadInput("Vintages hold deaths below 0: correct them, or leave unknown deaths empty.")
    twice = table.filter(table.select("month", "country", "vintage").is_duplicated())
    if len(twice):
        row = twice.sort("vintage", "month", "country").row(0, named=True)
        raise BadInput(
            f"The vintage of {row['vintage']} has two numbers for {row['country']} in {label(row['month'])}: keep one."
        )
    return table


def _cases(table: pl.DataFrame, newest: date) -> tuple[_Cases, int]:
    """Months that were open at a vintage and are settled in the newest, and how many countries they lie in."""
    covered = {each: settled_until(each) for each in table["vintage"].unique() if each.month != RELEASE - 1}
    became = table.filter(pl.col("vintage") == newest, pl.col("month") <= settled_until(newest))
    found = (
        table.with_columns(age=pl.col("month").max().over("vintage") - pl.col("month") + 1)
        .filter(pl.col("vintage").is_in(list(covered)))
        .filter(pl.col("month") > pl.col("vintage").replace_strict(covered, return_dtype=pl.Int32))
        .join(became.select("month", "country", settled="deaths"), on=["month", "country"])
        .sort("vintage", "month", "country")
    )
    names, country = np.unique(found["country"].to_numpy().astype(np.str_), return_inverse=True)
    month, age = (found[name].to_numpy().astype(np.int32) for name in ("month", "age"))
    then, settled = (found[name].to_numpy().astype(np.float64) for name in ("deaths", "settled"))
    return _Cases(country.astype(np.int32), month, age, then, settled), len(names)


def _first(cases: _Cases) -> Bools:
    """The first case of each country and month: cases are sorted by vintage."""
    mask = np.zeros(len(cases.month), dtype=np.bool_)
    mask[np.unique(np.stack([cases.country, cases.month]), axis=1, return_index=True)[1]] = True
    return mask


def _revision(cases: _Cases, weights: Floats) -> Revision:
    drawn = _drawn(cases, weights)
    zero = cases.then == 0
    low, high = np.quantile(drawn, (0.025, 0.975)) if len(drawn) else (np.nan, np.nan)
    return Revision(
        _ratio(cases), float(low), float(high), _share(cases.then != cases.settled), _share(cases.settled[zero] > 0),
        len(zero), int(zero.sum()), len(np.unique(cases.month)),
    )  # fmt: skip


def _drawn(cases: _Cases, weights: Floats) -> Floats:
    """The factor in each bootstrap sample of countries that had deaths then."""
    place, size = cases.country.astype(np.int64), weights.shape[1]
    settled, then = (weights @ calibration.group_sums(each, place, size) for each in (cases.settled, cases.then))
    return np.asarray(settled[then > 0] / then[then > 0], np.float64)


def _levels(cases: _Cases, weights: Floats) -> tuple[Level, ...]:
    """Each class of deaths; those with deaths are drawn to all of them by the share of their variance that is noise."""
    some = cases.where(cases.then > 0)
    classes = [cases.where(class_of(cases.then) == place) for place in range(len(LEVELS))]
    everywhere = _ratio(some)
    apart, noise = np.full(len(LEVELS), np.nan), np.full(len(LEVELS), np.nan)
    for place, each in enumerate(classes[1:], start=1):
        drawn = _drawn(each, weights)
        if len(each.then) and (drawn > 0).all():
            apart[place], noise[place] = np.log(_ratio(each) / everywhere), np.log(drawn).var()
    heard = np.isfinite(apart)
    between = max(0.0, float((apart[heard] ** 2 - noise[heard]).mean())) if heard.any() else 0.0
    found = []
    for place, each in enumerate(classes):
        if place == 0:
            factor = float(each.settled.mean()) if len(each.settled) else np.nan
            values = each.settled
        else:
            kept = between / (between + noise[place]) if heard[place] and between else 0.0
            factor = everywhere * float(np.exp(kept * apart[place])) if kept else everywhere
            shown = each if len(each.then) >= ENOUGH else some
            values = shown.settled / shown.then
        quantiles = np.quantile(values, SPREAD).tolist() if len(values) else [np.nan] * len(SPREAD)
        found.append(Level(LEVELS[place], factor, tuple(quantiles), _revision(each, weights)))
    return tuple(found)


def _ratio(cases: _Cases) -> float:
    then = cases.then.sum()
    return float(cases.settled.sum() / then) if then else np.nan


def _share(mask: Bools) -> float:
    return float(mask.mean()) if mask.size else np.nan
