"""A clause as a scene: who is named in it, who does what to whom, and the words that are signs.

A clause is made ready once; the rules of the grammar then ask who stands before and behind a sign.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from smoulder.lexicon import one_of

Spans = tuple[tuple[int, int], ...]


Told = tuple[str, str, int]  # direction and type as in `claim`, and how strongly the words tell it


NOTHING = ("", "", 0)


WHOLE = re.compile(
    r"\b(?:what (?:is|was) left of|the rest of|fully|completely|entire(?:ly)?|totally|total|complete|all|whole|"
    r"every|the last|last|final(?:ly)?|"
    r"once and for all|for good|100|permanently|border)\b",
    re.IGNORECASE,
)


LITTLE = re.compile(
    r"\b"
    + one_of(
        (
            "only,just,merely,a mere,no more than,not more than,at most,fewer than,less than,under,barely,a few,"
            "narrow (?:small|tiny|narrow|area|strip|pocket|patch|corner|part),"
            "very (?:small|tiny|narrow|area|strip|pocket|patch|corner|part),"
            "a handful,small,tiny,remaining,left,confined,reduced"
        ).split(","),
        any_case=True,
    )
    + r"\b",
    re.IGNORECASE,
)


STILL = re.compile(
    r"\b(?:still|remain\w*|continu\w+|even now|to this day)\b",
    re.IGNORECASE,
)


LEFT = re.compile(r"\b(?:left|remain(?:ed|ing|s)?|remnants?|survive[ds]?)\b", re.IGNORECASE)


PREPOSITION = re.compile(
    r"\b(?:against|of|by|from|with|for|over|into|near|between|among|under|on|in|at|across|inside|around|"
    r"outside|behind|along)"
    r"\s+(?:(?:the|a|an|its|their|his|this|that|these|those|several|some|all|many|two|three|most|"
    r"other)\s+)?(?:[\w'-]+\s+)?$",
    re.IGNORECASE,
)


class Count(NamedTuple):
    """A quantity in a clause: where it stands, its unit and bound."""

    start: int
    end: int
    unit: str
    op: str


class Clause(NamedTuple):
    """A clause made ready to be judged: its plain text, who is named where, and what is known of how it is said.

    signs: words that are signs, by kind; groups: named armed groups; anaphors, fighters, war, land, state, civilians:
    words for them; places: named places; negated: what negations govern; pronoun: it speaks of "them" without naming
    anybody; attributed: somebody says it; denied: it says that it is not believed.
    """

    text: str
    language: str
    signs: Mapping[str, Spans]
    groups: Spans
    anaphors: Spans
    fighters: Spans
    war: Spans
    land: Spans
    state: Spans
    civilians: Spans
    places: Spans
    negated: Spans
    counts: tuple[Count, ...]
    stance: str
    speaker_side: str | None
    modality: str
    attributed: bool
    direct: bool
    future: bool
    question: bool
    denied: bool
    ordered: bool
    has_horizon: bool
    has_deadline: bool
    pronoun: bool
    elsewhere: bool = False  # a place is named in it that the title does not name
    warned: bool = False  # it is feared, or warned of
    of_title: bool = False  # a place is named in it that the title names
    supposed: bool = False  # it stands under a condition: "if they go, ..."

    @property
    def group_named(self) -> bool:
        """Whether an armed group is named."""
        return bool(self.groups)

    @property
    def armed_count(self) -> bool:
        """Whether fighters or bodies are counted."""
        return any(each.unit in ("fighters", "bodies") for each in self.counts)

    def named_in(self, spans: Spans) -> bool:
        """Whether a named group stands within 40 characters of such words."""
        return any(abs(start - begin) < 40 for start, _ in self.groups for begin, _ in spans)


class Statement(NamedTuple):
    """What a clause states: direction, type and modality as in `claim`.

    doubt: how likely it is that it states nothing of a group; sure: how likely its direction is if it states something.
    """

    direction: str
    claim_type: str
    modality: str
    doubt: float
    sure: float


class Scene(NamedTuple):
    """A clause and who is who in it."""

    clause: Clause
    text: str
    roles: tuple[tuple[int, int, str], ...]


_PRONOUN = re.compile(r"\b(they|them|it|we|us|our|he|their|its)\b", re.IGNORECASE)


def roles_of(clause: Clause) -> tuple[tuple[int, int, str], ...]:
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
    for match in _PRONOUN.finditer(clause.text) if clause.language == "en" else ():
        word = match.group().lower()
        if word in ("they", "them", "their"):
            role = "state" if clause.speaker_side == "rebel" and clause.direct else "group"
        elif word in ("we", "us", "our"):
            role = "group" if clause.speaker_side == "rebel" else "state"
        else:
            role = "it"
        roles.append((match.start(), match.end(), role))
    return tuple(sorted(roles))


def doer(scene: Scene, at: int) -> str | None:
    """Who stands before a word and behind no preposition: the nearest."""
    for start, end, role in reversed(scene.roles):
        word = scene.text[start:end].lower()
        if end > at or word in ("our", "them", "us") or scene.text[end : end + 2] == "'s":
            continue
        if role == "war" or word in ("they", "we", "it", "he"):
            return role
        if not PREPOSITION.search(scene.text[max(0, start - 30) : start]):
            return role
    return None


def done_to(scene: Scene, at: int) -> str | None:
    """Who stands behind a word, close by."""
    for start, end, role in scene.roles:
        if start >= at and start - at <= 40:
            return role
        if start < at <= end:
            return role
    return None


def inside(scene: Scene, start: int, end: int) -> str | None:
    """The group or the war that is named within the words themselves: "finish them off", "end the insurgency"."""
    return next((role for a, b, role in scene.roles if start < a and b <= end and role in ("group", "war")), None)


def has(scene: Scene, *roles: str) -> bool:
    """Whether anybody of such roles is named."""
    return any(role in roles for _, _, role in scene.roles)


def signs(scene: Scene, kind: str) -> tuple[tuple[int, int], ...]:
    """Where signs of a kind stand."""
    return scene.clause.signs.get(kind, ())


def negated(scene: Scene, at: int) -> bool:
    """Whether a negation governs the word there."""
    return any(start <= at <= end for start, end in scene.clause.negated)
