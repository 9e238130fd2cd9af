"""Whose words a text is where it names no speaker: an interview's, an organisation's own, else its author's.

An interview is known by its questions, an organisation's text by how it speaks of itself: "the Command announces",
"our soldiers", "this organisation notes".
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from smoulder.noun_phrases import HEADING, speaks_clause
from smoulder.sentence_subjects import subject_of
from smoulder.spans import Span

LABELLED = 2  # paragraphs with one label that make it one of an interview
QUESTION = 30  # words, the most of a question that stands alone
ASKED = 3  # paragraphs of a question alone that make an interview without labels; one less if each second is one
OWN = 2  # of "our troops", "our people", that make a text one of an organisation
LEAD = 6  # sentences in which an organisation says who it is
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|us|me)\b")
_LABEL = re.compile(r"(?P<who>[A-Z](?:[\w.'-]*(?: [A-Z][\w.'-]*){0,3})?)\s?[:.]\s+(?=\S)")
_MEETING = re.compile(
    r"\b(?:[Ss]poke|[Tt]alked|[Ss]at down|[Mm]et|[Ii]nterview(?:ed)?|[Cc]onversation|[Aa]sked|[Cc]alled|[Rr]eached|"
    r"[Qq]uestions (?:to|for))\s(?:to |with |by (?:tele)?phone )*(?P<who>(?:the|an?|one|[A-Z])[^.;:\"\n]{3,120}?)"
    r"(?=,? (?:in|on|at|about|after|before|who|whose|by) |[.,:;]|$)"
)
_OURS = re.compile(
    r"\b[Oo]ur (?:\w+ )?(?:soldiers|forces|troops|army|men|fighters|mujahid\w+|units|heroes|people|nation|martyrs|"
    r"comrades|teams?|office|staff|partners|monitors|field \w+|data|analysts)\b"
)
_ITSELF = re.compile(
    r"(?P<who>Th(?:(?<=^Th)|(?<=[.\n] Th)|(?<=\nTh))(?:is|e present) (?:organi[sz]ation|office|agency|network|mission|"
    r"ministry|command|"
    r"cluster|section|observatory|centre|center|project|committee|council|institute|working group|unit|bureau|"
    r"secretariat|desk))"
    r"(?= (?:also |further |again |has |therefore |has also )?(?:notes?|noted|recorded|records|estimates?|"
    r"observes?|observed|considers?|"
    r"expects?|believes?|judges?|documented|documents|recommends?|reiterates?|assesses|assessed|understands|monitors|received|"
    r"was told|counted|counts|learned|visited|verified|cannot|urges|regrets|calls)\b)"
)
_OFFICIAL = re.compile(
    r"\b(?:communiqu[eé]|press release|statement|bulletin|declaration|proclamation|order of the day|announcement)\b",
    re.IGNORECASE,
)
_DECLARING = re.compile(
    r"(?P<who>(?:The|General|[A-Z][\w'-]+)\b[^.;:,\"\n]{2,110}?) (?:hereby |today |wish(?:es)? to |is pleased to "
    r"|are pleased to |"
    r"would like to |can )?(?:announces?|declares?|informs?|confirms?|states?|reports?|salutes?|congratulates?|"
    r"condemns?|regrets?|notes?|affirms?|makes? known|brings? (?:the following |this )?to)\b"
)


_HEAD = re.compile(
    r"\s*(?:An?|The|One)\s+(?:[\w'-]+\s){0,8}?[\w'-]+(?=,|\s(?:who|whose|with|from|in|of|at|received|met|agreed|spoke)\b)"
)


class Turn(NamedTuple):
    """A paragraph of an interview without its label; asked: it is a question."""

    start: int
    end: int
    asked: bool
    label: str


def turns_in(text: str, start: int) -> tuple[Turn, ...]:
    """The questions and answers of a plain text from an offset on, in order; none if it is no interview."""
    if inline := _inline(text, start):
        return inline
    lines = [(start + each.start(), start + each.end()) for each in re.finditer(r"[^\n]+", text[start:])]
    led = [(line, match) for line in lines if (match := _LABEL.match(text, *line)) and len(match["who"]) <= 30]
    labels: dict[str, list[bool]] = {}
    for line, match in led:
        labels.setdefault(match["who"], []).append(text[line[0] : line[1]].rstrip(' "').endswith("?"))
    often = {who: sum(asks) / len(asks) for who, asks in labels.items() if len(asks) >= LABELLED}
    if len(often) >= 2 and any(share >= 0.5 for share in often.values()):
        asking = max(often, key=lambda who: often[who])
        return tuple(
            Turn(match.end(), line[1], match["who"] == asking, match["who"])
            for line, match in led if match["who"] in often
        )  # fmt: skip
    asked = [
        number for number, line in enumerate(lines)
        if text[line[0] : line[1]].rstrip(' "').endswith("?") and len(text[line[0] : line[1]].split()) <= QUESTION
    ]  # fmt: skip
    answers = [text[lines[one][1] : lines[other][0]] for one, other in pairwise(asked)]
    answers += [text[lines[asked[-1]][1] :]] if asked else []
    speaking = sum(bool(_FIRST_PERSON.search(each)) for each in answers)
    by_turns = len({number % 2 for number in asked}) == 1 and len(lines) - asked[0] >= 2 * ASKED
    if len(asked) < ASKED - by_turns or speaking < ASKED - by_turns:
        return ()
    questions = range(asked[0], len(lines), 2) if by_turns else asked
    return tuple(Turn(*line, number in questions, "") for number, line in enumerate(lines) if number >= asked[0])


_ASKED = re.compile(r"(?P<who>Q(?<!\SQ)(?:uestion)?|A(?<!\SA)(?:nswer)?)\s?[:.]\s+(?=\S)")


def _inline(text: str, start: int) -> tuple[Turn, ...]:
    """Questions and answers labelled as such, also within a line."""
    found = list(_ASKED.finditer(text, start))
    if min(sum(each["who"][0] == letter for each in found) for letter in "QA") < LABELLED:
        return ()
    ends = [*(each.start() for each in found[1:]), len(text)]
    return tuple(
        Turn(*Span(each.end(), end).within(text), each["who"][0] == "Q", each["who"])
        for each, end in zip(found, ends, strict=True)
    )


def answerer(text: str, start: int, turns: Sequence[Turn], is_source: Callable[[str], bool]) -> Span | None:
    """The noun phrase of who answers in an interview: whom its first lines tell of."""
    end = turns[0].start
    label = next((each.label for each in turns if not each.asked), "")
    if len(label) > 2 and (named := re.compile(rf"(?:[A-Z][\w.'-]+ ){{1,4}}{re.escape(label)}\b").search(text, 0, end)):
        return Span(*named.span())
    if len(label) > 2:
        at = next(each.start for each in turns if each.label == label)
        return Span(text.rfind(label, 0, at), text.rfind(label, 0, at) + len(label))
    if (match := _MEETING.search(text, start, end)) and _ONE_PERSON.match(match["who"]):
        return Span(*match.span("who")).within(text)
    several: Span | None = None
    for sentence in re.finditer(r"[^.\n]+[.\n]", text[start:end]):
        at = start + sentence.start()
        found = subject_of(text, at, min(start + sentence.end(), end), is_source)
        if found is None and (head := _HEAD.match(text, at, end)) and is_source(head.group()):
            found = Span(*head.span()).within(text)
        if found and _ONE_PERSON.match(found.of(text)):
            return found
        several = several or found
    return Span(*match.span("who")).within(text) if match else several


_ONE_PERSON = re.compile(
    r"(?:[Aa]n?|[Oo]ne|[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur|[Mm]y)\s(?![^,]*\b(?:[a-z]{3,}(?<!s)s|people|police)(?:,|$))|"
    r"[A-Z][\w.-]+(?: [A-Z][\w.-]*)+(?!')"
)


def organisation(
    text: str, title: str, parts: Sequence[tuple[int, int]], is_source: Callable[[str], bool]
) -> Span | None:
    """The noun phrase by which an organisation that writes of itself names itself, None if none does."""
    if itself := _ITSELF.search(text):
        return Span(*itself.span("who"))
    bare = _unquoted(text)
    found = {each.group() for each in _OURS.finditer(bare)} if "our " in bare or "Our " in bare else set()
    official = len(found) >= OWN or bool(_OFFICIAL.search(title))
    for start, end in parts[:LEAD]:
        match = _DECLARING.match(text, start, end)
        solemn = match and _SOLEMN.search(text, match.end("who"), end)
        if match and (official or solemn) and is_source(match["who"]) and not speaks_clause(match["who"]):
            return Span(*match.span("who"))
    fighting = {each for each in found if not _AT_WORK.search(each)}
    if not (_OFFICIAL.search(title) or len(fighting) >= OWN):
        return None
    for part in parts[:1:-1][:2]:
        if signed := _alone(text, part, is_source):
            return signed
    titled = _TITLED.search(text, 0, text.find("\n") + 1)
    if titled and is_source(titled["who"]):
        return Span(*titled.span("who"))
    if headed := next(filter(None, (_alone(text, part, is_source) for part in parts[:3])), None):
        return headed
    start = parts[0][0] if parts else 0
    named = _WE.search(bare, start) or _INSTITUTION.search(bare, start)
    return Span(*named.span("who")) if named and is_source(named["who"]) else None


# "we, the council of elders, declare"; else the first institution that such a text names
_WE = re.compile(
    r"\b[Ww]e(?: in|,) (?P<who>the [^,.;:\n]{4,80}?)(?=,| (?:announce|declare|inform|state|say|affirm|confirm|"
    r"reject)\b)"
)
_INSTITUTION = re.compile(
    r"\b(?P<who>(?:[Tt]he )?(?:[A-Z][\w'-]+ ){0,3}(?:General|High|Supreme|Military|Media|Joint|Central|"
    r"Political|Field|Press|Revolutionary|"
    r"Operations|Information) (?:Command|Staff|Office|Council|Committee|Headquarters|Leadership|Bureau|"
    r"Secretariat|Room|Directorate|"
    r"Commission|Wing|Department)(?: (?:of|for) (?:the )?(?:[A-Z][\w'-]+ ?){1,6})?)(?<! )"
)


_REBELLIOUS = re.compile(
    r"\b(?:comrades?|compañer\w+|people's (?:war|army)|puppets?|oppress\w+|revolution\w*|mujahid\w+|apostates?|"
    r"crusaders?|occupiers?|"
    r"occupation|traitors?|liberation|regime|imperialis\w+|tyrants?|our (?:guerrillas|fighters|struggle|cause)|"
    r"jihad|infidels?|"
    r"colonial\w*|exploit\w+|the enemy's?|landlords?)\b",
    re.IGNORECASE,
)
_LOYAL = re.compile(
    r"\b(?:terrorists?|bandits?|outlaws?|insurgents?|rebels?|rebellion|subversi\w+|extremists?|militants?|gunmen|gangs?|criminals?|"
    r"(?:armed|security) forces|national army|law and order|citizens|head of state|His Excellency|the president)\b",
    re.IGNORECASE,
)


def rebellious(text: str) -> bool:
    """Whether an organisation that writes of itself writes as those do who fight a state."""
    words = _unquoted(text)
    against, forth = (len(pattern.findall(words)) for pattern in (_REBELLIOUS, _LOYAL))
    return against >= OWN and against > 2 * forth


_AT_WORK = re.compile(r"\b(?:teams?|office|staff|partners|monitors|field \w+|data|analysts)$")
_SOLEMN = re.compile(
    r"\b(?:hereby|to the (?:knowledge|attention|notice)|has the honou?r|is pleased|(?:public|national|world) opinion|"
    r"the (?:nation|people|citizens|public|population|masses))\b"
)
_TITLED = re.compile(
    r"(?i:statement|communiqu[eé]|declaration|message|letter|proclamation|bulletin|"
    r"announcement)(?: no\.? ?\d+)? (?:of|by|from) "
    r"(?P<who>[^:,;\n]{4,90}?)(?= (?:on|about|concerning|regarding|to|after|over)\b|[:,;\n]| - )"
)
_ALONE = re.compile(
    r"\s*(?:Signed(?: by)?|For|On behalf of|Issued by|Released by|Prepared by|From)?[:,]?\s*(?P<who>(?:The |"
    r"the )?[A-Z][\w'-]*(?<!ed)"
    r"[^.;:!?\"\n]{2,80}?)(?:,? \(?\d{1,2} [A-Z]\w+(?: \d{4})?\)?|,? [A-Z]\w+ \d{1,2}(?:, \d{4})?|"
    r", [A-Z]\w+ \d{4}|,? \([^)]{3,40}\))?[\s.:]*$"
)


def _alone(text: str, part: tuple[int, int], is_source: Callable[[str], bool]) -> Span | None:
    """Who signs a text, or stands at its head: a name alone, without a verb."""
    match = _ALONE.match(text, *part)
    fine = (
        match
        and len(match["who"].split()) in range(2, 11)
        and is_source(match["who"])
        and not speaks_clause(match["who"])
    )
    return Span(*match.span("who")) if match and fine and not HEADING.fullmatch(match["who"]) else None


def _unquoted(text: str) -> str:
    return re.sub(r'"[^"\n]*"', lambda match: "~" * len(match.group()), text)
