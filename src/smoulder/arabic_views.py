"""Whose view an Arabic sentence announces or gives to the one before: "An officer doubted it."."""

import re

from smoulder.arabic_cues import Is, clause_begin, without_asides
from smoulder.lexicon import plain
from smoulder.spans import Span

_HOLDS = re.compile(
    plain(
        r"[\s\-]*[وف]?(?:لكن |غير أن |أما )?(?:لا |لم |ليس )?(?:[يت]?(?:خالف|شاطر|شارك|ختلف|اختلف|عارض|وافق|ؤيد|"
        r"أيد|بدو|بد|"
        r"سخر|تهكم|هزأ|رد|رفض|شكك|عترض|اعترض|كن|رى|قلل|حفظ|تحفظ|هون|ستخف|استخف|علق|عقب|نتقد|انتقد|حذر|نصح|دعا|تساءل|"
        r"نبه|سألت|التقيت|قابلت|استمعت))"
        r"(?:ت|ون|وا)?(?:ه|ها|هم)?\s+(?:هذا التفاؤل |هذه الرواية |هذا الرأي |هذه التقديرات |هذا التقدير |الأمر |"
        r"في ذلك |الرأي )?"
    )
)


_HOLDS_BEHIND = re.compile(
    plain(
        r"\s(?:لا |لم )?(?:[يت]?(?:خالف|شاطر|شارك|عارض|وافق|ؤيد|شكك|حذر|سخر|قلل|تحفظ|هون|نصح|تساءل|تهكم|رفض)|"
        r"دعا|بدا|[يت]بدو|[يت]دعو)"
        r"(?:ت|ون|وا)?(?:ه|ها|هم)?\s"
    )
)
_HOLDS_CUT = re.compile(
    plain(
        r"\s(?:هذا|هذه|ذلك|تلك|من|مع|على|عن|بهذا|بهذه|بمثل|الأمور|الأمر|كل|ما|متفائل\w*|مقتنع\w*|واثق\w*|مطمئن\w*|"
        r"متأكد\w*|متحمس\w*|راض\w*|موافق\w*|عن|الرأي|التفاؤل|"
        r"الرواية|الرقم|التقدير\w*|الحصيلة|ال\w+ال\w+)(?!\w)|[.,;:]"
    )
)
_MORE = re.compile(
    plain(r"[\s,]+(?:أكثر|أقل) (?:تحفظ|تشاؤم|تفاؤل|حذر|ثق|حماس)\w*|[\s,]+(?:غير|ليس\w*) (?:متفائل|مقتنع|واثق|متأكد)\w*")
)


def holder(text: str, start: int, end: int, is_source: Is) -> Span | None:
    """Whose view a sentence that says nothing itself announces: "Nor does an analyst share it."."""
    match = _HOLDS.match(text, start, end)
    if match:
        cut = _HOLDS_CUT.search(text, match.end(), end)
        span = without_asides(text, match.end(), cut.start() if cut else end)
    elif (verb := _HOLDS_BEHIND.search(text, start, min(end, start + 110))) and (
        span := without_asides(text, clause_begin(text, start, verb.start()), verb.start())
    ):
        pass
    else:
        more = _MORE.search(text, start, end)
        span = without_asides(text, start, more.start()) if more and more.start() - start < 60 else None
    return span if span and is_source(span.of(text)) else None


_THUS = re.compile(
    plain(
        r"[\s\-]*(?:هكذا|هذا ما|ذلك ما|هذا هو ما|بهذه (?:الكلمات|العبارة|العبارات)|بهذا)\s+(?:قال|جاء|ورد|لخص|"
        r"وصف|تحدث|أعلن|"
        r"صرح|أكد|بشر|رأى|[يت]قول|[يت]رى|[يت]لخص|[يت]صف|قدر|أوجز|اختصر|كتب)(?:ت|وا|ته|ه|ها|ون)?\s+"
        r"(?:في (?:ال)?(?:بيان|كلمة|تصريح|خطاب|رسالة|تقرير|تسجيل)\S*\s+)?(?:(?:صادر|صادرة|صدر)\s+)?(?:عن\s+|"
        r"من\s+|ل(?=\w{4}))?"
    )
)
_THUS_CUT = re.compile(
    plain(r"\s(?:نقل\w*|بث\w*|نشر\w*|الموقف|الوضع|الحال|المشهد|أمس|في|أمام|يوم|خلال|مساء)(?!\w)|[.,;:(]")
)


def thus(text: str, start: int, end: int, is_source: Is) -> Span | None:
    """Who said the sentence before: "So it was said in a statement of the ministry."."""
    match = _THUS.match(text, start, end)
    cut = _THUS_CUT.search(text, match.end(), end) if match else None
    span = without_asides(text, match.end(), cut.start() if cut else end) if match else None
    return span if span and is_source(span.of(text)) else None
