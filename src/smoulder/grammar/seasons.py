"""Times told by weather and crops: "before the rains", "by next summer", "when the passes open", "قبل ذوبان الثلوج".

Their days are those of the country's climate; a horizon of this kind has a span of days and no deadline.
"""

import re
import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from smoulder import calendars
from smoulder.claim import Horizon
from smoulder.deadline_words import BEGAN
from smoulder.grammar import Found, Spoken, spoken
from smoulder.lexicon import lexicon, one_of, plain
from smoulder.tenses import ahead, done
from smoulder.word_lists import gate

NEAR = 12  # characters
LENGTH = 45  # days from the begin of a season, before which nothing happens, to its height
AFTER = 60  # days after a season
ONSET = 45  # days in which a season begins, or ends
AUTUMN_RAINS = ("SDN", "TCD")  # where "autumn" is the time of the rains
SOLSTICE = 21  # days from the first of the month to the season of the calendar
NAMED = ("spring", "summer", "autumn", "winter")
NEARLY = 14  # days into a season before which people mean with "before winter": its first day of the calendar
EARLY = 5  # days before a season by which something is already by it
_BEFORE = ("before", "ahead of", "prior to", *map(plain, ("قبل", "قبيل")))
_UNTIL = ("until", "till", *map(plain, ("حتى", "إلى", "لغاية")))
_DURING = (
    "in",
    "during",
    "this",
    "for",
    "through",
    "throughout",
    "the",
    "over",
    *map(plain, ("في", "خلال", "طوال", "هذا")),
)
_AFTER = ("after", plain("بعد"))
_BY = ("by", *map(plain, ("بحلول", "مع")))
_ARABIC = tuple(map(plain, ("قبل", "قبيل")))
LATE = 0.7  # from which share of the days to the end of a season something is meant by "before its end"
FIRST_SNOW = 0.35  # the same share for "before the first snow"
_WITHIN = (
    "within",
    "beyond",
    "past",
    "outlast",
    "survive",
    "survives",
    "surviving",
    *map(plain, ("أطول من", "إلى ما بعد")),
)


@cache
def _climate() -> dict[str, Any]:
    return tomllib.loads((files("smoulder.grammar") / "seasons.toml").read_text("utf-8"))


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words = lexicon(language)["seasons"]
    english = language == "en"
    what = "|".join(f"(?P<{name}>{one_of(forms, any_case=english)})" for name, forms in words.items())
    if language == "ar":
        return re.compile(
            plain(
                r"(?<!\w)[وف]?(?:(?P<how>قبل|قبيل|حتى|إلى ما بعد|إلى|لغاية|بحلول|مع|في|خلال|طوال|بعد|عند|عندما|حين|"
                r"حالما|متى|"
                r"لن [يت](?:نقضي|نتهي|حل|أتي|مر|مضي)|أطول من|هذا|ل(?=\w))\s*)(?:أن\s+(?:[يت](?:حل|أتي|بدأ|نقضي|"
                r"نتهي|هطل|سقط|توقف)\s+)?)?"
                r"(?:(?P<edge>نهاية|انتهاء|انقضاء|توقف|انحسار|ختام|أواخر|بداية|بدء|حلول|مجيء|قدوم|مطلع|أول|منتصف|"
                r"هطول|سقوط|عودة|موعد|أوائل)\s+)?"
                rf"(?:(?:موسم|فصل|موعد|هذا|ذلك)\s+)*(?:{what})(?:\s+(?:ال)?(?P<next>مقبل|قادم|"
                rf"تالي)(?:ة)?)?(?:\s+(?:عام\s+)?(?P<year>(?:19|20)\d\d))?(?!\w)"
            )
        )
    return re.compile(
        r"\b(?=\w)(?:(?P<how>by the time|before|ahead of|prior to|by|until|till|in time for|in|during|throughout|"
        r"through|this|over|within|beyond|past|outlast|surviv(?:e|es|ing)|after|once|when|with|come|as soon as|"
        r"for|from|the) )?"
        r"(?:(?:the |an? )?(?:very )?(?P<edge>end|close|start|beginning|onset|middle|return|arrival|turn) of )?"
        r"(?:the |an? |this |that |its |their |(?P<next>next |the following )|coming |early |late |mid-?|another |one |"
        rf"first |upcoming )*(?P<of>{one_of(lexicon('en')['months'])} )?(?:{what})(?: (?:of )?(?P<year>(?:19|20)\d\d))?"
        r"(?P<act> (?:(?:is|are) (?:over|out|done|in|ripe|gathered|reaped)|(?:has |have )?(?:ends?|ended|stops?|"
        r"stopped|let up|lets up|eases?|ceases?|abates?|comes?|arrives?|begins?|"
        r"starts?|breaks?|sets? in|returns?|falls?|closes?|blocks?|bogs?|opens?|clears?|ripens?|melts?|freezes?))\b)?"
        rf"(?: in (?P<month>{one_of(lexicon('en')['months'])}))?"
        r"(?! (?:offensive|campaign|push|of (?:violence|bombs|hope)|break|school|fighting\b|olympics|games|"
        r"retreat|market))(?![\w'])",
        re.IGNORECASE,
    )


# words without one of which there is no season
_may_be_season = gate(
    "spring summer autumn fall winter midwinter midsummer snow passes thaw melt leaf leaves green foliage blossom "
    "bloom flower frost ice cold blizzard rain monsoon season flood water mud plant sow plough grass river lake "
    "seeds harmattan swamp marsh road track ground heat sandstorm harvest crop opium date figs grape olive mango "
    "apple wheat barley maize corn millet sorghum rice cotton".split()
)
_SEASON_AR = re.compile(
    plain(
        "ربيع|صيف|خريف|شتاء|ثل[وج]|شجار|زهار|تفتح|فتح|صقيع|البرد|مطار|مطر|فيضان|سيول|موسم|رياح|مياه|وحل|جفاف|"
        "الجاف|الحر|قيظ|"
        "حصاد|جني|قطاف|قطف|ممرات"
    )
)
_NEITHER = re.compile(r"\b(?:[Nn]either|nor) $")
_OVER = re.compile(r"end|stop|over|out|done| in$|let|eas|ceas|abat|reaped|gathered")
_OVER_AR = re.compile(plain("نهاية|انتهاء|انقضاء|توقف|انحسار|ختام|أواخر|لن [يت](?:نقضي|نتهي|مر|مضي)"))


def seasons_in(text: str, language: str, said: str | None, home: str | None = None) -> list[Found]:
    """The seasons of a plain text in order; said: ISO date of the words; home: code of the country they are of.

    >>> [tuple(f.horizon)[1:4] for f in seasons_in("they will be back by spring", "en", "2003-09-14")]
    [('seasonal', 164, 209)]
    """
    if not (_may_be_season(text) if language == "en" else _SEASON_AR.search(text)):
        return []
    found = []
    coming = ahead(text, "", language)
    for match in _pattern(language).finditer(text):
        how = re.sub(r"\s+", " ", (match["how"] or "").lower())
        name = next(key for key in lexicon(language)["seasons"] if match[key])
        act = ((match.groupdict().get("act") or "") + (match["edge"] or "") + how).lower()
        over = bool((_OVER_AR if language == "ar" else _OVER).search(act if name != "thaw" else ""))
        loose = how in _DURING or not (how or act)
        if _NEITHER.search(text[max(0, match.start() - NEAR) : match.start()]):
            continue
        if BEGAN.search(text[max(0, match.start() - 60) : match.start()]) and loose:
            continue
        if (
            loose
            and (name in NAMED or name == "harvest")
            and not (match["year"] or (language == "ar" and match["next"]))
            and not (how in ("for", "in", "this") and language == "en" and not done(text, language))
            and not (coming and (how or act or match["next"] or language == "ar" or name not in NAMED))
        ):
            continue
        if home in AUTUMN_RAINS and language == "ar" and name == "autumn":
            name = "rains"
        low, high = _days(match, name, how, over, spoken(said), home)
        found.append(Found(*match.span(), Horizon(match.group().strip(), "seasonal", low, high, None)))
    return found


def _days(
    match: re.Match[str], name: str, how: str, over: bool, when: Spoken, home: str | None
) -> tuple[int | None, int | None]:
    """From how many days after the words to how many; None where the day of the words is not known."""
    if when.day is None or not when.to_the_month:
        return None, None
    seen = max(when.day, date(int(match["year"]), 1, 1)) if match["year"] else when.day
    first, last = window(name, match.group().lower(), home, seen)
    passed = (
        first + (last - first) / 3 <= when.day
        and how in (*_BEFORE, "by", "once", "when")
        and not over
        and name != "thaw"
    )
    if passed or (match["next"] and first <= when.day):
        first, last = window(name, match.group().lower(), home, calendars.days_later(last, 1))
    if before := match.groupdict().get("of"):
        number = lexicon("en")["months"][before.strip()]
        middle = date(when.day.year + (number < when.day.month), number, 15)
        return 0, max(0, (middle - when.day).days)
    if month := match.groupdict().get("month"):
        number = lexicon("en")["months"][month]
        year = when.day.year + (number < when.day.month)
        return max(0, (date(year, number, 1) - when.day).days), (calendars.last_day(year, number) - when.day).days
    begins, ends = (first - when.day).days, (last - when.day).days
    named = name in NAMED
    if over and named:
        ends += SOLSTICE
    if how in ("for", "through", "throughout"):
        return max(0, begins), max(0, ends + SOLSTICE * named)
    if how in _WITHIN:
        return 0, max(0, ends)
    if how in _AFTER and name == "thaw":
        return max(0, begins - ONSET), max(0, ends)
    if how in _AFTER and not over:
        return max(0, ends), max(0, ends) + AFTER
    if over and how == "by":
        return max(0, ends - ONSET // 3), max(0, ends)
    if over and how in _BEFORE:
        return (0 if how in _ARABIC else begins if begins > 0 else round(max(0, ends) * LATE)), max(0, ends)
    if over:
        return max(0, ends - ONSET // 3), max(0, ends + ONSET)
    if how == "before" and name == "snow":
        return round(max(0, ends) * FIRST_SNOW), max(0, ends)
    if how in _BEFORE:
        far = ONSET - NEARLY if named and begins > 2 * ONSET and how not in _ARABIC else 0
        return far, max(0, begins + NEARLY * named) or ONSET
    if named and (how in _BY or match["edge"] or how in _UNTIL):
        begun = SOLSTICE if match["edge"] or how in _UNTIL else LENGTH - EARLY
        return max(0, begins - EARLY), max(0, begins + begun)
    if name in (*NAMED, "thaw", "snow") or how in _DURING or not (how or match["edge"] or match.groupdict().get("act")):
        return max(0, begins), max(0, ends + (NEARLY if named and how in _DURING else 0))
    if how in _UNTIL:
        return max(0, begins), max(0, begins + ONSET)
    return max(0, begins - EARLY), max(0, begins + ONSET)


def window(name: str, words: str, home: str | None, day: date) -> tuple[date, date]:
    """First and last day of a season in a country: the one that the day lies in, else the next one."""
    climate = _climate()
    if name in NAMED:
        shifted = NAMED[(NAMED.index(name) + 2) % 4] if home in climate["south"]["countries"] else name
        return calendars.season(shifted, day)
    if name == "crops":
        named = (crop for word, crop in climate["arabic"].items() if plain(word) in words)
        words = next(named, words)
        begins = next((span for crop, span in climate["crops"].items() if crop in words), climate["harvest"]["any"])
        return _next(begins, day)
    if name == "dry":
        wet = _of(climate["rains"], home)
        return _next([wet[2], wet[3], wet[0], wet[1]], day)
    return _next(_of(climate[name], home), day)


def _of(spans: dict[str, list[int]], home: str | None) -> list[int]:
    return spans.get(home or "any", spans["any"])


def _next(span: list[int], day: date) -> tuple[date, date]:
    for year in range(day.year - 1, day.year + 3):
        last = date(min(year + (span[2] < span[0]), 9999), span[2], span[3])
        if last >= day:
            return date(min(year, 9999), span[0], span[1]), last
    return day, day
