"""What a group holds and contests in an area as of a day, told from events alone, and its change against its own past.

The newest month is judged by itself and those before (filtered), and so is every other unless a history is given: the
past as judged by all that was known on the day (smoothed), nothing later. Where events do not tell when its ground was
largest, no peak is claimed: the change is told since the data begin. Counts have intervals from draws in which units
err together: a Gaussian copula with a common part, whose share SHARED was chosen so that 80% intervals of simulated
wars held as often as they say. Units of which the events never told more than of any other are left out of the counts,
and counted.
"""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

import numpy as np
from scipy.special import ndtr

from smoulder.control import CONTESTED, GROUP, KINDS, OWN, CellPanel
from smoulder.fronts import fought_over, fronts
from smoulder.months import first_day, label, parse_month
from smoulder.types import UNKNOWN, Bools, Floats, StateProbabilities

SHARED, LASTING = 0.5, 0.985  # share of what units err by in common; correlation of errors from month to month
DRAWS, DRAWN = (2_000, 20_000), 1_000_000  # draws at least and at most; of all units together, so many
TOLD, LIKELY = 0.5, 0.5  # how much of an answer must be more than the prior, once; a chance that is told as so
TAILS = (0.1, 0.9)  # of 80% intervals
FEW = 3.0  # units of ground at the peak: of fewer no share is told
YEAR, WINDOW = 12, "12"
FRAMES, HALF_YEAR = 6, 6  # maps, at most; months between them, or a multiple
AREAS = 12  # provinces told, at most
OWN_KINDS = [KINDS.index(kind) for kind in OWN]
PLAIN = ("group", "contested", "opponent", UNKNOWN)
COARSE_MODEL = "The model {model} has no state for what is unknown, so that no change of land is told from it."


def territory(
    told: StateProbabilities,
    panel: CellPanel,
    *,
    history: StateProbabilities | None = None,
    places: Mapping[str, str] | None = None,
    deaths: Sequence[tuple[int, int]] = (),
    danger: Mapping[str, Any] | None = None,
    seed: int = 1,
) -> dict[str, Any]:
    """The territory part of an assessment.

    history: the same model's answer with all months of the panel, to judge past months by. places: the province of a
    unit, by its name; deaths: (month, deaths) of the group's events in the area, known
    months only; danger: the danger part of the same assessment, None if there is none. Raises nothing: what cannot be
    told is null, with the reason in `declined`.
    """
    filtered, told = told.filtered, history or told
    ground, held = _ground(told)
    seen = told.states == PLAIN
    ever: Bools = (1 - told.values[:, :, -1]).max(axis=1) >= TOLD if seen else np.ones(len(told.units), dtype=bool)
    peak = int(ground[ever].sum(axis=0).argmax()) if ever.any() else 0
    last, begin = panel.months - 1, _begin(panel)
    moments = {"now": last, "year_ago": last - YEAR if last >= YEAR else None, "peak": peak, "begin": begin}
    shown = _shown(last)
    asked = [*shown, *(month for month in moments.values() if month is not None)]
    drawn = dict(zip(asked, _draws(told, ever, asked, seed), strict=True))
    counts = {
        name: None if month is None else _count(told, ever, month + told.start, drawn[month])
        for name, month in moments.items()
    }
    # a peak of which the events do not tell that it was larger than the beginning is none
    grew = bool(np.quantile(drawn[peak][0] - drawn[begin][0], TAILS[0]) > 0)
    since = peak if grew else begin
    if grew and min(abs(peak - each) for each in shown) > 2:
        shown = sorted({*shown, peak})
    declined = _why_not(told, ever, since, last, float(ground[ever, peak].sum()))
    change = {
        name: None if declined or month is None or month == last else _change(drawn[month], drawn[last])
        for name, month in (("since_peak", since), ("since_year", moments["year_ago"]))
    }
    fought = fronts(panel, places or {})
    found = {
        "model": told.model,
        "filtered": filtered,
        "history": "filtered" if told.filtered else "smoothed",
        "group": panel.group,
        "newest_month": label(panel.end),
        "states": list(told.states),
        "units": len(told.units),
        "never_told": int(len(ever) - ever.sum()),
        "declined": declined,
        **counts,
        "peak_told": grew,
        "change": change,
        "fronts": fought,
        "months": _months(told, ever, ground, held),
        "areas": _areas(told, places or {}),
        "frames": _frames(told, panel, shown, drawn, peak if grew else None),
        "kept_out": dict(panel.kept_out),
    }
    return found | {"sentence": _sentence(change["since_peak"], since + told.start, fought, deaths, danger)}


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
    draws = int(np.clip(DRAWN // max(size, 1), *DRAWS))
    common, own = rng.standard_normal(draws), rng.standard_normal((size, draws))
    counts: dict[int, Floats] = {}
    for before, month in zip([None, *order], order, strict=False):
        if before is not None:
            stays = LASTING ** (month - before)
            common = stays * common + np.sqrt(1 - stays**2) * rng.standard_normal(draws)
            own = stays * own + np.sqrt(1 - stays**2) * rng.standard_normal((size, draws))
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


def _begin(panel: CellPanel) -> int:
    """The first visible month by which the group had been seen for half a year, as far as there is one."""
    first = int(panel.month[np.isin(panel.kind, OWN_KINDS)].min(initial=panel.months - 1))
    return min(first + HALF_YEAR - 1, panel.months - 1)


def _shown(last: int) -> list[int]:
    """The months that are drawn: the last one and others evenly before."""
    step = next(step for step in count(HALF_YEAR, HALF_YEAR) if len(range(last, HALF_YEAR - 2, -step)) <= FRAMES)
    return sorted(range(last, HALF_YEAR - 2, -step)) or [last]


def _frames(
    told: StateProbabilities, panel: CellPanel, months: Sequence[int], drawn: Mapping[int, Floats], peak: int | None
) -> list[dict[str, Any]]:
    """Each month that is drawn: how much ground, the states of units, and which were fought over.

    drawn: draws of ground and held units by month.
    """
    return [
        {
            "month": label(told.start + month),
            "peak": month == peak,
            "held_or_contested": _spread(drawn[month][0]),
            "fought": [panel.units[unit] for unit in np.flatnonzero(fought_over(panel, month))],
            "units": {
                unit: [round(float(share), 3) for share in now]
                for unit, now in zip(told.units, told.values[:, month], strict=True)
            },
        }
        for month in months
    ]


def _sentence(
    change: Mapping[str, Any] | None,
    since: int,
    fought: Mapping[str, Any],
    deaths: Sequence[tuple[int, int]],
    danger: Mapping[str, Any] | None,
) -> str | None:
    """Land against danger: by how much ground fell, and deaths expected against those of the year around it.

    Where it cannot be told whether ground fell: the cells that were fought over, and the deaths of the year of most.
    """
    if not danger or not danger.get("windows"):
        return None
    ground = change and change["held_or_contested"]
    if ground and not ground["low80"] <= 0 <= ground["high80"]:
        start = max(since - YEAR // 2, min((month for month, _ in deaths), default=since))
        then = [killed for month, killed in deaths if start <= month < start + YEAR]
        what, tail = f"Ground held or contested {_moved(**_ends(ground))} since {first_day(since):%B %Y}", "around it"
    elif fought["since"] and fought["since"]["fought"] >= FEW:
        end, now = parse_month(fought["since"]["year"]), fought["years"][-1]["fought"]
        then = [killed for month, killed in deaths if end - YEAR < month <= end]
        before = fought["since"]["fought"]
        way = f"from {before:,} in the year to {first_day(end):%B %Y} to {now:,} in the newest year"
        what = f"Cells that it fought over {'fell' if now < before else 'rose' if now > before else 'stayed'} {way}"
        tail = f"to {first_day(end):%B %Y}"
    else:
        return None
    total = sum(then)
    if len(then) < YEAR or not total:
        return None
    ahead = danger["windows"][WINDOW]
    low, middle, high = (1 - ahead[key] / total for key in ("high80", "median", "low80"))
    return (
        f"{what}; deaths expected within {WINDOW} months {_moved(low, middle, high)} against the {total:,} of the year"
        f" {tail} (80% intervals)."
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
