"""The person's name in a noun phrase, English and Arabic: what stands behind an office, or alone between commas."""

import re
from functools import cache

from smoulder.lexicon import lexicon
from smoulder.role_words import Listed, listed, medium_in, organisation_in, words_of_roles, world

NAME = (
    r"(?:(?:[A-Z][\w'.-]*[\w]|(?:[A-Z]\.)+|al-[A-Z][\w'-]+|el-[A-Z][\w'-]+|ul-[A-Z][\w'-]+)"
    r"(?:\s+(?:[A-Z][\w'.-]*[\w]|(?:[A-Z]\.)+|al-[A-Z]?[\w'-]+|el-[A-Z][\w'-]+|ul-[\w'-]+|bin|ibn|ben|abu|de|da|"
    r"do|dos|del|la|van|von|der|al|el|ag|ould|y|Jr\.)){0,5})"
)

_CUT = re.compile(r"\s*[,()]\s*")
_ARTICLE = re.compile(r"^(?:the |a |an )")
_ALONE = re.compile(NAME)
_AFFILIATED = re.compile(
    rf"(?P<name>(?!The\b)[A-Z][\w'.-]*\w (?:{NAME})),? (?:of|from|at|with|for) (?:the |a |an )?(?P<of>[\w'-].{{2,}})"
)
_NAMED = re.compile(rf"{NAME}(?=$|\s(?:of|in|from|at|who|with)\b)")


@cache
def _title_words() -> Listed:
    roles = lexicon("en")["roles"]
    forms = [
        *roles["head_of_state"],
        *roles["official"],
        *roles["expert"],
        *roles["other"],
        *roles["titles"],
        *roles["rebel"],
        *roles["witness"],
    ]
    return listed({"titles": forms})["titles"]


@cache
def _portfolio() -> re.Pattern[str]:
    """What a minister or an envoy is for, before the name: "for Defence", "of the Interior", "to Somalia"."""
    return re.compile(
        r"^(?:for|of|to) (?:the )?(?:(?:[A-Z][\w-]* )?(?:and )?(?:Defen[cs]e|Interior|Home|Foreign|External|"
        r"Internal|Security|Affairs|"
        r"Information|Justice|Finance|Communications?|Territorial|Administration|Police|State|Armed|Forces|Army|Staff|General|"
        r"Border|Borders|Reconciliation|Reintegration|Rehabilitation|Government|Nations|Republic|Somalia|Sudan|Syria|Iraq|Libya|Yemen|"
        r"Congo|Mali)\s?)+(?=[A-Z])"
    )


_BODY = re.compile(
    r"\b(?:State|Front|Army|Forces?|Guard|Movement|Party|Council|Brigades?|Union|Bank|Republic|Kingdom|Emirate|Caliphate|"
    r"Government|Ministry|House|Court|Office|Institute|University|School|Centre|Center|League|Organi[sz]ation|Committee|"
    r"Group|Network|Command|Province|Governorate|Department|Agency|Nations|Alliance|Coalition|Conference|Society|Soldiers|"
    r"Companions|Supporters|Partisans|Mujahideen|Tigers|Resistance|Jihad|Church|Bishops|Association|Service)\b"
)


def affiliated(written: str) -> tuple[str, str] | None:
    """The name of a person and what he is of, where no office is told: "Maria Lopez of the Crisis Centre"."""
    match = _AFFILIATED.fullmatch(written.strip())
    if (
        match is None
        or _title_words().search(match["name"])
        or _known_thing(match["name"])
        or _BODY.search(match["name"])
    ):
        return None
    return match["name"], match["of"]


def person_in(written: str, language: str) -> str | None:
    """The person's name in a noun phrase: what stands behind an office, or a part of its own between commas."""
    if written.islower():  # a name has a capital
        return None
    title = _title_words()
    for piece in _CUT.split(written):
        piece = _ARTICLE.sub("", piece.strip())
        last = None
        for match in title.finditer(piece):
            if last and _ALONE.fullmatch(piece[last.end() : match.start()].strip()):
                break  # a name of his: President Hassan Sheikh Mohamud
            last = match
        if last:
            rest = _portfolio().sub("", piece[last.end() :].strip())
            named = _NAMED.match(rest)
            if named and not (_place_like(rest) or _BODY.fullmatch(named.group())):
                return named.group()  # and not "Forces", of "the minister of the Armed Forces"
            continue
        if _ALONE.fullmatch(piece) and " " in piece and not _known_thing(piece):
            return piece
    whole = written.strip()
    if _ALONE.fullmatch(whole) and not _known_thing(whole):
        return whole
    return None


def _place_like(words: str) -> bool:
    return bool(re.match(r"(?:Office|Ministry|Command|Force|House|Staff)\b", words))


def _known_thing(words: str) -> bool:
    return bool(
        "'s " in words
        or organisation_in(words, "en")
        or medium_in(words, "en")
        or world("en").countries.fullmatch(words)
        or words_of_roles("en").any_head.search(words)
    )
