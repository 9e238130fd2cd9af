"""How claims of victory fared: the outcome of each by the events of a store, and rates by kind of claim.

A rate at 12, 24 or 60 months is over claims whose months up to there were all seen: a failure is known sooner than a
claim that holds, so to count whatever is known would make claims look worse than they are.
"""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection

from smoulder import actors
from smoulder.aftermath import Known, known
from smoulder.areas import parse_area
from smoulder.errors import BadInput
from smoulder.ledger import COLUMNS, KINDS, Entry
from smoulder.lineage import Lineage, fold
from smoulder.outcome_rules import MARKS, Question
from smoulder.resolution import VERSION, Outcome, outcome
from smoulder.shares import Share, share
from smoulder.types import Group
from smoulder.vintage import Release

SETTLED = ("held", "partly", "failed")


class Scored(NamedTuple):
    """A claim of the ledger beside its outcome by events."""

    entry: Entry
    outcome: Outcome

    @property
    def disagrees(self) -> bool:
        """Whether both the hand and the events decided, and not alike."""
        return {self.entry.outcome, self.outcome.verdict} <= set(SETTLED) and (
            self.entry.outcome != self.outcome.verdict
        )


class Rate(NamedTuple):
    """How claims of a kind fared: by hand (horizon None), or by events within so many months; None without cases."""

    kind: str
    horizon: int | None
    held: Share | None
    failed: Share | None


def score(
    con: DuckDBPyConnection,
    entries: Sequence[Entry],
    history: Sequence[Release],
    lineage: Lineage,
    *,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> list[Scored]:
    """The outcome of each entry by the newest data of one family of releases."""
    by = known(con, history, lineage)
    found = []
    for done, each in enumerate(entries, 1):
        found.append(Scored(each, outcome(con, question(each, by, history), by)))
        on_progress(done, len(entries))
    return found


def question(entry: Entry, by: Known, history: Sequence[Release]) -> Question:
    """An entry as a question to a store."""
    return Question(
        entry.claim_type, entry.direction, group_of(entry, by, history), parse_area(entry.area), entry.said, entry.by
    )


def group_of(entry: Entry, by: Known, history: Sequence[Release]) -> Group | None:
    """The store's group that an entry means: by UCDP's id in UCDP's own data, else by name; None if not held."""
    if history[0].family == "ucdp" and entry.ucdp:
        return next((group for group in by.held if group.key == entry.ucdp), None)
    try:
        return actors.find(entry.group, list(by.held), by.lineage)
    except BadInput:
        return None


def family(entry: Entry) -> str:
    """What claims about one group have in common, for intervals."""
    return fold(entry.group)


def rates(scored: Sequence[Scored], kinds: Iterable[str] = KINDS) -> list[Rate]:
    """How claims of each kind, and all of them, fared: by hand, and by events at each of MARKS."""
    found = []
    for kind in ("all", *kinds):
        those = [each for each in scored if kind in ("all", each.entry.kind)]
        by_hand = [(each.entry.outcome, each.entry) for each in those if each.entry.outcome in SETTLED]
        found.append(_rate(kind, None, by_hand))
        found += [_rate(kind, months, at(those, months)) for months in MARKS]
    return found


def at(scored: Sequence[Scored], months: int) -> list[tuple[str, Entry]]:
    """The verdicts after so many months, of claims whose months up to there were all seen."""
    marks = [(each.outcome.evidence.get("marks", {}).get(str(months)), each.entry) for each in scored]
    return [(mark["verdict"], entry) for mark, entry in marks if mark and mark["whole"]]


def _rate(kind: str, months: int | None, verdicts: Sequence[tuple[str, Entry]]) -> Rate:
    clusters = [family(entry) for _, entry in verdicts]
    held, failed = (share([verdict == each for verdict, _ in verdicts], clusters) for each in ("held", "failed"))
    return Rate(kind, months, held, failed)


def as_csv(scored: Iterable[Scored]) -> str:
    """Claims with their outcomes as a table; a cell that a spreadsheet would take for a formula is made text."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow([*COLUMNS, "verdict", "rule", "reason", "rules", "data"])
    for entry, came in scored:
        computed = (came.verdict, came.rule, came.reason, VERSION, "; ".join(came.data))
        cells = [*(getattr(entry, name) for name in COLUMNS), *computed]
        rows.writerow(["'" + cell if cell[:1] in tuple("=+-@\t\r") else cell for cell in cells])
    return text.getvalue()


def plain(rate: Rate) -> dict[str, Any]:
    """A rate for JSON."""
    return {
        "kind": rate.kind,
        "horizon": rate.horizon,
        "by": "hand" if rate.horizon is None else "events",
        "held": rate.held and rate.held._asdict(),
        "failed": rate.failed and rate.failed._asdict(),
    }
