"""Measure the models on real events and write results.md.

`SMOULDER_TEST_DATA=FOLDER python docs/results.py`, where FOLDER holds the files named in FILES. Aggregates only.
"""

import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np

from smoulder import Panel, ReturnCurves, hindcast_return, ingest, opened, parse_months, pool_of, releases, view
from smoulder.endings import STEPS, answer, models, pooled, scored
from smoulder.metrics import brier
from smoulder.months import label
from smoulder.rolling import UNKNOWN, forecasts
from smoulder.types import HORIZON

FOLDER = Path(__file__).parent
MAP = FOLDER.parent / "examples" / "ged_extract.toml"
HORIZONS, SILENT = (12, 24, 36, 60), (0, 24)


class Data(NamedTuple):
    """A file to measure on, and the origins that its outcomes allow."""

    source: str
    file: str
    column_map: Path | None
    origins: str


FILES = (
    Data("gtd", "gtd/gtd_1970_2007.csv.gz", None, "1975-12:2005-12:6"),
    Data("table", "ucdp/ged261_13_years.parquet", MAP, "1996-12:2000-12:6"),
)
HEAD = """\
# Results

<!-- Made by `python docs/results.py` from real files. Change the code or the data, not this page. -->

How well return was forecast, then, with what was known then: the models of [methods](methods.md) from rolling origins.
All of it is *pseudo-real-time*: the past is as the named version codes it, not as it was first published.
Cases are units (armed groups) at origins; windows that touch a blind month or run past the data are left out. Skill is
1 - score / reference: above 0 is better than the reference. Its 95% interval comes from bootstrap samples of groups.
"""
COLUMNS = (
    "silent months", "horizon", "model", "cases", "returned", "Brier", "log score", "AUC", "slope",
    "Brier skill over climatology", "log skill over silence_table",
)  # fmt: skip


def results(folder: Path, day: str) -> str:
    """The page, measured on the files in a folder."""
    parts = [HEAD + f"\nMeasured on {day}."]
    for data in FILES:
        panel, about = read(folder, data)
        summary = hindcast_return(
            panel, origins=parse_months(data.origins), horizons=HORIZONS, vintage="pseudo-real-time"
        )
        parts += [f"## {about}", command(data, summary), scores(summary["scores"])]
        if data.source == "gtd":
            parts += ["### Why climatology is not 1 - (1 - r)^h", geometric(panel, data)]
    return "\n\n".join(parts) + "\n"


def read(folder: Path, data: Data) -> tuple[Panel, str]:
    """The panel of every group in a file, and the name and version of its data."""
    with tempfile.TemporaryDirectory() as scratch:
        store = Path(scratch) / "store.duckdb"
        ingest(store, data.source, folder / data.file, now=datetime.now(), column_map=data.column_map)
        with opened(store) as con:
            seen = view(releases(con))
            [release] = seen.releases
            return pool_of(con, seen), f"{release.title}, version {release.version}"


def command(data: Data, summary: Mapping[str, Any]) -> str:
    """How to make the numbers again, and what they rest on."""
    column_map = " --map examples/ged_extract.toml" if data.column_map else ""
    panel = summary["panel"]
    return (
        f"```sh\nsmoulder ingest {data.source} {Path(data.file).name}{column_map}\n"
        f"smoulder hindcast return --origins {data.origins}\n```\n\n"
        f"{panel['groups']} groups, {panel['first']} to {panel['last']}; origins {data.origins}; intervals from"
        f" {summary['intervals']['draws']} samples, seed {summary['intervals']['seed']}."
    )


def scores(rows: Sequence[Mapping[str, Any]]) -> str:
    """One line per class of silence, horizon and model."""
    lines = [COLUMNS, ["---"] * len(COLUMNS)]
    for row in rows:
        if row["silent_at_least"] in SILENT and row["cases"]:
            skills = row["skill"]
            lines.append(
                [
                    f"{row['silent_at_least']} or more", row["horizon"], f"`{row['model']}`", f"{row['cases']:,}",
                    *(number(row[each]) for each in ("returned", "brier", "log_score", "auc", "slope")),
                    interval(skills.get("climatology", {}).get("brier")),
                    interval(skills.get("silence_table", {}).get("log_score")),
                ]
            )  # fmt: skip
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def number(value: float | None) -> str:
    """Three digits, or a dash for what could not be scored."""
    return "-" if value is None else f"{value:.3f}"


def interval(skill: Mapping[str, float | None] | None) -> str:
    """A skill with its interval."""
    if skill is None or skill["value"] is None:
        return "-"
    return f"{skill['value']:.2f} ({skill['low']:.2f} to {skill['high']:.2f})"


def geometric(panel: Panel, data: Data) -> str:
    """The Brier score at 60 months of climatology and of the same pool's monthly rate r taken as 1 - (1 - r)^h."""

    def curves(rate: object, units: Panel) -> ReturnCurves:
        return answer(units, "geometric", np.tile(1 - (1 - rate) ** STEPS, (len(units.units), 1)).reshape(-1, HORIZON))

    rate = SimpleNamespace(fit=lambda pool: pooled(pool).event.mean(), curves=curves)
    rivals = {"climatology": models()["climatology"], "geometric": rate}
    blocks = list(forecasts(panel, parse_months(data.origins), [60], rivals, scored))
    happened = np.concatenate([block.observed[:, 0] for block in blocks])
    known = happened != UNKNOWN
    found = {
        name: brier(
            np.concatenate([block.probabilities[name][:, 0] for block in blocks])[known], happened[known]
        ).mean()
        for name in rivals
    }
    return (
        f"Brier score at 60 months over the same {known.sum():,} cases ({label(blocks[0].origin)} to"
        f" {label(blocks[-1].origin)}): climatology {found['climatology']:.3f}, 1 - (1 - r)^h"
        f" {found['geometric']:.3f}. Beside the second, any model would look skilled."
    )


def main() -> int:
    """Write results.md."""
    named = os.environ.get("SMOULDER_TEST_DATA")
    if not named:
        print("Set SMOULDER_TEST_DATA to the folder of the real files.", file=sys.stderr)
        return 2
    text = results(Path(named), datetime.now(UTC).date().isoformat())
    (FOLDER / "results.md").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
