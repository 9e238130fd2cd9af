"""Who took or holds an event's own place, where the titles of its reports tell.

A title counts only if it names the place of its own event, whoever takes, holds or loses it, and says it plainly: no
try, plan, claim or fear, no part of a town, no countryside around it. What it tells of another place is left alone. The
titles of UCDP's source_article are read, each written "office,date,title" (UCDP GED codebook 25.1); other texts as they
stand, in English. Names are compared by how they sound, since a place is spelt in many ways.
"""

import html
import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import polars as pl

from smoulder.spellings import ARTICLES, WORD, alike, spelling

LONGEST = 1_000  # characters: what is longer is no title, and takes patterns long
A, B, OTHER = "a", "b", "other"  # who holds the place: a side of the event, or somebody who is neither
STEMS = (  # of what a title can tell by
    "control captur seiz regain retak retook liberat fall fell stronghold enclave pocket bastion held tak took withdr"
    " expel oust driv drove overr recover los conquer pull retreat capital advanc progress"
).split()
CLASS = frozenset(
    "village town city suburb district area locality neighbourhood neighborhood province governorate state county"
    " region municipality department commune settlement sub-district subdistrict camp".split()
)
ARMY = (
    r"(?:[Tt]he )?(?:[A-Z]\w+[ -])?(?i:regime|government|army|military|loyalists?|security|state|assad)"
    r"(?:['’]s)?(?: forces?| troops| soldiers| army)?(?: and (?:their|its) (?:loyal )?(?:allie[sd]|militia\w*))?"
)
ALLIES = (
    r"(?: (?:organi[sz]ation|group|movement|forces?|fighters?|members?|militants?|militiamen|troops|army|insurgents?))*"
    r"(?: and (?:its|their|the) (?:allies|allied \w+|loyalists|militiamen|supporters))?"
)
ADVERB = r"(?:again|fully|completely|finally|now|also|then|have|has|had|jointly|reportedly|eventually|successfully)"
SAID = r"(?:manag(?:e|es|ed) to|(?:is|are|was|were) able to|succeed(?:s|ed)? in)"
CONTROL = r"(?:the )?(?:its |their )?(?:full |complete |total )?control (?:of|over|on)"
TAKES = (
    rf"(?:(?:re-?)?(?:takes?|took|tak(?:en|ing)|gain(?:s|ed|ing)?|regain(?:s|ed|ing)?|seiz(?:e|es|ed|ing)|impos(?:e|es|ed|ing)"
    rf"|assert(?:s|ed)?|establish(?:es|ed)?|recover(?:s|ed)?|wrest(?:s|ed)?) {CONTROL}|(?:re-?)?captur(?:e|es|ed|ing)"
    r"|seiz(?:e|es|ed|ing)|liberat(?:e|es|ed|ing)|re-?tak(?:e|es|en|ing)|retook|takes over|take over|took over"
    r"|overr[au]ns?|conquer(?:s|ed)?|controls?|controlled|holds?|regain(?:s|ed)?|recover(?:s|ed)?)"
)
TAKEN = r"(?:(?:re-?)?captured|seized|liberated|retaken|taken(?: over)?|overrun|conquered|controlled|held|recaptured)"
LOSES = (
    r"(?:los(?:e|es|t|ing)(?: control (?:of|over))?|withdr(?:aws?|ew|awn|awing) from|retreat(?:s|ed|ing)? from"
    r"|pull(?:s|ed|ing)? out (?:of|from)|(?:is|are|was|were)? ?(?:expelled|ousted|driven(?: out)?) (?:from|of))"
)
EXPELS = r"(?:expel(?:s|led)?|oust(?:s|ed)?|driv(?:e|es)|drove|push(?:es|ed)?|forc(?:e|es|ed))"
HEDGED = (
    r"(?:tr(?:y|ies|ied|ying)|attempt\w*|seek\w*|fail\w*|aim\w*|want\w*|prepar\w*|plan\w*|vow\w*|claim\w*|could|may"
    r"|might|would|will|if|call\w*|den(?:y|ies|ied)|not|never|no|nearly|almost|about|before|until|hop\w*|fear\w*"
    r"|threat\w*|to|for|as|while|after|when|where|which|that|whose|who|amid|since|against|but)"
)
SEAT, POCKET, TOWN = "(?:stronghold|bastion|capital)", "(?:enclave|pocket)", "(?: (?:town|city|village))?"
OF = r"(?:of|over|on|in|at)"
WHICH = (
    r"(?:(?:the|an?|entire|whole|all|strategic|key|main|major|border|historic(?:al)?|ancient|oil-rich|northern|southern"
    r"|eastern|western|central|town|city|village|villages|towns|cities|districts?|suburb|area|locality|camp|of) )*"
)
LIST = r"(?:(?:(?:[A-Z][\w'’-]*|[Aa]l|[Ee]l|a[drsz]|ash|and|&)[ ,]+){0,12}?(?:,|and|&)[ ])?(?:(?:Jubb?|T[ae]ll?|al) )?"
PART = (
    r"(?!(?:['’]s)?[ -](?:\w+[ -])?(?:countryside|desert|vicinity|outskirts|surroundings|suburbs|province|governorate"
    r"|roads?|highway|fronts?|axis|border|airport|airbase|air base|prison|dam|fields?|farms|oil|neighbou?rhoods"
    r"|hospital|crossing|hills?|heights|mountains?|valley)\b)"
)
WORDS = rf"(?:[ ,]+(?!{HEDGED}\b|and\b|§)[\w'’-]+){{0,6}}?"
DOES = rf"{ALLIES}(?:{WORDS}[ ,]+and)?(?:[ ,]+(?:{ADVERB}|{SAID}))*[ ,]+"
PLACED = rf" {WHICH}{LIST}{WHICH}§P{PART}"
RULES = tuple(
    (re.compile(pattern), holds)
    for pattern, holds in (
        (rf"§(?P<who>[ABO]){DOES}{EXPELS} (?P<whom>§[ABO]){ALLIES} (?:out )?(?:from|of|out of){PLACED}", True),
        (rf"§(?P<who>[ABO]){DOES}{LOSES}{PLACED}", False),
        (rf"§(?P<who>[ABO]) before {LOSES}{PLACED}", False),
        (rf"§(?P<who>[ABO]){DOES}{TAKES}{PLACED}", True),
        (rf"§P{PART}{TOWN}(?: …|,|…) ?§(?P<who>[ABO])(?: {ADVERB})* {TAKES} (?:on )?it\b", True),
        (rf"§(?P<who>[ABO])(?:['’]s)?[ -](?:held|controlled|run|occupied|control) {WHICH}§P{PART}", True),
        (rf"(?:^|[^\w])(?:former|ex-) ?§(?P<who>[ABO]) {SEAT}(?: {OF})? {WHICH}§P{PART}", False),
        (rf"(?<!former )§(?P<who>[ABO])(?:['’]s)? (?:stronghold|bastion)(?: {OF})? {WHICH}§P{PART}", True),
        (rf"§P{PART}[^.§]{{0,60}}former {SEAT} of (?:the )?§(?P<who>[ABO])", False),
        (rf"§P{PART}[^.§]{{0,20}} (?:with|)in(?:side)? (?:the )?§(?P<who>[ABO])(?:['’]s)? last {POCKET}", True),
        (rf"§P{PART}{TOWN},?(?: (?:is|was|were|has been|now|fully))* {TAKEN} by (?:the )?§(?P<who>[ABO])", True),
        (rf"§P{PART}{TOWN} (?:falls?|fell|has fallen) (?:in)?to (?:the (?:hands|control) of )?"
         r"(?:the )?§(?P<who>[ABO])", True),
        (rf"§P{PART}{TOWN},? (?:which |is |are |still |remains )*under (?:the )?(?:full )?"
         r"(?:control of (?:the )?)?§(?P<who>[ABO])(?:(?:['’]s)? (?:forces )?(?:and \w+ )?control)?", True),
    )
)  # fmt: skip
GAIN = re.compile("advanc|progress")
AGAIN = rf"(?:[ ,]+(?:{ADVERB}|{SAID}|continues? to|start to|and fight|and the \w+))*"
GAINS = re.compile(
    rf"§(?P<who>[AB]){ALLIES}(?:{AGAIN}[ ,]+(?:advance(?:s|d)?|(?:is|are) advancing)\b"
    r"|(?:[ ,]+(?!(?:re-?)?attack|attempt|try|seek|repel|counter|clash|kill|during|of\b|§)[\w'’-]+){0,6}?"
    r"[ ,]+(?:achiev|mak)(?:e|es|ed|ing) "
    r"(?:(?:a|an|new|further|important|more|significant|great|large|wide|military|some) )*(?:advance\w*|progress)\b)"
)
NOT_SAID = re.compile(r"\b(?:no truth|den(?:y|ies|ied)|claims?|rumou?rs?|fake|if)\b", re.IGNORECASE)
ENTRY = re.compile(r'^\W*[^,"]{1,80},\s*\d{4}-\d\d-\d\d\s*,')
GOVERNMENT = re.compile("^Government of ")


def told_ground(frame: pl.DataFrame, names: Collection[str] = (), keys: Collection[str] = ()) -> pl.DataFrame:
    """What titles tell of each event of EVENT_SCHEMA's columns: holds and gains, each "a", "b" or "other".

    holds: who took its place or holds it; gains: who advances there. Null where nothing is told, or where the titles of
    one event disagree. names: further names of the side that is one of keys, ids or names.
    """
    text = pl.col("url_or_citation")
    some = text.str.contains_any(STEMS, ascii_case_insensitive=True) & pl.col("place").is_not_null()
    holds: list[str | None] = [None] * len(frame)
    gains: list[str | None] = [None] * len(frame)
    columns = ("url_or_citation", "place", "side_a", "side_a_id", "side_b", "side_b_id")
    for row, text_, place, a, a_id, b, b_id in (
        frame.with_row_index("row").filter(some.fill_null(False)).select("row", *columns).iter_rows()
    ):
        more = [tuple(names) if key in keys else () for key in (a_id or a, b_id or b)]
        told = [read(title, place, a or "", b or "", *more) for title in titles(text_)]
        holds[row], gains[row] = (_agreed(each) for each in zip(*told, strict=True))
    return pl.DataFrame({"holds": holds, "gains": gains}, schema={"holds": pl.String, "gains": pl.String})


def _agreed(told: Sequence[str | None]) -> str | None:
    said = {each for each in told if each}
    return said.pop() if len(said) == 1 else None


def titles(text: str) -> Iterator[str]:
    """The titles in a citation.

    >>> list(titles('"Reuters,2017-01-02,Army takes Quov; dozens die";"AFP,2017-01-03,Quov falls"'))
    ['Army takes Quov', ' dozens die', 'Quov falls']
    """
    for entry in re.split(r'"\s*;\s*"', text):
        yield from ENTRY.sub("", entry).strip('" ').split(";")


class Told(NamedTuple):
    """Who took or holds a place, and who advances there: A, B, OTHER or nobody that is told."""

    holds: str | None = None
    gains: str | None = None


def read(
    title: str, place: str, side_a: str, side_b: str, also_a: Sequence[str] = (), also_b: Sequence[str] = ()
) -> Told:
    """What one title tells of a place and two sides; also_a, also_b: further names of each.

    >>> read("Sons of Quov seize the town of Zyrat", "Zyrat town", "Government of Quovland", "Sons of Quov").holds
    'b'
    >>> read("Sons of Quov fail to seize Zyrat", "Zyrat town", "Government of Quovland", "Sons of Quov").holds
    >>> read("Army advances against Sons of Quov", "Zyrat town", "Government of Quovland", "Sons of Quov").gains
    'a'
    """
    lower = title.lower()
    if len(title) > LONGEST or not any(stem in lower for stem in STEMS) or NOT_SAID.search(title):
        return Told()
    text = re.sub(r"[\"“”„«»\u200b]|\s*\([^)]*\)|['’](?=\s|$)", "", html.unescape(title))
    text = " ".join(text.replace("§", "").split())
    placed = _with_place(text, place)
    if "§P" not in placed and not GAIN.search(text):
        return Told()
    marked = _with_sides(placed, side_a, side_b, also_a, also_b)
    side, against = {"A": A, "B": B, "O": OTHER}, {"A": B, "B": A, "O": None}
    holds = [side[each["who"]] if holds else against[each["who"]]
             for rule, holds in RULES if "§P" in marked for each in rule.finditer(marked)]  # fmt: skip
    gains = [side[each["who"]] for each in GAINS.finditer(marked)]
    meant = "§P" in marked or len(set(re.findall("§[ABO]", marked))) > 1  # of this place, or of both its sides
    return Told(_agreed(holds), _agreed(gains) if meant else None)


def _with_place(text: str, place: str) -> str:
    """The text with every mention of a place as §P."""
    names = [found for part in re.split(r"[/()]", place) if (found := _bare(part))]
    words = [(each, folded) for each in WORD.finditer(text) if (folded := spelling(each[0])) and _says(each[0])]
    spans = []
    for name in names:
        size = name.count(" ") + 1
        for at in range(len(words) - size + 1):
            here = words[at : at + size]
            if here[0][0][0][0].isupper() and _alike(" ".join(folded for _, folded in here), name):
                spans.append((here[0][0].start(), here[-1][0].end()))
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}§P{text[end:]}"
    return re.sub(r"\b(?:[Aa][lndrstz]|[Ee][lstz]|[AaEe]sh|[Aa]dh)[- ]§P", "§P", text)


def _says(word: str) -> bool:
    return word.lower() not in ARTICLES


@lru_cache(100_000)
def _alike(one: str, other: str) -> bool:
    return one[0] == other[0] and alike(one, other)


@lru_cache(20_000)
def _bare(part: str) -> str:
    """A place's name as it sounds, without what kind of place it is; nothing where too short to be told apart."""
    name = spelling(" ".join(word for word in part.split() if word.lower().strip(",.") not in CLASS))
    return name if len(name) > 3 else ""


def _with_sides(text: str, side_a: str, side_b: str, also_a: Sequence[str], also_b: Sequence[str]) -> str:
    """The text with the sides as §A and §B, and a government that is neither as §O."""
    for mark, pattern in _patterns(side_a, side_b, tuple(also_a), tuple(also_b)):
        text = pattern.sub(mark, text)
    return text


@lru_cache(2_000)
def _patterns(
    side_a: str, side_b: str, also_a: tuple[str, ...], also_b: tuple[str, ...]
) -> tuple[tuple[str, re.Pattern[str]], ...]:
    named, loose = [], []
    state = [bool(GOVERNMENT.search(side)) for side in (side_a, side_b)]
    for mark, side, also, own in (("§A", side_a, also_a, state[0]), ("§B", side_b, also_b, state[1])):
        if own:
            loose.append((mark, ARMY))
            continue
        names = [each for each in (*side.split(", "), *also) if each and each not in ("Civilians", "Unknown")]
        if names:
            every = sorted({written for name in names for written in _written(name)}, key=len, reverse=True)
            named.append((mark, rf"(?:[Tt]he )?(?:{'|'.join(every)})(?!['’]?\w)"))
    if not any(state):
        loose.append(("§O", ARMY))
    return tuple((mark, re.compile(rf"(?<![\w§-]){pattern}(?!\w)")) for mark, pattern in (*named, *loose))


def _written(name: str) -> list[str]:
    """How a name may be written: as it is, and an acronym in full.

    >>> [bool(re.fullmatch(each, "Syria Democratic Forces")) for each in _written("SDF")]
    [False, True]
    """
    found = [re.escape(name)]
    if re.fullmatch("[A-Z]{3,6}", name):
        found.append("[ -]".join(rf"{letter}[a-z]+" for letter in name))
    return found
