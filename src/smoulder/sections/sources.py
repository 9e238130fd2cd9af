"""The data the verdict rests on, with version, coverage, licence and citation."""

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from smoulder.figures import number
from smoulder.figures.timeline import spell
from smoulder.sections import Section, facts, join, paragraph

ORDER = 80


def section(assessment: Mapping[str, Any]) -> Section:
    """One block for each source."""
    blocks = [
        join([Markup("<h3>{}</h3>").format(source.get("title") or source["source"]), facts(pairs(source))])
        for source in assessment["data"]
    ]
    note = "Events are what was reported and coded: what nobody reported is not in the data."
    return Section("sources", "Data and licence", join([*blocks, paragraph(note, "note")]))


def pairs(source: Mapping[str, Any]) -> Iterator[tuple[str, str | Markup]]:
    """What is known of a source; what is not stated is said to be so where it matters."""
    yield "Version", source.get("version") or "not stated"
    if source.get("first") and source.get("last"):
        yield (
            "Covers",
            f"{source.get('covers') or 'area not stated'}, {spell([(source['first'], source['last'])])}",
        )
    if source.get("events") is not None:
        yield "Events", number(source["events"])
    if source.get("rejected") is not None:
        yield "Rows rejected when read", number(source["rejected"])
    known = source.get("known_from")
    if source.get("known_from_assumed"):
        known = f"{known or 'each event from the end of its month plus the usual lag'} (assumed)"
    yield "Known from", known or "not stated"
    if source.get("usual_lag_days") is not None:
        yield "Usual lag", f"{number(source['usual_lag_days'])} days"
    yield "Licence", source.get("licence") or "not stated"
    yield "Citation", source.get("citation") or "not stated"
    if source.get("sha256"):
        yield "SHA-256", Markup("<code>{}</code>").format(source["sha256"])
