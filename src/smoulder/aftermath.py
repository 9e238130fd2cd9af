"""What the data show of a group in an area before and after a day, month by month.

An event counts as after the day only if it began after it, and as before only if it had ended by it. One that spans
the day belongs to neither, since nobody can say on which side it fell. As everywhere, an event belongs to the month in
which its dates end.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl
from duckdb import DuckDBPyConnection

from smoulder import actors, store
from smoulder.areas import WORLD, Area
from smoulder.lineage import Lineage
from smoulder.months import month_id
from smoulder.types import Bools, Group
from smoulder.vintage import Release, View, view

YEAR = 12  # months
Counts = npt.NDArray[np.int64]


class Known(NamedTuple):
    """What is the same for every question on one day: the view, its groups with their first months, kin, countries."""

    seen: View
    held: Mapping[Group, int]
    kin: Mapping[str, Sequence[actors.Kin]]
    countries: Mapping[str, Sequence[str]]
    lineage: Lineage


def known(con: DuckDBPyConnection, history: Sequence[Release], lineage: Lineage, as_of: date | None = None) -> Known:
    """What the releases of one family show on a day (None: the newest); links of a later day are left out.

    Raises BadInput for a day that the releases cannot speak for.
    """
    seen = view(history, as_of)
    held = actors.first_months(store.month_counts(con, seen))
    kin = {
        key: [each for each in others if each.since <= str(seen.as_of)]
        for key, others in actors.other_names(held, lineage).items()
    }
    return Known(seen, held, kin, store.countries(con, seen), lineage)


class Aftermath(NamedTuple):
    """Months `first`.. of a group in an area, all arrays (months,), as they lie about a day.

    clear: the first month that no event spanning the day reaches into. unplaced: events after the day whose place is
    too coarse to say whether they lie in the area. kin: other names that are counted. last: the newest event known.
    """

    day: date
    clear: int
    first: int
    visible: Bools
    events_before: Counts
    deaths_before: Counts
    events_after: Counts
    deaths_after: Counts
    unplaced: Counts
    first_after: date | None
    last: date | None
    kin: tuple[str, ...]

    @property
    def end(self) -> int:
        """The newest month that the data could have shown."""
        return self.first + len(self.visible) - 1


class Window(NamedTuple):
    """What the months begin..end hold: blind are those that nobody could see, unknown those after the data end.

    busiest_events, busiest_deaths: of the busiest twelve months in a row within it.
    """

    begin: int
    end: int
    visible: int
    blind: int
    unknown: int
    events: int
    deaths: int
    busiest_events: int
    busiest_deaths: int
    unplaced: int


def aftermath(con: DuckDBPyConnection, known: Known, group: Group, area: Area, day: date) -> Aftermath:
    """The months of a group, with its kin, in an area about a day; area: spelt as the data spell it."""
    seen, kin = known.seen, known.kin.get(group.key, ())
    also = [(each.group, each.counts_from) for each in kin]
    frame = store.events(con, seen, group, area, also=also).events.frame
    looked = [area.country] if area.country else frame["country"].drop_nulls().unique().to_list()
    before = frame.filter(pl.col("date_end") <= day)
    after = frame.filter(pl.col("date_start") > day)
    spanning = frame.filter((pl.col("date_start") <= day) & (pl.col("date_end") > day))["date_end"].to_list()
    visible, first = store.visible(seen, looked or None), seen.first_month
    coarse = _unplaced(con, seen, group, area, also).filter(pl.col("date_start") > day)
    visible = visible | (_by_month(frame, first, len(visible))[0] > 0)  # what was seen was visible, whatever was said
    return Aftermath(
        day,
        max(month_id(each) for each in (day, *spanning)) + 1,
        first,
        visible,
        *_by_month(before, first, len(visible)),
        *_by_month(after, first, len(visible)),
        _by_month(coarse, first, len(visible))[0],
        min(after["date_end"].to_list(), default=None),
        max(frame["date_end"].to_list(), default=None),
        tuple(each.group.name for each in kin),
    )


def _by_month(frame: pl.DataFrame, first: int, length: int) -> tuple[Counts, Counts]:
    """Events and deaths (those that are known) by month."""
    month = np.array([month_id(day) - first for day in frame["date_end"]], dtype=np.int64)
    deaths = frame["fatalities_best"].fill_null(0).to_numpy()
    summed = np.bincount(month, weights=deaths, minlength=length).astype(np.int64)
    return np.bincount(month, minlength=length).astype(np.int64), summed


def _unplaced(
    con: DuckDBPyConnection, seen: View, group: Group, area: Area, also: Sequence[tuple[Group, int | None]]
) -> pl.DataFrame:
    """Events that may lie in a province or box, or may not."""
    whole = store.events(con, seen, group, Area(area.country) if area.country else WORLD, also=also).events.frame
    if area.admin1 is not None:
        coarse = pl.col("where_precision").fill_null(1) > store.AREA_WHERE_PRECISION["admin1"]
        return whole.filter(coarse & (pl.col("admin1").is_null() | (pl.col("admin1") == area.admin1)))
    if area.box is not None:
        west, south, east, north = area.box
        inside = pl.col("longitude").is_between(west, east) & pl.col("latitude").is_between(south, north)
        return whole.filter((pl.col("where_precision").fill_null(1) > store.AREA_WHERE_PRECISION["box"]) & inside)
    return whole.clear()


def window(found: Aftermath, begin: int, months: int) -> Window:
    """The window of so many months from `begin` on; only events after the day are in it."""
    end = begin + months - 1
    low, high = max(begin, found.first) - found.first, max(min(end, found.end) - found.first + 1, 0)
    cut = slice(low, max(low, high))
    seen = int(found.visible[cut].sum())
    unknown = min(max(end - found.end, 0), months)
    events, deaths = found.events_after[cut], found.deaths_after[cut]
    return Window(
        begin, end, seen, months - unknown - seen, unknown, int(events.sum()), int(deaths.sum()),
        busiest(events), busiest(deaths), int(found.unplaced[cut].sum()),
    )  # fmt: skip


def before(found: Aftermath, months: int) -> Window:
    """The window of so many months that ends with the day's."""
    end = month_id(found.day)
    begin = end - months + 1
    low, high = max(begin - found.first, 0), max(min(end, found.end) - found.first + 1, 0)
    cut = slice(low, max(low, high))
    seen = int(found.visible[cut].sum())
    events, deaths = found.events_before[cut], found.deaths_before[cut]
    return Window(
        begin, end, seen, months - seen, 0, int(events.sum()), int(deaths.sum()), busiest(events), busiest(deaths), 0
    )


def busiest(counts: Counts) -> int:
    """The most that twelve months in a row hold.

    >>> busiest(np.array([3] + [0] * 11 + [4, 1]))
    5
    """
    total = np.concatenate([[0], np.cumsum(counts)])
    return int((total[1:] - total[np.maximum(np.arange(len(counts)) - YEAR + 1, 0)]).max(initial=0))
