"""How it fights: modes with their evidence, changes, years, and what followed like episodes of other groups."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from smoulder.figures import Table, month_name, number, percent
from smoulder.figures.fighting import fighting, level, spell
from smoulder.modes import VISIBLE
from smoulder.sections import Section, called, join, listed, listing, named, paragraph, picture, table

ORDER = 42
MEANING = {
    "holding ground": "it fights for the same places month after month",
    "guerrilla": "it strikes on the move",
    "clandestine": "its strikes are few and small",
    "quiet": "no event was recorded",
}
MEANS = (
    ("Between sides", "fights", "kind"),
    ("On civilians", "one_sided", "kind"),
    ("Remote", "remote", "remote"),
    ("Suicide", "suicide", "suicide"),
)
NOT_TOLD = {
    "kind": "which events are fights and which are attacks on civilians, so that ground held cannot be seen here",
    "remote": "tactics",
    "suicide": "suicide attacks",
}


def section(assessment: Mapping[str, Any]) -> Section | None:
    """The way of fighting; absent without its part."""
    part = assessment.get("fighting")
    if not part:
        return None
    body = [paragraph(headline(part), "chance")]
    if part["declined"] is None:
        body += [paragraph(evidence(part["now"])), paragraph(part["caution"], "note")]
        stretches = [
            f"{each['name'].capitalize()}: {spell(each)}{close(each)}{by_towns(each)}" for each in part["modes"]
        ]
        body.append(listing(stretches) if len(stretches) > 1 else paragraph(""))
        body += [picture(fighting(part), "fighting", caption(part)), changes(part), years(part["years"], part["tells"])]
        body += [paragraph(towns(part)), paragraph(qualified(part), "note")]
        body += like(part["like"], assessment)
    return Section("fighting", "How it fights", join(body))


def headline(part: Mapping[str, Any]) -> str:
    """The present mode in one sentence, or why none is given."""
    if part["declined"]:
        return f"How it fights is not said: {part['declined']}"
    now = part["modes"][-1]
    since = ""
    if len(part["modes"]) > 1:
        unknown = part["modes"][-2]["name"] == "cannot say"
        since = f" since {month_name(now['from'])}{' or longer' if unknown else ''}"
    changed = part["changes"]["events"] or part["changes"]["cells"]
    tail = ""
    if changed:
        newest = max(changed, key=lambda each: str(each["month"]))
        what = "events" if part["changes"]["events"] else "cells"
        tail = (
            f" The last abrupt change: {what} from {level(newest['before'])} to {level(newest['after'])} a month,"
            f" {when(newest)}."
        )
    if now["name"] == "cannot say":
        few = part["now"]["visible_months"] >= VISIBLE
        why = (
            "too few of its events are recorded, or their places or deaths are unknown" if few else "too little is seen"
        )
        return f"How it fights cannot be said{since}: {why}.{tail}"
    return f"{now['name'].capitalize()}{since}: {MEANING.get(now['name'], now['name'])}.{tail}"


def when(change: Mapping[str, Any]) -> str:
    """The month of a change, or the months in which it may lie."""
    if change["from"] == change["to"]:
        return f"in {month_name(change['month'])}"
    return f"in {month_name(change['month'])} (90%: {month_name(change['from'])} to {month_name(change['to'])})"


def evidence(now: Mapping[str, Any]) -> str:
    """The numbers behind the present mode, those of the newest six months."""
    parts = [f"{number(now['events'])} events in the newest six months"]
    if now["fights"] is not None:
        parts.append(f"{percent(now['fights'])} of them between armed sides")
    if now["deaths_per_deadly_event"] is not None:
        parts.append(f"{now['deaths_per_deadly_event']:.1f} deaths for each deadly event")
    cells = "1 cell" if now["fixed_cells"] == 1 else f"{number(now['fixed_cells'])} cells"
    parts.append(f"{cells} with events in four of the six or more")
    if now["fixed_cells"]:
        parts.append(f"{percent(now['in_fixed_cells'])} of the placed events in these")
    sure = (
        "" if now["firm"] else " It is a close call: with the numbers of the rules a quarter off the name would differ."
    )
    return f"By {listed(parts)}.{sure}"


def close(mode: Mapping[str, Any]) -> str:
    """A word where the name of a stretch rests on close calls."""
    return "" if mode["firm"] >= 0.5 else " (a close call in most of its months)"


def by_towns(mode: Mapping[str, Any]) -> str:
    """The share of a stretch's exactly placed events that was near a larger town."""
    share = mode["near_town"]
    return "" if share is None else f"; {percent(share)} by a larger town"


def towns(part: Mapping[str, Any]) -> str:
    """How many events were near a larger town, lately and before, and what that hangs on."""
    found = part["urban"]
    if found is None:
        return f"Rural or urban is not said: {part['urban_reason']}"
    newest, before, change = found["newest"], found["before"], found["change"]
    near, far = (f"with {km} km it is {percent(share)}" for km, share in found["at_km"].items())
    parts = [
        f"{percent(found['share'])} of its {number(found['located'])} exactly placed events lie within"
        f" {number(found['near_km'])} km of a larger town ({near}, {far})."
    ]
    if newest:
        parts.append(
            f"In the newest year it was {percent(newest['share'])} of {number(newest['located'])}"
            f" (95%: {percent(newest['low'])} to {percent(newest['high'])})"
            + (f", in the year before {percent(before['share'])} of {number(before['located'])}" if before else "")
            + "."
        )
    if change:
        went = "rose" if change["low"] > 0 else "fell" if change["high"] < 0 else ""
        parts.append(
            f"So the share {went} by {abs(change['by']) * 100:.0f} points." if went else "The difference may be chance."
        )
    if not found["precision_told"]:
        parts.append("The source does not say how exact its places are; they are taken as they stand.")
    rough = found["of"] - found["located"]
    parts.append(
        f"A larger town has {number(found['people'])} people or more in Natural Earth's list, which was made for maps"
        " and leaves many towns out: an event far from all of these may still be urban."
        f" {number(rough)} of {number(found['of'])} events are not placed exactly, or not on land: left out here."
    )
    return " ".join(parts)


def caption(part: Mapping[str, Any]) -> str:
    """What strip, bars and lines are."""
    told = "Bars are events by what they were" if part["tells"]["kind"] else "Bars are events"
    return (
        f"{told}; below, cells of half a degree with an event. Dashed lines are abrupt changes. Hatched months are"
        " blind; in the strip hatching stands over months of which nothing can be said."
    )


def changes(part: Mapping[str, Any]) -> Markup:
    """The abrupt changes as a list; a sentence where there are none."""
    items = [
        f"{what.capitalize()}: from {level(each['before'])} to {level(each['after'])} a month {when(each)}"
        for what, found in part["changes"].items()
        for each in found
    ]
    if not items:
        return paragraph("No abrupt change is sure enough to be told.")
    return join([paragraph("Abrupt changes:"), listing(items)])


def years(rows: Sequence[Mapping[str, Any]], tells: Mapping[str, bool]) -> Markup:
    """Years that end with the newest visible month, the newest first: how it fought, and where."""
    means = {name: key for name, key, of in MEANS if tells[of]}
    how = ("Year to", "Events", "Deaths", *means, "Deaths, deadly event")
    where = ("Year to", "Cells", "Kept", "Provinces", "Radius, km", "Moved, km", "Border, km",
             "By a larger town")  # fmt: skip

    def year(row: Mapping[str, Any]) -> str:
        seen = row["visible_months"]
        return month_name(row["to"]) + ("" if seen in (0, 12) else f" ({seen} seen)")

    def fought(row: Mapping[str, Any]) -> tuple[str, ...]:
        return (number(row["events"]), number(row["deaths"]), *(dash(row[key], percent) for key in means.values()),
                dash(row["deaths_per_deadly_event"], "{:.1f}".format))  # fmt: skip

    def lay(row: Mapping[str, Any]) -> tuple[str, ...]:
        return (number(row["cells"]), dash(row["kept"], percent), dash(row["provinces"], number),
                *(dash(row[key], number) for key in ("radius_km", "drift_km", "border_km")),
                dash(row["near_town"], percent))  # fmt: skip

    def told(head: tuple[str, ...], cells: Callable[[Mapping[str, Any]], tuple[str, ...]]) -> Table:
        newest_first = list(rows)[::-1]
        return Table(
            head, tuple((year(row), *(cells(row) if row["visible_months"] else ("blind",))) for row in newest_first)
        )

    return join(
        [
            table(told(how, fought), "How it fought, year by year", "numbers"),
            table(told(where, lay), "Where it fought, year by year", "numbers"),
        ]
    )


def dash(value: float | None, words: Callable[[float], str]) -> str:
    """A number in words, or a dash where there is none."""
    return "–" if value is None else words(value)


def qualified(part: Mapping[str, Any]) -> str:
    """What the numbers of the years are, and what they leave out."""
    missing = [words for key, words in NOT_TOLD.items() if not part["tells"][key]]
    out = part["left_out"]
    rough = out["nowhere"] + out["coarse"]
    parts = [
        "Shares are of events whose kind or tactic is known. Cells: those of half a degree with an event. Kept: of the"
        " cells of a year and the one before, those seen in both. Radius: how far events lie from their centre of"
        " gravity. Moved: that centre, since the year before. Border: from half of the events it is no further.",
        f"{number(rough)} of {number(out['of'])} events have no place that is exact enough for a cell; they count as"
        " events only." if rough else "",
        f"The source does not tell {listed(missing)}." if missing else "",
    ]  # fmt: skip
    return " ".join(each for each in parts if each)


def like(found: Mapping[str, Any] | None, assessment: Mapping[str, Any]) -> list[Markup]:
    """Like episodes of other groups, and what followed them."""
    if found is None:
        return []
    heading = Markup("<h3>What followed like episodes of other groups</h3>")
    if found["declined"]:
        return [heading, paragraph(found["declined"])]
    way = (
        f"went from {found['before']} to {found['now']}" if found["before"] else f"fought in this way ({found['now']})"
    )
    count = found["candidates"]
    parts = [
        f"{number(each['active'])} of {number(each['known'])} in the year that ended {months} months later"
        for months, each in found["followed"].items()
        if each["known"]
    ]
    seen = f" Still active, of those of which it is known: {'; '.join(parts)}." if parts else ""
    intro = (
        f"{number(count['groups'])} other groups {way}, in {number(count['episodes'])} half-years. Below are the"
        f" {number(len(found['episodes']))} most like {called(assessment['group'])} now.{seen}"
        " That is no forecast: so few cases, picked for likeness, are no sample."
    )
    horizons = list(found["followed"])
    head = ("Group", "Half-year to", "Events", "Deaths", *(f"After {months} months" for months in horizons))
    rows = tuple(
        (each["group"], month_name(each["to"]), number(each["events"]), number(each["deaths"]),
         *(after(each["followed"][months]) for months in horizons))
        for each in found["episodes"]
    )  # fmt: skip
    return [
        heading,
        paragraph(named(intro, assessment)),
        table(Table(head, rows), "Like episodes, the nearest first", "numbers"),
    ]


def after(followed: Mapping[str, Any]) -> str:
    """What followed one episode."""
    if followed["active"] is None:
        return "not known"
    deaths = "" if followed["deaths"] is None else f", {number(followed['deaths'])} deaths"
    return ("active" if followed["active"] else "silent") + deaths
