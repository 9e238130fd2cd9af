"""Forms of English verbs from their base form: by spelling, with the irregular past given where there is one."""

from collections.abc import Iterable

_VOWELS = "aeiou"


def forms(entry: str) -> tuple[str, ...]:
    """Base form, third person, past and participle in -ing of a verb; "write/wrote" gives an irregular past.

    >>> forms("deny"), forms("point out"), forms("tell/told")
    (('deny', 'denies', 'denied', 'denying'), ('point out', 'points out', 'pointed out', 'pointing out'), \
('tell', 'tells', 'told', 'telling'))
    """
    base, _, past = entry.partition("/")
    verb, _, rest = base.partition(" ")
    tail = f" {rest}" if rest else ""
    return (
        base,
        _third(verb) + tail,
        past or _past(verb) + tail,
        _participle(verb) + tail,
    )


def finite_forms(entries: Iterable[str]) -> list[str]:
    """The forms of verbs that can stand behind a subject: all but that in -ing."""
    return [form for entry in entries for form in forms(entry)[:3]]


def participles(entries: Iterable[str]) -> list[str]:
    """The forms of verbs in -ing."""
    return [forms(entry)[3] for entry in entries]


def _soft(verb: str) -> bool:
    return verb.endswith("y") and verb[-2:-1] not in _VOWELS


def _doubles(verb: str) -> bool:
    """Whether the last letter is doubled: short verbs of one vowel and one consonant."""
    short = sum(letter in _VOWELS for letter in verb) == 1 or verb in ("admit", "rebut", "confer", "infer", "commit")
    return short and len(verb) > 2 and verb[-1] not in "aeiouwxy" and verb[-2] in _VOWELS and verb[-3] not in _VOWELS


def _third(verb: str) -> str:
    if _soft(verb):
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _past(verb: str) -> str:
    if _soft(verb):
        return verb[:-1] + "ied"
    if verb.endswith("e"):
        return verb + "d"
    return (verb + verb[-1] if _doubles(verb) else verb) + "ed"


def _participle(verb: str) -> str:
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    return (verb + verb[-1] if _doubles(verb) else verb) + "ing"
