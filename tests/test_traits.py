"""What is told of groups counts from when it was told, and adds to a curve only what it taught."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from smoulder import traits
from smoulder.errors import BadInput
from smoulder.months import parse_month
from smoulder.traits import TRAITS, Told, Traits
from smoulder.types import HORIZON, Panel, ReturnCurves

COLUMNS = ["gname", "year", *TRAITS.values(), "endstr"]
START = parse_month("1980-01")


@pytest.fixture
def table(tmp_path):
    """Write group-years, given as the cells that are not empty."""

    def write(*rows, name="groups.csv", drop=()):
        frame = pl.DataFrame([{**dict.fromkeys(COLUMNS), "endstr": 0, **row} for row in rows], infer_schema_length=None)
        path = tmp_path / name
        frame = frame.drop(drop)
        frame.write_parquet(path) if path.suffix == ".parquet" else frame.write_csv(path)
        return path

    return write


def told(of, unit, month, trait):
    """One trait of a unit at the end of a month, None where nothing is known of the unit at all."""
    places, values = traits.known(of, traits.match(of, [unit]), parse_month(month))
    return float(values[0, of.names.index(trait)]) if len(places) else None


def panel_of(values, visible=None):
    visible = np.ones(values.shape, dtype=bool) if visible is None else visible
    units = tuple(f"unit {number}" for number in range(len(values)))
    return Panel(np.where(visible, values, 0).astype(np.int32), visible, units, START, "event", date(2020, 1, 31))


def flat(panel, origin, hazard):
    """Curves of one monthly hazard for all."""
    curve = -np.expm1(-hazard * np.arange(1, HORIZON + 1))
    return ReturnCurves(np.tile(curve, (len(panel.units), 1)), panel.units, origin, "flat")


def world(effect, units=3000, hazard=0.02, seed=0):
    """Units seen three times, then silent for 12 months; half are of a kind whose hazard is e ** effect times as high.

    A third of the units is not in the table.
    """
    rng = np.random.default_rng(seed)
    kind = np.arange(units) % 2
    later = rng.random((units, 72)) < -np.expm1(-hazard * np.exp(effect * kind))[:, None]
    panel = panel_of(np.hstack([np.ones((units, 3)), np.zeros((units, 12)), later]))
    listed = [place for place in range(units) if place % 3]
    groups = {
        f"unit{place}": Told(np.array([1970], dtype=np.int32), np.array([[float(kind[place])]])) for place in listed
    }
    return panel, Traits(("kind",), groups, traits.load_lineage()), START + 14


def test_a_year_is_known_from_its_end_and_the_last_one_stays(table):
    of = traits.read(table({"gname": "Red Sky", "year": 1985, "rel": 0}, {"gname": "Red Sky", "year": 1986, "rel": 1}))
    assert told(of, "Red Sky", "1985-11", "religious") is None
    assert told(of, "Red Sky", "1985-12", "religious") == 0
    assert told(of, "Red Sky", "1986-11", "religious") == 0
    assert [told(of, "Red Sky", month, "religious") for month in ("1986-12", "1999-06")] == [1, 1]


def test_the_unknown_is_not_zero_and_what_was_known_before_stays(table):
    of = traits.read(
        table(
            {"gname": "Red Sky", "year": 1985, "terrctrl": 1, "social_service": 9, "fate_leader": 2, "peak_size": 100},
            {"gname": "Red Sky", "year": 1986, "social_service": 9, "fate_leader": 0},
        )
    )
    now = [told(of, "Red Sky", "1990-01", name) for name in ("territory", "leader_lost", "peak_size")]
    assert now == pytest.approx([1, 1, np.log(101)])
    assert np.isnan([told(of, "Red Sky", "1990-01", name) for name in ("social_service", "left_wing", "allies")]).all()


def test_a_parquet_file_tells_the_same_as_a_csv(table):
    rows = [{"gname": "Red Sky", "year": 1985, "num_base": 3}, {"gname": "Old Sea", "year": 1975, "left": 1}]
    csv, parquet = traits.read(table(*rows)), traits.read(table(*rows, name="groups.parquet"))
    assert csv.names == parquet.names == tuple(TRAITS)
    for key in ("redsky", "oldsea"):
        np.testing.assert_array_equal(csv.groups[key].values, parquet.groups[key].values)


def test_how_a_group_ended_is_told_only_to_those_who_ask_for_hindsight(table):
    path = table({"gname": "Red Sky", "year": 1985}, {"gname": "Red Sky", "year": 1986, "endstr": 3})
    assert not [name for name in traits.read(path).names if name.startswith("ended")]
    late = traits.read(path, hindsight=True)
    ended = [told(late, "Red Sky", month, "ended_in_politics_or_victory") for month in ("1985-12", "1986-12")]
    assert ended == [0, 1]
    assert told(late, "Red Sky", "1990-01", "ended_by_force") == 0


def test_a_group_that_came_back_is_one_group(table):
    of = traits.read(
        table({"gname": "Red Sky_1", "year": 1975, "rel": 0}, {"gname": "Red Sky_2", "year": 1990, "rel": 1})
    )
    assert [told(of, "Red Sky", month, "religious") for month in ("1980-01", "1991-01")] == [0, 1]


@pytest.mark.parametrize(
    "unit", ["RED SKY", "The Red Sky", "Red Sky (RS)", "Red Sky (RS) | Nowhere", "Mujahideen Youth Movement (MYM)"]
)
def test_a_unit_is_found_by_its_letters_its_aliases_and_without_its_acronym(table, unit):
    of = traits.read(table({"gname": "Red Sky", "year": 1980}, {"gname": "Al-Shabaab", "year": 1980}))
    assert 0 in traits.match(of, [unit])


def test_two_groups_that_differ_by_their_acronym_only_are_not_taken_for_each_other(table):
    of = traits.read(
        table({"gname": "Army (A)", "year": 1980, "left": 1}, {"gname": "Army (B)", "year": 1980, "left": 0})
    )
    assert traits.match(of, ["Army", "Army (C)"]) == {}
    assert [told(of, unit, "1985-01", "left_wing") for unit in ("Army (A)", "Army (B)")] == [1, 0]


def test_a_place_in_brackets_is_no_acronym(table):
    assert traits.match(traits.read(table({"gname": "Army", "year": 1980})), ["Army (Nowhere)"]) == {}


def test_a_table_without_a_column_is_refused_by_its_name(table):
    with pytest.raises(BadInput, match=r"lacks the columns rel, right "):
        traits.read(table({"gname": "Red Sky", "year": 1980}, drop=("rel", "right")))


def test_a_group_twice_in_a_year_is_refused(table):
    with pytest.raises(BadInput, match="more than one row"):
        traits.read(table({"gname": "Red Sky", "year": 1980}, {"gname": "Red Sky ", "year": 1980}))


def test_a_file_that_is_no_table_is_refused(tmp_path):
    path = tmp_path / "groups.parquet"
    path.write_text("no table")
    with pytest.raises(BadInput, match="cannot be read"):
        traits.read(path)


def test_what_is_no_number_is_refused(table):
    with pytest.raises(BadInput, match="cannot be read"):
        traits.read(table({"gname": "Red Sky", "year": 1980, "left": "perhaps"}))


def test_an_effect_is_found_again_and_the_curves_are_as_if_it_had_been_known():
    panel, of, origin = world(effect=1.0)
    before = flat(panel, origin, 0.02 * np.exp(0.5))
    after = traits.adjust(traits.fit(panel, of, [before]), of, before)
    hazard = -np.log1p(-after.values[:, 11]) / 12
    assert hazard[1] / hazard[2] == pytest.approx(np.e, rel=0.15)
    returned = (panel.values[:, 15:27] > 0).any(axis=1)
    for kind in (1, 2):
        alike = [place for place in range(len(panel.units)) if place % 3 and place % 2 == kind % 2]
        assert after.values[alike, 11].mean() == pytest.approx(returned[alike].mean(), abs=0.05)


def test_without_an_effect_next_to_nothing_is_learned():
    panel, of, origin = world(effect=0.0)
    assert abs(traits.fit(panel, of, [flat(panel, origin, 0.02)]).slopes[0]) < 0.1


def test_a_unit_that_the_table_does_not_name_keeps_its_curve():
    panel, of, origin = world(effect=1.0, units=300)
    before = flat(panel, origin, 0.03)
    after = traits.adjust(traits.fit(panel, of, [before]), of, before)
    assert (after.values[::3] == before.values[::3]).all()
    assert (after.values[1] != before.values[1]).all()
    assert after.model == "flat_traits"


def test_a_unit_that_declined_still_declines():
    panel, of, origin = world(effect=1.0, units=300)
    full = flat(panel, origin, 0.03)
    values = full.values.copy()
    values[1] = np.nan
    before = ReturnCurves(values, full.units, origin, "flat", {"unit 1": "It said no."})
    after = traits.adjust(traits.fit(panel, of, [before]), of, before)
    assert after.declined == before.declined
    assert np.isnan(after.values[1]).all()


def test_what_comes_after_the_pool_teaches_nothing():
    panel, of, origin = world(effect=1.0, units=600)
    end = panel.end - 24
    changed = panel.values.copy()
    changed[:, -24:] = 1 - changed[:, -24:]
    later = {
        key: Told(np.append(each.years, 2000).astype(np.int32), np.vstack([each.values, 1 - each.values]))
        for key, each in of.groups.items()
    }
    past = [flat(panel, origin, 0.02), flat(panel, end + 6, 0.02)]
    first = traits.fit(panel.until(end), of, past)
    second = traits.fit(panel_of(changed).until(end), Traits(of.names, later, of.lineage), past)
    assert first.slopes[0] > 0
    assert (first.slopes == second.slopes).all()


def test_blind_months_are_no_evidence_of_silence():
    panel, of, origin = world(effect=0.0, units=600)
    kind = np.arange(600) % 2 == 1
    visible = np.ones(panel.values.shape, dtype=bool)
    visible[kind, 15:60] = False
    past = [flat(panel, origin, 0.02)]
    blind = traits.fit(panel_of(panel.values, visible), of, past)
    silent = traits.fit(panel_of(np.where(visible, panel.values, 0)), of, past)
    assert abs(blind.slopes[0]) < 0.2
    assert silent.slopes[0] < -0.3


def test_a_pool_that_shows_no_return_teaches_nothing():
    panel, of, origin = world(effect=1.0, units=60, hazard=1e-9)
    before = flat(panel, origin, 0.02)
    for past in ([], [before]):
        learned = traits.fit(panel, of, past)
        assert traits.adjust(learned, of, before).values == pytest.approx(before.values)


def test_curves_of_other_units_are_refused():
    panel, of, origin = world(effect=1.0, units=60)
    other = ReturnCurves(np.full((1, HORIZON), 0.5), ("stranger",), origin, "flat")
    with pytest.raises(BadInput, match="other units"):
        traits.fit(panel, of, [other])


def test_the_real_table_is_read(real):
    of = traits.read(real / "groups" / "edtg_1970_2007.parquet", hindsight=True)
    groups = {id(each): each for each in of.groups.values()}.values()
    values = np.concatenate([each.values for each in groups])
    assert len(groups) > 500
    yes_or_no = [place for place, name in enumerate(of.names) if name not in traits.COUNTS]
    known = values[:, yes_or_no]
    assert set(np.unique(known[~np.isnan(known)])) == {0, 1}
