"""A claim for a page: who said what of whom, what the data showed then, what came of it, how such claims fared."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from smoulder.evidence_cards import in_brief
from smoulder.figures import month_name, number, numbered, percent
from smoulder.ground_cards import control, fights
from smoulder.sections import EMPTY, bdi, facts, join, listed, listing, place
from smoulder.sections.verdict import day, months
from smoulder.subject import NO_PLACE

OUTCOMES = {
    "held": ("●", "held"), "failed": ("✕", "failed"), "partly": ("◐", "partly"), "open": ("○", "open"),
    "not checkable": ("–", "uncheckable"),
}  # fmt: skip
LONG = 90  # characters of a claim in a row
NAMES = {
    "defeat_declared": "that the group is finished",
    "defeat_prediction": "that the group will be finished",
    "defeat_deadline": "that the group will be finished by a day",
    "territory_loss": "that it lost land",
    "territory_loss_prediction": "that it will lose land",
    "territory_remaining": "how much land it still holds",
    "territory_held_prediction": "that it will hold land",
    "strength_estimate": "how many fighters it has",
    "losses_estimate": "how many it lost",
    "capability": "what it is able to do",
    "resurgence_warning": "that it may return",
    "persistence_state": "that it is still there",
    "persistence_prediction": "that it will still be there",
    "civilians_trapped": "how many civilians are caught",
    "denial": "a denial",
    "verdict": "a judgement on the group",
    "timeline": "when something happened",
}
FEWEST = 5  # cases of a rate by events that is worth telling


def speaker(claim: Mapping[str, Any]) -> str:
    """Who says it, in a few words."""
    who = claim["speaker"]
    if who["kind"] == "author":
        return "the author"
    return str(who["name"] or who["as_written"] or who["office"] or who["org"] or "not told")


def worded(claim: Mapping[str, Any]) -> str:
    """The words of a claim as they stand within quotation marks: in one line, marks within them single ones.

    >>> worded({"as_reported": 'The "last"\\nof “them'}), worded({"as_reported": "It’s «over»"})
    ('The ‘last’ of ‘them’', 'It’s ‘over’')
    """
    words = " ".join(claim["as_reported"].split())
    opened, signs = False, []
    for sign in words:
        if sign in '“”„‟«»"':
            opened = not opened
            sign = "‘" if opened else "’"
        signs.append(sign)
    return "".join(signs) + ("’" if opened else "")


def clipped(claim: Mapping[str, Any], long: int = LONG) -> str:
    """The words of a claim, cut off where they are long: after a pause if there is one, and no mark left open."""
    words = worded(claim)
    if len(words) <= long:
        return words
    cut = words[: long - 1].rsplit(" ", 1)[0]
    pause = max(cut.rfind(sign) for sign in ",;:،؛")
    cut = (cut[:pause] if pause > long / 2 else cut).rstrip(" ,;:-–—")
    inside = cut.rfind("‘") > cut.rfind("’")
    return cut + (" …’" if inside else " …")


def card(claim: Mapping[str, Any], told: Mapping[str, Any]) -> Markup:
    """Everything that is said of one claim."""
    number_of, outcome = claim["number"], claim["outcome"]
    sign, style = OUTCOMES[outcome["verdict"]]
    return Markup(
        '<article class="claim {style}" id="claim-{n}" aria-labelledby="claim-{n}-heading">'
        '<h3 id="claim-{n}-heading">{n}. {who}: <q dir="auto">{quote}</q></h3>'
        '<p class="stamp"><span aria-hidden="true">{sign}</span> {verdict}</p><p>{reason}</p>{facts}'
        '<p class="note"><a href="#text-{n}">Back to claim {n} in the text</a></p></article>'
    ).format(
        n=number_of, style=style, who=bdi(speaker(claim)), quote=worded(claim), sign=sign,
        verdict=outcome["verdict"].capitalize(), reason=bdi(outcome["reason"]), facts=facts(pairs(claim, told)),
    )  # fmt: skip


def pairs(claim: Mapping[str, Any], told: Mapping[str, Any]) -> Iterator[tuple[str, str | Markup]]:
    """The facts of a claim in their order."""
    yield "Who", join(who(claim))
    yield "How the text has it", bdi(reported(claim))
    if claim["as_said"] or not claim["charged"]:
        yield "Own words", own(claim)
    yield "What is claimed", bdi(f"{NAMES[claim['claim_type']]}: {claim['content']}".removesuffix(": "))
    if claim["horizon"]:
        yield "By when", by_when(claim)
    if claim["quantity"]:
        yield "Numbers", Markup("; ").join(quantity(each) for each in claim["quantity"])
    yield "Of whom", join([bdi(claim["target_group"] or "not told"), *after(claim["group_note"])])
    unnamed = claim["area_note"].startswith(NO_PLACE)
    yield (
        "Where",
        bdi(claim["area_note"]) if unnamed else join([bdi(claim["target_place"]), *after(claim["area_note"])]),
    )
    for one in claim["of_each"] or [claim]:
        of = f", {one['group']['name']}" if claim["of_each"] else ""
        yield f"Evidence then{of}", then(one, told)
        yield f"What followed{of}", join(followed(one))
        if one["ground"]:
            yield f"How it was fought there{of}", fights(one["ground"])
            yield f"By the model of control{of}", bdi(control(one["ground"]["control"]))
    outcome = claim["outcome"]
    yield "Decided by", f"{outcome['rule']} (rules {outcome['evidence']['rules']}); {', '.join(outcome['data'])}"
    yield "How such claims fared", fared(claim["base_rate"])
    for of in ("speaker", "organisation"):
        if claim["record"][of]:
            yield f"Record of the {of}", record(claim["record"][of])


def own(claim: Mapping[str, Any]) -> Markup:
    """The speaker's own words, or that they are not known."""
    if claim["as_said"]:
        return Markup('<q dir="auto">{}</q>, as this text quotes them').format(
            worded({"as_reported": claim["as_said"]})
        )
    return Markup("not known: the text's report is all there is, so nobody is charged")


def first_with(claim: Mapping[str, Any], told: Mapping[str, Any]) -> int | None:
    """The claim told earlier whose outcome has the same reason by the same evidence, None if this is the first."""
    by_number = {each["number"]: each for each in told["claims"]}
    numbers: list[int] = [each for of in told["statements"] for each in (*of["claims"], *of["again"])]
    for number_of in numbers:
        if number_of == claim["number"]:
            return None
        other = by_number[number_of]
        if other["evidence"] == claim["evidence"] and other["outcome"] == claim["outcome"]:
            return number_of
    return None


def after(note: str) -> list[str | Markup]:
    """A note behind a name."""
    return [". ", bdi(note)] if note else []


def who(claim: Mapping[str, Any]) -> Iterator[str | Markup]:
    """Name, office and organisation, and when it was said."""
    told = claim["speaker"]
    named = ", ".join(dict.fromkeys(part for part in (told["name"], told["office"], told["org"]) if part))
    yield bdi(named or speaker(claim))
    if told["name"] and told["as_written"] != told["name"]:
        yield join([" (in the text: ", bdi(told["as_written"]), ")"])
    said = claim["said_on"]
    if said["date"]:
        exact = said["precision"] == "day" and len(said["date"]) == len("2019-02-07")
        yield f"; said on {day(said['date'])}" if exact else f"; said about {said['date']}"


def reported(claim: Mapping[str, Any]) -> str:
    """Whether the words are quoted, and by whom they came."""
    relay = f", as {claim['relay']} has it" if claim["relay"] else ""
    return str(claim["attribution"]).replace("_", " ") + relay


def by_when(claim: Mapping[str, Any]) -> Markup:
    """The words, and the day that they come to."""
    until = f", that is by {day(claim['deadline'])}" if claim["deadline"] else ""
    words = claim["horizon"]["text"]
    return join([bdi(f"“{words}”" if words else "at no told time"), until])


def quantity(each: Mapping[str, Any]) -> Markup:
    """A number as the text has it, and of what."""
    return join([bdi(f"“{each['text']}”"), " (", bdi(each["what"] or each["unit"]), ")"])


def then(claim: Mapping[str, Any], told: Mapping[str, Any]) -> Markup:
    """A link to the evidence of that day."""
    found = next((each for each in told["evidence"] if each["id"] == claim["evidence"]), None)
    if found is None:
        return Markup("none: {}").format(bdi(claim["group_note"]))
    return Markup('<a href="#evidence-{}">{} {}, as known on {}</a>: {}').format(
        found["id"], bdi(found["group"]), bdi(place(found["area"])), day(found["as_of"]), bdi(in_brief(found))
    )


def followed(claim: Mapping[str, Any]) -> Iterator[str | Markup]:
    """Events after the day of the words, after the deadline, and around the place."""
    found = claim["followed"]
    if found is None or found["in_area"] is None:
        yield "The data say nothing of what came after."
        return
    yield came(found["in_area"], place(found["in_area"]["area"]))
    if found["after_deadline"]:
        yield " " + came(found["after_deadline"], "there", "the deadline, ")
    if found["near"]:
        yield " " + came(found["near"], "around the place that is named")


def since(claim: Mapping[str, Any]) -> str:
    """What followed, in a sentence: after the deadline if there is one."""
    found = claim["followed"] and (claim["followed"]["after_deadline"] or claim["followed"]["in_area"])
    if not found or not found["events"]:
        return ""
    last = f", the last on {day(found['last'])}" if found["last"] else ""
    blind = f" ({months(found['blind_months'])} could not be seen)" if found["blind_months"] else ""
    return f"After {day(found['after'])}: {numbered(found['events'], 'event')} {place(found['area'])}{last}{blind}."


def came(part: Mapping[str, Any], where: str, what: str = "") -> str:
    """What a stretch of months held."""
    told = numbered(part["events"], "event") if part["events"] else "no event"
    deaths = f" with {numbered(part['deaths'], 'death')}" if part["events"] else ""
    last = f", the last on {day(part['last'])}" if part["events"] and part["last"] else ""
    blind = f"; {months(part['blind_months'])} of it could not be seen" if part["blind_months"] else ""
    until = f"After {what}{day(part['after'])}, up to {month_name(part['to'])}"
    return f"{until}, the data hold {told}{deaths} {where}{last}{blind}."


def fared(base_rate: Mapping[str, Any]) -> str | Markup:
    """How many of the ledger's claims of this kind held and failed."""
    if base_rate["kind"] is None:
        return str(base_rate["note"])
    shown = [rate for rate in base_rate["rates"] if rate["horizon"] is None or rate["held"]["cases"] >= FEWEST]
    lines = [rated(rate, base_rate["words"]) for rate in shown]
    if base_rate["note"]:
        lines.append(base_rate["note"])
    return " ".join(lines) or "The ledger holds no such claim that came to an outcome."


def rated(rate: Mapping[str, Any], words: str) -> str:
    """One rate in a sentence."""
    held, failed = rate["held"], rate["failed"]
    by = "judged by hand" if rate["horizon"] is None else f"by the events of the next {rate['horizon']} months"
    return (
        f"Of {number(held['cases'])} claims {words}, {by}, {number(held['happened'])} held ({interval(held)}) and"
        f" {number(failed['happened'])} failed ({interval(failed)})."
    )


def interval(share: Mapping[str, Any]) -> str:
    """A share with its interval."""
    return f"{percent(share['share'])}; 95% interval {percent(share['low'])} to {percent(share['high'])}"


def record(found: Mapping[str, Any]) -> Markup:
    """The ledger's claims of somebody, in numbers and under a fold."""
    name, claims = found["name"], found["claims"]
    alike = f" It also holds {listed(found['alike'])}: spelt otherwise, so not counted." if found["alike"] else ""
    if not claims:
        return join([bdi(name), f": the ledger holds no claim.{alike}"])
    counts = listed([f"{count} {verdict}" for verdict, count in found["outcomes"].items()])
    many = "one claim" if len(claims) == 1 else f"{number(len(claims))} claims"
    head = f": {many} in the ledger, {counts}.{alike}"
    return join(
        [bdi(name), head, Markup("<details><summary>These claims</summary>{}</details>").format(listing(lines(claims)))]
    )


def lines(claims: Sequence[Mapping[str, Any]]) -> Iterator[Markup]:
    """Claims of the ledger, a line each."""
    for each in claims:
        how = "by events" if each["by"] == "events" else "by hand"
        yield bdi(f"{each['date']}, {each['group']}: {each['claim']} ({each['verdict']}, {how})") + EMPTY
