"""Invented wars with known fronts: to teach and to test models of who holds what, never a picture of a real one.

A group holds a patch of an invented land, in some wars much of it. Its strength wanders, so that its front moves out
and back, in some wars until little is left; a unit that is fought over is contested for some months. It strikes behind
its opponents' lines too, most where it held ground before, since groups that lose their land fight on as guerrillas;
deep in either side's land there is silence. In some wars its rear is bombed: Kocher, Pepinsky and Kalyvas 2011 found
that bombs fell where the Viet Cong held ground; its violence against civilians is where it holds ground but is not sure
of it (Kalyvas 2006). In one part another group fights without it. How often events of a place are recorded differs from
place to place, as does from war to war what kinds of events mean, how fast a front passes, how much of lost land still
sees attacks, whether anybody knows who died, and whether titles tell who took, holds or gains a place, and how often
they are wrong. Every number comes from the seed.
"""

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from smoulder.grid import COLUMNS, SIZE, corner, gid
from smoulder.months import first_day, last_day, month_id
from smoulder.types import EVENT_SCHEMA, Bools, Events, Floats

ROWS_OF_LAND, COLUMNS_OF_LAND, MONTHS = 14, 18, 120
SOUTH, WEST, FIRST = 12.0, -42.0, month_id(date(2001, 1, 1))  # in the open ocean
GROUP, GOVERNMENT, OTHERS = ("910001", "Sons of Quov"), ("900001", "Government of Quovland"), ("910002", "Zyr Front")
CIVILIANS = ("9999", "Civilians")
HELD, CONTESTED, OPPONENT = 0, 1, 2
PLACES = ("contested", "front", "rear", "their_front", "infiltrated", "their_rear", "elsewhere")
MEANS = ("battle_won", "battle_lost", "battle_even", "strike", "civilians", "remote", "repression", "others")
RATES = np.array([1.2, 0.35, 0.06, 0.25, 0.2, 0.015, 0.3])
MIXED = np.array(  # what events are, by place: rows are PLACES, columns MEANS
    [
        [0.21, 0.21, 0.25, 0.16, 0.06, 0.05, 0.04, 0.02],
        [0.14, 0.30, 0.22, 0.18, 0.05, 0.02, 0.07, 0.02],
        [0.06, 0.17, 0.12, 0.20, 0.28, 0.02, 0.13, 0.02],
        [0.27, 0.16, 0.25, 0.09, 0.09, 0.10, 0.02, 0.02],
        [0.24, 0.15, 0.17, 0.10, 0.18, 0.13, 0.01, 0.02],
        [0.18, 0.08, 0.12, 0.08, 0.24, 0.24, 0.03, 0.03],
        [0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.14, 0.80],
    ]
)
DEADLY = np.array([7.0, 5.0, 5.0, 3.5, 2.0, 2.5, 4.0])  # deaths of an event by place: those of guerrillas are few
ALIKE = 4.0  # how alike the mixtures of wars are: Dirichlet
TOLD = ("taken", "retaken", "advance", "retreat")  # what some sources tell in words
TELLING = 0.5  # share of wars whose source tells tactics and changes of hands
COARSE = 0.07  # share of events placed coarsely
BOMBED = np.array([0, 0.15, 0.75, 0.1, 0, 0, 0, 0])  # what is added in the rear of a group that is bombed: MEANS of it
TITLES = {
    "taken": "Sons of Quov control {}", "retaken": "Army captures {}",
    "advance": "Sons of Quov advance against the army near {}", "retreat": "Army advances against Sons of Quov near {}",
}  # fmt: skip


Holders = npt.NDArray[np.int8]
Places = npt.NDArray[np.int64]
Random = np.random.Generator


class War(NamedTuple):
    """What the source shows, and what is true: holder of each unit in each month, (units, months), as HELD, ..."""

    events: Events
    units: tuple[int, ...]
    truth: Holders
    start: int
    group: tuple[str, str]


class Ways(NamedTuple):
    """What differs from war to war, as shares or chances.

    resolved: of contests that end in a month; passed: of attacks that take a place within the month; haunted: of lost
    places that see attacks after; bombed: how often the rear is, of what is seen at a front; uncounted: of fights whose
    dead nobody told apart; changes, holds, gains: of changes of hands, of events in held places and of events in
    contested ones whose titles tell it; wrong: of what is told that is the other way round.
    """

    resolved: float
    passed: float
    haunted: float
    bombed: float
    uncounted: float
    changes: float
    holds: float
    gains: float
    wrong: float


PLAIN = Ways(0.15, 0.0, 0.7, 0.0, 0.3, 0.3, 0.02, 0.05, 0.04)  # of a war whose front wanders


def ways(rng: Random) -> Ways:
    """Those of one fall."""
    return Ways(
        resolved=rng.uniform(0.1, 0.5), passed=rng.uniform(0, 0.4), haunted=rng.beta(2, 1.5),
        bombed=max(rng.uniform(-1, 1), 0), uncounted=rng.uniform(0.1, 0.7), changes=rng.uniform(0.05, 0.5),
        holds=rng.beta(1, 30), gains=rng.beta(1, 15), wrong=rng.beta(1, 20),
    )  # fmt: skip


def invent_war(seed: int, *, falls: bool = False, dumb: bool = False, wrong: float | None = None) -> War:
    """One war.

    falls: a group that holds much ground, perhaps grows, and loses most of it, instead of a front that wanders.
    dumb: deaths tell nothing: as many die anywhere, and nobody knows on which side. wrong: the share of what titles
    tell that is the other way round, in place of the war's own.
    """
    rng, more = np.random.default_rng([seed, 7 + falls]), np.random.default_rng([seed, 9 + falls])
    way = ways(more) if falls else PLAIN
    if wrong is not None:
        way = way._replace(wrong=wrong)
    if dumb:
        way = way._replace(uncounted=1.0)
    truth, former = front(way, falls, rng, more)
    units = [
        gid(SOUTH + SIZE * row, WEST + SIZE * column)
        for row in range(ROWS_OF_LAND)
        for column in range(COLUMNS_OF_LAND)
    ]
    place = places(truth, former, way, rng)
    recorded = rng.beta(1.5, 1.5, len(units)) * 1.6
    burst = rng.gamma(0.6, 1 / 0.6, place.shape)
    fierce = rng.lognormal(0.2, 0.7)  # some wars have ten times the events of others
    rate = fierce * RATES[place] * rng.gamma(4, 1 / 4, len(PLACES))[place] * recorded[:, None] * burst
    count = rng.poisson(rate)
    mixed = np.stack([rng.dirichlet(ALIKE * row + 0.05) for row in MIXED])
    unit, month, kind = drawn(count, mixed[place], rng)
    bombs = more.poisson(fierce * way.bombed * RATES[1] * (place == 2) * recorded[:, None] * burst)
    fell = drawn(bombs, np.broadcast_to(BOMBED, (*place.shape, len(MEANS))), more)
    unit, month, kind = (np.concatenate(both) for both in zip((unit, month, kind), fell, strict=True))
    tells = bool(rng.random() < TELLING)
    deadly = DEADLY * rng.gamma(6, 1 / 6, len(PLACES)) * rng.lognormal(0, 0.3)
    if dumb:
        deadly = np.full(len(PLACES), 4.0)
    if tells:
        unit, month, kind = told(truth, place, unit, month, kind, way, more)
    frame = rows(np.array(units)[unit], month, kind, deadly[place[unit, month]], tells, way, rng)
    end = FIRST + MONTHS - 1
    return War(Events(frame, last_day(end), end), tuple(units), truth, FIRST, GROUP)


def drawn(count: Places, mixed: Floats, rng: Random) -> tuple[Places, Places, Places]:
    """Unit, month and kind (a place in MEANS) of so many events; mixed: shares of kinds, (units, months, kinds)."""
    unit, month = np.nonzero(count)
    times = count[unit, month]
    unit, month = np.repeat(unit, times), np.repeat(month, times)
    kind = (mixed[unit, month].cumsum(axis=1) < rng.random(len(unit))[:, None]).sum(axis=1)
    return unit, month, kind.clip(max=len(MEANS) - 1)


def told(
    truth: Holders, place: Places, unit: Places, month: Places, kind: Places, way: Ways, rng: Random
) -> tuple[Places, Places, Places]:
    """The events with what titles tell: a change of hands is one more event, anything else is told of one there is."""
    now, size = truth[unit, month], len(unit)
    became = next_holder(truth)[unit, month]
    luck = rng.random(size)
    holds = (luck < way.holds) & (now != CONTESTED)
    gains = (luck < way.gains) & (now == CONTESTED) & (became != CONTESTED)
    beside = (luck > 1 - way.gains / 3) & np.isin(place[unit, month], [1, 3])  # told of a front, not of the place
    side = np.where(now == CONTESTED, became, now) == OPPONENT  # whether an opponent holds or gains
    side ^= rng.random(size) < np.select([gains, beside], [0.2, 0.5], 0) + way.wrong  # fronts go back and forth
    kind = np.where(holds | gains | beside, len(MEANS) + 2 * (gains | beside) + side, kind)
    changed = (truth[:, 1:] != truth[:, :-1]) & (truth[:, 1:] != CONTESTED)
    where, when = np.nonzero(changed & (rng.random(changed.shape) < way.changes))
    side = (truth[where, when + 1] == OPPONENT) ^ (rng.random(len(where)) < way.wrong)
    return np.append(unit, where), np.append(month, when + 1), np.append(kind, len(MEANS) + side)


def next_holder(truth: Holders) -> Holders:
    """Who comes to hold each unit that is contested, (units, months); CONTESTED where that is never settled."""
    found = truth.copy()
    for month in range(truth.shape[1] - 2, -1, -1):
        found[:, month] = np.where(truth[:, month] == CONTESTED, found[:, month + 1], truth[:, month])
    return found


def front(way: Ways, falls: bool, rng: Random, more: Random) -> tuple[Holders, Bools]:
    """Who holds each unit in each month, and whether the group has held it before, (units, months) each."""
    shape = ROWS_OF_LAND, COLUMNS_OF_LAND
    row, column = np.indices(shape)
    now = np.full(shape, OPPONENT)
    for _ in range(int(more.integers(2, 5)) if falls else 1):  # patches
        middle = rng.integers(2, ROWS_OF_LAND - 2), rng.integers(2, COLUMNS_OF_LAND - 2)
        now[np.hypot(row - middle[0], column - middle[1]) < rng.uniform(1.2, 5)] = HELD
    drift = falling(rng) if falls else wandering(rng)
    stubborn = rng.gamma(2, 0.5, shape)
    truth, former = [], []
    ever = now == HELD
    for month in range(MONTHS):
        ours, theirs = ring(now == HELD), ring(now == OPPONENT)
        strength = drift[month] + rng.normal(0, 0.02)
        attacked = (now == OPPONENT) & (rng.random(shape) < np.maximum(strength, 0.012) * ours * stubborn * 2)
        defended = (now == HELD) & (rng.random(shape) < np.maximum(-strength, 0.008) * theirs * stubborn * 2)
        raided = (now == OPPONENT) & (rng.random(shape) < max(strength, 0) * 0.01)
        over = (now == CONTESTED) & (rng.random(shape) < way.resolved)
        wins = rng.random(shape) < 1 / (1 + np.exp(-25 * strength - 2 * (ours - theirs)))
        now = np.where(over, np.where(wins, HELD, OPPONENT), now)
        now = np.where(attacked | defended | raided, CONTESTED, now)
        passed = more.random(shape) < way.passed
        now = np.where(attacked & passed, HELD, np.where(defended & passed, OPPONENT, now))
        ever = ever | (now == HELD)
        truth.append(now.ravel())
        former.append(ever.ravel())
    return np.stack(truth, axis=1).astype(np.int8), np.stack(former, axis=1)


def wandering(rng: Random) -> Floats:
    """The strength of a group by month that gains and loses in turn."""
    turns = np.sort(rng.choice(np.arange(15, MONTHS - 10), 3, replace=False))
    return np.repeat(rng.permutation([0.14, 0.03, -0.05, -0.16]), np.diff([0, *turns, MONTHS]))


def falling(rng: Random) -> Floats:
    """The strength of a group by month that holds out or grows, and then falls, in some wars with a pause."""
    turn, pause = rng.integers(0, 80), rng.integers(0, 40)
    month = np.arange(MONTHS)
    fall = np.where((month > turn + 20) & (month < turn + 20 + pause), 0.0, -rng.uniform(0.08, 0.35))
    return np.where(month < turn, rng.uniform(-0.03, 0.14), fall)


def ring(where: Bools) -> Floats:
    """The share of the eight units around each one that are so."""
    wide = np.pad(where.astype(np.float64), 1, mode="edge")
    high, broad = where.shape
    total = sum(wide[i : i + high, j : j + broad] for i in range(3) for j in range(3))
    return np.asarray((total - where) / 8, dtype=np.float64)


def places(truth: Holders, former: Bools, way: Ways, rng: Random) -> Places:
    """What kind of place each unit is in each month, as a row of MIXED, (units, months)."""
    shape = ROWS_OF_LAND, COLUMNS_OF_LAND
    hidden = rng.random(len(truth)) < 0.12
    row, column = (each.ravel() for each in np.indices(shape))
    corner_of_others = (row < ROWS_OF_LAND // 3) & (column > COLUMNS_OF_LAND * 2 // 3)
    found = np.empty(truth.shape, dtype=np.int64)
    for month, now in enumerate(truth.T):
        fought = ring((now == CONTESTED).reshape(shape)).ravel() > 0
        ours, theirs = (ring((now == side).reshape(shape)).ravel() > 0 for side in (HELD, OPPONENT))
        infiltrated = (former[:, month] & (rng.random(len(now)) < way.haunted)) | hidden
        calm = np.where(infiltrated, 4, np.where(corner_of_others, 6, 5))
        held = np.where(fought | theirs, 1, 2)
        found[:, month] = np.choose(now, [held, 0, np.where(fought | ours, 3, calm)])
    return found


def rows(
    cell: Places, month: Places, kind: Places, deadly: Floats, tells: bool, way: Ways, rng: Random
) -> pl.DataFrame:
    """Events of EVENT_SCHEMA's columns, with the sides and deaths that make each the kind it is."""
    size = len(cell)
    means = np.array((*MEANS, *TOLD))[kind]
    quiet = rng.random(size) < way.uncounted
    more = 1 + rng.negative_binomial(0.8, 0.8 / (0.8 + np.maximum(deadly - 1, 0.2)))
    few = rng.integers(0, more)
    one_sided = np.isin(means, ["civilians", "repression"]) | (means == "remote") & (rng.random(size) < 0.5)
    ours, dead = means != "others", ~quiet & ~one_sided
    side_a = np.where(np.isin(means, ["civilians", "remote"]), 0, np.where(ours | (rng.random(size) < 0.5), 1, 2))
    side_b = np.where(one_sided, 3, np.where(side_a == 0, 1, np.where(ours, 0, 2)))
    side_b = np.where(~ours, np.where(side_a == 1, 2, 1), side_b)
    fights = [means == "battle_lost", means == "battle_won", means == "battle_even"]
    lost_by_group, lost_by_them = np.select(fights, [more, few, few], 0), np.select(fights, [few, more, few], 0)
    only_civilians = (means == "strike") | one_sided
    deaths = [np.where(dead & (side == 0), lost_by_group, np.where(dead & ours, lost_by_them, 0))
              for side in (side_a, side_b)]  # fmt: skip
    civilians = np.where(only_civilians, more, 0)
    unknown = np.where(quiet & ~only_civilians, more, 0)
    ids, names = np.array([GROUP, GOVERNMENT, OTHERS, CIVILIANS]).T
    south, west = np.array([corner(int(each)) for each in cell]).reshape(-1, 2).T
    start = [first_day(FIRST + int(each)) + timedelta(days=int(day))
             for each, day in zip(month, rng.integers(0, 28, size), strict=True)]  # fmt: skip
    spots = [f"Zyr {each}" for each in cell.tolist()]
    told = pl.DataFrame(
        {
            "event_id": [str(number) for number in range(size)],
            "date_start": start, "date_end": start,
            "side_a": names[side_a], "side_a_id": ids[side_a], "side_b": names[side_b], "side_b_id": ids[side_b],
            "kind": np.select([one_sided, (side_a == 2) | (side_b == 2)], ["one_sided", "non_state"], "state_based"),
            "country": ["Quovland"] * size, "admin1": [f"Province {int(each) // COLUMNS % 3 + 1}" for each in cell],
            "latitude": south + rng.uniform(0.01, 0.49, size), "longitude": west + rng.uniform(0.01, 0.49, size),
            "where_precision": np.where(rng.random(size) < COARSE, 5, 1), "priogrid_gid": cell,
            "fatalities_best": deaths[0] + deaths[1] + civilians + unknown,
            "deaths_a": deaths[0], "deaths_b": deaths[1], "deaths_civilians": civilians, "deaths_unknown": unknown,
            "tactic": np.where((means == "remote") & tells, "Suicide bomb", ""),
            "place": spots, "url_or_citation": [
                TITLES[what].format(spot) if what in TITLES else None
                for what, spot in zip(means.tolist(), spots, strict=True)
            ],
        }
    )  # fmt: skip
    types = {"VARCHAR": pl.String, "DATE": pl.Date, "TINYINT": pl.Int8, "SMALLINT": pl.Int16, "INTEGER": pl.Int32,
             "DOUBLE": pl.Float64}  # fmt: skip
    return told.select(
        (pl.col(name) if name in told.columns else pl.lit(None)).cast(types[sql]).alias(name)
        for name, sql in EVENT_SCHEMA.items()
    )
