"""Files of events into the store, and which sources can be read."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from smoulder.commands import JSON, STORE, notes, now, out, progress, tell
from smoulder.errors import BadInput

app = typer.Typer()


@app.command("ingest")
def ingest_command(
    source: Annotated[str, typer.Argument(help="ucdp-ged, ucdp-candidate, gtd or table.")],
    path: Annotated[str | None, typer.Argument(help="The file; with --download its version, for example 26.1.")] = None,
    download: Annotated[bool, typer.Option("--download", help="Fetch the official file first.")] = False,
    column_map: Annotated[Path | None, typer.Option("--map", help="Column map of a table, TOML.")] = None,
    coverage: Annotated[Path | None, typer.Option("--coverage", help="What the file could have shown, TOML.")] = None,
    version: Annotated[str | None, typer.Option(help="Its version, where the file's name does not tell.")] = None,
    known_from: Annotated[str | None, typer.Option(help="The day it was published, YYYY-MM-DD.")] = None,
    store: STORE = None,
    as_json: JSON = False,
) -> None:
    """Read a file of events into the store, whole or not at all."""
    from smoulder import terminal
    from smoulder.ingest import ingest
    from smoulder.months import parse_day
    from smoulder.settings import store_path

    where = store_path(store)
    if download:
        file = fetch(source, path)
    elif path is None:
        raise BadInput("Name the file to read, or add --download to fetch the official one.")
    else:
        file = Path(path)
    with notes.status(f"Reading {file.name} ..."):
        done = ingest(
            where, source, file, now=now(), column_map=column_map, coverage=coverage, version=version,
            known_from=parse_day(known_from) if known_from else None,
        )  # fmt: skip
    tell(as_json, terminal.ingested_document(done), lambda: terminal.ingested(out, done))


def fetch(name: str, version: str | None) -> Path:
    """The official file of a source, fetched once."""
    from smoulder.downloads import download
    from smoulder.settings import cache
    from smoulder.sources import sources

    files = sources()[name][0].files if name in sources() else {}
    if not files:
        raise BadInput(f"{name} cannot be fetched: download it from its publisher and name the file.")
    wanted = version or max(files)
    if wanted not in files:
        raise BadInput(f"{name} {wanted} cannot be fetched; known are {', '.join(sorted(files))}.")
    official = files[wanted]
    with progress(f"{name} {wanted}") as advance:
        return download(
            official.url, cache() / official.url.rpartition("/")[2], size=official.size, sha256=official.sha256,
            on_progress=advance,
        )  # fmt: skip


@app.command("sources")
def sources_command(store: STORE = None, as_json: JSON = False) -> None:
    """What can be read: licence, citation, usual lag, and where it is published."""
    from smoulder.sources import sources

    known = [
        {key: value for key, value in asdict(source).items() if key != "encodings"} for source, _ in sources().values()
    ]

    def show() -> None:
        for each in known:
            out.print(
                f"[bold]{each['name']}[/] {each['title']}\n  {each['licence']}; known about"
                f" {each['usual_lag_days']} days after the month; {each['url']}\n  {each['citation']}",
                highlight=False,
            )

    tell(as_json, known, show)
