"""smoulder: has an armed group ended, or is it only quiet?

The names here are what a script needs; each is loaded when it is first asked for, so that importing costs nothing.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from smoulder.actors import load_lineage
    from smoulder.areas import Area, parse_area
    from smoulder.assess import assess, pool_of
    from smoulder.errors import BadInput, NotEnoughData, SmoulderError
    from smoulder.hindcast import hindcast_return
    from smoulder.ingest import ingest
    from smoulder.months import parse_months
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

HOMES = {
    "actors": "load_lineage",
    "areas": "Area parse_area",
    "assess": "assess pool_of",
    "errors": "BadInput NotEnoughData SmoulderError",
    "hindcast": "hindcast_return",
    "ingest": "ingest",
    "months": "parse_months",
    "simulate": "simulate",
    "store": "opened releases",
    "types": "Events Panel ReturnCurves SightingRecord",
    "vintage": "view",
}
HOME_OF = {name: home for home, names in HOMES.items() for name in names.split()}


class _Package(ModuleType):
    def __setattr__(self, name: str, value: Any) -> None:
        # Importing smoulder.assess makes Python set the attribute `assess` to that module: the function stays instead.
        if isinstance(value, ModuleType) and name in HOME_OF:
            value = getattr(value, name)
        super().__setattr__(name, value)


def __getattr__(name: str) -> Any:
    if name not in HOME_OF:
        raise AttributeError(f"module 'smoulder' has no attribute '{name}'")
    return getattr(import_module(f"smoulder.{HOME_OF[name]}"), name)


sys.modules[__name__].__class__ = _Package
