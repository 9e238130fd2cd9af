"""The actors that a text names: armed groups by the names of the lineage, words that stand for them, and all others.

"The group", "the militants" stand for the group that the text is about: the one named most,
or the one named just before
where the text has several. A group on the side of a government or a coalition is not meant by them.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from smoulder.claim import Article, Mention
from smoulder.lexicon import one_of, plain
from smoulder.lineage import Lineage
from smoulder.spellings import ARABIC, spelling
from smoulder.state_actors import others_in
from smoulder.tokens import Word, adjoining, covered, key, longest_names, words_of
from smoulder.war_places import allied, here, led, names_by_place, tables, where
from smoulder.war_talk import is_of_war

EARLY = 200  # letters of a text's head
SHORT = 5  # letters of a folded spelling, below which only the exact words count
FIGHTING = re.compile(
    r"\b"
    + one_of(
        (
            r"militants?|rebels?|rebellion|insurgen\w+|guerrillas?|fighters?|gunmen|terroris\w+|jihad\w*|extremists?|troops|"
            r"army|soldiers|attack|attacks|attacked|attackers|bomb\w*|kill|kills|killed|killing|killings|cease-?fire|offensive|war|armed|fighting|clashes|"
            r"ambush\w*|military|airstrikes?|peace|surrender\w*|disarm\w*"
        ).split("|"),
        any_case=True,
    )
    + r"\b|مسلح|مقاتل|قتل|هجوم|هجمات|الحرب|الجيش|العسكري|القوات|إرهاب|الإرهاب|انتحاري|تفجير|قصف|معارك|اشتباكات",
    re.IGNORECASE,
)
# Whose fighters: those of a government or of an unnamed side are not the group's.
OF_OTHERS = re.compile(
    r"\b(government|pro-government|loyalist|kurdish|tribal|allied|friendly|coalition|peshmerga|militia|former|ex|foreign|afghan"
    r"|moderate|opposition|local|vigilante|u\.?s\.?|american|un|no|other|rival|both|two|these two|all)[- ]+$",
    re.IGNORECASE,
)
FOREIGN = re.compile(r"\bforeign $", re.IGNORECASE)
# "the al-Qaeda branch JNIM" is JNIM
KIN = re.compile(
    r"(?:['’]s)?[- ](?:local |regional |\w+ )?(?:branch|affiliates?|offshoot|franchise|linked|affiliated|aligned|"
    r"allied)(?: group| coalition| alliance| movement)?,? (?:the )?"
)
ONLY = re.compile(r"(?<!\w)(?:the|this|that|these|those|its|his|their)\s+(?:\w+\s+)?$", re.IGNORECASE)


class _Named(NamedTuple):
    start: int
    end: int
    group: str


@dataclass(frozen=True)
class _Names:
    """Names of groups by key and by spelling; risky: those that need a text of fighting; caps: forms of acronyms."""

    exact: Mapping[str, str]
    spelt: Mapping[str, str]
    starts: Mapping[str, int]
    caps: Mapping[str, frozenset[str]]
    risky: frozenset[str]


def actors_in(article: Article, lineage: Lineage) -> tuple[Mention, ...]:
    """The actors that an article names or means, in order, none within another.

    refers_to: for an armed group its name in the lineage; kinds: armed_group, armed_group_part, state, state_force,
    coalition, igo, ngo, media, person.
    """
    text = article.text
    words = words_of(text)
    named = [*_named(article, words, _names_of(lineage))]
    found = [Mention(text[each.start : each.end], each.start, each.end, each.group, "armed_group") for each in named]
    found += _meant(article, words, named)
    found += others_in(article)
    return _apart(found)


def _apart(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """In order, the longer one where two overlap."""
    kept: list[Mention] = []
    for each in sorted(mentions, key=lambda mention: (mention.start, -mention.end)):
        if kept and each.start < kept[-1].end:
            longer = each.end - each.start > kept[-1].end - kept[-1].start
            if each.kind == "armed_group" and (longer or kept[-1].kind in ("state", "state_force")):
                kept[-1] = each  # "the Kokang army" is no army of a state
            continue
        kept.append(each)
    return tuple(kept)


def _named(article: Article, words: Sequence[Word], names: _Names) -> list[_Named]:
    """Armed groups by name."""
    text = article.text
    fights = _fights(text) or is_of_war(plain(text))
    placed = {key(name): group for name, group in where(article).items()}
    found: list[_Named] = []
    meant: list[_Named] = []  # by words that any group may be called by
    for start, end, name in longest_names(text, words, names.starts, names.exact.keys() | placed.keys(), placed):
        written = text[start:end]
        if name in placed and _as_written(written, name, names):
            (meant if name in _generic()[0] else found).append(_Named(start, end, placed[name]))
        elif name in names.exact and _counts(written, name, names, fights):
            found.append(_Named(start, end, names.exact[name]))
    found += _spelt(text, words, names, covered(text, found)) if fights else []
    found = [*found, *_led(article, words, {each.group for each in found})] or meant
    return sorted(_with_fighters(text, each) for each in found)


def _led(article: Article, words: Sequence[Word], named: Container[str]) -> list[_Named]:
    """Groups that a text of war names only by their leaders, each twice where it names others."""
    leaders = {key(name): group for name, group in led(article).items() if group not in named}
    if not leaders or not is_of_war(plain(article.text)):
        return []
    found = [
        _Named(start, end, leaders[name])
        for start, end, name in longest_names(article.text, words, _starts(leaders), leaders, leaders)
    ]
    counts = Counter(each.group for each in found)
    told = {each.group for each in found if counts[each.group] > 1 or not named}
    return [each for each in found if each.group in told]


def _fights(text: str) -> bool:
    """Whether a text has two different words of fighting."""
    words = set()
    for found in FIGHTING.finditer(text):
        words.add(found[0].lower())
        if len(words) > 1:
            return True
    return False


def _counts(written: str, name: str, names: _Names, fights: bool) -> bool:
    if name in names.risky and not fights:
        return False
    return _as_written(written, name, names)


def _as_written(written: str, name: str, names: _Names) -> bool:
    return name not in names.caps or any(form in written for form in names.caps[name])


def _spelt(text: str, words: Sequence[Word], names: _Names, taken: bytearray) -> list[_Named]:
    """Groups in another spelling than any that is known."""
    found = []
    for number, word in enumerate(words):
        if not word.named or taken[word.start] or ARABIC.match(word.key):
            continue
        for size in (3, 2, 1):
            group = words[number : number + size]
            if len(group) < size or 1 in taken[word.start : group[-1].end] or not adjoining(text, group):
                continue
            folded = spelling(text[word.start : group[-1].end])
            if len(folded) >= SHORT and folded in names.spelt:
                found.append(_Named(word.start, group[-1].end, names.spelt[folded]))
                break
    return found


def _with_fighters(text: str, each: _Named) -> _Named:
    """A name with the word for its people that follows: "Maute fighters"."""
    after = re.match(r"[ ](\w+)", text[each.end : each.end + 20])
    return each._replace(end=each.end + len(after[0])) if after and key(after[1]) in _generic()[0] else each


def _meant(article: Article, words: Sequence[Word], named: Sequence[_Named]) -> list[Mention]:
    """Words for fighters and for a group as a whole, each with the group that is meant by it."""
    text = article.text
    many, one = _generic()
    fought = here(article) if is_of_war(plain(text)) else None
    kin = {each for each, other in pairwise(named) if KIN.fullmatch(text[each.end : other.start])}
    counts: Counter[str] = Counter()
    for each in named:
        if each not in kin:
            counts[each.group] += 1 + 2 * (each.start < EARLY)
    if fought and len(named) <= SELDOM and all(each.start > LATE * len(text) for each in named):
        counts[fought] += 1 + counts.total()
    counts = counts or Counter(each.group for each in named)
    if not counts:
        return []
    allies = allied(counts.keys())
    against = {group: count for group, count in counts.items() if group not in allies}
    most = max(against, key=lambda group: (against[group], group == fought))
    taken = covered(text, named)
    found = []
    known = {**many, **one}
    for start, end, word in longest_names(text, words, _starts(known), known, known):
        if 1 in taken[start:end]:
            continue
        if foreign := FOREIGN.search(text[max(0, start - 10) : start]):
            found.append(Mention(foreign[0] + text[start:end], start - len(foreign[0]), end, most, "armed_group_part"))
            continue
        if OF_OTHERS.search(text[max(0, start - 20) : start]):
            continue
        before = ONLY.search(text[max(0, start - 25) : start])
        if word in one and not before and not ARABIC.match(word):
            continue
        the = re.search(r"(?<!\w)the\s+$", text[max(0, start - 5) : start], re.IGNORECASE)
        begins = start - (len(the[0]) if the else 0)
        group = _antecedent(start, end, text, named, against, most)
        found.append(Mention(text[begins:end], begins, end, group, "armed_group"))
    return found


LATE, SELDOM = 2 / 3, 2  # of a text's length, from where on a group named so often at most may be named in passing
_VOICE = re.compile(
    r"\b(?:commander|spokes\w+|leader|official|officer|member|fighter|representative|emir|deputy|negotiator)s? "
    r"(?:of|for|from|in|with) (?:the )?$",
    re.IGNORECASE,
)
_VOICE_AFTER = re.compile(
    r"(?:['’]s)? (?:\w+ )?(?:commander|spokes\w+|leader|official|officer|fighter|representative|chief|channel|radio)\b"
    r"|(?:[ -]held| rule)\b"
)


def _in_passing(text: str, each: _Named) -> bool:
    """Whether a group is named as that of a speaker, or as the ruler of a place."""
    return bool(_VOICE.search(text, max(0, each.start - 40), each.start) or _VOICE_AFTER.match(text, each.end))


COMPLEMENT = 60  # letters at most between a word for a group and the group's name that goes with it
_OF = re.compile(r"\s+(?:loyal|belonging|linked|allied)?\s*(?:to|of|from|with)\s+(?:the\s+)?")


def _antecedent(start: int, end: int, text: str, named: Sequence[_Named], against: Mapping[str, int], most: str) -> str:
    """The group that a word means: its own complement's, the last of its sentence, or the one the text names most."""
    for each in named:
        if end < each.start <= end + COMPLEMENT and _OF.fullmatch(text, end, each.start):
            return each.group
    sentence = max(text.rfind(stop, 0, start) for stop in (". ", "\n", "؟ ", "! ", "? "))
    lately = [each for each in named if each.start < start and each.group in against]
    share = against[most] / sum(against.values())
    if lately and lately[-1].start > sentence and share < 0.75:
        return lately[-1].group
    return most if share >= 0.5 or not lately else lately[-1].group


@cache
def _generic() -> tuple[dict[str, None], dict[str, None]]:
    told = tables()["generic"]
    many, one = ({key(word): None for word in told[kind]} for kind in ("of_many", "of_one"))
    return many, one


@lru_cache(4)
def _names(groups: tuple[tuple[str, tuple[str, ...]], ...]) -> _Names:
    exact: dict[str, str] = {}
    spelt: dict[str, str] = {}
    caps: dict[str, set[str]] = {}
    more, beyond = tables()["groups"], tables()["beyond"]
    pairs = [(name, group) for group, names in groups for name in names]
    pairs += [(name, group) for group, _ in groups for name in more.get(group, ())]
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
    starts = _starts([*exact, *map(key, names_by_place())])
    return _Names(exact, spelt, starts, {name: frozenset(forms) for name, forms in caps.items()}, risky)


def _starts(names: Iterable[str]) -> dict[str, int]:
    """How many words the longest name has by its first word."""
    starts: dict[str, int] = {}
    for name in names:
        first, *rest = name.split()
        starts[first] = max(starts.get(first, 1), 1 + len(rest))
    return starts


def _names_of(lineage: Lineage) -> _Names:
    return _names(tuple((known.name, known.names) for known in lineage.groups.values()))
