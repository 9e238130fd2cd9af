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

from smoulder.errors import BadInput
from smoulder.months import label, month_id, parse_month
from smoulder.types import Bools, Floats, Ints

FILE = "nowcast.json"
SCHEMA = "smoulder/nowcast/1"
RELEASE = 7  # the month from which the yearly release of the year before counts as out
LEVELS = (0, 1, 10, 100)  # deaths as published: the least of each class
SPREAD = (np.arange(20) + 0.5) / 20  # equally likely values; the outer two bound 95%


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


def settled_until(published: date) -> int:
    """The newest month that is settled in data published on a day.

    >>> label(settled_until(date(2024, 6, 30))), label(settled_until(date(2024, 7, 1)))
    ('2022-12', '2023-12')
    """
    return month_id(date(published.year - (1 if published.month >= RELEASE else 2), 12, 1))


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


def _placed(deaths: Floats, newest: int, published: date) -> tuple[Bools, Ints]:
    """Which numbers are open, and the class of each; unknown numbers are in the last class, and stay unknown."""
    if (deaths < 0).any():
        raise BadInput("A nowcast was given deaths below 0: correct them, or leave unknown deaths not a number.")
    month = newest - np.arange(deaths.shape[-1])[::-1]
    return np.broadcast_to(month > settled_until(published), deaths.shape), class_of(deaths)


def class_of(deaths: Floats) -> Ints:
    """The class of each number of deaths: a place in LEVELS."""
    return (np.searchsorted(LEVELS, deaths, side="right") - 1).astype(np.int32)


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
