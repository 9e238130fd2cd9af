"""What was known of a unit's surroundings in each month: who else was active where it is, and who is like it.

Every number of a month is made of that month and those before it, so that a panel cut short keeps what it knew.
"""

import re
from collections import Counter
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from smoulder.types import SCORED_ACTIVE, Bools, Context, Ints

FADING = 60.0  # months: where a unit is, newer events counting more
RECENT, LONGER, LATELY = 12, 60, 36  # months
ALIKE = 0.15  # names less alike than this are not
STEM = 5  # letters
PLAIN = frozenset(
    "the of for and to in a al group movement front army organization liberation national people's peoples people"
    " armed forces force party".split()
)
Numbers = npt.NDArray[np.float32]


class Parts(NamedTuple):
    """A unit in a country, one row for each: whose, where, and the events there, (parts, months)."""

    unit: Ints
    country: Ints
    values: npt.NDArray[np.int32]


def context(values: npt.NDArray[np.int32], names: tuple[str, ...], parts: Parts, countries: tuple[str, ...]) -> Context:
    """The surroundings of each unit, month by month.

    values: events of each unit, (units, months); parts.country: a place in countries, -1 where it is not known.
    """
    share = _shares(parts, values.shape)
    before = np.cumsum(parts.values > 0, axis=1, dtype=np.int16)
    counted = (parts.country >= 0)[:, None] & (before > 0)
    whole = np.cumsum(values > 0, axis=1, dtype=np.int16)
    serious = counted & (whole[parts.unit] >= SCORED_ACTIVE)
    main, most = _main_country(parts, share, values.shape)
    known = np.stack(
        [most, _still_active(parts, share, before, counted, RECENT, values.shape),
         _still_active(parts, share, before, serious, LONGER, values.shape), _like_named(values, whole, names)]
    )  # fmt: skip
    return Context(known, main, countries)


def _within(before: npt.NDArray[np.int16], months: int) -> Bools:
    """Whether a count so far has risen within the newest so many months."""
    earlier = np.zeros_like(before)
    earlier[:, months:] = before[:, :-months]
    return before > earlier


def _sums(of: npt.NDArray[Any], group: Ints, size: int) -> Numbers:
    """Rows added up by group, (size, months)."""
    found = np.zeros((size, of.shape[1]), dtype=np.float32)
    held, starts = np.unique(np.sort(group), return_index=True)
    if len(held):
        found[held] = np.add.reduceat(of[np.argsort(group, kind="stable")].astype(np.float32), starts, axis=0)
    return found


def _shares(parts: Parts, shape: tuple[int, ...]) -> Numbers:
    """The share of each part in its unit's activity so far, newer events counting more."""
    keep, total = np.float32(0.5 ** (1 / FADING)), np.zeros(parts.values.shape, dtype=np.float32)
    now = np.zeros(len(parts.values), dtype=np.float32)
    for month in range(shape[1]):
        now = total[:, month] = keep * now + parts.values[:, month].astype(np.float32)
    whole = _sums(total, parts.unit, shape[0])
    return np.asarray(total / np.maximum(whole[parts.unit], np.float32(1e-30)), dtype=np.float32)


def _main_country(parts: Parts, share: Numbers, shape: tuple[int, ...]) -> tuple[npt.NDArray[np.int16], Numbers]:
    """The country of the largest share, and that share: -1 and not a number where none is known."""
    main, most = np.full(shape, -1, dtype=np.int16), np.zeros(shape, dtype=np.float32)
    for unit, country, part in zip(parts.unit, parts.country, share, strict=True):
        more = (part > most[unit]) & (country >= 0)
        most[unit] = np.where(more, part, most[unit])
        main[unit] = np.where(more, country, main[unit])
    most[main < 0] = np.nan
    return main, most


def _still_active(
    parts: Parts, share: Numbers, before: npt.NDArray[np.int16], counted: Bools, months: int, shape: tuple[int, ...]
) -> Numbers:
    """The log share, of the other groups that were ever active where the unit is, of those active lately."""
    country = np.maximum(parts.country, 0)
    around = []
    for each in (counted & _within(before, months), counted):
        there = _sums(each, country, country.max(initial=0) + 1)
        others = share * (there[country] - each) * (parts.country >= 0)[:, None]
        around.append(_sums(others, parts.unit, shape[0]))
    still: Numbers = np.log((around[0] + np.float32(0.3)) / (around[1] + np.float32(1)))
    return still


def _like_named(values: npt.NDArray[np.int32], whole: npt.NDArray[np.int16], names: tuple[str, ...]) -> Numbers:
    """The log share of groups with a like name, ever seen, that were active lately; of a group's first months unknown.

    Words count alike: to weigh them by how rare they are would tell which names are still to come.
    """
    asking = whole[:, -1] >= SCORED_ACTIVE
    words = [_words(name) for name in names]
    often = Counter(word for each in words for word in each)
    number = {word: place for place, word in enumerate(sorted(word for word, times in often.items() if times > 1))}
    weights = np.zeros((len(words), max(len(number), 1)), dtype=np.float32)
    for row, each in enumerate(words):
        weights[row, [number[word] for word in sorted(each) if word in number]] = max(len(each), 1) ** -0.5
    alike = weights[asking] @ weights.T
    alike[alike < ALIKE] = 0
    alike[np.arange(len(alike)), np.flatnonzero(asking)] = 0
    found = np.full(values.shape, np.nan, dtype=np.float32)
    found[asking] = np.log(
        (alike @ _within(whole, LATELY).astype(np.float32) + np.float32(0.1))
        / (alike @ (whole > 0).astype(np.float32) + np.float32(0.33))
    )
    return np.where(whole >= SCORED_ACTIVE, found, np.float32(np.nan))


def _words(name: str) -> set[str]:
    words = re.findall(r"[a-z][a-z'\-]+", name.partition(" | ")[0].lower())
    return {word[:STEM] for word in words if word not in PLAIN and len(word) > 2}
