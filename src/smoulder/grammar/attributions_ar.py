"""Who says what in an Arabic sentence: verb, speaker, "that"; speaker, verb, "that"; quotes; "C, says S".

A sentence is read from left to right; what somebody says reaches to the next who speaks, or to the end. A verb of
saying within what is said is no new speaker unless it swears or threatens: then those words count, and the first
speaker only passes them on.
"""

import re

from smoulder.arabic_cues import ASIDE, THAT, Cue, Is, clause_begin, cues_in, trimmed, without_asides
from smoulder.arabic_given import name_length
from smoulder.arabic_markers import COUNTED, IN_WRITING, marker_of
from smoulder.arabic_nominal import behind_colon, named, noun_cues, shown, unheard_of
from smoulder.arabic_persons import subject_in, trimmed_person
from smoulder.arabic_quoting import according, added, ordered, published, relayed, stated, sworn
from smoulder.arabic_sayings import Marker, Sentence, around, attribution, how_said, pieces_of, without_name_marks
from smoulder.arabic_subjects import HE, OURS, before, far_before
from smoulder.lexicon import plain
from smoulder.spans import Attribution, Span

_ANSWERS = re.compile(plain(r"ف(?:أجاب|قال|رد|أكد|أوضح)(?:ت|وا|ني|نا)?(?!\w)"))


def attributions_in(text: str, start: int, end: int, quotes: tuple[Span, ...], is_source: Is) -> list[Attribution]:
    """What is said in the sentence text[start:end], and by whom; offsets into the plain text.

    is_source: whether a noun phrase can speak. An attribution without a speaker carries on the last one if `carried`.
    """
    text, quotes = without_name_marks(text, quotes)
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
                elif more := _said_besides(here, cue, found[-1]):
                    found[-1] = _until(text, found[-1], cue.start)
                    found.append(more)
                continue
            if cue.start < said.start:
                continue
        made = _made(here, cue, begin, found)
        if made is None:
            if found and cue.kind == "participle" and text[:begin].rstrip().endswith(",") and found[-1].contents:
                last = found[-1].contents[-1]
                if last.start < begin < last.end:  # "C, stressing his will"
                    found[-1] = _until(text, found[-1], begin)
            continue
        if found and found[-1].contents and begin < found[-1].contents[-1].end:
            found[-1] = _until(text, found[-1], _joint(text, begin))
        found.append(made)
    if not found and (other := shown(here) or behind_colon(here) or unheard_of(here)):
        found.append(other)
    return [each for each in found if each.contents and all(len(one.of(text).split()) >= 1 for one in each.contents)]


def _said_besides(here: Sentence, cue: Cue, before: Attribution) -> Attribution | None:
    """What the same speaker says with another verb: "S denied that C and said in a statement that D"."""
    that = _AND_THAT.match(here.text, cue.end, here.end) or _AND_COUNTED.match(here.text, cue.start, here.end)
    if that is None or cue.kind != "verb" or here.text[cue.start] != "و" or before.how == "direct":
        return None
    if len(here.text[before.contents[-1].start : cue.start].split()) < 2:
        return None
    content = Span(that.end(), here.end)
    pieces = pieces_of(here, content, Marker(that.start(), that.end(), "that"))
    return attribution(here, cue, before.speaker, pieces, "indirect", that.start(), before.relay)


_AND_COUNTED = re.compile(plain(r"وقدرت? ") + f"(?={COUNTED})")
_AND_THAT = re.compile(rf"(?:{IN_WRITING})?\s+(?:{THAT.pattern})")


def _until(text: str, found: Attribution, end: int) -> Attribution:
    """What is said, ended where another begins to speak; without its speaker where he stands last: "C, says S"."""
    last = found.contents[-1]
    if last.start < found.cue.start < end:
        stop = max(found.cue.end, found.speaker.end if found.speaker else 0)
        if len(text[stop:end].split()) <= 3 and not THAT.search(text, stop, end):
            end = found.cue.start
    cut = trimmed(text, Span(last.start, end))
    return found._replace(contents=(*found.contents[:-1], cut))


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
        return published(here, cue, begin) or (
            _spoken(here, cue, begin, found) if _THAT_NEAR.search(text_of(here, cue)) else None
        )
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
    left = before(here, cue, begin)
    between = text[begin : cue.start].strip(" ,-")
    if _THUS_ONLY.fullmatch(between) and begin > here.start:
        return _trailing(here, cue, begin, None)  # "C, this is what S concluded"
    aside = _IN_ASIDE.match(between)
    if between and left is None and _ANSWERS.match(text, cue.start):
        between = ""  # "I asked a fisher, and he answered"
    if left is None and (far := far_before(here, cue, begin, between, found)):
        left = far
    elif between and left is None and not aside and not HE.fullmatch(between):
        return None
    if made := _behind_quotes(here, cue, begin, left):
        return made
    marker = marker_of(here, cue, left)
    if marker is None:
        return _trailing(here, cue, begin, left)
    who, relay = _ahead(here, cue, marker, left, bool(found) or bool(HE.fullmatch(between)))
    if OURS.match(text, cue.start) and not (who and _THOUGHT.match(text, cue.start)):
        who, left = None, None  # "we stress that": whoever speaks
    who = trimmed_person(text, who) if who else left
    left_open = marker.kind == "act" or bool(text[cue.end : marker.at].strip(" ,")) or _passive(text, cue)
    dropped = marker.at == cue.end + 1 and (
        bool(found) if cue.stance == "expects" else cue.stance == "vows" and not text[here.start : cue.start].strip()
    )
    if (
        who is None
        and left_open
        and not dropped
        and not OURS.match(text, cue.start)
        and not HE.fullmatch(between)
        and not HE.fullmatch((text[: cue.start].split() or [""])[-1])
        and not _ASIDE_FIRST.match(text[cue.end : marker.at] + " ")
    ):
        return None
    content = Span(marker.begins, here.end)
    if marker.kind == "colon" and cue.stance == "denies":
        cue = cue._replace(stance="says")  # 'doubted it: "They sleep by day"'
    if marker.kind == "act" and cue.stance == "denies" and (so := _SO.search(text, *content)):
        content = Span(content.start, so.start())  # "doubts the end, for the mines ..."
    if marker.kind == "act" and cue.stance == "vows":
        content = Span(cue.start + len(re.match(r"[وف]?(?:قد )?", text[cue.start : cue.end])[0]), here.end)  # type: ignore[index]
    return attribution(
        here, cue, who, pieces_of(here, content, marker), how_said(text, content, marker), marker.at, relay
    )


def _behind_quotes(here: Sentence, cue: Cue, begin: int, left: Span | None) -> Attribution | None:
    """'"C", said S'; '"C", S said'."""
    text = here.text
    if (
        left
        and (last := [each for each in here.quotes if each.end < left.start])
        and _only_joins(text, last[-1].end, left.start)
    ):
        return attribution(here, cue, left, tuple(last), "direct", here.end)
    last = [
        each for each in here.quotes if begin - 25 <= each.end < cue.start and _only_joins(text, each.end, cue.start)
    ]
    if not last:
        return None
    marker = marker_of(here, cue, left)
    stop = marker.at if marker else here.end
    who = subject_in(text, cue.end, stop, here.is_source) or _source_start(here, without_asides(text, cue.end, stop))
    if who and (listeners := _TO_LISTENERS.search(text, who.start, who.end)):
        who = Span(who.start, listeners.start())
    contents = tuple(each for each in here.quotes if each.start <= last[-1].start)
    return attribution(here, cue, who or left, contents, "direct", stop)


def _ahead(here: Sentence, cue: Cue, marker: Marker, left: Span | None, known: bool) -> tuple[Span | None, Span | None]:
    """Who stands between a verb and what is said, and who passes it on; known: whether somebody speaks already."""
    text = here.text
    who = without_asides(text, cue.end, marker.at)
    cited = _CITED.search(text, cue.end, marker.at)
    relay = without_asides(text, cue.end, cited.start()) if cited else None
    if cited:
        who = without_asides(text, cited.end(), marker.at)
    if who and not here.is_source(who.of(text)) and (marker.kind == "act" or cue.stance == "asks" or left):
        words = who.of(text).split()
        if left or cue.stance == "asks" or not 1 < name_length(words) == len(words):
            who = None  # and no name without an office: "Doku Umarov announced the revival"
    if who and (of := _WITH_PRONOUN.match(text, who.start, who.end)):
        who = Span(of.end(), who.end)
    if who and text[who.start] == plain("ل") and (inner := subject_in(text, who.start, marker.at, here.is_source)):
        who = inner  # "told our paper a commander"
    if who and known and marker.kind == "that" and not here.is_source(who.of(text)):
        who = None
    if who and (_BY_SAYING.match(text, who.start) or (left and _LISTENERS.match(text, who.start))):
        who = None
    return (None if who and _ASIDE_FIRST.match(who.of(text)) else who), relay


_IN_ASIDE = re.compile(rf"[وف]?(?:{ASIDE})(?!\w)|[بل]\w+")
_ASIDE_FIRST = re.compile(rf"\s*(?:{ASIDE})(?!\w)")
_CITED = re.compile(plain(r"[\s,]+(?:نقلا عن|على لسان)\s+"))
_SO = re.compile(r",\s+ف")
_THOUGHT = re.compile(plain(r"[وف]?أعتقد"))


def _passive(text: str, cue: Cue) -> bool:
    """Whether a verb without a speaker is an "it is said": "ويعتقد أن"."""
    return bool(_IMPERFECT.match(text[cue.start : cue.end]))


# but not the past of a verb that itself begins with the letter
_IMPERFECT = re.compile(
    plain(
        r"[وف]?(?:قد )?(?:ي|ت(?!ابع|وقع|وعد|عهد|حدث|حدى|ساءل|نبأ|كهن|ذمر|طرق|فاءل|فاخر|باهى|راجع|مسك))"
        r"(?!\w*(?:ون|وا)$)"
    )
)


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


_BY_SAYING = re.compile(plain(r"(?:ب|إلى |على |في )?القول(?!\w)"))
_WITH_PRONOUN = re.compile(plain(r"(?:علي|إلي|ل|ب|من|عن|في|مع|أمام)(?:ه|ها|هم|هما|نا)\s+"))
# who is spoken to
_LISTENERS = re.compile(
    plain(
        r"(?:ال)?(?:مراسلين|صحافيين|صحفيين|إعلاميين|نواب|برلمان|جمهور|حشد|حضور|زملاء|مواطني|أنصار|أتباع|سكان|أهالي|"
        r"أمهات|جنود|وكالة|قناة|"
        r"صحيفة|مجلس)\w*"
    )
)
_TO_LISTENERS = re.compile(plain(r"\s+ل(?:ل)?(?:صحفيين|صحافيين|مراسلين|إعلاميين|وكالة|قناة|صحيفة|إذاعة)(?!\w)"))
_THUS = (
    "كما|هكذا|مثلما|حسبما|وفق ما|على ما|بحسب ما|حسب ما|بهاتين الكلمتين|بهذه الكلمات|بهذه العبارة|"
    "(?:و?هو|ذلك|هذا|هذا هو|هذا كل) ما|ما"
)
_THUS_ONLY = re.compile(plain(_THUS))
_JOINT = re.compile(plain(rf"[,\"]\s*(?:{_THUS})?$"))
_BARE_HE = re.compile(plain("(?:هو|هي|هم)"))


def _behind_said(here: Sentence, cue: Cue) -> re.Match[str] | None:
    """The end of a sentence whose verb of saying has nothing but a listener or an occasion behind it."""
    return re.compile(rf"(?:\s+(?:{_LISTENERS.pattern}|{ASIDE}|\w*ا)(?!\w)[^,.:]{{0,80}})?\s*\.?\s*$").match(
        here.text, cue.end, here.end
    )


def _trailing(here: Sentence, cue: Cue, begin: int, left: Span | None) -> Attribution | None:
    """C, says S; C, as S warns, if D."""
    text = here.text
    head = text[here.start : begin].rstrip()
    joint = _JOINT.search(head)
    if joint is None or len(head.split()) < 2:
        return None
    if left is not None:  # "C, S told reporters"
        if text[here.start : left.start].rstrip()[-1:] not in (",", '"') or _behind_said(here, cue) is None:
            return None
        before = Span(here.start, here.start + joint.start())
        return attribution(here, cue, left, around(here, before, Span(here.end, here.end)), "indirect", here.end)
    comma = re.compile(r"[,.]").search(text, cue.end, here.end)
    stop = comma.start() if comma else here.end
    to = _WITH_PRONOUN.match(text, cue.end + 1, stop)
    who = without_asides(text, to.end() if to else cue.end, stop)
    he = who is None and bool(_BARE_HE.fullmatch(text[begin : cue.start].strip(" ,")))
    if not he and (who is None or not here.is_source(who.of(text))):
        return None
    rest = Span(comma.start() if comma else here.end, here.end)
    return attribution(
        here, cue, who, around(here, Span(here.start, here.start + joint.start()), rest), "indirect", rest.start
    )
