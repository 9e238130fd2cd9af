"""A folder is a registry: every module in it that has the agreed function is an entry."""

import importlib
import pkgutil
from functools import cache
from typing import Any


def entries(package: str, name: str) -> dict[str, Any]:
    """The object called `name` of each module in a package, by module name, sorted."""
    folder = importlib.import_module(package)
    found = {}
    for module in _modules(*folder.__path__):
        thing = getattr(importlib.import_module(f"{package}.{module}"), name, None)
        if thing is not None:
            found[module] = thing
    return found


@cache
def _modules(*folders: str) -> tuple[str, ...]:
    return tuple(sorted(each.name for each in pkgutil.iter_modules(folders)))
