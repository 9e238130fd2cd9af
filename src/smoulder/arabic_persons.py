"""Where the noun phrase of an Arabic speaker ends, and which noun phrase in a stretch of a sentence can speak.

Nothing marks the end of a subject in unvowelled Arabic: its object, its relative clause and the verb's preposition
follow without a sign. They show by their forms: a preposition that verbs govern, a finite verb, a verbal noun, an
accusative, a noun with the article behind an adjective without.
"""

import itertools
import re

from smoulder.arabic_cues import Is
from smoulder.arabic_given import CALLED, RULES, may_begin, name_length, named_at
from smoulder.arabic_ranks import rank
from smoulder.arabic_verbs import acts, speech
from smoulder.lexicon import plain
from smoulder.spans import Span

LONGEST = 14  # words of a noun phrase
REACH = 9  # words among which a subject begins

_WORD = re.compile("[\u0621-\u064a0-9]+")
_ENDS = re.compile(
    plain(
        r"[وف]?(?:الذي|التي|الذين|اللذان|اللتان|هو|هي|هم|إذ|حيث|بعد|قبل|بعدما|قبلما|خلال|أثناء|عبر|منذ|أمام|هذا|هذه|"
        r"ذلك|تلك|"
        r"على|إلى|حول|بشأن|رغم|قد|لقد|لم|لا|لن|ليس|ليست|كان|كانت|كانوا|أمس|اليوم|غدا|يوم|مساء|صباح|فجر|ليل|ليلة|ظهر|"
        r"الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد|كل|أي|سوى|غير|إلا|حتى|كي|لكي|فيما|بينما|ثم|بل|لكن|ما|"
        r"ب?أن(?:ه|ها|هم|هما|نا|ني)?|لأن|إنه|إنها|إنهم|أنه|مع|ضد|عما|مما|بما|مباشرة|أيضا|أمام|لدن|عندما|حين|حينما|"
        r"كما|مثلما|كيف|لماذا|متى|أين|هناك|هنا|مجددا|مرارا|علنا|صراحة|فقط|أكثر|أقل|نحو|زهاء|حوالي|قرابة|آخر|جميع|بعض|"
        r"معظم|"
        r"أحد|إحدى|اثن\w+|ثلاثة?|أربعة?|خمسة?|ستة?|سبعة?|ثمانية?|ثماني|تسعة?|عشرة?|عشرون|عشرين|مئة|مئتي|ألف|ألفي|"
        r"اللثام|النقاب|الستار|عدد|هذين|هؤلاء|أولئك|صحة|(?:ال)?(?:مزاعم|شائعات|إشاعات|ادعاءات|اتهامات)|من(?=\sشأن))"
    )
)
_WITHIN = re.compile(
    plain(r"(?:في|من|لدى|باسم|بلسان|برتبة|قرب|داخل|خارج|شمال|جنوب|شرق|غرب|وسط|ضمن|بال\w+|لل\w+|لشؤون|عن)")
)
_RELATIVE = re.compile(
    plain(
        r"(?:قاد|طلب|نزح|خرج|التقت\w*|التقى\w*|التقي\w*|رفض|فضل|حضر|عاد|شارك|فر|وصل|جال|زار|ترك|غادر|أعد|أعدت|قضى|قضت|"
        r"عمل|عملت|"
        r"فقد|فقدت|نجا|نجت|اشترط|آثر|تسلل|حارب|قاتل|وقع|عرف|درس|تابع|رافق|شهد|شهدت|أجرى|سبق|نشرت\w*|بثت\w*|تداول\w*|"
        r"نسب|صدر)"
        r"(?:ت|وا|ه|ها|ته)?"
    )
)
_FINITE = re.compile(plain(r"[يت](?!\w*(?:ي|ية|ين)$)\w{3,}"))
_VERBAL = re.compile(plain(r"(?:است\w{3,}|ا[نلست]\w{2}ا\w|ا\w{2}ا\w|ت\w{2}ي\w|ت[^ا]ا\w\w|إ\w{2}ا\w)"))
_ACCUSATIVE = re.compile(r"\w{3,}ا")
_ADJECTIVE = re.compile(
    plain(
        r"(?!ال)\w{3,}(?:ي|ية|يون|يين)|(?!ال|مجل|مركز|مكت|معهد|مدير|محاف|مدين|منطق|منظم|مؤسس|محكم|مخيم|مستشف|مطار|"
        r"مينا|معسكر|مقر|مجمو|مخابر|مكافح|"
        r"مشاة|مباح|مدفع|معرك|مقاطع|موقع|محط|مدرس|مصنع|مرصد|ميلي|ملف|مصلح|مجمع|منصب|ملك|مفوض)م\w{3,}|سابق|سابقة|كبير|"
        r"رفيع|بارز|كبيرة|خبير|خبيرة"
    )
)
_LAND = re.compile(
    plain("ولاية|ناحية|بلدية|مديرية|جمهورية|عملية|مستشفى|مشفى|مبنى|مفتي|قاضي|والي|محامي|أهالي|أراضي")
)  # nouns that look like adjectives
_OF_HIS = re.compile(plain(r"(?!ال)\w{3,}(?:يهم|يها|ائه|ائهم|اره|اله|وده|واته|لاءه|لاءنا)"))  # "his countrymen"
_BY = re.compile(
    plain(
        r"ب(?!ن|نت|لدي|عث|حري|ري|ارز|احث|لد|يئ|اسم|رتب|ال)(?:\w{3,}ة|ثلاث\w*|عشر\w*|مئات|آلاف|ما|من|كل|أن|عدم|هذا|هذه)"
    )
)
_GOVERNED = re.compile(
    plain(r"[وفبل]?(?:في|من|على|إلى|عن|مع|ضد|بين|حول|ب|ل|نحو|قرب|داخل|لدى|تحت|بعد|قبل|أن|إن|هذا|هذه|كل|أي|غير|سوى)")
)


def phrase_at(text: str, start: int, stop: int) -> Span:
    """The noun phrase that begins at a plain word, without what cannot be of it; stop: where it ends at the latest."""
    words = list(_WORD.finditer(text, start, stop))[: LONGEST + 1]
    if not words:
        return Span(start, start)
    written = [each.group() for each in words]
    first = written[0]
    row = written[: _signs(text, words)]
    if len(row) > 1 and may_begin(first) and (length := name_length(row)) > 1:
        return Span(start, words[length - 1].end())
    definite = first.startswith(("ال", "وال", "فال")) and first != plain("والي")
    accusative = first.endswith("ا")
    end, within = words[0].end(), 0
    for number, (before, word) in enumerate(itertools.pairwise(words), 1):
        this, gap = word.group(), text[before.end() : word.start()]
        if number < len(row) and (length := named_at(row, number)):
            return Span(start, words[number + length - 1].end())
        if _TITLES.fullmatch(this) and (length := name_length(row[number + 1 :])) > 1:
            return Span(start, words[number + length].end())
        skips = this in CALLED or (number == 1 and RULES.fullmatch(first))
        if skips and number + 1 < len(row) and (length := named_at(row, number + 1)):
            return Span(start, words[number + length].end())
        if gap.strip(' "') or _ends(this, written[number - 1], definite, accusative, number, within, written[:number]):
            break
        within = number if _WITHIN.fullmatch(this) else within
        definite = definite or (this.startswith("ال") and not within)
        end = word.end()
    span = Span(start, end)
    if told := _TOLD_IN.search(span.of(text)):
        span = Span(start, start + told.start())
    while (tail := re.search(r"\s\S+$", span.of(text))) and _BARE.fullmatch(tail.group().strip()):
        span = Span(start, start + tail.start())
    return span


def _signs(text: str, words: list[re.Match[str]]) -> int:
    """How many of the words stand before the first sign."""
    gaps = (text[one.end() : other.start()].strip() for one, other in itertools.pairwise(words))
    return next((number for number, gap in enumerate(gaps, 1) if gap), len(words))


# "in a statement", "of the importance of": no part of who says it
_BARE = re.compile(plain(r"(?:في|من|لدى|باسم|بلسان|برتبة|قرب|داخل|خارج|شمال|جنوب|شرق|غرب|وسط|ضمن|عن)"))
_TOLD_IN = re.compile(
    plain(
        r"\s(?:ب(?:ال)?قول|(?:في|عبر|ب|خلال|من|عن) ?(?:ال)?(?:بيان|رسال|تسجيل|كلمت?|خطاب|تقرير|تصريح|مقابل|حديث|حوار|"
        r"مؤتمر صح|لقاء|تغريد|منشور|شريط|بث|اتصال|"
        r"مداخل|إحاط|جلس|ختام|معرض|رد|تعليق|وقت|مقال)\w*|من (?:شأن|قيم|أهمي|خطر|أن|كلام|ادعاء|مزاعم|رواي|احتمال|عود|"
        r"مغب|خطور|إمكان)\w*)(?!\w)"
    )
)
_OBJECT = re.compile(
    plain(
        "(?:خطاب|بيان|شريط|كلام|أمر|قرار|هجوم|وعد|ضرب|حد|جدول|رقم|موعد|سقف|صور|خبر|نبأ)ا|سكان|أهالي|دول|قوات|رجال|أبناء"
    )
)
_OWN = re.compile(r"\w{3,}(?:ها|هم)")
_SENT = re.compile(plain("(?:ال)?(?:مبعوث|سفير|موفد|مندوب|ممثل)(?:ة)?"))
_TITLES = re.compile(
    plain(r"ال(?:لواء|عميد|عقيد|فريق|مقدم|رائد|نقيب|جنرال|رئيس|وزير|شيخ|سيد|ملا|دكتور|حاج|ملازم|أمير|قائد)")
)


def trimmed_person(text: str, span: Span) -> Span:
    """A noun phrase without what is no part of it; what stands between commas behind it stays."""
    if _MESSAGE.match(text, span.start):
        return span  # "a statement ascribed to the group": of whom it is stands far behind
    if (of := _WORDS_OF.match(text, span.start, span.end)) and len(text[of.end() : span.end]) > 3:
        span = Span(of.end(), span.end)
    bare = phrase_at(text, span.start, span.end)
    return span if text[bare.end : span.end].lstrip().startswith(",") or bare.start == bare.end else bare


_WORDS_OF = re.compile(
    plain(
        r"(?:إفادات|شهادات|أقوال|روايات|تصريحات|تأكيدات|شكاوى|مخاوف|إفادة|شهادة) (?!من |في |عن |\w+(?:ية|"
        r"ات)(?!\w))(?=\w{4})"
    )
)
_ITSELF = re.compile(plain(r"(?:ذات|نفس|عين)(?:ه|ها|هم)"))
_MESSAGE = re.compile(plain(r"(?:ال)?(?:بيان|رسال|تسجيل|شريط|مقال|مقطع|منشور|خطاب|كلم)"))


def is_verbal(word: str) -> bool:
    """Whether a word has the form of a verbal noun."""
    return bool(_VERBAL.fullmatch(word) or acts().fullmatch(word))


def _ends(
    this: str, before: str, definite: bool, accusative: bool, number: int, within: int, so_far: list[str]
) -> bool:
    """Whether a word is no part of the noun phrase before it; within: the number of its last preposition."""
    if this == plain("إلى") and _SENT.fullmatch(so_far[0]):
        return False  # "the envoy to"
    if _ENDS.fullmatch(this) or _ITSELF.fullmatch(before):
        return True
    if number == 1 and _SOME.fullmatch(before) and rank(this, bare=True):
        return False  # "one of the leaders", spelt as "led him" is
    if this[0] == plain("ل") and len(this) > 4 and (of := rank(this[1:], bare=True)) and of[1]:
        return False  # "of a movement"
    if _WITHIN.fullmatch(this):
        named = (
            definite
            and not within
            and number >= 3
            and (not before.startswith("ال") or before == "الله")
            and before[-1] != "ي"
        )
        return named or (this == plain("عن") and (definite or bool(within)))
    told = speech(this)
    if told and not PERSONS.fullmatch(this) and (told.kind == "participle" or len(this) > 3):
        return True
    act = acts().fullmatch(this)
    if _BY.fullmatch(this) or (act and (this[0] == plain("ب") or before.startswith("ال"))) or _OF_HIS.fullmatch(this):
        return True
    finite = _FINITE.fullmatch(this) and not _VERBAL.fullmatch(this)
    if not definite and not within and (_RELATIVE.fullmatch(this) or finite):
        return True
    if number > 1 and before.startswith("ال") and _OTHERS.fullmatch(this):
        return True
    if within and number <= within + 2:  # what a preposition governs
        return False
    if number > 1 and _LISTENS.fullmatch(this):
        return True
    if number == 1 and definite and not this.startswith("ال"):
        common = (
            this.endswith(plain("ة"))
            or _VERBAL.fullmatch(this.removesuffix("ا"))
            or _OBJECT.fullmatch(this)
            or _OWN.fullmatch(this)
        )
        return bool(common) and not PERSONS.fullmatch(this) and not _ITSELF.fullmatch(this)
    if number == 1:  # the head of a construct; of a woman, or an adjective in her gender
        return bool(
            definite and before.endswith(plain("ة")) and this.startswith("ال") and not this.endswith(plain("ة"))
        )
    described = bool(_ADJECTIVE.fullmatch(before)) and not _LAND.fullmatch(before) and not definite and not within
    if this.startswith("ال"):
        if not within and number > 2 and _OF_WOMEN.fullmatch(this) and not any(map(_FEMALE.search, so_far)):
            return True  # an adjective in a gender that no noun before it has
        return described
    if _RELATIVE.fullmatch(this) or (described and not _ADJECTIVE.fullmatch(this)):
        return True
    if not accusative and not within and _ACCUSATIVE.fullmatch(this) and (not definite or _VERBAL.fullmatch(this[:-1])):
        return True
    if (
        definite
        and not within
        and number > 2
        and this.endswith(plain("ة"))
        and not (this.startswith("وال") or PERSONS.fullmatch(this))
    ):
        return True
    return bool(_VERBAL.fullmatch(this)) and (before.startswith("ال") or number > 2) and not PERSONS.fullmatch(this)


PERSONS = re.compile(
    plain(
        r"ا(?:براهيم|سماعيل|دريس|سحاق)|تحسين|توفيق|تيسير|تامر|يزيد|أنصار|\w*(?:خليفة|حمزة|أسامة|طلحة|عطية|معاوية|جمعة|عبده|"
        r"عبيدة|"
        r"قتيبة|حذيفة|نعمة|فاطمة|عائشة|خديجة|أمينة|سمية|نادية|سارة|ثريا|ميسرة|عكرمة|عروة|بثينة|هبة|نجاة|زكية|صفية|"
        r"رقية|أميرة|كريمة|جميلة|نعيمة|ربيعة|قتادة|"
        r"عودة|سلامة|شحاتة|عمارة|الله|شبيب|حبيب)"
    )
)


def speaks(phrase: str, is_source: Is) -> bool:
    """Whether a phrase can speak by its first word, or by its second behind "some of": not "the number of rebels"."""
    first = phrase.partition(" ")[0]
    told = speech(first)
    if told and told.kind == "verb":
        return False
    return is_source(first) or bool(_SOME.fullmatch(first) and is_source(phrase))


_SOME = re.compile(
    plain(r"[وف]?(?:هذا|هذه|ذلك|تلك|نفس|ذات|بعض|أحد|إحدى|كبار|كبير|كبيرة|عدة|آخر|أبرز|واحد|ابن|رجل|رجال|عدد)")
)
# whom the verb is of, behind a subject that is whole
_OTHERS = re.compile(
    plain(
        r"ال(?:مسلحين|متمردين|إرهابيين|مقاتلين|مدنيين|أهالي|سكان|مواطنين|نازحين|جنود|عدو|خصوم|حركة|تنظيم|جماعة|"
        r"متشددين|انفصاليين|هجوم|"
        r"هجمات|عملية|معركة|حرب|مدينة|بلدة|قرية|جبهة|وضع|انسحاب|سيطرة|حصار|رقم|حصيلة|خسائر)"
    )
)
_OF_WOMEN = re.compile(plain(r"ال(?!له$)\w{3,}ة"))
_FEMALE = re.compile(
    plain(r"(?:ة|ات|ى|اء|قرى|قوى|دول|حدود|حرب|أرض|مدن|مناطق|شؤون|أمم|مصادر|فصائل|كتائب|أركان|أجهزة|جيوش|صحف|أحزاب)$")
)
_LISTENS = re.compile(plain(r"(?:ال)?(?:وكالة|صحيفة|قناة|إذاعة|مراسلي|صحافيين|صحفيين|مراسلين)"))


def with_name(text: str, span: Span, stop: int) -> Span:
    """A noun phrase with the name that stands between commas behind it."""
    match = _NAME.match(text, span.end, stop)
    words = match["name"].split() if match else []
    if not words or any(speech(word) or _ENDS.fullmatch(word) or _WITHIN.fullmatch(word) for word in words):
        return span
    return Span(span.start, match.end("name")) if match else span


_NAME = re.compile(
    rf"\s*,\s*(?P<name>(?:(?!ال)|(?={_TITLES.pattern} ))[\u0621-\u064a]+(?: [\u0621-\u064a]+){{1,3}})\s*,"
)


def subjects_in(text: str, start: int, stop: int, is_source: Is) -> list[Span]:
    """Every noun phrase in a stretch that can speak, in order, whatever governs it; at most a few."""
    found: list[Span] = []
    for word in list(_WORD.finditer(text, start, stop))[: 3 * REACH]:
        if found and word.start() < found[-1].end:
            continue
        span = phrase_at(text, word.start(), stop)
        if speaks(span.of(text), is_source):
            found.append(span)
    return found


def person_before(text: str, start: int, at: int, is_source: Is) -> Span | None:
    """The noun phrase that ends where a verb begins, if it can speak: "from a commander of a company announced"."""
    words = list(_WORD.finditer(text, start, at))[-REACH:]
    for word in words:
        span = phrase_at(text, word.start(), at)
        if (
            not text[span.end : at].strip()
            and not _MESSAGE.match(text, span.start)
            and speaks(span.of(text), is_source)
        ):
            return span
    return None


def subject_in(text: str, start: int, stop: int, is_source: Is) -> Span | None:
    """The first noun phrase in a stretch that can speak and that nothing governs."""
    before = ""
    for word in list(_WORD.finditer(text, start, stop))[:REACH]:
        bare = word.group()
        joined = bare[:1] in ("و", "ف") and len(bare) > 4 and not before
        governed = _GOVERNED.fullmatch(before) and bool(before)
        before = bare
        if bare[:1] in plain("بلك") and len(bare) > 4 and speaks(bare[1:], is_source):
            continue
        if governed or re.match(plain("(?:ب|ل|ك|بال|لل|كال)(?=ال)|لل"), bare):
            continue
        span = phrase_at(text, word.start(), stop)
        if speaks(span.of(text), is_source):
            return with_name(text, span, stop)
        if joined and speaks(text[span.start + 1 : span.end], is_source):
            return Span(span.start + 1, span.end)
    return None
