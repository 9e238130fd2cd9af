"""What stands between an English verb of saying and the words said: listeners, days, places and occasions."""

import re
from functools import cache

from smoulder.cues import Cue, says_in
from smoulder.lexicon import lexicon, one_of
from smoulder.spans import Span


def after_cue(text: str, cue: Cue, end: int) -> tuple[int, Span | None, Span | None]:
    """Where the words said can begin behind a verb, with the listener and the day in between."""
    at, listener, when = cue.end, None, None
    if cue.word.lower().endswith(_TO_SOMEBODY) and (whom := _whom().match(text, at, end)):
        at, listener = whom.end(), Span(*whom.span("told"))
    told = cue.word.lower().endswith(("told", "tell", "tells", "assured", "assures", "informed"))
    for _ in range(5):
        match = _aside_after(told and listener is None).match(text, at, end)
        if match is None:
            break
        if match["told"]:
            listener = Span(*match.span("told"))
        elif when is None:
            when = Span(*match.span()).within(text, " ,")
        at = match.end()
    skipped = _ASIDE.match(text, at, end)
    if _BARE.match(text, at, end):
        longer = skipped if at == cue.end else _ASIDE.match(text, cue.end, end)
        if longer and longer.end() > at and not _speaks(text, longer.start(), longer.end()):
            return longer.end(), listener, when or Span(cue.end, longer.end()).within(text, " ,")
    if skipped and not _speaks(text, skipped.start(), skipped.end()):
        when = when or Span(at, skipped.end()).within(text, " ,")
        at = skipped.end()
    if inserted := _INSERTED.match(text, at, end):
        when = when or Span(at, inserted.end()).within(text, " ,")
        at = inserted.end()
    return at, listener, when


_BARE = re.compile(r"\s*(?!that\b)\w")
# verbs with which a listener may stand, or the words said right away
_TO_SOMEBODY = ("promised", "promises", "warned", "warns", "reminded", "reminds", "convinced")


@cache
def _whom() -> re.Pattern[str]:
    listeners = one_of(lexicon("en")["cues"]["listeners"])
    return re.compile(rf"\s+(?P<told>{listeners})(?:\s+on \w+day)?(?=\s+(?:that|he|she|they|it|his|her)\b)")


_INSERTED = re.compile(r",[^,;\"]{3,70},\s*(?=that\b|[\"])")


# any circumstance before "that", a colon or a quote: over a beer in B, in dialogue with R, this Sunday
_ASIDE = re.compile(
    r"\s*+,?+\s*+(?:(?:in|on|at|to|over|with|during|through|from|by|via|for|after|before|without|this|last|yesterday|"
    r"today|again|once|earlier|aloud|"
    r"repeatedly|often|more|many|several|me|us)\b(?:(?!, an? )[^;:\"]){0,90}?)(?=\s+that\b|:\s|,?\s+\")",
    re.IGNORECASE,
)


def _speaks(text: str, start: int, end: int) -> bool:
    """Whether more than a circumstance stands there: a clause, or another who speaks."""
    return bool(_CLAUSE.search(text, start, end)) or any(says_in(text, start + 1, end))


_CLAUSE = re.compile(
    r",\s+(?:and|but|while|[a-z]+ing)\b|\bwithout [a-z]+ing\b|\b(?:is|are|was|were|has|have|had|will|would)\b"
)


@cache
def _aside_after(told: bool) -> re.Pattern[str]:
    """What stands between a verb of saying and the words said: listeners, days, places and occasions."""
    listeners = one_of(lexicon("en")["cues"]["listeners"])
    weekdays, months = (one_of(lexicon("en")[each]) for each in ("weekdays", "months"))
    day = (
        rf"(?:(?:late |early )?(?:on )?(?:{weekdays})(?: (?:night|morning|evening|afternoon))?|"
        rf"on (?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{months})(?: \d{{1,2}}(?:st|nd|rd|th)?)?(?:,? \d{{4}})?|"
        rf"in (?:early |late |mid-)?(?:{months})(?:,? \d{{4}})?|in \d{{4}}(?: and \d{{4}})?|last (?:week|month|"
        rf"year|night|{weekdays}|{months})|(?:earlier )?this (?:week|month|year)|yesterday|today|(?:a|two|three|"
        rf"several|\w+) (?:days?|weeks?|months?|years?) (?:ago|earlier|before)|earlier|at the time|recently)"
    )
    place = (
        r"(?:(?:in|from|near|outside|at|aboard) (?:the (?:[\w-]+ ){0,4}(?:town|city|village|capital|province|"
        r"port|base|headquarters|camp) of )?(?:the (?:capital|northern|southern|eastern|western|border|"
        r"port)[\w ]{0,30}?)?[A-Z][\w'-]+(?:[ -][A-Z][\w'-]+){0,3})"
    )
    occasion = (
        r"(?:(?:at|during|in|after|on|through|via|by) (?:a |an |the |his |her |its |their |another |"
        r"one )?(?:[\w'-]+ ){0,4}?(?:conference|briefing|statement|interview|speech|address|broadcast|message|"
        r"communiqu[eé]|video|audio|recording|telephone|phone|television|TV|radio|ceremony|visit|meeting|rally|"
        r"letter|report|testimony|post|tweet|Twitter|Facebook|sermon|parade|summit|hearing|session|website|"
        r"spokes(?:man|woman|person))(?: (?:to|with|on|in|at|from|posted on|published (?:by|in)|broadcast (?:by|"
        r"on)|released|to the|aired (?:by|on)) [^,;:.\"]{1,40}?)?)"
    )
    other = (
        r"(?:separately|by (?:telephone|phone|email)|via satellite phone|on condition of anonymity|here|flatly|"
        r"bluntly|confidently|again|afterwards|however|in turn|repeatedly|(?:several|many|countless) times|"
        r"more than once)"
    )
    listener = (
        rf"(?:to )?(?:{listeners}|"
        rf"(?:the )?(?:[\w'-]+ )?(?:[A-Z][\w.'-]*)(?:[ -](?:and )?[A-Z][\w.'-]*){{0,4}}(?: (?:news agency|"
        rf"newspaper|television|TV|radio|magazine|agency|channel|mission|delegation|commission|committee|envoys?|"
        rf"officials|diplomats|reporters|journalists|lawmakers|observers|mediators|conference|council|service|"
        rf"website|broadcaster|station|daily|weekly))?|"
        rf"(?!that\b)[\w'-]+(?: (?!that\b)[\w'-]+){{1,5}}(?= that\b))"
    )
    return re.compile(
        rf"[,\s]*+(?:(?P<told>{listener if told else '(?!)'})|{day}|{occasion}|{place}|{other})(?=[\s,.:;\"]|$)"
    )
