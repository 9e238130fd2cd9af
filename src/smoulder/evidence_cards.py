"""What the data showed of a group in an area on a day, for a page: in a line, and as a card with its figure."""

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from smoulder.figures import month_name, number, numbered, percent
from smoulder.figures.fan import span
from smoulder.figures.timeline import timeline
from smoulder.sections import bdi, facts, join, listed, paragraph, picture, place
from smoulder.sections.danger import rounded
from smoulder.sections.verdict import WORDS, day, months

CAPTION = (
    "Hatched months are blind: the source could show nothing. The upright line is the end of {newest}, the newest month"
    " that could be seen then; hollow bars after it became known later."
)


def in_short(evidence: Mapping[str, Any]) -> str:
    """The verdict then, and when the group was seen last."""
    if evidence["none"]:
        return str(evidence["none"])
    seen = evidence["last_event"]
    where = place(evidence["area"])
    last = f"last seen {day(seen)}" if seen else "never seen"
    return f"{evidence['group']} {where}: {WORDS[evidence['verdict']].lower()}, {last}."


def in_brief(evidence: Mapping[str, Any]) -> str:
    """The verdict then with its numbers, in a line."""
    if evidence["none"]:
        return str(evidence["none"])
    seen = f"last seen {day(evidence['last_event'])}" if evidence["last_event"] else "never seen"
    parts = [WORDS[evidence["verdict"]].lower(), seen]
    parts += [
        f"{spell(part)} in the last {span_months} visible months"
        for span_months, part in evidence["last_months"].items()
        if part["months"]
    ]
    if evidence["p_return"]:
        parts += [
            f"chance of {back(evidence)} within {each} months {percent(chance)}{between(evidence, each)}"
            for each, chance in evidence["p_return"].items()
        ]
    if evidence["deaths_ahead"]:
        parts.append(f"deaths expected in 12 months: {ahead(evidence)}")
    return f"{'; '.join(parts)}."


def evidence_card(evidence: Mapping[str, Any]) -> Markup:
    """One group in one area on one day: facts and the timeline, or why there is none."""
    head = Markup('<h3 id="evidence-{}">{} {}, as known on {}</h3>').format(
        evidence["id"], bdi(evidence["group"]), bdi(place(evidence["area"])), day(evidence["as_of"])
    )
    if evidence["none"]:
        return Markup('<div class="then">{}{}</div>').format(
            head, paragraph(join(["These data say nothing of it: ", bdi(evidence["none"])]))
        )
    drawn = picture(
        timeline(
            {**evidence, "vintage": {"newest_month": evidence["newest_month"]}}, f"timeline-{evidence['id']}"
        ),
        f"timeline-{evidence['id']}",
        CAPTION.format(newest=month_name(evidence["newest_month"])),
    ) if evidence["timeline"] else ""  # fmt: skip
    return Markup('<div class="then">{}{}{}{}</div>').format(
        head, facts(then(evidence)), join(paragraph(each, "note") for each in limits(evidence)), drawn
    )


def then(evidence: Mapping[str, Any]) -> Iterator[tuple[str, str | Markup]]:
    """The facts of that day."""
    yield "Verdict then", f"{WORDS[evidence['verdict']]}. {evidence['reason']}"
    if evidence["counted_with"]:
        yield "Counted with", bdi(listed(evidence["counted_with"]))
    yield "Newest month to be seen", month_name(evidence["newest_month"])
    yield "Last event", day(evidence["last_event"]) if evidence["last_event"] else "none recorded"
    yield "Silence", silence(evidence)
    for span_months, part in evidence["last_months"].items():
        if part["months"]:
            shown = f"{spell(part)} ({month_name(part['from'])} to {month_name(part['to'])})"
            yield f"Last {span_months} visible months", shown
    if evidence["p_return"]:
        for horizon, chance in evidence["p_return"].items():
            yield f"Chance of {back(evidence)} within {horizon} months", percent(chance) + between(evidence, horizon)
    else:
        yield "Chance of a return", "none is given with this verdict"
    yield "Deaths expected in 12 months", ahead(evidence)
    if evidence["deaths_ahead"] and (seen := evidence["deaths_came"]["months"]):
        yield (
            "Deaths that came",
            f"{number(evidence['deaths_came']['deaths'])} in the {months(seen)} of these seen since",
        )
    if evidence["seen_in"]:
        shown = listed([f"{each['place']} ({number(each['deaths'])} deaths)" for each in evidence["seen_in"]])
        yield "Where deaths fell in the last 12 months", bdi(shown)


def spell(part: Mapping[str, Any]) -> str:
    """Events and deaths of some months."""
    deaths = "deaths unknown" if part["fatalities_best"] is None else numbered(part["fatalities_best"], "death")
    return f"{numbered(part['events'], 'event')}, {deaths}"


def back(evidence: Mapping[str, Any]) -> str:
    """What the chance is of: a group that is active cannot come back."""
    return "another event" if evidence["verdict"] == "active" else "a return"


def silence(evidence: Mapping[str, Any]) -> str:
    """Visible and blind months since the last event."""
    if evidence["silent_months"] is None:
        return "never seen here"
    blind = evidence["blind_months"] or 0
    told = f"{months(evidence['silent_months'])} that could be seen" if evidence["silent_months"] else "none"
    return f"{told}; {months(blind)} were blind" if blind else told


def between(evidence: Mapping[str, Any], horizon: str) -> str:
    """The 95% interval of a chance, if there is one."""
    ends = (evidence["interval"] or {}).get(horizon)
    return f" (put right by the record of such forecasts: {percent(ends[0])} to {percent(ends[1])})" if ends else ""


def ahead(evidence: Mapping[str, Any]) -> str:
    """Expected deaths, or why they are not said."""
    found = evidence["deaths_ahead"]
    if found is None:
        return f"not said: {evidence['deaths_declined']}"
    told = {key: rounded(value) for key, value in found.items()}
    return f"{span(told, '80')} in four of five cases (median {number(told['median'])})"


def expected(evidence: Mapping[str, Any]) -> str:
    """Expected deaths as a part of a sentence; there must be some."""
    told = {key: rounded(value) for key, value in evidence["deaths_ahead"].items()}
    return f"{span(told, '80')} deaths (four times in five; median {number(told['median'])})"


def limits(evidence: Mapping[str, Any]) -> Iterator[str]:
    """What to know of these numbers."""
    yield evidence["vintage"]
    if evidence["caution"]:
        yield evidence["caution"]
    if evidence["fitted"] and evidence["fitted"] > evidence["newest_month"]:
        yield f"The models were fitted on data up to {month_name(evidence['fitted'])}: they know what came after."
    if evidence["deaths_ahead"]:
        yield evidence["deaths_caution"]
