"""Set shapes that tell who says something in Arabic: according to S, R quotes S, S orders, adding that."""

import re
from functools import cache

from smoulder.arabic_cues import THAT, Cue, clause_begin, cues_in, trimmed, without_asides
from smoulder.arabic_names import name_in
from smoulder.arabic_persons import phrase_at, subject_in, trimmed_person
from smoulder.arabic_sayings import FAR, Marker, Sentence, around, attribution, behind, how_said, noun_before, pieces_of
from smoulder.arabic_verbs import acts, speech
from smoulder.inflections_ar import joined, noun_forms, verb_forms
from smoulder.lexicon import lexicon, one_of, plain
from smoulder.spans import Attribution, Span

_IMPERSONAL = re.compile(plain(r"(?:من|على) ال\w+|يبدو|لعل|قيل|[يت]قال|نقل|ورد|جاء|ذكر|سمعنا|أشيع"))


_WILL = re.compile(plain(r"\s+(?:عزم|تصميم|إصرار|التزام|ثقت|نيت|استعداد|حرص|تمسك)\w*\s+(?:على |في |ب)(?=\S)"))
_SOMEBODY = re.compile(
    plain(
        r"(?!ال|\w+ات(?!\w)|خطة|برنامج|قانون|نص|جدول|قرار|اتفاق|دستور|معيار|عادة|ترتيب|قائمة|نظرية|مبدأ|"
        r"ما )[\u0621-\u064a]{3,}(?= (?:من|في|ب|ل|سابق|محلي|عسكري|\w+ي(?:ة)?(?!\w)))"
    )
)
_SAID_TO = re.compile(plain(r"\W*[وف]?(?:قد )?(?:قيل|[يت]قال|نقل|ورد|جاء|ذكر|سمعنا|أشيع|بلغنا)(?!\w)"))
_OF_WORDS = re.compile(
    plain(
        r"\s*(?:تعبير|وصف|زعم|حد قول|تقدير\w*|رأي|رواي\w+|شهاد\w+|تصريح\w*|إفاد\w+|كلام|معلومات|أقوال|قول|حديث|"
        r"تأكيد\w*|حساب\w*|إحصاء\w*|"
        r"ما (?:قال|أعلن|أكد|ذكر|أفاد|صرح|نقل|يقول|يؤكد|يرى|أوضح|كتب|أضاف|أبلغ|روى)(?:ت|وا|ه|ته|تها|"
        r"ها)?(?: ب?ه)?|"
        r"(?:ال)?\w+(?: \w+)? (?:عرض|قدم|أورد|نشر|أعلن|ذكر|بث|أصدر|جمع|أعد|وزع|سرد|ساق|كشف|أذاع|تلا|رفع|وضع)ت?(?:ها|"
        r"ه)(?: \w*الصحافيين)?|"
        r"(?:مذكرة|ورقة|دراسة|تقرير|تحليل|إحصاء|إحصاءات|إحصائية|أرقام|بيانات) (?:من|عن|صادرة? عن|أعدها|أعده|أعدته|"
        r"أعدتها)|"
        r"(?:مذكرة|ورقة|دراسة|تحليل)(?= ل\w{4}))(?=\s)"
    )
)
_PASSES_ON = re.compile(plain(r"(?:نقل|أورد|تنقل|ينقل|بث|نشر|أذاع)(?:ت|ته|تها|ه|ها)?\s*$"))


_HIS = re.compile(
    plain(r"(?:\s*(?:قول|تعبير|تقدير|رأي|كلام|زعم|وصف|روايت|حساب|معلومات|شهادت|تصور))?(?:ه|ها|هم)(?!\w)\s*,?")
)


def according(here: Sentence, cue: Cue, begin: int, found: list[Attribution]) -> Attribution | None:
    """According to S, C; C, according to S; according to R, citing S."""
    text = here.text
    stop = re.compile(rf",|(?<=\s)(?:{THAT.pattern})|\.$|:|\sف(?:لن|لم|قد|ان|لا|س\w+|ليس)(?=\w*\s)").search(
        text, cue.end, here.end
    )
    until = stop.start() if stop else here.end
    verb = _verbs().search(text, cue.end, until) if here.start == cue.start else None
    if verb and verb.start() < phrase_at(text, cue.end, until).end:
        verb = None
    if verb and here.is_source(text[cue.end : verb.start()].strip()):
        until, stop = verb.start(), None
    carried = _HIS.match(text[cue.end : here.end])
    cited = re.compile(plain(r"\s+نقلا عن\s+")).search(text, cue.end, until)
    if cited is None and _PASSES_ON.search(text[cue.start : cue.end]):
        cited = re.compile(plain(r"\s+عن\s+")).search(text, cue.end, until)
    words = _OF_WORDS.match(text, cited.end() if cited else cue.end, until)
    who = without_asides(text, words.end() if words else cited.end() if cited else cue.end, until)
    if words and not (who and (here.is_source(who.of(text)) or who.of(text)[0] == "ل")):  # "official estimates"
        whole = without_asides(text, cited.end() if cited else cue.end, until)
        who, words = (whole, None) if whole and here.is_source(whole.of(text)) else (who, words)
    if who and here.is_source(who.of(text)):
        who = trimmed_person(text, who)
    elif who and who.of(text)[0] == "ل" and here.is_source(text[who.start + 1 : who.end]):
        who = Span(who.start + 1, who.end)
    if who and stop is None and who.end + 3 < until and len(text[who.end : until].split()) >= 3:
        until = who.end  # "according to the ministry their number fell"
    if who and words and who.of(text)[0] == "ل" and here.is_source(text[who.start + 1 : who.end]):
        who = Span(who.start + 1, who.end)
    met = re.search(plain(r"\s(?:التقي\w*|قابل\w*|تحدث\w* إليه|طلب\w*|رفض\w*|فضل\w*)"), who.of(text)) if who else None
    who = Span(who.start, who.start + met.start()) if who and met else who
    if who is None or not (here.is_source(who.of(text)) or carried or _SOMEBODY.match(who.of(text))):
        return None
    relay = without_asides(text, cue.end, cited.start()) if cited else None
    if carried:
        content = Span(cue.end + carried.end(), here.end)
        comma = text[: cue.start].rstrip()
        if comma.endswith(","):  # "his men, he says, have left": the subject stands before
            first = clause_begin(text, here.start, len(comma) - 1)
            if len(text[first : cue.start].split()) <= 6:
                content = Span(first, here.end)
        return attribution(here, cue, None, (trimmed(text, content),), "indirect", cue.end)
    head = Span(here.start, cue.start)
    if _SAID_TO.match(head.of(text)) and (that := THAT.search(text, until, here.end)):
        content = Span(that.end(), here.end)
        pieces = pieces_of(here, content, Marker(until, content.start, "that"))
        return attribution(here, cue, who, pieces, "indirect", until, relay)
    if len(head.of(text).split()) >= 3:
        if found:
            return None
        contents = around(here, head, Span(until, here.end))
    else:
        impersonal = _IMPERSONAL.match(head.of(text).strip(" ,و"))
        content = Span(stop.end() if stop else until, here.end)
        if impersonal and (that := THAT.search(text, until, here.end)):
            content = Span(that.end(), here.end)
        contents = pieces_of(here, content, Marker(until, content.start, "that"))
    return attribution(here, cue, who, contents, "indirect", until, relay)


def relayed(here: Sentence, cue: Cue) -> Attribution | None:
    """R quotes S as saying C."""
    text = here.text
    match = re.compile(
        plain(
            r"(?P<relay>[^,.:]{2,60}?)\s+(?:عن|إلى)\s+(?P<who>[^.:\"]{2,110}?)\s+(?:(?:قول|تأكيد|تصريح|إعلان|توقع|"
            r"تحذير|وعيد|تهديد|وعد|تعهد|نفي|اعتقاد|زعم|ادعاء|تقدير|اعتراف|إقرار|خشيت|تخوف|جزم|"
            r"ترجيح|تلويح|عزم|قسم|تشديد|توعد|استبعاد|شكوك|مخاوف|قناعت)(?:هم|ها|ه)(?!\w)"
            r"\s*(?:(?:إن|أن|بأن|من أن|على أن|في أن)(?:ه|ها|هم)?(?!\w)\s*|:\s*)?|(?:إن|أن|بأن)(?:ه|ها|هم)?\s+|:\s*)"
        )
    ).match(text, cue.end, here.end)
    if match is None:
        return None
    who = without_asides(text, *match.span("who"))
    if who is None:
        return None
    marker = Marker(
        match.end("who"), match.end(), "colon" if text[match.end() : match.end() + 2].strip()[:1] == '"' else "that"
    )
    content = Span(match.end(), here.end)
    relay = Span(*match.span("relay"))
    made = attribution(
        here, cue, who, pieces_of(here, content, marker), how_said(text, content, marker), match.end("who"), relay
    )
    vow = next((each for each in cues_in(text, match.end(), here.end, here.quotes) if each.stance == "vows"), None)
    return (sworn(here, vow, made) if vow else None) or made


def sworn(here: Sentence, cue: Cue, outer: Attribution) -> Attribution | None:
    """Who swears in what another tells: his are the words."""
    begin = outer.contents[-1].start
    who = without_asides(here.text, begin, cue.start)
    if who is None or cue.start - begin > 80 or not here.is_source(who.of(here.text)):
        return None
    content = trimmed(here.text, Span(cue.start, here.end))
    shown = Span(cue.start, cue.end).within(here.text)
    return outer._replace(
        speaker=who,
        cue=shown,
        contents=(content,),
        how="indirect",
        stance="vows",
        relay=outer.relay or outer.speaker,
        carried=False,
    )


@cache
def _in_message() -> re.Pattern[str]:
    message = one_of(noun_forms(word) for word in lexicon("ar")["cues"]["messages"])
    return re.compile(
        plain(
            rf"\s+{message}(?: \S+){{0,4}}? (?:(?:جاء|ورد|قال|أكد|أعلن|ذكر|تعلن|يقول|تقول|تؤكد|توعد|"
            rf"زعم)\w*(?: في(?:ه|ها))?\s+(?:أن|إن|ب?أن)(?:ه|ها|هم)?|[يت]?(?:أعلن|علن|ؤكد|أكد)ت? في(?:ه|ها))\s+"
        )
    )


def published(here: Sentence, cue: Cue, begin: int) -> Attribution | None:
    """R published a statement in which it is said that C."""
    match = _in_message().search(here.text, cue.end, here.end)
    who = without_asides(here.text, cue.end, match.start()) if match else None
    who = who or (noun_before(here, cue, begin) if match else None)
    if match is None or who is None or not here.is_source(who.of(here.text)):
        return None
    content = Span(match.end(), here.end)
    return attribution(here, cue, who, (trimmed(here.text, content),), "indirect", match.start())


def stated(here: Sentence, cue: Cue) -> Attribution | None:
    """It is said in a statement of S that C."""
    text = here.text
    quoted = [each for each in here.quotes if each.end < cue.start]
    if quoted and not here.text[quoted[-1].end : cue.start].strip('", '):  # '"We stay", it is said in a message of S'
        who = without_asides(text, cue.end, here.end)
        return attribution(here, cue, who, tuple(quoted), "direct", here.end) if who else None
    marker = re.compile(rf"(?<=\s)(?:{THAT.pattern})|:\s*").search(text, cue.end, min(here.end, cue.end + FAR))
    who = without_asides(text, cue.end, marker.start()) if marker else None
    own = marker is not None and not text[cue.end : marker.start()].strip()  # "in its statement": whoever spoke last
    if marker is None or not (own or (who and here.is_source(who.of(text)))):
        return None
    content = Span(marker.end(), here.end)
    pieces = pieces_of(here, content, Marker(marker.start(), marker.end(), "that"))
    return attribution(here, cue, who, pieces, "indirect", marker.start())


_HIS_MEN = re.compile(
    plain(
        r"\s(?:(?:جيش|قوات|جنرالات|قادت|ضباط|وزراء|حكومت|جنود|قائد|رئيس|وزير|قيادت)(?:ه|ها|هم)|حتى|مهلة|أسبوع\w*|"
        r"شهر\w*|الجيش|القوات)(?!\w)"
    )
)


def ordered(here: Sentence, cue: Cue, begin: int) -> Attribution | None:
    """Who sets others a time: behind the verb, before it, or whoever can, earlier in the sentence."""
    text = here.text
    act = _task().search(text, cue.end, here.end)
    if act is None:
        return None
    left = noun_before(here, cue, begin)
    who = without_asides(text, cue.end, act.start())
    if left is None and who and not re.search("(?:هم|ها|ه)$", text[cue.start : cue.end]):
        first = _HIS_MEN.split(who.of(text))[0].split()
        named = name_in(" ".join(first))
        most = len(first) if named and " ".join(first).endswith(named) else min(5, len(first) - 1)
        left = next(
            (span for size in range(most, 0, -1)
             if here.is_source((span := Span(who.start, who.start + len(" ".join(first[:size])))).of(text))),
            None,
        )  # fmt: skip
    if left is None:
        for word in re.compile(r"\S+").finditer(text, here.start, cue.start):
            stop = re.compile(plain(r"\s+(?:ل\w{3,}|حين|أن|عندما|بعد|قبل|في)(?!\w)|[,.]")).search(
                text, word.start(), cue.start
            )
            span = Span(word.start(), stop.start() if stop else cue.start).within(text)
            if here.is_source(span.of(text)) and text[word.start() : word.start() + 2] == "ال":
                left = span
                break
    if left is None:
        return None
    return attribution(here, cue, left, (trimmed(text, Span(cue.start, here.end)),), "indirect", here.end)


@cache
def _task() -> re.Pattern[str]:
    """An end that is asked of somebody: "to wipe out", "with retaking"."""
    nouns = [word for name in ("end", "cleared") for word in lexicon("ar_states")[name]["nouns"]] + [
        "قضاء",
        "إعادة",
        "فرض",
        "استتباب",
        "وقف",
        "هزيمة",
        "نصر",
        "تدمير",
    ]
    return re.compile(rf"(?<!\w)(?:[بل](?:ال)?|لل)(?:{one_of(plain(word) for word in nouns)})(?!\w)")


@cache
def _verbs() -> re.Pattern[str]:
    """The verbs that tell how an armed group fares."""
    tables = ("ended", "end", "cleared", "weak", "losses", "remain", "rise")
    return joined(
        form for name in tables for entry in lexicon("ar_states")[name].get("verbs", ()) for form in verb_forms(entry)
    )


# a participle without words said: "speaking to", "mocking him"
_NO_CONTENT = re.compile(
    plain(
        r"\s*(?:[,.]|(?:إلى|ل|مع|في|عبر|أمام|عن|على|ب)(?:ه|ها|هم)?(?!\w)|من (?=ال)|(?:هذا|هذه|ذلك|تلك)(?!\w)|"
        r"ل\w+\s*[,.])"
    )
)


def added(here: Sentence, cue: Cue, found: list[Attribution]) -> Attribution | None:
    """What a speaker adds: "..., adding that C"; or what he says who does something: "S mocked it, saying that C"."""
    text = here.text
    that = THAT.search(text, cue.end, min(here.end, cue.end + 60))
    if that and any(
        (told := speech(word)) and told.kind == "participle" for word in text[cue.end : that.start()].split()
    ):
        that = None
    colon = re.compile(r'\s*[^,.:]{0,30}:\s*|\s*(?=")').match(text, cue.end, here.end)
    act = acts().match(text, cue.end + 1, here.end)
    act = None if act and act["the"] and cue.stance != "denies" else act
    if colon and not (that and that.start() < colon.end()):
        marker = Marker(colon.start(), colon.end(), "colon")
    elif that:
        marker = Marker(that.start(), behind(text, that), "that")
    elif act:
        marker = Marker(act.start(), act.start("act") if act["by"] else act.start(), "act")
    elif will := _WILL.match(text, cue.end, here.end):
        marker = Marker(will.start(), will.end(), "act")
        cue = cue._replace(stance="vows")
    elif cue.stance == "vows" and re.match(r"\s+(?:ب\w{3,}|علي \w{3,})", text[cue.end : here.end]):
        marker = Marker(cue.end, cue.start, "act")
    elif len(text[cue.end : here.end].split()) >= 3 and not _NO_CONTENT.match(text, cue.end, here.end):
        marker = Marker(cue.end, cue.start if cue.stance in ("vows", "denies") else cue.end, "act")
    else:
        return None
    content = Span(marker.begins, here.end)
    pieces = pieces_of(here, content, marker)
    if found:
        before = found[-1]
        made = attribution(here, cue, before.speaker, pieces, how_said(text, content, marker), marker.at, before.relay)
        return made._replace(when=before.when, carried=before.carried)
    begin = clause_begin(text, here.start, cue.start)
    begin = begin if text[begin : cue.start].strip() else clause_begin(text, here.start, here.start + 1)
    who = subject_in(text, begin, cue.start, here.is_source) or subject_in(text, here.start, cue.start, here.is_source)
    if who is None:
        return None
    return attribution(here, cue, who, pieces, how_said(text, content, marker), marker.at)
