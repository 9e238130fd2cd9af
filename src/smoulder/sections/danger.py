"""What danger remains: expected deaths by month and window, beside the chance of return, and where they fell lately."""

from collections.abc import Mapping
from math import floor, log10
from typing import Any

from markupsafe import Markup

from smoulder.figures import Table, month_name, number, percent
from smoulder.figures.fan import SHADES, fan, span
from smoulder.sections import EMPTY, Section, join, listed, paragraph, picture, table

ORDER = 55
SPOKEN = "12"  # months: the window of the first sentence
LEAST = ("1", "25", "100", "1000")
MODELS = {
    "conflictology": "own last 12 months",
    "exceedance": "own past, as such pasts went on elsewhere",
    "last_poisson": "newest month goes on",
    "negative_binomial": "own mean and spread",
}


def section(assessment: Mapping[str, Any]) -> Section | None:
    """Expected deaths and their places, or why none are given; absent without a danger part."""
    danger = assessment.get("danger")
    if not danger:
        return None
    body = [paragraph(headline(danger), "chance")]
    if danger["declined"] is None:
        body += [paragraph(told) for told in qualified(danger)]
        body += [picture(fan(assessment), "fan", caption(danger)), expected(danger)]
        body += [paragraph(compared(danger), "note"), chances(danger), paragraph(danger["agreement"]["sentence"])]
    body += [places(danger, assessment["area"]), settling(danger)]
    return Section("danger", "What danger remains", join(body))


def headline(danger: Mapping[str, Any]) -> str:
    """How many deaths are expected within a year, in one sentence, or why that is not said."""
    if danger["declined"]:
        return f"How many deaths are to be expected is not said: {danger['declined']}"
    within = danger["windows"][SPOKEN]
    if within["high80"] < 1:
        chance = {key: percent(value) for key, value in danger["agreement"]["windows"][SPOKEN].items()}
        return (
            f"Within {SPOKEN} months, no death is expected in four of five cases by the record of deaths alone (chance"
            f" of any: {chance['p_death']}; of being seen again, by its silence: {chance['p_return']})."
        )
    told = {key: rounded(within[key]) for key in ("low80", "median", "high80")}
    return (
        f"Within {SPOKEN} months, {span(told, '80')} deaths are expected in four of five cases (median"
        f" {number(told['median'])})."
    )


def qualified(danger: Mapping[str, Any]) -> list[str]:
    """What to know of the first sentence: its weakness, and what followed while all of it could be seen."""
    if danger["declined"]:
        return []
    told = [danger["caution"], held(danger["held_before"])]
    whole = (danger["since"] or {}).get("whole")
    if not whole:
        return told
    months = "month" if whole["months"] == 1 else f"{whole['months']} months"
    return [
        *told,
        f"Known since: {number(whole['deaths'])} deaths in the {months} that followed; expected were"
        f" {span(whole['forecast'], '80')} in four of five cases (median {number(whole['forecast']['median'])}).",
    ]


def held(before: Mapping[str, Any]) -> str:
    """How often such forecasts held in like cases."""
    row = before["windows"][SPOKEN]
    size = (
        "no death" if before["most"] == 0
        else f"{number(before['least'])} deaths or more" if before["most"] is None
        else f"{number(before['least'])} to {number(before['most'])} deaths"
    )  # fmt: skip
    share = {key: percent(row[key]["share"]) for key in ("held80", "above80", "below80")}
    low, high = (percent(row["held80"][end]) for end in ("low", "high"))
    return (
        f"In like cases (groups with {size} in the year before; {number(row['cases'])} forecasts, origins"
        f" {before['first']} to {before['last']}, {before['data']}) the interval that should hold four of five held"
        f" {share['held80']} ({low} to {high}); more came in {share['above80']}, fewer in {share['below80']}."
    )


def settling(danger: Mapping[str, Any]) -> Markup:
    """What the newest months may read once settled; nothing where none is open."""
    told = danger.get("nowcast")
    if not told:
        return EMPTY
    columns = ("Month", "Published", "Expected", "In 95 of 100 cases")
    rows = tuple(
        (each["month"], *map(number, (each["published"], each["expected"])), f"{each['low']:g} to {each['high']:g}")
        for each in told["months"]
    )
    note = (
        f"Published by {told['published']}, months after {told['settled_until']} will be revised by the yearly release:"
        f" {number(told['total']['published'])} deaths now, {number(told['total']['expected'])} expected then. That was"
        f" learned from revisions of countries' months ({told['data']['title']}, {told['data']['version']}); the"
        " forecast above reads the months as published."
    )
    heading = Markup("<h3>The newest months are not final</h3>")
    return join([heading, paragraph(note, "note"), table(Table(columns, rows), "Deaths that may change", "numbers")])


def rounded(count: float) -> float:
    """A number of deaths to two figures: no forecast knows the third.

    >>> rounded(9_812), rounded(12.5), rounded(0)
    (9800, 12, 0)
    """
    return round(count) if count < 100 else round(count, 1 - floor(log10(count)))


def caption(danger: Mapping[str, Any]) -> str:
    """What bars, bands, line and circles are."""
    circles = " A circle is what followed, known later; it played no part." if danger["since"] else ""
    return (
        "Bars are recorded deaths of all sides, best estimates; the upright line is the end of"
        f" {month_name(danger['origin'])}. Each band holds the deaths of a month in so many cases; the line in it is"
        f" the median.{circles} Hatched months are blind."
    )


def expected(danger: Mapping[str, Any]) -> Markup:
    """Deaths within each window: median, intervals, and what followed where all of it could be seen."""
    since = danger["since"]
    columns = ("Within", "Median", *(name.capitalize() for name, _ in SHADES.values()))
    body = tuple(
        (
            f"{window} months",
            number(each["median"]),
            *(span(each, level) for level in SHADES),
            *([fell(since["windows"][window])] if since else []),
        )
        for window, each in danger["windows"].items()
    )
    return table(Table((*columns, *(["Followed"] if since else [])), body), "Expected deaths", "numbers")


def fell(deaths: int | None) -> str:
    """Deaths of a whole window."""
    return "not all known" if deaths is None else number(deaths)


def chances(danger: Mapping[str, Any]) -> Markup:
    """The chance of so many deaths within each window, beside that of being seen again."""
    columns = ("Within", "Any death", *(f"{number(int(least))} or more" for least in LEAST[1:]), "Seen again")
    body = tuple(
        (
            f"{window} months",
            *(percent(each["at_least"][least]) for least in LEAST),
            percent(danger["agreement"]["windows"][window]["p_return"]),
        )
        for window, each in danger["windows"].items()
    )
    return table(Table(columns, body), "Chance of deaths, and of being seen again", "numbers")


def compared(danger: Mapping[str, Any]) -> str:
    """The medians of every model for the year ahead."""
    medians = [
        f"{number(each['median'][SPOKEN])} by “{MODELS.get(each['name'], each['name'].replace('_', ' '))}”"
        for each in danger["models"]
    ]
    return f"Medians within {SPOKEN} months: {listed(medians)}; the numbers above are of the first."


def places(danger: Mapping[str, Any], area: str) -> Markup:
    """The provinces or cells with the most deaths lately; one table where the record is no longer than that."""
    spans = list({part["from"]: part for part in danger["areas"].values() if part and part["deaths"]}.values())
    if not spans:
        return EMPTY
    return join([Markup("<h3>Where the deaths were</h3>"), *(spot_table(part, area) for part in spans)])


def spot_table(part: Mapping[str, Any], area: str) -> Markup:
    """Places by their share of the deaths of some months."""
    named = [(where(each, area), number(each["deaths"]), percent(each["share"])) for each in part["places"]]
    rest = [
        (f"{number(part[key][what])} {words}", number(part[key]["deaths"]), percent(part[key]["share"]))
        for key, what, words in (
            ("elsewhere", "places", "other places"),
            ("too_coarse", "events", "events placed too roughly"),
        )
        if part[key][what]
    ]
    months = f"{month_name(part['from'])} to {month_name(part['to'])} ({part['visible_months']} visible months)"
    unknown = f"; {number(part['unknown_events'])} events with unknown deaths" if part["unknown_events"] else ""
    rows = Table(("Place", "Deaths", "Share"), (*named, *rest))
    return table(rows, f"{months}: {number(part['deaths'])} deaths{unknown}", "numbers")


def where(place: Mapping[str, Any], area: str) -> str:
    """A place by its names; its country where the area is not in it anyway."""
    own = place["admin1"] or f"PRIO-GRID cell {place['priogrid_gid']}"
    country = None if area.partition("/")[0] == place["country"] else place["country"]
    return ", ".join(each for each in (own, country) if each)
