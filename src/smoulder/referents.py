"""Which armed group words stand for, which place a clause is about, and which country an article."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from smoulder.claim import Article, Mention, Place
from smoulder.lexicon import plain
from smoulder.role_words import countries_in, organisation_in
from smoulder.spans import Span, inside, last_stop, touching
from smoulder.spellings import has_arabic
from smoulder.war_places import helping, here, tables

GROUP_KINDS = ("armed_group", "rebel_group", "terrorist_group")
_JOINED = re.compile(r"\s*(?:,|and|or|&|/|و)\s*(?:the |ال)?$")
GENERIC = re.compile(
    r"(?:the )?(?:group|militants|rebels|insurgents|movement|fighters|terrorists|organi[sz]ation)s?", re.IGNORECASE
)

# whose fighters: not the group's
OF_OTHERS = re.compile(
    r"\b(?:government|pro-government|loyalist|[Kk]urdish|tribal|allied|coalition|peshmerga|militia|local|"
    r"vigilante|[\w-]+-(?:led|backed|allied|trained|supported)|friendly|[Aa]fghan|opposition|Rwandan|"
    r"African Union|Ugandan|Turkish)\s+$"
)


class Named(NamedTuple):
    """An armed group as named at an offset; several that are named together are one."""

    start: int
    end: int
    name: str


def groups_in(article: Article, actors: Iterable[Mention]) -> list[Named]:
    """The armed groups that an article names, in order; allies of a government are none."""
    found: list[Named] = []
    fought = here(article)  # an army of a part of a country is a group where it fights for it
    called = {each.refers_to for each in actors if each.kind in GROUP_KINDS}
    allies, several = helping(called), len(called) > 1
    arabic = has_arabic(article.text)
    if arabic:
        texts = [(each, plain(article.text[max(0, each.start - 40) : each.start])) for each in actors]
        allies |= {each.refers_to for each, before in texts if _BESIDE.search(before)}
    for each in sorted(actors, key=lambda actor: (actor.start, -actor.end)):
        before = article.text[max(0, each.start - 40) : each.start]
        if (
            each.kind not in GROUP_KINDS
            or (each.refers_to != fought and _friendly(each.mention, each.refers_to))
            or each.refers_to in allies
            or (arabic and _SWORN_TO.search(plain(before)))
            or (several and _tied(article.text, each, before, arabic))
            or (each.mention == "فتح" and "حركة فتح" not in article.text)
            or (GENERIC.fullmatch(each.mention) and OF_OTHERS.search(before))
        ):
            continue
        if found and each.start < found[-1].end:
            continue
        between = article.text[found[-1].end : each.start] if found else "."
        if (
            found
            and each.refers_to not in found[-1].name.split(" and ")
            and _JOINED.fullmatch(between)
            and not GENERIC.fullmatch(each.mention)
        ):
            found[-1] = Named(found[-1].start, each.end, f"{found[-1].name} and {each.refers_to}")
        else:
            found.append(Named(each.start, each.end, each.refers_to))
    return found


# whom an army fights beside is not whom it fights
_BESIDE = re.compile(
    plain(
        r"(?:حلفا\w+|حليف\w*|إلى جانب|بدعم|بمساندة|بمشاركة|بإسناد|مدعوم\w*|يسانده\w*|تسانده\w*)(?:\s+(?:في|من|ب|"
        r"مقاتلي|مسلحي|عناصر))*\s+$"
    )
)
# to whom a group has sworn allegiance is not of whom it is told
_SWORN_TO = re.compile(
    plain(
        r"(?:بيع\w+|مبايع\w*|بايع\w*|ولاء\w*|الموالي\w*|موالي\w*|المرتبط\w*|التابع\w*|تابع\w*|محسوب\w*)\s+(?:ل|ب|على\s+)?(?:تنظيم\s+)?$"
    )
)
_TIED_TO = re.compile(
    r"(?:\b(?:linked|affiliated|allied|aligned|loyal|allegiance|ties|links|linkages|affiliates?|branch|offshoot|franchise|wing)"
    r" (?:to|with|of) (?:the )?|\b[Aa]nti-|"
    + plain(r"(?:المناهض\w*|المعادي\w*|المناوئ\w*|معادي\w*|مناهض\w*)\s+(?:ل|لتنظيم |لحركة |لجماعة )?")
    + ")$"
)
_TIED_ENDS = (" to ", " with ", " of ", " the ", "nti-")  # how what ties a group in English ends
_TIED = re.compile(r"[- ](?:linked|affiliated|aligned|inspired|allied)\b")


def _tied(text: str, each: Mention, before: str, arabic: bool) -> bool:
    """Whether a group is named only for one that is tied to it, or against it."""
    may = arabic or before.removesuffix("\n").endswith(_TIED_ENDS)
    return bool((may and _TIED_TO.search(before)) or _TIED.match(text, each.end))


_COMMON = set(
    (
        "army front state islamic people's peoples national liberation movement force forces party united group groups"
        " revolutionary armed democratic the of and for fighters militants rebels insurgents council brigade brigades"
        " state's republican popular new north south east west central african arab"
    ).split()
)


def all_groups_in(article: Article, actors: Iterable[Mention]) -> list[Named]:
    """The armed groups that an article names, also where it names one of several again alone, or one again."""
    found = groups_in(article, actors)
    text = article.text
    parts: dict[str, str] = {}
    for written, called in dict.fromkeys((text[each.start : each.end], each.name) for each in found):
        pieces = _SEVERAL.split(_bare(written))
        names = called.split(" and ")
        for number, piece in enumerate(pieces):
            if (piece and not GENERIC.fullmatch(piece) and piece[:1] and not piece.islower()) or (
                piece and "\u0621" <= piece[0] <= "\u064a"
            ):
                parts.setdefault(
                    piece, names[number] if len(names) == len(pieces) else piece if len(pieces) > 1 else called
                )
    parts = {**{short: name for piece, name in parts.items() for short in _short_arabic(piece)}, **parts}
    small = text.lower()
    if len(small) != len(text):
        small = text
    for piece, name in parts.items():
        for start in _where(small, piece.lower()):
            end = start + len(piece)
            if not any(start < each.end and each.start < end for each in found):
                found.append(Named(start, end, name))
    return sorted(found)


def _where(text: str, piece: str) -> Iterator[int]:
    """Where a piece begins that stands by itself, or behind an Arabic preposition written into it."""
    at = text.find(piece)
    while at >= 0:
        end = at + len(piece)
        before = at - 1 if at and text[at - 1] in "وفبك" and _by_itself(text, at - 1) else at
        alone = _by_itself(text, before) and not _is_letter(text[end : end + 1])
        if alone:
            yield at
        at = text.find(piece, end if alone else at + 1)


def _by_itself(text: str, at: int) -> bool:
    return not _is_letter(text[at - 1 : at])


def _is_letter(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


_HEAD = re.compile(
    r"(?P<of>حركة|تنظيم|جماعة|ميليشيا|مليشيا|مسلحي|مسلحو|مقاتلي|مقاتلو|متمردي|متمردو|عناصر|هيئة|حزب|كتيبة|جبهة|"
    r"لواء|قوات) "
    r"(?P<name>.+)"
)


def _short_arabic(name: str) -> Iterator[str]:
    """What an Arabic name is cut down to: "الشباب" of "حركة الشباب", and its first word alone, "الحزب"."""
    if not (match := _HEAD.fullmatch(name)):
        return
    if match["name"].startswith("ال") and " " not in match["name"] and match["of"] not in ("قوات", "حزب"):
        yield match["name"]
    if match["of"] == "قوات" and match["name"].startswith("ال") and " " in match["name"]:
        yield match["name"]
    if match["of"] in ("هيئة", "حزب", "كتيبة", "جبهة"):
        yield "ال" + match["of"]


_ARTICLE = re.compile(r"^(?:the|The)\s+")
_MEMBERS = re.compile(
    r"\s+(?:fighters|militants|rebels|insurgents|guerrillas|gunmen|terrorists|jihadists|group|movement|"
    r"members|forces|commanders?|leaders?)$"
)
_SEVERAL = re.compile(r"\s+(?:and|or|&)\s+|,\s+")


def _bare(words: str) -> str:
    """A group's name without the article before it and the word for its members behind it."""
    return _MEMBERS.sub("", _ARTICLE.sub("", words))


def name_words(names: Iterable[str]) -> list[str]:
    """Words by which members of a group are called: "Tiger" for the Tamil Tigers."""
    found = []
    for name in names:
        for word in re.findall(r"[A-Z][\w'-]{3,}", _bare(name)):
            if word.lower() not in _COMMON and not countries_in(word, "en"):
                found += [word, word[:-1]] if word.endswith("s") else [word]
    return found


_OFFICIAL = re.compile(r"\b(?:commanders?|officers?|officials?|militiamen|vigilantes?)$", re.IGNORECASE)


@lru_cache(4096)  # an article names few actors, each again and again
def _friendly(mention: str, refers_to: str) -> bool:
    language = "ar" if re.search("[\u0621-\u064a]", mention) else "en"
    known = organisation_in(plain(mention), language) or organisation_in(plain(refers_to), "en")
    official = _OFFICIAL.search(mention)
    return bool(known and known[2] != "rebel") or bool(official and official.start() and countries_in(mention, "en"))


_BOTH = re.compile(
    r"\b(?:[Bb]oth (?:groups|sides|movements|rebel\w*|organi[sz]ations|of them)|[Nn]either (?:side|group|of them|"
    r"will|can|has|is)|[Tt]he two (?:groups|movements|rivals))\b"
)


_START = attrgetter("start")
EARLY, HEAD, MOST = 200, 2, 0.6  # letters of a text's head, what a name there counts more, and a share that tells


class Most(NamedTuple):
    """The groups named most in a text: two, the first where early ones count more, and whether it prevails."""

    both: str
    name: str | None
    prevails: bool


def group_of(
    start: int, end: int, groups: Sequence[Named], text: str = "", named_most: Most | None = None
) -> str | None:
    """The group, of groups in order, that a clause is about: named in it or shortly before it, else the text's own.

    That is the one it names most; where several are named often, the one named last.
    """
    if here := touching(groups, Span(start, end)):
        return " and ".join(dict.fromkeys(each.name for each in here))
    both, most, mostly = named_most or most_named(groups)
    if text and _BOTH.search(text, start, end):
        return both
    begun = groups[: bisect_right(groups, start, key=_START)]
    before = next((each for each in reversed(begun) if each.end <= start), None)
    if before and before.name in tables()["umbrellas"].get(most or "", ()):
        return most
    if not before or (mostly and before.start < _lately(text, start)):
        return most
    return before.name


def most_named(groups: Sequence[Named]) -> Most:
    """The two names named most, the one named most where those in a text's head count more."""
    counts = Counter([each.name for each in groups])
    both = " and ".join(name for name, _ in counts.most_common(2))
    for each in groups[: bisect_left(groups, EARLY, key=_START)]:
        counts[each.name] += HEAD
    most = max(counts, key=counts.__getitem__, default=None)
    return Most(both, most, counts[most or ""] >= MOST * counts.total())


def _lately(text: str, start: int) -> int:
    """Where the sentence before that around an offset begins."""
    for _ in range(2):
        start = max(0, last_stop(text, start))
    return start


def home_of(article: Article, places: Iterable[Place]) -> str | None:
    """The country that an article is about: the one that its words and places name most, its great allies last."""
    votes = Counter(countries_in(plain(article.text), article.language))
    votes.update(code for place in places if place.country for code in place.country.split("/"))
    if not votes:
        return None
    abroad = {"USA", "GBR", "FRA", "CHE"}
    local = {code: count for code, count in votes.items() if code not in abroad} or votes
    return max(local, key=lambda code: local[code])


def place_of(start: int, end: int, places: Sequence[Place], sentence: tuple[int, int], home: str | None) -> str | None:
    """The place that a clause is about: named in it, else in its sentence, else nowhere in particular."""
    named = inside(places, Span(start, end)) or [
        each for each in inside(places, Span(*sentence)) if each.kind not in ("city", "town", "country")
    ]
    return "; ".join(dict.fromkeys(each.refers_to for each in named)) or home
