"""A first answer on a new machine: real events if they can be had, else an invented world that says so."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from smoulder import store
from smoulder.downloads import download
from smoulder.errors import BadInput
from smoulder.ingest import ingest
from smoulder.pools import family_of
from smoulder.settings import cache
from smoulder.simulate import COVERAGE, simulate
from smoulder.sources import sources
from smoulder.vintage import view

VARIABLE = "SMOULDER_GED"
NEWEST = "26.1"
FIRST_CHOICE = "IS"
WORLD = {"groups": 40, "seed": 1}


class Demo(NamedTuple):
    """What a demonstration asks, of which store, and why the events are simulated (None: they are real)."""

    store: Path
    group: str
    area: str
    simulated_reason: str | None


def prepare(path: Path, *, now: datetime, say: Callable[[str], None], on_progress: Callable[[int, int], None]) -> Demo:
    """Events from the first of: $SMOULDER_GED, the store at `path`, the official bulk file, an invented world."""
    if named := os.environ.get(VARIABLE):
        say(f"Reading {named} (from ${VARIABLE}).")
        ingest(path, "ucdp-ged", Path(named), now=now)
    if path.exists() and _holds_events(path):
        return Demo(path, *_question(path), None)
    official = sources()["ucdp-ged"][0].files[NEWEST]
    try:
        say(f"Fetching UCDP GED {NEWEST} ({official.size / 1e6:.0f} MB) from {official.url}.")
        target = cache() / official.url.rpartition("/")[2]
        fetched = download(official.url, target, size=official.size, sha256=official.sha256, on_progress=on_progress)
        ingest(path, "ucdp-ged", fetched, now=now)
        return Demo(path, *_question(path), None)
    except BadInput as why:
        reason = f"The real data could not be had: {why}"
    say(reason)
    invented = path.with_name("simulated.duckdb")
    folder = cache() / "simulated"
    csv = simulate(folder, **WORLD)
    ingest(invented, "ucdp-ged", csv, now=now, coverage=folder / COVERAGE)
    return Demo(invented, *_question(invented), reason)


def _holds_events(path: Path) -> bool:
    with store.opened(path) as con:
        return bool(store.releases(con))


def _question(path: Path) -> tuple[str, str]:
    """A group and an area: IS where the store holds it, else the busiest group that has fallen silent."""
    with store.opened(path) as con:
        seen = view(store.releases(con, family_of(con, None)))
        groups = store.groups(con, seen)
        countries = list(store.countries(con, seen))
    area = countries[0] if len(countries) == 1 else "world"
    if any(each.group.name == FIRST_CHOICE for each in groups):
        return FIRST_CHOICE, area
    if not groups:
        raise BadInput(f"The store {path} names no armed group; name another with --store.")
    silent = [each for each in groups if each.last_month < seen.newest_month - 24]
    return max(silent or groups, key=lambda each: each.events).group.key, area
