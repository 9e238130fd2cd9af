"""How far a personal name runs in plain Arabic words: "عبد الملك", "نور الدين", "فلان بن فلان", "فلان الفلاني".

A name is built of given names, of pairs of which the first cannot stand alone, and ends with a surname that has the
article. Common given names are listed; whatever else could be one must not look like a verb, an office or an object.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from smoulder.arabic_ranks import PREPOSITION, rank
from smoulder.arabic_verbs import acts, speech
from smoulder.lexicon import lexicon, one_of, plain
from smoulder.role_words import world

LONGEST = 5  # elements of a name

GIVEN = frozenset(
    map(
        plain,
        (
            "محمد أحمد محمود حامد حمد حميد حمدي حسن حسين حسان محسن علي عمر عمرو عثمان عمار عمران عامر عصام عادل "
            "عاطف عباس عدنان عزيز عزت علاء عماد عيسى عيد عارف عاصم عقيل عدي غسان غازي غالب غانم غياث فؤاد فارس "
            "فاروق فاضل فائز فايز فتحي فهد فهمي فوزي فيصل فرج فرحات فرحان فريد فراس فادي فالح فواز قاسم قيس قصي "
            "قحطان كامل كاظم كريم كمال كنعان لؤي لطفي لقمان ليث ماجد مالك ماهر مازن مجدي مجيد مدحت مراد مروان "
            "مسعود مسلم مشعل مصطفى مصعب مظهر معاذ معن معمر مقتدى مكرم ممدوح منذر منصور منير مهدي مهند موسى ميلاد "
            "ميشال ميشيل مولود ناجي نادر ناصر ناظم نبيل نجم نجيب نديم نزار نصر نضال نعمان نعيم نواف نوري نبيه "
            "نهاد هادي هارون هاشم هاني منتصر معتصم هشام هلال هيثم وائل وجيه وحيد وسام وسيم وليد ياسر ياسين يحيى "
            "يزيد يعقوب يوسف يونس إبراهيم إسماعيل إدريس إسحاق إحسان إلياس إياد إيهاب أثيل أدهم أديب أسامة أسعد "
            "أشرف أكرم أمجد أمين أنس أنور أيمن أيوب آدم باسل بدر برهان بسام بشار بشير بكر بلال بندر بهاء تامر "
            "تحسين ترك تركي توفيق تيسير ثامر جابر جاسم جبار جبريل جعفر جلال جمال جميل جهاد جواد جورج جوزيف جون "
            "حاتم حارث حازم حافظ حبيب حسام حسني حكمت حكيم حمزة حمود حيدر خالد خضر خلف خليفة خليل خميس خيري داود "
            "درويش ذبيح ذياب رائد راشد راضي رافع رامز رامي ربيع رجب رزق رشاد رشيد رضا رضوان رفعت رفيق رمزي رمضان "
            "رياض ريان زاهر زكريا زكي زهير زياد زيد زين ساطع سالم سامح سامر سامي سعد سعدون سعدي سعود سعيد سفيان "
            "سلطان سلمان سليم سليمان سمير سهيل سيف شادي شاكر شاهين شريف شعبان شفيق شكري شهاب شوقي صابر صادق صالح "
            "صباح صبحي صبري صدام صفوت صلاح ضياء طارق طالب طاهر طلال طه ظافر عازم عبود عبيد عوض طلحة عطية معاوية "
            "جمعة عبده عبيدة قتيبة حذيفة نعمة ميسرة عكرمة عروة قتادة عودة سلامة شحاتة عمارة خوسيه جوزيه أندريه "
            "رينيه لوران نافع يسرى فاطمة عائشة زينب مريم نادية سارة سعاد هدى منى أمل رانيا ليلى خديجة هالة رنا "
            "سميرة "
        ).split(),
    )
)
# given names that begin as the article does
WITH_ARTICLE = re.compile(
    plain(
        r"(?:اليامين|اليمين|الياس|الفريد|البير|البرت|الكسندر\w*|الكسي|الفارو|الكس|الان|السيد|الحبيب|الهادي|الشاذلي|الباجي|"
        r"المنصف|الصادق|الطيب|الطاهر|الفاتح|المعز|الحسن|الحسين|الصوارمي|الفا|اليكس|اليو|الون|اليعازر|الخضر|العربي|"
        r"الأمين(?! العام)|المهدي|المختار|المعتصم|اليزابيث)"
    )
)
_PAIRED = frozenset(map(plain, "عبد أبو أبي أبا بن ابن ولد آل مولاي".split()))  # with the word behind them
_OF_GOD = frozenset(map(plain, "الله الدين الإسلام الرحمن".split()))  # behind a word without article: "نور الدين"
_STOPS = re.compile(
    plain(
        r"[وف]?(?:من|في|على|إلى|عن|إن|أن|بأن|أنه|أنها|أنهم|إنه|إنها|قد|لم|لن|لا|ما|مع|أمس|اليوم|غدا|يوم|هو|هي|هذا|"
        r"هذه|الذي|التي|بعد|قبل|خلال|حول|عند|بشأن|ضد|أي|كل|غير|إذا|حيث|بين|أمام|وسط|مساء|صباح|كما|إذ|مؤخرا|قوله|قولها|"
        r"قال|قالت|أكد|أكدت|أعلن|أعلنت|ذكر|أضاف|صرح|حذر|نفى|قدر|توعد|تعهد|زعم|هدد|كتب|طلب|دعا|رفض|رئيس|قائد|عضو|"
        r"كان|كانت|ذلك|تلك|هؤلاء|بلسان|برتبة|مرارا|مجددا|أيضا|علنا|سابقا|لاحقا|الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد|"
        r"قرب|نحو|منذ|جراء|ليل|فجر|عبر|لدى|لل\w+|بال\w+|وال\w+|فال\w+|\w*\d\w*)"
    )
)
_JOINED = re.compile(plain(r"ل\w{3,}(?:ة|ين)"))  # "to a paper", "to reporters"
_THAT = re.compile(plain(r"(?:[بف]?أن|إن)(?:ه|ها|هم|نا)?"))
_VERBAL = re.compile(plain(r"(?:است\w{3,}|ا[نلست]\w{2}ا\w|ا\w{2}ا\w|ت\w{2}ي\w|ت[^ا]ا\w\w|إ\w{2}ا\w|م\w{2,3}ه)"))
_COMMON = frozenset(
    map(
        plain,
        (
            "قطاع جناح فرع قسم مكتب مركز لجنة حركة جبهة مجلس وزارة قوات جيش هيئة إقليم ولاية محافظة مدينة حزب عملية "
            "شؤون حقوق أركان بلدية منطقة مكافحة أمن حرس جهاز أول ركن رئيس دعم حصار دول عناصر خطة قرار أوامر مهلة حرب "
            "حصيلة هدنة وجود سقوط هجوم قتل مقتل فرار نجاح فشل صمود عدد خسائر تصريحات اتهامات أنباء سكان أهالي أكثر"
        ).split(),
    )
)


@cache
def titles() -> re.Pattern[str]:
    """Offices that stand right before a name."""
    return re.compile(rf"(?:ال)?{one_of(plain(word) for word in lexicon('ar_who')['titles']['one'])}(?:ه)?")


def name_length(words: Sequence[str], titled: bool = False) -> int:
    """How many of some words, from the first on, are one person's name; 0 if they begin with none.

    titled: whether a title stands before them.
    """
    at = elements = 0
    listed = False
    while at < len(words) and elements < LONGEST:
        word, behind = words[at], words[at + 1] if at + 1 < len(words) else ""
        paired = word in _PAIRED or (behind in _OF_GOD and not word.startswith("ال") and not _common(word))
        if paired and behind and not _STOPS.fullmatch(behind) and (elements or word != "ابن"):
            longer = behind in _PAIRED and at + 2 < len(words)  # "bin Abd al-Aziz"
            at, elements, listed = at + 2 + longer, elements + 1, listed or not elements
            continue
        if not elements:
            ali = word == _ALI and _surname(words[at + 1 : at + 3])
            if not ali and not _begins(word, behind, titled):
                return 0
            listed = word in GIVEN
        elif word.startswith("ال") and not (WITH_ARTICLE.fullmatch(word) and elements == 1):
            end = at + 1 + (behind == plain("الله"))
            return at if _no_surname(word, words[at - 1], elements, listed) else end
        elif not _goes_on(word, behind, elements, listed):
            return at
        at, elements = at + 1, elements + 1
    return at


def may_begin(word: str) -> bool:
    """Whether a name without an office may begin with a word."""
    return word in _PAIRED or (word in GIVEN and rank(word, bare=True) is None and word not in _NOUNS)


# given names that are common nouns as well
_NOUNS = frozenset(
    map(plain, "نصر أمل كامل صباح رمضان علي عيد هدى منى جمال كمال جهاد نضال هلال سيف غالب سالم آل ترك حكمت".split())
)


@lru_cache(4096)
def _common(word: str) -> bool:
    """Whether a word is known to be no name: of an office or body, a verb, one that joins."""
    if word in GIVEN:
        return False
    if _STOPS.fullmatch(word) or PREPOSITION.fullmatch(word) or word in _COMMON or acts().fullmatch(word):
        return True
    if word[0] in plain("لب") and len(word) > 4 and rank(word[1:], bare=True):
        return True
    told = speech(word)
    ranked = rank(word, bare=True)
    if ranked == ("witness", True) and not word.startswith("م"):  # many a foreign name ends as a plural does
        ranked = None
    return ranked is not None or (told is not None and len(word) > 3)


def _begins(word: str, behind: str, titled: bool) -> bool:
    if word == _ALI:
        other = behind.startswith(("ال", "ان", "ما")) or bool(_VERBAL.fullmatch(behind)) or speech(behind) is not None
        return behind in GIVEN or behind in _PAIRED or (titled and bool(behind) and not other)
    if word in GIVEN:
        return True
    if WITH_ARTICLE.fullmatch(word):
        return True
    if titled and rank(word, bare=True) and behind.startswith("ال") and behind.endswith("ي"):
        return True  # a name that is a trade, too: "Colonel Fallah al-Abdali"
    if word.startswith("ال") or len(word) < 2 or word in _COMMON or (_common(word) and not titles().fullmatch(word)):
        return False
    if _VERBAL.fullmatch(word) or re.search(plain(r"(?:ة|ها|هم|ية)$" if titled else r"(?:ة|ها|هم|ات|ية)$"), word):
        return False
    return not (behind.startswith("ال") and behind[-1:] != "ي")


def _surname(words: Sequence[str]) -> bool:
    """Whether the word behind "علي", spelt as "on" is, is a surname: it looks so, and "that" or nothing follows."""
    if not words or (len(words) > 1 and not _THAT.fullmatch(words[1])):
        return False
    bare = words[0].removeprefix("ال")
    return bare.endswith("ي") and len(bare) > 3 and not _ABSTRACT.fullmatch(bare) and not _common(bare)


_ABSTRACT = re.compile(plain(r"ت\w{2,3}ي|مضي|سعي|أراضي|قوى|مستوى|مدى|أقصى|ماضي|سواء"))


def _no_surname(word: str, before: str, elements: int, listed: bool) -> bool:
    """Whether a word with the article is none of a name: behind a surname, or one of an office or body."""
    if _STOPS.fullmatch(word):
        return True
    if elements > 1 and not (listed and (before in GIVEN or before in _OF_GOD)):
        return True
    return elements > 1 and rank(word, bare=True) is not None


def _goes_on(word: str, behind: str, elements: int, listed: bool) -> bool:
    """Whether a word without the article is one more of a name."""
    if word in GIVEN:
        return word != _ALI or not _governs(behind)
    if _STOPS.fullmatch(word) or word in _COMMON or _JOINED.fullmatch(word) or len(word) < 2:
        return False
    if word[0] == plain("ل") and _VERBAL.fullmatch(word[1:]):
        return False
    if elements == 1:  # a surname, whatever it looks like
        told = speech(word)
        if told and (not listed or told.kind == "participle" or word[0] in "يت" or _THAT.fullmatch(behind)):
            return False
        whole = not behind.startswith("ال")
        verbal = _VERBAL.fullmatch(word) or word.endswith("ه") or acts().fullmatch(word)
        return (whole or not verbal) and (listed or not _common(word) or bool(titles().fullmatch(word)))
    if behind.startswith("ال") or _common(word) or _VERBAL.fullmatch(word):
        return bool(titles().fullmatch(word)) and behind in GIVEN
    if behind and not _STOPS.fullmatch(behind) and (len(word) == 3 or word.startswith("ب")):
        return False
    return not word.endswith(("ه", "ا", "ات"))


def _governs(behind: str) -> bool:
    """Whether "علي", spelt as "on" is, is that by the word behind it."""
    if not behind or behind in GIVEN or behind in _PAIRED or behind in _SAID:
        return False
    return not (behind.startswith("ال") and behind.endswith("ي"))


_ALI = plain("علي")
_SAID = frozenset(map(plain, "قال قالت أكد أكدت أعلن أعلنت صرح أضاف أوضح أفاد قد".split()))

_PERSONS = ("official", "rebel", "expert", "other", "witness")
_GOVERNS = frozenset(
    map(
        plain,
        "باسم بلسان في لدى حركة جماعة تنظيم جبهة حزب ميليشيا ولاية إقليم محافظة مدينة شرطة معهد مركز جامعة مؤسسة "
        "منظمة مجموعة لواء كتيبة جيش".split(),
    )
)
RULES = re.compile(plain("حاكم|والي|محافظ|عمدة|سفير|مبعوث|رئيس|نائب|أمير|ملك|زعيم|قائد"))
_REGIONS = frozenset(map(plain, "ولاية محافظة إقليم مدينة مقاطعة منطقة".split()))
_COMPASS = frozenset(map(plain, "شمال جنوب شرق غرب وسط".split()))
_POSSESSED = re.compile(plain(r"\w{3,}(?:ها|هم)|(?:أمير|زعيم|قائد|رئيس|متحدث|ناطق)ه"))
_SOURCE = re.compile(plain(r"(?:ال)?مصدر"))
# titles behind which "علي" is a name and not "on"
_RANKS = re.compile(
    plain(
        r"ال(?:لواء|عميد|عقيد|فريق|مقدم|رائد|نقيب|جنرال|رئيس|وزير|شيخ|سيد|ملا|دكتور|حاج|ملازم|أمير|قائد|مشير|عماد|مهندس)"
    )
)
_NEVER = frozenset(map(plain, "في من على إلى عن أن إن باسم مع".split())) - {plain("علي")}
_HONOURS = frozenset(map(plain, "السيد السيدة الحاج الملا الشيخ الدكتور".split()))
CALLED = frozenset(map(plain, "يدعى تدعى اسمه واسمه المدعو الملقب المكنى يسمى".split()))
_ACTING = frozenset(map(plain, "بالوكالة بالنيابة بالإنابة".split()))


def named_at(words: Sequence[str], at: int, known: frozenset[int] = frozenset()) -> int:
    """How many words from a place in a noun phrase name the person whose office stands before it; 0 if none does.

    known: numbers of the words that are names of countries or armed groups.
    """
    word, before = words[at], words[at - 1]
    if at in known or (word.startswith("ال") and not WITH_ARTICLE.fullmatch(word)):
        return 0
    if word in _NEVER:
        return 0
    if before in CALLED:
        return name_length(words[at:], titled=True)
    if not _complete(words, at, known):
        return 0
    if at == 1 and before in _HONOURS:
        return name_length(words[at:])
    told = None if _SOURCE.fullmatch(words[0]) else rank(" ".join(words[:2]))
    if told is None or told[0] not in _PERSONS or told[1]:
        return 0
    titled = before.startswith("ال") and bool(titles().fullmatch(before))
    length = name_length(words[at:], titled and (word != _ALI or bool(_RANKS.fullmatch(before))))
    return length if length > 1 or (titled and at <= 2) else 0


def _complete(words: Sequence[str], at: int, known: frozenset[int]) -> bool:
    """Whether the words before a place are a definite office that nothing is wanting from."""
    before, governor = words[at - 1], words[at - 2] if at > 1 else ""
    if not _definite(words, at, known):
        parts = [word for word in words[1:at] if word not in _COMPASS]
        if not RULES.fullmatch(words[0]) or at < 2 or any(map(PREPOSITION.fullmatch, parts)):
            return False
        sure = words[at] in GIVEN or words[at] in _PAIRED
        bare = (
            (at == 2 or (at == 3 and words[1] in _REGIONS)) and not _common(before) and before[-1] not in plain("يةا")
        )
        return (sure or bare) and name_length(words[at:]) > 1
    if before.startswith(("ال", "لل", "وال")) or at - 1 in known or before in _ACTING or _POSSESSED.fullmatch(before):
        return True
    if before in map(plain, ("أول", "ركن")):
        return governor.startswith("ال") or governor == plain("أول")
    if before in world("ar").country_of:
        return True
    common = _common(before) and not before.endswith("ان")  # "طالبان" looks like two students
    return governor in _GOVERNS and not common and not before.endswith("ه")


def _definite(words: Sequence[str], at: int, known: frozenset[int]) -> bool:
    """Whether one of an office's words has the article, or stands for one that has, before any preposition."""
    for number, word in enumerate(words[:at]):
        if number and PREPOSITION.fullmatch(word) and (not word.startswith("لل") or not words[0].startswith("ال")):
            return False
        if word.startswith(("ال", "لل")) or number in known or _POSSESSED.fullmatch(word):
            return True
    return False
