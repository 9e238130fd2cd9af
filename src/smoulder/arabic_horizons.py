"""Times in Arabic claims that stand in no word of time: what lies ahead by its verb, what is denied before a time."""

import re

from smoulder.claim import Horizon
from smoulder.grammar import directions
from smoulder.lexicon import plain
from smoulder.scenes import Statement
from smoulder.utterances import Said

# an imperfect verb behind a verb of expecting: "that cells remain"
_MAY_COME = re.compile(plain(r"\W*(?:ألا )?[يت]\w{3,}"))
TOLD = ("territory_loss", "losses_estimate", "strength_estimate", "defeat_declared")  # of what is past


def denied_before(said: Said, text: str) -> str:
    """A plain clause led by "will not" if it is denied: what is denied before a time is not before it."""
    return plain("لن ") + text[3:] if said.stance == "denies" else text


def ahead(words: str, made: Statement) -> Horizon | None:
    """An open future if a plain clause tells of what is to come, None if it does not."""
    hoped = made.modality in ("likely", "intent") and _MAY_COME.match(words)
    meant = made.modality == "intent" and made.direction in ("strengthens", "persists")
    if made.claim_type in TOLD or not (directions.future(words, "ar") or hoped or meant):
        return None
    return Horizon("", "open_future", None, None, None)
