"""smoulder: has an armed group ended, or is it only quiet?

The names here are what a script needs, loaded when asked for. `assess`, `ingest` and `simulate` name modules too; here
they are functions.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from smoulder.areas import Area, parse_area
    from smoulder.assess import assess
    from smoulder.errors import BadInput, NotEnoughData, SmoulderError
    from smoulder.hindcast import hindcast_return
    from smoulder.ingest import ingest
    from smoulder.lineage import load_lineage
    from smoulder.months import parse_months
    from smoulder.pools import pool_of
    from smoulder.simulate import simulate
    from smoulder.store import opened, releases
    from smoulder.types import Events, Panel, ReturnCurves, SightingRecord
    from smoulder.vintage import view

__all__ = [
    "Area",
    "BadInput",
    "Events",
    "NotEnoughData",
    "Panel",
    "ReturnCurves",
    "SightingRecord",
    "SmoulderError",
    "assess",
    "hindcast_return",
    "ingest",
    "load_lineage",
    "opened",
    "parse_area",
    "parse_months",
    "pool_of",
    "releases",
    "simulate",
    "view",
]
_MODULES = {
    "areas": ("Area", "parse_area"),
    "assess": ("assess",),
    "errors": ("BadInput", "NotEnoughData", "SmoulderError"),
    "hindcast": ("hindcast_return",),
    "ingest": ("ingest",),
    "lineage": ("load_lineage",),
    "months": ("parse_months",),
    "pools": ("pool_of",),
    "simulate": ("simulate",),
    "store": ("opened", "releases"),
    "types": ("Events", "Panel", "ReturnCurves", "SightingRecord"),
    "vintage": ("view",),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}


class _Package(ModuleType):
    """The package: nothing is loaded before it is asked for, and no function is hidden by its module of that name."""

    def __getattr__(self, name: str) -> Any:
        if name not in _HOME:
            raise AttributeError(f"module 'smoulder' has no attribute '{name}'")
        return getattr(import_module(f"smoulder.{_HOME[name]}"), name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in _HOME or not isinstance(value, ModuleType):
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *_HOME})


sys.modules[__name__].__class__ = _Package
