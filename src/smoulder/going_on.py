"""Whether words say that a group goes on: only then do later events bear a claim out.

That a retreat was planned, or that no commander surrendered, speaks for a group and is no word on whether it will
fight on: events after it prove nothing of the kind.
"""

import re

from smoulder.claim import Claim
from smoulder.grammar.directions import future, negated, signs_in
from smoulder.lexicon import plain
from smoulder.spellings import has_arabic

ON = ("remain", "still", "regroup", "rise", "attack", "too_early")  # signs of going on
OVER = ("ended", "end", "end_state", "end_act", "victory", "war_over")  # signs of an end, which may be denied
_GOES_ON = re.compile(
    r"\b(?:still|remain\w*|continu\w*|go(?:es|ing)? on|persist\w*|danger|threat|risk|far from|return\w*|capable|"
    r"able to|active|(?:just|only) (?:begun|the beginning)|"
    r"(?:can|could) (?:still )?(?:strike|attack|fight|hold|wage))\b|"
    + plain(
        r"(?<!\w)(?:ما ?زال\w*|لا [يت]زال\w*|باق\w*|[يت]ستمر\w*|مستمر\w*|[يت]واصل\w*|مواصلة|خطر\w*|تهديد\w*|قادر\w*|"
        r"[يت]?نشط\w*|بدايت?ها?)(?!\w)"
    ),
    re.IGNORECASE,
)


def says_it_goes_on(claim: Claim) -> bool:
    """Whether a claim of persistence is of what is to come, of a group that is still there, or denies its end."""
    language = "ar" if has_arabic(claim.quote) else "en"
    text = plain(claim.quote)
    if claim.claim_type == "persistence_prediction" or future(text, language) or _GOES_ON.search(text):
        return True
    kinds = signs_in(text, language).kinds
    if any(kind in kinds for kind in ON):
        return True
    ends = [at for kind in OVER for at, _ in kinds.get(kind, ())]
    return (claim.claim_type == "denial" and bool(ends)) or any(negated(text, at, language) for at in ends)
