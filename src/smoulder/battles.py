"""Whether words are of one battle, siege or operation, whose end is no end of the group that fights in it."""

import re

from smoulder.lexicon import plain

_ENGLISH = re.compile(
    r"\W*(?:(?:and|but|that|so|now) )?(?:the |this |our |its |their |his |an? )?(?:[\w'-]+ ){0,3}?"
    r"(?:battle|siege|offensive|operations?|assault)\b(?P<of>[^,.;:]{0,60}?)"
    r"\b(?:is|are|was|were|will|would|could|may|might|has|had|have|can|nears?|ends?|ended)\b",
    re.IGNORECASE,
)
_ARABIC = re.compile(plain(r"\W*[وف]?(?:ال)?(?:معركة|معارك|عملية|عمليات|هجوم|حصار|اقتحام)(?!\w)(?P<of>[^,.;]{0,60})"))
# of a whole war or group: "the battle against terrorism", "معركة الإرهاب"
_WHOLE = re.compile(
    r"\b(?:against|with|terror\w*|insurgen\w*)\b|" + plain(r"(?<!\w)(?:ضد|مع|على|[بل]?ال?إرهاب\w*)(?!\w)")
)
# that it is over, or how: "will go on until the last rebel is dead" is of the rebels
_OVER = re.compile(
    r"\b(?:over|end(?:s|ed|ing)?|finish\w*|complet\w*|conclu\w*|last|final|fail\w*|won|win|decided|success\w*|close|"
    r"crushed|spent|wound up|peter|done|foundered)\b|"
    + plain(r"(?<!\w)(?:\w*نته\w*|\w*نهاي\w*|\w*حسم\w*|\w*كتمل\w*|فشل\w*|\w*تعثر\w*|\w*أخير\w*|نجح\w*|أجهض\w*)(?!\w)")
)
_UNTIL = re.compile(r"\buntil\b|" + plain(r"(?<!\w)حتى(?!\w)"))


def is_of_a_battle(words: str) -> bool:
    """Whether the words of a claim are of how a battle for a place ends, and not of the whole war.

    >>> is_of_a_battle("the battle for Mosul would be over within a week")
    True
    >>> is_of_a_battle("the battle against the militants is over"), is_of_a_battle("the war is over")
    (False, False)
    """
    words = plain(words)
    found = _ENGLISH.match(words) or _ARABIC.match(words)
    if found is None or _WHOLE.search(found["of"]):
        return False
    return _OVER.search(words) is not None and _UNTIL.search(words) is None
