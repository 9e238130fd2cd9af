"""Noun phrases by their form: of people, whoever they are, or no noun phrases but clauses."""

import re
from functools import lru_cache

from smoulder.cues import finite

# what stands over a part of a report and speaks no more than other nouns do
HEADING = re.compile(
    r"(?:Needs|Over(?:view|all)|Outlook|Summary|Access|Risks?|Security|Context|Background|Response|Gaps?|Protection|Health|Shelter|"
    r"Food|Water|Displacement|Control|Prospects?|Forecast|Assessment|Situation|Highlights|Trends?|Implications|Conclusions?|"
    r"Recommendations?|Notes?|Updates?|Casualties|Numbers|Figures|Verdict|Results?|Reasons?|Moral|Lessons?|Correction|Sources?|"
    r"Warning|Caveat|Bottom|Constraints|Humanitarian|Political|Military|Key|Main|Current|Next|General|First|Second|Third|Finally|"
    r"One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|[A-Z][a-z]+(?:ance|ence|tion|sion|ment|ness|ity|ism))"
    r"(?: (?:situation|overview|outlook|developments?|update|context|messages?|points?|findings?|week|month|"
    r"steps?|line|and \w+))?"
)
NOBODY = re.compile(
    r"\b(?:facts?|figures?|documents?|maps?|images?|data|words?|signs?|events?|things?|years?|days?|months?|"
    r"weeks?|times?|questions?|answers?|numbers?|deadlines?|attacks?|bombs?|bombings?|wars?|losses|"
    r"victor(?:y|ies)|towns?|villages?|areas?|cit(?:y|ies)|operations?|evidence|developments?|moves?|laws?|"
    r"doors?|walls?|streets?|houses?|rumou?rs?|news|guns|rifles|columns|convoys?|violences?|consequences|circumstances|conditions|costs?|prices?|"
    r"results?|weapons?|forests?|mountains?|rules?|orders?|statements?|everyone|everybody|it)\b",
    re.IGNORECASE,
)

_PERSON = re.compile(
    r"(?:ers?|ors?|ists?|ians?|men|man|woman|women|folk|people|colleagues?|ees?|ats?|ics?)$", re.IGNORECASE
)
_MANY = re.compile(r"[a-z]{3,}(?<!s)s$", re.IGNORECASE)
_HEAD_ENDS = re.compile(
    r"\b(?:of|in|at|from|for|who|which|with|near|on|that|whose|to|by|along|outside|inside|across|under|over|"
    r"(?<!\b[Aa] )(?<!\b[Aa]n )(?<!\b[Tt]he )(?<!\b[Oo]ne )[a-z]{3,}ed|met|close|"
    r"living|working|speaking|travell?ing|based|familiar)\b"
)


def somebody(words: str, strict: bool = False) -> bool:
    """Whether a noun phrase is of people by its form, whoever they are: peasants, a shepherd, former abductees.

    strict: not only by a plural or "a".
    """
    words = words.strip()
    head = _HEAD_ENDS.split(words, maxsplit=1)[0].strip(" ,")
    if not head or len(words.split()) > 16 or NOBODY.search(head):
        return False
    if re.match(
        r"(?:one|some|many|most|several|two|three|four|five|both|all|another|few) of (?:them|us|the|his|her|its|"
        r"their)\b",
        words,
        re.IGNORECASE,
    ):
        return True
    last = head.split()[-1]
    one = re.match(r"(?:an?|another|one)\s+[a-z]", head, re.IGNORECASE)
    return bool(_PERSON.search(last)) or (not strict and bool(one or _MANY.search(last)))


_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|shall|should|do|does|did|cannot|be|been)\b|n't\b"
)
# a participle behind its noun: camped outside, attributed to, met in, trapped by
PARTICIPLE = re.compile(
    r"\b(?:[a-z]{2,}ed|met|known|held|seen|sent|found|written|taken|born|driven|cut|caught|left)(?=\s+(?:by|to|from|in|at|on|"
    r"with|through|outside|inside|near|over|for|under|out|along|as|close|yesterday|here|during|after|across|around|behind|"
    r"against|recently|last|this|off|into|off|beside|there)\b)"
)
RELATIVE = re.compile(
    r",?\s*\b(?:who|which|that|whose|whom|where|familiar|close|based|asking|speaking)\b[^,]*(?:,[^,]*$)?"
)
_RELATIVES = ("who", "which", "that", "where", "familiar", "close", "based", "asking", "speaking")  # one stands in it
_MET = re.compile(r"\b(?:I|we) (?:have |had )?(?:met|spoke|spoken|talked|interviewed)\b.*")
# a relative clause between two commas
MIDDLE = re.compile(r",\s(?:who|which|whose|whom|where)\b[^,]*, ?")
_DESCRIBING = r"(?:(?:newly|recently|highly|well)[ -])?[a-z-]+ed\b"
ADJECTIVE = re.compile(
    rf"^{_DESCRIBING}|"
    r"\b(?:(?:the|a|an|one|some|many|several|two|three|local|of|and|most|other|few|our|their|his|its)\s+"
    rf"{_DESCRIBING}|(?:retired|displaced|armed|masked|wounded|exiled|veiled|sacked|detained|jailed|elected|appointed)\b|"
    r"United\b|[\w.-]+-(?:led|backed|allied|run|held|appointed)\b|called\b)",
    re.IGNORECASE,
)
_VERBAL = re.compile(
    r"\b(?:still|never|no longer|already|not|soon|intends?|plans|hopes|wants|tries|fails?|stays?|keeps?)\b"
)


# verbs by their form, nouns behind a preposition: on leave, in use
_NOUNS = re.compile(
    r"\b(?:on|in|of|at|by|for|under|from|into|per) (?:leave|hold|runs?|works?|fights?|attacks?|use|need|looks?|"
    r"stands?|moves?|falls?|"
    r"plans?|claims?|hopes?|cuts?|wins?|live|means|fails?|returns?|hits?|loss|lies|doubts?|shows?)\b"
)


def unrelated(words: str) -> str:
    """A piece of a sentence without its relative clauses."""
    return RELATIVE.sub(" ", words) if any(map(words.__contains__, _RELATIVES)) else words


@lru_cache(64)  # a sentence asks for its noun phrases again
def speaks_clause(words: str) -> bool:
    """Whether a piece is itself a clause, so no noun phrase: it has a finite verb outside a relative clause."""
    main = unrelated(words)
    if "I " in main or "we " in main:
        main = _MET.sub(" ", main)
    if _AUXILIARY.search(main) or _VERBAL.search(main):
        return True
    main = _NOUNS.sub(" ", main.replace("think tank", " "))
    if "to be named" not in main and not finite().search(main):
        return False
    return bool(finite().search(ADJECTIVE.sub(" ", PARTICIPLE.sub(" ", main))))
