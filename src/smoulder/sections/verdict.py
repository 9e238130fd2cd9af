"""The verdict: one plain sentence first, then its reason, the likelihood, and what would change it."""

from calendar import month_name as calendar_names
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from smoulder.figures import month_name, number, percent
from smoulder.months import parse_day
from smoulder.sections import Section, join, listing, named, paragraph, place
from smoulder.types import SCORED_ACTIVE

ORDER = 10
WORDS = {
    "active": "Active",
    "quiet": "Quiet, not ended",
    "probably_ended": "Probably ended",
    "cannot_say": "Cannot say",
}
SENTENCES = {
    "active": "{group} is active {place}.",
    "quiet": "{group} is quiet {place}; that does not mean it has ended.",
    "probably_ended": "{group} has probably ended {place}; that is a judgement from its silence, not a certainty.",
    "cannot_say": "From what these data can show, nobody can say whether {group} has ended {place}.",
}


def section(assessment: Mapping[str, Any]) -> Section:
    """The answer, what it rests on, and its limits."""
    status = assessment["status"]
    verdict = status["verdict"]
    sentence = SENTENCES[verdict].format(group=assessment["group"]["name"], place=place(assessment["area"]))
    block = Markup(
        '<div class="verdict {0}"><p class="stamp"><span class="shape" aria-hidden="true"></span>{1}</p>'
        '<p class="lead">{2}</p>{3}</div>'
    ).format(
        verdict.replace("_", "-"), WORDS[verdict], named(sentence, assessment),
        join(paragraph(named(text, assessment)) for text in (seen(assessment), status.get("reason")) if text),
    )  # fmt: skip
    limits = list(warnings(assessment))
    return Section(
        "verdict",
        "The verdict",
        join(
            [
                block,
                likelihood(assessment),
                Markup('<div class="warning" role="note"><h3>What could not be seen</h3>{}</div>').format(
                    listing(limits)
                ),
                *what_would_change(assessment),
            ]
        ),
    )


def seen(assessment: Mapping[str, Any]) -> str:
    """When the group was last seen and how far the data could see."""
    record, newest = assessment["record"], month_name(assessment["vintage"]["newest_month"])
    if not record.get("last_event"):
        return f"No event of the group is recorded here. The newest month these data could have shown is {newest}."
    silent = record.get("silent_months")
    since = {None: "", 0: ""}.get(silent, f" Since then, {months(silent)} could be seen and held no event.")
    last = f"It was last seen on {day(record['last_event'])}."
    return f"{last} The newest month these data could have shown is {newest}.{since}"


def likelihood(assessment: Mapping[str, Any]) -> Markup:
    """The likelihood word with its number, or why there is none; never a word about confidence."""
    status = assessment["status"]
    if not status.get("sentence"):
        return paragraph("No likelihood of a return is given with this verdict.", "likelihood")
    lines = [paragraph(named(status["sentence"], assessment), "chance")]
    if status.get("words"):
        lines.append(paragraph("The words are those of the PHIA yardstick (United Kingdom) for that number.", "note"))
    if status.get("p_ended") is not None:
        lines.append(paragraph(f"Chance of no event at all within 120 months: {percent(status['p_ended'])}.", "note"))
    return Markup('<div class="likelihood">{}</div>').format(join(lines))


def warnings(assessment: Mapping[str, Any]) -> Iterator[str]:
    """What the reader must know about blindness, before trusting a silence."""
    record, vintage = assessment["record"], assessment["vintage"]
    newest = month_name(vintage["newest_month"])
    yield f"As of {day(assessment['as_of'])}, nothing after {newest} could be seen, whatever happened."
    blind, silent = record.get("blind_months") or 0, record.get("silent_months") or 0
    if blind:
        yield (
            f"{months(blind).capitalize()} of the {months(blind + silent)} since the last event were blind:"
            " the source could show nothing then, and that is not silence."
        )
    elif record.get("last_event") and silent:
        yield "No month since the last event was blind: the silence was looked at throughout."
    if assessment["status"].get("caution"):
        yield assessment["status"]["caution"]
    if vintage.get("sentence"):
        yield vintage["sentence"]
    if vintage.get("kind") == "pseudo-real-time":
        yield "The day on which the data became known is assumed, and later corrections may be in them."


def what_would_change(assessment: Mapping[str, Any]) -> Iterator[Markup]:
    """The changes under their heading; nothing where none can be named."""
    if told := [named(change, assessment) for change in changes(assessment)]:
        yield Markup("<h3>What would change this answer</h3>")
        yield listing(told)


def changes(assessment: Mapping[str, Any]) -> Iterator[str]:
    """New events, further silence, or sight of blind months."""
    verdict, needed = assessment["status"]["verdict"], assessment["status"].get("silence_needed") or {}
    group = assessment["group"]["name"]
    if verdict != "active" and (assessment["record"].get("active_months") or 0) >= SCORED_ACTIVE:
        yield f"One new event of {group} here would make the verdict “active”."
    if verdict == "cannot_say":
        yield "A source that can show the blind months, or a longer record, would allow an answer."
    for horizon, levels in sorted(needed.items(), key=lambda each: int(each[0])):
        for level, silence in sorted((levels or {}).items(), reverse=True):
            chance = f"the chance of a return within {horizon} months"
            if silence is None:
                yield f"No silence of up to 240 further months brings {chance} below {float(level):.0%}."
            elif silence == 0:
                yield f"Already now, {chance} is below {float(level):.0%}."
            else:
                further = f"A further {months(silence)} of visible silence"
                yield f"{further} would bring {chance} below {float(level):.0%}."


def months(count: int) -> str:
    """A number of months in words."""
    return "one month" if count == 1 else f"{number(count)} months"


def day(text: str) -> str:
    """YYYY-MM-DD as a reader says it.

    >>> day("2019-02-03")
    '3 February 2019'
    """
    date = parse_day(text)
    return f"{date.day} {calendar_names[date.month]} {date.year}"
