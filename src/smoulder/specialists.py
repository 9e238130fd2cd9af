"""Who speaks as one who knows: specialists, and those who once held an office."""

import re

from smoulder.role_words import Words

_SPECIALIST = re.compile(
    r"\b(?:arms|sanctions|weapons|conflict|ceasefire|election|war|truce|terrorism|counter-?terrorism|oil|shipping|mining|"
    r"business|energy|risk|security|insurance|grain|bank|commodity|airline|investment) (?:monitor|inspector|"
    r"investigator|tracker|trader|"
    r"executive|consultant|broker|watcher|adviser|advisor|contractor|banker|dealer|assessor|underwriter|"
    r"manager)\b|\b(?:university|college) "
    r"(?:don|teacher|dean|rector)\b|\bdon at\b",
    re.IGNORECASE,
)
_PAST_OFFICE = re.compile(r"\b(?:retired|former|ex-|one-?time|erstwhile|pensioned)\b", re.IGNORECASE)


def specialist(head: str) -> bool:
    """Whether a noun phrase is of one who knows a matter: an arms monitor, an oil executive."""
    return bool(_SPECIALIST.search(head))


def once_in_office(head: str) -> bool:
    """Whether a noun phrase is of one who once was what it says: retired, former."""
    return bool(_PAST_OFFICE.search(head))


def past_office(head: str, words: Words) -> str | None:
    """Who once held an office and now speaks as one who knows."""
    if words.singular["rebel"].search(head) or words.plural["rebel"].search(head):
        return None
    several = words.plural["official"].search(head)
    return "experts" if several else "expert" if words.singular["official"].search(head) else None
