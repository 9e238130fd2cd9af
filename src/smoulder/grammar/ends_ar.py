"""Arabic clauses that tell that an armed group ends, loses land, men and means, or how many it is."""

import re

from smoulder.arabic_scenes import about, hits, later, over_before
from smoulder.inflections_ar import states
from smoulder.lexicon import plain
from smoulder.scenes import Clause, Scene, Told

WHOLE = re.compile(
    plain(
        r"(?<!\w)[بلو]?(?:ال)?(?:كامل\w*|كل\w{0,2}|جميع|آخر|أخير\w*|نهائي\w*|تماما|كليا|برمت\w*|قاطبة|حدود|شبر)(?!\w)"
    )
)
PART = re.compile(
    plain(
        r"(?<!\w)(?:معظم|بعض|أجزاء|جزء\w*|نصف|ثلث\w*|ربع|غالبية|قرى|أحياء|قرية|بلدات|\d+|في المئة|بالمئة|"
        r"في المائة|بالمائة|عشرات|سلطة)(?!\w)"
    )
)
_LAST = re.compile(
    plain(r"(?<!\w)(?:آخر (?:معقل|معاقل|جيب|جيوب|قرية|بلدة|حي|موقع|مواقع|مقاتل|مسلح)|المعقل الأخير|الجيب الأخير)")
)
_INTO_HANDS = re.compile(plain(r"(?<!\w)(?:بيد|في يد|في أيدي|بأيدي|في قبضة|تحت سيطرة) "))
_RESISTED = re.compile(plain(r"[وف]?(?:أفشل|أحبط|صد)"))
_MATTER = re.compile(
    plain(r"(?<!\w)(?:مسألة|قضية) (?:وقت|أيام|أسابيع|ساعات|أشهر)|\w+ (?:لا|وليس(?:ت)?) (?:أيام|أسابيع|أشهر|سنوات|سنين)")
)
_SUCCESS = re.compile(plain(r"(?<!\w)[وف]?(?:نجح|حقق|أنجز|تكلل|تقدم)(?:ت|نا|وا)?(?!\w)"))
_TAKES = re.compile(plain(r"(?<!\w)[وف]?س?[يت](?:ستغرق|حتاج|تطلب|لزم)\w*"))
_LITTLE_ONLY = re.compile(plain("(?<!\\w)(?:مجرد|فقط|سوى|إلا|لا أكثر|لا غير|معدود|قليل|صغير|محدود)"))
_NUMBERED = re.compile(plain(r"(?<!\w)(?:عدد|أعداد|مئات|عشرات|آلاف|حجم|بضع)"))


def little(scene: Scene, text: str) -> Told | None:
    """Little of it is left."""
    clause = scene.clause
    units = {each.unit for each in clause.counts}
    if "civilians" in units and not clause.armed_count and not clause.fighters and not clause.groups:
        return None
    for match in states("little").finditer(text):
        if over_before(scene, text, match.start()):
            continue
        counted = clause.counts or re.search(plain("سوى|إلا"), match.group())
        if not (about(scene) or clause.land or counted):
            continue
        if states("still").search(text) or (
            re.search(plain("فلول|بقايا|خلايا"), match.group()) and not _LITTLE_ONLY.search(text)
        ):
            continue
        if re.match(plain("(?:لا|ألا|أقل)"), match.group()) and not (clause.counts or _NUMBERED.search(text)):
            continue
        if not counted and states("weak").search(text) is None and not _LITTLE_ONLY.search(text):
            continue
        of_land = units & {"km2", "km", "metres", "villages", "towns", "districts", "buildings", "pockets"} or (
            clause.land and not clause.armed_count
        )
        return "weakens", "territory_remaining" if of_land else "strength_estimate", 3
    return None


def end_told(scene: Scene, text: str) -> Told | None:
    """It ends, is beaten; the war is over."""
    clause = scene.clause
    kind = "defeat_prediction" if later(clause) else "defeat_declared"
    for table in ("ended", "end"):
        for hit in hits(scene, text, table):
            if clause.speaker_side == "rebel":
                return (
                    "strengthens" if table == "end" and later(clause) else "persists",
                    "persistence_prediction" if later(clause) else "persistence_state",
                    2,
                )
            if hit.agent == "civilians" or (
                hit.agent == "state"
                and table == "ended"
                and not clause.war
                and not clause.fighters
                and not clause.groups
            ):
                continue
            if not (about(scene) or clause.places or clause.land or table == "end"):
                continue
            if _foreign_operation(clause, text):
                return "neutral", "timeline", 2
            if states("weak").match(text, hit.end + 1):
                continue  # "has finished breaking up"
            if PART.search(text[hit.end : hit.end + 25]) and not later(clause):
                return "weakens", "losses_estimate" if clause.armed_count else "territory_loss", 2
            return "ends", kind, 3
    return None


def _foreign_operation(clause: Clause, text: str) -> bool:
    """Whether what ends is a mission of outsiders, and no war."""
    return not (clause.groups or clause.fighters) and any(
        0 <= a - end <= 2 for a, _ in clause.state for _, end in clause.war
    )


def cleared(scene: Scene, text: str) -> Told | None:
    """Land is taken from it, or by it."""
    clause = scene.clause
    coming = later(clause) or clause.has_horizon or bool(_TAKES.search(text))
    for hit in hits(scene, text, "cleared"):
        if not (clause.land or clause.places or clause.groups or clause.fighters or clause.war):
            continue
        if _INTO_HANDS.search(text[hit.end :]) and (clause.groups or clause.fighters):
            return "strengthens", "resurgence_warning", 3
        if hit.agent == "civilians":
            continue
        own = (
            hit.agent == "group"
            and not clause.state
            and re.search(plain("سيطر|استول|اقتحم|قتحم|انتزع|ستعيد|استعاد"), text[hit.start : hit.end])
        )
        if own and not re.match(plain(r"\s*(?:من|على يد)"), text[hit.end :]):
            if clause.speaker_side in ("government", "coalition") and coming:
                return "ends", "territory_loss_prediction", 2
            return ("strengthens", "resurgence_warning", 2) if coming else ("persists", "territory_remaining", 2)
        if clause.speaker_side == "rebel":
            return ("persists", "territory_held_prediction", 2) if clause.future else None
        whole = bool(WHOLE.search(text) or _LAST.search(text)) and not PART.search(text[hit.end : hit.end + 30])
        kind = "territory_loss_prediction" if coming else "territory_loss"
        return ("ends" if whole or (coming and not PART.search(text)) else "weakens"), kind, 3
    return None


def weak(scene: Scene, text: str) -> Told | None:
    """It is broken, cornered, on the run, poorer."""
    clause = scene.clause
    for hit in hits(scene, text, "weak"):
        if clause.speaker_side == "rebel":
            if _RESISTED.match(text[hit.start : hit.end]) or hit.agent == "state":
                return "persists", "capability", 2
            continue
        if hit.agent in ("state", "civilians") and not (clause.groups or clause.fighters or clause.anaphors):
            continue
        if not about(scene) or (clause.civilians and not (clause.groups or clause.fighters or clause.anaphors)):
            continue
        land = clause.land or clause.places or any(each.unit == "km2" for each in clause.counts)
        losing = re.search(plain("خسر|فقد|نسحب|تراجع|نحسر|تقلص|محاصر|محصور|نحصر"), text[hit.start : hit.end])
        return "weakens", "territory_remaining" if land and losing and not clause.armed_count else "capability", 2
    return None


def losses(scene: Scene, text: str) -> Told | None:
    """Its men are killed, caught, give up; or those of its enemies."""
    clause = scene.clause
    for hit in hits(scene, text, "losses"):
        if hit.negated and re.search(plain("خسائر"), text[hit.start : hit.end]):
            return "persists", "denial", 2
        units = {each.unit for each in clause.counts}
        few = re.search(plain(r"خسائر\S*[^,.;]{0,30}(?:لم|لا) [يت](?:بلغ|تجاوز|تعد)"), text)
        if few:
            return "persists", "denial", 2
        if "soldiers" in units and not clause.armed_count:
            return ("persists", "capability", 2) if clause.speaker_side == "rebel" else None
        by_group = hit.agent == "group" and clause.speaker_side == "rebel" and not clause.armed_count
        if by_group or (clause.civilians and not (clause.armed_count or clause.fighters or clause.groups)):
            return ("persists", "capability", 2) if by_group else None
        if states("still").search(text) or not (
            clause.armed_count or clause.fighters or clause.groups or clause.anaphors
        ):
            continue
        if clause.future and not clause.counts:
            continue
        return "weakens", "losses_estimate", 2
    return None


def counted(scene: Scene, text: str) -> Told | None:
    """How many they are, or how much they hold."""
    clause = scene.clause
    for each in clause.counts:
        if each.unit == "fighters":
            few = (
                each.op in ("<=", "<")
                or states("little").search(text)
                or clause.speaker_side in ("government", "coalition")
            )
            return ("weakens" if few else "persists"), "strength_estimate", 2
        if each.unit in ("km2", "percent") and (clause.groups or clause.fighters or clause.anaphors):
            return ("weakens" if each.op in ("<=", "<") else "persists"), "territory_remaining", 2
    if _NUMBERED.search(text) and re.search(plain(r"عدد(?:هم|ها|ه)|أعدادهم|قوامهم"), text) and not clause.civilians:
        return ("weakens" if states("little").search(text) else "persists"), "strength_estimate", 2
    return None


def matter(scene: Scene, text: str) -> Told | None:
    """It is a matter of days; the operation succeeds or takes its time."""
    clause = scene.clause
    if clause.speaker_side == "rebel":
        return None
    if _MATTER.search(text):
        return "ends", "defeat_prediction", 2
    if _SUCCESS.search(text) and clause.war:
        return "weakens", "verdict", 2
    if _TAKES.search(text) and clause.has_horizon and (clause.war or clause.land or clause.places):
        return "neutral", "timeline", 1
    if (
        not about(scene)
        and clause.has_horizon
        and clause.future
        and not clause.civilians
        and re.match(plain("(?:ذلك|هذا|الأمر)"), text)
    ):
        return "neutral", "timeline", 1
    return None
