"""The person's name in an Arabic noun phrase: behind a definite office, or between commas; the text is plain."""

import re

from smoulder.arabic_given import may_begin, name_length, named_at
from smoulder.arabic_ranks import rank
from smoulder.called import Names
from smoulder.lexicon import plain
from smoulder.role_words import organisation_in, world


def name_in(written: str, groups: Names | None = None) -> str | None:
    """The person's name that a plain noun phrase ends with, or holds between commas.

    groups: names of armed groups, which are no persons.
    """
    pieces = [piece.strip() for piece in written.split(",")]
    if found := _name_within(pieces[0], groups):
        return found
    for piece in pieces[1:]:
        words = piece.split()
        if rank(piece) is None:
            if 2 <= len(words) <= 4 and not _NAMELESS.fullmatch(words[0]):
                return piece
        elif found := _name_within(piece, groups):
            return found  # "the commander of the division, General X"
    if pieces[1:] and rank(pieces[0]) is None and rank(pieces[1]) and 2 <= len(pieces[0].split()) <= 4:
        return pieces[0]  # "Cemil Bayik, a leader of the party"
    return None


def _name_within(phrase: str, groups: Names | None) -> str | None:
    """The name behind an office in a phrase without commas, or the phrase itself where it is a name."""
    words = phrase.split()
    if words and may_begin(words[0]) and 1 < name_length(words) == len(words):
        return phrase
    if not words or not (rank(phrase) or organisation_in(phrase, "ar")):
        return None
    known = {number for match in world("ar").countries.finditer(phrase) for number in _numbers(phrase, *match.span())}
    if groups:
        known |= {number for match in groups.finditer(phrase) for number in _numbers(phrase, *match.span())} - {0}
    for number in range(1, len(words)):
        if length := named_at(words, number, frozenset(known)):
            return " ".join(words[number : number + length])
    return None


_NAMELESS = re.compile(
    plain(
        r"ال\w+|لل\w+|\d+|\w*(?:ية|يين|يون|ات)|طلب|رفض|فضل|اشترط|يعيش|يقود|يعمل|خرج\w*|فر|نزح|عاد|أعد\w*|شارك|سابق|"
        r"كبير|محلي|ميداني|بارز|رفيع|أمني|عسكري|حكومي|طبي|مطلع|يدعى|اسمه|عرف\w*|كان\w*|[يت]\w{3,}ون"
    )
)


def _numbers(text: str, start: int, end: int) -> range:
    first = len(text[:start].split())
    return range(first, first + len(text[start:end].split()))
