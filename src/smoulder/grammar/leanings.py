"""What a clause leans to where no rule of who does what to whom applies: by the words in it, else by who speaks.

Only what somebody says of a group or the war is judged so. The words of an end are turned by a negation, "hardly", "far
from"; those of a return count for what is to come or to compare. A clause without such words says what its speaker's
side says: officials that the group is weaker, everybody else that it goes on.
"""

import re
from functools import cache

from smoulder.inflections import forms
from smoulder.lexicon import lexicon, one_of
from smoulder.scenes import Scene, Told, has

ORDER = ("strengthens", "ends", "weakens", "persists")
TURNED = {"ends": "persists", "weakens": "persists", "persists": "weakens", "strengthens": "weakens"}
TYPES = {
    ("ends", True): "defeat_prediction", ("ends", False): "defeat_declared",
    ("weakens", True): "capability", ("weakens", False): "capability",
    ("persists", True): "persistence_prediction", ("persists", False): "persistence_state",
    ("strengthens", True): "resurgence_warning", ("strengthens", False): "resurgence_warning",
}  # fmt: skip
FEEBLE = 1  # what leans only tells a little


@cache
def _words(direction: str) -> re.Pattern[str]:
    table = lexicon("leanings")[direction]
    verbs = [re.sub(r" (?=\w+$)", r"(?: [\\w'-]+){0,5}? ", form) for entry in table["verbs"] for form in forms(entry)]
    return re.compile(rf"(?<![\w-]){one_of([*verbs, *table['words']], any_case=True)}(?![\w-])", re.IGNORECASE)


_NEGATION = re.compile(
    r"(?:\b(?:not|never|nobody|no one|none|nor|neither|cannot|hardly|scarcely|without|far from|anything but|"
    r"nowhere near|"
    r"no (?:sign|hope|prospect|question|way|end)|failed to|fail to|impossible|doubts?|doubted|nothing|denied|"
    r"denies|no)\b|n't\b)"
    r"(?:\W+[\w'-]+){0,5}\W*$",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?:released|freed|born|founded|met|visited|signed|claimed responsibility|wounded|injured|school|roads?|"
    r"aid|food|"
    r"relief|rebuilding|reconstruction|vote|voted|election|talks|negotiat\w+|trial|prisoners|hostages?|compensation|budget|"
    r"electricity|water|vaccin\w*|refugees|returnees|families would|families will|go home|withdraw\w*)\b",
    re.IGNORECASE,
)


_NEVER = re.compile(
    r"\b(?:talks|negotiations?)\b[^.;]{0,30}\b(?:resume|begin|start|continue|open|collapse|fail)|"
    r"\bclaimed responsibility|\breleased [\w ]{0,12}hostages|\bvisited\b",
    re.IGNORECASE,
)
_OURS = re.compile(
    r"\b(?:his|our|my) (?:men|troops|soldiers|forces|army|boys|unit|battalion)\b|^\W*we\b", re.IGNORECASE
)


def leaning(scene: Scene) -> Told | None:
    """The direction that the words of a clause, or its speaker, lean to."""
    clause = scene.clause
    if clause.language != "en" or not clause.attributed or clause.stance == "asks":
        return None
    if _NEVER.search(scene.text):
        return None
    found = _weighed(scene)
    if found == "strengthens" and _OURS.search(scene.text) and clause.speaker_side in ("government", "coalition"):
        found = "persists"
    if _EVENT.search(scene.text) and not has(scene, "group", "war"):
        return None
    if found is None:
        if (
            clause.speaker_side is None
            or _EVENT.search(scene.text)
            or not (has(scene, "group", "war") and (clause.future or clause.direct))
        ):
            return None
        found = "weakens" if clause.speaker_side in ("government", "coalition") else "persists"
    return found, TYPES[found, clause.future], FEEBLE


def _weighed(scene: Scene) -> str | None:
    """The direction with most words in a clause; of those that tie the first of ORDER."""
    clause, text = scene.clause, scene.text
    weights: dict[str, float] = {}
    for direction in ORDER:
        for match in _words(direction).finditer(text):
            if any(start <= match.start() < end for start, end in clause.groups):
                continue
            turned = bool(_NEGATION.search(text[max(0, match.start() - 45) : match.start()]))
            towards = TURNED[direction] if turned else direction
            if turned and direction == "strengthens" and clause.future:
                towards = "ends"
            weights[towards] = weights.get(towards, 0) + (1.5 if turned else 1)
    if weights.get("strengthens") and not (
        clause.future or clause.modality != "certain" or clause.speaker_side != "government"
    ):
        weights["strengthens"] *= 0.5
    if not weights:
        return None
    if "ends" in weights and clause.has_deadline and clause.future:
        weights["ends"] += 1
    leans = "weakens" if clause.speaker_side in ("government", "coalition") else "persists"
    if leans in weights:
        weights[leans] += 0.25
    return max(weights, key=lambda each: (weights[each], -ORDER.index(each)))
