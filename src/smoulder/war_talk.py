"""Whether a text tells of a war where it names no armed group, and which nameless rebels it is about."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from smoulder.lexicon import plain
from smoulder.referents import GENERIC, Named

_NAMELESS = re.compile(
    r"(?<!\w)(?:the )?(?:rebels|militants|insurgents|guerrillas|bandits|gunmen|jihadists|jihadis|separatists|"
    r"Islamists|mutineers|terrorists|extremists|secessionists|insurgency|rebellion|uprising|guerrilla movement|"
    r"subversives|paramilitaries)(?!\w)|"
    + plain(
        r"(?<!\w)(?:[وفبك]?ال|لل)(?:متمرد|مسلح|إرهابي|مقاتل|انفصالي|متشدد|جهادي|متطرف|تكفيري|إسلامي)(?:ين|ون)(?!\w)|"
        r"(?<!\w)[وفبل]?(?:ال|لل)?(?:جماعات|مجموعات|تنظيمات|فصائل|عصابات|ميليشيات) (?:ال)?(?:مسلحة|إرهابية|"
        r"متشددة|جهادية|متطرفة|متمردة)"
        r"(?!\w)"
    )
)
_WARLIKE = re.compile(
    r"\b(?:army|troops|soldiers|military|war|killed|bomb\w*|fighting|offensive|fighters|violence|massacres?|"
    r"operation|air ?strikes?|ceasefire|ambush\w*|commander|general|colonel|battalions?|brigade|gunmen|defence|defense|"
    r"security forces|recaptur\w+|weapons|armed)\b|"
    + plain(
        r"(?<!\w)[وفب]?(?:(?:ال)?(?:جيش|قوات|حرب|معارك|معركة|عملية|عمليات|هجوم|هجمات|تمرد|إرهاب|قتال|جنود|جنرال|عسكري|عسكرية|"
        r"اشتباكات|مواجهات|حصار|معقل|قصف|جنودها|جنوده|ضابط|ضباط|مسلحين|مسلحون|إرهابيين|رصاص|دبابات|مدفعية|كمين|انفجار|خطف|اغتيال|"
        r"متشددين|متمردين|جهاديين)|مقتل|قتل\w{0,2}|للجيش|للقوات)(?!\w)"
    )
)
WARLIKE = 3  # different words of war without which nameless rebels may be a team


NAMING, THIRD = 3, 1 / 3
HALF = 0.5  # of the sentences of an article that is about a war
NEAR = 600  # letters before a sentence, and half as many behind it, in which its subject may be named
TALK_OF_WAR = 2  # different words of war that make a passage one of war


def of_war(text: str, groups: Sequence[Named], start: int, end: int) -> bool:
    """Whether a sentence that names no group stands where one is named, or where there is talk of war.

    A page may tell of a group in one place and of a team, a storm or a vote in another.
    """
    begin = max(0, start - NEAR)
    if any(begin <= each.start < end and not GENERIC.fullmatch(text[each.start : each.end]) for each in groups):
        return True
    return talk_of_war(text, start, end - NEAR // 2) >= TALK_OF_WAR


_MORE_WAR = re.compile(
    _WARLIKE.pattern + r"|\b(?:rebels?|militants?|insurgents?|guerr?illas?|jihadists?|jihadis|terrorists?|terrorism|"
    r"insurgency|rebellion|uprising|separatists?|subversives|rifles?|guns?|raids?|truce|clash\w*|warplanes|jets|"
    r"massacre\w*|front line|"
    r"officers?|soldier|hideouts?|air force|marines?|gendarm\w+|battlefield|combat|surrender\w*|columns|"
    r"deserters?|defectors?|"
    r"peacekeepers|warlord|mujahideen|cadres|barracks|artillery|shell\w*|besieged|siege|Army|Defen[cs]e|ambush|mines|police)\b"
)


def talk_of_war(text: str, start: int, end: int) -> int:
    """How many different words of war stand around a sentence."""
    begin, end = max(0, start - NEAR), end + NEAR // 2
    return len({match.group().lower() for match in _MORE_WAR.finditer(text, begin, end)})


def about_war(text: str, groups: Sequence[Named], parts: Iterable[tuple[int, int]]) -> bool:
    """Whether every second sentence of a text, parts, names an armed group or has a word of war, or three name one."""
    spans = list(parts)
    naming = [any(start <= each.start < end for each in groups) for start, end in spans]
    told = [named or bool(_MORE_WAR.search(text, *span)) for named, span in zip(naming, spans, strict=True)]
    return sum(told) >= HALF * len(told) or (sum(naming) >= NAMING and sum(told) >= THIRD * len(told))


def nameless_groups(text: str) -> list[Named]:
    """Rebels that a text of war gives no other name than "the rebels": where they are named, twice at least."""
    found = [
        Named(match.start(), match.end(), re.sub(r"^the ", "", match.group())) for match in _NAMELESS.finditer(text)
    ]
    told = any(
        " " in each.name and re.match("[\u0621-\u064a]", each.name) for each in found
    )  # "the armed groups" say it once
    if len(found) < 2 - told or len({match.group().lower() for match in _WARLIKE.finditer(text)}) < WARLIKE:
        return []
    common = Counter(each.name for each in found).most_common(1)[0][0]
    return [each._replace(name=common) for each in found]
