"""Noun phrases, days and occasions around an Arabic verb of saying; the text is plain."""

import re
from functools import cache

from smoulder.lexicon import lexicon, one_of, plain
from smoulder.spans import Span

_BREAK = re.compile(plain(r"(?<!\w)(?:بعدما|بعد أن|حيث|عندما|فيما|بينما|في حين|خلال|عقب|أثناء|ردا)(?!\w)"))


@cache
def _lead() -> re.Pattern[str]:
    """ "Was" and a subject before a verb in the pluperfect."""
    return re.compile(
        plain(
            r"(?:^|(?<=\s))(?:لكن|ولكن|وكان(?:ت|وا)?|كان(?:ت|وا)?|غير ان|الا ان|بيد ان|من جهته|من جانبه|"
            r"بدوره|فيما|بينما)\s*,?\s*"
        )
    )


def where_begins(text: str, start: int, end: int) -> int:
    """Where the noun phrase before a verb begins: behind what joins sentences, or a comma."""
    leads = list(_lead().finditer(text, start, end))
    commas = [match.end() for match in re.compile(r",\s+").finditer(text, start, end)]
    return max([start, *(match.end() for match in leads), *commas])


@cache
def _meets() -> re.Pattern[str]:
    words = lexicon("ar")
    weekdays, months = one_of(words["weekdays"]), one_of(words["months"])
    day = plain(
        rf"(?:(?:يوم|مساء|صباح|فجر|ليل|ليلة)\s+)?(?:{weekdays})(?:\s+(?:الماضي|الفائت|"
        rf"المنصرم))?(?:\s+\d{{1,2}}\s+{months}(?:\s*[/(]\s*{months}\)?)?(?:\s+\d{{4}})?)?"
        rf"|(?:في\s+)?\d{{1,2}}\s+(?:من\s+)?{months}(?:\s*[/(]\s*{months}\)?)?(?:\s+(?:من\s+)?(?:عام\s+|"
        rf"سنة\s+)?\d{{4}})?|في\s+(?:شهر\s+)?(?:{months})(?:\s+(?:عام\s+)?\d{{4}})?|(?:في\s+)?(?:عام|"
        rf"سنة)\s+\d{{4}}|(?:الأسبوع|الشهر|العام)\s+الماضي"
    )
    return re.compile(rf"(?<!\w)(?:(?P<day>{day})|(?P<occasion>{one_of(words['cues']['meets'])}))(?!\w)")


def noun_phrase(text: str, start: int, end: int) -> tuple[Span | None, Span | None]:
    """The noun phrase in a span, without days and occasions, and the day."""
    when = None
    cut = end
    for match in _meets().finditer(text, start, end):
        if match["day"] and when is None:
            when = Span(*match.span("day"))
        cut = min(cut, match.start())
    if broken := _BREAK.search(text, start, cut):
        cut = broken.start()
    span = Span(start, cut).within(text, ' ,:.-\n"')
    tail = re.search(plain(r"\s+(?:في|أن|إلى|ل|قد|و?قد)$"), span.of(text))
    if tail:
        span = Span(span.start, span.start + tail.start())
    if relay := re.search(r"\s+ل(?:وكاله|قناه|صحيفه|اذاعه|موقع|لصحفيين|لصحافيين|راديو)\b.*$", span.of(text)):
        span = Span(span.start, span.start + relay.start())
    words = len(span.of(text).split())
    return (span if 0 < words <= 14 else None), when


def relay_in(text: str, start: int, end: int) -> Span | None:
    """The news medium that words were said to."""
    match = re.compile(
        r"(?<!\w)(?:ل|الي |مع )(?P<relay>(?:وكاله|قناه|صحيفه|اذاعه|موقع|راديو|تلفزيون)(?:\s+\w+){1,3}?|"
        r"بي بي سي|رويترز|فرانس برس|الجزيره|العربيه)(?=\s+ان|\s*[:,]|\s*$|\s+يوم|\s+في)"
    ).search(text, start, end)
    return Span(*match.span("relay")) if match else None
