"""Armed groups that no list knows, by the form of their names: "the Zeta Liberation Front (ZLF)", "Zeta fighters"."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from smoulder.lexicon import one_of
from smoulder.role_words import countries_in, medium_in, organisation_in

_NAME = r"(?:(?:[Aa]l|[Ee]l|[Uu]l|[Aa]n|[Aa]s|[Aa]sh|[Aa]d)-)?[A-Z][\w'’-]{0,30}\w"
_RUN = rf"{_NAME}(?: (?:(?:of|for|and|de|del|du|des|da) (?:the )?)?{_NAME}){{0,7}}"
# the last word of a group's name; those of parties and firms, too; and words that the others hardly have
_HEADS = frozenset(
    "Front Movement Army Brigade Brigades Battalion Battalions Resistance Tigers Militia Guerrilla Guerrillas Vanguard"
    " Legion Corps Volunteers Fighters Mujahideen".split()
)
_FIRMS = frozenset("Union Alliance Council Organization Organisation Coalition Command Force Forces Group".split())
_WARLIKE = re.compile(
    r"\b(?:Liberation|Revolutionary|Revolution|Resistance|Rebel|Jihad|Mujahid\w+|Martyrs?|Guerrilla|Insurgent"
    r"|Separatist|Self-Defen[cs]e|Secession\w*|Partisan)\b"
)
_PATRIOTIC = re.compile(
    r"\b(?:Patriotic|Salvation|Independence|Freedom|Restoration|Islamic|Independent|Redemption|Justice|Popular)\b"
)
_STATE = re.compile(
    r"\b(?:Ministry|Minister|Guards?|Court|Police|Republic|Government|Bank|University|Salvation Army|Security"
    r"|Commission|Human Rights|Red Cross|Relief|Refugees?|Office|Department|Agency|National Army|Royal|Chinese"
    r"|People's Liberation Army)\b"
)
_HEADED = re.compile(rf"\b(?=[A-Zaeu])(?P<name>{_RUN})(?: \((?P<short>[A-Z][A-Za-z/-]{{1,9}})\))?")
_IN_WORD = re.compile(r"[\w-]")
_ARTICLE = re.compile("^(?:The|A|An) ")
_FIGHTERS = (
    "fighters rebels militants insurgents guerrillas guerillas gunmen separatists militia militias militiamen jihadists"
    " mutineers secessionists irregulars bandits gang gangs cartel terrorists combatants loyalists"
).split()
_FOLLOWED = re.compile(rf"\b(?=[A-Zaeu])(?P<name>{_NAME}(?: (?:of )?{_NAME}){{0,2}}) (?P<noun>{one_of(_FIGHTERS)})\b")
_NO_NAME = frozenset(
    (
        "The This That These Those A An Some Many Most More All No Not Other Several Few Armed Suspected "
        "Masked Foreign Local Former Government Dozens Hundreds Thousands Islamist Islamic Muslim Moslem "
        "Christian Communist Our Their His Her Its And But If When While Monday Tuesday Wednesday Thursday "
        "Friday Saturday Sunday Young Even Only Both Pro-government Anti-government Opposition Allied Rival "
        "Rebel Terrorist Remaining Surviving Captured For Against In On At By From With Near Around Inside "
        "Outside After Before Since As Heavily Last Once One Two Three Four Five Six Seven Eight Nine Ten "
        "Eleven Twelve Thirteen Fourteen Fifteen Sixteen Seventeen Eighteen Nineteen Twenty Thirty Forty "
        "Fifty Sixty Seventy Eighty Ninety "
    ).split()
)
_ARABIC = re.compile(
    r"(?<!\w)[وفبلك]?(?P<name>(?:ال)?(?:حركة|جبهة|جيش|كتائب|لواء|حزب) "
    r"(?:تحرير|المقاومة|مقاومة|أنصار|مجاهدي|شهداء|الجهاد|المجاهدين|الثورة|الثوار)"
    r"(?: [\u0621-\u064a]{3,}(?![\u0621-\u064a])){1,2}?)(?=[ ،.:»\"”)])"
)


class Unlisted(NamedTuple):
    """Where a group is named, and how it is called."""

    start: int
    end: int
    group: str


def by_form(text: str, language: str) -> list[Unlisted]:
    """Where a text of war names groups whose names tell what they are."""
    return _everywhere(text, _arabic(text) if language == "ar" else _headed(text))


def by_their_people(text: str, language: str) -> list[Unlisted]:
    """Where a text of war names groups before the word for their people."""
    return [] if language == "ar" else _everywhere(text, _followed(text))


def _everywhere(text: str, found: Iterable[tuple[str, str]]) -> list[Unlisted]:
    names: dict[str, str] = {}
    for name, group in found:
        names.setdefault(name, group)
    told: list[Unlisted] = []
    for start, end, group in sorted(
        ((at, at + len(name), group) for name, group in names.items() for at in _by_itself(text, name)),
        key=lambda each: (each[0], -each[1]),
    ):
        if not told or start >= told[-1].end:  # the longest name of those that begin here
            told.append(Unlisted(start, end, group))
    return told


def _by_itself(text: str, name: str) -> Iterator[int]:
    """Where a name begins that is no part of a longer word."""
    at = text.find(name)
    while at >= 0:
        if not _IN_WORD.match(text, at - 1, at) and not _IN_WORD.match(text, at + len(name)):
            yield at
        at = text.find(name, at + 1)


def _arabic(text: str) -> Iterator[tuple[str, str]]:
    return ((match["name"], match["name"]) for match in _ARABIC.finditer(text))


def _headed(text: str) -> Iterator[tuple[str, str]]:
    for match in _HEADED.finditer(text):
        name = match["name"]
        if " " in name and _is_group(name := _ARTICLE.sub("", name)):
            yield name, name
            if match["short"]:
                yield match["short"], name


def _followed(text: str) -> Iterator[tuple[str, str]]:
    nouns: dict[str, Counter[str]] = {}
    for match in _FOLLOWED.finditer(text):
        if _may_fight(match["name"]):
            nouns.setdefault(match["name"], Counter())[match["noun"]] += 1
    for name, counts in nouns.items():
        of_a_people = len(name.split()) == 1 and not name.isupper()
        called = f"{name} {counts.most_common(1)[0][0]}" if of_a_people else name
        yield from ((f"{name} {noun}", called) for noun in counts)
        if not of_a_people:
            yield name, called


def _is_group(name: str) -> bool:
    *before, last = words = name.split()
    of_war = not _HEADS.isdisjoint(words)
    if not before or (not of_war and _FIRMS.isdisjoint(words)):
        return False
    if _STATE.search(name) or organisation_in(name, "en"):
        return False
    told = name if " for " in name or " of " in name or last in _FIRMS else " ".join(before)
    return bool(_WARLIKE.search(told) or (of_war and len(words) > 2 and _PATRIOTIC.search(told)))


def _may_fight(name: str) -> bool:
    words = name.split()
    return not (
        words[0].partition("-")[0] in _NO_NAME
        or words[0] in _NO_NAME
        or _STATE.search(name)
        or countries_in(name, "en")
        or organisation_in(name, "en")
        or medium_in(name, "en")
    )
