"""Places of a text that only the list of the whole world has: where a sign tells that the words name one.

A sign is a word before it ("in", "near", "town of"), a row of places that it stands in, or what it is ("district")
behind it. A long name of the country that the text is about needs none, unless the text knows a person of that name.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence

from smoulder.lexicon import one_of
from smoulder.place_list import WORLD, begun, entries_of, neighbours
from smoulder.place_phrases import Hit
from smoulder.place_signs import FEATURES, kind_before, titled, where_before
from smoulder.spellings import ARABIC
from smoulder.tokens import Word, around, covered, keys_of, longest_names
from smoulder.toponyms import Entry, Gazetteer

SPOKEN_OF = 0.2  # of what a text speaks of its own country, for another to be spoken of
TOWNS = ("city", "town", "village")  # their names bear no article in English
PLAIN = 5  # letters of a name that needs no sign in a text about its country
ROW = re.compile(r"\s*(?:,|،|;|\s(?:and|or|&)|[\s،]و)\s*(?:and\s|the\s|و)?\s*|\s*[-–/]\s*")
BETWEEN = range(1, 9)  # letters between two names of a row
NAMED = re.compile(r"(?<![.!?»”\"\n] )(?<!\n)\b(?P<name>[^\W\d_][\w’'-]*\.?)[ \u00a0]$")
NAME_AFTER = re.compile(r"[ \u00a0-](?=[A-Z][a-z])([\w’'-]+)")
SPEAKS = re.compile(r"[ ,]+(?:who|said|says|told|warned|added|vowed|insisted|promised|declared|claimed|argued)\b")
KIND_AFTER = re.compile(rf" {one_of(FEATURES, any_case=True)}\b", re.IGNORECASE)
# A quarter that no list has lies in the town named last.
PROPER = r"(?P<name>(?:al-|el-|Al |El )?[A-Z][a-z’'-]+(?: [A-Z][a-z’'-]+)?)"
QUARTERS = "district|quarter|neighbou?rhood|suburb|slum|township|camp"
QUARTER = re.compile(rf"\b{PROPER} (?:{QUARTERS})\b")
QUARTER_OF = re.compile(rf"\b(?:{QUARTERS})s? of {PROPER}")
KIND_OF_QUARTER = re.compile(QUARTERS)
OPENING = frozenset(
    "in at near from to into around outside inside across and but with of for on after the since".split()
)


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
    home = max(votes, key=lambda code: votes[code]) if votes else ""
    spoken = spoken_of(votes)
    codes = (*sorted(spoken), *(code for code in neighbours().get(home, ()) if code not in spoken), WORLD)
    names, starts = begun(codes, keys_of(text))
    kept = {(hit.start, hit.end): hit for hit in sorted(hits)}
    begins = [start for start, _ in kept]
    spans = list(kept)
    rest: list[Hit] = []
    barred = covered(text, rejected)
    told: dict[str, tuple[Entry, ...]] = {}  # by a name, which a text may have often
    for start, end, name in longest_names(text, words, starts, names):
        if barred[start:end] == b"\1" * (end - start):
            continue  # no place here, and neither is a part of it
        if name in gazetteer.peoples and not kind_behind(text, end):
            continue
        within = spans[max(0, bisect_left(begins, start) - 1) : bisect_left(begins, end)]
        within = [each for each in within if start < each[1]]
        if name not in told:
            told[name] = entries_of(name, codes)
        if (start, end) in kept:
            hit = kept[start, end]
            kept[start, end] = hit._replace(entries=(*hit.entries, *_others(hit.entries, told[name])))
        elif all(start <= begin and last <= end and kept[begin, last].entries for begin, last in within):
            rest.append(Hit(start, end, told[name], name))
    edges = {start for start, _ in kept}, {end for _, end in kept}
    persons = {hit.key for hit in rest if _personal(text, hit, *edges)}
    common = {word.key for word in words if not word.named}
    common |= {hit.key for hit in rest if hit.key in gazetteer.ambiguous}
    sure = {
        hit for hit in rest if hit.key not in gazetteer.exact and _is_place(text, hit, home, spoken, persons, common)
    }
    unsure = [hit for hit in rest if hit not in sure and hit.key not in persons]
    sure |= _in_rows(text, unsure, [*kept.values(), *sure])
    inner = covered(text, sure)
    return [*(hit for hit in kept.values() if not inner[hit.start]), *sorted(sure)]


def quarters(text: str, hits: Sequence[Hit]) -> list[Hit]:
    """Quarters, suburbs and camps that no list has, as wide as the town named last before them, or else next."""
    towns = sorted(hit for hit in hits if hit.entries and hit.entries[0].kind in ("city", "town"))
    begins, taken = [hit.start for hit in towns], covered(text, hits)
    found: list[Hit] = []
    if not towns:
        return found
    for match in (*around(KIND_OF_QUARTER, QUARTER, text, 60), *around(KIND_OF_QUARTER, QUARTER_OF, text, 60)):
        start, end = match.span("name")
        if 1 in taken[start:end] or match["name"].partition(" ")[0].lower() in OPENING or _begins_sentence(text, start):
            continue
        near = towns[max(0, bisect_left(begins, start) - 1)].entries[0]
        entry = near._replace(name=match["name"], kind="district", radius_km=max(near.radius_km, 10))
        found.append(Hit(start, end, (entry,), match["name"].lower()))
    return found


def _begins_sentence(text: str, start: int) -> bool:
    return text[:start].rstrip()[-1:] in ("", ".", "!", "?", ":", "\n") if start < 400 else text[start - 2] in ".!?:\n"


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


def _is_place(
    text: str, hit: Hit, home: str, spoken: Collection[str], persons: Collection[str], common: Collection[str]
) -> bool:
    """Whether a name is a place's here.

    home, spoken: the countries that the text is about, and speaks of; persons: names of some in the text; common: words
    that are no names in it.
    """
    if kind_before(text, hit.start) or kind_behind(text, hit.end):
        return True
    if hit.key in persons or titled(text, hit.start):
        return False
    if text[hit.start - 4 : hit.start].lower() == "the " and all(each.kind in TOWNS for each in hit.entries):
        return False
    codes = {code for each in hit.entries for code in (each.country or "").split("/")}
    own = home in codes
    if ARABIC.match(hit.key) and " " not in hit.key and codes.isdisjoint(spoken):
        return False  # too many names are words: a country's own must be spoken of
    if where_before(text, hit.start) or _dateline(text, hit):
        return len(hit.key) > 3 or own
    plain = " " in hit.key if ARABIC.match(hit.key) else len(hit.key) >= PLAIN
    return own and plain and hit.key not in common


def _dateline(text: str, hit: Hit) -> bool:
    return hit.start < 400 and text[hit.start - 1 : hit.start] in ("", "\n") and bool(
        re.match(r"[^\n.]{0,40}\s[-–—]\s", text[hit.end : hit.end + 50])
    )  # fmt: skip


def _personal(text: str, hit: Hit, starts: Collection[int], ends: Collection[int]) -> bool:
    """Whether a name stands behind a title, beside another name that is no place's, or speaks.

    starts, ends: where names of places begin and end.
    """
    if ARABIC.match(hit.key):
        return False
    if titled(text, hit.start) or SPEAKS.match(text, hit.end):
        return True
    first = NAMED.search(text[max(0, hit.start - 24) : hit.start])
    if first and first[1][0].isupper() and first[1].lower() not in OPENING and hit.start - 1 not in ends:
        return not kind_before(text, hit.start) and first[1].lower() not in FEATURES
    after = NAME_AFTER.match(text, hit.end)
    return after is not None and after[1].lower() not in FEATURES and hit.end + 1 not in starts


def _in_rows(text: str, rest: Sequence[Hit], places: Collection[Hit]) -> set[Hit]:
    """Names without a sign of their own that stand in a row with a place: "holds Kyaukme, Mogok and Lashio"."""
    found: set[Hit] = set()
    starts, ends = {hit.start for hit in places}, {hit.end for hit in places}
    for hits, ahead in ((rest, False), (rest[::-1], True)):
        for hit in hits:
            gaps = [text[hit.end : hit.end + size] for size in BETWEEN if hit.end + size in starts] if ahead else []
            gaps += [text[hit.start - size : hit.start] for size in BETWEEN if hit.start - size in ends and not ahead]
            if any(ROW.fullmatch(each) for each in gaps):
                found.add(hit)
                starts.add(hit.start)
                ends.add(hit.end)
    return found
