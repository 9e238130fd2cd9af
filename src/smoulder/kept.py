"""What takes long to make of a view, kept in a folder: found again by the same store, view and code, and by no other.

A store is the same as long as its file was not written to. Of each kind of thing the newest FILES are kept.
"""

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

import duckdb
import numpy as np
import polars as pl
import scipy

from smoulder.errors import BadInput
from smoulder.files import whole
from smoulder.vintage import View

FILES = 6


class Kept(NamedTuple):
    """A folder, and the name of a view in it."""

    folder: Path
    name: str

    def file(self, kind: str, ending: str) -> Path:
        """The file of one kind of thing."""
        return self.folder / f"{kind}-{self.name}.{ending}"


def kept(con: duckdb.DuckDBPyConnection, view: View, folder: Path | None) -> Kept | None:
    """Where to keep what is made of a view; None without a folder, or for a store that is in no file."""
    rows = con.execute("SELECT path FROM duckdb_databases() WHERE database_name = current_database()").fetchall()
    if folder is None or not rows or not rows[0][0]:
        return None
    path = Path(rows[0][0])
    try:
        written = path.stat()
    except OSError:
        return None
    log = path.with_name(f"{path.name}.wal")  # of what is not in the file yet
    told = [str(path), written.st_ino, written.st_size, written.st_mtime_ns, log.stat().st_size if log.exists() else 0]
    shown = [[segment.release.number, segment.first, segment.last] for segment in view.segments]
    named = json.dumps([told, shown, str(view.as_of), [duckdb.__version__, np.__version__, pl.__version__]])
    digest = hashlib.blake2b(_code(), digest_size=16)
    digest.update(f"{named} {scipy.__version__}".encode())
    return Kept(folder, digest.hexdigest())


def frame(of: Kept | None, kind: str, make: Callable[[], pl.DataFrame]) -> pl.DataFrame:
    """A table as it was kept, or made and kept."""
    path = of and of.file(kind, "parquet")
    if path is not None and path.is_file():
        with suppress(OSError, pl.exceptions.PolarsError):  # a file of another hand: make it again and write over it
            return pl.read_parquet(path)
    made = make()
    if path is not None:
        write(path, made.write_parquet)
    return made


def write(path: Path, to: Callable[[Path], object]) -> None:
    """Keep a file, whole or not at all, and drop the oldest of its kind; a folder that refuses keeps nothing."""
    with suppress(OSError, BadInput):
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole(path) as part:
            to(part)
        alike = path.parent.glob(f"{path.name.partition('-')[0]}-*{path.suffix}")
        for old in sorted(alike, key=lambda each: each.stat().st_mtime_ns, reverse=True)[FILES:]:
            old.unlink()


@cache
def _code() -> bytes:
    """All code of smoulder: whatever of it changes, nothing that it made before is taken for what it would make now."""
    root = Path(__file__).parent
    digest = hashlib.blake2b()
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\n" + path.read_bytes())
    return digest.digest()
