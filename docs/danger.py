"""Measure the forecasts of deaths on real events and write danger.md.

`SMOULDER_TEST_DATA=FOLDER python docs/danger.py`, where FOLDER holds the files named in BENCHMARKS. Aggregates only.
"""

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from challenge import challenge
from results import MAP, interval, number, table

from smoulder import ingest, opened, parse_months, pool_of, releases, view
from smoulder.danger_hindcast import LATELY, REFIT, SILENT, hindcast_fatalities
from smoulder.danger_scores import AS_IF, HORIZONS, LEVEL, REFERENCE, STEPS, THRESHOLDS
from smoulder.pools import owners_of

FOLDER = Path(__file__).parent
SHOWN_WITHIN, SHOWN_LEAST = 12, 25  # the chance whose reliability is shown


class Benchmark(NamedTuple):
    """A file to measure on, the levels of units in it, the origins, and what of the years around them is blind."""

    source: str
    file: str
    column_map: Path | None
    units: tuple[str, ...]
    origins: str
    blind: str


BENCHMARKS = (
    Benchmark(
        "table",
        "ucdp/ged261_13_years.parquet",
        MAP,
        ("group", "group-country"),
        "1997-12:2000-12:6",
        """\
The file holds the years 1989-1991, 1995-2001, 2003 and 2005-2006; those between are blind. A month that falls into a
blind year has no outcome, nor has a horizon that touches one: 36 months ahead is known where that month lies before
2002 or in 2003, all of the 36 months for the first three origins only.""",
    ),
    Benchmark(
        "ucdp-ged",
        "ucdp/GEDEvent_Syria_2016_2019.csv.gz",
        None,
        ("group",),
        "2017-12:2019-08:1",
        """\
The file holds Syria from 2016-01 to 2019-11, and a forecast needs 24 months: the first origin is 2017-12, and nothing
is known of 24 months ahead or more. All is in one country, so groups in countries would be the same units.""",
    ),
)
HEAD = f"""\
# What danger remains: forecasts of deaths, scored

<!-- Made by `python docs/danger.py` from real files. Change the code or the data, not this page. -->

How many deaths were forecast for each month to come, then, with what was known then: the models of
[methods](methods.md) from rolling origins. All of it is *pseudo-real-time*: the past is as the named version codes it,
not as it was first published. Skill is 1 - score / reference over `{REFERENCE}` on the same cases: above 0 is better.
Its 95% interval comes from bootstrap samples of groups."""
FROZEN = f"""\
## Armed groups: a benchmark

Nobody publishes forecasts of deaths by armed group, so there are none to compare with: this is one to beat. It is
frozen. Models may be added to the tables; to change any line below makes another benchmark, under another name.

- **Units**: groups, and groups in countries; no governments, no civilians. A unit's deaths are the best estimates of
  all deaths in all events in which it took part, of every kind of violence, by the month in which the event ended. A
  fight of two groups counts for both.
- **Who is forecast**: at each origin every unit whose newest death lies at most {SILENT} visible months back. Units
  with a death in the last 60 visible months are among them, and those silent for longer too: silence is what is in
  doubt.
- **Origins**: as said for each file. A model sees what ended by the origin, and units seen by then; it is fitted anew
  every {REFIT} months. 1,000 draws of whole numbers for each of 36 months, seed 0.
- **Outcomes**: deaths of a month that could be seen. A blind month, or one after the file ends, is unknown, never 0.
- **Scores by month ahead** ({", ".join(map(str, STEPS))}): fair CRPS of the count and of log(1 + count); the ViEWS
  challenge's IGN (as if of {AS_IF:,} draws) and MIS. On active units, those with a death in the last {LATELY} visible
  months at the origin: how often the {LEVEL:.0%} interval held, how wide it was, and how far PIT values lie from
  uniform on average (0 is calibrated, 0.5 the worst).
- **Scores by horizon** ({", ".join(map(str, HORIZONS))} months): the chance of at least
  {", ".join(map(str, THRESHOLDS))} deaths within it, from draws summed over the months: log score, Brier score, AUC,
  reliability.
- **Never pooled** over months ahead or horizons. Lower is better, but for AUC and skill.
- **Baselines**, always in the tables: `zero`, `last_poisson`, `conflictology`, `conflictology_neighbours` and
  `negative_binomial`. `zero` is there to be seen through: most months are empty."""
BY_STEP = (
    "month ahead", "model", "cases", "deaths", "CRPS", "CRPS log1p", "IGN", "MIS", "active cases",
    "90% interval held", "its width", "PIT off", "CRPS skill", "CRPS log1p skill",
)  # fmt: skip
BY_HORIZON = (
    "months", "deaths", "model", "cases", "happened", "forecast", "log score", "Brier", "AUC", "log skill",
    "Brier skill",
)  # fmt: skip


def page(folder: Path, day: str) -> str:
    """The page, measured on the files in a folder."""
    parts = [part for section in SECTIONS for part in section(folder)]
    return "\n\n".join([HEAD, f"Measured on {day}.", *parts]) + "\n"


def groups(folder: Path) -> Iterator[str]:
    """The benchmark for armed groups: its definition, and its tables for each file and level."""
    yield FROZEN
    for benchmark in BENCHMARKS:
        yield from measured(folder, benchmark)


def measured(folder: Path, benchmark: Benchmark) -> Iterator[str]:
    """What one file says: how to make the numbers again, and the tables."""
    with tempfile.TemporaryDirectory() as scratch:
        store = Path(scratch) / "store.duckdb"
        ingest(store, benchmark.source, folder / benchmark.file, now=datetime.now(), column_map=benchmark.column_map)
        with opened(store) as con:
            seen = view(releases(con))
            [release] = seen.releases
            yield f"### {release.title}, version {release.version}"
            yield command(benchmark)
            yield benchmark.blind
            for unit in benchmark.units:
                panel = pool_of(con, seen, by_country=unit == "group-country", target="fatalities_best")
                summary = hindcast_fatalities(
                    panel,
                    origins=parse_months(benchmark.origins),
                    steps=range(1, 37),
                    vintage="pseudo-real-time",
                    groups=owners_of(con, seen, panel),
                )
                yield from tables(unit, summary)


def command(benchmark: Benchmark) -> str:
    """How to make the numbers again."""
    column_map = f" --map examples/{benchmark.column_map.name}" if benchmark.column_map else ""
    asked = "\n".join(
        f"smoulder hindcast fatalities --unit {unit} --origins {benchmark.origins} --steps 1:36"
        for unit in benchmark.units
    )
    return f"```sh\nsmoulder ingest {benchmark.source} {Path(benchmark.file).name}{column_map}\n{asked}\n```"


def tables(unit: str, summary: Mapping[str, Any]) -> Iterator[str]:
    """The scores of one level of units."""
    panel = summary["panel"]
    yield f"#### By {unit}"
    origins, intervals = summary["origins"], summary["intervals"]
    yield (
        f"{panel['units']} units of {panel['groups']} groups, {panel['first']} to {panel['last']}; {len(origins)}"
        f" origins, {origins[0]} to {origins[-1]}; intervals from {intervals['draws']} samples, seed"
        f" {intervals['seed']}."
    )
    yield table(BY_STEP, [step_line(row) for row in summary["by_step"] if row["cases"]])
    chances = [row for row in summary["by_horizon"] if row["cases"]]
    yield table(BY_HORIZON, [horizon_line(row) for row in chances])
    yield f"Forecast and outcome, at least {SHOWN_LEAST} deaths within {SHOWN_WITHIN} months:"
    shown = [row for row in chances if (row["horizon"], row["at_least"]) == (SHOWN_WITHIN, SHOWN_LEAST)]
    yield table(("model", "forecast", "happened", "cases"), [line for row in shown for line in reliability(row)])


def step_line(row: Mapping[str, Any]) -> list[object]:
    """One line of the table by month ahead."""
    means = [number(row[each]) for each in ("observed", "crps", "crps_log1p", "ignorance", "interval_score")]
    calibration = [number(row[each]) for each in ("coverage", "width", "pit_deviation")]
    skills = [interval(row["skill"].get(each)) for each in ("crps", "crps_log1p")]
    return [
        row["step"], f"`{row['model']}`", f"{row['cases']:,}", *means, f"{row['active']:,}", *calibration, *skills
    ]  # fmt: skip


def horizon_line(row: Mapping[str, Any]) -> list[object]:
    """One line of the table by horizon."""
    means = [number(row[each]) for each in ("happened", "forecast", "log_score", "brier", "auc")]
    skills = [interval(row["skill"].get(each)) for each in ("log_score", "brier")]
    return [row["horizon"], f"{row['at_least']}+", f"`{row['model']}`", f"{row['cases']:,}", *means, *skills]


def reliability(row: Mapping[str, Any]) -> Sequence[Sequence[object]]:
    """Forecasts of like chance, and how often what they foretold happened."""
    return [
        [f"`{row['model']}`", number(each["forecast"]), number(each["happened"]), f"{each['cases']:,}"]
        for each in row["reliability"]
    ]


def countries(folder: Path) -> Iterator[str]:
    """The windows of the ViEWS challenge."""
    yield VIEWS
    with tempfile.TemporaryDirectory() as scratch:
        yield challenge(folder, Path(scratch))


VIEWS = """\
## Countries: the ViEWS prediction challenge

State-based deaths by country and month, windows 2018 to 2021, history to October of the year before, leads of 3 to 14
months. Every model has 1,000 draws; the challenge's own benchmark has 12, and is scored by fair CRPS, which treats them
as a sample of something finer: as a distribution they score worse (see the last two ratios). Data: ViEWS (CC BY-NC 4.0)
from UCDP GED, actuals of the 2024 vintage.

How models were chosen, and how often these windows were looked at: [decision 4](decisions/0004-danger.md)."""
SECTIONS = (countries, groups)


def main() -> int:
    """Write danger.md."""
    named = os.environ.get("SMOULDER_TEST_DATA")
    if not named:
        print("Set SMOULDER_TEST_DATA to the folder of the real files.", file=sys.stderr)
        return 2
    (FOLDER / "danger.md").write_text(page(Path(named), datetime.now(UTC).date().isoformat()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
