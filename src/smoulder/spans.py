"""Where words stand in a plain text, and words that somebody says."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple, Protocol, TypeVar

_LETTER = re.compile("[\u0621-\u0655\u0670-\u06d3]")
STANCES = ("says", "expects", "vows", "denies", "asks")


class Span(NamedTuple):
    """Where words stand: offsets into the text that the grammar was given."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words."""
        return text[self.start : self.end]

    def within(self, text: str, strip: str = " \n\t") -> "Span":
        """The span without such characters at its ends."""
        words = text[self.start : self.end]
        bare = words.strip(strip)
        if bare and len(bare) == self.end - self.start:
            return self
        start = self.start + len(words) - len(words.lstrip(strip))
        return Span(start, start + len(bare))

    def whole(self, text: str) -> "Span":
        """The span of an Arabic text to the end of its last word: plain words with vowel signs end before it."""
        end = self.end
        while self.start < end < len(text) and _LETTER.match(text[end - 1]) and _LETTER.match(text[end]):
            end += 1
        return Span(self.start, end)

    def moved(self, by: int) -> "Span":
        """The span counted from so many characters before."""
        return Span(self.start + by, self.end + by)


class Spanned(Protocol):
    """Anything that stands somewhere in a text."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


Each = TypeVar("Each", bound=Spanned)
_START = attrgetter("start")


def inside(each: Sequence[Each], span: Span) -> list[Each]:
    """Of things that stand in order, those that stand whole within a span."""
    first, last = bisect_left(each, span.start, key=_START), bisect_left(each, span.end, key=_START)
    return [one for one in each[first:last] if one.end <= span.end]


def touching(each: Sequence[Each], span: Span) -> list[Each]:
    """Of things that stand in order, none within another, those that share a letter with a span."""
    first, last = bisect_left(each, span.start, key=_START), bisect_left(each, span.end, key=_START)
    return [one for one in each[max(0, first - 1) : last] if one.end > span.start]


def last_stop(text: str, end: int) -> int:
    """Where the last stop of a sentence before an offset stands, -1 if none does."""
    last = -1
    for stop in (". ", "\n", "? ", "! ", "؟ "):
        last = max(last, text.rfind(stop, last + 1, end))
    return last


class Attribution(NamedTuple):
    """Words that somebody says: spans of the plain text.

    speaker: the noun phrase, None if it is carried on from an earlier sentence; contents: the words said, in pieces;
    how: direct, indirect or mixed; stance: of STANCES; relay: who passes it on; when: words that tell the day;
    start, end: what of the sentence the attribution takes.
    """

    speaker: Span | None
    cue: Span
    contents: tuple[Span, ...]
    how: str
    stance: str
    relay: Span | None
    when: Span | None
    carried: bool
    start: int
    end: int
