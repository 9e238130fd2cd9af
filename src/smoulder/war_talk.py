"""Whether a text, or the passage around a sentence, tells of a war, by the words of war in it."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from smoulder.lexicon import plain
from smoulder.referents import GENERIC, Named
from smoulder.war_places import tables

HALF = 0.5  # of the sentences of an article that is about a war
NAMING, THIRD = 3, 1 / 3
NEAR = 600  # letters before a sentence, and half as many behind it, in which its subject may be named
TALK_OF_WAR = 2  # different words of war that make a passage one of war
SURE, LIKELY, ENOUGH = 3, 2, 5  # words of war alone that make a text one of war, or that with so many of both kinds

_ARABIC = re.compile("[\u0621-\u064a]")
_WORD = re.compile(r"(?<![\w-])[a-z\u0621-\u064a][a-z\u0621-\u064a-]*")  # in small letters: a team has capitals
_LEAD = re.compile(r"^[وف]?(?:[بك]?ال|لل|[بكل])?(?=..)")


class _Told(NamedTuple):
    """The words of war of a text, where they stand, and how many different ones are of war alone, or of other news."""

    starts: tuple[int, ...]
    words: tuple[str, ...]
    sure: int
    other: int


@cache
def _lists() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    sure, also, other = (frozenset(plain(tables()["war"][kind]).split()) for kind in ("sure", "also", "other"))
    return sure, sure | also, other


@lru_cache(4)
def _told(text: str) -> _Told:
    sure, every, other = _lists()
    starts, words, of_peace = [], [], set()
    for found in _WORD.finditer(text):
        word = found[0]
        if word not in every and _ARABIC.match(word):
            word = _LEAD.sub("", word)
        if word in every:
            starts.append(found.start())
            words.append(word)
        elif word in other:
            of_peace.add(word)
    return _Told(tuple(starts), tuple(words), len(sure.intersection(words)), len(of_peace))


def is_of_war(text: str) -> bool:
    """Whether a plain text tells of a war: three words of war more than of sports and trade, or two among enough."""
    told = _told(text)
    more = told.sure - told.other
    return more >= SURE or (more >= LIKELY and len(set(told.words)) >= ENOUGH)


def speaks_of_fighting(text: str) -> bool:
    """Whether a plain text has two different words of war."""
    return len(set(_told(text).words)) >= TALK_OF_WAR


def talk_of_war(text: str, start: int, end: int) -> int:
    """How many different words of war stand around a sentence."""
    return len(set(_between(text, max(0, start - NEAR), end + NEAR // 2)))


def _between(text: str, start: int, end: int) -> tuple[str, ...]:
    told = _told(text)
    return told.words[bisect_left(told.starts, start) : bisect_left(told.starts, end)]


def of_war(text: str, groups: Sequence[Named], start: int, end: int) -> bool:
    """Whether a sentence that names no group stands where one is named, or where there is talk of war.

    A page may tell of a group in one place and of a team, a storm or a vote in another.
    """
    begin = max(0, start - NEAR)
    if any(begin <= each.start < end and not GENERIC.fullmatch(text[each.start : each.end]) for each in groups):
        return True
    return talk_of_war(text, start, end - NEAR // 2) >= TALK_OF_WAR


def about_war(text: str, groups: Sequence[Named], parts: Iterable[tuple[int, int]]) -> bool:
    """Whether every second sentence of a text, parts, names an armed group or has a word of war, or three name one."""
    spans = list(parts)
    naming = [any(start <= each.start < end for each in groups) for start, end in spans]
    told = [named or bool(_between(text, *span)) for named, span in zip(naming, spans, strict=True)]
    return sum(told) >= HALF * len(told) or (sum(naming) >= NAMING and sum(told) >= THIRD * len(told))
