"""What happened after the newest month that the verdict could see, when the store knows it."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from smoulder.figures import month_name, number
from smoulder.sections import Section, facts, join, named, paragraph

ORDER = 60


def section(assessment: Mapping[str, Any]) -> Section | None:
    """The months that followed; absent when they are not known."""
    since = assessment.get("since")
    if not since:
        return None
    body: list[Markup] = [paragraph("This became known later. It played no part in the verdict above.", "note")]
    if since.get("sentence"):
        body.append(paragraph(named(since["sentence"], assessment)))
    pairs: list[tuple[str, str | Markup]] = [
        ("Known to", month_name(since["known_to"])),
        ("Seen again", {True: "yes", False: "no"}.get(since.get("returned"), "unknown")),
        ("Events", number(since.get("events"))),
        ("Deaths, best estimate", number(since.get("fatalities_best"))),
    ]
    if since.get("first_event"):
        pairs.append(("First and last event", f"{since['first_event']} to {since.get('last_event') or 'unknown'}"))
    return Section("since", "What happened since", join([*body, facts(pairs)]))
