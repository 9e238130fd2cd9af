"""Clauses that tell that it goes on: they hold, hide, regroup, come back, grow; or are broken and cornered."""

import re

from smoulder.scenes import LITTLE, NOTHING, STILL, Scene, Told, doer, done_to, has, inside, negated, signs

_DANGER = re.compile(
    r"\b(?:threat|danger|risk|ideology|insurgency|war|terrorism|violence|bombings?|attacks|conflict|fight|"
    r"fighting|rebellion|struggle)\b",
    re.IGNORECASE,
)


def defying(scene: Scene) -> Told | None:
    """Rebels who say that they hold out."""
    clause = scene.clause
    if clause.speaker_side != "rebel" or clause.stance == "denies":
        return None
    for start, end in signs(scene, "remain"):
        if not negated(scene, start) or re.match(r"not |nev?er", scene.text[start:end].lower()):
            return "persists", ("persistence_prediction" if clause.future else "persistence_state"), 2
    return None


def again(scene: Scene) -> Told | None:
    """They regroup, come back, grow."""
    clause = scene.clause
    for start, end in signs(scene, "regroup"):
        subject = doer(scene, start) or done_to(scene, end)
        if subject in ("state", "civilians") or not has(scene, "group", "it", "war"):
            continue
        if negated(scene, start):
            return "weakens", "capability", 2
        return "persists", "resurgence_warning", 3
    for start, end in signs(scene, "rise"):
        word = scene.text[start:end].lower()
        subject = doer(scene, start)
        if subject is None:
            subject = done_to(scene, end)
        if re.match(r"(?:a |new |another )?waves? of", word) and clause.attributed:
            return "strengthens", "resurgence_warning", 2
        if re.match(r"there |a (?:second|new|another)", word) and clause.attributed and subject != "state":
            return "strengthens", "resurgence_warning", 2
        if subject in ("state", "civilians", "land", None) and not re.search(
            r"resurg|comeback|re-?emerg|rekindl|reignit", word
        ):
            continue
        if subject == "it" and not (clause.groups or clause.anaphors or clause.attributed):
            continue
        if re.search(
            r"\b(?:able|ability|capable of|capacity|capability|means|strength) (?:to )?$|\bcan (?:still )?$",
            scene.text[max(0, start - 25) : start],
        ):
            continue
        if re.match(
            r"increas|reclaim|escalat|intensif|advanc|step|spread|expan|launch|resum|surg|multipl|doubl|"
            r"tripl|more attacks|new attacks|fresh attacks|retaliat|take|exploit|fill",
            word,
        ) and subject not in ("group", "it", "war"):
            continue
        if negated(scene, start) or re.search(r"\b(?:prevent|stop|avoid|deter)\w*\b", scene.text[:start]):
            if re.search(r"\b(?:prevent|stop|avoid|deter)\w*\b", scene.text[:start]):
                return NOTHING
            return ("ends" if clause.future else "weakens"), "capability", 2
        return "strengthens", "resurgence_warning", 3
    return None


def holding(scene: Scene) -> Told | None:
    """They remain, hide, fight on, hold."""
    clause, text = scene.clause, scene.text
    for start, end in signs(scene, "remain"):
        word = text[start:end].lower()
        if (
            clause.language == "en"
            and re.match(r"remain|remnant", word)
            and re.search(
                r"\b(?:only|just|no more than|nothing but|merely)\b[^,.;]{0,20}\b(?:remnants?|handful|few|dregs|"
                r"stragglers?|leftovers?)\b",
                text,
            )
        ):
            return "weakens", "verdict", 3
        subject = doer(scene, start)
        if subject is None:
            subject = done_to(scene, end)
        if word.startswith("pos") and word.endswith(" no"):
            return "weakens", "capability", 2
        if (
            clause.speaker_side == "rebel"
            and re.match(r"held|hold", word)
            and (clause.land or clause.places)
            and not negated(scene, start)
        ):
            return "persists", "territory_held_prediction" if clause.future else "territory_remaining", 2
        if subject in ("state", "civilians") and not re.match(
            r"war|far from|take |last |long |no end|cannot|safe haven|remnants|sleeper|no sign",
            word,
        ):
            continue
        if subject is None and not (
            clause.group_named
            or clause.anaphors
            or re.match(
                r"war |take |last |long |years|no end|no sign|cannot|safe haven|sleeper|dormant|remnant|"
                r"other pockets|pockets|guerrilla|far from over|not over",
                word,
            )
        ):
            continue
        if subject == "land" and not (
            has(scene, "group") or re.search(r"pocket|cell|stronghold|enclave|hideout", text, re.IGNORECASE)
        ):
            continue
        if subject == "war" and not _DANGER.search(text):
            continue
        own_no = re.match(r"not |far from|nev?er|have no|no sign", word)
        if negated(scene, start) and not own_no:
            gone = re.match(
                r"surviv|exist|remain|endure|continu|go on|persist|last|presen",
                word,
            )
            return ("ends" if gone else "weakens"), ("defeat_prediction" if clause.future else "capability"), 2
        if re.search(r"\bto $", text[max(0, start - 3) : start]) and re.match(
            r"control|hold|occup|dominat|resist|rule", word
        ):
            continue
        if word in (
            "control",
            "controls",
            "controlled",
            "controlling",
            "hold",
            "holds",
            "held",
            "holding",
            "exist",
            "exists",
            "existed",
            "presence",
            "capacity to",
        ) and not (clause.land or clause.places or STILL.search(text)):
            continue
        held = bool(re.search(r"control|hold|held|occup|rule|grip|domin", text[start : end + 25].lower())) and (
            bool(clause.land) or bool(clause.places)
        )
        if held and LITTLE.search(text) and not STILL.search(text):
            return "weakens", "territory_remaining", 2
        if held:
            return "persists", ("territory_held_prediction" if clause.future else "territory_remaining"), 2
        if re.match(r"able to|capable|ha(?:s|ve) the|capacity|can |retain", word):
            return "persists", "capability", 2
        strong = (
            1
            if word
            in (
                "still",
                "presence",
                "resist",
                "wait in",
                "waiting in",
                "exist",
                "exists",
                "control",
                "controls",
                "remaining",
                "occupied",
                "held",
            )
            else 2
        )
        return (
            "persists",
            ("persistence_prediction" if clause.future or clause.modality == "possible" else "persistence_state"),
            strong,
        )
    return None


def weakening(scene: Scene) -> Told | None:
    """They are broken, cornered, cut off, on the run."""
    clause = scene.clause
    for start, end in signs(scene, "weak"):
        subject = inside(scene, start, end) or doer(scene, start)
        if subject in (None, "state", "it"):
            other = done_to(scene, end)
            subject = other if other == "group" else subject
        if subject == "it" and not (clause.groups or clause.anaphors or clause.attributed):
            continue
        if subject == "land" and not has(scene, "group"):
            subject = None
        of_war = subject == "war" and not re.match(r"contain|check|surround|trapp", scene.text[start:end])
        if subject not in ("group", "it", "land") and not of_war:
            continue
        if negated(scene, start):
            return "persists", "persistence_state", 2
        if re.match(r"broken", scene.text[start:end]) and re.search(
            r"for good|once and for all|completely|totally|forever", scene.text
        ):
            return "ends", "defeat_declared", 3
        claim_type = (
            "territory_remaining"
            if clause.land
            and re.match(r"boxed|cornered|confined|squeez|hemmed|penned|shr", scene.text[start:end].lower())
            else "defeat_declared"
            if re.match(r"broken", scene.text[start:end].lower())
            else "capability"
        )
        return "weakens", claim_type, 2
    return None


def losing(scene: Scene) -> Told | None:
    """It loses land, and is driven out."""
    clause = scene.clause
    for start, end in signs(scene, "lost"):
        subject = doer(scene, start)
        if subject not in ("group", "it") or negated(scene, start):
            continue
        if not (clause.land or clause.places or clause.counts or signs(scene, "weak")):
            continue
        prediction = clause.future or clause.stance == "expects"
        last = bool(
            re.search(
                r"\b(?:last|all|every|final|entire)\b(?! year| month| week)",
                scene.text[end : end + 30],
                re.IGNORECASE,
            )
        )
        return ("ends" if last else "weakens"), ("territory_loss_prediction" if prediction else "territory_loss"), 2
    return None
