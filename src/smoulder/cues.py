"""Verbs of saying in English sentences, and what stands between them and the words said: listeners, days, occasions."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from smoulder.inflections import finite_forms
from smoulder.lexicon import QUOTE, lexicon, one_of
from smoulder.spans import Span
from smoulder.word_lists import places_of

SHORTEST = 3  # words of a clause that is said
MOST = 40  # verbs of saying in a sentence that is prose


class Cue(NamedTuple):
    """A verb of saying, where it stands, and what is done with it: of STANCES, or "quoted".

    closing: it says something only where it closes a sentence, "the war is over, he crowed".
    """

    start: int
    end: int
    stance: str
    word: str
    closing: bool = False


@cache
def _verbs_of_saying() -> dict[str, re.Pattern[str]]:
    """Verbs of saying by what is done with the words; the first that fits tells."""
    words, speech = _sayings(), lexicon("speech")
    patterns = {kind: one_of(forms, any_case=True) for kind, forms in words.items()}
    patterns["quoted"] = (
        rf"(?:was |were |is |are |has been |have been |been )?{patterns['quoted']}"
        r"(?=[^.;]{0,90}? as (?:having said|saying|telling|claiming|warning|vowing|insisting)|\s[^.;]{0,40}$)"
    )
    patterns["put"] += (
        r"(?=\s[^.;:\"]{2,90}?\s(?:at|as)\s\"?(?:[\w-]+\s){0,4}?(?:\d[\d,.]*|a (?:few|couple|hundred|thousand|"
        r"dozen|handful)|"
        r"barely|several|hundreds|thousands|dozens|half|double|twice|two|three|four|five|six|seven|eight|nine|ten|"
        r"eleven|twelve|fifteen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)\b|\sat (?:\w+ ){0,3}?\d)"
    )
    patterns["denies"] = f"{one_of(speech['unseen'], any_case=True)}|{patterns['denies']}"
    return {kind: re.compile(rf"(?P<{kind}>{pattern})(?![\w'-])", re.IGNORECASE) for kind, pattern in patterns.items()}


@cache
def _sayings() -> dict[str, list[str]]:
    """The forms of verbs of saying by what is done with the words, in the order in which they are tried."""
    words, speech = lexicon("en")["cues"], lexicon("speech")
    return {
        "quoted": words["quoted"],
        "put": finite_forms(speech["put"]),
        "phrase": finite_forms(each for each in speech["of"] if " " in each),
        "asks": words["asks"],
        **{kind: [*words.get(kind, ()), *finite_forms(speech[kind])] for kind in ("denies", "vows", "expects", "says")},
        "strict": [*words["strict"], *finite_forms([*speech["strict"], *speech["manner"]])],
        "of": [*words.get("of", ()), *finite_forms(speech["of"])],
    }


@cache
def _places() -> Callable[[str, int, int], Iterator[tuple[int, tuple[str, ...]]]]:
    """Where verbs of saying or their auxiliaries may begin, and of which kinds one can be that begins so."""
    more = {"quoted": "was were is are has have been".split(), "denies": lexicon("speech")["unseen"]}
    return places_of({kind: [*forms, *more.get(kind, ())] for kind, forms in _sayings().items()})


def says_in(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Where verbs of saying stand in text[start:end]: each kind is tried where a word begins as one of its own can."""
    verbs, at = _verbs_of_saying(), start
    for begins, kinds in _places()(text, start, end):
        for kind in kinds if begins >= at else ():
            if match := verbs[kind].match(text, begins, end):
                at = match.end()
                yield match
                break


# an auxiliary or an adverb before a verb of saying
_LEAD = re.compile(
    r"\b(?:had|has|have|also|later|earlier|then|again|did|repeatedly|now|once|recently|previously|already|further|even|"
    r"still|both|all|each|however|yesterday|today|instead|nevertheless|simply|always|often|rather|besides|moreover|furthermore|"
    r"therefore|meanwhile|in turn|with [a-z]+|more than once|once more|time and again|again and again|"
    r"over and over|long|no longer|"
    r"on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|last (?:week|month|night|year)|this (?:week|month)|"
    r"for (?:his|her|its|their|my|our) part|(?!on|fami|ear|dai|ral)[a-z]{2,}ly) $",
    re.IGNORECASE,
)
LEADS, LEAD = 3, 24  # of them before a verb, and the letters of one
_LEAD_ENDS = tuple(
    f"{word} "
    for word in "had has have also later earlier then again did now once already further even still however today"
    " instead always often rather besides moreover furthermore therefore nevertheless meanwhile turn more over long"
    " yesterday longer week month night year part both all each ly day".split()
)


def _led(text: str, start: int, verb: int) -> int:
    """Where a verb of saying begins with the auxiliaries and adverbs before it, not before start."""
    for _ in range(LEADS):
        near = text[max(start, verb - LEAD) : verb].lower()
        if not (near.endswith(_LEAD_ENDS) or (near.endswith(" ") and "with " in near)):
            break
        if not (lead := _LEAD.search(text, max(start, verb - LEAD), verb)):
            break
        verb = lead.start()
    return verb


@cache
def finite() -> re.Pattern[str]:
    """Finite verbs: without a parser, those that news use most, and what ends in -ed."""
    return re.compile(rf"\b{one_of(lexicon('en')['cues']['state_words'])}(?!\w)")


def found_cues(text: str, start: int, end: int, said: list[Span]) -> list[Cue]:
    """The verbs of saying in text[start:end] outside of what is said."""
    cues: list[Cue] = []
    behind = start
    for match in says_in(text, start, end):
        first, behind = _led(text, behind, match.start()), match.end()
        if any(quote.start <= first < quote.end for quote in said):
            continue
        if text[match.start()].isupper() and match.start() > start and text[match.start() - 1] == " ":
            continue  # "Islamic State"
        closing = False
        kind = match.lastgroup or ""
        kind = "of" if kind == "phrase" else kind
        before = text[max(start, first - 12) : first]
        if kind != "quoted" and before[:-1].lower().endswith(_UNSAID_ENDS) and _UNSAID.search(before):
            continue
        if _DEED.match(text, behind, end):
            continue
        if before.rstrip().endswith(",") and _BY.match(text, behind, end):
            continue  # ", questioned by telephone,"
        if _NOUNS.match(text[first:behind]) and (
            _OF_NOUN.search(before)
            # "rejected claims that"
            or (cues and cues[-1].stance == "denies" and cues[-1].end == first - 1)
            or _BEHIND_NOUN.match(text, behind, end)
            # "an open-ended vow that costs nothing"
            or (text[behind - 1] != "s" and _SINGLE.search(text, max(start, first - 40), first))
            or text.endswith(("'s ", "s' "), start, first)  # "the rebels' radio"
            or _verb_next().match(text, behind)
        ):
            continue
        if _PUT.match(text, first) and _AS.search(text, max(start, first - 60), first):
            continue  # "as he put it"
        if kind == "strict":
            opens = (opening := _OPENS.match(text, behind, end)) and not (
                opening.end() > behind + 6 and any(says_in(text, behind, opening.end()))
            )
            opens = opens or text[start:first].rstrip().endswith((',"', ","))
            closing = not opens and bool(_CLOSES.search(text, max(start, first - 130), first))
            counted = not opens and bool(_with_noun().fullmatch(match.group()))
            if not opens and not closing and not counted:
                continue
            kind = "of" if counted and not closing else "says"
        if cues and _BESIDE_NOUN.fullmatch(text, cues[-1].start, match.start()):
            cues.pop()
        if len(cues) == MOST:
            break
        cues.append(Cue(first, behind, kind, text[first:behind], closing))
    return cues


# of "a study published last month concluded" the first verb says nothing
_BESIDE_NOUN = re.compile(
    r"(?:published|released|issued|broadcast|aired|posted|leaked|circulated|quoted|cited) "
    r"(?:last|on|in|by|this|earlier|yesterday|online|at) [^,.;:\"]{2,50} "
)
# what stands before a verb that says nothing, and around a noun that is written as one
_UNSAID_WORDS = "to the a an its their his not of be is are was were by being been no".split()
_UNSAID = re.compile(rf"\b(?:{'|'.join(_UNSAID_WORDS)}|(?<!, )which)\s$", re.IGNORECASE)
_UNSAID_ENDS = (*_UNSAID_WORDS, "which")
_BY = re.compile(r"\s+by\b(?! (?:\w+ ){1,3}that\b)")
# what is claimed, given or had and is nothing said: responsibility; "gave his name", "whom I have met", "calls himself"
_DEED = re.compile(
    r"\s+(?:(?:responsibility|credit|met|spoken|talked|interviewed|himself|herself|itself|themselves)|"
    r"(?:only |just )?(?:his|her|their) (?:\w+ )?name)\b"
)
_OF_NOUN = re.compile(
    r"\b(?:in|without|any|some|beyond|under|more|this|that|with|at|into|by|for|on|against|\d+|two|three|four|five|six|seven|"
    r"eight|ten|several|many|few|armed|new|heavy|grave|own)\s$"
)
_BEHIND_NOUN = re.compile(r"\s+(?:and|or|of|from|in|by|are|were|is|was|have|has|about|against|on)\b")
_SINGLE = re.compile(r"\b(?:an?|one|every|another) [\w'-]+ $", re.IGNORECASE)
_PUT = re.compile(r"(?:put|sees?|saw|tells?|told|calls?|called|has|had)\b")
_AS = re.compile(
    r"(?:^|[\s,])(?<!known )as (?:he|she|they|one|the|an?|its|their|his|her|our|[A-Z])(?:[^,;.:]{0,50}\s)?$"
)


@cache
def _verb_next() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{finite().pattern}|suggests?|indicates?|shows?|points? to)(?!ed\b)")


_NOUNS = re.compile(
    r"(?:questions?|drones?|spots?|clocks?|logs?|rates?|offers?|blames?|echo(?:es)?|charges?|raps?|snaps?|states?|hopes?|finds?|accounts?|"
    r"charts?|radios?|cables?|fax(?:es)?|wires?|texts?|flags?|leaks?|sketch(?:es)?|counts?|signals?|warns|vows?|boasts?|threats?|details?|documents?|registers?|disputes?|reports?|claims?|states?|estimates?|doubts?|fears?|forecasts?|promises?|pledges?|notes?|posts?|answers?|rules?|records?|numbers?|names?|calls?)$",
    re.IGNORECASE,
)


@cache
def _with_noun() -> re.Pattern[str]:
    return re.compile(one_of(finite_forms(lexicon("speech")["of"]), any_case=True), re.IGNORECASE)


# the speaker behind what he said: a comma or the end of a quote, and words without a mark
_CLOSES = re.compile(r"[\w%\")][,\"]\"?\s+[^,;:\"]{2,110}$|[\w%\")],\"?\s+[^,;:\"]{2,60}, [^,;:\"]{2,60},\s+$")
_OPENS = re.compile(
    r"\s*(?:\bthat\b|:|,? ?\"|[.,]|$)|\s+(?:(?:they|it|he|she|we|there|the|an?|its|their|his|no|all|most|some|"
    r"neither|nobody|none)\b|[A-Z\d][^\s,.;:\"]*)(?:\s[^\s,.;:\"]+){0,6}?\s"
    r"(?:would|will|is|are|was|were|had|has|have|could|can|cannot|may|might|must)\b|"
    r"\s+(?:in|on|at|to|over|with|during|by|through|via|from|for|after|this|last|yesterday|today)\b[^;:.\"]{0,70}?"
    r"(?:\s+that\b|:\s|,?\s+\")"
)


_JOINS = re.compile(
    r"(?:that|but|and|while|although|however|meanwhile|still|yet|also|so|now|then|as(?! (?:long|soon|far|if)\b)|"
    r"whereas)\b[\s,]+(?:that\s+)?",
    re.IGNORECASE,
)


def trim(text: str, span: Span) -> Span:
    """The span without what only joins it to the sentence; "That band" and "that, he said, is over" stay whole."""
    span = span.within(text, " \n,;:.-" if not text[span.start : span.end].rstrip().endswith("?") else " \n,;:-")
    if match := _JOINS.match(text, span.start, span.end):
        lead = match.group()
        pointing = (
            text[max(0, span.start - 2) : span.start].strip() in ("", ";", ".", ":")
            and text[span.start - 6 : span.start - 1] != "that "
        )
        kept = bool(re.match(r"(?:[Ss]till|[Nn]ow)\b(?!,)|That\b", lead) or (pointing and re.match(r"that\s*,", lead)))
        if match.end() < span.end and not kept and not (lead.startswith("that") and _IS.match(text, match.end())):
            return trim(text, Span(match.end(), span.end))
    words = span.of(text)
    if words.startswith(QUOTE) and words.count(QUOTE) == 1:
        span = Span(span.start + 1, span.end)
    elif words.endswith(QUOTE) and words.count(QUOTE) == 1:
        span = Span(span.start, span.end - 1).within(text, " \n,;:.-")
    elif words.startswith(QUOTE) and words.endswith(QUOTE) and words.count(QUOTE) == 2:
        span = Span(span.start + 1, span.end - 1).within(text, " \n,;:.-")
    return span


_IS = re.compile(r"(?:is|was|will|would|has)\b")


def how_said(text: str, span: Span) -> str:
    """Mixed if a part of reported speech is quoted, else indirect."""
    return "mixed" if QUOTE in span.of(text) else "indirect"


def nothing(words: str) -> bool:
    """Whether words only join: marks, "that", "as"."""
    return not re.sub(r"\b(?:that|as|him|her|them)\b|[\s,.:;\"-]", "", words)
