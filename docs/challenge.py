"""The windows 2018 to 2021 of the ViEWS prediction challenge 2023/24, country-months: models against conflictology.

Read by danger.py. History to October of the year before, leads of 3 to 14 months, actuals of the 2024 vintage.
"""

from collections.abc import Sequence
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


def windows(folder: Path, scratch: Path) -> list[Window]:
    """Every window with the draws of every model, and those of the challenge's own benchmark."""
    path = scratch / "history.parquet"
    pl.read_parquet(folder / HISTORY).select("month_id", "country_id", value="ged_best_sb").write_parquet(path)
    known = read_history(path)
    return [window(folder, known, year) for year in YEARS]


def window(folder: Path, known: History, year: int) -> Window:
    """One year: cases are the country-months of its actuals."""
    past, _ = known_at(known, parse_month(f"{year - 1}-10"))
    actual = pl.read_parquet(folder / f"views/cm_actuals_{year}.parquet").sort("country_id", "month_id")
    place = {int(unit): row for row, unit in enumerate(past.panel.units)}
    rows = np.array([place[unit] for unit in actual["country_id"]])
    steps = actual["month_id"].to_numpy() - past.panel.end - STEPS[0]
    lately = past.panel.values[:, -12:].sum(axis=1) > 0
    drawn = {name: forecast(name, past.panel, STEPS, COUNT, SEED).draws[rows, steps] for name in models()}
    official = pl.read_parquet(folder / f"views/bm_conflictology_{year}.parquet").sort("country_id", "month_id", "draw")
    drawn[OFFICIAL] = official["outcome"].to_numpy().reshape(len(actual), -1)
    return Window(actual["outcome"].to_numpy(), lately[rows], drawn)


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
    """The section: a table of scores by window, and one of ratios to the challenge's conflictology."""
    found = windows(folder, scratch)
    names = [OFFICIAL, *models()]
    lines, ratios = [], []
    own = [scored(each, OFFICIAL) for each in found]
    for name in names:
        told = [scored(each, name) for each in found]
        for year, each, row in zip(YEARS, found, told, strict=True):
            lines.append([year, f"`{name}`", *(f"{score:.3f}" for score in row), f"{covered(each, name):.3f}"])
        if name != OFFICIAL:
            mean = [
                float(np.exp(np.mean([np.log(row[k] / base[k]) for row, base in zip(told, own, strict=True)])))
                for k in range(4)
            ]
            ratios.append([f"`{name}`", *(f"{ratio:.3f}" for ratio in mean)])
    largest = [f"{year}: {share(each):.0%}" for year, each in zip(YEARS, found, strict=True)]
    return "\n\n".join(
        [
            "Ratios to the challenge's conflictology, geometric means over the four windows; below 1 is better.",
            table(("model", *SCORES[:4]), ratios),
            "Scores by window. IGN counts pseudo-draws as if each forecast had 1,000 draws; coverage of the 90%"
            " interval is over cells active in the year before the origin.",
            table(("window", "model", *SCORES, "coverage"), sorted(lines, key=lambda line: line[0])),
            f"Share of a window's whole fair CRPS of conflictology in its worst country-month: {', '.join(largest)}.",
        ]
    )


def share(each: Window) -> float:
    """How much of the score is one cell."""
    losses = scores.crps_fair(each.draws[OFFICIAL], each.y)
    return float(losses.max() / losses.sum())


def table(header: Sequence[str], lines: Sequence[Sequence[object]]) -> str:
    """A Markdown table."""
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in [header, ["---"] * len(header), *lines])
