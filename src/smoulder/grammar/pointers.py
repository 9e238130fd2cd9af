"""What in a clause speaks for a direction: who says it and how, its words in order, and the fields they are of.

Each pointer is a name; `weighing` knows what each is worth. The names put together what alone says little: "take of
the group" and "take of the army" are two, so are an official's figure and a rebel's.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from smoulder.grammar.fields import Token, fields_in, tokens_in
from smoulder.inflections_ar import entry
from smoulder.scenes import Clause, roles_of

MARKS = ("future", "has_horizon", "has_deadline", "direct", "pronoun", "denied", "supposed", "attributed", "warned",
         "of_title", "elsewhere", "ordered")  # fmt: skip
ROLES = ("group", "state", "war", "land", "civilians")
_NOT = frozenset(
    "not no never nobody none nor neither cannot hardly without nothing little far yet "
    "لا لم لن ليس ليست ليسوا غير بدون دون بلا".split()
)
_REACH = 3  # words that a negation governs
_TURNING = frozenset(
    "will would shall could may might can must should if unless until before after when by only still but more less "
    "than had has have been was were be is are "
    "سوف قد حتي قبل بعد اذا لو الا فقط".split()
)
_ENDING = re.compile(r"(?:ing|ed|es|s|e)$")
_ARABIC_ENDING = re.compile(r"(?:ون|ين|ان|وا|ات|ت|ا|ه|ي)$")
_SHORT = 4  # letters of a word that keeps its ending




class Beat(NamedTuple):
    """What counts in the flow of a clause: who is named, a word that turns, or words of fields."""

    role: str | None
    turning: str | None
    fields: tuple[str, ...] = ()

    def names(self) -> tuple[str, ...]:
        """By what it is known to its neighbours."""
        return self.fields or (self.role or self.turning or "",)


def pointers(clause: Clause) -> list[str]:
    """The pointers of a clause, by name, each once."""
    side = side_of(clause)
    tokens = tokens_in(clause.text)
    found = (*_manner(clause, side), *_words(clause, tokens, side), *_flow(_beats(clause, tokens), side, clause.future))
    return list(dict.fromkeys(found))


def side_of(clause: Clause) -> str:
    """On whose side who speaks is; the author and nobody in particular are sides of their own."""
    side = clause.speaker_side or ("nobody" if clause.attributed else "author")
    return "government" if side == "coalition" else side


def _manner(clause: Clause, side: str) -> Iterator[str]:
    yield f"side {side}"
    yield f"stance {clause.stance}"
    yield f"stance {clause.stance}, {side}"
    yield f"modality {clause.modality}"
    yield "group named" if clause.groups else "no group named"
    yield from (name for name in MARKS if getattr(clause, name))
    for each in clause.counts:
        yield from (f"count {each.unit}", f"count {each.unit} {each.op}", f"count {each.unit}, {side}")


def _words(clause: Clause, tokens: Sequence[Token], side: str) -> Iterator[str]:
    """Single words, also with who says them, and pairs of neighbours, also over one word."""
    named = [(start, end, "GROUP") for start, end in clause.groups]
    named += [(start, end, "PLACE") for start, end in clause.places]
    named += [(each.start, each.end, f"COUNT {each.unit}") for each in clause.counts]
    words = ["<"]
    taken: set[int] = set()
    stem = stem_ar if clause.language == "ar" else stem_en
    for token in tokens:
        mark = next((each for each in named if each[0] <= token.start < each[1]), None)
        if mark is None:
            words.append(stem(token.word))
        elif mark[0] not in taken:
            taken.add(mark[0])
            words.append(mark[2])
    for word in words[1:]:
        yield f"word {word}"
        yield f"word {word}, {side}"
    words.append(">")
    for one, other in pairwise(words):
        yield f"pair {one} {other}"
    for one, other in zip(words, words[2:], strict=False):
        yield f"pair {one} . {other}"


def _beats(clause: Clause, tokens: Sequence[Token]) -> Iterator[Beat]:
    marks = [(start, end, role) for start, end, role in roles_of(clause) if role in ROLES]
    marks += [(start, end, "place") for start, end in clause.places]
    marks += [(each.start, each.end, f"count {each.unit}") for each in clause.counts]
    told = {each.first: each for each in fields_in(tokens, clause.language)}
    taken: set[int] = set()
    skip = 0
    for number, token in enumerate(tokens):
        mark = next((each for each in marks if each[0] <= token.start < each[1]), None)
        if mark and mark[0] not in taken:
            taken.add(mark[0])
            yield Beat(mark[2], None)
        if number in told:
            yield Beat(None, None, told[number].fields)
            skip = told[number].end
        elif number >= skip:
            if token.word in _NOT or token.word.endswith("n't"):
                yield Beat(None, "NOT")
            elif token.word in _TURNING:
                yield Beat(None, token.word)


def _flow(beats: Iterable[Beat], side: str, future: bool) -> Iterator[str]:
    """Fields by who stands before them and whether a negation does, and neighbours."""
    subject, negated = "nobody", 0
    before: tuple[str, ...] = ()
    for beat in beats:
        if beat.role:
            subject = beat.role
        elif beat.turning == "NOT":
            negated = _REACH
        elif beat.turning:
            yield f"turn {beat.turning}"
        for field in beat.fields:
            name = f"not {field}" if negated else field
            yield from (f"field {name}", f"field {name}, {side}", f"field {name} of {subject}")
            yield f"field {name} of {subject}, {side}"
            if future:
                yield f"field {name} to come"
        negated = 0 if beat.fields else max(0, negated - 1)
        if beat.turning == "NOT":
            negated = _REACH
        names = beat.names()
        yield from (f"flow {one} {other}" for one in before for other in names)
        before = names


@lru_cache(20_000)
def stem_en(word: str) -> str:
    """An English word without its ending: "holding", "holds" and "hold" are one."""
    return _ENDING.sub("", word) if len(word) > _SHORT else word


@lru_cache(20_000)
def stem_ar(word: str) -> str:
    """A plain Arabic word without conjunction, article and ending."""
    bare = entry(word[1:] if word[0] in "وف" and len(word) > _SHORT - 1 else word)
    return _ARABIC_ENDING.sub("", bare) if len(bare) > _SHORT else bare
