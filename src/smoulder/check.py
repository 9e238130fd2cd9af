"""An article's claims, each beside the evidence then, what became of it, and how such claims have fared.

Evidence then is what was known on the day of the words; the outcome is by the newest data. What the article reports
and what is known to have been said are two things: nobody is charged with words that are known at second hand only.
"""

import platform
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from smoulder import store
from smoulder.aftermath import Known, known
from smoulder.article_answer import answer as in_short
from smoulder.assess import assess
from smoulder.claim import Claim, Reading
from smoulder.claim_answer import Asked, Key, Since, answer, since, together
from smoulder.claim_days import deadline_of, evidence_day, said_by
from smoulder.claim_order import statements
from smoulder.errors import BadInput
from smoulder.evidence import evidence
from smoulder.learning import Progress
from smoulder.ledger import Entry
from smoulder.lineage import Lineage
from smoulder.months import label, month_id
from smoulder.outcome_rules import VERDICTS
from smoulder.pools import family_of
from smoulder.precedents import base_rate, record
from smoulder.provenance import PACKAGES, data_of
from smoulder.resolution import VERSION
from smoulder.subject import subjects
from smoulder.toponyms import load_gazetteer
from smoulder.victory_record import Scored, rates, score

SCHEMA = "smoulder/check/1"


def check(
    con: DuckDBPyConnection,
    reading: Reading,
    *,
    as_of: date | None,
    lineage: Lineage,
    ledger: Sequence[Entry],
    command: str,
    now: datetime,
    source: str | None = None,
    learned: Path | None = None,
    polygons: Sequence[Path] = (),
    on_progress: Progress = lambda done, total: None,
) -> dict[str, Any]:
    """The claims of an article held against the store and the ledger, as JSON of schema smoulder/check/1.

    as_of: the day that the evidence is of, None for the day on which the article appeared or the last that it can be;
    of a claim that is older, the day of its words. learned: as for `assess.assess`.
    polygons: maps of who holds what, which alone can decide a claim of land; see `polygons`.
    on_progress: called with the steps done, and their total.
    Raises BadInput if the store is empty, it is not clear which source to read, or the data begin after as_of.
    """
    history = store.releases(con, family_of(con, source))
    by = known(con, history, lineage)
    if as_of is not None and month_id(as_of) <= by.seen.first_month:
        began = label(by.seen.first_month)
        raise BadInput(f"The data begin in {began}: nothing was known on {as_of}. Ask for a later --as-of.")
    day, reason = evidence_day(as_of, reading.article.published, by.seen.as_of)
    held, nations = list(by.held), {code: each.name for code, each in load_gazetteer().nations.items()}
    asked = [
        [
            Asked(each, of, said_by(each, day))
            for of in subjects(each, reading.places, con, by.seen, held, lineage, nations)
        ]
        for each in reading.claims
    ]
    keys = list(dict.fromkeys(each.key for several in asked for each in several if each.key))
    scored = score(con, ledger, history, lineage)
    on_progress(1, len(keys) + 1)

    def assessed(key: Key) -> dict[str, Any]:
        group, area, said = key
        return assess(
            con, group.key, area=area, as_of=said, lineage=lineage, command=command, now=now, source=source,
            with_kin=True, learned=learned, with_territory=False,
        )  # fmt: skip

    found = {}
    for number, key in enumerate(keys, start=1):
        found[key] = {"id": number, **_evidence(key, by, assessed)}
        on_progress(number + 1, len(keys) + 1)
    after = since(con, by, polygons)
    claims = [
        {"number": number, **_claim(con, each, by, after, found, scored)} for number, each in enumerate(asked, start=1)
    ]
    told = {
        "schema": SCHEMA,
        **_article(reading),
        "as_of": str(day),
        "as_of_reason": reason,
        "simulated": by.seen.simulated,
        "summary": {each: Counter(claim["outcome"]["verdict"] for claim in claims)[each] for each in VERDICTS},
        "claims": claims,
        "statements": statements(claims, reading.article.text),
        "evidence": list(found.values()),
        "ledger": _ledger(ledger),
        "leads": [dict(each) for each in reading.leads],
        "dropped": [*reading.article.dropped, *reading.dropped],
        "data": [data_of(each) for each in by.seen.releases],
        "manifest": _manifest(by, command, now),
    }  # fmt: skip
    return {**told, "in_short": in_short(told)}


def _evidence(key: Key, by: Known, assessed: Callable[[Key], dict[str, Any]]) -> dict[str, Any]:
    """What was known then, or why that cannot be said."""
    (group, area, day), none = key, None
    if month_id(day) <= by.seen.first_month:
        none = f"The data begin in {label(by.seen.first_month)} and show nothing of what was known on {day}."
    elif day > by.seen.as_of:
        none = f"The data end in {label(by.seen.newest_month)} and do not reach {day}."
    else:
        try:
            return evidence(assessed(key))
        except BadInput as why:
            none = str(why)
    return {"group": group.name, "area": str(area), "as_of": str(day), "none": none}


def _claim(
    con: DuckDBPyConnection,
    asked: Sequence[Asked],
    by: Known,
    after: Since,
    found: Mapping[Key, Mapping[str, Any]],
    scored: Sequence[Scored],
) -> dict[str, Any]:
    """A claim with its answers: those of its first group, and where it names several those of each."""
    claim, said = asked[0].claim, asked[0].said
    by_when = deadline_of(claim, said)
    answers = [
        {**answer(con, each, by, after), "evidence": found[each.key]["id"] if each.key else None} for each in asked
    ]
    return {
        **_said(claim),
        "area": str(asked[0].subject.area),
        "area_note": asked[0].subject.where,
        "deadline": by_when and str(by_when),
        "evidence_of": str(said),
        **answers[0],
        "outcome": together(answers)._asdict(),
        "of_each": [{**each, "outcome": each["outcome"]._asdict()} for each in answers] if len(answers) > 1 else [],
        "base_rate": base_rate(claim, rates(scored)),
        "record": {
            "speaker": record(claim.speaker.name, "speaker", scored),
            "organisation": record(claim.speaker.org, "organisation", scored),
        },
    }


def _said(claim: Claim) -> dict[str, Any]:
    """What the article reports, and what is known to have been said; charged: whether the speaker answers for it."""
    first_hand = claim.as_said is not None or claim.attribution == "direct" or claim.speaker.kind == "author"
    return {
        "id": claim.id,
        "start": claim.start,
        "end": claim.end,
        "as_reported": claim.quote,
        "as_said": claim.as_said,
        "charged": first_hand,
        "speaker": claim.speaker._asdict(),
        "attribution": claim.attribution,
        "relay": claim.relay,
        "said_on": claim.said_on._asdict(),
        "claim_type": claim.claim_type,
        "direction": claim.direction,
        "modality": claim.modality,
        "horizon": claim.horizon and claim.horizon._asdict(),
        "quantity": [each._asdict() for each in claim.quantity],
        "target_group": claim.target_group,
        "target_place": claim.target_place,
        "content": claim.content,
        "method": claim.method,
    }


def _article(reading: Reading) -> dict[str, Any]:
    article = reading.article
    published = article.published
    return {
        "source": article.source,
        "title": article.title,
        "language": article.language,
        "text": article.text,
        "published": {
            "earliest": published.earliest and str(published.earliest),
            "latest": published.latest and str(published.latest),
            "reason": published.reason,
        },
    }


def _ledger(entries: Sequence[Entry]) -> dict[str, Any]:
    years = [each.date[:4] for each in entries]
    return {"claims": len(entries), "first": min(years, default=None), "last": max(years, default=None)}


def _manifest(by: Known, command: str, now: datetime) -> dict[str, Any]:
    return {
        "smoulder": version("smoulder"),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
        "rules": VERSION,
        "command": command,
        "store_versions": [
            {"source": each.source, "version": each.version, "file": each.file, "sha256": each.sha256}
            for each in by.seen.releases
        ],
        "made_at": f"{now:%Y-%m-%dT%H:%M:%SZ}",
    }
