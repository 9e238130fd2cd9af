"""A pool and what was learned from it, kept together in one file: an answer needs both, and each takes long to make."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from smoulder import endings, learning, shipped
from smoulder.errors import BadInput
from smoulder.kept import Kept, write
from smoulder.learning import Learning, Progress
from smoulder.lineage import Lineage
from smoulder.parameters import from_json, to_json
from smoulder.rolling import Block
from smoulder.types import Context, Panel

ROWS = ("units", "observed")  # of blocks


class Taught(NamedTuple):
    """A pool, what is known of it, and the card of that where it was learned elsewhere (None: from this pool)."""

    pool: Panel
    learning: Learning
    card: Mapping[str, Any] | None


def taught(
    make: Callable[[], Panel],
    lineage: Lineage | None,
    *,
    kept: Kept | None = None,
    folder: Path | None = None,
    on_progress: Progress = lambda done, total: None,
) -> Taught:
    """The pool that `make` gives, and what was learned from it, or elsewhere if it is too small to learn from.

    lineage: by which groups of the pool have their events in common, None where they have not. kept: where both are
    kept for this view; folder: where what was learned is kept by year, for views that share it.
    """
    path = None if kept is None else _file(kept, lineage)
    if path is not None and (found := _read(path)):
        return Taught(*found, None)
    pool = make()
    if not learning.enough(pool):
        return Taught(pool, *shipped.read())
    known = learning.learn(pool, folder, on_progress=on_progress)
    if path is not None:
        _write(path, pool, known)
    return Taught(pool, known, None)


def _file(kept: Kept, lineage: Lineage | None) -> Path:
    """The links by which groups are one are in a pool too, and are in no store."""
    if lineage is None:
        return kept.file("pool", "npz")
    links = hashlib.blake2b(repr(lineage.groups).encode(), digest_size=8).hexdigest()
    return kept._replace(name=f"{kept.name}-{links}").file("pool", "npz")


def _write(path: Path, pool: Panel, known: Learning) -> None:
    about: dict[str, Any] = {
        "units": pool.units, "start": pool.start, "target": pool.target, "as_of": str(pool.as_of),
        "countries": None if pool.context is None else pool.context.countries,
        "learning": {
            "since": known.since, "weights": known.weights, "trusted": known.trusted,
            "units": known.units, "months": known.months,
            "learned": {name: to_json(each) for name, each in known.learned.items()},
            "blocks": [[block.origin, len(block.units)] for block in known.blocks],
            "models": list(known.blocks[0].probabilities) if known.blocks else [],
        },
    }  # fmt: skip
    arrays: dict[str, Any] = {"values": pool.values, "visible": pool.visible}
    if pool.context is not None:
        arrays |= {"around": pool.context.known, "country": pool.context.country}
    if known.blocks:  # one array for all: to open many takes longer than to read them
        arrays |= {each: np.concatenate([getattr(block, each) for block in known.blocks]) for each in ROWS}
        arrays["p"] = np.concatenate([np.stack([*block.probabilities.values()], axis=1) for block in known.blocks])
    arrays["about"] = np.frombuffer(json.dumps(about).encode(), dtype=np.uint8)

    def to(part: Path) -> None:
        with part.open("wb") as file:
            np.savez(file, **arrays)

    write(path, to)


def _read(path: Path) -> tuple[Panel, Learning] | None:
    """What is in a file; None where there is none, or one of another hand."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as found:
            return _told(dict(found))
    except (OSError, EOFError, ValueError, LookupError, TypeError, AttributeError, BadInput, zipfile.BadZipFile):
        return None


def _told(found: Mapping[str, Any]) -> tuple[Panel, Learning]:
    about = json.loads(found["about"].tobytes())
    countries = about["countries"]
    around = None if countries is None else Context(found["around"], found["country"], tuple(countries))
    pool = Panel(
        found["values"], found["visible"], tuple(about["units"]), about["start"], about["target"],
        date.fromisoformat(about["as_of"]), around,
    )  # fmt: skip
    told = about["learning"]
    blocks, row = [], 0
    for origin, count in told["blocks"]:
        units, observed, p = (found[each][row : row + count] for each in (*ROWS, "p"))
        blocks.append(Block(origin, units, {name: p[:, place] for place, name in enumerate(told["models"])}, observed))
        row += count
    learned = {name: from_json(name, told["learned"][name]) for name in endings.models()}
    return pool, Learning(
        told["since"], learned, told["weights"], tuple(blocks), told["trusted"], told["units"], told["months"]
    )
