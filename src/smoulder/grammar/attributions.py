"""Who says what in an English sentence: the words said, the words that name the speaker, the verb, the relay and the time.

The shapes are those of news prose: "S said (that) C", "C, S said", quotes before and after, "S told R (that) C",
"R quoted S as saying C", "according to S, C", "C, adding that C", "S vowed to C", "a figure S rejected", and none, where
the writer speaks. Arabic shapes are in `attributions_ar`.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from smoulder.grammar import Attribution, Span
from smoulder.lexicon import QUOTE, lexicon, one_of

SHORTEST = 3  # words of a clause that is said
_JOIN = re.compile(
    r"^(?:[\s,;-]*(?:but|and|while|although|though|however|meanwhile|still|yet|also|then|instead|so|as|because|since|whereas|after|when|where|even)\b[\s,]*)+",
    re.IGNORECASE,
)
_JOINT = re.compile(r"[,;]\s+(?:but|and|while|although|though|whereas)\s+", re.IGNORECASE)
_PRONOUN = re.compile(
    r"(?:^|[\s,;])(?P<who>he|she|they|it|I|we|both|the latter|the former)(?:\s+(?:also|later|then|further|himself|herself|again|however|nevertheless|nonetheless))*\s*$",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"^(?:who|which|whose|that|speaking|asking|reached|citing|in|on|at|from|during|with|when|after|a (?:former|veteran|close|key)|himself|now|once|formerly|also|for (?:his|her|its|their) part|however|meanwhile|too|apparently|not)\b",
    re.IGNORECASE,
)


class _Cue(NamedTuple):
    start: int
    end: int
    stance: str
    word: str


@cache
def _cues() -> re.Pattern[str]:
    words = lexicon("en")["cues"]
    lead = r"(?:(?:had|has|have|also|later|earlier|then|again|did|repeatedly|now|once|recently|previously|already|further|even|still|however|privately|publicly|bluntly|openly|flatly|boldly|proudly|reportedly|yesterday|today) ){0,3}"
    return re.compile(
        rf"\b{lead}(?:(?P<quoted>(?:was |were |is |are |has been |have been |been )?{one_of(words['quoted'])}(?=[^.;]{{0,90}}? as (?:having said|saying|telling|claiming|warning|vowing|insisting)|\s[^.;]{{0,40}}$))"
        rf"|(?P<asks>{one_of(words['asks'])})|(?P<denies>{one_of(words['denies'])})|(?P<vows>{one_of(words['vows'])})"
        rf"|(?P<expects>{one_of(words['expects'])})|(?P<says>{one_of(words['says'])}))(?![\w'-])",
        re.IGNORECASE,
    )


@cache
def _adding() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|[,;]|(?<=\s))\s*(?P<verb>{one_of(lexicon('en')['cues']['adding'])})\b(?:\s+(?:to|on)\s+\w+)?[,:]?\s+(?:that\s+)?",
        re.IGNORECASE,
    )


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(rf"\b{one_of(lexicon('en')['cues']['state_words'])}(?!\w)")


@cache
def _aside_after(told: bool) -> re.Pattern[str]:
    """What stands between a verb of saying and the words said: listeners, days, places and occasions."""
    listeners = one_of(lexicon("en")["cues"]["listeners"])
    weekdays, months = (one_of(lexicon("en")[each]) for each in ("weekdays", "months"))
    day = rf"(?:(?:late |early )?(?:on )?(?:{weekdays})(?: (?:night|morning|evening|afternoon))?|on (?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{months})(?: \d{{1,2}}(?:st|nd|rd|th)?)?(?:,? \d{{4}})?|in (?:early |late |mid-)?(?:{months})(?:,? \d{{4}})?|in \d{{4}}(?: and \d{{4}})?|last (?:week|month|year|night|{weekdays}|{months})|(?:earlier )?this (?:week|month|year)|yesterday|today|(?:a|two|three|several|\w+) (?:days?|weeks?|months?|years?) (?:ago|earlier|before)|earlier|at the time|recently)"
    place = r"(?:(?:in|from|near|outside|at|aboard) (?:the (?:[\w-]+ ){0,4}(?:town|city|village|capital|province|port|base|headquarters|camp) of )?(?:the (?:capital|northern|southern|eastern|western|border|port)[\w ]{0,30}?)?[A-Z][\w'-]+(?:[ -][A-Z][\w'-]+){0,3})"
    occasion = r"(?:(?:at|during|in|after|on|through|via|by) (?:a |an |the |his |her |its |their |another |one )?(?:[\w'-]+ ){0,4}?(?:conference|briefing|statement|interview|speech|address|broadcast|message|communiqu[eé]|video|audio|recording|telephone|phone|television|TV|radio|ceremony|visit|meeting|rally|letter|report|testimony|post|tweet|Twitter|Facebook|sermon|parade|summit|hearing|session|website|spokes(?:man|woman|person))(?: (?:to|with|on|in|at|from|posted on|published (?:by|in)|broadcast (?:by|on)|released|to the|aired (?:by|on)) [^,;:.\"]{1,40}?)?)"
    other = r"(?:separately|by (?:telephone|phone|email)|via satellite phone|on condition of anonymity|here|flatly|bluntly|confidently|again|afterwards|however|in turn)"
    listener = rf"(?:to )?(?:{listeners}|(?:the )?(?:[\w'-]+ )?(?:[A-Z][\w.'-]*)(?:[ -](?:and )?[A-Z][\w.'-]*){{0,4}}(?: (?:news agency|newspaper|television|TV|radio|magazine|agency|channel))?)"
    return re.compile(
        rf"[,\s]*(?:(?P<told>{listener if told else '(?!)'})|{day}|{occasion}|{place}|{other})(?=[\s,.:;\"]|$)"
    )


def attributions_in(
    text: str, start: int, end: int, quotes: tuple[Span, ...], is_source: Callable[[str], bool]
) -> list[Attribution]:
    """What is said in the sentence text[start:end], and by whom; offsets into the plain text.

    is_source: whether a noun phrase can speak. An attribution without a speaker carries on the last one if `carried`.
    """
    said = _said(quotes, text, end)
    cues = _found_cues(text, start, end, said)
    found: list[Attribution] = []
    begin = start
    if outer := _outer(text, start, end, cues, said, is_source):
        return _with_rejected(text, end, _with_adding(text, end, [outer]), is_source)
    for number, cue in enumerate(cues):
        if cue.start < begin:
            continue
        made = _attribute(text, begin, cue, end, said, is_source)
        if made is None:
            continue
        after = _next_subject(text, cues[number + 1 :], made, said, is_source)
        if after is not None and made.contents and made.contents[-1].end > after:
            last = _trim(text, Span(made.contents[-1].start, after))
            made = made._replace(contents=(*made.contents[:-1], last), end=after)
        if made.contents[-1].end <= made.cue.start and (more := _resumed(text, made, end, cues[number + 1 :])):
            made = made._replace(contents=(*made.contents, more), end=more.end)
        found.append(made)
        begin = made.end
    if not found and (made := _stated(text, start, end, is_source)):
        found.append(made)
    if according := _according(text, start, end, is_source):
        if not found or found[0].contents != according.contents:
            found = [each for each in found if not _overlap(each, according)] + [according]
    found = _with_rejected(text, end, _with_adding(text, end, found), is_source)
    return sorted(found, key=lambda each: each.contents[0].start if each.contents else each.start)


def _resumed(text: str, made: Attribution, end: int, later: list[_Cue]) -> Span | None:
    """What goes on behind "S said": "..., S said, but C"."""
    match = re.compile(r"\s*,\s+(?:and|but|although|though|while)\s+(?!(?:later|then)\b)").match(text, made.end, end)
    if not match or any(cue.start > match.end() for cue in later):
        return None
    span = _trim(text, Span(match.end(), end))
    words = span.of(text)
    return (
        span
        if len(words.split()) >= SHORTEST
        and _verb().search(words)
        and not re.match(r"(?:said|added|warned|vowed)\b", words)
        else None
    )


def _overlap(one: Attribution, other: Attribution) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.contents for b in other.contents)


def _said(quotes: tuple[Span, ...], text: str, end: int) -> list[Span]:
    """The quotes that are speech: those that are clauses, not single words in marks."""
    speech = []
    for quote in quotes:
        words = quote.of(text).split()
        closed = text[quote.end - 1 : quote.end] in (",", ".", "!", "?") or text[quote.end + 1 : quote.end + 2] == ","
        led = text[: quote.start - 1].rstrip()[-1:] in (":", ",")
        if (
            len(words) >= SHORTEST
            and (closed or led or quote.end >= end - 2)
            and (len(words) > 4 or _verb().search(quote.of(text)))
        ):
            speech.append(quote)
    return speech


def _found_cues(text: str, start: int, end: int, said: list[Span]) -> list[_Cue]:
    cues = []
    for match in _cues().finditer(text, start, end):
        if any(quote.start <= match.start() < quote.end for quote in said):
            continue
        kind = next(name for name, value in match.groupdict().items() if value)
        before = text[max(start, match.start() - 12) : match.start()]
        if (
            re.search(
                r"\b(?:to|the|a|an|its|their|his|not|of|be|is|are|was|were|by|being|been|no|which)\s$",
                before,
                re.IGNORECASE,
            )
            and kind != "quoted"
        ):
            continue
        cues.append(_Cue(match.start(), match.end(), kind, match.group()))
    return cues


def _next_subject(
    text: str, cues: list[_Cue], made: Attribution, said: list[Span], is_source: Callable[[str], bool]
) -> int | None:
    """Where the next speaker of a sentence begins, if one begins behind what was said so far."""
    content = made.contents[-1] if made.contents else None
    if content is None or content.end <= made.cue.end:
        return None
    for cue in cues:
        if cue.start <= content.start or cue.start >= content.end:
            continue
        for match in reversed(list(_JOINT.finditer(text, content.start, cue.start))):
            subject = text[match.end() : cue.start]
            if any(quote.start <= match.start() < quote.end for quote in said):
                continue
            if (
                subject.strip()
                and (_PRONOUN.search(" " + subject) or is_source(subject))
                and not _speaks_clause(subject)
            ):
                return match.start()
    return None


def _outer(
    text: str, start: int, end: int, cues: list[_Cue], said: list[Span], is_source: Callable[[str], bool]
) -> Attribution | None:
    """The attribution that closes a sentence of several verbs of saying: all before it is what is said."""
    if len(cues) < 2 or said:
        return None
    last = cues[-1]
    after, _, _ = _after(text, last, end)
    if last.stance == "quoted" or text[after:end].strip(" .,\n"):
        return None
    made = _attribute(text, start, last, end, said, is_source)
    if made is None or made.speaker is None and not made.carried:
        return None
    before = made.contents[0].of(text)
    return (
        None
        if made.contents[0].start > last.start or re.search(r"[,;] (?:but|and|while) [^,]*$", before) and len(cues) > 2
        else made
    )


def _attribute(
    text: str, begin: int, cue: _Cue, end: int, said: list[Span], is_source: Callable[[str], bool]
) -> Attribution | None:
    if cue.stance == "quoted":
        return _relayed(text, begin, cue, end, said, is_source)
    subject, carried = _subject(text, begin, cue.start, said, is_source)
    after, listener, when = _after(text, cue, end)
    if subject is None and not carried:
        inverted = _inverted(text, begin, cue, end, said, is_source)
        if inverted is None:
            return None
        subject, after = inverted
        left = Span(begin, cue.start)
    else:
        left = Span(begin, subject.start) if subject else Span(begin, _pronoun_start(text, begin, cue.start))
    quote_left = [quote for quote in said if begin <= quote.start and quote.end <= left.end]
    quote_right = [quote for quote in said if after <= quote.start < end]
    right = Span(after, end)
    shown = Span(cue.start, cue.end)
    relay = listener
    if quote_left:
        contents = [
            *quote_left,
            *(quote_right if quote_right and text[after : quote_right[0].start - 1].strip(" ,.:") == "" else []),
        ]
        lead = Span(begin, quote_left[0].start - 1).within(text)
        pieces = tuple(_trim(text, each) for each in contents)
        how = "mixed" if len(lead.of(text).split()) >= SHORTEST and _verb().search(lead.of(text)) else "direct"
        stop = contents[-1].end + 1 if contents[-1] in quote_right else _end_of_cue(text, after, end)
        return Attribution(subject, shown, pieces, how, cue.stance, relay, when, carried, begin, min(stop, end))
    if quote_right and _nothing(text[after : quote_right[0].start - 1]):
        pieces = tuple(_trim(text, each) for each in quote_right)
        return Attribution(subject, shown, pieces, "direct", cue.stance, relay, when, carried, begin, end)
    if subject and re.match(r"\s*,\s*(?:\w+ly )?(?=[a-z])", text[cue.end : end]) and _verb().match(text, cue.end + 2):
        last = max(text.rfind(", ", begin, subject.end), begin - 2)
        whole = _trim(text, Span(begin, end))
        inner = Span(last + 2, subject.end).within(text)
        if inner.start > begin and is_source(inner.of(text)):
            return Attribution(inner, shown, (whole,), _how(text, whole), cue.stance, relay, when, carried, begin, end)
    told = _trim(text, left)
    right_clause = _clause(text, right, cue)
    joined = bool(
        re.search(r"(?:^|[\s,])(?:and|but|while|although|though|as|because|that|since|whereas)\s*$", left.of(text))
    )
    bare = len(told.of(text).split()) > SHORTEST and not right_clause and not _subordinate(told.of(text))
    trails = (_is_clause(told.of(text)) or bare) and not joined and not re.match(r"[\s,]*that\b", text[after:end])
    if trails and not (right_clause and _subordinate(told.of(text))):
        return Attribution(
            subject,
            shown,
            (told,),
            _how(text, told),
            cue.stance,
            relay,
            when,
            carried,
            begin,
            _end_of_cue(text, after, end),
        )
    if right_clause and re.match(r"counted\b", cue.word):
        right_clause = _trim(text, Span(cue.start, end))
    if right_clause and not re.match(r"puts? the\b", cue.word):
        return Attribution(
            subject, shown, (right_clause,), _how(text, right_clause), cue.stance, relay, when, carried, begin, end
        )
    if re.match(r"puts? the\b", cue.word) and " at " in right.of(text):
        return Attribution(
            subject,
            shown,
            (_trim(text, Span(cue.start + cue.word.index("the"), end)),),
            "indirect",
            "says",
            relay,
            when,
            carried,
            begin,
            end,
        )
    if (
        cue.stance in ("vows", "expects", "denies", "says")
        and len(right.of(text).split()) >= 2
        and re.search(
            r"(?:^|\s)(?:vow|pledg|promis|sw[oe]r|threat|declar|announc|claim|predict|warn|proclaim|den|reject|dismiss|disput|hail|celebrat|expect|foresee|hop|anticip|forecast|estimat|count|put|boast|report|describ|see|doubt|commit|cautio|fear)",
            cue.word,
            re.IGNORECASE,
        )
    ):
        return Attribution(
            subject,
            shown,
            (_trim(text, Span(cue.start, end)),),
            "indirect",
            cue.stance,
            relay,
            when,
            carried,
            begin,
            end,
        )
    return None


def _how(text: str, span: Span) -> str:
    return "mixed" if QUOTE in span.of(text) else "indirect"


def _subordinate(words: str) -> bool:
    return bool(
        re.match(
            r"\s*(?:as|when|while|after|although|though|because|since|in|on|at|despite|with|before|during|following|if|once)\b",
            words,
            re.IGNORECASE,
        )
    )


def _nothing(words: str) -> bool:
    return not re.sub(r"\b(?:that|as|him|her|them)\b|[\s,.:;\"-]", "", words)


def _end_of_cue(text: str, after: int, end: int) -> int:
    return min(after, end)


def _is_clause(words: str) -> bool:
    return len(words.split()) >= SHORTEST and bool(_verb().search(words)) and not _subordinate_only(words)


def _subordinate_only(words: str) -> bool:
    return bool(
        re.match(r"\s*(?:as|when|while|although|though|because|asked|speaking|following)\b[^,]*$", words, re.IGNORECASE)
    )


def _trim(text: str, span: Span) -> Span:
    """The span without what only joins it to the sentence."""
    span = span.within(text, " \n,;:.-" if not text[span.start : span.end].rstrip().endswith("?") else " \n,;:-")
    if match := re.match(
        r"(?:that|but|and|while|although|however|meanwhile|still|yet|also|so|now|then|as|whereas)\b[\s,]+(?:that\s+)?",
        span.of(text),
        re.IGNORECASE,
    ):
        if match.end() < span.end - span.start and not re.match(
            r"(?:still|now|that)\b(?!,)", match.group(), re.IGNORECASE
        ):
            return _trim(text, Span(span.start + match.end(), span.end))
        if re.match(
            r"that\s+(?!is|was|will|would|has)", match.group() + text[span.start + match.end() :][:10], re.IGNORECASE
        ):
            return _trim(text, Span(span.start + match.end(), span.end))
    words = span.of(text)
    if words.startswith(QUOTE) and words.count(QUOTE) == 1:
        span = Span(span.start + 1, span.end)
    elif words.endswith(QUOTE) and words.count(QUOTE) == 1:
        span = Span(span.start, span.end - 1).within(text, " \n,;:.-")
    elif words.startswith(QUOTE) and words.endswith(QUOTE) and words.count(QUOTE) == 2:
        span = Span(span.start + 1, span.end - 1).within(text, " \n,;:.-")
    return span


def _clause(text: str, right: Span, cue: _Cue) -> Span | None:
    span = _trim(text, right)
    words = span.of(text)
    that = re.match(r"[\s,]*that\b", right.of(text))
    if len(words.split()) < SHORTEST - (1 if that else 0):
        return None
    if (
        re.match(
            r"(?:to|of|against|victory|in|on|at(?! least| most)|with|by|from|as|when|after|for|before|because)\b", words
        )
        and not that
    ):
        if cue.stance != "says" or not re.match(r"(?:in|on|at|by|with|after|before|for|when)\b", words):
            return None
        if not re.search(r",\s", words):
            return None
    plainly = (
        re.search(r"(?:said|says|say|told)$", cue.word)
        and len(words.split()) > SHORTEST
        and re.match(r"(?:the|a|an|its|their|all|some|most|many|no|they|it|we|there|[A-Z])\b|[A-Z\d]", words)
    )
    return span if that or plainly or _verb().search(words) else None


def _after(text: str, cue: _Cue, end: int) -> tuple[int, Span | None, Span | None]:
    """Where the words said can begin behind a verb, with the listener and the day in between."""
    at, listener, when = cue.end, None, None
    told = bool(re.search(r"(?:told|tells?|assured|assures|informed)$", cue.word, re.IGNORECASE))
    for _ in range(5):
        match = _aside_after(told and listener is None).match(text, at, end)
        if match is None:
            break
        if match["told"]:
            listener = Span(*match.span("told"))
        elif when is None:
            when = Span(*match.span()).within(text, " ,")
        at = match.end()
    if inserted := re.match(r",[^,;\"]{3,70},\s*(?=that\b|[\"])", text[at:end]):
        when = when or Span(at, at + inserted.end()).within(text, " ,")
        at += inserted.end()
    return at, listener, when


def _pronoun_start(text: str, begin: int, end: int) -> int:
    match = _PRONOUN.search(text[begin:end])
    return begin + match.start("who") if match else end


def _subject(
    text: str, begin: int, end: int, said: list[Span], is_source: Callable[[str], bool]
) -> tuple[Span | None, bool]:
    """The noun phrase before a verb of saying, or whether a pronoun stands there for the last speaker."""
    floor = max([begin, *(quote.end for quote in said if quote.end <= end)])
    while floor < end and text[floor] in '", ':
        floor += 1
    left = text[floor:end]
    if match := _PRONOUN.search(left):
        return None, match["who"].lower() not in ("it", "i", "we")
    cuts = [0, *(match.end() for match in re.finditer(r"[,;]\s+|\s--?\s", left)), len(left)]
    spans = [Span(floor + a, floor + b).within(text, " ,;-\n") for a, b in zip(cuts, cuts[1:], strict=False)]
    spans = [each for each in spans if each.start < each.end]
    head: Span | None = None
    for number, span in enumerate(reversed(spans)):  # from the verb back
        words = span.of(text)
        joined = _JOIN.match(words)
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
            len(words.split()) > 14 or not joined and _TIMES.search(words) or " " not in words.strip()
        ):
            break
        if not (is_source(words) or head is None and _somebody(words)) or _speaks_clause(words):
            break
        head = Span(span.start, head.end if head else span.end)
        if joined or split:
            break
    if head is None:
        return _anything(text, floor, end), False
    return head.within(text), False


def _anything(text: str, floor: int, end: int) -> Span | None:
    """Whatever stands before "claimed that": a message on a channel, a letter found in the forest."""
    if not re.match(r"\s*(?:that\b|:)", text[_verb_end(text, end) : _verb_end(text, end) + 7]):
        return None
    span = Span(floor + (joined.end() if (joined := _JOIN.match(text[floor:end])) else 0), end).within(text, " ,;-\n")
    words = span.of(text)
    fine = (
        1 <= len(words.split()) <= 14
        and "," not in words
        and not _speaks_clause(
            re.sub(
                r"\b(?:used|found|posted|published|broadcast|released|sent|signed|attributed|read|seen|obtained|circulated|distributed)\b.*",
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


def _verb_end(text: str, at: int) -> int:
    """Where the verb of saying that begins at an offset ends."""
    match = _cues().match(text, at)
    return match.end() if match else at


_TIMES = re.compile(
    r"\b(?:Day|Eve|New Year|Christmas|Easter|Ramadan|Eid|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|April|June|July|August|September|October|November|December)\b|\b\d{4}\b"
)
_NOBODY = re.compile(
    r"\b(?:facts?|figures?|documents?|maps?|images?|data|words?|signs?|events?|things?|years?|days?|months?|weeks?|times?|questions?|answers?|numbers?|deadlines?|attacks?|bombs?|bombings?|wars?|losses|victor(?:y|ies)|towns?|villages?|areas?|cit(?:y|ies)|operations?|evidence|developments?|moves?|laws?|results?|weapons?|forests?|mountains?|rules?|orders?|statements?)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"^(?:(?:the|a|an|some|many|several|most|two|three|one|other|another|few|all|both|his|her|their|our|local|former|young|old|elderly)\s+)*(?:[\w'-]+\s+){0,3}?[\w'-]*(?:ers?|ors?|ists?|ians?|men|man|woman|women|ants?|ees?|ents?|folk|people|[a-z]{3,}s)(?:\s+(?:in|at|from|of|on|near|with|who|reached|living|close)\b.*)?$",
    re.IGNORECASE,
)


def _somebody(words: str) -> bool:
    """Whether a noun phrase is of people by its form, whoever they are: peasants, a shepherd, former abductees."""
    one = re.match(
        r"(?:an?|another|one) (?:[\w'-]+ ){0,5}?[\w'-]+$|(?:an?|another|one) [\w'-]+(?: [\w'-]+){0,3} (?:of|in|from|at|near|for|with)\b",
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
            and (_verb().search(before) or match.group().startswith("that"))
            and is_source(after)
            and not _speaks_clause(after)
        ):
            best = match.end()
    return best


def _office_behind(words: str, is_source: Callable[[str], bool]) -> int:
    """Where an office begins at the end of a clause, with the name to follow: "... what the commander of X, N, told"."""
    for match in re.finditer(r"\b(?:what|that|by|from)\s+(?=(?:the|a|an)\s)", words):
        after = words[match.end() :]
        if is_source(after) and not _speaks_clause(after):
            return match.end()
    return 0


def _speaks_clause(words: str) -> bool:
    """Whether a piece is itself a clause, so no noun phrase: it has a finite verb outside a relative clause."""
    main = re.split(
        r"\b(?:who|which|that|whose|whom|where|reached|contacted|known|based|asked|named|called|quoted|interviewed|familiar|close)\b",
        words,
        maxsplit=1,
    )[0]
    main = re.sub(
        r"^(?:[\w-]+ed)\s|\b(?:US|Saudi|UN|Kurdish|Western|UK|French|Turkish)-(?:led|backed|allied)\b|\bUnited\b|\barmed forces\b|\bdisplaced (?:people|persons|man|woman)\b|\barmed (?:men|groups?|wing)\b|\b(?:retired|unnamed|newly appointed|combined|allied|elected)\b",
        " ",
        main,
    )
    return bool(
        _verb().search(main)
        or re.search(
            r"\b(?:still|never|no longer|already|not|soon|intends?|plans|hopes|wants|tries|fails?|stays?|moves?|keeps?|carries|claims?)\b|\bto [a-z]{3,}\b(?! and\b)",
            main,
        )
    )


def _inverted(
    text: str, begin: int, cue: _Cue, end: int, said: list[Span], is_source: Callable[[str], bool]
) -> tuple[Span, int] | None:
    """The speaker behind the verb: "it is over", said the general."""
    before = text[begin : cue.start].rstrip()
    if not before or (before[-1] not in ',"') or cue.stance not in ("says", "expects", "vows"):
        return None
    match = re.compile(r"\s*([^,.;:\"]{2,120}(?:, [^,.;:\"]{2,60}(?=[,.]|$))?)").match(text, cue.end, end)
    if not match:
        return None
    words = re.split(r"\s(?:on|in an?|at a|after|as|during|before|when|who|by|last|yesterday)\s", match.group(1))[0]
    if _speaks_clause(words) or not is_source(words):
        return None
    return Span(match.start(1), match.start(1) + len(words)).within(text), match.start(1) + len(words)


def _relayed(
    text: str, begin: int, cue: _Cue, end: int, said: list[Span], is_source: Callable[[str], bool]
) -> Attribution | None:
    """R quoted S as saying C; S was quoted by R as saying C."""
    rest = text[cue.end : end]
    shown = Span(cue.start, cue.end)
    match = re.match(
        r"\s*(?P<who>[^,;\"]{0,100}?)\s*\bas (?:having said|saying|telling \w+|claiming|warning|vowing|insisting)\b(?: (?:on|in|at) [A-Z]\w+)?[,:]?\s*(?:that\s+)?",
        rest,
    )
    if not match:
        return None
    subject, _ = _subject(text, begin, cue.start, said, is_source)
    content = Span(cue.end + match.end(), end)
    quote = [each for each in said if each.start >= content.start and _nothing(text[content.start : each.start - 1])]
    pieces = tuple(_trim(text, each) for each in quote) or (_trim(text, content),)
    how = "direct" if quote else _how(text, pieces[0])
    who = Span(cue.end + match.start("who"), cue.end + match.end("who")).within(text, " ,")
    shown_as = Span(cue.start, cue.end + match.end()).within(text, " ,:")
    if re.match(r"(?:was|were|is|are|has been|have been|been)\b", cue.word, re.IGNORECASE):
        by = re.match(r"(?:by\s+)(.*)", who.of(text))
        relay = Span(who.start + by.start(1), who.end) if by else None
        return subject and Attribution(subject, shown, pieces, how, "says", relay, None, False, begin, end)
    if not is_source(who.of(text)):
        return None
    del shown_as
    return Attribution(who, shown, pieces, how, "says", subject, None, False, begin, end)


def _according(text: str, start: int, end: int, is_source: Callable[[str], bool]) -> Attribution | None:
    """According to S, C; C, according to S."""
    match = re.compile(
        r"\b(?:according to|in the words of|in the view of|in the eyes of|in the opinion of)\s+", re.IGNORECASE
    ).search(text, start, end)
    if not match:
        return None
    stop = re.compile(r",|;|\s(?:who|which|as|after|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b|$|\.$").search(
        text, match.end(), end
    )
    who = Span(match.end(), stop.start() if stop else end).within(text, " .,")
    if not is_source(who.of(text)):
        return None
    if len(text[start : match.start()].split()) >= SHORTEST:
        content = _trim(text, Span(start, match.start()))
    else:
        content = _trim(text, Span(stop.end() if stop else end, end))
    if not _verb().search(content.of(text)):
        return None
    return Attribution(
        who,
        Span(match.start(), match.end()).within(text),
        (content,),
        _how(text, content),
        "says",
        None,
        None,
        False,
        start,
        end,
    )


_STATEMENT = re.compile(
    r"\b(?:statements?|announcements?|declarations?|claims?|remarks?|words|comments?)\b[^.;\"]{0,60}?\b(?P<cue>(?:was|were|is|came|made|given|issued) (?:by|from))\s+"
)


def _stated(text: str, start: int, end: int, is_source: Callable[[str], bool]) -> Attribution | None:
    """A statement was by S, N, C: as machine translation has it."""
    for match in _STATEMENT.finditer(text, start, end):
        who: Span | None = None
        for part in re.finditer(r"[^,:]+", text[match.end() : end]):
            piece = Span(match.end() + part.start(), match.end() + part.end())
            if who and _verb().search(piece.of(text)):
                content = _trim(text, Span(piece.start, end))
                return Attribution(
                    who,
                    Span(*match.span("cue")),
                    (content,),
                    _how(text, content),
                    "says",
                    None,
                    None,
                    False,
                    start,
                    end,
                )
            if not is_source(piece.of(text).strip()):
                break
            who = Span(who.start if who else piece.start, piece.end).within(text)
    return None


def _with_adding(text: str, end: int, found: list[Attribution]) -> list[Attribution]:
    """Also what a speaker adds: "..., adding that C"."""
    result = []
    for each in found:
        result.append(each)
        if not each.contents:
            continue
        search_from = max(
            each.end if each.contents[-1].end <= each.cue.start else each.contents[-1].start, each.cue.end
        )
        match = _adding().search(text, search_from, end)
        if not match or (match.start() > search_from + 160 and each.contents[-1].end <= each.cue.start):
            continue
        content = _trim(text, Span(match.end(), end))
        if len(content.of(text).split()) < SHORTEST:
            continue
        if each.contents[-1].end > match.start() and each.how != "direct":
            cut = _trim(text, Span(each.contents[-1].start, match.start()))
            if len(cut.of(text).split()) < SHORTEST:
                if not re.match(r"(?:and|but)\b", match["verb"]):
                    continue
                result.pop()
            else:
                result[-1] = each._replace(contents=(*each.contents[:-1], cut))
        elif each.contents[-1].end > match.start():
            continue
        stance = "vows" if re.match(r"(?:and |but )?(?:vow|pledg)", match["verb"], re.IGNORECASE) else "says"
        result.append(
            each._replace(
                cue=Span(*match.span("verb")),
                contents=(content,),
                how=_how(text, content),
                stance=stance,
                carried=False,
            )
        )
    return result


_REJECTED = re.compile(
    r",\s+(?P<what>(?:an? |the )(?:[\w-]+ )?(?:figure|claim|number|assertion|charge|allegation|estimate|statement|toll|account|accusation|assessment)s?\s+(?:that\s+)?(?P<who>[^,.;]{2,70}?)\s+(?P<cue>(?:has |have |had )?(?:rejected|rejects?|denied|denies|disputed|disputes?|dismissed|dismisses|called|calls|contested|described)(?: as)?)\b[^,.;]{0,60})"
)


def _with_rejected(
    text: str, end: int, found: list[Attribution], is_source: Callable[[str], bool]
) -> list[Attribution]:
    """Also who rejects it: "C, a figure S rejected as exaggerated"."""
    result = list(found)
    for number, each in enumerate(found):
        match = _REJECTED.search(text, each.contents[0].start, end) if each.contents else None
        if match is None or not is_source(match["who"]):
            continue
        last = each.contents[-1]
        if last.start < match.start() < last.end:
            result[number] = each._replace(contents=(*each.contents[:-1], _trim(text, Span(last.start, match.start()))))
        result.append(
            Attribution(
                Span(*match.span("who")),
                Span(*match.span("cue")),
                (Span(*match.span("what")),),
                "indirect",
                "says",
                None,
                None,
                False,
                match.start(),
                match.end(),
            )
        )
        break
    return result
