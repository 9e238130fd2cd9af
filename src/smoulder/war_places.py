"""Which armed group a text means by a name that several bear, or by none, from the places and years it speaks of."""

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from smoulder.claim import Article
from smoulder.spellings import ARABIC

EVER = 9999  # the last year of a rule that has none
DATELINE = 5  # letters of a word that may stand in capitals at the head of a text
_TOKEN = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_LEAD = re.compile("^[وف]?[بلك]?(?=..)")


class _Rule(NamedTuple):
    """Names that mean a group, or none, where a text has certain words, in the years told."""

    order: int
    names: tuple[str, ...]
    group: str
    first: int
    last: int


# by the first word of what a text may have: all of it, and the rule that it speaks for
_Words = Mapping[str, Sequence[tuple[str, _Rule]]]


@cache
def tables() -> dict[str, Any]:
    """What is told of names in news."""
    return tomllib.loads((files("smoulder") / "text_names.toml").read_text("utf-8"))


def where(article: Article) -> dict[str, str]:
    """The group that each name of several groups means: the one of whose words the text has most."""
    best: dict[str, tuple[int, str]] = {}
    for rule, votes in sorted(_votes(article, _where()).items()):
        for name in rule.names:
            if votes > best.get(name, (0, ""))[0]:
                best[name] = votes, rule.group
    return {name: group for name, (_, group) in best.items()}


@cache
def names_by_place() -> tuple[str, ...]:
    """The names, as they are written in the table, that mean several groups."""
    return tuple(name for told in tables()["where"] for name in told["names"])


@lru_cache(4)
def here(article: Article) -> str | None:
    """The group that fought where and when a text speaks of, by the most words; None if two do or nobody can say."""
    counts: Counter[str] = Counter()
    for rule, votes in _votes(article, _here()).items():
        counts[rule.group] += votes
    leading = counts.most_common(2)
    if not leading or (len(leading) > 1 and leading[0][1] == leading[1][1]):
        return None
    return leading[0][0]


def led(article: Article) -> dict[str, str]:
    """Which group is meant by each leader's name that a text has, in the years in which he led it."""
    day, words = article.published.latest, _words(article.text)
    groups = tables()["leaders"]["groups"]
    return {
        name: group
        for group, first, last, names in groups
        for name in names
        if name.split()[0] in words and day and first <= day.year <= last
    }


def allied(groups: Collection[str]) -> frozenset[str]:
    """Those of the groups of a text that stand with a state there, where others stand against it."""
    found = {each for each in groups if each in tables()["allies"]["names"]} | helping(groups)
    return frozenset(found) if len(found) < len(set(groups)) else frozenset()


def helping(groups: Collection[str]) -> frozenset[str]:
    """Those of the groups of a text that are told of only as they help against another of them."""
    told = tables()["allies"]["against"]
    return frozenset(each for each in groups if any(foe in groups for foe in told.get(each, ())))


def _votes(article: Article, known: _Words) -> Counter[_Rule]:
    """How often a text has words of each rule; of one without a date only those for names and for all later years."""
    day = article.published.latest
    words = _words(article.text)
    votes: Counter[_Rule] = Counter()
    for first in words.keys() & known.keys():
        for name, rule in known[first]:
            if (rule.last == EVER and rule.names) if day is None else rule.first <= day.year <= rule.last:
                votes[rule] += words[first] if name == first else article.text.count(name)
    return votes


@lru_cache(4)
def _words(text: str) -> Counter[str]:
    """How often a text has each word; Arabic ones also without the letters written before them."""
    words = Counter(_TOKEN.findall(text))
    for word, count in list(words.items()):
        if not word.isascii() and ARABIC.match(word):
            for bare in {_LEAD.sub("", word), word[1:] if word[0] in "وف" else ""} - {"", word}:
                words[bare] += count
        elif word.endswith(("'s", "’s")):
            words[word[:-2]] += count
        elif "-" in word:
            words[word.partition("-")[0]] += count
    return words


@cache
def _where() -> _Words:
    return _by_word(
        (_Rule(order, tuple(told["names"]), told["group"], told.get("first", 0), told.get("last", EVER)), told["words"])
        for order, told in enumerate(tables()["where"])
    )


@cache
def _here() -> _Words:
    return _by_word(
        (_Rule(order, (), group, first, last), words)
        for order, (group, first, last, words) in enumerate(tables()["here"]["groups"])
    )


def _by_word(rules: Iterable[tuple[_Rule, Iterable[str]]]) -> _Words:
    found: dict[str, list[tuple[str, _Rule]]] = {}
    for rule, words in rules:
        for word in words:
            for form in {word, word.upper() if len(word) >= DATELINE else word}:
                first = _TOKEN.findall(form)[0]
                found.setdefault(first, []).append((form, rule))
    return found
