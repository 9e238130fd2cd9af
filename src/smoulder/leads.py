"""Events that a text tells of, as leads to look into: who, whom, where, when and how many deaths, each with its words.

A lead is no event: nobody has checked it, two leads may be of one event, and none of them enters the store. What may
happen, what would have happened and what is denied is no lead.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from smoulder.claim import Article, Mention, Place
from smoulder.dating import DIGITS, MONTH, MONTHS

TYPES = {
    "suicide attack": r"suicide\s+(?:bomb\w*|attack\w*|blasts?|car)|(?:انتحاري\w*)",
    "air strike": r"air\s*-?(?:strikes?|raids?)|drone\s+strikes?|warplanes?\s+\w+|bombardment|(?:غار[ةه]|غارات|قصف\w*)\s*(?:جوي\w*)?",
    "shelling": r"shell(?:ed|ing)|mortar\s+\w+|artillery\s+fire|rocket\s+(?:attack|fire)\w*|(?:قذائف|صواريخ)",
    "bombing": r"(?:car|truck|roadside)\s+bomb\w*|bomb(?:s|ings?|ed)?\s+(?:kill\w*|explod\w*|went|attack\w*|blasts?)|bombings?|explosions?|blasts?"
    r"|improvised\s+explosive\w*|\bIEDs?\b|landmines?|(?:تفجير\w*|انفجار\w*|عبو[ةه]\s+ناسف[ةه]|سيار[ةه]\s+مفخخ[ةه])",
    "massacre": r"massacre\w*|beheaded|executed|slaughtered|mass\s+killings?|(?:مجزر[ةه]|مجازر|ذبح\w*|أعدم\w*|إعدام)",
    "abduction": r"kidnapp\w+|abduct\w+|took\s+\w+\s+hostages?|(?:خطف\w*|اختطف\w*|اختطاف)",
    "capture of place": r"(?:captured|seized|retook|retaken|recaptured|overran|overrun|stormed|liberated|regained)|took\s+(?:full\s+)?(?:control|over)"
    r"|(?:the\s+)?(?:fall|capture|loss|recapture|liberation|seizure)\s+of|fell\s+(?:to|into)"
    r"|(?:سيطر\w*\s+على|استعاد\w*|سقوط|تحرير|حرر\w*|استول\w*\s+على)",
    "battle": r"clash(?:es|ed)|battles?\s+(?:in|near|with|for|at|left|killed)|firefights?|gun\s?battles?|ambush\w*|assault\s+on|fighting\s+(?:in|near|at|left|killed)"
    r"|offensive\s+(?:in|on|against)|(?:اشتباك\w*|معارك|كمين)",
    "attack": r"attack(?:s|ed)?\s+(?:on|in|near|at|against|by|that|which|left|killed|the|an?|several|two|three)|attacks|raid(?:ed|s)?\s+(?:on|in|near)|opened\s+fire"
    r"|(?:هجوم\w*|هاجم\w*|هجمات)",
    "killing": r"kill(?:ed|s|ing)|shot\s+dead|(?:left|were\s+left)\s+[\w\s,]{1,25}dead|died|assassinat\w+|(?:قتل\w*|مقتل|اغتيال\w*|لقي\w*\s+مصرع\w*)",
}  # fmt: skip
TYPE = {name: re.compile(rf"(?<!\w)[وفبل]?(?:{pattern})(?!\w)", re.IGNORECASE) for name, pattern in TYPES.items()}
UNREAL = re.compile(
    r"\b(will|would|could|may|might|if|unless|plan(s|ned|ning)?\s+to|intends?|threat(en(ed|s)?|s)?|warn(ed|s)?|fears?|vowed|prepar\w+|expect\w*|set\s+for"
    r"|no\s+(date|plans?)|denied|denies|nobody|never|did\s+not|has\s+not|have\s+not|not\s+been|no\s+longer|can\s+no)\b"
    r"|(?<!\w)(لن|لم|قد\s+ي\w+|سوف|سي\w{3,}|يمكن|ربما|إذا|لو|نفى|نفت|هدد|حذر|يتوقع|توقع)(?!\w)",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[^.!?؟\n]+(?:[.](?=\d|[a-z])[^.!?؟\n]+)*")
CLAUSE = re.compile(r"[,،;:]\s|\s[-–—]\s|[\"“”«»]|\s(?:but|while|although|and\s+(?=\w+\s+(?:said|says))|said\s+that|after\s+which)\s")
TIE = re.compile(r"\s*(?:(?:(?:a|one|two|three)\s+days?\s+)?(?:after|before|since|following|when|as|and|however|where)\s+)?(?:and\s+)?", re.IGNORECASE)
DAYS_AFTER = re.compile(r"\b(?P<days>a|one|two|three)\s+days?\s+after\s*$", re.IGNORECASE)
WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
).split()
TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "a dozen": 12, "dozen": 12}
SCALE = {"hundred": 100, "thousand": 1000}
OF_ARABIC = {
    "شخصين": 2, "اثنين": 2, "ثلاثة": 3, "ثلاث": 3, "أربعة": 4, "أربع": 4, "خمسة": 5, "خمس": 5, "ستة": 6, "ست": 6, "سبعة": 7, "سبع": 7, "ثمانية": 8,
    "تسعة": 9, "عشرة": 10, "عشرين": 20, "ثلاثين": 30, "أربعين": 40, "خمسين": 50, "مئة": 100, "مائة": 100, "مئتين": 200, "ألف": 1000,
}  # fmt: skip
VALUES = {word: number for number, word in enumerate(WORDS)} | TENS | OF_ARABIC
NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|(?:{'|'.join(sorted(VALUES, key=len, reverse=True))})(?:[\s-](?:hundred|thousand))?)"
BOUNDS = {
    "at least": ">=", "no fewer than": ">=", "more than": ">", "over": ">", "up to": "<=", "as many as": "<=", "no more than": "<=", "about": "~",
    "around": "~", "some": "~", "nearly": "~", "roughly": "~", "approximately": "~", "fewer than": "<", "less than": "<", "at most": "<=",
    "ما لا يقل عن": ">=", "على الأقل": ">=", "أكثر من": ">", "نحو": "~", "حوالي": "~", "قرابة": "~", "أقل من": "<",
}  # fmt: skip
BOUND = "|".join(sorted(BOUNDS, key=len, reverse=True))
COUNT = rf"(?P<told>(?:(?P<bound>{BOUND})\s+)?(?:an?\s+)?(?P<count>{NUMBER}))"
WHOM = r"(?:\s+(?:of\s+the\s+)?(?:[\w-]+\s+){0,6}?)"
DEATHS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:kill(?:ed|ing|s)|claimed\s+the\s+lives\s+of|shot\s+dead|massacred|executed|beheaded|slaughtered)\s+{COUNT}(?!\w|\s*(?:years?|months?|times|percent|km))",
        rf"{COUNT}{WHOM}(?:were|was|have\s+been|had\s+been)\s+(?:killed|shot\s+dead|massacred|executed|beheaded|slain)",
        rf"\bleft\s+{COUNT}{WHOM}?\s*dead",
        rf"{COUNT}{WHOM}?(?:died|dead\b|killed\b)",
        rf"\bdeaths?\s+(?:toll\s+)?of\s+{COUNT}",
        rf"(?:مقتل|قتل|قُتل|مصرع|استشهاد)\s+{COUNT}",
        rf"(?:قتل|أسفر\w*\s+عن\s+مقتل|خلف\w*)\s+{COUNT}\s+(?:شخص|قتيل|مدني|جندي|عنصر|مسلح)",
    )
]
YEAR = re.compile(r"(?:19|20)\d\d$")
CIVIL = re.compile(r"\b(people|civilians?|villagers|residents|children|women|worshippers|students|passengers|protesters|refugees|aid\s+workers)\b|مدني\w*|شخص\w*", re.IGNORECASE)
FORCE = re.compile(r"\b(soldiers?|troops|police(?:men)?|officers|marines|guards)\b|جند\w+|شرط\w+", re.IGNORECASE)
FIGHTER = re.compile(r"\b(militants?|fighters|rebels?|gunmen|insurgents?|terrorists?|jihadists?)\b|مسلح\w*|إرهابي\w*|عناصر", re.IGNORECASE)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAYS_ARABIC = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
WHEN = re.compile(
    rf"\b(?P<weekday>{'|'.join(WEEKDAYS)})\b|(?P<arabic>{'|'.join(DAYS_ARABIC)})|\b(?P<yesterday>yesterday|today)\b|(?P<amss>أمس|اليوم)"
    rf"|(?:\b(?P<day>\d{{1,2}})\s+)?{MONTH}(?:\s+(?P<day2>\d{{1,2}})(?!\d))?(?:,?\s+(?P<year>(?:19|20)\d\d))?(?!\w)",
    re.IGNORECASE,
)


class _Span(NamedTuple):
    start: int
    end: int


def leads_in(article: Article, places: Sequence[Place], actors: Sequence[Mention]) -> tuple[Mapping[str, Any], ...]:
    """The events that an article tells of, in order.

    Each has quote, start, end (code points), type, actor and target (as far as the words say), place (the mention of
    `places` with its area), date (ISO, as exact as known) with date_text, and deaths (text, value, op); unknown is None.
    """
    found = []
    for sentence in SENTENCE.finditer(article.text):
        for clause in _clauses(article.text, sentence.start(), sentence.end()):
            words = article.text[clause.start : clause.end]
            if (kind := _type(words)) and not UNREAL.search(words):
                lead = _lead(article, clause, _Span(sentence.start(), sentence.end()), kind, places, actors)
                known = lead["place"] or lead["actor"] or lead["target"]
                if known and (lead["deaths"] or kind != "killing") and (lead["place"] or lead["actor"] or lead["deaths"]):
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


def _type(words: str) -> str | None:
    return next((name for name, pattern in TYPE.items() if pattern.search(words)), None)


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
    deaths = _deaths(words)
    return {
        "quote": words, "start": clause.start, "end": clause.end, "type": kind, "actor": actor, "target": target,
        "place": place and {
            "mention": place.mention, "refers_to": place.refers_to, "country": place.country, "lat": place.lat, "lon": place.lon,
            "radius_km": place.radius_km,
        },
        "date": when, "date_text": told, "deaths": deaths,
    }  # fmt: skip


def _sides(text: str, clause: _Span, at: int, actors: Sequence[Mention]) -> tuple[str | None, str | None]:
    """Who did it and to whom, from who is named before and after the deed; turned round by "were ... by"."""
    here = [each for each in actors if clause.start <= each.start < clause.end and each.kind in ("armed_group", "state_force", "coalition", "state")]
    before, after = [each for each in here if each.start < at], [each for each in here if each.start >= at]
    words = text[clause.start : clause.end]
    passive = re.search(r"\b(were|was|been|being)\s+(\w+\s+)?(killed|attacked|captured|seized|ambushed|overrun|abducted|massacred|shot)", words)
    whom = next(
        (name for name, pattern in (("civilians", CIVIL), ("state forces", FORCE), ("fighters", FIGHTER)) if pattern.search(text[at : clause.end])), None
    )
    if passive:
        by = [each for each in after if re.search(r"\bby\s+(the\s+)?$", text[max(0, each.start - 8) : each.start])]
        first = before[0].refers_to if before else None
        return (by[0].refers_to if by else None), first or whom
    return (before[-1].refers_to if before else None), (after[0].refers_to if after else whom)


def _deaths(words: str) -> dict[str, Any] | None:
    plain = words.translate(DIGITS)
    for pattern in DEATHS:
        if found := pattern.search(plain):
            value = _value(found["count"].lower())
            if value is not None and not YEAR.match(found["told"]):
                return {"text": words[found.start("told") : found.end("told")], "value": value, "op": BOUNDS.get((found["bound"] or "").lower(), "=")}
    return None


def _value(count: str) -> int | None:
    if count[0].isdigit():
        return int(count.replace(",", ""))
    word, _, scale = count.replace("-", " ").rpartition(" ") if count.split()[-1] in SCALE else (count, "", "")
    return VALUES[word] * SCALE.get(scale, 1) if word in VALUES else None


def _when(article: Article, clause: str, sentence: str) -> tuple[str | None, str | None]:
    """The day of an event as ISO and in the text's words; a day of the week needs the day of publication."""
    for words in (clause, sentence):
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
    if found["yesterday"] or found["amss"]:
        back = (found["yesterday"] or "").lower() == "yesterday" or found["amss"] == "أمس"
        return str(published - timedelta(days=int(back)))
    weekday = WEEKDAYS.index(found["weekday"].lower()) if found["weekday"] else DAYS_ARABIC.index(found["arabic"])
    return str(published - timedelta(days=(published.weekday() - weekday) % 7))
