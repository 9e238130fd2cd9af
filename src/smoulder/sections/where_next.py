"""Where next: areas near its past, by whether anybody would have seen it there."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from smoulder import maps
from smoulder.figures import NARROW, WIDE, Figure, Table, month_name, number
from smoulder.maps.seen import cell_map
from smoulder.sections import EMPTY, Section, join, paragraph, picture, table

ORDER = 44
CLASSES = ("recent", "watched", "unwatched")
FAR = ("town_km", "border_km")
SEEN, WATCHED, UNWATCHED = range(len(CLASSES))


def section(assessment: Mapping[str, Any]) -> Section | None:
    """The cells near past activity; absent without its part, words alone where nothing is placed."""
    part = assessment.get("where_next")
    if not part:
        return None
    title = "Where it could be unseen"
    if part["declined"]:
        return Section("where-next", title, paragraph(part["declined"]))
    body = [paragraph(headline(part), "chance"), paragraph(explained(part)), drawn(part, assessment["area"])]
    body += [provinces(part), distances(part), paragraph(limits(part), "note")]
    return Section("where-next", title, join(body))


def headline(part: Mapping[str, Any]) -> str:
    """How many cells nearby are calm, and how many of these nobody looks at."""
    _, watched, unwatched = part["counts"].values()
    calm = watched + unwatched
    if not calm:
        return "It was seen lately in every area near its past."
    if not unwatched:
        return f"Calm, and watched: that holds for all {number(calm)} cells near its past without it lately."
    if not watched:
        return f"Calm, and nobody is looking: that holds for all {number(calm)} cells near its past without it lately."
    return (
        f"Of {number(calm)} calm cells near its past, {number(watched)} are calm, and watched; {number(unwatched)} are"
        " calm, and nobody is looking."
    )


def explained(part: Mapping[str, Any]) -> str:
    """What the three kinds mean, and how the number hangs on where the line is drawn."""
    low, high = part["unwatched"]
    reports = part["reports"]
    parts = [
        f"Near means within {number(part['near_km'])} km of a cell in which it was seen here in the newest"
        f" {part['past_months'] // 12} years. A calm cell had no event of it from {month_name(part['from'])} to"
        f" {month_name(part['to'])}. It is watched if events of anybody were recorded in it in these months, or in at"
        " least half of the cells around it. Where nobody is looking, calm says nothing: there may be peace, an empty"
        " desert, or nobody who reports."
    ]
    if low != high:
        parts.append(
            f"Were reports from a quarter of the cells around enough, nobody would be looking in {number(low)}; were"
            f" three quarters asked for, in {number(high)}."
        )
    if reports["fallen"]:
        parts.append(
            f"In {number(reports['fallen'])} of {number(reports['reported_before'])} calm cells with reports in the"
            " four years before, reports fell to less than a quarter: peace came, or an eye closed."
        )
    return " ".join(parts)


def drawn(part: Mapping[str, Any], area: str) -> Markup:
    """The map of the cells."""
    cells = [{"gid": cell["gid"], "kind": CLASSES[cell["kind"]], "count": None} for cell in part["cells"]]
    cells = [cell | {"count": "?"} if cell["kind"] == CLASSES[UNWATCHED] else cell for cell in cells]
    words = dict(zip(CLASSES, part["counts"], strict=True))
    svg, narrow = (
        cell_map(cells, area, words, "not near its past", f"where-next-{width}", width) for width in (WIDE, NARROW)
    )
    counts = ", ".join(f"{number(count)} {kind}" for kind, count in part["counts"].items())
    description = f"Cells of half a degree within {number(part['near_km'])} km of past activity: {counts}."
    lines = tuple((kind, number(count)) for kind, count in part["counts"].items())
    figure = Figure(svg, narrow, "Areas near past activity", description, Table(("Kind of cell", "Cells"), lines))
    caption = [
        "Cells of half a degree, about 55 by 55 km; a “?” is a cell that nobody looks at. They are areas, and none of"
        " them stands out."
    ]
    if names := maps.contested(cells):
        caption.append(f" Contested areas in view: {', '.join(names)}.")
    caption.append(f" {maps.DISCLAIMER} Boundaries: Natural Earth, 1:50 million.")
    return picture(figure, "where-next", join(caption))


def distances(part: Mapping[str, Any]) -> Markup:
    """How far the cells of each kind lie from larger towns and borders, and how many people live within reach."""
    head = ("Kind of cell", "Town, km", "Border, km", "People near")
    rows = tuple(
        (row["kind"].capitalize(), *(whole(row[key]) for key in FAR), whole(row["people"]))
        for row in part["by_kind"]
        if row["town_km"] is not None
    )
    if not rows:
        return EMPTY
    near, people = number(part["near_km"]), number(part["larger_town"])
    words = (
        "Town and border: from half of the cells of a kind, or of an area, it is no further to a larger town, and to a"
        f" land border. People near: those of larger towns within {near} km of any cell of the kind, to two digits. A"
        f" larger town has {people} people or more in Natural Earth's list, which was made for maps: it leaves many"
        " towns out, and its numbers are from before 2013. Distances are from the middles of cells."
    )
    return join(
        [table(Table(head, rows), "How far cells lie from towns and borders", "numbers"), paragraph(words, "note")]
    )


def whole(value: float | None) -> str:
    """A number, to two digits from a thousand on; a dash where there is none."""
    return "–" if value is None else number(value if value < 1000 else float(f"{value:.2g}"))


def provinces(part: Mapping[str, Any]) -> Markup:
    """Cells of each kind by province or country, by name."""
    rows = part["provinces"]
    if not rows:
        return EMPTY
    several = len({row["country"] for row in rows}) > 1
    head = ("Area", "Seen lately", "Watched", "Nobody looks", "Town, km", "Border, km")

    def area(row: Mapping[str, Any]) -> str:
        own = row["admin1"] or row["country"] or "not named"
        return f"{own}, {row['country']}" if several and row["admin1"] else own

    def far(row: Mapping[str, Any]) -> tuple[str, ...]:
        return tuple(whole(row[key]) for key in FAR)

    lines = tuple((area(row), *(number(row[kind]) for kind in part["counts"]), *far(row)) for row in rows)
    return table(Table(head, lines), "Cells by area", "numbers")


def limits(part: Mapping[str, Any]) -> str:
    """What was not looked at."""
    rough = part["left_out"]["nowhere"] + part["left_out"]["coarse"]
    parts = [
        "Provinces are those of the nearest recorded event, rough by a cell or two." if part["provinces"] else "",
        f"{number(rough)} events are placed too roughly for a cell and say nothing here." if rough else "",
        f"{number(part['not_covered'])} cells nearby lie where the data do not look at all; they are left out."
        if part["not_covered"]
        else "",
        part["not_used"],
    ]
    return " ".join(each for each in parts if each)
