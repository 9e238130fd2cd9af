"""The ledger of claims of victory: list, add, score, export."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from smoulder.commands import JSON, SOURCE, STORE, now, out, progress, tell
from smoulder.errors import BadInput

if TYPE_CHECKING:
    from smoulder.ledger import Entry
    from smoulder.shares import Share
    from smoulder.victory_record import Rate, Scored

app = typer.Typer()
claims = typer.Typer(no_args_is_help=True, help="Claims that a group was finished, who made them, and what followed.")
app.add_typer(claims, name="claims")

GROUP = Annotated[str | None, typer.Option(help="Only claims about groups whose name holds this.")]
COUNTRY = Annotated[str | None, typer.Option(help="Only claims about areas whose name holds this.")]
SPEAKER = Annotated[str | None, typer.Option(help="Only claims of speakers or organisations whose name holds this.")]


@claims.command("list")
def list_command(
    group: GROUP = None, country: COUNTRY = None, speaker: SPEAKER = None, store: STORE = None, as_json: JSON = False
) -> None:
    """The claims of the ledger, those that ship and your own, with what followed by hand."""
    found = _chosen(store, group, country, speaker)

    def show() -> None:
        from rich.table import Table

        table = Table("date", "speaker", "group", "area", "claim", "by hand", box=None)
        for each in found:
            _row(table, each.date, each.speaker, each.group, each.area, each.claim, each.outcome or "unknown")
        out.print(table)

    tell(as_json, [_plain(each) for each in found], show)


@claims.command("add")
def add_command(
    date: Annotated[str, typer.Option(help="When it was said: YYYY, YYYY-MM or YYYY-MM-DD.")],
    speaker: Annotated[str, typer.Option(help="Who said it.")],
    organisation: Annotated[str, typer.Option(help="For whom the speaker spoke.")],
    group: Annotated[str, typer.Option(help="Of which group, by the name that the data have.")],
    claim: Annotated[str, typer.Option(help="What was said, in your own words.")],
    source: Annotated[str, typer.Option(help="Where it is written.")],
    area: Annotated[str, typer.Option(help="world, COUNTRY or COUNTRY/PROVINCE.")] = "world",
    kind: Annotated[
        str, typer.Option(help="unilateral, negotiated, with deadline, self-dissolved or prediction.")
    ] = "unilateral",
    deadline: Annotated[str, typer.Option(help="The last day by which it should have come true, YYYY-MM-DD.")] = "",
    office: Annotated[str, typer.Option(help="The speaker's office.")] = "",
    ucdp: Annotated[str, typer.Option(help="UCDP's id of the group.")] = "",
    claim_type: Annotated[str, typer.Option(help="As in articles: defeat_declared, ...; made from the kind.")] = "",
    direction: Annotated[str, typer.Option(help="ends, weakens, persists, strengthens or neutral.")] = "ends",
    horizon: Annotated[str, typer.Option(help="By when, in words.")] = "",
    confidence: Annotated[str, typer.Option(help="read or general knowledge.")] = "read",
    outcome: Annotated[str, typer.Option(help="held, failed, partly or open, by your own judgement.")] = "",
    followed: Annotated[str, typer.Option(help="What followed, in your own words.")] = "",
    identity: Annotated[str, typer.Option("--id", help="An id of your own.")] = "",
    store: STORE = None,
    as_json: JSON = False,
) -> None:
    """Append a claim to your own ledger, beside the store; nothing in it is ever changed."""
    from smoulder.ledger import add, entry
    from smoulder.settings import own_ledger, store_path

    where = own_ledger(store_path(store))
    kind = "with deadline" if deadline and kind == "unilateral" else kind
    new = entry(
        {
            "id": identity, "date": date, "speaker": speaker, "office": office, "organisation": organisation,
            "group": group, "ucdp": ucdp, "area": area, "kind": kind, "claim_type": claim_type,
            "direction": direction, "horizon": horizon, "deadline": deadline, "claim": claim, "source": source,
            "confidence": confidence, "outcome": outcome, "followed": followed, "revised": "added",
        }
    )  # fmt: skip
    add(where, new)
    tell(as_json, _plain(new) | {"file": str(where)}, lambda: _say(f"Added as {new.id} to {where}."))


@claims.command("score")
def score_command(
    group: GROUP = None, country: COUNTRY = None, speaker: SPEAKER = None, source: SOURCE = None,
    store: STORE = None, as_json: JSON = False,
) -> None:  # fmt: skip
    """What became of each claim by the events of the store, beside what was written by hand; rates by kind."""
    from smoulder.resolution import VERSION
    from smoulder.victory_record import plain, rates

    found, data = _scored(store, source, group, country, speaker)
    measured = rates(found)
    document = {
        "schema": "smoulder/ledger/1",
        "rules": VERSION,
        "data": data,
        "claims": [_plain(each.entry) | {"computed": each.outcome._asdict()} for each in found],
        "disagreements": [each.entry.id for each in found if each.disagrees],
        "rates": [plain(each) for each in measured],
    }
    tell(as_json, document, lambda: _show(found, measured, data))


@claims.command("export")
def export_command(
    file: Annotated[Path, typer.Argument(help="FILE.csv, or FILE.jsonld for ClaimReview of schema.org.")],
    group: GROUP = None, country: COUNTRY = None, speaker: SPEAKER = None, source: SOURCE = None,
    store: STORE = None, as_json: JSON = False,
) -> None:  # fmt: skip
    """Write the claims with their outcomes as CSV or as ClaimReview (JSON-LD)."""
    from smoulder.claim_review import as_json as written
    from smoulder.claim_review import claim_reviews
    from smoulder.files import whole
    from smoulder.victory_record import as_csv

    if file.suffix not in (".csv", ".json", ".jsonld") or file.is_dir() or not file.parent.is_dir():
        raise BadInput(f"{file} cannot be written: name FILE.csv or FILE.jsonld in a folder that exists.")
    found, data = _scored(store, source, group, country, speaker)
    text = as_csv(found) if file.suffix == ".csv" else written(claim_reviews(found, now().date()))
    with whole(file) as part:
        part.write_text(text, encoding="utf-8", newline="")
    document = {"file": str(file), "claims": len(found), "data": data}
    tell(as_json, document, lambda: _say(f"{len(found)} claims: {file}"))


def _chosen(store: Path | None, group: str | None, country: str | None, speaker: str | None) -> "list[Entry]":
    from smoulder.ledger import chosen, load
    from smoulder.settings import own_ledger, store_path

    found = chosen(load(own_ledger(store_path(store))), group=group, country=country, speaker=speaker)
    if not found:
        raise BadInput("No claim of the ledger fits: leave out --group, --country or --speaker, or spell it otherwise.")
    return found


def _scored(
    store: Path | None, source: str | None, group: str | None, country: str | None, speaker: str | None
) -> "tuple[list[Scored], list[str]]":
    from smoulder.lineage import load_lineage
    from smoulder.pools import family_of
    from smoulder.settings import own_lineage, store_path
    from smoulder.store import opened, releases
    from smoulder.victory_record import score

    entries = _chosen(store, group, country, speaker)
    where = store_path(store)
    with opened(where) as con, progress("Claims against events") as advance:
        history = releases(con, family_of(con, source))
        found = score(con, entries, history, load_lineage(own_lineage(where)), on_progress=advance)
    return found, list(found[0].outcome.data)


def _plain(entry: "Entry") -> dict[str, Any]:
    return {name: value or None for name, value in asdict(entry).items()}


def _show(found: "Sequence[Scored]", measured: "Sequence[Rate]", data: Sequence[str]) -> None:
    from rich.table import Table

    table = Table("date", "speaker", "group", "by hand", "by events", "why", box=None)
    for each in found:
        entry, verdict = each.entry, each.outcome.verdict + (" (!)" if each.disagrees else "")
        _row(table, entry.date, entry.speaker, entry.group, entry.outcome or "unknown", verdict, each.outcome.reason)
    out.print(table)
    rates = Table("kind", "within", "claims", "held (95%)", "failed (95%)", box=None)
    for rate in measured:
        within = "by hand" if rate.horizon is None else f"{rate.horizon} months"
        _row(rates, rate.kind, within, str(rate.held.cases if rate.held else 0), _range(rate.held), _range(rate.failed))
    out.print(rates)
    _say(f"(!) hand and events disagree. A rate counts claims whose months were all seen. Data: {', '.join(data)}.")


def _row(table: Any, *cells: str) -> None:
    from rich.text import Text

    table.add_row(*(Text(cell) for cell in cells))


def _range(share: "Share | None") -> str:
    return "-" if share is None else f"{share.share:.2f} ({share.low:.2f}-{share.high:.2f})"


def _say(text: str) -> None:
    out.print(text, highlight=False, markup=False, emoji=False)
