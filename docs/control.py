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
from smoulder.control import KINDS, CellPanel, models
from smoulder.control_scores import CHOSEN, EVERY, TAUGHT, TESTED, WARM_UP, compare, sampled, simulated
from smoulder.lineage import load_lineage
from smoulder.months import month_id
from smoulder.sections.territory import moved, spread
from smoulder.territory import LASTING, SHARED
from smoulder.types import Floats

FOLDER = Path(__file__).parent
SETTINGS = 70  # about so many were tried on the wars to choose by
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
`--polygons` scores every model on them."""
WARS = f"""\
## Simulated wars with known fronts

{len(TESTED)} wars (seeds {TESTED.start} to {TESTED[-1]}) that nothing was learned from or chosen on. `exposure` and
`sticky` both learned from the wars {TAUGHT.start} to {TAUGHT[-1]}; about {SETTINGS} settings were tried on the wars
{CHOSEN.start} to {CHOSEN[-1]}, and some of what the invented wars are like was drawn anew after a look at Syria, whose
answer is scored nowhere. Every {EVERY} months from month {WARM_UP} on, each cell; intervals from bootstrap samples of
wars. A model answers as of each month (filtered), then with all months (smoothed)."""
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
    rows = coverage(cases)
    yield (
        f"80% intervals of `territory` (share of common error {SHARED}, lasting {LASTING} by the month) held"
        f" {rows['ground']:.0%} of true counts of held or contested cells, {rows['held']:.0%} of held ones"
        f" ({rows['cases']} of each)."
    )


def coverage(cases: Sequence[Any]) -> dict[str, float]:
    """How often 80% intervals of counts held the truth."""
    from smoulder.territory import PLAIN, TAILS, TOLD, _draws  # the page measures what reports print

    model, hits = models()["sticky"], []
    for case in cases:
        told = model.states(model.fit([case.panel]), case.panel, filtered=True)
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
            "ground since its peak",
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
    fell = f"since {part['peak']['month']}: {moved(change['held_or_contested'])}" if change else part["declined"] or "-"
    windows = told["danger"]["windows"]
    ahead = windows["12"] if windows else None
    deaths = f"{ahead['median']:,.0f} ({ahead['low80']:,.0f} to {ahead['high80']:,.0f})" if ahead else "-"
    now = part["now"]
    return [
        day, spread(now["held_or_contested"]), spread(now["held"]), now["likeliest"]["unknown"], fell,
        deaths,
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
