"""Who "he" or "the general" is that speaks once more, and when it was said."""

import re
from datetime import date
from typing import NamedTuple

from smoulder.claim import Article, SaidOn, Speaker
from smoulder.date_words import dates_in, days_of
from smoulder.lexicon import plain


class Voices(NamedTuple):
    """Who has spoken in the article so far, newest last, and who passed it on."""

    heard: list[Speaker]
    relays: list[str | None]

    def last(self, pronoun: str = "he") -> tuple[Speaker, str | None] | None:
        """The last speaker for "he said" or "she said" a person, for "it said" a body, for "they said" several."""
        pairs = [
            pair for pair in zip(reversed(self.heard), reversed(self.relays), strict=True) if pair[0].kind != "author"
        ]
        bodies = ("collective", "media", "rebel_media")
        fits = {
            "it": [pair for pair in pairs if pair[0].kind in bodies],
            "they": [pair for pair in pairs[:3] if pair[0].kind in (*bodies, "witnesses")],
        }.get(pronoun, [pair for pair in pairs if pair[0].kind not in bodies])
        if fits or pronoun == "it":
            return fits[0] if fits else None
        return pairs[0] if pairs else (self.heard[-1], self.relays[-1]) if self.heard else None

    def same(self, speaker: Speaker) -> Speaker | None:
        """Who "the official", "the president" or a bare surname is, if he spoke or was named before."""
        written = plain(speaker.as_written)
        if _ARABIC.match(written) and not speaker.name:
            return self._said_before(written)
        if not speaker.name and len(written.split()) == 1 and written.strip():
            return next(
                (each for each in reversed(self.heard) if each.name and each.name.split()[-1] == written.strip()), None
            )
        if speaker.name and speaker.name == written.strip() and len(written.split()) <= 2:
            return next(
                (
                    each
                    for each in reversed(self.heard)
                    if each.name and each.name != speaker.name and each.name.split()[-1] == speaker.name.split()[-1]
                ),
                None,
            )
        if _PAPERS.fullmatch(written.strip()) and (
            bodies := [each for each in reversed(self.heard) if each.kind == "collective"]
        ):
            return bodies[0]
        role = _ROLE.fullmatch(written.strip())
        if speaker.name or not role or speaker.kind == "collective":
            return None
        words = [
            word for word in role.group(1).lower().split() if word not in ("same", "high", "said", "latter", "senior")
        ]
        if not words:
            return self.heard[-1] if self.heard else None
        if words[-1] in ("message", "statement", "letter", "speech", "communique", "text", "order"):
            return self.heard[-1] if self.heard else None
        people = [
            each for each in reversed(self.heard) if each.kind not in ("collective", "author", "media", "rebel_media")
        ]
        if words[-1] in ANYBODY and len(words) == 1 and people:
            return next((each for each in people if words[-1] in plain(each.as_written).lower().split()), people[0])
        for each in people:
            small = plain(each.as_written).lower()
            if words[-1] not in small:
                continue
            theirs = set(_WORD.findall(small))
            if theirs.issuperset(words) and len(theirs) > len(words):
                return each
        if (
            words[-1] in RANKS
            and people
            and people[0].kind in ("named_official", "unnamed_official", "named_rebel", "unnamed_rebel")
        ):
            theirs = set(_WORD.findall(plain(people[0].as_written).lower()))
            if theirs & MEN_OF_RANK:
                return people[0]
        return None

    def arabic(self, verb: str) -> tuple[Speaker, str | None] | None:
        """Who a plain Arabic verb without a subject is of: the last speaker of its gender, else the last."""
        said = [
            pair for pair in zip(reversed(self.heard), reversed(self.relays), strict=True) if pair[0].kind != "author"
        ]
        if not said:
            return None
        verb = re.sub(plain(r"^(?:[وف](?=\w{3}))?(?:قد |لا |لم |لن )?"), "", verb).strip()
        female = bool(
            re.match(plain(r"ت(?!حدث|وقع|عهد|وعد|ابع|ساءل|نبأ|خوف|حدى|فاخر|باهى|بنى|بجح|مسك|فق)"), verb)
            or re.search(plain("ت$"), verb)
        )
        fits = [pair for pair in said if _female(pair[0].as_written) == female]
        return (fits or said)[0]

    def _said_before(self, written: str) -> Speaker | None:
        """Who a definite Arabic noun phrase is: "المسؤول" who was called one, "المصدر نفسه", a surname."""
        bare = _ITSELF.sub("", re.sub(plain(r"^(?:نفس|ذات|هذا|هذه|ذلك|تلك)\s+"), "", written))
        if _PAPER.fullmatch(bare) and self.heard:
            return self.heard[-1]
        people = [each for each in reversed(self.heard) if each.kind not in ("author", "media")]
        if _WHOEVER.fullmatch(bare):
            known = next((each for each in people if _same_office(bare, plain(each.as_written))), None)
            return known or next((each for each in people if each.kind not in ("collective", "rebel_media")), None)
        if len(bare.split()) == 1:
            named = next((each for each in people if each.name and plain(each.name).split()[-1] == bare), None)
            if named or not bare.startswith("ال"):
                return named
        if not bare.startswith("ال"):
            return None
        return next((each for each in people if _same_office(bare, plain(each.as_written))), None)


def _female(written: str) -> bool:
    first = plain(written).split()[:1]
    return bool(
        first
        and (first[0].endswith("ه") or re.fullmatch(plain("(?:ال)?(?:قوات|سلطات|مصادر|حركات|منظمات|صحف)"), first[0]))
    )


_ARABIC = re.compile("[\u0621-\u064a]")
_ITSELF = re.compile(plain(r"\s+(?:نفس|ذات|عين)(?:ه|ها|هم)$|\s+(?:المذكور|المتقدم|آنفا)\w*$"))
_PAPER = re.compile(plain(r"(?:النشرة|التقرير|البيان|الوثيقة|الرسالة|التسجيل|المقال|الصحيفة|المنظمة|الدراسة|الخطاب)"))
_WHOEVER = re.compile(plain(r"(?:هذا )?(?:الأخير|الرجل|السيدة|المرأة|الشاب|الشيخ|المذكور|المتكلم|الأخيرة)"))


def _same_office(phrase: str, written: str) -> bool:
    """Whether an Arabic noun phrase with articles is one that was first written without: its words in their order."""
    theirs = [word.removeprefix("ال") for word in written.replace(",", " ").split()]
    ours = [word.removeprefix("ال") for word in phrase.split()]
    if len(theirs) <= 1 and len(ours) <= 1:
        return False
    return bool(theirs and ours) and theirs[0] in (ours[0], ours[0] + "ا") and set(ours[1:]) <= set(theirs)


_ROLE = re.compile(r"(?:[Tt]he|[Tt]his|[Tt]hat) ((?:[\w-]+ ){0,4}[\w-]+)")
_WORD = re.compile(r"[\w-]+")
# what a body writes, spoken of once more
_PAPERS = re.compile(
    r"(?:[Tt]he same|[Ii]ts|[Tt]heir|[Tt]his) (?:[\w-]+ )?(?:bulletin|statement|communiqu[eé]|report|note|"
    r"release|document|text|figures|tally|count)"
)
ANYBODY = frozenset("source man woman person interlocutor speaker former latter".split())
RANKS = frozenset(
    "general colonel major captain lieutenant brigadier admiral commander officer sergeant chief leader".split()
)
MEN_OF_RANK = RANKS | frozenset("official military army commandant marshal spokesman".split())


_PAST = re.compile(r"[Hh][Aa][Dd]\b|و?(?:كان|قد)")


def said_on(when: str | None, cue: str, article: Article, language: str) -> SaidOn:
    """The day of words, from what tells it, else the article's own; of a pluperfect without a day, the year.

    A day without its year ("on Sunday") is known only where the month is in which the article appeared.
    """
    published = article.published
    day, earliest = published.day or published.latest, published.earliest
    exact = published.day is not None
    same_year = bool(day and earliest and earliest.year == day.year)
    same_month = bool(same_year and day and earliest and earliest.month == day.month)
    written = dates_in(when, language) if when else []
    fixed = [each for each in written if each.month or each.year or each.day]
    chosen = (fixed or written)[:1]
    if chosen and (same_month or chosen[0].year):
        dated = chosen[0]
        first, last = days_of(dated, day or date(dated.year or 2000, 12, 31), ahead=False)
        if first == last:
            return SaidOn(first.isoformat(), "day", "text")
        if (last - first).days <= 31 and first.month == last.month and dated.month:
            return SaidOn(first.isoformat()[:7], "month", "text")
        if dated.relative and dated.relative[0] == "month":
            return SaidOn(first.isoformat()[:7], "month", "text")
        return SaidOn(str(first.year), "year", "text")
    if day is None or (chosen and not same_month):
        return SaidOn(None, "unknown", "undated")
    if _PAST.match(cue):
        return SaidOn(str(day.year), "year", "inferred") if same_year else SaidOn(None, "unknown", "undated")
    if exact:
        return SaidOn(day.isoformat(), "days", "publication")
    if same_month:
        return SaidOn(day.isoformat()[:7], "month", "publication")
    return SaidOn(str(day.year) if same_year else None, "year", "publication")
