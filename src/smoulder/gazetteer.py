"""The places that a text names: exact words first, then other spellings, each as an area with what else it may be.

The countries that a text speaks of decide between places of one name. A name that is also a common word or a person's
counts only where the words before it say a place, or other places of its country are named.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz, process

from smoulder.claim import Article, Place
from smoulder.listed_places import has_sign, kind_behind, listed, quarters, spoken_of
from smoulder.place_list import by_letter_of, spelt_of
from smoulder.place_phrases import Hit, phrases
from smoulder.place_signs import FEATURES, kind_before, titled, where_before
from smoulder.spellings import ALIKE, ARABIC, ARTICLES, spelling
from smoulder.tokens import Word, covered, key, longest_names, run_on, sizes, words_of
from smoulder.toponyms import RADIUS, Entry, Gazetteer, load_gazetteer

__all__ = ["Gazetteer", "load_gazetteer", "places_in"]

LETTERS = 6  # of a name, before another spelling of it is looked for
WIDE = {"province": 60, "region": 30, "district": 20, "valley": 20, "forest": 30, "desert": 50, "mountains": 25}  # km
# Quarters and buildings are named for places far away.
NAMED_FOR = re.compile(
    r"[ ](neighbou?rhood|quarter|district|street|road|square|market|mosque|church|hotel|hospital"
    r"|university|airport|school|bridge)\b"
)


ARTICLE = re.compile(rf"(?<![^\W_])(?ai:{'|'.join(sorted(ARTICLES - {'the', 'an', 'at', 'as'}))})[- ]$")
DATELINE = re.compile(r"(?:[,،(][^\n.]{0,40})?\s*[-–—]\s")
WORD_AFTER = re.compile("[ \u00a0]([A-Za-z]+)")
IN_ARABIC = re.compile(r"(?<!\w)(?:في|من)\s+$")


def places_in(article: Article, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The places that an article names, in order, none within another.

    Each has the mention's offsets, what it stands for, its area and country, and in `candidates` what else it may be.
    """
    text = article.text
    words = words_of(text)
    hits, peoples = _named(text, words, gazetteer)
    votes = _votes([*hits, *peoples], article.body_start)
    by_key: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        by_key[hit.key].append(hit)
    own = {name: _votes(each, article.body_start) for name, each in by_key.items() if name in gazetteer.ambiguous}
    sure = [hit for hit in hits if _is_place(text, hit, _others(hit, own, votes), gazetteer)]
    sure = [hit for hit in sure if not (NAMED_FOR.match(text, hit.end) and _codes(hit) and _abroad(hit, hits, votes))]
    sure += _joined_to(text, hits, sure) if article.language == "ar" else []
    placed = {(hit.start, hit.end) for hit in sure}
    rejected = [hit for hit in hits if (hit.start, hit.end) not in placed]
    sure = listed(text, words, sure, rejected, votes, gazetteer)
    sure += _spelt(text, words, sure, votes, gazetteer)
    sure += quarters(text, sure) if article.language != "ar" else []
    if article.language == "ar":
        from smoulder.arabic_places import by_feature  # here: reading English has no use for it

        told = by_feature(text, sure, votes, gazetteer)
        sure = [hit for hit in sure if not any(each.start <= hit.start and hit.end <= each.end for each in told)] + told
    sure.sort()
    home = max(votes, key=votes.__getitem__, default=None)
    chosen = [_chosen(text, hit, votes, home) for hit in sure if hit.entries]
    found = phrases(text, chosen, peoples, votes, gazetteer, article.body_start)
    return tuple(_place(text, hit) for hit in _longest(found))


JOINED = re.compile(r"\s*[،,]?\s*(?:و|إلى |أو )?$")


def _joined_to(text: str, hits: Sequence[Hit], sure: Sequence[Hit]) -> list[Hit]:
    """Names that may be others' but stand in a row with a place: "تونس ومالي والسودان"."""
    found: list[Hit] = []
    rest = [hit for hit in hits if hit not in sure]
    for ahead in (True, False):
        for hit in reversed(rest) if ahead else rest:
            for other in (*sure, *found):
                between = text[hit.end : other.start] if hit.end <= other.start else text[other.end : hit.start]
                if hit not in found and 0 < len(between) <= 4 and JOINED.fullmatch(between) and between.strip():
                    found.append(hit)
    return found


def _named(text: str, words: Sequence[Word], gazetteer: Gazetteer) -> tuple[list[Hit], list[Hit]]:
    """Names of places, and of peoples, by their exact words; the longest wins, and nothing stands in two."""
    hits, peoples = [], []
    for start, end, name in longest_names(text, words, gazetteer.starts, gazetteer.known):
        if (
            name in gazetteer.exact
            and text[start].lower() == text[start]
            and not ARABIC.match(text[start])
            and " " not in name
        ):
            continue
        if name in gazetteer.exact:
            hits.append(_with_article(text, Hit(start, end, gazetteer.exact[name], name)))
        else:
            peoples.append(Hit(start, end, (gazetteer.nations[gazetteer.peoples[name]],), name))
    return hits, peoples


def _with_article(text: str, hit: Hit) -> Hit:
    """A name with the Arabic article that stands before it in Latin letters."""
    before = ARTICLE.search(text[max(0, hit.start - 5) : hit.start])
    return hit._replace(start=hit.start - len(before[0])) if before else hit


def _votes(hits: Iterable[Hit], body: int) -> dict[str, float]:
    """How much a text speaks of each country: by its name, people and places, most in the title and the dateline."""
    votes: dict[str, float] = defaultdict(float)
    for hit in hits:
        weight = 3.0 if hit.start < body + 60 else 1.0
        codes = _codes(hit)
        if len(codes) == 1 or all(entry.kind != "country" for entry in hit.entries):
            for code in codes:
                votes[code] += weight * (0.5 if len(codes) > 1 else 1)
    return votes


def _others(hit: Hit, own: Mapping[str, Mapping[str, float]], votes: Mapping[str, float]) -> float:
    """How much a text speaks of a name's countries by any other name than this; own: by each ambiguous name."""
    by_it = own.get(hit.key, {})
    return max((votes.get(code, 0) - by_it.get(code, 0) for code in _codes(hit)), default=0)


def _abroad(hit: Hit, hits: Iterable[Hit], votes: Mapping[str, float]) -> bool:
    """Whether a text speaks of another country, and of none of a name's by any other name."""
    here = {code for each in hits if each.key != hit.key for code in _codes(each)}
    return not here & _codes(hit) and max(votes.values(), default=0) >= 3


def _codes(hit: Hit) -> set[str]:
    return {code for entry in hit.entries if entry.country for code in entry.country.split("/")}


def _is_place(text: str, hit: Hit, others: float, gazetteer: Gazetteer) -> bool:
    """Whether a name is one here, others: how much the text speaks of its country by other names."""
    after = text[hit.end : hit.end + 12]
    common = gazetteer.ambiguous.get(hit.key)
    if common is None and len(hit.key) > 3 and not titled(text, hit.start):
        return True
    if (
        len(hit.key) <= 3
        and hit.key.isascii()
        and not text[hit.start : hit.end].replace(".", "").isupper()
        and common is None
    ):
        return False
    if hit.key == "us" and text[hit.start : hit.end] not in ("US", "U.S"):
        return False
    strong = bool(kind_before(text, hit.start)) or kind_behind(text, hit.end)
    if titled(text, hit.start) and not strong:
        return False
    if common is None or strong:
        return True
    dateline = hit.start < 400 and bool(re.match(r"[^\n.]{0,40}\s[-–—]\s", after + text[hit.end + 12 : hit.end + 50]))
    weak = where_before(text, hit.start) or (dateline and text[hit.start - 1 : hit.start] in ("", "\n"))
    if common and weak and ARABIC.match(hit.key) and re.match(r"\s*(?:[.,،؛:»\n]|$)", after):
        return True  # "returned from Mali."
    return (weak and others > 0) if common else (weak or others > 0)


def _spelt(
    text: str, words: Sequence[Word], hits: Sequence[Hit], votes: Mapping[str, float], gazetteer: Gazetteer
) -> list[Hit]:
    """Names in another spelling, of the countries that the text speaks of; long ones also of any."""
    taken, joined = covered(text, hits), run_on(text)
    lately = [gazetteer.spelt_in[code] for code, share in votes.items() if share >= 1 and code in gazetteer.spelt_in]
    near: dict[str, list[str]] = {}
    codes = sorted(spoken_of(votes))
    alike: dict[tuple[str, bool], tuple[Entry, ...]] = {}
    found, until = [], 0
    for number, word in enumerate(words):
        if not word.named or word.start < until or taken[word.start] or ARABIC.match(word.key):
            continue
        if word.key in gazetteer.peoples or word.key in ARTICLES:
            continue
        sign = None
        for size in sizes(joined, number):
            group = words[number : number + size]
            start, end = word.start, group[-1].end
            if not group[-1].named or 1 in taken[start:end]:
                continue
            if " ".join([each.key for each in group]) in gazetteer.exact:
                continue  # found, or found unlike a place here
            folded = spelling(text[start:end])
            if len(folded) < 4 or folded in gazetteer.ambiguous:
                continue
            if (folded, False) not in alike:
                if len(folded) >= LETTERS and folded[0] not in near:
                    near[folded[0]] = [name for names in lately for name in names.get(folded[0], ())]
                alike[folded, False] = _alike(folded, near.get(folded[0], ()), gazetteer.spelt, votes)
            entries = alike[folded, False]
            if not entries:
                sign = has_sign(text, word.start) if sign is None else sign
            if not entries and (sign or kind_behind(text, end)):
                if (folded, True) not in alike:
                    each = (
                        _alike(folded, by_letter_of(code).get(folded[0], ()), spelt_of(code), votes) for code in codes
                    )
                    alike[folded, True] = next(filter(None, each), ())
                entries = alike[folded, True]
            if entries:
                if size == 1 and titled(text, start):
                    continue
                found.append(_with_article(text, Hit(start, end, entries, key(text[start:end]))))
                until = end
                break
    return found


def _alike(
    folded: str,
    near: Sequence[str],
    spelt: Mapping[str, tuple[Entry, ...]],
    votes: Mapping[str, float],
) -> tuple[Entry, ...]:
    """The places of a spelling, or of the one most like it; near: spellings of countries spoken of, with its letter."""
    if folded in spelt:
        entries = spelt[folded]
        spoken_of_them = tuple(each for each in entries if _voted([each], votes))
        if spoken_of_them or len(folded) > 8:
            return spoken_of_them or entries
    if len(folded) < LETTERS:
        return ()
    best = process.extractOne(folded, near, scorer=fuzz.ratio, score_cutoff=ALIKE)
    if best is None or best[0].startswith(folded) or folded.startswith(best[0]) or len(best[0]) < LETTERS:
        return ()  # "Baghdadi" is no Baghdad
    return tuple(each for each in spelt[best[0]] if _voted([each], votes))


def _voted(entries: Sequence[Entry], votes: Mapping[str, float]) -> bool:
    return any(votes.get(code, 0) >= 1 for each in entries for code in (each.country or "").split("/"))


def _chosen(text: str, hit: Hit, votes: Mapping[str, float], home: str | None) -> Hit:
    """A hit with its likeliest place first, and the word after it that is part of its name; home: what it is about."""
    after = WORD_AFTER.match(text, hit.end, hit.end + 20)
    word = after[1].lower() if after else ""
    kind = FEATURES.get(word)
    before = kind_before(text, hit.start)
    hint = kind or (FEATURES.get(before[1].lower()) if before and before[1] else None)
    ranked = sorted(
        hit.entries,
        key=lambda entry: (
            -max(votes.get(code, 0) for code in (entry.country or "").split("/")), entry.kind != hint if hint else False
        ),
    )  # fmt: skip
    about = home in _codes(hit)
    if _dateline(text, hit) or (not about and _inside(text[max(0, hit.start - 8) : hit.start])):
        # who is in Tunis is in the city, unless it is about Tunisia; what is reported from Tunis always is
        ranked.sort(key=lambda entry: entry.kind == "country")
    best = ranked[0]
    if kind and kind != best.kind and best.kind != "country" and word != "state":
        best = best._replace(kind=kind, radius_km=max(best.radius_km, WIDE.get(kind, RADIUS.get(kind, 10))))
    end = hit.end + len(after[0]) if after and kind and best.kind != "country" else hit.end
    return hit._replace(end=end, entries=(best, *ranked[1:]))


def _inside(left: str) -> bool:
    """Whether what stands before a name is nothing, or an Arabic "in"."""
    return left in ("", "\n") or (not left.isascii() and bool(IN_ARABIC.search(left)))


def _dateline(text: str, hit: Hit) -> bool:
    """Whether a name begins a line and a dash follows: the place that is reported from."""
    begins = hit.start < 400 and text[hit.start - 1 : hit.start] in ("", "\n")
    return begins and bool(DATELINE.match(text, hit.end))


def _longest(hits: Sequence[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda each: (each.start, -each.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _place(text: str, hit: Hit) -> Place:
    best = hit.entries[0]
    others = tuple(dict.fromkeys(f"{each.name} ({each.kind}, {each.country})" for each in hit.entries[1:]))
    return Place(
        text[hit.start : hit.end], hit.start, hit.end, best.name, best.kind, best.country,
        round(best.lat, 3), round(best.lon, 3), round(best.radius_km, 1), others,
    )  # fmt: skip
