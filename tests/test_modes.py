from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from smoulder.modes import FEW, FEWEST, LASTS, NAMES, VISIBLE, WINDOW, Windows, evidence, firm, modes, name

HOLDING = {"visible": 6, "events": 60, "placed": 50, "kinds": 60, "fights": 50, "told": 60, "deadly": 60, "deaths": 420,
           "fixed": 5, "in_fixed": 40}  # fmt: skip
QUIET = {"visible": 6} | dict.fromkeys(Windows._fields[1:], 0)


def windows(*each):
    return Windows(*(np.array([one[field] for one in each], dtype=float) for field in Windows._fields))


def called(**changes):
    return NAMES[name(windows(HOLDING | changes))[0]]


def test_the_rules_give_the_names_they_describe():
    assert called() == "holding ground"
    assert called(fixed=2) == called(in_fixed=20) == called(fights=20) == called(deaths=300) == "guerrilla"
    assert called(fixed=0, in_fixed=0, events=12, deadly=10, deaths=12) == "clandestine"
    assert called(fixed=0, in_fixed=0, deadly=FEW, deaths=FEW) == "guerrilla", (
        "many small strikes are no clandestine ones"
    )
    assert NAMES[name(windows(QUIET))[0]] == "quiet"


def test_what_cannot_be_seen_has_no_name():
    assert called(visible=VISIBLE - 1) == "cannot say"
    assert NAMES[name(windows(QUIET | {"visible": WINDOW - 1}))[0]] == "cannot say", (
        "a blind month may have held an event"
    )
    assert called(events=FEWEST - 1) == called(placed=0) == called(told=0) == "cannot say"


def test_a_source_without_kinds_never_shows_ground_held():
    assert called(kinds=0, fights=0) == "guerrilla"


def test_a_close_call_is_told():
    assert firm(windows(HOLDING))[0]
    assert not firm(windows(HOLDING | {"fights": 31}))[0], "just over half between armed sides"
    assert evidence(windows(HOLDING | {"kinds": 0, "fights": 0}), 0)["fights"] is None


def test_a_name_that_is_heard_for_a_month_or_two_changes_nothing():
    few = HOLDING | {"fixed": 0, "in_fixed": 0}
    told = modes(windows(*[HOLDING] * 10, *[few] * (LASTS - 1), *[HOLDING] * 5, *[few] * LASTS), 100)
    assert [(each.name, each.first, each.last) for each in told] == [
        ("holding ground", 100, 116), ("guerrilla", 117, 116 + LASTS)
    ]  # fmt: skip


@given(st.lists(st.sampled_from([HOLDING, QUIET, HOLDING | {"visible": 1}, HOLDING | {"fixed": 0}]), min_size=1))
def test_stretches_follow_each_other_without_a_gap(each):
    told = modes(windows(*each), 1)
    assert told[0].first == 1
    assert told[-1].last == len(each)
    assert all(one.last + 1 == two.first and one.name != two.name for one, two in pairwise(told))
    assert all(0 <= one.firm <= 1 for one in told)
