"""What new months become is learned from what was published, by a day, of months that have settled; nothing else."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from smoulder import nowcast
from smoulder.errors import BadInput
from smoulder.months import parse_month
from smoulder.nowcast import LEVELS, SPREAD, document, settled_until, spread
from smoulder.revisions import learn

EARLY, LATE = date(2021, 2, 20), date(2021, 8, 20)
PUBLISHED = {  # country: deaths of 2020-11 to 2021-01 in February, and of the same months in August; all invented
    "Quovland": ((4, 0, 7), (8, 3, 9)),
    "Zyria": ((20, 0, None), (20, 0, 1)),
    "Ostrava Isles": ((0, 150, 2), (0, 300, 2)),
    "Nulland": ((None, 5, 5), (6, None, 5)),
}
MONTHS = (date(2020, 11, 30), date(2020, 12, 31), date(2021, 1, 31))


def rows(published=PUBLISHED, vintages=(EARLY, LATE)):
    return pl.DataFrame(
        [
            (month, country, deaths, vintage)
            for country, versions in published.items()
            for vintage, version in zip(vintages, versions, strict=True)
            for month, deaths in zip(MONTHS, version, strict=True)
        ],
        schema={"month": pl.Date, "country": pl.String, "deaths": pl.Int64, "vintage": pl.Date},
        orient="row",
    )


def of_world(countries=30, seed=3):
    """Two years of monthly vintages of invented countries, each raised by its yearly release in July."""
    rng = np.random.default_rng(seed)
    first, found = parse_month("2019-01"), []
    true = rng.negative_binomial(0.4, 0.01, size=(countries, 30))
    then = rng.binomial(true, 0.8)
    for newest in range(first + 11, first + 30):
        vintage = date(1980 + newest // 12, newest % 12 + 1, 20)
        for month in range(first, newest + 1):
            held = true if month <= settled_until(vintage) else then
            day = date(1980 + (month - 1) // 12, (month - 1) % 12 + 1, 28)
            found += [(day, f"country {k}", int(held[k, month - first]), vintage) for k in range(countries)]
    return pl.DataFrame(found, schema=["month", "country", "deaths", "vintage"], orient="row")


WORLD = of_world()


def test_a_tiny_set_by_hand():
    found = learn(rows())
    # open in February and settled in August: the months of 2020, where both numbers are known
    assert (found.world.cases, found.world.zeros, found.world.months, found.countries) == (6, 3, 2, 3)
    assert found.world.factor == pytest.approx((8 + 20 + 0 + 3 + 0 + 300) / (4 + 20 + 0 + 0 + 0 + 150))
    assert found.world.changed == pytest.approx(3 / 6)
    assert found.world.from_zero == pytest.approx(1 / 3)
    assert {age: each.cases for age, each in found.ages.items()} == {2: 3, 3: 3}
    assert found.ages[2].factor == pytest.approx(303 / 150)
    assert found.ages[3].factor == pytest.approx(28 / 24)
    assert [each.seen.cases for each in found.levels] == [3, 1, 1, 1]
    assert found.levels[0].factor == pytest.approx(1.0)  # 3, 0 and 0 deaths where none were published
    assert (found.first, found.last) == (parse_month("2020-11"), parse_month("2020-12"))


def test_the_interval_comes_from_drawing_countries():
    found = learn(WORLD)
    settled = WORLD.filter(vintage=WORLD["vintage"].max())
    then = WORLD.sort("vintage").unique(["month", "country"], keep="first", maintain_order=True)
    both = then.join(settled, on=["month", "country"], suffix="_settled")
    both = both.filter(pl.col("month") <= date(2020, 12, 31))
    sums = both.group_by("country").agg(pl.col("deaths", "deaths_settled").sum()).sort("country")
    rng, factors = np.random.default_rng(9), []
    for _ in range(2000):
        drawn = sums[rng.integers(0, len(sums), len(sums)).tolist()]
        factors.append(drawn["deaths_settled"].sum() / drawn["deaths"].sum())
    assert found.world.factor == pytest.approx(sums["deaths_settled"].sum() / sums["deaths"].sum())
    assert (found.world.low, found.world.high) == pytest.approx(np.quantile(factors, (0.025, 0.975)), abs=0.01)


def test_classes_are_drawn_to_the_factor_of_all_months_with_deaths():
    levels = learn(WORLD).levels[1:]
    measured, used = ([each.seen.factor for each in levels], [each.factor for each in levels])
    assert max(used) - min(used) < max(measured) - min(measured)
    assert all(min(measured) <= each <= max(measured) for each in used)


def test_classes_that_differ_without_noise_keep_their_own_factor():
    alike = {f"country {k}": ((4, 20, 1), (8, 20, 1)) for k in range(5)}
    levels = learn(rows(alike)).levels
    assert [each.factor for each in levels[1:3]] == pytest.approx([2, 1])
    assert levels[3].factor == pytest.approx(28 / 24)  # never seen: that of all


def test_a_class_in_which_countries_disagree_is_drawn_further():
    told = {f"country {k}": ((4, 20, 1), (8, 20, 1)) for k in range(5)}
    told |= {"Ostrava Isles": ((200, 0, 1), (500, 0, 1)), "Nulland": ((200, 0, 1), (300, 0, 1))}
    levels, everywhere = learn(rows(told)).levels, (28 * 5 + 800) / (24 * 5 + 400)
    assert [each.factor for each in levels[1:3]] == pytest.approx([2, 1])
    assert levels[3].seen.factor == pytest.approx(800 / 400)
    assert everywhere + 0.01 < levels[3].factor < 800 / 400 - 0.01


@pytest.mark.parametrize("as_of", [date(2020, 7, 31), date(2020, 12, 31), date(2021, 3, 31)])
def test_what_is_published_later_changes_nothing(as_of):
    later = pl.col("vintage") > as_of
    spoiled = WORLD.with_columns(deaths=pl.when(later).then(pl.col("deaths") * 7 + 1).otherwise("deaths"))
    before = document(learn(WORLD, as_of), {})
    assert document(learn(spoiled, as_of), {}) == before
    assert document(learn(WORLD.filter(~later), as_of), {}) == before
    assert document(learn(spoiled), {})["world"] != document(learn(WORLD), {})["world"]


def test_months_that_have_not_settled_teach_nothing():
    found = learn(WORLD, date(2020, 12, 31))
    assert found.last == parse_month("2019-12")
    assert learn(WORLD).last == parse_month("2020-12")


def test_a_vintage_of_june_teaches_nothing():
    june = pl.col("vintage").dt.month() == 6
    spoiled = WORLD.with_columns(deaths=pl.when(june).then(0).otherwise("deaths"))
    as_of = date(2020, 12, 31)
    assert document(learn(spoiled, as_of), {}) == document(learn(WORLD, as_of), {})


def test_the_order_of_rows_and_rows_told_twice_change_nothing():
    shuffled = pl.concat([WORLD, WORLD.head(500)]).sample(fraction=1, shuffle=True, seed=1)
    assert document(learn(shuffled), {}) == document(learn(WORLD), {})


def test_a_nowcast_multiplies_open_months_and_leaves_settled_ones():
    factors = learn(WORLD)
    deaths = np.array([[12.0, 12.0, 0.0, 3.0, 500.0]])
    newest = parse_month("2021-02")
    found = nowcast.nowcast(deaths, factors, newest=parse_month("2020-02"), published=date(2020, 7, 20))
    factor = [each.factor for each in factors.levels]
    assert found.expected[0].tolist() == [12, 12, 0, pytest.approx(3 * factor[1]), pytest.approx(500 * factor[3])]
    assert found.low[0, :3].tolist() == found.high[0, :3].tolist() == [12, 12, 0]
    assert (found.low[0, 3:] < found.high[0, 3:]).all()
    opened = nowcast.nowcast(deaths, factors, newest=newest, published=date(2021, 3, 20))
    assert opened.expected[0, 0] == pytest.approx(12 * factor[2])  # 2020-10 is open until July
    assert opened.expected[0, 2] == pytest.approx(factor[0])


def test_unknown_stays_unknown():
    factors = learn(WORLD)
    deaths = np.array([[np.nan, 4.0], [4.0, np.nan]])
    found = nowcast.nowcast(deaths, factors, newest=parse_month("2021-02"), published=date(2021, 3, 20))
    for each in found:
        assert np.isnan(each).tolist() == [[True, False], [False, True]]
    alone = nowcast.nowcast(deaths[1:, :1], factors, newest=parse_month("2021-01"), published=date(2021, 3, 20))
    assert alone.expected[0, 0] == found.expected[1, 0]


def test_the_spread_rises_and_bounds_the_interval():
    factors = learn(WORLD)
    when = {"newest": parse_month("2021-02"), "published": date(2021, 3, 20)}
    deaths = np.array([[0.0, 5, 50, 5000]])
    values, found = spread(deaths, factors, **when), nowcast.nowcast(deaths, factors, **when)
    assert values.shape == (1, 4, len(SPREAD))
    assert (np.diff(values) >= 0).all()
    assert (values[..., 0] == found.low).all()
    assert (values[..., -1] == found.high).all()


def test_nothing_is_said_of_no_deaths_where_none_were_ever_seen():
    never = {"Quovland": ((4, 5, 7), (8, 9, 9))}
    factors = learn(rows(never))
    found = nowcast.nowcast(np.array([[0.0, 2.0]]), factors, newest=parse_month("2021-01"), published=EARLY)
    assert np.isnan(found.expected).tolist() == [[True, False]]


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (rows().drop("vintage"), "vintage is not there"),
        (rows().filter(vintage=EARLY), "at least two vintages: found 1"),
        (rows().clear(), "at least two vintages: found 0"),
        (rows(vintages=(EARLY, date(2021, 5, 20))), "settled in that of 2021-05-20"),
        (rows().with_columns(deaths=-pl.col("deaths")), "below 0"),
        (rows().with_columns(pl.col("month").cast(pl.String)), "found String"),
        (pl.concat([rows(), rows().head(1).with_columns(deaths=pl.lit(5, pl.Int64))]), "two numbers for Quovland"),
    ],
)
def test_vintages_that_teach_nothing_are_refused_in_one_sentence(bad, says):
    with pytest.raises(BadInput, match=says) as refused:
        learn(bad)
    assert ". " not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_deaths_below_nought_are_refused():
    with pytest.raises(BadInput, match="below 0"):
        nowcast.nowcast(np.array([[-1.0]]), learn(WORLD), newest=parse_month("2021-02"), published=date(2021, 3, 20))


def test_what_ships_can_be_read_and_says_where_it_comes_from():
    factors, card = nowcast.read()
    assert card["schema"] == nowcast.SCHEMA
    assert {"data", "made", "smoulder", "command", "as_of"} <= set(card)
    assert {"title", "version", "licence", "citation", "sha256", "first", "last"} <= set(card["data"])
    assert tuple(each.least for each in factors.levels) == LEVELS
    assert factors.world.low <= factors.world.factor <= factors.world.high
    about = {name: card[name] for name in ("data", "made", "smoulder", "command")}
    assert document(factors, about) == card


def test_a_torn_card_is_refused():
    _, card = nowcast.read()
    with pytest.raises(BadInput, match="Make them again"):
        nowcast.parsed({name: part for name, part in card.items() if name != "world"})


def test_what_ships_was_learned_from_the_named_vintages(real):
    vintages = pl.read_parquet(real / "ucdp" / "country_month_vintages_2024_2026.parquet")
    named = vintages.filter(~pl.col("country").str.starts_with("Unnamed"))
    factors, card = nowcast.read()
    found, shipped = document(learn(named), {}), document(factors, {})
    assert found["world"] == pytest.approx(shipped["world"])
    assert [each["factor"] for each in found["levels"]] == pytest.approx([each["factor"] for each in card["levels"]])
