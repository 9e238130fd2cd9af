"""What became of a claim: rules, versioned, from the months that the data could show to one outcome.

Outcomes: `held`, `failed`, `partly`, `open` (it may still go either way), `not checkable`. Four things stand over every
rule. A month that nobody could see never resolves a claim: one event seen may be enough for a failure, but silence is
taken for an end only if every month of it was visible. A group counts with its kin, by links known on the day of
knowledge. What happened before the claim is not held against it, nor what may have. And the outcome is that of the
newest data, or of those known on a day that is asked for. The rules themselves are in `outcome_rules`.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection

from smoulder.actors import states
from smoulder.aftermath import Aftermath, Known, Window, aftermath, before, known
from smoulder.areas import resolve as spelt
from smoulder.errors import BadInput
from smoulder.lineage import Lineage, State
from smoulder.months import label, month_id
from smoulder.outcome_rules import BEFORE, ENDS, MARKS, UNCHECKABLE, Question, ended, rule_of, silence
from smoulder.types import Group
from smoulder.vintage import Release

VERSION = "3"
CHANGES = {
    "1": "The rules below without what version 2 adds.",
    "2": "A silence of a group that was a government or a part of an army decides nothing; a claim of going on that"
    " held says by how much. Where version 1 judged otherwise, its outcome stands beside (`version_1`).",
    "3": "In an article, a claim that one battle, siege or operation ends is none that the group does, and words for a"
    " group that do not say whether it goes on are borne out by no event: both are not checkable.",
}


class Outcome(NamedTuple):
    """What became of it: one of outcome_rules.VERDICTS, the rule that decided, a sentence why, what it rests on.

    evidence: rules (the version), months looked at, visible, blind and not yet known, events, deaths, the year and the
    busiest year before, first event after, last event known, for defeats the verdict at each of MARKS, and `version_1`
    where the first version of the rules judged otherwise. data: "source version" of the releases that speak.
    """

    verdict: str
    rule: str
    reason: str
    evidence: Mapping[str, Any]
    data: tuple[str, ...]


def resolve(
    con: DuckDBPyConnection,
    question: Question,
    history: Sequence[Release],
    lineage: Lineage,
    *,
    as_of: date | None = None,
) -> Outcome:
    """The outcome of a question by the newest data, or by what was known on a day.

    history: the releases of one family. Raises BadInput for a day that they cannot speak for.
    """
    return outcome(con, question, known(con, history, lineage, as_of))


def outcome(con: DuckDBPyConnection, question: Question, by: Known) -> Outcome:
    """The outcome of a question by what is known, which serves for many questions."""
    seen = by.seen
    data = tuple(f"{each.source} {each.version}" for each in seen.releases)
    name, judge = rule_of(question)

    def undecided(verdict: str, reason: str) -> Outcome:
        return Outcome(verdict, name, reason, {"rules": VERSION, "last_month": label(seen.newest_month)}, data)

    if judge is None:
        return undecided("not checkable", UNCHECKABLE[name])
    if question.group is None:
        return undecided("not checkable", "The data never show the group, or it is not known which one is meant.")
    if question.deadline is not None and question.deadline < question.said:
        return undecided("not checkable", "The deadline lies before the day of the words.")
    try:
        area = spelt(question.area, by.countries)
    except BadInput as why:
        return undecided("not checkable", str(why))
    day = question.deadline if question.deadline and name == ENDS["deadline"][0] else question.said
    if month_id(day) >= seen.newest_month:
        return undecided("open", f"The data end in {label(seen.newest_month)} and say nothing of what came after.")
    if month_id(day) < seen.first_month:
        return undecided("not checkable", f"The data begin in {label(seen.first_month)}, after the claim.")
    found = aftermath(con, by, question.group, area, day)
    held = of_states(question.group, by)
    verdict, reason, looked = judge(found, question)
    told = _evidence(found, looked, name, question, held, seen.as_of)
    if state := silence(question, looked, verdict, held, seen.as_of):
        told["version_1"] = {"verdict": verdict, "reason": reason}
        verdict, reason = "not checkable", ruled(question.group, state, reason)
    return Outcome(verdict, name, reason, told, data)


def of_states(group: Group, by: Known) -> list[State]:
    """When a group, or one that counts with it, was a government or a part of an army."""
    counted = [group, *(each.group for each in by.kin.get(group.key, ()))]
    return [state for each in counted for state in states(each, by.lineage)]


def ruled(group: Group, state: State, reason: str) -> str:
    """Why a silence decides nothing."""
    part = "the government" if state.part == "government" else "a part of the army"
    until = f" until {state.until}" if state.until else " on"
    return (
        f"{group.name} was {part} of {state.country} from {state.since}{until} ({state.source}): the data count what it"
        f" does as the state's, so its silence decides nothing. By its own events alone: {reason}"
    )


def _evidence(
    found: Aftermath, looked: Window, name: str, question: Question, held: Sequence[State], as_of: date
) -> dict[str, Any]:
    earlier, year = before(found, BEFORE), before(found, 12)
    told: dict[str, Any] = {
        "rules": VERSION,
        "from": label(looked.begin),
        "to": label(looked.end),
        "visible_months": looked.visible,
        "blind_months": looked.blind,
        "months_not_known_yet": looked.unknown,
        "events": looked.events,
        "deaths": looked.deaths,
        "events_of_unclear_place": looked.unplaced,
        "busiest_year_deaths": looked.busiest_deaths,
        "busiest_year_before": {"deaths": earlier.busiest_deaths, "events": earlier.busiest_events},
        "year_before": {"deaths": year.deaths, "events": year.events, "blind_months": year.blind},
        "first_event_after": str(found.first_after) if found.first_after else None,
        "last_event_known": str(found.last) if found.last else None,
        "last_month": label(found.end),
        "kin": list(found.kin),
    }
    if name in (each for each, _ in ENDS.values()):

        def mark(months: int) -> dict[str, Any]:
            """The verdict over so many months, and whether all of them were seen: only then may it enter a rate."""
            verdict, _, span = ended(found, looked.begin, months)
            verdict = "not checkable" if silence(question, span, verdict, held, as_of) else verdict
            return {"verdict": verdict, "whole": span.visible == months and verdict != "not checkable"}

        told["marks"] = {str(months): mark(months) for months in MARKS}
    return told
