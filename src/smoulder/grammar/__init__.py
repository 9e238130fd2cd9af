"""Grammars of what news texts say of armed groups, one file each: pure functions over plain text (see `lexicon`).

`sentences` splits, `attributions` finds who says what, `speakers` who that is, `directions` whether it tells of a
group's end or its going on, `horizons` by when, `quantities` how many. None knows another; `claims` joins them. Their
words are in en.toml, ar.toml and world.toml beside them.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from smoulder.calendars import last_day
from smoulder.claim import Horizon


class Span(NamedTuple):
    """Where words stand: offsets into the text that the grammar was given."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words."""
        return text[self.start : self.end]

    def within(self, text: str, strip: str = " \n\t") -> "Span":
        """The span without such characters at its ends."""
        start, end = self.start, max(self.start, self.end)
        while start < end and text[start] in strip:
            start += 1
        while end > start and text[end - 1] in strip:
            end -= 1
        return Span(start, end)

    def moved(self, by: int) -> "Span":
        """The span counted from so many characters before."""
        return Span(self.start + by, self.end + by)


class Found(NamedTuple):
    """A horizon and where it stands in the plain text."""

    start: int
    end: int
    horizon: Horizon


class Spoken(NamedTuple):
    """When words were said: the last day they can be of, and whether that is known to the day or the month."""

    day: date | None
    to_the_day: bool
    to_the_month: bool


def spoken(said: str | None) -> Spoken:
    """The day of words from an ISO date of any precision: of a month or year, the last day."""
    parts = [int(each) for each in (said or "").split("-") if each]
    if not parts:
        return Spoken(None, False, False)
    if len(parts) == 1:
        return Spoken(date(parts[0], 12, 31), False, False)
    if len(parts) == 2:
        return Spoken(last_day(*parts), False, True)
    return Spoken(date(*parts), True, True)


STANCES = ("says", "expects", "vows", "denies", "asks")


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


class Count(NamedTuple):
    """A quantity in a clause: where it stands, its unit and bound."""

    start: int
    end: int
    unit: str
    op: str


Spans = tuple[tuple[int, int], ...]


class Clause(NamedTuple):
    """A clause made ready to be judged: its plain text, who is named where, and what is known of how it is said.

    signs: words that are signs, by kind; groups: named armed groups; anaphors, fighters, war, land, state, civilians:
    words for them; places: named places; negated: what negations govern; pronoun: it speaks of "them" without naming
    anybody; attributed: somebody says it; denied: it says that it is not believed.
    """

    text: str
    language: str
    signs: Mapping[str, Spans]
    groups: Spans
    anaphors: Spans
    fighters: Spans
    war: Spans
    land: Spans
    state: Spans
    civilians: Spans
    places: Spans
    negated: Spans
    counts: tuple[Count, ...]
    stance: str
    speaker_side: str | None
    modality: str
    attributed: bool
    direct: bool
    future: bool
    question: bool
    denied: bool
    ordered: bool
    has_horizon: bool
    has_deadline: bool
    pronoun: bool

    @property
    def group_named(self) -> bool:
        """Whether an armed group is named."""
        return bool(self.groups)

    def named_in(self, spans: Spans) -> bool:
        """Whether a named group stands within 40 characters of such words."""
        return any(abs(start - begin) < 40 for start, _ in self.groups for begin, _ in spans)


class Statement(NamedTuple):
    """What a clause states: direction and type as in `claim`, modality, how strongly the words tell it (1 to 3)."""

    direction: str
    claim_type: str
    modality: str
    strength: int
