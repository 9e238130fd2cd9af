"""Each column of the surroundings against brute force, and nothing of the future in any of them."""

import numpy as np
import pytest

from smoulder.context import ALIKE, FADING, LATELY, LONGER, PLAIN, RECENT, STEM, Parts, context

COUNTRIES = ("Ostland", "Quovland", "Zyrland")
NAMES = (
    "Red Front of Quov", "Red Brigades", "Sons of Quov", "Zyr Liberation Army", "Zyr National Army (ZNA)",
    "Ostland League", "Holy League", "The People's Movement", "Quov Redemption", "Free Zyrians",
    "Zyr Scouts", "Unseen Red League",
)  # fmt: skip
UNITS, MONTHS = len(NAMES), 90


def parts_of(seed=0):
    """Every unit in one or two countries, some events where no country is known."""
    rng = np.random.default_rng(seed)
    unit = np.repeat(np.arange(UNITS, dtype=np.int32), 2)
    country = np.stack([rng.permutation(4)[:2] - 1 for _ in range(UNITS)]).ravel().astype(np.int32)
    rate = rng.choice([0.01, 0.05, 0.2], len(unit))
    values = rng.poisson(1.5, (len(unit), MONTHS)) * (rng.random((len(unit), MONTHS)) < rate[:, None])
    values[unit == 7, 4:] = 0  # one is soon gone
    values[unit == UNITS - 1] = 0  # and one is never seen
    values[14, 2] = 1
    return Parts(unit, country, values.astype(np.int32))


def values_of(parts):
    values = np.zeros((UNITS, MONTHS), dtype=np.int32)
    np.add.at(values, parts.unit, parts.values)
    return values


def found(parts=None, names=NAMES):
    parts = parts or parts_of()
    return context(values_of(parts), names, parts, COUNTRIES)


def share(parts, unit, month):
    """How much of a unit lies in each country, -1 for those not known, by its events so far, halved in five years."""
    weight = 0.5 ** ((month - np.arange(month + 1)) / FADING)
    rows = np.flatnonzero(parts.unit == unit)
    total = {int(parts.country[row]): float(parts.values[row, : month + 1] @ weight) for row in rows}
    whole = sum(total.values())
    return {country: (each / whole if whole else 0.0) for country, each in total.items()}


def active(values, month, within):
    return bool((values[max(month - within + 1, 0) : month + 1] > 0).any())


def around(parts, unit, month, within, least):
    """Of the other groups ever seen where the unit is, with so many active months: the log share still active."""
    whole = values_of(parts)
    still = ever = 0.0
    for country, part in share(parts, unit, month).items():
        for row in np.flatnonzero(parts.country == country if country >= 0 else np.zeros(len(parts.unit), bool)):
            other, events = parts.unit[row], parts.values[row]
            serious = (whole[other, : month + 1] > 0).sum() >= least
            if other != unit and serious and active(events, month, month + 1):
                ever += part
                still += part * active(events, month, within)
    return np.log((still + 0.3) / (ever + 1))


def stems(name):
    """The beginnings of the words that tell one name from another."""
    letters = "".join(letter if letter.isalpha() or letter in "'-" else " " for letter in name.lower())
    return {word[:STEM] for word in letters.split() if len(word) > 2 and word not in PLAIN}


def like_named(parts, unit, month, names=NAMES):
    values = values_of(parts)
    if (values[unit, : month + 1] > 0).sum() < 3:
        return np.nan
    lately = ever = 0.0
    for other in range(UNITS):
        a, b = stems(names[unit]), stems(names[other])
        alike = len(a & b) / np.sqrt(len(a) * len(b)) if a and b else 0.0
        if other != unit and alike >= ALIKE:
            ever += alike * active(values[other], month, month + 1)
            lately += alike * active(values[other], month, LATELY)
    return np.log((lately + 0.1) / (ever + 0.33))


def every(column):
    return np.array([[column(unit, month) for month in range(MONTHS)] for unit in range(UNITS)])


def test_the_main_country_is_where_most_of_the_unit_lies():
    parts, around = parts_of(), found()
    for unit in range(UNITS):
        for month in range(MONTHS):
            shares = {country: each for country, each in share(parts, unit, month).items() if country >= 0 and each > 0}
            most = max(shares, key=shares.get, default=-1)
            assert around.country[unit, month] == most
            if shares:
                assert around.known[0, unit, month] == pytest.approx(shares[most], rel=1e-4)
            else:
                assert np.isnan(around.known[0, unit, month])
    assert around.countries == COUNTRIES
    assert {-1, 0, 1, 2} == set(around.country.ravel().tolist())


@pytest.mark.parametrize(("column", "within", "least"), [(1, RECENT, 1), (2, LONGER, 3)])
def test_how_many_of_the_others_are_still_active(column, within, least):
    parts = parts_of()
    expected = every(lambda unit, month: around(parts, unit, month, within, least))
    np.testing.assert_allclose(found().known[column], expected, rtol=1e-4, atol=1e-5)
    assert np.ptp(expected) > 1


def test_how_many_of_those_with_a_like_name_were_active_lately():
    parts = parts_of()
    expected = every(lambda unit, month: like_named(parts, unit, month))
    np.testing.assert_allclose(found().known[3], expected, rtol=1e-4, atol=1e-5)
    assert np.nanmax(expected) - np.nanmin(expected) > 1


def test_the_world_by_hand():
    """Two groups in one country, the second seen in month 0 only: a year later it is no longer still active."""
    values = np.zeros((2, 14), dtype=np.int32)
    values[0], values[1, 0] = 1, 1
    parts = Parts(np.array([0, 1], dtype=np.int32), np.zeros(2, dtype=np.int32), values)
    around = context(values, ("Quov", "Zyr"), parts, ("Ostland",))
    assert around.known[1, 0, [0, 11, 12]] == pytest.approx(np.log([1.3 / 2, 1.3 / 2, 0.3 / 2]), rel=1e-6)
    assert (around.known[0] == 1).all()
    assert (around.country == 0).all()
    assert np.isnan(around.known[3, 0, :2]).all()
    assert around.known[3, 0, 2:] == pytest.approx(np.full(12, np.log(0.1 / 0.33)))


@pytest.mark.parametrize("cut", [1, 20, 60])
def test_a_world_cut_short_knows_what_it_knew(cut):
    """Every event after a month is another, in other places: all that was known by then stays as it was."""
    parts, rng = parts_of(), np.random.default_rng(3)
    values = parts.values.copy()
    values[:, cut:] = rng.poisson(0.5, values[:, cut:].shape)
    one, other = found(parts), found(parts._replace(values=values))
    short = context(
        values_of(parts)[:, :cut], NAMES, parts._replace(values=np.ascontiguousarray(parts.values[:, :cut])), COUNTRIES
    )
    for each in (other, short):
        np.testing.assert_allclose(each.known[:, :, :cut], one.known[:, :, :cut], rtol=1e-5)
        np.testing.assert_array_equal(each.country[:, :cut], one.country[:, :cut])
    assert not np.array_equal(one.known[1, :, cut:], other.known[1, :, cut:])


def test_groups_and_countries_first_seen_later_change_nothing_before():
    """A unit, its name and its country are unknown until its first event, also to those who share them."""
    parts, cut = parts_of(), 50
    values = parts.values.copy()
    values[parts.unit >= 8, :cut] = 0
    parts = parts._replace(values=values)
    here = parts.unit < 8
    early = Parts(parts.unit[here], parts.country[here], values[here][:, :cut])
    fewer = context(values_of(parts)[:8, :cut], NAMES[:8], early, COUNTRIES)
    np.testing.assert_allclose(found(parts).known[:, :8, :cut], fewer.known, rtol=1e-5)
    np.testing.assert_array_equal(found(parts).country[:8, :cut], fewer.country)


def test_the_order_of_the_units_does_not_matter():
    parts, order = parts_of(), np.random.default_rng(4).permutation(UNITS)
    place = np.argsort(order).astype(np.int32)
    mixed = found(parts._replace(unit=place[parts.unit]), tuple(NAMES[unit] for unit in order))
    np.testing.assert_allclose(mixed.known, found().known[:, order], rtol=1e-5)
    np.testing.assert_array_equal(mixed.country, found().country[order])


def test_where_no_country_is_known_nobody_is_around():
    values = np.ones((2, 5), dtype=np.int32)
    parts = Parts(np.array([0, 1], dtype=np.int32), np.full(2, -1, dtype=np.int32), values)
    around = context(values, ("Quov", "Zyr"), parts, ())
    assert np.isnan(around.known[0]).all()
    assert (around.country == -1).all()
    np.testing.assert_allclose(around.known[1:3], np.log(0.3), rtol=1e-6)


def test_part_of_a_name_after_the_bar_is_the_country_and_no_name():
    """A group in two countries is two units: they are like-named by the group and not by the country."""
    values = np.ones((3, 60), dtype=np.int32)
    values[1:, 3:] = 0
    parts = Parts(np.arange(3, dtype=np.int32), np.arange(3, dtype=np.int32), values)

    def like(*names):
        return context(values, names, parts, COUNTRIES).known[3, 0, -1]

    assert like("Quov | Ostland", "Zyr | Ostland", "Red | Ostland") == pytest.approx(np.log(0.1 / 0.33))
    assert like("Quov | Ostland", "Quov | Zyrland", "Red | Ostland") == pytest.approx(np.log(0.1 / 1.33))
