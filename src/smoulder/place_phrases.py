"""Places that a text describes: a side of a country, a border, a river by a town, an old city, a place's desert."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from smoulder.spellings import has_arabic
from smoulder.tokens import around, covered, key
from smoulder.toponyms import SIDES, Entry, Gazetteer, border, distance_km, moved

BESIDE = 150  # km: so near a river a town of the text must be for the river to be meant there
SIDE = re.compile(
    r"\b(?P<the>(?:the|its|country['’]s|nation['’]s)\s+(?:[a-z]+\s+)?)?(?:far |deep )?"
    r"(?P<side>(?P<up>north|south)(?:[- ]?(?P<across>east|west))?|east|west|central)(?P<ern>ern(?:most)?)?\b",
    re.IGNORECASE,
)
# These begin with a letter, and then look at what is before it: a search leaps from one such letter to the next.
SIDE_WORD = re.compile(r"(?-i:[NSEWCnsewc])(?<!\w.)(?:orth|outh|ast|est|entral)", re.IGNORECASE)  # which a side has
SIDE_ARABIC = re.compile(
    r"(?<!\w)[وبفل]?(?P<all>(?:ال)?(?P<up>شمال|جنوب|شرق|غرب|وسط)(?:ي)?(?:\s+(?:ال)?(?P<across>شرق|غرب)ي?)?)(?!\w)"
)
OF_ARABIC = {"شمال": "north", "جنوب": "south", "شرق": "east", "غرب": "west", "وسط": "central"}
GOES_ON = re.compile(
    r"\s*([.,;:)\n؟!]|$|(of the country|and|where|have|has|had|is|are|was|were|who|which|that|said|says|believes?"
    r"|to|by|after|for"
    r"|since|with|from|during|remains?|could|would|will)\b)"
)
COUNTRY_WIDE = re.compile(r"\s+(البلاد|الدولة)(?!\w)|\s+(of\s+)?the\s+country\b")
BORDER = re.compile(
    r"(?-i:[BbFf])(?<!\w.)(?:(?<=b)orders?|(?<=f)rontiers?)\b(?!\s+(?:town|guards?|police|post|village|city|force))",
    re.IGNORECASE,
)
BORDER_ARABIC = re.compile(r"(?<!\w)[وبفل]?(?P<all>(?:ال)?حدود)(?!\w)")
OLD_CITY = re.compile(
    r"\b(?:the\s+)?old\s+(?:city|town|quarter)\b(?!\s+(?:hall|man))|(?<!\w)[وبفل]?(?:المدينة|البلدة) القديمة",
    re.IGNORECASE,
)
_OLD = re.compile(r"[Oo](?<!\w.)[Ll][Dd]\s+[CcTtQq]")  # without which there is none in English
AREA_OF = re.compile(
    r"\b(?:(?P<side>(?:(?:north|south)[- ]?)?(?:east|west|north|south)ern)\s+)?(?P<what>desert|countryside"
    r"|deserts)\s+of\s+(?:the\s+)?$",
    re.IGNORECASE,
)
DESERT_ARABIC = re.compile(r"(?<!\w)[وبفل]?(?P<all>صحراء|بادية|ريف)\s+$")
AREA_ENDS = ("of", "the", "صحراء", "بادية", "ريف")  # the last words of the two


class Hit(NamedTuple):
    """Words of a text and the places that they may name, the likeliest first; key: as the gazetteer looks them up."""

    start: int
    end: int
    entries: tuple[Entry, ...]
    key: str = ""


def phrases(
    text: str, hits: Sequence[Hit], peoples: Sequence[Hit], votes: Mapping[str, float], gazetteer: Gazetteer, body: int
) -> list[Hit]:
    """The hits, and the places that a text describes by means of them; a description holds the names in it.

    votes: how much the text speaks of each country; body: where the text's body begins.
    """
    own = max(votes, key=lambda code: votes[code]) if votes else None
    found = [*_borders(text, hits, peoples, own, body), *_sides(text, hits, own, gazetteer), *_old_cities(text, hits)]
    found += [_river(_with_the(text, hit), hits) if hit.entries[0].course else hit for hit in hits]
    return [*found, *_areas_of(text, hits, gazetteer)]


def _towns(hits: Sequence[Hit]) -> list[Hit]:
    return [hit for hit in hits if hit.entries[0].kind in ("city", "town", "village", "district")]


def _nearest_before(hit_start: int, hits: Sequence[Hit]) -> Hit | None:
    before = [hit for hit in hits if hit.start < hit_start]
    return before[-1] if before else (hits[0] if hits else None)


def _river(hit: Hit, hits: Sequence[Hit]) -> Hit:
    """A river where it passes the towns that the text names, else as a whole."""
    river, *others = hit.entries
    towns = [(each.entries[0].lat, each.entries[0].lon, _gap(hit.start, each.start)) for each in _towns(hits)]
    course = list(_along(river.course))
    passing = {
        (lat, lon): [
            (distance, point)
            for point in course
            if abs(point[0] - lat) < 1.5
            and abs(point[1] - lon) < 2
            and (distance := distance_km(point, (lat, lon))) <= BESIDE
        ]
        for lat, lon in {(lat, lon) for lat, lon, _ in towns}
    }
    # a town that was named before goes before one that comes later
    near = [(distance, gap, point) for lat, lon, gap in towns for distance, point in passing[lat, lon]]
    if not near:
        return hit
    passed = min(near, key=lambda each: (each[0] > 30, each[1], each[0]))
    best = min((each for each in near if each[1] == passed[1]), key=lambda each: each[0])
    return hit._replace(entries=(river._replace(lat=best[2][0], lon=best[2][1], radius_km=max(10.0, best[0])), *others))


def _with_the(text: str, hit: Hit) -> Hit:
    """A river's bare name with the article that it bears: "the Tigris", but "Agus River"."""
    bare = " " not in text[hit.start : hit.end] and text[max(0, hit.start - 4) : hit.start].lower() == "the "
    return hit._replace(start=hit.start - 4) if bare else hit


def _gap(here: int, there: int) -> int:
    return here - there if there < here else 100_000 + there - here


def _along(course: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Points of a course, and nine between each two of them."""
    for (lat, lon), (north, east) in pairwise(course):
        yield from ((lat + (north - lat) * step / 10, lon + (east - lon) * step / 10) for step in range(10))
    yield course[-1]


def _old_cities(text: str, hits: Sequence[Hit]) -> Iterator[Hit]:
    for found in OLD_CITY.finditer(text) if _OLD.search(text) or "القديمة" in text else ():
        city = _nearest_before(found.start(), [hit for hit in hits if hit.entries[0].kind == "city"])
        if city is not None:
            entry = city.entries[0]
            start = found.start() + (found[0][0] in "وبفل")
            yield Hit(
                start, found.end(), (entry._replace(name=f"Old City of {entry.name}", kind="district", radius_km=3),)
            )


def _sides(text: str, hits: Sequence[Hit], own: str | None, gazetteer: Gazetteer) -> Iterator[Hit]:
    """Sides of a place ("northern Syria", "eastern Aleppo") and of the country itself ("the northeast")."""
    taken = covered(text, hits)
    arabic = SIDE_ARABIC.finditer(text) if has_arabic(text) else ()
    for found in (*around(SIDE_WORD, SIDE, text, 60), *arabic):
        side = _side(found)
        if side is None or 1 in taken[found.start() : found.end()]:
            continue
        latin = "the" in found.re.groupindex
        start = found.start("side" if latin else "all")
        after = next((hit for hit in hits if 0 < hit.start - found.end() <= (12 if latin else 4)), None)
        between = text[found.end() : after.start] if after else ""
        if (
            after
            and re.fullmatch(r"\s+((part\s+)?of\s+)?(the\s+)?|\s+[وبل]?", between)
            and after.entries[0].kind != "continent"
        ):
            if not latin or found["ern"] or after.entries[0].kind in ("country", "province", "city", "region"):
                yield Hit(start, after.end, (_part(after.entries[0], side, gazetteer),))
        elif own is not None and own in gazetteer.nations:
            wide = COUNTRY_WIDE.match(text, found.end())
            bare = (
                latin and found["the"] and not found["ern"] and side != "central" and GOES_ON.match(text, found.end())
            )
            bare = bare and not (
                found["side"] in ("West", "East") or found["the"].split()[-1].lower() in ("middle", "far")
            )
            definite = (
                not latin
                and found["all"].startswith("ال")
                and re.search(r"(في|من|إلى)\s+$", text[: found.start()][-8:])
            )
            if wide or bare or (definite and GOES_ON.match(text, found.end())):
                begin = found.start("the") if latin and found["the"] else start
                yield Hit(begin, wide.end() if wide else found.end(), (_part(gazetteer.nations[own], side, gazetteer),))


def _side(found: re.Match[str]) -> str | None:
    up, across = found["up"], found["across"]
    if up in OF_ARABIC:
        words = [OF_ARABIC[up], *([OF_ARABIC[across]] if across else [])]
    else:
        words = [word.lower() for word in ((up, across) if across else (found["side"],))]
    side = "-".join(words)
    return side if side in SIDES else None


def _part(entry: Entry, side: str, gazetteer: Gazetteer) -> Entry:
    name = f"{side} {entry.name}"
    if entry.kind == "country" and (known := gazetteer.parts.get(f"{side} {entry.country}")):
        return known
    if entry.kind in ("city", "town"):
        return moved(entry, side, 0.3)._replace(name=name, kind="district")
    return moved(entry, side)._replace(name=name, kind="region")


def _borders(text: str, hits: Sequence[Hit], peoples: Sequence[Hit], own: str | None, body: int) -> Iterator[Hit]:
    nations = sorted([hit for hit in (*hits, *peoples) if hit.entries[0].kind == "country"])
    for found in (*BORDER.finditer(text), *(BORDER_ARABIC.finditer(text) if has_arabic(text) else ())):
        start = found.start("all") if "all" in found.re.groupindex else found.start()
        end = found.end()
        beside: list[Hit] = []
        for hit in reversed([each for each in nations if each.end <= start]):
            if not re.fullmatch(r"(['’]s?)?[\s–-]{1,3}(and\s+)?(shared\s+|common\s+|long\s+)?", text[hit.end : start]):
                break
            beside, start = [hit, *beside], hit.start
        for hit in [each for each in nations if each.start >= end]:
            link = text[end : hit.start]
            if not re.fullmatch(
                r"\s+(with|between|to|of)?\s*(the\s+)?|\s*[–-]\s*|\s+and\s+(the\s+)?|\s+(مع|بين)?\s*و?ا?ل?|\s*-?\s*و?",
                link,
            ):
                break
            if "and" in link and not beside:
                break
            beside, end = [*beside, hit], hit.end
        codes = list(dict.fromkeys(hit.entries[0].country for hit in beside))[:2]
        if len(codes) == 1 and own is not None and own not in codes:
            codes.append(own)
        if len(codes) == 2 and (entry := _border(text, str(codes[0]), str(codes[1]), start, hits, body)):
            the = re.search(r"\bthe\s+$", text[max(0, start - 5) : start])
            yield Hit(start - (len(the[0]) if the else 0), end, (entry,))


def _border(text: str, one: str, other: str, start: int, hits: Sequence[Hit], body: int) -> Entry | None:
    """A border where a place of the same sentence is near it, else all of it."""
    points = border(one, other)
    if not points:
        return None
    sentence = max(text.rfind(". ", 0, start), text.rfind("\n", 0, start), body - 1)
    beside = [hit for hit in _towns(hits) if max(sentence, start - 80) < hit.start < start and hit.start > body + 20]
    few = points[:: len(points) // 60 + 1]
    middle = min(few, key=lambda point: max(distance_km(point, other) for other in few))
    whole = max(distance_km(middle, point) for point in few)
    name = f"{one}–{other} border"
    if beside:
        town = beside[-1].entries[0]
        nearest = min(points, key=lambda point: distance_km(point, (town.lat, town.lon)))
        if distance_km(nearest, (town.lat, town.lon)) < BESIDE:
            return Entry(name, "border", f"{one}/{other}", *nearest, 25)
    return Entry(name, "border", f"{one}/{other}", *middle, max(10.0, min(whole, 600.0)))


def _areas_of(text: str, hits: Sequence[Hit], gazetteer: Gazetteer) -> Iterator[Hit]:
    """The desert or the countryside of a place, on the side that the text says."""
    for hit in hits:
        before = text[max(0, hit.start - 45) : hit.start]
        if not before.rstrip().lower().endswith(AREA_ENDS):
            continue
        entry = hit.entries[0]
        if (found := AREA_OF.search(before)) and entry.kind not in ("country", "continent"):
            side = (found["side"] or "").lower().replace("ern", "").replace(" ", "-")
            side = re.sub("^(north|south)(east|west)$", r"\1-\2", side)
            kind = "desert" if found["what"].lower().startswith("desert") else "region"
        elif found := DESERT_ARABIC.search(before):
            side, kind = "", "region" if found["all"] == "ريف" else "desert"
        else:
            continue
        wide = entry._replace(radius_km=max(entry.radius_km, 50))
        wide = moved(wide, side, 0.8) if side in SIDES else wide
        start = hit.start - len(before) + (found.start("all") if "all" in found.re.groupindex else found.start())
        known = gazetteer.exact.get(key(text[start : hit.end]), ())
        yield Hit(
            start,
            hit.end,
            known or (wide._replace(name=f"{kind} of {entry.name}", kind=kind, radius_km=max(wide.radius_km, 40)),),
        )
