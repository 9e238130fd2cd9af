"""Who an Arabic noun phrase is that speaks: kind and side by its first word, a name by where it stands.

A definite office takes a name behind it ("وزير الدفاع فلان"), an indefinite one has none ("ضابط في الجيش"). Kinds and
sides are those of `claim`; the text is plain.
"""

import re
from functools import cache

from smoulder.arabic_verbs import speech
from smoulder.claim import Speaker
from smoulder.inflections_ar import noun_forms
from smoulder.lexicon import lexicon, one_of, plain
from smoulder.role_words import countries_in, medium_in, organisation_in, world

_FIRST = re.compile(
    plain(
        r"^(?:أما |لكن |[وف](?=ال|\w{4}))?(?:(?:هذا|هذه|ذلك|تلك|نفس|ذات|بعض|أحد|إحدى|عدد من|كبار|كبير|كبيرة|عدة|"
        r"معظم|أكثر من|آخر|ثلاثة|أبرز) )*"
    )
)
_GROUP = re.compile(
    plain(
        r"(?<!\w)[بلو]?(?:ال|لل)(?:تنظيم|حركة|جماعة|ميليشيا|مليشيا|ميليشيات|متمردين|متمردون|مسلحين|مسلحون|مقاتلين|مقاتلون|جهاديين|انفصاليين|إرهابيين|خلافة|فصائل|جناح|ثوار|مجاهدين|مقاومة|متشددين|فصيل|إمارة)(?!\w)|(?<!\w)ثوار(?!\w)|مجلس شورى"
    )
)
_GROUPS = frozenset(map(plain, "تنظيم حركة جماعة جبهة كتائب كتيبة ميليشيا مليشيا حزب سرايا".split()))
_AGAINST = re.compile(plain(r"(?<!\w)(?:شؤون|ضد|سابق|السابق|منشق|مكافحة|محاربة|مناهض|الجماعات|أسير|ملف)(?!\w)"))
_SECURITY = re.compile(
    plain(
        r"(?<!\w)(?:ال)?(?:جيش|دفاع|قوات|لواء|عميد|عقيد|فريق|جنرال|ضابط|قائد|عسكري\w*|أمني\w*|استخبارات|عمليات|شرطة|أركان|تحالف|بنتاغون)(?!\w)"
    )
)
# who speaks for, or leads, a body that is none of the state's
_LEADS = re.compile(
    plain(
        r"(?:ال)?(?:قيادي(?:ا|ة)?(?!\w)|(?:متحدث|ناطق|متكلم)(?:ا|ة)? (?:\S+ )?(?:باسم|بلسان) "
        r"(?:ال\w+|قائد|فصائل|مقاتلي|مجلس|سرايا|كتائب|ألوية|لواء) ?)"
    )
)
_FOR = re.compile(plain("(?:باسم|بلسان) "))
_OF_STATE = re.compile(
    plain(
        r"(?<!\w)[بلو]?(?:ال|لل)?(?:حشد|جيش|حكوم\w+|شرطة|قوات|قوة|تحالف|ائتلاف|برلمان|عشائر|عشيرة|قبائل|بيشمركة|صحو\w+|وزارة|وزير|"
        r"رئاسة|رئيس|أمم|بعثة|قيادة|داخلية|دفاع|خارجية|أمن|أمنية|عملية|عمليات|بيت الأبيض|محافظ\w*|بلدية|منظمة|صليب|هلال|ناتو|"
        r"حلف|محكمة|نيابة|هيئة|لجنة|بنتاغون|إدارة الأميركية|دولة|سلطة|سلطات|أركان|عسكري|استخبارات|مخابرات|كتلة|اتحاد|سفارة|"
        r"أونروا|مفوضية|يونيفيل|ميناء|شركة|حملة|مستشفى|نقابة|كرملين|حاكم|نازحين|لاجئين|أهالي|سكان)(?!\w)"
    )
)
_COMMON = re.compile(plain(r"(?<!\w)(?:في|من|على|إلى|عن|مع|أن|هذا|هذه|كل|أي|ما|لا|لم|ب\w{4,}|ال\w+ة|\w{3,}ات)(?!\w)"))
_RETIRED = re.compile(
    plain(
        r"(?<!\w)(?:ال)?متقاعد(?:ة|ا|ون|ين)?(?!\w)|^(?:ال)?(?:ضابط|عميد|عقيد|لواء|جنرال|فريق|مقدم|رائد|قائد|"
        r"جندي|ضباط|ملحق|مسؤول|مدير|موظف|سفير|مستشار|مبعوث|ضابطة|رقيب|نقيب|مفتش|محقق|وسيط|عميل|رئيس)(?:ا|ة)? "
        r"(?:\S+ ){0,2}?(?:ال)?سابق(?:ا|ة|ين|ون)?(?!\w)"
    )
)
_LEARNED = re.compile(
    plain(
        r"^(?:ال)?مستشار(?:ة|ا)?(?= )(?!.*(?:حكوم|رئيس|رئاس|وزار|وزير|قائد)).*(?<!\w)(?:لشؤون|في شؤون|أمني\w*|عسكري\w*)|"
        r"(?<!\w)(?:خبير|خبيرة|متخصص|متخصصة|مختص|باحث|باحثة|محلل|محللة)(?!\w)|مركز (?:أبحاث|دراسات|بحوث)|"
        r"معهد (?:أبحاث|دراسات)|(?<!\w)حقوقي(?:ة|ا)?(?!\w)"
    )
)
_DIPLOMAT = re.compile(plain(r"(?<!\w)(?:ال)?(?:دبلوماسي|سفير|مبعوث|موفد|وسيط)"))
_ABROAD = re.compile(plain(r"(?<!\w)(?:ال)?(?:غربي|أوروبي|أممي|عربي|أجنبي|دولي|إقليمي)(?:ة|ون|ين)?(?!\w)"))
_PREPOSITION = re.compile(
    plain(
        r"(?:في|من|على|إلى|عن|لدى|مع|قرب|باسم|بشأن|لشؤون|بال\w+|لل\w+|لقوات|لدى|بين|عند|حول|منذ|لحركة|لجماعة|لتنظيم|الذي|التي|لم|لا|قد|وهو|بن|ضد|خلال|بعد|قبل|لهم|لها|له|كل|بعض|باسمه|باسمها|باسمهم|منهم|داخل|خارج|شمال|جنوب|شرق|غرب|وسط|غير|ذات|ذو|أو|أن|إن|سبق|كان|كانت|ثم|هو|هي|نفسه|نفسها|ذاته|ذاتها)"
    )
)
_NAMELESS = re.compile(
    plain(
        r"ال\w+|لل\w+|\d+|\w*(?:ية|يين|يون|ات)|طلب|رفض|فضل|اشترط|يعيش|يقود|يعمل|خرج\w*|فر|نزح|عاد|أعد\w*|شارك|سابق|كبير|محلي|ميداني|بارز|رفيع|أمني|عسكري|حكومي|طبي|مطلع|يدعى|اسمه|عرف\w*|كان\w*|[يت]\w{3,}ون"
    )
)
# capitals that stand for their government
CAPITALS = {
    plain(name): code
    for name, code in (
        pair.split("=")
        for pair in (
            "واشنطن=USA موسكو=RUS أنقرة=TUR طهران=IRN باريس=FRA لندن=GBR بغداد=IRQ دمشق=SYR القاهرة=EGY "
            "الخرطوم=SDN كييف=UKR "
            "الرياض=SAU كابل=AFG كابول=AFG نيودلهي=IND أبوجا=NGA مقديشو=SOM نيروبي=KEN باماكو=MLI نيامي=NER "
            "طرابلس=LBY صنعاء=YEM "
            "برلين=DEU بكين=CHN بروكسل=BEL نجامينا=TCD مانيلا=PHL كمبالا=UGA كيغالي=RWA كينشاسا=COD أسمرة=ERI"
        ).split()
    )
}


@cache
def _heads() -> dict[str, re.Pattern[str]]:
    who = lexicon("ar_who")
    found = {}
    for kind, table in who.items():
        for number, words in table.items():
            forms = [f"(?:ال)?{plain(word)}(?:ن|ين|ون|ا)?" if number == "many" else noun_forms(word) for word in words]
            found[f"{kind}.{number}"] = re.compile(rf"{one_of(forms)}(?!\w)")
    return found


def _plural(word: str, kind: str) -> bool:
    """Whether a singular noun stands with a regular plural ending."""
    return bool(re.search(plain(r"(?:ون|ين|و|ات)$"), word)) and not re.search(plain(r"(?:^بيان|ين)$"), word[:5])


def rank(written: str, bare: bool = False) -> tuple[str, bool] | None:
    """What the first word of a plain noun phrase is, and whether it is of several: a kind of ar_who.toml or "body".

    bare: only as it stands, without a conjunction or "some of" before it.
    """
    found = _rank_at(written, 0)
    start = _FIRST.match(written)
    return found or (None if bare or start is None or not start.end() else _rank_at(written, start.end()))


# a sound plural is of people, whoever they are
_PEOPLE = re.compile(plain(r"(?:ال)?(?P<word>(?![يتن])\w{3,}(?:ين|ون))(?!\w)"))
_NO_PEOPLE = re.compile(
    plain(
        r"(?:عشر|ثلاث|أربع|خمس|ست|سبع|ثمان|تسع|مئت|ألف|مليون|اثن|قوان|عناو|سنو?|مضام|ميادي?|فلسط|بساتين?|شرايين?|موازين?)(?:ين|ون|ن)?|"
        r"(?:\w*تين|بين|حين|دين|لين|طين|عين|قرين|رهين|سجين|يقين|تمكين|تأمين|تكوين|تحسين|تدوين|قانون|مضمون|"
        r"مليون|تلفزيون|زيتون|بدون|شؤون|عيون|غصون|سجون|حصون|ديون|سكون)"
    )
)


def _rank_at(written: str, at: int) -> tuple[str, bool] | None:
    heads = _heads()
    best: tuple[int, str, str] | None = None
    for name, pattern in heads.items():
        if name.startswith("titles"):
            continue
        match = pattern.match(written, at)
        if match and (best is None or match.end() > best[0]):
            best = match.end(), *name.split(".")  # type: ignore[assignment]
    if best is None:
        people = _PEOPLE.match(written, at)
        return ("witness", True) if people and not _NO_PEOPLE.fullmatch(people["word"]) else None
    _, kind, number = best
    if number == "body":
        return ("body" if kind == "body" else "body_of_state"), True
    word = written[at : best[0]].split()[0]
    return kind, number == "many" or bool(re.search(plain(r"(?:ون|يين)$"), word))


def is_source(text: str) -> bool:
    """Whether a plain noun phrase can speak: its first word does, or it is an organisation, a medium or a country."""
    text = text.strip()
    if not text or len(text) > 220 or re.match(rf"{_PREPOSITION.pattern}(?!\w)", text):
        return False
    head = " ".join(text.split()[:3])
    if text in CAPITALS or rank(text) or medium_in(head, "ar") or world("ar").countries.fullmatch(text):
        return True
    known = organisation_in(head, "ar")
    return bool(known)


def speaker_from(
    written: str, *, home: str | None, rebels: re.Pattern[str] | None, original: str | None = None
) -> Speaker:
    """The speaker that a plain noun phrase names; arguments as in `speakers.speaker_from`."""
    shown = (original or written).strip()
    cut = re.match(plain(r"(?:أما|لكن|غير أن|إلا أن|[وف](?=ال))\s*"), written)
    cut = None if cut and rank(written, bare=True) and not written.startswith("ال") else cut
    joined = written[:1] in "وف" and rank(written, bare=True) is None and rank(written[1:], bare=True) is not None
    if (cut and cut.end() < len(written)) or joined:
        at = cut.end() if cut else 1
        shown, written = shown[at:].strip(), written[at:].strip()
    organisation = organisation_in(written, "ar")
    name = name_in(written, shown)
    if name and rebels and rebels.fullmatch(name):
        name = None
    if name and organisation and name in organisation[0]:
        name = None
    told = rank(written)
    kind, side = _kind_and_side(written, told, name, organisation, rebels, home)
    own = countries_in(written, "ar")
    country = own[0] if own else organisation[1] if organisation else CAPITALS.get(written.strip())
    if side in ("government", "rebel", "civilians"):
        country = country or home
    at = written.find(name) if name and len(shown) == len(written) else -1
    if name and at >= 0:
        office, name = shown[:at] + shown[at + len(name) :], shown[at : at + len(name)]
    else:
        office = written.replace(name, "") if name else shown
    office = re.sub(r"\s+", " ", office).strip(" ,")
    return Speaker(shown, name, office or None, organisation[0] if organisation else None, country, kind, side)


def _kind_and_side(
    written: str, told: tuple[str, bool] | None, name: str | None,
    organisation: tuple[str, str | None, str | None, str | None] | None,
    rebels: re.Pattern[str] | None, home: str | None,
) -> tuple[str, str | None]:  # fmt: skip
    head, many = told or ("name", False)
    if organisation and organisation[3] and (told is None or head in ("media", "body")):
        return "rebel_media", "rebel"
    of_group = bool((rebels and rebels.search(written)) or _GROUP.search(written)) and not _AGAINST.search(written)
    of_group = of_group and not (organisation and organisation[2] not in (None, "rebel"))
    if head == "media":
        return ("rebel_media", "rebel") if of_group else ("media", None)
    if of_group and (head in ("rebel", "official", "name", "body_of_state", "body")):
        if re.match(plain("(?:بيان|مؤسسة|تسجيل|رسالة)"), written):
            return "rebel_media", "rebel"
        first = written.removeprefix("ال").split()[0]
        if (rebels and rebels.match(written)) or first in _GROUPS:
            return "rebel_media", "rebel"  # what a group says it says in a message
        single = head in ("official", "rebel", "name") and not many
        if head in ("body", "body_of_state"):
            return "rebel_media", "rebel"
        kind = "collective" if many else "named_rebel" if name else "unnamed_rebel" if single else "collective"
        return kind, "rebel"
    if head == "rebel" and re.match(plain("الأمير(?= )"), written):
        head = "official"  # a prince
    if head == "rebel":
        return ("collective" if many else "named_rebel" if name else "unnamed_rebel"), "rebel"
    if head == "official" and not many and _LEADS.match(written) and not _OF_STATE.search(_FOR.split(written)[-1]):
        return ("named_rebel" if name else "unnamed_rebel"), "rebel"
    if _RETIRED.search(written) and head in ("official", "name"):
        return ("collective" if many else "named_expert" if name else "unnamed_expert"), "neutral"
    if head == "expert" or (head in ("official", "other") and _LEARNED.search(written)):
        return ("collective" if many else "named_expert" if name else "unnamed_expert"), "neutral"
    if head == "witness":
        return ("named_other" if name and not many else "witnesses"), "civilians"
    if head == "other":
        return ("collective" if many else "named_other" if name else "unnamed_other"), "neutral"
    if head == "name":
        known = organisation or world("ar").countries.fullmatch(written.strip())
        if not known and written.strip() not in CAPITALS:  # a surname alone is most often that of a man in office
            person = len(written.split()) == 1 or (len(written.split()) <= 4 and not _COMMON.search(written))
            return ("named_official", "government") if person else ("named_other", None)
    kind = (
        "collective"
        if many or head in ("body", "body_of_state", "name")
        else "named_official"
        if name
        else "unnamed_official"
    )
    return kind, _side(written, head, organisation, home)


def _side(
    written: str, head: str, organisation: tuple[str, str | None, str | None, str | None] | None, home: str | None
) -> str:
    if organisation and organisation[2]:
        return organisation[2]
    own = countries_in(written, "ar")
    country = own[0] if own else organisation[1] if organisation else CAPITALS.get(written.strip())
    if head == "body" or _DIPLOMAT.search(written):
        return "neutral"
    if country is None:
        return "neutral" if _ABROAD.search(written) else "government"
    if country == home or home is None:
        return "government"
    return "coalition" if _SECURITY.search(written) or country in ("USA", "FRA", "RUS", "GBR") else "neutral"


@cache
def _titles() -> re.Pattern[str]:
    return re.compile(rf"(?:ال)?{one_of(plain(word) for word in lexicon('ar_who')['titles']['one'])}(?:ه)?")


def name_in(written: str, shown: str = "") -> str | None:
    """The person's name that a plain noun phrase ends with, or holds between commas; shown: as the text has it."""
    pieces = [piece.strip() for piece in written.split(",")]
    for piece in pieces[1:]:
        if 2 <= len(piece.split()) <= 4 and not any(_NAMELESS.fullmatch(word) for word in piece.split()[:1]):
            return piece
    for piece in pieces[1:]:
        if rank(piece) and (found := name_in(piece)):
            return found  # "the commander of the division, General X"
    if pieces[1:] and rank(pieces[0]) is None and rank(pieces[1]) and 2 <= len(pieces[0].split()) <= 4:
        return pieces[0]  # "Cemil Bayik, a leader of the party"
    words = pieces[0].split()
    seen = shown.split()[: len(words)] if len(shown.split()) >= len(words) else words
    if not words or not (rank(pieces[0]) or organisation_in(pieces[0], "ar")):
        return None
    known = {
        number for match in world("ar").countries.finditer(pieces[0]) for number in _numbers(pieces[0], *match.span())
    }
    article = [_definite(word, own) for word, own in zip(words, seen, strict=True)]
    joins = [_joins(word, own) for word, own in zip(words, seen, strict=True)]
    if not any(article[:3]) and not known & {1, 2}:
        return _behind_place(words, article, joins)
    for number in range(1, len(words)):
        rest, before = words[number:], words[number - 1]
        if len(rest) > 5 or number in known or article[number] or any(joins[number:]):
            continue
        title = bool(_titles().fullmatch(before)) and article[number - 1]
        ranked = number > 1 and before in map(plain, ("أول", "ركن")) and article[number - 2]
        acting = before in map(plain, ("بالوكالة", "بالنيابة", "بالإنابة"))
        whole = not joins[number - 1] or before.startswith("لل")
        complete = (article[number - 1] and whole) or number - 1 in known or ranked or acting
        named = title and len(rest) >= 2  # "the Lieutenant General Raed": a rank that is a name
        likely = named or _like_name(rest)
        if not complete or not likely or _no_person(rest, seen[number:], title):
            continue
        if len(rest) == 1 and not (title and len(words) <= 3):
            continue
        return " ".join(rest)
    return None


def _definite(word: str, own: str) -> bool:
    """Whether a word has the article or stands for one that has: "its commander"; own: as the text writes it."""
    if _POSSESSED.fullmatch(word):
        return not own.endswith("ة")
    return word.startswith(("ال", "لل", "بال")) and not own.startswith(("إ", "أ")) and not _GIVEN.fullmatch(word)


def _joins(word: str, own: str) -> bool:
    """Whether a word is none of a name: it joins, or is a verb of speech."""
    if own in ("علي", "بن", "ابن", "بنت"):
        return False
    told = speech(word)
    return bool(_PREPOSITION.fullmatch(word)) or (told is not None and told.kind == "participle")


def _behind_place(words: list[str], article: list[bool], joins: list[bool]) -> str | None:
    """The name in "governor of Helmand Gulab Mangal": behind an office and a bare name of a place."""
    rest = words[2:]
    if not _RULES.fullmatch(words[0]) or not 2 <= len(rest) <= 3 or any(article) or any(joins):
        return None
    common = any(
        _NAMELESS.fullmatch(word) or speech(word) or re.search(plain("(?:ية|ي|ا|ة)$"), word) for word in words[1:-1]
    )
    return None if common or rank(" ".join(words[1:])) or not _like_name(rest) else " ".join(rest)


_RULES = re.compile(plain("حاكم|والي|محافظ|عمدة|سفير|مبعوث|رئيس|نائب|أمير|ملك"))
# what a verb does rather than a person: forms of verbal nouns, and common nouns that end in "a"
_VERBAL = re.compile(plain(r"(?:ا(?:ست|نت|ن)?\w{2}ا\w|ت\w{2}ي\w|م\w{3,}ة|\w{2,}ة)"))
_SERVANT = re.compile(
    plain(
        "عبد|أبو|أبي|نور|سيف|صلاح|علاء|بهاء|شمس|جمال|نصر|فخر|تقي|حسام|عز|محيي|محي|بدر|ضياء|جار|فضل|خير|سعد|فتح|ولد|أم"
    )
)
_PERSONS = re.compile(
    plain(
        r"ا(?:براهيم|سماعيل|دريس|سحاق|سحق)|تحسين|توفيق|تيسير|خليفة|حمزة|أسامة|طلحة|عطية|معاوية|جمعة|نعمة|فاطمة|"
        r"عائشة|خديجة|أمينة|سمية|نادية|سارة|ليلة|عبده|ثريا|ميسرة|عبيدة|قتيبة|حذيفة|عكرمة|عروة|بثينة|ماريا|سلامة|"
        r"شحاتة|عودة|خالدة|هبة|نجاة|زكية|صفية|رقية|أميرة|كريمة|سعدية|جميلة|نعيمة|ربيعة|عمارة|قتادة|طه|عبدالله|"
        r"نصرالله|الله"
    )
)


def _no_person(words: list[str], seen: list[str], title: bool) -> bool:
    """Whether words that stand where a name could are none: "the spokesman the harvest of the year"."""
    articles = [
        word
        for before, word, own in zip(words, words[1:], seen[1:], strict=False)
        if _definite(word, own) and not _SERVANT.fullmatch(before)
    ]
    if len(articles) > 1 or any(re.search(plain("(?:ية|ات)$"), word) for word in articles):
        return True
    if _PERSONS.fullmatch(words[0]) or _GIVEN.fullmatch(words[0]):
        return False
    finite = any(len(word) > 3 and (told := speech(word)) and told.kind != "participle" for word in words[1:])
    return finite or (bool(_VERBAL.fullmatch(words[0])) and not title)


# given names that begin as the article does
_GIVEN = re.compile(
    plain(
        r"(?:اليامين|الياس|الفريد|البير|البرت|الكسندر\w*|الكس|الان|السيد|الحبيب|الهادي|الشاذلي|الباجي|المنصف|الصادق|الطيب|الطاهر|الفاتح|المعز)"
    )
)


def _numbers(text: str, start: int, end: int) -> range:
    first = len(text[:start].split())
    return range(first, first + len(text[start:end].split()))


_POSSESSED = re.compile(plain(r"(?:أمير|زعيم|قائد|رئيس|متحدث|ناطق)(?:ها|هم|ه)"))
_NO_NAME = frozenset(
    map(
        plain,
        (
            "مجلس وزارة قوات جيش هيئة إقليم ولاية محافظة مدينة حزب عملية شؤون حقوق أركان بلدية منطقة مكافحة أمن "
            "حرس جهاز أول ركن رئيس"
        ).split(),
    )
)


def _like_name(words: list[str]) -> bool:
    """Whether a word can be a given name: no office, no common word of noun phrases."""
    first = words[0]
    return (
        not (_NAMELESS.fullmatch(first) and not first.startswith("ال"))
        and not _titles().fullmatch(first)
        and first not in _NO_NAME
    )
