"""Clauses that tell of an end: it is over, they are defeated, they can no longer, the last pocket falls."""

import re

from smoulder.scenes import NOTHING, WHOLE, Scene, Told, doer, done_to, has, inside, negated, signs

_AGAIN = re.compile(
    r"\b(?:again|ever|never|a single)\b",
    re.IGNORECASE,
)


_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|gets?|got|am|'s|'re)\s+(?:\w+ly |now |also |nearly |almost |"
    r"all but |soon |not |never |as good as |already |still |technically |being |\")*$",
    re.IGNORECASE,
)


_INTRANSITIVE = re.compile(
    r"(?:reached its|run its|at peace|laid to rest|wound up|snuffed|shut down|passed|buried|given up|"
    r"renounced|abandoned|irrelevant|behind us|non-?existent|over|dead|died|"
    r"finished|history|extinct|gone|collaps|disappear|vanish|ceas|expired|doomed|done for|no more|at an end|"
    r"a thing|consigned|in its|come? to|came to|beaten|ended|disbanded|dissolved|laid down|lay down|"
    r"surrender|concluded|won)",
    re.IGNORECASE,
)


_NOBODY_LEFT = re.compile(
    r"\b(?:no|not a single|not one|no more|none of the|hardly any|zero)\b(?! (?:less|fewer|"
    r"more) than)[\w' -]{0,30}?\b(?:left|remain\w*|exists?|in (?:the|this|our)|any ?more|any longer|"
    r"survive\w*)\b|\bthere (?:is|are|were|was) (?:now )?(?:no|not a single|not one)\b(?! (?:sign|evidence|"
    r"doubt|question|proof|indication|reason|need|end|other|way))",
    re.IGNORECASE,
)


def ability(scene: Scene) -> Told | None:
    """They can no longer; nobody can any longer against them."""
    for start, end in signs(scene, "lost_ability"):
        words = scene.text[start:end].lower()
        subject = doer(scene, start) or done_to(scene, end)
        if subject == "state":
            if has(scene, "group", "war") and (
                signs(scene, "end_act")
                or signs(scene, "end_state")
                or signs(scene, "clear_act")
                or re.search(r"\b(?:win|contain|stop)\b", scene.text)
            ):
                return "persists", "persistence_state", 3
            return NOTHING
        if subject in ("group", "it", "land", "war") or (
            subject is None and scene.clause.attributed and not has(scene, "state")
        ):
            if re.search(r"exist", words) or re.search(r"no longer (?:exist|active|present)", scene.text):
                return "ends", "defeat_declared", 3
            final = _AGAIN.search(scene.text[max(0, start - 20) :]) and not re.search(r"no longer", words)
            return ("ends" if final else "weakens"), "capability", 3
    return None


def end_told(scene: Scene) -> Told | None:
    """It is over, they are defeated, the last pocket will be cleared; with a negation, it goes on."""
    clause = scene.clause
    later = clause.future
    nobody = _NOBODY_LEFT.search(scene.text)
    if nobody and any(role == "group" and nobody.start() <= a <= nobody.end() + 12 for a, _, role in scene.roles):
        return "ends", "defeat_declared", 3
    for start, _ in signs(scene, "laid_down"):
        if doer(scene, start) in ("group", "it", None, "war") and (has(scene, "group", "it") or clause.attributed):
            refused = negated(scene, start) or re.search(r"\b(?:refus|declin|reject)\w+\b[^,.;]*$", scene.text[:start])
            return ("persists" if refused else "ends"), ("persistence_state" if refused else "defeat_declared"), 3
    for kind in ("war_over", "victory", "end_state", "end_act", "cleared", "clear_act"):
        for start, end in signs(scene, kind):
            found = end_of(scene, kind, start, end, later)
            if found is not None:
                return found
    return None


def end_of(scene: Scene, kind: str, start: int, end: int, later: bool) -> Told | None:
    """What one sign of an end tells, None if it tells of nobody's."""
    clause, text = scene.clause, scene.text
    not_so = (
        negated(scene, start)
        or (kind == "war_over" and any(start < at <= end for at, _ in clause.negated))
        or negated(scene, end)
    )
    prediction = later or clause.stance in ("expects", "vows") or clause.modality == "intent" or clause.has_deadline
    if kind in ("end_act", "clear_act") and _takes_long(scene, start):
        return None
    how = "defeat_deadline" if clause.ordered else "defeat_prediction" if prediction else "defeat_declared"
    if kind == "war_over":
        rest = text[start:end]
        if re.search(r"\b(?:not|never|far from|n't|no)\b", rest):
            not_so = True
        return ("persists", "persistence_state", 3) if not_so else ("ends", how, 3)
    if kind == "victory":
        if not (has(scene, "group", "war", "it") or re.search(r"victory", text)):
            return None
        if re.match(
            r"(?:end|defeat|fall|elimination|eradication|destruction|annihilation|liquidation|death|demise|"
            r"collapse|dissolution|dismantling|disbandment|extinction) of\b",
            text[start:end],
            re.IGNORECASE,
        ):
            target = done_to(scene, end - 1)
            if target not in ("group", "war", "it") or (
                re.match(r"(?:fall|destruction|death) of", text[start:end]) and target != "group"
            ):
                return None
        if clause.speaker_side == "rebel" and not clause.groups:
            return ("strengthens", "persistence_prediction", 2) if not not_so else None
        return ("persists", "persistence_state", 3) if not_so else ("ends", how, 3)
    passive = bool(_PASSIVE.search(text[max(0, start - 30) : start]))
    before, after = doer(scene, start), done_to(scene, end)
    if kind in ("cleared", "clear_act"):
        return land_taken(scene, kind, start, end, passive, not_so, prediction)
    if text[start:end].lower() == "gone" and not passive:
        return None
    intransitive = passive or (
        kind == "end_state" and bool(_INTRANSITIVE.match(text[start:end])) and after not in ("group",)
    )
    patient = inside(scene, start, end) or (before if intransitive else after)
    if patient is None and kind == "end_act":
        patient = after
    if patient is None and intransitive and clause.groups:
        patient = "group"
    if patient == "it" or (patient is None and clause.pronoun and intransitive):
        patient = "group" if clause.attributed or clause.anaphors or clause.groups else None
    if patient == "land" and kind in ("end_state", "end_act"):
        patient = (
            "group"
            if has(scene, "group")
            or re.search(r"pocket|stronghold|base|camp|enclave|hideout|caliphate|bastion", text, re.IGNORECASE)
            else None
        )
        if patient:
            return (
                None
                if not_so
                else (
                    ("ends" if WHOLE.search(text) or prediction else "weakens"),
                    "territory_loss_prediction" if prediction else "territory_loss",
                    2,
                )
            )
    if re.match(r"passed|removed|lifted|closed|free$|checked", text[start:end]) and patient != "war":
        return None
    part = (
        re.search(r"\b(?:most|half|many|several|some|dozens|hundreds|part|two|three|\d+)\b", text[end : end + 25])
        if not intransitive
        else None
    )
    possessions = re.search(
        r"\b(?:camps?|bases?|hideouts?|leaders?|commanders?|supply|weapons|vehicles|stores?|caches?|"
        r"positions|trenches|leadership|convoys?|finances?)\b",
        text[end : end + 60] if not intransitive else text[max(0, start - 50) : start],
    )
    if patient == "group" and (part or possessions) and not WHOLE.search(text) and not not_so and not prediction:
        return "weakens", "capability", 2
    if patient in ("group", "war"):
        if before == "state" and re.search(
            r"\b(?:fail(?:s|ed)? to|unable to|cannot|can't|could not|couldn't|not able to|incapable of)\b", text[:start]
        ):
            return "persists", "persistence_state", 3
        if clause.speaker_side == "rebel" and patient == "group" and not passive and before == "group":
            return None
        return ("persists", "persistence_state", 3) if not_so else ("ends", how, 3)
    if patient in ("state", "civilians"):
        return NOTHING if not has(scene, "group") or not_so else None
    return None


def _takes_long(scene: Scene, at: int) -> bool:
    """Whether an end is told as far off: "it will take years to defeat them"."""
    return any(
        a < at and re.match(r"take |long way|years|cannot|refus", scene.text[a:b]) for a, b in signs(scene, "remain")
    )


def land_taken(
    scene: Scene, kind: str, start: int, end: int, passive: bool, not_so: bool, prediction: bool
) -> Told | None:
    """Land is taken from them, or they take it."""
    clause, text = scene.clause, scene.text
    word = text[start:end].lower()
    if (
        clause.counts
        and any(each.unit in ("fighters", "bodies", "soldiers") for each in clause.counts)
        and re.match(r"captur|seiz|recover|secur", word)
    ):
        return None  # captures of men, finds of weapons
    if not (clause.land or clause.places or clause.groups or has(scene, "group", "it")):
        return None
    before = doer(scene, start)
    agent = None if passive else before
    by = re.search(r"\bby (?:the |a )?([\w' -]{3,40})", text[end:])
    if passive and by:
        tail = end + by.start()
        agent = next((role for a, _, role in scene.roles if tail <= a <= tail + 24), None)
    holds = bool(re.match(r"control|hold|held", word))
    falls = bool(re.match(r"fall|fell", word))
    if falls:
        if re.search(r"^\W+(?:by|to \d|from|in (?:fighting|battle)|short|apart|below)", text[end:]) or before in (
            "civilians",
            "state",
        ):
            return None
        if not (clause.land or clause.places):
            return None
        return (
            ("persists", "territory_held_prediction", 2)
            if not_so
            else (
                ("ends" if (prediction and not clause.elsewhere) or WHOLE.search(text) else "weakens"),
                "territory_loss_prediction" if prediction else "territory_loss",
                2,
            )
        )
    if agent == "group":
        if not_so:
            return "weakens", "capability", 2
        if holds:
            return None  # left to the rules of holding on
        if (
            re.match(r"recover|regain|secur|driv|drov|expel|oust|push|chas|clear|liberat|cleans", word)
            and not clause.groups
            and not clause.fighters
        ):
            return None
        if not (clause.land or clause.places):
            return None
        return ("strengthens", "resurgence_warning" if prediction else "territory_held_prediction", 2)
    if holds and agent is None:
        return None
    if passive and agent is None and not (clause.land or clause.places or has(scene, "group", "it")):
        return None
    if (
        kind == "clear_act"
        and agent not in ("state", "it")
        and not passive
        and not clause.state
        and (
            clause.language == "en" and not (prediction and (clause.land or clause.places)) and clause.stance != "vows"
        )
    ):
        return None
    if not_so:
        return "persists", "territory_held_prediction", 2
    rid = re.match(r"(?:freed?|rid|clear\w*|cleans\w*|purged) (?:of|from)\b", text[start : end + 5]) and has(
        scene, "group"
    )
    whole = (
        bool(WHOLE.search(text))
        or bool(prediction and (clause.land or clause.places) and not clause.elsewhere)
        or bool(rid and passive and not re.search(r"villages?|part|some|most|half", text))
    )
    if clause.ordered:
        return "ends", "defeat_deadline", 3
    return ("ends" if whole else "weakens"), ("territory_loss_prediction" if prediction else "territory_loss"), 2
