"""An article and its claims as one HTML file: a summary, the text with claims marked in place, a card for each claim.

It needs no network and no script; whatever the article says is shown as text only.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup

from smoulder.article_answer import paragraphs
from smoulder.claim_cards import OUTCOMES, card, clipped, first_with, since, speaker
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
        Section("claims", "Each claim", join(card(each, told) for each in weightiest(told))),
        Section("evidence", "What the data showed then", join(evidence_card(each) for each in told["evidence"])),
        Section("leads", "Events that the text tells of: leads only", join(leads(told))),
        Section("dropped", "What was left out", listing(map(bdi, told["dropped"]))),
        sources(told),
        manifest(told),
    ]
    return [part for part in parts if part is not None and part.html]


def weightiest(told: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The claims in the order of their statements."""
    by_number = {each["number"]: each for each in told["claims"]}
    return [by_number[number] for of in told["statements"] for number in (*of["claims"], *of["again"])]


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
    """The answer in sentences, then a table of the statements, asides under a fold."""
    for place, said in enumerate(paragraphs(told["in_short"])):
        yield paragraph(quoting(said), "" if place else "lead")
    main, aside = ([each for each in told["statements"] if each["aside"] == folded] for folded in (False, True))
    if main:
        yield statements(main, told, "The claims, the weightiest first")
    if aside:
        many = "One more statement" if len(aside) == 1 else f"{len(aside)} more statements"
        yield Markup("<details><summary>{}</summary>{}</details>").format(
            f"{many}: numbers, and what was called possible", statements(aside, told, "Numbers and possibilities")
        )
    if told["claims"]:
        yield paragraph(MEANING, "note")


def quoting(text: str) -> Markup:
    """A sentence in which every quote keeps its own direction."""
    return join(bdi(part) if place % 2 else part for place, part in enumerate(re.split("(“[^”]*”)", text)))


def statements(those: Sequence[Mapping[str, Any]], told: Mapping[str, Any], caption: str) -> Markup:
    """Statements as a table."""
    by_number = {each["number"]: each for each in told["claims"]}
    rows = tuple(tuple(row([by_number[each] for each in of["claims"]], of["again"], told)) for of in those)
    return table(Table(("Claim", "What came of it", "Then, by the data"), rows), caption)


def row(claims: Sequence[Mapping[str, Any]], again: Sequence[int], told: Mapping[str, Any]) -> Iterator[Markup]:
    """A statement in the table: its claims, what came of them, and the evidence that they share."""
    first = claims[0]
    lines = [
        Markup('<a href="#claim-{0}">{0}. {1}</a> <q dir="auto">{2}</q>').format(
            each["number"], Markup("{}:").format(bdi(speaker(each))) if each is first else "", clipped(each)
        )
        for each in claims
    ]
    if again:
        links = Markup(", ").join(Markup('<a href="#text-{0}">{0}</a>').format(each) for each in again)
        lines.append(Markup("Said again: {}.").format(links))
    yield Markup("<br>").join(lines)
    came: dict[str, list[Mapping[str, Any]]] = {}
    for each in claims:
        came.setdefault(f"{each['outcome']['verdict']} {each['outcome']['reason']}", []).append(each)
    yield Markup("<br>").join(became(those, len(claims) > 1, told) for those in came.values())
    shown = [(of(each, told), each["group_note"]) for each in first["of_each"] or [first]]
    yield Markup("<br>").join(bdi(in_short(found) if found else note) for found, note in shown)


def became(claims: Sequence[Mapping[str, Any]], several: bool, told: Mapping[str, Any]) -> Markup:
    """What came of claims that came to the same, numbered where others of the statement did not; said in full once."""
    outcome, before = claims[0]["outcome"], first_with(claims[0], told)
    numbers = f" ({listed([str(each['number']) for each in claims])})" if several else ""
    told_since = since(claims[0]) if outcome["verdict"] not in ("held", "failed", "partly") else ""
    words = bdi(f"{outcome['reason']} {told_since}".strip())
    if before is not None:
        words = Markup('By the same rule and events as <a href="#claim-{0}">claim {0}</a>.').format(before)
    return join([stamp(outcome["verdict"]), numbers, Markup("<br>"), words])


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
