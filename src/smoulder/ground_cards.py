"""What events say beside a claim of land, for a page: fights before and after, and what the model of control makes."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from smoulder.figures import Table, month_name, number
from smoulder.sections import join, table
from smoulder.sections.territory import CAUTION
from smoulder.sections.verdict import months

COLUMNS = {
    "fights": "Fights", "deaths": "Deaths in them", "battles": "Of ten deaths or more", "small": "Of at most two",
    "attacks_on_civilians": "Attacks on civilians",
}  # fmt: skip
NO_MAP = "Where a group is fought is not always ground that it holds, so this decides nothing."


def fights(ground: Mapping[str, Any]) -> Markup:
    """Fights before and after in a sentence, and month by month under a fold."""
    rows = tuple(
        (month_name(each["month"]), *("not seen" if each[name] is None else number(each[name]) for name in COLUMNS))
        for each in ground["months"]
    )
    monthly = table(Table(("Month", *COLUMNS.values()), rows), "Fights by month after the claim")
    return join(
        [
            f"{_fought(ground['before'])}; {_fought(ground['after'])}. {NO_MAP}",
            Markup("<details><summary>Month by month</summary>{}</details>").format(monthly),
        ]
    )


def _fought(part: Mapping[str, Any]) -> str:
    span = f"{month_name(part['from'])} to {month_name(part['to'])}"
    if part["fights"] is None:
        return f"{span}: nobody could see"
    blind = f", {months(part['blind'])} not seen" if part["blind"] else ""
    told = {name: number(part[name]) for name in COLUMNS}
    return (
        f"{span}{blind}: {told['fights']} fights with {told['deaths']} deaths, {told['battles']} of them battles of"
        f" ten deaths or more and {told['small']} small, of at most two; {told['attacks_on_civilians']} attacks on"
        " civilians"
    )


def control(found: Mapping[str, Any]) -> str:
    """Cells held or contested by the model of control, at both ends."""
    if found["declined"]:
        return f"Not told: {found['declined']}"
    ends = [
        f"{each['held_or_contested']:.1f} at the end of {month_name(each['month'])} (held {each['held']:.1f}; of"
        f" {each['unknown']:.1f} nothing can be told)"
        for each in (found["then"], found["now"])
    ]
    of = f"Of {number(found['cells'])} cells of half a degree it held or contested, as expected numbers"
    return f"{of}, {ends[0]} and {ends[1]}. {CAUTION}"
