"""Who says what in an Arabic sentence: verb, speaker and "that"; speaker, verb and "that"; quotes; "according to".

The text is plain: hamza and vowel signs are gone, so that "إن" and "أن" are one word.
"""

import re
from collections.abc import Callable
from functools import cache

from smoulder.lexicon import lexicon, one_of
from smoulder.spans import Attribution, Span
from smoulder.subjects_ar import noun_phrase, relay_in, where_begins

_THAT = re.compile(r"(?<!\w)(?:الي |علي |من |عن )?[بلف]?ان(?:ه|ها|هم|نا|ني|هما)?(?!\w)")
_COMMIT = re.compile(
    r"(?:تعهد|توعد|هدد|وعد|اقسم|حذر|توقع|اعلن|اكد|رجح|نفي|نفت|استبعد|زعم|يحذر|تحذر|يتوقع|تتوقع|قدر|يقدر|التزم|شكك|كشف)"
)


@cache
def _cues() -> re.Pattern[str]:
    words = lexicon("ar")["cues"]
    parts = "|".join(
        f"(?P<{stance}>{one_of(words[stance])})" for stance in ("asks", "denies", "vows", "expects", "says")
    )
    return re.compile(rf"(?<!\w)(?:و|ف)?(?:كما\s+|قد\s+|وقد\s+)?(?:{parts})(?!\w)")


def attributions_in(
    text: str, start: int, end: int, quotes: tuple[Span, ...], is_source: Callable[[str], bool]
) -> list[Attribution]:
    """What is said in the sentence text[start:end], and by whom; offsets into the plain text.

    is_source: whether a noun phrase can speak. An attribution without a speaker carries on the last one if `carried`.
    """
    found: list[Attribution] = []
    at = start
    for match in _cues().finditer(text, start, end):
        if match.start() < at or any(each.start <= match.start() < each.end for each in quotes):
            continue
        made = _attribute(text, start, match, end, quotes, is_source)
        if made:
            found.append(made)
            while (more := _added(text, found[-1], end)) is not None:
                found.append(more)
            at = found[-1].end
    if not found and (made := _according(text, start, end, quotes, is_source)):
        found.append(made)
    return found


def _attribute(
    text: str, start: int, match: re.Match[str], end: int, quotes: tuple[Span, ...], is_source: Callable[[str], bool]
) -> Attribution | None:
    stance = next(name for name, value in match.groupdict().items() if value)
    cue = Span(*match.span(stance))
    shown = Span(match.start(), match.end()).within(text)
    quoted = [each for each in quotes if len(each.of(text).split()) >= 3]
    before = [each for each in quoted if each.end < match.start() and each.end >= match.start() - 5]
    behind = [each for each in quoted if each.start > match.end()]
    that = _THAT.search(text, match.end(), end)
    earlier = [each.end() for each in _cues().finditer(text, start, match.start())]
    left, when_left = noun_phrase(text, max(where_begins(text, start, match.start()), *earlier, 0), match.start())
    if left and (tail := re.search(r"\s+ذلك$", left.of(text))):
        left = Span(left.start, left.start + tail.start())
    if before:
        stop = end if that is None else that.start()
        who, when = noun_phrase(text, match.end(), min(stop, end))
        subject = who if who and is_source(who.of(text)) else None
        return Attribution(subject, shown, tuple(before), "direct", stance, None, when, subject is None, start, end)
    colon = re.compile(r":\s*\"").search(text, match.end(), end)
    if behind and colon and (that is None or colon.start() < that.start()) and behind[0].start <= colon.end() + 1:
        who, when = noun_phrase(text, match.end(), colon.start())
        subject = _who(text, who, left, is_source)
        return Attribution(
            subject,
            shown,
            tuple(each.within(text, ' ."') for each in behind),
            "direct",
            stance,
            relay_in(text, match.end(), colon.start()),
            when or when_left,
            subject is None,
            start,
            end,
        )
    if that and that.start() - match.end() <= 160:
        between = Span(match.end(), that.start())
        if _cues().search(text, match.end(), that.start()) and not left:
            return None
        who, when = noun_phrase(text, *between)
        subject = _who(text, who, left, is_source)
        if subject is None and (who is not None or left is not None) and not _carries(text, match, that):
            return None
        content = Span(
            that.start() if that.group()[-1:] in "هما" and not that.group().endswith("ان") else that.end(), end
        )
        stop = _breath(text, content.start, end)
        content = _trim(text, Span(content.start, stop))
        how = "mixed" if '"' in content.of(text) else "indirect"
        return Attribution(
            subject,
            shown,
            (content,),
            how,
            stance,
            relay_in(text, *between),
            when or when_left,
            subject is None,
            start,
            stop,
        )
    if not _COMMIT.search(cue.of(text)):
        return None
    act = _acts().search(text, match.end(), end)
    if act is None:
        return None
    who, when = noun_phrase(text, match.end(), act.start())
    subject = _who(text, who, left, is_source)
    if re.search(r"(?<!\w)(?:ب?عدم|قبل|دون|بعد|لحين|حتي)(?!\w)", text[match.end() : act.start()]):
        return None
    if subject is None:
        return None
    begin = match.start(stance) if not who else act.start()
    return Attribution(
        subject, shown, (_trim(text, Span(begin, end)),), "indirect", stance, None, when or when_left, False, start, end
    )


@cache
def _breaths() -> re.Pattern[str]:
    """Where in a sentence somebody else begins to speak, or the same one adds something."""
    cues = lexicon("ar")["cues"]
    every = [form for stance in ("asks", "denies", "vows", "expects", "says") for form in cues[stance]]
    return re.compile(
        rf",?\s+(?:في حين|فيما|بينما|لكن|ولكن|غير ان|الا ان)\s+(?=(?:و|ف)?(?:قد\s+)?{one_of(every)}(?!\w))"
        rf"|,\s+(?={one_of(cues['adding'])}(?!\w))"
    )


def _breath(text: str, start: int, end: int) -> int:
    match = _breaths().search(text, start, end)
    return match.start() if match else end


def _added(text: str, found: Attribution, end: int) -> Attribution | None:
    """What the same speaker adds: "..., adding that"."""
    match = re.compile(rf",\s+{one_of(lexicon('ar')['cues']['adding'])}\s+(?:ب?ان(?:ه|ها|هم)?\s+)?").match(
        text, found.end, end
    )
    if match is None:
        return None
    stop = _breath(text, match.end(), end)
    content = _trim(text, Span(match.end(), stop))
    return found._replace(
        contents=(content,), how="indirect", cue=Span(*match.span()).within(text, " ,"), start=found.end, end=stop
    )


def _carries(text: str, match: re.Match[str], that: re.Match[str]) -> bool:
    return not text[match.end() : that.start()].strip()


@cache
def _acts() -> re.Pattern[str]:
    """A verbal noun that tells what is announced, promised or warned of."""
    words = lexicon("ar")["directions"]
    forms = [
        *words["end_act"],
        *words["victory"],
        *words["clear_act"],
        *words["rise"],
        *words["regroup"],
        "عدد",
        "قوام",
        "حجم",
        "قوة",
        "بقاء",
        "مقتل",
        "انتهاء",
        "فرار",
        "استمرار",
        "هروب",
        "خسارة",
        "سقوط",
    ]
    return re.compile(rf"(?<!\w)[بلو]?(?:من\s+|ان\s+|علي\s+)?[بل]?(?:ال)?{one_of(forms)}(?!\w)")


def _who(text: str, behind: Span | None, before: Span | None, is_source: Callable[[str], bool]) -> Span | None:
    """The speaker: behind the verb, else before it."""
    for span in (behind, before):
        if span and is_source(span.of(text)):
            return span
    return None


def _according(
    text: str, start: int, end: int, quotes: tuple[Span, ...], is_source: Callable[[str], bool]
) -> Attribution | None:
    words = lexicon("ar")["cues"]
    match = re.compile(rf"(?<!\w)و?(?:{one_of(words['according'])})\s*").search(text, start, end)
    if match is None:
        quoting = re.compile(
            rf"(?<!\w)و?{one_of(words['quoted'])}\s+(?P<relay>[^,.:]{{2,50}}?)\s+عن\s+(?P<who>[^,.:]{{2,90}}?)\s+(?:قول(?:ه|ها|هم)|ان)\s*(?:ان\s+|:\s*)?"
        ).search(text, start, end)
        if quoting is None or not is_source(quoting["who"]):
            return None
        content = _trim(text, Span(quoting.end(), end))
        return Attribution(
            Span(*quoting.span("who")),
            Span(quoting.start(), quoting.start("relay")).within(text),
            (content,),
            "direct" if quotes else "indirect",
            "says",
            Span(*quoting.span("relay")),
            None,
            False,
            start,
            end,
        )
    stop = re.compile(
        r",|(?<=\s)ف?ان(?:ه|ها|هم)?\s|\s(?=(?:لم|لن|لا|قد|ما|ليس|هناك|يوجد|كان|بقي|يبلغ|تراجع|مازال)\s)|\.$|$"
    ).search(text, match.end(), end)
    who, when = noun_phrase(text, match.end(), stop.start() if stop else end)
    if who is None or not is_source(who.of(text)):
        return None
    content = (
        Span(start, match.start())
        if len(text[start : match.start()].split()) >= 3
        else Span(stop.end() if stop else end, end)
    )
    content = _trim(text, content)
    if len(content.of(text).split()) < 2:
        return None
    return Attribution(
        who, Span(*match.span()).within(text), (content,), "indirect", "says", None, when, False, start, end
    )


def _trim(text: str, span: Span) -> Span:
    span = span.within(text, " \n,;:.-")
    words = span.of(text)
    if words.count('"') == 1:
        span = Span(span.start + (words[0] == '"'), span.end - (words[-1] == '"')).within(text, " .,")
    elif words[:1] == '"' == words[-1:] and words.count('"') == 2:
        span = Span(span.start + 1, span.end - 1).within(text, " .,")
    return span
