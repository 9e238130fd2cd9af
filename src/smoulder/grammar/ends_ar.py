"""What Arabic words tell of an armed group: that it ends, loses land, men and means."""

import re

from smoulder.arabic_scenes import LAND, TAKES, Hit, about, is_noun, later
from smoulder.inflections_ar import states
from smoulder.lexicon import plain
from smoulder.scenes import Clause, Scene, Told

WHOLE = re.compile(
    plain(
        r"(?<!\w)[بلو]?(?:ال)?(?:كامل\w*|كل\w{0,2}|جميع|آخر|أخير\w*|نهائي\w*|تماما|كليا|برمت\w*|قاطبة|حدود|شبر|"
        r"بأسر\w*|أكمل\w*|مطلق\w*)(?!\w)"
    )
)
PART = re.compile(
    plain(
        r"(?<!\w)[بلو]?(?:ال)?(?:معظم|بعض|أجزاء|جزء\w*|نصف|ثلث\w*|ربع|غالبية|أغلب\w*|قرى|أحياء|حي|قرية|بلدات|قريتين|بلدتين|رتل\w*|موكب|مجموعة|خلية|سرية|قافلة|شحنة|"
        r"حيين|(?<!\d)\d{1,3}(?![\d])|في المئة|بالمئة|أطراف|مشارف|أبواب|تخوم|تلال|تلة|ضواحي|شارع|طريق|مبنى|"
        r"مستشفى|جسر|مطار|عدة|عدد من|"
        r"في المائة|بالمائة|عشرات|سلطة|مئة|عشرين|ثلاثين|أربعين|خمسين|ستين|سبعين|ثمانين|تسعين|ثلاث\w*|"
        r"أربع\w*)(?!\w)(?!\s+(?:أيام|أسابيع|أشهر|شهور|سنوات|أعوام|ساعات|يوما|عاما|شهرا)(?!\w))"
    )
)
_SOME = re.compile(
    plain(
        r"(?<!\w)[بلو]?(?:ال)?(?:معظم|بعض|أجزاء|نصف|ثلث\w*|ربع|غالبية|أغلب\w*|قرى|أحياء|قرية|بلدات|قريتين|بلدتين|أطراف|ضواحي)(?!\w)"
    )
)
LAST = re.compile(
    plain(
        r"(?<!\w)(?:آخر (?:أحياء|الأحياء|الجيوب|المعاقل|القرى|البلدات|المواقع|حي|فلول\w*|خلايا\w*|عناصر\w*|"
        r"المسلحين|الإرهابيين|معقل|معاقل|جيب|جيوب|قرية|بلدة|موقع|"
        r"مواقع|مقاتل|مسلح|بقعة|بؤرة|بؤر|حصن|وكر|أوكار|"
        r"مدينة|متر|شبر)|"
        r"(?:ال)?(?:معقل|جيب|حصن|قلعة)(?:ه|ها)? (?:ال)?أخيرة?)(?!\w)"
    )
)
_WHOLLY = re.compile(plain(r"(?<!\w)[بلو]?(?:ال)?(?:كامل\w*|نهائي\w*|برمت\w*|أكمل\w*|مطلق\w*)(?!\w)"))
_INTO_HANDS = re.compile(plain(r"(?<!\w)(?:بيد|في يد|في أيدي|بأيدي|في قبضة|تحت سيطرة) "))
_OF_IT = re.compile(plain(r"(?<!\w)(?:من|على يد|على أيدي) (?:\S+ ){0,2}$"))
_RESISTED = re.compile(plain(r"[وف]?(?:أفشل|أحبط|صد|كبد|ألحق)"))
_WITHDRAWS = re.compile(plain(r"[وف]?س?[يتان]?(?:نسحب|غادر|رحل|خل[يىت]|أخل[يىت]|ترك)\w*"))
_UNBEATEN = re.compile(
    plain(r"(?<!\w)(?:بلا|دون|بدون|من دون|لم|بكامل|تكتيكي\w*|منظم\w*|مؤقت\w*|نحو|إلى|باتجاه|ليلا)(?!\w)")
)
_DESERTS = re.compile(plain(r"(?<!\w)(?:صفوف|بيوتهم|منازلهم|أسرهم|عائلاتهم|أهلهم|قراهم|(?:ال)?سلاح|أسلحتهم|بنادقهم)"))
_MINES = re.compile(plain(r"(?<!\w)(?:ال)?(?:عبوات|ألغام|أنقاض|مخلفات|متفجرات)"))
_GAINS = re.compile(plain(r"مشارف|أبواب|تخوم|سيطر|استول|ستول|اقتحم|قتحم|انتزع|نتزع|ستعيد|استعاد|سترد|استرد|دخل|بسط"))


def ended(scene: Scene, text: str, hit: Hit, table: str = "ended") -> Told | None:
    """It ends, is beaten; the war is over."""
    clause = scene.clause
    if _truce(text, hit):
        return "persists", "resurgence_warning", 2
    kind = "defeat_prediction" if later(clause) else "defeat_declared"
    if clause.speaker_side == "rebel" and not about(scene) and hit.agent is None:
        return None
    if clause.speaker_side == "rebel":
        if table == "ended" and hit.agent == "state" and not clause.war:
            return "strengthens", "capability", 2
        return (
            "strengthens" if table == "end" and later(clause) else "persists",
            "persistence_prediction" if later(clause) else "persistence_state",
            2,
        )
    if hit.agent == "civilians" or (
        hit.agent == "state" and table == "ended" and not clause.war and not clause.fighters and not clause.groups
    ):
        return None
    official = clause.speaker_side in ("government", "coalition") and not is_noun(text, hit.start, hit.end, table)
    if not (about(scene) or clause.places or clause.land or table == "end" or official):
        return None
    if _foreign_operation(clause, text):
        return "neutral", "timeline", 2
    if states("weak").match(text, hit.end + 1) or states("harm").match(text, hit.end + 1):
        return None  # "has finished breaking up"
    if (PART.search(text[hit.end : hit.end + 25]) and not later(clause)) or (
        table == "end" and _TARGET.match(text, hit.end) and not WHOLE.search(text[hit.start : hit.end])
    ):
        return "weakens", "losses_estimate" if clause.armed_count else "territory_loss", 2
    return "ends", kind, 3


def end(scene: Scene, text: str, hit: Hit) -> Told | None:
    """It is brought to its end."""
    return ended(scene, text, hit, "end")


# what is destroyed is one of many
_TARGET = re.compile(
    plain(
        r"(?:\s+(?:أمس|اليوم|تماما|كليا))?(?:\s+على)?\s+(?!كل |جميع |آخر )(?:قاعدة|موقع\w*|مواقع|معسكر\w*|وكر|"
        r"أوكار|مخبأ|مخابئ|كمين\w*|مجموعة|"
        r"مجموعات|خلية|خلايا|قائد|قادة|قيادي\w*|زعيم|أمير|عشرات|مئات|عدد|بعض|رتل\w*|موكب|قافلة|مخازن|مخزن|مستودع\w*|عربات|آليات|سيارات|"
        r"\d+|ثلاث\w*|أربع\w*|خمس\w*|ست\w*|سبع\w*|ثمان\w*|تسع\w*|عشر\w*)(?!\w)"
    )
)
_TRUCE = re.compile(plain(r"(?<!\w)[وف]?(?:ال)?(?:هدنة|وقف إطلاق النار|اتفاق\w*|مصالحة|تهدئة)(?!\w)"))


def _truce(text: str, hit: Hit) -> bool:
    """Whether it is a truce that ends."""
    return any(abs(match.start() - hit.start) < 30 for match in _TRUCE.finditer(text[: hit.end + 16]))


def _foreign_operation(clause: Clause, text: str) -> bool:
    """Whether what ends is a mission of outsiders, and no war."""
    return not (clause.groups or clause.fighters) and any(
        0 <= a - end <= 2 for a, _ in clause.state for _, end in clause.war
    )


_SOME_MEN = re.compile(
    plain(
        r"(?<!\w)(?:بعض\w*|خمس\w*|ست|ستة|سبع\w*|ثمان\w*|تسع\w*|عشر\w*|مئات|آلاف|فتيان|آخر(?:ون|ين)|عدد|أفراد|واحد)(?!\w)"
    )
)


def yielded(scene: Scene, text: str, hit: Hit) -> Told | None:
    """It lays down its arms: some men, or the whole group."""
    clause = scene.clause
    if hit.agent in ("state", "civilians") and not (clause.groups or clause.fighters or clause.anaphors):
        return None
    if hit.negated:
        return "persists", "persistence_prediction" if later(clause) else "persistence_state", 3
    if not (about(scene) or clause.attributed):
        return None
    some = (clause.counts or PART.search(text) or _SOME_MEN.search(text)) and not re.search(
        plain(r"(?<!\w)(?:كل|جميع|آخر)(?!\w)"), text
    )
    if some or (clause.fighters and not clause.groups and not WHOLE.search(text)):
        return "weakens", "losses_estimate", 2
    return "ends", "defeat_prediction" if later(clause) else "defeat_declared", 3


def cleared(scene: Scene, text: str, hit: Hit) -> Told | None:
    """Land is taken from it, or by it."""
    clause = scene.clause
    coming = later(clause) or clause.has_horizon or bool(TAKES.search(text))
    words = text[hit.start : hit.end]
    unnamed = clause.future and clause.attributed and hit.agent is None
    unnamed = unnamed or (clause.attributed and hit.agent == "state")
    unnamed = unnamed or (clause.stance == "denies" and not clause.civilians)
    if not (clause.land or clause.places or clause.groups or clause.fighters or clause.war or unnamed):
        return None
    if _MINES.search(text[hit.end : hit.end + 40]) and not clause.groups:
        return "neutral", "timeline", 2
    if TAKES.search(text) and clause.speaker_side in ("neutral", "civilians"):
        return "persists", "persistence_prediction", 2
    hands = _INTO_HANDS.search(text, hit.end)
    ours = hands and any(0 <= a - hands.end() <= 12 for a, _ in clause.state)
    if hands and not ours and (clause.groups or clause.fighters):
        return "strengthens", "resurgence_warning", 3
    if hit.agent == "civilians":
        return None
    taken = re.match(plain(r"\s*(?:من|على يد)(?!\w)"), text[hit.end :])
    own = hit.agent == "group" and _GAINS.search(words) and not taken and not _by_others(clause, text, hit)
    if own and re.match(plain(r"[وف]?س"), words):
        return "strengthens", "resurgence_warning", 2
    if own and is_noun(text, hit.start, hit.end, "cleared") and clause.speaker_side in ("government", "coalition"):
        own = None
    if own:
        return ("strengthens", "resurgence_warning", 2) if coming else ("persists", "territory_remaining", 2)
    if clause.speaker_side == "rebel":
        if _GAINS.search(words) and hit.agent in ("group", None) and not is_noun(text, hit.start, hit.end, "cleared"):
            return "strengthens", "resurgence_warning", 2
        return ("persists", "territory_held_prediction", 2) if clause.future else None
    part = (
        PART.search(text[hit.end : hit.end + 30])
        or _SOME.search(text[max(0, hit.start - 25) : hit.start])
        or any(each.unit in (*LAND, "percent") for each in clause.counts)
    )
    whole = (
        LAST.search(text)
        or (not part and _WHOLLY.search(text))
        or (
            not part
            and not clause.elsewhere
            and (re.search(plain("خال|آمن"), words) or WHOLE.search(text) or clause.of_title)
        )
    )
    kind = "territory_loss_prediction" if coming else "territory_loss"
    return ("ends" if whole or (coming and not part and not clause.elsewhere) else "weakens"), kind, 3


def _by_others(clause: Clause, text: str, hit: Hit) -> bool:
    """Whether the government's men take it, who stand before the word."""
    return any(a < hit.start and not re.search(plain(r"(?<!\w)(?:من|على)\s+$"), text[:a]) for a, _ in clause.state)


def weak(scene: Scene, text: str, hit: Hit) -> Told | None:
    """It is broken, cornered, on the run, poorer."""
    clause = scene.clause
    words = text[hit.start : hit.end]
    ours = clause.groups or clause.fighters or clause.anaphors
    if clause.speaker_side == "rebel":
        if hit.agent == "state" or is_noun(text, hit.start, hit.end, "weak"):
            return "persists", "capability", 2
        return None
    if hit.agent == "state" and re.search(plain("خسر|فقد"), words) and (clause.land or "سيطر" in text):
        return "strengthens", "capability", 2  # "the state has lost a third of the land"
    if hit.agent in ("state", "civilians") and not ours:
        return None
    if hit.agent == "state" and not re.search(plain("تلق|سلم"), words):
        return "persists", "capability", 2
    besieged = re.search(plain("محاصر|مطوق|معزول"), words) and (clause.land or clause.places)
    if not (about(scene) or besieged) or (clause.civilians and not ours and hit.agent != "group"):
        return None
    if re.search(plain(r"(?<!\w)(?:نهائيا|إلى الأبد|غير رجعة|بلا رجعة|تماما)(?!\w)"), text[hit.end :]):
        return "ends", "defeat_declared", 3
    if (
        _WITHDRAWS.match(words)
        and clause.speaker_side not in ("government", "coalition")
        and _UNBEATEN.search(scene.text[hit.end :])
        and not _DESERTS.search(scene.text[hit.end :])
    ):
        return "persists", "persistence_state", 2
    land = clause.land or clause.places or any(each.unit == "km2" for each in clause.counts)
    losing = re.search(plain("خسر|فقد|نسحب|تراجع|نحسر|تقلص|محاصر|محصور|نحصر"), words)
    return "weakens", "territory_remaining" if land and losing and not clause.armed_count else "capability", 2


def harmed(scene: Scene, text: str, hit: Hit) -> Told | None:
    """Those who fight it take land, men, means from it; or it does that to them."""
    clause = scene.clause
    ours = clause.groups or clause.fighters or clause.anaphors
    if clause.speaker_side == "rebel":
        return ("persists", "capability", 2) if hit.agent in ("group", None) or clause.state else None
    if hit.agent == "civilians" and not ours:
        return None
    against = bool(clause.state) and clause.state[0][0] >= hit.end
    if hit.agent == "group" and against and _RESISTED.match(text[hit.start : hit.end]):
        return "persists", "capability", 2
    if not (about(scene) or (clause.speaker_side in ("government", "coalition") and (clause.land or clause.places))):
        return None
    return "weakens", "losses_estimate" if clause.armed_count else "capability", 2


def losses(scene: Scene, text: str, hit: Hit) -> Told | None:
    """Its men are killed, caught, give up; or those of its enemies."""
    clause = scene.clause
    if hit.negated and re.search(plain("خسائر"), text[hit.start : hit.end]):
        return "persists", "denial", 2
    units = {each.unit for each in clause.counts}
    if re.search(plain(r"خسائر\S*[^,.;]{0,30}(?:لم|لا) [يت](?:بلغ|تجاوز|تعد)"), text):
        return "persists", "denial", 2
    if "soldiers" in units and not clause.armed_count:
        return ("persists", "capability", 2) if clause.speaker_side == "rebel" else None
    by_group = hit.agent == "group" and clause.speaker_side == "rebel" and not clause.armed_count
    ours = clause.armed_count or clause.fighters or clause.groups
    if by_group or (clause.civilians and not ours):
        return ("persists", "capability", 2) if by_group else None
    unnamed = clause.attributed and not clause.civilians and not clause.state
    if states("still").search(text) or not (unnamed or ours or clause.anaphors or _fighting_count(clause, text, hit)):
        return None
    if clause.future and not clause.counts:
        return None
    return "weakens", "losses_estimate", 2


def _fighting_count(clause: Clause, text: str, hit: Hit) -> bool:
    return clause.speaker_side in ("government", "coalition") and bool(clause.state or clause.war)
