"""What an article claims of armed groups: who says what, of whom, and by when."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from smoulder.commands import JSON, STORE, notes, now, out, tell

if TYPE_CHECKING:
    from smoulder.claim import Reading

app = typer.Typer()

SAYS = {
    "ends": "it ends",
    "weakens": "it weakens",
    "persists": "it goes on",
    "strengthens": "it grows or returns",
    "neutral": "neither its end nor its going on",
}


@app.command("read")
def read_command(
    article: Annotated[str, typer.Argument(help="A file (text, HTML, PDF) or the http(s) address of an article.")],
    published: Annotated[str | None, typer.Option(help="The day it appeared, YYYY-MM-DD, if you know it.")] = None,
    store: STORE = None,
    as_json: JSON = False,
) -> None:
    """The claims in an article: who says what, of which group, by when."""
    from smoulder.articles import read_article
    from smoulder.lineage import load_lineage
    from smoulder.months import parse_day
    from smoulder.reading import read
    from smoulder.settings import own_lineage, store_path
    from smoulder.store import opened
    from smoulder.store_places import gazetteer_of
    from smoulder.toponyms import load_gazetteer

    where = store_path(store)
    with notes.status("Reading ..."):
        text = read_article(article, published=parse_day(published) if published else None, today=now().date())
        gazetteer = load_gazetteer()
        if where.exists():
            with opened(where) as con:
                gazetteer = gazetteer_of(con, text, gazetteer)
        reading = read(text, gazetteer, load_lineage(own_lineage(where)))
    tell(as_json, reading.document(), lambda: show(reading))


def show(reading: "Reading") -> None:
    """The claims, one after another, in the order of the text."""
    document = reading.document()
    say(document["title"] or "Untitled", bold=True)
    say(f"Published: {document['publication_date'] or 'undated'}. {document['published']['reason']}")
    for sentence in document["dropped"]:
        say(sentence)
    if not document["claims"]:
        say("No claim about an armed group was found.")
    for number, claim in enumerate(document["claims"], 1):
        say("")
        say(f"{number}. {who(claim)}: “{' '.join(claim['quote'].split())}”")
        say(f"   {about(claim)}")
    if document["leads"]:
        say("")
        say(f"It also tells of {len(document['leads'])} events, which are leads only: see --json.")


def who(claim: Mapping[str, Any]) -> str:
    """The speaker, with who passes it on."""
    speaker = claim["speaker"]
    if speaker["kind"] == "author":
        return "The article itself"
    name = " ".join((speaker["as_written"] or "somebody").split())
    return name + (f", as told by {claim['relay']}" if claim["relay"] else "")


OPEN = "at no told time"


def about(claim: Mapping[str, Any]) -> str:
    """Of whom, what it says of them, how sure, by when, how many."""
    parts = [f"Of {claim['target_group'] or 'an unnamed group'}: {SAYS[claim['direction']]} ({claim['modality']})"]
    if claim["said_on"]["date"]:
        parts.append(f"said on {claim['said_on']['date']}")
    if horizon := claim["horizon"]:
        days = (horizon["days_min"], horizon["days_max"])
        when = f"by {horizon['deadline']}" if horizon["deadline"] and horizon["kind"] != "beyond_date" else None
        span = f"{days[0]} to {days[1]} days" if None not in days else None
        words = horizon["text"] or OPEN
        parts.append(words + (f" ({when or span})" if when or span else ""))
    parts += [f"{each['text']}" for each in claim["quantity"]]
    return "; ".join(parts) + "."


def say(text: str, *, bold: bool = False) -> None:
    """Print a text as it stands: what comes from an article is no markup."""
    out.print(text, highlight=False, markup=False, emoji=False, style="bold" if bold else None)
