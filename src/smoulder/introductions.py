"""Whom an English text introduces before or behind words that have no verb of saying: met, called, "who says this"."""

import re

from smoulder.spans import Span

# whom a writer meets speaks next: "We called a midwife in Uru."
_MET = re.compile(
    r"\b(?:I|[Ww]e|[Oo]ur (?:team|reporter|correspondent)) (?:have |had |also |then |once )?(?:reached|met|called|"
    r"phoned|rang|visited|interviewed|asked|(?:spoke|talked) (?:to|with)) "
    r"(?P<who>(?:an?|the|one) [^,.;:\"]{3,60}?)(?= by | on | over | at |[,.;:\"])"
)
THE_SPEAKER = re.compile(
    r"\W*(?P<who>The (?:[\w-]+ ){0,3}?(?P<head>[\w-]+)) (?:who|that) (?:says|said|tells|speaks|spoke|talks|puts) "
    r"(?:this|so|it|thus|like this)\b"
)


def met_in(text: str, start: int, end: int) -> Span | None:
    """Whom the writer says he met in a sentence: "I reached a trader in Tal by phone"."""
    match = _MET.search(text, start, end)
    return Span(*match.span("who")) if match else None
