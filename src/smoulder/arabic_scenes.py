"""An Arabic clause as a scene: where words of a kind stand, whether they are denied, and who does it or has it done."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from smoulder.inflections_ar import states
from smoulder.lexicon import plain
from smoulder.scenes import Clause, Scene

NOT = re.compile(plain(r"(?<!\w)[وف]?(?:لا|لم|لن|ليس\w*|غير|دون|بدون|عدم|ما|ألا|بلا)\s+(?:\S+\s+){0,1}$"))
NOT_A_NOT = re.compile(plain(r"(?:ما|لا|لم)\s+[يت]?ز|(?:لم|لا|لن)\s+\S+\s+(?:سوى|إلا)|ما\s+(?:تبقى|بقي|يجري|إذا)"))
FIRST_PERSON = re.compile(plain(r"[وفل]?س?ن\w{3,}|\w{3,}نا"))
OWN = re.compile("(?:ه|ها|نا|هم)$")


class Hit(NamedTuple):
    """Where words stand, whether they are denied, and whose they are: group, state, war, civilians, or not known."""

    start: int
    end: int
    negated: bool
    agent: str | None


def hits(scene: Scene, text: str, table: str) -> Iterator[Hit]:
    """The words of a table of ar_states.toml in the clause, but for those within a group's name."""
    for match in states(table).finditer(text):
        if any(a <= match.start() < b for a, b in scene.clause.groups):
            continue
        left = text[max(0, match.start() - 30) : match.start()]
        negated = bool(
            (no := NOT.search(left)) and not NOT_A_NOT.match(left[no.start() :].strip() + " " + match.group())
        )
        yield Hit(match.start(), match.end(), negated, agent_of(scene, text, match.start(), match.end()))


def agent_of(scene: Scene, text: str, start: int, end: int) -> str | None:
    """Who a word is of: close behind it, else last before it; "we" is the speaker's side, "they" the group."""
    rebel = scene.clause.speaker_side == "rebel"
    roles = [
        (a, b, "group" if rebel and role == "state" and OWN.search(text[a:b]) else role)
        for a, b, role in scene.roles
        if text[a] != "~" and role != "land"
    ]
    if FIRST_PERSON.fullmatch(text[start:end].split()[0]):
        return "group" if rebel else "state"
    for a, _, role in roles:
        if start <= a < end:
            return role
        if end <= a <= end + 14 and not re.search(
            plain(r"(?<!\w)(?:من|على|إلى|في|ضد|عن|أمام|مع|بين|حالما|متى|فور|بعد|عندما|قبل|إذا|كلما|حين|رغم)(?!\w)"),
            text[end:a],
        ):
            return role
    before = [role for _, b, role in roles if b <= start]
    if before:
        return before[-1]
    behind = [role for a, _, role in roles if a >= end and role in ("group", "war", "civilians")]
    if behind:
        return behind[0]
    return "group" if scene.clause.pronoun or rebel else None


def about(scene: Scene) -> bool:
    """Whether a group, its war, or "they" are spoken of."""
    clause = scene.clause
    return bool(
        clause.groups or clause.fighters or clause.anaphors or clause.war or clause.pronoun or clause.armed_count
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
