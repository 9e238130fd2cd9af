"""What an Arabic clause says is denied before a time is not before it."""

from smoulder.lexicon import plain
from smoulder.utterances import Said


def denied_before(said: Said, text: str) -> str:
    """A plain clause led by "will not" if it is denied: what is denied before a time is not before it."""
    return plain("لن ") + text[3:] if said.stance == "denies" else text
