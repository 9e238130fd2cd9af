"""What surrounds an article on its page, found in plain text by its words and by its script, and left out.

A page's furniture (bylines, counters, forms of comments, notices of cookies, teasers of other stories) stands in
lines of its own. Lines are left out whole and told; nothing else of the text is changed.
"""

import re
import tomllib
from importlib.resources import files
from typing import NamedTuple

from smoulder.languages import LETTERS, script_of

LONG = 60  # words: a longer line is left in unless it is in another script at the foot of the page
FURNITURE = tomllib.loads((files("smoulder") / "residue.toml").read_text("utf-8"))
WHOLE, HELD = (re.compile("|".join(FURNITURE[which]), re.IGNORECASE) for which in ("whole", "held"))


class _Line(NamedTuple):
    text: str
    start: int
    end: int
    why: str


def without_residue(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without the furniture of its page, and a sentence for each kind of thing that was left out."""
    script = script_of(text[:20_000])
    lines = [_Line(line, start, end, _why(line, script)) for line, start, end in _lines(text)]
    full = [number for number, line in enumerate(lines) if line.text.strip()]
    kept = {number for number in full if not lines[number].why}
    first, last = (min(kept, default=0), max(kept, default=0))
    # In the middle of an article a line of another script is a quotation, unless its words give it away.
    kept |= {number for number in full if first < number < last and lines[number].why == "script"}
    if teaser := _teaser(lines, full, kept):
        lines[teaser] = lines[teaser]._replace(why="teaser")
        kept.discard(teaser)
    cut = [number for number in full if number not in kept]
    if not cut or not kept:
        return text, ()
    return _joined(text, lines, full, kept), _told([lines[number] for number in cut])


def _lines(text: str) -> list[tuple[str, int, int]]:
    found, start = [], 0
    for line in text.splitlines(keepends=True):
        found.append((line, start, start + len(line)))
        start += len(line)
    return found


def _why(line: str, script: str | None) -> str:
    """Why a line is no part of the article, "" if it is."""
    plain = " ".join(line.split())
    if not plain:
        return ""
    words = plain.count(" ") + 1
    if words <= LONG and (WHOLE.fullmatch(plain.strip(" .:|»›«•-")) or HELD.search(plain)):
        return "furniture"
    if script not in ("Latin", "Arabic"):
        return ""
    latin, arabic = (len(LETTERS[name].findall(plain)) for name in ("Latin", "Arabic"))
    return "script" if (latin > arabic) != (script == "Latin") and latin != arabic else ""


def _teaser(lines: list[_Line], full: list[int], kept: set[int]) -> int | None:
    """A last short line that stands apart from the article and next to its page's furniture: another story's title."""
    body = sorted(kept)
    if len(body) < 3 or body[-1] == full[-1]:
        return None
    last, before = body[-1], body[-2]
    apart = last - before >= 3
    return last if apart and lines[last].text.count(" ") < 30 else None


def _joined(text: str, lines: list[_Line], full: list[int], kept: set[int]) -> str:
    """The kept lines with the space that follows each, as they stand in the text."""
    stretches = []
    for place, number in enumerate(full):
        if number in kept:
            end = lines[full[place + 1]].start if place + 1 < len(full) else len(text)
            stretches.append(text[lines[number].start : end])
    return "".join(stretches).rstrip() + "\n"


def _told(cut: list[_Line]) -> tuple[str, ...]:
    kinds = {
        "furniture": "furniture of the page (byline, comments, cookies and the like)",
        "script": "at its head or foot in another script than the article",
        "teaser": "at its foot, standing apart: another story's title",
    }
    told = []
    for why, what in kinds.items():
        if of_kind := [" ".join(line.text.split()) for line in cut if line.why == why]:
            shown = ", ".join(f"“{each[:40]}{'…' * (len(each) > 40)}”" for each in of_kind[:3])
            told.append(f"{len(of_kind)} line{'s' * (len(of_kind) > 1)} left out, {what}: {shown}.")
    return tuple(told)
