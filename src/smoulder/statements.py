"""What a clause states of an armed group: direction, type and modality, as its pointers weigh."""

import re

from smoulder.grammar.pointers import pointers
from smoulder.grammar.weighing import likeliest, summed, typed, weighed
from smoulder.lexicon import plain
from smoulder.scenes import Clause, Statement
from smoulder.word_lists import gate

TOLD = 0.35  # how likely the likeliest direction must be, "nothing" being one of them

# what is asked or discussed is not said, clearing up and waiting are no fight, and facts that prove something say what
# is claimed elsewhere
_ASIDE = re.compile(
    r"\b(?:discuss(?:ed|ing)?|ask(?:s|ed|ing)?|wonder(?:s|ed|ing)?|debat(?:e|es|ed)|looked at|stud(?:y|ied)|examined?|"
    r"inquired?) (?:\w+ ){0,2}?(?:what|why|how|whether|if)\b|"
    r"\b(?:combing|de-?mining|disposal|defusing|removal|clearance|sweeping) (?:operations? )?(?:and \w+ "
    r")?of\b[^,.;]{0,40}\b"
    r"(?:mines?|explosives|rubble|bodies|tunnels|devices|booby)|"
    r"\b(?:facts?|events?|history)\b[^.;]{0,20}\bproved?\b|"
    r"\b(?:his|her|government) (?:forces|troops|soldiers|units|men) (?:are|were) (?:waiting|preparing|training)\b",
    re.IGNORECASE,
)
_may_be_aside = gate(
    "discuss ask wonder debat look stud examin inquir comb demin mining disposal defus removal clearance sweep fact "
    "event history waiting preparing training".split()
)
# the end of a hold on land alone
_OF_LAND = re.compile(
    r"\b(?:geographical|territorial|spatial) (?:control|presence|hold|caliphate)\b|"
    r"\bcontrol (?:of|over) (?:land|territory|ground)\b|"
    + plain(r"(?<!\w)(?:السيطرة|الوجود|الخلافة) (?:المكاني|الجغرافي|الميداني|الترابي)ة?(?!\w)"),
    re.IGNORECASE,
)
OF_ENDS = ("defeat_declared", "defeat_prediction", "defeat_deadline")


def statement(clause: Clause) -> Statement | None:
    """What the clause states, None if it asks, or likely states nothing of a group's end or going on."""
    if clause.question or (_may_be_aside(clause.text) and _ASIDE.search(clause.text)) or _afterwards(clause):
        return None
    worth = summed(pointers(clause), clause.language)
    odds = weighed(worth)
    doubt, direction = odds["nothing"], likeliest(odds, but="nothing")
    if odds[direction] < TOLD:
        return None
    types = typed(worth, direction, clause.language)
    if direction in ("persists", "strengthens"):
        types = {name: told for name, told in types.items() if name not in OF_ENDS}
    claim_type = likeliest(types)
    if claim_type in OF_ENDS and _OF_LAND.search(clause.text):
        claim_type = "territory_loss_prediction" if clause.future else "territory_loss"
    modality = clause.modality
    if clause.stance == "denies":
        claim_type, modality = "denial", "negated"
    elif clause.denied and direction == "persists":
        modality = "negated"
    if direction == "ends" and (claim_type == "defeat_deadline" or (modality == "intent" and clause.has_deadline)):
        modality = "deadline"
    return Statement(direction, claim_type, modality, doubt, odds[direction] / (1 - doubt))


def _afterwards(clause: Clause) -> bool:
    """Whether a clause tells only what soldiers will do if something else comes first: "the troops will go home"."""
    named = clause.groups or clause.anaphors or clause.fighters or clause.war or clause.land or clause.places
    return clause.supposed and bool(clause.state) and not (named or clause.pronoun or clause.civilians)
