"""The ensemble: weighed by what was known, kinder to who was right, and never beyond its members."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smoulder import endings, rolling, stacking
from smoulder.rolling import UNKNOWN, Block
from smoulder.stacking import CERTAIN, MEMBERS, NAME, blend, joined, weigh
from smoulder.types import HORIZON, Panel, ReturnCurves

START, LENGTH, UNITS = 100, 200, 80
ASKED = (12, 36, 60)
EVEN = dict.fromkeys(MEMBERS, 1 / len(MEMBERS))
chances = st.floats(0, 1)
weightings = st.lists(st.floats(0.01, 1), min_size=3, max_size=3).map(
    lambda parts: dict(zip(MEMBERS, [part / sum(parts) for part in parts], strict=True))
)


def world(seed=0):
    """Units of two rates that began with a year of events."""
    rng = np.random.default_rng(seed)
    values = (rng.random((UNITS, LENGTH)) < rng.choice([0.01, 0.08], (UNITS, 1))).astype(np.int32)
    values[:, :12] = 1
    return panel_of(values)


def panel_of(values):
    names = tuple(f"unit {row}" for row in range(len(values)))
    return Panel(values.astype(np.int32), np.ones(values.shape, bool), names, START, "events", date(2020, 1, 1))


def block(panel, origin, observed=None, **members):
    """The forecasts of one origin for every unit: of each member a chance, or one for each unit and horizon."""
    shape = (len(panel.units), len(ASKED))
    p = {name: np.broadcast_to(np.float32(members.get(name, 0.3)), shape).copy() for name in MEMBERS}
    came = rolling.observed(panel, origin, ASKED) if observed is None else observed
    return Block(origin, np.arange(len(panel.units), dtype=np.int32), p, came)


def seer(panel, origin):
    """What is to come, said with less certainty than it could be."""
    return np.where(rolling.observed(panel, origin, ASKED) == 1, 0.8, 0.2)


@pytest.mark.parametrize("member", MEMBERS)
def test_a_member_that_knew_takes_nearly_all_the_weight(member):
    panel = world()
    past = [block(panel, origin, **{member: seer(panel, origin)}) for origin in range(START + 40, START + 140, 12)]
    weights = weigh(past, panel, ASKED, panel.end)
    assert sum(weights.values()) == pytest.approx(1)
    assert weights[member] > 0.9


def test_without_a_past_the_weights_are_even():
    assert weigh([], world(), ASKED, START + 100) == pytest.approx(EVEN)


def test_members_that_say_the_same_weigh_the_same():
    panel = world()
    assert weigh([block(panel, START + 60)], panel, ASKED, panel.end) == pytest.approx(EVEN)


def test_few_cases_move_the_weights_little():
    panel = panel_of(world().values[:4])
    past = [block(panel, START + 60, hazard=seer(panel, START + 60))]
    assert weigh(past, panel, ASKED, panel.end)["hazard"] < 0.5


def test_only_windows_that_had_closed_by_then_teach():
    """Of two origins each with windows of 12, 36 and 60 months: what was open at the time may be anything."""
    panel, now = world(), START + 110
    past = [block(panel, origin, hazard=seer(panel, origin)) for origin in (START + 60, START + 90)]
    perturbed = []
    for each in past:
        observed = each.observed.copy()
        still_open = each.origin + np.array(ASKED) > now
        observed[:, still_open] = 1 - observed[:, still_open]
        assert still_open.any()
        assert not still_open.all()
        perturbed.append(each._replace(observed=observed))
    assert weigh(past, panel, ASKED, now) == weigh(perturbed, panel, ASKED, now)
    assert weigh(past, panel, ASKED, panel.end) != weigh(perturbed, panel, ASKED, panel.end)


@pytest.mark.parametrize(("quiet", "teaches"), [(stacking.QUIET - 1, False), (stacking.QUIET, True)])
def test_quiet_units_teach_and_others_do_not(quiet, teaches):
    values = np.zeros((60, 150))
    values[:, :20] = 1
    values[::2, 30:] = 1  # every second unit comes back
    panel, origin = panel_of(values), START + 19 + quiet
    weights = weigh([block(panel, origin, hazard=seer(panel, origin))], panel, ASKED, panel.end)
    assert (weights["hazard"] > 0.5) == teaches


def test_unknown_outcomes_and_declined_forecasts_teach_nothing():
    panel, origin = world(), START + 60
    taught = seer(panel, origin)
    whole = block(panel, origin, hazard=taught)
    silent = np.arange(UNITS) % 3 == 0
    unknown, declined = whole.observed.copy(), taught.copy()
    unknown[silent], declined[silent] = UNKNOWN, np.nan
    fewer = whole._replace(
        units=whole.units[~silent],
        observed=whole.observed[~silent],
        probabilities={name: p[~silent] for name, p in whole.probabilities.items()},
    )
    expected = weigh([fewer], panel, ASKED, panel.end)
    for past in (block(panel, origin, unknown, hazard=taught), block(panel, origin, hazard=declined)):
        assert weigh([past], panel, ASKED, panel.end) == pytest.approx(expected)


def test_horizons_that_are_not_taught_by_are_passed_over():
    panel, origin = world(), START + 60
    past = block(panel, origin, hazard=seer(panel, origin))
    with_another = past._replace(
        probabilities={name: np.c_[p, 1 - p[:, :1]] for name, p in past.probabilities.items()},
        observed=np.c_[past.observed, past.observed[:, :1]],
    )
    assert weigh([with_another], panel, (*ASKED, 24), panel.end) == weigh([past], panel, ASKED, panel.end)


def test_the_weights_make_the_outcomes_likeliest():
    """No other weights on a grid have a better score, with the pull to even weights in it."""
    rng = np.random.default_rng(1)
    odds = rng.normal(0, 2, (300, 3))
    came = (rng.random(300) < 1 / (1 + np.exp(-odds @ [0.6, 0.3, 0.1]))).astype(float)

    def loss(weights):
        line = odds @ weights
        pull = stacking.PRIOR / 3 * np.log(weights).sum()
        return (np.logaddexp(0, line) - came * line).sum() - pull

    found = stacking._most_likely(odds, came)
    grid = [np.array([a, b, 1 - a - b]) for a in np.arange(0.01, 1, 0.02) for b in np.arange(0.01, 0.995 - a, 0.02)]
    assert loss(found) <= min(map(loss, grid)) + 1e-6
    assert min(np.abs(grid - found).sum(axis=1)) < 0.05


@settings(deadline=None)
@given(st.lists(chances, min_size=3, max_size=3), weightings)
def test_the_blend_lies_between_its_members(p, weights):
    inside = np.clip(p, CERTAIN, 1 - CERTAIN)
    found = float(blend(dict(zip(MEMBERS, np.array(p)[:, None], strict=True)), weights)[0])
    assert inside.min() - 1e-12 <= found <= inside.max() + 1e-12


@settings(deadline=None)
@given(st.lists(st.lists(chances, min_size=5, max_size=5).map(sorted), min_size=3, max_size=3), weightings)
def test_the_blend_never_falls_with_the_horizon(curves, weights):
    found = blend(dict(zip(MEMBERS, np.array(curves), strict=True)), weights)
    assert (np.diff(found) >= -1e-12).all()


@settings(deadline=None)
@given(st.lists(st.one_of(chances, st.none()), min_size=3, max_size=3), weightings)
def test_a_member_that_declines_is_left_out(p, weights):
    members = dict(zip(MEMBERS, [np.array([np.nan if each is None else each]) for each in p], strict=True))
    found = float(blend(members, weights)[0])
    spoken = {name: each for name, each in members.items() if not np.isnan(each[0])}
    if not spoken:
        assert np.isnan(found)
        return
    odds = {name: np.log(q / (1 - q)) for name, q in ((n, np.clip(v, CERTAIN, 1 - CERTAIN)) for n, v in spoken.items())}
    line = sum(weights[name] * odds[name] for name in spoken) / sum(weights[name] for name in spoken)
    assert found == pytest.approx(float(1 / (1 + np.exp(-line[0]))), abs=1e-9)


def test_the_shape_of_the_blend_is_that_of_its_members():
    members = {name: np.full((4, 7), chance, np.float32) for name, chance in zip(MEMBERS, (0.2, 0.5, 0.7), strict=True)}
    found = blend(members, EVEN)
    assert (found.shape, found.dtype) == ((4, 7), np.float64)
    np.testing.assert_allclose(found, found[0, 0])


def test_each_block_is_weighed_by_those_before_it():
    panel = world()
    origins = range(START + 40, START + 120, 12)
    blocks = [block(panel, origin, hazard=seer(panel, origin)) for origin in origins]
    found = list(joined(blocks, panel, ASKED))
    assert [each.origin for each in found] == list(origins)
    for place, each in enumerate(found):
        weights = weigh(blocks[:place], panel, ASKED, each.origin)
        np.testing.assert_allclose(each.probabilities[NAME], blend(each.probabilities, weights), rtol=1e-6)
    assert weigh(blocks[:1], panel, ASKED, blocks[1].origin)["hazard"] > 1 / 3
    late = list(joined(blocks[-1:], panel, ASKED, blocks[:-1]))
    np.testing.assert_array_equal(late[0].probabilities[NAME], found[-1].probabilities[NAME])


def flat(level):
    """A model that learns the rate of the pool, and tells it level times."""

    def curves(rate, panel):
        each = np.minimum(1 - (1 - rate * level) ** np.arange(1, HORIZON + 1), 1)
        return ReturnCurves(np.tile(each, (len(panel.units), 1)), panel.units, panel.end, "flat")

    return endings.Model(lambda pool: float((pool.values > 0).mean()), curves)


def test_the_future_changes_no_forecast_of_the_ensemble():
    panel, models = world(), dict(zip(MEMBERS, map(flat, (0.2, 0.5, 0.9)), strict=True))
    origins, values = [START + 120, START + 126], panel.values.copy()
    values[:, 127:] = 1 - values[:, 127:]

    def asked(of):
        return list(stacking.forecasts(of, origins, (24, 60), models, endings.scored, refit=12))

    one, other = asked(panel), asked(panel_of(values))
    assert [each.origin for each in one] == origins
    for a, b in zip(one, other, strict=True):
        assert a.probabilities.keys() == {*MEMBERS, NAME}
        assert a.probabilities[NAME].shape == (len(a.units), 2)
        for name, p in a.probabilities.items():
            np.testing.assert_array_equal(p, b.probabilities[name])
    assert (one[1].observed != other[1].observed).any()


def test_past_origins_are_a_decade_of_years_within_the_panel():
    assert stacking.past_origins(300, 100) == list(range(180, 300, 12))
    assert stacking.past_origins(300, 200) == list(range(216, 300, 12))
    assert stacking.past_origins(300, 290) == []
