"""What the newest months will become: deaths as first published, and as they stand once they settle.

A month is published within weeks and revised by the yearly release that covers its year, which comes in June or July
of the next. It is called settled from the first of July after its year, and open before; a vintage of June is read as
neither, since its date does not tell whether the release is in. Settled is not final: later releases revise it again.
"""

import json
from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from smoulder import calibration
from smoulder.errors import BadInput
from smoulder.months import label, month_id, parse_month
from smoulder.types import Bools, Floats, Ints

FILE = "nowcast.json"
SCHEMA = "smoulder/nowcast/1"
SEED = 1
COLUMNS = ("month", "country", "deaths", "vintage")
RELEASE = 7  # the month from which the yearly release of the year before counts as out
LEVELS = (0, 1, 10, 100)  # deaths as published: the least of each class
SPREAD = (np.arange(20) + 0.5) / 20  # equally likely values; the outer two bound 95%
ENOUGH = 20  # country-months: a class with fewer takes its spread from all months with deaths


class Revision(NamedTuple):
    """How deaths were revised, over `cases` of a country and a month of which there are `months` months.

    factor: settled deaths / deaths then, with its 95% interval by bootstrap of countries; changed: share of cases with
    another number; from_zero: share of the `zeros` that rose. Not a number where nothing can be divided.
    """

    factor: float
    low: float
    high: float
    changed: float
    from_zero: float
    cases: int
    zeros: int
    months: int


class Level(NamedTuple):
    """What becomes of months with at least so many deaths and fewer than the next class.

    factor: as measured in the class, drawn to that of all months with deaths; for 0 deaths, the mean that they become.
    spread: 20 equally likely values of settled / published; for 0 deaths, of what they become.
    """

    least: int
    factor: float
    spread: tuple[float, ...]
    seen: Revision


class Factors(NamedTuple):
    """What was learned from vintages up to a day; `first` and `last` are the settled months that it rests on.

    ages: by age in months at a vintage, 1 the newest, each vintage of a month a case; world and levels: each country
    and month once, as first published.
    """

    as_of: date
    first: int
    last: int
    countries: int
    world: Revision
    ages: dict[int, Revision]
    levels: tuple[Level, ...]


class Nowcast(NamedTuple):
    """What deaths are expected to settle at, and between what in 95 of 100 cases: each (units, months)."""

    expected: Floats
    low: Floats
    high: Floats


class _Cases(NamedTuple):
    """Open months with what they became: each (cases,); a country is a place in the bootstrap's weights."""

    country: Ints
    month: Ints
    age: Ints
    then: Floats
    settled: Floats

    def where(self, mask: Bools) -> "_Cases":
        return _Cases(self.country[mask], self.month[mask], self.age[mask], self.then[mask], self.settled[mask])


def settled_until(published: date) -> int:
    """The newest month that is settled in data published on a day.

    >>> label(settled_until(date(2024, 6, 30))), label(settled_until(date(2024, 7, 1)))
    ('2022-12', '2023-12')
    """
    return month_id(date(published.year - (1 if published.month >= RELEASE else 2), 12, 1))


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


def nowcast(deaths: Floats, factors: Factors, *, newest: int, published: date) -> Nowcast:
    """What deaths published on a day are expected to settle at: settled months as they are, unknown ones unknown.

    deaths: (units, months), the last column month `newest`; not a number where unknown. The interval is that of one
    unit's month; intervals of sums cannot be had by adding it. Raises BadInput for deaths below 0.
    """
    values = spread(deaths, factors, newest=newest, published=published)
    is_open, level = _placed(deaths, newest, published)
    factor = np.array([each.factor for each in factors.levels])[level]
    expected = np.where(is_open, np.where(deaths > 0, deaths * factor, deaths + factor), deaths)
    return Nowcast(expected, values[..., 0], values[..., -1])


def spread(deaths: Floats, factors: Factors, *, newest: int, published: date) -> Floats:
    """20 equally likely values that each number may settle at, rising, (units, months, 20); as `nowcast` otherwise."""
    is_open, level = _placed(deaths, newest, published)
    ratios = np.array([each.spread for each in factors.levels])[level]
    known = deaths[..., None]
    return np.where(is_open[..., None], np.where(known > 0, known * ratios, known + ratios), known)


def document(factors: Factors, about: Mapping[str, Any]) -> dict[str, Any]:
    """Factors as they ship, ready for JSON, with what they are about."""
    return {
        "schema": SCHEMA, **about, "as_of": factors.as_of.isoformat(),
        "settled": {"first": label(factors.first), "last": label(factors.last)}, "countries": factors.countries,
        "world": _plain(factors.world), "ages": {str(age): _plain(each) for age, each in factors.ages.items()},
        "levels": [_plain(each) for each in factors.levels],
    }  # fmt: skip


def read() -> tuple[Factors, dict[str, Any]]:
    """The factors that ship, and their card: schema, data, made, smoulder, command, as_of."""
    card = json.loads((files("smoulder") / FILE).read_text(encoding="utf-8"))
    return parsed(card), card


def parsed(card: Mapping[str, Any]) -> Factors:
    """The factors in a document; raises BadInput if they are not all there."""
    try:
        levels = tuple(
            Level(each["least"], _number(each["factor"]), tuple(map(_number, each["spread"])), _read(each["seen"]))
            for each in card["levels"]
        )
        ages = {int(age): _read(each) for age, each in card["ages"].items()}
        first, last = (parse_month(card["settled"][name]) for name in ("first", "last"))
        day = date.fromisoformat(card["as_of"])
        return Factors(day, first, last, card["countries"], _read(card["world"]), ages, levels)
    except (KeyError, TypeError, ValueError) as problem:
        raise BadInput(f"The factors of the nowcast cannot be read: {problem!r}. Make them again.") from problem


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
    classes = [cases.where(_class(cases.then) == place) for place in range(len(LEVELS))]
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


def _placed(deaths: Floats, newest: int, published: date) -> tuple[Bools, Ints]:
    """Which numbers are open, and the class of each; unknown numbers are in the last class, and stay unknown."""
    if (deaths < 0).any():
        raise BadInput("A nowcast was given deaths below 0: correct them, or leave unknown deaths not a number.")
    month = newest - np.arange(deaths.shape[-1])[::-1]
    return np.broadcast_to(month > settled_until(published), deaths.shape), _class(deaths)


def _class(deaths: Floats) -> Ints:
    return (np.searchsorted(LEVELS, deaths, side="right") - 1).astype(np.int32)


def _ratio(cases: _Cases) -> float:
    then = cases.then.sum()
    return float(cases.settled.sum() / then) if then else np.nan


def _share(mask: Bools) -> float:
    return float(mask.mean()) if mask.size else np.nan


def _plain(found: Any) -> Any:
    if hasattr(found, "_asdict"):
        return {name: _plain(part) for name, part in found._asdict().items()}
    if isinstance(found, tuple):
        return [_plain(part) for part in found]
    return None if isinstance(found, float) and np.isnan(found) else found


def _read(found: Mapping[str, Any]) -> Revision:
    factor, low, high, changed, rose = (
        _number(found[name]) for name in ("factor", "low", "high", "changed", "from_zero")
    )
    return Revision(factor, low, high, changed, rose, found["cases"], found["zeros"], found["months"])


def _number(found: float | None) -> float:
    return np.nan if found is None else float(found)
