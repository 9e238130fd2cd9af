"""Names that are written in many ways: Arabic letters in Latin ones, one folded spelling, and whether two are alike.

A transliterated name has no one spelling: "Baguz", "Bagouz", "Baghuz" and "الباغوز" are one village. Articles go,
letters that stand for the same sound become one, and what is left is compared: at least 88% alike, or the same
consonants.
"""

import re
from functools import lru_cache
from operator import itemgetter

from rapidfuzz import fuzz

from smoulder.lineage import fold

ALIKE = 88  # percent of the folded spelling
ARABIC = re.compile(r"[\u0621-\u064a\u066e-\u06d3]")
WORD = re.compile(r"[^\W_]+(?:['’ʼʿʾ`´‘][^\W_]+)*")
ARTICLES = frozenset("al el as ash az ar an at ad ath adh es ez er en ed et the".split())
MARKS = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200c-\u200f\u202a-\u202e\u2066-\u2069]")
ALEFS = str.maketrans("أإآٱىیکةۀؤئ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "اااايي" + "كههوي" + "0123456789" * 2)
LETTERS = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
        "a b t th j h kh d dh r z s sh s d t z  gh f q k l m n h w y".split(" "),
        strict=True,
    )
) | {"پ": "p", "چ": "ch", "ژ": "zh", "گ": "g", "ڤ": "v", "ء": ""}
# What different tables write for one sound, longest first.
SOUNDS = (
    ("tch", "sh"), ("sch", "sh"), ("ch", "sh"), ("dj", "j"), ("dzh", "j"), ("zh", "j"), ("gh", "g"), ("kh", "k"),
    ("dh", "z"), ("th", "t"), ("ph", "f"), ("ts", "s"), ("tz", "z"), ("q", "k"), ("ck", "k"), ("ce", "se"),
    ("ci", "si"), ("c", "k"), ("x", "ks"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ay", "i"), ("ai", "i"),
    ("ey", "i"), ("ei", "i"), ("ie", "i"), ("ia", "ya"), ("aw", "u"), ("au", "u"), ("o", "u"), ("e", "i"),
    ("v", "w"),
)  # fmt: skip


@lru_cache(8)  # one reader of a text after another asks
def has_arabic(text: str) -> bool:
    """Whether a text has an Arabic letter."""
    return not text.isascii() and ARABIC.search(text) is not None


def plain_arabic(text: str) -> str:
    """Arabic letters without vowel signs and with one form of alef, ya, ta marbuta and hamza; other letters stay.

    >>> plain_arabic("أَرْبيل")
    'اربيل'
    """
    return MARKS.sub("", text).translate(ALEFS)


def latin(text: str) -> str:
    """Arabic letters in Latin ones, without the vowels that Arabic does not write.

    >>> latin("الباغوز")
    'albaghwz'
    """
    return "".join(LETTERS.get(letter, letter) for letter in plain_arabic(text))


@lru_cache(20_000)
def spelling(name: str) -> str:
    """One folded spelling of a name: no article, no double letters, one letter for sounds that tables write apart.

    >>> spelling("Deir ez-Zor"), spelling("Dayr al-Zour"), spelling("Baghuz") == spelling("al-Bagouz")
    ('dir zur', 'dir zur', True)
    """
    words = [folded for word in WORD.findall(name) if (folded := _folded(word))]
    return " ".join(words) or fold(name)


def alike(one: str, other: str) -> bool:
    """Whether two spellings may be of one name; ask also that what they name is of one kind and country.

    >>> alike("Chanahan", "Shanahan"), alike("Baguz", "الباغوز"), alike("Hajin", "Homs")
    (True, True, False)
    """
    left, right = spelling(one), spelling(other)
    if not left or not right:
        return False
    if left == right or fuzz.ratio(left, right) >= ALIKE:
        return True
    arabic = bool(ARABIC.search(one + other))
    bones = skeleton(left, arabic), skeleton(right, arabic)
    enough = len(bones[0]) >= (3 if arabic else 4) or (arabic and fuzz.ratio(left, right) >= 70)
    return bones[0] == bones[1] and enough


def skeleton(folded: str, arabic: bool = False) -> str:
    """The consonants of a folded spelling; arabic: also with the sounds made one that Arabic has no letters for.

    >>> skeleton("baguz"), skeleton("balmira", arabic=True) == skeleton("palmyra", arabic=True)
    ('bgz', True)
    """
    words = [word[0] + re.sub("[aiuwyh']", "", word[1:]) for word in folded.split()]
    bones = "".join(word if word[0] not in "aiu" else "a" + word[1:] for word in words)
    return bones.translate(str.maketrans("pwj", "bfg")) if arabic else bones


_DOUBLE = re.compile(r"(.)\1+")
_first = itemgetter(1)
_LAST_Y = re.compile("(?<=[^aiu])y$|(?<=u)y$")


@lru_cache(50_000)
def _folded(word: str) -> str:
    if not word.isascii() and ARABIC.search(word):
        word = latin(word)
        word = word[2:] if word.startswith("al") and len(word) > 4 else word
    folded = fold(word)
    if folded in ARTICLES:
        return ""
    for written, sound in SOUNDS:
        if written in folded:
            folded = folded.replace(written, sound)
    folded = _DOUBLE.sub(_first, folded)
    folded = _LAST_Y.sub("i", folded) if folded.endswith("y") else folded
    return folded[:-1] if len(folded) > 3 and folded[-1] == "h" and folded[-2] in "aiu" else folded
