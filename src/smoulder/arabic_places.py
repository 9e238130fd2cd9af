"""Places that an Arabic text names by what they are: a quarter, a valley, two passes, a village that no list has.

A name behind such a word is looked for among the places of the countries that the text speaks of, also by its
sound; a quarter or a camp that is not found lies in the town that was named before it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz

from smoulder.place_phrases import Hit
from smoulder.spellings import skeleton, spelling
from smoulder.tokens import key
from smoulder.toponyms import Entry, Gazetteer

KINDS = {
    "حي": "district", "ضاحية": "district", "مخيم": "camp", "قرية": "village", "بلدة": "town", "مدينة": "town",
    "ناحية": "district",
    "قضاء": "district", "وادي": "valley", "جبل": "mountains", "جبال": "mountains", "غابة": "forest", "غابات": "forest",
    "ممر": "valley", "مضيق": "valley", "محافظة": "province", "ولاية": "province", "مديرية": "district",
    "إقليم": "region",
    "قاعدة": "town",
    "مطار": "town", "حقل": "town", "سد": "town", "جزيرة": "island", "منطقة": "district", "بلدات": "town",
    "قرى": "village",
    "أحياء": "district", "أزقة": "district", "حارة": "district", "معسكر": "camp", "سوق": "district", "حيي": "district",
}  # fmt: skip
DUALS = {
    "ممري": "ممر",
    "واديي": "وادي",
    "مدينتي": "مدينة",
    "بلدتي": "بلدة",
    "قريتي": "قرية",
    "محافظتي": "محافظة",
    "ولايتي": "ولاية",
    "جبلي": "جبل",
    "حيي": "حي",
    "منطقتي": "منطقة",
}
WITHIN = ("district", "camp", "village")  # what lies in or by the town named before it
ALIKE = 62  # of 100, for names whose consonants are the same
NAME = r"[\u0621-\u064a]{2,}"
FEATURE = re.compile(
    rf"(?<!\w)[وفبل]{{0,2}}(?P<what>"
    rf"{'|'.join([*KINDS, *DUALS])})\s+(?P<name>{NAME}(?:\s+ال{NAME})?)(?P<more>(?:\s*[،,]?\s+و{NAME}){{1,4}})?(?!\w)"
)
LISTED = frozenset(("قرى", "بلدات", "أحياء", *DUALS))  # words for several, which names joined by "and" follow
NEAR = re.compile(
    rf"(?<!\w)(?:قرب|قبالة|قبل|باتجاه|نحو|شمال|جنوب|شرق|غرب|شمالي|جنوبي|شرقي|غربي|ريف|من|إلى|في)\s+(?P<name>{NAME})(?!\w)"
)
NO_NAME = re.compile(
    r"ال(?:\w+ية|\w+ي|تي|ذي|عام|وحيد|ثاني|أول|كبرى|قديمة|مجاورة)|(?:\w+ية|مجاور|قريب|صغير|كبير|نائ|أخر|واحد|كامل|محرر|جديد|تسم|تدع|تقع|تاب|خاضع|في|من|على|بين|إلى|"
    r"كان|هي|هو|لا|لم|لن|قد|ثم|بعد|قبل|آمن|منزوع|عازل|حول|قرب|يسيطر|تسيطر|استراتيج|كل|أي|هذه|هذا|ذات|القتال|الحرب|العمليات)\w{0,3}"
)


def by_feature(text: str, hits: Sequence[Hit], votes: Mapping[str, float], gazetteer: Gazetteer) -> list[Hit]:
    """The places behind words for what they are, beside those found by name."""
    most = max(votes.values(), default=0)
    own = [
        hit
        for hit in hits
        if any(votes.get(code, 0) >= most / 2 for each in hit.entries for code in (each.country or "").split("/"))
    ]
    taken = [(hit.start, hit.end) for hit in own]
    lately = [code for code, share in votes.items() if share >= 1]
    sounds = _by_sound(gazetteer, lately)
    found: list[Hit] = []
    for match in FEATURE.finditer(text):
        what = DUALS.get(match["what"], match["what"])
        for start, end in _names_of(match):
            name = text[start:end]
            exact = gazetteer.exact.get(key(f"{what} {name}"))
            if exact and match["what"] in DUALS:
                found.append(Hit(start, end, exact, name))
                continue
            if NO_NAME.fullmatch(name.split()[0]) or _inside((start, end), taken):
                continue
            entries = _sounding(name, sounds) or _beside(match, what, hits)
            if entries:
                begin = start if match["what"] in LISTED else match.start("what")
                found.append(Hit(begin, end, tuple(each._replace(name=name) for each in entries), name))
    for match in NEAR.finditer(text):
        if _inside(match.span("name"), [*taken, *((hit.start, hit.end) for hit in found)]) or NO_NAME.fullmatch(
            match["name"]
        ):
            continue
        if (
            len(match["name"]) >= 5
            and not match["name"].startswith("ال")
            and (entries := _sounding(match["name"], sounds, 4))
        ):
            found.append(Hit(*match.span("name"), entries, match["name"]))
    return found


def _names_of(match: re.Match[str]) -> list[tuple[int, int]]:
    """Where the names behind a word for places stand: one, or several that are joined behind a word for several."""
    spans = [match.span("name")]
    if match["more"] and match["what"] in LISTED:
        spans += [
            (match.start("more") + each.start("name"), match.start("more") + each.end("name"))
            for each in re.finditer(rf"و(?P<name>{NAME})", match["more"])
        ]
    return spans


def _inside(span: tuple[int, int], taken: Iterable[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in taken)


Sounds = dict[str, list[tuple[str, tuple[Entry, ...]]]]


def _by_sound(gazetteer: Gazetteer, codes: Iterable[str]) -> Sounds:
    """The names of some countries by their consonants."""
    sounds: Sounds = {}
    for code in codes:
        for name in gazetteer.spelt_in.get(code, ()):
            entries = tuple(each for each in gazetteer.spelt[name] if code in (each.country or "").split("/"))
            sounds.setdefault(skeleton(name, arabic=True), []).append((name, entries))
    return sounds


def _sounding(name: str, sounds: Sounds, least: int = 3) -> tuple[Entry, ...]:
    folded = spelling(name)
    bones = skeleton(folded, arabic=True)
    if len(bones) < least:
        return ()
    near = max(sounds.get(bones, ()), key=lambda each: fuzz.ratio(folded, each[0]), default=None)
    return near[1] if near and fuzz.ratio(folded, near[0]) >= ALIKE else ()


def _beside(match: re.Match[str], what: str, hits: Sequence[Hit]) -> tuple[Entry, ...]:
    """A quarter or a village that no list has: in the town named last, or next."""
    kind = KINDS[what]
    if kind not in WITHIN:
        return ()
    towns = [hit for hit in hits if hit.entries and hit.entries[0].kind in ("city", "town", "district")]
    before = [hit for hit in towns if hit.start < match.start()]
    near = before[-1] if before else towns[0] if towns else None
    return (near.entries[0]._replace(name=match["name"], kind=kind),) if near else ()
