"""What an Arabic clause tells of an armed group: that it ends, weakens, goes on or grows.

The words are in ar_states.toml. They are asked in the order of how much they can be trusted; each rule looks who does
it to whom. Side clauses are judged only where the main one tells nothing. What is said of a group with none of these
words takes the speaker's side: rebels hold on, officials weaken them.
"""

import re

from smoulder.grammar import ends_ar, goings_on_ar
from smoulder.lexicon import plain
from smoulder.scenes import Scene, Told

_SIDE_CLAUSE = re.compile(
    plain(
        r"(?<!\w)(?:بعد(?:ما)? (?:أن )?|قبل (?:أن )?|منذ |أثناء |عندما |حيث |الذي |التي |الذين |رغم |على الرغم |"
        r"لأن\w* |مما |بسبب |بفضل |إثر |عقب |فور |متى |حالما |كلما |ما إن |بمجرد |حين )[^,.;]*?(?=[,.;]|$|"
        r"\sس[يتن]\w{3,})"
    )
)
_CONDITION = re.compile(
    plain(
        r"(?<!\w)[وف]?(?:إذا|لو|ما لم|إن لم|إلا إذا|في حال|شريطة أن|بشرط أن)(?!\w)[^,.;]*?(?=,|\sف(?:س|إن|لن|قد)|$|\.)"
    )
)

RULES = (
    goings_on_ar.too_early, goings_on_ar.no_peace, goings_on_ar.trapped, ends_ar.little,
    goings_on_ar.unable, goings_on_ar.not_the_end,
    goings_on_ar.regroups, ends_ar.losses, goings_on_ar.still_there, goings_on_ar.again,
    ends_ar.end_told, ends_ar.cleared, ends_ar.weak, goings_on_ar.there, ends_ar.counted, ends_ar.matter,
)  # fmt: skip


def told(scene: Scene) -> Told | None:
    """What the clause tells: direction, type and strength; None if nothing."""
    clause = scene.clause
    if clause.stance == "denies" and clause.speaker_side == "rebel":
        return "weakens", "denial", 2  # which is turned
    if clause.denied and clause.stance != "denies":
        return "ends", "defeat_prediction", 2  # which is turned
    main = _blank(_SIDE_CLAUSE, _blank(_CONDITION, scene.text))
    for text in (main, scene.text) if main != scene.text else (main,):
        if (found := _told(scene, text)) is not None:
            return found
    return _default(scene) if clause.attributed else None


def _blank(pattern: re.Pattern[str], text: str) -> str:
    blanked = pattern.sub(lambda match: "~" * len(match.group()), text)
    return blanked if re.sub("~+", "", blanked).split() else text


def _told(scene: Scene, text: str) -> Told | None:
    clause = scene.clause
    if clause.ordered and clause.has_horizon:
        return "ends", "defeat_deadline", 3
    for rule in RULES:
        if (found := rule(scene, text)) is not None:
            return found
    return None


def _default(scene: Scene) -> Told | None:
    """Something is said of a group, but none of the words that tell: the speaker's side tells."""
    clause = scene.clause
    rebel = clause.speaker_side == "rebel"
    named = clause.groups or clause.fighters or clause.anaphors
    if not (named or (clause.pronoun and (clause.war or clause.direct)) or (rebel and (clause.war or clause.direct))):
        return None
    if rebel:
        return "persists", "persistence_prediction" if clause.future else "persistence_state", 1
    if clause.civilians or (clause.state and not named):
        return None
    if clause.speaker_side in ("government", "coalition"):
        return ("weakens", "capability", 1) if named else None
    return None if clause.state else ("persists", "persistence_state", 1)
