"""The verdict for one group in one area, and a first one without any data."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from smoulder.commands import JSON, SOURCE, STORE, WITH_KIN, notes, now, out, progress, tell, typed

app = typer.Typer()


@app.command("assess")
def assess_command(
    group: Annotated[str, typer.Argument(help="Id, name or alias of the group.")],
    area: Annotated[
        str, typer.Option(help="world, COUNTRY, COUNTRY/PROVINCE or WEST,SOUTH,EAST,NORTH in degrees.")
    ] = "world",
    as_of: Annotated[str | None, typer.Option(help="The day of knowledge, YYYY-MM-DD; default the newest.")] = None,
    report: Annotated[Path | None, typer.Option(help="Write a printable report, FILE.html.")] = None,
    with_kin: WITH_KIN = False,
    source: SOURCE = None,
    store: STORE = None,
    as_json: JSON = False,
) -> None:
    """Has a group ended in an area, is it only quiet, is it active, or can nobody say?"""
    from smoulder.settings import store_path

    verdict(store_path(store), group, area, as_of, report, source, as_json, None, with_kin=with_kin)


def verdict(
    where: Path, group: str, area: str, as_of: str | None, report: Path | None, source: str | None, as_json: bool,
    simulated_reason: str | None, *, with_kin: bool = False,
) -> None:  # fmt: skip
    """Assess, write the report if one is asked for, and tell."""
    from smoulder.areas import parse_area
    from smoulder.assess import assess
    from smoulder.lineage import load_lineage
    from smoulder.months import parse_day
    from smoulder.settings import cache, own_lineage
    from smoulder.store import opened

    lineage = load_lineage(own_lineage(where))
    with opened(where) as con, progress("Learning from the store, once for each year") as advance:
        told = assess(
            con, group, area=parse_area(area), as_of=parse_day(as_of) if as_of else None, lineage=lineage,
            command=typed(), now=now(), source=source, with_kin=with_kin,
            learned=cache() / "learned", on_progress=advance,
        )  # fmt: skip
    told["simulated_reason"] = simulated_reason
    if report is not None:
        from smoulder.report import write

        with notes.status("Drawing the report ..."):
            write(told, report)
    tell(as_json, told, lambda: show(told))
    if report is not None:
        notes.print(f"Report: {report}", highlight=False)


def show(told: Mapping[str, Any]) -> None:
    """Tell an assessment on the terminal."""
    from smoulder import terminal  # here: JSON needs no words

    terminal.assessment(out, told)


@app.command("demo")
def demo_command(
    report: Annotated[Path, typer.Option(help="The report to write.")] = Path("report.html"),
    store: STORE = None,
    as_json: JSON = False,
) -> None:
    """A first verdict: from $SMOULDER_GED or the store, else the official file, else an invented world."""
    from smoulder.demo import prepare
    from smoulder.settings import store_path

    with progress("UCDP GED") as advance:
        ready = prepare(
            store_path(store), now=now(), say=lambda told: notes.print(told, highlight=False), on_progress=advance
        )
    verdict(ready.store, ready.group, ready.area, None, report, None, as_json, ready.simulated_reason)
