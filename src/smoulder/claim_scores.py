"""How well claims were read, against claims marked by hand in the same text (schema claims-gold/1).

A claim of the reader matches one of the gold where their quotes overlap by half and the directions agree. Overlap by
half: the characters in common are at least half of those in either (IoU), or one quote lies within the other and is at
least half as long. Each claim matches once, the best overlaps first. Of the matched: is the speaker right, the group,
the horizon, the quantities. Precision counts claims that match no claim of the gold, core or secondary; recall counts
the core claims of the gold that are matched.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import cos, hypot, radians
from typing import Any

from smoulder.claim import Claim, Place
from smoulder.lineage import Lineage, fold
from smoulder.same_groups import groups_named

HALF = 0.5
DAYS = 3  # by which a deadline, or either end of a span of days, may be off
DAYS_SHARE = 0.25  # or by this share of a span
NEAR_KM = 50.0
KM_PER_DEGREE = 111.2
ALIKE = 0.5  # the least share of words that two ways to write a speaker have in common


@dataclass(frozen=True)
class Tally:
    """What is counted in one text, or in several together; misses: id or quote, and what was wrong."""

    core: int = 0
    found: int = 0  # core claims of the gold that are matched
    read: int = 0  # claims of the reader
    right: int = 0  # claims of the reader that match a claim of the gold, core or secondary
    speaker: tuple[int, int] = (0, 0)
    group: tuple[int, int] = (0, 0)
    horizon: tuple[int, int] = (0, 0)
    quantity: tuple[int, int] = (0, 0)
    places: tuple[int, int] = (0, 0)
    non_claims: tuple[int, int] = (0, 0)  # read although they are none, and how many there are
    misses: tuple[tuple[str, str], ...] = field(default=())

    @property
    def precision(self) -> float | None:
        """Of the claims read, those that are in the gold; None if none was read."""
        return self.right / self.read if self.read else None

    @property
    def recall(self) -> float | None:
        """Of the core claims, those found; None if there are none."""
        return self.found / self.core if self.core else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; 0 if both are."""
        precision, recall = self.precision or 0.0, self.recall or 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.core + other.core,
            self.found + other.found,
            self.read + other.read,
            self.right + other.right,
            _plus(self.speaker, other.speaker),
            _plus(self.group, other.group),
            _plus(self.horizon, other.horizon),
            _plus(self.quantity, other.quantity),
            _plus(self.places, other.places),
            _plus(self.non_claims, other.non_claims),
            self.misses + other.misses,
        )


def _plus(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return one[0] + other[0], one[1] + other[1]


def score(gold: Mapping[str, Any], claims: Sequence[Claim], places: Sequence[Place] | None, lineage: Lineage) -> Tally:
    """The tally of one text.

    gold: a document of schema claims-gold/1; claims: what was read in its text; places: those found, None if they were
    not sought; lineage: tells which names are of one group.
    """
    pairs = matches(gold["claims"], claims)
    core = [each for each in gold["claims"] if each["tier"] == "core"]
    misses: list[tuple[str, str]] = []
    counts = {name: [0, 0] for name in ("speaker", "group", "horizon", "quantity")}
    for each in gold["claims"]:
        claim = pairs.get(each["id"])
        if claim is None:
            if each["tier"] == "core":
                misses.append((each["id"], _why_missed(each, claims)))
            continue
        for name, judge in JUDGES.items():
            verdict = judge(each, claim, lineage)
            if verdict is None:
                continue
            counts[name][1] += 1
            counts[name][0] += verdict
            if not verdict:
                misses.append((each["id"], _other(name, each, claim)))
    matched = {id(claim) for claim in pairs.values()}
    stray = [claim for claim in claims if id(claim) not in matched]
    misses += [("extra", f"“{claim.quote}” read as {claim.direction} ({claim.claim_type})") for claim in stray]
    false = [each for each in gold["non_claims"] if any(overlaps(each, claim) for claim in claims)]
    near = None if places is None else [_found_place(each, places) for each in gold["places"]]
    if near is not None:
        misses += [("place", each["mention"]) for each, fine in zip(gold["places"], near, strict=True) if not fine]
    found = {name: (right, of) for name, (right, of) in counts.items()}
    return Tally(
        core=len(core),
        found=sum(each["id"] in pairs for each in core),
        read=len(claims),
        right=len(matched),
        places=(sum(near), len(near)) if near is not None else (0, 0),
        non_claims=(len(false), len(gold["non_claims"])),
        misses=tuple(misses),
        **found,
    )


def matches(gold: Iterable[Mapping[str, Any]], claims: Sequence[Claim]) -> dict[str, Claim]:
    """Which claim matches which of the gold, by the gold's id; each at most once, the best overlaps first."""
    able = [
        (iou(each, claim), each["id"], number)
        for each in gold
        for number, claim in enumerate(claims)
        if claim.direction == each["direction"] and overlaps(each, claim)
    ]
    pairs: dict[str, Claim] = {}
    taken: set[int] = set()
    for _, name, number in sorted(able, key=lambda one: (-one[0], one[1], one[2])):
        if name not in pairs and number not in taken:
            pairs[name] = claims[number]
            taken.add(number)
    return pairs


def iou(gold: Mapping[str, Any], claim: Claim) -> float:
    """Characters in common over characters in either."""
    common = min(gold["end"], claim.end) - max(gold["start"], claim.start)
    return float(max(0, common) / (max(gold["end"], claim.end) - min(gold["start"], claim.start)))


def overlaps(gold: Mapping[str, Any], claim: Claim) -> bool:
    """Whether two quotes overlap by half: IoU, or one within the other and at least half as long."""
    if iou(gold, claim) >= HALF:
        return True
    inner, outer = sorted([(gold["start"], gold["end"]), (claim.start, claim.end)], key=lambda each: each[1] - each[0])
    within = outer[0] <= inner[0] and inner[1] <= outer[1]
    return bool(within and (inner[1] - inner[0]) >= HALF * (outer[1] - outer[0]))


def same_speaker(gold: Mapping[str, Any], claim: Claim, lineage: Lineage) -> bool:
    """Kind right, and the same person by name or written alike (half of the words of the shorter in common).

    The author of the text is right whether the gold calls him "author" or an unnamed expert with the office "author".
    """
    theirs, ours = gold["speaker"], claim.speaker
    if theirs["as_written"] is None:
        return ours.kind == "author" or (theirs["office"] != "author" and ours.kind == theirs["kind"])
    if theirs["kind"] != ours.kind:
        return False
    if theirs["name"] and ours.name and fold(theirs["name"]) == fold(ours.name):
        return True
    one, other = _words(theirs["as_written"]), _words(ours.as_written)
    return one == other or len(one & other) >= ALIKE * max(1, min(len(one), len(other)))


def same_group(gold: Mapping[str, Any], claim: Claim, lineage: Lineage) -> bool | None:
    """The same group, or one of the same groups, under any name of the lineage; None if the gold names none."""
    if not gold["target_group"]:
        return None
    return bool(groups_named(gold["target_group"], lineage) & groups_named(claim.target_group or "", lineage))


def same_horizon(gold: Mapping[str, Any], claim: Claim, lineage: Lineage) -> bool | None:
    """Both none, or of one kind with deadlines or spans of days that agree; None if neither has one."""
    theirs, ours = gold["horizon"], claim.horizon
    if theirs is None and ours is None:
        return None
    if theirs is None or ours is None or theirs["kind"] != ours.kind:
        return False
    if theirs["deadline"] and ours.deadline:
        return abs((date.fromisoformat(theirs["deadline"]) - date.fromisoformat(ours.deadline)).days) <= DAYS
    if theirs["deadline"]:
        return False
    return all(_close(theirs[end], getattr(ours, end)) for end in ("days_min", "days_max"))


def _close(one: int | None, other: int | None) -> bool:
    if one is None or other is None:
        return one is None and other is None
    return abs(one - other) <= max(DAYS, DAYS_SHARE * one)


def same_quantity(gold: Mapping[str, Any], claim: Claim, lineage: Lineage) -> bool | None:
    """Every quantity of the gold read with its value, bound and unit; None if the gold has none."""
    if not gold["quantity"]:
        return None
    ours = {(each.value, each.value_max, each.op, each.unit) for each in claim.quantity}
    return all((each["value"], each.get("value_max"), each["op"], each["unit"]) in ours for each in gold["quantity"])


JUDGES = {"speaker": same_speaker, "group": same_group, "horizon": same_horizon, "quantity": same_quantity}


def _words(text: str) -> set[str]:
    return {fold(word) for word in re.findall(r"[\w'’-]+", text)} - {"", "the", "a", "an", "of", "in"}


def _found_place(gold: Mapping[str, Any], places: Sequence[Place]) -> bool:
    """Whether a place of the gold was found where it stands and within 50 km, or the gold's own radius if larger."""
    reach = max(NEAR_KM, float(gold["radius_km"] or 0) if gold["kind"] in ("country", "region", "border") else 0)
    return any(
        each.start < gold["end"] and gold["start"] < each.end and each.lat is not None and each.lon is not None
        and _apart(gold["lat"], gold["lon"], each.lat, each.lon) <= reach
        for each in places
    )  # fmt: skip


def _apart(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres between two places that are not far apart."""
    east = (other_lon - lon) * cos(radians((lat + other_lat) / 2))
    return hypot(other_lat - lat, east) * KM_PER_DEGREE


def _why_missed(gold: Mapping[str, Any], claims: Sequence[Claim]) -> str:
    touching = [claim for claim in claims if claim.start < gold["end"] and gold["start"] < claim.end]
    if not touching:
        return f"not read ({gold['direction']}): “{gold['quote']}”"
    best = max(touching, key=lambda claim: iou(gold, claim))
    if overlaps(gold, best):
        return f"direction: read as {best.direction}, is {gold['direction']}: “{gold['quote']}”"
    return f"quote: read “{best.quote}”, is “{gold['quote']}”"


def _other(name: str, gold: Mapping[str, Any], claim: Claim) -> str:
    if name == "speaker":
        theirs = gold["speaker"]
        read_as = f"{claim.speaker.kind} “{claim.speaker.as_written}”"
        return f"speaker: read {read_as}, is {theirs['kind']} “{theirs['as_written']}”"
    if name == "group":
        return f"group: read {claim.target_group}, is {gold['target_group']}"
    if name == "horizon":
        theirs = gold["horizon"]
        told = theirs and (theirs["kind"], theirs["days_min"], theirs["days_max"], theirs["deadline"])
        return f"horizon: read {claim.horizon and tuple(claim.horizon[1:])}, is {told}"
    read = [(each.value, each.value_max, each.op, each.unit) for each in claim.quantity]
    true = [(each["value"], each.get("value_max"), each["op"], each["unit"]) for each in gold["quantity"]]
    return f"quantity: read {read}, is {true}"
