"""Where the words of a quote stand in a text: as they are, or but for spaces, quote marks, dashes and unseen signs."""

import unicodedata
from typing import NamedTuple

SAME = dict.fromkeys("‘’‚‛`´′ʼ", "'") | dict.fromkeys("“”„‟«»″〝〞", '"') | dict.fromkeys("‐‑‒–—―−", "-")
AROUND = " \t\n\r\"'“”„«»‘’"


class Span(NamedTuple):
    """From `start` up to, not with, `end`, in code points of the text."""

    start: int
    end: int


def find(quote: str, text: str, after: int = 0) -> Span | None:
    """Where a quote stands, first from `after` on, then anywhere; None if it does not.

    Letters and case must be the text's own: what is found is what the text says, whatever the quote looks like.

    >>> find("the end’s near", "They say: “the  end's near”.")
    Span(start=11, end=26)
    """
    wanted = _plain(quote.strip(AROUND))[0].strip()
    if not wanted:
        return None
    for begin in (after, 0):
        if (start := text.find(quote, begin)) >= 0:
            return Span(start, start + len(quote))
    plain, places = _plain(text)
    first = next((row for row, place in enumerate(places) if place >= after), 0)
    for begin in (first, 0):
        if (start := plain.find(wanted, begin)) >= 0:
            return Span(places[start], places[start + len(wanted) - 1] + 1)
    return None


def _plain(text: str) -> tuple[str, list[int]]:
    """The text with one space for any, one mark for each kind of quote and dash, no unseen sign; places in the text."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        if sign.isspace():
            if signs and signs[-1] == " ":
                continue
            sign = " "
        elif unicodedata.category(sign) == "Cf":
            continue
        signs.append(SAME.get(sign, sign))
        places.append(place)
    return "".join(signs), places
