"""Who holds what, from events alone."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from smoulder.commands import JSON, SOURCE, STORE, WITH_KIN, notes, now, out, tell, typed
from smoulder.errors import BadInput

app = typer.Typer()


@app.command("control")
def control_command(
    group: Annotated[str, typer.Argument(help="Id, name or alias of the group.")],
    area: Annotated[
        str, typer.Option(help="world, COUNTRY, COUNTRY/PROVINCE or WEST,SOUTH,EAST,NORTH in degrees.")
    ] = "world",
    as_of: Annotated[str | None, typer.Option(help="The day of knowledge, YYYY-MM-DD; default the newest.")] = None,
    model: Annotated[str, typer.Option(help="Name of a model of control.")] = "sticky",
    history: Annotated[bool, typer.Option("--history", help="Judge each month by later ones too (smoothed).")] = False,
    units: Annotated[Path | None, typer.Option(help="Polygons to speak of instead of cells, FILE.geojson.")] = None,
    only: Annotated[list[str] | None, typer.Option(help="A property that must be true of those polygons.")] = None,
    polygons: Annotated[
        list[Path] | None, typer.Option(help="Who holds what by date, FILE.geojson; may be repeated.")
    ] = None,
    report: Annotated[Path | None, typer.Option(help="Write a printable report, FILE.html.")] = None,
    file: Annotated[Path | None, typer.Option("--out", help="Every unit and month, FILE.parquet or .csv.")] = None,
    with_kin: WITH_KIN = False,
    source: SOURCE = None,
    store: STORE = None,
    as_json: JSON = False,
) -> None:
    """Which ground does a group hold or contest, how has that changed, and what do events not tell?"""
    from smoulder import files, holdings
    from smoulder.actors import aliases_of
    from smoulder.areas import parse_area
    from smoulder.assess import SEED, assess
    from smoulder.inquiry import inquiry
    from smoulder.lineage import load_lineage
    from smoulder.months import parse_day
    from smoulder.settings import cache, own_lineage, store_path
    from smoulder.store import opened

    if file is not None and file.suffix.lower() not in (".parquet", ".csv"):
        raise BadInput(f"States are written as .parquet or .csv: '{file.name}' ends otherwise.")
    where = store_path(store)
    lineage, day = load_lineage(own_lineage(where)), parse_day(as_of) if as_of else None
    with opened(where) as con, notes.status("Reading the events ..."):
        of = inquiry(con, group, area=parse_area(area), as_of=day, lineage=lineage, source=source)
        kin = [each.group for each in of.kin] if with_kin else []
        land = holdings.land(
            con, of.seen, of.group, of.area, kin=kin, outlines=units, only=only or [], polygons=polygons or [],
            names=aliases_of(of.group, lineage),
        )  # fmt: skip
        told = holdings.states_of(land, model, filtered=not history)
        assessment = assess(
            con, group, area=of.area, as_of=day, lineage=lineage, command=typed(), now=now(), source=source,
            with_kin=with_kin, learned=cache() / "learned", with_territory=False,
        )  # fmt: skip
    territory = holdings.document(land, told, assessment["danger"], seed=SEED)
    assessment |= {"territory": territory, "simulated_reason": None}
    if file is not None:
        with files.whole(file) as draft:
            rows = holdings.table(told)
            rows.write_parquet(draft) if file.suffix.lower() == ".parquet" else rows.write_csv(draft)
    if report is not None:
        from smoulder.report import write

        with notes.status("Drawing the report ..."):
            write(assessment, report)
    kept = ("schema", "group", "area", "as_of", "simulated", "data", "vintage", "territory")
    tell(as_json, {key: assessment[key] for key in kept}, lambda: show(assessment))
    if report is not None:
        notes.print(f"Report: {report}", highlight=False)


def show(assessment: Mapping[str, Any]) -> None:
    """The answer in sentences, its areas, and scores against polygons where some were given."""
    from rich.table import Table

    from smoulder.sections.territory import CAUTION, sentences

    def say(text: str) -> None:
        out.print(text, highlight=False, markup=False, emoji=False)

    part = assessment["territory"]
    say(f"{part['group']} in {assessment['area']}, as known on {assessment['as_of']}; model {part['model']}.")
    for sentence in sentences(part):
        say(sentence)
    states = [state for state in part["states"] if state != "opponent"]
    told = Table("area", "units", *states, box=None)
    for row in part["areas"]:
        told.add_row(row["area"], str(row["units"]), *(f"{row[state]:.1f}" for state in states))
    out.print(told)
    if part.get("polygons"):
        kept = ", ".join(f"{count} {reason}" for reason, count in part["polygons"]["kept_out"].items()) or "none"
        say(f"Polygons used: {part['polygons']['used']}; kept out: {kept}.")
        scores = Table("model", "chance that it", "cases", "Brier", "log score", "AUC", box=None)
        for row in part["scores"]:
            numbers = ("-" if row[each] is None else f"{row[each]:.3f}" for each in ("brier", "log_score", "auc"))
            scores.add_row(row["model"], row["target"], str(row["cases"]), *numbers)
        out.print(scores)
    for reason, count in part["kept_out"].items():
        say(f"Events left out: {count}, {reason}.")
    say(CAUTION)
