"""Measure what became of groups that were seen in far fewer places, and write land.md with its figure.

`SMOULDER_TEST_DATA=FOLDER python docs/land.py`, where FOLDER holds the files named in FILES. Aggregates only.
"""

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from results import MAP, table
from vl_convert import vegalite_to_svg

from smoulder import ingest, load_lineage, opened, releases, view
from smoulder.actors import family
from smoulder.cell_events import by_group
from smoulder.errors import NotEnoughData
from smoulder.figures import CONFIG, EVENTS, INK, MUTED, WIDE, percent
from smoulder.lost_cells import DRAWS, HORIZONS, LEAST, PLACED, SILENT, Cases, Interval, cases, chosen, row
from smoulder.months import label
from smoulder.store import visible
from smoulder.types import Group

FOLDER = Path(__file__).parent
FIGURE = "land.svg"
SEED = 1
ENOUGH = 10  # cases: no share of fewer is told
LOST, OTHERS = 0.75, (0.5, 0.9)  # shares of its cells; the first was chosen before any number was looked at
SHOWN = ("lost", "nowhere", "kept")  # the sets of cases in the figure
NAMES = {
    "lost": f"lost {LOST:.0%} or more",
    "nowhere": "of these, seen nowhere that year",
    "kept": "lost none",
}


class File(NamedTuple):
    """A file to measure on, the last month of each of its years, and what to know of it."""

    source: str
    file: str
    column_map: Path | None
    month: int
    short: str
    note: str
    own: str | None = None  # the one group that is told of, where there are too few for a table


FILES = (
    File("gtd", "gtd/gtd_1970_2007.csv.gz", None, 12, "GTD 1970-2007",
         "Attacks of non-state groups, deadly or not. The year 1993 is lost: groups are followed until 1992 or from"
         " 1994 on. This copy does not say how precise its places are."),
    File("table", "ucdp/ged261_13_years.parquet", MAP, 12, "GED 26.1, 13 years",
         "Deadly events of state-based, non-state and one-sided violence. Years between those held are blind: only"
         " 1990-91, 1996-2001 and 2006 have a year before them, and 60 months can be followed from 1996 only. This"
         " copy does not say how precise its places are."),
    File("ucdp-ged", "ucdp/GEDEvent_Syria_2016_2019.csv.gz", None, 11, "GED Syria 2016-2019",
         "Years end with November, as the file does: two years have a year before them.", "IS"),
)  # fmt: skip
HEAD = f"""\
# Seen in fewer places: did the danger end?

<!-- Made by `python docs/land.py` from real files. Change the code or the data, not this page. -->

The article that smoulder starts from asks whether a group that lost its land is beaten. Nobody publishes who held what
for every group, so land is approximated by the cells of half a degree (about 55 by 55 km) in which a group was seen
within 12 months. **Seen in fewer places is not lost land**: a group that fights less, or is reported less, is seen in
fewer places too; ground that nobody contests was never seen; a group may lose towns and be seen in as many cells as
before.

- **Case**: a group at the end of a year with at least {LEAST} cells in the year before. Lost most: {LOST:.0%} or more
  of them. That share was fixed before any result was seen: half can be chance where cells are few, and nine tenths
  leaves few cases; both are shown.
- **Compared with**: groups that were seen in as many cells as the year before or more, weighed so that the sizes (8-15,
  16-31, 32 or more cells in the year before) are as common as among those that lost.
- **Killed within**: at least one event with a known death within so many months after the year. A horizon that touches
  a blind month or runs past the data is left out; n is what is left.
- **Still killing after**: the share whose *last* deadly event lies further ahead (Kaplan & Meier 1958, Journal of the
  American Statistical Association 53). An event is the last if {SILENT} visible months without one follow; otherwise
  the group is counted until it and no further.
- **Deaths left**: deaths in its events in the 12 months after, against those of the year before the loss, all cases
  together. A war or two weigh most of it.
- A group is one under all its names; splinters are others. Cases in which fewer than {PLACED:.0%} of the events of
  either year have a place are left out. 95% intervals in brackets, from {DRAWS:,} samples of groups, seed {SEED}; no
  share is given of fewer than {ENOUGH} cases.
- Without a model: no cause is claimed. Groups lose cells because they are beaten, because they make peace, because they
  move, or because they had an unusual year before."""


def page(folder: Path, day: str) -> tuple[str, str]:
    """The page, measured on the files in a folder, and its figure."""
    parts, points, short = [], [], []
    for each in FILES:
        found, left_out, about, first = measured(folder, each)
        sets = told(found)
        parts += [f"## {about}", each.note]
        if each.own:
            parts.append(one(found, each.own))
            continue
        parts += tables(sets, found, left_out, first)
        points += dots(each.short, sets)
        short.append(sentence(each.short, sets))
    figure = (
        f"![Share of groups that killed within 12, 24, 36 and 60 months, for those that lost {LOST:.0%} of their cells,"
        f" those seen nowhere for a year, and those that lost none]({FIGURE})"
    )
    return "\n\n".join([HEAD, f"Measured on {day}.", "## In short", "\n".join(short), figure, *parts]) + "\n", picture(
        points
    )


def measured(folder: Path, file: File) -> tuple[Cases, int, str, int]:
    """The cases of a file, how many were left out, what the file is, and the number of groups in it."""
    lineage = load_lineage()
    with tempfile.TemporaryDirectory() as scratch:
        store = Path(scratch) / "store.duckdb"
        ingest(store, file.source, folder / file.file, now=datetime.now(), column_map=file.column_map)
        with opened(store) as con:
            seen = view(releases(con))
            events = by_group(con, seen)
            names = events.select("key", "name").unique(subset="key")
            families = {key: family(Group(key, name), lineage) for key, name in names.iter_rows()}
            events = events.with_columns(group=events["key"].replace_strict(families))
            [release] = seen.releases
            origins = [m for m in range(seen.first_month, seen.newest_month + 1) if (m - file.month) % 12 == 0]
            try:
                found, left_out = cases(events, visible(seen), seen.first_month, origins)
            except NotEnoughData as why:
                raise SystemExit(f"{file.file}: {why}") from why
    return found, left_out, f"{release.title}, version {release.version}", len(set(families.values()))


def told(found: Cases) -> dict[str, Mapping[str, Any]]:
    """The numbers of each set of cases."""
    most = chosen(found, found.lost >= LOST)
    none = chosen(found, found.lost <= 0)
    sets: dict[str, Mapping[str, Any]] = {"lost": row(most, SEED)}
    sets["seen"] = row(chosen(most, most.now > 0), SEED)
    sets["nowhere"] = row(chosen(most, most.now == 0), SEED)
    for share in OTHERS:
        sets[f"{share:.0%}"] = row(chosen(found, found.lost >= share), SEED)
    sets["kept"] = row(none, SEED, like=most)
    return sets


ROWS = {
    "lost": f"**lost {LOST:.0%} or more**",
    "seen": f"lost {LOST:.0%} or more: still seen somewhere",
    "nowhere": f"lost {LOST:.0%} or more: seen nowhere that year",
    **{f"{share:.0%}": f"lost {share:.0%} or more" for share in OTHERS},
    "kept": "lost none, of like size",
}


def tables(sets: Mapping[str, Mapping[str, Any]], found: Cases, left_out: int, groups: int) -> Iterator[str]:
    """The tables of a file."""
    years = sorted({label(int(month)) for month in found.origin})
    yield (
        f"{len(found.group):,} cases of {len(np.unique(found.group))} groups (of {groups:,} in the file), years to"
        f" {years[0]} up to {years[-1]}; {left_out} cases left out for want of places."
    )
    yield table(
        ("cases", "n", "groups", "cells left", "deaths left", "more deaths than before",
         *(f"killed within {horizon}" for horizon in HORIZONS)),
        [
            (ROWS[name], each["cases"], each["groups"], spoken(each["cells_left"]), spoken(each["deaths_left"]),
             percent(each["more_deaths"]) if each["more_deaths"] is not None else "-",
             *(f"{spoken(share)}; n = {n}" if n >= ENOUGH else f"n = {n}"
               for share, n in zip(each["killed"], each["known"], strict=True)))
            for name, each in sets.items()
        ],
    )  # fmt: skip
    yield "Still killing after so many months:"
    yield table(
        ("cases", *(f"{h} months" for h in HORIZONS)),
        [(ROWS[name], *(spoken(each) for each in sets[name]["still"])) for name in sets if name != "kept"],
    )


def spoken(interval: Interval | None) -> str:
    """A share with its interval."""
    if interval is None:
        return "-"
    value, low, high = (percent(each) for each in interval)
    return f"{value} ({low} to {high})"


def sentence(file: str, sets: Mapping[str, Mapping[str, Any]]) -> str:
    """What a file says in one sentence: land, deaths, and who went on."""
    most, none, gone = sets["lost"], sets["kept"], sets["nowhere"]

    def within(of: Mapping[str, Any]) -> str:
        told = [(horizon, share) for horizon, share, n in zip(HORIZONS, of["killed"], of["known"], strict=True)
                if n >= ENOUGH]  # fmt: skip
        return " and ".join(f"{spoken(share)} within {horizon}" for horizon, share in dict([told[0], told[-1]]).items())

    cells, deaths = ([1 - each for each in most[key]] for key in ("cells_left", "deaths_left"))
    return (
        f"- **{file}**: of {most['cases']} times that a group lost {LOST:.0%} or more of its cells within a year, its"
        f" cells fell by {percent(cells[0])}, and deaths in its events from the year before the loss to the year after"
        f" it by {percent(deaths[0])} ({percent(deaths[2])} to {percent(deaths[1])}). Killed again: {within(most)}"
        f" months; of those seen nowhere for a whole year, {within(gone)}; of groups of like size that lost none,"
        f" {within(none)}."
    )


def one(found: Cases, name: str) -> str:
    """One group's own numbers, for the article's own case."""
    own = family(Group(name, name), load_lineage())
    told = []
    for place in (place for place, group in enumerate(found.group) if found.names[group] == own):
        before, during, after = found.deaths[place]
        fell = f"{percent(found.lost[place])} fewer" if found.lost[place] > 0 else "no fewer"
        since = "" if np.isnan(after) else f", {after:,.0f} in the 12 months after"
        told.append(
            f"- {name}, year to {label(int(found.origin[place]))}: {found.before[place]:.0f} cells in the year before,"
            f" {found.now[place]:.0f} in the year ({fell}); {before:,.0f} deaths in the year before, {during:,.0f} in"
            f" the year{since}."
        )
    why = (
        "The towns that it held in 2016 were lost by the end of 2017, and most of the cells in which it was seen were"
        " not: half a degree is too coarse to show that loss, and cells are where it fought, not what it held."
    )
    return "\n".join([*told, "", why]) if told else f"{name} has no case in this file."


def dots(file: str, sets: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The points of the figure."""
    return [
        {"file": file, "what": NAMES[name], "months": horizon, "share": share[0], "low": share[1], "high": share[2],
         "n": sets[name]["known"][place]}
        for name in SHOWN
        for place, (horizon, share) in enumerate(zip(HORIZONS, sets[name]["killed"], strict=True))
        if share is not None and sets[name]["known"][place] >= ENOUGH
    ]  # fmt: skip


def picture(points: Sequence[Mapping[str, Any]]) -> str:
    """The figure: one panel for each file, the shares with their intervals side by side."""
    colours = dict(zip(NAMES.values(), (EVENTS, INK, MUTED), strict=True))
    shapes = dict(zip(NAMES.values(), ("circle", "diamond", "square"), strict=True))
    which = {"field": "what", "type": "nominal", "title": None, "legend": {"symbolSize": 90}}
    x = {"field": "months", "type": "ordinal", "title": "months after the year", "axis": {"labelAngle": 0}}
    aside = {"field": "what", "type": "nominal", "sort": list(NAMES.values())}
    y = {"type": "quantitative", "scale": {"domain": [0, 1]}, "title": None, "axis": {"format": ".0%", "tickCount": 5}}
    colour = {**which, "scale": {"domain": list(colours), "range": list(colours.values())}}
    panels = [
        {
            "title": f"Killed within: {file}", "width": WIDE // 2 - 70, "height": 240,
            "data": {"values": [each for each in points if each["file"] == file]},
            "layer": [
                {"mark": {"type": "rule", "strokeWidth": 2},
                 "encoding": {"x": x, "xOffset": aside, "y": {**y, "field": "low"}, "y2": {"field": "high"},
                              "color": colour}},
                {"mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
                 "encoding": {"x": x, "xOffset": aside, "y": {**y, "field": "share"}, "color": colour,
                              "shape": {**which, "scale": {"domain": list(shapes), "range": list(shapes.values())}}}},
            ],
        }
        for file in dict.fromkeys(each["file"] for each in points)
    ]  # fmt: skip
    svg: str = vegalite_to_svg({"hconcat": panels, "config": {**CONFIG, "background": "white"}}, allowed_base_urls=[])
    return svg


def main() -> int:
    """Write land.md and its figure."""
    named = os.environ.get("SMOULDER_TEST_DATA")
    if not named:
        print("Set SMOULDER_TEST_DATA to the folder of the real files.", file=sys.stderr)
        return 2
    text, figure = page(Path(named), datetime.now(UTC).date().isoformat())
    (FOLDER / "land.md").write_text(text, encoding="utf-8")
    (FOLDER / FIGURE).write_text(figure, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
