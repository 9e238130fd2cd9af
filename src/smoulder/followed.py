"""What the newest data hold of a group in an area after a day."""

from datetime import date
from typing import Any

from duckdb import DuckDBPyConnection

from smoulder.aftermath import Known, aftermath, window
from smoulder.areas import Area
from smoulder.months import label, month_id
from smoulder.types import Group


def followed(con: DuckDBPyConnection, by: Known, group: Group, area: Area, day: date) -> dict[str, Any] | None:
    """Events and known deaths that began after a day, kin counted; None if the data end before it.

    blind_months: months since that nobody could see. unclear: events that may lie in the area, or may not.
    """
    found = aftermath(con, by, group, area, day)
    months = found.end - month_id(day) + 1
    if months < 1:
        return None
    looked = window(found, month_id(day), months)
    return {
        "area": str(area),
        "after": str(day),
        "to": label(found.end),
        "events": looked.events,
        "deaths": looked.deaths,
        "first": found.first_after and str(found.first_after),
        "last": str(found.last) if found.first_after else None,
        "blind_months": looked.blind,
        "unclear": looked.unplaced,
    }
