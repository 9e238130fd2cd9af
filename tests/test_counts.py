"""The panel against a count by hand, and the future against the past."""

from datetime import date

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from smoulder.counts import panel

FIRST, LENGTH = 200, 12
COUNTRIES = ("A", "B", "C")
EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["1", "2", "3"]),
        st.sampled_from([*COUNTRIES, None]),
        st.integers(FIRST, FIRST + LENGTH - 1),
    ),
    max_size=40,
)
MASKS = st.fixed_dictionaries(
    {country: st.lists(st.booleans(), min_size=LENGTH, max_size=LENGTH) for country in COUNTRIES}
)
QUICK = settings(max_examples=60, deadline=None)


def counted(listed, masks, by_country=False, length=LENGTH):
    counts = (
        pl.DataFrame(listed, schema={"key": pl.String, "country": pl.String, "month": pl.Int64}, orient="row")
        .group_by("key", "country", "month")
        .agg(pl.len().cast(pl.Int32).alias("events"))
        .with_columns(pl.format("group {}", "key").alias("name"))
    )

    def visible(countries):
        chosen = list(masks.values()) if countries is None else [masks[country] for country in countries]
        return np.any(np.array(chosen, dtype=bool)[:, :length], axis=0)

    return panel(counts, visible, first=FIRST, as_of=date(2020, 1, 1), by_country=by_country)


@QUICK
@given(EVENTS, MASKS)
def test_the_panel_equals_a_count_by_hand(listed, masks):
    made = counted(listed, masks)
    assert made.units == tuple(sorted({f"group {key}" for key, _, _ in listed}))
    for row, unit in enumerate(made.units):
        own = [(country, month) for key, country, month in listed if f"group {key}" == unit]
        for column in range(LENGTH):
            month = FIRST + column
            assert made.values[row, column] == sum(1 for _, other in own if other == month)
            since = {country for country, other in own if other <= month}
            could = any(any(masks[each][column] for each in ([land] if land else COUNTRIES)) for land in since)
            if since:  # before its first sighting nothing is learned of a group
                assert made.visible[row, column] == (could or made.values[row, column] > 0)


@QUICK
@given(EVENTS, MASKS)
def test_a_group_in_a_country_is_a_unit_of_its_own(listed, masks):
    made = counted(listed, masks, by_country=True)
    assert set(made.units) == {f"group {key} | {country or 'country unknown'}" for key, country, _ in listed}
    assert made.values.sum() == len(listed)


@QUICK
@given(EVENTS, MASKS, st.integers(FIRST, FIRST + LENGTH - 2), EVENTS)
def test_the_future_changes_no_earlier_month(listed, masks, origin, later):
    past = [each for each in listed if each[2] <= origin]
    future = [each for each in later if each[2] > origin]
    keep = origin - FIRST + 1
    alone, whole = counted(past, masks, length=keep), counted(past + future, masks)
    rows = [whole.units.index(unit) for unit in alone.units]
    np.testing.assert_array_equal(alone.values, whole.values[rows, :keep])
    np.testing.assert_array_equal(alone.silence, whole.silence[rows, :keep])
    known = alone.silence >= 0
    np.testing.assert_array_equal(alone.visible[known], whole.visible[rows, :keep][known])
    around, later = alone.context, whole.context
    np.testing.assert_allclose(around.known, later.known[:, rows, :keep], rtol=1e-4, atol=1e-5)
    countries, whole_countries = np.array([*around.countries, ""]), np.array([*later.countries, ""])
    np.testing.assert_array_equal(countries[around.country], whole_countries[later.country[rows, :keep]])


def test_groups_of_one_name_are_told_apart_by_their_keys():
    names = {"key": ["7", "8", "9"], "name": ["Sons", "Sons", "Kin"]}
    counts = pl.DataFrame(names).with_columns(country=pl.lit("A"), month=FIRST, events=1)
    made = panel(counts, lambda countries: np.ones(2, dtype=bool), first=FIRST, as_of=date(2020, 1, 1))
    assert made.units == ("Kin", "Sons [7]", "Sons [8]")


def test_a_month_whose_deaths_nobody_knows_is_blind_and_one_of_which_some_are_known_is_not():
    rows = [("1", "A", FIRST, 2, None), ("1", "A", FIRST + 1, 2, 0), ("1", "A", FIRST + 2, 1, 7)]
    rows += [("1", "B", FIRST + 2, 1, None), ("1", "B", FIRST + 3, 1, None)]
    counts = pl.DataFrame(
        [(key, f"group {key}", *rest) for key, *rest in rows],
        schema=["key", "name", "country", "month", "events", "fatalities_best"], orient="row",
    )  # fmt: skip
    made = panel(
        counts, lambda countries: np.ones(4, dtype=bool), first=FIRST, as_of=date(2020, 1, 1), target="fatalities_best"
    )
    assert made.visible.tolist() == [[False, True, True, False]]
    assert made.values.tolist() == [[0, 0, 7, 0]]
