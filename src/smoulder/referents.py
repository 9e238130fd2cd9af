"""What words stand for: which armed group "they" are, who "he" is, which country it is about, when it was said."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from smoulder.claim import Article, Mention, Place, SaidOn, Speaker
from smoulder.date_words import dates_in, days_of
from smoulder.lexicon import plain
from smoulder.role_words import countries_in, organisation_in

GROUP_KINDS = ("armed_group", "rebel_group", "terrorist_group")
_JOINED = re.compile(r"\s*(?:,|and|or|&|/|و)\s*(?:the |ال)?$")
_GENERIC = re.compile(
    r"(?:the )?(?:group|militants|rebels|insurgents|movement|fighters|terrorists|organi[sz]ation)s?", re.IGNORECASE
)

# whose fighters: not the group's
OF_OTHERS = re.compile(
    r"\b(?:government|pro-government|loyalist|[Kk]urdish|tribal|allied|coalition|peshmerga|militia|local|"
    r"vigilante|[\w-]+-(?:led|backed|allied|trained|supported)|friendly|[Aa]fghan|opposition|Rwandan|"
    r"African Union|Ugandan|Turkish)\s+$"
)


class Named(NamedTuple):
    """An armed group as named at an offset; several that are named together are one."""

    start: int
    end: int
    name: str


def groups_in(article: Article, actors: Iterable[Mention]) -> list[Named]:
    """The armed groups that an article names, in order; allies of a government are none."""
    found: list[Named] = []
    beside = {
        each.refers_to for each in actors if _BESIDE.search(plain(article.text[max(0, each.start - 40) : each.start]))
    }
    for each in sorted(actors, key=lambda actor: (actor.start, -actor.end)):
        before = article.text[max(0, each.start - 40) : each.start]
        if (
            each.kind not in GROUP_KINDS
            or _friendly(each)
            or each.refers_to in beside
            or _SWORN_TO.search(plain(before))
            or (each.mention == "فتح" and "حركة فتح" not in article.text)
            or (_GENERIC.fullmatch(each.mention) and OF_OTHERS.search(before))
        ):
            continue
        if found and each.start < found[-1].end:
            continue
        between = article.text[found[-1].end : each.start] if found else "."
        if (
            found
            and each.refers_to not in found[-1].name.split(" and ")
            and _JOINED.fullmatch(between)
            and not _GENERIC.fullmatch(each.mention)
        ):
            found[-1] = Named(found[-1].start, each.end, f"{found[-1].name} and {each.refers_to}")
        else:
            found.append(Named(each.start, each.end, each.refers_to))
    return found


# whom an army fights beside is not whom it fights
_BESIDE = re.compile(
    plain(
        r"(?:حلفا\w+|حليف\w*|إلى جانب|بدعم|بمساندة|بمشاركة|بإسناد|مدعوم\w*|يسانده\w*|تسانده\w*)(?:\s+(?:في|من|ب|"
        r"مقاتلي|مسلحي|عناصر))*\s+$"
    )
)
# to whom a group has sworn allegiance is not of whom it is told
_SWORN_TO = re.compile(
    plain(
        r"(?:بيع\w+|مبايع\w*|بايع\w*|ولاء\w*|الموالي\w*|موالي\w*|المرتبط\w*|التابع\w*|تابع\w*|محسوب\w*)\s+(?:ل|ب|على\s+)?(?:تنظيم\s+)?$"
    )
)
_COMMON = set(
    (
        "army front state islamic people's peoples national liberation movement force forces party united group groups"
        " revolutionary armed democratic the of and for fighters militants rebels insurgents council brigade brigades"
        " state's republican popular new north south east west central african arab"
    ).split()
)


def all_groups_in(article: Article, actors: Iterable[Mention]) -> list[Named]:
    """The armed groups that an article names, also where it names one of several again alone, or one again."""
    found = groups_in(article, actors)
    text = article.text
    parts: dict[str, str] = {}
    for each in found:
        words = _bare(text[each.start : each.end])
        pieces = re.split(r"\s+(?:and|or|&)\s+|,\s+", words)
        names = each.name.split(" and ")
        for number, piece in enumerate(pieces):
            if (piece and not _GENERIC.fullmatch(piece) and piece[:1] and not piece.islower()) or (
                piece and "\u0621" <= piece[0] <= "\u064a"
            ):
                parts.setdefault(
                    piece, names[number] if len(names) == len(pieces) else piece if len(pieces) > 1 else each.name
                )
    parts = {**{short: name for piece, name in parts.items() for short in _short_arabic(piece)}, **parts}
    for piece, name in parts.items():
        for match in re.finditer(rf"(?<!\w)[وفبك]?({re.escape(piece)})(?!\w)", text, re.IGNORECASE):
            if not any(match.start(1) < each.end and each.start < match.end() for each in found):
                found.append(Named(match.start(1), match.end(), name))
    return sorted(found)


_HEAD = re.compile(
    r"(?P<of>حركة|تنظيم|جماعة|ميليشيا|مليشيا|مسلحي|مسلحو|مقاتلي|مقاتلو|متمردي|متمردو|عناصر|هيئة|حزب|كتيبة|جبهة|"
    r"لواء|قوات) "
    r"(?P<name>.+)"
)


def _short_arabic(name: str) -> Iterator[str]:
    """What an Arabic name is cut down to: "الشباب" of "حركة الشباب", and its first word alone, "الحزب"."""
    if not (match := _HEAD.fullmatch(name)):
        return
    if match["name"].startswith("ال") and " " not in match["name"] and match["of"] not in ("قوات", "حزب"):
        yield match["name"]
    if match["of"] == "قوات" and match["name"].startswith("ال") and " " in match["name"]:
        yield match["name"]
    if match["of"] in ("هيئة", "حزب", "كتيبة", "جبهة"):
        yield "ال" + match["of"]


_NAMELESS = re.compile(
    r"(?<!\w)(?:the )?(?:rebels|militants|insurgents|guerrillas|bandits|gunmen|jihadists|jihadis|separatists|"
    r"Islamists|mutineers|terrorists|extremists|secessionists|insurgency|rebellion|uprising|guerrilla movement|"
    r"subversives|paramilitaries)(?!\w)|"
    + plain(
        r"(?<!\w)(?:[وفبك]?ال|لل)(?:متمرد|مسلح|إرهابي|مقاتل|انفصالي|متشدد|جهادي|متطرف|تكفيري|إسلامي)(?:ين|ون)(?!\w)|"
        r"(?<!\w)[وفبل]?(?:ال|لل)?(?:جماعات|مجموعات|تنظيمات|فصائل|عصابات|ميليشيات) (?:ال)?(?:مسلحة|إرهابية|"
        r"متشددة|جهادية|متطرفة|متمردة)"
        r"(?!\w)"
    )
)
_WARLIKE = re.compile(
    r"\b(?:army|troops|soldiers|military|war|killed|bomb\w*|fighting|offensive|fighters|violence|massacres?|"
    r"operation|air ?strikes?|ceasefire|ambush\w*|commander|general|colonel|battalions?|brigade|gunmen|defence|defense|"
    r"security forces|recaptur\w+|weapons|armed)\b|"
    + plain(
        r"(?<!\w)[وفب]?(?:(?:ال)?(?:جيش|قوات|حرب|معارك|معركة|عملية|عمليات|هجوم|هجمات|تمرد|إرهاب|قتال|جنود|جنرال|عسكري|عسكرية|"
        r"اشتباكات|مواجهات|حصار|معقل|قصف|جنودها|جنوده|ضابط|ضباط|مسلحين|مسلحون|إرهابيين|رصاص|دبابات|مدفعية|كمين|انفجار|خطف|اغتيال|"
        r"متشددين|متمردين|جهاديين)|مقتل|قتل\w{0,2}|للجيش|للقوات)(?!\w)"
    )
)
WARLIKE = 3  # different words of war without which nameless rebels may be a team


NAMING, THIRD = 3, 1 / 3
HALF = 0.5  # of the sentences of an article that is about a war
NEAR = 600  # letters before a sentence, and half as many behind it, in which its subject may be named
TALK_OF_WAR = 2  # different words of war that make a passage one of war


def of_war(text: str, groups: Sequence[Named], start: int, end: int) -> bool:
    """Whether a sentence that names no group stands where one is named, or where there is talk of war.

    A page may tell of a group in one place and of a team, a storm or a vote in another.
    """
    begin = max(0, start - NEAR)
    if any(begin <= each.start < end and not _GENERIC.fullmatch(text[each.start : each.end]) for each in groups):
        return True
    return talk_of_war(text, start, end - NEAR // 2) >= TALK_OF_WAR


_MORE_WAR = re.compile(
    _WARLIKE.pattern + r"|\b(?:rebels?|militants?|insurgents?|guerr?illas?|jihadists?|jihadis|terrorists?|terrorism|"
    r"insurgency|rebellion|uprising|separatists?|subversives|rifles?|guns?|raids?|truce|clash\w*|warplanes|jets|"
    r"massacre\w*|front line|"
    r"officers?|soldier|hideouts?|air force|marines?|gendarm\w+|battlefield|combat|surrender\w*|columns|"
    r"deserters?|defectors?|"
    r"peacekeepers|warlord|mujahideen|cadres|barracks|artillery|shell\w*|besieged|siege|Army|Defen[cs]e|ambush|mines|police)\b"
)


def talk_of_war(text: str, start: int, end: int) -> int:
    """How many different words of war stand around a sentence."""
    begin, end = max(0, start - NEAR), end + NEAR // 2
    return len({match.group().lower() for match in _MORE_WAR.finditer(text, begin, end)})


def about_war(text: str, groups: Sequence[Named], parts: Iterable[tuple[int, int]]) -> bool:
    """Whether every second sentence of a text, parts, names an armed group or has a word of war, or three name one."""
    spans = list(parts)
    naming = [any(start <= each.start < end for each in groups) for start, end in spans]
    told = [named or bool(_MORE_WAR.search(text, *span)) for named, span in zip(naming, spans, strict=True)]
    return sum(told) >= HALF * len(told) or (sum(naming) >= NAMING and sum(told) >= THIRD * len(told))


def nameless_groups(text: str) -> list[Named]:
    """Rebels that a text of war gives no other name than "the rebels": where they are named, twice at least."""
    found = [
        Named(match.start(), match.end(), re.sub(r"^the ", "", match.group())) for match in _NAMELESS.finditer(text)
    ]
    told = any(" " in each.name and _ARABIC.match(each.name) for each in found)  # "the armed groups" say it once
    if len(found) < 2 - told or len({match.group().lower() for match in _WARLIKE.finditer(text)}) < WARLIKE:
        return []
    common = Counter(each.name for each in found).most_common(1)[0][0]
    return [each._replace(name=common) for each in found]


def _bare(words: str) -> str:
    """A group's name without the article before it and the word for its members behind it."""
    words = re.sub(r"^(?:the|The)\s+", "", words)
    return re.sub(
        r"\s+(?:fighters|militants|rebels|insurgents|guerrillas|gunmen|terrorists|jihadists|group|movement|"
        r"members|forces|commanders?|leaders?)$",
        "",
        words,
    )


def name_words(names: Iterable[str]) -> list[str]:
    """Words by which members of a group are called: "Tiger" for the Tamil Tigers."""
    found = []
    for name in names:
        for word in re.findall(r"[A-Z][\w'-]{3,}", _bare(name)):
            if word.lower() not in _COMMON and not countries_in(word, "en"):
                found += [word, word[:-1]] if word.endswith("s") else [word]
    return found


def _friendly(actor: Mention) -> bool:
    language = "ar" if re.search("[\u0621-\u064a]", actor.mention) else "en"
    known = organisation_in(plain(actor.mention), language) or organisation_in(plain(actor.refers_to), "en")
    official = re.search(
        r"\b(?:commanders?|officers?|officials?|militiamen|vigilantes?)$", actor.mention, re.IGNORECASE
    )
    return bool(known and known[2] != "rebel") or bool(
        official and official.start() and countries_in(actor.mention, "en")
    )


_BOTH = re.compile(
    r"\b(?:[Bb]oth (?:groups|sides|movements|rebel\w*|organi[sz]ations|of them)|[Nn]either (?:side|group|of them|"
    r"will|can|has|is)|[Tt]he two (?:groups|movements|rivals))\b"
)


def group_of(start: int, end: int, groups: Sequence[Named], text: str = "") -> str | None:
    """The group that a clause is about: named in it, else the one named last before it, else the most named one."""
    inside = [each.name for each in groups if each.start < end and each.end > start]
    if inside:
        return " and ".join(dict.fromkeys(inside))
    if text and _BOTH.search(text, start, end):
        common = [name for name, _ in Counter(each.name for each in groups).most_common(2)]
        return " and ".join(common)
    before = [each.name for each in groups if each.end <= start]
    if before:
        return before[-1]
    return Counter(each.name for each in groups).most_common(1)[0][0] if groups else None


def home_of(article: Article, places: Iterable[Place]) -> str | None:
    """The country that an article is about: the one that its words and places name most, its great allies last."""
    votes = Counter(countries_in(plain(article.text), article.language))
    votes.update(code for place in places if place.country for code in place.country.split("/"))
    if not votes:
        return None
    abroad = {"USA", "GBR", "FRA", "CHE"}
    local = {code: count for code, count in votes.items() if code not in abroad} or votes
    return max(local, key=lambda code: local[code])


class Voices(NamedTuple):
    """Who has spoken in the article so far, newest last, and who passed it on."""

    heard: list[Speaker]
    relays: list[str | None]

    def last(self, plural: bool = False) -> tuple[Speaker, str | None] | None:
        """The last speaker, for "he said" a person, for "they said" several."""
        for speaker, relay in zip(reversed(self.heard), reversed(self.relays), strict=True):
            if speaker.kind != "author" and (plural or speaker.kind not in ("collective",)):
                return speaker, relay
        return (self.heard[-1], self.relays[-1]) if self.heard else None

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
        role = re.fullmatch(r"[Tt]he ((?:[\w-]+ ){0,4}[\w-]+)", written.strip())
        if speaker.name or not role or speaker.kind == "collective":
            return None
        words = [
            word for word in role.group(1).lower().split() if word not in ("same", "high", "said", "latter", "senior")
        ]
        if not words:
            return self.heard[-1] if self.heard else None
        if words[-1] in ("message", "statement", "letter", "speech", "communique", "text", "order"):
            return self.heard[-1] if self.heard else None
        people = [each for each in reversed(self.heard) if each.kind not in ("collective", "author", "media")]
        for each in people:
            theirs = set(re.findall(r"[\w-]+", plain(each.as_written).lower()))
            if theirs.issuperset(words) and len(theirs) > len(words):
                return each
        if (
            words[-1] in RANKS
            and people
            and people[0].kind in ("named_official", "unnamed_official", "named_rebel", "unnamed_rebel")
        ):
            theirs = set(re.findall(r"[\w-]+", plain(people[0].as_written).lower()))
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


RANKS = frozenset(
    "general colonel major captain lieutenant brigadier admiral commander officer sergeant chief leader".split()
)
MEN_OF_RANK = RANKS | frozenset("official military army commandant marshal spokesman".split())


def said_on(when: str | None, cue: str, article: Article, language: str) -> SaidOn:
    """The day of words, from what tells it, else the article's own; of a pluperfect without a day, the year."""
    published = article.published
    day = published.day or published.latest
    exact = published.day is not None
    written = dates_in(when, language) if when else []
    fixed = [each for each in written if each.month or each.year or each.day]
    chosen = (fixed or written)[:1]
    if chosen and (day or chosen[0].year):
        dated = chosen[0]
        first, last = days_of(dated, day or date(dated.year or 2000, 12, 31), ahead=False)
        if first == last:
            return SaidOn(first.isoformat(), "day", "text")
        if (last - first).days <= 31 and first.month == last.month and dated.month:
            return SaidOn(first.isoformat()[:7], "month", "text")
        if dated.relative and dated.relative[0] == "month":
            return SaidOn(first.isoformat()[:7], "month", "text")
        return SaidOn(str(first.year), "year", "text")
    if day is None:
        return SaidOn(None, "unknown", "undated")
    past = re.match(r"had\b", cue, re.IGNORECASE) or re.match(r"و?(?:كان|قد)", cue)
    if past:
        return SaidOn(str(day.year), "year", "inferred")
    if exact:
        return SaidOn(day.isoformat(), "days", "publication")
    earliest = published.earliest
    if earliest and (earliest.year, earliest.month) == (day.year, day.month):
        return SaidOn(day.isoformat()[:7], "month", "publication")
    return SaidOn(str(day.year) if earliest and earliest.year == day.year else None, "year", "publication")


def place_of(start: int, end: int, places: Sequence[Place], sentence: tuple[int, int], home: str | None) -> str | None:
    """The place that a clause is about: named in it, else in its sentence, else nowhere in particular."""
    inside = [each.refers_to for each in places if start <= each.start and each.end <= end]
    if not inside:
        local = [
            each
            for each in places
            if sentence[0] <= each.start and each.end <= sentence[1] and each.kind not in ("city", "town", "country")
        ]
        inside = [each.refers_to for each in local]
    return "; ".join(dict.fromkeys(inside)) or home
