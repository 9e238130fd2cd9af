"""How many an Arabic clause says an armed group is, how little is left, and that it is a matter of days."""

import re

from smoulder.arabic_scenes import LAND, TAKES, about
from smoulder.inflections_ar import states
from smoulder.lexicon import plain
from smoulder.scenes import Clause, Scene, Told

_MATTER = re.compile(
    plain(r"(?<!\w)(?:مسألة|قضية) (?:وقت|أيام|أسابيع|ساعات|أشهر)|\w+ (?:لا|وليس(?:ت)?) (?:أيام|أسابيع|أشهر|سنوات|سنين)")
)
_ENOUGH = re.compile(plain(r"(?<!\w)[وف]?س?[يت]كفي\w*"))
_TIME = re.compile(
    plain(r"(?<!\w)(?:ال)?(?:أيام|يومان|أسبوع\w*|أسابيع|شهر\w*|أشهر|شهور|سنة|سنوات|عام\w*|أعوام|ساعات)(?!\w)")
)
_CALM = re.compile(
    plain(
        r"(?<!\w)[وف]?(?:مستقر|هادئ|مستتب|آمن|مضبوط|ممسوك|مطمئن)(?:ة|ا)?(?!\w)|تحت السيطرة|(?<!\w)استتب|"
        r"[يت]سود\w* (?:ال)?(?:هدوء|أمن)"
    )
)
_SUCCESS = re.compile(plain(r"(?<!\w)[وف]?(?:نجح|حقق|أنجز|تكلل|تقدم)(?:ت|نا|وا)?(?!\w)"))
_LITTLE_ONLY = re.compile(plain("(?<!\\w)(?:مجرد|فقط|سوى|إلا|لا أكثر|لا غير|معدود|قليل|صغير|محدود)"))
_NUMBERED = re.compile(
    plain(
        r"(?<!\w)(?:عدد|أعداد|مئات|عشرات|آلاف|حجم|بضع|تبقى|بقي|(?:ال)?(?:مئتين|مئتان|ألف(?:ا|ين|ي)?(?!\w)|خمسين|ستين|عشرين|ثلاثين|أربعين|سبعين|ثمانين|تسعين))"
    )
)
_FROM_MORE = re.compile(plain(r"(?<!\w)(?:بعدما|بعد أن) كان(?:وا|ت)?(?!\w)"))


def little(scene: Scene, text: str) -> Told | None:
    """Little of it is left; rebels say so of their losses."""
    clause = scene.clause
    spent = states("little").search(text) if clause.speaker_side == "rebel" else None
    if spent and re.search(plain("سوى|إلا|غير|خسر|فقد|خسائر"), text):
        return "persists", "denial", 2
    units = {each.unit for each in clause.counts}
    if "civilians" in units and not clause.armed_count and not clause.fighters and not clause.groups:
        return None
    for match in states("little").finditer(text):
        only = _LITTLE_ONLY.search(text)
        if (
            (clause.armed_count or _NUMBERED.search(text))
            and clause.speaker_side in ("neutral", "civilians")
            and not only
            and re.match(plain("(?:ما|من) "), match.group())
        ):
            continue
        counted = clause.counts or re.search(plain("سوى|إلا"), match.group())
        if not (about(scene) or clause.land or counted):
            continue
        still = states("still").search(text)
        if still and not (re.search(plain("(?<!\\w)(?:فقط|سوى|إلا)(?!\\w)"), text) or _few(clause)):
            continue
        if re.search(plain("فلول|بقايا|خلايا"), match.group()) and not only:
            continue
        if re.match(plain("(?:لا|ألا|أقل)"), match.group()) and not (clause.counts or _NUMBERED.search(text)):
            continue
        numbered = _NUMBERED.search(text if re.match(plain("أقل|لا|ألا"), match.group()) else match.group())
        if not counted and states("weak").search(text) is None and not only and not numbered:
            continue
        if re.search(
            plain(r"(?:سوى|إلا)\s+(?:\S+\s+)?(?:ال)?(?:اسم|ذكرى|ذكريات|أطلال|شعار|رماد|حكاية|خبر|صور|رايات)"), text
        ):
            return "ends", "defeat_declared", 3
        if re.search(
            plain(
                r"(?<!\w)(?:ست|سي|سن)(?:طهر|حرر|سقط|نتهي|حسم|سيطر|زال|مشط|ستعاد|فكك|قضى|قضي|هزم|دحر|صفى|باد|نهار)\w*"
            ),
            text[match.start() :],
        ):
            return "ends", "territory_loss_prediction", 3
        of_land = units & LAND or (clause.land and not clause.armed_count)
        return "weakens", "territory_remaining" if of_land else "strength_estimate", 3
    return None


def _few(clause: Clause) -> bool:
    return any(each.op in ("<=", "<") and each.unit in ("fighters", *LAND) for each in clause.counts)


def counted(scene: Scene, text: str) -> Told | None:
    """How many they are, or how much they hold."""
    clause = scene.clause
    for each in clause.counts:
        if each.unit == "fighters":
            if _FROM_MORE.search(text):
                return "weakens", "strength_estimate", 2
            away = re.search(plain(r"(?<!\w)(?:ال)?(?:فار|هارب|فرار|متوار|ناج|مختبئ)"), text)
            few = (
                each.op in ("<=", "<")
                or states("little").search(text)
                or (clause.speaker_side in ("government", "coalition") and not away)
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
    if re.search(plain(r"(?<!\w)لن [يت](?:ستغرق|حتاج|تطلب|لزم|طول|أخذ|دوم)\w*"), text):
        return "ends", "defeat_prediction", 2
    official = clause.speaker_side in ("government", "coalition")
    if official and _ENOUGH.search(text) and _TIME.search(text):
        return "ends", "defeat_prediction", 2
    if official and _CALM.search(text) and not clause.civilians:
        return "weakens", "verdict", 2
    if _SUCCESS.search(text) and clause.war:
        return "weakens", "verdict", 2
    if TAKES.search(text) and clause.has_horizon and (clause.war or clause.land or clause.places):
        return ("ends", "defeat_prediction", 2) if clause.has_deadline and clause.war else ("neutral", "timeline", 1)
    if (
        not about(scene)
        and clause.has_horizon
        and clause.future
        and not clause.civilians
        and re.match(plain("(?:ذلك|هذا|الأمر)"), text)
    ):
        return "neutral", "timeline", 1
    return None
