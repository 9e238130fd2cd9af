"""On whose side a speaker is: of those that "their" stands for, a group in its own medium, one of "them"."""

import re

from smoulder.claim import Speaker
from smoulder.hearing import Heard
from smoulder.spans import Attribution

# a body that may be the group itself, and what only those who hide write
_BODY = re.compile(r"[Tt]he (?:party|movement|front|organi[sz]ation|group|faction|sect|alliance)")
_TRACT = re.compile(r"\b(?:tract|leaflet|pamphlet|communiqu[eé]|handbill|flyer|clandestine)\b[^.;:]*$")
_LOUD = re.compile(
    r"\b(?:announc|proclaim|declar|portray|boast|brag|gloat|crow|menac|threat|swear|swore|promis|vow|den(?:y|"
    r"ie)|wr(?:ite|ote)|let it be)"
)
_MESSAGES = re.compile(
    r"\b(?:note|fax|clip|poster|tract|leaflet|statement|communiqu[eé]|message|video|audio|recording|tape|website|channel|broadcast|pamphlet|bulletin)\b"
)


def side_taken(reader: Heard, found: Attribution, speaker: Speaker, written: str) -> Speaker:
    """The speaker on the side of those that "their", "its" stand for; a group in a tract is its own medium."""
    if found.speaker is None:
        return speaker
    of_group = bool(reader.names and reader.names.search(written))
    if _SPOKE_FOR.search(written) and (of_group or _THEM.search(written)):
        return speaker._replace(kind="named_official" if speaker.name else "unnamed_rebel", side="rebel")
    if speaker.kind == "collective" and of_group and _MESSAGES.match(re.sub(r"^(?:an?|the) ", "", written.lower())):
        return speaker._replace(kind="rebel_media", side="rebel")
    if speaker.kind == "collective" and speaker.org is None and _BODY.fullmatch(written):
        near = reader.text[max(0, found.speaker.start - 90) : found.speaker.start]
        if _TRACT.search(near):
            return speaker._replace(kind="rebel_media", side="rebel")
    own = _OWN.match(written)
    if (
        own
        and speaker.kind in ("unnamed_official", "named_official", "collective", "unnamed_other")
        and speaker.side != "rebel"
    ):
        last = reader.voices.heard[-1] if reader.voices.heard else None
        if last and last.kind == "collective" and last.side in ("government", "coalition"):
            return speaker
        begin = max(0, found.speaker.start - 260)
        before = reader.text[begin : found.speaker.start]
        theirs = [each.end for each in reader.groups if begin <= each.start < found.speaker.start]
        theirs += [begin + match.end() for match in _FOES.finditer(before)]
        state = [begin + match.end() for match in _FORCES.finditer(before)]
        if max(theirs, default=-1) > max(state, default=-1):
            kind = {"named_official": "named_official", "collective": "collective"}.get(speaker.kind, "unnamed_rebel")
            return speaker._replace(kind=kind, side="rebel")
    near = reader.text[max(found.start, found.speaker.start - 60) : max(found.speaker.end, found.cue.end) + 60]
    if speaker.kind == "collective" and speaker.side == "rebel" and not _PEOPLE.search(written):
        loud = _LOUD.match(re.sub(r"^(?:ha[sd]|have|also|later) ", "", found.cue.of(reader.text).lower()))
        if loud or (_MESSAGES.search(near) and len(written.split()) <= 9):
            return speaker._replace(kind="rebel_media")
    return _one_of_them(reader, speaker, written)


# "a man who said he spoke for the front"
_SPOKE_FOR = re.compile(r"who (?<=\bwho )(?:said|says) (?:that )?(?:he|she) (?:spoke|speaks|was speaking) for\b")
_THEM = re.compile(r"\b(?:[Ff]ront|wing|faction|rebels|insurgents|guerrillas|militants)\b")
_OWN = re.compile(r"(?:one of |two of |some of )?(?:their|its)\b", re.IGNORECASE)
# several persons, no body
_PEOPLE = re.compile(
    r"^(?:[\w' -]*\b)?(?:[a-z]+(?:ers|ors|ists|ants|ents|els|men|illas|ors)|forces|leaders|troops|delegation)\b(?!')",
    re.IGNORECASE,
)
_ONE = re.compile(r"(?:one|another|two|three|some|several|many|most|a few) of (?:them|these|those)\b", re.IGNORECASE)


def _one_of_them(reader: Heard, speaker: Speaker, written: str) -> Speaker:
    """One of "them" is of the kind of those who spoke or were told of last."""
    several = ("collective", "witnesses", "rebel_media")
    them = (
        next((each for each in reversed(reader.voices.heard) if each.kind in several), None)
        if _ONE.match(written)
        else None
    )
    if them is None:
        return speaker
    kind = (
        "witnesses"
        if them.kind == "witnesses"
        else {"rebel": "unnamed_rebel", "neutral": "unnamed_expert"}.get(them.side or "", "")
    )
    return speaker._replace(kind=kind or "unnamed_official", side=them.side, country=them.country)


_FOES = re.compile(
    r"\b(?:insurgents|rebels|militants|guerrillas|jihadists|gunmen|fighters|separatists|terrorists|the group|"
    r"the movement|the front)\b"
)
_FORCES = re.compile(
    r"\b(?:army|government|mission|brigade|battalion|regiment|gendarmerie|garrison|corps|division|troops|soldiers|ministry|police|forces|military|coalition|NATO|peacekeepers|state|authorities|president)\b"
)
