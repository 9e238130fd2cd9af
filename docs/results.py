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
from ged_years import SEED, TITLE, groups_in_countries
from vl_convert import vegalite_to_svg

from smoulder import (
    Panel,
    ReturnCurves,
    hindcast_return,
    ingest,
    load_lineage,
    opened,
    parse_months,
    pool_of,
    releases,
    view,
)
from smoulder.endings import STEPS, answer, models, pooled, scored
from smoulder.figures import CONFIG, WIDE
from smoulder.figures.reliability import reliability_spec
from smoulder.metrics import brier
from smoulder.months import label
from smoulder.pools import owners_of
from smoulder.rolling import UNKNOWN, forecasts
from smoulder.types import HORIZON

FOLDER = Path(__file__).parent
FIGURE = "reliability.svg"
MAP = FOLDER.parent / "examples" / "ged_extract.toml"
HORIZONS, SILENT = (12, 36, 60), (6, 24)
SHOWN = "ensemble"  # the model of the tables by kind of case


class Data(NamedTuple):
    """A file to measure on, and the origins that its outcomes allow."""

    source: str
    file: str
    column_map: Path | None
    origins: str


GTD = Data("gtd", "gtd/gtd_1970_2007.csv.gz", None, "2000-06:2006-12:6")
GED = Data("table", "ucdp/ged261_13_years.parquet", MAP, "1996-12:2000-12:6")
YEARLY = "1999-12:2015-12:12"
READINGS = {
    "last": "What a year held is put into its last month: at the end of a year it is known which years were active.",
    "spread": f"What a year held is put into a month of it drawn at random (seed {SEED}).",
}
COLUMNS = (
    "silent months", "horizon", "model", "cases", "returned", "Brier", "log score", "AUC", "slope", "intercept",
    "Brier skill over climatology", "log skill over silence_table",
)  # fmt: skip
HEAD = """\
# Results

<!-- Made by `python docs/results.py` from real files. Change the code or the data, not this page. -->

How well return was forecast, then, with what was known then: the models of [methods](methods.md) from rolling origins,
fitted anew once a year. All of it is *pseudo-real-time*: the past is as the named version codes it, not as it was
first published. Cases are units (armed groups) at origins; windows that touch a blind month or run past the data are
left out. Skill is 1 - score / reference: above 0 is better than the reference. Its 95% interval comes from bootstrap
samples of groups. How the models were chosen, and how often these years were looked at, is in
[decision 0003](decisions/0003-ended-or-quiet.md).
"""


def results(folder: Path, day: str) -> tuple[str, str]:
    """The page, measured on the files in a folder, and its figure."""
    panel, about = read(folder, GTD)
    summary = hindcast(panel, GTD.origins)
    parts = [
        HEAD + f"\nMeasured on {day}.", f"## {about}", command(GTD, summary), scores(summary["scores"]),
        "### By kind of case", by_kind(summary["by_kind"]),
        "### When it says probably ended", verdicts(summary["probably_ended"]),
        f"### Forecast and outcome\n\n![Forecast chance against share that returned, 60 months, units silent for 6"
        f" months or more]({FIGURE})",
    ]  # fmt: skip
    kin, owners = with_kin(folder)
    told = hindcast(kin, GTD.origins, owners, ["ensemble", "hazard"])
    parts += [
        "### Counted with kin",
        "The same with `--with-kin`: groups that are one under several names have their events in common.",
        scores(told["scores"]),
        "### Why climatology is not 1 - (1 - r)^h",
        geometric(panel, GTD),
    ]
    parts += [f"## {TITLE}", f"Origins {YEARLY}. The file has years and no months; two readings of it."]
    for reading, words in READINGS.items():
        years, groups = groups_in_countries(folder, reading)
        found = hindcast(years, YEARLY, groups, ["ensemble", "hazard", "cure", "three_state"])
        parts += [
            f"### {words}",
            f"{found['panel']['groups']} groups, {len(years.units)} units.",
            scores(found["scores"]),
            "When it says probably ended:",
            verdicts(found["probably_ended"]),
        ]
    panel, about = read(folder, GED)
    thirteen = hindcast(panel, GED.origins)
    parts += [f"## {about}", command(GED, thirteen), scores(thirteen["scores"])]
    return "\n\n".join(parts) + "\n", picture(summary["scores"])


def hindcast(
    panel: Panel, origins: str, groups: Sequence[str] | None = None, models: Sequence[str] | None = None
) -> Mapping[str, Any]:
    """The scores of models on a panel."""
    return hindcast_return(
        panel,
        origins=parse_months(origins),
        horizons=HORIZONS,
        vintage="pseudo-real-time",
        groups=groups,
        models=models,
    )


def with_kin(folder: Path) -> tuple[Panel, list[str]]:
    """The panel of the first file with kin counted together, and the family of each unit."""
    with tempfile.TemporaryDirectory() as scratch:
        store = Path(scratch) / "store.duckdb"
        ingest(store, GTD.source, folder / GTD.file, now=datetime.now())
        lineage = load_lineage()
        with opened(store) as con:
            seen = view(releases(con))
            panel = pool_of(con, seen, lineage=lineage)
            return panel, owners_of(con, seen, panel, lineage=lineage)


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
    lines = []
    for row in rows:
        if row["silent_at_least"] in SILENT and row["cases"]:
            skills = row["skill"]
            lines.append(
                [
                    f"{row['silent_at_least']} or more", row["horizon"], f"`{row['model']}`", f"{row['cases']:,}",
                    *(number(row[each]) for each in ("returned", "brier", "log_score", "auc", "slope", "intercept")),
                    interval(skills.get("climatology", {}).get("brier")),
                    interval(skills.get("silence_table", {}).get("log_score")),
                ]
            )  # fmt: skip
    return table(COLUMNS, lines)


def table(header: Sequence[str], lines: Sequence[Sequence[object]]) -> str:
    """A Markdown table."""
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in [header, ["---"] * len(header), *lines])


def by_kind(rows: Sequence[Mapping[str, Any]]) -> str:
    """Calibration and skill of the shown model by silence, size, region and decade."""
    least = rows[0]["silent_at_least"]
    lines = [
        [row["by"], row["class"], row["horizon"], f"{row['cases']:,}",
         *(number(row[each]) for each in ("forecast", "returned", "slope", "intercept", "skill"))]
        for row in sorted(rows, key=lambda row: (row["by"], row["horizon"]))
        if row["model"] == SHOWN
    ]  # fmt: skip
    header = ("by", "kind", "horizon", "cases", "forecast", "returned", "slope", "intercept", "log skill")
    return f"`{SHOWN}`, units silent for {least} months or more; skill over `silence_table`.\n\n" + table(header, lines)


def verdicts(rows: Sequence[Mapping[str, Any]]) -> str:
    """How often the verdict was said, of all units silent long enough for it, and how often it was right."""
    lines = [
        [f"`{row['model']}`", f"{row['said']:,}", number(row["of_silent"]),
         f"{number(row['right'])} ({number(row['right_low'])} to {number(row['right_high'])})"]
        for row in rows if row["said"]
    ]  # fmt: skip
    return table(("model", "said", "of all silent for 24 months or more", "nobody returned within 60 months"), lines)


def picture(rows: Sequence[Mapping[str, Any]]) -> str:
    """The reliability of the shown model at the longest horizon, as SVG."""
    [row] = [
        row
        for row in rows
        if (row["model"], row["horizon"], row["silent_at_least"]) == (SHOWN, HORIZONS[-1], SILENT[0])
    ]
    dots = [
        {"forecast": each["forecast"], "observed": each["happened"], "cases": each["cases"], "text": each["cases"]}
        for each in row["reliability"]
    ]
    svg: str = vegalite_to_svg({**reliability_spec(dots, WIDE), "config": CONFIG}, allowed_base_urls=[])
    return svg


def number(value: float | None) -> str:
    """Three digits, or a dash for what could not be scored."""
    return "-" if value is None else f"{value:.3f}"


def interval(skill: Mapping[str, float | None] | None) -> str:
    """A skill with its interval."""
    if skill is None or skill["value"] is None:
        return "-"
    return f"{skill['value']:.3f} ({skill['low']:.3f} to {skill['high']:.3f})"


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
    text, drawn = results(Path(named), datetime.now(UTC).date().isoformat())
    (FOLDER / "results.md").write_text(text, encoding="utf-8")
    (FOLDER / FIGURE).write_text(drawn, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
