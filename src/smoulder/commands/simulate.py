"""An invented world whose truth is known."""

from pathlib import Path
from typing import Annotated

import typer

from smoulder.commands import JSON, STORE, notes, out, tell

app = typer.Typer()


@app.command("simulate")
def simulate_command(
    folder: Annotated[Path, typer.Argument(help="Where the files are written.")],
    groups: Annotated[int, typer.Option(help="Armed groups in the world.")] = 40,
    events: Annotated[int | None, typer.Option(help="Rows of the file, exactly.")] = None,
    seed: Annotated[int, typer.Option(help="Same seed, same files.")] = 1,
    store: STORE = None,
    as_json: JSON = False,
) -> None:
    """Write an invented world in the official GED layout, with the truth beside it."""
    from smoulder.simulate import ABOUT, COVERAGE, TRUTH, simulate

    with notes.status("Inventing a world ..."):
        csv = simulate(folder, groups=groups, events=events, seed=seed)
    document = {"simulated": True, "events": str(csv), "truth": str(folder / TRUTH), "coverage": str(folder / COVERAGE)}

    def show() -> None:
        out.print(ABOUT, highlight=False)
        out.print(f"{csv}\nRead it: smoulder ingest ucdp-ged {csv} --coverage {folder / COVERAGE}", highlight=False)

    tell(as_json, document, show)
