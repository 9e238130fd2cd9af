"""The groups that an Arabic article tells of, and its text with their names bare of quote marks."""

import re
from collections.abc import Sequence

from smoulder.lexicon import plain
from smoulder.referents import Named

_HIGH = re.compile(
    plain(
        r"(?:أمين عام|أمين العام|زعيم|رئيس|متحدث|ناطق|قيادي|نائب|حلفا\w+)(?:\s\S+){0,2}?\s+(?:باسم\s+|في\s+)?(?:ل|ب)?$"
    )
)


def told_of(groups: list[Named], text: str) -> list[Named]:
    """The groups that a plain text tells of: not one of which only an officer speaks, of another."""
    spoken = {each.name for each in groups if _HIGH.search(text[max(0, each.start - 40) : each.start])}
    told = {each.name for each in groups if not _HIGH.search(text[max(0, each.start - 40) : each.start])}
    return [each for each in groups if each.name in told or each.name not in spoken] if told else groups


def without_marks(text: str, groups: Sequence[Named]) -> str:
    """A plain text of the same length in which groups' names stand without quote marks."""
    letters = list(text)
    for each in groups:
        if text[each.start - 1 : each.start] == text[each.end : each.end + 1] == '"':
            letters[each.start - 1] = letters[each.end] = " "
    return "".join(letters)
