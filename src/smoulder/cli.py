"""The command line: every answer also as one JSON document, every error one sentence.

Exit codes: 0 done, 1 the answer is "no" where a question was asked, 2 bad usage or bad input.
"""

import importlib.metadata
import json
import re
import shlex
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from smoulder.errors import BadInput

app = typer.Typer(
    name="smoulder",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
hindcasts = typer.Typer(no_args_is_help=True, help="Forecasts made as if it were then, and how good they were.")
app.add_typer(hindcasts, name="hindcast")
forecasts_app = typer.Typer(no_args_is_help=True, help="What danger remains: distributions of deaths to come.")
app.add_typer(forecasts_app, name="forecast")

STORE = Annotated[Path | None, typer.Option("--store", help="The store; default $SMOULDER_STORE or the data folder.")]
JSON = Annotated[bool, typer.Option("--json", help="One JSON document on stdout, nothing else there.")]
SOURCE = Annotated[str | None, typer.Option("--source", help="Which source to read, if the store holds several.")]
WITH_KIN = Annotated[
    bool, typer.Option("--with-kin", help="Count a group under all its names: renamings, successors, mergers.")
]
GLOBAL = {"--json": 0, "--store": 1}  # options that may also stand before the command, with their values

notes = Console(stderr=True, soft_wrap=True)
out = Console(soft_wrap=True)


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


def _tell(as_json: bool, document: object, show: Callable[[], None]) -> None:
    if as_json:
        print(json.dumps(document, ensure_ascii=False, allow_nan=False, default=str))
    else:
        show()


@contextmanager
def _progress(label: str) -> Iterator[Callable[[int, int], None]]:
    columns = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn()
    with Progress(*columns, console=notes, transient=True, disable=not notes.is_terminal) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _command() -> str:
    return shlex.join(["smoulder", *sys.argv[1:]])


def _print_version(asked: bool) -> None:
    if asked:
        print(f"smoulder {importlib.metadata.version('smoulder')}")
        raise typer.Exit


@app.callback()
def smoulder(
    version: Annotated[bool, typer.Option("--version", help="Print the version.", callback=_print_version)] = False,
) -> None:
    """Has an armed group ended, or is it only quiet? A checked answer from open conflict-event data."""


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
        file = _fetch(source, path)
    elif path is None:
        raise BadInput("Name the file to read, or add --download to fetch the official one.")
    else:
        file = Path(path)
    with notes.status(f"Reading {file.name} ..."):
        done = ingest(
            where, source, file, now=_now(), column_map=column_map, coverage=coverage, version=version,
            known_from=parse_day(known_from) if known_from else None,
        )  # fmt: skip
    _tell(as_json, terminal.ingested_document(done), lambda: terminal.ingested(out, done))


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _fetch(name: str, version: str | None) -> Path:
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
    with _progress(f"{name} {wanted}") as advance:
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

    _tell(as_json, known, show)


@app.command("groups")
def groups_command(
    text: Annotated[str, typer.Argument(help="Id, name, alias or a part of one.")] = "",
    source: SOURCE = None,
    store: STORE = None,
    as_json: JSON = False,
) -> None:
    """The armed groups in the store, with their record and kin."""
    from smoulder import actors, terminal
    from smoulder.assess import family_of
    from smoulder.lineage import load_lineage
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
    _tell(as_json, document, lambda: terminal.groups(out, found))


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

    _assess(store_path(store), group, area, as_of, report, source, as_json, None, with_kin=with_kin)


def _assess(
    where: Path, group: str, area: str, as_of: str | None, report: Path | None, source: str | None, as_json: bool,
    simulated_reason: str | None, *, with_kin: bool = False,
) -> None:  # fmt: skip
    from smoulder import terminal
    from smoulder.areas import parse_area
    from smoulder.assess import assess
    from smoulder.lineage import load_lineage
    from smoulder.months import parse_day
    from smoulder.settings import cache, own_lineage
    from smoulder.store import opened

    lineage = load_lineage(own_lineage(where))
    with opened(where) as con, _progress("Learning from the store, once for each year") as advance:
        told = assess(
            con, group, area=parse_area(area), as_of=parse_day(as_of) if as_of else None, lineage=lineage,
            command=_command(), now=_now(), source=source, with_kin=with_kin,
            learned=cache() / "learned", on_progress=advance,
        )  # fmt: skip
    told["simulated_reason"] = simulated_reason
    if report is not None:
        from smoulder.report import write

        with notes.status("Drawing the report ..."):
            write(told, report)
    _tell(as_json, told, lambda: terminal.assessment(out, told))
    if report is not None:
        notes.print(f"Report: {report}", highlight=False)


@hindcasts.command("return")
def hindcast_return_command(
    origins: Annotated[str, typer.Option(help="Rolling origins A:B:STEP, for example 2000-06:2006-12:6.")],
    unit: Annotated[str, typer.Option(help="group or group-country.")] = "group",
    horizons: Annotated[str, typer.Option(help="Months, for example 12,24,36,60.")] = "12,24,36,60",
    models: Annotated[str, typer.Option(help="Names of ending models, or all.")] = "all",
    file: Annotated[Path | None, typer.Option("--out", help="Every forecast, FILE.parquet.")] = None,
    workers: Annotated[int, typer.Option(min=1, max=256, help="Processes of this machine to run on.")] = 1,
    cluster: Annotated[str | None, typer.Option(help="Run on the Dask scheduler at ADDRESS.")] = None,
    with_kin: WITH_KIN = False,
    source: SOURCE = None,
    store: STORE = None,
    as_json: JSON = False,
) -> None:
    """At each origin: what each model said of each unit's return, and what came."""
    from smoulder import terminal
    from smoulder.assess import family_of, owners_of, pool_of
    from smoulder.hindcast import hindcast_return
    from smoulder.lineage import load_lineage
    from smoulder.months import parse_months
    from smoulder.runners import runner
    from smoulder.settings import own_lineage, store_path
    from smoulder.store import opened, releases
    from smoulder.vintage import view

    if unit not in ("group", "group-country"):
        raise BadInput(f"'{unit}' is no unit of a hindcast: it is group or group-country.")
    asked = parse_months(origins)
    if not all(each.strip().isdecimal() for each in horizons.split(",")):
        raise BadInput(f"'{horizons}' are no horizons: write months with commas between, for example 12,24,36,60.")
    steps = [int(each) for each in horizons.split(",")]
    where = store_path(store)
    lineage = load_lineage(own_lineage(where)) if with_kin else None
    with opened(where) as con:
        seen = view(releases(con, family_of(con, source)))
        panel = pool_of(con, seen, by_country=unit == "group-country", lineage=lineage)
        owners = owners_of(con, seen, panel, lineage=lineage)
    with _progress("Hindcast") as advance, runner(workers, cluster) as where_run:
        summary = hindcast_return(
            panel, origins=asked, horizons=steps, vintage="pseudo-real-time",
            models=None if models == "all" else [each.strip() for each in models.split(",")],
            groups=owners if with_kin or unit == "group-country" else None,
            out=file, runner=where_run, on_progress=advance,
        )  # fmt: skip
    summary |= {
        "unit": unit,
        "counted": "with kin" if with_kin else "alone",
        "data": [f"{each.source} {each.version}" for each in seen.releases],
        "simulated": seen.simulated,
    }
    _tell(as_json, summary, lambda: terminal.hindcast(out, summary))


@hindcasts.command("fatalities")
def hindcast_fatalities_command(
    origins: Annotated[str, typer.Option(help="Rolling origins A:B:STEP, for example 1997-12:2000-12:6.")],
    unit: Annotated[str, typer.Option(help="country, group or group-country.")] = "group",
    steps: Annotated[str, typer.Option(help="Months ahead, A:B.")] = "1:36",
    models: Annotated[str, typer.Option(help="Names of forecasting models, or all.")] = "all",
    draws: Annotated[int, typer.Option(help="Draws for each unit and month.")] = 1000,
    file: Annotated[Path | None, typer.Option("--out", help="Every forecast, without draws, FILE.parquet.")] = None,
    workers: Annotated[int, typer.Option(min=1, max=256, help="Processes of this machine to run on.")] = 1,
    cluster: Annotated[str | None, typer.Option(help="Run on the Dask scheduler at ADDRESS.")] = None,
    source: SOURCE = None,
    store: STORE = None,
    as_json: JSON = False,
) -> None:
    """At each origin: how many deaths each model expected of each unit, and how many came."""
    from smoulder.assess import country_panel, family_of, owners_of, pool_of
    from smoulder.danger_hindcast import hindcast_fatalities
    from smoulder.months import parse_months
    from smoulder.runners import runner
    from smoulder.settings import store_path
    from smoulder.store import opened, releases
    from smoulder.vintage import view

    if unit not in ("country", "group", "group-country"):
        raise BadInput(f"'{unit}' is no unit of this hindcast: it is country, group or group-country.")
    asked, ahead = parse_months(origins), _steps(steps)
    with opened(store_path(store)) as con:
        seen = view(releases(con, family_of(con, source)))
        if unit == "country":
            panel = country_panel(con, seen)
        else:
            panel = pool_of(con, seen, by_country=unit == "group-country", target="fatalities_best")
        owners = owners_of(con, seen, panel)
    with _progress("Hindcast") as advance, runner(workers, cluster) as where_run:
        summary = hindcast_fatalities(
            panel, origins=asked, steps=ahead, vintage="pseudo-real-time", draws=draws,
            models=None if models == "all" else [each.strip() for each in models.split(",")],
            groups=owners, out=file, runner=where_run, on_progress=advance,
        )  # fmt: skip
    summary |= {
        "unit": unit,
        "data": [f"{each.source} {each.version}" for each in seen.releases],
        "simulated": seen.simulated,
    }
    _tell(as_json, summary, lambda: _show_fatalities(summary))


def _show_fatalities(summary: Mapping[str, Any]) -> None:
    """Scores by step, and of the chance of any death by horizon: never pooled over either."""

    def number(value: float | None, digits: int = 3) -> str:
        return "-" if value is None else f"{value:,.{digits}f}"

    def skill(row: Mapping[str, Any], name: str) -> str:
        told = row["skill"].get(name)
        return " ".join(number(told[each], 2) for each in ("value", "low", "high")) if told else ""

    out.print(
        f"Deaths of {summary['panel']['units']} units, origins {summary['origins'][0]}..{summary['origins'][-1]},"
        f" {summary['vintage']}; data: {', '.join(summary['data'])}.",
        highlight=False,
    )
    for (step, cases), rows in groupby(summary["by_step"], lambda row: (row["step"], row["cases"])):
        table = Table("model", "CRPS", "CRPS log1p", "IGN", "90% holds", "skill (95%)", box=None)
        table.title, table.title_justify = f"Deaths in month {step}: {cases:,} cases", "left"
        for row in rows:
            means = [number(row[each]) for each in ("crps", "crps_log1p", "ignorance", "coverage")]
            table.add_row(row["model"], *means, skill(row, "crps_log1p"))
        out.print(table)
    for (months, least), rows in groupby(summary["by_horizon"], lambda row: (row["horizon"], row["at_least"])):
        table = Table("model", "cases", "happened", "Brier", "log score", "AUC", "skill (95%)", box=None)
        table.title, table.title_justify = f"At least {least} deaths within {months} months", "left"
        for row in rows:
            means = [number(row[each]) for each in ("happened", "brier", "log_score", "auc")]
            table.add_row(row["model"], str(row["cases"]), *means, skill(row, "log_score"))
        out.print(table)
    out.print(
        f"Skill over {summary['reference']}, of CRPS log1p and of the log score, with its interval by group. 90% holds:"
        f" {summary['active']}.",
        highlight=False,
    )


def _steps(text: str) -> range:
    """The months ahead of a rule A:B."""
    if not re.fullmatch(r"\d{1,3}:\d{1,3}", text) or int(text.split(":")[0]) > int(text.split(":")[1]):
        raise BadInput(f"'{text}' are no steps: write A:B, for example 3:14.")
    low, high = map(int, text.split(":"))
    return range(low, high + 1)


@forecasts_app.command("counts")
def forecast_counts_command(
    history: Annotated[Path, typer.Option(help="Months known: month_id, country_id (or unit), value.")],
    origin: Annotated[str, typer.Option(help="The last month known, YYYY-MM.")],
    out_file: Annotated[Path, typer.Option("--out", help="Draws to write, FILE.parquet or FILE.csv.")],
    steps: Annotated[str, typer.Option(help="Months ahead, A:B.")] = "3:14",
    draws: Annotated[int, typer.Option(help="Draws for each unit and month.")] = 1000,
    model: Annotated[str, typer.Option(help="Name of a forecasting model.")] = "conflictology",
    seed: Annotated[int, typer.Option(help="Same seed, same draws.")] = 1,
    as_json: JSON = False,
) -> None:
    """How many deaths in each month ahead, as draws in the shape of the ViEWS challenge."""
    from smoulder.forecasts import forecast
    from smoulder.histories import known_at, read_history, write_forecast
    from smoulder.months import label, parse_month

    ahead = _steps(steps)
    known, gone = known_at(read_history(history), parse_month(origin))
    with notes.status("Forecasting ..."):
        told = forecast(model, known.panel, ahead, draws, seed)
        rows = write_forecast(told, known, out_file)
    document = {
        "model": model, "origin": label(told.origin), "steps": list(told.steps), "draws": draws, "seed": seed,
        "units": len(told.units), "left_out": gone, "rows": rows, "out": str(out_file),
    }  # fmt: skip

    def show() -> None:
        out.print(
            f"{model}: {len(told.units)} units, {label(told.origin + ahead[0])} to {label(told.origin + ahead[-1])},"
            f" {draws} draws: {rows:,} rows in {out_file}.",
            highlight=False,
        )
        if gone:
            out.print(f"Left out, for they have no month {origin}: {', '.join(gone)}.", highlight=False)

    _tell(as_json, document, show)


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

    _tell(as_json, document, show)


@app.command("demo")
def demo_command(
    report: Annotated[Path, typer.Option(help="The report to write.")] = Path("report.html"),
    store: STORE = None,
    as_json: JSON = False,
) -> None:
    """A first verdict: from $SMOULDER_GED or the store, else the official file, else an invented world."""
    from smoulder.demo import prepare
    from smoulder.settings import store_path

    with _progress("UCDP GED") as advance:
        ready = prepare(
            store_path(store), now=_now(), say=lambda told: notes.print(told, highlight=False), on_progress=advance
        )
    _assess(ready.store, ready.group, ready.area, None, report, None, as_json, ready.simulated_reason)


if __name__ == "__main__":
    main()
