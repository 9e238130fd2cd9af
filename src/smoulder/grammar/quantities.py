"""How many of what: numbers with a unit and a bound, English and Arabic.

"no more than 350 fighters", "40 to 50 villages", "about 17 square kilometres", "dozens of bodies", "نحو ألف مسلح". A
number without a known unit is none: dates, calibres and money are left alone.
"""

import re
from collections.abc import Sequence

from smoulder.arabic_duals import OF_THE_GROUP, PERSONS, apart, duals, the_four
from smoulder.bare_numbers import of_fighters, of_them, unit_before
from smoulder.claim import Quantity
from smoulder.counted_units import ADJECTIVES, NEAR, between, bound_after, bounds, scaled, units
from smoulder.counted_units import Counted as Counted
from smoulder.lexicon import plain
from smoulder.numerals import Number, arabic_number, numbers_in

TIMES = 3  # what is more times as much is another number: "two or a hundred"


def quantities_in(text: str, language: str, groups: Sequence[str] = ()) -> list[Counted]:
    """The quantities of a plain text, in order.

    groups: names of armed groups in small letters, the longest first, whose members are fighters.

    >>> [tuple(c.quantity) for c in quantities_in("no more than 350 armed fighters", "en")]
    [('no more than 350 armed fighters', 350.0, None, '<=', 'fighters', 'armed fighters')]
    """
    numbers = scaled(text, numbers_in(text, language))
    if language == "ar":
        numbers = [part for each in numbers for part in apart(text, each)]
    found: list[Counted] = []
    at = 0
    while at < len(numbers):
        low, number = numbers[at], numbers[at]
        at += 1
        if at < len(numbers) and between(language).fullmatch(text[number.end : numbers[at].start]):
            word = text[number.end : numbers[at].start].strip()
            high = numbers[at].value
            near = low.value and high and high <= TIMES * low.value
            ranged = (
                (word in ("or", plain("أو")) and near)
                or word not in ("and", "or", "و", plain("أو"))
                or re.search(r"\b[Bb]etween\s+$|" + plain("بين") + r"\s+$", text[max(0, low.start - NEAR) : low.start])
            )
            if ranged and low.value is not None and high is not None and high > low.value:
                number = numbers[at]
                at += 1
        limit = numbers[at].start if at < len(numbers) else len(text)
        unit = _unit_after(text, number, language, groups, limit) or unit_before(text, low, number, language)
        if unit is None and at < len(numbers) and _OUT_OF.fullmatch(text[number.end : numbers[at].start]):
            unit = _unit_after(text, numbers[at], language, groups, len(text))
            unit = unit and (unit[0], number.end)
        if unit is None and language == "ar" and of_fighters(text, low, number, found):
            unit = "fighters", number.end
        if unit is None and language == "en" and found and found[-1].quantity.unit == "fighters":
            unit = ("fighters", number.end) if of_them(text, number) else None
        if unit is None or (found and low.start < found[-1].end):
            continue
        name, end = unit
        found.append(_counted(text, low, number, name, end, language))
    return sorted([*found, *duals(text, found), *the_four(text, found)]) if language == "ar" else found


_OUT_OF = re.compile(r"\s+(?:out )?of (?:the |its |their |his )?$|\s+" + plain("من (?:أصل )?(?:ال)?") + "$")


# people whose name is not in the lists: by how their plural ends, or by a nation's
_PEOPLE = re.compile(
    r"[\s-]+(?:of (?:the |its |their |his )?)?(?:(?!(?:in|on|at|to|and|or|by|from|of|the|years?|months?|weeks?|"
    r"days?|hours?)\b)"
    r"[\w'-]+ ){0,2}?((?!(?:[a-z]*met|numb|oth|head ?quart|quart|bunk|launch|helicopt|comput|transmitt|trail|"
    r"bulldoz|carri|cruis|"
    r"freight|tank|contain|shelt|pap|lett|post|riv|bord|corn|ord|pow|answ|passeng|work|teach|trad|herd|driv|report|"
    r"lawy|read|"
    r"farm|sist|moth|fath|daught|charg|transf|boost|chopp|bomb|fight|mort|hamm|ladd|drum|finger|should|week|matt|"
    r"flow|show|tow)ers"
    r"\b|(?:doct|may|tract|sect|do|raz|mot|reacts?|investig|surviv|senat)ors\b|(?:restaur|inf|pl|eleph|gr|"
    r"merch)ants\b|(?:s|webs|satell)ites\b|"
    r"(?:music|polit|civil|technic|guard|med)ians\b|tourists|(?:wo|fisher|sports|clergy|police)men)"
    r"(?:[a-z-]{2,20}(?:ers|eers|ors|ists|ites|ians|ants|men)|(?!States|Nations|Years|Days|Nights|Hills|Mountains|"
    r"January)[A-Z][a-z]{3,15}s))\b"
)


_SPACE = re.compile(r"\s+")
_ADJECTIVE = re.compile(
    r"(?!(?:that|which|when|in|on|of|the|and|by|to|for|with|against|people|civilians|soldiers|troops)\b)[\w'-]+\s+",
    re.IGNORECASE,
)


def _named_behind(text: str, at: int, names: Sequence[str]) -> int | None:
    """Where a group's name ends that stands behind a number, with a few adjectives before it."""
    space = _SPACE.match(text, at)
    if space is None:
        return None
    at = space.end()
    for _ in range(ADJECTIVES):
        words = text[at : at + LONGEST].lower()
        for name in names if words.startswith(tuple(names)) else ():
            if words.startswith(name) and not (words[len(name) : len(name) + 1].isalnum()):
                return at + len(name)
        adjective = _ADJECTIVE.match(text, at)
        if adjective is None:
            return None
        at = adjective.end()
    return None


_NO_MEMBERS = re.compile(r"\s*(?:attacks?|victims?|areas?|bases?|camps?|territory|wives|hostages)")
LONGEST = 80  # letters of a name


def _unit_after(text: str, number: Number, language: str, groups: Sequence[str], limit: int) -> tuple[str, int] | None:
    match = units(language).match(text, number.end)
    if match and match.end() > limit + 1:  # a unit of the next number
        match = None
    best: tuple[int, str, int] | None = None
    if match is None and language == "en" and (people := _PEOPLE.match(text, number.end)) and people.end() <= limit + 1:
        best = people.start(1), "fighters", people.end()
    if match:
        name = next(unit for unit, value in match.groupdict().items() if value)
        best = match.start(name), name, match.end()
    year = number.value is not None and 1900 <= number.value <= 2100 and "," not in text[number.start : number.end]
    named = _named_behind(text, number.end, groups) if groups and not year else None
    if named and (best is None or (named < best[0] and best[1] != "fighters")):
        if _NO_MEMBERS.match(text, named):
            return best and (best[1], best[2])
        return "fighters", named
    return best and (best[1], best[2])


def _counted(text: str, low: Number, high: Number, unit: str, end: int, language: str) -> Counted:
    start, op, behind = low.start, "=", high.end
    left = text[max(0, low.start - 30) : low.start]
    if language == "ar" and (clitic := re.search(r"(?<!\w)[وبل]$", left)):
        left = left[: clitic.start()]
    ranged = high is not low
    between = _FROM.search(left) if ranged else None
    for each, pattern in bounds(language):
        if match := pattern.search(left):
            op, start = each, low.start - (len(left) - match.start())
            break
    if (
        op == ">"
        and language == "ar"
        and re.search(
            plain(r"(?<!\w)(?:لا|لم|لن)\s+(?:\S+\s+){0,7}(?:يتجاوز|يزيد|يفوق)"),
            text[max(0, low.start - NEAR) : low.start],
        )
    ):
        op = "<="  # "is no longer above"
    if language == "ar":
        if unit == "fighters" and (dead := _BODIES.search(text, max(0, start - NEAR), start)):
            unit, start = "bodies", dead.start()
        elif (
            unit == "civilians"
            and PERSONS.search(text[high.end : end])
            and OF_THE_GROUP.search(text[max(0, start - NEAR) : start])
        ):
            unit = "fighters"
        if op == "=" and (far := _AT_MOST.search(text, max(0, low.start - NEAR), low.start)):
            op, start = "<=", far.start()
    if op == ">" and _DOUBT.search(text[max(0, low.start - NEAR) : low.start]):
        op = "<="
    if ranged:
        op, start = "range", low.start - (len(left) - between.start()) if between else start
    elif low.value is None:
        op = "several"
    elif tail := bound_after(text[end : end + 30], language):
        op = tail
    if language == "ar" and not ranged and low.value and (more := _OR_MORE.match(text, end)):
        higher = numbers_in(more["number"], "ar")
        if higher and higher[0].value and low.value < higher[0].value <= TIMES * low.value:
            end, op, ranged = more.end(), "range", True
            high = higher[0]
    words = text[start:end].strip()
    if op == "=" and language == "en" and (told := _AROUND.match(text, high.end)):
        op = ">" if told["over"] else "~"
        end = max(end, told.end())
        words = text[start:end].strip()
    what = re.sub(r"^(?:of|or so)\s+", "", text[behind:end].strip(" -")) or unit
    return Counted(start, end, Quantity(words, low.value, high.value if ranged else None, op, unit, what))


_FROM = re.compile(r"(?:\b[Bb]etween|\b[Ff]rom|" + plain("بين|ما بين|من") + r")\s+$")


_DOUBT = re.compile(
    r"\b(?:doubt\w*|(?:not|never) (?:believe|think)|unlikely) (?:that )?[\w ]{0,20}$|"
    r"(?:\b(?:not|never|cannot|no longer)|n't) (?:\w+ ){0,5}(?:more|over|above)(?: than)? $"
)


_OR_MORE = re.compile(plain(rf"\s+أو\s+(?P<number>{arabic_number()})(?!\w)"))


_AROUND = re.compile(
    r",?\s*(?:or (?:so|thereabouts)|-odd|at a guess|give or take)\b|(?P<over>\s*(?:and some|and more|plus)\b|\+|"
    r"-plus\b)"
)


_BODIES = re.compile(plain(r"(?<!\w)(?:جثث|جثة|جثامين)\s+$"))
_AT_MOST = re.compile(plain(r"(?<!\w)[أو]?ل[ان] [يت](?:تجاوز|زيد|تعد|فوق)\w*(?: [^,.;\d]{1,40})?\s$"))
