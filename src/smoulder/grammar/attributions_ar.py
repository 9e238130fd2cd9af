"""Who says what in an Arabic sentence: verb, speaker, "that"; speaker, verb, "that"; quotes; "C, says S".

A sentence is read from left to right; what somebody says reaches to the next who speaks, or to the end. A verb of
saying within what is said is no new speaker unless it swears or threatens: then those words count, and the first
speaker only passes them on.
"""

import re

from smoulder.arabic_cues import ASIDE, THAT, Cue, Is, acts, clause_begin, cues_in, trimmed, without_asides
from smoulder.arabic_nominal import behind_colon, named, noun_cues
from smoulder.arabic_persons import is_verbal, person_before, phrase_at, subject_in, subjects_in, trimmed_person, with_name
from smoulder.arabic_quoting import according, added, ordered, published, relayed, stated, sworn
from smoulder.arabic_sayings import FAR, Marker, Sentence, around, attribution, behind, how_said, noun_before, pieces_of
from smoulder.arabic_verbs import speech
from smoulder.lexicon import plain
from smoulder.spans import Attribution, Span

_OF_AN_ACT = re.compile(
    plain(
        r"(?<!\w)(?:ال)?(?:عملية|عمليات|حملة|خطة|معركة|غرفة|جهاز|قوات|قوة|لجنة|هيئة|مركز|جبهة|منظمة|حركة|جيش|أجل|بعد|قبل|منذ|رغم|خلال|حزب|جماعة|مكتب|وزارة|سياسة)\s$"
    )
)


_ANSWERS = re.compile(plain(r"ف(?:أجاب|قال|رد|أكد|أوضح)(?:ت|وا|ني|نا)?(?!\w)"))


def attributions_in(text: str, start: int, end: int, quotes: tuple[Span, ...], is_source: Is) -> list[Attribution]:
    """What is said in the sentence text[start:end], and by whom; offsets into the plain text.

    is_source: whether a noun phrase can speak. An attribution without a speaker carries on the last one if `carried`.
    """
    text, quotes = _without_name_marks(text, quotes)
    here = Sentence(text, start, end, tuple(each for each in quotes if len(each.of(text).split()) >= 2), is_source)
    found: list[Attribution] = []
    verbs = cues_in(text, start, end, quotes)
    nouns = [
        each
        for each in noun_cues(text, start, end, quotes)
        if not any(each.start < one.end and one.start < each.end for one in verbs)
    ]
    for cue in sorted([*verbs, *nouns]):
        begin = cue.start if cue.kind == "participle" else clause_begin(text, start, cue.start)
        if found and found[-1].contents:
            said = found[-1].contents[-1]
            if begin <= said.start and cue.start >= said.start:
                if cue.stance == "vows" and (vow := sworn(here, cue, found[-1])):
                    found[-1] = vow
                continue
            if cue.start < said.start:
                continue
        made = _made(here, cue, begin, found)
        if made is None:
            if found and cue.kind == "participle" and text[:begin].rstrip().endswith(",") and found[-1].contents:
                last = found[-1].contents[-1]
                if last.start < begin < last.end:  # "C, stressing his will"
                    cut = trimmed(text, Span(last.start, begin))
                    found[-1] = found[-1]._replace(contents=(*found[-1].contents[:-1], cut))
            continue
        if found and found[-1].contents and begin < found[-1].contents[-1].end:
            last = found[-1].contents[-1]
            cut = trimmed(text, Span(last.start, _joint(text, begin)))
            found[-1] = found[-1]._replace(contents=(*found[-1].contents[:-1], cut))
        found.append(made)
    if not found and (shown := _shown(here) or behind_colon(here)):
        found.append(shown)
    return [each for each in found if each.contents and all(len(one.of(text).split()) >= 1 for one in each.contents)]


_NAMED = re.compile(
    plain(
        r"(?<!\w)(?:[وفبلك]?(?:في|من|عن|مع|إلى|على|ال)?(?:موقع|صحيفة|نشرة|قناة|وكالة|إذاعة|مجلة|حركة|تنظيم|جماعة|جبهة|كتيبة|حزب|لواء|جيش|"
        r"منظمة|شبكة|منصة|مؤسسة|كتائب|سرايا|ميليشيا|مركز)|[وف]?(?:في|من|إلى|عن|مع|بين|أن|أما|لكن)|\w+ته)\s+$|(?<!\w)[وف]?[بل]$"
    )
)


def _without_name_marks(text: str, quotes: tuple[Span, ...]) -> tuple[str, tuple[Span, ...]]:
    """The text without the marks around names, "in «the Nation»", and the quotes that are left."""
    kept = []
    for each in quotes:
        name = len(each.of(text).split()) <= 3 and _NAMED.search(text[max(0, each.start - 24) : each.start - 1])
        if not name:
            kept.append(each)
            continue
        for at in (each.start - 1, each.end):
            if text[at : at + 1] == '"':
                text = f"{text[:at]} {text[at + 1 :]}"
    return text, tuple(kept)


def _shown(here: Sentence) -> Attribution | None:
    """Words in quotes behind a colon, after whoever the sentence is about: 'S is not so sure: "C"'."""
    if not here.quotes:
        return None
    first = here.quotes[0]
    colon = re.search(r":\s*\"?$", here.text[here.start : first.start])
    if colon is None:
        return None
    at = here.start + colon.start()
    begin = clause_begin(here.text, here.start, here.start + 1)
    words = list(re.finditer(r"\S+", here.text[begin:at]))
    verb = next((each for each in words[1:] if _FINITE.fullmatch(each.group())), None)
    who = without_asides(here.text, begin, begin + verb.start() if verb else at)
    if who is None or not here.is_source(who.of(here.text)):
        return None
    cue = Cue(at, at + 1, "says", "verb")
    return attribution(here, cue, who, tuple(each.within(here.text, " .,") for each in here.quotes), "direct", at)


_FINITE = re.compile(plain(r"(?:لا|لم|لن|ليس|قد|[يت]\w{3,})"))


def _joint(text: str, begin: int) -> int:
    """Where the words that join a clause begin."""
    before = re.search(r"[\s,;]*(?:\S+\s+){0,2}$", text[:begin])
    comma = text.rfind(",", 0, begin)
    return comma if comma >= 0 and before and begin - comma <= 25 else begin


def _made(here: Sentence, cue: Cue, begin: int, found: list[Attribution]) -> Attribution | None:
    if cue.kind == "according":
        return according(here, cue, begin, found)
    if cue.kind == "quoted":
        return relayed(here, cue)
    if cue.kind == "published":
        return published(here, cue) or (_spoken(here, cue, begin, found) if _THAT_NEAR.search(text_of(here, cue)) else None)
    if cue.kind == "stated":
        return stated(here, cue)
    if cue.kind == "orders":
        return ordered(here, cue, begin)
    if cue.kind in ("noun", "gist"):
        return named(here, cue, found)
    if cue.kind == "participle":
        return added(here, cue, found)
    return _spoken(here, cue, begin, found)


_THAT_NEAR = re.compile(rf"\s(?:{THAT.pattern})|:")


def text_of(here: Sentence, cue: Cue) -> str:
    """What stands behind a verb, to the end of its clause."""
    stop = re.compile("[,;]").search(here.text, cue.end, here.end)
    return here.text[cue.end : stop.start() if stop else here.end]


def _spoken(here: Sentence, cue: Cue, begin: int, found: list[Attribution]) -> Attribution | None:
    """A verb with its speaker behind or before it."""
    text = here.text
    left = noun_before(here, cue, begin) or _had_said(here, cue) or _before_aside(here, cue, begin)
    if left and (told := speech(text[left.start : left.end].split()[0])) and told.kind == "verb":
        left = None
    first_person = _OURS.match(text, cue.start)
    left = left or (None if first_person else person_before(text, begin, cue.start, here.is_source))
    left = left or _between_commas(here, cue, begin)
    left = with_name(text, left, cue.start) if left else None
    between = text[begin : cue.start].strip(" ,-")
    if re.fullmatch(plain(_THUS), between) and begin > here.start:
        return _trailing(here, cue, begin, None)  # "C, this is what S concluded"
    aside = re.match(rf"[وف]?(?:{ASIDE})(?!\w)|[بل]\w+", between)
    if between and left is None and _ANSWERS.match(text, cue.start):
        between = ""  # "I asked a fisher, and he answered"
    if left is None and not found and _HE.fullmatch(between) and text[here.start : begin].rstrip().endswith(","):
        span = subject_in(text, here.start, begin, here.is_source)  # "the spokesman, Colonel X, he said that"
        left = span if span and span.start - here.start <= 4 else None
    close = _THAT_SOON.match(text, cue.end, here.end) or cue.stance in ("vows", "denies", "expects")
    ahead = here.is_source(phrase_at(text, cue.end + 1, here.end).of(text))
    if left is None and close and not ahead and not first_person and not _GOES_ON.match(text, cue.start):
        if _WHO_SAYS.search(between):
            every = subjects_in(text, here.start, cue.start, here.is_source)
            left = every[-1] if every else None
        elif between and not _HE.fullmatch(between):
            left = subject_in(text, begin, cue.start, here.is_source)  # "S took heart and announced that"
            aside = aside or left
        elif not between and begin > here.start and not found:
            left = subject_in(text, here.start, begin, here.is_source)
    if between and left is None and not aside and not _HE.fullmatch(between):
        return None
    quoted = [each for each in here.quotes if left and each.end < left.start and _only_joins(text, each.end, left.start)]
    if quoted and left:  # '"C", S said'
        contents = tuple(each for each in here.quotes if each.start <= quoted[-1].start)
        return attribution(here, cue, left, contents, "direct", here.end)
    before = [
        each for each in here.quotes if begin - 25 <= each.end < cue.start and _only_joins(text, each.end, cue.start)
    ]
    if before:
        stop = _marker(here, cue, left)
        who = without_asides(text, cue.end, stop.at if stop else here.end)
        who = subject_in(text, cue.end, stop.at if stop else here.end, here.is_source) or _source_start(here, who)
        contents = tuple(each for each in here.quotes if each.start <= before[-1].start)
        return attribution(here, cue, who or left, contents, "direct", stop.at if stop else here.end)
    marker = _marker(here, cue, left)
    if marker is None:
        return _trailing(here, cue, begin, left)
    who = without_asides(text, cue.end, marker.at)
    cited = re.compile(plain(r"[\s,]+(?:نقلا عن|على لسان)\s+")).search(text, cue.end, marker.at)
    relay = without_asides(text, cue.end, cited.start()) if cited else None
    if cited:
        who = without_asides(text, cited.end(), marker.at)
    if who and not here.is_source(who.of(text)) and (marker.kind == "act" or cue.stance == "asks" or left):
        who = None
    if who and _BY_SAYING.match(text, who.start):
        who = None
    if who and (of := _WITH_PRONOUN.match(text, who.start, who.end)):
        who = Span(of.end(), who.end)
    if who and (found or _HE.fullmatch(between)) and marker.kind == "that" and not here.is_source(who.of(text)):
        who = None
    if who and left and _LISTENERS.match(text, who.start):
        who = None
    if who and re.match(rf"(?:{ASIDE})(?!\w)", who.of(text)):
        who = None
    if _OURS.match(text, cue.start) and not (who and _THOUGHT.match(text, cue.start)):
        who, left = None, None  # "we stress that": whoever speaks
    who = trimmed_person(text, who) if who else left
    left_open = marker.kind == "act" or bool(text[cue.end : marker.at].strip(" ,")) or _passive(text, cue)
    if (
        who is None
        and left_open
        and not _OURS.match(text, cue.start)
        and not _HE.fullmatch(between)
        and not _HE.fullmatch((text[: cue.start].split() or [""])[-1])
        and not re.match(rf"\s*(?:{ASIDE})(?!\w)", text[cue.end : marker.at] + " ")
    ):
        return None
    content = Span(marker.begins, here.end)
    if marker.kind == "colon" and cue.stance == "denies":
        cue = cue._replace(stance="says")  # 'doubted it: "They sleep by day"'
    if marker.kind == "act" and cue.stance == "denies" and (so := re.compile(r",\s+ف").search(text, *content)):
        content = Span(content.start, so.start())  # "doubts the end, for the mines ..."
    if marker.kind == "act" and cue.stance == "vows" and (who is left or (who and _REBELS.match(who.of(text)))):
        content = Span(cue.start + len(re.match(r"[وف]?(?:قد )?", text[cue.start : cue.end])[0]), here.end)  # type: ignore[index]
    return attribution(
        here, cue, who, pieces_of(here, content, marker), how_said(text, content, marker), marker.at, relay
    )


_WHO_SAYS = re.compile(plain(r"(?<!\w)(?:الذي|التي|الذين)$"))
_THAT_SOON = re.compile(rf"(?:\s*,[^,.:;]{{2,40}},)?\s+(?:{THAT.pattern})")
# who says it has said something before
_GOES_ON = re.compile(plain(r"[وف]?(?:[يت]?(?:ضيف|أضاف|تابع|زيد|زاد|ردف|أردف|واصل|ختم|ستطرد|استطرد|ستدرك|استدرك|مضى|أكمل|ستأنف))"))
_HE = re.compile(plain("[وف]?(?:هو|هي|هم|(?:لكن|غير أن|إلا أن|بيد أن|أن)(?:ه|ها|هم))"))


_ON = re.compile(plain(r"\s+على(?!\w)"))
_HE_BEFORE = re.compile(rf"(?<!\w)(?:{_HE.pattern})\s*$")
_HAD = re.compile(plain(r"(?<!\w)[وف]?كان(?:ت)?\s+(?P<who>(?!قد)\S+(?:\s+\S+){0,3}?)\s+(?:قد\s+)?$"))


def _had_said(here: Sentence, cue: Cue) -> Span | None:
    """Whoever stands between "had" and the verb, a bare name too."""
    words = here.text[here.start : cue.start]
    match = _HAD.search(words + ("" if words.endswith(" ") else " "))
    joined_qad = re.match(plain("[وف]?قد "), here.text[cue.start : cue.end])
    if match is None or not (joined_qad or re.search(plain("قد\\s*$"), words)):
        return None
    span = Span(here.start + match.start("who"), here.start + match.end("who"))
    return span if not re.match(rf"(?:{ASIDE})(?!\w)", span.of(here.text)) else None


def _before_aside(here: Sentence, cue: Cue, begin: int) -> Span | None:
    """Who stands before words between commas, right before which the verb is: "S, met by phone, said"."""
    text = here.text
    if text[begin : cue.start].strip() or text[:begin].rstrip()[-1:] != ",":
        return None
    commas = [each.start() for each in re.finditer(",", text[here.start : begin])]
    if not 2 <= len(commas) <= 3:
        return None
    first = clause_begin(text, here.start, here.start + 1)
    span = without_asides(text, first, here.start + commas[0])
    return span if span and here.is_source(span.of(text)) else None


def _between_commas(here: Sentence, cue: Cue, begin: int) -> Span | None:
    """Who stands between commas before the verb, with his office before him: "C, the commander, General X, told us"."""
    text = here.text
    if text[begin : cue.start].strip() or text[:begin].rstrip()[-1:] != ",":
        return None
    commas = [each.start() for each in re.finditer(",", text[here.start : begin])]
    starts = [here.start + each + 1 for each in commas[:-1]][-2:]
    for start in starts:
        span = Span(start, begin).within(text, " ,")
        if re.match(rf"[وف]?(?:{ASIDE})(?!\w)", span.of(text)):
            continue
        if len(span.of(text).split()) <= 12 and here.is_source(span.of(text)) and not subject_verb(span.of(text)):
            return span
    return None


def subject_verb(words: str) -> bool:
    """Whether a verb of speech stands in a phrase."""
    return any((told := speech(word)) and told.kind != "participle" and len(word) > 3 for word in words.split())


_OURS = re.compile(
    plain(
        r"[وفل]?(?:لا |لم |لن )?(?:ن(?:علن|ؤكد|لفت|حذر|قول|رى|شدد|نبه|ذكر|جدد|كرر|نفي|توقع|عد|تعهد|قدر|أمل|خشى|عتقد|ظن|قر|عترف|طمئن|بشر|رجح|ستبعد|لاحظ)|"
        r"أ(?:رى|عتقد|ظن|توقع|خشى|قول|ؤكد|جزم|قدر|رجح|حذر|شك|تعهد|نفي))(?!\w)"
    )
)


_TALKS_OF = re.compile(plain(r"[وف]?(?:[يت]?تحدث|[يت]?كشف|حدث|أعلن|[يت]علن)(?:ت|ون|وا|ني|نا)?(?!\w)"))


_RUMOUR = re.compile(
    plain(
        r"(?<!\w)(?:ما|صحة ما|صحة|(?:ال)?(?:أنباء|شائعات|إشاعات|مزاعم|ادعاءات|تقارير|أخبار|معلومات|"
        r"روايات))\s(?:\S+ ){0,6}?(?:عن|حول|بشأن)\s+"
    )
)
_LEFT = re.compile(plain(r"(?<!\w)(?:ما|من) (?:بقي|تبقى|بقوا|تبقوا)(?!\w)"))
_REBELS = re.compile(plain(r"(?:ال)?(?:تنظيم|حركة|جماعة|مسلح|متمرد|داعش|قاعدة|طالبان|شباب|بوكو|حوثي|ميليشيا|فصائل)"))
_THOUGHT = re.compile(plain(r"[وف]?أعتقد"))
_OF_TIME = re.compile(plain(r"(?<!\w)(?:بعد|قبل|دون|منذ|رغم|لولا|يمكن|يجب|قبيل|ريثما) $"))


def _passive(text: str, cue: Cue) -> bool:
    """Whether a verb without a speaker is an "it is said": "ويعتقد أن"."""
    return bool(re.match(r"[وف]?(?:قد )?[يت](?!\w*(?:ون|وا)$)", text[cue.start : cue.end]))


def _only_joins(text: str, start: int, end: int) -> bool:
    words = re.sub(r'[",.\s]+', " ", text[start:end]).strip()
    return not words or bool(re.fullmatch(plain("(?:هكذا|كما|بهذه الكلمات|هذا ما|و|بحسب ما)"), words))


def _source_start(here: Sentence, who: Span | None) -> Span | None:
    """The part of a noun phrase that can speak: "قال العقيد وهو يشير" is the colonel."""
    if who is None:
        return None
    words = who.of(here.text)
    cut = re.search(plain(r"\s(?:وهو|وهي|وهم|الذي|التي|حصيلة|فيما|بينما|حيث)(?!\w)"), words)
    span = Span(who.start, who.start + cut.start()) if cut else who
    return span if here.is_source(span.of(here.text)) or len(span.of(here.text).split()) <= 4 else None


def _marker(here: Sentence, cue: Cue, left: Span | None) -> Marker | None:
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
        he = bool(_HE.fullmatch(text[: cue.start].split(",")[-1].strip().split(" ")[-1]))
        if (who and here.is_source(who.of(text))) or ((left or he or _OURS.match(text, cue.start)) and near):
            begins = act.start("act") if act["by"] else act.start()
            found.append(Marker(act.start(), begins, "act"))
            break
    if (
        cue.stance == "vows"
        and not found
        and (through := re.compile(r"(?<!\w)ب(?!اسم |ين |عد |دون )\w{3,}").search(text, cue.end, stop))
    ):
        who = without_asides(text, cue.end, through.start())
        if left or (who and here.is_source(who.of(text))):
            found.append(Marker(through.start(), through.start(), "act"))
    if not found and cue.stance == "denies" and (told := _RUMOUR.search(text, cue.end, stop)):
        who = without_asides(text, cue.end, told.start())
        if left or (who and here.is_source(who.of(text))):
            found.append(Marker(told.start(), told.end(), "act"))
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
    if (first or not found) and (rest := _object(here, cue, left, stop)):
        aside = re.match(rf"(?:{ASIDE}|ب\w+)(?!\w)", text[rest.begins : rest.begins + 20])
        if first is None or (rest.begins < first.begins and not aside):
            found = [rest]
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


# verbs of speech that mean something else where no "that" follows: answer fire, go, know, find
_NO_OBJECT = re.compile(
    plain(
        r"[وف]?أسر|[وف]?(?:قد )?س?[يت]?(?:رد|ذهب|مضى|مض|تابع|زاد|زيد|عرف|علم|وجد|جد|ساق|سوق|قص|عكس|شهد|رسم|احتفل|حتفل|سلم|اتفق|تفق|"
        r"قال|قول|صرح|أوضح|وضح|أضاف|ضيف|هتف|همس|تمتم|صرخ|استطرد|ستطرد|أردف|ردف|عقب|علق|ختم|أجمع|جمع|كتب|قرأ|قدر على|رصد|سجل|خالف|وافق|أيد|ؤيد|سخر|تهكم|ستهزئ|استهزأ|حصر على|بادر|شعر|درك|أدرك|خطب|فهم|دافع|عارض)(?:ت|وا|ون)?"
    )
)


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
        who = phrase_at(text, first.end() if first else cue.end, stop)
        if not here.is_source(who.of(text)):
            who = _bare_name(text, who, stop)
        if who is None:
            return None
        at = who.end
    begin = _ASIDE_BETWEEN.match(text, at, stop)
    start = begin.end() if begin else at
    if begin is None or text[start : start + 1] in (",", "", ".") or len(text[start:stop].split()) < 2:
        return None
    if _SHOWN.match(text, start):
        return None
    if re.compile(rf"(?:{ASIDE})(?!\w)").match(text, start) and not _THROUGH.match(text, start, stop):
        return None
    if by := _THROUGH.match(text, start, stop):
        start = by.end()
    return Marker(at, start, "act")


def _bare_name(text: str, span: Span, stop: int) -> Span | None:
    """A name of two words without an office, before a verbal noun: "Doku Umarov announced the revival"."""
    words = list(re.compile("[\u0621-\u064a]+").finditer(text, span.start, stop))[:3]
    if len(words) < 3 or text[words[0].start() : words[2].start()].strip() != text[words[0].start() : words[1].end()]:
        return None
    one, two, act = (each.group() for each in words)
    if not is_verbal(act) or one.startswith("ال") or any(map(acts().fullmatch, (one, two))):
        return None
    return Span(words[0].start(), words[1].end())


_SHOWN = re.compile(plain(r"(?:من |عن |ب|في |على )?(?:هذا|هذه|ذلك|تلك|كل هذا|الأمر|كل ذلك)(?!\w)"))  # what was said before
_BY_SAYING = re.compile(plain(r"(?:ب|إلى |على |في )?القول(?!\w)"))
_WITH_PRONOUN = re.compile(plain(r"(?:علي|إلي|ل|ب|من|عن|في|مع|أمام)(?:ه|ها|هم|هما|نا)\s+"))
# who is spoken to
_LISTENERS = re.compile(
    plain(
        r"(?:ال)?(?:مراسلين|صحافيين|صحفيين|إعلاميين|نواب|برلمان|جمهور|حشد|حضور|زملاء|مواطني|أنصار|أتباع|سكان|أهالي|أمهات|جنود|وكالة|قناة|"
        r"صحيفة|مجلس)\w*"
    )
)
# "to her", "on him": between a verb and its subject
_ASIDE_BETWEEN = re.compile(rf"(?:\s*,\s*(?:{ASIDE}) [^,.:;]{{3,80}},(?=\s))?[\s\"]*")
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


_THUS = (
    "كما|هكذا|مثلما|حسبما|وفق ما|على ما|بحسب ما|حسب ما|بهاتين الكلمتين|بهذه الكلمات|بهذه العبارة|"
    "(?:و?هو|ذلك|هذا|هذا هو|هذا كل) ما|ما"
)


def _behind_said(here: Sentence, cue: Cue) -> re.Match[str] | None:
    """The end of a sentence whose verb of saying has nothing but a listener or an occasion behind it."""
    return re.compile(rf"(?:\s+(?:{_LISTENERS.pattern}|{ASIDE}|\w*ا)(?!\w)[^,.:]{{0,80}})?\s*\.?\s*$").match(here.text, cue.end, here.end)


def _trailing(here: Sentence, cue: Cue, begin: int, left: Span | None) -> Attribution | None:
    """C, says S; C, as S warns, if D."""
    text = here.text
    head = text[here.start : begin].rstrip()
    joint = re.search(plain(rf"[,\"]\s*(?:{_THUS})?$"), head)
    if joint is None or len(head.split()) < 2:
        return None
    if left is not None:  # "C, S told reporters"
        if text[here.start : left.start].rstrip()[-1:] not in (",", '"') or _behind_said(here, cue) is None:
            return None
        before = Span(here.start, here.start + joint.start())
        return attribution(here, cue, left, around(here, before, Span(here.end, here.end)), "indirect", here.end)
    comma = re.compile(r"[,.]").search(text, cue.end, here.end)
    who = without_asides(text, cue.end, comma.start() if comma else here.end)
    he = who is None and bool(re.fullmatch(plain("(?:هو|هي|هم)"), text[begin : cue.start].strip(" ,")))
    if not he and (who is None or not here.is_source(who.of(text))):
        return None
    rest = Span(comma.start() if comma else here.end, here.end)
    return attribution(
        here, cue, who, around(here, Span(here.start, here.start + joint.start()), rest), "indirect", rest.start
    )
