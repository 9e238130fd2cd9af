"""What the source shows of an invented world: a file in the layout of UCDP GED 25.1 and 26.1, and the truth beside it.

Months of more and of less fighting follow each other: the rate of a group is lognormal, times a lasting effect of the
month (autoregressive, 0.85), times a gamma one, so that counts are overdispersed and come in bursts. Every number comes
from the seed; the file is written one year at a time, so memory hardly grows with its length.
"""

import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from smoulder.errors import BadInput
from smoulder.grid import corner
from smoulder.invented_rows import Longs, Stage, write_rows
from smoulder.invented_world import FIRST, LAST, SHRINKING, SIDE, Country, Group, World, invent
from smoulder.months import first_day, label
from smoulder.types import Bools, Floats

VERSION = 1  # of the generator: raised whenever the same seed gives other files
EVENTS_PER_GROUP = 418_000 / 1_500  # as in GED 26.1
FILE, TRUTH, COVERAGE = "GEDEvent_simulated.csv", "truth.json", "coverage.toml"
ABOUT = """\
SIMULATED: an invented world, not the real one. No country, group, place or event in it exists; the countries lie in
the open ocean. The file has the official layout of UCDP GED; truth.json says what really became of each group:
ended, returned after a quiet spell, active, renamed, lost_land_fought_on, or blind (the source saw nothing of its
country for some years while it fought). Same seed, same files."""

CIVILIANS = (9999, "Civilians")  # as UCDP has them
QUARTERS = (("Lower", "Far"), ("Old", "Upper"))  # the four towns of a district
FIRST_GOVERNMENT, FIRST_EVENT = 900_001, 9_000_001  # ids above those in use at UCDP


def simulate(out: Path, *, groups: int = 40, seed: int = 1, events: int | None = None) -> Path:
    """Write GEDEvent_simulated.csv, truth.json and coverage.toml into a folder and return the path of the csv.

    events: rows of the file, exactly; EVENTS_PER_GROUP a group if left out (1,500 groups and 418,000 rows are as
    large as GED 26.1). Raises BadInput when the world cannot be made or its fates not be shown in so few events.
    """
    if events is None:
        events = round(groups * EVENTS_PER_GROUP)
    world = invent(groups, seed)
    acts, seen = alive(world)
    shown, hidden = count(world, acts, seen, events, seed)
    if out.exists() and not out.is_dir():
        raise BadInput(f"{out} is a file: name a folder for {FILE} and {TRUTH}.")
    out.mkdir(parents=True, exist_ok=True)
    part = out / (FILE + ".part")
    with part.open("wb") as file:
        for frame in years(set_stage(world, acts & seen), shown, seed):
            frame.write_csv(file, include_header=file.tell() == 0, date_format="%Y-%m-%d 00:00:00.000")
    size = {"seed": seed, "groups": groups, "events": events}
    known = truth(world, hidden, size)
    (out / TRUTH).write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
    (out / COVERAGE).write_text(coverage(known), encoding="utf-8")
    return part.replace(out / FILE)


def alive(world: World) -> tuple[Bools, Bools]:
    """Whether each group acts in each month, and whether the source sees its country then: (groups, months) each."""
    acts = np.zeros((len(world.groups), LAST - FIRST + 1), dtype=bool)
    seen = np.ones_like(acts)
    for number, group in enumerate(world.groups):
        acts[number, group.born - FIRST : group.died - FIRST + 1] = True
        if group.quiet is not None:
            acts[number, group.quiet[0] - FIRST : group.quiet[1] - FIRST + 1] = False
        if group.home == world.blind_country:
            seen[number, world.blind[0] - FIRST : world.blind[1] - FIRST + 1] = False
    return acts, seen


def count(world: World, acts: Bools, seen: Bools, events: int, seed: int) -> tuple[Longs, Longs]:
    """Events that the source shows, `events` in all, and those that it hides: (groups, months) each."""
    certain = np.zeros(acts.shape, dtype=np.int64)
    for number, group in enumerate(world.groups):
        marks = group.landmarks
        if group.fate == "blind":
            marks |= {world.blind[0] - 1, sum(world.blind) // 2, world.blind[1] + 1}
        certain[number, [month - FIRST for month in marks]] = 1
    free = events - int(certain[seen].sum())
    if free < 0:
        raise BadInput(
            f"{events} events are too few to show what becomes of every group: ask for at least {events - free}."
        )
    rng = np.random.default_rng([seed, 2])
    rates = bursts(acts.shape, rng) * acts * np.array([[group.scale] for group in world.groups])
    rates /= (rates * seen).sum()
    shown = rng.multinomial(free, (rates * seen).ravel()).reshape(acts.shape) + certain * seen
    return shown, rng.poisson(free * rates * ~seen) + certain * ~seen


def bursts(shape: tuple[int, ...], rng: np.random.Generator) -> Floats:
    """How many times its usual rate each group fights in each month: lasting ups and downs, and gamma noise."""
    lasting, memory = np.empty(shape), 0.85
    now = rng.standard_normal(shape[0])
    for month in range(shape[1]):
        lasting[:, month] = now
        now = memory * now + np.sqrt(1 - memory**2) * rng.standard_normal(shape[0])
    return np.exp(lasting) * rng.gamma(0.7, size=shape)


def years(stage: Stage, shown: Longs, seed: int) -> Iterator[pl.DataFrame]:
    """The rows of each year in turn, with event ids that run on."""
    event = FIRST_EVENT
    for start in range(0, shown.shape[1], 12):
        group, month = np.nonzero(shown[:, start : start + 12])
        times = shown[group, month + start]
        rng = np.random.default_rng([seed, first_day(FIRST + start).year])
        yield write_rows(stage, np.repeat(group, times), np.repeat(month + start, times), event, rng)
        event += int(times.sum())


def set_stage(world: World, open_months: Bools) -> Stage:
    """The world as the tables that rows are written from."""
    groups = pl.DataFrame(
        [
            {
                "home": group.home,
                "neighbour": world.countries[group.home].neighbour,
                "abroad": group.abroad,
                "lost": LAST if group.lost is None else group.lost,
                "state_based": group.kinds[0],
                "one_sided": group.kinds[2],
                **{f"land_{edge}": place for edge, place in group.land._asdict().items()},
                **{f"refuge_{edge}": place for edge, place in (group.refuge or group.land)._asdict().items()},
            }
            for group in world.groups
        ]
    )
    return Stage(groups, cast(world), pl.concat(towns(country) for country in world.countries), open_months)


def cast(world: World) -> pl.DataFrame:
    """Every actor, in the order that Stage asks for."""
    governments = [(f"Government of {country.name}", str(country.code)) for country in world.countries]
    allies = [governments[country.neighbour] for country in world.countries]
    governments += [(f"{a}, {b}", f"{x};{y}") for (a, x), (b, y) in zip(governments, allies, strict=True)]
    return pl.DataFrame(
        [
            *((group.key, group.name, None) for group in world.groups),
            *((FIRST_GOVERNMENT + number, *government) for number, government in enumerate(governments)),
            (*CIVILIANS, None),
        ],
        schema={"id": pl.Int64, "name": pl.String, "gwno": pl.String},
        orient="row",
    )


def towns(country: Country) -> pl.DataFrame:
    """One town for each cell of a country, row by row from the south-west; every seed has them at the same points."""
    rng = np.random.default_rng(country.code)
    rows = []
    for row, column in product(range(SIDE), repeat=2):
        gid = country.gid(row, column)
        latitude, longitude = (round(edge + rng.uniform(0.05, 0.45), 6) for edge in corner(gid))
        district = country.districts[row // 2 * 4 + column // 2]
        rows.append(
            {
                "town": f"{QUARTERS[row % 2][column % 2]} {district}",
                "adm_1": f"{country.provinces[row // 4 * 2 + column // 4]} province",
                "adm_2": f"{district} district",
                "latitude": latitude,
                "longitude": longitude,
                "geom_wkt": f"POINT ({longitude} {latitude})",
                "priogrid_gid": gid,
                "country": country.name,
                "country_id": country.code,
                "region": country.region,
            }
        )
    return pl.DataFrame(rows)


def truth(world: World, hidden: Longs, size: dict[str, int]) -> dict[str, Any]:
    """What really became of each group and what the source could show; months as YYYY-MM, both ends included.

    The last month of a renamed group is the month before `rename.month`, the first under its new name; `control`
    holds the cells it can act in, phase by phase.
    """
    blind_country = world.countries[world.blind_country]
    everything, before, after = (FIRST, LAST), (FIRST, world.blind[0] - 1), (world.blind[1] + 1, LAST)
    return {
        "about": ABOUT,
        "generator": {"name": "smoulder simulate", "version": VERSION},
        "size": size,
        "first": label(FIRST),
        "last": label(LAST),
        "coverage": [
            {
                "country": country.name,
                "country_id": country.code,
                "visible": [span(*each) for each in ((before, after) if country is blind_country else (everything,))],
            }
            for country in world.countries
        ],
        "groups": [
            {
                "id": group.key,
                "name": group.name,
                "country": world.countries[group.home].name,
                "fate": group.fate,
                "start": label(group.born),
                "end": label(group.died) if group.fate == "ended" else None,
                "quiet": [] if group.quiet is None else [span(*group.quiet)],
                "rename": None if group.successor is None else {"to": group.successor, "month": label(group.died + 1)},
                "control": control(group, world.countries[group.home]),
                "blind": blindness(world, hidden[number]) if group.fate == "blind" else None,
            }
            for number, group in enumerate(world.groups)
        ],
    }


def coverage(known: dict[str, Any]) -> str:
    """The coverage of a truth as the TOML that `ingest --coverage` reads."""
    return "\n".join(
        f'[[coverage]]\ncountry = "{each["country"]}"\nfrom = "{first}"\nto = "{last}"\n'
        for each in known["coverage"]
        for first, last in each["visible"]
    )


def control(group: Group, country: Country) -> list[dict[str, Any]] | None:
    """Phases in which a group that lost its land held it, gave it up and fought on without it."""
    if group.lost is None or group.refuge is None:
        return None
    land, refuge = country.gids(group.land), country.gids(group.refuge)
    gone = group.lost + SHRINKING
    phases = ((group.born, group.lost, land), (group.lost + 1, gone, land + refuge), (gone + 1, group.died, refuge))
    return [{"from": label(first), "to": label(last), "cells": sorted(cells)} for first, last, cells in phases]


def blindness(world: World, hidden: Longs) -> dict[str, Any]:
    """Where and when the source saw nothing, and how often a group truly fought in each of those months."""
    first, last = world.blind
    return {
        "country": world.countries[world.blind_country].name,
        "from": label(first),
        "to": label(last),
        "hidden": {label(month): int(hidden[month - FIRST]) for month in range(first, last + 1)},
    }


def span(first: int, last: int) -> list[str]:
    """Both ends as labels."""
    return [label(first), label(last)]
