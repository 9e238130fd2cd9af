"""The person's name in an Arabic noun phrase: behind a definite office, or between commas; the text is plain."""

import re

from smoulder.arabic_given import may_begin, name_length, named_at
from smoulder.arabic_ranks import rank
from smoulder.lexicon import plain
from smoulder.role_words import organisation_in, world


def name_in(written: str, groups: re.Pattern[str] | None = None) -> str | None:
    """The person's name that a plain noun phrase ends with, or holds between commas.

    groups: names of armed groups, which are no persons.
    """
    pieces = [piece.strip() for piece in written.split(",")]
    for piece in pieces[1:]:
        if 2 <= len(piece.split()) <= 4 and not any(_NAMELESS.fullmatch(word) for word in piece.split()[:1]):
            return piece
    for piece in pieces[1:]:
        if rank(piece) and (found := name_in(piece)):
            return found  # "the commander of the division, General X"
    if pieces[1:] and rank(pieces[0]) is None and rank(pieces[1]) and 2 <= len(pieces[0].split()) <= 4:
        return pieces[0]  # "Cemil Bayik, a leader of the party"
    words = pieces[0].split()
    if words and may_begin(words[0]) and 1 < name_length(words) == len(words):
        return pieces[0]
    if not words or not (rank(pieces[0]) or organisation_in(pieces[0], "ar")):
        return None
    known = {
        number for match in world("ar").countries.finditer(pieces[0]) for number in _numbers(pieces[0], *match.span())
    }
    known |= {
        number
        for match in (groups.finditer(pieces[0]) if groups else ())
        for number in _numbers(pieces[0], *match.span())
    } - {0}
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
