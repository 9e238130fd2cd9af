"""Who says what in an English sentence: the words said, those that name the speaker, the verb, the relay and the time.

The shapes are those of news prose: "S said (that) C", "C, S said", quotes before and after, "S told R (that) C",
"R quoted S as saying C", "according to S, C", "C, adding that C", "S vowed to C", "a figure S rejected", and none,
where the writer speaks. Arabic shapes are in `attributions_ar`.
"""

import re
from collections.abc import Callable

from smoulder.cues import SHORTEST, Cue, after_cue, finite, found_cues, how_said, nothing, trim
from smoulder.quoting import according_to, relayed, speaker_behind, stated, with_adding, with_rejected
from smoulder.spans import Attribution, Span
from smoulder.subjects import PRONOUN, speaker_before, speaks_clause

_JOINT = re.compile(r"[,;]\s+(?:but|and|while|although|though|whereas)\s+", re.IGNORECASE)


def attributions_in(
    text: str, start: int, end: int, quotes: tuple[Span, ...], is_source: Callable[[str], bool]
) -> list[Attribution]:
    """What is said in the sentence text[start:end], and by whom; offsets into the plain text.

    is_source: whether a noun phrase can speak. An attribution without a speaker carries on the last one if `carried`.
    """
    said = _said(quotes, text, end)
    cues = found_cues(text, start, end, said)
    found: list[Attribution] = []
    begin = start
    if outer := _outer(text, start, end, cues, said, is_source):
        return with_rejected(text, end, with_adding(text, end, [outer]), is_source)
    for number, cue in enumerate(cues):
        if cue.start < begin:
            continue
        made = _attribute(text, begin, cue, end, said, is_source)
        if made is None:
            continue
        after = _next_subject(text, cues[number + 1 :], made, said, is_source)
        if after is not None and made.contents and made.contents[-1].end > after:
            last = trim(text, Span(made.contents[-1].start, after))
            made = made._replace(contents=(*made.contents[:-1], last), end=after)
        if made.contents[-1].end <= made.cue.start and (more := _resumed(text, made, end, cues[number + 1 :])):
            made = made._replace(contents=(*made.contents, more), end=more.end)
        found.append(made)
        begin = made.end
    if not found and (made := stated(text, start, end, is_source)):
        found.append(made)
    according = according_to(text, start, end, is_source)
    if according and not (found and found[0].contents == according.contents):
        found = [*(each for each in found if not _overlap(each, according)), according]
    found = with_rejected(text, end, with_adding(text, end, found), is_source)
    return sorted(found, key=lambda each: each.contents[0].start if each.contents else each.start)


def _resumed(text: str, made: Attribution, end: int, later: list[Cue]) -> Span | None:
    """What goes on behind "S said": "..., S said, but C"."""
    match = re.compile(r"\s*,\s+(?:and|but|although|though|while)\s+(?!(?:later|then)\b)").match(text, made.end, end)
    if not match or any(cue.start > match.end() for cue in later):
        return None
    span = trim(text, Span(match.end(), end))
    words = span.of(text)
    return (
        span
        if len(words.split()) >= SHORTEST
        and finite().search(words)
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
            and (len(words) > 4 or finite().search(quote.of(text)))
        ):
            speech.append(quote)
    return speech


def _next_subject(
    text: str, cues: list[Cue], made: Attribution, said: list[Span], is_source: Callable[[str], bool]
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
            if subject.strip() and (PRONOUN.search(" " + subject) or is_source(subject)) and not speaks_clause(subject):
                return match.start()
    return None


def _outer(
    text: str, start: int, end: int, cues: list[Cue], said: list[Span], is_source: Callable[[str], bool]
) -> Attribution | None:
    """The attribution that closes a sentence of several verbs of saying: all before it is what is said."""
    if len(cues) < 2 or said:
        return None
    last = cues[-1]
    after, _, _ = after_cue(text, last, end)
    if last.stance == "quoted" or text[after:end].strip(" .,\n"):
        return None
    made = _attribute(text, start, last, end, said, is_source)
    if made is None or (made.speaker is None and not made.carried):
        return None
    before = made.contents[0].of(text)
    return (
        None
        if made.contents[0].start > last.start
        or (re.search(r"[,;] (?:but|and|while) [^,]*$", before) and len(cues) > 2)
        else made
    )


def _attribute(
    text: str, begin: int, cue: Cue, end: int, said: list[Span], is_source: Callable[[str], bool]
) -> Attribution | None:
    if cue.stance == "quoted":
        return relayed(text, begin, cue, end, said, is_source)
    that = bool(re.match(r"\s*(?:that\b|:)", text[cue.end : cue.end + 7]))
    subject, carried = speaker_before(text, begin, cue.start, said, is_source, that)
    after, listener, when = after_cue(text, cue, end)
    if subject is None and not carried:
        inverted = speaker_behind(text, begin, cue, end, said, is_source)
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
            *(quote_right if quote_right and _same_breath(text, after, quote_right[0].start - 1) else []),
        ]
        lead = Span(begin, quote_left[0].start - 1).within(text)
        pieces = tuple(trim(text, each) for each in contents)
        how = "mixed" if len(lead.of(text).split()) >= SHORTEST and finite().search(lead.of(text)) else "direct"
        stop = contents[-1].end + 1 if contents[-1] in quote_right else _end_of_cue(text, after, end)
        return Attribution(subject, shown, pieces, how, cue.stance, relay, when, carried, begin, min(stop, end))
    if quote_right and nothing(text[after : quote_right[0].start - 1]):
        pieces = tuple(trim(text, each) for each in quote_right)
        return Attribution(subject, shown, pieces, "direct", cue.stance, relay, when, carried, begin, end)
    if subject and re.match(r"\s*,\s*(?:\w+ly )?(?=[a-z])", text[cue.end : end]) and finite().match(text, cue.end + 2):
        last = max(text.rfind(", ", begin, subject.end), begin - 2)
        whole = trim(text, Span(begin, end))
        inner = Span(last + 2, subject.end).within(text)
        if inner.start > begin and is_source(inner.of(text)):
            return Attribution(
                inner, shown, (whole,), how_said(text, whole), cue.stance, relay, when, carried, begin, end
            )
    told = trim(text, left)
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
            how_said(text, told),
            cue.stance,
            relay,
            when,
            carried,
            begin,
            _end_of_cue(text, after, end),
        )
    if right_clause and re.match(r"counted\b", cue.word):
        right_clause = trim(text, Span(cue.start, end))
    if right_clause and not re.match(r"puts? the\b", cue.word):
        return Attribution(
            subject, shown, (right_clause,), how_said(text, right_clause), cue.stance, relay, when, carried, begin, end
        )
    if re.match(r"puts? the\b", cue.word) and " at " in right.of(text):
        return Attribution(
            subject,
            shown,
            (trim(text, Span(cue.start + cue.word.index("the"), end)),),
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
            r"(?:^|\s)(?:vow|pledg|promis|sw[oe]r|threat|declar|announc|claim|predict|warn|proclaim|den|"
            r"reject|dismiss|disput|hail|celebrat|expect|foresee|hop|anticip|forecast|estimat|count|put|"
            r"boast|report|describ|see|doubt|commit|cautio|fear)",
            cue.word,
            re.IGNORECASE,
        )
    ):
        return Attribution(
            subject,
            shown,
            (trim(text, Span(cue.start, end)),),
            "indirect",
            cue.stance,
            relay,
            when,
            carried,
            begin,
            end,
        )
    return None


def _same_breath(text: str, after: int, begin: int) -> bool:
    """Whether a second quote goes on what the first began: nothing but a clause on the speaker stands between."""
    between = text[after:begin]
    return nothing(between) or bool(re.match(r"\s*,?\s*(?:who|a|an|the)\b[^.;]{0,80},\s*$", between))


def _subordinate(words: str) -> bool:
    return bool(
        re.match(
            r"\s*(?:as|when|while|after|although|though|because|since|in|on|at|despite|with|before|during|"
            r"following|if|once)\b",
            words,
            re.IGNORECASE,
        )
    )


def _end_of_cue(text: str, after: int, end: int) -> int:
    return min(after, end)


def _is_clause(words: str) -> bool:
    return len(words.split()) >= SHORTEST and bool(finite().search(words)) and not _subordinate_only(words)


def _subordinate_only(words: str) -> bool:
    return bool(
        re.match(r"\s*(?:as|when|while|although|though|because|asked|speaking|following)\b[^,]*$", words, re.IGNORECASE)
    )


def _pronoun_start(text: str, begin: int, end: int) -> int:
    match = PRONOUN.search(text[begin:end])
    return begin + match.start("who") if match else end


def _clause(text: str, right: Span, cue: Cue) -> Span | None:
    span = trim(text, right)
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
    return span if that or plainly or finite().search(words) else None
