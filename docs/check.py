"""Check the article that the project starts from, as of the day it speaks of, and write check.md.

`SMOULDER_TEST_DATA=FOLDER python docs/check.py`, where FOLDER holds the files named below. The article is not repeated:
claims are told in our words, or by the first few of theirs.
"""

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from markupsafe import Markup
from results import table

from smoulder import ingest, load_lineage, opened
from smoulder.article_answer import paragraphs
from smoulder.article_page import weightiest
from smoulder.chat import LARGEST, Endpoint
from smoulder.check import check
from smoulder.claim_cards import clipped, fared, first_with, since, speaker
from smoulder.commands.check import reading
from smoulder.evidence_cards import then
from smoulder.ground_cards import control, fights
from smoulder.ledger import load

FOLDER = Path(__file__).parent
ARTICLE, EVENTS = "text/isis_ended.txt", "ucdp/GEDEvent_Syria_2016_2019.csv.gz"
DAY = date(2019, 2, 7)
FEW = 40  # letters of a claim that are quoted
OURS = {  # a few words by which a claim is known, and what it says in ours
    "within two weeks": "the group loses its last stronghold in Syria within two weeks",
    "4 km": "4 km are left to it, at the border of Iraq",
    "will end soon": "its hold on land will likely end soon",
    "died and ended": "al-Qaeda is dead and gone (2007 and 2008)",
    "3,000 fighters": "more than 3,000 of its fighters are in the desert",
    "disappear within weeks": "it may vanish within weeks",
    "risk will remain": "the danger stays",
}
HEAD = """\
# An article of February 2019, checked

<!-- Made by `python docs/check.py` from the article and real events. Change those or the code, not this page. -->

The project starts from an article of early February 2019, machine-translated from Arabic, that asks whether the group
called IS has ended. This is the answer of one command, as known on 7 February 2019, with what followed beside it:

```shell
smoulder ingest ucdp-ged GEDEvent_Syria_2016_2019.csv.gz
smoulder check isis_ended.txt --as-of 2019-02-07 --report checked.html
```

`checked.html` shows the whole article with its claims marked in place, each leading to its evidence.
"""
LIMITS = """\
## What this answer cannot say

- **Land.** Events do not show who holds it. So whether the last stronghold fell within two weeks is not answered; that
  the group was fought, and fought back, after that day is. Losing land and being no danger are two things. Maps of your
  own can decide it: `--polygons FILE.geojson`, as for [control](control.md); one map is needed up to half a year before
  the words, and one within three months after the deadline.
- **Numbers.** Events do not count fighters.
- **What these files do not cover.** They hold Syria from 2016 on. Of al-Qaeda in 2007 and 2008 they know nothing, and
  nothing known is no outcome.
- **Own words.** The article reports its officials at second hand and in translation; their own words are not known
  here. Nobody's record is charged with them, and a name that the translation spells otherwise is not matched.
- **The verdict “held” for a claim that danger goes on** asks little: one event within the time is enough. So it says by
  how much it held, beside the year before.
- **Deaths to be expected.** A forecast of that day stands here with what came, however far it was off.
- **The reader** finds claims by rules. What it misses and what it takes for a claim though it is none is measured
  elsewhere; here both are left as they are.
- **How such claims fared** is counted over claims that were gathered by hand, and bold ones that failed are quoted more
  often than dull ones that held.
"""
MODEL = """\
## Letting a language model read

`--reader llm` asks a language model to find the claims instead. Any address that answers as OpenAI's
`/v1/chat/completions` does will do, on this machine or elsewhere:

| setting | what it is |
| --- | --- |
| `SMOULDER_LLM_URL` | the address, up to and with `/v1` |
| `SMOULDER_LLM_MODEL` | the model's name there |
| `SMOULDER_LLM_KEY` | the key, if one is needed; it is sent by https or to this machine only |

No package is needed for it; `smoulder[llm]` installs the same. The model is asked for JSON of a fixed form, at
temperature 0, and once more if its answer breaks the form. Its answers are kept, by address, model, question and text.
The article is data in the question, never an order. What the model says is believed as far as the text holds the words:
a claim whose quote does not stand in it is dropped and counted, and so are speakers, numbers and deadlines whose words
are not there. Claims of a model go through the same checks and say `llm:MODEL` where they come from. No redirect is
followed, an answer has at most {megabytes} MB, and after {seconds:g} seconds it is given up.
"""


def page(folder: Path, day: str) -> str:
    """The page, from the files of a folder."""
    told = checked(folder)
    counts = ", ".join(f"{count} {verdict}" for verdict, count in told["summary"].items() if count)
    data = "; ".join(f"{each['title']} {each['version']}, {each['licence']}" for each in told["data"])
    return (
        "\n\n".join(
            [
                HEAD.strip(),
                f"Made on {day}; data: {data}. Rules of outcomes: version {told['manifest']['rules']}.",
                "## The answer",
                *(f"> {each}" for each in paragraphs(told["in_short"])),
                "## Each claim",
                f"**{len(told['claims'])} claims in {len(told['statements'])} statements: {counts}.** The weightiest"
                " first; numbers are by the order of the text. Claims in quote marks are told by their first words; the"
                " others in ours.",
                table(
                    ("", "who", "what", "what came of it", "evidence"), (row(each, told) for each in weightiest(told))
                ),
                "## Fights beside claims of land",
                *land(told),
                "## What was known on that day",
                *evidence(told),
                "## How such claims have fared",
                *rates(told),
                LIMITS.strip(),
                MODEL.strip().format(seconds=Endpoint("", "").seconds, megabytes=LARGEST >> 20),
                "## Sources",
                *(f"{each['citation']}" for each in told["data"]),
            ]
        )
        + "\n"
    )


def checked(folder: Path) -> dict[str, Any]:
    """The check of the article."""
    now = datetime.now(UTC).replace(tzinfo=None)
    with tempfile.TemporaryDirectory() as temporary:
        store = Path(temporary) / "store.duckdb"
        ingest(store, "ucdp-ged", folder / EVENTS, now=now)
        lineage = load_lineage()
        with opened(store) as con:
            read = reading(str(folder / ARTICLE), None, DAY, lineage, "rules", con)
            return check(con, read, as_of=DAY, lineage=lineage, ledger=load(), command="smoulder check", now=now)


def row(claim: Mapping[str, Any], told: Mapping[str, Any]) -> list[str]:
    """A claim in the table."""
    outcome, before = claim["outcome"], first_with(claim, told)
    settled = outcome["verdict"] in ("held", "failed", "partly")
    second_hand = "" if claim["charged"] else ", at second hand"
    reason = (
        f"{outcome['reason']} {'' if settled else since(claim)}".strip() if before is None else f"as claim {before}"
    )
    came = f"**{outcome['verdict']}**: {reason}"
    return [str(claim["number"]), f"{speaker(claim)}{second_hand}", what(claim), came, str(claim["evidence"] or "none")]


def what(claim: Mapping[str, Any]) -> str:
    """A claim in our words, or its first few."""
    words = " ".join(claim["as_reported"].split())
    ours = next((told for few, told in OURS.items() if few in words), None)
    return ours or f"“{clipped(claim, FEW)}”"


def land(told: Mapping[str, Any]) -> Iterator[str]:
    """What events can say beside claims of land, once for each area."""
    yield (
        "Claims of land are not decided by events. What these do show beside them, up to the month of the words and"
        " after it:"
    )
    found: dict[str, list[Mapping[str, Any]]] = {}
    for claim in told["claims"]:
        if claim["ground"]:
            found.setdefault(claim["ground"]["area"], []).append(claim)
    for area, claims in found.items():
        ground = claims[0]["ground"]
        numbers = ", ".join(str(each["number"]) for each in claims)
        said = Markup(str(fights(ground)).partition("<details>")[0]).striptags()
        yield f"- Claim {numbers}, {area}. {said} {control(ground['control'])}"


def evidence(told: Mapping[str, Any]) -> Iterator[str]:
    """What was known then, a table for each subject."""
    for each in told["evidence"]:
        yield f"### {each['id']}: {each['group']}, {each['area']}, on {each['as_of']}"
        if each["none"]:
            yield each["none"]
        else:
            yield table(("what", "value"), ((name, Markup(value).striptags()) for name, value in then(each)))
            yield f"{each['vintage']} {each['caution'] or ''}".strip()


def rates(told: Mapping[str, Any]) -> Iterator[str]:
    """The base rates that the claims call for, each once, with the claims that it is of."""
    found: dict[str, list[str]] = {}
    for claim in told["claims"]:
        if claim["base_rate"]["kind"]:
            found.setdefault(str(fared(claim["base_rate"])), []).append(str(claim["number"]))
    for words, numbers in found.items():
        yield f"- Claim {', '.join(numbers)}: {words}"


def main() -> int:
    """Write the page."""
    named = os.environ.get("SMOULDER_TEST_DATA")
    if not named:
        print("Set SMOULDER_TEST_DATA to the folder of the real files.", file=sys.stderr)
        return 2
    (FOLDER / "check.md").write_text(page(Path(named), f"{datetime.now(UTC).date()}"), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
