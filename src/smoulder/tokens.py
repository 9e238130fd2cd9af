"""Words of a running text as names are looked up by them, in Latin and Arabic letters."""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache, partial
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


_word = partial(tuple.__new__, Word)  # of its four parts: a NamedTuple's own call costs most of a text's words


@lru_cache(1 << 13)  # the names of lists are asked for with every text
def key(name: str) -> str:
    """A name as it is looked up: without case, accents and possessive, and with one form of each Arabic letter.

    >>> key("Deir ez-Zor"), key("Lord's Army"), key("الأنبار")
    ('deir ez zor', 'lord army', 'الانبار')
    """
    if name.isascii() and "'" not in name and "`" not in name:  # most names: no letter of theirs is folded
        return " ".join(WORD.findall(name.lower()))
    return " ".join([_looked_up(word)[1] for word in WORD.findall(name)])


@lru_cache(50_000)
def _looked_up(word: str) -> tuple[int, str, bool]:
    """How many letters a word has without a possessive ending, how it is looked up, and whether it is a name's."""
    word = word if word.isalnum() else POSSESSIVE.sub("", word)
    arabic = not word.isascii() and ARABIC.search(word)
    folded = plain_arabic(word) if arabic else fold(word) or word.lower()
    return len(word), folded, word[0].isupper() or "\u0620" <= word[0] <= "\u06d3"


@lru_cache(4)  # a text is read for places, for groups and for others
def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text in order, without a possessive ending."""
    words = []
    for found in WORD.finditer(text):
        start = found.start()
        length, folded, named = _looked_up(found[0])
        words.append(_word((start, start + length, folded, named)))
    return tuple(words)


@lru_cache(4)
def _numbers(text: str) -> tuple[dict[str, list[int]], list[int]]:
    """The numbers of a text's words by their keys, and of those that may begin with an Arabic preposition."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for number, (_, _, name, _) in enumerate(words_of(text)):
        by_key[name].append(number)
    prefixed = [name for name in by_key if name[0] in PREFIXES] if not text.isascii() else []
    return by_key, sorted(number for name in prefixed for number in by_key.pop(name))


def keys_of(text: str) -> set[str]:
    """The keys of a text's words, and of what is left of those that may begin with an Arabic preposition."""
    by_key, prefixed = _numbers(text)
    words = words_of(text)
    return {*by_key, *(each.key for number in prefixed for each in readings(words[number]))}


@lru_cache(4)
def run_on(text: str) -> tuple[bool, ...]:
    """Whether the next word of a text follows each with one space, hyphen or possessive between."""
    return (*[text[word.end : later.start] in BETWEEN for word, later in pairwise(words_of(text))], False)


def sizes(joined: Sequence[bool], number: int) -> tuple[int, ...]:
    """Of how many words a name may be that begins with one of a text's, the most first: three, while they run on."""
    if not joined[number]:
        return (1,)
    return (3, 2, 1) if joined[number + 1] else (2, 1)


def covered(text: str, spans: Iterable[Spanned]) -> bytearray:
    """A mark for each letter of a text, 1 where one of the spans stands."""
    marks = bytearray(len(text) + 1)
    for each in spans:
        marks[each.start : each.end] = b"\1" * (each.end - each.start)
    return marks


def around(
    noun: re.Pattern[str], pattern: re.Pattern[str], text: str, before: int = 140, behind: int = 60
) -> Iterator[re.Match[str]]:
    """Where a pattern stands that has a noun, tried only around the nouns of a text.

    before, behind: letters that it takes at most before its noun, and looks at behind it.
    """
    at = 0
    for each in noun.finditer(text):
        if each.start() < at:
            continue
        end = text.find(" ", each.end() + behind)
        if found := pattern.search(text, max(at, each.start() - before), end if end >= 0 else len(text)):
            yield found
            at = found.end()


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


_NOTHING: frozenset[str] = frozenset()


def first_words(names: Iterable[str]) -> dict[str, Set[str]]:
    """The first words of names, by key, each with what the longer names that it begins go on from.

    >>> {first: sorted(longer) for first, longer in first_words(["raqqa", "tel abyad", "tel al hamis"]).items()}
    {'raqqa': [], 'tel': ['tel', 'tel al']}
    """
    firsts: dict[str, Set[str]] = {}
    longer: dict[str, set[str]] = defaultdict(set)
    for name in names:
        first, *more = name.split()
        firsts[first] = _NOTHING
        begun = first
        for word in more:
            longer[first].add(begun)
            begun = f"{begun} {word}"
    return firsts | longer


def longest_names(
    text: str,
    words: Sequence[Word],
    starts: Mapping[str, Container[str]],
    known: Container[str],
    small: Container[str] = (),
) -> Iterator[tuple[int, int, str]]:
    """The names in a text, each the longest that begins where it does, none within another: start, end and key.

    starts: the first words of the names; known: the keys of names that need a capital; small: of those that need none;
    words: those of the text, or the first of them.
    """
    until, joined = 0, run_on(text)
    by_key, begin = _numbers(text)
    for number in sorted([*begin, *(each for first in by_key.keys() & starts.keys() for each in by_key[first])]):
        if number < until:
            continue
        if number >= len(words):
            break
        word = words[number]
        for first in readings(word) if word.key[0] in PREFIXES else (word,):
            if first.key not in starts:
                continue
            last = later = number
            longest, name, named = "", first.key, first.named
            if (named and name in known) or name in small:
                longest = name
            longer = starts[name]
            while name in longer and joined[later] and later + 1 < len(words):
                later += 1
                name, named = f"{name} {words[later].key}", named or words[later].named
                if (named and name in known) or name in small:
                    last, longest = later, name
            if longest:
                yield first.start, words[last].end, longest
                until = last + 1
                break
