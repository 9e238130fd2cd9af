"""What a clause states of an armed group, from its signs: direction, type, modality and strength of the words.

The order of the rules is that of how much a sign can be trusted: a loss of ability, an end, a rise, a holding on, a
weakening, a count. Each rule asks who does it to whom. A clause that only supposes or asks states no end.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from smoulder.grammar import Clause, Statement
from smoulder.lexicon import plain

_PREPOSITION = re.compile(
    r"\b(?:against|of|by|from|with|for|over|into|near|between|among|under|on|in|at|across|inside|around|outside|behind|along)"
    r"\s+(?:(?:the|a|an|its|their|his|this|that|these|those|several|some|all|many|two|three|most|other)\s+)?(?:[\w'-]+\s+)?$",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\b(?:fully|completely|entire(?:ly)?|totally|total|complete|all|whole|every|the last|last|final(?:ly)?|once and for all|for good|100|permanently|border)\b|"
    + plain(
        r"(?<!\w)(?:بالكامل|كامل|كامله|الكامل|الكامله|كل|جميع|اخر|الاخير|الاخيره|نهائي|نهائيا|الحدود|كليا|تماما)(?!\w)"
    ),
    re.IGNORECASE,
)
_LITTLE = re.compile(
    r"\b(?:only|just|merely|a mere|no more than|not more than|at most|fewer than|less than|under|barely|a few|a handful|(?:very |tiny |small |narrow )(?:small|tiny|narrow|area|strip|pocket|patch|corner|part)|small|tiny|remaining|left|confined|reduced)\b|"
    + plain(r"(?<!\w)(?:فقط|سوي|اقل من|لا يزيد|لا يتجاوز|الا|صغير|صغيره|محدود|محدوده|بضعه|بضع)(?!\w)"),
    re.IGNORECASE,
)
_STILL = re.compile(
    r"\b(?:still|remain\w*|continu\w+|even now|to this day)\b|"
    + plain(r"(?<!\w)(?:ما زال\w*|لا [يت]زال\w*|مازال\w*|ما [يت]زال\w*|لم [يت]زل\w*|بق\w+|[يت]بق\w+)(?!\w)"),
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\b(?:again|ever|never|a single)\b|" + plain(r"(?<!\w)(?:مره اخري|مجددا|ابدا|شبر|من جديد|ثانيه)(?!\w)"),
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|gets?|got|am|'s|'re)\s+(?:\w+ly |now |also |nearly |almost |all but |soon |not |never |as good as |already |still |technically |being |\")*$",
    re.IGNORECASE,
)
_ALREADY = re.compile(
    r"\b(?:have|has|had|'ve)\s+(?:\w+ly |now |also |nearly |almost |all but |not |never |already |finally )*$",
    re.IGNORECASE,
)
_INTRANSITIVE = re.compile(
    r"(?:passed|buried|given up|renounced|abandoned|irrelevant|behind us|non-?existent|over|dead|died|finished|history|extinct|gone|collaps|disappear|vanish|ceas|expired|doomed|done for|no more|at an end|a thing|consigned|in its|come? to|came to|beaten|ended|disbanded|dissolved|laid down|lay down|surrender|concluded|won)",
    re.IGNORECASE,
)
_TIMELINE = re.compile(
    r"\b(?:need|needs|take|takes|require|requires|last|continue|complete|finish|end|begin|start|hand over|withdraw|leave|stay|remain|until)\b",
    re.IGNORECASE,
)
_TRAPPED = re.compile(
    r"\b(?:trapped|stranded|held hostage|held captive|besieged|stuck|human shields?|cut off|captive|still inside|pinned down|unable to (?:leave|flee))\b|"
    + plain(r"(?<!\w)(?:محاصر\w*|عالق\w*|محتجز\w*|دروع\w* بشري\w*|رهائن)(?!\w)"),
    re.IGNORECASE,
)
_CITY = re.compile(
    r"\b(?:cit(?:y|ies)|towns?|strongholds?|capital|bastions?|pockets?|enclaves?|quarter|old city|district|province|caliphate)\b|"
    + plain(r"(?<!\w)(?:ال)?(?:مدينه|معقل|معاقل|بلده|جيب|محافظه|عاصمه)(?!\w)"),
    re.IGNORECASE,
)
_GUERRILLA_LEFT = re.compile(r"\b(?:left|remain(?:ed|ing|s)?|remnants?|survive[ds]?)\b", re.IGNORECASE)
_DANGER = re.compile(
    r"\b(?:threat|danger|risk|ideology|insurgency|war|terrorism|violence|bombings?|attacks|conflict|fight|fighting|rebellion|struggle)\b",
    re.IGNORECASE,
)


class _Scene(NamedTuple):
    """A clause and who is who in it."""

    clause: Clause
    text: str
    roles: tuple[tuple[int, int, str], ...]


def statement(clause: Clause) -> Statement | None:
    """What the clause states, None if it states nothing of a group's end or going on."""
    if clause.question:
        return None
    scene = _Scene(clause, clause.text, _roles(clause))
    found = _found(scene)
    if found is None:
        return None
    direction, claim_type, strength = found
    if clause.denied and direction in ("ends", "weakens", "neutral") and clause.stance != "denies":
        direction, claim_type = "persists", "persistence_state"
        return Statement(direction, claim_type, "negated", strength)
    if clause.stance == "denies":
        turned = {
            "ends": "persists",
            "weakens": "persists",
            "persists": "weakens",
            "strengthens": "weakens",
            "neutral": "neutral",
        }
        return Statement(turned[direction], "denial", "negated", strength)
    if clause.modality == "conditional" and (direction in ("ends", "weakens") or not clause.attributed):
        return None
    modality = clause.modality
    if direction == "ends" and (claim_type == "defeat_deadline" or modality == "intent" and clause.has_deadline):
        modality = "deadline"
    return Statement(direction, claim_type, modality, strength)


def _found(scene: _Scene) -> tuple[str, str, int] | None:
    for rule in (
        _order,
        _disputing,
        _defying,
        _trapped,
        _ability,
        _end,
        _again,
        _losing,
        _count,
        _holding,
        _weakening,
        _success,
        _matter,
        _timeline,
    ):
        if (found := rule(scene)) is not None:
            return found if found[0] else None
    return None


NOTHING = ("", "", 0)


def _roles(clause: Clause) -> tuple[tuple[int, int, str], ...]:
    """Who is named where: group, state, war, land, civilians; a named group is no state, whatever its name."""
    named = [(start, end, "group") for start, end in clause.groups]

    def free(spans: Iterable[tuple[int, int]], role: str) -> list[tuple[int, int, str]]:
        return [(a, b, role) for a, b in spans if not any(a < end and start < b for start, end, _ in named)]

    roles = [*named, *free(clause.fighters, "group"), *free(clause.anaphors, "group")]
    roles += [
        each
        for role, spans in (
            ("war", clause.war),
            ("land", clause.land),
            ("state", clause.state),
            ("civilians", clause.civilians),
        )
        for each in free(spans, role)
    ]
    for match in (
        re.finditer(r"\b(they|them|it|we|us|our|he|their|its)\b", clause.text, re.IGNORECASE)
        if clause.language == "en"
        else ()
    ):
        word = match.group().lower()
        if word in ("they", "them", "their"):
            role = "state" if clause.speaker_side == "rebel" and clause.direct else "group"
        elif word in ("we", "us", "our"):
            role = "group" if clause.speaker_side == "rebel" else "state"
        else:
            role = "it"
        roles.append((match.start(), match.end(), role))
    return tuple(sorted(roles))


def _subject(scene: _Scene, at: int) -> str | None:
    """Who stands before a word and behind no preposition: the nearest."""
    for start, end, role in reversed(scene.roles):
        if end <= at and not (role != "war" and _PREPOSITION.search(scene.text[max(0, start - 30) : start])):
            if scene.text[end : end + 2] in ("'s",) or scene.text[start:end].lower() in ("our", "them", "us"):
                continue
            return role
    return None


def _object(scene: _Scene, at: int) -> str | None:
    """Who stands behind a word, close by."""
    for start, end, role in scene.roles:
        if start >= at and start - at <= 40:
            return role
        if start < at <= end:
            return role
    return None


def _inside(scene: _Scene, start: int, end: int) -> str | None:
    """The group or the war that is named within the words themselves: "finish them off", "end the insurgency"."""
    return next((role for a, b, role in scene.roles if start < a and b <= end and role in ("group", "war")), None)


def _has(scene: _Scene, *roles: str) -> bool:
    return any(role in roles for _, _, role in scene.roles)


def _spans(scene: _Scene, kind: str) -> tuple[tuple[int, int], ...]:
    return scene.clause.signs.get(kind, ())


def _negated(scene: _Scene, at: int) -> bool:
    return any(start <= at <= end for start, end in scene.clause.negated)


def _order(scene: _Scene) -> tuple[str, str, int] | None:
    """Somebody is given a time to end it."""
    return ("ends", "defeat_deadline", 3) if scene.clause.ordered and scene.clause.has_horizon else None


_FIGURE = re.compile(
    r"\b(?:(?:do|does|did) not (?:accept|believe|trust|agree with)|reject\w*|disput\w*|dismiss\w*|contest\w*|doubt\w*|question\w*)\b[^.;]{0,40}\b(?:figures?|numbers?|counts?|claims?|toll|estimates?|assessments?|accounts?|reports?|statistics)\b"
    r"|\b(?:figures?|numbers?|claims?|toll|estimates?|assertion|charge|accounts?)\b[^.;]{0,40}\b(?:rejected|disputed|dismissed|denied|contested|called) (?:as )?",
    re.IGNORECASE,
)


def _disputing(scene: _Scene) -> tuple[str, str, int] | None:
    """A figure is not accepted."""
    if not scene.clause.attributed or not _FIGURE.search(scene.text):
        return None
    ours = any(each.unit in ("fighters", "bodies") for each in scene.clause.counts)
    return ("persists" if ours else "neutral"), "denial", 2


def _defying(scene: _Scene) -> tuple[str, str, int] | None:
    """Rebels who say that they hold out."""
    clause = scene.clause
    if clause.speaker_side != "rebel" or clause.stance == "denies":
        return None
    for start, end in _spans(scene, "remain"):
        if not _negated(scene, start) or re.match(r"not |nev?er|" + plain("لن |لم "), scene.text[start:end].lower()):
            return "persists", ("persistence_prediction" if clause.future else "persistence_state"), 2
    return None


def _trapped(scene: _Scene) -> tuple[str, str, int] | None:
    clause = scene.clause
    counted = any(each.unit == "civilians" for each in clause.counts)
    if (
        (counted or clause.civilians)
        and _TRAPPED.search(scene.text)
        and not clause.named_in(clause.signs.get("losses", ()))
    ):
        return "neutral", "civilians_trapped", 2 if counted else 1
    if clause.counts and all(each.unit in ("civilians", "soldiers") for each in clause.counts):
        if _spans(scene, "losses") and not _spans(scene, "war_over"):
            return NOTHING  # deaths of others than the group are events, no claims of its strength
    return None


def _ability(scene: _Scene) -> tuple[str, str, int] | None:
    """They can no longer; nobody can any longer against them."""
    for start, end in _spans(scene, "lost_ability"):
        words = scene.text[start:end].lower()
        subject = _subject(scene, start) or _object(scene, end)
        if subject == "state":
            if _has(scene, "group", "war") and (
                _spans(scene, "end_act")
                or _spans(scene, "end_state")
                or _spans(scene, "clear_act")
                or re.search(r"\b(?:win|contain|stop)\b", scene.text)
            ):
                return "persists", "persistence_state", 3
            return NOTHING
        if (
            subject in ("group", "it", "land", "war")
            or (scene.clause.language == "ar" and _has(scene, "group", "land"))
            or (subject is None and scene.clause.language == "ar")
        ):
            if re.search(r"exist|" + plain("وجود"), words) or re.search(
                r"no longer (?:exist|active|present)", scene.text
            ):
                return "ends", "defeat_declared", 3
            final = _AGAIN.search(scene.text[max(0, start - 20) :]) and not re.search(
                r"no longer|" + plain("لم "), words
            )
            return ("ends" if final else "weakens"), "capability", 3
    return None


_NOBODY_LEFT = re.compile(
    r"\b(?:no|not a single|not one|no more|none of the|hardly any|zero)\b(?! (?:less|fewer|more) than)[\w' -]{0,30}?\b(?:left|remain\w*|exists?|in (?:the|this|our)|any ?more|any longer|survive\w*)\b|\bthere (?:is|are|were|was) (?:now )?(?:no|not a single|not one)\b(?! (?:sign|evidence|doubt|question|proof|indication|reason|need|end|other|way))",
    re.IGNORECASE,
)


def _losses(scene: _Scene) -> tuple[str, str, int] | None:
    """So many fighters were killed, captured, gave up."""
    clause = scene.clause
    for each in clause.counts:
        near = [start for start, _ in _spans(scene, "losses") if abs(start - each.start) < 90]
        if (
            each.unit == "fighters"
            and near
            and not _GUERRILLA_LEFT.search(scene.text)
            and not _STILL.search(scene.text)
            and not clause.future
        ):
            return ("weakens", "losses_estimate", 2) if clause.attributed else NOTHING
    return None


def _end(scene: _Scene) -> tuple[str, str, int] | None:
    """It is over, they are defeated, the last pocket will be cleared; with a negation, it goes on."""
    clause = scene.clause
    later = clause.future
    if (losses := _losses(scene)) is not None:
        return losses
    nobody = _NOBODY_LEFT.search(scene.text)
    if nobody and any(role == "group" and nobody.start() <= a <= nobody.end() + 12 for a, _, role in scene.roles):
        return "ends", "defeat_declared", 3
    for kind in ("war_over", "victory", "end_state", "end_act", "cleared", "clear_act"):
        for start, end in _spans(scene, kind):
            found = _end_of(scene, kind, start, end, later)
            if found is not None:
                return found
    return None


def _end_of(scene: _Scene, kind: str, start: int, end: int, later: bool) -> tuple[str, str, int] | None:
    clause, text = scene.clause, scene.text
    not_so = (
        _negated(scene, start)
        or (kind == "war_over" and any(start < at <= end for at, _ in clause.negated))
        or _negated(scene, end)
    )
    prediction = later or clause.stance in ("expects", "vows") or clause.modality == "intent" or clause.has_deadline
    if kind in ("end_act", "clear_act") and any(
        re.match(r"take |long way|years|cannot|refus", text[a:b]) and a < start for a, b in _spans(scene, "remain")
    ):
        return None
    how = "defeat_deadline" if clause.ordered else "defeat_prediction" if prediction else "defeat_declared"
    if kind == "war_over":
        rest = text[start:end]
        if re.search(r"\b(?:not|never|far from|n't|no)\b|" + plain(r"(?<!\w)(?:لم|لن|لا)(?!\w)"), rest):
            not_so = True
        return ("persists", "persistence_state", 3) if not_so else ("ends", how, 3)
    if kind == "victory":
        if not (_has(scene, "group", "war", "it") or re.search(r"victory|" + plain("نصر"), text)):
            return None
        if re.match(
            r"(?:end|defeat|fall|elimination|eradication|destruction|annihilation|liquidation|death|demise|collapse|dissolution|dismantling|disbandment|extinction) of\b",
            text[start:end],
            re.IGNORECASE,
        ):
            target = _object(scene, end - 1)
            if (
                target not in ("group", "war", "it")
                or re.match(r"(?:fall|destruction|death) of", text[start:end])
                and target != "group"
            ):
                return None
        if clause.speaker_side == "rebel" and not clause.groups:
            return ("strengthens", "persistence_prediction", 2) if not not_so else None
        return ("persists", "persistence_state", 3) if not_so else ("ends", how, 3)
    passive = bool(_PASSIVE.search(text[max(0, start - 30) : start]))
    before, after = _subject(scene, start), _object(scene, end)
    if kind in ("cleared", "clear_act"):
        return _land(scene, kind, start, end, passive, not_so, prediction)
    if text[start:end].lower() == "gone" and not passive:
        return None
    intransitive = (
        passive or kind == "end_state" and bool(_INTRANSITIVE.match(text[start:end])) and after not in ("group",)
    )
    if clause.language == "ar":
        patient = "group" if _has(scene, "group", "war") or clause.pronoun else None
        if patient == "group" and before == "state" and not _has(scene, "group", "war"):
            patient = None
    else:
        patient = _inside(scene, start, end) or (before if intransitive else after)
        if patient is None and kind == "end_act":
            patient = after
        if patient is None and intransitive and clause.groups:
            patient = "group"
        if patient == "it" or patient is None and clause.pronoun and intransitive:
            patient = "group" if clause.attributed or clause.anaphors or clause.groups else None
    if patient == "land" and kind in ("end_state", "end_act"):
        patient = (
            "group"
            if _has(scene, "group")
            or re.search(r"pocket|stronghold|base|camp|enclave|hideout|caliphate|bastion", text, re.IGNORECASE)
            else None
        )
        if patient:
            return (
                None
                if not_so
                else (
                    ("ends" if _WHOLE.search(text) or prediction else "weakens"),
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
        r"\b(?:camps?|bases?|hideouts?|leaders?|commanders?|supply|weapons|vehicles|stores?|caches?|positions|trenches|leadership|convoys?|finances?)\b",
        text[end : end + 60] if not intransitive else text[max(0, start - 50) : start],
    )
    if patient == "group" and (part or possessions) and not _WHOLE.search(text) and not not_so and not prediction:
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
        return NOTHING if not _has(scene, "group") or not_so else None
    return None


def _land(
    scene: _Scene, kind: str, start: int, end: int, passive: bool, not_so: bool, prediction: bool
) -> tuple[str, str, int] | None:
    clause, text = scene.clause, scene.text
    word = text[start:end].lower()
    if (
        clause.counts
        and any(each.unit in ("fighters", "bodies", "soldiers") for each in clause.counts)
        and re.match(r"captur|seiz|recover|secur|" + plain("اسر|اعتقل"), word)
    ):
        return None  # captures of men, finds of weapons
    if not (clause.land or clause.places or clause.groups or _has(scene, "group", "it")):
        return None
    before = _subject(scene, start)
    agent = None if passive else before
    if clause.language == "ar":
        agent = "state" if clause.state else "group" if _has(scene, "group") else None
    by = re.search(r"\bby (?:the |a )?([\w' -]{3,40})", text[end:])
    if passive and by:
        tail = end + by.start()
        agent = next((role for a, _, role in scene.roles if tail <= a <= tail + 24), None)
    holds = bool(re.match(r"control|hold|held|" + plain("[يتسن]*سيطر|السيطره"), word))
    falls = bool(re.match(r"fall|fell|" + plain("[سيت]*سقط"), word))
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
                ("ends" if prediction or _WHOLE.search(text) else "weakens"),
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
    if passive and agent is None and not (clause.land or clause.places or _has(scene, "group", "it")):
        return None
    if kind == "clear_act" and agent not in ("state", "it") and not passive and not clause.state:
        if (
            clause.language == "en"
            and not (prediction and (clause.land or clause.places))
            and not clause.stance == "vows"
        ):
            return None
    if not_so:
        return "persists", "territory_held_prediction", 2
    rid = re.match(r"(?:freed?|rid|clear\w*|cleans\w*|purged) (?:of|from)\b", text[start : end + 5]) and _has(
        scene, "group"
    )
    whole = (
        bool(_WHOLE.search(text))
        or bool(prediction and (clause.land or clause.places))
        or bool(rid and passive and not re.search(r"villages?|part|some|most|half", text))
    )
    if clause.ordered:
        return "ends", "defeat_deadline", 3
    return ("ends" if whole else "weakens"), ("territory_loss_prediction" if prediction else "territory_loss"), 2


def _again(scene: _Scene) -> tuple[str, str, int] | None:
    """They regroup, come back, grow."""
    clause = scene.clause
    for start, end in _spans(scene, "regroup"):
        subject = _subject(scene, start) or _object(scene, end)
        if subject in ("state", "civilians") or not (_has(scene, "group", "it", "war") or clause.language == "ar"):
            continue
        if _negated(scene, start):
            return "weakens", "capability", 2
        return "persists", "resurgence_warning", 3
    for start, end in _spans(scene, "rise"):
        word = scene.text[start:end].lower()
        subject = _subject(scene, start)
        if subject is None:
            subject = _object(scene, end)
        if clause.language == "ar":
            subject = (
                "group"
                if _has(scene, "group") or (clause.pronoun or clause.speaker_side == "rebel") and not clause.state
                else "state"
            )
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
            r"\b(?:able|ability|capable of|capacity|capability|means|strength) (?:to )?$|\b(?:can|could) (?:still )?$",
            scene.text[max(0, start - 25) : start],
        ):
            continue
        if re.match(
            r"increas|reclaim|escalat|intensif|advanc|step|spread|expan|launch|resum|surg|multipl|doubl|tripl|more attacks|new attacks|fresh attacks|retaliat|take|exploit|fill",
            word,
        ) and subject not in ("group", "it", "war"):
            continue
        if _negated(scene, start) or re.search(r"\b(?:prevent|stop|avoid|deter)\w*\b", scene.text[:start]):
            if re.search(r"\b(?:prevent|stop|avoid|deter)\w*\b", scene.text[:start]):
                return NOTHING
            return ("ends" if clause.future else "weakens"), "capability", 2
        return "strengthens", "resurgence_warning", 3
    return None


def _losing(scene: _Scene) -> tuple[str, str, int] | None:
    """It loses land, and is driven out."""
    clause = scene.clause
    for start, end in _spans(scene, "lost"):
        subject = _subject(scene, start)
        if clause.language == "ar":
            subject = "group" if _has(scene, "group") or clause.pronoun else "state"
        if subject not in ("group", "it") or _negated(scene, start):
            continue
        if not (clause.land or clause.places or clause.counts or _spans(scene, "weak")):
            continue
        prediction = clause.future or clause.stance == "expects"
        last = bool(
            re.search(
                r"\b(?:last|all|every|final|entire)\b(?! year| month| week)|"
                + plain(r"(?<!\w)(?:اخر|كل|جميع|كامل)(?!\w)"),
                scene.text[end : end + 30],
                re.IGNORECASE,
            )
        )
        return ("ends" if last else "weakens"), ("territory_loss_prediction" if prediction else "territory_loss"), 2
    return None


def _count(scene: _Scene) -> tuple[str, str, int] | None:
    """So many of them are left, hide, or were killed."""
    clause, text = scene.clause, scene.text
    ours = [
        each for each in clause.counts if each.unit in ("fighters", "bodies", "percent", "cells", "pockets", "camps")
    ]
    if not ours:
        return _area(scene)
    first = ours[0]
    if first.unit in ("fighters", "bodies", "percent") and _spans(scene, "losses") and not clause.civilians:
        killed = [start for start, _ in _spans(scene, "losses")]
        if (
            first.unit == "fighters"
            and any(abs(at - first.start) < 90 for at in killed)
            and not _GUERRILLA_LEFT.search(text)
            and not _STILL.search(text)
        ):
            return ("weakens", "losses_estimate", 2) if clause.attributed else NOTHING
    if first.unit == "bodies":
        return ("persists" if first.op in ("<", "<=") else "weakens"), "losses_estimate", 2
    if first.unit == "percent":
        return None
    if not (clause.attributed or clause.group_named or clause.anaphors or clause.fighters):
        return None
    away = any(
        re.search(r"away|escap|slip|fled|hid|at large|regroup|" + plain("مختب|فر|هرب"), text[a:b])
        for a, b in _spans(scene, "remain")
    )
    if away or _spans(scene, "rise"):
        return ("strengthens" if _spans(scene, "rise") else "persists"), "strength_estimate", 3
    if (
        first.op in ("<", "<=", "=", "range", "several")
        and _LITTLE.search(text)
        and (first.op != "=" or _LITTLE.search(text[max(0, first.start - 20) : first.end + 30]))
    ):
        return "weakens", "strength_estimate", 3
    if _spans(scene, "weak") or _spans(scene, "lost"):
        return "weakens", "strength_estimate", 2
    present = (
        _STILL.search(text)
        or _spans(scene, "remain")
        or re.search(
            r"\b(?:has|have|there are|number\w*|commands?|includes?|consists?|strength|estimated|between|in the|organi[sz]ed|armed|spread|gathered|estimates?|put the|puts the)\b",
            text,
        )
    )
    if present or clause.language == "ar":
        return "persists", "strength_estimate", 2
    return None


def _area(scene: _Scene) -> tuple[str, str, int] | None:
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
        _spans(scene, "remain")
        or _spans(scene, "weak")
        or _spans(scene, "clear_act")
        or re.search(r"\b(?:left|remain\w*|control|hands?)\b|" + plain("سيطره|يسيطر|بيد|متبق"), text)
    ):
        return None
    if not (_has(scene, "group", "it") or clause.land):
        return None
    state = _subject(scene, held[0].start) == "state"
    if state and not re.search(r"\b(?:left|remain\w*)\b", text):
        return None
    if _spans(scene, "weak") or _LITTLE.search(text):
        return "weakens", "territory_remaining", 3
    return "persists", "territory_remaining", 2


def _holding(scene: _Scene) -> tuple[str, str, int] | None:
    """They remain, hide, fight on, hold."""
    clause, text = scene.clause, scene.text
    for start, end in _spans(scene, "remain"):
        word = text[start:end].lower()
        subject = _subject(scene, start)
        if subject is None:
            subject = _object(scene, end) if clause.language == "en" else None
        if clause.language == "ar":
            subject = "group" if _has(scene, "group", "war") or clause.pronoun else "state" if clause.state else None
        if word.startswith("pos") and word.endswith(" no"):
            return "weakens", "capability", 2
        if (
            clause.speaker_side == "rebel"
            and re.match(r"held|hold", word)
            and (clause.land or clause.places)
            and not _negated(scene, start)
        ):
            return "persists", "territory_held_prediction" if clause.future else "territory_remaining", 2
        if subject in ("state", "civilians") and not re.match(
            r"war|far from|take |last |long |no end|cannot|safe haven|remnants|sleeper|no sign|"
            + plain("فلول|خلايا|جيوب|[يت]حتاج"),
            word,
        ):
            continue
        if subject is None and not (
            clause.group_named
            or clause.anaphors
            or re.match(
                r"war |take |last |long |years|no end|no sign|cannot|safe haven|sleeper|dormant|remnant|other pockets|pockets|guerrilla|far from over|not over|"
                + plain("فلول|خلايا"),
                word,
            )
        ):
            continue
        if subject == "land" and not (
            _has(scene, "group")
            or re.search(r"pocket|cell|stronghold|enclave|hideout|" + plain("جيوب|معاقل"), text, re.IGNORECASE)
        ):
            continue
        if subject == "war" and not (_DANGER.search(text) or clause.language == "ar"):
            continue
        own_no = re.match(r"not |far from|nev?er|have no|no sign|" + plain("لم |لن |لا [يت]زال|ما [يت]?زال"), word)
        if _negated(scene, start) and not own_no:
            gone = re.match(
                r"surviv|exist|remain|endure|continu|go on|persist|last|presen|"
                + plain("[سيت]*بق|وجود|[يت]*وجد|[سيت]*ستمر"),
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
        ) and not (clause.land or clause.places or _STILL.search(text)):
            continue
        held = bool(
            re.search(
                r"control|hold|held|occup|rule|grip|domin|" + plain("سيطر|تحكم|[يت]ملك"), text[start : end + 25].lower()
            )
        ) and (bool(clause.land) or bool(clause.places))
        if held and _LITTLE.search(text) and not _STILL.search(text):
            return "weakens", "territory_remaining", 2
        if held:
            return "persists", ("territory_held_prediction" if clause.future else "territory_remaining"), 2
        if re.match(r"able to|capable|ha(?:s|ve) the|capacity|can |retain|" + plain("قادر|[يت]ستطيع"), word):
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


def _weakening(scene: _Scene) -> tuple[str, str, int] | None:
    """They are broken, cornered, cut off, on the run."""
    clause = scene.clause
    for start, end in _spans(scene, "weak"):
        subject = _inside(scene, start, end) or _subject(scene, start)
        if subject in (None, "state", "it"):
            other = _object(scene, end)
            subject = other if other == "group" else subject
        if clause.language == "ar":
            subject = "group" if _has(scene, "group", "war") or clause.pronoun else "state"
        if subject == "it" and not (clause.groups or clause.anaphors or clause.attributed):
            continue
        if subject == "land" and not _has(scene, "group"):
            subject = None
        if subject not in ("group", "it", "land"):
            if subject != "war" or re.match(r"contain|check|surround|trapp", scene.text[start:end]):
                continue
        if _negated(scene, start):
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


_MATTER = re.compile(
    r"\b(?:it|this|that|all|everything|victory|the (?:end|battle|war|operation|fight|liberation|fall|defeat|rest))\b[^,.;]{0,40}(?:\b(?:matter|question) of\b|\b(?:is|be|'s|was|are) (?:only |just |now |a |mere |few |some )*(?:hours|days|weeks|months)\b|\b(?:hours|days|weeks|months) (?:away|left|from))"
    r"|\b(?:only|just|no more than|but) (?:a )?(?:few |handful of |matter of |couple of )*(?:hours|days|weeks|months)\b[^,.;]{0,30}\b(?:remain|left|away|to go|separate|before|from|until|needed)"
    r"|\b(?:only|just) (?:a )?(?:few |couple of )(?:hours|days|weeks)\b|\b(?:hours|days|weeks|months),? (?:and )?(?:not|rather than)(?: in)? (?:days|weeks|months|years)\b",
    re.IGNORECASE,
)


def _matter(scene: _Scene) -> tuple[str, str, int] | None:
    """It is a matter of days."""
    clause = scene.clause
    ends = clause.attributed and clause.has_horizon and clause.speaker_side in ("government", "coalition", None)
    if ends and (
        _MATTER.search(scene.text)
        or clause.language == "ar"
        and re.search(
            plain(r"(?<!\w)(?:مسألة|قضية) (?:أيام|أسابيع|ساعات|وقت)|أيام (?:لا|وليس)|(?:لم )?يبق"), scene.text
        )
    ):
        return "ends", "defeat_prediction", 2
    return None


def _success(scene: _Scene) -> tuple[str, str, int] | None:
    """The operation was a success; the deadline was met."""
    clause = scene.clause
    for start, _ in _spans(scene, "success"):
        if not clause.war and not re.search(
            r"\b(?:operation|deadline|target|campaign|offensive|tide|upper hand)\b", scene.text, re.IGNORECASE
        ):
            continue
        if clause.speaker_side == "rebel" or _subject(scene, start) == "group":
            continue
        return ("persists", "verdict", 2) if _negated(scene, start) else ("weakens", "verdict", 2)
    return None


def _timeline(scene: _Scene) -> tuple[str, str, int] | None:
    """The troops need a few more days."""
    clause = scene.clause
    if (
        clause.has_horizon
        and clause.attributed
        and clause.state
        and clause.speaker_side != "rebel"
        and _TIMELINE.search(scene.text)
    ):
        if clause.future or re.search(r"\b(?:need|take|require|until)\w*\b", scene.text):
            return "neutral", "timeline", 1
    return None
