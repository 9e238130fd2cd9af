"""What the data say of a claim, for each group that it names: what followed, what became of it, and of them all."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection

from smoulder.actors import aliases_of
from smoulder.aftermath import Known
from smoulder.areas import Area, resolve
from smoulder.battles import is_of_a_battle
from smoulder.claim import Claim
from smoulder.claim_days import deadline_of
from smoulder.errors import BadInput
from smoulder.followed import followed
from smoulder.going_on import says_it_goes_on
from smoulder.ground import ground
from smoulder.holdings import Land, land
from smoulder.land_rule import RULE, by_maps
from smoulder.outcome_rules import BY_DIRECTION, Question, rule_of
from smoulder.resolution import Outcome, outcome
from smoulder.subject import Subject
from smoulder.types import Group

CONDITION = "It holds only on a condition, and events do not show whether that was met."
POSSIBLE = "It was called possible only: what did not come is no failure of it. By events: {reason}"
BATTLE = "The end of one battle or operation is none of the group, and events do not show who won it."
NO_WORD_ON_IT = "It does not say whether the group goes on, so what came decides nothing."
SETTLED = ("held", "partly", "failed")
Key = tuple[Group, Area, date]
Told = Callable[[Group, Area, date], dict[str, Any] | None]


class Asked(NamedTuple):
    """A claim with one of its subjects, and the last day on which it can have been said."""

    claim: Claim
    subject: Subject
    said: date

    @property
    def key(self) -> Key | None:
        """What one assessment answers for, None where the group is not known."""
        group = self.subject.group
        return None if group is None else (group, self.subject.area, self.said)


class Since(NamedTuple):
    """What the newest data hold of a group in an area after a day, each asked once however many claims ask for it."""

    events: Told
    ground: Told
    maps: Callable[[Group, Area], Land | None]


def since(con: DuckDBPyConnection, by: Known, polygons: Sequence[Path]) -> Since:
    """What `followed` and `ground` say by what is known; maps: the user's polygons laid over a group's area."""

    def maps(group: Group, area: Area) -> Land | None:
        if not polygons:
            return None
        kin = [each.group for each in by.kin.get(group.key, ())]
        names = [name for each in (group, *kin) for name in (each.name, *aliases_of(each, by.lineage))]
        return land(con, by.seen, group, area, kin=kin, polygons=polygons, names=names)

    return Since(
        cache(lambda group, area, day: followed(con, by, group, area, day)),
        cache(lambda group, area, day: ground(con, by, group, area, day)),
        cache(maps),
    )


def answer(con: DuckDBPyConnection, asked: Asked, by: Known, after: Since) -> dict[str, Any]:
    """Group, what followed, what events say of land where that is claimed, and the outcome, by the newest data."""
    group, who, area, _, near = asked.subject
    by_when = deadline_of(asked.claim, asked.said)
    told: dict[str, Any] = {"group": group and {"id": group.key, "name": group.name}, "group_note": who}
    told |= {"followed": None, "ground": None, "outcome": _outcome(con, asked, by, by_when, after)}
    try:
        area = resolve(area, by.countries)
    except BadInput:
        return told
    if group is None:
        return told
    told["followed"] = {
        "in_area": after.events(group, area, asked.said),
        "after_deadline": by_when and after.events(group, area, by_when),
        "near": near and after.events(group, near, asked.said),
    }
    if asked.claim.claim_type.startswith("territory"):
        told["ground"] = after.ground(group, area, asked.said)
    return told


def _outcome(con: DuckDBPyConnection, asked: Asked, by: Known, by_when: date | None, after: Since) -> Outcome:
    """What became of it; a battle and a condition are never settled, and a mere possibility never fails."""
    claim, (group, who, area, *_) = asked.claim, asked.subject
    question = Question(claim.claim_type, claim.direction, group, area, asked.said, by_when)
    came = _by_maps(outcome(con, question, by), question, after, by)
    if group is None and rule_of(question)[1] is not None:
        return came._replace(verdict="not checkable", reason=who)
    if claim.direction in ("ends", "weakens") and rule_of(question)[1] is not None and is_of_a_battle(claim.quote):
        return came._replace(verdict="not checkable", reason=BATTLE)
    if came.rule == BY_DIRECTION["persists"][0] and came.verdict in SETTLED and not says_it_goes_on(claim):
        return came._replace(verdict="not checkable", reason=NO_WORD_ON_IT)
    if claim.modality == "conditional" and came.verdict in SETTLED:
        return came._replace(verdict="not checkable", reason=CONDITION)
    if claim.modality == "possible" and came.verdict == "failed":
        return came._replace(verdict="not checkable", reason=POSSIBLE.format(reason=came.reason))
    return came


def _by_maps(came: Outcome, question: Question, after: Since, by: Known) -> Outcome:
    """The outcome of a claim of land by the user's maps, if there are any that speak of it."""
    if question.group is None or not question.kind.startswith("territory"):
        return came
    try:
        of = after.maps(question.group, resolve(question.area, by.countries))
    except BadInput as why:
        return came._replace(reason=f"{came.reason} {why}")
    if of is None or of.maps is None:
        return came
    told = by_maps(of.maps.maps, of.units, question.kind, question.direction, question.said, question.deadline)
    if told is None:
        return came
    evidence = {**came.evidence, "maps": [str(day) for day in told.days]}
    return came._replace(verdict=told.verdict, rule=RULE, reason=told.reason, evidence=evidence)


def together(answers: Sequence[dict[str, Any]]) -> Outcome:
    """The outcome of a claim about several groups: settled once that of each is, and in part where they differ."""
    outcomes: list[Outcome] = [each["outcome"] for each in answers]
    verdicts = {each.verdict for each in outcomes}
    if len(outcomes) == 1:
        return outcomes[0]
    if len(verdicts) == 1:
        verdict = outcomes[0].verdict
    elif verdicts <= set(SETTLED):
        verdict = "partly"
    else:
        verdict = "open" if "open" in verdicts else "not checkable"
    told = [f"{each['group']['name']}: {each['outcome'].verdict}. {each['outcome'].reason}" for each in answers]
    return outcomes[0]._replace(verdict=verdict, reason=" ".join(told))
