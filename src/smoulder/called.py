"""Names looked for in many short texts: the words of a text tell which to try, so that no pattern of all is made."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

_WORD = re.compile(r"\w+")


@lru_cache(4096)  # articles name the same groups
def _named(name: str) -> tuple[str, re.Pattern[str]] | None:
    """The first word of a plain name, and the name from there on as a pattern, a space being any run of them."""
    first = _WORD.search(name)
    if first is None:
        return None
    return first[0], re.compile(re.escape(name[first.start() :]).replace("\\ ", r"\s+") + r"(?!\w)")


class Names:
    """Names to be found where they stand as whole words, of those that begin at one place the longest.

    >>> names = Names(["Lord's Army", "the rebels", "rebels"])
    >>> [found[0] for found in names.finditer("the rebels' chief told rebels of Lord's  Army")]
    ['the rebels', 'rebels', "Lord's  Army"]
    >>> names.match("of the rebels"), names.fullmatch("rebels of")
    (None, None)
    """

    def __init__(self, names: Iterable[str]) -> None:
        """Plain names."""
        self._by_first: dict[str, list[re.Pattern[str]]] = {}
        self._first: dict[str, re.Match[str] | None] = {}  # what was found: one phrase is asked for again and again
        for first, pattern in filter(None, map(_named, sorted(names, key=len, reverse=True))):
            self._by_first.setdefault(first, []).append(pattern)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """The names in a text, none within another."""
        if self._by_first.keys().isdisjoint(_WORD.findall(text)):
            return
        until = 0
        for word in _WORD.finditer(text):
            for pattern in self._by_first.get(word[0], ()) if word.start() >= until else ():
                if found := pattern.match(text, word.start()):
                    until = found.end()
                    yield found
                    break

    def search(self, text: str) -> re.Match[str] | None:
        """The first of the names in a text."""
        if text not in self._first:
            self._first[text] = next(self.finditer(text), None)
        return self._first[text]

    def match(self, text: str) -> re.Match[str] | None:
        """The name that a text begins with."""
        found = self.search(text)
        return found if found and not found.start() else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The name that a text is."""
        first = _WORD.match(text)
        patterns = self._by_first.get(first[0], ()) if first else ()
        return next(filter(None, (each.fullmatch(text) for each in patterns)), None)
