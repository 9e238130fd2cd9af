"""What the models have learned from a pool, and how good they have been in it: once for each year, kept in a folder.

The models are fitted on what was known at the end of a year and asked until the end of the next. Their forecasts from
the end of each earlier year are their record: by it the ensemble is weighed and the model to trust is chosen.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from threadpoolctl import threadpool_limits

from smoulder import endings, metrics, rolling, stacking
from smoulder.errors import BadInput
from smoulder.parameters import from_json, to_json
from smoulder.rolling import UNKNOWN, Block
from smoulder.types import ENDED_AFTER, ENDED_HORIZON, SCORED_ACTIVE, Floats, Panel, ReturnCurves

HORIZONS = (12, 24, 36, 60)
RECORDED = ("climatology", *stacking.MEMBERS)  # the ensemble, its members and the reference of every score
YEAR, WARM_UP, YEARS = 12, 60, 26  # months between origins and before the first, and how many origins at most
TRUSTED, ENOUGH = "silence_table", 30  # trusted until so many cases tell of another
LONG_POOL = ENDED_AFTER + ENDED_HORIZON  # months: a shorter pool has not seen what becomes of such a silence
ENOUGH_UNITS = 100
LEARNS_FROM = ("endings", "spells.py", "context.py", "rolling.py")
Progress = Callable[[int, int], None]


class Learning(NamedTuple):
    """What is known when a unit is asked about.

    since: the month at whose end the models were fitted; learned: by model; weights: of the ensemble's members;
    blocks: the forecasts from the end of each earlier year, oldest first; trusted: the model with the best record;
    units, months: of the pool, months being those in which anything could be seen.
    """

    since: int
    learned: Mapping[str, object]
    weights: Mapping[str, float]
    blocks: Sequence[Block]
    trusted: str
    units: int
    months: int

    def curves(self, panel: Panel, model: str) -> ReturnCurves:
        """What a model, or the ensemble, says of a panel."""
        models = endings.models()
        if model != stacking.NAME:
            return models[model].curves(self.learned[model], panel)
        members = {name: models[name].curves(self.learned[name], panel).values for name in stacking.MEMBERS}
        return endings.answer(panel, stacking.NAME, stacking.blend(members, self.weights))


def enough(pool: Panel) -> bool:
    """Whether a pool can be learned from: it takes ENOUGH_UNITS with a record, seen over LONG_POOL months."""
    units = int((pool.active_months[:, -1] >= SCORED_ACTIVE).sum())
    return units >= ENOUGH_UNITS and int(pool.visible.any(axis=0).sum()) >= LONG_POOL


def learn(
    pool: Panel,
    folder: Path | None = None,
    *,
    runner: rolling.Runner | None = None,
    on_progress: Progress = lambda done, total: None,
) -> Learning:
    """Fit every model on a pool at the end of its newest whole year, with the record of the years before.

    folder: where to keep what was learned: what is in it already is not learned again, and whatever cannot be read
    there is. A pool shorter than a year is learned from whole.
    """
    newest = pool.end - pool.end % YEAR
    newest = pool.end if newest <= pool.start + YEAR else newest
    origins = list(range(newest - YEAR, pool.start + WARM_UP, -YEAR))[: YEARS - 1][::-1]
    cuts = {origin: pool.until(origin) for origin in origins}
    held = {origin: _read(_path(folder, "record", cut)) for origin, cut in cuts.items()}
    blocks = {origin: _block(pool, origin, found) for origin, found in held.items() if found}
    missing = [origin for origin in origins if blocks.get(origin) is None]
    total = len(missing) + 1
    models = endings.models()
    asked = {name: models[name] for name in RECORDED}
    made = rolling.forecasts(pool, missing, HORIZONS, asked, endings.scored, refit=YEAR, runner=runner)
    for done, block in enumerate(made, start=1):
        blocks[block.origin] = block
        _write(_path(folder, "record", cuts[block.origin]), _told(pool, block))
        on_progress(done, total)
    learned = _learned(pool.until(newest), folder)
    on_progress(total, total)
    alone = [block for _, block in sorted(blocks.items()) if block]
    whole = tuple(stacking.joined(alone, pool, HORIZONS))
    weights = stacking.weigh(alone, pool, HORIZONS, pool.end)
    months = int(pool.visible.any(axis=0).sum())
    return Learning(newest, learned, weights, whole, _best(whole, pool), len(pool.units), months)


def _learned(cut: Panel, folder: Path | None) -> dict[str, object]:
    path, models = _path(folder, "learned", cut), endings.models()
    found = _read(path)
    if isinstance(found, dict) and found.keys() == models.keys():
        try:
            learned = {name: from_json(name, found[name]) for name in models}
            one = Panel(cut.values[:1], cut.visible[:1], cut.units[:1], cut.start, cut.target, cut.as_of)
            for name, model in models.items():
                model.curves(learned[name], one)
            return learned
        except (BadInput, IndexError, ValueError, TypeError):
            pass  # a file of another hand: learn again and write over it
    with threadpool_limits(limits=1):
        learned = {name: model.fit(cut) for name, model in models.items()}
    _write(path, {name: to_json(each) for name, each in learned.items()})
    return learned


def _best(blocks: Sequence[Block], pool: Panel) -> str:
    """The model whose forecasts of quiet units had the best log scores, each horizon counting alike."""
    losses: dict[str, list[float]] = {}
    for column, horizon in enumerate(HORIZONS):
        scores: dict[str, list[Floats]] = {}
        for block in blocks:
            silent = pool.silence[block.units, block.origin - pool.start] >= stacking.QUIET
            told = ~np.isnan(np.stack([p[:, column] for p in block.probabilities.values()])).any(axis=0)
            use = silent & told & (block.observed[:, column] != UNKNOWN) & (block.origin + horizon <= pool.end)
            for name, p in block.probabilities.items():
                found = metrics.log_score(p[use, column].astype(np.float64), block.observed[use, column])
                scores.setdefault(name, []).append(found)
        means = {name: np.concatenate(each) for name, each in scores.items()}
        if means and len(means[TRUSTED]) >= ENOUGH:
            for name, each in means.items():
                losses.setdefault(name, []).append(float(each.mean() / means[TRUSTED].mean()))
    return min(losses, key=lambda name: (np.mean(losses[name]), name != TRUSTED), default=TRUSTED)


def _told(pool: Panel, block: Block) -> dict[str, Any]:
    # as few digits as tell one float32 from another: files are read at every answer
    p = {name: [[to_json(float(str(x))) for x in row] for row in each] for name, each in block.probabilities.items()}
    return {"units": [pool.units[unit] for unit in block.units], "p": p}


def _block(pool: Panel, origin: int, found: Any) -> Block | None:
    """A kept record as a block of this pool; None if it does not fit."""
    place = {unit: row for row, unit in enumerate(pool.units)}
    try:
        units = np.array([place[unit] for unit in found["units"]], dtype=np.int32)
        shape = (len(units), len(HORIZONS))
        p = {name: np.array(found["p"][name], dtype=np.float32).reshape(shape) for name in RECORDED}
    except (KeyError, TypeError, ValueError):
        return None
    return Block(origin, units, p, rolling.observed(pool, origin, HORIZONS)[units])


def _path(folder: Path | None, what: str, cut: Panel) -> Path | None:
    """Where to keep what was learned from a cut panel: by all that it shows, and by the code that learns."""
    if folder is None:
        return None
    seen = cut.active_months[:, -1] > 0
    told = hashlib.blake2b(_code(), digest_size=16)
    told.update(json.dumps([what, cut.end, [u for u, s in zip(cut.units, seen.tolist(), strict=True) if s]]).encode())
    told.update(np.packbits(cut.visible[seen]).tobytes())
    values = cut.values[seen].ravel()
    at = np.flatnonzero(values)
    told.update(at.tobytes())
    told.update(values[at].tobytes())
    if cut.context is not None:
        known, country, countries = cut.context
        # the last column is made of names and counts alone, and rounds by how many groups are in the panel
        told.update(known[:-1, seen, -1].tobytes())
        told.update(json.dumps([countries[place] if place >= 0 else None for place in country[seen, -1]]).encode())
    return folder / f"{what}-{told.hexdigest()}.json"


@cache
def _code() -> bytes:
    root = files("smoulder")
    paths = [
        path for name in LEARNS_FROM for path in ([root / name] if name.endswith(".py") else (root / name).iterdir())
    ]
    texts = {path.name: path.read_bytes() for path in paths if path.name.endswith(".py")}
    return hashlib.blake2b(b"".join(texts[name] for name in sorted(texts))).digest()


def _read(path: Path | None) -> Any:
    try:
        return None if path is None else json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None


def _write(path: Path | None, document: object) -> None:
    """Keep a document, whole or not at all; a folder that cannot be written to keeps nothing."""
    if path is None:
        return
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(document, allow_nan=False), encoding="utf-8")
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
