"""Words of a running text as names are looked up by them, in Latin and Arabic letters."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from smoulder.lineage import fold
from smoulder.spans import Spanned
from smoulder.spellings import ARABIC, WORD, plain_arabic

PREFIXES = frozenset("وفبلك")
BETWEEN = frozenset([*" -–\n\u00a0", "'s ", "’s "])
POSSESSIVE = re.compile("['’]s$", re.IGNORECASE)


class Word(NamedTuple):
    """A word: where it stands, how it is looked up, and whether it is written as a name is (a capital, or Arabic)."""

    start: int
    end: int
    key: str
    named: bool


def key(name: str) -> str:
    """A name as it is looked up: without case, accents and possessive, and with one form of each Arabic letter.

    >>> key("Deir ez-Zor"), key("Lord's Army"), key("الأنبار")
    ('deir ez zor', 'lord army', 'الانبار')
    """
    return " ".join([_key(word if word.isalnum() else POSSESSIVE.sub("", word)) for word in WORD.findall(name)])


@lru_cache(50_000)
def _key(word: str) -> str:
    return plain_arabic(word) if ARABIC.search(word) else fold(word) or word.lower()


@lru_cache(4)  # a text is read for places, for groups and for others
def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text in order, without a possessive ending."""
    words = []
    for found in WORD.finditer(text):
        word, start = found[0], found.start()
        if not word.isalnum():
            word = POSSESSIVE.sub("", word)
        first = word[0]
        words.append(Word(start, start + len(word), _key(word), first.isupper() or "\u0620" <= first <= "\u06d3"))
    return tuple(words)


@lru_cache(4)
def run_on(text: str) -> tuple[bool, ...]:
    """Whether the next word of a text follows each with one space, hyphen or possessive between."""
    return (*(text[word.end : later.start] in BETWEEN for word, later in pairwise(words_of(text))), False)


def covered(text: str, spans: Iterable[Spanned]) -> bytearray:
    """A mark for each letter of a text, 1 where one of the spans stands."""
    marks = bytearray(len(text) + 1)
    for each in spans:
        marks[each.start : each.end] = b"\1" * (each.end - each.start)
    return marks


def readings(word: Word) -> Iterator[Word]:
    """A word, and if it is Arabic what is left of it without the prepositions and conjunctions written into it."""
    yield word
    if word.key[0] not in PREFIXES or len(word.key) < 4:
        return
    for cut in (1, 2):
        if not set(word.key[:cut]) <= PREFIXES or len(word.key) - cut < 3:
            return
        left = word.key[cut:]
        if word.key[cut - 1] == "ل" and left.startswith("ل"):
            yield word._replace(start=word.start + cut, key="ا" + left)
        yield word._replace(start=word.start + cut, key=left)


def longest_names(
    text: str, words: Sequence[Word], starts: Mapping[str, int], known: Container[str], small: Container[str] = ()
) -> Iterator[tuple[int, int, str]]:
    """The names in a text, each the longest that begins where it does, none within another: start, end and key.

    starts: how many words the longest known name has by its first word; known: the keys of names; small: of those that
    need no capital.
    """
    until = 0
    for number, word in enumerate(words):
        if number < until or (word.key not in starts and word.key[0] not in PREFIXES):
            continue
        for first in readings(word) if word.key[0] in PREFIXES else (word,):
            if first.key not in starts:
                continue
            if found := _longest(text, [first, *words[number + 1 : number + starts[first.key]]], known, small):
                yield first.start, found[0].end, found[1]
                until = number + found[2]
                break


def _longest(
    text: str, words: list[Word], known: Container[str], small: Container[str]
) -> tuple[Word, str, int] | None:
    best = None
    last, *_ = words
    name, named = "", False
    for size, word in enumerate(words, start=1):
        if size > 1 and text[last.end : word.start] not in BETWEEN:
            break
        name, named, last = f"{name} {word.key}" if name else word.key, named or word.named, word
        if name in known and (named or name in small):
            best = word, name, size
    return best
