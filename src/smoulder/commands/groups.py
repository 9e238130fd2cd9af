"""The armed groups in the store."""

from typing import Annotated

import typer

from smoulder.commands import JSON, SOURCE, STORE, out, tell

app = typer.Typer()


@app.command("groups")
def groups_command(
    text: Annotated[str, typer.Argument(help="Id, name, alias or a part of one.")] = "",
    source: SOURCE = None,
    store: STORE = None,
    as_json: JSON = False,
) -> None:
    """The armed groups in the store, with their record and kin."""
    from smoulder import actors, terminal
    from smoulder.lineage import load_lineage
    from smoulder.pools import family_of
    from smoulder.settings import own_lineage, store_path
    from smoulder.store import groups, opened, releases, visible
    from smoulder.vintage import view

    where = store_path(store)
    lineage = load_lineage(own_lineage(where))
    with opened(where) as con:
        seen = view(releases(con, family_of(con, source)))
        held = {each.group: each for each in groups(con, seen)}
    found = [
        (
            held[group],
            int(visible(seen, held[group].countries or None)[held[group].last_month - seen.first_month + 1 :].sum()),
        )
        for group in actors.search(text, list(held), lineage, limit=20 if text else len(held))
    ]
    document = [
        {
            "id": each.group.key,
            "name": each.group.name,
            "aliases": list(actors.aliases_of(each.group, lineage)),
            "lineage": list(actors.kin(each.group, lineage)),
            "first_event": each.first,
            "last_event": each.last,
            "events": each.events,
            "fatalities_best": each.fatalities_best,
            "silent_months": silence,
        }
        for each, silence in found
    ]
    tell(as_json, document, lambda: terminal.groups(out, found))
