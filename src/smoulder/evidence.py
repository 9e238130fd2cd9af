"""What was known on a day of one group in one area, short: an assessment as a claim is held against it."""

from collections.abc import Mapping, Sequence
from typing import Any

SPANS = (3, 12)  # visible months up to the newest one
HORIZONS = ("12", "60")  # months of the chance of return
AHEAD = "12"  # months of the deaths to come
PLACES = 5


def evidence(told: Mapping[str, Any]) -> dict[str, Any]:
    """The evidence of an assessment (smoulder/assessment/1); only `deaths_came` and later months in `timeline` were
    not known then.
    """
    status, record, danger = told["status"], told["record"], told["danger"]
    window = danger["windows"] and danger["windows"][AHEAD]
    return {
        "group": told["group"]["name"],
        "counted_with": told["group"]["counted_with"],
        "area": told["area"],
        "as_of": told["as_of"],
        "none": None,
        "verdict": status["verdict"],
        "reason": status["reason"],
        "sentence": status["sentence"],
        "caution": status["caution"],
        "fitted": status["fitted"],
        "p_return": status["p_return"] and {each: status["p_return"][each] for each in HORIZONS},
        "interval": {each: (status["interval"] or {}).get(each) for each in HORIZONS},
        "first_event": record["first_event"],
        "last_event": record["last_event"],
        "events": record["events"],
        "fatalities_best": record["fatalities_best"],
        "silent_months": record["silent_months"],
        "blind_months": record["blind_months"],
        "last_months": {str(span): _last(told, span) for span in SPANS},
        "seen_in": _seen_in(told),
        "deaths_ahead": window and {each: window[each] for each in ("median", "low80", "high80")},
        "deaths_came": _came(told, int(AHEAD)),
        "deaths_declined": danger["declined"],
        "deaths_caution": danger["caution"],
        "newest_month": told["vintage"]["newest_month"],
        "vintage": told["vintage"]["sentence"],
        "kind": told["vintage"]["kind"],
        "data": [f"{each['source']} {each['version']}" for each in told["data"]],
        "timeline": told["timeline"],
        "phases": told["phases"],
    }


def _last(told: Mapping[str, Any], span: int) -> dict[str, Any]:
    """Events and known deaths of the newest visible months: so many, or as many as there are."""
    newest = told["vintage"]["newest_month"]
    rows: Sequence[Mapping[str, Any]] = [
        each for each in told["timeline"] if each["visible"] and each["month"] <= newest
    ][-span:]
    deaths = [each["fatalities_best"] for each in rows if each["fatalities_best"] is not None]
    return {
        "from": rows[0]["month"] if rows else None,
        "to": rows[-1]["month"] if rows else None,
        "months": len(rows),
        "events": sum(each["events"] for each in rows) if rows else None,
        "fatalities_best": sum(deaths) if deaths else None,
    }


def _came(told: Mapping[str, Any], span: int) -> dict[str, int]:
    """Known deaths in the months after the newest one, of so many: those that have been seen since."""
    newest = told["vintage"]["newest_month"]
    rows = [each for each in told["timeline"] if each["month"] > newest][:span]
    deaths = [each["fatalities_best"] for each in rows if each["visible"]]
    return {"months": len(deaths), "deaths": sum(each or 0 for each in deaths)}


def _seen_in(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The provinces, or cells where none is named, with most deaths in the last twelve visible months."""
    part = told["danger"]["areas"]["12"]
    if not part:
        return []
    return [
        {
            "place": each["admin1"] or f"PRIO-GRID cell {each['priogrid_gid']}",
            "country": each["country"],
            "deaths": each["deaths"],
        }
        for each in part["places"][:PLACES]
    ]
