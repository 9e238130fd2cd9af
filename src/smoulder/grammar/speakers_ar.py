"""Who an Arabic noun phrase is that speaks: kind and side by its first word, a name by where it stands.

A definite office takes a name behind it ("وزير الدفاع فلان"), an indefinite one has none ("ضابط في الجيش"). Kinds and
sides are those of `claim`; the text is plain.
"""

import re

from smoulder.arabic_names import name_in
from smoulder.arabic_ranks import CAPITALS, is_source, rank
from smoulder.called import Names
from smoulder.claim import Speaker
from smoulder.lexicon import plain
from smoulder.role_words import countries_in, organisation_in, world

__all__ = ["is_source", "speaker_from"]

_GROUP = re.compile(
    plain(
        r"(?<!\w)[بلو]?(?:ال|لل)(?:تنظيم|حركة|جماعة|ميليشيا|مليشيا|ميليشيات|متمردين|متمردون|مسلحين|مسلحون|مقاتلين|"
        r"مقاتلون|جهاديين|انفصاليين|إرهابيين|خلافة|فصائل|جناح|ثوار|مجاهدين|مقاومة(?! الشعبية)|متشددين|فصيل|"
        r"إمارة|معارضة المسلحة|جيش (?:السوري )?الحر)(?!\w)|"
        r"(?<!\w)(?:(?:صفوف|مقاتلي|فصائل|قوات|كتائب) (?:ال)?معارضة)(?!\w)|"
        r"(?<!\w)(?:ثوار|(?:فصيل|فصائل|كتيبة|جماعة)(?= (?:ال)?(?:متمرد|منشق|انفصالي|معارض|مسلح|إسلامي|جهادي|متشدد|"
        r"شيشاني|مقاتل))\w*)(?!\w)|مجلس شورى"
    )
)


_GROUPS = frozenset(map(plain, "تنظيم حركة جماعة جبهة كتائب كتيبة ميليشيا مليشيا حزب سرايا".split()))
_PUBLISHES = re.compile(
    plain(r"(?:ال)?(?:بيان|مؤسسة|تسجيل|رسالة|رسائل|مكتب(?:ه|ها|هم)?(?: إعلامي)?|غرفة|صفحة|حساب|منشور|شريط|إصدار)(?!\w)")
)
_AGAINST = re.compile(plain(r"(?<!\w)(?:شؤون|ضد|سابق|السابق|منشق|مكافحة|محاربة|مناهض|الجماعات|أسير|ملف)(?!\w)"))
_SECURITY = re.compile(
    plain(
        r"(?<!\w)(?:ال)?(?:جيش|دفاع|قوات|لواء|عميد|عقيد|فريق|جنرال|ضابط|قائد|عسكري\w*|أمني\w*|استخبارات|عمليات|شرطة|"
        r"أركان|تحالف|بنتاغون)(?!\w)"
    )
)
# who speaks for, or leads, a body that is none of the state's
_LEADS = re.compile(
    plain(
        r"(?:ال)?(?:قيادي(?:ا|ة)?(?!\w)|(?:متحدث|ناطق|متكلم)(?:ا|ة)? (?:\S+ )?(?:باسم|بلسان) "
        r"(?:ال\w+|قائد|فصائل|مقاتلي|مجلس|سرايا|كتائب|ألوية|لواء) ?)"
    )
)
_PARTISAN = re.compile(
    plain(r"(?:ال)?(?:ناشط|عضو|كادر|منتسب|نصير|مناصر|عنصر|مقرب|قريب|محسوب|قيادي)(?:ا|ة)? (?:من|في|على|إلى) ")
)
_OPPOSES = re.compile(plain(r"(?:ال)?ناشط(?:ا|ة)? (?:\w+ي(?:ا|ة)? )?معارض(?:ا|ة)?(?!\w)"))
_LEFT = re.compile(plain(r"(?:ال)?(?:عضو|عنصر|مقاتل|مسلح|متمرد|جهادي|كادر|متشدد)(?:ا|ة)? (?:ال)?سابق(?:ا|ة)?(?!\w)"))
_FIGHTER = re.compile(plain(r"(?:ال)?(?:مقاتل|مسلح)(?:ا|ة)? (?:من|في|ب|مع|ضمن) ?"))
# whose cadres are none of the rebels'
_ALLIED = re.compile(
    plain(
        r"(?<!\w)[بل]?(?:ال|لل)?(?:حشد|صحو\w+|بيشمركة|تحالف|ائتلاف|حكوم\w+|برلمان\w*|قبائل|عشائر|شرطة|أمن|دولة|وزارة|"
        r"جيش(?! (?:الإسلام|الفتح|الحر|السوري الحر))|حزب (?:الحاكم|البعث|الليكود|العمل)|حاكم|قوات سوريا|كتلة|"
        r"منظمة|أمم المتحدة)(?!\w)"
    )
)
_ONE_OF = re.compile(plain("(?:أحد|إحدى) "))
_TAPE = re.compile(plain(r"(?:ال)?(?:شريط|تسجيل|رسالة|فيديو|منشور|إصدار)(?!\w)"))  # what the state does not send
_STATE_MEDIA = re.compile(plain(r"(?:ال)?(?:تلفزيون|إذاعة|راديو|وكالة)(?!\w)"))
_OFFICIAL = re.compile(plain(r"(?<!\w)(?:ال)?(?:رسمي|حكومي)(?:ة)?(?!\w)|سانا"))
# what only rebels call their media, or a statement of nobody's that they spread
_ZEAL = re.compile(
    plain(
        r"(?<!\w)(?:ال|لل)?(?:خلافة|جهاد|مجاهد(?:ين|ون)?|شهداء|فرقان|شهادة|جهادي(?:ة)?|متشدد(?:ة|ين)?|متمرد(?:ة|ين)?|"
        r"(?:مقرب|موالي|قريب|تابع)(?:ة)? (?:من|إلى|ل)(?:ل|ال)?(?:متمرد|متشدد|مسلح|تنظيم|حركة|جماعة|كتيبة)\w*)(?!\w)"
    )
)
_UNSIGNED = re.compile(
    plain(
        r"(?:ال)?(?:بيان|تسجيل|شريط|رسالة|منشور|مقطع)(?:ا|ات)? (?:\S+ ){0,2}?(?:منسوب|معزو|نسب|عزي|"
        r"(?:نشر|بث|تداول|وزع|ظهر)"
        r"\w* (?:\S+ )?(?:على|في|عبر) (?:\S+ )?(?:ال)?(?:موقع|مواقع|إنترنت|منتدى|منتديات|تلغرام|تويتر|فيسبوك))"
    )
)
_REBEL = re.compile(
    plain(r"(?:ال)?(?:زعيم|قائد|ضابط|عقيد|جنرال|مسؤول|متحدث|ناطق)(?:ا|ة)? (?:ال)?(?:متمرد|انفصالي|متشدد|جهادي)(?!\w)")
)
_FOR = re.compile(plain("(?:باسم|بلسان) "))
_OF_STATE = re.compile(
    plain(
        r"(?<!\w)[بلو]?(?:ال|لل)?(?:حشد|جيش|حكوم\w+|شرطة|قوات|قوة|تحالف|ائتلاف|برلمان|عشائر|عشيرة|قبائل|بيشمركة|"
        r"صحو\w+|وزارة|وزير|"
        r"رئاسة|رئيس|أمم|بعثة|قيادة|داخلية|دفاع|خارجية|أمن|أمنية|عملية|عمليات|بيت الأبيض|محافظ\w*|بلدية|منظمة|صليب|"
        r"هلال|ناتو|"
        r"حلف|محكمة|نيابة|هيئة|لجنة|بنتاغون|إدارة الأميركية|دولة|سلطة|سلطات|أركان|عسكري|استخبارات|مخابرات|كتلة|اتحاد|"
        r"سفارة|"
        r"أونروا|مفوضية|يونيفيل|ميناء|شركة|حملة|مستشفى|نقابة|كرملين|حاكم|نازحين|لاجئين|أهالي|سكان)(?!\w)"
    )
)
_COMMON = re.compile(
    plain(r"(?<!\w)(?:في|من|على|إلى|عن|مع|أن|هذا|هذه|كل|أي|ما|لا|لم|بال\w+|ب\w{3,}ة|ال\w+ة|\w{3,}ات)(?!\w)")
)
_RETIRED = re.compile(
    plain(
        r"(?<!\w)(?:ال)?متقاعد(?:ة|ا|ون|ين)?(?!\w)|^(?:ال)?(?:ضابط|عميد|عقيد|لواء|جنرال|فريق|مقدم|رائد|قائد|"
        r"جندي|ضباط|ملحق|مسؤول|مدير|موظف|سفير|مستشار|مبعوث|ضابطة|رقيب|نقيب|مفتش|محقق|وسيط|عميل|رئيس)(?:ا|ة)? "
        r"(?:\S+ ){0,2}?(?:ال)?سابق(?:ا|ة|ين|ون)?(?!\w)"
    )
)
_LEARNED = re.compile(
    plain(
        r"^(?:ال)?مستشار(?:ة|ا)?(?= )(?!.*(?:حكوم|رئيس|رئاس|وزار|وزير|قائد)).*(?<!\w)(?:لشؤون|في شؤون|أمني\w*|"
        r"عسكري\w*)|"
        r"(?<!\w)(?:خبير|خبيرة|متخصص|متخصصة|مختص|باحث|باحثة|محلل|محللة)(?!\w)|مركز (?:أبحاث|دراسات|بحوث)|"
        r"معهد (?:أبحاث|دراسات)|(?<!\w)حقوقي(?:ة|ا)?(?!\w)"
    )
)
_RELIEF = re.compile(
    plain(
        r"(?:ال)?(?:مسؤول|موظف|مدير|منسق|عضو|ممثل)(?:ا|ة)? (?:\S+ )?(?:في|لدى|من|ب|ل)? ?(?:ال|لل|بال)?"
        r"(?:هلال الأحمر|صليب الأحمر|أطباء بلا حدود|منظمة (?:\S+ )?(?:إنسانية|إغاثية|خيرية|إغاثة|أهلية|طبية|"
        r"غير حكومية))"
    )
)
_DIPLOMAT = re.compile(plain(r"(?<!\w)(?:ال)?(?:دبلوماسي|سفير|مبعوث|موفد|وسيط)"))
_ABROAD = re.compile(plain(r"(?<!\w)(?:ال)?(?:غربي|أوروبي|أممي|عربي|أجنبي|دولي|إقليمي)(?:ة|ون|ين)?(?!\w)"))


def speaker_from(written: str, *, home: str | None, rebels: Names | None, original: str | None = None) -> Speaker:
    """The speaker that a plain noun phrase names; arguments as in `speakers.speaker_from`."""
    shown = (original or written).strip()
    cut = re.match(plain(r"(?:أما|لكن|غير أن|إلا أن|[وف](?=ال))\s*"), written)
    cut = None if cut and rank(written, bare=True) and not written.startswith("ال") else cut
    joined = written[:1] in "وف" and rank(written, bare=True) is None and rank(written[1:], bare=True) is not None
    if (cut and cut.end() < len(written)) or joined:
        at = cut.end() if cut else 1
        shown, written = shown[at:].strip(), written[at:].strip()
    organisation = organisation_in(written, "ar")
    name = name_in(written, rebels)
    if name and rebels and rebels.fullmatch(name):
        name = None
    if name and organisation and name in organisation[0]:
        name = None
    told = rank(written)
    one = _ONE_OF.match(written)
    told = ((told or ("other", True))[0], False) if one else told
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
    rebels: Names | None, home: str | None,
) -> tuple[str, str | None]:  # fmt: skip
    head, many = told or ("name", False)
    if head in ("body", "body_of_state") and _TAPE.match(written) and not _OF_STATE.search(written):
        return "rebel_media", "rebel"
    if organisation and organisation[3] and (told is None or head in ("media", "body")):
        return "rebel_media", "rebel"
    of_group = bool((rebels and rebels.search(written)) or _GROUP.search(written)) and not _AGAINST.search(written)
    of_group = of_group and not (organisation and organisation[2] not in (None, "rebel"))
    if head == "media":
        if of_group or _ZEAL.search(written):
            return "rebel_media", "rebel"
        own = countries_in(written, "ar")
        state = _STATE_MEDIA.match(written) and (home in own or _OFFICIAL.search(written))
        return ("collective", "government") if state else ("media", None)
    if _UNSIGNED.match(written) and not _OF_STATE.search(written):
        return "rebel_media", "rebel"
    if of_group and (head in ("rebel", "official", "name", "body_of_state", "body")):
        if _PUBLISHES.match(written):
            return "rebel_media", "rebel"
        first = written.removeprefix("ال").split()[0]
        itself = (rebels and rebels.match(written)) or first in _GROUPS
        single = head in ("official", "rebel", "name") and not many and not itself
        kind = "collective" if many else "named_official" if name else "unnamed_rebel" if single else "collective"
        return kind, "rebel"
    if head == "other" and not many and ((of_group and _PARTISAN.match(written)) or _OPPOSES.match(written)):
        return ("named_official" if name else "unnamed_rebel"), "rebel"
    if head == "rebel" and re.match(plain("الأمير(?= )"), written):
        head = "official"  # a prince
    if head in ("rebel", "official") and not many and _LEFT.match(written):
        return ("named_other" if name else "unnamed_other"), "neutral"
    if head == "rebel" and not many and _FIGHTER.match(written) and _ALLIED.search(written):
        return ("named_official" if name else "unnamed_official"), _side(written, "official", organisation, home)
    if head == "rebel":
        return ("collective" if many else "named_official" if name else "unnamed_rebel"), "rebel"
    if head == "official" and not many and _REBEL.match(written):
        return ("named_official" if name else "unnamed_rebel"), "rebel"
    if head == "official" and not many and _LEADS.match(written) and not _of_state(written):
        return ("named_official" if name else "unnamed_rebel"), "rebel"
    if _RETIRED.search(written) and head in ("official", "name"):
        return ("collective" if many else "named_expert" if name else "unnamed_expert"), "neutral"
    if head == "expert" or (head in ("official", "other") and _LEARNED.search(written)):
        return ("collective" if many else "named_expert" if name else "unnamed_expert"), "neutral"
    if head == "official" and _RELIEF.match(written):
        return ("collective" if many else "named_other" if name else "unnamed_other"), "neutral"
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


def _of_state(written: str) -> bool:
    """Whether who leads or speaks for a body does so for one of the state's, or of its allies."""
    cadre = written.removeprefix("ال").startswith("قيادي") and not _FOR.search(written)
    return bool(_ALLIED.search(written) if cadre else _OF_STATE.search(_FOR.split(written)[-1]))


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
