from datetime import date

import numpy as np
import pytest

from smoulder.endings import three_state
from smoulder.types import Panel

STATES = three_state.STATES
SILENT, EVENT, BLIND = range(3)


def panel_of(shown):
    """What each unit shows month by month: 0 silence, 1 an event, 2 nothing, for it is blind."""
    shown = np.array(shown)
    values = (shown == EVENT).astype(np.int32)
    return Panel(values, shown != BLIND, tuple(str(unit) for unit in range(len(shown))), 1, "event", date(2020, 1, 31))


def law(seed=0):
    """Chances of all kinds, a little of every move; the last state is left by none and shows nothing."""
    rng = np.random.default_rng(seed)
    moves = rng.dirichlet(np.ones(STATES), STATES)
    moves[-1] = np.eye(STATES)[-1]
    return three_state.Parameters(rng.dirichlet(np.ones(STATES)), moves, np.append(rng.random(STATES - 1), 0.0))


def world_law():
    pairs = [([0.90, 0.09], [0.05, 0.94]), ([0.85, 0.13], [0.03, 0.96]), ([0.80, 0.18], [0.02, 0.97])]
    moves = np.zeros((STATES, STATES))
    for kind, pair in enumerate(pairs):
        moves[2 * kind : 2 * kind + 2, 2 * kind : 2 * kind + 2] = pair
    moves[:, -1] = 1 - moves.sum(axis=1)
    first = np.array([0.3, 0, 0.4, 0, 0.3, 0, 0])
    return three_state.Parameters(first, moves, np.array([0.9, 0.06, 0.5, 0.02, 0.2, 0.005, 0.0]))


def world(parameters, units, months, seed):
    rng = np.random.default_rng(seed)
    shown = np.ones((units, months), dtype=int)
    state = rng.choice(STATES, units, p=parameters.first)
    for month in range(1, months):
        state = (rng.random((units, 1)) > np.cumsum(parameters.moves[state], axis=1)).sum(axis=1)
        shown[:, month] = rng.random(units) < parameters.event[state]
    return panel_of(shown)


def chance_of_paths(parameters, shown):
    """Every path of states from the first sighting on, (months, paths), and its chance along with what is shown."""
    paths = np.indices((STATES,) * (len(shown) + 1)).reshape(len(shown) + 1, -1)
    chance = parameters.first[paths[0]]
    for month, each in enumerate(shown, start=1):
        event = parameters.event[paths[month]]
        chance = (
            chance
            * parameters.moves[paths[month - 1], paths[month]]
            * np.stack([1 - event, event, 1 + 0 * event])[each]
        )
    return paths, chance


@pytest.mark.parametrize("shown", [[1, 1, 0, 0], [1, 0, 1, 2], [2, 1, 1, 0], [0, 1, 2, 1]])
def test_the_curve_by_every_path_of_states(shown):
    found = three_state.curves(law(), panel_of([[2, 0, 1, *shown, 1]])).values[0]
    with_event = [*shown, 1]
    whole = chance_of_paths(law(), with_event)[1].sum()
    assert found[0] == pytest.approx(1 - chance_of_paths(law(), [*with_event, 0])[1].sum() / whole, rel=1e-9)


def test_long_records_month_by_month():
    shown = np.repeat([1, 0, 2, 0, 1, 0, 2, 1, 0], [1, 9, 70, 1, 130, 150, 5, 2, 260])
    first, moves, event = parameters = world_law()
    now = first
    for each in shown[1:]:
        now = (now @ moves) * (1 - event, event, 1)[each]
        now = now / now.sum()
    quiet = []
    for _ in range(120):
        now = (now @ moves) * (1 - event)
        quiet.append(now.sum())
    assert three_state.curves(parameters, panel_of([shown])).values[0] == pytest.approx(1 - np.array(quiet), abs=1e-12)


def test_one_round_of_learning_by_every_path_of_states(monkeypatch):
    monkeypatch.setattr(three_state, "FEWEST", 1)
    monkeypatch.setattr(three_state, "ROUNDS", 0)
    panel = panel_of([[2, 1, 1, 0, 1, 2, 0], [1, 0, 1, 1, 2, 2, 0]])
    start = three_state.fit(panel)
    monkeypatch.setattr(three_state, "ROUNDS", 1)
    found = three_state.fit(panel)

    prior = three_state.PRIOR
    first, moves, event, looked = prior * start.first, prior * start.moves, prior * start.event, np.full(STATES, prior)
    for shown in ([1, 0, 1, 2, 0], [0, 1, 1, 2, 2, 0]):
        paths, chance = chance_of_paths(start, shown)
        share = chance / chance.sum()
        np.add.at(first, paths[0], share)
        for month, each in enumerate(shown, start=1):
            np.add.at(moves, (paths[month - 1], paths[month]), share)
            if each != BLIND:
                np.add.at(looked, paths[month], share)
            if each == EVENT:
                np.add.at(event, paths[month], share)
    assert found.first == pytest.approx(first / first.sum(), rel=1e-9)
    assert found.moves == pytest.approx(moves / moves.sum(axis=1, keepdims=True), rel=1e-9)
    assert found.event == pytest.approx(event / looked, rel=1e-9)


def test_a_known_world_is_found_again():
    truth = world_law()
    learned = three_state.fit(world(truth, units=800, months=240, seed=1))
    assert learned.event[[0, 2, 4]] == pytest.approx(truth.event[[0, 2, 4]], abs=0.05)
    other = world(truth, units=500, months=120, seed=2)
    expected, found = (three_state.curves(each, other).values for each in (truth, learned))
    assert np.nanmean(np.abs(found - expected), axis=0)[[0, 11, 59, 119]] == pytest.approx(np.zeros(4), abs=0.05)


def test_what_was_forecast_for_the_silent_is_what_happened_in_another_world():
    learned = three_state.fit(world(world_law(), units=800, months=240, seed=3))
    later = world(world_law(), units=4000, months=144, seed=4)
    now = later.until(120)
    forecast = three_state.curves(learned, now).values[:, 23]
    returned = (later.values[:, 120:] > 0).any(axis=1)
    for fewest, most in ((1, 6), (6, 24), (24, 120)):
        these = (now.silence[:, -1] >= fewest) & (now.silence[:, -1] < most) & ~np.isnan(forecast)
        assert these.sum() > 200
        assert forecast[these].mean() == pytest.approx(returned[these].mean(), abs=0.05)


@pytest.mark.parametrize("record", [[1, 1, 0, 1, 1], [1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]])
@pytest.mark.parametrize("months", [1, 12, 60])
def test_a_blind_stretch_leaves_return_likelier_than_the_same_stretch_silent(record, months):
    blind, silent = (
        three_state.curves(world_law(), panel_of([[*record, *[each] * months]])).values[0] for each in (BLIND, SILENT)
    )
    assert (blind > silent).all()


def test_certainty_fades_with_blindness():
    """Surely active before it; what is known of the present state falls month by month, and so does return."""
    busy = [1] * 12
    found = [three_state.curves(world_law(), panel_of([busy + [BLIND] * dark])).values[0] for dark in (0, 1, 6, 24, 96)]
    assert found[0][0] > 0.7
    assert (np.diff(found, axis=0) < 0).all()


def test_blindness_moves_the_long_silent_unit_far_less_than_silence_does():
    quiet = [1, 0, 1, 1] + [SILENT] * 24
    before, blind, silent = (
        three_state.curves(world_law(), panel_of([quiet + stretch])).values[0, 59]
        for stretch in ([], [2] * 24, [0] * 24)
    )
    assert abs(blind - before) < abs(silent - before) / 2


def test_what_is_blind_before_the_first_sighting_tells_nothing():
    late, early = panel_of([[2, 2, 0, 1, 0, 1, 1, 0]]), panel_of([[1, 0, 1, 1, 0]])
    found, expected = (three_state.curves(world_law(), panel).values for panel in (late, early))
    assert found == pytest.approx(expected, rel=1e-12)


def test_a_pool_of_three_groups_declines():
    panel = panel_of([[1, 1, 0, 1, 0, 0]] * 3)
    declined = three_state.curves(three_state.fit(panel), panel).declined
    assert set(declined) == {"0", "1", "2"}
    assert "teaches nothing" in declined["0"]
