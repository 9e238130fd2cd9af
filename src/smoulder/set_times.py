"""Who sets others a time, told by the author: "the president gave the army three months to end the insurgency"."""

import re

from smoulder.grammar import directions, speakers
from smoulder.hearing import Heard
from smoulder.spans import Span
from smoulder.utterances import Said
from smoulder.voices import said_on


def set_deadline(reader: Heard, said: Said, span: Span) -> Said | None:
    """Somebody sets others a time, told by the author: the speaker is who sets it, the words are the whole clause."""
    text = reader.text[span.start : span.end]
    if not directions.ordered(text, reader.language):
        return None
    if reader.language == "ar":
        return None
    match = re.search(
        r"(?P<who>(?:[Tt]he |[A-Z])[\w' .-]{1,80}?)\s+(?P<cue>(?:had |has |have )?(?:already |earlier |"
        r"also )?(?:gave|given|gives|set|sets|ordered|orders|instructed|directed|tasked|commanded|told|"
        r"imposed))\b",
        text,
    )
    if not match:
        return None
    before = text[: match.start("who")]
    who = re.sub(r"^(?:In|On|Last|Earlier|At|By) [A-Z]?\w+,? (?:\d{4},? )?(?=[Tt]he |[A-Z])", "", match["who"])
    before += match["who"][: len(match["who"]) - len(who)]
    if not speakers.is_source(who, reader.language):
        return None
    speaker = speakers.speaker_from(who, reader.language, home=reader.home, rebels=reader.names)
    if speaker.side == "rebel":
        return None
    if known := reader.voices.same(speaker):
        speaker = known._replace(as_written=who)
    when = said_on(before or text[match.end() :], match["cue"], reader.article, reader.language)
    return said._replace(speaker=speaker, cue=match["cue"], said=when)
