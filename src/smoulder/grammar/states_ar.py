"""What an Arabic clause tells of an armed group: that it ends, weakens, goes on or grows.

The words are in ar_states.toml. They are asked in the order of how much they can be trusted; each rule looks who does it
to whom. Side clauses are judged only where the main one tells nothing. What is said of a group with none of these words
takes the speaker's side: rebels hold on, officials weaken them.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from smoulder.inflections import states
from smoulder.lexicon import plain
from smoulder.scenes import Clause, Scene, Told

_SIDE_CLAUSE = re.compile(
    plain(
        r"(?<!\w)(?:بعد(?:ما)? (?:أن )?|قبل (?:أن )?|منذ |أثناء |عندما |حيث |الذي |التي |الذين |رغم |على الرغم |لأن\w* |مما |بسبب |بفضل |إثر |عقب |فور |متى |حالما |كلما |ما إن |بمجرد |حين )[^,.;]*?(?=[,.;]|$|\sس[يتن]\w{3,})"
    )
)
_CONDITION = re.compile(
    plain(
        r"(?<!\w)[وف]?(?:إذا|لو|ما لم|إن لم|إلا إذا|في حال|شريطة أن|بشرط أن)(?!\w)[^,.;]*?(?=,|\sف(?:س|إن|لن|قد)|$|\.)"
    )
)
_NOT = re.compile(plain(r"(?<!\w)[وف]?(?:لا|لم|لن|ليس\w*|غير|دون|بدون|عدم|ما|ألا|بلا)\s+(?:\S+\s+){0,1}$"))
_NOT_A_NOT = re.compile(plain(r"(?:ما|لا|لم)\s+[يت]?ز|(?:لم|لا|لن)\s+\S+\s+(?:سوى|إلا)|ما\s+(?:تبقى|بقي|يجري|إذا)"))
_WHOLE = re.compile(
    plain(
        r"(?<!\w)[بلو]?(?:ال)?(?:كامل\w*|كل\w{0,2}|جميع|آخر|أخير\w*|نهائي\w*|تماما|كليا|برمت\w*|قاطبة|حدود|شبر)(?!\w)"
    )
)
_PART = re.compile(
    plain(
        r"(?<!\w)(?:معظم|بعض|أجزاء|جزء\w*|نصف|ثلث\w*|ربع|غالبية|قرى|أحياء|قرية|بلدات|\d+|في المئة|بالمئة|في المائة|بالمائة|عشرات|سلطة)(?!\w)"
    )
)
_LAST = re.compile(
    plain(r"(?<!\w)(?:آخر (?:معقل|معاقل|جيب|جيوب|قرية|بلدة|حي|موقع|مواقع|مقاتل|مسلح)|المعقل الأخير|الجيب الأخير)")
)
_INTO_HANDS = re.compile(plain(r"(?<!\w)(?:بيد|في يد|في أيدي|بأيدي|في قبضة|تحت سيطرة) "))
_FIRST_PERSON = re.compile(plain(r"[وفل]?س?ن\w{3,}|\w{3,}نا"))
_OWN = re.compile("(?:ه|ها|نا|هم)$")
_RESISTED = re.compile(plain(r"[وف]?(?:أفشل|أحبط|صد)"))
_MATTER = re.compile(
    plain(r"(?<!\w)(?:مسألة|قضية) (?:وقت|أيام|أسابيع|ساعات|أشهر)|\w+ (?:لا|وليس(?:ت)?) (?:أيام|أسابيع|أشهر|سنوات|سنين)")
)
_SUCCESS = re.compile(plain(r"(?<!\w)[وف]?(?:نجح|حقق|أنجز|تكلل|تقدم)(?:ت|نا|وا)?(?!\w)"))
_TAKES = re.compile(plain(r"(?<!\w)[وف]?س?[يت](?:ستغرق|حتاج|تطلب|لزم)\w*"))
_HOLD = re.compile(plain(r"سيطر|تحكم|تحت سيطر|جب|هيمن|يدير|تدير|احتفظ|حتفظ|احتل|حتل"))


class _Hit(NamedTuple):
    start: int
    end: int
    negated: bool
    agent: str | None  # who does it, or to whom it is done: group, state, war, land, civilians, or not known


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


def _hits(scene: Scene, text: str, table: str) -> Iterator[_Hit]:
    for match in states(table).finditer(text):
        if any(a <= match.start() < b for a, b in scene.clause.groups):
            continue
        left = text[max(0, match.start() - 30) : match.start()]
        negated = bool(
            (no := _NOT.search(left)) and not _NOT_A_NOT.match(left[no.start() :].strip() + " " + match.group())
        )
        yield _Hit(match.start(), match.end(), negated, _agent(scene, text, match.start(), match.end()))


def _agent(scene: Scene, text: str, start: int, end: int) -> str | None:
    """Who a word is of: close behind it, else last before it; "we" is the speaker's side, "they" the group."""
    rebel = scene.clause.speaker_side == "rebel"
    roles = [
        (a, b, "group" if rebel and role == "state" and _OWN.search(text[a:b]) else role)
        for a, b, role in scene.roles
        if text[a] != "~" and role != "land"
    ]
    if _FIRST_PERSON.fullmatch(text[start:end].split()[0]):
        return "group" if rebel else "state"
    for a, _, role in roles:
        if start <= a < end:
            return role
        if end <= a <= end + 14 and not re.search(
            plain(r"(?<!\w)(?:من|على|إلى|في|ضد|عن|أمام|مع|بين|حالما|متى|فور|بعد|عندما|قبل|إذا|كلما|حين|رغم)(?!\w)"), text[end:a]
        ):
            return role
    before = [role for _, b, role in roles if b <= start]
    if before:
        return before[-1]
    behind = [role for a, _, role in roles if a >= end and role in ("group", "war", "civilians")]
    if behind:
        return behind[0]
    return "group" if scene.clause.pronoun or rebel else None


def _about(scene: Scene) -> bool:
    """Whether a group, its war, or "they" are spoken of."""
    clause = scene.clause
    return bool(
        clause.groups or clause.fighters or clause.anaphors or clause.war or clause.pronoun or clause.armed_count
    )


def _later(clause: Clause) -> bool:
    return (
        clause.future
        or clause.stance in ("expects", "vows")
        or clause.modality in ("conditional", "possible", "likely")
    )


def _too_early(scene: Scene, text: str) -> Told | None:
    """An end is called premature, a lie, impossible."""
    if states("too_early").search(text) and (_about(scene) or scene.clause.land or scene.clause.places):
        return "persists", "persistence_prediction" if scene.clause.future else "persistence_state", 2
    return None


def _unable(scene: Scene, text: str) -> Told | None:
    """It can no longer; or those who fight it cannot."""
    clause = scene.clause
    for hit in _hits(scene, text, "unable"):
        words = text[hit.start : hit.end]
        if states("little").search(text[hit.start :]) or _over_before(scene, text, hit.start):
            continue
        if hit.agent == "civilians":
            continue
        if hit.agent in ("state", "land") or (hit.agent is None and clause.speaker_side == "rebel"):
            return "persists", "capability", 2
        if clause.speaker_side == "rebel" and not clause.groups:
            return "persists", "capability", 2
        if not _about(scene):
            continue
        return ("ends" if re.match(plain("[وف]?لن"), words) else "weakens"), "capability", 2
    return None


def _over_before(scene: Scene, text: str, at: int) -> bool:
    """Whether an end is told before: "it is beaten and can no longer strike"."""
    every = [*_hits(scene, text, "ended"), *_hits(scene, text, "end")]
    return any(each.end <= at and not each.negated and each.agent != "state" for each in every)


def _no_peace(scene: Scene, text: str) -> Told | None:
    """There will be no peace."""
    for match in states("peace").finditer(text):
        left = text[max(0, match.start() - 20) : match.start()]
        if _NOT.search(left):
            return "persists", "persistence_prediction", 2
        if scene.clause.stance == "denies":
            return "ends", "defeat_prediction", 2  # which is turned
    return None


def _little(scene: Scene, text: str) -> Told | None:
    """Little of it is left."""
    clause = scene.clause
    units = {each.unit for each in clause.counts}
    if "civilians" in units and not clause.armed_count and not clause.fighters and not clause.groups:
        return None
    for match in states("little").finditer(text):
        if _over_before(scene, text, match.start()):
            continue
        counted = clause.counts or re.search(plain("سوى|إلا"), match.group())
        if not (_about(scene) or clause.land or counted):
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


_LITTLE_ONLY = re.compile(plain("(?<!\\w)(?:مجرد|فقط|سوى|إلا|لا أكثر|لا غير|معدود|قليل|صغير|محدود)"))
_NUMBERED = re.compile(plain(r"(?<!\w)(?:عدد|أعداد|مئات|عشرات|آلاف|حجم|بضع)"))


def _trapped(scene: Scene, text: str) -> Told | None:
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


def _not_the_end(scene: Scene, text: str) -> Told | None:
    """It is not over; it will not be beaten."""
    for table in ("ended", "end", "cleared", "weak"):
        for hit in _hits(scene, text, table):
            if table in ("cleared", "weak") and _over_before(scene, text, hit.start):
                continue
            if hit.negated and (_about(scene) or scene.clause.speaker_side == "rebel" or scene.clause.places):
                if (
                    table in ("cleared", "weak")
                    and hit.agent == "group"
                    and re.search(plain(r"(?:سيطر|استعاد|ستعيد)"), text[hit.start : hit.end])
                ):
                    return "weakens", "capability", 2
                return "persists", "persistence_prediction" if scene.clause.future else "persistence_state", 3
    for table in ("remain", "rise"):
        for hit in _hits(scene, text, table):
            if _over_before(scene, text, hit.start):
                continue
            own = re.match(plain(r"[وف]?(?:لن|لم|لا)"), text[hit.start : hit.end])
            if (
                hit.negated
                and not own
                and hit.agent in ("group", "war", None)
                and _about(scene)
                and not states("still").search(text)
            ):
                return ("ends" if scene.clause.future or hit.agent == "war" else "weakens"), "capability", 2
    return None


def _losses(scene: Scene, text: str) -> Told | None:
    """Its men are killed, caught, give up; or those of its enemies."""
    clause = scene.clause
    for hit in _hits(scene, text, "losses"):
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


def _still(scene: Scene, text: str) -> Told | None:
    """It is still there."""
    clause = scene.clause
    if not states("still").search(text) or not (_about(scene) or _DANGER.search(text)):
        return None
    if clause.armed_count:
        return "persists", "strength_estimate", 3
    if _HOLD.search(text):
        return "persists", "territory_remaining", 3
    return "persists", "capability" if re.search(plain("قادر|ستطيع|بإمكان"), text) else "persistence_state", 3


_DANGER = re.compile(plain(r"(?<!\w)(?:ال)?(?:خطر|تهديد|عبوات|ألغام|حرب|إرهاب|فكر|خلايا|هجمات)"))


def _regroups(scene: Scene, text: str) -> Told | None:
    """It gathers again, or turns to other means."""
    return ("persists", "resurgence_warning", 3) if states("regroup").search(text) else None


def _again(scene: Scene, text: str) -> Told | None:
    """It regroups, comes back, grows."""
    clause = scene.clause
    warned = clause.attributed and (
        _later(clause) or clause.speaker_side in ("rebel", "civilians", "neutral") or clause.stance == "says"
    )
    for hit in _hits(scene, text, "rise"):
        if hit.agent in ("state", "civilians", "land") or hit.negated or not warned:
            continue
        verb = clause.future and clause.attributed and hit.agent is None
        if not (_about(scene) or clause.speaker_side == "rebel" or verb):
            continue
        return "strengthens", "resurgence_warning", 3
    return None


def _ends(scene: Scene, text: str) -> Told | None:
    """It ends, is beaten; the war is over."""
    clause = scene.clause
    kind = "defeat_prediction" if _later(clause) else "defeat_declared"
    for table in ("ended", "end"):
        for hit in _hits(scene, text, table):
            if clause.speaker_side == "rebel":
                return (
                    "strengthens" if table == "end" and _later(clause) else "persists",
                    "persistence_prediction" if _later(clause) else "persistence_state",
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
            if not (_about(scene) or clause.places or clause.land or table == "end"):
                continue
            if _foreign_operation(clause, text):
                return "neutral", "timeline", 2
            if states("weak").match(text, hit.end + 1):
                continue  # "has finished breaking up"
            if _PART.search(text[hit.end : hit.end + 25]) and not _later(clause):
                return "weakens", "losses_estimate" if clause.armed_count else "territory_loss", 2
            return "ends", kind, 3
    return None


def _foreign_operation(clause: Clause, text: str) -> bool:
    """Whether what ends is a mission of outsiders, and no war."""
    return not (clause.groups or clause.fighters) and any(
        0 <= a - end <= 2 for a, _ in clause.state for _, end in clause.war
    )


def _cleared(scene: Scene, text: str) -> Told | None:
    """Land is taken from it, or by it."""
    clause = scene.clause
    later = _later(clause) or clause.has_horizon or bool(_TAKES.search(text))
    for hit in _hits(scene, text, "cleared"):
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
            if clause.speaker_side in ("government", "coalition") and later:
                return "ends", "territory_loss_prediction", 2
            return ("strengthens", "resurgence_warning", 2) if later else ("persists", "territory_remaining", 2)
        if clause.speaker_side == "rebel":
            return ("persists", "territory_held_prediction", 2) if clause.future else None
        whole = bool(_WHOLE.search(text) or _LAST.search(text)) and not _PART.search(text[hit.end : hit.end + 30])
        kind = "territory_loss_prediction" if later else "territory_loss"
        return ("ends" if whole or (later and not _PART.search(text)) else "weakens"), kind, 3
    return None


def _weak(scene: Scene, text: str) -> Told | None:
    """It is broken, cornered, on the run, poorer."""
    clause = scene.clause
    for hit in _hits(scene, text, "weak"):
        if clause.speaker_side == "rebel":
            if _RESISTED.match(text[hit.start : hit.end]) or hit.agent == "state":
                return "persists", "capability", 2
            continue
        if hit.agent in ("state", "civilians") and not (clause.groups or clause.fighters or clause.anaphors):
            continue
        if not _about(scene) or (clause.civilians and not (clause.groups or clause.fighters or clause.anaphors)):
            continue
        land = clause.land or clause.places or any(each.unit == "km2" for each in clause.counts)
        losing = re.search(plain("خسر|فقد|نسحب|تراجع|نحسر|تقلص|محاصر|محصور|نحصر"), text[hit.start : hit.end])
        return "weakens", "territory_remaining" if land and losing and not clause.armed_count else "capability", 2
    return None


def _there(scene: Scene, text: str) -> Told | None:
    """It is there, hides, holds, fights."""
    clause = scene.clause
    for hit in _hits(scene, text, "remain"):
        if hit.agent in ("state", "civilians", "land") and not (clause.groups or clause.fighters or clause.anaphors):
            continue
        if not _about(scene) and clause.speaker_side != "rebel":
            continue
        if clause.armed_count:
            return "persists", "strength_estimate", 2
        if _HOLD.search(text[hit.start : hit.end]) and (clause.land or clause.places or clause.counts):
            return "persists", "territory_remaining", 2
        if re.search(plain("قادر|ستطيع|بإمكان|يمتلك|تمتلك"), text[hit.start : hit.end]):
            return "persists", "capability", 2
        return "persists", "persistence_prediction" if _later(clause) else "persistence_state", 2
    return None


def _count(scene: Scene, text: str) -> Told | None:
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


def _matter(scene: Scene, text: str) -> Told | None:
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
        not _about(scene)
        and clause.has_horizon
        and clause.future
        and not clause.civilians
        and re.match(plain("(?:ذلك|هذا|الأمر)"), text)
    ):
        return "neutral", "timeline", 1
    return None


RULES = (
    _too_early, _no_peace, _trapped, _little, _unable, _not_the_end, _regroups, _losses, _still, _again, _ends, _cleared, _weak, _there, _count, _matter,
)  # fmt: skip


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
