"""The timeline with its phases."""

from collections.abc import Mapping
from typing import Any

from smoulder.figures import month_name
from smoulder.figures.timeline import spell, timeline
from smoulder.sections import Section, join, listing, paragraph, picture

ORDER = 30


def section(assessment: Mapping[str, Any]) -> Section | None:
    """Events and deaths per month; absent without a timeline."""
    if not assessment.get("timeline"):
        return None
    newest = assessment["vintage"]["newest_month"]
    caption = (
        "Hatched months are blind: the source could show nothing. A “?” stands where the number of deaths is unknown."
        f" The upright line is the end of {month_name(newest)}, the newest month the verdict could see;"
        " hollow bars after it became known later and played no part."
    )
    phases = [
        f"{each['name'].capitalize()}: {spell([(each['from'], each['to'])])}" for each in assessment.get("phases") or ()
    ]
    body = [paragraph("Phases found in the record:"), listing(phases)] if phases else []
    return Section("timeline", "Timeline", join([*body, picture(timeline(assessment), "timeline", caption)]))
