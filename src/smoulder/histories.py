"""Histories and forecasts of deaths in files shaped as the ViEWS prediction challenge has them.

A history holds one row per unit and month: `month_id` (1 is January 1980), a column that names the unit (country_id,
priogrid_gid or unit) and `value`. A forecast file holds `month_id`, that column, `draw` and `outcome`.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl

from smoulder.errors import BadInput
from smoulder.files import whole
from smoulder.months import label, last_day
from smoulder.types import CAP, Forecast, Panel

UNITS = ("country_id", "priogrid_gid", "unit")


class History(NamedTuple):
    """A panel of deaths, the column that names its units, and their names as the file has them, in its order."""

    panel: Panel
    column: str
    names: pl.Series


def read_history(path: Path) -> History:
    """A history from a Parquet or csv file: a unit's months outside its first and last row are blind, not empty.

    Raises BadInput for a file that cannot be read, lacks a column, has a month twice or a hole between two months of a
    unit, or a value that is no whole number from 0 to CAP.
    """
    try:
        frame = pl.read_csv(path) if path.suffix == ".csv" else pl.read_parquet(path)
    except (OSError, pl.exceptions.PolarsError) as problem:
        raise BadInput(f"{path} cannot be read as a table: {problem}") from problem
    column = next((each for each in UNITS if each in frame.columns), None)
    if column is None or not {"month_id", "value"} <= set(frame.columns):
        raise BadInput(
            f"{path} has the columns {', '.join(frame.columns)}: a history needs month_id, value and one of"
            f" {', '.join(UNITS)}."
        )
    frame = frame.select(column, "month_id", "value")
    _refuse(frame, column, path)
    names = frame[column].unique().sort()
    row = frame[column].replace_strict(names, pl.int_range(len(names), eager=True)).to_numpy()
    month = frame["month_id"].cast(pl.Int64).to_numpy()
    first, last = int(month.min()), int(month.max())
    values = np.zeros((len(names), last - first + 1), dtype=np.int32)
    visible = np.zeros(values.shape, dtype=bool)
    values[row, month - first] = frame["value"].cast(pl.Int32).to_numpy()
    visible[row, month - first] = True
    units = tuple(str(name) for name in names)
    return History(Panel(values, visible, units, first, "fatalities", last_day(last)), column, names)


def _refuse(frame: pl.DataFrame, column: str, path: Path) -> None:
    if frame.is_empty():
        raise BadInput(f"{path} holds no row.")
    if any(frame[each].null_count() for each in frame.columns):
        raise BadInput(f"{path} has empty cells: a month nobody could see is left out, not left empty.")
    if not all(frame[each].dtype.is_numeric() for each in ("month_id", "value")):
        raise BadInput(f"{path}: month_id and value must be numbers.")
    whole = pl.col("value").is_between(0, CAP) & (pl.col("value") == pl.col("value").round())
    months = pl.col("month_id").is_between(1, 2400) & (pl.col("month_id") == pl.col("month_id").round())
    if len(wrong := frame.filter(~whole | ~months)):
        unit, month, value = wrong.row(0)
        raise BadInput(
            f"{path}: {column} {unit} has the value {value} in month_id {month}; values are whole numbers from 0 to"
            f" {CAP}, months whole numbers from 1."
        )
    spans = frame.group_by(column).agg(
        pl.len().alias("rows"),
        pl.col("month_id").n_unique().alias("months"),
        (pl.col("month_id").max() - pl.col("month_id").min() + 1).alias("span"),
    )
    if len(twice := spans.filter(pl.col("rows") > pl.col("months")).sort(column)):
        raise BadInput(f"{path}: {column} {twice[column][0]} has a month twice.")
    if len(holes := spans.filter(pl.col("span") > pl.col("months")).sort(column)):
        raise BadInput(
            f"{path}: {column} {holes[column][0]} has a hole: months between its first and its last are missing, and a"
            " missing month is not a month without deaths."
        )


def known_at(history: History, origin: int) -> tuple[History, list[str]]:
    """The history up to an origin, and the names of units left out because they had no row there.

    Raises BadInput for an origin outside the history.
    """
    panel = history.panel
    if not panel.start <= origin <= panel.end:
        raise BadInput(
            f"The history runs from {label(panel.start)} to {label(panel.end)}: {label(origin)} is no origin in it."
        )
    cut = panel.until(origin)
    here = cut.visible[:, -1]
    units = tuple(unit for unit, kept in zip(cut.units, here, strict=True) if kept)
    gone = [unit for unit, kept in zip(cut.units, here, strict=True) if not kept]
    kept = Panel(cut.values[here], cut.visible[here], units, cut.start, cut.target, cut.as_of)
    return History(kept, history.column, history.names.filter(pl.Series(here))), gone


def write_forecast(forecast: Forecast, history: History, path: Path) -> int:
    """Write a forecast's draws, whole or not at all, as csv or Parquet by the file's name; the number of rows."""
    units, steps, count = forecast.draws.shape
    months = np.array(forecast.steps, dtype=np.int32) + forecast.origin
    frame = pl.DataFrame(
        {
            "month_id": np.tile(np.repeat(months, count), units),
            history.column: history.names.gather(np.repeat(np.arange(units), steps * count)),
            "draw": np.tile(np.arange(count, dtype=np.int32), units * steps),
            "outcome": forecast.draws.ravel(),
        }
    )
    if path.is_dir() or not path.parent.is_dir():
        raise BadInput(f"{path} cannot be written: it must be a file in a folder that exists.")
    with whole(path) as part:
        frame.write_csv(part) if path.suffix == ".csv" else frame.write_parquet(part)
    return len(frame)
