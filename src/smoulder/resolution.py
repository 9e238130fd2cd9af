"""What became of a claim: rules, versioned, from the months that the data could show to one outcome.

Outcomes: `held`, `failed`, `partly`, `open` (it may still go either way), `not checkable`. Four things stand over every
rule. A month that nobody could see never resolves a claim: one event seen may be enough for a failure, but silence is
taken for an end only if every month of it was visible. A group counts with its kin, by links known on the day of
knowledge. What happened before the claim is not held against it, nor what may have. And the outcome is that of the
newest data, or of those known on a day that is asked for.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection

from smoulder.aftermath import Aftermath, Known, Window, aftermath, before, known, window
from smoulder.areas import Area
from smoulder.areas import resolve as spelt
from smoulder.errors import BadInput
from smoulder.lineage import Lineage
from smoulder.months import label, month_id
from smoulder.types import Group
from smoulder.vintage import Release

VERSION = "1"
VERDICTS = ("held", "failed", "partly", "open", "not checkable")
MARKS = (12, 24, 60)  # months: after one, two and five years
GRACE = 2  # months after that of the claim: last fights, bodies found late, events dated a few weeks off
DEFEAT_WINDOW = 60  # months: as far ahead as the verdict "probably ended" looks
DEADLINE_WINDOW = 12  # months after the deadline: the claim was of a day, and a year tells an end from a pause in it
SOON = 12  # months that a prediction without a deadline is given: nobody says "soon" of more than a year
BEFORE = 60  # months in which the busiest year before is sought: the level that the claim says is over
ACTIVE_DEATHS = 25  # in twelve months: UCDP's own line for an active conflict (Gleditsch et al. 2002, JPR 39(5))
BACK = 0.5  # of the busiest year before: above half, `phases` too speaks of no ebb
GOES_ON_WITHIN = 12  # months that a claim of going on is given where it names no day
RETURN_WITHIN = 24  # months that a warning of a return is given where it names no day


class Question(NamedTuple):
    """What was claimed, made checkable.

    kind: of claim.CLAIM_TYPES; direction: of claim.DIRECTIONS; group: as the store knows it, None if it does not.
    said: the day of the words, the last that it can be; deadline: the last day by which it should have come true.
    """

    kind: str
    direction: str
    group: Group | None
    area: Area
    said: date
    deadline: date | None = None


class Outcome(NamedTuple):
    """What became of it: one of VERDICTS, the rule that decided, a sentence why, what it rests on.

    evidence: rules (the version), months looked at, visible, blind and not yet known, events, deaths, the busiest year
    before, first event after, last event known, and for defeats the verdict at each of MARKS. data: "source version"
    of the releases that speak.
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
    verdict, reason, looked = judge(found, question)
    return Outcome(verdict, name, reason, _evidence(found, looked, name), data)


Judged = tuple[str, str, Window]
Judge = Callable[[Aftermath, Question], Judged]


def ended(found: Aftermath, begin: int, months: int) -> Judged:
    """Ended: failed, if within the window the group is back; held, if nothing came in it; partly between the two.

    Back: ACTIVE_DEATHS deaths in twelve months in a row, or at least BACK of the busiest year of the BEFORE months
    before (deaths; events where no death is known), if those were all seen: else what was usual may have been more.
    It has held only when the whole window was seen; while it is not over, or part of it was blind, only a failure is
    certain.
    """
    looked, earlier = window(found, begin, months), before(found, BEFORE)
    span = f"from {label(looked.begin)} to {label(looked.end)}"
    level, again, measure = earlier.busiest_deaths, looked.busiest_deaths, "deaths"
    if not level and again < ACTIVE_DEATHS:
        level, again, measure = earlier.busiest_events, looked.busiest_events, "events"
    seen = f"{looked.events} events with {looked.deaths} deaths {span}"
    back = looked.events > 0 and again >= BACK * level
    if looked.busiest_deaths >= ACTIVE_DEATHS or (back and level and not earlier.blind):
        return "failed", f"{seen}, up to {again} {measure} in twelve months; busiest year before: {level}.", looked
    if not found.events_before.any() and not looked.events:
        return "not checkable", "The data never show the group here before the claim, so silence tells nothing.", looked
    if looked.unknown:
        return "open", f"The time is not over: {seen}, in {looked.visible} visible months so far.", looked
    if looked.blind:
        return "not checkable", f"In {looked.blind} of {months} months nobody could see; the others: {seen}.", looked
    if back:
        return "not checkable", f"{seen}; what was usual before was not seen whole.", looked
    if looked.events:
        return "partly", f"Sporadic: {seen}; busiest year before: {level} {measure}.", looked
    if looked.unplaced:
        return "not checkable", f"{looked.unplaced} events {span} may lie in the area: their place is coarse.", looked
    return "held", f"No event {span}, and every month was visible.", looked


def defeat(found: Aftermath, question: Question) -> Judged:
    """Defeated, finished, dissolved: `ended` over DEFEAT_WINDOW months after GRACE."""
    return ended(found, _begin(found, GRACE), DEFEAT_WINDOW)


def deadline(found: Aftermath, question: Question) -> Judged:
    """Ended by a day: `ended` over DEADLINE_WINDOW months after the month of the deadline."""
    return ended(found, _begin(found, 0), DEADLINE_WINDOW)


def prediction(found: Aftermath, question: Question) -> Judged:
    """Soon to end, with no day named: given SOON months, then as for a deadline."""
    return ended(found, _begin(found, SOON), DEADLINE_WINDOW)


def weakening(found: Aftermath, question: Question) -> Judged:
    """Weakened: the twelve months after GRACE against the twelve before the claim.

    Held with less than BACK of the deaths (events where no death is known), partly with fewer, failed with as many.
    """
    looked, earlier = window(found, _begin(found, GRACE), 12), before(found, 12)
    by_deaths = earlier.deaths > 0
    was, now = (earlier.deaths, looked.deaths) if by_deaths else (earlier.events, looked.events)
    told = (
        f"{now} {'deaths' if by_deaths else 'events'} in the year from {label(looked.begin)}, {was} in the year before."
    )
    if earlier.blind or not was:
        return "not checkable", "The year before the claim was not seen whole, or nothing was seen in it.", looked
    if now >= was:
        return "failed", told, looked
    if looked.unknown:
        return "open", f"The year is not over: {told}", looked
    if looked.blind or looked.unplaced:
        return "not checkable", f"The year after was not seen whole: {told}", looked
    return ("held" if now < BACK * was else "partly"), told, looked


def going_on(found: Aftermath, question: Question) -> Judged:
    """Not over, goes on: held once an event came by the deadline (else within GOES_ON_WITHIN months), or failed."""
    looked = window(found, month_id(found.day), _months(question, GOES_ON_WITHIN))
    return _came(looked, looked.events > 0, partly=False)


def returning(found: Aftermath, question: Question) -> Judged:
    """Will return or grow: by the deadline (else within RETURN_WITHIN months) a year with more deaths than the year
    before the claim (events where no death is known). Partly: events, but no more of them.
    """
    looked, earlier = window(found, month_id(found.day), _months(question, RETURN_WITHIN)), before(found, 12)
    if earlier.blind:
        return (
            "not checkable",
            "The year before the claim was not seen whole, so there is no level to rise from.",
            looked,
        )
    by_deaths = earlier.deaths > 0
    grown = looked.busiest_deaths > earlier.deaths if by_deaths else looked.busiest_events > earlier.events
    return _came(looked, grown, partly=looked.events > 0)


def _came(looked: Window, held: bool, *, partly: bool) -> Judged:
    span = f"from {label(looked.begin)} to {label(looked.end)}"
    told = f"{looked.events or 'No'} events with {looked.deaths} deaths {span}"
    if held:
        return "held", f"{told}.", looked
    if looked.unknown:
        return "open", f"{told}; the time is not over.", looked
    if looked.blind or looked.unplaced:
        return "not checkable", f"{told}; in {looked.blind} months nobody could see.", looked
    return ("partly" if partly else "failed"), f"{told}; every month was visible.", looked


def _begin(found: Aftermath, grace: int) -> int:
    """The first month that counts against an end: after the grace; clear of events that span the day, if no other
    event came in the months that they reach into. A source by year shows a year only, and the claim's own is mixed.
    """
    begin = month_id(found.day) + grace + 1
    reached = found.events_after[max(begin - found.first, 0) : max(found.clear - found.first, 0)]
    return begin if reached.any() else max(begin, found.clear)


def _months(question: Question, otherwise: int) -> int:
    return month_id(question.deadline) - month_id(question.said) + 1 if question.deadline else otherwise


ENDS: Mapping[str, tuple[str, Judge]] = {
    "deadline": ("defeat by a deadline: events in the 12 months after it", deadline),
    "prediction": ("defeat soon: events in the second year after", prediction),
    "declared": ("defeat: events in the 60 months after", defeat),
}
BY_DIRECTION: Mapping[str, tuple[str, Judge]] = {
    "weakens": ("weakening: the year after against the year before", weakening),
    "persists": ("going on: events after", going_on),
    "strengthens": ("return: a worse year than the last one", returning),
}
RULES_OF_EVENTS = tuple(name for name, _ in (*ENDS.values(), *BY_DIRECTION.values()))
OF_EVENTS = (
    "defeat_declared", "defeat_prediction", "defeat_deadline", "resurgence_warning", "persistence_state",
    "persistence_prediction", "denial", "verdict",
)  # fmt: skip
UNCHECKABLE = {
    "land: not from events": "Events do not show who holds land.",
    "numbers: not from events": "Events do not count fighters, arms or people trapped.",
    "no direction: nothing to check": "It says neither that the group ends nor that it goes on.",
}


def rule_of(question: Question) -> tuple[str, Judge | None]:
    """The rule that a question falls under, by its kind and direction: its name, and None where events do not tell."""
    kind, direction = question.kind, question.direction
    land, numbers, none = UNCHECKABLE
    if kind.startswith("territory"):
        return land, None
    if kind not in OF_EVENTS and kind != "timeline":
        return numbers, None
    if kind == "timeline" or direction not in ("ends", *BY_DIRECTION):
        return none, None
    if kind == "resurgence_warning":
        return BY_DIRECTION["strengthens"]
    if direction != "ends":
        return BY_DIRECTION[direction]
    if question.deadline is not None:
        return ENDS["deadline"]
    return ENDS["prediction" if kind in ("defeat_prediction", "defeat_deadline") else "declared"]


def _evidence(found: Aftermath, looked: Window, name: str) -> dict[str, Any]:
    earlier = before(found, BEFORE)
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
        "first_event_after": str(found.first_after) if found.first_after else None,
        "last_event_known": str(found.last) if found.last else None,
        "last_month": label(found.end),
        "kin": list(found.kin),
    }
    if name in (each for each, _ in ENDS.values()):
        told["marks"] = {str(months): _mark(found, looked.begin, months) for months in MARKS}
    return told


def _mark(found: Aftermath, begin: int, months: int) -> dict[str, Any]:
    """The verdict over so many months, and whether all of them were seen: only then may it enter a rate."""
    verdict, _, looked = ended(found, begin, months)
    return {"verdict": verdict, "whole": looked.visible == months and verdict != "not checkable"}
