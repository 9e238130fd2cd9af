"""What one text says: articles, claims, places and actors, as records that are checked once, when made.

The documents follow the schema `smoulder/claims/1`, which is that of hand-annotated texts: a claim is a quote with
offsets into the article's text (counted in code points), who said it, of whom, by when and how many.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, NamedTuple

from smoulder.errors import BadInput

SCHEMA = "smoulder/claims/1"
DIRECTIONS = ("ends", "weakens", "persists", "strengthens", "neutral")
MODALITIES = ("certain", "likely", "possible", "conditional", "intent", "deadline", "negated")
ATTRIBUTIONS = (
    "direct", "indirect", "mixed", "narrator", "reported_collective", "reported_noun_phrase",
    "unattributed_expectation", "headline",
)  # fmt: skip
CLAIM_TYPES = (
    "defeat_declared", "defeat_prediction", "defeat_deadline", "territory_loss", "territory_loss_prediction",
    "territory_remaining", "territory_held_prediction", "strength_estimate", "losses_estimate", "capability",
    "resurgence_warning", "persistence_state", "persistence_prediction", "civilians_trapped", "denial", "verdict",
    "timeline",
)  # fmt: skip
SPEAKERS = (
    "named_official", "unnamed_official", "collective", "named_expert", "unnamed_expert", "named_rebel",
    "unnamed_rebel", "rebel_media", "media", "witnesses", "author", "named_other", "unnamed_other",
)  # fmt: skip
SIDES = ("government", "coalition", "rebel", "neutral", "civilians")
HORIZONS = (
    "deadline", "deadline_vague", "vague_near", "until_date", "beyond_date", "seasonal", "duration_long",
    "open_future", "past_period",
)  # fmt: skip
BOUNDS = ("=", "<", "<=", ">", ">=", "~", "range", "several")
CHECKABLE = ("yes", "partly", "no")
_SIDES, _HORIZONS = (None, *SIDES), (None, *HORIZONS)


class Published(NamedTuple):
    """When an article appeared: the earliest and the latest day that it can be, and how that is known.

    day: both ends where they are one; None if undated. reason: a sentence for the reader. supposed: whether times that
    the text tells are counted from the latest day, as if it had appeared then.
    """

    earliest: date | None
    latest: date | None
    reason: str
    supposed: bool = False

    @property
    def day(self) -> date | None:
        """The day, if it is known to the day."""
        return self.earliest if self.earliest == self.latest else None


@dataclass(frozen=True)
class Article:
    """A text without page residue: offsets of quotes count code points of `text`, which begins with the title.

    body_start: where the body begins in `text`; language: ISO 639-1; dropped: what was left out, a sentence each.
    """

    source: str
    text: str
    title: str
    body_start: int
    language: str
    published: Published
    dropped: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.body_start <= len(self.text):
            raise BadInput(f"The body of {self.source} begins outside its text.")


class Speaker(NamedTuple):
    """Who says it. as_written: the words of the text; country: ISO 3166 alpha-3; kind of SPEAKERS; side of SIDES."""

    as_written: str
    name: str | None
    office: str | None
    org: str | None
    country: str | None
    kind: str
    side: str | None


class SaidOn(NamedTuple):
    """The day of the words, ISO, as exact as `precision` says (day, month, year); source: how that is known."""

    date: str | None
    precision: str
    source: str


class Horizon(NamedTuple):
    """By when, of HORIZONS; days from the day of the words, deadline an ISO day."""

    text: str
    kind: str
    days_min: int | None
    days_max: int | None
    deadline: str | None


class Quantity(NamedTuple):
    """How many of what; op of BOUNDS, value_max for a range."""

    text: str
    value: float | None
    value_max: float | None
    op: str
    unit: str
    what: str


class Mention(NamedTuple):
    """Words of the text that name a place or an actor; refers_to: its usual name."""

    mention: str
    start: int
    end: int
    refers_to: str
    kind: str


class Place(NamedTuple):
    """A place that the text names: an area with a radius, never a point; candidates: what else it may be."""

    mention: str
    start: int
    end: int
    refers_to: str
    kind: str
    country: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Claim:
    """What somebody says of a group's end, strength, land or return.

    as_said: the speaker's own words, where the text quotes the claim as a whole or they are known from elsewhere, None
    where only a report is known; what the text has is the quote itself. method: "rules" or "llm:MODEL".
    Raises BadInput for an offset or a word outside the schema.
    """

    id: str
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
    content: str = ""
    as_said: str | None = None
    method: str = "rules"

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.quote) or self.start < 0:
            raise BadInput(f"The offsets of claim {self.id} do not span its quote.")
        for name, value, known in (
            ("attribution", self.attribution, ATTRIBUTIONS),
            ("claim_type", self.claim_type, CLAIM_TYPES),
            ("direction", self.direction, DIRECTIONS),
            ("modality", self.modality, MODALITIES),
            ("checkable", self.checkable, CHECKABLE),
            ("speaker.kind", self.speaker.kind, SPEAKERS),
            ("speaker.side", self.speaker.side, _SIDES),
            ("horizon.kind", self.horizon and self.horizon.kind, _HORIZONS),
            *[("quantity.op", each.op, BOUNDS) for each in self.quantity],
        ):
            if value not in known:
                raise BadInput(f"'{value}' is no {name} of a claim: it is one of {', '.join(map(str, known))}.")


@dataclass(frozen=True)
class Reading:
    """All that was read in an article; leads: events that the text tells of, never mixed into the store.

    dropped: what a reader left out, a sentence each (a quote that does not stand in the text, for example).
    Raises BadInput if a quote does not stand at its offsets.
    """

    article: Article
    claims: tuple[Claim, ...]
    places: tuple[Place, ...]
    actors: tuple[Mention, ...]
    leads: tuple[Mapping[str, Any], ...] = ()
    dropped: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        for each in self.claims:
            if self.article.text[each.start : each.end] != each.quote:
                raise BadInput(f"The quote of claim {each.id} does not stand in the text.")

    def document(self) -> dict[str, Any]:
        """The reading as JSON of schema smoulder/claims/1: unknown is null."""
        published = self.article.published
        return {
            "schema": SCHEMA,
            "source": self.article.source,
            "language": self.article.language,
            "title": self.article.title,
            "body_start": self.article.body_start,
            "publication_date": published.day and str(published.day),
            "published": {
                "earliest": published.earliest and str(published.earliest),
                "latest": published.latest and str(published.latest),
                "reason": published.reason,
            },
            "text": self.article.text,
            "claims": [_plain(each) for each in self.claims],
            "places": [each._asdict() for each in self.places],
            "actors": [each._asdict() for each in self.actors],
            "leads": [dict(each) for each in self.leads],
            "dropped": [*self.article.dropped, *self.dropped],
        }


def _plain(claim: Claim) -> dict[str, Any]:
    plain = asdict(claim)
    plain["speaker"], plain["said_on"] = claim.speaker._asdict(), claim.said_on._asdict()
    plain["horizon"] = claim.horizon and claim.horizon._asdict()
    plain["quantity"] = [each._asdict() for each in claim.quantity]
    return plain
