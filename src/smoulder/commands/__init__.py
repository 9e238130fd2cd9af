"""The commands, one file per subject: a module's `app` joins the command line. What they share is here.

Nothing heavy is imported before a command runs: `smoulder --help` answers at once.
"""

import json
import shlex
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

STORE = Annotated[Path | None, typer.Option("--store", help="The store; default $SMOULDER_STORE or the data folder.")]
JSON = Annotated[bool, typer.Option("--json", help="One JSON document on stdout, nothing else there.")]
SOURCE = Annotated[str | None, typer.Option("--source", help="Which source to read, if the store holds several.")]
WITH_KIN = Annotated[
    bool, typer.Option("--with-kin", help="Count a group under all its names: renamings, successors, mergers.")
]

notes = Console(stderr=True, soft_wrap=True)
out = Console(soft_wrap=True)


def tell(as_json: bool, document: object, show: Callable[[], None]) -> None:
    """Print the document as JSON, or show it."""
    if as_json:
        print(json.dumps(document, ensure_ascii=False, allow_nan=False, default=str))
    else:
        show()


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr, if that is a terminal: told (done, total), gone at the end."""
    columns = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn()
    with Progress(*columns, console=notes, transient=True, disable=not notes.is_terminal) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def typed() -> str:
    """The command as it was typed."""
    return shlex.join(["smoulder", *sys.argv[1:]])


def now() -> datetime:
    """The time now, UTC."""
    return datetime.now(UTC).replace(tzinfo=None)
