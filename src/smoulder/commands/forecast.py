"""Distributions of deaths to come, from file to file."""

from pathlib import Path
from typing import Annotated

import typer

from smoulder.commands import JSON, notes, out, tell

app = typer.Typer()
forecasts = typer.Typer(no_args_is_help=True, help="What danger remains: distributions of deaths to come.")
app.add_typer(forecasts, name="forecast")


@forecasts.command("counts")
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
    from smoulder.months import label, parse_month, parse_steps

    ahead = parse_steps(steps)
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

    tell(as_json, document, show)
