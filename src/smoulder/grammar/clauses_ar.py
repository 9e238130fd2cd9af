"""Clauses of what is said in Arabic: parts that can be judged by themselves.

A part begins at "and that", at "but", behind a mark, and behind a comma where a verb follows "and" or "so", unless what
stands before is a condition of it.
"""

import re
from collections.abc import Iterator
from functools import cache

from smoulder.arabic_cues import IF
from smoulder.called import Names
from smoulder.grammar import Span
from smoulder.inflections_ar import joined, noun_forms, verb_forms
from smoulder.lexicon import lexicon, plain

SHORTEST = 2  # words
_CONDITION = re.compile(plain(r"[وف]?(?:إذا|لو|متى|عندما|كلما|طالما|حالما|ما لم|إن لم|ما دام\w*|في حال)(?!\w)"))
_THAT = plain(r"ان(?:هما|هم|ها|ه|نا|ني)?")


@cache
def _joints() -> re.Pattern[str]:
    verb = plain(
        r"(?:س[يتن]\w{2,}|لن|لم|لا|قد|ليس\w*|ما زال\w*|سوف|[يت]\w{3,}|بات\w*|أصبح\w*|كان\w*|ربما|بوسع\w*|"
        r"بإمكان\w*|بمقدور\w*|لدي\w{1,3}|هناك|ثمة|"
        r"لعل\w*|قد|س[يتن]\w+)"
    )
    return re.compile(
        rf"(?P<hard>[.!?](?=\s)\s*|;(?=\s)(?!\s*اما (?:اليوم|الان))\s*|:\s+|,?\s+و(?:ب)?{_THAT}\s+|,\s+(?:و|"
        rf"ف)?(?:لكن|ولكن|بل|الا ان|غير ان|بيد ان|"
        rf"فيما|بينما|في حين|لذلك|ثم){_THAT[2:]}\s+"
        rf"|,\s+(?:(?:اذ|حيث) ان|ذلك ان|لان)(?:هم|ها|ه)?\s+|,\s+(?:اذ|اما|علي ان)\s+|,\s+ف(?=ال\w{{3,}}\s)"
        rf"|\s+(?:لكن|ولكن|بيد ان|غير ان)\s+)|(?P<soft>,\s+[وف](?={verb}\s)|,\s+(?=لكن))"
    )


_FUTURE = re.compile(
    plain(r"(?<!\w)[وف]?(?:س(?!يطر(?!د|ح|ق)|يناء|ياس|يار|ياد|نوات|(?:نة|تة)(?!\w))[يتن]\w{2,}|لن|سوف)(?!\w)")
)
_AND = re.compile(
    plain(
        r"\s+و(?=(?:(?:لم|لن|قد|لا|سوف|ليس\w*|ما زال\w*|لا تزال|لا يزال) |س[يتن]\w{3,}|[يتن]\w{3,} |"
        r"(?:ال)?(?!ال)\w{3,} ))"
    )
)
_DENIED = re.compile(plain(r"(?<!\w)(?:لن|لم) \w{2,}"))
_OWN_SUBJECT = re.compile(
    plain(r"(?:(?:لم|لن|قد|لا|سوف)\s+)?(?P<verb>\S+)(?:\s+(?:بيد|في يد|أمام|من|في|ل\S+|ب\S+|إلا))?\s*")
)


@cache
def _verb() -> re.Pattern[str]:
    tables = ("ended", "end", "cleared", "yield", "losses", "weak", "harm", "attack", "remain", "rise")
    every = [
        form for name in tables for entry in lexicon("ar_states")[name].get("verbs", ()) for form in verb_forms(entry)
    ]
    return joined([*every, r"\w{3,}وا", r"[يت]?ب[قت]?ق?ي?", r"[يت]عد", r"بات\w*", r"اصبح\w*"])


@cache
def _noun() -> re.Pattern[str]:
    tables = ("ended", "end", "cleared", "losses", "weak", "harm")
    words = [word for name in tables for word in lexicon("ar_states")[name]["nouns"]]
    return joined((noun_forms(word) for word in words), lead="")


@cache
def _who() -> re.Pattern[str]:
    tables = ("of_group", "of_fighters", "of_state", "of_civilians")
    return joined((noun_forms(word) for name in tables for word in lexicon("ar_states")[name]["nouns"]), lead="")


# "and the fighters have left", "and whenever"
_NOUN_FIRST = re.compile(
    plain(
        r"(?:متى|حين|كلما|عندما|إذا|إن)\s|ال\w{3,}(?:\s\S+){0,2}?\s(?:[يت]\w{3,}|ما زال\w*|لا [يت]زال\w*|"
        r"م\w{4,}|\w{3,}وا|لم|لن|قد|"
        r"ليس\w*|بات\w*|أصبح\w*)(?!\w)"
    )
)


# "and most of its leaders were killed", "and its networks still raise money"
_OURS_FIRST = re.compile(
    plain(
        r"(?:معظم|أكثر|أغلب|بعض|بقية|باقي|جميع|عشرات|مئات|آلاف|عدد|\w{3,}(?:ها|هم|نا|ه)(?<!اه)(?<!ية))(?:\s\S+){0,5}?\s"
        r"(?:[يت]\w{3,}|ما (?:زال|تزال|يزال)\w*|لا [يت]زال\w*|\w{3,}وا|لم|لن|قد|ليس\w*|بات\w*|أصبح\w*)(?!\w)"
    )
)
# what the same speaker adds with a new verb: "and reckoned", "and threatened", "and gave them until"
_ADDS = re.compile(
    plain(
        r"(?:قدر|رجح|خمن|توقع|هدد|توعد|تعهد|أمهل|وعد|نفى|زعم|طالب|دعا|حذر|استبعد|أعلن|أكد|أنذر|اعترف|أقر)(?:ت|وا)?(?:ه|ها|هم)?\s"
    )
)

_SHE = re.compile(plain(r"(?!ال|\w+ات(?!\w))\w{3,}(?:ت|وا)\s"))


def _propositions(text: str, span: Span, names: Names | None) -> Iterator[Span]:
    """Where a plain "and" joins two statements of different subjects or times: at what stands behind it."""
    for match in _AND.finditer(text, *span):
        before, behind = text[span.start : match.start()], text[match.end() : span.end]
        if len(before.split()) < 3 or len(behind.split()) < 3 or _CONDITION.match(before.strip(' "')):
            continue
        if before.count('"') % 2 or behind.count('"') % 2:
            continue
        if before.rstrip().endswith(","):
            to_come = _FUTURE.search(behind) and not _FUTURE.search(before)
            begins = (_verb(), _NOUN_FIRST, _OURS_FIRST, _ADDS, _SHE)
            if to_come or any(each.match(behind) for each in begins):
                yield Span(match.start(), match.end())
            continue
        if noun := _noun().match(behind):
            if _noun().match(before) and not _verb().search(before) and len(behind[noun.end() :].split()) >= 2:
                yield Span(match.start(), match.end())
            continue
        if (
            _DENIED.match(behind)
            and not (_DENIED.search(before) or _FUTURE.search(before))
            and len(before.split()) >= 4
        ):
            yield Span(match.start(), match.end())  # "its arms ran out and it will not ..."
            continue
        here = _OWN_SUBJECT.match(behind)
        verb = here and _verb().fullmatch(here["verb"])
        if not (verb or _FUTURE.match(behind)) or not _verb().search(before):
            continue
        rest = behind[here.end() :] if here else ""
        own = _who().match(rest) or (names and names.match(rest))
        if own or (_FUTURE.match(behind) and not _FUTURE.search(before)):
            yield Span(match.start(), match.end())


def clauses_in(text: str, span: Span, names: Names | None = None) -> list[Span]:
    """The clauses of a span of a plain text, in order, without the words and marks that join them.

    names: those of the armed groups of the text.
    """
    whole = _joined_parts(text, span)
    found = []
    for part in whole:
        begin = part.start
        for joint in _propositions(text, part, names):
            found.append(Span(begin, joint.start))
            begin = joint.end
        found.append(Span(begin, part.end))
    return [each for part in found if len((each := _trimmed(text, part)).of(text).split()) >= SHORTEST]


def _joined_parts(text: str, span: Span) -> list[Span]:
    parts = []
    begin = span.start
    for match in _joints().finditer(text, *span):
        before, behind = text[begin : match.start()].split(), text[match.end() : span.end].split()
        if match["soft"] and (
            min(len(before), len(behind)) < 3 or _CONDITION.match(text[begin : match.start()].strip(' "'))
        ):
            continue
        if len(behind) < SHORTEST or len(before) < SHORTEST:
            continue
        parts.append(Span(begin, match.start()))
        begin = match.end()
    parts.append(Span(begin, span.end))
    return parts


# what closes a sentence and is no part of what is said: whose words it is, and on which day of the war
_BESIDE = re.compile(
    plain(
        r"(?<=\S{3}),\s+(?:(?:كما (?!في|هو)|وفق|وفقا|بحسب|حسب|طبقا|هكذا|على حد|على ما|غداة)|"
        r"(?:بعد|قبل) (?:نحو |أقل من |أكثر من )?"
        r"(?:\S+ )?(?:يوم|يومين|أيام|أسبوع|أسبوعين|أسابيع|شهر|شهرين|أشهر|ساعة|ساعات|"
        r"سنة|سنوات|عام|عامين|أعوام)\s(?:من|على)\s)[^,]*$"
    )
)


def _trimmed(text: str, part: Span) -> Span:
    span = part.within(text, " \n,;:-.")
    lead = re.match(
        rf"(?:و?لكن(?:هم|ها|ه)?|[بو]?{_THAT}|[وف]?صحيح {_THAT}|[وف]?لقد|"
        rf"اما|علي ان|[وف]قد(?=\s+(?!ال)[^يتن\s]))\s+(?=\S)",
        span.of(text),
    )
    if lead and not IF.match(span.of(text)) and len(span.of(text)[lead.end() :].split()) >= SHORTEST:
        span = Span(span.start + lead.end(), span.end)
    if tail := _BESIDE.search(text, span.start, span.end):
        span = Span(span.start, tail.start())
    words = span.of(text)
    if words.count('"') == 1:
        span = Span(span.start + (words[0] == '"'), span.end - (words[-1] == '"')).within(text, " .,")
    return span
