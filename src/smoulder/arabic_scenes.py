"""An Arabic clause as a scene: where words of a kind stand, whether they are denied, and who does it or has it done.

A verb at the head of its clause has its subject behind it, any other verb has the noun phrase before it; a verbal noun
is of whom it stands with ("هزيمة التنظيم").
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from smoulder.inflections_ar import joined, noun_forms, states
from smoulder.lexicon import lexicon, plain
from smoulder.scenes import Clause, Scene

NOT = re.compile(
    plain(
        r"(?<!\w)[وفبل]?(?:(?:لا|لم|لن|ليس\w*|غير|دون|بدون|عدم|ألا|بلا)\s+(?:\S+\s+){0,1}|ما\s+|"
        r"لم [يت]عد(?:وا)?\s+(?:\S+\s+){0,3}|ليس\w*\s+(?:في|من|لدى|هناك)\s+(?:\S+\s+){0,3})$"
    )
)
NOT_A_NOT = re.compile(plain(r"(?:ما|لا|لم)\s+[يت]?ز|(?:لم|لا|لن)\s+\S+\s+(?:سوى|إلا)|ما\s+(?:تبقى|بقي|يجري|إذا)"))
FIRST_PERSON = re.compile(plain(r"[وفل]?س?ن\w{3,}|\w{3,}نا"))
OWN = re.compile("(?:ه|ها|نا|هم)$")
LAND = frozenset(("km2", "km", "metres", "villages", "towns", "districts", "buildings", "pockets"))
TAKES = re.compile(plain(r"(?<!\w)[وف]?س?[يت](?:ستغرق|حتاج|تطلب|لزم|طول)\w*"))
NEAR = 16  # letters between a verb and its subject
PREPOSITION = re.compile(
    plain(
        r"(?<!\w)[وف]?(?:من|على|إلى|في|ضد|عن|أمام|مع|بين|حالما|متى|فور|بعد|عندما|قبل|إذا|كلما|حين|رغم|بيد|أيدي|قبضة|"
        r"لدى|عبر|داخل|خارج|قرب|تحت|خلال|منذ|حول|نحو|باتجاه|لصالح|بفضل|بسبب|على يد|باسم)(?!\w)"
    )
)
_IN_A_PHRASE = re.compile(rf"{PREPOSITION.pattern}\s+(?:\S+\s+)?$")
_ATTACHED = re.compile(plain(r"[وف]?(?:ب|ل|لل|ك)(?!\w{0,2}$)"))
_OF_IT = re.compile(
    plain(
        r"(?<!\w)[وف]?(?:(?:علي|ل|من|ب|في|إلي|ضد|عن|لدي|عند|أمام)|[بل]?(?:نهايت|هزيمت|زوال|انهيار|دحر|قوت|صفوف|قدرت|قدرات|قيادت|"
        r"قادت|مقاتلي|عناصر|خلايا|حواضن|حاضنت|موارد|عمليات|هجمات|نشاط|معاقل|مواقع|جيوب|أسلحت|سلاح|رجال|أفراد|زعيم|أمير|"
        r"انشقاقات|شعبيت|تمويل|معنويات|سند|صفوف|خطوط|ملاذات|أوكار|بنيت|هيكل|ضربات|تهديد|خطر|نفوذ))(?:ها|ه|هم)(?!\w)"
    )
)
_STILL = re.compile(plain(r"(?<!\w)[وف]?(?:ما|لا) $"))
_HEAD = re.compile(plain(r"(?:^|[,;:~]|(?<!\w)(?:قد|لقد|سوف|لم|لن|لا|ما|حيث|ثم|لكن|بل|أن|إن))\s*$"))


class Hit(NamedTuple):
    """Where words stand, whether they are denied, and whose they are: group, state, war, civilians, or not known."""

    start: int
    end: int
    negated: bool
    agent: str | None


def hits(scene: Scene, text: str, table: str) -> Iterator[Hit]:
    """The words of a table of ar_states.toml in the clause, but for those within a group's name."""
    for match in _found(table, text):
        if any(a <= match.start() < b for a, b in scene.clause.groups):
            continue
        left = text[max(0, match.start() - 30) : match.start()]
        if _STILL.search(left) and match.group().startswith(plain("زال")):
            continue
        if _DAWN.match(text, match.start()):
            continue
        negated = bool(
            (no := NOT.search(left)) and not NOT_A_NOT.match(left[no.start() :].strip() + " " + match.group())
        )
        if negated and _WHAT.search(left) and re.search("(?:ه|ها)$", match.group()):
            negated = False  # "what it has lost"
        yield Hit(match.start(), match.end(), negated, agent_of(scene, text, match.start(), match.end(), table))


_DAWN = re.compile(plain(r"فجر (?:اليوم|أمس|يوم|غد|ال(?:اثنين|إثنين|ثلاثاء|أربعاء|خميس|جمعة|سبت|أحد)|\d)"))
_WHAT = re.compile(plain(r"(?<!\w)[وفبل]?ما\s+$"))


@lru_cache(512)
def _found(table: str, text: str) -> tuple[re.Match[str], ...]:
    """A clause is asked for the words of a table again and again."""
    return tuple(states(table).finditer(text))


@lru_cache(64)
def nouns(table: str) -> re.Pattern[str]:
    """The verbal nouns of a table as a pattern."""
    return joined(noun_forms(word) for word in lexicon("ar_states")[table].get("nouns", ()))


def is_noun(text: str, start: int, end: int, table: str) -> bool:
    """Whether words of a table are a verbal noun."""
    return bool(nouns(table).fullmatch(text[start:end]))


def agent_of(scene: Scene, text: str, start: int, end: int, table: str = "ended") -> str | None:
    """Who a word is of; "we" is the speaker's side, "they" the group."""
    rebel = scene.clause.speaker_side == "rebel"
    if FIRST_PERSON.fullmatch(text[start:end].split()[0]):
        return "group" if rebel else "state"
    roles = [
        (a, b, "group" if rebel and role == "state" and OWN.search(text[a:b]) else role)
        for a, b, role in scene.roles
        if text[a] != "~" and role != "land"
    ]
    for a, _, role in roles:
        if start <= a < end:
            return role
    behind = [role for a, _, role in roles if end <= a <= end + NEAR and not PREPOSITION.search(text[end:a])]
    first = text[start] in "وف" or bool(_HEAD.search(text[:start]))
    if behind and (first or is_noun(text, start, end, table)):
        return behind[0]
    if before := subject_before(roles, text, start):
        if before == "state" and not rebel and _THEY.search(text[start:end]) and not _soldiers(roles, text, start):
            return "group"
        return before
    if behind:
        return behind[0]
    if not rebel and re.search(r"(?<![يت]ك)(?:ون|وا)(?:ه|ها|هم)?(?!\w)", text[start:end]):
        return "group"  # "they"
    far = [role for a, _, role in roles if a >= end and role in ("group", "war", "civilians")]
    if far:
        return far[0]
    return "group" if scene.clause.pronoun or rebel else None


_THEY = re.compile(r"(?<![يت]ك)(?:ون|وا)(?:ه|ها|هم)?(?!\w)")
_SOLDIERS = re.compile(plain(r"جنود|ضباط|رجال|أبطال|حلفا|غزا|روس|قبائل|شباب|\w(?:ين|ون)(?!\w)|قادة|وزراء|مسؤول"))


def _soldiers(roles: list[tuple[int, int, str]], text: str, at: int) -> bool:
    """Whether people of the state stand before a word, whom a plural verb goes with."""
    return any(role == "state" and b <= at and _SOLDIERS.search(text[a:b]) for a, b, role in roles)


def subject_before(roles: list[tuple[int, int, str]], text: str, at: int) -> str | None:
    """Whose the first noun phrase before a word is, none behind a preposition; a group's attack is the group."""
    last: tuple[int, str] | None = None
    for a, b, role in roles:
        if b > at:
            break
        if last and text[last[0] : a].strip() in ("", plain("ال")):
            last = b, role if last[1] in ("war", "civilians") and role == "group" else last[1]
            continue
        if last is None and not _IN_A_PHRASE.search(text[:a]) and not _ATTACHED.match(text[a:b]):
            last = b, role
    if last:
        return last[1]
    before = [role for _, b, role in roles if b <= at]
    return before[-1] if before else None


def about(scene: Scene) -> bool:
    """Whether a group, its war, or "they" are spoken of."""
    clause = scene.clause
    return bool(
        clause.groups
        or clause.fighters
        or clause.anaphors
        or clause.war
        or clause.pronoun
        or clause.armed_count
        or (clause.attributed and not clause.civilians and not clause.state)
        or (clause.attributed and _OF_IT.search(clause.text))
    )


def later(clause: Clause) -> bool:
    """Whether the clause is of what may come."""
    return (
        clause.future
        or clause.stance in ("expects", "vows")
        or clause.modality in ("conditional", "possible", "likely")
    )


def over_before(scene: Scene, text: str, at: int) -> bool:
    """Whether an end is told before: "it is beaten and can no longer strike"."""
    every = [*hits(scene, text, "ended"), *hits(scene, text, "end")]
    return any(each.end <= at and not each.negated and each.agent != "state" for each in every)
