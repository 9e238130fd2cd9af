"""What was known on a day: which release of a source speaks for which months.

A release with a known publication day is used from that day on (real-time). Before any was published, months are
taken as known `usual_lag_days` after they ended, as the release coded them later: pseudo-real-time, and every
output says so. Candidate files fill the months after the newest release.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from smoulder.errors import BadInput
from smoulder.months import label, last_day, month_id

STALE_AFTER = timedelta(days=366)  # a yearly release speaks for no day later than the next one's


@dataclass(frozen=True)
class Covered:
    """Months (ids, both ends included) in which a source could have shown an event; country None is everywhere."""

    first: int
    last: int
    country: str | None = None

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise BadInput(f"A coverage from {label(self.first)} to {label(self.last)} ends before it begins.")
        if not isinstance(self.country, str | None):
            raise BadInput(f"A coverage names its country as text, found {self.country!r}.")


@dataclass(frozen=True)
class Release:
    """One version of a source in the store.

    known_from: its publication day, None if unknown; first, last: the months it covers.
    """

    number: int
    source: str
    family: str
    version: str
    title: str
    licence: str
    citation: str
    file: str
    sha256: str
    may_ship: bool
    candidate: bool
    known_from: date | None
    usual_lag_days: int
    rows: int
    rejected: int
    first: int
    last: int
    simulated: bool
    coverage: tuple[Covered, ...]

    def month_known(self, month: int) -> date:
        """The day on which a month's events could be had."""
        return self.known_from or last_day(month) + timedelta(days=self.usual_lag_days)

    @property
    def worldwide(self) -> bool:
        """Whether it covers every country."""
        return any(each.country is None for each in self.coverage)


class Segment(NamedTuple):
    """The months first..last that one release speaks for."""

    release: Release
    first: int
    last: int


@dataclass(frozen=True)
class View:
    """The data as known on a day, oldest segment first."""

    segments: tuple[Segment, ...]
    as_of: date
    kind: Literal["real-time", "pseudo-real-time"]

    @property
    def first_month(self) -> int:
        """The first month that the data could have shown."""
        return min(segment.first for segment in self.segments)

    @property
    def newest_month(self) -> int:
        """The newest month that the data could have shown."""
        return max(segment.last for segment in self.segments)

    @property
    def releases(self) -> tuple[Release, ...]:
        """The releases that speak."""
        return tuple(dict.fromkeys(segment.release for segment in self.segments))

    @property
    def simulated(self) -> bool:
        """Whether any of it is an invented world."""
        return any(release.simulated for release in self.releases)


def view(releases: Sequence[Release], as_of: date | None = None) -> View:
    """What the releases of one family showed on a day (None: the newest day they can speak for).

    Raises BadInput for a day before the first or after the last that the releases can speak for.
    """
    newest = max(max(release.month_known(release.last), last_day(release.last)) for release in releases)
    day = as_of or newest
    segments, kind = _segments(releases, day)
    if not segments:
        raise BadInput(
            f"On {day} nothing could be seen: the data begin in {label(min(release.first for release in releases))},"
            f" known from {_speaks_from(releases)}. Ask for a later --as-of."
        )
    latest = _speaks_until(releases, newest)
    if day > latest:
        last = max(release.last for release in releases)
        raise BadInput(
            f"The newest month in the store is {label(last)}, so nothing is known for {day}: ask for an --as-of between"
            f" {_speaks_from(releases)} and {latest}, or ingest newer data."
        )
    return View(segments, day, kind)


def _speaks_from(releases: Sequence[Release]) -> date:
    """The first day on which anything was known: candidates come whole, others are assumed month by month."""
    return min(
        release.month_known(release.last)
        if release.candidate
        else min(release.known_from or date.max, last_day(release.first) + timedelta(days=release.usual_lag_days))
        for release in releases
    )


def _speaks_until(releases: Sequence[Release], newest: date) -> date:
    published = [release.known_from + STALE_AFTER for release in releases if release.known_from]
    return max([last_day(month_id(newest)), *published])


def _segments(
    releases: Sequence[Release], day: date
) -> tuple[tuple[Segment, ...], Literal["real-time", "pseudo-real-time"]]:
    full = [release for release in releases if not release.candidate]
    published = [release for release in full if release.known_from and release.known_from <= day]
    chosen: list[Segment] = []
    if published:
        best = max(published, key=lambda release: (release.worldwide, release.known_from, release.last))
        chosen.append(Segment(best, best.first, best.last))
    else:
        assumed = [Segment(release, release.first, _assumed_last(release, day)) for release in full]
        assumed = [segment for segment in assumed if segment.last >= segment.first]
        if assumed:
            chosen.append(
                max(
                    assumed,
                    key=lambda s: (s.release.worldwide, s.last, -s.release.month_known(s.release.last).toordinal()),
                )
            )
    filled = chosen[0].last if chosen else None
    candidates = [release for release in releases if release.candidate and release.month_known(release.last) <= day]
    taken: set[int] = set()
    for release in sorted(candidates, key=lambda r: (r.month_known(r.last), r.last, -r.first), reverse=True):
        months = [
            m for m in range(release.first, release.last + 1) if m not in taken and (filled is None or m > filled)
        ]
        taken.update(months)
        for start in (month for month in months if month - 1 not in months):
            end = next(month for month in range(start, release.last + 1) if month + 1 not in months)
            chosen.append(Segment(release, start, end))
    real = bool(published) or not chosen or all(segment.release.candidate for segment in chosen)
    return tuple(sorted(chosen, key=lambda s: s.first)), "real-time" if real else "pseudo-real-time"


def _assumed_last(release: Release, day: date) -> int:
    """The newest month of a release that was known on a day, had it been coded month by month."""
    lagged = day - timedelta(days=release.usual_lag_days)
    month = month_id(lagged)
    return min(release.last, month if lagged == last_day(month) else month - 1)
