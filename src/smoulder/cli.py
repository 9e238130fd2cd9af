"""The command line: every answer also as one JSON document, every error one sentence.

Exit codes: 0 done, 1 the answer is "no" where a question was asked, 2 bad usage or bad input.
"""

import importlib.metadata
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from smoulder.errors import BadInput
from smoulder.registry import entries

app = typer.Typer(
    name="smoulder",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for _part in entries("smoulder.commands", "app").values():
    app.add_typer(_part)

GLOBAL = {"--json": 0, "--store": 1}  # options that may also stand before the command, with their values


def main() -> None:
    """Run the command line; every error ends in one sentence on stderr and exit code 2."""
    sys.exit(run(sys.argv[1:]))


def run(argv: Sequence[str]) -> int:
    """Run one command and give its exit code."""
    command = typer.main.get_command(app)
    try:
        return int(command.main(list(_globals_last(argv)), prog_name="smoulder", standalone_mode=False) or 0)
    except BadInput as why:
        told = str(why)
    except typer.Abort:
        return 130
    except typer.TyperException as why:
        told = why.format_message() if hasattr(why, "format_message") else str(why)
        if told.startswith("Usage:"):  # nothing was asked: the help is the answer
            print(told, file=sys.stderr)
            return 2
        told += " See 'smoulder --help'."
    except (OSError, MemoryError) as why:
        told = f"The machine refuses: {why}. Nothing in the store was changed."
    print(f"smoulder: {told}", file=sys.stderr)
    return 2


def _globals_last(argv: Sequence[str]) -> list[str]:
    """`smoulder --json assess IS` means `smoulder assess IS --json`."""
    rest, early = list(argv), []
    while rest and rest[0].partition("=")[0] in GLOBAL:
        count = 1 if "=" in rest[0] else 1 + GLOBAL[rest[0]]
        early += rest[:count]
        rest = rest[count:]
    return rest + early


def _print_version(asked: bool) -> None:
    if asked:
        print(f"smoulder {importlib.metadata.version('smoulder')}")
        raise typer.Exit


@app.callback()
def smoulder(
    version: Annotated[bool, typer.Option("--version", help="Print the version.", callback=_print_version)] = False,
) -> None:
    """Has an armed group ended, or is it only quiet? A checked answer from open conflict-event data."""


if __name__ == "__main__":
    main()
