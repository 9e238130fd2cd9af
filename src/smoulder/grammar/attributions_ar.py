"""Who says what in an Arabic sentence: verb, speaker and "that"; speaker, verb and "that"; quotes; what follows at the end.

A sentence is read from left to right; what somebody says reaches to the next who speaks, or to the end. A verb of
saying within what is said is no new speaker unless it swears or threatens: then those words count, and the first speaker
only passes them on.
"""

import re
from functools import cache
from typing import NamedTuple

from smoulder.arabic_cues import ASIDE, THAT, Cue, Is, acts, clause_begin, cues_in, day_in, trimmed, without_asides
from smoulder.inflections import joined, noun_forms, verb_forms
from smoulder.lexicon import lexicon, one_of, plain
from smoulder.spans import Attribution, Span

FAR = 240  # letters between a verb of saying and what is said
_TAIL = re.compile(
    plain(
        r"\s*,?\s*(?:إذا|ما لم|متى|لو|شريطة|بشرط|إن لم|في حال|قبل|خلال|في غضون|بعد|بحلول|طالما|إلا إذا|إلا بعد)(?!\w)"
    )
)
# "and" at the head of a sentence, but not a word that begins with its letter
_AND = re.compile(
    plain(
        r"(?:أما\s+)|[وف](?!زير|زار|كال|حد|قف|صل|لاي|جود|فق|سط|اصل|لد|ضع|عد|صف|جه|رد|قع|اد|رق|ثائق|سائل|طن|فا|صيل|قد|ي\w{0,2} )(?=\w{2})"
    )
)
_OF_AN_ACT = re.compile(
    plain(
        r"(?<!\w)(?:ال)?(?:عملية|عمليات|حملة|خطة|معركة|غرفة|جهاز|قوات|قوة|لجنة|هيئة|مركز|جبهة|منظمة|حركة|جيش|أجل|بعد|قبل|منذ|رغم|خلال|حزب|جماعة|مكتب|وزارة|سياسة)\s$"
    )
)
_IMPERSONAL = re.compile(plain(r"(?:من|على) ال\w+|يبدو|لعل"))


class _Sentence(NamedTuple):
    text: str
    start: int
    end: int
    quotes: tuple[Span, ...]
    is_source: Is


class _Marker(NamedTuple):
    """Where what is said begins, and where the words before it end: "that", a colon, or a verbal noun."""

    at: int
    begins: int
    kind: str


def attributions_in(text: str, start: int, end: int, quotes: tuple[Span, ...], is_source: Is) -> list[Attribution]:
    """What is said in the sentence text[start:end], and by whom; offsets into the plain text.

    is_source: whether a noun phrase can speak. An attribution without a speaker carries on the last one if `carried`.
    """
    here = _Sentence(text, start, end, tuple(each for each in quotes if len(each.of(text).split()) >= 2), is_source)
    found: list[Attribution] = []
    for cue in cues_in(text, start, end, quotes):
        begin = cue.start if cue.kind == "participle" else clause_begin(text, start, cue.start)
        if found and found[-1].contents:
            said = found[-1].contents[-1]
            if begin <= said.start and cue.start >= said.start:
                if cue.stance == "vows" and (sworn := _sworn(here, cue, found[-1])):
                    found[-1] = sworn
                continue
            if cue.start < said.start:
                continue
        made = _made(here, cue, begin, found)
        if made is None:
            continue
        if found and found[-1].contents and begin < found[-1].contents[-1].end:
            last = found[-1].contents[-1]
            cut = trimmed(text, Span(last.start, _joint(text, begin)))
            found[-1] = found[-1]._replace(contents=(*found[-1].contents[:-1], cut))
        found.append(made)
    return [each for each in found if each.contents and all(len(one.of(text).split()) >= 1 for one in each.contents)]


def _joint(text: str, begin: int) -> int:
    """Where the words that join a clause begin."""
    before = re.search(r"[\s,;]*(?:\S+\s+){0,2}$", text[:begin])
    comma = text.rfind(",", 0, begin)
    return comma if comma >= 0 and before and begin - comma <= 25 else begin


def _made(here: _Sentence, cue: Cue, begin: int, found: list[Attribution]) -> Attribution | None:
    if cue.kind == "according":
        return _according(here, cue, begin, found)
    if cue.kind == "quoted":
        return _relayed(here, cue)
    if cue.kind == "published":
        return _published(here, cue)
    if cue.kind == "stated":
        return _stated(here, cue)
    if cue.kind == "orders":
        return _ordered(here, cue, begin)
    if cue.kind == "participle":
        return _added(here, cue, found)
    return _spoken(here, cue, begin)


def _left(here: _Sentence, cue: Cue, begin: int) -> Span | None:
    span = without_asides(here.text, begin, cue.start)
    return span if span and here.is_source(span.of(here.text)) else None


def _spoken(here: _Sentence, cue: Cue, begin: int) -> Attribution | None:
    """A verb with its speaker behind or before it."""
    text = here.text
    left = _left(here, cue, begin)
    between = text[begin : cue.start].strip(" ,")
    if between and left is None and not re.match(rf"[وف]?(?:{ASIDE})(?!\w)|[بل]\w+", between):
        return None
    before = [
        each for each in here.quotes if begin - 25 <= each.end < cue.start and _only_joins(text, each.end, cue.start)
    ]
    if before:
        stop = _marker(here, cue, left)
        who = without_asides(text, cue.end, stop.at if stop else here.end)
        who = _source_start(here, who)
        contents = tuple(each for each in here.quotes if each.start <= before[-1].start)
        return _attribution(here, cue, who or left, contents, "direct", stop.at if stop else here.end)
    marker = _marker(here, cue, left)
    if marker is None:
        return _trailing(here, cue, begin, left)
    who = without_asides(text, cue.end, marker.at)
    cited = re.compile(plain(r"\s+نقلا عن\s+")).search(text, cue.end, marker.at)
    relay = without_asides(text, cue.end, cited.start()) if cited else None
    if cited:
        who = without_asides(text, cited.end(), marker.at)
    if who and not here.is_source(who.of(text)) and (marker.kind == "act" or cue.stance == "asks" or left):
        who = None
    if who and re.match(rf"(?:{ASIDE})(?!\w)", who.of(text)):
        who = None
    who = who or left
    if who is None and (marker.kind == "act" or text[cue.end : marker.at].strip(" ,") or _passive(text, cue)):
        if not re.match(rf"\s*(?:{ASIDE})(?!\w)", text[cue.end : marker.at] + " "):
            return None
    content = Span(marker.begins, here.end)
    if marker.kind == "act" and cue.stance == "vows" and who is left:
        content = Span(cue.start + len(re.match(r"[وف]?(?:قد )?", text[cue.start : cue.end])[0]), here.end)  # type: ignore[index]
    return _attribution(here, cue, who, _pieces(here, content, marker), _how(text, content, marker), marker.at, relay)


def _attribution(
    here: _Sentence,
    cue: Cue,
    who: Span | None,
    contents: tuple[Span, ...],
    how: str,
    until: int,
    relay: Span | None = None,
) -> Attribution:
    begin = clause_begin(here.text, here.start, cue.start)
    when = day_in(here.text, begin, min(until, here.end))
    relay = relay or _listener(here.text, cue.end, until)
    shown = Span(cue.start, cue.end).within(here.text)
    return Attribution(who, shown, contents, how, cue.stance, relay, when, who is None, here.start, here.end)


def _pieces(here: _Sentence, content: Span, marker: _Marker) -> tuple[Span, ...]:
    """What is said, in pieces: a quote that is a clause of its own stands alone."""
    if marker.kind == "colon":
        inside = [each for each in here.quotes if each.start >= content.start and len(each.of(here.text).split()) >= 2]
        if inside and inside[0].start <= content.start + 3:
            return tuple(each.within(here.text, ' ."') for each in inside)
    pieces = []
    begin = content.start
    for each in here.quotes:
        before = here.text[begin : each.start].rstrip('" ')
        if each.start > begin and len(each.of(here.text).split()) >= 4 and before.endswith((",", ":")):
            pieces += [Span(begin, each.start), each]
            begin = each.end + 1
    pieces.append(Span(begin, content.end))
    return tuple(found for each in pieces if len((found := trimmed(here.text, each)).of(here.text).split()) >= 2)


def _how(text: str, content: Span, marker: _Marker) -> str:
    if marker.kind == "colon":
        return "direct"
    return "mixed" if '"' in content.of(text) else "indirect"


def _passive(text: str, cue: Cue) -> bool:
    """Whether a verb without a speaker is an "it is said": "ويعتقد أن"."""
    return bool(re.match(r"[وف]?(?:قد )?[يت](?!\w*(?:ون|وا)$)", text[cue.start : cue.end]))


def _only_joins(text: str, start: int, end: int) -> bool:
    words = re.sub(r'[",.\s]+', " ", text[start:end]).strip()
    return not words or bool(re.fullmatch(plain("(?:هكذا|كما|بهذه الكلمات|هذا ما|و|بحسب ما)"), words))


def _source_start(here: _Sentence, who: Span | None) -> Span | None:
    """The part of a noun phrase that can speak: "قال العقيد وهو يشير" is the colonel."""
    if who is None:
        return None
    words = who.of(here.text)
    cut = re.search(plain(r"\s(?:وهو|وهي|وهم|الذي|التي|حصيلة|فيما|بينما|حيث)(?!\w)"), words)
    span = Span(who.start, who.start + cut.start()) if cut else who
    return span if here.is_source(span.of(here.text)) or len(span.of(here.text).split()) <= 4 else None


def _marker(here: _Sentence, cue: Cue, left: Span | None) -> _Marker | None:
    """The first of: "that", a colon, a verbal noun behind somebody who can speak."""
    text, stop = here.text, min(here.end, cue.end + FAR)
    found: list[_Marker] = []
    for that in THAT.finditer(text, cue.end, stop):
        if not any(each.start <= that.start() < each.end for each in here.quotes):
            described = _described(here, cue, that.start())
            found.append(_Marker(that.start(), described if described is not None else _behind(text, that), "that"))
            break
    if colon := re.compile(r":\s*").search(text, cue.end, stop):
        found.append(_Marker(colon.start(), colon.end(), "colon"))
    limit = min((each.at for each in found), default=stop)
    for act in acts().finditer(text, cue.end, limit):
        who = without_asides(text, cue.end, act.start())
        near = who is None
        if _OF_AN_ACT.search(text[: act.start()]):
            continue  # "the commander of the operation of liberation"
        if (who and here.is_source(who.of(text))) or (left and near):
            begins = act.start("act") if act["by"] else act.start()
            found.append(_Marker(act.start(), begins, "act"))
            break
    if (
        cue.stance == "vows"
        and not found
        and (through := re.compile(r"(?<!\w)ب(?!ال)\w{3,}").search(text, cue.end, stop))
    ):
        who = without_asides(text, cue.end, through.start())
        if left or (who and here.is_source(who.of(text))):
            found.append(_Marker(through.start(), through.start(), "act"))
    best = min(found, default=None)
    later = [each for each in cues_in(text, cue.end, best.at if best else cue.end, here.quotes) if each.kind == "verb"]
    if best and later and left is None and not re.search(plain("(?:الذي|التي|وهو|وهي) $"), text[: later[0].start]):
        return None
    return best


def _behind(text: str, that: re.Match[str]) -> int:
    """Where the clause begins behind "that": "ألا" is a part of it."""
    return that.start() if that.group() == "الا" else that.end()


def _described(here: _Sentence, cue: Cue, that: int) -> int | None:
    """Where the object begins of who describes something as something."""
    text = here.text
    if not re.match(plain(r"و?(?:قد )?[يت]?(?:وصف|صف)"), text[cue.start : cue.end]):
        return None
    pieces = [match.end() + cue.end for match in re.finditer(r",\s*", text[cue.end : that])]
    if pieces:
        return pieces[-1]
    words = list(re.finditer(r"\S+", text[cue.end : that]))
    return cue.end + words[-1].start() if len(words) > 1 else None


def _trailing(here: _Sentence, cue: Cue, begin: int, left: Span | None) -> Attribution | None:
    """C, says S; C, as S warns, if D."""
    text = here.text
    head = text[here.start : begin].rstrip()
    joint = re.search(plain(r"[,\"]\s*(?:كما|هكذا|مثلما|حسبما|وفق ما)?$"), head)
    if joint is None or len(head.split()) < 3 or left is not None:
        return None
    comma = re.compile(r"[,.]").search(text, cue.end, here.end)
    who = without_asides(text, cue.end, comma.start() if comma else here.end)
    if who is None or not here.is_source(who.of(text)):
        return None
    rest = Span(comma.start() if comma else here.end, here.end)
    return _attribution(
        here, cue, who, _around(here, Span(here.start, here.start + joint.start()), rest), "indirect", rest.start
    )


def _around(here: _Sentence, before: Span, rest: Span) -> tuple[Span, ...]:
    """What is said on both sides of who says it: one where the second is a condition of the first."""
    text = here.text
    first = trimmed(text, before)
    if first.start == here.start and (joint := _AND.match(first.of(text))):
        first = Span(first.start + joint.end(), first.end)
    if _TAIL.match(rest.of(text)):
        return (Span(first.start, trimmed(text, rest).end),)
    second = trimmed(text, rest)
    if match := re.match(r"[وف](?=\w{3})", second.of(text)):
        second = Span(second.start + match.end(), second.end)
    return (first, second) if len(second.of(text).split()) >= 4 else (first,)


def _according(here: _Sentence, cue: Cue, begin: int, found: list[Attribution]) -> Attribution | None:
    """According to S, C; C, according to S; according to R, citing S."""
    text = here.text
    stop = re.compile(rf",|(?<=\s)(?:{THAT.pattern})|\.$|:").search(text, cue.end, here.end)
    until = stop.start() if stop else here.end
    verb = _verbs().search(text, cue.end, until) if here.start == cue.start else None
    if verb and here.is_source(text[cue.end : verb.start()].strip()):
        until, stop = verb.start(), None
    carried = re.match(r"(?:ه|ها|هم)(?!\w)\s*,?", text[cue.end : here.end])
    cited = re.compile(plain(r"\s+نقلا عن\s+")).search(text, cue.end, until)
    who = without_asides(text, cited.end() if cited else cue.end, until)
    if who is None or not (here.is_source(who.of(text)) or carried):
        return None
    relay = without_asides(text, cue.end, cited.start()) if cited else None
    if carried:
        content = Span(cue.end + carried.end(), here.end)
        return _attribution(here, cue, None, (trimmed(text, content),), "indirect", cue.end)
    head = Span(here.start, cue.start)
    if len(head.of(text).split()) >= 3:
        if found:
            return None
        contents = _around(here, head, Span(until, here.end))
    else:
        impersonal = _IMPERSONAL.match(head.of(text).strip(" ,و"))
        content = Span(stop.end() if stop else until, here.end)
        if impersonal and (that := THAT.search(text, until, here.end)):
            content = Span(that.end(), here.end)
        contents = _pieces(here, content, _Marker(until, content.start, "that"))
    return _attribution(here, cue, who, contents, "indirect", until, relay)


def _relayed(here: _Sentence, cue: Cue) -> Attribution | None:
    """R quotes S as saying C."""
    text = here.text
    match = re.compile(
        plain(
            r"(?P<relay>[^,.:]{2,60}?)\s+عن\s+(?P<who>[^.:\"]{2,110}?)\s+(?:(?:قول|تأكيد|تصريح|إعلان|توقع|تحذير)(?:ه|ها|هم)"
            r"\s*(?:(?:إن|أن|بأن|من أن)(?:ه|ها|هم)?(?!\w)\s*|:\s*)?|(?:إن|أن|بأن)(?:ه|ها|هم)?\s+|:\s*)"
        )
    ).match(text, cue.end, here.end)
    if match is None:
        return None
    who = without_asides(text, *match.span("who"))
    if who is None:
        return None
    marker = _Marker(
        match.end("who"), match.end(), "colon" if text[match.end() : match.end() + 2].strip()[:1] == '"' else "that"
    )
    content = Span(match.end(), here.end)
    relay = Span(*match.span("relay"))
    made = _attribution(
        here, cue, who, _pieces(here, content, marker), _how(text, content, marker), match.end("who"), relay
    )
    sworn = next((each for each in cues_in(text, match.end(), here.end, here.quotes) if each.stance == "vows"), None)
    return (_sworn(here, sworn, made) if sworn else None) or made


def _sworn(here: _Sentence, cue: Cue, outer: Attribution) -> Attribution | None:
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
def _verbs() -> re.Pattern[str]:
    """The verbs that tell how an armed group fares."""
    tables = ("ended", "end", "cleared", "weak", "losses", "remain", "rise")
    return joined(
        form for name in tables for entry in lexicon("ar_states")[name].get("verbs", ()) for form in verb_forms(entry)
    )


@cache
def _task() -> re.Pattern[str]:
    """An end that is asked of somebody: "to wipe out", "with retaking"."""
    nouns = [word for name in ("end", "cleared") for word in lexicon("ar_states")[name]["nouns"]] + [
        "قضاء",
        "هزيمة",
        "نصر",
        "تدمير",
    ]
    return re.compile(rf"(?<!\w)(?:[بل](?:ال)?|لل)(?:{one_of(plain(word) for word in nouns)})(?!\w)")


@cache
def _in_message() -> re.Pattern[str]:
    message = one_of(noun_forms(word) for word in lexicon("ar")["cues"]["messages"])
    return re.compile(
        plain(
            rf"\s+{message}(?: \S+){{0,4}}? (?:جاء|ورد|قال|أكد|أعلن|ذكر|تعلن|يقول|تقول|تؤكد|توعد|زعم)\w*(?: في(?:ه|ها))?\s+(?:أن|إن|ب?أن)(?:ه|ها|هم)?\s+"
        )
    )


def _published(here: _Sentence, cue: Cue) -> Attribution | None:
    """R published a statement in which it is said that C."""
    match = _in_message().search(here.text, cue.end, here.end)
    who = without_asides(here.text, cue.end, match.start()) if match else None
    if match is None or who is None or not here.is_source(who.of(here.text)):
        return None
    content = Span(match.end(), here.end)
    return _attribution(here, cue, who, (trimmed(here.text, content),), "indirect", match.start())


def _stated(here: _Sentence, cue: Cue) -> Attribution | None:
    """It is said in a statement of S that C."""
    text = here.text
    marker = re.compile(rf"(?<=\s)(?:{THAT.pattern})|:\s*").search(text, cue.end, min(here.end, cue.end + FAR))
    who = without_asides(text, cue.end, marker.start()) if marker else None
    if marker is None or who is None or not here.is_source(who.of(text)):
        return None
    content = Span(marker.end(), here.end)
    pieces = _pieces(here, content, _Marker(marker.start(), marker.end(), "that"))
    return _attribution(here, cue, who, pieces, "indirect", marker.start())


def _ordered(here: _Sentence, cue: Cue, begin: int) -> Attribution | None:
    """Who sets others a time: behind the verb, before it, or whoever can, earlier in the sentence."""
    text = here.text
    act = _task().search(text, cue.end, here.end)
    if act is None:
        return None
    left = _left(here, cue, begin)
    who = without_asides(text, cue.end, act.start())
    if left is None and who and not re.search("(?:هم|ها|ه)$", text[cue.start : cue.end]):
        first = who.of(text).split()
        left = next(
            (span for size in range(min(5, len(first) - 1), 0, -1)
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
    return _attribution(here, cue, left, (trimmed(text, Span(cue.start, here.end)),), "indirect", here.end)


def _added(here: _Sentence, cue: Cue, found: list[Attribution]) -> Attribution | None:
    """What a speaker adds: "..., adding that C"; or what he says who does something: "S mocked it, saying that C"."""
    text = here.text
    that = THAT.search(text, cue.end, min(here.end, cue.end + 60))
    colon = re.compile(r'\s*[^,.:]{0,30}:\s*|\s*(?=")').match(text, cue.end, here.end)
    act = acts().match(text, cue.end + 1, here.end)
    if colon and not (that and that.start() < colon.end()):
        marker = _Marker(colon.start(), colon.end(), "colon")
    elif that:
        marker = _Marker(that.start(), _behind(text, that), "that")
    elif act:
        marker = _Marker(act.start(), act.start("act") if act["by"] else act.start(), "act")
    else:
        return None
    content = Span(marker.begins, here.end)
    pieces = _pieces(here, content, marker)
    if found:
        before = found[-1]
        made = _attribution(here, cue, before.speaker, pieces, _how(text, content, marker), marker.at, before.relay)
        return made._replace(when=before.when, carried=before.carried)
    first = re.compile(r"\S+\s+").match(text, clause_begin(text, here.start, cue.start), here.end)
    if first is None:
        return None
    who = without_asides(text, first.end(), cue.start)
    cut = re.search(plain(r"\s(?:من|على|عن|بشأن|إلى)(?!\w)"), who.of(text)) if who else None
    who = Span(who.start, who.start + cut.start()) if who and cut else who
    if who is None or not here.is_source(who.of(text)):
        return None
    return _attribution(here, cue, who, pieces, _how(text, content, marker), marker.at)


def _listener(text: str, start: int, end: int) -> Span | None:
    """The medium that somebody speaks to or through."""
    match = re.compile(
        plain(
            r"(?<!\w)(?:ل|إلى |مع |عبر |ب)(?P<relay>(?:وكالة|قناة|صحيفة|إذاعة|موقع|راديو|تلفزيون|هيئة|مجلة|شبكة|مؤسسة)(?: \w+){1,3}?|"
            r"بي بي سي|رويترز|فرانس برس|الجزيرة|العربية)(?= [إأ]ن|\s*[:,]|\s*$| يوم| في| مساء| أمس)|"
            r"(?:بث|نشر|أذاع|وزع)(?:ته|تها|ه|ها|ت)? (?P<by>(?:وكالة|قناة|مؤسسة|إذاعة|موقع|صحيفة|مواقع|حسابات) \w+)"
        )
    ).search(text, max(0, start - 60), end)
    if match is None:
        return None
    return Span(*match.span("relay")) if match["relay"] else Span(*match.span("by"))
