"""What an Arabic noun phrase is by its first word, and whether it can speak; the text is plain."""

import re
from functools import cache, lru_cache

from smoulder.inflections_ar import noun_forms
from smoulder.lexicon import lexicon, one_of, plain
from smoulder.role_words import medium_in, organisation_in, world

_FIRST = re.compile(
    plain(
        r"^(?:أما |لكن |[وف](?=ال|\w{4}))?(?:(?:هذا|هذه|ذلك|تلك|نفس|ذات|بعض|أحد|إحدى|عدد من|كبار|كبير|كبيرة|عدة|"
        r"معظم|أكثر من|آخر|ثلاثة|أبرز) )*"
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
PREPOSITION = re.compile(
    plain(
        r"(?:في|من|على|إلى|عن|لدى|مع|قرب|باسم|بشأن|لشؤون|بال\w+|لل\w+|لقوات|لدى|بين|عند|حول|منذ|لحركة|لجماعة|لتنظيم|"
        r"الذي|التي|لم|لا|قد|وهو|بن|ضد|خلال|بعد|قبل|لهم|لها|له|كل|بعض|باسمه|باسمها|باسمهم|منهم|داخل|خارج|شمال|جنوب|"
        r"شرق|غرب|وسط|غير|ذات|ذو|أو|أن|إن|سبق|كان|كانت|ثم|هو|هي|نفسه|نفسها|ذاته|ذاتها)"
    )
)


@cache
def _heads() -> dict[str, re.Pattern[str]]:
    who = lexicon("ar_who")
    found = {}
    for kind, table in who.items():
        for number, words in table.items():
            forms = [
                f"(?:ال)?{plain(word)}(?:ن|ين|ون|ا|ه|ها|هم|نا)?" if number == "many" else noun_forms(word)
                for word in words
            ]
            found[f"{kind}.{number}"] = re.compile(rf"{one_of(forms)}(?!\w)")
    return found


def _plural(word: str, kind: str) -> bool:
    """Whether a singular noun stands with a regular plural ending."""
    return bool(re.search(plain(r"(?:ون|ين|و|ات)$"), word)) and not re.search(plain(r"(?:^بيان|ين)$"), word[:5])


@lru_cache(8192)
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
        r"(?:عشر|ثلاث|أربع|خمس|ست|سبع|ثمان|تسع|مئت|ألف|مليون|اثن|قوان|عناو|سنو?|مضام|ميادي?|فلسط|بساتين?|شرايين?|"
        r"موازين?|عام|يوم|شهر|أسبوع|قرن|ألف|كيلومتر)(?:ين|ون|ن)?|"
        r"(?:\w*تين|بين|حين|دين|لين|طين|عين|قرين|رهين|سجين|يقين|تمكين|تأمين|تكوين|تحسين|تدوين|قانون|مضمون|"
        r"مليون|تلفزيون|زيتون|بدون|شؤون|عيون|غصون|سجون|حصون|ديون|سكون)"
    )
)


def noun_ends(word: str) -> bool:
    """Whether a noun's last letters are the plural's and not its own: "workers", not "secretary"."""
    return not re.fullmatch(plain(r"(?:ال)?(?:أمين|مبين|قرين|معين|مسجين|سجين|رهين)"), word)


def _rank_at(written: str, at: int) -> tuple[str, bool] | None:
    heads = _heads()
    best: tuple[int, str, str] | None = None
    for name, pattern in heads.items():
        if name.startswith("titles"):
            continue
        match = pattern.match(written, at)
        if match and (best is None or match.end() > best[0]):
            kind, number = name.split(".")
            best = match.end(), kind, number
    if best is None:
        people = _PEOPLE.match(written, at)
        return ("witness", True) if people and not _NO_PEOPLE.fullmatch(people["word"]) else None
    _, kind, number = best
    if number == "body":
        return ("body" if kind == "body" else "body_of_state"), True
    word = written[at : best[0]].split()[0]
    several = re.search(plain(r"(?:ون|يين)$"), word) or (word.endswith("ين") and noun_ends(word))
    return kind, number == "many" or bool(several)


@lru_cache(8192)
def is_source(text: str) -> bool:
    """Whether a plain noun phrase can speak: its first word does, or it is an organisation, a medium or a country."""
    text = text.strip()
    if not text or len(text) > 220 or re.match(rf"{PREPOSITION.pattern}(?!\w)", text):
        return False
    head = " ".join(text.split()[:3])
    if text in CAPITALS or rank(text) or medium_in(head, "ar") or world("ar").countries.fullmatch(text):
        return True
    known = organisation_in(head, "ar")
    return bool(known)
