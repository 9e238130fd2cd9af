"""Words said in an Arabic sentence, in pieces, with their speaker, day and listener."""

import re
from typing import NamedTuple

from smoulder.arabic_cues import Cue, Is, clause_begin, day_in, trimmed, without_asides
from smoulder.arabic_verbs import speech
from smoulder.lexicon import plain
from smoulder.spans import Attribution, Span

FAR = 240  # letters between a verb of saying and what is said
# "and" at the head of a sentence, but not a word that begins with its letter
AND = re.compile(
    plain(
        r"(?:أما\s+)|[وف](?!زير|زار|كال|حد|قف|صل|لاي|جود|فق|سط|اصل|لد|ضع|عد|صف|جه|رد|قع|اد|رق|ثائق|سائل|طن|فا|"
        r"صيل|قد|ي\w{0,2} )(?=\w{2})"
    )
)
TAIL = re.compile(
    plain(
        r"\s*,?\s*(?:إذا|ما لم|متى|لو|شريطة|بشرط|إن لم|في حال|قبل|خلال|في غضون|بعد|بحلول|طالما|إلا إذا|إلا بعد)(?!\w)"
    )
)


# what begins a clause of its own behind who says it
_APART = re.compile(
    plain(
        r"[\s,;.]*(?:[وف]\w{2,}|لكن|ولكن|فيما|بينما|في حين|أما|غير أن|إلا أن|حيث|كما|الذي\s|التي\s|الذين\s|مضيف|مؤكد|"
        r"موضح|مشير|\")|[\s,;.]*$"
    )
)
# when and where it is said
_OCCASION = re.compile(
    plain(
        r"\s*,?\s*(?:بعد|عقب|إثر|غداة|عشية|وهو|وهي|خلال (?:لقاء|مؤتمر|زيارة|اجتماع|جولة)|أمام|في (?:لقاء|حديث|"
        r"اتصال|مقابلة))(?!\w)"
    )
)


class Sentence(NamedTuple):
    """A sentence of a plain text, its quotes, and who can speak in it."""

    text: str
    start: int
    end: int
    quotes: tuple[Span, ...]
    is_source: Is


class Marker(NamedTuple):
    """Where what is said begins, and where the words before it end: "that", a colon, or a verbal noun."""

    at: int
    begins: int
    kind: str


def attribution(
    here: Sentence,
    cue: Cue,
    who: Span | None,
    contents: tuple[Span, ...],
    how: str,
    until: int,
    relay: Span | None = None,
) -> Attribution:
    """An attribution with its day and listener; until: where what is said begins, or the words before it end."""
    begin = clause_begin(here.text, here.start, cue.start)
    when = day_in(here.text, begin, min(until, here.end))
    relay = relay or listener(here.text, cue.end, until)
    shown = Span(cue.start, cue.end).within(here.text)
    return Attribution(who, shown, contents, how, cue.stance, relay, when, who is None, here.start, here.end)


def pieces_of(here: Sentence, content: Span, marker: Marker) -> tuple[Span, ...]:
    """What is said, in pieces: a quote that is a clause of its own stands alone."""
    if marker.kind == "colon":
        inside = [each for each in here.quotes if each.start >= content.start and len(each.of(here.text).split()) >= 2]
        if inside and inside[0].start <= content.start + 3:
            return tuple(each.within(here.text, ' ."') for each in inside)
    pieces = []
    begin = content.start
    for each in here.quotes:
        before = here.text[begin : each.start].rstrip('" ')
        if each.start > begin and len(each.of(here.text).split()) >= 4 and before.endswith((",", ":")):
            pieces += [Span(begin, each.start), each]
            begin = each.end + 1
    pieces.append(Span(begin, content.end))
    return tuple(found for each in pieces if len((found := trimmed(here.text, each)).of(here.text).split()) >= 2)


def how_said(text: str, content: Span, marker: Marker) -> str:
    """Direct behind a colon, mixed where a part is quoted, else indirect."""
    if marker.kind == "colon":
        return "direct"
    return "mixed" if '"' in content.of(text) else "indirect"


def behind(text: str, that: re.Match[str]) -> int:
    """Where the clause begins behind "that": "ألا" is a part of it."""
    return that.start() if that.group().endswith("الا") else that.end()


def listener(text: str, start: int, end: int) -> Span | None:
    """The medium that somebody speaks to or through."""
    match = re.compile(
        plain(
            r"(?<!\w)(?:ل|إلى |مع |عبر |ب)(?P<relay>(?:وكالة|قناة|صحيفة|إذاعة|موقع|راديو|تلفزيون|هيئة|مجلة|شبكة|"
            r"مؤسسة)(?: \w+){1,3}?|"
            r"بي بي سي|رويترز|فرانس برس|الجزيرة|العربية)(?= [إأ]ن|\s*[:,]|\s*$| يوم| في| مساء| أمس)|"
            r"(?:بث|نشر|أذاع|وزع)(?:ته|تها|ه|ها|ت)? (?P<by>(?:وكالة|قناة|مؤسسة|إذاعة|موقع|صحيفة|مواقع|حسابات) \w+)"
        )
    ).search(text, max(0, start - 60), end)
    if match is None:
        return None
    return Span(*match.span("relay")) if match["relay"] else Span(*match.span("by"))


def around(here: Sentence, before: Span, rest: Span) -> tuple[Span, ...]:
    """What is said on both sides of who says it: one where the second is a condition of the first."""
    text = here.text
    first = trimmed(text, before)
    if first.start == here.start and (joint := AND.match(first.of(text))):
        first = Span(first.start + joint.end(), first.end)
    if _OCCASION.match(rest.of(text)):
        return (first,)
    if TAIL.match(rest.of(text)) or not _APART.match(text, rest.start, rest.end):
        return (Span(first.start, trimmed(text, rest).end),)
    second = trimmed(text, rest)
    first_word = second.of(text).split(" ")[0]
    if (match := re.match(r"[وف](?=\w{3})", second.of(text))) and not ((told := speech(first_word)) and not told.lead):
        second = Span(second.start + match.end(), second.end)
    return (first, second) if len(second.of(text).split()) >= 4 else (first,)


def noun_before(here: Sentence, cue: Cue, begin: int) -> Span | None:
    """The noun phrase before a verb, if it can speak."""
    span = without_asides(here.text, begin, cue.start)
    return span if span and here.is_source(span.of(here.text)) else None


_NAMED = re.compile(
    plain(
        r"(?<!\w)(?:[وفبلك]?(?:في|من|عن|مع|إلى|على|ال)?(?:موقع|صحيفة|نشرة|قناة|وكالة|إذاعة|مجلة|حركة|تنظيم|جماعة|جبهة|"
        r"كتيبة|حزب|لواء|جيش|"
        r"منظمة|شبكة|منصة|مؤسسة|كتائب|سرايا|ميليشيا|مركز)|[وف]?(?:في|من|إلى|عن|مع|بين|أن|أما|لكن)|\w+ته)\s+$|"
        r"(?<!\w)[وف]?[بل]$"
    )
)


def without_name_marks(text: str, quotes: tuple[Span, ...]) -> tuple[str, tuple[Span, ...]]:
    """The text without the marks around names, "in «the Nation»", and the quotes that are left."""
    kept = []
    for each in quotes:
        name = len(each.of(text).split()) <= 3 and _NAMED.search(text[max(0, each.start - 24) : each.start - 1])
        if not name:
            kept.append(each)
            continue
        for at in (each.start - 1, each.end):
            if text[at : at + 1] == '"':
                text = f"{text[:at]} {text[at + 1 :]}"
    return text, tuple(kept)
