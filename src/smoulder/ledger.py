"""The ledger of claims of victory: who said when that which group was finished, and what followed, a row each.

A checked-in file and the user's own beside the store; both only grow. Claims are paraphrased. `outcome` and `followed`
were written by hand from public sources; what events say stands beside them and is computed when asked for.
"""

import csv
import datetime
import io
import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from importlib.resources import files
from pathlib import Path

from smoulder.areas import parse_area
from smoulder.claim import CLAIM_TYPES, DIRECTIONS
from smoulder.errors import BadInput
from smoulder.files import whole
from smoulder.lineage import fold

KINDS = ("unilateral", "negotiated", "with deadline", "self-dissolved", "prediction")
PRECISIONS = {4: "year", 7: "month", 10: "day"}  # by the length of the date
CONFIDENCES = ("read", "general knowledge")
OUTCOMES = ("held", "failed", "partly", "open", "")
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
NEEDED = ("id", "date", "speaker", "organisation", "group", "area", "kind", "claim", "source", "confidence")
LIMIT = 16 << 20  # bytes of a user's own ledger


@dataclass(frozen=True)
class Entry:
    """One claim: every field a text as in the file, "" where it is not known, checked when made.

    date: YYYY, YYYY-MM or YYYY-MM-DD, as exact as precision says. speaker, office, organisation: several with "; "
    between. ucdp: UCDP's actor id. area: as `areas.parse_area` takes it. kind of KINDS; claim_type and direction as in
    `claim`. horizon: in words; deadline: the last day by which it should have come true. source: where it is written.
    outcome of OUTCOMES, by hand. revised: how the row came to be as it is.
    Raises BadInput for a field that breaks this.
    """

    id: str
    date: str
    precision: str
    speaker: str
    office: str
    organisation: str
    group: str
    ucdp: str
    area: str
    kind: str
    claim_type: str
    direction: str
    horizon: str
    deadline: str
    claim: str
    source: str
    confidence: str
    outcome: str
    followed: str
    revised: str

    def __post_init__(self) -> None:
        where = f"Claim '{self.id}'"
        for name in NEEDED:
            if not getattr(self, name).strip():
                raise BadInput(f"{where} lacks its {name}.")
        for name, known in (
            ("kind", KINDS), ("claim_type", CLAIM_TYPES), ("direction", DIRECTIONS), ("confidence", CONFIDENCES),
            ("outcome", OUTCOMES),
        ):  # fmt: skip
            if (value := getattr(self, name)) not in known:
                raise BadInput(f"{where}: '{value}' is no {name}; it is one of {', '.join(filter(None, known))}.")
        if not DATE.fullmatch(self.date) or PRECISIONS[len(self.date)] != self.precision:
            raise BadInput(f"{where}: write the date as YYYY, YYYY-MM or YYYY-MM-DD; found '{self.date}'.")
        said = self.said
        if (self.kind == "with deadline") != bool(self.deadline):
            raise BadInput(f"{where}: a claim has a deadline if it is of the kind 'with deadline', and only then.")
        if self.deadline and _day(self.deadline, where) < said:
            raise BadInput(f"{where}: the deadline {self.deadline} lies before the claim.")
        if self.ucdp and not self.ucdp.isdecimal():
            raise BadInput(f"{where}: '{self.ucdp}' is no UCDP actor id: it is a number, or empty.")
        parse_area(self.area)

    @property
    def said(self) -> datetime.date:
        """The last day that it can have been said: nothing before it is held against the claim."""
        year, month, day = (*map(int, self.date.split("-")), 0, 0)[:3]
        if not day and not 0 <= month <= 12:
            raise BadInput(f"Claim '{self.id}': there is no month {self.date}.")
        return _day(self.date if day else f"{year}-{month or 12:02}-{monthrange(year, month or 12)[1]}", self.id)

    @property
    def by(self) -> datetime.date | None:
        """The deadline."""
        return datetime.date.fromisoformat(self.deadline) if self.deadline else None


COLUMNS = tuple(each.name for each in fields(Entry))


def _day(text: str, where: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{where}: '{text}' is no day.") from None


def entry(values: Mapping[str, str]) -> Entry:
    """An entry from some of its fields: id and precision are made from the others, type and direction are of an end."""
    given = {name: str(values.get(name) or "").strip() for name in COLUMNS}
    if unknown := sorted(set(values) - set(COLUMNS)):
        raise BadInput(f"A claim has no {', '.join(map(str, unknown))}; its columns are {', '.join(COLUMNS)}.")
    given["precision"] = given["precision"] or PRECISIONS.get(len(given["date"]), "")
    given["claim_type"] = given["claim_type"] or {
        "with deadline": "defeat_deadline", "prediction": "defeat_prediction"
    }.get(given["kind"], "defeat_declared")  # fmt: skip
    given["direction"] = given["direction"] or "ends"
    who = re.split(r"[;(]", given["speaker"])[0].split()
    given["id"] = given["id"] or "-".join([given["date"][:4], fold(who[-1]) if who else "", fold(given["group"])[:16]])
    return Entry(**given)


def read(path: Path) -> tuple[Entry, ...]:
    """The claims of a ledger file, by date; raises BadInput for a file that is none, or has an id twice."""
    try:
        if path.stat().st_size > LIMIT:
            raise BadInput(f"{path} is larger than {LIMIT >> 20} MB: that is no ledger.")
        rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")), strict=True)
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise BadInput(f"{path} is no ledger: its first line must be {','.join(COLUMNS)}.")
        found = []
        for row in rows:
            if None in row or None in row.values():
                raise BadInput(f"{path}, line {rows.line_num}: {len(COLUMNS)} columns were expected.")
            found.append(Entry(**row))
    except (OSError, UnicodeDecodeError, csv.Error) as why:
        raise BadInput(f"{path} cannot be read as a ledger: {why}.") from None
    _refuse(found)
    return tuple(sorted(found, key=lambda each: (each.date, each.id)))


def load(own: Path | None = None) -> tuple[Entry, ...]:
    """The claims that ship with smoulder, and the user's own; raises BadInput if one is in both."""
    shipped = read(Path(str(files("smoulder") / "ledger.csv")))
    ours = read(own) if own is not None and own.exists() else ()
    _refuse([*shipped, *ours])
    return tuple(sorted([*shipped, *ours], key=lambda each: (each.date, each.id)))


def add(own: Path, new: Entry) -> None:
    """Append a claim to the user's own ledger, whole or not at all; raises BadInput if it is known already."""
    _refuse([*load(own), new])
    if not own.parent.is_dir():
        raise BadInput(f"There is no folder {own.parent}: run 'smoulder ingest' first, or name a store with --store.")
    before = own.read_text(encoding="utf-8-sig") if own.exists() else as_csv([])
    if not before.endswith("\n"):
        before += "\n"
    with whole(own) as part:
        part.write_text(before + as_csv([new]).partition("\n")[2], encoding="utf-8")


def as_csv(entries: Iterable[Entry]) -> str:
    """Entries as a ledger file."""
    text = io.StringIO()
    rows = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    rows.writeheader()
    rows.writerows(asdict(each) for each in entries)
    return text.getvalue()


def _refuse(entries: Iterable[Entry]) -> None:
    """Raise BadInput for an id or a claim that comes a second time."""
    ids: set[str] = set()
    said: dict[tuple[str, ...], str] = {}
    for each in entries:
        same = (each.date, each.speaker.casefold(), each.group.casefold(), each.claim.casefold())
        if each.id in ids:
            raise BadInput(f"The ledger holds a claim '{each.id}' already: give another id.")
        if same in said:
            raise BadInput(f"The ledger holds this claim already, as '{said[same]}'.")
        ids.add(each.id)
        said[same] = each.id


def chosen(
    entries: Sequence[Entry], *, group: str | None = None, country: str | None = None, speaker: str | None = None
) -> list[Entry]:
    """The entries whose group, country, or speaker or organisation holds a text, whatever its case and accents."""
    return [
        each
        for each in entries
        if (group is None or _in(group, each.group))
        and (country is None or _in(country, each.area))
        and (speaker is None or _in(speaker, each.speaker) or _in(speaker, each.organisation))
    ]


def _in(text: str, name: str) -> bool:
    return fold(text) in fold(name)
