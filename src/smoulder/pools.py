"""Which events a question is asked of, and every group by month: what models learn from."""

import polars as pl
from duckdb import DuckDBPyConnection

from smoulder import actors, counts, store
from smoulder.errors import BadInput
from smoulder.lineage import Lineage
from smoulder.types import Panel
from smoulder.vintage import View


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
    return pooled(store.month_counts(con, seen), seen, lineage, by_country=by_country, target=target)


def country_panel(con: DuckDBPyConnection, seen: View) -> Panel:
    """Deaths of every country of a view by month, each event once, whoever took part."""
    monthly = store.country_counts(con, seen).with_columns(key="country", name="country")
    return pooled(monthly, seen, None, target="fatalities_best")


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


def pooled(
    monthly: pl.DataFrame, seen: View, lineage: Lineage | None, *, by_country: bool = False, target: str = "events"
) -> Panel:
    """The pool of monthly counts: see `pool_of`."""
    return counts.panel(
        monthly if lineage is None else actors.with_kin(monthly, lineage),
        lambda countries: store.visible(seen, countries),
        first=seen.first_month,
        as_of=seen.as_of,
        target=target,
        by_country=by_country,
    )
