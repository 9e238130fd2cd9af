"""Whether a text, or the passage around a sentence, tells of a war, by the words of war in it."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from smoulder.lexicon import plain
from smoulder.referents import GENERIC, Named
from smoulder.war_places import tables

HALF = 0.5  # of the sentences of an article that is about a war
NAMING, THIRD = 3, 1 / 3
NEAR = 600  # letters before a sentence, and half as many behind it, in which its subject may be named
TALK_OF_WAR = 2  # different words of war that make a passage one of war
SURE, LIKELY, ENOUGH = 3, 2, 5  # words of war alone that make a text one of war, or that with so many of both kinds

_ARABIC = re.compile("[\u0621-\u064a]")
_SMALL = "[a-z\u0621-\u064a][a-z\u0621-\u064a-]*"  # a word in small letters: a team has capitals
_WORD = re.compile(rf"(?<![\w-]){_SMALL}")
_RUN, _BEGINS = re.compile(r"[\w-]+"), re.compile(_SMALL)
_LEAD = re.compile(r"^[وف]?(?:[بك]?ال|لل|[بكل])?(?=..)")


@cache
def _lists() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    sure, also, other = (frozenset(plain(tables()["war"][kind]).split()) for kind in ("sure", "also", "other"))
    return sure, sure | also, other


@lru_cache(4)
def _different(text: str) -> frozenset[str]:
    """The different words of a text in small letters, Arabic ones also without what is written before them."""
    runs = set(_RUN.findall(plain(text)))  # a word begins where such a run does
    words = {word[0] for run in runs if (word := _BEGINS.match(run))}
    if not text.isascii() and _ARABIC.search(text):
        words |= {_LEAD.sub("", word) for word in words}
    return frozenset(words)


def is_of_war(text: str) -> bool:
    """Whether a text tells of a war: three words of war more than of sports and trade, or two among enough."""
    sure, every, other = _lists()
    words = _different(text)
    more = len(words & sure) - len(words & other)
    return more >= SURE or (more >= LIKELY and len(words & every) >= ENOUGH)


def speaks_of_fighting(text: str) -> bool:
    """Whether a text has two different words of war."""
    return len(_different(text) & _lists()[1]) >= TALK_OF_WAR


@lru_cache(4)
def _told(text: str) -> tuple[list[int], list[str]]:
    """Where the words of war of a plain text stand, and what they are."""
    _, every, _ = _lists()
    if not text.isascii() and _ARABIC.search(text):
        small = ((each.start(), each[0]) for each in _WORD.finditer(text))
        found = [(at, _LEAD.sub("", word) if word not in every and _ARABIC.match(word) else word) for at, word in small]
        told = [each for each in found if each[1] in every]
    else:
        told = sorted((at, word) for word in _different(text) & every for at in _where(text, word))
    return [at for at, _ in told], [word for _, word in told]


def _where(text: str, word: str) -> Iterator[int]:
    """Where a word in small letters stands that is no part of a longer one."""
    at = text.find(word)
    while at >= 0:
        if (match := _WORD.match(text, at)) and match[0] == word:
            yield at
        at = text.find(word, at + 1)


def talk_of_war(text: str, start: int, end: int) -> int:
    """How many different words of war stand around a sentence."""
    return len(set(_between(text, max(0, start - NEAR), end + NEAR // 2)))


def _between(text: str, start: int, end: int) -> list[str]:
    starts, words = _told(text)
    return words[bisect_left(starts, start) : bisect_left(starts, end)]


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
    begin = sorted(each.start for each in groups)
    naming = [bisect_left(begin, start) < bisect_left(begin, end) for start, end in spans]
    told = [named or bool(_between(text, *span)) for named, span in zip(naming, spans, strict=True)]
    return sum(told) >= HALF * len(told) or (sum(naming) >= NAMING and sum(told) >= THIRD * len(told))
