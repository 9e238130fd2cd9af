from datetime import date

import numpy as np
import pytest
from scipy.special import betaln
from scipy.stats import beta

from smoulder.endings import bg_bb
from smoulder.types import Panel


def panel_of(values, visible=None):
    values = np.array(values, dtype=np.int32)
    visible = np.ones(values.shape, bool) if visible is None else np.array(visible, dtype=bool)
    return Panel(values, visible, tuple(str(unit) for unit in range(len(values))), 1, "event", date(2020, 1, 31))


def mortals(p, q, months=240, seed=0):
    """Units that strike first in month 0, and after that by their p until they die by their q."""
    rng = np.random.default_rng(seed)
    alive = np.cumprod(rng.random((len(p), months)) >= q[:, None], axis=1)
    values = alive * (rng.random((len(p), months)) < p[:, None])
    values[:, 0] = 1
    return panel_of(values)


def drawn(units, seed):
    """Of p and q: so busy that few die before their third active month, of whom the fit does not hear."""
    rng = np.random.default_rng(seed)
    return rng.beta(12, 6, units), rng.beta(3, 297, units)


def chance(months, betas):
    """Of the months after the first sighting: summed over the month of death, integrated over p and q."""
    nodes, weights = np.polynomial.legendre.leggauss(60)
    nodes, weights = (nodes + 1) / 2, weights / 2
    p, q = nodes[:, None], nodes[None, :]
    density = beta.pdf(p, *betas[:2]) * beta.pdf(q, *betas[2:]) * np.outer(weights, weights)
    whole, alive = 0, density
    for month, struck in enumerate(months):
        if not any(months[month:]):
            whole += (alive * q).sum()
        alive = alive * (1 - q) * (p if struck else 1 - p)
    return whole + alive.sum()


def log_likelihood(record, betas):
    """The paper's equation 5, for n months of which x struck, the last of them month t."""
    (x, t, n), (a, b, c, d) = record, betas
    lives = betaln(a + x, b + n - x) + betaln(c, d + n)
    dies = [betaln(a + x, b + t - x + i) + betaln(c + 1, d + t + i) for i in range(n - t)]
    return np.logaddexp.reduce([lives, *dies]) - betaln(a, b) - betaln(c, d)


@pytest.mark.parametrize("months", [[1, 1], [0, 1, 0, 1, 0], [1, 1, 0, 0, 0, 0], [0, 0, 0, 1, 1]])
def test_the_curve_by_summing_over_the_month_of_death(months):
    betas = bg_bb.Parameters(2.0, 5.0, 2.0, 9.0)
    found = bg_bb.curves(betas, panel_of([[0, 0, 1, *months]])).values[0]
    expected = [1 - chance([*months, *[0] * ahead], betas) / chance(months, betas) for ahead in (1, 2, 12)]
    assert found[[0, 1, 11]] == pytest.approx(expected, rel=1e-9)


def test_blind_months_are_cut_out_of_the_clock():
    betas = bg_bb.Parameters(0.7, 4.0, 1.0, 60.0)
    gaps = panel_of([[1, 0, 0, 1, 0, 1, 0, 0, 0]], [[1, 0, 1, 1, 0, 1, 1, 0, 1]])
    whole = panel_of([[1, 0, 1, 1, 0, 0]])
    assert (bg_bb.curves(betas, gaps).values == bg_bb.curves(betas, whole).values).all()


def test_the_likelihood_is_largest_where_the_fit_ends():
    panel = mortals(*drawn(300, seed=1), months=80)
    found = bg_bb.fit(panel)
    active = panel.values[panel.active_months[:, -1] >= 3] > 0
    records = [(row.sum() - 1, np.flatnonzero(row)[-1], 79) for row in active]
    best = sum(log_likelihood(record, found) for record in records)
    for place in range(4):
        for factor in (0.97, 1.03):
            nudged = np.array(found)
            nudged[place] *= factor
            assert sum(log_likelihood(record, nudged) for record in records) < best


def test_a_known_world_is_found_again():
    a, b, c, d = bg_bb.fit(mortals(*drawn(1500, seed=2)))
    assert a / (a + b) == pytest.approx(12 / 18, abs=0.015)
    assert a + b == pytest.approx(18, rel=0.2)
    assert c / (c + d) == pytest.approx(3 / 300, abs=0.0015)


def test_what_was_forecast_for_the_silent_is_what_happened_in_another_world():
    learned = bg_bb.fit(mortals(*drawn(1500, seed=3)))
    world = mortals(*drawn(12000, seed=4), months=64)
    now = world.until(40)
    forecast = bg_bb.curves(learned, now).values[:, 23]
    returned = (world.values[:, 40:] > 0).any(axis=1)
    for silent in (1, 2, 3):
        these = (now.silence[:, -1] == silent) & ~np.isnan(forecast)
        assert these.sum() > 200
        assert forecast[these].mean() == pytest.approx(returned[these].mean(), abs=0.04)


def test_a_pool_of_three_groups_declines():
    panel = panel_of([[1, 1, 0, 1, 0, 0]] * 3)
    declined = bg_bb.curves(bg_bb.fit(panel), panel).declined
    assert set(declined) == {"0", "1", "2"}
    assert "teaches nothing" in declined["0"]
