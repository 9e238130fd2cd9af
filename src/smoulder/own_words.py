"""The speaker's own words: what of a claim stands in quotation marks as a whole, and nothing that stands there in part.

Words that a text reports without marks are the reporter's. So are those of a claim of which only a part is quoted.
"""

import re
from functools import lru_cache

PAIRS = (  # marks that open and close; a straight mark counts where their number in the paragraph is even
    re.compile(r"[“„]([^“”„\n]*)[”‟]"),
    re.compile(r"«([^«»\n]*)»"),
    re.compile(r"(?<![^\s(:,])‘([^‘\n]*?)’(?!\w)"),
    re.compile(r"(?<![^\s(:,])'([^'\n]*(?:\w'\w[^'\n]*)*)'(?![\w'])"),
)
STRAIGHT = re.compile(r'"([^"\n]*)"')
UNCLOSED = re.compile(r"(?:^|(?<=:\s))[“«]([^“”«»\n]*)$")  # a quote that goes on in the next paragraph
MARKS = dict(zip((*PAIRS, STRAIGHT, UNCLOSED), ("“„", "«", "‘", "'", '"', "“«"), strict=True))  # without which none
OPENING = frozenset("".join(MARKS.values()))
AROUND = " \t\n\r\"'“”„‟«»‘’.,;:!?"
FEWEST = 2  # words: a single one in marks is a name or is doubted


def own_words(text: str, start: int, end: int) -> str | None:
    """The words from start to end if they stand within one pair of quotation marks, else None.

    >>> text = "He said: “They are finished, I think.” His “last” men ran."
    >>> own_words(text, 10, 27), own_words(text, 39, 57)
    ('They are finished', None)
    """
    while start < end and text[start] in AROUND:
        start += 1
    while end > start and text[end - 1] in AROUND:
        end -= 1
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", start)
    before = text[begin:start]
    if not any(mark in before for mark in OPENING):
        return None
    paragraph = text[begin : stop if stop >= 0 else len(text)]
    within = any(low <= start - begin and end - begin <= high for low, high in _quoted(paragraph))
    words = text[start:end]
    return words if within and len(words.split()) >= FEWEST else None


@lru_cache(8)  # a paragraph has many claims
def _quoted(paragraph: str) -> list[tuple[int, int]]:
    """Where quoted words begin and end, without their marks."""
    straight = (STRAIGHT,) if paragraph.count('"') % 2 == 0 else ()
    forms = [form for form in (*PAIRS, *straight, UNCLOSED) if any(mark in paragraph for mark in MARKS[form])]
    return [found.span(1) for form in forms for found in form.finditer(paragraph)]
