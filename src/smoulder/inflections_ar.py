"""Arabic words as texts write them: verbs and nouns from their dictionary form, with what is written onto them.

A verb is given as "perfect imperfect" ("انتهى ينتهي"). Verbs take persons, the
future س and objects; nouns the article, prepositions, possessives and plurals. What else fits is given as a pattern.
All is plain (see `lexicon`).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from smoulder.lexicon import lexicon, one_of, plain

OBJECT = "(?:هما|هم|ها|ه|نا|ني)?"


def verb_forms(entry: str) -> list[str]:
    """The forms of a verb without conjunctions before it, as patterns."""
    perfect, *rest = plain(entry).split()
    forms = [_perfect(perfect)]
    if rest and rest[0] != "-":
        forms.append(_imperfect(rest[0][1:]))
    return forms


def noun_forms(word: str) -> str:
    """The forms of a noun as a pattern, with article, prepositions and endings."""
    stem = plain(word)
    first, _, rest = stem.partition(" ")
    ending = "(?:ه|ات|ت(?:هما|هم|ها|ه|نا))" if first.endswith("ه") else "(?:ا|ات|ين|ون|ان|هما|هم|ها|ه|نا)?"
    stem = first.removesuffix("ه") if first.endswith("ه") else first
    return rf"(?:[بكل]?(?:ال)?|لل){stem}{ending}" + (f" {rest}" if rest else "")


def _perfect(stem: str) -> str:
    if stem[-1] in "يا" and len(stem) > 2:
        return f"{stem[:-1]}(?:{stem[-1]}|ت|وا|يت|ينا|نا|يا|تا|اه|اها|اهم){OBJECT}"
    if len(stem) > 3 and stem[-2] == "ا":
        return f"(?:{stem}(?:تا|ت|وا|ا|نا|ن)?|{stem[:-2]}{stem[-1]}نا){OBJECT}"
    return f"{stem}(?:تا|ت|وا|ا|نا|ن)?{OBJECT}"


def _imperfect(stem: str) -> str:
    if stem[-1] in "يوا":
        return f"س?[يتان]{stem[:-1]}(?:ون|ين|وا|ان|[يوا])?{OBJECT}"
    return f"س?[يتان]{stem}(?:ون|وا|ان|ين|ن)?{OBJECT}"


def pattern_of(words: Mapping[str, Sequence[str]], lead: str = "[وف]?") -> re.Pattern[str]:
    """One pattern of a table of verbs, nouns and phrases, at the bounds of words."""
    forms = [form for entry in words.get("verbs", ()) for form in verb_forms(entry)]
    forms += [noun_forms(word) for word in words.get("nouns", ())]
    return joined(forms, words.get("phrases", ()), lead)


def joined(forms: Iterable[str], phrases: Iterable[str] = (), lead: str = "[وف]?") -> re.Pattern[str]:
    """One pattern of forms and phrases behind a conjunction."""
    every = [*forms, *phrases]
    return re.compile(rf"(?<!\w){lead}(?:{one_of(every)})(?!\w)" if every else r"(?!)")


@lru_cache(64)
def states(name: str) -> re.Pattern[str]:
    """A table of ar_states.toml as a pattern."""
    return pattern_of(lexicon("ar_states")[name])
