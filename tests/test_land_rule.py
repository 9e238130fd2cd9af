"""Maps of the user's decide claims of land, and nothing else does; what a map does not cover is not lost."""

import json
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import NOW, kept, monthly
from readings import claim, published, reading, within
from smoulder.check import check
from smoulder.land_rule import JUDGED, RULE, by_maps
from smoulder.lineage import load_lineage
from smoulder.polygons import Map
from smoulder.store import opened
from smoulder.units import cell_units

UNITS = cell_units([150000, 150001])
SAID, DUE = date(2019, 2, 7), date(2019, 2, 21)


def of(day, group, contested=(0, 0), opponent=(0, 0)):
    return Map(day, np.array([group, contested, opponent], dtype=float).T)


BEFORE = of(date(2019, 1, 30), (1, 1))


def judged(after, kind="territory_loss", direction="ends", said=SAID, due=DUE, before=BEFORE):
    return by_maps([each for each in (before, after) if each], UNITS, kind, direction, said, due)


LATER = date(2019, 3, 24)
SPLIT = [
    (of(LATER, (0, 0), opponent=(1, 1)), "held", "held", "failed"),
    (of(LATER, (0, 0), (0.2, 0), (0.8, 1)), "partly", "held", "failed"),
    (of(LATER, (0.4, 0), opponent=(0.6, 1)), "partly", "held", "partly"),
    (of(LATER, (1, 0.5), opponent=(0, 0.5)), "failed", "partly", "held"),
    (of(LATER, (1, 1)), "failed", "failed", "held"),
]


@pytest.mark.parametrize(("after", "ends", "weakens", "persists"), SPLIT)
def test_ground_that_is_left_decides(after, ends, weakens, persists):
    assert judged(after).verdict == ends
    assert judged(after, direction="weakens").verdict == weakens
    assert judged(after, kind="territory_held_prediction", direction="persists").verdict == persists
    assert judged(after).days == (date(2019, 1, 30), LATER)


def test_ground_that_a_map_does_not_cover_is_not_lost():
    bare = judged(of(LATER, (0, 0)))
    assert (bare.verdict, "covers 0%" in bare.reason) == ("not checkable", True)
    assert judged(of(LATER, (0, 0), opponent=(1, 0))).verdict == "held"  # half of it is covered, and lost


def test_maps_of_other_days_and_ground_never_held_decide_nothing():
    for after in (None, of(date(2019, 2, 21), (0, 0), opponent=(1, 1)), of(date(2019, 8, 1), (0, 0), opponent=(1, 1))):
        assert judged(after).verdict == "not checkable"
    gone = of(LATER, (0, 0), opponent=(1, 1))
    assert judged(gone, before=None).verdict == "not checkable"
    assert judged(gone, before=of(date(2018, 1, 1), (1, 1))).verdict == "not checkable"
    nothing = judged(gone, before=of(date(2019, 1, 30), (0, 0), opponent=(1, 1)))
    assert (nothing.verdict, "held nothing" in nothing.reason) == ("not checkable", True)


def test_an_amount_of_land_and_a_prediction_without_a_day_are_not_judged():
    gone = of(LATER, (0, 0), opponent=(1, 1))
    assert judged(gone, kind="territory_remaining") is None
    assert judged(gone, kind="territory_loss_prediction", due=None) is None
    assert judged(gone, due=None).verdict == "held"


@given(
    st.sampled_from(JUDGED), st.sampled_from(["ends", "weakens", "persists"]),
    st.tuples(st.floats(0, 1), st.floats(0, 1)), st.tuples(st.floats(0, 1), st.floats(0, 1)),
)  # fmt: skip
def test_more_ground_left_never_makes_a_loss_truer(kind, direction, one, other):
    order = ["held", "partly", "failed"] if direction != "persists" else ["failed", "partly", "held"]
    less, more = (tuple(f(a, b) for a, b in zip(one, other, strict=True)) for f in (min, max))
    first, second = (
        judged(of(LATER, ground, opponent=tuple(1 - each for each in ground)), kind, direction).verdict
        for ground in (less, more)
    )
    assert order.index(first) <= order.index(second)


TEXT = "The Sons of Quov will lose their last stronghold within two weeks, the minister said."


def square(holder, day):
    ring = [[-40.5, 20.0], [-40.0, 20.0], [-40.0, 20.5], [-40.5, 20.5], [-40.5, 20.0]]
    return {
        "type": "Feature", "properties": {"holder": holder, "date": day},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }  # fmt: skip


def maps(folder, *features):
    path = folder / "maps.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}), encoding="utf-8")
    return path


def test_a_check_takes_maps_and_says_so(tmp_path):
    months = [f"{year}-{month:02}" for year in (2017, 2018, 2019) for month in range(1, 13)]
    kept(tmp_path / "store.duckdb", monthly(months, latitude=20.25, longitude=-40.25))
    quote = "The Sons of Quov will lose their last stronghold within two weeks"
    land = claim(TEXT, quote, target_group="Sons of Quov", target_place="Quovland", horizon=within(14),
                 claim_type="territory_loss_prediction")  # fmt: skip

    def checked(*polygons):
        with opened(tmp_path / "store.duckdb") as con:
            return check(
                con, reading(TEXT, land, published=published("2019-02-07")), as_of=None, lineage=load_lineage(),
                ledger=(), command="smoulder check", now=NOW, polygons=polygons,
            )  # fmt: skip

    assert checked()["claims"][0]["outcome"]["verdict"] == "not checkable"
    held, lost = square("Sons of Quov", "2019-01-30"), square("Government of Quovland", "2019-03-24")
    told = checked(maps(tmp_path, held, lost))
    outcome = told["claims"][0]["outcome"]
    assert (outcome["verdict"], outcome["rule"]) == ("held", RULE)
    assert outcome["evidence"]["maps"] == ["2019-01-30", "2019-03-24"]
    assert told["in_short"]["came"].startswith("The claim has held: by your maps of 2019-01-30 and 2019-03-24")
    kept_on = checked(maps(tmp_path, held, square("Sons of Quov", "2019-03-24")))
    assert kept_on["claims"][0]["outcome"]["verdict"] == "failed"
    useless = checked(maps(tmp_path, square("", "2019-01-30")))["claims"][0]["outcome"]
    assert useless["verdict"] == "not checkable"
