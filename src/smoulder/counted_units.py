"""Numbers with a unit: the words for units and bounds, and what is common to two numbers; English and Arabic."""

import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from smoulder.claim import Quantity
from smoulder.lexicon import lexicon, one_of, plain
from smoulder.numerals import Number

NEAR = 200  # characters before a number that tell what it is of
ADJECTIVES = 3  # words that may stand between a number and its unit


class Counted(NamedTuple):
    """A quantity and where it stands in the plain text."""

    start: int
    end: int
    quantity: Quantity


def unit_told(unit: str) -> str:
    """The unit as a claim tells it: armed men are fighters, whoever's they are."""
    return "fighters" if unit == "soldiers" else unit


@cache
def units(language: str) -> re.Pattern[str]:
    """The words for units that may stand behind a number, each in a group by its name."""
    words = lexicon(language)["quantities"]
    english = language == "en"
    units = "|".join(f"(?P<{unit}>{one_of(forms, any_case=english)})" for unit, forms in words.items())
    if language == "ar":
        return re.compile(rf"\s*\"?(?:{plain('تقريبا')}\s+)?(?:من\s+)?(?:{plain('ال')})?(?:{units})(?![\w])")
    stop = (
        r"(?!(?:in|on|at|for|to|and|or|by|from|were|was|are|is|have|has|had|of|with|who|that|the|a|an|years?|"
        r"months?|weeks?|days?|hours?|minutes?|million|billion)\b)"
    )
    return re.compile(
        rf"(?:-odd|-plus|\+|,? and some)?[\s-]*(?:or (?:so|more|fewer|less) )?(?:of (?:the (?:group's |movement's "
        rf")?|its |their |my |our |"
        rf"his |her )?(?!them\b))?(?:{stop}[\w'-]+(?:,?\s+(?:and\s+)?)){{0,{ADJECTIVES}}}?(?:ex-|former "
        rf")?(?:{units})(?![\w])",
        re.IGNORECASE,
    )


@cache
def bounds(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each bound (of `claim.BOUNDS`) with the words for it that stand before a number."""
    words: Mapping[str, list[str]] = lexicon(language)["bounds"]
    order = ("<=", ">=", ">", "<", "~", "=")
    joint, near = "[وفبل]?" if language == "ar" else "", r"\s*(?:the |only |just |about )?$"
    return tuple(
        (op, re.compile(rf"(?<!\w){joint}{one_of(words[op], any_case=True)}{near}", re.IGNORECASE)) for op in order
    )


@cache
def between(language: str) -> re.Pattern[str]:
    """What stands between the two numbers of a range."""
    return re.compile(
        r"\s*(?:to|-|and|or|الي|او|و|,? ?(?:or )?(?:maybe|perhaps|possibly|even|if not))\s*(?:up to |around |"
        r"about |even |maybe |perhaps )?$",
        re.IGNORECASE,
    )


def scaled(text: str, numbers: list[Number]) -> list[Number]:
    """Numbers with what they have in common: ten thousand of "ten or eleven thousand"."""
    found = list(numbers)
    for at, (low, high) in enumerate(pairwise(numbers)):
        if not low.value or not high.value or not between("en").fullmatch(text[low.end : high.start]):
            continue
        first, second = (_SCALE.search(text[each.start : each.end]) for each in (low, high))
        common = (second or first) if bool(first) != bool(second) else None
        times = _SCALES[common[1].lower()] if common else 1
        if second and low.value <= high.value / times:
            found[at] = low._replace(value=low.value * times)
        elif first and low.value / times <= high.value < low.value:
            found[at + 1] = high._replace(value=high.value * times)
    return found


_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, plain("ألف"): 1_000, plain("آلاف"): 1_000}


_SCALE = re.compile(r"(?:[\w,. -]*[\s-])(" + "|".join(_SCALES) + ")$", re.IGNORECASE)


def is_year(text: str, number: Number) -> bool:
    """Whether a number is written as a year is."""
    value = number.value
    return (
        value is not None
        and 1900 <= value <= 2100
        and "," not in text[number.start : number.end]
        and number.end - number.start == 4
    )


def bound_after(words: str, language: str) -> str | None:
    """The bound that words behind a quantity tell: "or more", "at most"; None if they tell none."""
    return next((op for op, pattern in _BEHIND if pattern.match(words)), None)


_BEHIND = tuple(
    (op, re.compile(rf"\s*(?:{plain(words)})"))
    for op, words in (
        ("<=", "at most|at the most|or (?:less|fewer)|علي الاكثر|كحد اقصي|علي ابعد تقدير|علي اكثر تقدير|او اقل"),
        (">=", "at least|or more|علي الاقل|علي اقل تقدير|علي ادني تقدير|كحد ادني|او اكثر"),
        (">", "ونيف"),
        ("~", "or so|تقريبا|او نحو ذلك|او ما يقارب ذلك|او زهاء ذلك"),
    )
)
