"""Where events come from. One file per source.

A source file has `SOURCES`, what the publisher says of each source in it, and
`layout(source, file, column_map) -> Layout`, how a file's columns become the event schema, as SQL over the raw row.
It raises SourceChanged on a layout that it does not know. The reading, the checks that hold for every
source and the writing are done once, in ingest.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, Protocol

from smoulder.errors import BadInput, SourceChanged
from smoulder.files import PlainFile
from smoulder.registry import entries
from smoulder.vintage import Covered


class Official(NamedTuple):
    """An official file: where it is published, its bytes and SHA-256."""

    url: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Source:
    """What a publisher says of a source.

    family: sources of one family speak of the same events (a release and its candidates) and are read together.
    usual_lag_days: from the end of a month to the day its events can be had. expects: rows of known versions.
    files: the official file of a version, where it can be fetched without an account.
    """

    name: str
    family: str
    title: str
    url: str
    licence: str
    citation: str
    may_ship: bool
    usual_lag_days: int
    expects: Mapping[str, int]
    encodings: tuple[str, ...] = ("utf-8",)
    files: Mapping[str, Official] = field(default_factory=dict)


@dataclass(frozen=True)
class Layout:
    """How one file becomes events.

    columns: event column -> SQL over the raw columns (text in csv files).
    skips: (SQL condition over the raw columns, reason) for rows that are not meant to be events, counted apart.
    rejects: (SQL condition over the event columns, reason) for rows that cannot be events, beside the rules that hold
    for every source; notes: the same for rows that are kept but worth counting.
    known_from: publication day, None if unknown. candidate: fills only months after the family's newest release.
    coverage: what the whole release could show, if the file is whole; otherwise the countries and months that it holds.
    whole: rows from which the file is the whole release. blind_years: years that the source lost, unless rows prove
    it wrong. simulated: an invented world. stated: what a user's own table says of itself, in place of its source.
    """

    version: str
    columns: Mapping[str, str]
    rejects: tuple[tuple[str, str], ...] = ()
    skips: tuple[tuple[str, str], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    known_from: date | None = None
    candidate: bool = False
    coverage: tuple[Covered, ...] | None = None
    whole: int = 1
    blind_years: tuple[int, ...] = ()
    simulated: bool = False
    stated: Source | None = None


class ReadLayout(Protocol):
    """The one function of a source file."""

    def __call__(self, source: Source, file: PlainFile, column_map: Mapping[str, Any] | None) -> Layout:
        """Give the layout, or raise SourceChanged."""


def sources() -> dict[str, tuple[Source, ReadLayout]]:
    """Every source by its name, with the function that reads its layouts."""
    layouts = entries("smoulder.sources", "layout")
    found: dict[str, Any] = entries("smoulder.sources", "SOURCES")
    return {source.name: (source, layouts[module]) for module, those in found.items() for source in those}


def require(source: Source, file: PlainFile, columns: Iterable[str]) -> None:
    """Raise SourceChanged unless the file has these columns."""
    if missing := [column for column in columns if column not in file.header]:
        raise SourceChanged(
            f"{file.name} is not in a layout of {source.name} that is known here: it lacks the columns"
            f" {', '.join(missing)}. Check that it is the official file, or use 'ingest table' with a column map."
        )


def refuse_map(source: Source, column_map: Mapping[str, Any] | None) -> None:
    """Raise BadInput where a column map was given to a source that knows its columns."""
    if column_map is not None:
        raise BadInput(f"{source.name} knows its own columns; --map goes with 'ingest table' only.")


def quoted(name: str) -> str:
    """A column name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: str) -> str:
    """A text as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"
