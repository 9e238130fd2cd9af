"""How such claims have fared before, and those of the same speaker: what the ledger says beside a new claim."""

from collections.abc import Sequence
from typing import Any

from rapidfuzz import fuzz

from smoulder.battles import is_of_a_battle
from smoulder.claim import Claim
from smoulder.lineage import fold
from smoulder.victory_record import SETTLED, Rate, Scored, plain

ALIKE = 85  # percent: names so much alike are told, never counted together
ONLY_VICTORY = "The ledger holds claims of victory only; this claim is of another kind."
LAND = "The ledger counts claims that a group was finished; this one is of land, which is less than that."
BATTLE = "The ledger counts claims that a group was finished; this one is of a battle, which is less than that."
OF_AN_END = (
    "defeat_declared", "defeat_prediction", "defeat_deadline", "territory_loss", "territory_loss_prediction", "verdict",
)  # fmt: skip
KINDS = {
    "with deadline": "that a group will be finished by a day",
    "prediction": "that a group will soon be finished",
    "self-dissolved": "of a group that it has laid down its arms",
    "unilateral": "by its enemies that a group is finished",
}


def base_rate(claim: Claim, rates: Sequence[Rate]) -> dict[str, Any]:
    """How the ledger's claims of the same kind fared, by hand and by events; kind None, and why, if none is."""
    kind = kind_of(claim)
    if kind is None:
        return {"kind": None, "words": None, "note": ONLY_VICTORY, "rates": []}
    found = [plain(each) for each in rates if each.kind == kind and each.held is not None]
    note = LAND if claim.claim_type.startswith("territory") else BATTLE if is_of_a_battle(claim.quote) else None
    return {"kind": kind, "words": KINDS[kind], "note": note, "rates": found}


def kind_of(claim: Claim) -> str | None:
    """The kind of the ledger that a claim of an end falls under, None for any other claim."""
    if claim.direction != "ends" or claim.claim_type not in OF_AN_END:
        return None
    if claim.horizon is not None and claim.horizon.kind in ("deadline", "until_date"):
        return "with deadline"
    if claim.horizon is not None or claim.claim_type.endswith(("prediction", "deadline")):
        return "prediction"
    return "self-dissolved" if claim.speaker.side == "rebel" else "unilateral"


def record(name: str | None, of: str, scored: Sequence[Scored]) -> dict[str, Any] | None:
    """The ledger's claims of a speaker or an organisation; None for no name.

    of: "speaker" or "organisation". A name counts if it is the same but for case and accents. alike: names that differ
    by a little, which are told and not counted.
    """
    if not name:
        return None
    same, alike = [], set()
    for each in scored:
        for part in (part.strip() for part in getattr(each.entry, of).split(";")):
            if fold(part) == fold(name):
                same.append(each)
                break
            if fuzz.ratio(fold(part), fold(name)) >= ALIKE:
                alike.add(part)
    told = [_told(each) for each in same]
    verdicts = [each["verdict"] for each in told]
    return {
        "name": name,
        "claims": told,
        "outcomes": {each: verdicts.count(each) for each in dict.fromkeys([*SETTLED, *verdicts]) if each in verdicts},
        "alike": sorted(alike),
    }


def _told(scored: Scored) -> dict[str, Any]:
    """A claim of the ledger in short: by events where they decide, else by hand."""
    entry, by_events = scored.entry, scored.outcome.verdict in SETTLED
    return {
        "id": entry.id,
        "date": entry.date,
        "group": entry.group,
        "claim": entry.claim,
        "verdict": scored.outcome.verdict if by_events else entry.outcome or "open",
        "by": "events" if by_events else "hand",
    }
