"""One group in one area on one day: the record, the verdict, what followed, and what it all rests on."""

import platform
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl
from duckdb import DuckDBPyConnection

from smoulder import actors, cell_events, counts, episodes, learning, shipped, sightings, store
from smoulder.areas import WORLD, Area, resolve
from smoulder.danger import danger, deaths_panel
from smoulder.errors import BadInput
from smoulder.fighting import fighting
from smoulder.holdings import document, land, states_of
from smoulder.learning import Progress, enough
from smoulder.lineage import Lineage
from smoulder.months import label, month_id
from smoulder.phases import phases
from smoulder.refuge import refuge
from smoulder.spread import spread
from smoulder.status import status
from smoulder.track_record import track_record
from smoulder.types import Context, Events, Group, Panel, SightingRecord
from smoulder.vintage import Release, View, view

SCHEMA = "smoulder/assessment/1"
SEED = 1
RECENT = 12  # months: "where it was seen lately" on the map
BEFORE = 12  # months: how long before the first event the timeline begins
EXACT_PLACE = 3  # where_precision: coarser places are points that stand for an area, and are not drawn
PACKAGES = ("duckdb", "numpy", "polars", "scipy", "vl-convert-python")


def family_of(con: DuckDBPyConnection, source: str | None) -> str:
    """The one family of sources to read: the named one, the only one, or UCDP; raises BadInput if that is not clear."""
    held = {release.source: release.family for release in store.releases(con)}
    if source is not None:
        if source in held or source in held.values():
            return held.get(source, source)
        raise BadInput(f"The store holds no source '{source}'; it holds {', '.join(sorted(held)) or 'nothing'}.")
    families = sorted(set(held.values()))
    if not families:
        raise BadInput("The store is empty: run 'smoulder ingest' first.")
    if len(families) > 1 and "ucdp" not in families:
        raise BadInput(f"The store holds {', '.join(families)}: say which with --source.")
    return families[0] if len(families) == 1 else "ucdp"


def pool_of(
    con: DuckDBPyConnection,
    seen: View,
    *,
    by_country: bool = False,
    lineage: Lineage | None = None,
    target: str = "events",
) -> Panel:
    """Every group (or group in a country) of a view by month: what models learn from.

    target: "events" or "fatalities_best", blind in months with events of which nobody knows the deaths.
    lineage: with it groups that are one under several names have their events in common from the month on in which
    they became one, and not before: see `actors.with_kin`.
    """
    return _pool(store.month_counts(con, seen), seen, lineage, by_country=by_country, target=target)


def country_panel(con: DuckDBPyConnection, seen: View) -> Panel:
    """Deaths of every country of a view by month, each event once, whoever took part."""
    monthly = store.country_counts(con, seen).with_columns(key="country", name="country")
    return _pool(monthly, seen, None, target="fatalities_best")


def owners_of(con: DuckDBPyConnection, seen: View, panel: Panel, *, lineage: Lineage | None = None) -> list[str]:
    """The group of each unit of a pool, or with a lineage its family: what intervals are drawn by."""
    groups = [unit.partition(" | ")[0] for unit in panel.units]
    if lineage is None:
        return groups
    held = actors.first_months(store.month_counts(con, seen))
    families = {
        label: actors.family(group, lineage) for group in held for label in (group.name, f"{group.name} [{group.key}]")
    }
    return [families.get(group, group) for group in groups]


def _pool(
    monthly: pl.DataFrame, seen: View, lineage: Lineage | None, *, by_country: bool = False, target: str = "events"
) -> Panel:
    return counts.panel(
        monthly if lineage is None else actors.with_kin(monthly, lineage),
        lambda countries: store.visible(seen, countries),
        first=seen.first_month,
        as_of=seen.as_of,
        target=target,
        by_country=by_country,
    )


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
    on_progress: Progress = lambda done, total: None,
) -> dict[str, Any]:
    """The assessment of a group, as the JSON of schema smoulder/assessment/1.

    text: id, name, alias or misspelling of the group. as_of: the day of knowledge, None for the newest.
    with_kin: whether what the group came from and went on as, by links known then, is counted with it.
    learned: a folder that keeps what the models learned from the store, so that it is learned once for each year.
    on_progress: called with the years learned from, and their total.
    Raises BadInput if group, area or day cannot be answered for.
    """
    history = store.releases(con, family_of(con, source))
    seen = view(history, as_of)
    monthly = store.month_counts(con, seen)
    held = actors.first_months(monthly)
    group = actors.find(text, list(held), lineage)
    area = _area(con, seen, area)
    kin = _kin(group, held, lineage, seen)
    counted = kin if with_kin else []
    found = _events(con, seen, group, area, counted)
    # where the area is no country, silence counts only while one of the countries it was seen in could be seen
    looked = [area.country] if area.country else found.events.frame["country"].drop_nulls().unique().to_list()
    covered = store.visible(seen, looked or None)
    named = f"{group.name} (with kin)" if counted else group.name
    record = sightings.record(found.events, covered, group=named, area=str(area))
    panel = sightings.panel(record, found.events)
    pool = _pool(monthly, seen, lineage if with_kin else None)
    known, card = (learning.learn(pool, learned, on_progress=on_progress), None) if enough(pool) else shipped.read()
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
    after = _events_after(con, history, seen, group, area, lineage if with_kin else None)
    later = None
    if after is not None:
        looked_since = store.visible(view(history), looked or None)
        later = deaths_panel(sightings.record(after, looked_since, group=named, area=str(area)), after)
    links = [link for link in actors.kin(group, lineage) if (link["from"] or "") <= str(seen.as_of)]
    threat = danger(
        record, found.events, deaths_panel(record, found.events), answer, seed=SEED, published=_published(seen),
        later=later,
    )  # fmt: skip
    return {
        "schema": SCHEMA,
        "group": {
            "id": group.key,
            "name": group.name,
            "aliases": list(actors.aliases_of(group, lineage)),
            "lineage": links,
            "counted": "with kin" if with_kin else "alone",
            "counted_with": [each.group.name for each in counted],
            "kin_active_since": [] if with_kin else _kin_active_since(con, seen, area, group, kin),
        },
        "area": str(area),
        "as_of": str(seen.as_of),
        "simulated": seen.simulated,
        "data": [data_of(release) for release in seen.releases],
        "vintage": _vintage(seen, _newest(record)),
        "record": _record(record, found),
        "status": answer,
        "danger": threat,
        "territory": _territory(con, seen, group, area, counted, threat, actors.aliases_of(group, lineage)),
        "fighting": fighting(
            record,
            found.events,
            cell_events.tactics(con, seen) if found.events.frame["tactic"].count() else (),
            lambda: episodes.pooled(cell_events.half_years(con, seen, learned), pool, counts.labels(monthly)),
            {each.group.key for each in kin} | {group.key},
        ),
        "where_next": refuge(con, seen, area, record, found.events),
        "spread": spread(monthly, group, kin, links, lineage, store.visible(seen), seen.newest_month),
        "timeline": _timeline(record, panel, found.events, after),
        "phases": [
            {"from": label(first), "to": label(last), "name": name} for first, last, name in phases(panel)
        ],
        "map": _map(found.events, record.end),
        "since": _since(after, seen, history, named),
        "track_record": like,
        "manifest": {
            "smoulder": version("smoulder"),
            "python": platform.python_version(),
            "packages": {name: version(name) for name in PACKAGES},
            "command": command,
            "seed": SEED,
            "store_versions": [
                {"source": release.source, "version": release.version, "file": release.file, "sha256": release.sha256}
                for release in seen.releases
            ],
            "made_at": f"{now:%Y-%m-%dT%H:%M:%SZ}",
        },
    }  # fmt: skip


def looked_at(
    con: DuckDBPyConnection, text: str, *, area: Area, as_of: date | None, lineage: Lineage, source: str | None,
    with_kin: bool,
) -> tuple[View, Group, Area, list[Group], list[str]]:  # fmt: skip
    """What a question is about: the view, the group, the area as the data spell it, its kin if counted, its aliases."""
    seen = view(store.releases(con, family_of(con, source)), as_of)
    held = actors.first_months(store.month_counts(con, seen))
    group = actors.find(text, list(held), lineage)
    kin = [each.group for each in _kin(group, held, lineage, seen)] if with_kin else []
    return seen, group, _area(con, seen, area), kin, list(actors.aliases_of(group, lineage))


def _territory(
    con: DuckDBPyConnection,
    seen: View,
    group: Group,
    area: Area,
    kin: Sequence[actors.Kin],
    threat: Mapping[str, Any],
    names: Sequence[str],
) -> dict[str, Any] | None:
    """Who holds what, where a country, province or box is asked for and events can be placed; else None."""
    if area == WORLD:
        return None
    try:
        of = land(con, seen, group, area, kin=[each.group for each in kin], names=names)
    except BadInput:
        return None
    return document(of, states_of(of), threat, seed=SEED)


def _surroundings(panel: Panel, pool: Panel, group: Group) -> Context | None:
    """What the pool knows of the group's surroundings, in the months of its own panel."""
    names = (group.name, f"{group.name} [{group.key}]")
    row = next((row for row, unit in enumerate(pool.units) if unit in names), None)
    if row is None or pool.context is None:
        return None
    known, country, countries = pool.context
    months = slice(panel.start - pool.start, panel.end - pool.start + 1)
    return Context(known[:, row : row + 1, months], country[row : row + 1, months], countries)


def _kin(group: Group, held: Mapping[Group, int], lineage: Lineage, seen: View) -> list[actors.Kin]:
    return [each for each in actors.other_names(held, lineage).get(group.key, []) if each.since <= str(seen.as_of)]


def _events(con: DuckDBPyConnection, seen: View, group: Group, area: Area, kin: Sequence[actors.Kin]) -> store.Found:
    return store.events(con, seen, group, area, also=[(each.group, each.counts_from) for each in kin])


def _kin_active_since(
    con: DuckDBPyConnection, seen: View, area: Area, group: Group, kin: Sequence[actors.Kin]
) -> list[dict[str, str]]:
    """The kin seen in the area after the group itself was seen there last."""
    newest = store.last_events(con, seen, [group, *(each.group for each in kin)], area) if kin else {}
    if group not in newest:
        return []
    return [
        {"name": each.group.name, "relation": each.relation, "last_event": str(newest[each.group])}
        for each in kin
        if newest.get(each.group, date.min) > newest[group]
        and (each.counts_from is None or month_id(newest[each.group]) >= each.counts_from)
    ]


def _area(con: DuckDBPyConnection, seen: View, area: Area) -> Area:
    if area.country is None:
        return area
    named = resolve(area, store.countries(con, seen))
    if not store.visible(seen, [str(named.country)]).any():
        raise BadInput(
            f"The data do not cover {named.country}: nothing can be said of it, and nothing means blindness."
        )
    return named


def data_of(release: Release) -> dict[str, Any]:
    """What is to be said of a release wherever it is used, licence and citation among it."""
    countries = [each.country for each in release.coverage if each.country]
    return {
        "source": release.source, "title": release.title, "version": release.version,
        "known_from": str(release.known_from) if release.known_from else None,
        "known_from_assumed": release.known_from is None, "usual_lag_days": release.usual_lag_days,
        "first": label(release.first), "last": label(release.last),
        "covers": "world" if release.worldwide else ", ".join(dict.fromkeys(countries)),
        "events": release.rows, "rejected": release.rejected, "licence": release.licence,
        "citation": release.citation, "sha256": release.sha256,
    }  # fmt: skip


def _published(seen: View) -> date | None:
    """The day of the newest release, where months are as UCDP published them by then."""
    days = [release.known_from for release in seen.releases if release.known_from]
    return max(days) if days and seen.kind == "real-time" and seen.releases[0].family == "ucdp" else None


def _newest(record: SightingRecord) -> int:
    """The newest month in which the area could be seen."""
    blind = set(record.blind)
    return next((month for month in range(record.end, record.start, -1) if month not in blind), record.start)


def _vintage(seen: View, visible: int) -> dict[str, Any]:
    newest = seen.segments[-1].release
    if seen.kind == "real-time":
        sentence = f"As published by {seen.as_of}: {', '.join(f'{r.source} {r.version}' for r in seen.releases)}."
    else:
        sentence = (
            f"Pseudo-real-time: events up to {label(visible)} as {newest.source} {newest.version} coded them"
            f" later; a month is assumed to have been known {newest.usual_lag_days} days after it ended."
        )
    return {
        "kind": seen.kind,
        "newest_month": label(visible),
        "lag_days": newest.usual_lag_days,
        "sentence": sentence,
    }


def _sum(frame: pl.DataFrame, column: str) -> int | None:
    known = frame[column].drop_nulls()
    return int(known.sum()) if len(known) else None


def _record(record: SightingRecord, found: store.Found) -> dict[str, Any]:
    frame = found.events.frame
    several = frame.filter(pl.col("date_start").dt.truncate("1mo") != pl.col("date_end").dt.truncate("1mo"))
    return {
        "first_event": str(frame["date_start"].min()) if len(frame) else None,
        "last_event": str(frame["date_end"].max()) if len(frame) else None,
        "events": len(frame),
        **{column: _sum(frame, column) for column in ("fatalities_best", "fatalities_low", "fatalities_high")},
        "fatalities_unknown_events": frame["fatalities_best"].null_count(),
        "active_months": len(record.active),
        "silent_months": record.silent_months,
        "blind_months": record.blind_months if record.active else None,
        "longest_gap": max(record.gaps, default=None),
        "first_month_looked": label(record.start),
        "newest_month": label(record.end),
        "events_over_months": len(several),
        "events_imprecise_place": len(frame) - len(_placed(frame)),
        "events_left_out": found.left_out,
    }


def _placed(frame: pl.DataFrame) -> pl.DataFrame:
    exact = pl.col("where_precision").fill_null(1) <= EXACT_PLACE
    return frame.filter(exact & pl.col("priogrid_gid").is_not_null())


def _events_after(
    con: DuckDBPyConnection, history: Sequence[Release], seen: View, group: Group, area: Area, lineage: Lineage | None
) -> Events | None:
    """What the newest data say of the months after those that could be seen then; with a lineage, of its kin by now."""
    newest = view(history)
    if newest.newest_month <= seen.newest_month:
        return None
    kin = []
    if lineage is not None:
        kin = _kin(group, actors.first_months(store.month_counts(con, newest)), lineage, newest)
    later = _events(con, newest, group, area, kin).events
    return Events(later.frame.filter(pl.Series(later.months > seen.newest_month)), later.as_of, later.newest_month)


def _timeline(record: SightingRecord, panel: Panel, events: Events, after: Events | None) -> list[dict[str, Any]]:
    deaths = ("fatalities_best", "fatalities_low", "fatalities_high")
    parts = [events] if after is None else [events, after]
    monthly = {
        month: row
        for part in parts
        for month, *row in part.frame.with_columns(month=pl.Series(part.months))
        .group_by("month")
        .agg(pl.len(), *(pl.when(pl.col(each).count() > 0).then(pl.col(each).sum()).alias(each) for each in deaths))
        .iter_rows()
    }
    blind = set(record.blind)
    rows = []
    begin = max(record.start, record.active[0] - BEFORE) if record.active else record.start
    for month in range(begin, parts[-1].newest_month + 1):
        count, *known = monthly.get(month, (0, 0, 0, 0))
        row = {"month": label(month), "visible": month not in blind, "events": count}
        rows.append(row | dict(zip(deaths, known, strict=True)))
    return rows


def _map(events: Events, end: int) -> dict[str, Any]:
    placed = _placed(events.frame.with_columns(month=pl.Series(events.months)))
    cells = (
        placed.group_by("priogrid_gid")
        .agg(
            (pl.col("month") > end - RECENT).sum().alias("recent"),
            (pl.col("month") <= end - RECENT).sum().alias("before"),
        )
        .sort("priogrid_gid")
    )
    return {
        "cells": [{"gid": gid, "recent": recent, "before": before} for gid, recent, before in cells.iter_rows()],
        "recent_from": label(end - RECENT + 1),
        "recent_to": label(end),
        "imprecise_events": len(events.frame) - len(placed),
    }


def _since(after: Events | None, seen: View, history: Sequence[Release], named: str) -> dict[str, Any] | None:
    if after is None:
        return None
    frame, known_to = after.frame, label(after.newest_month)
    releases = ", ".join(f"{release.source} {release.version}" for release in view(history).releases)
    best = _sum(frame, "fatalities_best")
    span = f"{label(seen.newest_month + 1)} to {known_to}"
    what = f"{len(frame)} events" if len(frame) else "no event"
    deaths = f", {best} deaths by the best estimate" if best is not None else ""
    return {
        "known_to": known_to,
        "events": len(frame),
        "fatalities_best": best,
        "first_event": str(frame["date_end"].min()) if len(frame) else None,
        "last_event": str(frame["date_end"].max()) if len(frame) else None,
        "returned": bool(len(frame)),
        "sentence": f"Known since ({releases}): {what} of {named} from {span}{deaths}.",
    }
