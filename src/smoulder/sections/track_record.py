"""The model's record in like cases, with its worst misses."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from smoulder.figures import Table, month_name, number, percent
from smoulder.figures.reliability import reliability
from smoulder.figures.return_curve import model_name, speaking
from smoulder.sections import Section, join, paragraph, picture, table

ORDER = 70


def section(assessment: Mapping[str, Any]) -> Section | None:
    """How often the model was right in cases like this one; absent without a record."""
    record = assessment.get("track_record")
    if not record:
        return None
    title = "The model's record in like cases"
    alike = f"Like cases: {record['case']}."
    if record.get("declined"):
        return Section("track-record", title, paragraph(f"{alike} There is no record to show: {record['declined']}."))
    words = (
        f"{alike} The model “{model_name(record['model'])}” was asked at {record['origins']}"
        f" with what was known then, over a pool of {number(record.get('pool_units'))} groups."
    )
    body = [paragraph(words)]
    if (used := speaking(assessment["status"])) and used != record["model"]:
        body.append(paragraph(f"The verdict uses another model, “{model_name(used)}”: this is not its record."))
    if record.get("rows"):
        body += [scores(record["rows"]), paragraph(READING, "note")]
    if record.get("reliability"):
        caption = (
            "Each dot pools like forecasts, their number beside it. On the dashed line, what was said is what came."
        )
        body.append(picture(reliability(record), "reliability", caption))
    if record.get("worst"):
        body += [Markup("<h3>Worst misses</h3>"), misses(record["worst"])]
    return Section("track-record", title, join(body))


READING = (
    "Forecast is the mean forecast. The Brier score is the mean squared error of a probability: 0 is perfect, lower is"
    " better; “one rate” is the score of one rate for all groups. Skill compares the two: above 0 is better than one"
    " rate, and the range is a 95% interval over groups."
)


def scores(rows: list[Mapping[str, Any]]) -> Markup:
    """Forecast, outcome and score by horizon; horizons are never pooled."""
    columns = ("Within", "Cases", "Forecast", "Returned", "Brier", "One rate", "Skill (95%)")
    body = tuple(
        (
            f"{row['horizon']} months",
            number(row.get("cases")),
            percent(row.get("forecast")),
            percent(row.get("returned")),
            decimal(row.get("brier"), 3),
            decimal(row.get("brier_climatology"), 3),
            "{} ({} to {})".format(*(decimal(row.get(key), 2) for key in ("skill", "skill_low", "skill_high"))),
        )
        for row in rows
    )
    return table(Table(columns, body), "Scores by horizon", "numbers")


def misses(worst: list[Mapping[str, Any]]) -> Markup:
    """The forecasts that were furthest from what came."""
    outcome = {0: "did not return", 1: "returned"}
    body = tuple(
        (
            miss["unit"],
            month_name(miss["origin"]),
            f"{miss['horizon']} months",
            percent(miss.get("forecast")),
            outcome.get(miss.get("observed", None), "unknown"),
        )
        for miss in worst
    )
    columns = ("Group", "Asked in", "Within", "Forecast", "What came")
    return table(Table(columns, body), "Forecasts furthest from what came")


def decimal(value: float | None, places: int) -> str:
    """A score with fixed decimals."""
    return "unknown" if value is None else f"{value:.{places}f}".replace("-", "−")
