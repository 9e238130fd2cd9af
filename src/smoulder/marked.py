"""An article's text with its claims marked in place, each with its number and a link to what is said of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from smoulder.sections import EMPTY, join

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def marked(text: str, claims: Sequence[Mapping[str, Any]], language: str | None = None) -> Markup:
    """The text as paragraphs, a line each; claims (number, start, end) may overlap, and may run over lines.

    A marked piece lies in one claim or more; after the last piece of a claim stands its number, a link to `#claim-N`,
    itself the anchor `text-N`.
    """
    rows = [(match.start(), match.end()) for match in re.finditer(r"[^\n\r\u2028\u2029]+", text) if match[0].strip()]
    pending = sorted(claims, key=lambda each: (each["end"], each["start"], each["number"]))
    told = Markup(' lang="{}"').format(language) if language and LANGUAGE.fullmatch(language) else EMPTY
    paragraphs = []
    for row, (begin, end) in enumerate(rows):
        reach = rows[row + 1][0] if row + 1 < len(rows) else len(text) + 1
        parts: list[Markup] = []
        for start, stop in _pieces(begin, end, claims):
            inside = [each for each in claims if each["start"] <= start < each["end"]]
            parts.append(_piece(text[start:stop], len(inside)))
            until = reach if stop == end else stop
            while pending and pending[0]["end"] <= until:
                parts.append(_number(pending.pop(0)["number"]))
        paragraphs.append(Markup('<p dir="auto">{}</p>\n').format(join(parts)))
    return Markup('<div class="article"{}>\n{}</div>').format(told, join(paragraphs))


def _pieces(begin: int, end: int, claims: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, int]]:
    """The line cut where a claim begins or ends."""
    cuts = {place for each in claims for place in (each["start"], each["end"]) if begin < place < end}
    edges = [begin, *sorted(cuts), end]
    yield from pairwise(edges)


def _piece(words: str, claims: int) -> Markup:
    if not claims:
        return Markup("{}").format(words)
    return Markup("<mark{}>{}</mark>").format(Markup(' class="several"') if claims > 1 else EMPTY, words)


def _number(number: int) -> Markup:
    return Markup('<a class="ref" id="text-{0}" href="#claim-{0}" aria-label="Claim {0}"><sup>{0}</sup></a>').format(
        number
    )
