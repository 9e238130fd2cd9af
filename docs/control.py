"""Measure the models of who holds what and write control.md.

`SMOULDER_TEST_DATA=FOLDER python docs/control.py`, where FOLDER holds files of Anders 2020 and UCDP. Aggregates only.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from results import number, table

from smoulder import ingest, opened, parse_area, releases, view
from smoulder.assess import assess
from smoulder.control import KINDS, OPPONENT, CellPanel, models
from smoulder.control_scores import CHOSEN, EVERY, TAUGHT, TESTED, WARM_UP, compare, sampled, simulated
from smoulder.lineage import load_lineage
from smoulder.months import month_id
from smoulder.sections.territory import moved, spread
from smoulder.territory import LASTING, SHARED
from smoulder.types import Floats

FOLDER = Path(__file__).parent
SETTINGS = 80  # about so many were tried on the wars to choose by
SYRIA, GROUP, DAYS = "ucdp/GEDEvent_Syria_2016_2019.csv.gz", "IS", ("2017-02-28", "2018-02-28", "2019-02-28")
HEAD = """\
# Who holds what, told from events alone

<!-- Made by `python docs/control.py` from real files and simulated wars. Change the code or the data, not this. -->

`smoulder control GROUP --area AREA --as-of DATE` says which cells a group holds or contests, which its opponents hold,
and of which the events do not tell. Models are in [methods](methods.md), words in [words](words.md). Scores are lower
for better, but for AUC and skill. Skill is over `exposure`, the group's decayed events: what any model must beat.

**What this cannot do.** No open file says who really held each cell of a war, month by month. The tables of the model
that is used were learned from simulated wars, which were drawn to have what is known of real ones: fronts that move,
guerrillas behind them, silent rears, many small attacks where a group hides and few large fights where it stands. To
beat exposure there says that the model works as meant, not that real wars are like these. With maps of your own,
`--polygons` scores every model on them.

**What is no model.** The report counts, year by year, the cells that the group *fought over*: those with its fights in
four months or more of twelve. Where the model cannot tell whether its land shrank, the sentence that sets land against
danger is of these cells, and says so. When its land was largest is told only if the events tell that it was smaller at
the beginning; else the change is told since the data begin. Months of the past are judged by all that was known on the
day asked for (smoothed), the newest month by itself and those before: nothing after that day is used."""
WARS = f"""\
## Simulated wars with known fronts

{len(TESTED)} wars (seeds {TESTED.start} to {TESTED[-1]}) that nothing was learned from or chosen on. `exposure` and
`sticky` both learned from the wars {TAUGHT.start} to {TAUGHT[-1]}; about {SETTINGS} settings were tried on the wars
{CHOSEN.start} to {CHOSEN[-1]}, and some of what the invented wars are like was drawn anew after a look at Syria, whose
answer is scored nowhere. Every {EVERY} months from month {WARM_UP} on, each cell; intervals from bootstrap samples of
wars. A model answers as of each month (filtered), then with all months (smoothed)."""
UNLIKE = """\
### Wars unlike those learned from

The same seeds, drawn otherwise, and the same model: deaths that tell nothing (as many die anywhere, nobody knows on
which side); titles that are wrong in a tenth of cases, where there are any; groups that hold much ground and lose most
of it, in wars that differ more from each other: how fast fronts pass, how much of the lost land still sees attacks,
whether the rear is bombed. As of each month."""
TITLES = """\
## Titles of reports

UCDP's events carry the titles of the reports they are coded from. A title counts if it names its event's own place and
says who takes, holds or loses it, or which of its two sides advances: no try, plan or claim, no countryside
around, no part of a town. Checked by hand, {right} of {read} in Syria say what was read: all that tell who holds a
place, and of those that tell whether {group} or its opponent advances a random sample. In the simulated wars, half have
such titles, and 4% of them are wrong."""
CHECKED = {"right": 59, "read": 62}  # by hand on 2026-11-28: all 28 of who holds a place, and 34 of who advances
COLOMBIA = """\
## Anders 2020, rebuilt

Anders's published states of western Colombia come out exactly when her transition table is read the other way round, as
the published run did. Read as the article documents it, the share of hexagon-months in each state hardly changes, but
many are others."""
HEADER = ("chance that the group", "model", "cases", "log score", "Brier", "AUC", "slope", "log skill", "Brier skill")
POLYGONS = """\
## Maps of your own

`--polygons FILE.geojson`, once or more: a FeatureCollection in longitude and latitude; each feature a Polygon or
MultiPolygon with the property `holder`: the group by any of its names, or `contested`; anybody else is an opponent. The
day is its property `date` (YYYY-MM-DD), a member `date` of the file, or in the file's name. They are drawn, and every
model is scored on the months that have one. A polygon that crosses itself, has no date or holder, or lies outside the
area is kept out and counted; ground that two holders are given on one day counts for neither; a file that is not in
degrees or too large is refused.

`--units FILE.geojson` speaks of your polygons, hexagons for example, in place of PRIO-GRID cells; each needs a property
`gid`, `id` or `name`. `--only PROPERTY` leaves out those whose property is not true. `--out FILE.parquet` writes every
unit and month."""


def page(folder: Path, day: str) -> str:
    """The page, measured on the files in a folder."""
    parts = [HEAD, f"Measured on {day}.", *wars(), *colombia(folder), *syria(folder), POLYGONS]
    return "\n\n".join(parts) + "\n"


def wars() -> Iterator[str]:
    """Scores on simulated wars."""
    yield WARS
    cases = [sampled(simulated(seed)) for seed in TESTED]
    for filtered, words in ((True, "As of each month (filtered)"), (False, "With all months (smoothed)")):
        yield f"### {words}"
        yield table(HEADER, [line(row) for row in compare(cases, filtered=filtered)])
    for filtered, words in ((True, "filtered"), (False, "smoothed")):
        rows = coverage(cases, filtered=filtered)
        yield (
            f"80% intervals of `territory`, {words} (share of common error {SHARED}, lasting {LASTING} by the month),"
            f" held {rows['ground']:.0%} of true counts of held or contested cells, {rows['held']:.0%} of held ones"
            f" ({rows['cases']} of each)."
        )
    yield UNLIKE
    yield table(("wars", *HEADER), list(unlike()))
    rows = falls()
    yield (
        "In the wars in which the group falls, from months 10, 40, 70 and 100 to month 118, smoothed:"
        f" {rows['fell']:.0%} of ground's changes were falls in truth. The interval said so in {rows['said']:.0%}, and"
        f" was right in {rows['right']:.0%} of these; the true fall was larger than the interval says in"
        f" {rows['larger']:.0%}, smaller in {rows['smaller']:.0%} ({rows['cases']} changes). So a fall that is told can"
        " be believed, and how deep it is told too low, the more so where ground was held in silence."
    )


def unlike() -> Iterator[list[object]]:
    """Scores on wars that are drawn otherwise than those that were learned from."""
    ways: Mapping[str, Mapping[str, Any]] = {
        "as above": {}, "deaths tell nothing": {"dumb": True}, "titles wrong in a tenth": {"wrong": 0.1},
        "the group falls": {"falls": True},
    }  # fmt: skip
    for name, way in ways.items():
        for row in compare([sampled(simulated(seed, **way)) for seed in TESTED], ["sticky"]):
            yield [name, *line(row)]


def coverage(cases: Sequence[Any], *, filtered: bool) -> dict[str, float]:
    """How often 80% intervals of counts held the truth."""
    from smoulder.territory import PLAIN, TAILS, TOLD, _draws  # the page measures what reports print

    model, hits = models()["sticky"], []
    for case in cases:
        told = model.states(model.fit([case.panel]), case.panel, filtered=filtered)
        assert told.states == PLAIN
        ever = (1 - told.values[:, :, -1]).max(axis=1) >= TOLD
        if not ever.any():
            continue
        months = [39, 69, 99, 117]
        for month, drawn in zip(months, _draws(told, ever, months, 1), strict=True):
            truth = case.known[ever, month]
            counts = ((truth == 0) | (truth == 1)).sum(), (truth == 0).sum()
            ends = np.quantile(drawn, TAILS, axis=1)
            hits.append([ends[0, each] <= counts[each] <= ends[1, each] for each in (0, 1)])
    ground, held = np.mean(hits, axis=0)
    return {"ground": float(ground), "held": float(held), "cases": len(hits)}


def falls() -> dict[str, float]:
    """How often the interval of a change of ground held the truth in wars in which the group falls."""
    from smoulder.territory import TOLD, _change, _draws  # the page measures what reports print

    model, found = models()["sticky"], []
    for seed in TESTED:
        case = simulated(seed, falls=True)
        told = model.states(model.fit([case.panel]), case.panel, filtered=False)
        ever = (1 - told.values[:, :, -1]).max(axis=1) >= TOLD
        *before, now = [9, 39, 69, 99, 117]
        truth = {month: int((case.known[ever, month] != OPPONENT).sum()) for month in (*before, now)}
        drawn = dict(zip([*before, now], _draws(told, ever, [*before, now], 1), strict=True))
        for month in before:
            interval = _change(drawn[month], drawn[now])["held_or_contested"]
            if interval and truth[month]:
                fell = 1 - truth[now] / truth[month]
                found.append((fell > 0, interval["low80"] > 0, fell > interval["high80"], fell < interval["low80"]))
    fell, said, larger, smaller = np.array(found).T
    return {
        "fell": float(fell.mean()), "said": float(said.mean()), "right": float(fell[said].mean()),
        "larger": float(larger.mean()), "smaller": float(smaller.mean()), "cases": len(found),
    }  # fmt: skip


def line(row: Mapping[str, Any]) -> list[object]:
    """One line of a table of scores."""
    skills = [interval(row["skill"][each]) for each in ("log_score", "brier")]
    ends = row["auc_interval"]
    auc = number(row["auc"]) + (f" ({ends[0]:.3f} to {ends[1]:.3f})" if ends else "")
    return [
        row["target"], f"`{row['model']}`", f"{row['cases']:,}", number(row["log_score"]), number(row["brier"]), auc,
        number(row["slope"]), *skills,
    ]  # fmt: skip


def interval(told: Mapping[str, float | None]) -> str:
    """A skill with its interval."""
    return f"{told['value']:.3f} ({told['low']:.3f} to {told['high']:.3f})"


def colombia(folder: Path) -> Iterator[str]:
    """The published states against both readings of the transition table."""
    panel, published = published_states(folder)
    yield COLOMBIA
    rows = []
    for name in ("anders2020_published", "anders2020"):
        model = models()[name]
        told = model.states(model.fit([panel]), panel, filtered=False)
        path = told.values.argmax(axis=2)
        stays = (path[:, 1:] == path[:, :-1]).mean()
        shares = [f"{(path == state).mean():.2%}" for state in range(5)]
        rows.append([f"`{name}`", f"{(path != published).sum():,}", f"{published.size:,}", f"{stays:.3f}", *shares])
    yield table(("model", "states that differ", "of", "stays a month", "R", "DR", "D", "DG", "G"), rows)
    yield "Data: thereseanders/territorialcontrol-jpr, commit cb854bc179."


def published_states(folder: Path) -> tuple[CellPanel, Any]:
    """Hexagons of western Colombia with the events of the FARC, 1997 to 2017, and the published states as numbers."""
    rows = pl.read_parquet(folder / "control/anders_events_col.parquet").filter(pl.col("year").is_between(1997, 2017))
    features = json.loads((folder / "control/anders_hex_col.geojson").read_text("utf-8"))["features"]
    west = [
        each["properties"] for each in features if each["properties"]["colwest"] * each["properties"]["countrypoly"]
    ]
    kind = np.where((rows["type"] == "terrorism").to_numpy(), KINDS.index("civilians"), KINDS.index("battle_even"))
    where: Floats = rows.select("longitude", "latitude").to_numpy()
    panel = CellPanel(
        "FARC", tuple(each["gid"] for each in west), np.array([(each["X"], each["Y"]) for each in west]),
        np.empty((0, 2), np.int32), np.full(len(rows), -1, np.int32),
        ((rows["year"] - 1997) * 12 + rows["month"].cast(pl.Int32) - 1).to_numpy().astype(np.int32),
        kind.astype(np.int32), np.ones(len(rows), np.int32), where, np.ones(252, bool), month_id(date(1997, 1, 1)),
        date(2018, 1, 1),
    )  # fmt: skip
    published = pl.read_parquet(folder / "control/anders_hmm_col.parquet").sort("gid", "timeindex")
    by_unit = {gid: each["control"].to_list() for (gid,), each in published.group_by("gid", maintain_order=True)}
    names = ["R", "DR", "D", "DG", "G"]
    return panel, np.array([[names.index(state) for state in by_unit[unit]] for unit in panel.units])


def syria(folder: Path) -> Iterator[str]:
    """Land and danger of one group on several days."""
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        store = Path(scratch) / "store.duckdb"
        ingest(store, "ucdp-ged", folder / SYRIA, now=datetime.now())
        with opened(store) as con:
            [release] = view(releases(con)).releases
            for day in DAYS:
                told = assess(
                    con, GROUP, area=parse_area("Syria"), as_of=date.fromisoformat(day), lineage=load_lineage(None),
                    command="docs/control.py", now=datetime.now(),
                )  # fmt: skip
                rows.append(land_and_danger(day, told))
    yield TITLES.format(group=GROUP, **CHECKED)
    yield f"## Land against danger: {GROUP} in Syria"
    yield (
        f"{release.title}, version {release.version}: January 2016 to November 2019; pseudo-real-time. Cells of half a"
        " degree, 80% intervals. No map of who held what is in the data: these numbers are not scored."
    )
    yield table(
        (
            "as of",
            "held or contested",
            "held",
            "mostly unknown",
            "ground by the model",
            "fought over, by year",
            "deaths expected in 12 months",
        ),
        rows,
    )
    asked = "\n".join(f"smoulder control {GROUP} --area Syria --as-of {day} --report {day}.html" for day in DAYS)
    yield f"```sh\nsmoulder ingest ucdp-ged {Path(SYRIA).name}\n{asked}\n```"


def land_and_danger(day: str, told: Mapping[str, Any]) -> list[object]:
    """One line of the table."""
    part = told["territory"]
    change = part["change"]["since_peak"]
    since = part["peak"]["month"] if part["peak_told"] else part["begin"]["month"]
    fell = f"since {since}: {moved(change['held_or_contested'])}" if change else part["declined"] or "-"
    fought = ", ".join(f"{year['fought']} (to {year['to']})" for year in part["fronts"]["years"]) or "-"
    windows = told["danger"]["windows"]
    ahead = windows["12"] if windows else None
    deaths = f"{ahead['median']:,.0f} ({ahead['low80']:,.0f} to {ahead['high80']:,.0f})" if ahead else "-"
    now = part["now"]
    return [
        day, spread(now["held_or_contested"]), spread(now["held"]), now["likeliest"]["unknown"], fell,
        fought, deaths,
    ]  # fmt: skip


def main() -> int:
    """Write control.md."""
    named = os.environ.get("SMOULDER_TEST_DATA")
    if not named:
        print("Set SMOULDER_TEST_DATA to the folder of the real files.", file=sys.stderr)
        return 2
    (FOLDER / "control.md").write_text(page(Path(named), datetime.now(UTC).date().isoformat()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
