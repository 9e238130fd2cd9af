"""What was learned elsewhere, for a store too small to learn from: parameters that ship, with their model card.

Only numbers that sum up many groups are in the file, none of any event or group.
"""

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import numpy as np

from smoulder import exceedances, learning
from smoulder.breakdown import SILENCES, SIZES
from smoulder.learning import HORIZONS, Learning
from smoulder.months import label, parse_month
from smoulder.parameters import from_json, to_json
from smoulder.track_record import class_of, track_record
from smoulder.types import Panel

FILE = "shipped.json"
SCHEMA = "smoulder/shipped/1"
DEATHS, DEATHS_SCHEMA = "shipped_deaths.json", "smoulder/shipped-deaths/1"
SEED = 1


def make(pool: Panel, known: Learning, about: Mapping[str, Any]) -> dict[str, Any]:
    """The document to ship: what was learned from a pool, its record by class of case, and what it is about.

    about: the data and how they were used, ready for JSON.
    """
    records = {}
    for silence in SILENCES:
        for size in SIZES:
            told = track_record(pool, known.blocks, HORIZONS, known.trusted, silence[0], size[0], seed=SEED)
            told.pop("worst", None)  # names of groups
            records[_key(silence[0], size[0])] = told
    return {
        "schema": SCHEMA, **about, "fitted": label(known.since), "units": known.units, "months": known.months,
        "trusted": known.trusted, "weights": to_json(known.weights),
        "parameters": {name: to_json(each) for name, each in known.learned.items()}, "records": records,
    }  # fmt: skip


def _key(silent: int, active: int) -> str:
    return "/".join(str(class_of(number, classes)[0]) for number, classes in ((silent, SILENCES), (active, SIZES)))


def read() -> tuple[Learning, dict[str, Any]]:
    """What ships, and its card."""
    card = json.loads((files("smoulder") / FILE).read_text(encoding="utf-8"))
    learned = {name: from_json(name, each) for name, each in card["parameters"].items()}
    since = parse_month(card["fitted"])
    return Learning(since, learned, card["weights"], (), card["trusted"], card["units"], card["months"]), card


def read_deaths() -> tuple[exceedances.Parameters, dict[str, Any]]:
    """What the regression of deaths learned, and its card."""
    card = json.loads((files("smoulder") / DEATHS).read_text(encoding="utf-8"))
    coefficients, thresholds = np.array(card["coefficients"]), np.array(card["thresholds"], dtype=np.int64)
    return exceedances.Parameters(coefficients, thresholds), card


def record(card: Mapping[str, Any], silent: int, active: int) -> dict[str, Any]:
    """The record in like cases that ships with the parameters."""
    found: dict[str, Any] = card["records"][_key(silent, active)]
    return found


def caution(card: Mapping[str, Any], pool: Panel) -> str:
    """Why the chances were learned elsewhere, and where."""
    data = card["data"]
    return (
        f"The chances were learned elsewhere, from {data['title']} {data['version']} ({data['first']} to"
        f" {data['last']}): this store holds {len(pool.units)} groups over {len(pool.visible[0])} months, and"
        f" {learning.ENOUGH_UNITS} with a record over {learning.LONG_POOL} months are needed to learn from it."
    )
