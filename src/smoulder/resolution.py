"""What became of a claim: rules, versioned, from the months that the data could show to one outcome.

The outcomes: `held`, `failed`, `partly`, `open` (it may still go either way), `not checkable`. Four things stand over
every rule. A month that nobody could see never resolves a claim: an event seen is enough for a failure, but silence is
taken for an end only if every month of it was visible. A group counts with its kin, by links known on the day of
knowledge. What happened before the claim is not held against it, nor what may have. And the outcome is of the newest
data, or of those known on a day that is asked for.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection

from smoulder import store
from smoulder.aftermath import Aftermath, Window, aftermath, before, window
from smoulder.areas import Area
from smoulder.areas import resolve as spelt
from smoulder.errors import BadInput
from smoulder.lineage import Lineage
from smoulder.months import label, month_id
from smoulder.types import Group
from smoulder.vintage import Release, view

VERSION = "1"
VERDICTS = ("held", "failed", "partly", "open", "not checkable")
MARKS = (12, 24, 60)  # months: after one, two and five years, as the return curves are told
GRACE = 2  # months after that of the claim: last fights, late finds, events dated a few weeks off
DEFEAT_WINDOW = 60  # months: "ended" is judged as far ahead as the verdict `probably ended` looks (types.ENDED_HORIZON)
DEADLINE_WINDOW = 12  # months after the deadline: the claim was of a day, and a year tells an end from a pause in it
SOON = 12  # months: what a prediction without a deadline is given; nobody says "soon" of more than a year
BEFORE = 60  # months in which the group's busiest year is sought: the level that the claim says is over
ACTIVE_DEATHS = 25  # in twelve months: UCDP's own line for an active conflict (Gleditsch et al. 2002, J. Peace Res. 39)
BACK = 0.5  # share of the busiest year before: above it `phases` too speaks of no ebb
WEAKENED = 0.5  # the same line, from the other side
RETURN_WITHIN = 24  # months: what a warning of a return without a horizon is given


class Question(NamedTuple):
    """What was claimed, made checkable.

    kind: of claim.CLAIM_TYPES; direction: of claim.DIRECTIONS; group: as the store knows it, None if it does not.
    said: the day of the words, the last day that it can be; deadline: the last day by which it should have come true.
    """

    kind: str
    direction: str
    group: Group | None
    area: Area
    said: date
    deadline: date | None = None


class Outcome(NamedTuple):
    """What became of it: verdict of VERDICTS, the rule that decided, one sentence, the months it rests on, the data.

    data: "source version" of the releases that speak.
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

    history: the releases of one family. Raises BadInput for a day that the releases cannot speak for.
    """
    seen = view(history, as_of)
    data = tuple(f"{each.source} {each.version}" for each in seen.releases)
    rule = rule_of(question)

    def undecided(verdict: str, reason: str) -> Outcome:
        return Outcome(verdict, rule, reason, {"rules": VERSION, "last_month": label(seen.newest_month)}, data)

    if rule in UNCHECKABLE:
        return undecided("not checkable", UNCHECKABLE[rule])
    if question.group is None:
        return undecided("not checkable", "The group is not known, or the data never show it.")
    try:
        area = spelt(question.area, store.countries(con, seen))
    except BadInput as why:
        return undecided("not checkable", str(why))
    moment = question.deadline if question.deadline and rule in BY_DEADLINE else question.said
    if month_id(moment) >= seen.newest_month:
        return undecided("open", f"The data end in {label(seen.newest_month)}; nothing is known of what came after.")
    found = aftermath(con, seen, question.group, area, moment, lineage)
    return RULES[rule](found)._replace(data=data)


UNCHECKABLE: dict[str, str] = {}
BY_DEADLINE: tuple[str, ...] = ()
RULES: dict[str, Callable[[Aftermath], Outcome]] = {}


def rule_of(question: Question) -> str:
    """The name of the rule that a question falls under."""
    raise NotImplementedError
