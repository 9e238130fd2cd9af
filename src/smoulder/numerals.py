"""Numbers as texts write them, in digits and words, English and Arabic: "3,000", "a thousand", "خمسة وعشرون"."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from smoulder.lexicon import one_of, plain
from smoulder.word_lists import gate

LARGEST = 10**12


class Number(NamedTuple):
    """A number in a plain text; value is None for a vague one such as "several"."""

    start: int
    end: int
    value: float | None


_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
)
_EN = {word: value for value, word in enumerate((_UNITS + " eighteen nineteen").split())}
_EN |= {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_EN_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_EN_PHRASES = {
    "half a dozen": 6, "a dozen": 12, "two dozen": 24, "three dozen": 36, "a couple of": 2, "a couple": 2,
    "a pair of": 2, "not one": 0, "not a single": 0, "four dozen": 48, "five dozen": 60, "six dozen": 72,
    "two score": 40, "three score": 60,
    "a score": 20, "half a million": 500_000, "a quarter of a million": 250_000, "half a thousand": 500,
    "half a hundred": 50, "a couple of hundred": 200, "a couple hundred": 200, "a couple of thousand": 2_000,
    "a couple thousand": 2_000, "one and a half thousand": 1_500, "two and a half thousand": 2_500,
    "three and a half thousand": 3_500, "one and a half million": 1_500_000,
}  # fmt: skip
_EN_VAGUE = (
    "tens of thousands", "hundreds of thousands",
        "(?:in|by) the (?:low |high )?(?:tens|dozens?|scores?|hundreds?|thousands)(?: of thousands)?", "tens",
    "a couple dozen", "several scores?", "a few scores?", "several hundreds?", "several thousands?", "a few hundred",
    "a few thousand", "a few dozen", "several dozen", "dozens", "scores", "hundreds", "thousands", "several", "a few",
    "a handful", "a number", "a (?:large|significant|great|small|good|considerable|growing) number", "countless",
    "many",
)  # fmt: skip

_EN_NEEDED = "couple pair single dozens? tens scores? hundreds thousands several few handful number countless many"

_AR = {
    "صفر": 0, "واحد": 1, "واحدة": 1, "اثنان": 2, "اثنين": 2, "اثنتان": 2, "اثنتين": 2, "ثلاثة": 3, "ثلاث": 3,
    "أربعة": 4, "أربع": 4, "خمسة": 5, "خمس": 5, "ستة": 6, "ست": 6, "سبعة": 7, "سبع": 7, "ثمانية": 8, "ثماني": 8,
    "ثمان": 8, "تسعة": 9, "تسع": 9, "عشرة": 10, "عشر": 10,
    "عشرون": 20, "عشرين": 20, "ثلاثون": 30, "ثلاثين": 30, "أربعون": 40, "أربعين": 40, "خمسون": 50, "خمسين": 50,
    "ستون": 60, "ستين": 60, "سبعون": 70, "سبعين": 70, "ثمانون": 80, "ثمانين": 80, "تسعون": 90, "تسعين": 90,
    "مئة": 100, "مائة": 100, "مئتان": 200, "مئتين": 200, "مئتي": 200, "مائتان": 200, "مائتين": 200, "مائتي": 200,
    **{f"{unit}{hundred}": n * 100 for n, unit in enumerate("ثلاث أربع خمس ست سبع ثماني تسع".split(), 3)
       for hundred in ("مئة", "مائة")}, "ثمانمئة": 800, "ثمانمائة": 800,
    "ثلاثا": 3, "أربعا": 4, "خمسا": 5, "ستا": 6, "سبعا": 7, "ثمانيا": 8, "تسعا": 9, "عشرا": 10,
    "نصف": 0.5, "أحد عشر": 11, "إحدى عشرة": 11, "اثنا عشر": 12, "اثني عشر": 12, "اثنتا عشرة": 12, "اثنتي عشرة": 12,
    "ألفان": 2_000, "ألفين": 2_000, "ألفي": 2_000, "مليونان": 2_000_000, "مليونين": 2_000_000, "مليوني": 2_000_000,
}  # fmt: skip
_AR_SCALES = {
    "ألف": 1_000, "ألفا": 1_000, "آلاف": 1_000, "مليون": 1_000_000, "مليونا": 1_000_000, "ملايين": 1_000_000,
}  # fmt: skip
_AR_VAGUE = (
    "عشرات الآلاف", "عشرات الالاف من", "مئات الآلاف", "عدة آلاف", "بضعة آلاف", "بضع مئات", "عدة مئات", "بضع عشرات",
    "العشرات",     "المئات", "الآلاف", "آلافا", "عشرات", "مئات", "آلاف", "عدة", "بضعة", "بضع", "عدد من",
)  # fmt: skip
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?![\d.])|\d{1,15}(?:\.\d{1,6})?"


@cache
def _english() -> re.Pattern[str]:
    word = one_of([*_EN, *_EN_SCALES], any_case=True)
    scale = one_of(_EN_SCALES, any_case=True)
    joint = r"(?:-|\s+|(?:(?<=hundred)|(?<=thousand)|(?<=million))\s+and\s+)"  # four and five are two numbers
    return re.compile(
        rf"\b(?=\w)(?:(?P<digits>(?=\d)(?<![.,])(?<!\D-)(?<!^-)(?:{_DIGITS})(?![\w]))(?:[ -](?P<scale>{scale})\b)?"
        rf"|(?P<vague>{one_of(_EN_VAGUE, any_case=True)})\b"
        rf"|(?P<phrase>{one_of(_EN_PHRASES, any_case=True)})\b(?!(?: of)? (?:thousand|hundred|million))"
        rf"|(?P<words>(?:an?\s+(?={scale}\b))?{word}(?:{joint}{word}){{0,12}})\b)",
        re.IGNORECASE,
    )


@cache
def _may_number() -> Callable[[str], bool]:
    """Whether an English text has a word of a number; of phrases, the one word that each needs."""
    may = gate([*_EN, *_EN_SCALES, *_EN_NEEDED.split()], whole=True)
    return lambda text: may(text) or bool(_DIGIT.search(text))


_TENS = ("tens", "dozens?", "scores?", "hundreds?", "thousands")  # what "in the tens" may go on with
_DIGIT = re.compile(r"\d")


@cache
def arabic_number() -> str:
    """A pattern of an Arabic number in digits or words, also a vague one."""
    word = one_of([*_AR, *_AR_SCALES])
    return rf"(?:\d{{1,4}}|{word}(?:\s+و?{word}){{0,4}}|{one_of([*_AR_VAGUE, 'بعض'])})"


@cache
def _arabic() -> re.Pattern[str]:
    word = one_of([*_AR, *_AR_SCALES])
    scale = one_of(_AR_SCALES)
    return re.compile(
        rf"(?P<digits>(?<![\w.,-])[وبل]?(?:{_DIGITS})(?![\w]))(?:\s+(?P<scale>{scale})\b)?"
        rf"|(?<!\w)[وبل]?(?P<vague>{one_of(_AR_VAGUE)})\b"
        rf"|(?<!\w)[وبل]?(?P<words>(?:{plain('ال')})?{word}(?:\s+و?(?:{plain('ال')})?{word}){{0,12}})\b"
    )


_AR_VALUES = {plain(word): value for word, value in _AR.items()}
_AR_SCALED = {plain(word): value for word, value in _AR_SCALES.items()}


def numbers_in(text: str, language: str) -> list[Number]:
    """The numbers of a plain text, in order; those above 10^12 are left out.

    >>> [(n.value) for n in numbers_in("3,000 men, twenty-five tanks, two hundred and five, dozens", "en")]
    [3000.0, 25.0, 205.0, None]
    """
    if language != "ar" and not _may_number()(text):
        return []
    pattern = _arabic() if language == "ar" else _english()
    found = []
    for match in pattern.finditer(text):
        kind = match.lastgroup if match.lastgroup != "scale" else "digits"
        if kind == "digits":
            value: float | None = float(match["digits"].replace(",", "").replace(" ", "").lstrip("وبل"))
            if match["scale"] and value is not None:
                value *= (_AR_SCALED if language == "ar" else _EN_SCALES)[match["scale"].lower()]
        elif kind == "phrase":
            value = float(_EN_PHRASES[re.sub(r"\s+", " ", match["phrase"].lower())])
        elif kind == "words":
            value = _value(match["words"], language)
        else:
            value = None
        if value is None or value <= LARGEST:
            start = match.start(kind or 0)
            if kind == "digits" and text[start] in "وبل":  # a clitic
                start += 1
            found.append(Number(start, match.end(), value))
    return found


def _teen(words: str) -> int:
    return 11 if "حد" in words.split()[0] else 12


def _value(words: str, language: str) -> float:
    """The value of number words: small ones add up, a scale multiplies what stands before it."""
    total = part = 0.0
    known: Mapping[str, float] = _AR_VALUES if language == "ar" else _EN
    scales: Mapping[str, float] = _AR_SCALED if language == "ar" else _EN_SCALES
    if language == "ar":  # eleven and twelve are of two words
        words = re.sub(
            r"(?<!\w)و?(?:احد|احدي|اثنا|اثني|اثنتا|اثنتي)\s+عشره?(?!\w)", lambda each: f"{_teen(each.group())}", words
        )
    for word in re.findall(r"\w+", words.lower()):
        if language == "ar" and word in ("11", "12"):
            part += int(word)
            continue
        if language == "ar":
            if word not in known and word not in scales and word[:1] == "و":
                word = word[1:]
            if word not in known and word not in scales and word[:2] == plain("ال"):
                word = word[2:]
        if word in known:
            part += known[word]
        elif scales.get(word) == 100:
            part = (part or 1) * 100
        elif word in scales:
            total += (part or 1) * scales[word]
            part = 0
    return total + part
