"""smoulder: has an armed group ended, or is it only quiet?

The names here are what a script needs. `assess`, `ingest` and `simulate` name modules too; here they are functions.
"""

from smoulder.areas import Area, parse_area
from smoulder.assess import assess, pool_of
from smoulder.errors import BadInput, NotEnoughData, SmoulderError
from smoulder.hindcast import hindcast_return
from smoulder.ingest import ingest
from smoulder.lineage import load_lineage
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
