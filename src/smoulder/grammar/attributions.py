"""Who says what in an English sentence: the words said, those that name the speaker, the verb, the relay and the time.

The shapes are those of news prose: "S said (that) C", "C, S said", quotes before and after, "S told R (that) C",
"R quoted S as saying C", "according to S, C", "C, adding that C", "S vowed to C", "a figure S rejected", and none,
where the writer speaks. What somebody says that another says is said by the other. Arabic is in `attributions_ar`.
"""

import re
from collections.abc import Callable

from smoulder.asides import after_cue
from smoulder.contents import told
from smoulder.continued import bare, led, resumed
from smoulder.cues import SHORTEST, Cue, finite, found_cues, how_said, nothing, trim
from smoulder.frames import before_colon, framed
from smoulder.noun_phrases import somebody, speaks_clause
from smoulder.put_out import counted_by, put_out, stated
from smoulder.quoting import relayed, repeating, with_adding, with_rejected
from smoulder.said_behind import clause_behind, object_behind
from smoulder.sentence_subjects import subject_of
from smoulder.spans import Attribution, Span
from smoulder.subjects import pronoun_in

NEAR = 30  # characters between a verb of saying and a short quote beside it
_JOINT = re.compile(r"[,;]\s+(?:but|and|while|although|though|whereas)\s+|;\s+|\s--?\s+", re.IGNORECASE)
_OF_HIS_OWN = re.compile(r"\b(?:its|his|her|their)\b")  # "in its report, the ministry says": who it is follows
_CONCEDES = re.compile(r"(?:While|Whereas|Although|Though)\b")  # behind whose clause the main one follows a comma
_SAME = re.compile(r",?\s+(?:but|and|then|and then|but also|and also)\s+$")


def attributions_in(
    text: str, start: int, end: int, quotes: tuple[Span, ...], is_source: Callable[[str], bool]
) -> list[Attribution]:
    """What is said in the sentence text[start:end], and by whom; offsets into the plain text.

    is_source: whether a noun phrase can speak. An attribution without a speaker carries on the last one if `carried`.
    What stands behind a semicolon without a speaker of its own is said by who spoke before it.
    """
    if text.find(";", start, end) < 0:
        return _in_part(text, start, end, quotes, is_source)
    cuts = [
        match.span() for match in _SEMICOLON.finditer(text, start, end)
        if not any(quote.start <= match.start() < quote.end for quote in quotes)
    ]  # fmt: skip
    if not cuts:
        return _in_part(text, start, end, quotes, is_source)
    found: list[Attribution] = []
    silent: list[Span] = []
    begins = [start, *(stop for _, stop in cuts)]
    ends = [*(begin for begin, _ in cuts), end]
    for part in map(Span, begins, ends):
        inside = tuple(quote for quote in quotes if part.start <= quote.start and quote.end <= part.end)
        made = _in_part(text, part.start, part.end, inside, is_source)
        if not made and found and len(part.of(text).split()) >= SHORTEST and not _denied(text, part):
            made = [_once_more(text, found[-1], part, inside)]
        if made and silent and not found:
            made = _with_silent(text, made, silent, is_source)
        elif not made:
            silent.append(part)
        found += made
    return found


def _denied(text: str, part: Span) -> bool:
    """Whether a part of a sentence only tells that somebody denies it: "the army denied it"."""
    return any(each.stance == "denies" for each in found_cues(text, part.start, part.end, []))


_SEMICOLON = re.compile(r";\s+")


def _once_more(text: str, last: Attribution, part: Span, quotes: tuple[Span, ...]) -> Attribution:
    """A part of a sentence that who spoke before it says too."""
    alone = len(quotes) == 1 and len(quotes[0].of(text)) > 0.8 * len(part.of(text))
    content = trim(text, quotes[0] if alone else part)
    how = "direct" if alone else how_said(text, content)
    return last._replace(
        contents=(content,),
        how=how,
        stance="says",
        when=None,
        cue=Span(part.start, part.start),
        start=part.start,
        end=part.end,
    )


def _with_silent(
    text: str, made: list[Attribution], silent: list[Span], is_source: Callable[[str], bool]
) -> list[Attribution]:
    """The first attribution with what stands before it: whom it is about, or words that its own point at."""
    first = made[0]
    subject = subject_of(text, silent[-1].start, silent[-1].end, is_source)
    if first.carried and first.speaker is None and subject:
        return [each._replace(speaker=subject, carried=False) if each.carried else each for each in made]
    if (
        re.match(r"(?:that|this|which)\b", first.contents[0].of(text), re.IGNORECASE)
        and first.contents[0].end > first.cue.start
    ):
        return [first._replace(contents=(trim(text, silent[-1]), *first.contents)), *made[1:]]
    return made


def _in_part(
    text: str, start: int, end: int, quotes: tuple[Span, ...], is_source: Callable[[str], bool]
) -> list[Attribution]:
    said = _said(quotes, text, end)
    cues = found_cues(text, start, end, said)
    said = sorted({*said, *_beside(text, cues, quotes)})
    found: list[Attribution] = []
    begin = start
    colon = text.rfind(": ", start, end)
    if colon > 0 and not said and any(cue.end < colon for cue in cues) and framed(text, colon + 2, end, is_source):
        return [*_in_part(text, start, colon, quotes, is_source), *_in_part(text, colon + 2, end, quotes, is_source)]
    if said and not cues and (frame := framed(text, start, end, is_source)) and not frame.carried:
        quoted = tuple(trim(text, each) for each in said)
        return with_rejected(text, end, [frame._replace(contents=quoted, how="direct")], is_source)
    frame = None if said else framed(text, start, end, is_source)
    if frame and not (_OF_HIS_OWN.search(text, *frame.cue) and any(cue.start > frame.cue.end for cue in cues)):
        if both := _who_adds(text, frame, cues, end):
            return _with_more(text, end, [*both], is_source)
        return _with_more(text, end, [led(text, start, frame, is_source)], is_source)
    if (
        not said
        and (made := put_out(text, start, end, is_source))
        and not any(cue.end < made.cue.start for cue in cues)
    ):
        return _with_more(text, end, [made], is_source)
    if outer := _outer(text, start, end, cues, said, is_source):
        if more := resumed(text, outer, end, []):
            outer = outer._replace(contents=(*outer.contents, *more), end=more[-1].end)
        return _with_more(text, end, [outer], is_source)
    for number, cue in enumerate(cues):
        if cue.start < begin or _only_told_of(text, begin, cue, cues[number + 1 :]):
            continue
        joined = found and _ANDED.search(text, begin, cue.start) and not finite().search(text, begin, cue.start)
        made = _goes_on(text, found[-1], begin, cue, end) if joined else None
        made = made or _attribute(text, begin, cue, end, said, is_source)
        if made is None and found:
            made = _goes_on(text, found[-1], begin, cue, end)
        if made is None:
            continue
        if inner := _within(text, made, cues[number + 1 :], said, is_source):
            made = inner
        made = _before_main(text, made, cue, cues[number + 1 :])
        after = _next_subject(text, cues[number + 1 :], made, said, is_source, cue.stance in ("of", "put"))
        if after is not None and made.contents and made.contents[-1].end > after:
            last = trim(text, Span(made.contents[-1].start, after))
            made = made._replace(contents=(*made.contents[:-1], last), end=after)
        if made.contents[-1].end <= made.cue.start and (more := resumed(text, made, end, cues[number + 1 :])):
            made = made._replace(contents=(*made.contents, *more), end=more[-1].end)
        found.append(made)
        begin = made.end
    for shape in (stated, repeating, counted_by):
        if not found and (made := shape(text, start, end, is_source)):
            found.append(made)
    if not found and (made := before_colon(text, start, end, quotes, is_source)):
        found.append(made)
    found = [each if number else led(text, start, each, is_source) for number, each in enumerate(found)]
    found = _with_more(text, end, found, is_source)
    found = [each._replace(contents=tuple(bare(text, span) for span in each.contents)) for each in found]
    found = [
        each for number, each in enumerate(found) if each.contents not in [other.contents for other in found[:number]]
    ]
    return sorted(found, key=lambda each: each.contents[0].start if each.contents else each.start)


def _with_more(text: str, end: int, found: list[Attribution], is_source: Callable[[str], bool]) -> list[Attribution]:
    """Also what speakers add, and who rejects it."""
    return with_rejected(text, end, with_adding(text, end, found), is_source)


def _who_adds(text: str, frame: Attribution, cues: list[Cue], end: int) -> tuple[Attribution, Attribution] | None:
    """What a frame says and what its speaker says besides: "C, according to S, who added that D"."""
    speaker = frame.speaker
    if speaker is None or speaker.start < frame.contents[0].start:
        return None
    for cue in cues:
        if _WHO.fullmatch(text, speaker.end, cue.start):
            first = trim(text, Span(frame.contents[0].start, frame.cue.start))
            second = _goes_on(text, frame, speaker.end, cue, end)
            if second and len(first.of(text).split()) >= SHORTEST:
                return frame._replace(contents=(first,), end=speaker.end), second
    return None


_WHO = re.compile(r"\s*,\s+who\s+")


def _before_main(text: str, made: Attribution, cue: Cue, later: list[Cue]) -> Attribution:
    """What is said in a relative clause, cut where its main clause goes on: "S, who said A, now says B"."""
    last = made.contents[-1]
    if not _RELATIVE.search(text, max(made.start, cue.start - 10), cue.start) or last.start < cue.end:
        return made
    verbs = {each.start for each in later}
    for comma in _COMMA.finditer(text, last.start, last.end):
        if comma.end() in verbs or finite().match(text, comma.end()):
            content = trim(text, Span(last.start, comma.start()))
            return made._replace(contents=(*made.contents[:-1], content), end=comma.start())
    return made


_RELATIVE = re.compile(r", (?:who|which)\s+$")
_COMMA = re.compile(r",\s+")


_ANDED = re.compile(
    r"\b(?:and|but|or|nor|then|yet)\s+(?:(?:at the same time|in the same breath|instead|even|yet)\s+)?$"
)


def _only_told_of(text: str, begin: int, cue: Cue, later: list[Cue]) -> bool:
    """Whether a verb only tells who the speaker is: "a man who said he spoke for the rebels denied that C"."""
    if not later or not re.search(r"(?<!,) who\s+$", text[begin : cue.start]):
        return False
    between = text[cue.end : later[0].start]
    return bool(_FOR.match(between)) and later[0].stance in ("denies", "says", "vows", "expects")


_FOR = re.compile(
    r" (?:that )?(?:he|she|they) (?:was|were|is|spoke|speaks|had been|led|commanded|belonged|fought|"
    r"came)\b(?![^,;]*\b(?:that|and|but)\b)[^.;:\"]*$"
)


def _attribute(
    text: str, begin: int, cue: Cue, end: int, said: list[Span], is_source: Callable[[str], bool]
) -> Attribution | None:
    if cue.stance == "quoted":
        return relayed(text, begin, cue, end, said, is_source)
    return told(text, begin, cue, end, said, is_source)


def _beside(text: str, cues: list[Cue], quotes: tuple[Span, ...]) -> list[Span]:
    """Short quotes that stand by themselves right behind a verb of saying: a spokesman says "not above 1,200"."""
    return [
        quote for quote in quotes for cue in cues
        if cue.end < quote.start <= cue.end + NEAR and nothing(text[cue.end : quote.start - 1])
        and len(quote.of(text).split()) > 1
        and re.match(r"\s*(?:[.,;:]|--?\s|$)", text[quote.end + 1 : quote.end + 4])
    ]  # fmt: skip


def _goes_on(text: str, before: Attribution, begin: int, cue: Cue, end: int) -> Attribution | None:
    """The same speaker says more: "S admitted losses but vowed that C"."""
    joined = re.search(r"(?:^|\b(?:and|but|then|while|or|nor|even)(?: it)?|,)\s*$", text[begin : cue.start])
    joined = joined or re.fullmatch(r"[\s,]*(?:who|which)\s+", text[begin : cue.start])
    if cue.stance == "quoted" or not joined:
        return None
    if cue.stance == "put":
        return before._replace(
            cue=Span(cue.start, cue.end), contents=(trim(text, Span(cue.end, end)),), how="indirect", stance="says",
            when=None, relay=None, start=cue.start, end=end,
        )  # fmt: skip
    after, listener, when = after_cue(text, cue, end)
    right = Span(after, end)
    clause = clause_behind(text, right, cue)
    if clause and cue.stance == "denies":
        clause = trim(text, Span(cue.start, end))
    clause = clause or object_behind(text, right, cue, end)
    if clause is None:
        return None
    return before._replace(
        cue=Span(cue.start, cue.end), contents=(clause,), how=how_said(text, clause), when=when,
        stance="says" if cue.stance == "of" else cue.stance,
        relay=listener, start=cue.start, end=end,
    )  # fmt: skip


def _within(
    text: str, made: Attribution, later: list[Cue], said: list[Span], is_source: Callable[[str], bool]
) -> Attribution | None:
    """What somebody says inside of what is said: S recalled that T had told them that C is said by T."""
    content = made.contents[-1]
    if made.how == "direct" or made.stance == "denies" or content.end < made.cue.end:
        return None
    begin = max(content.start, made.cue.end + (1 if content.start < made.cue.start else 0))
    for cue in later:
        if not (begin < cue.start < content.end) or cue.stance == "asks":
            continue
        before = text[begin : cue.start]
        if _ANDED.search(before):
            continue
        if not re.match(r"[^\"]*?\bthat\b|:", text[cue.end : min(content.end, cue.end + 60)]):
            continue
        inner = _attribute(text, begin, cue, content.end, said, is_source)
        if (
            inner and inner.speaker and inner.contents[0].start > cue.start
            and not re.search(r"[;:]|, (?:and|but|while)\b", before)
        ):  # fmt: skip
            return inner._replace(relay=made.speaker, end=made.end)
    return None


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
    text: str, cues: list[Cue], made: Attribution, said: list[Span], is_source: Callable[[str], bool], noun: bool
) -> int | None:
    """Where the next speaker of a sentence begins behind what was said so far; noun: whether that is no clause."""
    content = made.contents[-1] if made.contents else None
    if content is None or content.end <= made.cue.end:
        return None
    for cue in cues:
        if cue.start <= content.start or cue.start >= content.end or any(q.start <= cue.start < q.end for q in said):
            continue
        same = _SAME.search(text, content.start, cue.start)
        right = Span(cue.end, content.end)
        told = cue.stance not in ("of", "put") and clause_behind(text, right, cue)
        more = noun or cue.stance == "vows"
        if same and (told or (more and (object_behind(text, right, cue, content.end) or cue.stance == "put"))):
            return same.start()
        joint = _COMMA if _CONCEDES.match(text, made.start) else _JOINT
        for match in reversed(list(joint.finditer(text, content.start, cue.start))):
            subject = text[match.end() : cue.start]
            if any(quote.start <= match.start() < quote.end for quote in said):
                continue
            able = pronoun_in(" " + subject) or is_source(subject) or somebody(subject, strict=True)
            if subject.strip() and able and not speaks_clause(subject):
                return match.start()
    return None


def _outer(
    text: str, start: int, end: int, cues: list[Cue], said: list[Span], is_source: Callable[[str], bool]
) -> Attribution | None:
    """The attribution that closes a sentence of several verbs of saying: all before it is what is said."""
    saying = [cue for cue in cues if cue.stance not in ("of", "put", "quoted", "denies") and not cue.closing]
    if len(cues) < 2 or not saying or said:
        return None
    last = saying[-1]
    if any(cue.start > last.end for cue in cues):
        return None
    made = _attribute(text, start, last, end, said, is_source)
    if made is None or (made.speaker is None and not made.carried):
        return None
    before = made.contents[0]
    if before.end > last.start or text[start : before.start].strip(' "'):
        return None
    joined = re.search(r"[,;] (?:but|and|while) [^,]*$", before.of(text)) and len(saying) > 2
    return None if joined or "; " in before.of(text) else made
