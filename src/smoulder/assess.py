"""One group in one area on one day: the record, the verdict, what followed, and what it all rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from smoulder import (
    actors,
    cell_events,
    counts,
    episodes,
    learning,
    provenance,
    recorded,
    shipped,
    sightings,
    store,
    taught_pool,
)
from smoulder.areas import WORLD, Area
from smoulder.danger import danger, deaths_panel
from smoulder.errors import BadInput
from smoulder.fighting import fighting
from smoulder.inquiry import Inquiry, inquiry, kin_active_since
from smoulder.learning import Progress
from smoulder.lineage import Lineage
from smoulder.months import label
from smoulder.phases import phases
from smoulder.pools import pooled
from smoulder.refuge import refuge
from smoulder.spread import spread
from smoulder.status import status
from smoulder.track_record import track_record
from smoulder.types import Context, Group, Panel
from smoulder.vintage import view

SCHEMA = "smoulder/assessment/1"
SEED = 1


def assess(
    con: DuckDBPyConnection,
    text: str,
    *,
    area: Area,
    as_of: date | None,
    lineage: Lineage,
    command: str,
    now: datetime,
    source: str | None = None,
    with_kin: bool = False,
    learned: Path | None = None,
    with_territory: bool = True,
    on_progress: Progress = lambda done, total: None,
) -> dict[str, Any]:
    """The assessment of a group, as the JSON of schema smoulder/assessment/1.

    text: id, name, alias or misspelling of the group. as_of: the day of knowledge, None for the newest.
    with_kin: whether what the group came from and went on as, by links known then, is counted with it.
    learned: a folder that keeps what the models learned from the store, so that it is learned once for each year.
    with_territory: whether who holds what is worked out, too, which takes as long as all else.
    on_progress: called with the years learned from, and their total.
    Raises BadInput if group, area or day cannot be answered for.
    """
    of = inquiry(con, text, area=area, as_of=as_of, lineage=lineage, source=source, folder=learned)
    seen, group, area, kin = of.seen, of.group, of.area, of.kin
    counted, joined = (kin, lineage) if with_kin else ([], None)
    found = recorded.events_of(con, seen, group, area, counted)
    # where the area is no country, silence counts only while one of the countries it was seen in could be seen
    looked = [area.country] if area.country else found.events.frame["country"].drop_nulls().unique().to_list()
    named = f"{group.name} (with kin)" if counted else group.name
    record = sightings.record(found.events, store.visible(seen, looked or None), group=named, area=str(area))
    panel = sightings.panel(record, found.events)
    pool, known, card = taught_pool.taught(
        lambda: pooled(of.monthly, seen, joined), joined, kept=of.kept, folder=learned, on_progress=on_progress
    )
    if card is None:
        panel = replace(panel, context=_surroundings(panel, pool, group))
        like = track_record(
            pool,
            known.blocks,
            learning.HORIZONS,
            known.trusted,
            record.silent_months or 0,
            len(record.active),
            seed=SEED,
        )
    else:
        like = shipped.record(card, record.silent_months or 0, len(record.active))
    answer = status(record, panel, known, like.get("rows") or (), shipped.caution(card, pool) if card else None)
    after = recorded.events_after(con, of.history, seen, group, area, joined)
    later = None
    if after is not None:
        looked_since = store.visible(view(of.history), looked or None)
        later = deaths_panel(sightings.record(after, looked_since, group=named, area=str(area)), after)
    links = [link for link in actors.kin(group, lineage) if (link["from"] or "") <= str(seen.as_of)]
    threat = danger(
        record, found.events, deaths_panel(record, found.events), answer, seed=SEED,
        published=provenance.published(seen), later=later,
    )  # fmt: skip
    names = actors.aliases_of(group, lineage)
    ground = _territory(con, of, counted, names, threat) if with_territory else None
    return {
        "schema": SCHEMA,
        "group": {
            "id": group.key,
            "name": group.name,
            "aliases": list(names),
            "lineage": links,
            "counted": "with kin" if with_kin else "alone",
            "counted_with": [each.group.name for each in counted],
            "kin_active_since": [] if with_kin else kin_active_since(con, seen, area, group, kin),
        },
        "area": str(area),
        "as_of": str(seen.as_of),
        "simulated": seen.simulated,
        "data": [provenance.data_of(release) for release in seen.releases],
        "vintage": provenance.vintage(seen, record),
        "record": recorded.sums(record, found),
        "status": answer,
        "danger": threat,
        "territory": ground,
        "fighting": fighting(
            record,
            found.events,
            cell_events.tactics(con, seen) if found.events.frame["tactic"].count() else (),
            lambda: episodes.pooled(cell_events.half_years(con, seen, learned), pool, counts.labels(of.monthly)),
            {each.group.key for each in kin} | {group.key},
        ),
        "where_next": refuge(con, seen, area, record, found.events),
        "spread": spread(of.monthly, group, kin, links, lineage, store.visible(seen), seen.newest_month),
        "timeline": recorded.timeline(record, panel, found.events, after),
        "phases": [
            {"from": label(first), "to": label(last), "name": name} for first, last, name in phases(panel)
        ],
        "map": recorded.mapped(found.events, record.end),
        "since": recorded.since(after, seen, of.history, named),
        "track_record": like,
        "manifest": provenance.manifest(
            seen, command=command, seed=SEED, now=now, also=() if area == WORLD else ("shapely",)
        ),
    }  # fmt: skip


def _territory(
    con: DuckDBPyConnection, of: Inquiry, kin: list[actors.Kin], names: Sequence[str], threat: Mapping[str, Any]
) -> dict[str, Any] | None:
    """Who holds what, where a country, province or box is asked for and events can be placed; else None."""
    if of.area == WORLD:
        return None
    from smoulder.holdings import (  # here: polygons take long to import, and the world has none
        document,
        land,
        states_of,
    )

    try:
        found = land(con, of.seen, of.group, of.area, kin=[each.group for each in kin], names=names)
    except BadInput:
        return None
    return document(found, states_of(found), threat, seed=SEED)


def _surroundings(panel: Panel, pool: Panel, group: Group) -> Context | None:
    """What the pool knows of the group's surroundings, in the months of its own panel."""
    names = (group.name, f"{group.name} [{group.key}]")
    row = next((row for row, unit in enumerate(pool.units) if unit in names), None)
    if row is None or pool.context is None:
        return None
    known, country, countries = pool.context
    months = slice(panel.start - pool.start, panel.end - pool.start + 1)
    return Context(known[:, row : row + 1, months], country[row : row + 1, months], countries)
