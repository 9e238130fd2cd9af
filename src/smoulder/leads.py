"""Events that a text tells of, as leads to look into: who, whom, where, when and how many deaths, each with its words.

A lead is no event: nobody has checked it, two leads may be of one event, and none of them enters the store. What may
happen, what would have happened and what is denied is no lead.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from importlib.resources import files
from typing import Any, NamedTuple

from smoulder.claim import Article, Mention, Place
from smoulder.dating import DIGITS, MONTH, MONTHS
from smoulder.lexicon import lexicon
from smoulder.spellings import has_arabic
from smoulder.word_lists import gate, holding

WORDS = tomllib.loads((files("smoulder") / "event_words.toml").read_text("utf-8"))
UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen"
    " nineteen twenty"
).split()
SCALE = {"hundred": 100, "thousand": 1000}
VALUES = {word: number for number, word in enumerate(UNITS)} | WORDS["numbers"]


THE = r"(the\s+)?"


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _whole(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?=\w)[وفبل]?(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)  # all begin with a letter


TYPE = {name: _whole(patterns) for name, patterns in WORDS["types"].items()}


def _unnumbered(pattern: str) -> str:
    """A pattern of an event without groups that are counted, and without a "the", which does not tell it."""
    return re.sub(r"\((?!\?)", "(?:", f"({pattern.removeprefix(THE)})")


# what an English word of an event, or of what is no event, can begin with
_types_in = holding({name: map(_unnumbered, patterns) for name, patterns in WORDS["types"].items()})
UNREAL = _whole(WORDS["unreal"]["words"])
_may_be_unreal = gate(map(_unnumbered, WORDS["unreal"]["words"]))
WHOM = {name: _whole([pattern]) for name, pattern in WORDS["whom"].items()}
NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|(?:{_any(VALUES)})(?:[\s-](?:hundred|thousand))?)"
COUNT = rf"(?P<told>(?:(?P<bound>{_any(WORDS['bounds'])})\s+)?(?:an?\s+)?(?P<count>{NUMBER}))"
BETWEEN = r"(?:\s+(?:of\s+the\s+)?(?:[\w-]+\s+){0,6}?)"
DEATHS = [
    re.compile(pattern.replace("COUNT", COUNT).replace("WHOM", BETWEEN), re.IGNORECASE)
    for pattern in WORDS["deaths"]["patterns"]
]
SENTENCE = re.compile(r"[^.!?؟\n]+(?:[.](?=\d|[a-z])[^.!?؟\n]+)*")
CLAUSE = re.compile(
    r"[,،;:]\s|\s[-–—]\s|[\"“”«»]|\s(?:but|while|although|and\s+(?=\w+\s+(?:said|says))|said\s+that|after\s+which)\s"
)
TIE = re.compile(
    r"\s*(?:(?:(?:a|one|two|three)\s+days?\s+)?(?:after|before|since|following|when|as|and|however|where)\s+)?(?:and\s+)?",
    re.IGNORECASE,
)
DAYS_AFTER = re.compile(r"\b(?P<days>a|one|two|three)\s+days?\s+after\s*$", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d\d$")
PASSIVE = re.compile(
    r"\b(were|was|been|being)\s+(\w+\s+)?(killed|attacked|captured|seized|ambushed|overrun|abducted|massacred|shot)"
)
ARMED = ("armed_group", "state_force", "coalition", "state")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAYS_ARABIC = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
WHEN = re.compile(
    rf"(?=\w)(?:\b(?P<weekday>{'|'.join(WEEKDAYS)})\b|(?P<arabic>{'|'.join(DAYS_ARABIC)})|\b(?P<yesterday>yesterday|today)\b"
    rf"|(?<!\w)(?P<ams>أمس|اليوم)(?!\w)"
    rf"|(?:\b(?P<day>\d{{1,2}})\s+)?{MONTH}(?:\s+(?P<day2>\d{{1,2}})(?!\d))?(?:,?\s+(?P<year>(?:19|20)\d\d))?(?!\w))",
    re.IGNORECASE,
)

_may_be_deaths = gate("kill claim shot massacre execut behead slaughter slain dead die death".split())
_may_be_when = gate([*WEEKDAYS, *lexicon("en")["months"], "yesterday", "today"])


class _Span(NamedTuple):
    start: int
    end: int


def leads_in(article: Article, places: Sequence[Place], actors: Sequence[Mention]) -> tuple[Mapping[str, Any], ...]:
    """The events that an article tells of, in order.

    Each has quote, start, end (code points), type, actor and target (as far as the words say), place (the mention of
    `places` with its area), date (ISO, as exact as known) with date_text, and deaths (text, value, op); unknown is
    None."""
    found = []
    arabic = has_arabic(article.text)
    for sentence in SENTENCE.finditer(article.text):
        if not arabic and not _types_in(sentence[0]):
            continue
        for clause in _clauses(article.text, sentence.start(), sentence.end()):
            words = article.text[clause.start : clause.end]
            if (kind := _type(words, arabic)) and not ((arabic or _may_be_unreal(words)) and UNREAL.search(words)):
                lead = _lead(article, clause, _Span(sentence.start(), sentence.end()), kind, places, actors)
                known = lead["place"] or lead["actor"] or lead["target"]
                if (
                    known
                    and (lead["deaths"] or kind != "killing")
                    and (lead["place"] or lead["actor"] or lead["deaths"])
                ):
                    found.append(lead)
    return tuple(found)


def _clauses(text: str, start: int, end: int) -> Iterator[_Span]:
    begin = start
    for cut in (*CLAUSE.finditer(text, start, end), None):
        stop = cut.start() if cut else end
        words = text[begin:stop]
        if words.strip():
            yield _Span(begin + _trimmed(words), stop - (len(words) - len(words.rstrip())))
        begin = cut.end() if cut else end


def _trimmed(words: str) -> int:
    """How many letters of a clause only tie it to what stands before."""
    return found.end() if (found := TIE.match(words)) else 0


def _type(words: str, arabic: bool) -> str | None:
    may = TYPE.keys() if arabic else _types_in(words)
    return next((name for name, pattern in TYPE.items() if name in may and pattern.search(words)), None)


def _lead(
    article: Article, clause: _Span, sentence: _Span, kind: str, places: Sequence[Place], actors: Sequence[Mention]
) -> dict[str, Any]:
    words = article.text[clause.start : clause.end]
    trigger = TYPE[kind].search(words)
    at = clause.start + (trigger.start() if trigger else 0)
    near = [each for each in places if clause.start <= each.start < clause.end]
    near = near or [each for each in places if sentence.start <= each.start < sentence.end]
    place = min(near, key=lambda each: (each.kind == "country", each.start < at, abs(each.start - at)), default=None)
    when, told = _when(article, words, article.text[sentence.start : sentence.end])
    if when and len(when) == 10 and (later := DAYS_AFTER.search(article.text[sentence.start : clause.start].rstrip())):
        when = str(date.fromisoformat(when) - timedelta(days=VALUES.get(later["days"].lower(), 1)))
    actor, target = _sides(article.text, clause, at, actors)
    deaths = _deaths(words) if not words.isascii() or _may_be_deaths(words) else None
    return {
        "quote": words, "start": clause.start, "end": clause.end, "type": kind, "actor": actor, "target": target,
        "place": place and {
            "mention": place.mention, "refers_to": place.refers_to, "country": place.country, "lat": place.lat, "lon":
            place.lon, "radius_km": place.radius_km,
        },
        "date": when, "date_text": told, "deaths": deaths,
    }  # fmt: skip


def _sides(text: str, clause: _Span, at: int, actors: Sequence[Mention]) -> tuple[str | None, str | None]:
    """Who did it and to whom, from who is named before and after the deed; turned round by "were ... by"."""
    here = [each for each in actors if clause.start <= each.start < clause.end and each.kind in ARMED]
    before, after = [each for each in here if each.start < at], [each for each in here if each.start >= at]
    words = text[clause.start : clause.end]
    if PASSIVE.search(words):
        by = [each for each in after if re.search(r"\bby\s+(the\s+)?$", text[max(0, each.start - 8) : each.start])]
        first = before[0].refers_to if before else None
        return (by[0].refers_to if by else None), first or _whom(text[at : clause.end], words)
    target = after[0].refers_to if after else _whom(text[at : clause.end], words)
    return (before[-1].refers_to if before else None), target


def _whom(*told: str) -> str | None:
    """What kind of people the words tell of: those behind a deed, or all of its clause."""
    return next((name for part in told for name, pattern in WHOM.items() if pattern.search(part)), None)


def _deaths(words: str) -> dict[str, Any] | None:
    plain = words.translate(DIGITS)
    for pattern in DEATHS:
        if found := pattern.search(plain):
            value = _value(found["count"].lower())
            if value is not None and not YEAR.match(found["told"]):
                bound = WORDS["bounds"].get((found["bound"] or "").lower(), "=")
                return {"text": words[found.start("told") : found.end("told")], "value": value, "op": bound}
    return None


def _value(count: str) -> int | None:
    if count[0].isdigit():
        return int(count.replace(",", ""))
    word, _, scale = count.replace("-", " ").rpartition(" ") if count.split()[-1] in SCALE else (count, "", "")
    return VALUES[word] * SCALE.get(scale, 1) if word in VALUES else None


def _when(article: Article, clause: str, sentence: str) -> tuple[str | None, str | None]:
    """The day of an event as ISO and in the text's words; a day of the week needs the day of publication."""
    for words in (clause, sentence):
        if words.isascii() and not _may_be_when(words):
            continue
        for found in WHEN.finditer(words.translate(DIGITS)):
            told = words[found.start() : found.end()].strip()
            if not (found["month"] and found["month"][0].islower() and found["month"].isascii()):  # "may" is no month
                return _day(article.published.day, found), told
    return None, None


def _day(published: date | None, found: re.Match[str]) -> str | None:
    if found["month"]:
        month, number = MONTHS[found["month"].lower()], found["day"] or found["day2"]
        year = int(found["year"]) if found["year"] else None
        if year is None and published is not None:
            year = published.year - (month > published.month)
        if year is None:
            return None
        return f"{year}-{month:02}" + (f"-{int(number):02}" if number and 1 <= int(number) <= 31 else "")
    if published is None:
        return None
    if found["yesterday"] or found["ams"]:
        back = (found["yesterday"] or "").lower() == "yesterday" or found["ams"] == "أمس"
        return str(published - timedelta(days=int(back)))
    weekday = WEEKDAYS.index(found["weekday"].lower()) if found["weekday"] else DAYS_ARABIC.index(found["arabic"])
    return str(published - timedelta(days=(published.weekday() - weekday) % 7))
