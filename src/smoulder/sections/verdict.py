"""The verdict: one plain sentence first, then its reason, the likelihood, and what would change it."""

from calendar import month_name as calendar_names
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from smoulder.figures import month_name, number, percent
from smoulder.months import parse_day
from smoulder.sections import Section, called, join, listed, listing, named, paragraph, place
from smoulder.types import ENDED_AFTER, ENDED_BELOW, ENDED_HORIZON, SCORED_ACTIVE

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
NAME_ONLY = "Probably ended, but only under this name"
NAME_ENDED = (
    "The name {group} has probably ended {place}, but not its people: they have been seen since under another name."
)
WENT_ON = {
    "renamed_to": "renamed",
    "predecessor_of": "its successor",
    "merged_into": "merged into it",
}
OTHER_NAMES = {
    "alias_of": "another name of it",
    "renamed_from": "its name before",
    "successor_of": "what it came from",
    "merger_of": "one of the groups it was made of",
}


def section(assessment: Mapping[str, Any]) -> Section:
    """The answer, what it rests on, and its limits."""
    status = assessment["status"]
    verdict = status["verdict"]
    said = (seen(assessment), status.get("reason"), *counted(assessment["group"]))
    block = Markup(
        '<div class="verdict {0}"><p class="stamp"><span class="shape" aria-hidden="true"></span>{1}</p>'
        '<p class="lead">{2}</p>{3}</div>'
    ).format(
        verdict.replace("_", "-"), stamp(assessment), named(lead(assessment), assessment),
        join([*kin_box(assessment), *(paragraph(named(text, assessment)) for text in said if text)]),
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


def name_only(assessment: Mapping[str, Any]) -> bool:
    """Whether what has probably ended is a name, its kin having been seen since."""
    return assessment["status"]["verdict"] == "probably_ended" and bool(assessment["group"].get("kin_active_since"))


def stamp(assessment: Mapping[str, Any]) -> str:
    """The verdict in a word or two."""
    return NAME_ONLY if name_only(assessment) else WORDS[assessment["status"]["verdict"]]


def lead(assessment: Mapping[str, Any]) -> str:
    """The verdict in a sentence."""
    sentence = NAME_ENDED if name_only(assessment) else SENTENCES[assessment["status"]["verdict"]]
    return sentence.format(group=called(assessment["group"]), place=place(assessment["area"]))


def kin_box(assessment: Mapping[str, Any]) -> Iterator[Markup]:
    """The warning that kin were seen since, set apart; nothing if none were."""
    if told := kin_warning(assessment):
        yield Markup('<p class="kin" role="note"><strong>Seen since under another name.</strong> {}</p>').format(
            Markup("<code>--with-kin</code>").join(named(part, assessment) for part in told.split("--with-kin"))
        )


def kin_warning(assessment: Mapping[str, Any]) -> str | None:
    """Under which names the group was seen after its own was seen last, and what to do; None if under none."""
    group = assessment["group"]
    kin = group.get("kin_active_since")
    if not kin:
        return None
    told = []
    for words, names in (
        ("went on as", [each for each in kin if each["relation"] in WENT_ON]),
        ("was also seen as", [each for each in kin if each["relation"] not in WENT_ON]),
    ):
        if names:
            told.append(f"{words} {listed([seen_as(each) for each in names])}")
    what = f"{group['name']} {', and '.join(told)}"
    if assessment["status"]["verdict"] != "active":
        what += ": a silence of the name is not the end of its people"
    return f"{what}. Ask with --with-kin to count them together."


def seen_as(kin: Mapping[str, Any]) -> str:
    """A name, how it came about, and when it was seen last."""
    relation = kin["relation"]
    how = (WENT_ON | OTHER_NAMES).get(relation, relation.replace("_", " "))
    return f"{kin['name']} ({how}, last seen {day(kin['last_event'])})"


def counted(group: Mapping[str, Any]) -> Iterator[str]:
    """With whom the group is counted, if that was asked for."""
    if group.get("counted_with"):
        yield f"Counted together with {listed(group['counted_with'])}."
    elif group.get("counted") == "with kin":
        yield "It was to be counted with kin; these data hold none that was known by then."


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
    if assessment["group"].get("kin_active_since"):
        lines.append(paragraph("That is the chance of this name alone; its kin have been seen since."))
    lines += [paragraph(text) for text in spread(status)]
    if status.get("words"):
        lines.append(paragraph("The words are those of the PHIA yardstick (United Kingdom) for that number.", "note"))
    if status.get("p_ended") is not None:
        lines.append(paragraph(f"Chance of no event at all within 120 months: {percent(status['p_ended'])}.", "note"))
    return Markup('<div class="likelihood">{}</div>').format(join(lines))


def spread(status: Mapping[str, Any]) -> Iterator[str]:
    """Where the chance may lie at the longest horizon with a record, and why if the chance itself does not."""
    if interval := status.get("interval"):
        horizon = max(interval, key=int)
        low, high = interval[horizon]
        yield (
            f"Within {horizon} months: between {percent(low)} and {percent(high)} if such forecasts are as far off as"
            " they have been in like cases (95%)."
        )
        chance = status["p_return"][horizon]
        if not low <= chance <= high:
            where, what = ("below", "more") if chance < low else ("above", "fewer")
            yield (
                f"The forecast of {percent(chance)} lies {where} that range: in like cases {what} groups returned than"
                " were forecast."
            )


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
    fitted = assessment["status"].get("fitted")
    if fitted and fitted > vintage["newest_month"]:
        yield f"The models were fitted on data up to {month_name(fitted)}: the chances know what came after this day."
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
    group = called(assessment["group"])
    if verdict != "active" and (assessment["record"].get("active_months") or 0) >= SCORED_ACTIVE:
        yield f"One new event of {group} here would make the verdict “active”."
    if verdict == "cannot_say":
        yield "A source that can show the blind months, or a longer record, would allow an answer."
    yield from other_end(assessment)
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


def other_end(assessment: Mapping[str, Any]) -> Iterator[str]:
    """Where the verdict would be another at the other end of the chance's range."""
    status, silent = assessment["status"], assessment["record"].get("silent_months") or 0
    low, high = (status.get("interval") or {}).get(str(ENDED_HORIZON)) or (None, None)
    if status["verdict"] == "probably_ended" and high is not None and high >= ENDED_BELOW:
        yield f"At the upper end of the range above, {percent(high)}, the verdict would be “{WORDS['quiet']}”."
    if status["verdict"] == "quiet" and silent >= ENDED_AFTER and low is not None and low < ENDED_BELOW:
        yield f"At the lower end of the range above, {percent(low)}, the verdict would be “{WORDS['probably_ended']}”."


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
