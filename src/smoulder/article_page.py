"""An article and its claims as one HTML file: a summary, the text with claims marked in place, a card for each claim.

It needs no network and no script; whatever the article says is shown as text only.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup

from smoulder.claim_cards import OUTCOMES, card, clipped, since, speaker
from smoulder.evidence_cards import evidence_card, in_short
from smoulder.figures import Table, number
from smoulder.marked import marked
from smoulder.report import ISOLATE, filled, save
from smoulder.sections import Section, bdi, facts, join, listed, listing, paragraph, table
from smoulder.sections.manifest import section as manifest
from smoulder.sections.sources import section as sources
from smoulder.sections.verdict import day

LEADS = (
    "The text tells of these events. They are leads to follow up: nobody checked them, they are not in the store, and"
    " no answer above rests on them."
)
MEANING = (
    "“Held” means that it came true by the rule that is named with it, “failed” that it did not. “Open” may still go"
    " either way. “Not checkable” means that recorded events cannot tell, or that the data do not cover it; it is no"
    " verdict on the claim."
)


def write(told: Mapping[str, Any], path: Path) -> None:
    """Write the page of a check whole or not at all; raises BadInput as `report.save` does."""
    save(lambda: render(told), path)


def render(told: Mapping[str, Any]) -> str:
    """A check (smoulder/check/1) as one HTML page."""
    return filled(
        "article.html", told=told, title=ISOLATE.format(told["title"] or "An article"), about=join(about(told)),
        sections=sections(told),
    )  # fmt: skip


def sections(told: Mapping[str, Any]) -> list[Section]:
    """The parts of the page in their order; what has nothing to say is left out."""
    parts = [
        Section("summary", "In short", join(summary(told))),
        Section("text", "The article, claims marked", join([paragraph(HOW, "note"), text(told)])),
        Section("claims", "Each claim", join(card(each, told) for each in told["claims"])),
        Section("evidence", "What the data showed then", join(evidence_card(each) for each in told["evidence"])),
        Section("leads", "Events that the text tells of: leads only", join(leads(told))),
        Section("dropped", "What was left out", listing(map(bdi, told["dropped"]))),
        sources(told),
        manifest(told),
    ]
    return [part for part in parts if part is not None and part.html]


HOW = (
    "Marked words are claims; the number after them leads to what is said of the claim below. Where claims overlap,"
    " they are underlined twice."
)


def about(told: Mapping[str, Any]) -> Iterator[Markup]:
    """Where the article is from, when it appeared, and what day the evidence is of."""
    published = told["published"]
    ends = [published[end] and day(published[end]) for end in ("earliest", "latest")]
    appeared = ends[0] if ends[0] and ends[0] == ends[1] else " to ".join(end or "unknown" for end in ends)
    yield facts(
        [
            ("Article", bdi(told["source"] if "://" in told["source"] else Path(told["source"]).name)),
            ("Appeared", join([appeared if any(ends) else "not known", " (", bdi(published["reason"]), ")"])),
            ("Evidence as known on", join([day(told["as_of"]), ": ", bdi(told["as_of_reason"])])),
            ("Outcomes by", listed([f"{each['source']} {each['version']}" for each in told["data"]]) or "no data"),
            ("How such claims fared", ledger(told["ledger"])),
        ]
    )


def ledger(of: Mapping[str, Any]) -> str:
    """The size of the ledger."""
    if not of["claims"]:
        return "not told: the ledger is empty"
    return (
        f"{number(of['claims'])} claims of victory, {of['first']} to {of['last']}, gathered by hand and not at random"
    )


def summary(told: Mapping[str, Any]) -> Iterator[Markup]:
    """How many claims came to what, and a table of them."""
    claims = told["claims"]
    if not claims:
        yield paragraph("No claim was found in this text.", "lead")
        return
    counts = [f"{count} {verdict}" for verdict, count in told["summary"].items() if count]
    yield paragraph(f"{len(claims)} {'claim' if len(claims) == 1 else 'claims'}: {listed(counts)}.", "lead")
    rows = tuple(tuple(row(each, told)) for each in claims)
    yield table(Table(("Claim", "What came of it", "Then, by the data"), rows), "The claims, in the text's order")
    yield paragraph(MEANING, "note")


def row(claim: Mapping[str, Any], told: Mapping[str, Any]) -> Iterator[Markup]:
    """A claim in the table."""
    yield Markup('<a href="#claim-{0}">{0}. {1}</a>: <q dir="auto">{2}</q>').format(
        claim["number"], bdi(speaker(claim)), clipped(claim)
    )
    outcome = claim["outcome"]
    told_since = since(claim) if outcome["verdict"] not in ("held", "failed", "partly") else ""
    yield join([stamp(outcome["verdict"]), Markup("<br>"), bdi(f"{outcome['reason']} {told_since}".strip())])
    found = of(claim, told)
    yield bdi(in_short(found) if found else claim["group_note"])


def of(claim: Mapping[str, Any], told: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The evidence of a claim."""
    return next((each for each in told["evidence"] if each["id"] == claim["evidence"]), None)


def stamp(verdict: str) -> Markup:
    """The outcome in a word, with a sign beside its colour."""
    sign, style = OUTCOMES[verdict]
    return Markup('<strong class="outcome {}"><span aria-hidden="true">{}</span> {}</strong>').format(
        style, sign, verdict.capitalize()
    )


def text(told: Mapping[str, Any]) -> Markup:
    """The article."""
    return marked(told["text"], told["claims"], told["language"])


def leads(told: Mapping[str, Any]) -> Iterator[Markup]:
    """Events that the text tells of."""
    if told["leads"]:
        yield paragraph(LEADS, "note")
        yield listing(bdi(lead(each)) for each in told["leads"])


def lead(each: Mapping[str, Any]) -> str:
    """One lead in a line: its words, then what was read in them."""
    read: Sequence[tuple[str, Any]] = [
        (name.replace("_", " "), value)
        for name, value in each.items()
        if name not in ("quote", "start", "end") and isinstance(value, str | int | float) and value != ""
    ]
    return f"“{each.get('quote', '')}” ({'; '.join(f'{name}: {value}' for name, value in read)})"
