"""The record: what the data hold on the group, under which names."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from smoulder.figures import month_name, number
from smoulder.sections import Section, bdi, facts, join, listing, paragraph

ORDER = 20
NOTES = {
    "events_over_months": ("lasts", "last", "over more than one month"),
    "events_imprecise_place": ("is", "are", "placed only roughly"),
    "fatalities_unknown_events": ("has", "have", "an unknown number of deaths"),
    "events_left_out": ("was", "were", "left out because their date is too rough"),
}
NOT_COUNTED = "Events of these other groups are not counted here."


def section(assessment: Mapping[str, Any]) -> Section:
    """Key numbers, names and lineage, up to the newest visible month."""
    record, group = assessment["record"], assessment["group"]
    first, last = record.get("first_event"), record.get("last_event")
    newest = month_name(assessment["vintage"]["newest_month"])
    pairs: list[tuple[str, str | Markup]] = [("Group", join([bdi(group["name"]), f" (id {group['id']})"]))]
    counted = group.get("counted_with")
    if counted:
        pairs.append(("Counted together with", Markup(", ").join(map(bdi, counted))))
    if group.get("aliases"):
        pairs.append(("Also known as", Markup(", ").join(map(bdi, group["aliases"]))))
    pairs += [
        ("Area", bdi(assessment["area"])),
        (
            "Looked at",
            f"{month_name(record['first_month_looked'])} to {newest}"
            if record.get("first_month_looked")
            else f"up to {newest}",
        ),
        ("First and last event", f"{first} to {last}" if first and last else "none"),
        ("Events", number(record.get("events"))),
        ("Deaths, best estimate", deaths(record)),
        ("Months with an event", number(record.get("active_months"))),
        ("Visible months without one since the last", number(record.get("silent_months"))),
        ("Blind months since the last", number(record.get("blind_months"))),
    ]
    if "longest_gap" in record:
        gap = record["longest_gap"]
        pairs.append(
            (
                "Longest time from one active month to the next",
                "unknown" if gap is None else "one month" if gap == 1 else f"{number(gap)} months",
            )
        )
    notes = [
        f"One event {one} {words}." if record[key] == 1 else f"{number(record[key])} events {many} {words}."
        for key, (one, many, words) in NOTES.items()
        if record.get(key)
    ]
    lineage = [
        Markup("{} {}, {} (source: {})").format(
            each["relation"].replace("_", " "),
            bdi(each["group"]),
            each.get("from") or "date unknown",
            each.get("source") or "not stated",
        )
        for each in group.get("lineage") or ()
    ]
    body = [facts(pairs), listing(notes)]
    if lineage:
        body += [Markup("<h3>Lineage</h3>"), listing(lineage)]
        others = "Of other groups, only those counted together are counted here." if counted else NOT_COUNTED
        body.append(paragraph(others, "note"))
    return Section("record", "What the record holds", join(body))


def deaths(record: Mapping[str, Any]) -> str:
    """Deaths with their low and high estimate."""
    best, low, high = (record.get(f"fatalities_{each}") for each in ("best", "low", "high"))
    return number(best) + (f" (low {number(low)}, high {number(high)})" if low is not None and high is not None else "")
