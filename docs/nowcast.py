"""Measure how new months are revised on real vintages; write nowcast.md and the factors that ship.

`SMOULDER_TEST_DATA=FOLDER python docs/nowcast.py`, where FOLDER holds the file named below. Aggregates only.
"""

import hashlib
import json
import os
import sys
from datetime import UTC, date, datetime
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl
from results import table

from smoulder import calibration
from smoulder.months import label, month_id
from smoulder.nowcast import FILE, SCHEMA, Factors, Revision, document, nowcast, settled_until, spread
from smoulder.revisions import learn
from smoulder.scores import crps_log1p

FOLDER = Path(__file__).parent
TARGET = FOLDER.parent / "src" / "smoulder" / FILE
VINTAGES = "ucdp/country_month_vintages_2024_2026.parquet"
TITLE = "UCDP GED with candidate events, deaths by country and month as published on 26 days"
LICENCE = "CC BY 4.0"
CITATION = "Uppsala Conflict Data Program (UCDP), Georeferenced Event Dataset and Candidate Events Dataset."
LEARNED = date(2024, 12, 31)
SEED = 1
HEAD = """\
# What the newest months will become

<!-- Made by `python docs/nowcast.py` from real files. Change the code or the data, not this page. -->

Deaths of a month are published within weeks and revised later. How much, and does it help to say so at once?
"""


def read(path: Path) -> pl.DataFrame:
    """The vintages, without the columns of the original table that had no country's name."""
    found = pl.read_parquet(path).with_columns(pl.col("month", "vintage").cast(pl.Date))
    return found.filter(~pl.col("country").str.starts_with("Unnamed")).unique(maintain_order=True)


def changes(vintages: pl.DataFrame) -> str:
    """By vintage that changed anything: what happened to the years it changed most, and how many others there were."""
    days = sorted(vintages["vintage"].unique())
    lines, quiet = [], 0
    for before, after in pairwise(days):
        both = vintages.filter(vintage=before).join(vintages.filter(vintage=after), on=["month", "country"])
        if not (both["deaths"] != both["deaths_right"]).any():
            quiet += 1
            continue
        for year in range(2021, after.year):
            some = both.filter(pl.col("month").dt.year() == year)
            then, now = int(some["deaths"].sum()), int(some["deaths_right"].sum())
            moved = int((some["deaths"] != some["deaths_right"]).sum())
            lines.append([after, year, f"{len(some):,}", moved, f"{then:,}", f"{now:,}", f"{now / then:.3f}"])
    header = ("vintage", "year", "country-months", "changed", "deaths before", "after", "factor")
    return f"Of {len(days) - 1} vintages after the first, {quiet} changed no number of an earlier month:\n\n" + table(
        header, lines
    )


def revisions(factors: Factors) -> str:
    """The factors by age and level."""
    header = ("months", "cases", "factor", "95%", "changed", "of 0, rose")
    by_age = [[age, *line(each)] for age, each in factors.ages.items()]
    by_level = [
        [f"{each.least} or more" if each.least else "0", *line(each.seen), f"{each.factor:.3f}",
         f"{each.spread[0]:.2f} to {each.spread[-1]:.2f}"]
        for each in factors.levels
    ]  # fmt: skip
    return (
        table(("age", *header), by_age)
        + "\n\nEach country and month once, as first published. The factor used is drawn to that of all months with"
        " deaths; for 0 deaths it is the mean number that they become, and so is their spread.\n\n"
        + table(
            ("deaths", *header, "factor used", "one month, 95%"), [*by_level, ["all", *line(factors.world), "", ""]]
        )
    )


def line(each: Revision) -> list[object]:
    """One revision as cells."""
    interval = "-" if np.isnan(each.low) else f"{each.low:.3f} to {each.high:.3f}"
    factor, rose = ("-" if np.isnan(value) else f"{value:.3f}" for value in (each.factor, each.from_zero))
    return [each.months, f"{each.cases:,}", factor, interval, f"{each.changed:.3f}", rose]


def scored(vintages: pl.DataFrame, factors: Factors) -> tuple[str, str]:
    """Nowcasts of later vintages against what the months became, and what is to be said of it first."""
    newest = vintages["vintage"].max()
    became = vintages.filter(pl.col("vintage") == newest, pl.col("month") <= year_end(settled_until(newest)))
    errors, totals, first = [], [], ""
    for day in sorted(vintages["vintage"].unique()):
        if day <= factors.as_of or day.month == 6:
            continue
        now = vintages.filter(vintage=day).join(became.drop("vintage"), on=["month", "country"], suffix="_settled")
        now = now.filter(pl.col("month") > year_end(settled_until(day)))
        if now.is_empty():
            continue
        # a month at a time: one column, which is the newest that the nowcast is told of
        parts = [score(part, factors, day) for _, part in now.sort("month", "country").group_by("month")]
        columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
        for words, mask in (("all", columns["deaths"] >= 0), ("deaths", columns["deaths"] > 0)):
            errors.append([day, words, f"{mask.sum():,}", *compared(columns, mask)])
        raw, hoped, true = (columns[name].sum() for name in ("deaths", "expected", "settled"))
        world = raw * factors.world.factor
        low, high = raw * factors.world.low, raw * factors.world.high
        totals.append(
            [day, f"{true:,.0f}", f"{raw:,.0f}", f"{abs(np.log(raw / true)):.3f}", f"{hoped:,.0f}",
             f"{abs(np.log(hoped / true)):.3f}", f"{world:,.0f} ({low:,.0f} to {high:,.0f})",
             f"{abs(np.log(world / true)):.3f}"]
        )  # fmt: skip
        first = first or verdict(float(raw), float(hoped), float(true), columns, day)
    head = ("vintage", "months with", "cases", "published", "expected", "middle of spread", "world's factor",
            "log CRPS of spread", "its skill over published (95%)", "95% holds")  # fmt: skip
    sums = ("vintage", "settled", "published", "log error", "nowcast", "log error", "world's factor (95%)", "log error")
    return table(head, errors) + "\n\nSums over countries and months:\n\n" + table(sums, totals), first


def verdict(raw: float, hoped: float, true: float, columns: dict[str, np.ndarray], day: date) -> str:
    """What the first later vintage says of the nowcast, in a sentence each for the sum and for one month."""
    total = [abs(np.log(each / true)) for each in (raw, hoped)]
    single = [columns[f"error_{name}"].mean() for name in ("published", "mean")]
    better = ["better" if now < then else "no better" for then, now in (total, single)]
    return (
        f"**Numbers of {day}, nowcast with what was known before, against what they became: the nowcast of the sum was"
        f" {better[0]} than the published sum (log error {total[1]:.3f} and {total[0]:.3f}), that of one country's"
        f" month {better[1]} than the published number (mean {single[1]:.3f} and {single[0]:.3f}).**"
        " One year was learned from and one scored, so this may be luck: see the intervals below."
    )


def score(part: pl.DataFrame, factors: Factors, day: date) -> dict[str, np.ndarray]:
    """Errors of one month's countries."""
    deaths, settled = (part[name].to_numpy().astype(np.float64) for name in ("deaths", "deaths_settled"))
    when = {"newest": month_id(part["month"][0]), "published": day}
    found = nowcast(deaths[:, None], factors, **when)
    values = spread(deaths[:, None], factors, **when)[:, 0]
    expected, low, high = (each[:, 0] for each in found)
    true = np.log1p(settled)
    guesses = {"published": deaths, "mean": expected, "middle": np.median(values, axis=1),
               "world": deaths * factors.world.factor}  # fmt: skip
    return {
        "deaths": deaths, "settled": settled, "expected": expected, "country": part["country"].to_numpy(),
        **{f"error_{name}": np.abs(np.log1p(guess) - true) for name, guess in guesses.items()},
        "crps": crps_log1p(values, settled), "held": (low <= settled) & (settled <= high),
    }  # fmt: skip


def compared(columns: dict[str, np.ndarray], mask: np.ndarray) -> list[str]:
    """Mean errors as cells, and the skill of the spread over the published number."""
    means = [columns[f"error_{name}"][mask].mean() for name in ("published", "mean", "middle", "world")]
    names, group = np.unique(columns["country"].astype(str), return_inverse=True)
    weights = calibration.resamples(len(names), np.random.default_rng(SEED))
    sums, references = (
        calibration.group_sums(columns[name][mask], group[mask], len(names))[:, None]
        for name in ("crps", "error_published")
    )
    [skill] = calibration.skill(sums, references, weights)
    return [
        *(f"{mean:.3f}" for mean in means), f"{columns['crps'][mask].mean():.3f}",
        f"{skill.value:.3f} ({skill.low:.3f} to {skill.high:.3f})", f"{columns['held'][mask].mean():.3f}",
    ]  # fmt: skip


def year_end(month: int) -> date:
    """The last day of December of a month's year."""
    return date(1980 + (month - 1) // 12, 12, 31)


def page(vintages: pl.DataFrame, known: Factors, day: date) -> str:
    """The page."""
    then = learn(vintages, LEARNED)
    tests, first = scored(vintages, then)
    return "\n\n".join(
        [
            HEAD.rstrip(), first,
            f"Measured on {day}: {TITLE}, {vintages['vintage'].min()} to {vintages['vintage'].max()}"
            f" (`{Path(VINTAGES).name}`; {LICENCE}).",
            "## When numbers change", changes(vintages),
            "So the age of a month says nothing by itself: what counts is which releases it has been through, the"
            " yearly ones and once, in February, a change of the whole last year. A month is called *settled* from"
            " the first of July after its year. That is a convention, as the table shows: a year's second release"
            " moves it again, and a factor that looks forward to the first release only is too low for what a month"
            " becomes in the end. Whether monthly files were never revised, or this copy kept their first version,"
            " cannot be told from it.",
            f"## Factors that ship\n\nSettled months {label(known.first)} to {label(known.last)},"
            f" {known.countries} countries; settled / published, as published at each age while open. What a month"
            " settled at is its number in the newest vintage: for 2023 after two yearly releases, for 2024 after one."
            " Intervals come from bootstrap samples of countries and know nothing of how releases differ. Where they"
            " hold 1, a few countries decide the factor: without them there might be no rise at all.",
            revisions(known),
            f"## Does it help?\n\nLearned from vintages up to {LEARNED} (settled months {label(then.first)} to"
            f" {label(then.last)}), scored on later vintages for the months that were open then and are settled now."
            " **This is one year learned from and one scored, one yearly release each**: cases of one vintage share"
            " it, and the vintages repeat the same months, so they are not tests apart. Errors are mean absolute"
            " errors of log(1 + deaths).",
            tests,
            "Four variants were tried and all are shown: by class of deaths the expected number and the spread (both"
            " ship) and its middle, and one factor for the world. Classes and shrinkage were set before scoring and"
            " not changed, but by someone who had seen the sums of the first table. A published number has no spread,"
            " and its CRPS is its whole error: almost any spread beats that, so the skill says only that the spread is"
            " not foolish. Vintages that hold the changed numbers of 2024 (first table) show what happens when part of"
            " the revision is already in: nothing in a file says so, 2023 gives no example of it, and the nowcast adds"
            " the whole revision again. For last year's months it should not be used from February on.",
        ]
    ) + "\n"  # fmt: skip


def main() -> int:
    """Write the page and the file."""
    named = os.environ.get("SMOULDER_TEST_DATA")
    if not named:
        print("Set SMOULDER_TEST_DATA to the folder of the real files.", file=sys.stderr)
        return 2
    path = Path(named) / VINTAGES
    vintages, day = read(path), datetime.now(UTC).date()
    known = learn(vintages)
    about = {
        "data": {
            "source": "ucdp", "title": TITLE, "version": f"vintages of {vintages['vintage'].min()} to {known.as_of}",
            "licence": LICENCE, "citation": CITATION, "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "first": label(known.first), "last": label(known.last),
        },
        "made": f"{day}", "smoulder": version("smoulder"), "command": "python docs/nowcast.py",
    }  # fmt: skip
    TARGET.write_text(json.dumps(document(known, about), allow_nan=False) + "\n", encoding="utf-8")
    (FOLDER / "nowcast.md").write_text(page(vintages, known, day), encoding="utf-8")
    print(f"{TARGET}: {SCHEMA}, settled months up to {label(known.last)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
