"""Arabic words that tell that an armed group goes on: it is not over, they hold, hide, regroup, come back, grow."""

import re

from smoulder.arabic_scenes import NOT, Hit, about, hits, later, over_before
from smoulder.inflections_ar import states
from smoulder.lexicon import plain
from smoulder.scenes import Scene, Told

_HOLD = re.compile(plain(r"سيطر|تحكم|تحت سيطر|جب|هيمن|يدير|تدير|احتفظ|حتفظ|احتل|حتل|مسك"))
_DANGER = re.compile(plain(r"(?<!\w)(?:ال)?(?:خطر|تهديد|عبوات|ألغام|حرب|إرهاب|فكر|خلايا|هجمات|مخاوف|خوف)"))
_OUTSIDE = re.compile(plain(r"(?<!\w)خارج (?:عن )?(?:قبضة|سيطرة|نطاق|سلطة|السيطرة)"))
_ABLE = re.compile(plain("قادر|ستطيع|بإمكان|يمتلك|تمتلك|لديه|يملك|تملك"))


def unable(scene: Scene, text: str) -> Told | None:
    """It can no longer; or those who fight it cannot."""
    clause = scene.clause
    for hit in hits(scene, text, "unable"):
        words = text[hit.start : hit.end]
        if states("little").search(text[hit.start :]) or over_before(scene, text, hit.start):
            continue
        if hit.agent == "civilians":
            continue
        fallen = clause.speaker_side == "rebel" and any(each.agent == "state" for each in hits(scene, text, "ended"))
        if fallen:
            continue
        if hit.agent in ("state", "land") or (hit.agent is None and clause.speaker_side == "rebel"):
            return "persists", "capability", 2
        if clause.speaker_side == "rebel" and not clause.groups:
            return "persists", "capability", 2
        if not about(scene):
            continue
        if re.search(
            plain(r"(?<!\w)(?:ال)?(?:بلدة|قرية|مدينة|شبر|موقع|معقل|متر|حي|منطقة|وجود)\w*(?: واحدة?)"), text[hit.end :]
        ) and re.match(plain("[وف]?لم"), words):
            return "ends", "territory_loss", 2
        return ("ends" if re.match(plain("[وف]?لن"), words) else "weakens"), "capability", 2
    return None


def no_peace(scene: Scene, text: str) -> Told | None:
    """There will be no peace."""
    for match in states("peace").finditer(text):
        left = text[max(0, match.start() - 20) : match.start()]
        if NOT.search(left):
            if scene.clause.speaker_side == "rebel" and re.search(plain("ضرب|هجم|هجوم|انتقام"), text):
                return "strengthens", "resurgence_warning", 2
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
        and re.search(plain(r"محاصر|عالق|داخل|دروع|رهائن|محتجز|[يت]زال|زالوا|زالت|حصار|باق|بقي"), text)
    ):
        return "neutral", "civilians_trapped", 2
    return None


def not_the_end(scene: Scene, text: str, hit: Hit, table: str) -> Told | None:
    """A denied word: it is not over; it will not be beaten; it is there no more."""
    clause = scene.clause
    if over_before(scene, text, hit.start) and table not in ("ended", "end"):
        return None
    words = text[hit.start : hit.end]
    if table == "cleared" and hit.agent == "state" and clause.attributed:
        return "persists", "capability", 2  # "the government does not control ..."
    if table in ("ended", "end", "cleared", "weak", "harm"):
        if not (about(scene) or clause.speaker_side == "rebel" or clause.places or clause.land):
            return None
        if table in ("cleared", "weak") and hit.agent == "group" and re.search(plain("سيطر|استعاد|ستعيد"), words):
            return "weakens", "capability", 2
        return "persists", "persistence_prediction" if clause.future else "persistence_state", 3
    if table == "attack":
        return ("weakens", "capability", 2) if hit.agent != "state" and about(scene) else None
    if table == "remain" and hit.agent == "state" and _HOLD.search(words):
        return "persists", "capability", 2
    own = re.match(plain(r"[وف]?(?:لن|لم|لا)"), words)
    if own or hit.agent not in ("group", "war", None) or not about(scene) or states("still").search(text):
        return None
    return ("ends" if later(clause) or hit.agent == "war" else "weakens"), "capability", 2


def still_there(scene: Scene, text: str) -> Told | None:
    """It is still there."""
    clause = scene.clause
    still = states("still").search(text)
    if still is None or not (about(scene) or _DANGER.search(text) or clause.land or clause.places):
        return None
    if re.search(plain(r"(?:حتى|إلى)"), still.group()) and NOT.search(text[: still.start()][:40] + " "):
        return None  # "has had nothing until now"
    weakened = states("weak").search(text, still.end())
    if weakened and re.match(plain(r"\w*(?:محاصر|محصور|مطوق|معزول|ضعيف|متراجع|هارب)"), weakened.group()):
        return "weakens", "capability", 2
    if any(each.op in ("<", "<=") and each.unit == "fighters" for each in clause.counts):
        return "weakens", "strength_estimate", 3
    if _OUTSIDE.search(text):
        return "persists", "territory_remaining", 3
    if not about(scene) and not _DANGER.search(text):
        return None
    if clause.armed_count:
        return "persists", "strength_estimate", 3
    if _HOLD.search(text):
        return "persists", "territory_remaining", 3
    return "persists", "capability" if _ABLE.search(text) else "persistence_state", 3


def regroups(scene: Scene, text: str) -> Told | None:
    """It gathers again, or turns to other means."""
    match = states("regroup").search(text)
    if match is None:
        return None
    if NOT.search(text[max(0, match.start() - 20) : match.start()]):
        return "weakens", "capability", 2
    stronger = any(not hit.negated and hit.start > match.end() for hit in hits(scene, text, "rise"))
    return ("strengthens" if stronger else "persists"), "resurgence_warning", 3


def again(scene: Scene, text: str, hit: Hit) -> Told | None:
    """It comes back, grows."""
    clause = scene.clause
    if hit.agent in ("state", "civilians", "land"):
        return None
    warned = clause.attributed and (
        later(clause) or clause.speaker_side in ("rebel", "civilians", "neutral") or clause.stance == "says"
    )
    verb = clause.attributed and (hit.agent == "group" or (clause.future and hit.agent is None))
    if not warned or not (about(scene) or clause.speaker_side == "rebel" or verb):
        return None
    return "strengthens", "resurgence_warning", 3


def strikes(scene: Scene, text: str, hit: Hit) -> Told | None:
    """It strikes, so it is there; that it will is a warning; those who fight it strike it."""
    clause = scene.clause
    if hit.agent == "state" and clause.speaker_side != "rebel":
        return ("weakens", "capability", 1) if clause.groups or clause.fighters else None
    if hit.agent == "civilians" or not (about(scene) or clause.speaker_side == "rebel"):
        return None
    if later(clause) and clause.attributed and clause.stance != "asks":
        return "strengthens", "resurgence_warning", 2
    return "persists", "persistence_state", 2


def there(scene: Scene, text: str, hit: Hit) -> Told | None:
    """It is there, hides, holds, fights."""
    clause = scene.clause
    ours = clause.groups or clause.fighters or clause.anaphors
    if hit.agent in ("state", "civilians", "land") and not ours:
        return None
    if hit.agent == "state" and clause.speaker_side != "rebel" and text[: hit.start].strip(" ~") == "":
        return None  # "the troops go on fighting the group"
    if not about(scene) and clause.speaker_side != "rebel":
        return None
    if clause.armed_count:
        fewer = re.search(plain(r"(?<!\w)(?:بعدما|بعد أن) كان(?:وا|ت)?(?!\w)"), scene.text)
        return ("weakens" if fewer else "persists"), "strength_estimate", 2
    if _HOLD.search(text[hit.start : hit.end]) and (clause.land or clause.places or clause.counts):
        return "persists", "territory_remaining", 2
    if _ABLE.search(text[hit.start : hit.end]):
        if re.match(plain(r"\s+على (?:ال)?(?:قضاء|هزيمة|دحر|حسم|سحق|اجتثاث|إنهاء|تطهير|تحرير)"), text[hit.end :]):
            return "ends", "defeat_prediction", 2
        if re.match(plain(r"\s+على (?:ال)?(?:عودة|استعادة|شن|توسع|تمدد|نهوض|ظهور)"), text[hit.end :]):
            return "strengthens", "resurgence_warning", 2
        return "persists", "capability", 2
    return "persists", "persistence_prediction" if later(clause) else "persistence_state", 2
