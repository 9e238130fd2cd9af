"""Units of time in texts, English and Arabic: how many of which, and how many days a vague number of them may be."""

import re
from functools import cache

from smoulder.lexicon import lexicon, one_of, plain
from smoulder.numerals import numbers_in

UNITS = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "fortnight": 14.0, "month": 30.44, "year": 365.25, "decade": 3652.5}
# what a bare plural, or "a few", may mean in days
VAGUE = {
    "hour": (0, 1), "day": (1, 7), "week": (7, 56), "fortnight": (14, 56), "month": (30, 275), "year": (365, 3650),
    "decade": (3650, 18250),
}  # fmt: skip
FEW = {
    "hour": (0, 1), "day": (2, 7), "week": (14, 42), "fortnight": (28, 70), "month": (60, 180), "year": (365, 1826),
    "decade": (7300, 18250),
}  # fmt: skip
MANY = {"month": (120, 730), "year": (730, 3650)}
NEXT_UNIT = {"hour": 1, "day": 7, "week": 30, "fortnight": 30, "month": 365, "year": 3650, "decade": 18250}

# what there is enough of for a time still to come: "they have rice for two months"
SUPPLIES = re.compile(
    r"\b(?:food|rice|flour|bread|grain|rations|water|fuel|ammunition|ammo|shells|bullets|explosives|weapons|arms|"
    r"suppl(?:y|ies)|stocks?|stores|money|funds|medicines?|enough [\w ]{3,30}|sufficient [\w ]{3,30}) $"
)


@cache
def _unit_names(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(one_of(forms), re.IGNORECASE)) for name, forms in lexicon(language)["time"].items())


def unit_of(word: str, language: str) -> str | None:
    """The unit that a plain word names."""
    return next((name for name, pattern in _unit_names(language) if pattern.fullmatch(word)), None)


def measured(match: re.Match[str], language: str) -> tuple[str, float | None, bool] | None:
    """Unit, how many of it (None if vague) and whether only few are meant."""
    word, written = match["unit"], match.groupdict().get("number")
    unit = unit_of(word, language)
    if unit is None or unit == "generation":
        return None
    if language == "ar":
        if re.search(plain(r"(?:ين|ان)$"), word) and word != plain("سنين"):
            return unit, 2, False
        if written:
            values = [each.value for each in numbers_in(written, language)]
            return unit, values[-1] if values else None, True
        singular = any(
            word == plain(each)
            for each in ("يوم", "يوما", "أسبوع", "أسبوعا", "شهر", "شهرا", "سنة", "عام", "عاما", "ساعة", "عقد")
        )
        # its plural of few is of three to ten
        few = unit == "day" or bool(re.search(plain("القليله|قليله|معدود"), match.group()))
        return unit, 1 if singular else None, few
    if not written:
        few = " few " in match.group() or " couple " in match.group()
        return (unit, None, few) if word.lower().endswith("s") else (unit, 1, False)
    low = written.lower()
    if low in ("a few", "several", "many", "some"):
        return unit, None, low in ("a few", "several")
    if low == "half a":
        return unit, 0.5, False
    if low == "a":
        return unit, 1, False
    numbers = [
        each.value
        for each in numbers_in(re.sub(r"\b(?:or|to|and)\b|-(?=\d)", ", ", low), language)
        if each.value is not None
    ]
    return (unit, max(numbers), False) if numbers else None
