"""Who holds what from events: contracts of every model, the published states of Colombia, simulated wars."""

import inspect
import json
from dataclasses import replace
from datetime import date
from importlib import import_module

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoulder.control import HOLDERS, KINDS, STATES, CellPanel, answer, models
from smoulder.control.anders2020 import STATES as FIVE
from smoulder.control.anders2020 import TRANSITION, likeliest, symbols
from smoulder.control_scores import sampled, simulated
from smoulder.control_simulation import MONTHS, invent_war
from smoulder.errors import BadInput
from smoulder.months import month_id
from smoulder.types import StateProbabilities

MODELS = models()
each_model = pytest.mark.parametrize("name", MODELS)
START = month_id(date(2001, 1, 1))


def line_of_cells(events, units=5, months=80, visible=None):
    """A row of cells; events: (unit, month, kind, deaths)."""
    pairs = [(a, b) for a in range(units) for b in (a - 1, a + 1) if 0 <= b < units]
    unit, month, kind, deaths = (np.array(column, dtype=np.int32) for column in zip(*events, strict=True))
    centres = np.column_stack([20.25 + 0.5 * np.arange(units), np.full(units, 10.25)])
    return CellPanel(
        "Sons of Quov", tuple(f"c{each}" for each in range(units)), centres,
        np.array(pairs, dtype=np.int32).reshape(-1, 2), unit, month, kind, deaths, centres[unit],
        np.ones(months, bool) if visible is None else visible, START, date(2010, 1, 1),
    )  # fmt: skip


def told(name, panel, *, filtered):
    model = MODELS[name]
    return model.states(model.fit([panel]), panel, filtered=filtered)


@pytest.fixture(scope="module")
def war():
    return simulated(1).panel


@each_model
@pytest.mark.parametrize("filtered", [True, False])
def test_a_model_gives_probabilities_of_named_states_for_every_unit_and_month(name, filtered, war):
    answered = told(name, war, filtered=filtered)
    assert answered.values.shape == (len(war.units), war.months, len(answered.states))
    assert answered.filtered is filtered
    assert (answered.start, answered.units) == (war.start, war.units)
    assert {"group", "contested", "opponent"} <= set(answered.states)


@each_model
def test_a_filtered_answer_does_not_change_with_the_future(name, war):
    known, cut = told(name, war, filtered=True), war.until(war.start + 59)
    later = war.month > 59
    rng = np.random.default_rng(1)
    other = replace(
        war, kind=np.where(later, rng.integers(0, len(KINDS), len(war.kind)), war.kind).astype(np.int32),
        deaths=np.where(later, war.deaths * 9, war.deaths).astype(np.int32),
        visible=np.where(np.arange(war.months) > 70, False, war.visible),
    )  # fmt: skip
    for changed in (cut, other):
        assert np.allclose(told(name, changed, filtered=True).values[:, :60], known.values[:, :60], atol=1e-12)


def test_a_smoothed_answer_does_use_the_future(war):
    cut = war.until(war.start + 59)
    ends = told("sticky", cut, filtered=False).values[:, -1]
    assert np.allclose(ends, told("sticky", cut, filtered=True).values[:, -1])  # at its end there is no future
    assert not np.allclose(ends, told("sticky", war, filtered=False).values[:, 59], atol=0.05)


@each_model
def test_a_model_says_what_it_assumes_and_when_it_fails(name):
    words = inspect.getdoc(import_module(f"smoulder.control.{name.removesuffix('_published')}"))
    assert "Assumes: " in words
    assert "Fails when: " in words


@pytest.mark.parametrize("kind", [KINDS.index(each) for each in ("taken", "battle_lost", "battle_even", "strike")])
def test_long_silence_drifts_to_unknown_and_never_to_certainty(kind):
    panel = line_of_cells([(unit, month, kind, 9) for unit in range(5) for month in range(12)], months=400)
    answered = told("sticky", panel, filtered=True)
    unknown = answered.values[2, :, -1]
    assert unknown[12] < 0.35
    assert unknown[-1] > 0.95
    assert answered.values[:, :, :3].max() < 1
    assert answered.chance("group")[2, -1] == pytest.approx(answered.prior[0], abs=0.02)


def test_a_blind_month_tells_less_than_a_silent_one():
    events = [(2, month, KINDS.index("battle_lost"), 9) for month in range(12)]
    dark = np.ones(40, dtype=bool)
    dark[12:] = False
    seen, blind = (
        told("sticky", line_of_cells(events, months=40, visible=each), filtered=True) for each in (None, dark)
    )
    ground = [1 - each.chance("opponent")[2] for each in (seen, blind)]
    assert np.allclose(ground[0][:12], ground[1][:12])
    assert (ground[1][13:] >= ground[0][13:] - 1e-9).all()
    assert ground[1][20] > ground[0][20] + 0.01


def test_what_is_taken_and_retaken_is_told_apart_and_neighbours_count():
    taken, retaken = (
        told("sticky", line_of_cells([(2, month, KINDS.index(kind), 3) for month in range(6)]), filtered=True)
        for kind in ("taken", "retaken")
    )
    assert taken.chance("group")[2, 6] > 0.4 > 0.1 > retaken.chance("group")[2, 6]
    assert taken.chance("group")[1, 6] > taken.chance("group")[4, 6] > 0


def test_tables_are_learned_from_who_is_known_to_hold_what():
    """Two wars in which kinds mean the opposite teach the opposite."""
    rng = np.random.default_rng(3)
    known = np.repeat([[0], [0], [2], [2], [2], [0]], 80, axis=1).astype(np.int8)

    def taught(ours, theirs):
        events = [
            (unit, month, KINDS.index(ours if known[unit, month] == 0 else theirs), int(rng.integers(1, 9)))
            for unit in range(6) for month in range(80) if rng.random() < 0.4
        ]  # fmt: skip
        panel = line_of_cells(events, units=6)
        parameters = MODELS["sticky"].fit([panel], [known])
        return MODELS["sticky"].states(parameters, panel, filtered=True).chance("group")[:, -1]

    for ours, theirs in (("strike", "civilians"), ("civilians", "strike")):
        chance = taught(ours, theirs)
        assert chance[[0, 1, 5]].min() > 0.8
        assert chance[[2, 3, 4]].max() < 0.2


@given(st.lists(st.floats(0.001, 1), min_size=3, max_size=3), st.lists(st.floats(0.05, 1), min_size=3, max_size=3))
def test_the_unknown_share_is_the_most_of_the_prior_that_is_in_an_answer(chances, prior):
    panel = line_of_cells([(0, 0, 0, 1)], units=1, months=1)
    p, q = np.array(chances) / sum(chances), np.array(prior) / sum(prior)
    found = answer(panel, "any", p[None, None], q, filtered=True)
    assert [found.chance(state)[0, 0] for state in HOLDERS] == pytest.approx(p.tolist(), abs=1e-9)
    assert found.values[0, 0, :3].min() == pytest.approx(0, abs=1e-9)
    assert answer(panel, "any", q[None, None], q, filtered=True).values[0, 0, 3] == pytest.approx(1)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"values": np.full((1, 2, 4), 0.3)}, "sum to 1"),
        ({"values": np.full((1, 2, 3), 1 / 3)}, "units"),
        ({"states": ("group", "group", "opponent", "unknown")}, "once"),
        ({"prior": np.array([0.5, 0.6, 0, 0])}, "sum to 1"),
        ({"values": np.array([[[1.5, -0.5, 0, 0]] * 2])}, "sum to 1"),
    ],
)
def test_states_are_checked_when_made(change, words):
    fine = {
        "values": np.full((1, 2, 4), 0.25), "units": ("a",), "states": STATES, "start": 1,
        "prior": np.array([0.2, 0.2, 0.6, 0]), "model": "any", "filtered": True,
    }  # fmt: skip
    assert StateProbabilities(**fine).chance("group")[0].tolist() == pytest.approx([0.3, 0.3])
    with pytest.raises(BadInput, match=words):
        StateProbabilities(**(fine | change))


def brute_force(seen, transition):
    """The likeliest states by trying all of them; the first in order where several are."""
    from itertools import product

    from smoulder.control.anders2020 import EMISSION, START

    def chance(path):
        total = START[path[0]] * EMISSION[path[0], seen[0]]
        for before, after, symbol in zip(path, path[1:], seen[1:], strict=False):
            total *= transition[before, after] * EMISSION[after, symbol]
        return total

    return max(chance(path) for path in product(range(5), repeat=len(seen))), chance


@pytest.mark.parametrize("transition", [TRANSITION, TRANSITION.T], ids=["documented", "published"])
def test_the_likeliest_states_are_those_that_brute_force_finds(transition):
    for seed in range(8):
        seen = np.random.default_rng(seed).integers(0, 4, (1, 5)).astype(np.int32)
        best, chance = brute_force(seen[0].tolist(), transition)
        assert chance(likeliest(seen, transition)[0].tolist()) == pytest.approx(best)


@pytest.fixture(scope="module")
def colombia(real):
    """The published units, events and states of Anders 2020: hexagons of western Colombia, 1997 to 2017."""
    folder = real / "control"
    rows = pl.read_parquet(folder / "anders_events_col.parquet").filter(pl.col("year").is_between(1997, 2017))
    features = json.loads((folder / "anders_hex_col.geojson").read_text("utf-8"))["features"]
    west = [
        each["properties"] for each in features if each["properties"]["colwest"] and each["properties"]["countrypoly"]
    ]
    kind = np.where((rows["type"] == "terrorism").to_numpy(), KINDS.index("civilians"), KINDS.index("battle_even"))
    where = rows.select("longitude", "latitude").to_numpy()
    panel = CellPanel(
        "FARC", tuple(each["gid"] for each in west), np.array([(each["X"], each["Y"]) for each in west]),
        np.empty((0, 2), np.int32), np.full(len(rows), -1, np.int32),
        ((rows["year"] - 1997) * 12 + rows["month"].cast(pl.Int32) - 1).to_numpy().astype(np.int32),
        kind.astype(np.int32), np.ones(len(rows), np.int32), where, np.ones(252, bool), month_id(date(1997, 1, 1)),
        date(2018, 1, 1),
    )  # fmt: skip
    published = pl.read_parquet(folder / "anders_hmm_col.parquet").sort("gid", "timeindex")
    by_unit = {gid: rows["control"].to_list() for (gid,), rows in published.group_by("gid", maintain_order=True)}
    names = ["R", "DR", "D", "DG", "G"]
    return panel, np.array([[names.index(state) for state in by_unit[unit]] for unit in panel.units])


def test_the_published_states_of_colombia_come_out_exactly(colombia):
    panel, published = colombia
    found = told("anders2020_published", panel, filtered=False)
    assert found.states == FIVE
    assert (found.values.argmax(axis=2) == published).all()
    assert published.size == 214_452


def test_the_table_as_documented_changes_one_state_in_thirteen(colombia):
    panel, published = colombia
    path = told("anders2020", panel, filtered=False).values.argmax(axis=2)
    assert (path != published).sum() == 16_408
    assert set(np.unique(symbols(panel))) == {0, 1, 2, 3}


def test_a_simulated_war_is_the_same_for_a_seed_and_its_fronts_move():
    one, again, other = invent_war(5), invent_war(5), invent_war(6)
    assert one.events.frame.equals(again.events.frame)
    assert not one.events.frame.equals(other.events.frame)
    assert one.truth.shape == (len(one.units), MONTHS)
    assert (np.diff(one.truth, axis=1) != 0).any()
    assert set(np.unique(one.truth)) == {0, 1, 2}
    assert one.events.frame["latitude"].is_between(12, 19).all()


def test_in_a_fall_much_ground_is_held_and_most_of_it_lost():
    for seed in range(4):
        held = (invent_war(seed, falls=True).truth == 0).sum(axis=0)
        assert held.max() > 20
        assert held[-1] < held.max() * 0.8
    falls = [(invent_war(seed, falls=True).truth == 0).sum(axis=0) for seed in range(8)]
    assert np.median([each[-1] / each.max() for each in falls]) < 0.3


def told_right(case):
    """The share of told changes and holds that are true, and how many there are."""
    panel, right = case.panel, []
    for kind, holder in (("taken", 0), ("retaken", 2)):
        some = (panel.kind == KINDS.index(kind)) & (panel.unit >= 0)
        right += (case.known[panel.unit[some], panel.month[some]] == holder).tolist()
    return np.mean(right), len(right)


def test_titles_of_a_simulated_war_are_read_and_are_wrong_as_often_as_asked():
    telling = [seed for seed in range(12) if "advance" in {KINDS[each] for each in simulated(seed).panel.kind}]
    assert 2 < len(telling) < 12
    for wrong in (0.0, 0.3):
        shares, counts = zip(*(told_right(simulated(seed, wrong=wrong)) for seed in telling), strict=True)
        assert min(counts) > 20
        assert np.average(shares, weights=counts) == pytest.approx(1 - wrong, abs=0.06)


def test_where_deaths_tell_nothing_every_place_is_as_deadly_and_no_battle_is_won():
    panel = simulated(5, dumb=True).panel
    assert not set(panel.kind) & {KINDS.index("battle_won"), KINDS.index("battle_lost")}


def test_what_is_told_of_a_place_outweighs_a_fight_there_and_reaches_those_beside_it():
    fights = [(2, month, KINDS.index("battle_even"), 3) for month in range(12)]
    bare, held, lost = (
        told("sticky", line_of_cells([*fights, *more]), filtered=True).chance("group")[:, 13]
        for more in (
            [],
            *([(2, month, KINDS.index(kind), 1) for month in (9, 10, 11)] for kind in ("taken", "retaken")),
        )
    )
    assert held[2] > bare[2] > lost[2]
    assert held[1] > bare[1] > lost[1]


def test_on_wars_that_nothing_was_chosen_on_the_sticky_model_beats_exposure():
    """Few of the wars of docs/control.md, so that the test is quick; the page has the intervals."""
    from smoulder.control_scores import TESTED, compare

    rows = compare([sampled(simulated(seed)) for seed in list(TESTED)[:8]], ["sticky"])
    for target in ("holds", "holds or contests"):
        exposure, sticky = ({**row} for row in rows if row["target"] == target)
        assert (exposure["model"], sticky["model"]) == ("exposure", "sticky")
        assert sticky["log_score"] < exposure["log_score"]
        assert sticky["auc"] > exposure["auc"]


def test_what_ships_was_learned_from_other_wars_than_those_scored():
    from smoulder.control_scores import CHOSEN, TAUGHT, TESTED

    assert not set(TAUGHT) & set(CHOSEN)
    assert not set(TESTED) & {*TAUGHT, *CHOSEN}
