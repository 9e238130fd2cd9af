"""An article's claims, each beside the evidence then, what became of it, and how such claims have fared.

Evidence then is what was known on the day of the words; the outcome is by the newest data. What the article reports
and what is known to have been said are two things: a claim known only at second hand is on nobody's record.
"""

import platform
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection

from smoulder import store
from smoulder.aftermath import Known, known
from smoulder.areas import Area, resolve
from smoulder.assess import assess, data_of, family_of
from smoulder.claim import Claim, Published, Reading
from smoulder.errors import BadInput
from smoulder.evidence import evidence
from smoulder.followed import followed
from smoulder.learning import Progress
from smoulder.ledger import Entry
from smoulder.lineage import Lineage
from smoulder.months import label, last_day, month_id
from smoulder.precedents import base_rate, record
from smoulder.resolution import VERDICTS, VERSION, Outcome, Question, outcome, rule_of
from smoulder.subject import Subject, subject
from smoulder.toponyms import load_gazetteer
from smoulder.types import Group
from smoulder.victory_record import rates, score

SCHEMA = "smoulder/check/1"
CONDITION = "It holds only on a condition, and events do not show whether that was met."
POSSIBLE = "It was called possible only: what did not come is no failure of it. By events: {reason}"


class Asked(NamedTuple):
    """A claim with its subject, the last day on which it can have been said, and where its evidence is asked for."""

    claim: Claim
    subject: Subject
    said: date

    @property
    def key(self) -> tuple[Group, Area, date] | None:
        """What one assessment answers for."""
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
    day, reason = _day(as_of, reading.article.published, by.seen.as_of)
    held, nations = list(by.held), {code: each.name for code, each in load_gazetteer().nations.items()}
    asked = [
        Asked(each, subject(each, reading.places, con, by.seen, held, lineage, nations), said_by(each, day))
        for each in reading.claims
    ]
    keys = list(dict.fromkeys(each.key for each in asked if each.key))
    steps = len(keys) + 1
    scored = score(con, ledger, history, lineage)
    on_progress(1, steps)
    found: dict[tuple[Group, Area, date], dict[str, Any]] = {}
    releases = {each.number: each for each in by.seen.releases}
    for number, key in enumerate(keys, start=1):
        group, area, said = key
        out_of_sight = {"id": number, "group": group.name, "area": str(area), "as_of": str(said)}
        if why := _not_covered(said, by):
            found[key] = out_of_sight | {"none": why}
            continue
        try:
            told = assess(
                con, group.key, area=area, as_of=said, lineage=lineage, command=command, now=now, source=source,
                with_kin=True, learned=learned,
            )  # fmt: skip
        except BadInput as why:
            found[key] = out_of_sight | {"none": str(why)}
        else:
            found[key] = {"id": number, **evidence(told)}
        on_progress(number + 1, steps)
    measured = rates(scored)
    claims = [
        {
            "number": number,
            **_said(each.claim),
            "group": each.subject.group and {"id": each.subject.group.key, "name": each.subject.group.name},
            "group_note": each.subject.who,
            "area": str(each.subject.area),
            "area_note": each.subject.where,
            "deadline": (by_when := deadline_of(each.claim, each.said)) and str(by_when),
            "evidence_of": str(each.said),
            "evidence": found[each.key]["id"] if each.key else None,
            "followed": _followed(con, each, by),
            "outcome": _outcome(con, each, by)._asdict(),
            "base_rate": base_rate(each.claim, measured),
            "record": {
                "speaker": record(each.claim.speaker.name, "speaker", scored),
                "organisation": record(each.claim.speaker.org, "organisation", scored),
            },
        }
        for number, each in enumerate(asked, start=1)
    ]
    published = reading.article.published
    return {
        "schema": SCHEMA,
        "source": reading.article.source,
        "title": reading.article.title,
        "language": reading.article.language,
        "text": reading.article.text,
        "published": {
            "earliest": published.earliest and str(published.earliest),
            "latest": published.latest and str(published.latest),
            "reason": published.reason,
        },
        "as_of": str(day),
        "as_of_reason": reason,
        "simulated": by.seen.simulated,
        "summary": {each: Counter(claim["outcome"]["verdict"] for claim in claims)[each] for each in VERDICTS},
        "claims": claims,
        "evidence": list(found.values()),
        "ledger": _ledger(ledger),
        "leads": [dict(each) for each in reading.leads],
        "dropped": [*reading.article.dropped, *reading.dropped],
        "data": [data_of(each) for each in releases.values()],
        "manifest": {
            "smoulder": version("smoulder"),
            "python": platform.python_version(),
            "rules": VERSION,
            "command": command,
            "store_versions": [
                {"source": each.source, "version": each.version, "file": each.file, "sha256": each.sha256}
                for each in releases.values()
            ],
            "made_at": f"{now:%Y-%m-%dT%H:%M:%SZ}",
        },
    }  # fmt: skip


def _day(as_of: date | None, published: Published, newest: date) -> tuple[date, str]:
    """The day that the evidence is of, and why that one."""
    if as_of is not None:
        return as_of, "as asked for"
    if published.day is not None:
        return published.day, f"the day on which the article appeared ({published.reason})"
    if published.latest is not None and published.latest <= newest:
        return published.latest, f"the last day on which the article can have appeared ({published.reason})"
    return newest, "nobody knows when the article appeared: by the newest data, so that “then” is today"


def _not_covered(day: date, by: Known) -> str | None:
    """Why the data cannot speak for a day, None if they may."""
    if month_id(day) <= by.seen.first_month:
        return f"The data begin in {label(by.seen.first_month)} and show nothing of what was known on {day}."
    if day > by.seen.as_of:
        return f"The data end in {label(by.seen.newest_month)} and do not reach {day}."
    return None


def said_by(claim: Claim, day: date) -> date:
    """The last day on which a claim can have been said, at the latest `day`."""
    told = claim.said_on.date
    if told is None:
        return day
    first = date.fromisoformat(told + "-01-01"[len(told) - 4 :])
    ends = {
        "day": first,
        "week": first + timedelta(days=6),
        "month": last_day(month_id(first)),
        "year": first.replace(month=12, day=31),
    }
    last = max(ends.get(claim.said_on.precision, first), ends[{4: "year", 7: "month"}.get(len(told), "day")])
    return min(last, day)


def deadline_of(claim: Claim, said: date) -> date | None:
    """The last day by which a claim should have come true, None if it names none."""
    horizon = claim.horizon
    if horizon is None or horizon.kind not in ("deadline", "until_date"):
        return None
    if horizon.deadline:
        return date.fromisoformat(horizon.deadline)
    return None if horizon.days_max is None else said + timedelta(days=horizon.days_max)


def _followed(con: DuckDBPyConnection, asked: Asked, by: Known) -> dict[str, Any] | None:
    """What came after the day of the words, after the deadline, and around the place named, by the newest data."""
    group, _, area, _, near = asked.subject
    try:
        area = resolve(area, by.countries)
    except BadInput:
        return None
    if group is None:
        return None
    deadline = deadline_of(asked.claim, asked.said)
    return {
        "in_area": followed(con, by, group, area, asked.said),
        "after_deadline": deadline and followed(con, by, group, area, deadline),
        "near": near and followed(con, by, group, near, asked.said),
    }


def _outcome(con: DuckDBPyConnection, asked: Asked, by: Known) -> Outcome:
    claim, (group, who, area, *_) = asked.claim, asked.subject
    question = Question(claim.claim_type, claim.direction, group, area, asked.said, deadline_of(claim, asked.said))
    came = outcome(con, question, by)
    if group is None and rule_of(question)[1] is not None:
        return came._replace(verdict="not checkable", reason=who)
    if claim.modality == "conditional" and came.verdict in ("held", "failed", "partly"):
        return came._replace(verdict="not checkable", reason=CONDITION)
    if claim.modality == "possible" and came.verdict == "failed":
        return came._replace(verdict="not checkable", reason=POSSIBLE.format(reason=came.reason))
    return came


def _said(claim: Claim) -> dict[str, Any]:
    """What the article reports, and what is known to have been said; charged: whether it is on the speaker's record."""
    first_hand = claim.as_said is not None or claim.attribution == "direct"
    first_hand |= claim.speaker.kind == "author"
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


def _ledger(entries: Sequence[Entry]) -> dict[str, Any]:
    years = [each.date[:4] for each in entries]
    return {"claims": len(entries), "first": min(years, default=None), "last": max(years, default=None)}
