"""Who stands before a verb of saying: the noun phrase, however it is put together."""

import itertools
import re
from collections.abc import Callable

from smoulder.cues import finite, verbs_of_saying
from smoulder.spans import Span

JOIN = re.compile(
    r"^(?:[\s,;-]*(?:but|and|while|although|though|however|meanwhile|still|yet|also|then|instead|so|as|"
    r"because|since|whereas|after|when|where|even)\b[\s,]*)+",
    re.IGNORECASE,
)


PRONOUN = re.compile(
    r"(?:^|[\s,;])(?P<who>he|she|they|it|I|we|both|the latter|the former)(?:\s+(?:also|later|then|further|"
    r"himself|herself|again|however|nevertheless|nonetheless))*\s*$",
    re.IGNORECASE,
)


_ASIDE = re.compile(
    r"^(?:who|which|whose|that|speaking|asking|reached|citing|in|on|at|from|during|with|when|after|"
    r"a (?:former|veteran|close|key)|himself|now|once|formerly|also|for (?:his|her|its|their) part|however|"
    r"meanwhile|too|apparently|not)\b",
    re.IGNORECASE,
)


_TIMES = re.compile(
    r"\b(?:Day|Eve|New Year|Christmas|Easter|Ramadan|Eid|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|"
    r"Sunday|January|February|April|June|July|August|September|October|November|December)\b|\b\d{4}\b"
)


_NOBODY = re.compile(
    r"\b(?:facts?|figures?|documents?|maps?|images?|data|words?|signs?|events?|things?|years?|days?|months?|"
    r"weeks?|times?|questions?|answers?|numbers?|deadlines?|attacks?|bombs?|bombings?|wars?|losses|"
    r"victor(?:y|ies)|towns?|villages?|areas?|cit(?:y|ies)|operations?|evidence|developments?|moves?|laws?|"
    r"results?|weapons?|forests?|mountains?|rules?|orders?|statements?)\b",
    re.IGNORECASE,
)


_PERSON = re.compile(
    r"^(?:(?:the|a|an|some|many|several|most|two|three|one|other|another|few|all|both|his|her|their|our|"
    r"local|former|young|old|elderly)\s+)*(?:[\w'-]+\s+){0,3}?[\w'-]*(?:ers?|ors?|ists?|ians?|men|man|woman|"
    r"women|ants?|ees?|ents?|folk|people|[a-z]{3,}s)(?:\s+(?:in|at|from|of|on|near|with|who|reached|living|"
    r"close)\b.*)?$",
    re.IGNORECASE,
)


def speaker_before(
    text: str, begin: int, end: int, said: list[Span], is_source: Callable[[str], bool], that: bool = False
) -> tuple[Span | None, bool]:
    """The noun phrase before a verb of saying, or whether a pronoun stands there for the last speaker."""
    floor = max([begin, *(quote.end for quote in said if quote.end <= end)])
    while floor < end and text[floor] in '", ':
        floor += 1
    left = text[floor:end]
    if match := PRONOUN.search(left):
        return None, match["who"].lower() not in ("it", "i", "we")
    cuts = [0, *(match.end() for match in re.finditer(r"[,;]\s+|\s--?\s", left)), len(left)]
    spans = [Span(floor + a, floor + b).within(text, " ,;-\n") for a, b in itertools.pairwise(cuts)]
    spans = [each for each in spans if each.start < each.end]
    head: Span | None = None
    for number, span in enumerate(reversed(spans)):  # from the verb back
        words = span.of(text)
        joined = JOIN.match(words)
        if joined:
            span = Span(span.start + joined.end(), span.end)
            words = span.of(text)
        split = _last_clause(words, is_source) if head is None else _office_behind(words, is_source)
        if split:
            span = Span(span.start + split, span.end)
            words = span.of(text)
        if _ASIDE.match(words) and not re.match(r"(?:a|an|himself|now|once)\b", words):
            if head is None and number < len(spans) - 1:
                continue
            break
        if head is not None and (
            len(words.split()) > 14 or (not joined and _TIMES.search(words)) or " " not in words.strip()
        ):
            break
        if not (is_source(words) or (head is None and _somebody(words))) or speaks_clause(words):
            break
        head = Span(span.start, head.end if head else span.end)
        if joined or split:
            break
    if head is None:
        return _acted(text, floor, end, is_source) or (anything(text, floor, end) if that else None), False
    return head.within(text), False


def _acted(text: str, floor: int, end: int, is_source: Callable[[str], bool]) -> Span | None:
    """Who does something and then speaks: "Humala flew to the base and told soldiers"."""
    left = text[floor:end]
    verb = finite().search(left)
    if not re.search(r"\b(?:and|but|then)\s*$", left) or not verb:
        return None
    joined = JOIN.match(left)
    span = Span(floor + (joined.end() if joined else 0), floor + verb.start()).within(text, " ,;-\n")
    words = span.of(text)
    return span if 0 < len(words.split()) <= 12 and is_source(words) and not speaks_clause(words) else None


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
        and not _NOBODY.search(words.split(" of ")[0].split(" in ")[0])
        else None
    )


def _somebody(words: str) -> bool:
    """Whether a noun phrase is of people by its form, whoever they are: peasants, a shepherd, former abductees."""
    one = re.match(
        r"(?:an?|another|one) (?:[\w'-]+ ){0,5}?[\w'-]+$|(?:an?|another|one) [\w'-]+(?: [\w'-]+){0,3} (?:of|"
        r"in|from|at|near|for|with)\b",
        words.strip(),
        re.IGNORECASE,
    )
    return (
        len(words.split()) <= 12
        and bool(_PERSON.match(words.strip()) or one)
        and not _NOBODY.search(words.split(" in ")[0])
    )


def _last_clause(words: str, is_source: Callable[[str], bool]) -> int:
    """Where a new clause with the speaker begins inside a piece: behind "but", "and", "as" and a finished clause."""
    best = 0
    for match in re.finditer(r"\b(?:but|and|while|although|though|because|as|since|whereas|that)\s+", words):
        before, after = words[: match.start()], words[match.end() :]
        if (
            after.strip()
            and (finite().search(before) or match.group().startswith("that"))
            and is_source(after)
            and not speaks_clause(after)
        ):
            best = match.end()
    return best


def _office_behind(words: str, is_source: Callable[[str], bool]) -> int:
    """Where an office begins at the end of a clause, its name to follow: "... what the commander of X, N, told"."""
    for match in re.finditer(r"\b(?:what|that|by|from)\s+(?=(?:the|a|an)\s)", words):
        after = words[match.end() :]
        if is_source(after) and not speaks_clause(after):
            return match.end()
    return 0


def speaks_clause(words: str) -> bool:
    """Whether a piece is itself a clause, so no noun phrase: it has a finite verb outside a relative clause."""
    main = re.split(
        r"\b(?:who|which|that|whose|whom|where|reached|contacted|known|based|asked|named|called|quoted|"
        r"interviewed|familiar|close)\b",
        words,
        maxsplit=1,
    )[0]
    main = re.sub(
        r"^(?:[\w-]+ed)\s|\b(?:US|Saudi|UN|Kurdish|Western|UK|French|Turkish)-(?:led|backed|allied)\b|"
        r"\bUnited\b|\barmed forces\b|\bdisplaced (?:people|persons|man|woman)\b|\barmed (?:men|groups?|"
        r"wing)\b|\b(?:retired|unnamed|newly appointed|combined|allied|elected)\b",
        " ",
        main,
    )
    return bool(
        finite().search(main)
        or verbs_of_saying().search(main)
        or re.search(
            r"\b(?:still|never|no longer|already|not|soon|intends?|plans|hopes|wants|tries|fails?|stays?|"
            r"moves?|keeps?|carries|claims?)\b|\bto [a-z]{3,}\b(?! and\b)",
            main,
        )
    )
