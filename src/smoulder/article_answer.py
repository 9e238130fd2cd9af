"""The answer in a few sentences that can be printed: who claimed what, what the data said, what came, how such fare.

Every sentence is made from a check (smoulder/check/1); what is not known is said or left out, never filled in.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from smoulder.claim_cards import FEWEST, came, clipped, interval, speaker
from smoulder.evidence_cards import expected
from smoulder.figures import month_name, number, numbered
from smoulder.outcome_rules import counted
from smoulder.sections import listed, place
from smoulder.sections.verdict import day, months

LONG = 160  # characters of a claim
NOT_RANDOM = "The ledger was gathered by hand and not at random"
VERDICTS = {
    "active": "active",
    "quiet": "quiet, which is not ended",
    "probably_ended": "probably ended",
    "cannot_say": "one of which nobody could say whether it had ended",
}
ARTICLES = ("The", "A", "An")
SETTLED = ("held", "partly", "failed")
OUTCOMES = {"held": "has held", "partly": "has held in part", "failed": "has failed"}


def answer(told: Mapping[str, Any]) -> dict[str, str | None]:
    """The sentences of the answer, null where there is nothing to say.

    Keys claimed, came, then, fought, fared, against, all. told: a check with its claims, evidence, statements, summary.
    """
    if not told["claims"]:
        nothing = dict.fromkeys(("came", "then", "fought", "fared", "against", "all"))
        return {"claimed": "No claim about an armed group was found in this text.", **nothing}
    by_number = {each["number"]: each for each in told["claims"]}
    first = by_number[told["statements"][0]["claims"][0]]
    return {
        "claimed": claimed(first),
        "came": what_came(first),
        "then": then(first, told),
        "fought": first["ground"] and fought(first["ground"]),
        "fared": fared(first),
        "against": against(first, told, by_number),
        "all": of_all(told),
    }


def paragraphs(answers: Mapping[str, str | None]) -> list[str]:
    """The sentences as paragraphs: the claim and what became of it first, then what to set beside it."""
    parts = (("claimed", "came"), ("then", "fought"), ("fared",), ("against", "all"))
    told = [" ".join(said for name in names if (said := answers[name])) for names in parts]
    return [each for each in told if each]


def claimed(claim: Mapping[str, Any]) -> str:
    """Who said what, and by when it was to come true."""
    who = speaker_of(claim)
    if who.count(",") == 1:
        who += ","  # an office and a name: the name stands between commas
    by = ""
    if claim["deadline"]:
        known = len(claim["said_on"]["date"] or "") == len("2019-02-07")
        since = "" if known else f" if it was said on {day(claim['evidence_of'])}"
        by = f", that is by {day(claim['deadline'])}{since}"
    quote = clipped(claim, LONG)
    return f"{_upper(who)} {_says(claim)}{_when(claim)}: “{quote}”{by}."


def speaker_of(claim: Mapping[str, Any]) -> str:
    """The speaker in the words of the text, which name the office too."""
    if claim["speaker"]["kind"] == "author":
        return "the article itself"
    words = " ".join((claim["speaker"]["as_written"] or "").split())
    first, _, rest = words.partition(" ")
    if first in ARTICLES:
        return f"{first.lower()} {rest}"  # as it stands within a sentence
    return words or (speaker(claim) if speaker(claim) != "not told" else "somebody whom the text does not name")


def _says(claim: Mapping[str, Any]) -> str:
    relay = f" to {claim['relay']}" if claim["relay"] else ""
    if claim["speaker"]["kind"] == "author":
        return "says"
    return f"said{relay}" if claim["charged"] else f"reportedly said{relay}"  # of one or of several


def _when(claim: Mapping[str, Any]) -> str:
    said = claim["said_on"]
    if not said["date"]:
        return ""
    if len(said["date"]) == len("2019-02-07"):
        return f" on {'' if said['precision'] == 'day' else 'about '}{day(said['date'])}"
    about = "about " if said["source"] == "inferred" else ""
    return f" in {about}{month_name(said['date']) if '-' in said['date'] else said['date']}"


def then(claim: Mapping[str, Any], told: Mapping[str, Any]) -> str:
    """What the data showed on the day of the words, of each group."""
    by_id = {each["id"]: each for each in told["evidence"]}
    said, day_told = [], ""
    for one in claim["of_each"] or [claim]:
        found = by_id.get(one["evidence"])
        if found is None:
            said.append(str(one["group_note"]))
        elif found["none"]:
            there = f"{found['group']} {place(found['area'])}"
            said.append(f"Of {there} the data at hand tell nothing of that day. {found['none']}")
        else:
            known = f"On {day(found['as_of'])} the newest data that could be had reached to"
            known += f" {month_name(found['newest_month'])}."
            said += [known] if known != day_told else []
            day_told = known
            said.append(_then(found))
    return " ".join(said)


def _then(found: Mapping[str, Any]) -> str:
    lately, year = found["last_months"]["3"], found["last_months"]["12"]
    last = f", the last on {day(found['last_event'])}" if found["last_event"] else ""
    return (
        f"They showed {found['group']} {place(found['area'])} as {VERDICTS[found['verdict']]}: {_counted(lately)} in"
        f" their last {months(lately['months'])} and {_counted(year)} in their last {months(year['months'])}{last}."
        f"{_expected(found)}"
    )


def _expected(found: Mapping[str, Any]) -> str:
    """The deaths that were to be expected, and those that came, however wrong the one was."""
    if not found["deaths_ahead"]:
        return ""
    said = f" From them {expected(found)} were to be expected within twelve months"
    seen, deaths = found["deaths_came"]["months"], found["deaths_came"]["deaths"]
    return f"{said}; {number(deaths)} came in the {months(seen)} of these that have been seen." if seen else f"{said}."


def _counted(part: Mapping[str, Any]) -> str:
    events, deaths = part["events"] or 0, part["fatalities_best"]
    if deaths is None:
        return f"{numbered(events, 'event')} with deaths unknown"
    return counted(events, deaths)


def what_came(claim: Mapping[str, Any]) -> str:
    """The outcome, and what followed where it is not settled."""
    outcome, found = claim["outcome"], claim["followed"]
    if outcome["verdict"] in SETTLED:
        by = "The claim" if "maps" in outcome["evidence"] else "By the events since, the claim"
        return f"{by} {OUTCOMES[outcome['verdict']]}: {_lower(outcome['reason'])}"
    verdict = "is open" if outcome["verdict"] == "open" else "cannot be checked"
    said = [f"Whether it came true {verdict}: {_lower(outcome['reason'])}"]
    part = found and (found["after_deadline"] or found["in_area"])
    if part:
        said.append(came(part, place(part["area"]), "the deadline, " if found["after_deadline"] else ""))
    return " ".join(said)


def fought(ground: Mapping[str, Any]) -> str | None:
    """How the group was fought before and after, in battles and small fights, without a word on who holds the land."""
    before, after = ground["before"], ground["after"]
    if not before["fights"] or after["fights"] is None:
        return None
    return (
        f"Battles of ten deaths or more {place(ground['area'])} were {number(before['battles'])} in the"
        f" {months(before['seen'])} to {month_name(before['to'])} and {number(after['battles'])} in the"
        f" {months(after['seen'])} from {month_name(after['from'])} to {month_name(after['to'])}; fights of at most two"
        f" deaths were {_share(before)}, then {_share(after)}."
    )


def _share(part: Mapping[str, Any]) -> str:
    return f"{number(part['small'])} of {number(part['fights'])}"


def fared(claim: Mapping[str, Any]) -> str | None:
    """How such claims fared by hand, which is of most cases, else by events; None if the ledger has none like it."""
    rate = claim["base_rate"]
    rows: Sequence[Mapping[str, Any]] = rate["rates"]
    if rate["kind"] is None or not rows:
        return None
    row = next((each for each in rows if each["horizon"] is None and each["held"]["cases"] >= FEWEST), rows[-1])
    held, failed = row["held"], row["failed"]
    by = "judged by hand" if row["horizon"] is None else f"by the events of the next {row['horizon']} months"
    note = f" {rate['note']}" if rate["note"] else ""
    return (
        f"Of the {number(held['cases'])} claims in the ledger {rate['words']}, {by}, {number(held['happened'])} held"
        f" and {number(failed['happened'])} failed ({interval(failed)}). {NOT_RANDOM}.{note}"
    )


def against(
    first: Mapping[str, Any], told: Mapping[str, Any], by_number: Mapping[int, Mapping[str, Any]]
) -> str | None:
    """The worthiest claim of the text that says the opposite, and its outcome; a settled one before others."""
    ends = ("ends", "weakens")
    numbers = [number for each in told["statements"] for number in each["claims"]]
    others = [
        by_number[number]
        for number in numbers
        if (by_number[number]["direction"] in ends) != (first["direction"] in ends)
        and by_number[number]["direction"] != "neutral"
        and by_number[number]["claim_type"] not in ("strength_estimate", "losses_estimate", "civilians_trapped")
    ]
    if not others:
        return None
    settled = [each for each in others if each["outcome"]["verdict"] in SETTLED]
    foretold = [each for each in settled if each["claim_type"].endswith(("prediction", "warning"))]
    sure = [each for each in foretold if each["modality"] != "possible"]
    other = next(iter([*sure, *foretold, *settled, *others]))
    outcome = other["outcome"]
    verdict = OUTCOMES.get(outcome["verdict"], "is open" if outcome["verdict"] == "open" else "cannot be checked")
    return (
        f"Against that, {speaker_of(other)} {_says(other)}: “{clipped(other, LONG)}”. That {verdict}:"
        f" {_lower(outcome['reason'])}"
    )


def of_all(told: Mapping[str, Any]) -> str:
    """How many claims the text makes, and what became of them."""
    counts = listed([f"{count} {verdict}" for verdict, count in told["summary"].items() if count])
    many = len(told["claims"])
    return f"The text makes {number(many)} claims in all: {counts}." if many > 1 else "The text makes no other claim."


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    """A sentence that goes on after a colon; names and the like keep their letters."""
    first = text.split(" ", 1)[0]
    plain = first[1:] == first[1:].lower() and first in ("No", "In", "The", "Sporadic:", "It", "Events", "By", "Of")
    return text[:1].lower() + text[1:] if plain else text
