"""Messages and media that speak: leaflets and radios of those who hide, and what the state broadcasts."""

import re
from collections.abc import Callable
from functools import cache

from smoulder.called import Names
from smoulder.lexicon import lexicon
from smoulder.role_words import words_of_roles
from smoulder.word_lists import gate

_PUBLICITY = re.compile(
    r"\b(?:publicity|media|information|propaganda|press) (?:wing|arm|bureau|department|cell)\b", re.IGNORECASE
)
_MESSAGE = re.compile(
    r"(?:the |an? |one |another |its |their )?(?:[\w'-]+ ){0,3}?(?:message|statement|video|audio|recording|leaflet|"
    r"tract|flyer|declaration|manifesto|communiqu[eé]|post|broadcast|letter|channel|website|site|magazine|newsletter|radio|bulletin|pamphlet|"
    r"tape|station|fax|note|text)s?\b",
    re.IGNORECASE,
)
# what those write, paint or send who cannot speak openly
_HIDDEN = re.compile(
    r"(?:the |an? |one |another |some )?(?:[\w'-]+ ){0,3}?(?:leaflet|tract|pamphlet|handbill|flyer|flier|poster|"
    r"placard|banner|graffiti|"
    r"graffito|slogan|night letter|fax|(?:audio|video|voice|propaganda|martyrdom) (?:tape|message|recording|"
    r"clip)|audio|voice message|"
    r"video|recording|cassette|samizdat|manifesto)s?\b|(?:the |an? )?(?:statement|message|post|note|text|"
    r"communiqu[eé])s?\b[^,]*\b"
    r"(?:Telegram|forums?|jihadist|jihadi|militant|rebel|insurgent|scattered|slipped|pinned|nailed|pasted|stuck|dropped|anonymous|"
    r"unsigned|masked|branch abroad|exiles?)\b",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"\b(?:government|ministry|army|military|police|state|official|coalition|UN|United Nations|embassy|"
    r"presidency|air-?dropped|"
    r"parliament|prosecutors?)\b"
)
_STATE_MEDIA = re.compile(
    r"\b(?:state(?:-run|-owned|-controlled)?|official|government|regime|army|"
    r"military) (?:[\w-]+ )?(?:television|TV|radio|media|newspapers?|"
    r"news ?agency|daily|paper|broadcaster|press|gazette|channel)\b|^(?:the )?[A-Z]\w+ (?:radio|television|TV)$",
    re.IGNORECASE,
)
_REBELS = re.compile(
    r"\b(?:rebels?|militants?|insurgents?|guerrillas?|gunmen|jihadists?|pro-rebel|extremists?|separatists?|"
    r"the group|[A-Z]\w+ Front|faction|clandestin\w+|the movement|the insurgency|politburo|central committee)\b",
    re.IGNORECASE,
)


def of_publicity(head: str) -> bool:
    """Whether a noun phrase is a wing for publicity, as groups have."""
    return bool(_PUBLICITY.search(head))


def medium_kind(head: str, written: str, rebels: Names | None, organisation: bool) -> str | None:
    """What a message or a medium is: rebel_media, or "body" for a state's; None if it is neither.

    head: the noun phrase up to its first preposition; rebels: names of armed groups; organisation: one is named.
    """
    if not (_may_send()(written) or _may_send()(head)):
        return None
    if _MESSAGE.match(head) and ((rebels and rebels.search(written)) or _REBELS.search(written)):
        return "rebel_media"
    if _HIDDEN.match(written) and not organisation and not _STATE.search(written):
        return "rebel_media"
    if _STATE_MEDIA.search(head):
        return "body"
    if _RUN_BY.search(head):
        return "rebel_media"
    if words_of_roles("en").media.search(head) and _OPPOSED.search(written):
        return "rebel_media"
    return None


@cache
def _may_send() -> Callable[[str], bool]:
    """Whether a noun phrase may hold a word for a message or a medium."""
    sent = (
        "message statement video audio recording leaflet tract flyer flier declaration manifesto communiqu post "
        "broadcast letter channel website site magazine newsletter radio bulletin pamphlet tape station fax note text "
        "handbill placard banner graffit slogan night voice propaganda martyrdom cassette samizdat television TV media "
        "newspaper news daily paper press gazette agency"
    )
    return gate([*sent.split(), *lexicon("en")["roles"]["media"]])


_OPPOSED = re.compile(r"\b(?:rebel|militant|opposition|insurgent|guerrilla|clandestine|resistance)")
_RUN_BY = re.compile(
    r"\b(?:rebel|militant|insurgent|guerrilla)-(?:run|held|controlled|owned|linked) (?:[\w-]+ )?(?:agency|"
    r"channel|radio|station|"
    r"television|website|newspaper)\b"
)
