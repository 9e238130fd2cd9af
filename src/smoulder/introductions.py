"""Whom an English text introduces before or behind words that have no verb of saying: met, called, "who says this"."""

import re

from smoulder.spans import Span

# whom a writer meets speaks next: "We called a midwife in Uru."
_MET = re.compile(
    r"\b(?:I|[Ww]e|[Oo]ur (?:team|reporter|correspondent)) (?:have |had |also |then |once )?(?:reached|met|called|"
    r"phoned|rang|visited|interviewed|asked|(?:spoke|talked) (?:to|with)) "
    r"(?P<who>(?:an?|the|one) [^,.;:\"]{3,60}?)(?= by | on | over | at |[,.;:\"])"
)
THE_SPEAKER = re.compile(
    r"\W*(?P<who>The (?:[\w-]+ ){0,3}?(?P<head>[\w-]+)) (?:who|that) (?:says|said|tells|speaks|spoke|talks|puts) "
    r"(?:this|so|it|thus|like this)\b"
)


def met_in(text: str, start: int, end: int) -> Span | None:
    """Whom the writer says he met in a sentence: "I reached a trader in Tal by phone"."""
    match = _MET.search(text, start, end)
    return Span(*match.span("who")) if match else None


# a sentence that tells only that somebody has a view: the next tells it
_OPINES = re.compile(
    r"\b(?:disagree[sd]?|differ(?:s|ed)|demur(?:s|red)|dissent(?:s|ed)|beg(?:s|ged) to differ|sided with|"
    r"offer(?:s|ed) (?:a|another|this|some)|"
    r"(?:is|are|was|were|remain(?:s|ed)?|sound(?:s|ed)) (?:far |much |rather |even |a little |"
    r"somewhat )?(?:less|more|not so|not as|"
    r"unimpressed|unconvinced|sceptical|skeptical|scathing|gloomier|blunter|blunt|wary|warier|categorical|adamant|cautious|bitter|"
    r"sanguine|sure|another matter|of another mind|of a different|of the opposite)|(?:would|will) have none of|"
    r"(?:see|sees|saw|read|reads|view|views|viewed|tell|tells|told|put|puts|judge|judges|judged) (?:it|things|"
    r"this|that|matters|the \w+) "
    r"(?:the other way|otherwise|differently|plainly|bluntly|another way|in another light|more \w+)|"
    r"go(?:es)? further|went further|"
    r"(?:paint|recite|tell|give|draw|hold|have|offer|take)(?:s|ed)? (?:a|an|the) (?:different|darker|bleaker|"
    r"gloomier|longer|grimmer|rosier|"
    r"dimmer|opposite|other|sober|bleak|grim|less \w+|more \w+) (?:view|picture|story|ledger|tale|account|"
    r"reading|figure|tune|opinion|"
    r"verdict|lesson)|(?:do|does|did) not (?:mince|agree|share|buy|see it)|had (?:a|this|one) (?:warning|word|"
    r"message|caution|caveat)|"
    r"shook (?:his|her|their) heads?|shakes (?:his|her) head|counsel(?:s|led) \w+|urge[sd] caution|scoff(?:s|"
    r"ed)? at|snort(?:s|ed)? at|"
    r"laugh(?:s|ed)? at|begs to)\b"
)


def opines(words: str) -> bool:
    """Whether a sentence only tells that its subject has a view: "One deserter offered a caution."."""
    return bool(_OPINES.search(words))
