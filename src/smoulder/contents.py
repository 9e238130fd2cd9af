"""What is said around one verb of saying: the quotes beside it, the clause behind it, before it or on both sides."""

import re
from collections.abc import Callable

from smoulder.asides import after_cue
from smoulder.cues import SHORTEST, Cue, finite, how_said, nothing, says_in, trim
from smoulder.noun_phrases import MIDDLE, somebody, speaks_clause, unrelated
from smoulder.said_behind import clause_behind, object_behind
from smoulder.spans import Attribution, Span
from smoulder.subjects import pronoun_in, speaker_before

Source = Callable[[str], bool]


def told(text: str, begin: int, cue: Cue, end: int, said: list[Span], is_source: Source) -> Attribution | None:
    """What is said in text[begin:end] with a verb of saying, None if it says nothing or nobody says it."""
    if _AND_SAYS.match(text, cue.end, end):
        return None  # "the governor laughed and said"
    opens = bool(_OPENS.match(text[cue.end : cue.end + 7]))
    comma = text.rfind(", ", begin, cue.start)
    inserted = (
        comma > 0 and _PARENTHESIS.match(text, cue.end, end) and re.match(r"(?:an?|the|one|some)\s", text[comma + 2 :])
    )
    subject, carried = speaker_before(text, comma + 1 if inserted else begin, cue.start, said, is_source, opens)
    if subject and (behind_noun := _PUBLISHED_LAST.search(text, *subject)):
        subject = Span(subject.start, behind_noun.start())  # "a study published last month concluded"
    if subject and _FEW.match(text, *subject):
        return None  # what few believe, the author says that few do
    turned = (
        _behind(text, begin, cue, end, is_source) if subject and _FIRST.fullmatch(text[begin : cue.start]) else None
    )
    if subject and "," not in subject.of(text) and text[subject.end : cue.start].strip() == ",":
        turned = _behind(text, begin, cue, end, is_source)
        if turned and turned[0] and re.match(r"\s*(?:[.,;:]|$)", text[turned[1] : end]):
            subject = None  # "the rebels levy their tax, testify the drivers"
    if turned and turned[0] and text[turned[1] : turned[1] + 1] == ",":
        subject = None  # "the bandits, countered the mayor, have merely ..."
    if _HE_LAST.match(text, cue.end, end) and re.search(r"[,\"]\s*$", text[begin : cue.start]):
        subject, carried = None, False
    after, listener, when = after_cue(text, cue, end)
    block = subject.start if subject else _pronoun_start(text, begin, cue.start) if carried else cue.start
    spoken_by = 0
    if carried and re.search(r"(?:^|, |\")it $", text[begin : cue.start]):
        early = cue._replace(start=cue.start - 3)
        if _behind(text, begin, early, end, is_source):
            carried, cue = False, early  # "it affirmed yesterday the Joint Staff"
    if subject is None and not carried:
        behind = _behind(text, begin, cue, end, is_source)
        if behind is None:
            return None
        subject, after, carried = behind
        spoken_by = after
        after, _, when = after_cue(text, cue._replace(end=after), end)
    if _IF.match(text, block, after) or _IF_LAST.search(text[max(begin, block - 9) : block]):
        return None
    shown = Span(cue.start, cue.end)
    stance = "says" if cue.stance in ("of", "put") else cue.stance

    def made(contents: tuple[Span, ...], how: str, stop: int) -> Attribution:
        return Attribution(subject, shown, contents, how, stance, listener, when, carried, begin, stop)

    if _MAIN.match(text, cue.end, end) and _WHICH_LAST.search(text[begin:block]):
        return None  # "the end that ministers announce every evening will not come"
    left, right = Span(begin, block), Span(after, end)
    if cue.stance == "put":
        content = trim(text, Span(cue.end, end))
        return made((content,), how_said(text, content), end)
    if quoted := _quoted(text, left, right, said):
        pieces, how, stop = quoted
        return made(pieces, how, stop)
    before, behind_it = text[begin:block].rstrip(), text[after:end]
    if not before and cue.closing:
        return None
    if before:  # else nothing is said before
        vowing = cue.stance == "vows" and _TO_DO.match(behind_it)  # "in a letter, S promised to fight"
        parted = before[-1:] in (",", '"', "-", ";") and not vowing
        told_before = trim(text, Span(begin + _after_colon(text[begin:block]), block))
        words = told_before.of(text)
        stated = states(words) or any(says_in(words, 0, len(words)))
        whole_clause = len(words.split()) >= SHORTEST and stated and not _subordinate(words)
        leading = _LEADING.match(words) or _CONDITION.match(words)
        ends_here = _ends_here(behind_it, parted and whole_clause and not leading and cue.stance != "of")
        behind_at = max(cue.end, spoken_by)
        that = _THAT.match(text, behind_at)
        closes = parted and whole_clause and not that and not leading
        closes = closes and bool(_CLOSED.match(text, behind_at, end) or (after > cue.end and _CLOSED.match(behind_it)))
        closes = closes and not (_ADVERBIAL.match(words) and re.search(r"\bthat\b", behind_it))
        if cue.closing and not (closes or (parted and not whole_clause and re.match(r"\s*,", behind_it))):
            return None
        going_on = not whole_clause or _GOING_ON.match(behind_it) or leading
        if parted and going_on and not _WHO_TOO.match(behind_it) and (
            re.match(r"\s*,\s*(?=\S)", behind_it)
            or ((not whole_clause or leading) and _OCCASION.match(behind_it))
        ):  # fmt: skip
            whole = trim(text, Span(begin + _after_colon(text[begin:block]), end))
            return made((whole,), how_said(text, whole), end)
        told_to = after > cue.end + 2 and not opens and not _OPENS.match(behind_it)
        if (
            (parted or ends_here)
            and (ends_here or closes or (parted and (re.match(r"\s*,", behind_it) or told_to)))
            and len(words.split()) >= SHORTEST
            and (whole_clause or len(words.split()) > SHORTEST) and not _subordinate(words)
            and not _JOINED.search(before[-9:])
        ):  # fmt: skip
            return made((told_before,), how_said(text, told_before), min(after, end))
    if stance == "denies" and (colon := re.match(r"\s*(?:it|this|that|so|otherwise)?\s*:\s+", behind_it)):
        stance, right = "says", Span(after + colon.end(), end)
    clause = clause_behind(text, right, cue)
    if clause and _WHICH_LAST.search(text, max(begin, block - 8), block) and _VERB_FIRST.match(text, clause.start):
        return None  # "the truce that the general announced in May has not ended the war"
    if clause and stance == "denies":
        clause = trim(text, Span(cue.start, end))
    if clause is None and (clause := object_behind(text, right, cue, end)):
        return made((clause,), how_said(text, clause), clause.end)
    return made((clause,), how_said(text, clause), end) if clause else None


_TO_DO = re.compile(r"\s*(?:not )?to [a-z]")
_WHO_TOO = re.compile(r"\s*,\s+(?:who|which)\s")  # "explains a source, who fears that": that is said besides
_MET_LAST = re.compile(r" (?:reached|contacted|interviewed|questioned|met|joined)$")  # "by telephone" stood behind it
_WHICH_LAST = re.compile(r"\b(?:that|which|whom)\s+$")
_VERB_FIRST = re.compile(r"(?:is|are|was|were|will|would|has|have|had|can|cannot|may|might|could|must)\b")
_PUBLISHED_LAST = re.compile(r" (?:published|released|issued|broadcast|aired|posted|leaked|circulated)\Z")
_FEW = re.compile(r"(?:few|nobody|no one|none|neither|hardly anyone)\b(?! of (?:them|us|the)\b)", re.IGNORECASE)
_AND_SAYS = re.compile(r" and (?:then )?(?:said|says|told|warned|added|replied|answered|insisted)\b")
_OPENS = re.compile(r"\s*(?:that\b|:)")
_THAT = re.compile(r"\s*that\b(?! [a-z]+ed\b)")
_HE_LAST = re.compile(r"\s+(?:he|she|they)\s*(?:[.,]|$)")
_IF = re.compile(r"(?:if|unless|when|whenever|once|whether)\b", re.IGNORECASE)
_IF_LAST = re.compile(r"\b(?:if|unless|when|whether|before|until|since)\s+$", re.IGNORECASE)
_JOINED = re.compile(r"\b(?:and|but|while|although|as|because|that)$")
# what cannot stand alone: a condition or a circumstance, what comes of it follows
_LEADING = re.compile(
    r"(?:if|unless|when|once|should|until|till|as long as|as soon as|so long as|were|even if|provided|without|"
    r"with|within|"
    r"after|before|because|although|since|despite|by|given|without)\b[^,]*$",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"(?:if|unless|should|were|once|when|until|even if|had|the (?:more|longer|harder|deeper|fewer|weaker|"
    r"stronger|sooner|closer))\b",
    re.IGNORECASE,
)
_MAIN = re.compile(
    r"\s+(?:(?:every|each) \w+ |again |so often |now )?(?:is|are|was|were|will|would|has|have|had|can|cannot|"
    r"may|might|could|must)\b"
)
_PARENTHESIS = re.compile(
    r"\s*,\s+(?:is|are|was|were|has|have|had|will|would|can|cannot|could|may|might|must|do|does|did|not|remains?|keeps?|holds?|still|"
    r"continues?|number|now|already|never|no longer|[a-z]{3,}ed)\b"
)
_FIRST = re.compile(r"[^,]{3,60},\s*")
# what a sentence that was broken off goes on with: its verb, "that", or the condition
_GOING_ON = re.compile(
    r"\s*,\s*(?:that|is|are|was|were|has|have|had|will|would|can|could|may|might|must|shall|should|do|does|did|not|if|unless|"
    r"until|once|provided|as long as|as soon as|so long as|\")\b|\s*,\s*(?=\"[a-z])",
    re.IGNORECASE,
)


# what can stand behind a verb of saying that closes its clause: nothing, another clause, or a circumstance
_CLOSED = re.compile(
    r"[\s\".]*$|\s*[,;:]|\s+(?:as|while|when|after|before|during|following|with|by|over|in|at|on|from|since|until|to|against|"
    r"about|without|within|near|outside|under|through|via|because|of|again|aloud|darkly|back|last|this|"
    r"that (?:day|night|evening|morning)|yesterday|today|[a-z]+ly|upon|across|behind|inside|"
    r"for (?:months|weeks|years|days)|earlier|later)\b"
)
_ADVERBIAL = re.compile(r"(?:in|on|at|by|for|from|during|under|to|among|like|unlike|of|besides|amid)\b", re.IGNORECASE)


_OCCASION = re.compile(
    r"(?:\s(?:over|of|at|in|on|by|through|during|with|from|after)\s(?:(?!that\b)[\w'-]+\s){0,6}(?:[\w'-]+))+,\s(?=[a-z])(?!and\b|who\b|which\b|but\b)"
)


def _after_colon(words: str) -> int:
    return max(words.rfind(": ") + 2, words.rfind("; ") + 2, 0) if ": " in words or "; " in words else 0


def states(words: str) -> bool:
    """Whether words are a whole clause: they have a finite verb outside of what they only relate."""
    return bool(finite().search(unrelated(MIDDLE.sub(", ", words))))


def _ends_here(behind: str, stated: bool) -> bool:
    """Whether nothing but listeners and occasions stands behind a verb of saying."""
    rest = behind.strip(' ."\n')
    return (
        not rest
        or bool(_CIRCUMSTANCE.match(behind))
        or (
            stated
            and len(rest.split()) <= 7
            and "," not in rest
            and not re.match(r"that\b|:", rest)
            and not finite().search(rest)
        )
    )


# what can follow a verb of saying that closes its sentence: the occasion
_CIRCUMSTANCE = re.compile(
    r"\s*,?\s*(?:as|while|when|after|before|during|following|with|by|over|in|at|on|from|shortly|hours)\b(?![^.]*\bthat\b)"
)


def _quoted(text: str, left: Span, right: Span, said: list[Span]) -> tuple[tuple[Span, ...], str, int] | None:
    """The quotes beside the verb: before it, going on behind it, or only behind it."""
    before = [quote for quote in said if left.start <= quote.start and quote.end <= left.end]
    if before and re.search(r",\s+(?:and|but|while)\s", text[before[-1].end : left.end]):
        before = []  # somebody else's, or said with another verb
    behind = [quote for quote in said if right.start <= quote.start < right.end]
    if before:
        goes_on = bool(behind) and text[right.start : behind[0].start - 1].strip(" ,.:") == ""
        contents = [*before, *(behind if goes_on else [])]
        lead = Span(left.start, before[0].start - 1).within(text)
        mixed = len(lead.of(text).split()) >= SHORTEST and finite().search(lead.of(text))
        pieces = tuple(trim(text, each) for each in contents)
        if mixed and text[lead.end - 1 : lead.end] not in (",", ":", ";", "-", ".", '"'):
            pieces = (trim(text, Span(lead.start, before[0].end)), *pieces[1:])  # a clause that ends in the quote
        first = pieces[0].of(text)
        if (
            goes_on
            and len(pieces) == 2
            and (_ASKING.match(first) or re.match(r"(?:and|or|but|then)\b", pieces[1].of(text)))
        ):
            pieces = (Span(pieces[0].start, pieces[1].end),)  # an order and what comes of it are one
        stop = behind[-1].end + 1 if goes_on else right.start
        return pieces, "mixed" if mixed else "direct", min(stop, right.end)
    between = trim(text, Span(right.start, behind[0].start - 1)) if behind else None
    if between and (nothing(between.of(text)) or text[right.start : behind[0].start - 1].rstrip().endswith(":")):
        told = [between] if len(between.of(text).split()) >= SHORTEST and finite().search(between.of(text)) else []
        return (*told, *(trim(text, each) for each in behind)), "mixed" if told else "direct", right.end
    return None


_ASKING = re.compile(
    r"(?:give|let|take|leave|wait|ask|put|send|come|look|go|show|count|remember|stop|build|keep|try|watch)\b",
    re.IGNORECASE,
)


def _behind(text: str, begin: int, cue: Cue, end: int, is_source: Source) -> tuple[Span | None, int, bool] | None:
    """The speaker behind the verb: "it is over", said the general; warned a sheikh that C. With his end."""
    before = text[begin : cue.start].rstrip()
    bare = not before or bool(
        re.fullmatch(
            r"(?:and|but|while|for (?:his|her|its|their) part,|from (?:his|her|its|their) side,|[\w ]{0,30},)*",
            before.strip(),
            re.IGNORECASE,
        )
    )
    bare = bare and not (before and states(before))
    opens = re.match(r"[^.;:]{3,160}?\bthat\b", text[cue.end : end])
    if (
        cue.stance in ("put", "quoted", "asks")
        or (cue.stance == "of" and not (opens or (before and before[-1] == ",")))
        or (not bare and before[-1] not in ',"-;:')
    ):
        return None
    if pronoun := re.compile(r"\s+(?:he|she|they)\b").match(text, cue.end, end):
        return None, pronoun.end(), True
    match = _NOUNS.match(text, cue.end, end)
    if match is None:
        return None
    words, end_of = _MET_LAST.sub("", re.split(_WHILE, match["who"])[0]), match.end("who")
    if ", " in words and speaks_clause(words):
        words = words[: words.rindex(", ")]
        end_of = match.start("who") + len(words)
    loose = not bare and bool(re.match(r"(?:an?|one)\s", words))
    if (
        re.match(r"that\b", words)
        or speaks_clause(words)
        or not (is_source(words) or somebody(words, strict=not loose))
    ):
        return None
    if bare and not before.endswith('"') and not re.match(r"\s*(?:that\b|:|,)", text[end_of:end]):
        return None
    span = Span(match.start("who"), match.start("who") + len(words)).within(text)
    return span, end_of, False


_NOUNS = re.compile(
    r"\s*(?:(?:(?:on |this |last )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|the day of \w+|"
    r"also|again|besides|"
    r"in turn|for \w+ part) )?"
    r"(?:(?:in|with|on|under|by|via|from|at|through|during) (?:\w+ ){1,3}?(?=(?:the|an?|"
    r"one) ))?(?P<who>(?:[^,.;:\"]|(?<=\b[A-Z][a-z])\.|"
    r"(?<=\b[A-Z][a-z]{2})\.|(?<=\b[A-Z])\.){2,150}?"
    r"(?:, (?:the |an? |[A-Z])[^,.;:\"]{2,70}?)?)(?=\s+that\b(?! [a-z]+ed\b)|[,.;:\"]|\s*$|\s-\s)"
)
_WHILE = (
    r"\s(?:on (?=[A-Z]|the)|in (?:an?|his|her|dialogue|conversation|declarations|statements)\b|at (?:an?|"
    r"the)\b(?= (?:beginning|end|start|news|"
    r"press|rally|\w+ (?:conference|briefing)))|after|as|during|before|when|by (?:telephone|phone|satellite)|"
    r"last|yesterday|to (?:the|an?|reporters)\b)\s?"
)


def _pronoun_start(text: str, begin: int, end: int) -> int:
    match = pronoun_in(text[begin:end])
    return begin + match.start("who") if match else end


def _subordinate(words: str) -> bool:
    return bool(_SUBORDINATE.match(words))


_SUBORDINATE = re.compile(
    r"\s*(?:(?:as|when|while|after|although|though|because|asked|speaking|following|addressing|interviewed|reached|"
    r"contacted|pressed|quoted|citing|referring|reacting|responding|replying|commenting|visiting|touring|writing)|"
    r"\w+ (?:hours?|days?|weeks?|months?|years?) (?:after|before))\b[^,]*$",
    re.IGNORECASE,
)
