"""Everything that is said in an English article: by whom, who passes it on, on what day; and what the author says.

A sentence that nobody says is the author's. "He" is who spoke last, "the official" who was called one; a surname is the
person who was named with it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from smoulder.claim import SaidOn, Speaker
from smoulder.date_words import dates_in
from smoulder.grammar import attributions, clauses, sentences, speakers
from smoulder.hearing import AUTHOR, Heard, source_in
from smoulder.introductions import THE_SPEAKER, met_in, opines
from smoulder.lexicon import plain
from smoulder.role_words import medium_in, organisation_in
from smoulder.sentence_subjects import subject_of
from smoulder.spans import Attribution, Span
from smoulder.speaker_sides import side_taken
from smoulder.voices import said_on

LONGEST = 6_000  # characters of a sentence: what is longer is no prose


_DEADLINE = re.compile(
    r"(?P<what>\b(?:the|a|an|this)\s+(?:[\w-]+\s+){0,3}?deadline\s+(?:that\s+|"
    r"which\s+)?(?P<who>[\w' -]{2,50}?)\s+(?P<cue>(?:had |has |have )?(?:set|gave|given|imposed|"
    r"announced))\b[^,.;]{0,60})"
)


class Said(NamedTuple):
    """A span that somebody says, or the author, and how."""

    span: Span
    sentence: tuple[int, int]
    speaker: Speaker
    attribution: str
    cue: str | None
    relay: str | None
    said: SaidOn
    stance: str
    aside: Span | None = None  # where the speaker stands within what is said: "the war, he said, was not over"
    cue_at: int | None = None  # where an Arabic verb that denies begins


def everything_said(reader: Heard) -> Iterator[Said]:
    """What is said in the article and by whom, and what the author says, in order."""
    if reader.author is not AUTHOR:
        reader.voices.heard.append(reader.author)
        reader.voices.relays.append(None)
    last: Said | None = None
    introduced: Speaker | None = None  # whom the sentence before is about
    holding = False  # whether it tells only that he has a view
    for sentence in sentences.sentences_in(reader.text, reader.article.body_start):
        if sentence.end - sentence.start > LONGEST:
            continue
        turn = next((each for each in reader.turns if sentence.start < each.end and each.start < sentence.end), None)
        if turn:
            sentence = sentence._replace(start=max(sentence.start, turn.start))
        found = attributions.attributions_in(
            reader.text, sentence.start, sentence.end, sentence.quotes, lambda words: source_in(reader, words)
        )
        whole = (sentence.start, sentence.end)
        spoken: list[Said] = []
        for each in found:
            spoken += _spoken(reader, each, whole)
        if not found and all_quote(reader.text, sentence) and (who := _told_next(reader, sentence)):
            last = who
        elif not found and introduced and (holding or all_quote(reader.text, sentence)) and not reader.turns:
            last = _introduced(reader, introduced, sentence)
            spoken = [] if all_quote(reader.text, sentence) else [last]
        if not found and last and all_quote(reader.text, sentence):
            spoken = [
                last._replace(span=each, sentence=whole, attribution="direct", cue=None) for each in sentence.quotes
            ]
        before = introduced
        introduced = None if found else _hear_subject(reader, sentence)
        holding = introduced is not None and opines(sentence.of(reader.text))
        yield from spoken
        if not (turn.asked if turn else reader.turns) and not (spoken and before and not found):
            yield from rest(reader, sentence, found, spoken)
        last = spoken[-1] if spoken else last


def _introduced(reader: Heard, speaker: Speaker, sentence: sentences.Sentence) -> Said:
    """What is said in a sentence by whom the one before is about."""
    whole = (sentence.start, sentence.end)
    return Said(Span(*whole).within(reader.text, " .\n"), whole, speaker, "indirect", None, None, reader.day, "says")


def _hear_subject(reader: Heard, sentence: sentences.Sentence) -> Speaker | None:
    """Whoever a sentence without words said is about, who can be the "he" of the next: "A lawyer disagreed."."""
    span = subject_of(
        reader.text, sentence.start, min(sentence.end, sentence.start + 160), lambda words: source_in(reader, words)
    )
    met = met_in(reader.text, sentence.start, sentence.end)
    if met and source_in(reader, met.of(reader.text)):
        span = met
    if span is None:
        return None
    who = span.of(reader.text)
    speaker = speakers.speaker_from(who, "en", home=reader.home, rebels=reader.names)
    if speaker.kind == "media":
        return None
    known = reader.voices.same(speaker)
    if known is None and not who.startswith(("the ", "The ")):
        reader.voices.heard.append(speaker)
        reader.voices.relays.append(None)
    return known or speaker


def _told_next(reader: Heard, sentence: sentences.Sentence) -> Said | None:
    """Who says a quote that stands alone, where the next sentence tells: "The man who says this keeps bees"."""
    match = THE_SPEAKER.match(reader.text, sentence.end)
    if match is None:
        return None
    speaker = speakers.speaker_from(match["who"], "en", home=reader.home, rebels=reader.names)
    if match["head"] in ("man", "woman", "girl", "boy", "people", "person"):
        speaker = speaker._replace(kind="witnesses", side="civilians")
    reader.voices.heard.append(speaker)
    reader.voices.relays.append(None)
    span = Span(sentence.start, sentence.end)
    return Said(span, (sentence.start, sentence.end), speaker, "direct", None, None, reader.day, "says")


def all_quote(text: str, sentence: sentences.Sentence) -> bool:
    """Whether a sentence is quotes and little else."""
    return bool(sentence.quotes) and sum(each.end - each.start for each in sentence.quotes) >= 0.85 * (
        sentence.end - sentence.start - 3
    )


def _spoken(reader: Heard, found: Attribution, sentence: tuple[int, int]) -> list[Said]:
    """The spans of an attribution with their speaker; a question asked is nothing said."""
    text, article = reader.text, reader.article
    found = _cited(reader, found, sentence[1])
    relay = relay_of(reader, found.relay)
    cue = _SPACE.sub(" ", article.text[found.cue.start : found.cue.end])
    if found.speaker is None:
        near = _PRONOUNS.findall(found.cue.of(text).lower())
        near = near or _PRONOUNS.findall(text[max(found.start, found.cue.start - 14) : found.cue.start].lower())[::-1]
        near = near or _PRONOUNS.findall(text[found.cue.end : found.cue.end + 6].lower())
        before = (
            (reader.author, None)
            if near and near[0] in ("i", "we", "our", "my")
            else reader.voices.last(near[0] if near else "he")
        )
        if before is None:
            return []
        speaker, relay = before[0], relay or before[1]
    else:
        written = found.speaker.of(text)
        original = found.speaker.of(article.text)
        speaker = speakers.speaker_from(written, "en", home=reader.home, rebels=reader.names, original=original)
        speaker = side_taken(reader, found, speaker, written)
        speaker = reader.voices.same(speaker) or speaker
        reader.voices.heard.append(speaker)
        reader.voices.relays.append(relay)
    if found.stance == "asks":
        return []
    when = found.when.of(text) if found.when else None
    first = min([found.speaker.start if found.speaker else found.cue.start, *(each.start for each in found.contents)])
    if not when and sentence[0] < first and dates_in(text[sentence[0] : first], "en"):
        when = text[sentence[0] : first]
    said = said_on(when, cue, article, reader.language)
    return [
        Said(part, sentence, speaker, found.how, cue, relay, said, found.stance, aside)
        for span in found.contents
        for part, aside in _parts(text, span, aside_in(text, found, span))
    ]


def _cited(reader: Heard, found: Attribution, end: int) -> Attribution:
    """What a medium reports is said by whom it cites: "the agency reported, citing a tribal leader"."""
    citing = reader.text.find("ting ", found.cue.end, end) >= 0
    cited = _CITING.search(reader.text, found.cue.end, end) if citing else None
    if not cited or relay_of(reader, found.speaker) is None or not source_in(reader, cited["who"]):
        return found
    kept = tuple(
        each._replace(end=cited.start()) if each.start < cited.start() < each.end else each for each in found.contents
    )
    return found._replace(speaker=Span(*cited.span("who")), relay=found.speaker, contents=kept)


_CITING = re.compile(r",? (?:citing|quoting) (?P<who>[^,;:.\"]{3,80})(?=[,;.\"]|$)")


def _parts(text: str, span: Span, aside: Span | None) -> Iterator[tuple[Span, Span | None]]:
    """A span with its speaker inside, cut where another clause begins behind the one that he is put into."""
    pieces = clauses.clauses_in(text, Span(aside.end, span.end)) if aside else []
    if len(pieces) < 2 or _JOINED.match(text, aside.end if aside else 0):
        yield span, aside
        return
    yield Span(span.start, pieces[0].end), aside
    yield from ((piece, None) for piece in pieces[1:])


_JOINED = re.compile(r"[\s,]*(?:and|but|while|whereas|against|as)\b")


_SPACE = re.compile(r"\s+")
_PRONOUNS = re.compile(r"\b(?:he|she|it|they|we|i|our|my)\b")


def aside_in(text: str, found: Attribution, span: Span) -> Span | None:
    """The words between commas that name the speaker within a span, None if he stands outside."""
    if not span.start < found.cue.start < span.end or found.cue.start - span.start < 3:
        return None
    parts = [each for each in (found.cue, found.speaker, found.when) if each and span.start <= each.start < span.end]
    first, last = min(each.start for each in parts), max(each.end for each in parts)
    begin = max(text.rfind(mark, span.start, first) for mark in ',"-')
    ends = [at for mark in ',"-' if (at := text.find(mark, last, span.end)) >= 0]
    return Span(begin, min(ends) + 1) if begin > 0 and ends else None


def relay_of(reader: Heard, span: Span | None) -> str | None:
    """Who passes it on, by its usual name; listeners are nobody."""
    if span is None:
        return None
    words = span.of(reader.text)
    if medium := medium_in(words, reader.language):
        return medium
    organisation = organisation_in(words, reader.language)
    if organisation and organisation[3]:
        return organisation[0]
    medium_words = re.search(
        r"(?:television|TV|radio|agency|newspaper|website|channel|media|magazine|broadcaster)|"
        + plain("وكالة|قناة|صحيفة|إذاعة|تلفزيون|موقع"),
        words,
    )
    return re.sub(r"^(?:the|a|an)\s+", "", span.of(reader.article.text)).strip(" .") if medium_words else None


def rest(
    reader: Heard, sentence: sentences.Sentence, found: Sequence[Attribution], spoken: Sequence[Said]
) -> Iterator[Said]:
    """What the author says: sentences without a source, orders told of, and figures that somebody rejects."""
    text, article = reader.text, reader.article
    whole = (sentence.start, sentence.end)
    how = "direct" if reader.turns else "narrator"
    if found and reader.language == "en":
        for span in _unsaid(text, sentence, found):
            if spoken and (than := _THAN.match(text, span.start, span.end)):
                yield spoken[-1]._replace(span=Span(than.end(), span.end), aside=None)
                continue
            yield Said(span, whole, reader.author, how, None, None, reader.day, "says")
    if not found:
        if text[sentence.start : sentence.end].rstrip().endswith("?"):
            return
        yield Said(Span(*whole).within(text, " \n."), whole, reader.author, how, None, None, reader.day, "says")
    deadline = reader.language == "en" and "deadline" in text[sentence.start : sentence.end]
    if deadline and (match := _DEADLINE.search(text, *whole)):
        span = Span(*match.span("what"))
        inside = any(each.span.start <= span.start < each.span.end for each in spoken)
        who = spoken[-1].speaker if spoken and match["who"] in ("he", "she", "it", "they") else None
        if who is None and speakers.is_source(match["who"], "en"):
            who = speakers.speaker_from(match["who"], "en", home=reader.home, rebels=reader.names)
            who = reader.voices.same(who) or who
        if who is not None and not inside:
            said = said_on(None, match["cue"], article, "en")
            yield Said(
                span,
                whole,
                who,
                "reported_noun_phrase",
                re.sub(r"\s+", " ", f"deadline {match['who']} {match['cue']}"),
                None,
                said,
                "says",
            )


# a figure beside the one that somebody gave: "..., he said, down from 9,000 in spring"
_THAN = re.compile(r"(?:compared (?:with|to)|against|(?:down|up) from) (?=[^,;]*\d)")


def _unsaid(text: str, sentence: sentences.Sentence, found: Sequence[Attribution]) -> Iterator[Span]:
    """The clauses of a sentence before and behind what others say in it."""
    taken = [span for each in found for span in (each.speaker, each.cue, *each.contents) if span]
    first, last = min(each.start for each in taken), max(each.end for each in taken)
    if lead := _BEFORE.match(text, sentence.start, max(sentence.start, first)):
        yield Span(sentence.start, lead.end()).within(text)
    if tail := _AFTER.match(text, last, sentence.end):
        yield Span(tail.end(), sentence.end).within(text, " .\n")


# what parts a clause from what others say behind it or before it
_BEFORE = re.compile(r".*?(?=\s*(?:;|:|\s--?\s|, (?:and|but|while)\b))", re.DOTALL)
_AFTER = re.compile(r"[\"\s]*(?:;|\s--?\s|,)\s*(?:and |but |while |yet )?")
