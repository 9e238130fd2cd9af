"""What a model learned survives the way to JSON and back, bit for bit."""

import json
from datetime import date
from functools import cache
from typing import NamedTuple

import numpy as np
import pytest

from smoulder import endings
from smoulder.context import Parts, context
from smoulder.errors import BadInput
from smoulder.parameters import from_json, to_json
from smoulder.types import Panel

MODELS = endings.models()
each_model = pytest.mark.parametrize("name", MODELS)


@cache
def world(units=50):
    """Units at rest and awake, in two countries; fewer than three teach no model anything."""
    rng = np.random.default_rng(2)
    awake = np.cumsum(rng.random((units, 120)) < 0.06, axis=1) % 2 == 0
    values = (awake * (rng.random(awake.shape) < rng.beta(1, 3, (units, 1)))).astype(np.int32)
    rows = np.arange(units, dtype=np.int32)
    names = tuple(f"unit {row}" for row in rows)
    around = context(values, names, Parts(rows, rows % 2, values), ("Quovland", "Zyrland"))
    return Panel(values, np.ones(values.shape, bool), names, 109, "events", date(2020, 1, 1), around)


@cache
def fitted(name, learns=True):
    pool = world()
    return MODELS[name].fit(pool if learns else pool.until(pool.start + 1))


@each_model
@pytest.mark.parametrize("learns", [True, False], ids=["learned", "unlearned"])
def test_a_model_says_the_same_after_the_way_to_json_and_back(name, learns):
    learned = fitted(name, learns)
    text = json.dumps(to_json(learned), allow_nan=False)
    found = from_json(name, json.loads(text))
    assert json.dumps(to_json(found), allow_nan=False) == text
    one, other = (MODELS[name].curves(each, world()) for each in (learned, found))
    np.testing.assert_array_equal(one.values, other.values)
    assert one.declined == other.declined
    if learns:
        assert np.isfinite(one.values).all(axis=1).sum() > 20


def test_a_pool_that_teaches_nothing_gives_unknown_numbers_and_these_are_null():
    """The climatology of two months is no number: null in the file, and again no number when read."""
    found = to_json(fitted("climatology", learns=False))
    assert set(found["curve"]) == {None}
    assert np.isnan(from_json("climatology", found).curve).all()


def test_the_form_is_that_of_the_model_and_not_of_the_file():
    found = from_json("silence_table", {"hazard": [1, None, 0.5], "unknown": "passed by"})
    assert found.hazard.dtype == np.float64
    np.testing.assert_array_equal(found.hazard, [1, np.nan, 0.5])


def test_the_numbers_of_a_tree_of_tuples_mappings_and_arrays_are_all_there():
    class Leaf(NamedTuple):
        level: float
        slopes: np.ndarray

    tree = {"leaf": Leaf(np.nan, np.array([[1.5, np.nan], [0.1, -2.0]])), "pair": (1, 2.5), "one": np.float32(0.5)}
    assert to_json(tree) == {
        "leaf": {"level": None, "slopes": [[1.5, None], [0.1, -2.0]]},
        "pair": [1, 2.5],
        "one": 0.5,
    }


@pytest.mark.parametrize("thing", ["text", {"a": b"bytes"}, [date(2020, 1, 1)], object()])
def test_what_is_no_number_is_not_written(thing):
    with pytest.raises(TypeError, match="nothing that a model may learn"):
        to_json(thing)


WRONG = {
    "a number": 3,
    "nothing": None,
    "a list": [1, 2, 3],
    "no keys": {},
    "text for numbers": {"hazard": "high", "mixture": "strong", "curve": "flat", "first": "a", "moves": "b", "a": "c"},
    "ragged": {"hazard": [[1, 2], [3]], "mixture": 1, "curve": [[1], []], "first": [[1, 2], [3]], "moves": 1},
}
HOLD_NUMBERS = [name for name in MODELS if to_json(MODELS[name].fit(world()))]


@pytest.mark.parametrize("name", HOLD_NUMBERS)
@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_document_is_refused_with_the_model_named(name, wrong):
    with pytest.raises(BadInput, match=f"The parameters of {name} cannot be read"):
        from_json(name, WRONG[wrong])


@pytest.mark.parametrize("name", HOLD_NUMBERS)
def test_a_document_that_lacks_any_one_part_is_refused(name):
    whole = to_json(fitted(name))
    for part in whole:
        with pytest.raises(BadInput, match=name):
            from_json(name, {key: value for key, value in whole.items() if key != part})
