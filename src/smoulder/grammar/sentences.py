"""Sentences and their quotes, English and Arabic: what stands between quote marks is not split from who says it.

A sentence ends at . ! ? or a new line, but not after an abbreviation, an initial or a number, and not inside a quote
that the paragraph closes. A mark that is never closed reaches to the end of its paragraph if it opens one; else it is
page residue.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from smoulder.grammar import Span
from smoulder.lexicon import QUOTE

_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Sgt|Brig|Adm|Cmdr|Prof|St|Sen|Rep|Gov|Pres|Rev|Hon|Jr|Sr|Sec|"
    r"Insp|Supt|Cpl|Pvt|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|No|approx|est|sq|vs|etc|Inc|Ltd|Co|Ave|Ft|Mt|km|spokesm|Hr|Ing)"
    r"|\b[A-Z]|\b[A-Z]\.[A-Z]|\be\.g|\bi\.e|(?:^|\s)[\u0621-\u064a])\.$"
)
_DATELINE = re.compile(
    r"\s*(?:[A-Z][\w'’.-]+(?:[ ,][\s]?(?:[A-Z][\w'’.-]+|al-[\w-]+)){0,5}[, ]*(?:\([^()\n]{1,40}\))?|"
    r"[\u0621-\u064a]+(?: [\u0621-\u064a]+){0,3}\s*(?:\([^()\n]{1,40}\))?)"
    r"(?:,? ?(?:[A-Z][A-Za-z]{2,8}\.? \d{1,2}(?:,? \d{4})?|\d{1,2} [A-Z][A-Za-z]{2,8}\.?(?: \d{4})?))?"
    r"(?:\s+\([A-Za-z][\w' -]{1,40}\))?\s*(?:--?|:)\s+(?:[A-Z][a-z]+(?: [a-z]+)?:\s+)?"
)
LONGEST_DATELINE = 80
_MARK = re.compile(r"[.!?\"]")


class Sentence(NamedTuple):
    """A sentence in a plain text, and the quotes in it without their marks; opened: it begins inside a quote."""

    start: int
    end: int
    quotes: tuple[Span, ...]

    def of(self, text: str) -> str:
        """The words."""
        return text[self.start : self.end]


@lru_cache(4)  # a text is cut when it is heard and when it is read
def sentences_in(text: str, start: int = 0) -> tuple[Sentence, ...]:
    """The sentences of a plain text from an offset on.

    >>> text = 'He said: "It is over. They ran." We saw.'
    >>> [sentence.of(text) for sentence in sentences_in(text)]
    ['He said: "It is over. They ran."', 'We saw.']
    """
    return tuple(each for paragraph in paragraphs(text, start) for each in _split(text, paragraph))


def paragraphs(text: str, start: int = 0) -> Iterator[Span]:
    """The paragraphs of a text, without empty lines and datelines."""
    at, first = start, True
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        span = Span(at, end).within(text)
        if span.start < span.end:
            if first:
                span = Span(span.start + dateline(text[span.start : span.start + LONGEST_DATELINE]), span.end)
            first = False
            yield span
        at = end + 1


def dateline(text: str) -> int:
    """How long the dateline at the beginning of a text is: "BAGRAM, Afghanistan - " is 22 characters."""
    match = _DATELINE.match(text)
    return match.end() if match else 0


def _split(text: str, paragraph: Span) -> Iterator[Sentence]:
    quotes = _quotes(text, paragraph)
    inside = {quote.start - 1: quote for quote in quotes}
    at = begin = paragraph.start
    while mark := _MARK.search(text, at, paragraph.end):
        at = mark.start()
        if quote := inside.get(at):
            at = quote.end
            closes = at < paragraph.end and text[at] == QUOTE
            at += closes
            if text[quote.end - 1 : quote.end] in (".", "!", "?") and _begins(text, at, paragraph.end):
                yield from _sentence(text, begin, at, quotes)
                begin = at
            continue
        if text[at] in ".!?":
            stop = at + 1
            while stop < paragraph.end and text[stop] in ".!?)":
                stop += 1
            if _ends(text, begin, at, stop, paragraph.end):
                yield from _sentence(text, begin, stop, quotes)
                begin = stop
            at = stop
            continue
        at += 1  # a quote mark that opens nothing
    yield from _sentence(text, begin, paragraph.end, quotes)


def _sentence(text: str, start: int, end: int, quotes: list[Span]) -> Iterator[Sentence]:
    span = Span(start, end).within(text)
    if span.start < span.end:
        yield Sentence(*span, tuple(each for each in quotes if span.start <= each.start and each.end <= span.end))


def _begins(text: str, at: int, end: int) -> bool:
    """Whether a new sentence begins after a quote that is itself a sentence."""
    rest = text[at : min(end, at + 40)].lstrip()
    return (
        not rest
        or rest[0] == QUOTE
        or (rest[0].isupper() and not _says(rest))
        or ("\u0621" <= rest[0] <= "\u064a" and False)
    )


def _says(rest: str) -> bool:
    return bool(re.match(r"(?:[A-Z][\w'.-]+ ){0,4}(?:said|says|told|added|he|she|they)\b", rest))


def _ends(text: str, begin: int, at: int, stop: int, end: int) -> bool:
    if stop >= end:
        return True
    if text[at] == ".":
        if text[stop].isdigit() or not text[stop].isspace():
            return text[stop] in QUOTE
        if _ABBREVIATION.search(text[max(begin, at - 12) : at + 1]):
            return False
        rest = text[stop : stop + 30].lstrip()
        return not rest[:1].islower()
    return text[stop].isspace()


def _quotes(text: str, paragraph: Span) -> list[Span]:
    """The quotes of a paragraph, without marks; an opening mark without a partner counts at the paragraph's end."""
    marks = []
    at = text.find(QUOTE, *paragraph)
    while at >= 0:
        marks.append(at)
        at = text.find(QUOTE, at + 1, paragraph.end)
    found = []
    if len(marks) % 2:
        last = marks[-1]
        if last == paragraph.start or text[paragraph.start : last].rstrip()[-1:] in (":", ","):
            marks.append(paragraph.end)
        else:
            marks.pop()
    for opens, closes in zip(marks[::2], marks[1::2], strict=True):
        if closes - opens > 1:
            found.append(Span(opens + 1, closes))
    return found
