"""Forecasts made as if it were then."""

from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from smoulder.commands import JSON, SOURCE, STORE, WITH_KIN, out, progress, tell
from smoulder.errors import BadInput

app = typer.Typer()
hindcasts = typer.Typer(no_args_is_help=True, help="Forecasts made as if it were then, and how good they were.")
app.add_typer(hindcasts, name="hindcast")


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
    from smoulder.hindcast import hindcast_return
    from smoulder.lineage import load_lineage
    from smoulder.months import parse_months
    from smoulder.pools import family_of, owners_of, pool_of
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
    with progress("Hindcast") as advance, runner(workers, cluster) as where_run:
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
    tell(as_json, summary, lambda: terminal.hindcast(out, summary))


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
    from smoulder.danger_hindcast import hindcast_fatalities
    from smoulder.months import parse_months, parse_steps
    from smoulder.pools import country_panel, family_of, owners_of, pool_of
    from smoulder.runners import runner
    from smoulder.settings import store_path
    from smoulder.store import opened, releases
    from smoulder.vintage import view

    if unit not in ("country", "group", "group-country"):
        raise BadInput(f"'{unit}' is no unit of this hindcast: it is country, group or group-country.")
    asked, ahead = parse_months(origins), parse_steps(steps)
    with opened(store_path(store)) as con:
        seen = view(releases(con, family_of(con, source)))
        if unit == "country":
            panel = country_panel(con, seen)
        else:
            panel = pool_of(con, seen, by_country=unit == "group-country", target="fatalities_best")
        owners = owners_of(con, seen, panel)
    with progress("Hindcast") as advance, runner(workers, cluster) as where_run:
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
    tell(as_json, summary, lambda: show_fatalities(summary))


def show_fatalities(summary: Mapping[str, Any]) -> None:
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
