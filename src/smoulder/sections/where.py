"""The map of where the group was seen, the last 12 months against before."""

from collections.abc import Mapping
from typing import Any

from smoulder import maps
from smoulder.areas import parse_area
from smoulder.figures import NARROW, WIDE, Figure, Table, month_name, number
from smoulder.grid import SIZE, corner
from smoulder.maps.seen import SMALLEST, seen
from smoulder.sections import Section, join, paragraph, picture

ORDER = 40


def section(assessment: Mapping[str, Any]) -> Section | None:
    """A map of cells; absent without a map, words alone without a cell."""
    part = assessment.get("map")
    if not part:
        return None
    cells, area = part["cells"], assessment["area"]
    span = f"{month_name(part['recent_from'])} to {month_name(part['recent_to'])}"
    rough = part.get("imprecise_events") or 0
    left = f"{number(rough)} events are placed too roughly for a cell and are not drawn." if rough else ""
    title = "Where the group was seen"
    if not cells:
        return Section("map", title, paragraph(f"No event is placed precisely enough to be drawn. {left}"))
    svg, narrow = (seen(cells, area, f"seen in {span}", "seen only before", width) for width in (WIDE, NARROW))
    caption = [f"Cells of half a degree, about 55 by 55 km; a number is the events of {span}. {left} {shown(area)}"]
    if maps.frame(cells, NARROW).scale[0] * SIZE < SMALLEST:
        caption.append(" So far out, cells are drawn larger than they are.")
    if names := maps.contested(cells):
        caption.append(f" Contested areas in view: {', '.join(names)}.")
    caption.append(f" {maps.DISCLAIMER} Boundaries: Natural Earth, 1:50 million.")
    return Section(
        "map",
        title,
        picture(Figure(svg, narrow, title, describe(cells, span, left), rows(cells)), "map", join(caption)),
    )


def shown(area: str) -> str:
    """What an uncoloured place on the map means."""
    place = parse_area(area)
    province = f" Only events in {place.admin1} count; its border is not in our boundaries." if place.admin1 else ""
    if maps.looked_at(place) or place.box:
        return f"Land without a cell had no event that could be placed; hatched land was not looked at.{province}"
    if place.country:
        outline = f"The outline of {place.country} is not in our boundaries."
        return f"Land without a cell had no event that could be placed. {outline}{province}"
    return "Land without a cell had no event that could be placed, as far as the data cover it."


def describe(cells: list[Mapping[str, int]], span: str, left: str) -> str:
    """The map in words: how many cells, where most events were."""
    recent, before = [cell for cell in cells if cell["recent"]], [cell for cell in cells if cell["before"]]
    text = f"{number(len(cells))} cells with events; {number(len(recent))} of them with events in {span}"
    text += f", {number(len(before))} with earlier events."
    for words, some, key in (("recent", recent, "recent"), ("earlier", before, "before")):
        if some:
            top = max(some, key=lambda cell: cell[key])
            text += f" Most {words} events: {number(top[key])} in the cell from {spot(top['gid'])}."
    return f"{text} {left}".strip()


def rows(cells: list[Mapping[str, int]]) -> Table:
    """The cells as a table, the busiest first."""
    ordered = sorted(cells, key=lambda cell: (-cell["recent"], -cell["before"], cell["gid"]))
    return Table(
        ("PRIO-GRID cell", "South-west corner", "Recent events", "Events before"),
        tuple(
            (str(cell["gid"]), spot(cell["gid"]), number(cell["recent"]), number(cell["before"])) for cell in ordered
        ),
    )


def spot(cell: int) -> str:
    """The south-west corner of a cell as a reader writes it."""
    latitude, longitude = corner(cell)
    return f"{abs(latitude):g}° {'S' if latitude < 0 else 'N'}, {abs(longitude):g}° {'W' if longitude < 0 else 'E'}"
