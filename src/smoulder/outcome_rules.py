"""The rules by which a claim is judged from the months that the data could show: each a function and its numbers.

What a rule says of a group's silence does not hold while the group is a government or a part of an army: see `silence`.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from smoulder.aftermath import Aftermath, Window, before, window
from smoulder.areas import Area
from smoulder.figures import number, numbered
from smoulder.lineage import State
from smoulder.months import label, month_id
from smoulder.types import Group

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
    until = max(min(looked.end, found.end), looked.begin)
    span = f"from {label(looked.begin)} to {label(until)}"
    level, again, measure = earlier.busiest_deaths, looked.busiest_deaths, "deaths"
    if not level and again < ACTIVE_DEATHS:
        level, again, measure = earlier.busiest_events, looked.busiest_events, "events"
    seen = f"{counted(looked.events, looked.deaths)} {span}"
    back = looked.events > 0 and again >= BACK * level
    if looked.busiest_deaths >= ACTIVE_DEATHS or (back and level and not earlier.blind):
        most = f"up to {number(again)} {measure} in twelve months; busiest year before: {number(level)}"
        return "failed", f"{seen}, {most}.", looked
    if not found.events_before.any() and not looked.events:
        return "not checkable", "The data never show the group here before the claim, so silence tells nothing.", looked
    if looked.unknown:
        return "open", _not_over(found, looked, seen), looked
    if looked.blind:
        return "not checkable", f"In {looked.blind} of {months} months nobody could see; the others: {seen}.", looked
    if back:
        return "not checkable", f"{seen}; what was usual before was not seen whole.", looked
    if looked.events:
        return "partly", f"Sporadic: {seen}; busiest year before: {number(level)} {measure}.", looked
    if looked.unplaced:
        return "not checkable", f"{looked.unplaced} events {span} may lie in the area: their place is coarse.", looked
    return "held", f"No event {span}, and every month was visible.", looked


def _not_over(found: Aftermath, looked: Window, seen: str) -> str:
    """Why a window is still open: it has not begun in the data, or it has and is not over."""
    if looked.begin > found.end:
        span = f"from {label(looked.begin)} to {label(looked.end)}"
        return f"It is judged by the months {span}; the data end in {label(found.end)}, before them."
    return f"The time is not over: {seen}, in {looked.visible} visible months so far."


def counted(events: int, deaths: int) -> str:
    """Events and their deaths in words.

    >>> counted(0, 0), counted(1, 1), counted(2, 30)
    ('no event', '1 event with 1 death', '2 events with 30 deaths')
    """
    if not events:
        return "no event"
    return f"{numbered(events, 'event')} with {numbered(deaths, 'death')}"


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
    what = "deaths" if by_deaths else "events"
    told = f"{number(now)} {what} in the year from {label(looked.begin)}, {number(was)} in the year before."
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
    """Not over, goes on: held once an event came by the deadline (else within GOES_ON_WITHIN months), or failed.

    One event is little: the answer says by how much it held, beside the twelve months before.
    """
    looked, earlier = window(found, month_id(found.day), _months(question, GOES_ON_WITHIN)), before(found, 12)
    verdict, reason, looked = _came(looked, looked.events > 0, partly=False)
    if verdict != "held":
        return verdict, reason, looked
    until = f"{label(found.end)}, where the data end" if looked.unknown else label(looked.end)
    came = f"{counted(looked.events, looked.deaths).capitalize()} from {label(looked.begin)} to {until}"
    blind = f" ({earlier.blind} months of these could not be seen)" if earlier.blind else ""
    level = f"the twelve months before had {counted(earlier.events, earlier.deaths)}{blind}"
    return verdict, f"{came}; {level}. One event is enough for this to hold.", looked


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
    told = f"{counted(looked.events, looked.deaths)} {span}".capitalize()
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


def silence(question: Question, looked: Window, verdict: str, states: Sequence[State], as_of: date) -> State | None:
    """The time in which the group was the state's, if the verdict rests on silence and the window reaches into it.

    A group that has become a government, or a part of an army, has no events of its own: what it does is counted as
    the state's. So its silence makes no claim of an end hold, and none of going on fail. states: of the group and of
    those that count with it; none that began after as_of is known.
    """
    silent = ("held", "partly") if question.direction in ("ends", "weakens") else ("failed", "partly")
    if verdict not in silent:
        return None
    for state in states:
        until = _month(state.until) if state.until else looked.end
        if state.since <= str(as_of) and _month(state.since) <= looked.end and until >= looked.begin:
            return state
    return None


def _month(text: str) -> int:
    """The month of a day that is cut off; January of a year."""
    return month_id(date.fromisoformat(text + "0001-01-01"[len(text) :]))
