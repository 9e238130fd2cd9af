"""The way of fighting: one country over 30 years, and every group of a world over 36 years in one pass.

Run `python bench/fighting.py`; it prints JSON. The world is simulated: 418,000 events of 1,500 groups, 1989 on.
Peak memory is of this process; cpu is its processor time, for a machine that others share. Targets: 5 s for the
country, 60 s and 2 GB for the world, 0.15 s for what an assessment adds.
"""

import json
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
from measured import fresh, ingest, run, world

from smoulder import cell_events, change_points, episodes, modes, sightings, store
from smoulder.areas import Area
from smoulder.counts import labels
from smoulder.fighting import NEWEST, by_month, fighting
from smoulder.lineage import load_lineage
from smoulder.pools import pool_of
from smoulder.refuge import refuge
from smoulder.spread import spread
from smoulder.types import Events
from smoulder.vintage import view

ROWS, GROUPS = 418_000, 1_500


def took(work: Callable[[], Any], runs: int = 1) -> tuple[dict[str, float], Any]:
    """The median of wall and of processor seconds of some runs, and what the last gave."""
    wall, cpu = [], []
    for _ in range(runs):
        began, spent = time.perf_counter(), time.process_time()
        found = work()
        wall.append(time.perf_counter() - began)
        cpu.append(time.process_time() - spent)
    return {"seconds": round(statistics.median(wall), 3), "cpu": round(statistics.median(cpu), 3)}, found


def main() -> None:
    """Measure."""
    with tempfile.TemporaryDirectory() as folder:
        csv, path = world(Path(folder), GROUPS, ROWS), Path(folder) / "store.duckdb"
        run(fresh(ingest(csv, path), path))
        with store.opened(path) as con:
            document = measured(con, Path(folder) / "kept")
    document["peak_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    json.dump(document | {"target_peak_mb": 2048}, sys.stdout, indent=2)
    print()


def measured(con: Any, kept: Path) -> dict[str, Any]:
    """All numbers but memory."""
    seen = view(store.releases(con))
    monthly, groups = store.month_counts(con, seen), store.groups(con, seen)
    pool, names = pool_of(con, seen), labels(monthly)
    busiest = max(groups, key=lambda each: each.events)
    own = monthly.filter(key=busiest.group.key).group_by("country").agg(pl.col("events").sum()).sort("events")
    country = Area(own["country"][-1])
    found = store.events(con, seen, busiest.group, country).events
    record = sightings.record(found, store.visible(seen, [str(country.country)]), group="g", area=str(country))
    halves = took(lambda: cell_events.half_years(con, seen, kept))[0]

    def how() -> dict[str, Any]:
        def held() -> episodes.Pool:
            return episodes.pooled(cell_events.half_years(con, seen, kept), pool, names)

        return fighting(record, found, (), held, {busiest.group.key})

    def of_country() -> int:
        """Every group that was ever seen in one country: its months, modes and changes there."""
        here = [each.group for each in groups if country.country in each.countries]
        for group in here:
            one(con, seen, group, country)
        return len(here)

    lineage, visible = load_lineage(), store.visible(seen)
    each = {
        "fighting": took(how, 5)[0],
        "refuge": took(lambda: refuge(con, seen, country, record, found), 5)[0],
        "spread": took(lambda: spread(monthly, busiest.group, [], [], lineage, visible, seen.newest_month), 5)[0],
    }
    seconds, in_country = took(of_country)
    whole, named = took(lambda: every(con, seen))
    return {
        "bench": "fighting", "events": ROWS, "groups": len(groups), "months": seen.newest_month - seen.first_month + 1,
        "assessment_adds": each,
        "assessment_adds_seconds": round(sum(part["seconds"] for part in each.values()), 3),
        "target_adds_seconds": 0.15,
        "half_years_first_time": halves,
        "country": {"groups": in_country, **seconds, "target_seconds": 5},
        "world": {"group_months_named": named, **whole, "target_seconds": 60},
    }  # fmt: skip


def one(con: Any, seen: Any, group: Any, area: Area) -> list[modes.Mode]:
    """The modes of one group, with its changes."""
    events = store.events(con, seen, group, area).events
    record = sightings.record(events, store.visible(seen), group=group.name, area=str(area))
    if not record.active:
        return []
    monthly = by_month(record, events, cell_events.placed(events))
    change_points.changes(monthly.counts["events_month"].astype(int).tolist()[-NEWEST:])
    return modes.modes(modes.Windows(*(monthly.counts[field] for field in modes.Windows._fields)), monthly.start)


def every(con: Any, seen: Any) -> int:
    """The modes and changes of every group from one reading of the store; the number of group-months named."""
    parts = [store.events(con, seen, area=Area(country)).events for country in store.countries(con, seen)]
    everything = Events(pl.concat([part.frame for part in parts]), seen.as_of, seen.newest_month)
    frame = everything.frame.with_row_index()
    sides: dict[str, list[int]] = {}
    for side in ("a", "b"):
        keyed = frame.select("index", frame[f"side_{side}_id"].fill_null(frame[f"side_{side}"]).alias("key"))
        for (key,), rows in keyed.drop_nulls("key").group_by("key"):
            sides.setdefault(str(key), []).extend(rows["index"].to_list())
    visible, count = store.visible(seen), 0
    for each in store.groups(con, seen):
        rows = everything.frame[sorted(set(sides[each.group.key]))]
        events = Events(rows, everything.as_of, everything.newest_month)
        record = sightings.record(events, visible, group=each.group.name, area="world")
        monthly = by_month(record, events, cell_events.placed(events))
        change_points.changes(monthly.counts["events_month"].astype(int).tolist()[-NEWEST:])
        windows = modes.Windows(*(monthly.counts[field] for field in modes.Windows._fields))
        count += sum(mode.last - mode.first + 1 for mode in modes.modes(windows, monthly.start))
    return count


if __name__ == "__main__":
    main()
