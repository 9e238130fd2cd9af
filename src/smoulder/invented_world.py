"""An invented world: countries on the empty ocean, armed groups in them, and what truly becomes of each.

No country, group or place in it is real: names are built from syllables, countries lie where there is no land, and
every id is far above those in use. Each group has one fate; a group is alive in every month from `born` to `died`
outside its quiet spell, and silent otherwise.
"""

import math
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from smoulder.errors import BadInput
from smoulder.grid import COLUMNS, SIZE
from smoulder.months import parse_month

FIRST, LAST = parse_month("1989-01"), parse_month("2025-12")
SMALLEST, LARGEST = 25, 20_000  # groups: fewer do not show every fate, more run out of names

SIDE = 8  # cells along the side of a country, which is a square of four degrees
ENDS = (((0, 4), (6, 7)), ((3, 7), (0, 1)))  # first and last row of the land that is lost, and of the refuge opposite
SHRINKING = 12  # months from the first cell lost to the last
FATES = {"ended": 0.42, "returned": 0.24, "active": 0.12, "renamed": 0.12, "lost_land_fought_on": 0.10}
OCEANS = (  # name, southern and western edge, rows and columns of countries with one degree of water between them
    ("Simulated North Atlantic", 18, -56, 5, 4),
    ("Simulated South Atlantic", -50, -35, 5, 4),
    ("Simulated North Pacific", 30, -170, 4, 8),
    ("Simulated South Pacific", -55, -170, 5, 17),
)
MOST_COUNTRIES = 120
FIRST_COUNTRY, FIRST_GROUP = 1001, 910_001  # no Gleditsch-Ward code and no UCDP actor id is as large

HEADS = "Quov Zyr Xhel Vron Ombr Ythr Kvel Draz Phlu Uvek Ghos Ner Wulm Izqu Tch Belq Aurx Muz Skar Eldw Ploz Rhyk"
MIDDLES = "a ae au e ei eo i ia io o oa oi u ua ue y ya yo uo eu"
TAILS = "brek zarn mbrel kith vosk ndrix lquor threl ggan phost xeth rwen ssul bdor quin lmeth zhar"
WORDS_A_COUNTRY = 1 + 4 + 16  # its own name, provinces, districts
ORDERS = (
    "{} Liberation Front",
    "Army of {}",
    "{} Renewal Movement",
    "Brigades of {}",
    "{} Defence Council",
    "Sons of {}",
    "{} People's Party",
    "Banner of {}",
)


class Block(NamedTuple):
    """A rectangle of cells inside a country, both ends included; 0 is the south or west."""

    south: int
    north: int
    west: int
    east: int


class Country(NamedTuple):
    """A square of SIDE x SIDE cells: four provinces of four districts of four cells.

    row, column: grid position of the south-western cell, counted from 0 at the south-west corner of the earth;
    neighbour: the index of another country, never of the blind one.
    """

    code: int
    name: str
    region: str
    row: int
    column: int
    provinces: tuple[str, ...]
    districts: tuple[str, ...]
    neighbour: int

    def gid(self, row: int, column: int) -> int:
        """The PRIO-GRID gid of a cell, by its row and column inside the country."""
        return (self.row + row) * COLUMNS + self.column + column + 1

    def gids(self, block: Block) -> list[int]:
        """The gids of a block of its cells."""
        rows, columns = range(block.south, block.north + 1), range(block.west, block.east + 1)
        return [self.gid(row, column) for row in rows for column in columns]


@dataclass(frozen=True)
class Group:
    """An invented group and all that is true of it; months are month ids, countries are indices.

    land: where it acts; scale: events a month relative to others; kinds: shares of state-based, non-state and
    one-sided events; abroad: share of its events in the neighbouring country; quiet: first and last month of its
    quiet spell; lost: last month it held all its land, after which it withdraws to its refuge; successor: the key
    of the group it renamed itself to.
    """

    key: int
    name: str
    fate: str
    home: int
    land: Block
    scale: float
    kinds: tuple[float, float, float]
    abroad: float
    born: int
    died: int = LAST
    quiet: tuple[int, int] | None = None
    lost: int | None = None
    refuge: Block | None = None
    successor: int | None = None

    @property
    def landmarks(self) -> set[int]:
        """Months with an event for certain, so that the data can show the fate."""
        turns = {self.born, self.died}
        if self.quiet is not None:
            turns |= {self.quiet[0] - 1, self.quiet[1] + 1}
        if self.lost is not None:
            turns |= {self.lost, self.lost + SHRINKING + 1}
        return turns


@dataclass(frozen=True)
class World:
    """Countries, groups, and the country (by index) and months in which the source sees nothing."""

    countries: tuple[Country, ...]
    groups: tuple[Group, ...]
    blind_country: int
    blind: tuple[int, int]


def invent(groups: int, seed: int) -> World:
    """A world of so many groups, and one more for each that takes a new name.

    Raises BadInput when the number of groups or the seed is out of range.
    """
    if not SMALLEST <= groups <= LARGEST:
        raise BadInput(f"An invented world has {SMALLEST} to {LARGEST} groups: found {groups}.")
    if seed < 0:
        raise BadInput(f"A seed is a whole number of at least 0: found {seed}.")
    rng = np.random.default_rng([seed, 1])
    words = rng.permutation([a + b + c for a in HEADS.split() for b in MIDDLES.split() for c in TAILS.split()]).tolist()
    countries = draw_map(words, min(4 + groups // 25, MOST_COUNTRIES))
    words = words[len(countries) * WORDS_A_COUNTRY :]
    blind_country = len(countries) - 1
    blind_from = int(rng.integers(parse_month("2005-01"), parse_month("2012-12")))
    blind = (blind_from, blind_from + int(rng.integers(35, 72)))
    homes = [number % len(countries) for number in range(groups)]
    fates = draw_fates(homes, blind_country, rng)
    settled = [
        settle(number, fate, home, name(words, number), blind_country, rng)
        for number, (fate, home) in enumerate(zip(fates, homes, strict=True))
    ]
    living = [group if number < blind_country else live(group, blind[0], rng) for number, group in enumerate(settled)]
    successors: list[Group] = []
    for number, old in enumerate(living):
        if old.fate == "renamed":
            new = groups + len(successors)
            living[number] = replace(old, successor=FIRST_GROUP + new)
            successors.append(
                replace(old, key=FIRST_GROUP + new, name=name(words, new), fate="active", born=old.died + 1, died=LAST)
            )
    return World(countries, (*living, *successors), blind_country, blind)


def name(words: list[str], number: int) -> str:
    """A name no other group has: words left over by the map, then the same words in another order."""
    turn, place = divmod(number, len(words))
    return ORDERS[(place + turn) % len(ORDERS)].format(words[place])


def draw_map(words: list[str], size: int) -> tuple[Country, ...]:
    """The first `size` squares of the oceans, each named by its WORDS_A_COUNTRY words."""
    sites = [
        (ocean, south + 5 * row, west + 5 * column)
        for ocean, south, west, rows, columns in OCEANS
        for row in range(rows)
        for column in range(columns)
    ]
    countries = []
    for number, (ocean, south, west) in enumerate(sites[:size]):
        own, *others = words[number * WORDS_A_COUNTRY : (number + 1) * WORDS_A_COUNTRY]
        countries.append(
            Country(
                code=FIRST_COUNTRY + number,
                name=own,
                region=ocean,
                row=int((south + 90) / SIZE),
                column=int((west + 180) / SIZE),
                provinces=tuple(others[:4]),
                districts=tuple(others[4:]),
                neighbour=number + 1 if number + 2 < size else number - 1,
            )
        )
    return tuple(countries)


def draw_fates(homes: list[int], blind_country: int, rng: np.random.Generator) -> list[str]:
    """Every group of the blind country is blind, the first of every other country active, the rest share FATES."""
    countries = blind_country + 1
    free = sum(home != blind_country for home in homes) - blind_country
    marks = np.cumsum(list(FATES.values()))
    strata = np.searchsorted(marks, (np.arange(free) + 0.5) / free)
    shared = iter(rng.permutation(np.array(list(FATES))[strata]).tolist())
    return [
        "blind" if home == blind_country else "active" if number < countries else next(shared)
        for number, home in enumerate(homes)
    ]


def settle(number: int, fate: str, home: int, name: str, blind_country: int, rng: np.random.Generator) -> Group:
    """Where a group lives and how it fights; it is alive throughout until `live` says otherwise."""
    state_based, non_state, one_sided = rng.dirichlet((5, 1.5, 2)).tolist()
    if fate == "blind" or number < blind_country:  # non-state groups fight the first group of a country, never itself
        state_based, non_state = state_based + non_state, 0.0
    row, column, reach = rng.integers((0, 0, 1), (SIDE, SIDE, 3)).tolist()
    south, north, west, east = np.clip((row - reach, row + reach, column - reach, column + reach), 0, SIDE - 1).tolist()
    return Group(
        key=FIRST_GROUP + number,
        name=name,
        fate=fate,
        home=home,
        land=Block(south, north, west, east),
        scale=float(rng.lognormal(0.0, 2.0)),
        kinds=(state_based, non_state, one_sided),
        abroad=float(rng.uniform(0.1, 0.4)) if fate != "blind" and rng.random() < 0.15 else 0.0,
        born=FIRST,
    )


def live(group: Group, blind_from: int, rng: np.random.Generator) -> Group:
    """The group with the turns of its fate."""

    def between(low: int, high: int) -> int:
        return int(rng.integers(low, high, endpoint=True))

    match group.fate:
        case "ended":
            born = between(FIRST, LAST - 60)
            return replace(group, born=born, died=min(born + 12 + int(rng.exponential(72)), LAST - 6))
        case "returned":
            born = between(FIRST, LAST - 150)
            length = round(12 * math.exp(rng.uniform(0, math.log(10))))
            start = between(born + 6, LAST - length - 12)
            return replace(group, born=born, quiet=(start, start + length - 1))
        case "renamed":
            born = between(FIRST, LAST - 72)
            return replace(group, born=born, died=between(born + 24, LAST - 24))
        case "lost_land_fought_on":
            born = between(FIRST, LAST - 132)
            rows, columns = (ENDS[side] for side in rng.integers(0, len(ENDS), 2))
            land, refuge = (Block(*r, *c) for r, c in zip(rows, columns, strict=True))
            strong = replace(group, land=land, refuge=refuge, scale=max(group.scale, 8.0), abroad=0.0)
            return replace(strong, born=born, lost=between(born + 48, LAST - 48))
        case "blind":
            return replace(group, born=between(FIRST, blind_from - 24))
        case _:
            return replace(group, born=between(FIRST, LAST - 36))
