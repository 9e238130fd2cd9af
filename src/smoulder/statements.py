"""What a clause states of an armed group, from its signs: direction, type, modality and strength of the words.

The order of the rules is that of how much a sign can be trusted: a loss of ability, an end, a rise, a holding on, a
weakening, a count. Each rule asks who does it to whom. A clause that only supposes or asks states no end.
"""

import re

from smoulder import statements_ar
from smoulder.grammar import counts, ends, goings_on, leanings, remarks
from smoulder.grammar.pointers import OVER, pointers
from smoulder.grammar.weighing import pointed, weighed
from smoulder.scenes import NOTHING, Clause, Scene, Statement, Told, roles_of


def _denies_another_matter(clause: Clause) -> bool:
    """Whether officials deny something that is not of the group: that villages were emptied."""
    of_it = clause.groups or clause.fighters or clause.anaphors or clause.war or clause.counts or clause.pronoun
    return (
        clause.language == "en"
        and clause.stance == "denies"
        and clause.speaker_side in ("government", "coalition")
        and not of_it
    )


# what is asked or discussed is not said, and clearing up is no fight: combing houses, disposal of mines
_ASIDE = re.compile(
    r"\b(?:discuss(?:ed|ing)?|ask(?:s|ed|ing)?|wonder(?:s|ed|ing)?|debat(?:e|es|ed)|looked at|stud(?:y|ied)|examined?|"
    r"inquired?) (?:\w+ ){0,2}?(?:what|why|how|whether|if)\b|"
    r"\b(?:combing|de-?mining|disposal|defusing|removal|clearance|sweeping) (?:operations? )?(?:and \w+ "
    r")?of\b[^,.;]{0,40}\b"
    r"(?:mines?|explosives|rubble|bodies|tunnels|devices|booby)|"
    r"\b(?:facts?|events?|history)\b[^.;]{0,20}\bproved?\b",
    re.IGNORECASE,
)
_WAITING = re.compile(
    r"\b(?:our|his|her|government) (?:forces|troops|soldiers|units|men) (?:are|were) (?:waiting|preparing|"
    r"getting ready|training)\b",
    re.IGNORECASE,
)
TURNED = {
    "ends": "persists", "weakens": "persists", "persists": "weakens", "strengthens": "weakens", "neutral": "neutral",
}  # fmt: skip
TYPES = {
    "ends": ("defeat_declared", "defeat_prediction"),
    "weakens": ("capability", "capability"),
    "persists": ("persistence_state", "persistence_prediction"),
    "strengthens": ("resurgence_warning", "resurgence_warning"),
    "neutral": ("timeline", "timeline"),
}
COUNTED = ("strength_estimate", "losses_estimate", "territory_remaining")
FEEBLE = 1  # what no rule tells


def statement(clause: Clause) -> Statement | None:
    """What the clause states, None if it states nothing of a group's end or going on."""
    if clause.question or _denies_another_matter(clause) or (clause.language == "en" and _no_matter(clause)):
        return None
    return _arabic(clause) if clause.language == "ar" else _english(clause)


def _no_matter(clause: Clause) -> bool:
    """Whether a clause is of another matter by its form, or tells what soldiers will do if the group is beaten."""
    named = clause.groups or clause.anaphors or clause.fighters or clause.war or clause.land or clause.places
    if clause.supposed and clause.state and not (named or clause.pronoun or clause.civilians):
        return True
    return bool(_ASIDE.search(clause.text) or (clause.speaker_side != "rebel" and _WAITING.search(clause.text)))


def _english(clause: Clause) -> Statement | None:
    """What the first rule that fits tells, in the direction to which all the pointers of the clause lean."""
    name, told = first_rule(clause)
    told = None if told == NOTHING else told
    if told is None and not clause.attributed:
        return None
    pointing = pointers(clause, told, name)
    odds = weighed(pointing)
    if odds["nothing"] > SILENT.get(told[2] if told else 0, 1.0):
        return None
    if OVER in pointing and not (clause.denied or clause.stance == "denies" or clause.supposed):
        odds |= {"persists": 0.0, "strengthens": 0.0}
    direction = pointed(odds) if clause.attributed or told is None else told[0]  # an author has no side
    if clause.modality == "conditional" and (direction in ("ends", "weakens") or not clause.attributed):
        return None
    same = told is not None and told[0] == direction
    claim_type = told[1] if told and (same or told[1] in COUNTED) else TYPES[direction][clause.future]
    modality = clause.modality
    if clause.stance == "denies":
        claim_type, modality = "denial", "negated"
    elif clause.denied and told and told[0] in ("ends", "weakens", "neutral"):
        claim_type, modality = "persistence_state", "negated"
    if direction == "ends" and (claim_type == "defeat_deadline" or (modality == "intent" and clause.has_deadline)):
        modality = "deadline"
    return Statement(direction, claim_type, modality, told[2] if told else FEEBLE, odds["nothing"])


def _arabic(clause: Clause) -> Statement | None:
    """What the Arabic rules tell, turned where it is denied."""
    told = statements_ar.told(Scene(clause, clause.text, roles_of(clause)))
    if told is None:
        return None
    direction, claim_type, strength = told
    modality = clause.modality
    if clause.denied and direction in ("ends", "weakens", "neutral") and clause.stance != "denies":
        return Statement("persists", "persistence_state", "negated", strength)
    if clause.denied and clause.stance != "denies":
        return Statement("weakens", "capability", "negated", strength)
    if clause.stance == "denies":
        return Statement(TURNED[direction], "denial", "negated", strength)
    if direction == "ends" and (claim_type == "defeat_deadline" or (modality == "intent" and clause.has_deadline)):
        modality = "deadline"
    return Statement(direction, claim_type, modality, strength)


RULES = (
    remarks.gainsaying,
    remarks.order, remarks.pursuing, remarks.standing_off, remarks.disputing, goings_on.defying, counts.trapped,
    ends.ability, counts.losses, ends.end_told, goings_on.again, goings_on.losing, counts.count, goings_on.holding,
    goings_on.weakening, remarks.success, remarks.matter, remarks.timeline, leanings.leaning,
)  # fmt: skip


SILENT = {0: 0.55, 1: 0.6}  # how likely it may be that a clause tells nothing, by how strongly a rule tells it


def first_rule(clause: Clause) -> tuple[str, Told | None]:
    """The first rule that fits an English clause, by name, and what it tells."""
    scene = Scene(clause, clause.text, roles_of(clause))
    for rule in RULES:
        if (told := rule(scene)) is not None:
            return rule.__name__, told
    return "", None
