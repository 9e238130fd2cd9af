"""The actors that a text names: armed groups by the names of the lineage, words that stand for them, and all others.

"The group", "the militants" stand for the group that the text is about: the one named most,
or the one named just before
where the text has several. A group on the side of a government or a coalition is not meant by them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from smoulder.claim import Article, Mention
from smoulder.group_names import NamedGroup, generic, generic_starts, groups_named
from smoulder.lineage import Lineage
from smoulder.spans import last_stop
from smoulder.spellings import ARABIC
from smoulder.state_actors import others_in
from smoulder.tokens import Word, covered, longest_names, words_of
from smoulder.war_places import allied, here, tables
from smoulder.war_talk import is_of_war

LATE, SELDOM = 2 / 3, 2  # of a text's length, from where on a group named so often at most may be named in passing
EARLY = 200  # letters of a text's head
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


def actors_in(article: Article, lineage: Lineage) -> tuple[Mention, ...]:
    """The actors that an article names or means, in order, none within another.

    refers_to: for an armed group its name in the lineage; kinds: armed_group, armed_group_part, state, state_force,
    coalition, igo, ngo, media, person.
    """
    text = article.text
    words = words_of(text)
    named = groups_named(article, lineage)
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


def _meant(article: Article, words: Sequence[Word], named: Sequence[NamedGroup]) -> list[Mention]:
    """Words for fighters and for a group as a whole, each with the group that is meant by it."""
    text = article.text
    many, one = generic()
    fought = here(article) if is_of_war(text) else None
    kin = {each for each, other in pairwise(named) if KIN.fullmatch(text[each.end : other.start])}
    counts: Counter[str] = Counter()
    for each in named:
        if each not in kin:
            counts[each.group] += 1 + 2 * (each.start < EARLY)
    listed = [each for each in named if each.listed]
    parts = tables()["umbrellas"].get(fought, ())
    late = all(each.start > LATE * len(text) or (each.start > EARLY and each.group in parts) for each in listed)
    if fought and len(listed) <= SELDOM and late:
        counts[fought] += 1 + counts.total()
    if not counts:
        return []
    allies = allied(counts.keys()) - {fought}
    against = {group: count for group, count in counts.items() if group not in allies}
    most = max(against, key=lambda group: (against[group], group == fought))
    taken = covered(text, named)
    found = []
    known = {**many, **one}
    for start, end, word in longest_names(text, words, generic_starts(), known, known):
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


COMPLEMENT = 60  # letters at most between a word for a group and the group's name that goes with it
_OF = re.compile(r"\s+(?:loyal|belonging|linked|allied)?\s*(?:to|of|from|with)\s+(?:the\s+)?")


def _antecedent(
    start: int, end: int, text: str, named: Sequence[NamedGroup], against: Mapping[str, int], most: str
) -> str:
    """The group that a word means: its own complement's, the last of its sentence, or the one the text names most."""
    for each in named:
        if end < each.start <= end + COMPLEMENT and _OF.fullmatch(text, end, each.start):
            return each.group
    sentence = last_stop(text, start)
    lately = [each for each in named if each.start < start and each.group in against]
    share = against[most] / sum(against.values())
    if lately and lately[-1].start > sentence and share < 0.75:
        return lately[-1].group
    return most if share >= 0.5 or not lately else lately[-1].group
