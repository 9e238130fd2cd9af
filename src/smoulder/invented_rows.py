"""Rows of invented events in the layout of UCDP GED 25.1 and 26.1.

Shares of precision, size of the texts and the shape of the deaths (a Pareto tail of exponent 1.1: most events kill one
or two, one in a hundred kills a hundred, a rare one thousands) are like those of the real file. Headline and article
say SIMULATED in every row.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from smoulder.invented_world import FIRST, SHRINKING, SIDE
from smoulder.months import label
from smoulder.types import Bools

Longs = npt.NDArray[np.int64]

STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
CONFLICTS, DYADS = 800_001, 100_000  # first ids, above those in use at UCDP
ALLIED = 0.02  # share of a government's events that it fights together with its neighbour's
WHERE_PRECISION = (0.44, 0.26, 0.12, 0.10, 0.03, 0.045, 0.005)  # 1 exact place .. 7 at sea or in the air
DATE_PRECISION = (0.80, 0.08, 0.04, 0.05, 0.03)  # 1 exact day, 2 up to six days, 3 a week, 4 a month, 5 longer
PROVINCE_ONLY, COUNTRY_ONLY = 4, 6  # where_prec from which the place is a province, or no more than a country
KILLED = {  # shares of side a, side b and civilians among the dead; of the rest nobody knows who they were
    STATE_BASED: (0.25, 0.45, 0.18),
    NON_STATE: (0.35, 0.35, 0.12),
    ONE_SIDED: (0.0, 0.0, 1.0),
}
SOURCES_COUNTED = 2013  # first year in which number_of_sources is recorded; -1 before
OFFICES = ("SIMULATED Tidewire", "SIMULATED Foam Gazette", "SIMULATED Deepwater Radio", "SIMULATED Lantern Post")
ORIGINALS = ("army spokesman", "elders", "clinic", "officials, residents")

LAYOUT = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence"),
    *("conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name"),
    *("side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b"),
    *("number_of_sources", "source_article", "source_office", "source_date", "source_headline", "source_original"),
    *("where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt"),
    *("priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end"),
    *("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob"),
)


@dataclass(frozen=True)
class Stage:
    """What a row can say, as tables looked up by index.

    groups: how each group lives (index of home and neighbour, share abroad, edges of its land and refuge, last month
    of its land, shares of kinds); the first group of a country has the country's index. actors: id, name, gwno of
    every group, then every government, then every government allied with its neighbour's, then the civilians.
    places: one town for each cell, SIDE * SIDE a country. open_months: (groups, months from FIRST), True where the
    group acts and the source sees it.
    """

    groups: pl.DataFrame
    actors: pl.DataFrame
    places: pl.DataFrame
    open_months: Bools

    @property
    def countries(self) -> int:
        """How many countries there are."""
        return len(self.places) // SIDE**2


def write_rows(stage: Stage, group: Longs, month: Longs, first_id: int, rng: np.random.Generator) -> pl.DataFrame:
    """One row in LAYOUT for each event of one year: its group (index) and month (0 is FIRST)."""
    who = stage.groups[group]
    away = rng.random(len(group)) < who["abroad"].to_numpy()
    country = np.where(away, who["neighbour"].to_numpy(), who["home"].to_numpy())
    luck = rng.random(len(group))
    kind = np.select(
        [luck < who["state_based"].to_numpy(), luck < 1 - who["one_sided"].to_numpy()],
        [STATE_BASED, NON_STATE],
        ONE_SIDED,
    )
    parts = (
        pl.DataFrame({"id": np.arange(first_id, first_id + len(group)), "type_of_violence": kind}),
        sides(stage, group, country, kind, away, rng),
        place(stage, who, country, month, rng),
        dates(stage, group, month, rng),
        deaths(kind, rng),
        sources(len(group), rng),
    )
    return pl.concat(parts, how="horizontal").with_columns(*TEXTS).with_columns(ARTICLE).select(LAYOUT)


def sides(
    stage: Stage, group: Longs, country: Longs, kind: Longs, away: Bools, rng: np.random.Generator
) -> pl.DataFrame:
    """Who fights whom: governments a group, a group the first group of the country, or a group civilians."""
    allied = rng.random(len(group)) < ALLIED
    governments, civilians = len(stage.groups), len(stage.actors) - 1
    first = stage.actors[np.where(kind == STATE_BASED, governments + country + stage.countries * allied, group)]
    second = stage.actors[np.select([kind == STATE_BASED, kind == NON_STATE], [group, country], civilians)]
    role = np.select([kind == STATE_BASED, kind == NON_STATE], [2 * away + allied, 4 + away], 6)
    return pl.DataFrame(
        {
            "side_a_new_id": first["id"],
            "side_a": first["name"],
            "gwnoa": first["gwno"],
            "side_b_new_id": second["id"],
            "side_b": second["name"],
            "gwnob": second["gwno"],
            "dyad_new_id": DYADS + 10 * group + role,
            "government_conflict": CONFLICTS + country,
        }
    )


def place(stage: Stage, who: pl.DataFrame, country: Longs, month: Longs, rng: np.random.Generator) -> pl.DataFrame:
    """Where: a town in the group's land or, once that is lost, in its refuge; one town stands for a whole province."""
    fled = SHRINKING * rng.random(len(who)) < FIRST + month - who["lost"].to_numpy()

    def along(low: str, high: str) -> Longs:
        start, end = (
            np.where(fled, who[f"refuge_{edge}"].to_numpy(), who[f"land_{edge}"].to_numpy()) for edge in (low, high)
        )
        return rng.integers(start, end, endpoint=True)

    row, column = along("south", "north"), along("west", "east")
    precision = choose(WHERE_PRECISION, len(who), rng)
    half, middle = SIDE // 2, SIDE // 2 - 1
    row, column = (
        np.select([precision >= COUNTRY_ONLY, precision >= PROVINCE_ONLY], [middle, line // half * half + 1], line)
        for line in (row, column)
    )
    vague = pl.col("where_prec")
    known = {
        "where_coordinates": pl.when(vague < PROVINCE_ONLY)
        .then("town")
        .when(vague < COUNTRY_ONLY)
        .then("adm_1")
        .otherwise("country"),
        "adm_1": pl.when(vague < COUNTRY_ONLY).then("adm_1"),
        "adm_2": pl.when(vague < PROVINCE_ONLY).then("adm_2"),
    }
    return stage.places[(country * SIDE + row) * SIDE + column].with_columns(where_prec=precision).with_columns(**known)


def dates(stage: Stage, group: Longs, month: Longs, rng: np.random.Generator) -> pl.DataFrame:
    """When: never outside the year, nor in a month in which the group rests or the source is blind."""
    precision = choose(DATE_PRECISION, len(group), rng)
    december = month - month % 12 + 11
    last_month, wanted = month.copy(), np.where(precision == 5, rng.integers(1, 6, len(group)), 0)
    for step in range(1, 6):
        later = np.minimum(month + step, december)
        last_month += (last_month == later - 1) & (wanted >= step) & stage.open_months[group, later]
    precision[(precision == 5) & (last_month == month)] = 4
    opening = np.datetime64(label(FIRST), "M")
    first_day = (opening + month).astype("datetime64[D]")
    last_day = (opening + last_month + 1).astype("datetime64[D]") - 1
    month_long = precision >= 4
    days = (last_day - first_day).astype(np.int64) + 1
    start = np.where(month_long, first_day, first_day + (rng.random(len(group)) * days).astype(np.int64))
    lasting = np.select([precision == 2, precision == 3], [rng.integers(1, 6, len(group)), 6], 0)
    end = np.where(month_long, last_day, np.minimum(start + lasting, last_day))
    return pl.DataFrame({"date_prec": precision, "date_start": start, "date_end": end})


def deaths(kind: Longs, rng: np.random.Generator) -> pl.DataFrame:
    """Who died and how sure that is; a row in a hundred has low and high the wrong way round, as in GED."""
    size = len(kind)
    best = np.minimum(1.4 * (1 - rng.random(size)) ** (-1 / 1.1), 120_000).astype(np.int64)
    best[rng.random(size) < 0.06] = 0
    on_a, on_b, on_civilians = (np.array([KILLED[k][side] for k in sorted(KILLED)])[kind - 1] for side in range(3))
    of_a = rng.binomial(best, on_a)
    of_b = rng.binomial(best - of_a, on_b / (1 - on_a))
    of_civilians = rng.binomial(best - of_a - of_b, np.minimum(on_civilians / (1 - on_a - on_b), 1))
    doubt = np.where(rng.random(size) < 0.3, 0.4, 0.0)
    low = best - rng.binomial(best, doubt)
    high = np.maximum(best + rng.binomial(best + 1, doubt), 1)  # an event without a possible death is none
    wrong = rng.random(size) < 0.04
    return pl.DataFrame(
        {
            "deaths_a": of_a,
            "deaths_b": of_b,
            "deaths_civilians": of_civilians,
            "deaths_unknown": best - of_a - of_b - of_civilians,
            "best": best,
            "high": np.where(wrong, low, high),
            "low": np.where(wrong, high, low),
        }
    )


def sources(size: int, rng: np.random.Generator) -> pl.DataFrame:
    """Who told of it."""
    return pl.DataFrame(
        {
            "number_of_sources": choose((0.7, 0.18, 0.08, 0.04), size, rng),
            "source_office": pl.Series(OFFICES)[rng.integers(0, len(OFFICES), size)],
            "source_original": pl.Series(ORIGINALS)[rng.integers(0, len(ORIGINALS), size)],
            "event_clarity": choose((0.95, 0.05), size, rng),
        }
    )


def choose(shares: tuple[float, ...], size: int, rng: np.random.Generator) -> Longs:
    """Draws of 1, 2, .. with these shares."""
    return np.minimum(np.searchsorted(np.cumsum(shares), rng.random(size), side="right") + 1, len(shares))


YEAR = pl.col("date_start").dt.year()
DYAD_NAME = pl.format("{} - {}", "side_a", "side_b")
BY_GOVERNMENT = pl.col("type_of_violence") == STATE_BASED
CONFLICT = pl.when(BY_GOVERNMENT).then("government_conflict").otherwise("dyad_new_id")
TEXTS = (
    pl.format("SIM-{}-{}-{}-{}", YEAR, "type_of_violence", "dyad_new_id", "id").alias("relid"),
    YEAR.alias("year"),
    (pl.col("best").sum().over("dyad_new_id") >= 25).alias("active_year"),  # a frame holds whole years
    pl.lit("Clear").alias("code_status"),
    CONFLICT.alias("conflict_dset_id"),
    CONFLICT.alias("conflict_new_id"),
    pl.when(BY_GOVERNMENT).then(pl.format("{}: Government", "country")).otherwise(DYAD_NAME).alias("conflict_name"),
    pl.col("dyad_new_id").alias("dyad_dset_id"),
    DYAD_NAME.alias("dyad_name"),
    pl.col("side_a_new_id").alias("side_a_dset_id"),
    pl.col("side_b_new_id").alias("side_b_dset_id"),
    pl.when(YEAR < SOURCES_COUNTED).then(-1).otherwise("number_of_sources").alias("number_of_sources"),
    pl.col("date_end").dt.to_string("%Y-%m-%d").alias("source_date"),
    pl.format("SIMULATED: {} dead near {}", "best", "where_coordinates").alias("source_headline"),
    pl.format("in {}", "adm_1").alias("where_description"),
)
ARTICLE = pl.format('"{},{},{}"', "source_office", "source_date", "source_headline").alias("source_article")
