"""The windows 2018 to 2021 of the ViEWS prediction challenge 2023/24, country-months: models against conflictology.

Read by danger.py. History to October of the year before, leads of 3 to 14 months, actuals of the 2024 vintage. The
benchmark's twelve draws are the country's last twelve months in order of time, as that vintage had them; the history
file is older, and has other numbers for one month in thirty. So the models are run on two readings of the past: with
the benchmark's months in the place of the file's (`same`), and on the file alone (`older`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from smoulder import metrics, scores
from smoulder.forecasts import forecast, models
from smoulder.histories import History, known_at, read_history
from smoulder.months import parse_month

HISTORY = "views/cm_history_to_2020.parquet"
YEARS = (2018, 2019, 2020, 2021)
STEPS = range(3, 15)
COUNT, SEED, AS_IF = 1000, 1, 1000
OFFICIAL = "conflictology, 12 draws"
Numbers = npt.NDArray[np.float64]


class Window(NamedTuple):
    """What came, (cases,), and whether the country was active in the year before the origin, (cases,)."""

    y: npt.NDArray[np.int64]
    active: npt.NDArray[np.bool_]
    draws: dict[str, npt.NDArray[np.int32]]


def windows(folder: Path, scratch: Path, *, same: bool) -> list[Window]:
    """Every window with the draws of every model, and those of the challenge's own benchmark.

    same: whether models read the months that the benchmark read.
    """
    path = scratch / "history.parquet"
    pl.read_parquet(folder / HISTORY).select("month_id", "country_id", value="ged_best_sb").write_parquet(path)
    known = read_history(path)
    found = []
    for year in YEARS:
        if same:
            known = with_months_of_the_benchmark(known, folder, year)
        found.append(window(folder, known, year))
    return found


def official(folder: Path, year: int) -> tuple[Numbers, Numbers]:
    """The countries of the challenge's benchmark, (countries,), and its draws, (countries, steps, 12)."""
    frame = pl.read_parquet(folder / f"views/bm_conflictology_{year}.parquet").sort("country_id", "month_id", "draw")
    countries = frame["country_id"].unique().sort().to_numpy()
    return countries, frame["outcome"].to_numpy().reshape(len(countries), len(STEPS), -1)


def with_months_of_the_benchmark(known: History, folder: Path, year: int) -> History:
    """The history with the twelve months before an origin as the benchmark of that window had them."""
    countries, draws = official(folder, year)
    place = {int(unit): row for row, unit in enumerate(known.panel.units)}
    rows = np.array([place[unit] for unit in countries.tolist()])
    last = parse_month(f"{year - 1}-10") - known.panel.start
    width = max(known.panel.values.shape[1], last + 1)
    values, visible = (
        np.pad(each, ((0, 0), (0, width - each.shape[1]))) for each in (known.panel.values, known.panel.visible)
    )  # fmt: skip
    months = np.arange(last - draws.shape[2] + 1, last + 1)
    values[np.ix_(rows, months)] = draws[:, 0]
    visible[np.ix_(rows, months)] = True
    return known._replace(panel=replace(known.panel, values=values, visible=visible))


def window(folder: Path, known: History, year: int) -> Window:
    """One year: cases are the country-months of its actuals."""
    past, _ = known_at(known, parse_month(f"{year - 1}-10"))
    actual = pl.read_parquet(folder / f"views/cm_actuals_{year}.parquet").sort("country_id", "month_id")
    place = {int(unit): row for row, unit in enumerate(past.panel.units)}
    rows = np.array([place[unit] for unit in actual["country_id"]])
    steps = actual["month_id"].to_numpy() - past.panel.end - STEPS[0]
    lately = past.panel.values[:, -12:].sum(axis=1) > 0
    drawn = {name: forecast(name, past.panel, STEPS, COUNT, SEED).draws[rows, steps] for name in models()}
    drawn[OFFICIAL] = official(folder, year)[1].reshape(len(actual), -1)
    return Window(actual["outcome"].to_numpy(), lately[rows], drawn)


READINGS = (
    (
        True,
        "### Reading the months that the benchmark read\n\nRatios are geometric means over the four windows; below 1 is"
        " better. The first four are to the challenge's twelve draws, the last two to 1,000 draws of the same months."
        " IGN counts pseudo-draws as of 1,000 draws; coverage of the 90% interval is over cells active"
        " in the year before the origin.",
    ),
    (False, "### Reading the history file, an older vintage than the benchmark's"),
)
RATIOS = ("fair CRPS", "log1p CRPS", "IGN", "MIS", "fair CRPS, 1,000 draws", "log1p CRPS, 1,000 draws")
SCORES = ("fair CRPS", "log1p CRPS", "IGN", "MIS", "Brier >= 25", "AUC >= 25", "Brier >= 100", "AUC >= 100")


def scored(each: Window, model: str) -> list[float]:
    """The scores of a model in a window, in the order of SCORES."""
    draws, y = each.draws[model], each.y
    found = [
        scores.crps_fair(draws, y).mean(),
        scores.crps_log1p(draws, y).mean(),
        scores.ignorance(draws, y, as_if=AS_IF).mean(),
        scores.interval_score(draws, y).mean(),
    ]
    for least in (25, 100):
        p, came = scores.exceedance(draws, least), (y >= least).astype(np.int8)
        found += [metrics.brier(p, came).mean(), metrics.auc(p, came)]
    return [float(score) for score in found]


def covered(each: Window, model: str) -> float:
    """The share of cells, active in the year before the origin, that lie in the 90% interval."""
    return float(scores.coverage(each.draws[model][each.active], each.y[each.active], 0.9).mean())


def challenge(folder: Path, scratch: Path) -> str:
    """The section: for each reading of the past, ratios to the challenge's conflictology, and scores by window."""
    parts = []
    for same, about in READINGS:
        found = windows(folder, scratch, same=same)
        told = {name: [scored(each, name) for each in found] for name in (OFFICIAL, *models())}
        parts += [about, table(("model", *RATIOS), [[f"`{name}`", *ratios(told, name)] for name in models()])]
        lines = [
            [year, f"`{name}`", *map(shown, SCORES, row), f"{covered(each, name):.3f}"]
            for name, rows in told.items()
            for year, each, row in zip(YEARS, found, rows, strict=True)
        ]
        parts.append(table(("window", "model", *SCORES, "coverage"), sorted(lines, key=lambda line: line[0])))
    largest = [f"{year}: {share(each):.0%}" for year, each in zip(YEARS, found, strict=True)]
    return "\n\n".join(
        [
            *parts,
            f"Share of a window's whole fair CRPS of conflictology in its worst country-month: {', '.join(largest)}.",
        ]
    )


def shown(name: str, score: float) -> str:
    """A score with as many digits as tell models apart."""
    return f"{score:.{4 if name.startswith('Brier') else 3}f}"


def ratios(told: Mapping[str, Sequence[Sequence[float]]], model: str) -> list[str]:
    """Geometric means over windows of a model's scores over those of each reference, in the order of RATIOS."""
    return [
        f"{np.exp(np.mean([np.log(row[k] / base[k]) for row, base in zip(told[model], told[name], strict=True)])):.3f}"
        for name, columns in ((OFFICIAL, (0, 1, 2, 3)), ("conflictology", (0, 1)))
        for k in columns
    ]


def share(each: Window) -> float:
    """How much of the score is one cell."""
    losses = scores.crps_fair(each.draws[OFFICIAL], each.y)
    return float(losses.max() / losses.sum())


def table(header: Sequence[str], lines: Sequence[Sequence[object]]) -> str:
    """A Markdown table."""
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in [header, ["---"] * len(header), *lines])
