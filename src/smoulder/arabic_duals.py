"""Arabic numbers that a form of the word tells: two villages, "the four villages"; and two numbers joined as one."""

import re

from smoulder.claim import Quantity
from smoulder.counted_units import NEAR, Counted, bounds
from smoulder.lexicon import plain
from smoulder.numerals import Number, numbers_in

PERSONS = re.compile(plain(r"شخص|أشخاص"))


OF_THE_GROUP = re.compile(
    plain(
        r"(?<!\w)(?:شبكات|خلايا|خلية|مجموعات|مجموعة)(?!\w)|(?<!\w)(?:من|في|لدى) (?:ال|لل)?(?:تنظيم|حركة|جماعة|مسلح|"
        r"مقاتل|إرهابي|متمرد|داعش)"
    )
)


_DUAL = re.compile(
    plain(
        r"(?<!\w)[وبل]?(?:ال)?(?:(?P<villages>قريت)|(?P<towns>بلدت|مدينت)|(?P<districts>محافظت|منطقت|مديريت|إقليم|"
        r"حي|ولايت)|(?P<fighters>رجل|مقاتل(?!ين)|قيادي|انتحاري)|"
        r"(?P<soldiers>جندي)|(?P<bodies>جثت)|(?P<civilians>شخص|مدني(?!ين)|امرأت|طفل)|(?P<km2>كيلومتر(?=ين مربعين|"
        r"ان مربعان))|(?P<km>كيلومتر)|(?P<pockets>جيب)|(?P<cells>خليت))(?:ين|ان)(?!\w)"
    )
)


def apart(text: str, number: Number) -> list[Number]:
    """ "Between a hundred and a hundred and fifty" are two numbers, although they are joined as one would be."""
    words = text[number.start : number.end]
    if not re.search(plain(r"(?<!\w)ب?(?:ما )?بين\s+$"), text[max(0, number.start - NEAR) : number.start]):
        return [number]
    for joint in re.finditer(r"\s+و", words):
        low, high = numbers_in(words[: joint.start()], "ar"), numbers_in(words[joint.end() :], "ar")
        if len(low) == len(high) == 1 and (low[0].value or 0) < (high[0].value or 0):
            begin = number.start + joint.end()
            return [
                Number(number.start, number.start + joint.start(), low[0].value),
                Number(begin, number.end, high[0].value),
            ]
    return [number]


_THE_FOUR = re.compile(
    plain(
        r"(?<!\w)[وبلف]?ال(?:(?P<villages>قرى)|(?P<towns>بلدات|مدن)|(?P<districts>أحياء|مناطق|محافظات|مديريات|ولايات)|"
        r"(?P<fighters>مسلحين|مسلحون|مقاتلين|مقاتلون|إرهابيين|عناصر))\s+ال(?P<number>ثلاثة?|أربعة?|خمسة?|ستة?|"
        r"سبعة?|ثمانية?|"
        r"تسعة?|عشرة?)(?!\w)"
    )
)


def the_four(text: str, taken: list[Counted]) -> list[Counted]:
    """So many as a text knows: "القرى الأربع"."""
    found = []
    for match in _THE_FOUR.finditer(text):
        if any(match.start() < each.end and each.start < match.end() for each in taken):
            continue
        unit = next(name for name, value in match.groupdict().items() if value and name != "number")
        value = numbers_in(match["number"], "ar")[0].value
        found.append(Counted(*match.span(), Quantity(match.group(), value, None, "=", unit, unit)))
    return found


def duals(text: str, taken: list[Counted]) -> list[Counted]:
    """Two of something, told by the form of the word; "two or three"."""
    found = []
    for match in _DUAL.finditer(text):
        if any(match.start() < each.end and each.start < match.end() for each in taken):
            continue
        unit = next(name for name, value in match.groupdict().items() if value)
        if (
            unit == "civilians"
            and PERSONS.search(match.group())
            and OF_THE_GROUP.search(text[max(0, match.start() - NEAR) : match.start()])
        ):
            unit = "fighters"
        more = re.match(plain(r"\s+(?:أو|إلى)\s+"), text[match.end() :])
        higher = next((each for each in numbers_in(text[match.end() :], "ar")), None) if more else None
        near = higher and more and higher.start == more.end() and higher.value
        end = match.end() + higher.end if near and higher else match.end()
        words = text[match.start(unit) : end]
        high = higher.value if near and higher else None
        left = text[max(0, match.start() - 30) : match.start(unit)]
        op, begin = next(
            (
                (op, match.start(unit) - len(left) + told.start())
                for op, each in bounds("ar")
                if (told := each.search(left))
            ),
            ("=", match.start(unit)),
        )
        if not high:
            words = text[begin:end]
        begin = match.start(unit) if high else begin
        found.append(Counted(begin, end, Quantity(words, 2.0, high, "range" if high else op, unit, unit)))
    return found
