"""A clause made ready to be judged, what it states, and the claim drafted from that."""

from collections.abc import Mapping
from typing import NamedTuple

from smoulder.claim import Horizon, Quantity, SaidOn, Speaker

Spans = tuple[tuple[int, int], ...]


class Count(NamedTuple):
    """A quantity in a clause: where it stands, its unit and bound."""

    start: int
    end: int
    unit: str
    op: str


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
    elsewhere: bool = False  # a place is named in it that the title does not name
    warned: bool = False  # it is feared, or warned of
    of_title: bool = False  # a place is named in it that the title names
    supposed: bool = False  # it stands under a condition: "if they go, ..."

    @property
    def armed_count(self) -> bool:
        """Whether fighters or bodies are counted."""
        return any(each.unit in ("fighters", "bodies") for each in self.counts)


class Statement(NamedTuple):
    """What a clause states: direction, type and modality as in `claim`.

    doubt: how likely it is that it states nothing of a group; sure: how likely its direction is if it states something.
    """

    direction: str
    claim_type: str
    modality: str
    doubt: float
    sure: float


class Draft(NamedTuple):
    """A claim without its number, which is known when all of its article are read: what `Claim` has behind its id."""

    quote: str
    start: int
    end: int
    speaker: Speaker
    attribution: str
    cue: str | None
    relay: str | None
    said_on: SaidOn
    target_group: str | None
    target_place: str | None
    claim_type: str
    direction: str
    modality: str
    horizon: Horizon | None
    quantity: tuple[Quantity, ...]
    checkable: str
    content: str
