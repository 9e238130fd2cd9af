"""Spread: the countries in which it was seen, and the groups that bear or came from its name."""

from collections.abc import Mapping
from typing import Any

from smoulder.figures import Table, month_name, number
from smoulder.figures.spread import MOST, busiest, spread
from smoulder.sections import Section, join, listed, named, paragraph, picture, table

ORDER = 46
RELATIONS = {
    "itself": "itself",
    "alias_of": "another name of it",
    "renamed_from": "it was called so before",
    "renamed_to": "it is called so now",
    "successor_of": "it succeeded it",
    "predecessor_of": "its successor",
    "merger_of": "went into it",
    "merged_into": "it went into it",
    "splinter_of": "it split from it",
    "split_into": "split from it",
}


def section(assessment: Mapping[str, Any]) -> Section | None:
    """Countries and names; absent without its part or where it was never seen."""
    part = assessment.get("spread")
    if not part or not part["names"]:
        return None
    body = [paragraph(named(headline(part, assessment), assessment))]
    if len(part["countries"]) > 1:
        body.append(picture(spread(part), "spread", caption(part)))
        body.append(table(countries(part), "Countries, in the order of the first event there", "numbers"))
    if len(part["names"]) > 1:
        body.append(table(names(part), "Names and kin, as known then"))
    return Section("spread", "Where it spread", join(body))


def headline(part: Mapping[str, Any], assessment: Mapping[str, Any]) -> str:
    """Countries ever, lately and new; kin still active."""
    lately = [each for each in part["countries"] if each["events_lately"]]
    all_of = len(part["countries"])
    kin = [each["name"] for each in part["names"][1:] if each["events_lately"]]
    where = (
        f"Seen in one country only, {part['countries'][0]['country']}"
        if all_of == 1
        else f"Seen in {number(all_of)} countries, in {number(len(lately))} of them in the newest 12 months"
    )
    if all_of == 1 and not lately:
        where += ", and not in the newest 12 months"
    covers = sorted({each["covers"] for each in assessment.get("data") or ()} - {"world"})
    parts = [f"{where}."] if all_of else ["No country is named with its events."]
    if covers:
        told = listed(covers)
        parts.append(f"The data cover {told} only." if len(told) < 120 else "The data cover some countries only.")
    if part["new_countries"]:
        parts.append(f"New within {part['new_within']} months: {listed(part['new_countries'])}.")
    if kin:
        parts.append(f"Related groups seen in the newest 12 months: {listed(kin)}.")
    elif len(part["names"]) > 1:
        parts.append("None of the related groups was seen in the newest 12 months.")
    return " ".join(parts)


def caption(part: Mapping[str, Any]) -> str:
    """What the panels are."""
    left = len(part["countries"]) - len(busiest(part))
    more = f" The {MOST} with the most events are drawn; {number(left)} more are in the table." if left else ""
    return f"Events by calendar year, each country on its own scale. Hatched years are blind.{more}"


def countries(part: Mapping[str, Any]) -> Table:
    """Countries with first and last month and sums."""
    return Table(
        ("Country", "First", "Last", "Events", "Deaths", "Events, 12 months", "Deaths, 12 months"),
        tuple(
            (each["country"], month_name(each["first"]), month_name(each["last"]), number(each["events"]),
             number(each["fatalities_best"]), number(each["events_lately"]), number(each["fatalities_lately"]))
            for each in part["countries"]
        ),
    )  # fmt: skip


def names(part: Mapping[str, Any]) -> Table:
    """The group, its kin, and those that split off."""
    return Table(
        ("Name", "Relation", "Since", "Counted", "First seen", "Last seen", "Events", "Events, 12 months"),
        tuple(
            (each["name"], RELATIONS.get(each["relation"], each["relation"].replace("_", " ")), each["since"] or "–",
             "yes" if each["counted"] else "no", month_name(each["first"]) if each["first"] else "–",
             month_name(each["last"]) if each["last"] else "–", number(each["events"]), number(each["events_lately"]))
            for each in part["names"]
        ),
    )  # fmt: skip
