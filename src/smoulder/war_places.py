"""Which armed group a text means by a name that several bear, or by none, from the places and years it speaks of."""

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from smoulder.claim import Article
from smoulder.spellings import ARABIC

DATELINE = 5  # letters of a word that may stand in capitals at the head of a text
_TOKEN = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_LEAD = re.compile("^[وف]?[بلك]?(?=..)")


class _Rule(NamedTuple):
    """Names that mean a group where a text has one of the words, single or in a row, in the years told."""

    names: tuple[str, ...]
    single: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]  # the first word, and all of them
    group: str
    first: int
    last: int


@cache
def tables() -> dict[str, Any]:
    """What is told of names in news."""
    return tomllib.loads((files("smoulder") / "text_names.toml").read_text("utf-8"))


def where(article: Article) -> dict[str, str]:
    """The group that each name of several groups means: the one of whose words the text has most."""
    best: dict[str, tuple[int, str]] = {}
    for rule, votes in _votes(article, _where()):
        for name in rule.names:
            if votes > best.get(name, (0, ""))[0]:
                best[name] = votes, rule.group
    return {name: group for name, (_, group) in best.items()}


def names_by_place() -> Iterator[str]:
    """The names, as they are written in the table, that mean several groups."""
    return (name for rule in _where() for name in rule.names)


def here(article: Article) -> str | None:
    """The group that fought where and when a text speaks of, by the most words; None if two do or nobody can say."""
    counts: Counter[str] = Counter()
    for rule, votes in _votes(article, _here()):
        counts[rule.group] += votes
    leading = counts.most_common(2)
    if not leading or (len(leading) > 1 and leading[0][1] == leading[1][1]):
        return None
    return leading[0][0]


def led(article: Article) -> dict[str, str]:
    """Which group is meant by each leader's name, in the years in which he led it."""
    day = article.published.latest
    groups = tables()["leaders"]["groups"]
    return {name: group for group, first, last, names in groups for name in names if day and first <= day.year <= last}


def allied(groups: Collection[str]) -> frozenset[str]:
    """Those of the groups of a text that stand with a state there, where others stand against it."""
    found = {each for each in groups if each in tables()["allies"]["names"]} | helping(groups)
    return frozenset(found) if len(found) < len(set(groups)) else frozenset()


def helping(groups: Collection[str]) -> frozenset[str]:
    """Those of the groups of a text that are told of only as they help against another of them."""
    told = tables()["allies"]["against"]
    return frozenset(each for each in groups if any(foe in groups for foe in told.get(each, ())))


def _votes(article: Article, rules: Iterable[_Rule]) -> Iterator[tuple[_Rule, int]]:
    day = article.published.latest
    words = _words(article.text)
    for rule in rules:
        if day is None and rule.first > 0:
            continue
        if day is not None and not rule.first <= day.year <= rule.last:
            continue
        votes = sum(words[word] for word in rule.single if word in words)
        votes += sum(article.text.count(row) for first, row in rule.rows if first in words)
        if votes:
            yield rule, votes


@lru_cache(4)
def _words(text: str) -> Counter[str]:
    """How often a text has each word; Arabic ones also without the letters written before them."""
    words = Counter(_TOKEN.findall(text))
    for word, count in list(words.items()):
        if ARABIC.match(word):
            for bare in {_LEAD.sub("", word), word[1:] if word[0] in "وف" else ""} - {"", word}:
                words[bare] += count
        elif word.endswith(("'s", "’s")):
            words[word[:-2]] += count
        elif "-" in word:
            words[word.partition("-")[0]] += count
    return words


@cache
def _where() -> tuple[_Rule, ...]:
    return tuple(
        _rule(told["names"], told["words"], told["group"], told.get("first", 0), told.get("last", 9999))
        for told in tables()["where"]
    )


@cache
def _here() -> tuple[_Rule, ...]:
    return tuple(_rule((), words, group, first, last) for group, first, last, words in tables()["here"]["groups"])


def _rule(names: Iterable[str], words: Iterable[str], group: str, first: int, last: int) -> _Rule:
    every = [*words]
    every += [word.upper() for word in every if len(word) >= DATELINE and word != word.upper()]
    single = tuple(word for word in every if _TOKEN.fullmatch(word))
    rows = tuple((_TOKEN.findall(word)[0], word) for word in every if word not in single)
    return _Rule(tuple(names), single, rows, group, first, last)
