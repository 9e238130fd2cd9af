"""How well claims were read, against claims marked by hand in the same text (schema claims-gold/1).

A claim of the reader matches one of the gold where their quotes overlap by half and the directions agree. Overlap by
half: the characters in common are at least half of those in either (IoU), or one quote lies within the other and is at
least half as long. Each claim matches once, the best overlaps first. Of the matched: is the speaker right, the group,
the horizon, the quantities. Precision counts claims that match no claim of the gold, core or secondary; recall counts
the core claims of the gold that are matched.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib.resources import files
from math import cos, hypot, radians
from typing import Any

from smoulder.claim import Claim, Place
from smoulder.lineage import SAME, Lineage, fold, reached
from smoulder.spellings import ARABIC, spelling

HALF = 0.5
DAYS = 3  # by which a deadline, or either end of a span of days, may be off
DAYS_SHARE = 0.25  # or by this share of a span
NEAR_KM = 50.0
KM_PER_DEGREE = 111.2
LONG = 8  # letters of a folded name, from where on another spelling of it is the same name
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
    return bool(_groups(gold["target_group"], lineage) & _groups(claim.target_group or "", lineage))


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


_AND = re.compile(r"\s+(?:and|or|&)\s+|[,;/()]|-(?:led|dominated)\s")
_BRACKETS = re.compile(r"\s*\([^()]*\)")
# words for fighters say nothing of whose they are: "Sikh militants" are "Sikh separatists"; nor do those beside them
_FIGHTERS = frozenset(
    "rebel rebels insurgent insurgents militant militants separatist separatists secessionist secessionists guerrilla"
    " guerrillas fighters gunmen jihadist jihadists islamists mujahideen".split()
)
_GANGS = frozenset("gang gangs bandits".split())
_BESIDE = frozenset("armed group groups faction factions forces bands movement movements units".split())


def _groups(name: str, lineage: Lineage) -> set[str]:
    """The groups that a name stands for, by their names in the lineage under which the same organisation is known."""
    known = _known(tuple((each.name, each.names) for each in lineage.groups.values()))
    found = known.get(fold(name), frozenset())
    if not found:
        bare = _BRACKETS.sub("", name)
        kind = _people(bare).rpartition(" ")[2]  # "Kashmiri and Pakistani militants" are Kashmiri militants, too
        parts = [*_AND.split(name), *(f"{each} {kind}" for each in _AND.split(bare)), bare, name]
        found = frozenset(group for part in parts if len(fold(part)) > 1 for group in _told(part.strip(), known))
    return {same for each in found for same in (reached(each, SAME, lineage, {}) if each in lineage.groups else [each])}


def _told(name: str, known: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Groups by their name, by another spelling of it, or as the fighters of a people; else the name folded."""
    told = [fold(name), _spelt(name)]
    if people := _people(name):
        bare = people.rpartition(" ")[0]
        told += [fold(bare), _spelt(bare), people]
    return next((known[each] for each in told if each in known), frozenset({told[-1] if people else told[0]}))


def _people(name: str) -> str:
    """Whose fighters a name tells of: "sikh fighters" for "Sikh separatist groups"; nothing if it does not end so."""
    words = name.split()
    while words and words[-1].casefold() in _FIGHTERS | _GANGS | _BESIDE:
        words.pop()
    told = {word.casefold() for word in name.split()[len(words) :]}
    if not words or not told & (_FIGHTERS | _GANGS):
        return ""
    return f"{' '.join(words).casefold()} {'gangs' if told & _GANGS else 'fighters'}"


def _spelt(name: str) -> str:
    """A long name in one spelling, as "Beit" and "Bayt" are; that of a short one would be another's."""
    folded = spelling(name)
    return f"~{folded}" if len(folded) >= LONG and not ARABIC.search(name) else fold(name)


@lru_cache(4)
def _known(groups: tuple[tuple[str, tuple[str, ...]], ...]) -> Mapping[str, frozenset[str]]:
    """Groups by all that they are called in the lineage and in news; only initials may be those of several."""
    told = tomllib.loads((files("smoulder") / "text_names.toml").read_text("utf-8"))
    every = [(name, group) for group, names in groups for name in names]
    every += [(name, group) for table in ("groups", "beyond") for group, names in told[table].items() for name in names]
    every += [(group, group) for group in [*told["beyond"], *(each[0] for each in told["here"]["groups"])]]
    exact, close, short = dict[str, set[str]](), dict[str, set[str]](), set[str]()
    for name, group in every:
        exact.setdefault(fold(name), {group})
        close.setdefault(_spelt(name), set()).add(group)
        if people := _people(name):
            close.setdefault(people, set()).add(group)
    for rule in told["where"]:
        for name in rule["names"]:
            if name[0].isupper():
                close.setdefault(fold(name), set()).add(rule["group"])
                short |= {fold(name)} if name.isupper() else set()
    one = {name: those for name, those in close.items() if len(those) == 1 or name in short}
    return {name: frozenset(those) for name, those in {**one, **exact}.items()}


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
