"""Clauses that tell how many: fighters left or killed, land held, civilians trapped."""

import re

from smoulder.cues import finite
from smoulder.scenes import LEFT, LITTLE, NOTHING, STILL, Scene, Told, doer, has, signs

_TRAPPED = re.compile(
    r"\b(?:trapped|stranded|held hostage|held captive|besieged|stuck|human shields?|cut off|captive|"
    r"still inside|pinned down|unable to (?:leave|flee))\b",
    re.IGNORECASE,
)


ELLIPSIS = 6  # words in which no more than a number is told: "not above 1,200"


_GROWN = re.compile(
    r"\b(?:half as many again|twice (?:as many|the (?:number|size))|(?:double|triple|three times) (?:the|what|"
    r"as many|its|their)|up from|more than (?:a|one|two|three|\w+) years? ago|"
    r"against only|compared with only|swollen|grown (?:to|from))\b"
)


def trapped(scene: Scene) -> Told | None:
    """Civilians are trapped; deaths of others than the group are events, no claims of its strength."""
    clause = scene.clause
    counted = any(each.unit == "civilians" for each in clause.counts)
    if (
        (counted or clause.civilians)
        and _TRAPPED.search(scene.text)
        and not clause.named_in(clause.signs.get("losses", ()))
    ):
        return "neutral", "civilians_trapped", 2 if counted else 1
    others = bool(clause.counts) and all(each.unit in ("civilians", "soldiers") for each in clause.counts)
    return NOTHING if others and signs(scene, "losses") and not signs(scene, "war_over") else None


def losses(scene: Scene) -> Told | None:
    """So many fighters were killed, captured, gave up."""
    clause = scene.clause
    for each in clause.counts:
        near = [start for start, _ in signs(scene, "losses") if abs(start - each.start) < 90]
        if (
            each.unit == "fighters"
            and near
            and not LEFT.search(scene.text)
            and not STILL.search(scene.text)
            and not clause.future
        ):
            few = each.op in ("<", "<=") and not re.search(r"kill|dead|slain", scene.text)
            return ("persists" if few else "weakens", "losses_estimate", 2) if clause.attributed else NOTHING
    return None


def count(scene: Scene) -> Told | None:
    """So many of them are left, hide, or were killed."""
    clause, text = scene.clause, scene.text
    ours = [
        each for each in clause.counts if each.unit in ("fighters", "bodies", "percent", "cells", "pockets", "camps")
    ]
    if not ours:
        return area(scene)
    first = ours[0]
    rises = _GROWN.search(text)
    if rises and first.unit == "fighters":
        return "strengthens", "strength_estimate", 3
    if (
        len(ours) > 1
        and re.search(r"\b(?:today|now|then|became|become|from|down|left|only|shrunk|fallen|fell)\b", text)
        and ours[-1].op in ("<", "<=", "=", "~")
    ):
        return "weakens", "strength_estimate", 3
    if first.unit in ("fighters", "bodies", "percent") and signs(scene, "losses") and not clause.civilians:
        killed = [start for start, _ in signs(scene, "losses")]
        if (
            first.unit == "fighters"
            and any(abs(at - first.start) < 90 for at in killed)
            and not LEFT.search(text)
            and not STILL.search(text)
        ):
            return ("weakens", "losses_estimate", 2) if clause.attributed else NOTHING
    if first.unit == "bodies":
        return ("persists" if first.op in ("<", "<=") else "weakens"), "losses_estimate", 2
    if first.unit == "percent":
        return None
    if not (clause.attributed or clause.group_named or clause.anaphors or clause.fighters):
        return None
    if (
        len(text.split()) <= ELLIPSIS
        and not finite().search(text)
        and not LEFT.search(text)
        and first.op in ("<", "<=", "=", "~")
    ):
        return "neutral", "strength_estimate", 2
    if (
        first.op in ("<", "<=")
        and not signs(scene, "rise")
        and not re.search(r"\bescap|\bslip|\bfled|\bgot away", text)
    ):
        return "weakens", "strength_estimate", 3
    away = any(re.search(r"away|escap|slip|fled|hid|at large|regroup", text[a:b]) for a, b in signs(scene, "remain"))
    if away or signs(scene, "rise"):
        return ("strengthens" if signs(scene, "rise") else "persists"), "strength_estimate", 3
    if (
        first.op in ("<", "<=", "=", "range", "several")
        and LITTLE.search(text)
        and (first.op != "=" or LITTLE.search(text[max(0, first.start - 20) : first.end + 30]))
    ):
        return "weakens", "strength_estimate", 3
    if signs(scene, "weak") or signs(scene, "lost"):
        return "weakens", "strength_estimate", 2
    present = (
        STILL.search(text)
        or signs(scene, "remain")
        or re.search(
            r"\b(?:has|have|there are|number\w*|commands?|includes?|consists?|strength|estimated|between|"
            r"in the|organi[sz]ed|armed|spread|gathered|estimates?|put the|puts the)\b",
            text,
        )
    )
    if present or clause.attributed:
        return "persists", "strength_estimate", 2
    return None


def area(scene: Scene) -> Told | None:
    """So much land they hold."""
    clause, text = scene.clause, scene.text
    held = [
        each
        for each in clause.counts
        if each.unit
        in (
            "km2",
            "mi2",
            "km",
            "villages",
            "towns",
            "districts",
            "buildings",
            "hectares",
            "acres",
            "metres",
            "miles",
            "blocks",
        )
    ]
    if not held:
        return None
    if not (
        signs(scene, "remain")
        or signs(scene, "weak")
        or signs(scene, "clear_act")
        or re.search(r"\b(?:left|remain\w*|control|hands?)\b", text)
    ):
        return None
    if not (has(scene, "group", "it") or clause.land):
        return None
    state = doer(scene, held[0].start) == "state"
    if state and not re.search(r"\b(?:left|remain\w*)\b", text):
        return None
    if signs(scene, "weak") or LITTLE.search(text):
        return "weakens", "territory_remaining", 3
    return "persists", "territory_remaining", 2
