"""Who stands before a verb of saying: the noun phrase, however it is put together."""

import itertools
import re
from collections.abc import Callable

from smoulder.cues import finite
from smoulder.noun_phrases import NOBODY, somebody, speaks_clause, unrelated
from smoulder.spans import Span

JOIN = re.compile(
    r"^(?:[\s,;-]*(?:but|and|while|although|though|however|meanwhile|still|yet|also|then|instead|so|as|"
    r"because|since|whereas|after|when|where|even)\b[\s,]*)+",
    re.IGNORECASE,
)

PRONOUN = re.compile(
    r"(?:^|[\s,;])(?P<who>he|she|they|it|I|we|both|the latter|the former|the same)(?:\s+(?:also|later|then|further|"
    r"himself|herself|again|however|nevertheless|nonetheless))*\s*$",
    re.IGNORECASE,
)

_PRONOUN_ENDS = tuple(
    "he she they it i we both latter former same also later then further himself herself again however nevertheless"
    " nonetheless".split()
)


def pronoun_in(words: str) -> re.Match[str] | None:
    """The pronoun that words end in, with the adverbs behind it."""
    return PRONOUN.search(words) if words.rstrip().lower().endswith(_PRONOUN_ENDS) else None


_ASIDE = re.compile(
    r"^(?:who|which|whose|that|like|unlike|echoing|flanked|backed|fresh|speaking|asking|asked|quoted|reached|citing|in|on|at|from|over|via|through|during|with|when|after|"
    r"a (?:former|veteran|close|key)|himself|herself|itself|themselves|now|once|formerly|also|for (?:his|her|"
    r"its|their) part|however|"
    r"meanwhile|though|nevertheless|too|apparently|finally|conversely|predictably|in turn|in contrast|"
    r"for (?:one|now)|then|"
    r"instead|likewise|again|alone|[a-z]{4,}ly|not|(?:gone|come|back|present|visiting) (?=\w)|"
    r"(?:[a-z]{3,}ed|met|living|working|sitting|still|writing|"
    r"standing)(?= (?:by|in|at|from|on|to|near|for|with|last|this|late|early|earlier|yesterday|today)\b))\b",
    re.IGNORECASE,
)

# whom a pronoun means that was named right before it: "as for the army, it said", "a letter of S in which they"
_MEANT = re.compile(
    r"(?:(?:^|\W)as (?:for|to) (?P<who>[^,]{3,60}),|\b(?:message|statement|letter|video|recording|audio|communiqu[eé]|"
    r"leaflet)s? (?:from|by|of) (?P<whose>[^,]{3,60}?),? in which) (?:he|she|it|they)\s*$",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"\b(?:Day|Eve|New Year|Christmas|Easter|Ramadan|Eid|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|"
    r"Sunday|January|February|April|June|July|August|September|October|November|December)\b|\b\d{4}\b"
)

ADVERBIAL = re.compile(
    r"(?:(?:[\w-]+ ){1,2}(?:hours?|days?|weeks?|months?|years?|decades?) (?:ago|earlier|later) |"
    r"(?:in|on|at|during|since|by|from|after|before|over|for|among|outside|inside|near|last|this|earlier|late|through|via|unlike|"
    r"across|beyond|behind|under|around|along|amid|up|down|off|within|aboard|towards?|to|early) [^,:;]{2,45}? )+"
    r"(?=(?:the|an?|one|his|her|their|its|some|several|[A-Z][a-z]+ [A-Z])\b)",
    re.IGNORECASE,
)


_JOINED = re.compile(r"\b(?:and|but|or|nor|then)$")
_PARTS = re.compile(r"[,;:]\s+|\s--?\s|\b(?:in|by|of|to|for) (?:which|whom)\s")
_PARTING = (",", ";", ":", "-", " wh")  # one stands where they part


def speaker_before(
    text: str, begin: int, end: int, said: list[Span], is_source: Callable[[str], bool], that: bool = False
) -> tuple[Span | None, bool]:
    """The noun phrase before a verb of saying, or whether a pronoun stands there for the last speaker."""
    floor = max([begin, *(quote.end for quote in said if quote.end <= end)])
    while floor < end and text[floor] in '", ':
        floor += 1
    left = text[floor:end]
    if ("who" in left or "which" in left) and (related := _RELATED.search(left)):
        return _antecedent(floor, left[: related.start()], is_source), False
    if pronoun_in(left):
        return (meant, False) if (meant := _meant(floor, left, is_source)) else (None, True)
    parts = _PARTS.finditer(left) if any(map(left.__contains__, _PARTING)) else ()
    cuts = [0, *(match.end() for match in parts), len(left)]
    spans = [Span(floor + a, floor + b).within(text, " ,;-\n") for a, b in itertools.pairwise(cuts)]
    spans = [each for each in spans if each.start < each.end]
    head: Span | None = None
    for number, span in enumerate(reversed(spans)):  # from the verb back
        words = span.of(text)
        if head is None and number < len(spans) - 1 and _WHOM.search(text, max(0, span.start - 9), span.end):
            continue
        if (
            head is None
            and number < len(spans) - 1
            and _APPOSED.fullmatch(words)
            and not (speaks_clause(words) or is_source(words))
        ):
            continue
        if _AGE.fullmatch(words):
            continue
        if head is not None and not _NEXT_TO.fullmatch(text, span.end, head.start):
            break
        joined = JOIN.match(words)
        if joined:
            span = Span(span.start + joined.end(), span.end)
            words = span.of(text)
        if number == len(spans) - 1 or text[: span.start].rstrip().endswith(":"):
            whole, span = span, _without_lead(text, span, is_source)
            if head is not None and span.start != whole.start:
                break  # "in a statement on its website, the group"
            words = span.of(text)
        split = _last_clause(words, is_source) if head is None else _office_behind(words, is_source)
        if split:
            span = Span(span.start + split, span.end)
            words = span.of(text)
        if _ASIDE.match(words) and not re.match(r"(?:a|an|now|once)\b", words):
            if head is None and number < len(spans) - 1:
                continue
            break
        if head is not None and (
            len(words.split()) > 14 or (not joined and _TIMES.search(words)) or " " not in words.strip()
        ):
            break
        if not (is_source(words) or (head is None and somebody(words))) or speaks_clause(words) or NEVER.match(words):
            break
        if _JOINED.search(words[-6:]):
            break
        if head is not None and _TELLS.search(unrelated(words)):
            break
        head = Span(span.start, head.end if head else span.end)
        if joined or split:
            break
    if head is None:
        return _acted(text, floor, end, is_source) or (anything(text, floor, end) if that else None), False
    return _whose(text, head.within(text), is_source), False


def _meant(floor: int, left: str, is_source: Callable[[str], bool]) -> Span | None:
    """Whom the pronoun means at the end of some words, where they name him."""
    match = _MEANT.search(left)
    if match is None:
        return None
    span = Span(*match.span("who" if match["who"] else "whose"))
    fits = is_source(span.of(left)) and not speaks_clause(span.of(left))
    return Span(floor + span.start, floor + span.end) if fits else None


def _without_lead(text: str, span: Span, is_source: Callable[[str], bool]) -> Span:
    """A noun phrase without where or when it speaks: "in a note pinned to the gates of Uru the front"."""
    words = span.of(text)
    lead = ADVERBIAL.match(words)
    starts = (
        []
        if lead is None
        else [lead.end(), *(each.end() for each in re.finditer(r"\s(?=(?:the|its|their|his|her)\b)", words))]
    )
    first = starts[0] if starts else 0
    start = next((at for at in starts if at >= first and is_source(words[at:])), first)
    return Span(span.start + start, span.end)


_RECORDS = re.compile(
    r"(?:the |its |official )?(?:\w+ )?(?:figures|records|data|documents|statistics|minutes|logs|files) (?:of|"
    r"from|by|kept by|compiled by|seen by) ",
    re.IGNORECASE,
)


def _whose(text: str, head: Span, is_source: Callable[[str], bool]) -> Span:
    """Whoever keeps the figures that show it."""
    lead = _RECORDS.match(head.of(text))
    inner = Span(head.start + lead.end(), head.end) if lead else head
    return inner if lead and is_source(inner.of(text)) else head


# what is said before who says it: "more than 300 rebels surrendered in March alone, the chief revealed"
_TELLS = re.compile(
    r"^(?:(?:more|fewer|less) than |at (?:least|most) |some |about |around |nearly |almost |over |up to |only )?\d|"
    r"\b(?:needs?|will|would|has|have|had|is|are|was|were|can|could|must)\b",
    re.IGNORECASE,
)
# what only describes who stands before it: "Z, bin Laden's heir, has", "the radio, captured on Sunday, has"
_APPOSED = re.compile(
    r"(?:[a-z]{3,}(?:ed|ing)\b|(?:his|her|their|its|[\w'-]+(?: [A-Z][\w'-]*){0,3}'s) "
    r"(?:heir|brother|son|daughter|father|widow|nephew|cousin|successor|predecessor|deputy|rival|ally|protege|"
    r"mentor))(?: [\w'-]+){0,5}"
)
_AGE = re.compile(r"(?:aged )?\d{1,2}(?: years old)?")
_NEXT_TO = re.compile(rf"\s*,\s*(?:{_AGE.pattern},\s*)?")
_WHOM = re.compile(r"of (?:which|whom)\b")
_RELATED = re.compile(r"(?:,?\s+who|,\s+which)(?: (?:all|both|also|now|still|have|has|had))*\s*$")
_OF = re.compile(r"\b(?:for|of|in|at|from|with) $")


def _antecedent(floor: int, words: str, is_source: Callable[[str], bool]) -> Span | None:
    """The noun phrase that "who" stands for at the end of words: the shortest that can speak and is no other's part."""
    found: Span | None = None
    for begin in reversed(
        list(
            re.finditer(
                r"\b(?:the|an?|my|his|her|their|our|its|some|many|several|most|two|three|[A-Z][\w'-]*)\b", words
            )
        )
    ):
        noun = words[begin.start() :].strip(" ,")
        if (is_source(noun) or somebody(noun)) and not speaks_clause(noun):
            found = Span(floor + begin.start(), floor + begin.start() + len(noun))
            if not _OF.search(words[: begin.start()]):
                break
    return found


NEVER = re.compile(
    r"(?:[Oo]f the|[Aa]mong the|(?:two|three|four|five|six|seven|eight|nine|ten|several|some) (?:hours|days|"
    r"weeks|months|years)|to (?:the|whoever|those)|whoever|whatever|whichever|however|"
    r"(?:[\w~-]+ ){0,3}[\d,]{3,}(?! [A-Z])|"
    r"nobody|no one|none|if|"
    r"unless|whether|what|when|"
    r"drawn|based|taken|nothing|there|it|"
    r"th(?:is|at)(?! (?:organi[sz]ation|office|agency|network|mission|ministry|command|movement|party|newspaper|"
    r"paper|man|woman|officer|official|officials|commander|general|source|diplomat|council|committee|bureau|unit|centre|center|institute|group)\b))\b",
    re.IGNORECASE,
)


def _acted(text: str, floor: int, end: int, is_source: Callable[[str], bool]) -> Span | None:
    """Who does something and then speaks: "Humala flew to the base and told soldiers"."""
    for clause in _NEXT_CLAUSE.finditer(text, floor, end):
        if finite().search(text, clause.end(), end):
            floor = clause.end()
    left = text[floor:end]
    verb = finite().search(left) or _GESTURE.search(left)
    if (
        not re.search(r"\b(?:and|but|then)\s*(?:at the same time|in the same breath|instead|even)?\s*$", left)
        or not verb
    ):
        return None
    joined = JOIN.match(left)
    span = Span(floor + (joined.end() if joined else 0), floor + verb.start()).within(text, " ,;-\n")
    words = span.of(text)
    speaks = is_source(words) or somebody(words, strict=True)
    return span if 0 < len(words.split()) <= 12 and speaks and not speaks_clause(words) else None


_GESTURE = re.compile(
    r"\b(?:shook|nodded|shrugged|smiled|sighed|pointed|waved|raised|turned|paused|spread|stood|sat)\b"
)
_NEXT_CLAUSE = re.compile(r", (?:but|while|and|though|although|whereas) ")


def anything(text: str, floor: int, end: int) -> Span | None:
    """Whatever stands before "claimed that": a message on a channel, a letter found in the forest."""
    span = Span(floor + (joined.end() if (joined := JOIN.match(text[floor:end])) else 0), end).within(text, " ,;-\n")
    words = span.of(text)
    fine = (
        1 <= len(words.split()) <= 14
        and "," not in words
        and not speaks_clause(
            re.sub(
                r"\b(?:used|found|posted|published|broadcast|released|sent|signed|attributed|read|seen|"
                r"obtained|circulated|distributed)\b.*",
                "",
                words,
            )
        )
    )
    return (
        span
        if fine
        and re.match(r"(?:[Tt]he|[Aa]n?|[Oo]ne|[Ss]ome|[Aa]nother|[A-Z])\b|[A-Z]", words)
        and not NOBODY.search(words.split(" of ")[0].split(" in ")[0])
        else None
    )


_JOINTS = re.compile(r"\b(?:but|and|while|although|though|because|as|since|whereas|that)\s+")


def _last_clause(words: str, is_source: Callable[[str], bool]) -> int:
    """Where a new clause with the speaker begins inside a piece: behind "but", "and", "as" and a finished clause."""
    best = 0
    for match in _JOINTS.finditer(words):
        before, after = words[: match.start()], words[match.end() :]
        if (
            after.strip()
            and (finite().search(before) or match.group().startswith("that"))
            and is_source(after)
            and not speaks_clause(after)
        ):
            best = match.end()
    return best


_OF_WHOM = re.compile(r"\b(?:what|that|by|from)\s+(?=(?:the|a|an)\s)")


def _office_behind(words: str, is_source: Callable[[str], bool]) -> int:
    """Where an office begins at the end of a clause, its name to follow: "... what the commander of X, N, told"."""
    for match in _OF_WHOM.finditer(words):
        after = words[match.end() :]
        if is_source(after) and not speaks_clause(after):
            return match.end()
    return 0
