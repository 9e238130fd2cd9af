"""Lists of words from checked-in files, and texts made plain for them: same length, so that offsets stay true.

English and Arabic. Plain means: one kind of quote mark, apostrophe, dash and space, digits 0-9; in Arabic one alef, ya
and ta marbuta, without vowel signs (they become spaces at the end of their word).
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from string import ascii_lowercase, ascii_uppercase
from typing import Any

QUOTE = '"'
SHORT = 200  # letters
_LETTERS: dict[str | int, str] = {
    **dict.fromkeys("“”„‟«»″＂", QUOTE),
    **dict.fromkeys("‘’‛`´ʼ", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f\u200b\u200e\u200f\u202a\u202b\u202c\ufeff\t\x0b\x0c\r", " "),
    **{ord("٠") + digit: str(digit) for digit in range(10)},
    **{ord("۰") + digit: str(digit) for digit in range(10)},
    **dict.fromkeys("أإآٱ", "ا"),
    "ى": "ي",
    "ی": "ي",
    "ک": "ك",
    "ة": "ه",
    "؟": "?",
    "؛": ";",
    "،": ",",
    "٪": "%",
    "٫": ".",
    "٬": ",",
    "…": ".",
}
_SAME = str.maketrans(_LETTERS)
_SIGNED = re.compile(r"[\u0621-\u06d3\u0640\u064b-\u065f\u0670]+")
_SIGN = re.compile(r"[\u0640\u064b-\u065f\u0670]")


def plain(text: str) -> str:
    """The text in plain letters, of the same length: what stands at an offset in one stands there in the other.

    >>> plain("“لن يعودوا” ٢٠١٧"), len(plain("مُسلَّح")) == len("مُسلَّح")
    ('"لن يعودوا" 2017', True)
    """
    return _short(text) if len(text) < SHORT else _plain(text)


@lru_cache(8192)
def _short(text: str) -> str:
    """Words of the lists are asked for again and again."""
    return _plain(text)


def _plain(text: str) -> str:
    text = text.translate(_SAME)
    return _SIGNED.sub(_unsigned, text) if not text.isascii() and _SIGN.search(text) else text


_SMALL = str.maketrans(ascii_uppercase + "\u017f\u212a\u0130\u0131", ascii_lowercase + "skii")


def small(text: str) -> str:
    """The text in small English letters, of the same length: a pattern finds them faster than re.IGNORECASE does.

    >>> small("By the End of İt")
    'by the end of it'
    """
    return text.lower() if text.isascii() else text.translate(_SMALL)


def _unsigned(word: re.Match[str]) -> str:
    return _SIGN.sub("", word.group()).ljust(len(word.group()))


@cache
def lexicon(name: str) -> dict[str, Any]:
    """A file of words by name: en, ar, world."""
    return tomllib.loads((files("smoulder.grammar") / f"{name}.toml").read_text(encoding="utf-8"))


def one_of(words: Iterable[str], any_case: bool = False) -> str:
    """A pattern of any of the words, plain, the longest first; a space stands for any run of them.

    Words may hold patterns themselves. any_case: the pattern is for re.IGNORECASE, and searched faster.

    >>> re.findall(one_of(["war", "war effort"]), "war  effort")
    ['war  effort']
    """
    return _any_of(tuple(words), any_case)


@lru_cache(1024)
def _any_of(words: tuple[str, ...], any_case: bool) -> str:
    plainly = sorted({plain(word) for word in words}, key=lambda word: (-len(word), word))
    return _branches([word.replace(" ", r"\s+") for word in plainly], 2, any_case)


def _branches(patterns: list[str], depth: int, any_case: bool) -> str:
    """The patterns as one, those of one first letter together, so that a word is not held against all of them.

    A branch that begins with a letter is passed over at once, but not under re.IGNORECASE: there it begins with a set
    of the letter's two cases, in which case counts.
    """
    groups: dict[str, list[str]] = {}
    loose = []
    for each in patterns:
        literal = (
            each[:1].isalnum()
            and each[1:2] not in ("?", "*", "+", "{")
            and ("|" not in each or "|" not in _GROUP.sub("", each))
        )
        if literal and depth:
            groups.setdefault(each[0], []).append(each[1:])
        else:
            loose.append(f"(?:{each})" if "|" in each else each)
    parts = [
        (_both_cases(letter) if any_case else letter)
        + (_branches(rest, depth - 1, any_case) if len(rest) > 1 else rest[0])
        for letter, rest in groups.items()
    ]
    return "(?:" + "|".join([*loose, *parts]) + ")"


def _both_cases(letter: str) -> str:
    lower, upper = letter.lower(), letter.upper()
    return f"(?-i:[{lower}{upper}])" if lower != upper and len(lower + upper) == 2 else letter


_GROUP = re.compile(r"\((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*\)|\[[^\]]*\]")
