"""Clauses that tell of the fight and not of the group: a time is set, a figure rejected, an operation a success."""

import re

from smoulder.scenes import Scene, Told, doer, negated, signs

_FIGURE = re.compile(
    r"\b(?:(?:do|does|did) not (?:accept|believe|trust|agree with)|reject\w*|disput\w*|dismiss\w*|contest\w*|"
    r"doubt\w*|question\w*)\b[^.;]{0,40}\b(?:figures?|numbers?|counts?|claims?|toll|estimates?|assessments?|"
    r"accounts?|reports?|statistics)\b"
    r"|\b(?:figures?|numbers?|claims?|toll|estimates?|assertion|charge|accounts?)\b[^.;]{0,40}\b(?:rejected|"
    r"disputed|dismissed|denied|contested|called) (?:as )?",
    re.IGNORECASE,
)


_MATTER = re.compile(
    r"\b(?:it|this|that|all|everything|victory|the (?:end|battle|war|operation|fight|liberation|fall|defeat|"
    r"rest))\b[^,.;]{0,40}(?:\b(?:matter|question) of\b|\b(?:is|be|'s|was|are) (?:only |just |now |a |mere |"
    r"few |some )*(?:hours|days|weeks|months)\b|\b(?:hours|days|weeks|months) (?:away|left|from))"
    r"|\b(?:only|just|no more than|but) (?:a )?(?:few |handful of |matter of |couple of )*(?:hours|days|"
    r"weeks|months)\b[^,.;]{0,30}\b(?:remain|left|away|to go|separate|before|from|until|needed)"
    r"|\b(?:only|just) (?:a )?(?:few |couple of )(?:hours|days|weeks)\b|\b(?:hours|days|weeks|"
    r"months),? (?:and )?(?:not|rather than)(?: in)? (?:days|weeks|months|years)\b",
    re.IGNORECASE,
)


_TIMELINE = re.compile(
    r"\b(?:need|needs|take|takes|require|requires|last|continue|complete|finish|end|begin|start|hand over|"
    r"withdraw|leave|stay|remain|until)\b",
    re.IGNORECASE,
)


_SHORT = re.compile(
    r"\W*(?:but |yet |no,? )?(?:they|it|he|she|that|this|the war) (?:is|are|was|were|has|have|had|does|do|did|"
    r"will|would)(?:n't| not| never)(?: so| true| over| yet)?\W*",
    re.IGNORECASE,
)


def gainsaying(scene: Scene) -> Told | None:
    """What was said before is not so: "They are not." """
    return ("persists", "denial", 3) if _SHORT.fullmatch(scene.text) else None


def order(scene: Scene) -> Told | None:
    """Somebody is given a time to end it."""
    return ("ends", "defeat_deadline", 3) if scene.clause.ordered and scene.clause.has_horizon else None


def disputing(scene: Scene) -> Told | None:
    """A figure is not accepted."""
    if not scene.clause.attributed or not _FIGURE.search(scene.text):
        return None
    ours = any(each.unit in ("fighters", "bodies") for each in scene.clause.counts)
    return ("persists" if ours else "neutral"), "denial", 2


_UNTIL_THE_END = re.compile(
    r"\buntil (?:its|their|the (?:complete |total |final |full )?|the last|every|there (?:is|are) no|not one|"
    r"all)\s?[\w ]{0,25}?\b(?:uproot\w*|eliminat\w*|"
    r"eradicat\w*|defeat\w*|annihilat\w*|liquidat\w*|destr\w+|end\b|liberat\w*|surrender\w*|terrorists?|rebels?|militants?|insurgents?|guerrillas?|gunm[ae]n|"
    r"bandits?|fighters?|dead|gone|killed|out)\b",
    re.IGNORECASE,
)
_TIME_LEFT = re.compile(
    r"\b(?:giv(?:e|es|en|ing)|gave|allow(?:s|ed)?)\b[^.;]{0,40}\b(?:hours|days|weeks?|months?|years?|(?:until|"
    r"till|to) [A-Z]\w+)\b",
    re.IGNORECASE,
)
_REACHING = re.compile(
    r"\b(?:we|our (?:troops|soldiers|forces|men|army)|(?:the )?(?:army|troops|soldiers|forces|marines|coalition|"
    r"government forces))\b[^.;]{0,30}?\b(?:be (?:in|at|inside|back in)|reach|enter|"
    r"march into|raise (?:the|our) flag|sleep in|pray in|take|storm|arrive (?:in|at))\b",
    re.IGNORECASE,
)


def pursuing(scene: Scene) -> Told | None:
    """The war goes on until its end; the rebels are given two weeks; we shall be in the town by Friday."""
    clause = scene.clause
    if clause.language != "en" or not clause.attributed or clause.speaker_side == "rebel":
        return None
    if _UNTIL_THE_END.search(scene.text):
        return "ends", "defeat_prediction", 2
    if _TIME_LEFT.search(scene.text) and (
        clause.groups or clause.fighters or clause.anaphors or re.match(r"give us\b", scene.text, re.IGNORECASE)
    ):
        return "ends", "defeat_prediction", 2
    if (
        clause.speaker_side in ("government", "coalition")
        and (clause.future or clause.stance == "vows")
        and _REACHING.search(scene.text)
        and clause.places
    ):
        return "weakens", "territory_loss_prediction", 2
    return None


_TRUCE = re.compile(
    r"\b(?:truce|cease-?fire|armistice|peace (?:deal|agreement|accord)|agreement)\b[^.;]{0,40}\b(?:hold|last|"
    r"expire|end|be (?:signed|renewed|extended))\b",
    re.IGNORECASE,
)
_MORE_THAN_THAT = re.compile(
    r"\b(?:double|twice|triple|higher|more|larger|bigger|above|many times)\b[^.;]{0,15}\b(?:that|than that|"
    r"the (?:figure|number|official))\b",
    re.IGNORECASE,
)
_STALEMATE = re.compile(
    r"\bneither (?:side|army|of them|can|will|is|has|camp|group|party)\b|\bno ?(?:body|one|side) (?:can|will|is|"
    r"has) (?:ever |going to |yet )?(?:win|won|winning)\b|"
    r"\b(?:they|it|we|the (?:army|government|soldiers|troops)) (?:will|would|can|could|did|do|"
    r"does) not (?:manage|succeed|suffice|work|be enough|achieve)\b|\bdid not lose\b|"
    r"\bnobody has (?:ever )?(?:left|won)\b",
    re.IGNORECASE,
)


def standing_off(scene: Scene) -> Told | None:
    """Neither side wins; there are more of them than that; a truce holds until a day."""
    clause, text = scene.clause, scene.text
    if clause.language != "en" or not clause.attributed:
        return None
    if _STALEMATE.search(text):
        return "persists", ("persistence_prediction" if clause.future else "capability"), 2
    if len(text.split()) <= 9 and _MORE_THAN_THAT.search(text):
        return "persists", "strength_estimate", 2
    if _TRUCE.search(text) and clause.has_horizon:
        return "neutral", "timeline", 2
    return None


def success(scene: Scene) -> Told | None:
    """The operation was a success; the deadline was met."""
    clause = scene.clause
    for start, _ in signs(scene, "success"):
        if not clause.war and not re.search(
            r"\b(?:operation|deadline|target|campaign|offensive|tide|upper hand)\b", scene.text, re.IGNORECASE
        ):
            continue
        if clause.speaker_side == "rebel" or doer(scene, start) == "group":
            continue
        return ("persists", "verdict", 2) if negated(scene, start) else ("weakens", "verdict", 2)
    return None


def matter(scene: Scene) -> Told | None:
    """It is a matter of days."""
    clause = scene.clause
    ends = clause.attributed and clause.has_horizon and clause.speaker_side in ("government", "coalition", None)
    if ends and _MATTER.search(scene.text):
        return "ends", "defeat_prediction", 2
    return None


def timeline(scene: Scene) -> Told | None:
    """The troops need a few more days."""
    clause = scene.clause
    if (
        clause.has_horizon
        and clause.attributed
        and clause.state
        and clause.speaker_side != "rebel"
        and _TIMELINE.search(scene.text)
    ) and (clause.future or re.search(r"\b(?:need|take|require|until)\w*\b", scene.text)):
        return "neutral", "timeline", 1
    return None
