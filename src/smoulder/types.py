"""The types that cross module borders: frozen, checked when made, trusted afterwards.

Axis order everywhere: unit, time, draw or state. Months are month ids (1 is January 1980).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from smoulder.errors import BadInput
from smoulder.months import label, last_day

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]
Months = npt.NDArray[np.int16]

HORIZON = 120  # months: the longest horizon of a return curve (design, section 6)
ENDED_BELOW, ENDED_HORIZON, ENDED_AFTER = 0.10, 60, 24  # "probably ended": P(return within 60 months), silent months
SCORED_ACTIVE, SCORED_SILENT = 3, 240  # a unit is scored with at least 3 active and at most 240 silent months

EVENT_SCHEMA: Mapping[str, str] = {
    "event_id": "VARCHAR",
    "source": "VARCHAR",
    "source_version": "VARCHAR",
    "date_start": "DATE",
    "date_end": "DATE",
    "date_precision": "TINYINT",
    "side_a": "VARCHAR",
    "side_a_id": "VARCHAR",
    "side_b": "VARCHAR",
    "side_b_id": "VARCHAR",
    "kind": "VARCHAR",
    "country": "VARCHAR",
    "gw_code": "SMALLINT",
    "admin1": "VARCHAR",
    "admin2": "VARCHAR",
    "place": "VARCHAR",
    "latitude": "DOUBLE",
    "longitude": "DOUBLE",
    "where_precision": "TINYINT",
    "priogrid_gid": "INTEGER",
    "fatalities_best": "INTEGER",
    "fatalities_low": "INTEGER",
    "fatalities_high": "INTEGER",
    "deaths_a": "INTEGER",
    "deaths_b": "INTEGER",
    "deaths_civilians": "INTEGER",
    "deaths_unknown": "INTEGER",
    "tactic": "VARCHAR",
    "target": "VARCHAR",
    "url_or_citation": "VARCHAR",
}
NOT_A_GROUP = "^(Government of |Civilians$|Unknown$)"  # sides of an event that are no armed group
KINDS = ("state_based", "non_state", "one_sided")


class Group(NamedTuple):
    """An armed group as one source knows it: `key` is the source's id, or the name where it has none."""

    key: str
    name: str


@dataclass(frozen=True)
class Events:
    """Events as known on a day: one row per event, the columns of EVENT_SCHEMA.

    newest_month: the newest month the data could have shown on that day.
    Raises BadInput when a column is missing or an event ends after that month.
    """

    frame: pl.DataFrame
    as_of: date
    newest_month: int

    def __post_init__(self) -> None:
        if missing := [column for column in EVENT_SCHEMA if column not in self.frame.columns]:
            raise BadInput(f"Events lack the columns {', '.join(missing)}.")
        if len(self.frame) and self.frame["date_end"].max() > last_day(self.newest_month):  # type: ignore[operator]
            raise BadInput(f"Events end after {label(self.newest_month)}, the newest month that could be seen.")

    @property
    def months(self) -> Ints:
        """The month that each event belongs to: that in which its dates end."""
        day = self.frame["date_end"]
        return ((day.dt.year().cast(pl.Int32) - 1980) * 12 + day.dt.month()).to_numpy()


@dataclass(frozen=True)
class SightingRecord:
    """When a group was seen in an area, how long we looked, and through which gaps.

    active: sorted month ids with at least one event; blind: sorted month ids in start..end in which the
    source could show nothing; start: first month looked at; end: newest visible month.
    """

    group: str
    area: str
    active: tuple[int, ...]
    blind: tuple[int, ...]
    start: int
    end: int

    def __post_init__(self) -> None:
        for name, months in (("active", self.active), ("blind", self.blind)):
            if list(months) != sorted(set(months)):
                raise BadInput(f"The {name} months of a sighting record must be sorted and distinct.")
            if months and not (self.start <= months[0] and months[-1] <= self.end):
                raise BadInput(
                    f"The {name} months of a sighting record must lie in {label(self.start)}..{label(self.end)}."
                )
        if set(self.active) & set(self.blind):
            raise BadInput("A month cannot be both active and blind.")

    @property
    def last(self) -> int | None:
        """The newest active month."""
        return self.active[-1] if self.active else None

    @property
    def blind_months(self) -> int:
        """Blind months since the last sighting."""
        return sum(1 for month in self.blind if self.last is not None and month > self.last)

    @property
    def silent_months(self) -> int | None:
        """Visible months since the last sighting in which nothing was seen; None if never seen."""
        return None if self.last is None else self.end - self.last - self.blind_months

    @property
    def gaps(self) -> tuple[int, ...]:
        """Months from each sighting to the next."""
        return tuple(int(gap) for gap in np.diff(self.active))


class Context(NamedTuple):
    """What was known of each unit's surroundings in each month, from that month and those before.

    known: (columns, units, months), not a number where nobody knew; country: the unit's main one, a place in
    `countries`, -1 where it was not known, (units, months).
    """

    known: npt.NDArray[np.float32]
    country: Months
    countries: tuple[str, ...]


@dataclass(frozen=True)
class Panel:
    """Counts without gaps: `values` (units, months) from month `start`; nothing after `end` is in it.

    visible: (units, months), False where the source could show nothing; such values are 0 and mean nothing.
    context: the units' surroundings, None where countries are not known.
    """

    values: npt.NDArray[np.int32]
    visible: Bools
    units: tuple[str, ...]
    start: int
    target: str
    as_of: date
    context: Context | None = None

    def __post_init__(self) -> None:
        if self.values.ndim != 2 or self.values.shape != self.visible.shape or len(self.units) != len(self.values):
            raise BadInput(
                f"A panel needs values and visible of shape (units, months): found {self.values.shape},"
                f" {self.visible.shape} and {len(self.units)} units."
            )
        if (self.values < 0).any() or self.values[~self.visible].any():
            raise BadInput("A panel holds counts of at least 0, and none in a blind month.")

    @property
    def end(self) -> int:
        """The newest month of the panel."""
        return self.start + int(self.values.shape[1]) - 1

    @cached_property
    def silence(self) -> Months:
        """Visible months since the last sighting, (units, months): 0 in an active month, -1 before the first sighting.

        A blind month adds nothing: it keeps the silence of the month before.
        """
        seen = np.cumsum(self.visible, axis=1, dtype=np.int16)
        last = np.maximum.accumulate(seen * (self.values > 0), axis=1)
        return np.where(last > 0, seen - last, np.int16(-1))

    @cached_property
    def active_months(self) -> Months:
        """Months with an event so far, (units, months)."""
        return np.cumsum(self.values > 0, axis=1, dtype=np.int16)

    def seen(self) -> "Panel":
        """The panel without the months in which nothing could be seen of any unit: itself if there are none."""
        kept = self.visible.any(axis=0)
        if kept.all():
            return self
        around = self.context and Context(
            self.context.known[:, :, kept], self.context.country[:, kept], self.context.countries
        )
        return Panel(
            self.values[:, kept], self.visible[:, kept], self.units, self.end + 1 - int(kept.sum()), self.target,
            self.as_of, around,
        )  # fmt: skip

    def some(self, rows: npt.NDArray[np.integer]) -> "Panel":
        """The panel of some of its units, by their places."""
        around = self.context and Context(
            self.context.known[:, rows], self.context.country[rows], self.context.countries
        )
        units = tuple(self.units[row] for row in rows)
        return Panel(self.values[rows], self.visible[rows], units, self.start, self.target, self.as_of, around)

    def until(self, origin: int) -> "Panel":
        """The panel as it ends at a month: later months are cut off, not hidden."""
        if not self.start <= origin <= self.end:
            raise BadInput(f"{label(origin)} lies outside the panel, {label(self.start)}..{label(self.end)}.")
        keep = origin - self.start + 1
        around = self.context and Context(
            self.context.known[:, :, :keep], self.context.country[:, :keep], self.context.countries
        )
        cut = Panel(
            self.values[:, :keep], self.visible[:, :keep], self.units, self.start, self.target, last_day(origin), around
        )
        # neither looks ahead, so what is known of the whole panel is known of its beginning
        cut.__dict__.update(silence=self.silence[:, :keep], active_months=self.active_months[:, :keep])
        return cut


@dataclass(frozen=True)
class ReturnCurves:
    """P(at least one event within h months), h = 1..HORIZON, for each unit at one origin: `values` (units, HORIZON).

    declined: why a unit has no curve; exactly those rows are not a number.
    """

    values: Floats
    units: tuple[str, ...]
    origin: int
    model: str
    declined: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.values.shape != (len(self.units), HORIZON):
            raise BadInput(f"Return curves have the shape (units, {HORIZON}): found {self.values.shape}.")
        silent: Bools = np.asarray(np.isnan(self.values).any(axis=1))
        if {unit for unit, no in zip(self.units, silent, strict=True) if no} != set(self.declined):
            raise BadInput(f"{self.model} must give a reason for each unit it declines, and a curve for every other.")
        spoken = self.values[~silent]
        if ((spoken < 0) | (spoken > 1)).any() or (np.diff(spoken, axis=1) < -1e-12).any():
            raise BadInput(f"{self.model}: a return curve is a probability that never falls with the horizon.")


CAP = 250_000  # deaths in a month: twice the worst event of UCDP GED 25.1, and no forecast may say more


@dataclass(frozen=True)
class Forecast:
    """Draws of the future: whole numbers from 0 to CAP, `draws` (units, steps, draws), for months origin + step."""

    draws: npt.NDArray[np.int32]
    units: tuple[str, ...]
    steps: tuple[int, ...]
    origin: int
    target: str
    model: str

    def __post_init__(self) -> None:
        if self.draws.ndim != 3 or self.draws.shape[:2] != (len(self.units), len(self.steps)):
            raise BadInput(
                f"A forecast needs draws of shape (units, steps, draws): found {self.draws.shape} for"
                f" {len(self.units)} units and {len(self.steps)} steps."
            )
        if self.draws.dtype != np.int32 or (self.draws.size and (self.draws.min() < 0 or self.draws.max() > CAP)):
            raise BadInput(f"{self.model} must draw whole numbers from 0 to {CAP}.")


UNKNOWN = "unknown"  # the state of a unit of which the events tell no more than of any other


@dataclass(frozen=True)
class StateProbabilities:
    """Who holds each unit in each month: `values` (units, months, states) from month `start`, each month summing to 1.

    prior: what an unknown unit would be, (states,), 0 for `unknown` itself. filtered: a month was judged by itself and
    those before it alone ("as of"); otherwise by all months, those after it too (smoothed: history).
    """

    values: Floats
    units: tuple[str, ...]
    states: tuple[str, ...]
    start: int
    prior: Floats
    model: str
    filtered: bool

    def __post_init__(self) -> None:
        if self.values.ndim != 3 or self.values.shape[::2] != (len(self.units), len(self.states)):
            raise BadInput(f"{self.model}: {self.values.shape} are not {len(self.units)} units and {self.states}.")
        if len(set(self.states)) < len(self.states) or len(set(self.units)) < len(self.units):
            raise BadInput(f"{self.model} must name each unit and each state once.")
        for each in (self.values, self.prior):
            if not (np.isfinite(each).all() and (each >= 0).all() and np.allclose(each.sum(axis=-1), 1, atol=1e-6)):
                raise BadInput(f"{self.model} must give probabilities that sum to 1 over {', '.join(self.states)}.")

    def chance(self, state: str) -> Floats:
        """P(state), (units, months), the unknown share given out by the prior."""
        place = self.states.index(state)
        told: Floats = self.values[:, :, place]
        if UNKNOWN in self.states:
            told = told + self.values[:, :, self.states.index(UNKNOWN)] * self.prior[place]
        return told
