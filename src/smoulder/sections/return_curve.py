"""The return curve with its interval, every model beside it, and the sighting tests apart from it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from smoulder.figures import Table, month_name, number, percent
from smoulder.figures.return_curve import (
    HORIZONS,
    INTERVAL,
    in_order,
    lines,
    model_name,
    return_curve,
    span,
    speaking,
)
from smoulder.sections import Section, join, listed, listing, paragraph, picture, table

ORDER = 50
MEANINGS = {
    "hazard": "how soon groups with such a record were seen again, corrected for what happens around this one now",
    "ensemble": "some of these models mixed, each weighing what its past forecasts were worth",
    "climatology": "how often groups returned, whatever their silence",
    "cure": "from the record alone, the chance that it is over, and how long such groups pause if it is not",
    "three_state": "in which of three states the group may be; a blind month tells nothing about it",
    "bg_bb": "a group strikes at a steady pace of its own until it stops for good, so that a pause looks like the end",
    "constant_rate": "the pace of this group's own events, as if it never changed",
    "one_year_rule": "the rule of thumb that a group is over after a year of silence",
    "silence_table": "how often groups that had been silent as long were seen again",
}
TESTS = {
    "solow1993": "Solow (1993)",
    "roberts_solow2003": "Roberts and Solow (2003)",
    "mcinerny2006": "McInerny and others (2006)",
}


def section(assessment: Mapping[str, Any]) -> Section | None:
    """Every model's chance of return, in a figure and a table; absent without models and tests."""
    status = assessment["status"]
    models, tests = status.get("models") or (), status.get("diagnostics") or ()
    if not models and not tests:
        return None
    body = []
    if models:
        body.append(paragraph(introduction(status)))
        if lines(status):
            body.append(picture(return_curve(status), "return", caption(status)))
        body.append(numbers(status))
        body.append(listing(meanings(in_order(models, speaking(status)))))
    if tests:
        body += [Markup("<h3>Sighting tests</h3>"), diagnostics(tests)]
    return Section("return", "Chance of being seen again", join(body))


def introduction(status: Mapping[str, Any]) -> str:
    """Which model speaks, or that none does, and what the models learned from."""
    words = ["“Seen again” means at least one more recorded event."]
    if used := speaking(status):
        words.append(
            f"The verdict uses the model “{model_name(used)}”, chosen by its past record as far as it has one."
        )
    elif why := next((each.get("declined") for each in status["models"] if each["name"] == status.get("model")), None):
        words.append(f"The verdict's model, “{model_name(status['model'])}”, declines to answer here: {why}.")
    else:
        words.append("The verdict gives no chance; what the models say is no answer without it.")
    if status.get("fitted"):
        pool = status["pool"]
        learned = f"The models learned from {number(pool['units'])} groups over {number(pool['months'])} months"
        words.append(f"{learned} and were last fitted at the end of {month_name(status['fitted'])}.")
    return " ".join(words)


def caption(status: Mapping[str, Any]) -> str:
    """What the thick line, its bars and the thin lines are."""
    if not speaking(status):
        return "None of these lines is the verdict's; it gives no chance."
    thick = "The thick line with numbers is the model of the verdict; the thin ones are there to compare."
    if not status.get("interval"):
        return f"{thick} It has no range: its record in like cases is too short."
    bars = (
        "An upright bar shows where the chance may lie if such forecasts are as far off as they have been in like cases"
    )
    too_few = [] if "60" in status["interval"] else ["Further months have no bar: too few like cases are known."]
    return " ".join([thick, f"{bars} (95%).", *too_few, *outside(status)])


def numbers(status: Mapping[str, Any]) -> Markup:
    """P(return) of every model at the standard horizons, or its reason to decline; the interval under the first."""
    rows = []
    used, interval = speaking(status), status.get("interval")
    for model in in_order(status["models"], used):
        name = model_name(model["name"]) + (" (used for the verdict)" if model["name"] == used else "")
        if model.get("p_return"):
            rows.append((name, *(percent(model["p_return"].get(h)) for h in HORIZONS)))
        else:
            rows.append((name, f"declined: {model.get('declined') or 'no reason given'}"))
        if interval and model["name"] == used:
            rows.append((INTERVAL, *(span(interval[h]) if h in interval else "–" for h in HORIZONS)))
    columns = ("Model", *(f"{h} mo" for h in HORIZONS))
    return table(Table(columns, tuple(rows)), "Chance of at least one more event within so many months (mo)", "numbers")


def outside(status: Mapping[str, Any]) -> Iterator[str]:
    """Where a forecast lies outside its own range, and why that can be."""
    interval, chances = status.get("interval") or {}, status.get("p_return") or {}
    for where, what, months in (
        ("below", "more groups returned than", [h for h in HORIZONS if h in interval and chances[h] < interval[h][0]]),
        ("above", "fewer groups returned than", [h for h in HORIZONS if h in interval and chances[h] > interval[h][1]]),
    ):
        if months:
            yield (
                f"Within {listed(months)} months the forecast lies {where} its range:"
                f" in like cases {what} were forecast."
            )


def meanings(models: Sequence[Mapping[str, Any]]) -> list[str]:
    """What each model says, in one line."""
    return [f"{model_name(model['name'])}: {MEANINGS[model['name']]}." for model in models if model["name"] in MEANINGS]


def diagnostics(tests: list[Mapping[str, Any]]) -> Markup:
    """P-values with what they mean, and what they do not."""
    rows = []
    for test in tests:
        p = test.get("p_value")
        declined = f"declined: {test.get('declined') or 'no reason given'}"
        rows.append(
            (TESTS.get(test["name"], test["name"]), declined if p is None else f"{p:.3f}" if p >= 0.001 else "<0.001")
        )
    words = (
        "Tests from ecology, printed as a check only. A silence this long would occur with probability p were the group"
        " still active and its pace unchanged. A p-value is not the probability that the group has ended."
    )
    return join([paragraph(words), table(Table(("Test", "p"), tuple(rows)), "p-values of the sighting tests")])
