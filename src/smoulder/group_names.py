"""The armed groups that a text names, by the names of the lineage and of news, in any spelling, or by their form."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from smoulder.claim import Article
from smoulder.lineage import Lineage
from smoulder.spellings import ARABIC, spelling
from smoulder.tokens import Word, covered, first_words, key, longest_names, run_on, sizes, words_of
from smoulder.unlisted_groups import Unlisted, by_form, by_their_people
from smoulder.war_places import here, led, names_by_place, tables, where
from smoulder.war_talk import is_of_war, speaks_of_fighting

_AFTER = re.compile(r"[ ](\w+)")
SHORT = 5  # letters of a folded spelling, below which only the exact words count


class NamedGroup(NamedTuple):
    """A group named at an offset."""

    start: int
    end: int
    group: str
    listed: bool = True  # not known by its form alone


@dataclass(frozen=True)
class _Names:
    """Names of groups by key and by spelling; risky: those that need a text of fighting; caps: forms of acronyms.

    placed: those that are words of the language, too, and count only where places and years tell whose they are.
    """

    exact: Mapping[str, str]
    spelt: Mapping[str, str]
    starts: Mapping[str, Set[str]]
    caps: Mapping[str, frozenset[str]]
    risky: frozenset[str]
    placed: frozenset[str]


def groups_named(article: Article, lineage: Lineage) -> list[NamedGroup]:
    """The armed groups that an article names: by a name of the lineage or of news, by their leaders, or by the form."""
    text, names = article.text, _names(lineage)
    words, of_war = words_of(text), is_of_war(text)
    fights = of_war or speaks_of_fighting(text)
    placed = {key(name): group for name, group in where(article).items()}
    found: list[NamedGroup] = []
    meant: list[NamedGroup] = []  # by words that any group may be called by
    for start, end, name in longest_names(text, words, names.starts, names.exact, placed):
        written = text[start:end]
        if name in placed and text.startswith(" of ", end):
            continue  # "the remnants of IS" are of no group but that
        if name in placed and _as_written(written, name, names):
            (meant if name.removeprefix("the ") in generic()[0] else found).append(NamedGroup(start, end, placed[name]))
        elif name in names.exact and name not in names.placed and _counts(written, name, names, fights):
            found.append(NamedGroup(start, end, names.exact[name]))
    found += _spelt(text, words, names, covered(text, found)) if fights else []
    found = [*found, *_led(article, words, {each.group for each in found})] or meant
    if of_war:
        found += _unlisted(text, by_form(text, article.language), found)
        if not found and here(article) is None:
            found = _unlisted(text, by_their_people(text, article.language), ())
    return sorted(_with_fighters(text, each) for each in found)


def _unlisted(text: str, told: Iterable[Unlisted], found: Sequence[NamedGroup]) -> list[NamedGroup]:
    """Groups known by the form of their names, where no other is named."""
    taken = covered(text, found)
    return [NamedGroup(*each, False) for each in told if 1 not in taken[each.start : each.end]]


def _led(article: Article, words: Sequence[Word], named: Container[str]) -> list[NamedGroup]:
    """Groups that a text of war names only by their leaders, each twice where it names others."""
    leaders = {key(name): group for name, group in led(article).items() if group not in named}
    if not leaders or not is_of_war(article.text):
        return []
    found = [
        NamedGroup(start, end, leaders[name])
        for start, end, name in longest_names(article.text, words, first_words(leaders), leaders, leaders)
    ]
    counts = Counter(each.group for each in found)
    told = {each.group for each in found if counts[each.group] > 1 or not named}
    return [each for each in found if each.group in told]


def _counts(written: str, name: str, names: _Names, fights: bool) -> bool:
    if name in names.risky and not fights:
        return False
    return _as_written(written, name, names)


def _as_written(written: str, name: str, names: _Names) -> bool:
    return name not in names.caps or any(form in written for form in names.caps[name])


def _spelt(text: str, words: Sequence[Word], names: _Names, taken: bytearray) -> list[NamedGroup]:
    """Groups in another spelling than any that is known."""
    found, joined = [], run_on(text)
    for number, word in enumerate(words):
        if not word.named or taken[word.start] or ARABIC.match(word.key):
            continue
        for size in sizes(joined, number):
            end = words[number + size - 1].end
            if 1 in taken[word.start : end]:
                continue
            folded = spelling(text[word.start : end])
            if len(folded) >= SHORT and folded in names.spelt:
                found.append(NamedGroup(word.start, end, names.spelt[folded]))
                break
    return found


def _with_fighters(text: str, each: NamedGroup) -> NamedGroup:
    """A name with the word for its people that follows: "Maute fighters"."""
    after = _AFTER.match(text, each.end, each.end + 20)
    return each._replace(end=each.end + len(after[0])) if after and key(after[1]) in generic()[0] else each


@cache
def generic() -> tuple[dict[str, None], dict[str, None]]:
    """Words for a group that was named before, by key: of many fighters, and of one group."""
    told = tables()["generic"]
    many, one = ({key(word): None for word in told[kind]} for kind in ("of_many", "of_one"))
    return many, one


@cache
def generic_starts() -> Mapping[str, Set[str]]:
    """The first words of those words."""
    return first_words(chain(*generic()))


@lru_cache(4)
def _names(lineage: Lineage) -> _Names:
    exact: dict[str, str] = {}
    spelt: dict[str, str] = {}
    caps: dict[str, set[str]] = {}
    more, beyond = tables()["groups"], tables()["beyond"]
    pairs = [(name, known.name) for known in lineage.groups.values() for name in known.names]
    pairs += [(name, known.name) for known in lineage.groups.values() for name in more.get(known.name, ())]
    unlisted = [(name, group) for group, names in beyond.items() for name in (group, *names)]
    risky = frozenset(key(name) for name in (*tables()["risky"]["names"], *(name for name, _ in unlisted)))
    pairs += unlisted
    for name, group in pairs:
        words = key(name.partition(" (")[0] if name.endswith(")") else name).split()
        if not words:
            continue
        told = " ".join(words)
        exact.setdefault(told, group)
        if (
            (name.upper() == name or (len(told) <= 4 and not name.istitle()))
            and not ARABIC.search(name)
            and len(told) <= 8
        ):
            caps.setdefault(told, set()).add(name.partition(" (")[0])
        elif told in caps and exact[told] == group:
            caps[told].add(name)
        if not ARABIC.search(name) and name.upper() != name and len(spelling(name)) >= SHORT and told not in risky:
            spelt.setdefault(spelling(name), group)
    for name in names_by_place():
        if name.isupper() and not ARABIC.search(name):
            caps.setdefault(key(name), set()).add(name)
    starts = first_words([*exact, *map(key, names_by_place())])
    placed = frozenset(map(key, tables()["risky"]["placed"]))
    return _Names(exact, spelt, starts, {name: frozenset(forms) for name, forms in caps.items()}, risky, placed)
