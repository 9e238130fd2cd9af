"""Where what is said begins behind an Arabic verb: at "that", a colon, a verbal noun, or right behind who says it."""

import re

from smoulder.arabic_cues import ASIDE, THAT, Cue, cues_in, day_in, without_asides
from smoulder.arabic_persons import is_verbal, phrase_at, speaks
from smoulder.arabic_sayings import FAR, Marker, Sentence, behind
from smoulder.arabic_subjects import HE, OURS
from smoulder.arabic_verbs import acts
from smoulder.lexicon import plain
from smoulder.spans import Span

_OF_AN_ACT = re.compile(
    plain(
        r"(?<!\w)(?:ال)?(?:عملية|عمليات|حملة|خطة|معركة|غرفة|جهاز|قوات|قوة|لجنة|هيئة|مركز|جبهة|منظمة|حركة|جيش|أجل|بعد|"
        r"قبل|منذ|رغم|خلال|حزب|جماعة|مكتب|وزارة|سياسة)\s$"
    )
)
_ON = re.compile(plain(r"\s+على(?!\w)"))
_TALKS_OF = re.compile(plain(r"[وف]?(?:[يت]?تحدث|[يت]?كشف|حدث|أعلن|[يت]علن)(?:ت|ون|وا|ني|نا)?(?!\w)"))
_RUMOUR = re.compile(
    plain(
        r"(?<!\w)(?:ما|صحة ما|صحة|(?:ال)?(?:أنباء|شائعات|إشاعات|مزاعم|ادعاءات|تقارير|أخبار|معلومات|"
        r"روايات))\s(?:\S+ ){0,6}?(?:عن|حول|بشأن)\s+"
    )
)
_DOUBTED = re.compile(plain(r"(?<!\w)في (?=(?:قدر[ةت]|إمكان|جدوى|نجاح|صمود|نية|احتمال)\w*)"))
_LEFT = re.compile(plain(r"(?<!\w)(?:ما|من) (?:بقي|تبقى|بقوا|تبقوا)(?!\w)"))
_OF_TIME = re.compile(plain(r"(?<!\w)(?:بعد|قبل|دون|منذ|رغم|لولا|يمكن|يجب|قبيل|ريثما) $"))


def marker_of(here: Sentence, cue: Cue, left: Span | None) -> Marker | None:
    """The first of: "that", a colon, a verbal noun behind somebody who can speak."""
    text, stop = here.text, min(here.end, cue.end + FAR)
    apart = text.find(";", cue.end, stop)
    stop = apart if apart >= 0 else stop
    found: list[Marker] = []
    for that in THAT.finditer(text, cue.end, stop):
        if not _OF_TIME.search(text[max(0, that.start() - 8) : that.start()]) and not any(
            each.start <= that.start() < each.end for each in here.quotes
        ):
            described = _described(here, cue, that.start())
            found.append(Marker(that.start(), described if described is not None else behind(text, that), "that"))
            break
    if colon := re.compile(r":\s*").search(text, cue.end, stop):
        found.append(Marker(colon.start(), colon.end(), "colon"))
    quote = next((each for each in here.quotes if cue.end < each.start <= stop), None)
    if quote and not found and cue.stance != "vows":
        who = without_asides(text, cue.end, quote.start - 1)
        if (who and here.is_source(who.of(text))) or (left and who is None):
            found.append(Marker(quote.start - 1, quote.start - 1, "colon"))  # said S "C"
    if counted := _counted(here, cue, left, stop):
        found.append(counted)
    limit = min((each.at for each in found), default=stop)
    for act in acts().finditer(text, cue.end, limit):
        who = without_asides(text, cue.end, act.start())
        near = who is None
        if text[act.end() :].startswith(plain(" الله")):
            continue  # a name
        if _OF_AN_ACT.search(text[: act.start()]) or (
            act["the"] and not (cue.stance == "denies" or (cue.stance == "expects" and _ON.match(text, act.end())))
        ):
            continue  # "the commander of the operation of liberation"
        he = bool(HE.fullmatch(text[: cue.start].split(",")[-1].strip().split(" ")[-1]))
        if (who and here.is_source(who.of(text))) or ((left or he or OURS.match(text, cue.start)) and near):
            begins = act.start("act") if act["by"] else act.start()
            found.append(Marker(act.start(), begins, "act"))
            break
    if (
        cue.stance == "vows"
        and not found
        and (through := re.compile(r"(?<!\w)ب(?!اسم |ين |عد |دون )\w{3,}").search(text, cue.end, stop))
    ):
        who = without_asides(text, cue.end, through.start())
        dropped = who is None and not text[here.start : cue.start].strip()
        if left or dropped or (who and here.is_source(who.of(text))):
            found.append(Marker(through.start(), through.start(), "act"))
    if not found and cue.stance == "denies" and (told := _RUMOUR.search(text, cue.end, stop)):
        who = without_asides(text, cue.end, told.start())
        if left or (who and here.is_source(who.of(text))):
            found.append(Marker(told.start(), told.end(), "act"))
    if not found and cue.stance == "denies" and (doubt := _DOUBTED.search(text, cue.end, stop)):
        who = without_asides(text, cue.end, doubt.start())
        if left or (who and here.is_source(who.of(text))):
            found.append(Marker(doubt.start(), doubt.end(), "act"))
    if not found and (rest := _LEFT.search(text, cue.end, stop)):
        who = without_asides(text, cue.end, rest.start())
        if left or (who and here.is_source(who.of(text))):
            found.append(Marker(rest.start(), rest.start(), "act"))
    if not found and (talk := _TALKS_OF.match(text, cue.start, here.end)):
        about = re.compile(plain(r"(?<!\w)عن\s+(?=\S+\s+\S+\s+\S+)")).search(text, talk.end(), here.end)
        who = without_asides(text, cue.end, about.start()) if about else None
        if about and (left or (who and here.is_source(who.of(text)))):
            found.append(Marker(about.start(), about.end(), "act"))
    first = found[0] if len(found) == 1 and found[0].kind == "act" else None
    whole = _object(here, cue, left, stop) if first or not found else None
    if whole and (first is None or (whole.begins < first.begins and _is_object(text, whole, first))):
        found = [whole]
    best = min(found, default=None)
    later = [
        each
        for each in cues_in(text, cue.end, best.at if best else cue.end, here.quotes)
        if (each.kind == "verb" and text[each.start : each.end] != plain("راي"))
        or (each.kind == "participle" and text[: each.start].rstrip().endswith(","))
    ]
    if best and later and later[0].kind == "participle" and len(text[here.start : cue.start].split()) >= 3:
        return None  # "C, says S, adding that D"
    if best and later and left and later[0].kind == "verb":
        own = phrase_at(text, later[0].end + 1, best.at)
        if own.end > own.start and here.is_source(own.of(text)):
            return _object(here, cue, left, later[0].start)  # "where S hung heads, T says that"
    if best and later and left is None and not re.search(plain("(?:الذي|التي|وهو|وهي) $"), text[: later[0].start]):
        return _object(here, cue, left, later[0].start)
    return best


_COUNTS = re.compile(plain(r"[وف]?(?:قد )?[يت]?قدر(?:ت|ون|وا)?(?!\w)"))
COUNTED = plain("(?:عدد|قوة|حجم|قوام|تعداد|خسائر|حصيلة)(?= )")
_NUMBER = re.compile(rf"(?<!\w)(?<!{plain('باسم')} )(?<!{plain('في')} )(?<!{plain('من')} )(?<!{plain('عن')} ){COUNTED}")


def _counted(here: Sentence, cue: Cue, left: Span | None, stop: int) -> Marker | None:
    """What somebody estimates: the number, strength or losses of others."""
    if not _COUNTS.match(here.text, cue.start):
        return None
    number = _NUMBER.search(here.text, cue.end, stop)
    who = without_asides(here.text, cue.end, number.start()) if number else None
    near = number is not None and number.start() == cue.end + 1  # whoever speaks estimates, too
    if number and ((who is None and (left or near)) or (who and here.is_source(who.of(here.text)))):
        return Marker(number.start(), number.start(), "act")
    return None


# verbs of speech that mean something else where no "that" follows: answer fire, go, know, find
_NO_OBJECT = re.compile(
    plain(
        r"[وف]?أسر|[وف]?(?:قد )?س?[يت]?(?:رد|ذهب|مضى|مض|تابع|زاد|زيد|عرف|علم|وجد|جد|ساق|سوق|قص|عكس|شهد|رسم|احتفل|حتفل|"
        r"سلم|اتفق|تفق|"
        r"قال|قول|صرح|أوضح|وضح|أضاف|ضيف|هتف|همس|تمتم|صرخ|استطرد|ستطرد|أردف|ردف|عقب|علق|ختم|أجمع|جمع|كتب|قرأ|قدر على|"
        r"رصد|سجل|خالف|وافق|أيد|ؤيد|سخر|تهكم|ستهزئ|استهزأ|حصر على|بادر|شعر|درك|أدرك|خطب|فهم|دافع|عارض)(?:ت|وا|ون)?"
    )
)
_ASIDE_FIRST = re.compile(rf"(?:{ASIDE})(?!\w)")
_ADJUNCT = re.compile(rf"(?:{ASIDE}|ب\w+)(?!\w)")


def _is_object(text: str, whole: Marker, act: Marker) -> bool:
    """Whether what stands before a verbal noun is part of the object: no day, no occasion, no "truth of reports of"."""
    if _RUMOUR.match(text, whole.begins, act.begins):
        return False
    bare = without_asides(text, whole.begins, act.begins)
    return bare is not None and bare.start == whole.begins and not _ADJUNCT.match(text, whole.begins)


def _object(here: Sentence, cue: Cue, left: Span | None, stop: int) -> Marker | None:
    """What a verb has for its object without "that": all behind whoever says it."""
    text = here.text
    if cue.kind != "verb" or cue.stance == "asks" or _NO_OBJECT.fullmatch(text[cue.start : cue.end]):
        return None
    at = cue.end
    if left and phrase_at(text, left.start, cue.start).end < left.end:
        return None  # the verb is of a relative clause
    if left is None and not _HE_BEFORE.search(text[here.start : cue.start]):
        first = _BETWEEN.match(text, cue.end, stop)
        span = phrase_at(text, first.end() if first else cue.end, stop)
        who = span if speaks(span.of(text), here.is_source) else _bare_name(text, span, stop)
        if who is None:
            return None
        at = who.end
    begin = _ASIDE_BETWEEN.match(text, at, stop)
    start = begin.end() if begin else at
    if begin is None or text[start : start + 1] in (",", "", ".") or len(text[start:stop].split()) < 2:
        return None
    if _SHOWN.match(text, start):
        return None
    if by := _THROUGH.match(text, start, stop):
        return Marker(at, by.end(), "act")
    day = day_in(text, start, min(stop, start + 40))
    if day and day.start == start:
        start = day.end + 1
    return None if _ASIDE_FIRST.match(text, start) else Marker(at, start, "act")


def _bare_name(text: str, span: Span, stop: int) -> Span | None:
    """A name of two words without an office, before a verbal noun: "Doku Umarov announced the revival"."""
    words = list(_WORD.finditer(text, span.start, stop))[:3]
    if len(words) < 3 or text[words[0].start() : words[2].start()].strip() != text[words[0].start() : words[1].end()]:
        return None
    day = day_in(text, words[1].end(), stop)
    if day and day.start == words[1].end() + 1 and (then := _WORD.search(text, day.end, stop)):
        words[2] = then
    one, two, act = (each.group() for each in words)
    if not is_verbal(act) or one.startswith("ال") or any(map(acts().fullmatch, (one, two))):
        return None
    return Span(words[0].start(), words[1].end())


_WORD = re.compile("[\u0621-\u064a]+")
_SHOWN = re.compile(
    plain(r"(?:من |عن |ب|في |على )?(?:هذا|هذه|ذلك|تلك|كل هذا|الأمر|كل ذلك)(?!\w)")
)  # what was said before
_HE_BEFORE = re.compile(rf"(?<!\w)(?:{HE.pattern})\s*$")
IN_WRITING = plain(
    r"\s+(?:على (?:موقع|صفحت|حساب|قنات)(?:ه|ها|هم)|في (?:بيان|كلمة|خطاب|تصريح(?:ات)?|مؤتمر صحا?في)"
    r"(?:\s+(?:له|لها|لهم|متلفزة?|صحا?في(?:ة)?|رسمي|مصورة?|صوتية?))?)(?=\s)"
)
# "to her", "on him": between a verb and its subject
_ASIDE_BETWEEN = re.compile(rf"(?:{IN_WRITING})?(?:\s*,\s*(?:{ASIDE}) [^,.:;]{{3,80}},(?=\s))?[\s\"]*")
_BETWEEN = re.compile(plain(r"\s+(?:(?:علي|إلي|ل|ب|من|عن|في|مع)(?:ه|ها|هم|هما|نا)\s+)?"))
_THROUGH = re.compile(plain(r"(?:عن|إلى|من|على)\s+(?:أن\w*\s+)?|(?:اللثام|النقاب|الستار) عن\s+"))


def _described(here: Sentence, cue: Cue, that: int) -> int | None:
    """Where the object begins of who describes something as something."""
    text = here.text
    if not re.match(plain(r"و?(?:قد )?[يت]?(?:وصف|صف)"), text[cue.start : cue.end]):
        return None
    pieces = [match.end() + cue.end for match in re.finditer(r",\s*", text[cue.end : that])]
    if pieces:
        return pieces[-1]
    words = list(re.finditer(r"\S+", text[cue.end : that]))
    return cue.end + words[-1].start() if len(words) > 1 else None
