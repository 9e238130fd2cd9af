"""What in a clause speaks for a direction: who says it and how, its words and pairs of them, signs and numbers.

Each pointer is a name; `weighing` knows what each is worth. The names put together what alone says little: a word and
who says it, two words that are neighbours, a number and its bound, a word and that the state is its subject: what is
flight or surrender of an army is none of the group.
"""

import re
from functools import lru_cache
from itertools import pairwise

from smoulder.lexicon import plain
from smoulder.scenes import Clause

MARKS = (
    "future", "has_horizon", "has_deadline", "direct", "pronoun", "denied", "supposed", "attributed", "warned",
    "of_title", "elsewhere", "ordered",
)  # fmt: skip
FIRST = 10  # words before the subject of a clause
_OURS_EN = re.compile(
    r"\W*(?:and |but |that |now |so )?"
    r"(?:we|(?:his|our|its|my) (?:\w+ )?(?:men|forces|troops|soldiers|units|army|fighters|positions))\b",
    re.IGNORECASE,
)
_OURS_AR = re.compile(
    plain(
        r"\W*[وف]?(?:أن )?(?:قواته|قواتها|قواتنا|رجاله|رجالها|رجالنا|جنوده|جنودها|جنودنا|أننا|نحن|مقاتليه|مقاتليها|"
        r"مقاتليهم|وحداته|وحداتها)(?!\w)"
    )
)
SHORT = 4  # letters of a word that keeps its ending
_WORD = re.compile(r"[a-z][a-z']*|[\u0621-\u064a]+")
_ARTICLES = frozenset("a an the".split())
_ENDING = re.compile(r"(?:ing|ed|es|s|e)$")
_ARABIC_LEAD = re.compile(r"^[وف]?(?:[بكل]?ال|لل)?(?=\w{2})")
_ARABIC_ENDING = re.compile(r"(?:هما|كما|هم|ها|هن|نا|كم|ون|ين|ان|وا|ات|ت|ا|ه|ي)$")


def pointers(clause: Clause) -> list[str]:
    """The pointers of a clause, by name, each once."""
    side = side_of(clause)
    found = [*_manner(clause, side), *_words(clause, side)]
    if of_the_state(clause, side):
        found += [name.replace(" ", " state: ", 1) for name in found if name.startswith(("word ", "sign "))]
    return list(dict.fromkeys(found))


def side_of(clause: Clause) -> str:
    """On whose side who speaks is; the author and nobody in particular are sides of their own."""
    side = clause.speaker_side or ("nobody" if clause.attributed else "author")
    return "government" if side == "coalition" else side


def of_the_state(clause: Clause, side: str) -> bool:
    """Whether the first that a clause names is the state, or its speaker's own men where he speaks for the state."""
    if (_OURS_AR if clause.language == "ar" else _OURS_EN).match(clause.text) and side in ("government", "rebel"):
        return side == "government"
    if not clause.state:
        return False
    first = min(clause.state)[0]
    others = (*clause.groups, *clause.fighters, *clause.anaphors, *clause.civilians)
    return all(first < start for start, _ in others) and len(clause.text[:first].split()) <= FIRST


def _manner(clause: Clause, side: str) -> list[str]:
    found = [f"side {side}", f"stance {clause.stance}", f"stance {clause.stance}, {side}"]
    found.append(f"modality {clause.modality}")
    found.append("group named" if clause.groups else "no group named")
    found += [name for name in MARKS if getattr(clause, name)]
    for kind, spans in clause.signs.items():
        found += [f"sign {kind}", f"sign {kind}, {side}"]
        if any(low <= start <= high for low, high in clause.negated for start, _ in spans):
            found.append(f"no sign {kind}")
    for each in clause.counts:
        found += [f"count {each.unit}", f"count {each.unit} {each.op}", f"count {each.unit}, {side}"]
    return found


def _words(clause: Clause, side: str) -> list[str]:
    """Single words, also with who says them, and pairs of neighbours, also over one word; names are but kinds."""
    stems = _stems(clause)
    words = ["<", *stems, ">"]
    return [
        *[f"word {word}" for word in stems],
        *[f"word {word}, {side}" for word in stems],
        *[f"pair {one} {other}" for one, other in pairwise(words)],
        *[f"pair {one} . {other}" for one, other in zip(words, words[2:], strict=False)],
    ]


def _stems(clause: Clause) -> list[str]:
    named = [(start, end, "GROUP") for start, end in clause.groups]
    named += [(start, end, "PLACE") for start, end in clause.places]
    named += [(each.start, each.end, f"COUNT {each.unit}") for each in clause.counts]
    marks = {at: each for each in reversed(named) for at in range(each[0], each[1])}
    stem = stem_ar if clause.language == "ar" else stem_en
    stems: list[str] = []
    told = None
    for match in _WORD.finditer(clause.text.lower()):
        word = match[0]
        if word in _ARTICLES:
            continue
        mark = marks.get(match.start())
        if mark is None:
            stems.append(stem(word))
        elif mark is not told:
            stems.append(mark[2])
        told = mark
    return stems


@lru_cache(20_000)
def stem_en(word: str) -> str:
    """An English word without its ending.

    >>> stem_en("holding"), stem_en("holds"), stem_en("hold")
    ('hold', 'hold', 'hold')
    """
    return _ENDING.sub("", word) if len(word) > SHORT else word


@lru_cache(20_000)
def stem_ar(word: str) -> str:
    """A plain Arabic word without conjunction, article and ending.

    >>> stem_ar("والمسلحون") == stem_ar("المسلحين")
    True
    """
    bare = _ARABIC_LEAD.sub("", word) if len(word) > SHORT - 1 else word
    return _ARABIC_ENDING.sub("", bare) if len(bare) > SHORT else bare
