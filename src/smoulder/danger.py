"""What danger remains: how many deaths a group's events may bring in each of the next 36 months, and where they fell.

Deaths are those of all sides, best estimates. Each draw of a window is the sum of one draw of each of its months, which
in the trusted model are months of one path. The baselines beside it draw every month by itself.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from smoulder import danger_record, nowcast, scores, shipped
from smoulder.figures import percent
from smoulder.forecasts import LONGEST_STEP, MONTHS_NEEDED, forecast
from smoulder.months import label
from smoulder.store import AREA_WHERE_PRECISION
from smoulder.types import Events, Floats, Panel, SightingRecord

TRUSTED = "exceedance"
COMPARED = ("conflictology", "last_poisson", "negative_binomial")  # beside the trusted one, by their medians
LOOKS = "looks at the group's own past deaths here, by what such a past meant for countries"
CAUTION = (
    "The forecast was learned from countries ({data}, version {version}, {first} to {last}); how well it does for"
    " groups is measured in the documentation only."
)
DRAWS = 2_400
WINDOWS = (6, 12, 24, 36)  # months after the origin
LEAST = (1, 25, 100, 1000)  # deaths within a window
LEVELS = (50, 80, 95)  # percent of the draws that an interval holds
AGREED = 0.10  # chances closer than this agree
LATELY = (12, 60)  # visible months in which places are told
PLACES = 5
PLACE = ["country", "admin1", "priogrid_gid"]


def danger(
    record: SightingRecord,
    events: Events,
    deaths: Panel,
    status: Mapping[str, Any],
    *,
    seed: int,
    published: date | None = None,
    later: Panel | None = None,
) -> dict[str, Any]:
    """The danger part of an assessment: deaths by month and window, beside the chance of return, and their places.

    deaths: the one unit's, from `deaths_panel`, which ends at the origin. status: the assessment's, which may give no
    chance; neither is one given here then.
    published: the day of the newest release, if months are as UCDP published them by then and not as coded later.
    later: the unit's deaths as known since, None if nothing is; only the key `since` tells of them.
    """
    declined = _why_not(record, deaths, status)
    learned, card = shipped.read_deaths()
    found: dict[str, Any] = {
        "model": TRUSTED,
        "looks": LOOKS,
        "caution": CAUTION.format(**card["data"], data=card["data"]["title"]),
        "target": deaths.target,
        "origin": label(deaths.end),
        "draws": DRAWS,
        "seed": seed,
        "declined": declined,
        "areas": {str(span): _areas(events, deaths, span) for span in LATELY},
        "nowcast": published and _nowcast(deaths, published),
    }
    if declined:
        told = {"months": None, "windows": None, "models": None, "agreement": None, "held_before": None}
        return found | told | {"since": later and _since(deaths.end, later, None)}
    names = dict.fromkeys((TRUSTED, *COMPARED))  # the trusted one first: the section says so
    drawn = {name: _draws(name, deaths, seed, learned if name == TRUSTED else None) for name in names}
    ahead, unit = drawn[TRUSTED], "group" if record.area == "world" else "group-country"
    windows = {str(window): _window(ahead, window) for window in WINDOWS}
    return found | {
        "months": [
            {"month": label(deaths.end + step), **_spread(draws)} for step, draws in enumerate(ahead, start=1)
        ],
        "windows": windows,
        "models": [
            {"name": name, "median": {str(window): float(np.median(_total(draws, window))) for window in WINDOWS}}
            for name, draws in drawn.items()
        ],
        "held_before": danger_record.like(card["record"][unit], deaths),
        "agreement": _agreement({within: each["at_least"]["1"] for within, each in windows.items()}, status),
        "since": later and _since(deaths.end, later, ahead),
    }  # fmt: skip


def deaths_panel(record: SightingRecord, events: Events) -> Panel:
    """The panel of one unit: deaths in its events by month, from the start of its record.

    A month in which there were events, but the deaths of none are known, is blind; of others the known deaths are
    counted.
    """
    length = record.end - record.start + 1
    known = events.frame["fatalities_best"].is_not_null().to_numpy()
    months = events.months - record.start
    deaths = events.frame["fatalities_best"].drop_nulls().to_numpy()
    values = np.bincount(months[known], deaths, length).astype(np.int32)
    visible = np.ones(length, dtype=bool)
    visible[np.array(record.blind, dtype=int) - record.start] = False
    visible[np.setdiff1d(months, months[known])] = False
    return Panel(values[None], visible[None], (record.group,), record.start, "fatalities_best", events.as_of)


def _why_not(record: SightingRecord, deaths: Panel, status: Mapping[str, Any]) -> str | None:
    """Why there is no forecast, if so: a number beside "cannot say" would be quoted without it."""
    if status["verdict"] == "cannot_say":
        return str(status["reason"])
    if record.last is None:
        return "It was never seen here in the months that the data could show."
    if (months := int(deaths.visible.sum())) < MONTHS_NEEDED:
        return f"Its deaths could be seen in {months} months only; {MONTHS_NEEDED} are needed to forecast from."
    return None


def _nowcast(deaths: Panel, published: date) -> dict[str, Any] | None:
    """What the months that are still open are expected to settle at; None if none is.

    The factors were learned from countries, of all kinds of violence.
    """
    factors, card = nowcast.read()
    first = max(nowcast.settled_until(published) + 1, deaths.start)
    numbers = np.where(deaths.visible[0], deaths.values[0], np.nan)[None]
    told = nowcast.nowcast(numbers, factors, newest=deaths.end, published=published)
    months: list[dict[str, Any]] = []
    for month in range(first, deaths.end + 1):
        place = month - deaths.start
        if deaths.visible[0, place]:
            settled = {name: round(float(each[0, place]), 1) for name, each in told._asdict().items()}
            months.append({"month": label(month), "published": int(deaths.values[0, place]), **settled})
    if not months:
        return None
    return {
        "published": str(published), "settled_until": label(first - 1), "months": months,
        "total": {name: round(sum(each[name] for each in months), 1) for name in ("published", "expected")},
        "data": card["data"], "learned_as_of": card["as_of"],
    }  # fmt: skip


def _draws(name: str, deaths: Panel, seed: int, learned: object | None) -> Floats:
    """Draws of a model for the one unit, (steps, draws)."""
    told = forecast(name, deaths, range(1, LONGEST_STEP + 1), DRAWS, seed, learned=learned)
    return np.asarray(told.draws[0], np.float64)


def _total(draws: Floats, window: int) -> Floats:
    return np.asarray(draws[:window].sum(axis=0), np.float64)


def _spread(draws: Floats) -> dict[str, float]:
    """Mean, median and central intervals of draws."""
    ends = [f"{end}{level}" for level in LEVELS for end in ("low", "high")]
    tails = [0.5 + side * level / 200 for level in LEVELS for side in (-1, 1)]
    middle = {"mean": float(draws.mean()), "median": float(np.median(draws))}
    return middle | {end: float(value) for end, value in zip(ends, np.quantile(draws, tails), strict=True)}


def _window(draws: Floats, window: int) -> dict[str, Any]:
    total = _total(draws, window)
    at_least = {str(deaths): float(scores.exceedance(total[None], deaths)[0]) for deaths in LEAST}
    return {**_spread(total), "at_least": at_least}


def _agreement(p_death: Mapping[str, float], status: Mapping[str, Any]) -> dict[str, Any]:
    """The chance of any death beside that of any event within the same months, and why they differ."""
    p_return = status["p_return"]
    beside = {
        within: {"p_death": chance, "p_return": p_return and p_return[within]} for within, chance in p_death.items()
    }
    if p_return is None:
        none = "The return curve gives no chance here, so that there is nothing to hold the forecast of deaths against."
        return {"windows": beside, "agree": None, "sentence": none}
    gaps = {within: chance - p_return[within] for within, chance in p_death.items()}
    widest = max(gaps, key=lambda within: abs(gaps[within]))
    agree = abs(gaps[widest]) <= AGREED
    within = "12" if agree else widest
    sentence = (
        f"Within {within} months the chance of any death is {percent(p_death[within])}, and that of being seen again"
        f" {percent(p_return[within])}"
    )
    if agree:
        sentence += ": the two agree, at the other horizons too."
    else:
        sentence += (
            ". They differ because “seen again” is any recorded event, deadly or not, by what all groups taught, and is"
            f" made to tell of an end years ahead; the forecast of deaths {LOOKS}. "
        ) + ("It cannot tell of a return: heed the higher chance." if gaps[widest] < 0 else "It knows of no end.")
    return {"windows": beside, "agree": agree, "sentence": sentence}


def _areas(events: Events, deaths: Panel, span: int) -> dict[str, Any] | None:
    """Where deaths fell in the newest visible months: first-level provinces, or cells where none is named.

    Shares are of all known deaths in those months; places too coarse for either are counted apart.
    """
    visible = np.flatnonzero(deaths.visible[0])[-span:] + deaths.start
    if not len(visible):
        return None
    rows = events.frame.filter(pl.Series(events.months >= visible[0]))
    precision = pl.col("where_precision").fill_null(1)
    province = pl.col("admin1").is_not_null() & (precision <= AREA_WHERE_PRECISION["admin1"])
    cell = pl.col("admin1").is_null() & (precision <= AREA_WHERE_PRECISION["box"])
    placed = province | (cell & pl.col("priogrid_gid").is_not_null())
    total = int(rows["fatalities_best"].sum())

    def part(deaths: int) -> dict[str, Any]:
        return {"deaths": deaths, "share": deaths / total if total else None}

    by_place = (
        rows.filter(placed)
        .with_columns(pl.when(pl.col("admin1").is_null()).then(pl.col("priogrid_gid")).alias("priogrid_gid"))
        .group_by(PLACE)
        .agg(pl.col("fatalities_best").sum())
        .filter(pl.col("fatalities_best") > 0)
        .sort("fatalities_best", *PLACE, descending=[True, False, False, False])
    )
    places = [dict(zip(PLACE, place, strict=True)) | part(count) for *place, count in by_place.iter_rows()]
    coarse = rows.filter(~placed)
    return {
        "from": label(int(visible[0])),
        "to": label(int(visible[-1])),
        "visible_months": len(visible),
        "deaths": total,
        "unknown_events": rows["fatalities_best"].null_count(),
        "places": places[:PLACES],
        "elsewhere": {"places": len(places[PLACES:]), **part(sum(each["deaths"] for each in places[PLACES:]))},
        "too_coarse": {"events": len(coarse), **part(int(coarse["fatalities_best"].sum()))},
    }


def _since(origin: int, later: Panel, draws: Floats | None) -> dict[str, Any]:
    """Deaths that followed by month and window, null where a month of it could not be seen, beside the forecast.

    whole: the longest stretch from the origin on that could be seen, up to the last step.
    """
    known = {later.start + int(place): int(later.values[0, place]) for place in np.flatnonzero(later.visible[0])}
    months = range(origin + 1, min(origin + LONGEST_STEP, later.end) + 1)
    whole = next((month for month in months if month not in known), months.stop) - months.start

    def deaths(window: int) -> int | None:
        return sum(known[month] for month in months[:window]) if window <= whole else None

    return {
        "known_to": label(later.end),
        "months": [{"month": label(month), "deaths": known.get(month)} for month in months],
        "windows": {str(window): deaths(window) for window in WINDOWS},
        "whole": {
            "months": whole,
            "deaths": deaths(whole),
            "forecast": None if draws is None else _window(draws, whole),
        } if whole else None,
    }  # fmt: skip
