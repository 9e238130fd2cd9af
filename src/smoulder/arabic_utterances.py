"""Everything that is said in an Arabic article: by whom, who passes it on, on what day; and what the author says.

A communiqué is its issuer's words, an interview's answers are those of who is asked, and what a sentence only announces
("An officer doubted it.") is said in the next. All else is as in `utterances`.
"""

import itertools
import re
from collections.abc import Iterator

from smoulder import arabic_views, arabic_voices
from smoulder.claim import Speaker
from smoulder.grammar import attributions_ar, sentences, speakers_ar
from smoulder.hearing import AUTHOR, Heard, source_in
from smoulder.lexicon import plain
from smoulder.role_words import organisation_in
from smoulder.spans import Attribution, Span
from smoulder.utterances import LONGEST, Said, all_quote, aside_in, relay_of, rest
from smoulder.voices import said_on

_THEN = re.compile(plain(r"(?:بل|إذ|ذلك أن|لأن\w*)\s"))
# how a group makes itself heard: what it says so is its publication's
_BY_MESSAGE = re.compile(
    plain(
        r"(?<!\w)(?:[وبلف]|ال|بال|لل)?(?:بيان|تسجيل|شريط|رسال[ةت]|مقطع|إصدار|منشور|كلمة صوتية|فيديو|تويتر|تلغرام|"
        r"تليغرام|تيليغرام|فيسبوك|إنترنت|"
        r"منتديات|منتدى|مواقع|موقع(?= (?:إلكتروني|على|تابع|مقرب|جهادي|إسلامي))|موقع(?:ها|ه|هم)|"
        r"حساب(?:ها|ه|اتها)|صفحت(?:ها|ه))(?:ا|ه|ها|هم|ات|ات?ها)?(?!\w)"
    )
)


def everything_said(reader: Heard) -> Iterator[Said]:
    """What is said in the article and by whom, and what the author says, in order."""
    issuer, answers = _whole_voices(reader)
    last: Said | None = None
    view: Speaker | None = None
    every = sentences.sentences_in(reader.text, reader.article.body_start)
    for sentence, behind in itertools.zip_longest(every, every[1:]):
        if sentence.end - sentence.start > LONGEST:
            continue
        found = attributions_ar.attributions_in(
            reader.text, sentence.start, sentence.end, sentence.quotes, lambda words: source_in(reader, words)
        )
        whole = (sentence.start, sentence.end)
        spoken: list[Said] = []
        answer = next((each for each in answers if each.start <= sentence.start < each.end), None)
        own = issuer or (_guest(reader, answer.who) if answer and answer.who else None)
        own = own or (AUTHOR if reader.opinion else None)
        if found and all(each.speaker is None for each in found):
            _announced(reader, sentence)  # "An officer doubted it: the mines, in his view, ..."
        for each in found:
            if issuer and each.speaker and (ours := _of_the_issuer(reader, issuer, each.speaker)):
                spoken += [one._replace(speaker=ours) for one in _spoken(reader, each, whole)]
                continue
            mine = own if own or reader.voices.heard else AUTHOR
            if mine and each.speaker is None and arabic_voices.FIRST_PERSON.match(reader.text, each.cue.start):
                spoken += [one._replace(speaker=mine, relay=None) for one in _spoken(reader, each, whole, mine)]
                continue
            spoken += _spoken(reader, each, whole)
        if not found and last and answer is None and all_quote(reader.text, sentence):
            spoken = [
                last._replace(span=each, sentence=whole, attribution="direct", cue=None) for each in sentence.quotes
            ]
        if not found and own is None:
            held = (
                view if reader.text[sentence.start] in plain("ف") or _THEN.match(reader.text, sentence.start) else None
            )
            held = _said_thus(reader, behind) or held
            view = _announced(reader, sentence) or held
            if held is not None:
                spoken = [_own_words(reader, sentence, held, "indirect")]
                yield from spoken
                last = spoken[-1]
                continue
        elif found:
            view = None
        yield from spoken
        if answer is not None:
            if not found and answer.who:
                yield _own_words(reader, sentence, _guest(reader, answer.who), "direct", answer.said)
        elif issuer is not None and not found:
            yield _own_words(reader, sentence, issuer, "narrator")
        else:
            yield from rest(reader, sentence, found, spoken)
        last = spoken[-1] if spoken else last


def _whole_voices(reader: Heard) -> tuple[Speaker | None, list[arabic_voices.Answer]]:
    """Who issues the text, if it is a communiqué, and the answers in it, if it is an interview."""
    begin = reader.article.body_start
    answers = arabic_voices.answers_in(reader.text, begin, lambda words: source_in(reader, words))
    if answers:
        return None, answers
    span = arabic_voices.issuer(reader.text, begin, lambda words: source_in(reader, words))
    if span is None:
        return None, []
    speaker = _speaker_at(reader, span)
    if speaker.side == "rebel" and speaker.kind in ("collective", "unnamed_rebel"):
        speaker = speaker._replace(kind="rebel_media")
    reader.voices.heard.append(speaker)
    reader.voices.relays.append(None)
    return speaker, []


def _said_thus(reader: Heard, behind: sentences.Sentence | None) -> Speaker | None:
    """Who the next sentence says it was that said this one."""
    if behind is None:
        return None
    span = arabic_views.thus(reader.text, behind.start, behind.end, lambda words: source_in(reader, words))
    return _heard(reader, span)


def _announced(reader: Heard, sentence: sentences.Sentence) -> Speaker | None:
    """Whose view a sentence announces without saying it."""
    span = arabic_views.holder(reader.text, sentence.start, sentence.end, lambda words: source_in(reader, words))
    return _heard(reader, span)


def _heard(reader: Heard, span: Span | None) -> Speaker | None:
    """Who an Arabic noun phrase names, noted as one who spoke."""
    if span is None:
        return None
    speaker = _speaker_at(reader, span)
    reader.voices.heard.append(speaker)
    reader.voices.relays.append(None)
    return speaker


def _of_the_issuer(reader: Heard, issuer: Speaker, who: Span) -> Speaker | None:
    """Who speaks in a communiqué for its issuer: itself by name, or "our commander"."""
    written = who.of(reader.text)
    if written and set(written.split()[:3]) <= set(plain(issuer.as_written).split()):
        return issuer
    if issuer.side == "rebel" and re.search(r"\w{3,}نا(?!\w)", written):
        shown = who.whole(reader.article.text).of(reader.article.text)
        speaker = speakers_ar.speaker_from(written, home=reader.home, rebels=reader.names, original=shown)
        kind = "unnamed_rebel" if speaker.kind == "unnamed_official" else speaker.kind
        return speaker._replace(kind=kind, side="rebel")
    return None


def _speaker_at(reader: Heard, span: Span) -> Speaker:
    """Who an Arabic noun phrase names, or who was named so before."""
    speaker = speakers_ar.speaker_from(
        span.of(reader.text),
        home=reader.home,
        rebels=reader.names,
        original=span.whole(reader.article.text).of(reader.article.text),
    )
    return reader.voices.same(speaker) or speaker


def _guest(reader: Heard, span: Span) -> Speaker:
    """Who is asked in an interview: whoever holds no office is asked for what he knows."""
    speaker = _speaker_at(reader, span)
    reports = speaker.as_written.startswith("المراسل")
    return speaker if reports else speaker._replace(kind=speaker.kind.replace("other", "expert"))


def _own_words(reader: Heard, sentence: sentences.Sentence, speaker: Speaker, how: str, start: int = 0) -> Said:
    """A sentence that is said by whoever speaks the text."""
    span = Span(max(start, sentence.start), sentence.end).within(reader.text, " -\n.")
    return Said(span, (sentence.start, sentence.end), speaker, how, None, None, reader.day, "says")


# "the officer", "the same expert"; not who is the only one of his office
_ALONE = re.compile(plain(r"ال(?!رئيس|وزير|ملك|أمير|محافظ|حاكم|والي|سفير|مبعوث|أمين|عاهل|مفتي)\w+(?: (?:نفس|ذات)ه)?"))


def _one_of_kind(reader: Heard, speaker: Speaker) -> Speaker | None:
    """Who a person is that one word with the article names, if it was nobody's before: the last of his kind."""
    if not speaker.kind.startswith("unnamed") or not _ALONE.fullmatch(plain(speaker.as_written)):
        return None
    last = next((each for each in reversed(reader.voices.heard) if each.kind != "author"), None)
    return last if last and last.kind == speaker.kind else None


def _of_rebels(reader: Heard, medium: str) -> bool:
    """Whether a medium is one of rebels: by its name, or "a site close to" them."""
    known = organisation_in(medium, "ar")
    return bool((known and known[3]) or (reader.names and reader.names.search(medium)))


def _spoken(reader: Heard, found: Attribution, sentence: tuple[int, int], own: Speaker | None = None) -> list[Said]:
    """The spans of an attribution with their speaker; a question asked is nothing said."""
    text, article = reader.text, reader.article
    relay = relay_of(reader, found.relay)
    cue = re.sub(r"\s+", " ", found.cue.whole(article.text).of(article.text))
    if own is not None:
        speaker = own
    elif found.speaker is None:
        before = reader.voices.arabic(found.cue.of(text))
        speaker, relay = (before[0], relay or before[1]) if before else (AUTHOR, relay)
    else:
        written = found.speaker.of(text)
        original = found.speaker.whole(article.text).of(article.text)
        speaker = speakers_ar.speaker_from(written, home=reader.home, rebels=reader.names, original=original)
        if speaker.side == "rebel" and speaker.kind == "collective" and _BY_MESSAGE.search(text, *sentence):
            speaker = speaker._replace(kind="rebel_media")
        if (
            found.relay
            and _of_rebels(reader, found.relay.of(text))
            and speaker.kind in ("unnamed_official", "named_official")
        ):  # "Amaq, citing a field source"
            speaker = speaker._replace(kind=speaker.kind.replace("official", "rebel"), side="rebel")
        speaker = reader.voices.same(speaker) or _one_of_kind(reader, speaker) or speaker
        reader.voices.heard.append(speaker)
        reader.voices.relays.append(relay)
    if found.stance == "asks":
        return []
    when = found.when.of(text) if found.when else None
    lead = text[max(0, found.cue.start - 60) : found.cue.end]
    past = "كان" if re.search(r"(?<!\w)و?كان(?:ت|وا)?\s", lead) else cue
    said = said_on(when, past, article, reader.language)
    denies = found.stance == "denies"
    return [
        Said(
            span,
            sentence,
            speaker,
            found.how,
            cue,
            relay,
            said,
            "says" if denies and re.search(r':\s*"$', text[max(0, span.start - 4) : span.start]) else found.stance,
            aside_in(text, found, span),
            found.cue.start if denies else None,
        )
        for span in found.contents
    ]
