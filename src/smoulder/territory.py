"""What a group holds and contests in an area as of a day, told from events alone, and its change against its own past.

Each month is judged by what was known in it (filtered). Counts have intervals from draws in which units err together:
a Gaussian copula with a common part, whose share SHARED was chosen so that 80% intervals of simulated wars held as
often as they say. Units of which the events never told more than of any other are left out of the counts, and counted.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.special import ndtr

from smoulder.control import CONTESTED, GROUP, CellPanel
from smoulder.months import label
from smoulder.types import UNKNOWN, Bools, Floats, StateProbabilities

SHARED, LASTING = 0.5, 0.985  # share of what units err by in common; correlation of errors from month to month
DRAWS = 2_000
TOLD, LIKELY = 0.5, 0.5  # how much of an answer must be more than the prior, once; a chance that is told as so
TAILS = (0.1, 0.9)  # of 80% intervals
FEW = 3.0  # units of ground at the peak: of fewer no share is told
YEAR, WINDOW = 12, "12"
FRAMES = 6  # maps, at most
AREAS = 12  # provinces told, at most
PLAIN = ("group", "contested", "opponent", UNKNOWN)
COARSE_MODEL = "The model {model} has no state for what is unknown, so that no change of land is told from it."


def territory(
    told: StateProbabilities,
    panel: CellPanel,
    *,
    places: Mapping[str, str] | None = None,
    deaths: Sequence[tuple[int, int]] = (),
    danger: Mapping[str, Any] | None = None,
    seed: int = 1,
) -> dict[str, Any]:
    """The territory part of an assessment.

    places: the province of a unit, by its name; deaths: (month, deaths) of the group's events in the area, known
    months only; danger: the danger part of the same assessment, None if there is none. Raises nothing: what cannot be
    told is null, with the reason in `declined`.
    """
    ground, held = _ground(told)
    seen = told.states == PLAIN
    ever: Bools = (1 - told.values[:, :, -1]).max(axis=1) >= TOLD if seen else np.ones(len(told.units), dtype=bool)
    peak = int(ground[ever].sum(axis=0).argmax()) if ever.any() else 0
    last = panel.months - 1
    moments = {"now": last, "year_ago": last - YEAR if last >= YEAR else None, "peak": peak}
    asked = [month for month in moments.values() if month is not None]
    drawn = dict(zip(asked, _draws(told, ever, asked, seed), strict=True))
    counts = {
        name: None if month is None else _count(told, ever, month + told.start, drawn[month])
        for name, month in moments.items()
    }
    declined = _why_not(told, ever, peak, last, float(ground[ever, peak].sum()))
    change = {
        name: None if declined or month is None or month == last else _change(drawn[month], drawn[last])
        for name, month in (("since_peak", peak), ("since_year", moments["year_ago"]))
    }
    found = {
        "model": told.model,
        "filtered": told.filtered,
        "group": panel.group,
        "newest_month": label(panel.end),
        "states": list(told.states),
        "units": len(told.units),
        "never_told": int(len(ever) - ever.sum()),
        "declined": declined,
        **counts,
        "change": change,
        "months": _months(told, ever, ground, held),
        "areas": _areas(told, places or {}),
        "frames": _frames(told, ground, ever, peak),
        "kept_out": dict(panel.kept_out),
    }
    return found | {"sentence": _sentence(change["since_peak"], peak + told.start, deaths, danger)}


def _ground(told: StateProbabilities) -> tuple[Floats, Floats]:
    """Chance that a unit is held or contested, and that it is held, (units, months) each."""
    held = told.chance("group")
    return np.clip(1 - told.chance("opponent"), 0, 1), held


def _draws(told: StateProbabilities, ever: Bools, months: Sequence[int], seed: int) -> list[Floats]:
    """Ground and held units of each draw in some months, (2, draws) each; errors are common and lasting."""
    rng = np.random.default_rng(seed)
    ground, held = (each[ever] for each in _ground(told))
    order = sorted(set(months))
    size = int(ever.sum())
    common, own = rng.standard_normal(DRAWS), rng.standard_normal((size, DRAWS))
    counts: dict[int, Floats] = {}
    for before, month in zip([None, *order], order, strict=False):
        if before is not None:
            stays = LASTING ** (month - before)
            common = stays * common + np.sqrt(1 - stays**2) * rng.standard_normal(DRAWS)
            own = stays * own + np.sqrt(1 - stays**2) * rng.standard_normal((size, DRAWS))
        height = ndtr(np.sqrt(SHARED) * common + np.sqrt(1 - SHARED) * own)
        counts[month] = np.stack([(height < each[:, month, None]).sum(axis=0) for each in (ground, held)]).astype(float)
    return [counts[month] for month in months]


def _spread(values: Floats) -> dict[str, float]:
    low, high = np.quantile(values, TAILS)
    return {"median": float(np.median(values)), "low80": float(low), "high80": float(high)}


def _count(told: StateProbabilities, ever: Bools, month: int, drawn: Floats) -> dict[str, Any]:
    """How many units are in each state in a month: the likeliest of each unit, and counts with intervals."""
    likeliest = told.values[ever, month - told.start].argmax(axis=1)
    return {
        "month": label(month),
        "likeliest": {state: int((likeliest == place).sum()) for place, state in enumerate(told.states)},
        "held_or_contested": _spread(drawn[0]),
        "held": _spread(drawn[1]),
    }


def _change(before: Floats, now: Floats) -> dict[str, Any]:
    """By what share ground and held units fell, with intervals; above 0 is a loss. Null without any before."""
    found = {}
    for name, then, left in zip(("held_or_contested", "held"), before, now, strict=True):
        some = then > 0
        found[name] = _spread(1 - left[some] / then[some]) if some.mean() > TAILS[1] else None
    return found


def _why_not(told: StateProbabilities, ever: Bools, peak: int, last: int, most: float) -> str | None:
    if told.states != PLAIN:
        return COARSE_MODEL.format(model=told.model)
    if most < FEW:
        return f"It never held or contested more than about {most:.0f} units, by what the events tell."
    values = told.values[ever]
    had = values[:, peak, [GROUP, CONTESTED]].sum(axis=1) > LIKELY
    lost_sight = values[:, last, -1] > 0.9
    if had.any() and (share := float(lost_sight[had].mean())) > LIKELY:
        return f"Of {share:.0%} of the units it held or contested at its peak the events tell nothing any more."
    return None


def _months(told: StateProbabilities, ever: Bools, ground: Floats, held: Floats) -> list[dict[str, Any]]:
    unknown = told.values[ever, :, -1].sum(axis=0) if told.states == PLAIN else np.zeros(ground.shape[1])
    return [
        {"month": label(told.start + place), "held_or_contested": float(g), "held": float(h), "unknown": float(u)}
        for place, (g, h, u) in enumerate(zip(ground[ever].sum(axis=0), held[ever].sum(axis=0), unknown, strict=True))
    ]


def _areas(told: StateProbabilities, places: Mapping[str, str]) -> list[dict[str, Any]]:
    """The provinces where most ground may be: expected units in each state, the rest counted together."""
    by_place: dict[str, Floats] = {}
    size: dict[str, int] = {}
    for unit, now in zip(told.units, told.values[:, -1], strict=True):
        place = places.get(unit, "no event placed")
        by_place[place] = by_place.get(place, np.zeros(len(told.states))) + now
        size[place] = size.get(place, 0) + 1
    ordered = sorted(by_place, key=lambda place: (-float(by_place[place][: len(told.states) // 2].sum()), place))
    return [
        {"area": place, "units": size[place], **dict(zip(told.states, map(float, by_place[place]), strict=True))}
        for place in ordered[:AREAS]
    ]


def _frames(told: StateProbabilities, ground: Floats, ever: Bools, peak: int) -> list[dict[str, Any]]:
    """The states of every unit in the months that are drawn: the peak, now, and others evenly between."""
    last = ground.shape[1] - 1
    start = min(YEAR, last)
    even = [round(start + (last - start) * step / (FRAMES - 2)) for step in range(FRAMES - 1)]
    months = sorted({*even, peak} if min(abs(peak - each) for each in even) > 1 else set(even))
    return [
        {
            "month": label(told.start + month),
            "peak": month == peak,
            "units": {
                unit: [round(float(share), 3) for share in now]
                for unit, now in zip(told.units, told.values[:, month], strict=True)
            },
        }
        for month in months
    ]


def _sentence(
    change: Mapping[str, Any] | None,
    peak: int,
    deaths: Sequence[tuple[int, int]],
    danger: Mapping[str, Any] | None,
) -> str | None:
    """Land against danger: by how much ground fell since its peak, and deaths expected against those around it."""
    if change is None or change["held_or_contested"] is None or not danger or not danger.get("windows"):
        return None
    then = [count for month, count in deaths if peak - YEAR // 2 <= month < peak + YEAR - YEAR // 2]
    total = sum(then)
    if len(then) < YEAR or not total:
        return None
    ahead = danger["windows"][WINDOW]
    low, middle, high = (1 - ahead[key] / total for key in ("high80", "median", "low80"))
    return (
        f"Units held or contested {_moved(**_ends(change['held_or_contested']))} since {label(peak)}; deaths expected"
        f" within {WINDOW} months {_moved(low, middle, high)} against the {total:,} of the year around it (80%"
        " intervals)."
    )


def _ends(spread: Mapping[str, float]) -> dict[str, float]:
    return {"low": spread["low80"], "middle": spread["median"], "high": spread["high80"]}


def _moved(low: float, middle: float, high: float) -> str:
    """A fall or rise in words.

    >>> _moved(0.9, 0.97, 0.99), _moved(-0.4, -0.2, 0.1)
    ('fell by 97% (90% to 99%)', 'may have risen by 20% (from 10% fewer to 40% more)')
    """
    if low >= 0:
        return f"fell by {middle:.0%} ({low:.0%} to {high:.0%})"
    if high <= 0:
        return f"rose by {-middle:.0%} ({-high:.0%} to {-low:.0%})"
    way = "fallen" if middle >= 0 else "risen"
    return f"may have {way} by {abs(middle):.0%} (from {high:.0%} fewer to {-low:.0%} more)"
