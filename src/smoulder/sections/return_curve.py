"""The return curve with every baseline beside it, and the sighting tests apart from it."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from smoulder.figures import Table, percent
from smoulder.figures.return_curve import model_name, return_curve
from smoulder.sections import Section, join, listing, paragraph, picture, table

ORDER = 50
HORIZONS = ("1", "6", "12", "24", "36", "60", "120")
MEANINGS = {
    "climatology": "how often groups returned, whatever their silence",
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
        if any(model.get("curve") for model in models):
            caption = (
                "The thick line with numbers is the model of the verdict; the others are there to be compared with it."
            )
            body.append(picture(return_curve(status), "return", caption if status.get("p_return") else ""))
        body += [numbers(status), listing(meanings(models))]
    if tests:
        body += [Markup("<h3>Sighting tests</h3>"), diagnostics(tests)]
    return Section("return", "Chance of being seen again", join(body))


def introduction(status: Mapping[str, Any]) -> str:
    """Which model speaks, or that none does."""
    used = model_name(status.get("model") or "no model")
    if status.get("p_return"):
        return f"“Seen again” means at least one more recorded event. The verdict uses the model “{used}”."
    return (
        f"“Seen again” means at least one more recorded event. The verdict's model, “{used}”, declines to answer here."
    )


def numbers(status: Mapping[str, Any]) -> Markup:
    """P(return) of every model at the standard horizons, or its reason to decline."""
    rows = []
    for model in sorted(status["models"], key=lambda each: (each["name"] != status.get("model"), each["name"])):
        name = model_name(model["name"]) + (" (used for the verdict)" if model["name"] == status.get("model") else "")
        if model.get("p_return"):
            rows.append((name, *(percent(model["p_return"].get(h)) for h in HORIZONS)))
        else:
            rows.append((name, f"declined: {model.get('declined') or 'no reason given'}"))
    columns = ("Model", *(f"{h} mo" for h in HORIZONS))
    return table(Table(columns, tuple(rows)), "Chance of at least one more event within so many months (mo)", "numbers")


def meanings(models: list[Mapping[str, Any]]) -> list[str]:
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
