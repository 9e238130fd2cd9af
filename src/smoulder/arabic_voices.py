"""Who speaks a whole Arabic text: who issues a communiqué, who is asked in an interview, an author who says "I".

A communiqué speaks of "our forces" and names its issuer in the title or the first lines. An interview is questions
with answers, or lines behind labels ("العقيد: ..."); who answers is named before. Of everything else
the author is a reporter.
"""

import itertools
import re
from typing import NamedTuple

from smoulder.arabic_cues import Is, without_asides
from smoulder.lexicon import plain
from smoulder.spans import Span

HEAD = 900  # letters in which an issuer or somebody asked is named


OURS = 2  # words of "us" that make a communiqué
PAIRS = 2  # questions with answers that make an interview
_US = re.compile(
    plain(
        r"(?<!\w)(?:[وفلب]?(?:قوات|جنود|أبطال|مجاهدي|مقاتلي|رجال|شعب|بلاد|وطن|أرض|شهداء|وحدات|أهل|أمت|إخوان|مواقع|"
        r"صفوف|دماء|"
        r"حركت|جيش|عمليات|أسود|سرايا|عناصر|ثوار|ثورت|قيادت|مناطق|بيان|معركت|قادت|فرق|مصادر|كتائب|عدو|خسائر|ضربات|"
        r"أبناء|ديار|"
        r"ل|إلي|علي|من|عن|في|ب|أن|إن)نا|نحن|[وف]?(?:نعلن|نؤكد|نزف|نعاهد|نجدد|نهيب|نحذر|نبشر|نلفت|نعد|ندعو|ننفي|نشدد|"
        r"نذكر|"
        r"نقول|نتعهد|نطمئن|نشكر|نحيي|نترحم|ننعي|ننعى|نرفض|نطالب|نكذب|نحيط|نوضح))(?!\w)"
    )
)
_MESSAGE = re.compile(
    plain(
        r"(?<!\w)(?:ال)?(?:بيان|بلاغ|إعلان|رسالة|نداء|تعميم|خطاب|منشور|تصريح صحفي)(?: (?:عسكري|صحفي|صحافي|رقم|"
        r"ختامي|مشترك|"
        r"هام|عاجل|توضيحي|\d+))*(?:\s+(?:صادر|صادرة))?(?:\s+(?:عن|من))?\s+"
    )
)
_ISSUES = re.compile(
    plain(
        r"(?<!\w)[وف]?(?:[يت]علن|[يت]زف|[يت]ؤكد|[يت]هيب|[يت]نعي|[يت]حيي|[يت]بشر|[يت]جدد|أعلنت|أعلن|[يت]نفي|[يت]دعو|"
        r"[يت]طمئن|[يت]هنئ|[يت]وضح|[يت]حذر|[يت]تبنى|[يت]كشف|أصدر|أصدرت|[يت]تعهد|[يت]شدد)"
        r"(?: (?:إليكم|لكم|إلى \S+))?\s+"
    )
)
_ASKED = re.compile(
    plain(
        r"(?<!\w)(?:[وف]?(?:ال)?(?:حوار|مقابلة|لقاء|حديث|مقابلتنا|حوارنا|حوارها|أجوبة|أسئلة)[^.\n]{0,60}?\s(?:مع|على|"
        r"إلى)\s+|"
        r"(?:[وف]?(?:[يت]نضم إلينا|معنا(?: (?:الآن|اليوم|الليلة|مباشرة))?|ضيفنا|ضيفتنا|ضيف الحلقة|أستضيف|"
        r"نستضيف)(?: (?:من|عبر|في) \S+)?|(?:حاور|التق|قابل|استضاف|حدث)(?:ت|ى)? (?:ال)?(?:صحيفة|مجلة|إذاعة|قناة|وكالة|"
        r"موقع|شبكة|جريدة)(?: (?:ال\w+|أمس))?|حاور(?:نا|ت|ه|ها)?|استقبل(?:نا|ت|ه|ها)|التقينا|سألنا|استضفنا|ضيفنا|معنا|"
        r"يجيب|"
        r"[يت]تحدث (?:إلينا|لنا|معنا)|تحدثنا (?:مع|إلى))\s+"
        r"(?=\S))"
    )
)
_CUT = re.compile(
    plain(
        r"\s[وف]?(?:الذي|التي|الذين|طلب|طلبت|رفض|رفضت|حول|بشأن|عشية|خلال|أثناء|يوم|مساء|صباح|أمس|هذا|وهو|وهي|وقد|عبر|"
        r"ونشر|نشر|"
        r"أن|إن|بأن|أجري\w*|تحدث\w*|فضل\w*|اشترط\w*|إلى|بعد|قبل|كي|حيث|وهذا|وفيما)(?!\w)|[.,;:\n(]"
    )
)
_LABEL = re.compile(r"(?m)^[ \t]*(?P<label>[^\n:.,?\"]{1,48}?)[ \t]*:[ \t]+(?=\S)")
_ASKS = re.compile(
    plain(
        r"(?:ال)?(?:سؤال|س|مذيع|مذيعة|محاور|محاورة|صحيفة|صحفي|صحافي|صحافية|مراسل|مراسلة|مقدم|مقدمة|"
        r"مقدم البرنامج|مراسلنا|"
        r"موقع|مجلة|قناة|إذاعة|وكالة|تحرير|راديو)(?: .*)?|س ?\d+"
    )
)
_HOST = re.compile(plain(r"(?:ال)?(?:مذيع|مقدم|محاور|س(?!\w)|سؤال)"))
_REPORTS = re.compile(plain(r"(?:ال)?(?:مراسل|مراسلة|صحفي|صحافي|صحافية|مراسلنا)(?: .*)?"))
_ANSWER = re.compile(plain(r"(?:ال)?(?:جواب|ج|ضيف|ضيفة|إجابة|ضيفنا|ضيفتنا|متحدث|محاوَر)(?: ?\d+)?"))
_MINE = re.compile(
    plain(
        r"(?<!\w)(?:[وفل]?(?:أرى|أعتقد|أظن|أحسب|أزعم|أتوقع|أخشى|أجزم|أقول|أدري|أعرف|أكتب|أراهن|أشك|أستبعد|أرجح|لست|"
        r"كنت|قلت|"
        r"زرت|التقيت\w*|سمعت|رأيت|سألت\w*|تحدثت|عدت)|(?:في |ب|ل)?(?:رأي|ظن|تقدير|اعتقاد|نظر|حسب)ي|ما زلت|"
        r"(?:لكن|إن|أن|ك?أن)ني|كاتب (?:هذه|هذا) \w+|(?:يقال|قيل|قالوا|يقولون|تقول) لنا|[وف]?لنقل|دعونا|دعنا|"
        r"علينا أن|عزيزي القارئ|"
        r"سئمنا|تعودنا|نتذكر|لا نعرف|نعرف جميعا|كلنا)(?!\w)"
    )
)
FIRST_PERSON = re.compile(
    plain(
        r"[وفل]?(?:قد |لا |لم |لن )?(?:س)?(?:ن(?!ف[يىت]|قل|شر|به|وه|ص|اشد)|أ(?!علن|كد|ضاف|وضح|فاد|شار|قر|بلغ|"
        r"عرب|لمح|ورد|ظهر|جمع|صر|ذاع|ثبت|قسم|مر|مهل|وعز|عط|صدر|نذر|خبر|يد|وجز|وصى|مل))\w{2,}"
    )
)


class Answer(NamedTuple):
    """What one who is asked says: his words, and who he is; asker: whether he asks."""

    start: int
    end: int
    who: Span | None
    asker: bool
    said: int = 0  # where the words begin, behind a label


_TITLED = re.compile(
    plain(
        r"\s*(?:ال)?(?:بيان|بلاغ|نداء|رسالة|تعميم|إعلان)(?=[\s:])[^\n.]{0,60}?\s(?:من|عن|صادر عن|"
        r"صادرة عن)\s+(?=(?:ال)?(?:قيادة|"
        r"وزارة|هيئة|مكتب|مجلس|حركة|تنظيم|جماعة|جبهة|كتائب|قوات|جيش|ناطق|متحدث|لجنة|غرفة|إمارة|ولاية|حكومة|"
        r"رئاسة)\w*\s)"
    )
)


def issuer(text: str, body: int, is_source: Is) -> Span | None:
    """Who issues a communiqué, None where the text is none."""
    bare = re.sub(r'"[^"]*"', lambda match: "~" * len(match.group()), text)
    titled = _TITLED.match(bare)
    if titled and (span := _noun(text, titled.end(), is_source)):
        return span
    if len(_US.findall(bare[body:])) < OURS:
        return None
    for pattern, start, end in ((_ISSUES, body, body + HEAD), (_MESSAGE, 0, body + HEAD), (_ISSUES, body, len(text))):
        for match in pattern.finditer(bare, start, min(end, len(text))):
            span = _noun(text, match.end(), is_source)
            if span:
                return span
    return None


def _noun(text: str, start: int, is_source: Is) -> Span | None:
    """The noun phrase at an offset, if it can speak."""
    stop = _CUT.search(text, start)
    span = without_asides(text, start, min(stop.start() if stop else len(text), start + 90))
    return span if span and is_source(span.of(text)) else None


_BULLETIN = re.compile(
    plain(
        r"\s*(?:ال)?(?:تقرير (?:عن )?(?:ال)?(?:حالة|وضع|موقف|يومي|أسبوعي|شهري|ميداني|أمني|رصد|ميدان|متابعة)|"
        r"نشرة|موجز|إحاطة|"
        r"تحديث|تقدير موقف|مذكرة|ورقة موقف)"
    )
)
_WE = re.compile(plain(r"(?<!\w)[وف]?(?:نتوقع|نرجح|نقدر|نعتقد|نرى|لدينا|فرقنا|مصادرنا|تقديرنا|نوصي|رصدنا|وثقنا)(?!\w)"))


def bulletin(text: str, body: int) -> bool:
    """Whether a text is the report of an organisation that speaks of itself as "we"."""
    return bool(_BULLETIN.match(text) and _WE.search(text, body))


def asked(text: str, is_source: Is, until: int = HEAD) -> Span | None:
    """Who is asked in an interview: named last with the word for it before an offset."""
    found = [
        span
        for match in _ASKED.finditer(text, 0, until)
        if (span := _noun(text, match.end(), is_source)) and not _PAPERS.match(span.of(text))
    ]
    return found[-1] if found and until != HEAD else found[0] if found else None


def somebody(text: str, start: int, end: int, is_source: Is) -> Span | None:
    """The first person named in a stretch with an office: the noun phrase at a word that can speak."""
    for word in re.finditer(r"\S+", text[start:end]):
        bare = word.group().strip(",.:")
        if is_source(bare) and not _PAPERS.match(bare):
            span = _noun(text, start + word.start(), is_source)
            if span:
                return span
    return None


_PAPERS = re.compile(
    plain(r"[وف]?(?:ال)?(?:صحيف|جريد|مجل|موقع|قنا|وكال|إذاع|تنظيم|حرك|جماع|جيش|قوات|حكوم|دول|مدين|معرك|بيان|تقرير)")
)


def answers_in(text: str, body: int, is_source: Is) -> list[Answer]:
    """The answers of an interview and its questions, in order; empty where the text is none."""
    lines = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text) if match.end() > body]
    labels = {each: _LABEL.match(text, each[0], each[1]) for each in lines}
    found: list[Answer] = []
    guest = asked(text, is_source)
    if sum(bool(each) for each in labels.values()) >= 2 * PAIRS:
        known: dict[str, Span] = {}
        first = next(line[0] for line, label in labels.items() if label)
        guest = guest or somebody(text, body, first, is_source)
        hosted = any(each and _HOST.match(each["label"].strip()) for each in labels.values())
        for line, label in labels.items():
            if label is None:
                if found:  # a paragraph more of the one before
                    found.append(Answer(*line, found[-1].who, found[-1].asker))
                continue
            span = Span(*label.span("label"))
            words = span.of(text).strip(" -*")
            asker = bool(_ASKS.fullmatch(words)) and not (hosted and _REPORTS.fullmatch(words))
            guest = asked(text, is_source, line[0]) or guest
            who = guest if _ANSWER.fullmatch(words) or (guest and words in guest.of(text)) else known.get(words, span)
            known.setdefault(words, span)
            found.append(Answer(*line, None if asker else who, asker, label.end()))
        return found
    if inline := _between_questions(text, body, is_source):
        return inline
    asks = [text[a:b].rstrip(' "').endswith("?") or bool(re.match(r"\s*\*", text[a:b])) for a, b in lines]
    dashed = [bool(re.match(r"\s*-\s", text[a:b])) for a, b in lines]
    if any(asks):
        guest = guest or somebody(text, body, lines[asks.index(True)][0], is_source)
    guest = guest or _in_title(text, body, is_source)
    if guest is None or sum(one and not other for one, other in itertools.pairwise(asks)) < PAIRS:
        return []
    first = asks.index(True)
    for number, line in enumerate(lines):
        if number < first:
            continue
        answer = dashed[number] if any(dashed) else not asks[number]
        found.append(Answer(*line, guest if answer else None, not answer))
    return found


_QUOTED = re.compile(r"(?P<mark>[?.:])\s*\"(?P<words>[^\"]{3,})\"(?!\s*,)")


def _between_questions(text: str, body: int, is_source: Is) -> list[Answer]:
    """The answers of an interview in one paragraph: quotes behind questions."""
    quotes = list(_QUOTED.finditer(text, body))
    if sum(each["mark"] == "?" for each in quotes) < PAIRS:
        return []
    first = quotes[0].start("words")
    guest = asked(text, is_source, first) or _in_title(text, body, is_source) or somebody(text, body, first, is_source)
    if guest is None:
        return []
    found = []
    for before, each in itertools.pairwise([None, *quotes]):
        if each is None:
            continue
        if before is not None:
            found.append(Answer(before.end(), each.start("words") - 1, None, True))
        found.append(Answer(each.start("words") - 1, each.end(), guest, False))
    return found


def _in_title(text: str, body: int, is_source: Is) -> Span | None:
    """Whose words a title gives: "A commander: the town will hold"."""
    match = re.compile(r"\s*([^:\n]{3,60}?)\s*:").match(text, 0, body)
    return Span(*match.span(1)) if match and is_source(match[1]) else None


def opinion(text: str, parts: list[tuple[int, int]]) -> bool:
    """Whether the author writes of himself outside of quotes."""
    return any('"' not in text[start:end] and _MINE.search(text, start, end) for start, end in parts)
