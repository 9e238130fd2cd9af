"""What a question is about: a view of the store, a group and its kin, an area; refused where it cannot be."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import polars as pl
from duckdb import DuckDBPyConnection

from smoulder import actors, store
from smoulder.areas import Area, resolve
from smoulder.errors import BadInput
from smoulder.kept import Kept, frame, kept
from smoulder.lineage import Lineage
from smoulder.months import month_id
from smoulder.pools import family_of
from smoulder.types import Group
from smoulder.vintage import Release, View, view


class Inquiry(NamedTuple):
    """What is asked: `history` are the releases of one family, `seen` what they showed on the day.

    kept: where what is made of the view is kept, if anywhere; monthly: `store.month_counts` of the view; area: as the
    data spell it; kin: what the group is under other names by then.
    """

    history: list[Release]
    seen: View
    kept: Kept | None
    monthly: pl.DataFrame
    group: Group
    area: Area
    kin: list[actors.Kin]


def inquiry(
    con: DuckDBPyConnection, text: str, *, area: Area, as_of: date | None, lineage: Lineage, source: str | None,
    folder: Path | None = None,
) -> Inquiry:  # fmt: skip
    """What a question is about; raises BadInput if group, area or day cannot be answered for.

    text: id, name, alias or misspelling of the group. folder: where things are kept that take long to make.
    """
    history = store.releases(con, family_of(con, source))
    seen = view(history, as_of)
    place = kept(con, seen, folder)
    monthly = frame(place, "months", lambda: store.month_counts(con, seen))
    held = actors.first_months(monthly)
    group = actors.find(text, list(held), lineage)
    where = _spelt(con, seen, area)
    return Inquiry(history, seen, place, monthly, group, where, kin_of(group, held, lineage, seen))


def kin_of(group: Group, held: Mapping[Group, int], lineage: Lineage, seen: View) -> list[actors.Kin]:
    """What a group is under other names, by links that are known in a view."""
    return [each for each in actors.other_names(held, lineage).get(group.key, []) if each.since <= str(seen.as_of)]


def kin_active_since(
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


def _spelt(con: DuckDBPyConnection, seen: View, area: Area) -> Area:
    if area.country is None:
        return area
    named = resolve(area, store.countries(con, seen))
    if not store.visible(seen, [str(named.country)]).any():
        raise BadInput(
            f"The data do not cover {named.country}: nothing can be said of it, and nothing means blindness."
        )
    return named
