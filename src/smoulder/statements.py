"""What a clause states of an armed group, from its signs: direction, type, modality and strength of the words.

The order of the rules is that of how much a sign can be trusted: a loss of ability, an end, a rise, a holding on, a
weakening, a count. Each rule asks who does it to whom. A clause that only supposes or asks states no end.
"""

import re

from smoulder import statements_ar
from smoulder.grammar import counts, ends, goings_on, leanings, remarks
from smoulder.scenes import Clause, Scene, Statement, Told, roles_of

_UNTRUE = re.compile(
    r"\W*(?:it (?:is|was) (?:not true|untrue|false|a lie|nonsense)|there (?:is|was) no truth)\b", re.IGNORECASE
)


def _denies_another_matter(clause: Clause) -> bool:
    """Whether officials deny something that is not of the group: that villages were emptied."""
    of_it = clause.groups or clause.fighters or clause.anaphors or clause.war or clause.counts or clause.pronoun
    return (
        clause.language == "en"
        and clause.stance == "denies"
        and clause.speaker_side in ("government", "coalition")
        and not of_it
    )


def statement(clause: Clause) -> Statement | None:
    """What the clause states, None if it states nothing of a group's end or going on."""
    if clause.question or _denies_another_matter(clause):
        return None
    scene = Scene(clause, clause.text, roles_of(clause))
    found = statements_ar.told(scene) if clause.language == "ar" else _found(scene)
    if found is None:
        return None
    direction, claim_type, strength = found
    if clause.denied and direction in ("ends", "weakens", "neutral") and clause.stance != "denies":
        direction, claim_type = "persists", "persistence_state"
        return Statement(direction, claim_type, "negated", strength)
    if clause.denied and clause.language == "ar" and clause.stance != "denies":
        return Statement("weakens", "capability", "negated", strength)
    if _UNTRUE.match(clause.text) and direction in ("persists", "strengthens"):
        return Statement("weakens", "denial", "negated", strength)
    if clause.stance == "denies":
        turned = {
            "ends": "persists",
            "weakens": "persists",
            "persists": "weakens",
            "strengthens": "weakens",
            "neutral": "neutral",
        }
        return Statement(turned[direction], "denial", "negated", strength)
    if (
        clause.language == "en"
        and clause.modality == "conditional"
        and (direction in ("ends", "weakens") or not clause.attributed)
    ):
        return None
    modality = clause.modality
    if direction == "ends" and (claim_type == "defeat_deadline" or (modality == "intent" and clause.has_deadline)):
        modality = "deadline"
    return Statement(direction, claim_type, modality, strength)


RULES = (
    remarks.order, remarks.pursuing, remarks.standing_off, remarks.disputing, goings_on.defying, counts.trapped,
    ends.ability, counts.losses, ends.end_told, goings_on.again, goings_on.losing, counts.count, goings_on.holding,
    goings_on.weakening, remarks.success, remarks.matter, remarks.timeline, leanings.leaning,
)  # fmt: skip


def _found(scene: Scene) -> Told | None:
    for rule in RULES:
        if (found := rule(scene)) is not None:
            return found if found[0] else None
    return None
