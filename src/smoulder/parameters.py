"""What a model learned, as JSON and back: numbers, arrays, mappings, named tuples of them; unknown numbers are null."""

import importlib
from collections.abc import Mapping
from typing import Any, get_args, get_origin, get_type_hints

import numpy as np

from smoulder import metrics
from smoulder.errors import BadInput


def to_json(learned: Any) -> Any:
    """What `fit` of a model gave, ready for JSON; raises TypeError for what is none of the above."""
    if hasattr(learned, "_asdict"):
        return {name: to_json(part) for name, part in learned._asdict().items()}
    if isinstance(learned, Mapping):
        return {name: to_json(part) for name, part in learned.items()}
    if isinstance(learned, np.ndarray | tuple):
        return [to_json(part) for part in (learned.tolist() if isinstance(learned, np.ndarray) else learned)]
    if isinstance(learned, float | int | list | np.floating):
        return [to_json(part) for part in learned] if isinstance(learned, list) else metrics.known(float(learned))
    raise TypeError(f"{type(learned).__name__} is nothing that a model may learn.")


def from_json(model: str, found: Any) -> Any:
    """What `to_json` wrote of a model of `endings`, as its `curves` wants it; raises BadInput if it does not fit."""
    module = importlib.import_module(f"smoulder.endings.{model}")
    try:
        return _read(get_type_hints(module.fit)["return"], found)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise BadInput(f"The parameters of {model} cannot be read: {problem}. Make them again.") from problem


def _read(kind: Any, found: Any) -> Any:
    if hasattr(kind, "_fields"):
        hints = get_type_hints(kind)
        return kind(**{name: _read(hints[name], found[name]) for name in kind._fields})
    origin = get_origin(kind)
    if kind is int:
        return int(found)
    if kind is float:
        return np.nan if found is None else float(found)
    if origin is not None and issubclass(origin, np.ndarray):
        return np.array(found, dtype=np.float64)
    if origin is not None and issubclass(origin, Mapping):
        return {str(name): _read(get_args(kind)[1], part) for name, part in found.items()}
    if kind is type(None):
        return None
    raise TypeError(f"{kind} is nothing that a model may learn")
