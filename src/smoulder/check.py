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
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection

from smoulder import store
from smoulder.aftermath import Known, known
from smoulder.areas import Area, resolve
from smoulder.assess import PACKAGES, assess, data_of, family_of
from smoulder.claim import Claim, Reading
from smoulder.claim_days import deadline_of, evidence_day, said_by
from smoulder.errors import BadInput
from smoulder.evidence import evidence
from smoulder.followed import followed
from smoulder.learning import Progress
from smoulder.ledger import Entry
from smoulder.lineage import Lineage
from smoulder.months import label, month_id
from smoulder.precedents import base_rate, record
from smoulder.outcome_rules import VERDICTS, Question, rule_of
from smoulder.resolution import VERSION, Outcome, outcome
from smoulder.subject import Subject, subject
from smoulder.toponyms import load_gazetteer
from smoulder.types import Group
from smoulder.victory_record import Scored, rates, score

SCHEMA = "smoulder/check/1"
CONDITION = "It holds only on a condition, and events do not show whether that was met."
POSSIBLE = "It was called possible only: what did not come is no failure of it. By events: {reason}"
Key = tuple[Group, Area, date]


class Asked(NamedTuple):
    """A claim with its subject, and the last day on which it can have been said."""

    claim: Claim
    subject: Subject
    said: date

    @property
    def key(self) -> Key | None:
        """What one assessment answers for, None where the group is not known."""
        group = self.subject.group
        return None if group is None else (group, self.subject.area, self.said)


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
    on_progress: Progress = lambda done, total: None,
) -> dict[str, Any]:
    """The claims of an article held against the store and the ledger, as JSON of schema smoulder/check/1.

    as_of: the day that the evidence is of, None for the day on which the article appeared or the last that it can be;
    of a claim that is older, the day of its words. learned: as for `assess.assess`.
    on_progress: called with the steps done, and their total.
    Raises BadInput if the store is empty or it is not clear which source to read.
    """
    history = store.releases(con, family_of(con, source))
    by = known(con, history, lineage)
    day, reason = evidence_day(as_of, reading.article.published, by.seen.as_of)
    held, nations = list(by.held), {code: each.name for code, each in load_gazetteer().nations.items()}
    asked = [
        Asked(each, subject(each, reading.places, con, by.seen, held, lineage, nations), said_by(each, day))
        for each in reading.claims
    ]
    keys = list(dict.fromkeys(each.key for each in asked if each.key))
    scored = score(con, ledger, history, lineage)
    on_progress(1, len(keys) + 1)

    def assessed(key: Key) -> dict[str, Any]:
        group, area, said = key
        return assess(
            con, group.key, area=area, as_of=said, lineage=lineage, command=command, now=now, source=source,
            with_kin=True, learned=learned,
        )  # fmt: skip

    found = {}
    for number, key in enumerate(keys, start=1):
        found[key] = {"id": number, **_evidence(key, by, assessed)}
        on_progress(number + 1, len(keys) + 1)
    claims = [{"number": number, **_claim(con, each, by, found, scored)} for number, each in enumerate(asked, start=1)]
    return {
        "schema": SCHEMA,
        **_article(reading),
        "as_of": str(day),
        "as_of_reason": reason,
        "simulated": by.seen.simulated,
        "summary": {each: Counter(claim["outcome"]["verdict"] for claim in claims)[each] for each in VERDICTS},
        "claims": claims,
        "evidence": list(found.values()),
        "ledger": _ledger(ledger),
        "leads": [dict(each) for each in reading.leads],
        "dropped": [*reading.article.dropped, *reading.dropped],
        "data": [data_of(each) for each in by.seen.releases],
        "manifest": _manifest(by, command, now),
    }  # fmt: skip


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
    con: DuckDBPyConnection, asked: Asked, by: Known, found: Mapping[Key, Mapping[str, Any]], scored: Sequence[Scored]
) -> dict[str, Any]:
    claim, (group, who, area, where, _) = asked.claim, asked.subject
    by_when = deadline_of(claim, asked.said)
    return {
        **_said(claim),
        "group": group and {"id": group.key, "name": group.name},
        "group_note": who,
        "area": str(area),
        "area_note": where,
        "deadline": by_when and str(by_when),
        "evidence_of": str(asked.said),
        "evidence": found[asked.key]["id"] if asked.key else None,
        "followed": _followed(con, asked, by, by_when),
        "outcome": _outcome(con, asked, by, by_when)._asdict(),
        "base_rate": base_rate(claim, rates(scored)),
        "record": {
            "speaker": record(claim.speaker.name, "speaker", scored),
            "organisation": record(claim.speaker.org, "organisation", scored),
        },
    }


def _followed(con: DuckDBPyConnection, asked: Asked, by: Known, by_when: date | None) -> dict[str, Any] | None:
    """What came after the day of the words, after the deadline, and around the place named, by the newest data."""
    group, _, area, _, near = asked.subject
    try:
        area = resolve(area, by.countries)
    except BadInput:
        return None
    if group is None:
        return None
    return {
        "in_area": followed(con, by, group, area, asked.said),
        "after_deadline": by_when and followed(con, by, group, area, by_when),
        "near": near and followed(con, by, group, near, asked.said),
    }


def _outcome(con: DuckDBPyConnection, asked: Asked, by: Known, by_when: date | None) -> Outcome:
    """What became of it; a condition is never settled, and a mere possibility never fails."""
    claim, (group, who, area, *_) = asked.claim, asked.subject
    question = Question(claim.claim_type, claim.direction, group, area, asked.said, by_when)
    came = outcome(con, question, by)
    if group is None and rule_of(question)[1] is not None:
        return came._replace(verdict="not checkable", reason=who)
    if claim.modality == "conditional" and came.verdict in ("held", "failed", "partly"):
        return came._replace(verdict="not checkable", reason=CONDITION)
    if claim.modality == "possible" and came.verdict == "failed":
        return came._replace(verdict="not checkable", reason=POSSIBLE.format(reason=came.reason))
    return came


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
    earliest, latest, reason = article.published
    return {
        "source": article.source,
        "title": article.title,
        "language": article.language,
        "text": article.text,
        "published": {
            "earliest": earliest and str(earliest),
            "latest": latest and str(latest),
            "reason": reason,
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
