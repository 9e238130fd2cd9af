"""Places of a text that only the list of the whole world has: where a sign tells that the words name one.

A sign is a word before it ("in", "near", "town of"), a row of places that it stands in, or what it is ("district")
behind it. A long name of the country that the text is about needs none, unless the text knows a person of that name.
"""

import re
from collections.abc import Collection, Mapping, Sequence

from smoulder.place_list import WORLD, begun, entries_of
from smoulder.place_phrases import Hit
from smoulder.place_signs import FEATURES, kind_before, titled, where_before
from smoulder.spellings import ARABIC
from smoulder.tokens import PREFIXES, Word, covered, longest_names, readings
from smoulder.toponyms import Entry, Gazetteer

SPOKEN_OF = 0.2  # of what a text speaks of its own country, for another to be spoken of
PLAIN = 5  # letters of a name that needs no sign in a text about its country
ROW = re.compile(r"\s*(?:,|،|;|\s(?:and|or|&)|[\s،]و)\s*(?:and\s|the\s|و)?\s*|\s*[-–/]\s*")
NAME_BEFORE = re.compile(r"(?<![.!?:;»”\"\n])[ \u00a0]$")
NAMED = re.compile(r"(?<![.!?»”\"\n] )(?<!\n)\b(?P<name>[^\W\d_][\w’'-]*\.?)[ \u00a0]$")
NAME_AFTER = re.compile(r"[ \u00a0-](?=[A-Z][a-z])([\w’'-]+)")
SPEAKS = re.compile(r"[ ,]+(?:who|said|says|told|warned|added|vowed|insisted|promised|declared|claimed|argued)\b")
KIND_AFTER = re.compile(f" (?:{'|'.join(FEATURES)})", re.IGNORECASE)
OPENING = frozenset("in at near from to into around outside inside across and but with of for on after the since".split())


def spoken_of(votes: Mapping[str, float]) -> frozenset[str]:
    """The countries whose names are looked for in a text; votes: how much it speaks of each."""
    least = max(1.0, SPOKEN_OF * max(votes.values(), default=0))
    return frozenset(code for code, share in votes.items() if share >= least)


def listed(
    text: str,
    words: Sequence[Word],
    hits: Sequence[Hit],
    rejected: Sequence[Hit],
    votes: Mapping[str, float],
    gazetteer: Gazetteer,
) -> list[Hit]:
    """The hits, and those of the list beside them; a longer name goes before a hit within it.

    hits: names of the gazetteer, which go before the list's; rejected: those that are no places here.
    """
    codes = (*sorted(spoken_of(votes)), WORLD)
    names, starts = begun(codes, _keys(words))
    home = max(votes, key=lambda code: votes[code]) if votes else ""
    kept = {(hit.start, hit.end): hit for hit in hits}
    rest: list[Hit] = []
    taken, barred = covered(text, hits), covered(text, rejected)
    for start, end, name in longest_names(text, words, starts, names):
        if 1 in barred[start:end] and barred[start:end] == b"\1" * (end - start):
            continue  # no place here, and neither is a part of it
        within = [hit for hit in hits if hit.start < end and start < hit.end] if 1 in taken[start:end] else []
        if (start, end) in kept:
            hit = kept[start, end]
            kept[start, end] = hit._replace(entries=(*hit.entries, *_others(hit.entries, entries_of(name, codes))))
        elif not within or all(start <= hit.start and hit.end <= end and hit.entries for hit in within):
            rest.append(Hit(start, end, entries_of(name, codes), name))
    persons = {hit.key for hit in rest if _personal(text, hit, kept)}
    found: list[Hit] = []
    for hit in rest:
        if hit.key not in gazetteer.exact and _is_place(text, hit, home, persons, gazetteer):
            found.append(hit)
    found += _in_rows(text, [hit for hit in rest if hit not in found and hit.key not in persons], [*kept.values(), *found])
    inner = [hit for hit in kept.values() if any(new.start <= hit.start and hit.end <= new.end for new in found)]
    return [*(hit for hit in kept.values() if hit not in inner), *found]


def _keys(words: Sequence[Word]) -> set[str]:
    """The keys of words, and of what is left of those that may begin with an Arabic preposition."""
    keys = {word.key for word in words}
    return keys | {each.key for word in words if word.key[0] in PREFIXES for each in readings(word)}


def _others(own: Sequence[Entry], listed: Sequence[Entry]) -> list[Entry]:
    """What the list has beside the gazetteer's places of a name: provinces, and places of other countries."""
    if not own:
        return []
    countries = {code for each in own for code in (each.country or "").split("/")}
    provinces = {each.country for each in own if each.kind == "province"}
    return [
        each
        for each in listed
        if (each.country and each.country not in countries)
        or (each.kind == "province" and each.country not in provinces)
    ]


def has_sign(text: str, start: int) -> bool:
    """Whether the words before a name say a place: "in", "town of"."""
    return where_before(text, start) or bool(kind_before(text, start))


def kind_behind(text: str, end: int) -> bool:
    """Whether a word for a place stands behind a name: "district"."""
    return bool(KIND_AFTER.match(text, end))


def _is_place(text: str, hit: Hit, home: str, persons: Collection[str], gazetteer: Gazetteer) -> bool:
    if kind_before(text, hit.start) or kind_behind(text, hit.end):
        return True
    if hit.key in persons or titled(text, hit.start):
        return False
    own = any(home in (each.country or "").split("/") for each in hit.entries)
    if where_before(text, hit.start) or _dateline(text, hit):
        return len(hit.key) > 3 or own
    plain = " " in hit.key if ARABIC.match(hit.key) else len(hit.key) >= PLAIN
    return own and plain and hit.key not in gazetteer.ambiguous


def _dateline(text: str, hit: Hit) -> bool:
    return hit.start < 400 and text[hit.start - 1 : hit.start] in ("", "\n") and bool(
        re.match(r"[^\n.]{0,40}\s[-–—]\s", text[hit.end : hit.end + 50])
    )  # fmt: skip


def _personal(text: str, hit: Hit, places: Collection[tuple[int, int]]) -> bool:
    """Whether a name stands behind a title, beside another name that is no place's, or speaks."""
    if ARABIC.match(hit.key):
        return False
    if titled(text, hit.start) or SPEAKS.match(text, hit.end):
        return True
    first = NAMED.search(text[max(0, hit.start - 24) : hit.start])
    if first and first[1][0].isupper() and first[1].lower() not in OPENING and not any(end == hit.start - 1 for _, end in places):
        return not kind_before(text, hit.start) and first[1].lower() not in FEATURES
    after = NAME_AFTER.match(text, hit.end)
    return bool(after) and after[1].lower() not in FEATURES and not any(start == hit.end + 1 for start, _ in places)


def _in_rows(text: str, rest: Sequence[Hit], places: Sequence[Hit]) -> list[Hit]:
    """Names without a sign of their own that stand in a row with a place: "holds Kyaukme, Mogok and Lashio"."""
    found: list[Hit] = []
    ends = {hit.end: hit for hit in places}
    starts = {hit.start: hit for hit in places}
    for hits, ahead in ((rest, False), (rest[::-1], True)):
        for hit in hits:
            beside = [at for at in (starts if ahead else ends) if 0 < (at - hit.end if ahead else hit.start - at) <= 8]
            between = [text[hit.end : at] if ahead else text[at : hit.start] for at in beside]
            if hit not in found and any(ROW.fullmatch(each) for each in between):
                found.append(hit)
                ends[hit.end] = starts[hit.start] = hit
    return found
