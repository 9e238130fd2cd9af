"""Arabic words as texts write them: verbs and nouns from their dictionary form, with what is written onto them.

A verb is given as "perfect imperfect" ("انتهى ينتهي"), a third word is its participle. Verbs take persons, the
future س and objects; nouns the article, prepositions, possessives and plurals. What else fits is given as a pattern.
All is plain (see `lexicon`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
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


def participle_forms(entry: str) -> list[str]:
    """The accusative participle of a verb that has one: "adding", of a man, a woman and several."""
    words = plain(entry).split()
    return [f"{words[2]}(?:ا|ه|ين)"] if len(words) > 2 else []


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


_ARTICLE = re.compile(r"^(?:[بكل]?ال|لل)(?=\w{2})")
_POSSESSIVE = re.compile(r"(?:هما|كما|هم|ها|هن|نا|كم|ه)$")
_NOUN_ENDING = re.compile(r"(?:ات|ون|ين|ان|ا|ت|ه)$")
_VERB_ENDING = re.compile(r"(?:تا|تم|ون|وا|ين|ان|ت|ا|ن)$")


@lru_cache(50_000)
def stems(word: str) -> frozenset[str]:
    """The forms that a plain word may have in a dictionary: without conjunction, preposition, article and endings.

    Of a verb: the third person, of the perfect and of the imperfect.
    """
    found: set[str] = set()
    for bare in {word, word[1:] if word[0] in "وف" and len(word) > 3 else word}:
        for form in {bare, _POSSESSIVE.sub("", bare)}:
            if len(form) > 1:
                found.update(_nouns(form))
                found.update(_verbs(form))
    return frozenset(found)


def _nouns(form: str) -> Iterator[str]:
    for noun in {form, _ARTICLE.sub("", form), form[1:] if form[0] in "بكل" and len(form) > 3 else form}:
        yield noun
        stem = _NOUN_ENDING.sub("", noun)
        if len(stem) > 2:
            yield from (stem, f"{stem}ه")


def _verbs(form: str) -> Iterator[str]:
    stem = _VERB_ENDING.sub("", form)
    if len(stem) > 1:
        yield stem
    coming = form[1:] if form[0] == "س" and len(form) > 3 else form
    if coming[0] in "يتنا" and len(coming) > 2:
        stem = _VERB_ENDING.sub("", coming[1:])
        yield stem
        yield from (f"ي{each}" for each in (coming[1:], stem, f"{stem}ي", f"{stem}و") if len(each) > 1)


def entry(word: str) -> str:
    """A plain word of a list as `stems` gives it: without article and possessive.

    >>> entry("السلاح") in stems("بسلاحهم")
    True
    """
    bare = _ARTICLE.sub("", word)
    return _POSSESSIVE.sub("", bare) if len(bare) > 4 else bare
