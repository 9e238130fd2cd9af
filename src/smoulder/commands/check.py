"""The claims of an article against the evidence then, what came of them, and how such claims fared."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from smoulder.commands import JSON, SOURCE, STORE, notes, now, out, progress, tell, typed
from smoulder.errors import BadInput

if TYPE_CHECKING:
    from datetime import date

    from duckdb import DuckDBPyConnection

    from smoulder.claim import Reading
    from smoulder.lineage import Lineage

app = typer.Typer()


@app.command("check")
def check_command(
    article: Annotated[str, typer.Argument(help="A text, HTML or PDF file, or an address.")],
    as_of: Annotated[
        str | None, typer.Option(help="The day of the evidence, YYYY-MM-DD; default the article's.")
    ] = None,
    published: Annotated[str | None, typer.Option(help="The day the article appeared, YYYY-MM-DD.")] = None,
    report: Annotated[Path | None, typer.Option(help="Write the article with its claims marked, FILE.html.")] = None,
    claim_review: Annotated[Path | None, typer.Option(help="Write ClaimReview of schema.org, FILE.jsonld.")] = None,
    reader: Annotated[
        Literal["rules", "llm"], typer.Option(help="Who finds the claims; llm asks $SMOULDER_LLM_URL.")
    ] = "rules",
    polygons: Annotated[
        list[Path] | None, typer.Option(help="Who holds what by date, FILE.geojson, to decide claims of land.")
    ] = None,
    source: SOURCE = None,
    store: STORE = None,
    as_json: JSON = False,
) -> None:
    """What was claimed of armed groups in an article, what the data showed that day, and what came of it.

    Exits with 1 if the article holds no claim.
    """
    from smoulder.check import check
    from smoulder.geojson import read_shapes
    from smoulder.ledger import load
    from smoulder.lineage import load_lineage
    from smoulder.months import parse_day
    from smoulder.settings import cache, own_ledger, own_lineage, store_path
    from smoulder.store import opened

    where = store_path(store)
    lineage = load_lineage(own_lineage(where))
    for file, endings in ((report, (".html",)), (claim_review, (".json", ".jsonld"))):
        if file is not None and (file.suffix not in endings or not file.parent.is_dir() or file.is_dir()):
            raise BadInput(f"{file} cannot be written: name a file ending in {endings[-1]} in a folder that exists.")
    for file in polygons or ():
        read_shapes(file)  # a file that cannot be read is told before the work begins
    day = parse_day(as_of) if as_of else None
    if day and day > now().date():
        raise BadInput(f"{day} lies ahead: name an --as-of until {now().date()}.")
    appeared = parse_day(published) if published else None
    with opened(where) as con:
        with notes.status("Reading the article ..."):
            read = reading(article, appeared, day, lineage, reader, con)
        with progress("Claims against events") as advance:
            told = check(
                con, read, as_of=day, lineage=lineage, ledger=load(own_ledger(where)), command=typed(), now=now(),
                source=source, learned=cache() / "learned", polygons=polygons or (), on_progress=advance,
            )  # fmt: skip
    if report is not None:
        from smoulder.article_page import write

        with notes.status("Drawing the page ..."):
            write(told, report)
    if claim_review is not None:
        from smoulder.article_review import scored
        from smoulder.claim_review import as_json as written
        from smoulder.claim_review import claim_reviews
        from smoulder.files import whole

        with whole(claim_review) as part:
            part.write_text(written(claim_reviews(scored(told), now().date())), encoding="utf-8")
    tell(as_json, told, lambda: show(told, undated=day is None and read.article.published.day is None))
    for file in (report, claim_review):
        if file is not None:
            notes.print(f"Written: {file}", highlight=False)
    if not told["claims"]:
        raise typer.Exit(1)


def show(told: Mapping[str, Any], undated: bool = False) -> None:
    """A check in one screen: each claim with the evidence then and the outcome; the numbers' meaning at the end.

    undated: whether nobody has said, or can tell, of which day it is.
    """
    if told["simulated"]:
        say("SIMULATED: the claims are held against invented events.")
    say(f"{told['title']}: evidence as known on {told['as_of']} ({told['as_of_reason']}).")
    if undated:
        say("Name the day on which it appeared with --published, or the day of the evidence with --as-of.")
    for part in (short_lines(told), claim_lines(told), evidence_lines(told), end_lines(told)):
        for line in part:
            say(line)


def short_lines(told: Mapping[str, Any]) -> Iterator[str]:
    """The answer in sentences."""
    from smoulder.article_answer import paragraphs

    for each in paragraphs(told["in_short"]):
        yield ""
        yield each


def claim_lines(told: Mapping[str, Any]) -> Iterator[str]:
    """Each statement in a few lines, the weightiest first."""
    from smoulder.claim_cards import clipped, fared, first_with, since, speaker

    by_number = {each["number"]: each for each in told["claims"]}
    for statement in told["statements"]:
        claims = [by_number[number] for number in statement["claims"]]
        yield ""
        for claim in claims:
            outcome, before = claim["outcome"], first_with(claim, told)
            settled = outcome["verdict"] in ("held", "failed", "partly")
            second_hand = "" if claim["charged"] else ", at second hand"
            reason = f"{outcome['reason']} {'' if settled else since(claim)}".rstrip()
            yield f"{claim['number']}. {speaker(claim)}{second_hand}: “{clipped(claim)}”"
            yield f"   {outcome['verdict'].upper()}: {reason if before is None else f'as claim {before}'}"
            if claim["evidence"] is None and claim["group_note"] != outcome["reason"]:
                yield f"   Then: {claim['group_note']}"
        found = [each["evidence"] for each in claims[0]["of_each"] or claims[:1] if each["evidence"] is not None]
        if found:
            yield f"   Then: evidence {', '.join(map(str, found))}"
        if statement["again"]:
            yield f"   Said again: {', '.join(map(str, statement['again']))}"
        if claims[0]["base_rate"]["kind"]:
            yield f"   Such claims: {fared(claims[0]['base_rate'])}"


def evidence_lines(told: Mapping[str, Any]) -> Iterator[str]:
    """What the data showed then, once for each group, area and day."""
    from smoulder.evidence_cards import in_brief

    for each in told["evidence"]:
        yield ""
        yield f"Evidence {each['id']}, {each['group']} in {each['area']} as known on {each['as_of']}: {in_brief(each)}"


def end_lines(told: Mapping[str, Any]) -> Iterator[str]:
    """The sum of it, what was left out, and the data."""
    yield ""
    counts = ", ".join(f"{count} {verdict}" for verdict, count in told["summary"].items() if count)
    if told["claims"]:
        yield f"{len(told['claims'])} claims: {counts}."
    if told["leads"]:
        yield f"{len(told['leads'])} events that the text tells of are leads only: nobody checked them."
    yield from (f"Left out: {each}" for each in told["dropped"])
    for each in told["data"]:
        yield f"Data: {each['title']} {each['version']}, {each['first']} to {each['last']}. {each['licence']}."
        yield each["citation"]


def say(text: str) -> None:
    """Print a text as it stands: what came from an article is no markup, and moves no cursor."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    out.print(plain, highlight=False, markup=False, emoji=False)


def reading(
    source: str,
    published: "date | None",
    as_of: "date | None",
    lineage: "Lineage",
    reader: str,
    con: "DuckDBPyConnection",
) -> "Reading":
    """What an article says, its claims found by rules or by a language model, its places also by the store's names.

    as_of: the day that times are counted from where nobody knows when the article appeared.
    """
    from dataclasses import replace

    from smoulder.articles import read_article
    from smoulder.claim_days import supposing
    from smoulder.claims import llm
    from smoulder.reading import read
    from smoulder.settings import cache, endpoint
    from smoulder.store_places import gazetteer_of
    from smoulder.toponyms import load_gazetteer

    asked = endpoint() if reader == "llm" else None
    article = read_article(source, published=published, today=now().date())
    article = replace(article, published=supposing(article.published, as_of))
    gazetteer = gazetteer_of(con, article, load_gazetteer())
    if asked is None:
        return read(article, gazetteer, lineage)
    found = llm.read(article, asked, cache() / "llm")
    told = read(article, gazetteer, lineage, lambda *known: found.claims)
    return replace(told, dropped=(*told.dropped, *found.dropped))
