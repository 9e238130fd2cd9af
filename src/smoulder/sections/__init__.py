"""The sections of a report: each module has ORDER and `section(assessment) -> Section | None`.

A section that has nothing to say returns None. What came from data goes through Markup.format, which escapes it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from unicodedata import bidirectional

from markupsafe import Markup, escape

from smoulder.figures import Figure, Table

EMPTY = Markup("")


class Section(NamedTuple):
    """One part of a report: its anchor, its heading and its body."""

    id: str
    title: str
    html: Markup


def called(group: Mapping[str, Any]) -> str:
    """The group as a sentence names it: with its kin where they are counted."""
    return f"{group['name']} (with kin)" if group.get("counted_with") else str(group["name"])


def named(text: str, assessment: Mapping[str, Any]) -> Markup:
    """Text in which the names of the group and its kin keep their own direction, even from right to left."""
    group = assessment["group"]
    kin = [each["name"] for each in group.get("kin_active_since") or ()]
    names = [name for name in (group["name"], *kin, *(group.get("counted_with") or ())) if from_the_right(name)]
    if not names:
        return escape(text)
    longest_first = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    parts = re.split(f"({longest_first})", text)
    return join(bdi(part) if place % 2 else escape(part) for place, part in enumerate(parts))


def from_the_right(name: str) -> bool:
    """Whether a name has letters that run from right to left."""
    return any(bidirectional(letter) in ("R", "AL", "RLE", "RLO", "RLI", "LRO") for letter in name)


def bdi(name: str) -> Markup:
    """A name set apart from the direction of the text around it."""
    return Markup('<bdi dir="auto">{}</bdi>').format(name)


def listed(names: Sequence[str]) -> str:
    """Names in a row.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def join(parts: Iterable[str | Markup]) -> Markup:
    """Parts one after the other; plain text is escaped."""
    return EMPTY.join(parts)


def paragraph(text: str | Markup, style: str = "") -> Markup:
    """A paragraph, of a class if one is named; nothing for no text."""
    return Markup('<p class="{}">{}</p>').format(style, text) if style else Markup("<p>{}</p>").format(text)


def listing(items: Iterable[str | Markup]) -> Markup:
    """A bulleted list; nothing for no items."""
    rows = join(Markup("<li>{}</li>").format(item) for item in items)
    return Markup("<ul>{}</ul>").format(rows) if rows else EMPTY


def facts(pairs: Iterable[tuple[str, str | Markup]]) -> Markup:
    """Names and values as a description list."""
    rows = join(Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(*pair) for pair in pairs)
    return Markup("<dl>{}</dl>").format(rows)


def table(numbers: Table, caption: str | Markup, style: str = "") -> Markup:
    """A table whose first column names the rows; a row shorter than the head ends in one wide cell."""
    head = join(Markup('<th scope="col">{}</th>').format(column) for column in numbers.columns)
    rows = []
    for first, *rest in numbers.rows:
        missing = len(numbers.columns) - 1 - len(rest)
        cells = [
            Markup('<td colspan="{}" class="words">{}</td>').format(missing + 1, cell)
            if missing and place == len(rest)
            else Markup("<td>{}</td>").format(cell)
            for place, cell in enumerate(rest, start=1)
        ]
        rows.append(Markup('<tr><th scope="row"><span dir="auto">{}</span></th>{}</tr>\n').format(first, join(cells)))
    return Markup(
        '<div class="scroll" role="region" tabindex="0" aria-label="{0}"><table class="{1}"><caption>{0}</caption>'
        "<thead><tr>{2}</tr></thead><tbody>\n{3}</tbody></table></div>"
    ).format(Markup(caption).striptags() if isinstance(caption, Markup) else caption, style, head, join(rows))


def picture(figure: Figure, name: str, caption: str | Markup = "") -> Markup:
    """A figure with its text alternative, a caption and its numbers under a fold."""
    drawings = join(
        Markup('<div class="{}">{}</div>').format(width, described(svg, figure, f"{name}-{width}"))
        for width, svg in (("wide", figure.svg), ("narrow", figure.narrow))
    )
    return Markup(
        '<figure id="figure-{}">{}<figcaption>{}</figcaption></figure><details><summary>{}</summary>{}</details>'
    ).format(
        name, drawings, caption or figure.description, f"The numbers of this figure: {figure.title}",
        table(figure.table, figure.title),
    )  # fmt: skip


def described(svg: str, figure: Figure, name: str) -> Markup:
    """A drawing as an image with a title and a description that a screen reader speaks."""
    opening, _, body = svg.partition(">")
    attributes = opening.removeprefix("<svg")
    return Markup(
        '<svg role="img" aria-labelledby="{0}-title {0}-desc"{1}>'
        '<title id="{0}-title">{2}</title><desc id="{0}-desc">{3}</desc>{4}'
    ).format(name, Markup(attributes), figure.title, figure.description, Markup(body))


def place(area: str) -> str:
    """An area as it stands in a sentence."""
    if area == "world":
        return "in the world"
    country, _, province = area.partition("/")
    if area.count(",") == 3 and not any(letter.isalpha() for letter in area):
        return f"in the box {area} (west, south, east, north)"
    return f"in {province}, {country}" if province else f"in {country}"
