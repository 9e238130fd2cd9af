"""Semantic fields: which words of a clause are words of ending, of holding, of hunger, of return.

A word that no marked clause had counts like its neighbours in the field. The words are in fields_en.toml and
fields_ar.toml: verbs, words, and phrases; their forms are made here. Articles and possessives do not count.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from smoulder.inflections import every_form, plural
from smoulder.inflections_ar import entry, stems
from smoulder.lexicon import lexicon, plain

SKIPPED = frozenset("a an the its their his our my your her one's".split())
_WORD = re.compile(r"[a-z][a-z']*|[\u0621-\u064a]+")


class Token(NamedTuple):
    """A word of a plain clause in small letters, and where it stands."""

    start: int
    end: int
    word: str


class Told(NamedTuple):
    """Words of a clause that are of semantic fields: the numbers of the first token and of that behind the last."""

    first: int
    end: int
    fields: tuple[str, ...]


Phrase = tuple[tuple[str, ...], str]  # words as they are looked up, and their field
Keys = Callable[[str], Collection[str]]  # the ways to look up a word of a text


def tokens_in(text: str) -> list[Token]:
    """The words of a plain clause but for articles and possessives."""
    return [
        Token(match.start(), match.end(), match.group())
        for match in _WORD.finditer(text.lower())
        if match.group() not in SKIPPED
    ]


def fields_in(tokens: Sequence[Token], language: str) -> Iterator[Told]:
    """The words that are of fields, in order, the longest phrase first, none within another."""
    known, keys = _phrases(language), stems if language == "ar" else _itself
    at = 0
    while at < len(tokens):
        size, fields = 1, []
        for key in keys(tokens[at].word):
            for words, field in known.get(key, ()):
                if len(words) >= size and _fits(words, tokens, at, keys):
                    fields = [*(fields if len(words) == size else ()), field]
                    size = len(words)
        if fields:
            yield Told(at, at + size, tuple(dict.fromkeys(fields)))
        at += size


def _itself(word: str) -> tuple[str]:
    return (word,)


def _fits(words: Sequence[str], tokens: Sequence[Token], at: int, keys: Keys) -> bool:
    return at + len(words) <= len(tokens) and all(
        word in keys(tokens[at + number].word) for number, word in enumerate(words[1:], 1)
    )


@cache
def _phrases(language: str) -> dict[str, list[Phrase]]:
    """What the file of a language holds, by the first word."""
    found: dict[str, list[Phrase]] = {}
    read = _arabic if language == "ar" else _english
    for field, table in lexicon(f"fields_{language}").items():
        for words in dict.fromkeys(read(table)):
            found.setdefault(words[0], []).append((words, field))
    return found


def _english(table: dict[str, list[str]]) -> Iterator[tuple[str, ...]]:
    for each in table.get("verbs", ()):
        head, *rest = _words(each)
        yield from ((form, *rest) for form in every_form(head))
    for each in table.get("words", ()):
        *lead, last = _words(each)
        yield from ((*lead, form) for form in (last, plural(last)))
    for each in table.get("phrases", ()):
        head, *rest = _words(each.removeprefix("~"))
        yield from ((form, *rest) for form in (every_form(head) if each.startswith("~") else (head,)))


def _words(entry: str) -> list[str]:
    return [word for word in plain(entry.lower()).replace("-", " ").split() if word not in SKIPPED]


def _arabic(table: dict[str, list[str]]) -> Iterator[tuple[str, ...]]:
    for each in table.get("verbs", ()):
        perfect, *imperfect = plain(each).split()
        yield (perfect,)
        if imperfect and len(imperfect[0]) > 2:
            yield (imperfect[0],)
    for each in (*table.get("words", ()), *table.get("phrases", ())):
        yield tuple(entry(word) for word in plain(each).split())
