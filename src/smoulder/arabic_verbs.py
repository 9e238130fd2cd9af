"""Arabic verbs of speech by their written forms, with the stance that each tells; and verbal nouns that are told of."""

import re
from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple

from smoulder.inflections_ar import noun_forms
from smoulder.lexicon import lexicon, one_of, plain

ORDER = ("asks", "denies", "vows", "expects", "says")


_OBJECTS = ("هما", "هم", "هن", "ها", "ه", "نا", "ني")
_WEAK = ("ت", "وا", "يت", "ينا", "نا", "يا", "تا", "اه", "اها", "اهم")
_STRONG = ("", "ت", "وا", "نا", "ن")  # two of them look like an adjective
_COMING = ("", "ون", "وا", "ان", "ين", "ن")


class Speech(NamedTuple):
    """What a word of speech tells. kind: verb, participle, quoted, published or orders; lead: letters of "and"."""

    stance: str
    kind: str
    lead: int = 0


@lru_cache(16_384)
def speech(word: str) -> Speech | None:
    """A plain word as one of speech, None if it is none; with "and" before it or an object behind it, too.

    >>> speech(plain("وأكدت")), speech(plain("مؤكدا")).kind
    (Speech(stance='says', kind='verb', lead=1), 'participle')
    """
    found = _bare(word)
    if found is None and word[:1] in ("و", "ف") and len(word) > 3:
        found = _bare(word[1:])
        return found and found._replace(lead=1)
    if found is None and word[:1] == "ل" and len(word) > 4 and word[1] in "يتن":  # "in order to say"
        found = _bare(word[1:])
        return found and found._replace(lead=1)
    return found


def _bare(word: str) -> Speech | None:
    forms = _forms()
    if word in forms:
        return forms[word]
    for each in _OBJECTS:
        found = forms.get(word.removesuffix(each)) if word.endswith(each) else None
        if found and found.kind != "participle":
            return found
    return None


@cache
def _forms() -> dict[str, Speech]:
    """Every form without an object; of words spelt alike the first of the order counts."""
    words = lexicon("ar_speech")
    found: dict[str, Speech] = {}
    tables = [(stance, "verb", stance) for stance in ORDER] + [("says", name, name) for name in _OTHER]
    for stance, kind, table in tables:
        for entry in words[table]:
            for form in _finite(*plain(entry).split()[:2]):
                found.setdefault(form, Speech(stance, kind))
    for stance in ORDER:
        for entry in words[stance]:
            for form in _participles(plain(entry).split()[2:]):
                found.setdefault(form, Speech(stance, "participle"))
    return found


_OTHER = ("quoted", "published", "orders")


def _finite(perfect: str, imperfect: str = "-") -> list[str]:
    """The forms of a verb in the perfect and imperfect."""
    found = []
    if perfect != "-":
        weak = perfect[-1] in "يا" and len(perfect) > 2
        stem = perfect[:-1] if weak else perfect
        found += [stem + end for end in ((perfect[-1], *_WEAK) if weak else _STRONG)]
        if len(perfect) > 3 and perfect[-2] == "ا":
            found.append(perfect[:-2] + perfect[-1] + "نا")
    if imperfect != "-":
        weak = imperfect[-1] in "يوا"
        stem = imperfect[1:-1] if weak else imperfect[1:]
        ends = (imperfect[-1], *_COMING, imperfect[-1] + "ان", imperfect[-1] + "ن") if weak else _COMING
        found += [will + who + stem + end for will, who, end in product(("", "س"), "يتان", ends)]
    return found


def _participles(told: list[str]) -> list[str]:
    return [told[0] + end for end in ("ا", "ه", "ين")] if told and told[0] != "-" else []


@cache
def acts() -> re.Pattern[str]:
    """Verbal nouns that are what is announced, promised or warned of."""
    states = lexicon("ar_states")
    tables = ("ended", "end", "cleared", "weak", "losses", "remain", "rise")
    nouns = [word for name in tables for word in states[name]["nouns"]]
    nouns += "عدد حجم قوام وصول إطلاق إحراز شن تنفيذ مواصلة تقدم خروج قضاء وقف حرب قتال بدء انطلاق".split()
    form = one_of(noun_forms(word) for word in nouns)
    return re.compile(
        rf"(?<!\w)(?:(?:(?P<by>عن|من|علي|الي|نبا|خبر|بشري|بنبا|بشان) )(?:ال)?|ب(?:ال)?|(?!ال|[وبكل]ال|لل)|"
        rf"(?P<the>ال))(?P<act>{form})(?!\w)"
    )
