"""The person's name in an Arabic noun phrase: behind a definite office, or between commas; the text is plain."""

import re
from functools import cache

from smoulder.arabic_persons import PERSONS, is_verbal
from smoulder.arabic_ranks import PREPOSITION, rank
from smoulder.arabic_verbs import speech
from smoulder.lexicon import lexicon, one_of, plain
from smoulder.role_words import organisation_in, world


@cache
def _titles() -> re.Pattern[str]:
    return re.compile(rf"(?:ال)?{one_of(plain(word) for word in lexicon('ar_who')['titles']['one'])}(?:ه)?")


def name_in(written: str, shown: str = "", groups: re.Pattern[str] | None = None) -> str | None:
    """The person's name that a plain noun phrase ends with, or holds between commas.

    shown: the phrase as the text has it; groups: names of armed groups, which are no persons.
    """
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
    known |= {
        number
        for match in (groups.finditer(pieces[0]) if groups else ())
        for number in _numbers(pieces[0], *match.span())
    } - {0}
    article = [_definite(word, own) for word, own in zip(words, seen, strict=True)]
    joins = [_joins(word, own) for word, own in zip(words, seen, strict=True)]
    if not any(article[:3]) and not known & {1, 2, 3}:
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


_NAMELESS = re.compile(
    plain(
        r"ال\w+|لل\w+|\d+|\w*(?:ية|يين|يون|ات)|طلب|رفض|فضل|اشترط|يعيش|يقود|يعمل|خرج\w*|فر|نزح|عاد|أعد\w*|شارك|سابق|"
        r"كبير|محلي|ميداني|بارز|رفيع|أمني|عسكري|حكومي|طبي|مطلع|يدعى|اسمه|عرف\w*|كان\w*|[يت]\w{3,}ون"
    )
)


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
    return bool(PREPOSITION.fullmatch(word)) or (told is not None and told.kind == "participle")


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
_SERVANT = re.compile(
    plain(
        "عبد|أبو|أبي|نور|سيف|صلاح|علاء|بهاء|شمس|جمال|نصر|فخر|تقي|حسام|عز|محيي|محي|بدر|ضياء|جار|فضل|خير|سعد|فتح|ولد|أم"
    )
)


def _no_person(words: list[str], seen: list[str], title: bool) -> bool:
    """Whether words that stand where a name could are none: "the spokesman the harvest of the year"."""
    articles = [
        word
        for before, word, own in zip(words, words[1:], seen[1:], strict=False)
        if _definite(word, own) and not _SERVANT.fullmatch(before)
    ]
    if len(articles) > 1 or any(re.search(plain("ية$"), word) for word in articles):
        return True
    if PERSONS.fullmatch(words[0]) or _GIVEN.fullmatch(words[0]):
        return False
    finite = any(
        len(word) > 3 and not PERSONS.fullmatch(word) and (told := speech(word)) and told.kind != "participle"
        for word in words[1:]
    )
    return finite or ((is_verbal(words[0]) or words[0].endswith(plain("ة"))) and not title)


# given names that begin as the article does
_GIVEN = re.compile(
    plain(
        r"(?:اليامين|اليمين|الياس|الفريد|البير|البرت|الكسندر\w*|الكس|الان|السيد|الحبيب|الهادي|الشاذلي|الباجي|المنصف|"
        r"الصادق|"
        r"الطيب|الطاهر|الفاتح|المعز)"
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
            "قطاع جناح فرع قسم مكتب مركز لجنة حركة جبهة مجلس وزارة قوات جيش هيئة إقليم ولاية محافظة مدينة "
            "حزب عملية شؤون حقوق أركان بلدية منطقة مكافحة أمن "
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
