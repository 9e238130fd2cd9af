"""Arabic clauses that tell that an armed group goes on: it is not over, they hold, hide, regroup, come back, grow."""

import re

from smoulder.arabic_scenes import NOT, about, hits, later, over_before
from smoulder.inflections_ar import states
from smoulder.lexicon import plain
from smoulder.scenes import Scene, Told

_HOLD = re.compile(plain(r"سيطر|تحكم|تحت سيطر|جب|هيمن|يدير|تدير|احتفظ|حتفظ|احتل|حتل"))
_DANGER = re.compile(plain(r"(?<!\w)(?:ال)?(?:خطر|تهديد|عبوات|ألغام|حرب|إرهاب|فكر|خلايا|هجمات)"))


def too_early(scene: Scene, text: str) -> Told | None:
    """An end is called premature, a lie, impossible."""
    if states("too_early").search(text) and (about(scene) or scene.clause.land or scene.clause.places):
        return "persists", "persistence_prediction" if scene.clause.future else "persistence_state", 2
    return None


def unable(scene: Scene, text: str) -> Told | None:
    """It can no longer; or those who fight it cannot."""
    clause = scene.clause
    for hit in hits(scene, text, "unable"):
        words = text[hit.start : hit.end]
        if states("little").search(text[hit.start :]) or over_before(scene, text, hit.start):
            continue
        if hit.agent == "civilians":
            continue
        if hit.agent in ("state", "land") or (hit.agent is None and clause.speaker_side == "rebel"):
            return "persists", "capability", 2
        if clause.speaker_side == "rebel" and not clause.groups:
            return "persists", "capability", 2
        if not about(scene):
            continue
        return ("ends" if re.match(plain("[وف]?لن"), words) else "weakens"), "capability", 2
    return None


def no_peace(scene: Scene, text: str) -> Told | None:
    """There will be no peace."""
    for match in states("peace").finditer(text):
        left = text[max(0, match.start() - 20) : match.start()]
        if NOT.search(left):
            return "persists", "persistence_prediction", 2
        if scene.clause.stance == "denies":
            return "ends", "defeat_prediction", 2  # which is turned
    return None


def trapped(scene: Scene, text: str) -> Told | None:
    """People are trapped among them."""
    clause = scene.clause
    people = any(each.unit == "civilians" for each in clause.counts)
    if (
        people
        and not clause.armed_count
        and re.search(plain(r"محاصر|عالق|داخل|دروع|رهائن|محتجز|[يت]زال|باق|بقي"), text)
    ):
        return "neutral", "civilians_trapped", 2
    return None


def not_the_end(scene: Scene, text: str) -> Told | None:
    """It is not over; it will not be beaten."""
    for table in ("ended", "end", "cleared", "weak"):
        for hit in hits(scene, text, table):
            if table in ("cleared", "weak") and over_before(scene, text, hit.start):
                continue
            if hit.negated and (about(scene) or scene.clause.speaker_side == "rebel" or scene.clause.places):
                if (
                    table in ("cleared", "weak")
                    and hit.agent == "group"
                    and re.search(plain(r"(?:سيطر|استعاد|ستعيد)"), text[hit.start : hit.end])
                ):
                    return "weakens", "capability", 2
                return "persists", "persistence_prediction" if scene.clause.future else "persistence_state", 3
    for table in ("remain", "rise"):
        for hit in hits(scene, text, table):
            if over_before(scene, text, hit.start):
                continue
            own = re.match(plain(r"[وف]?(?:لن|لم|لا)"), text[hit.start : hit.end])
            if (
                hit.negated
                and not own
                and hit.agent in ("group", "war", None)
                and about(scene)
                and not states("still").search(text)
            ):
                return ("ends" if scene.clause.future or hit.agent == "war" else "weakens"), "capability", 2
    return None


def still_there(scene: Scene, text: str) -> Told | None:
    """It is still there."""
    clause = scene.clause
    if not states("still").search(text) or not (about(scene) or _DANGER.search(text)):
        return None
    if clause.armed_count:
        return "persists", "strength_estimate", 3
    if _HOLD.search(text):
        return "persists", "territory_remaining", 3
    return "persists", "capability" if re.search(plain("قادر|ستطيع|بإمكان"), text) else "persistence_state", 3


def regroups(scene: Scene, text: str) -> Told | None:
    """It gathers again, or turns to other means."""
    return ("persists", "resurgence_warning", 3) if states("regroup").search(text) else None


def again(scene: Scene, text: str) -> Told | None:
    """It regroups, comes back, grows."""
    clause = scene.clause
    warned = clause.attributed and (
        later(clause) or clause.speaker_side in ("rebel", "civilians", "neutral") or clause.stance == "says"
    )
    for hit in hits(scene, text, "rise"):
        if hit.agent in ("state", "civilians", "land") or hit.negated or not warned:
            continue
        verb = clause.future and clause.attributed and hit.agent is None
        if not (about(scene) or clause.speaker_side == "rebel" or verb):
            continue
        return "strengthens", "resurgence_warning", 3
    return None


def there(scene: Scene, text: str) -> Told | None:
    """It is there, hides, holds, fights."""
    clause = scene.clause
    for hit in hits(scene, text, "remain"):
        if hit.agent in ("state", "civilians", "land") and not (clause.groups or clause.fighters or clause.anaphors):
            continue
        if not about(scene) and clause.speaker_side != "rebel":
            continue
        if clause.armed_count:
            return "persists", "strength_estimate", 2
        if _HOLD.search(text[hit.start : hit.end]) and (clause.land or clause.places or clause.counts):
            return "persists", "territory_remaining", 2
        if re.search(plain("قادر|ستطيع|بإمكان|يمتلك|تمتلك"), text[hit.start : hit.end]):
            return "persists", "capability", 2
        return "persists", "persistence_prediction" if later(clause) else "persistence_state", 2
    return None
