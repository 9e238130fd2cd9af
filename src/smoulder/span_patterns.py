"""Patterns of spans of time, English and Arabic, by the kind of span: "within two weeks", "for years", "soon"."""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from smoulder.span_patterns_en import english_patterns
from smoulder.word_lists import holding


@cache
def span_patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each pattern with the kind of span it finds, the surest first.

    Kinds: contrast ("days, not weeks"), bare ("a matter of weeks"), span, plain_span (no word beside it), lasting,
    long, coming, tonight, tomorrow, near ("soon"), open ("never again").
    """
    if language == "ar":
        from smoulder.span_patterns_ar import arabic_patterns  # here: reading English has no use for it

        return arabic_patterns()
    return tuple((pattern, kind) for pattern, kind, _ in english_patterns())


# how English words begin of which a span of a kind has one; those of other kinds have a unit of time
_WORDS = {
    "tonight": "evening night dusk sunset",
    "tomorrow": "tonight tomorrow dawn morning sunrise light",
    "today": "evening afternoon",
    "while": "while time now moment",
    "long": "long",
    "near": "soon short near long time moment minute day hours final closing last dying period future imminent quick "
    "rapid swift overnight blink heartbeat record once coming drawing about verge brink cusp point eve threshold edge "
    "close reach sight grasp striking hand corner thread matter question nigh early hour next delay least possible",
    "open": "again once good forever ever generation sooner soon day moment eventual indefinite permanent death end "
    "last long future until till neither next following after ones",
}
_UNITS = "hour day night week fortnight month year decade generation lifetime"


@cache
def _needs() -> tuple[tuple[re.Pattern[str], str, str, str], ...]:
    """Each English pattern with its kind and the names of the two lists of which it needs words."""
    return tuple(
        (pattern, kind, kind if kind in _WORDS else "unit", beside) for pattern, kind, beside in english_patterns()
    )


@cache
def _held() -> Callable[[str], frozenset[str]]:
    """Of which lists an English text may hold words; a list that a pattern has for itself is named by its words."""
    beside = {words: words.split() for *_, words in english_patterns() if words}
    return holding({kind: words.split() for kind, words in (*_WORDS.items(), ("unit", _UNITS))} | beside)


def possible_spans(text: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The patterns of which an English text has the words, the surest first.

    >>> [kind for _, kind in possible_spans("by dusk")]
    ['tonight']
    """
    return _possible(_held()(text))


@lru_cache(1024)  # most clauses hold words of few lists, or of none
def _possible(held: frozenset[str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (pattern, kind) for pattern, kind, time, beside in _needs()
        if time in held and (not beside or beside in held)
    )  # fmt: skip
