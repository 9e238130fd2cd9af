"""Words of the world that speaks: offices, countries, organisations and media, as patterns in one language."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from smoulder.lexicon import lexicon, one_of, plain
from smoulder.word_lists import holding, opened

# by rank: the first that fits tells the kind
KINDS = ("rebel", "other", "expert", "witness", "head_of_state", "official")


class Listed(NamedTuple):
    """A list of words, looked for only in a text of which a word begins as one of its own can."""

    name: str
    pattern: re.Pattern[str]
    possible: Callable[[str], frozenset[str]]  # the lists, by name, that a text may hold words of

    def search(self, text: str) -> re.Match[str] | None:
        """The first of the words in a text."""
        return self.pattern.search(text) if self.name in self.possible(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Each of the words in a text."""
        return self.pattern.finditer(text) if self.name in self.possible(text) else iter(())


def listed(lists: Mapping[str, Iterable[str]]) -> dict[str, Listed]:
    """Lists of whole words by name, any case."""
    words = {name: [*forms] for name, forms in lists.items()}
    possible = holding(words, whole=True)
    return {
        name: Listed(name, re.compile(rf"(?<![\w-]){one_of(forms, any_case=True)}(?![\w-])", re.IGNORECASE), possible)
        for name, forms in words.items()
    }


class Words(NamedTuple):
    """The compiled words of one language."""

    singular: Mapping[str, Listed]
    plural: Mapping[str, Listed]
    body: Listed
    people: Listed
    media: Listed
    security: Listed
    any_head: Listed


def _plural(word: str) -> str:
    if word.endswith("(?:man|woman|person)"):
        return word.replace("(?:man|woman|person)", "(?:men|women|people|persons)")
    if word.endswith(("man", "woman")):
        return word[:-2] + "en"
    if word.endswith("y") and word[-2:-1] not in "aeo":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "ch", "x")) else "" if word.endswith("\\.") else "s")


# institutions of which several speak at once
_SEVERAL = re.compile(
    r"(?:ministry|agency|hospital|clinic|council|committee|government|army|embassy|commission|court|church|party|charity|NGO|"
    r"university|institute|company|militia|network|group|mission|administration|service)$"
)


@cache
def words_of_roles(language: str) -> Words:
    """The words for those who speak, compiled once."""
    roles = lexicon(language)["roles"]
    bodies = [*roles["body"], *(_plural(each) for each in roles["body"] if language == "en" and _SEVERAL.search(each))]
    several = {kind: [_plural(each) for each in roles[kind]] for kind in KINDS}
    every = [
        form for kind, forms in roles.items() if kind not in ("security", "portfolios", "titles") for form in forms
    ]
    every += [*(form for kind in KINDS for form in several[kind]), *bodies]
    # it is only asked for whether one is there: an "army officer" is where an "officer" is
    every = [form for each in every for form in opened(each)]
    alone = frozenset(every)
    every = [form for form in every if " " not in form or form.rpartition(" ")[2] not in alone]
    lists = listed(
        {**{kind: roles[kind] for kind in (*KINDS, "people", "media", "security")}, "body": bodies, "any": every}
        | {f"{kind}s": forms for kind, forms in several.items()}
    )
    return Words(
        {kind: lists[kind] for kind in KINDS}, {kind: lists[f"{kind}s"] for kind in KINDS},
        lists["body"], lists["people"], lists["media"], lists["security"], lists["any"],
    )  # fmt: skip


class World(NamedTuple):
    """Patterns that find countries, organisations and media, and what each found word stands for."""

    countries: re.Pattern[str]
    country_of: Mapping[str, str]
    organisations: re.Pattern[str]
    organisation_of: Mapping[str, str]
    media: re.Pattern[str]
    medium_of: Mapping[str, str]


@cache
def world(language: str) -> World:
    """Countries, organisations and media as words of a language name them."""
    read = lexicon("world")
    arabic = language == "ar"
    country_of: dict[str, str] = {}
    for code, (names, adjectives, arabic_names, arabic_adjectives) in read["countries"].items():
        if arabic:
            words = [
                *arabic_names,
                *(
                    f"{lead}{each}{end}"
                    for each in arabic_adjectives
                    for lead in ("", "ال", "لل")
                    for end in ("", "ة", "ين", "ون", "ا")
                ),
            ]
        else:
            words = [*names, *adjectives, *(f"{each}s" for each in adjectives if each[-1] in "ni")]
        country_of |= {plain(word): code for word in words}
    organisation_of = {plain(word): name for name, each in read["organisations"].items() for word in each["names"]}
    medium_of = {plain(word): name for name, words in read["media"].items() for word in words}

    def pattern(words: Mapping[str, str]) -> re.Pattern[str]:
        kept = [
            re.escape(word).replace(r"\ ", " ") for word in words if bool(re.search("[\u0621-\u064a]", word)) == arabic
        ]
        lead = "(?:و|ل|ب|ف)?" if arabic else ""
        return re.compile(rf"(?<![\w-]){lead}(?P<word>{one_of(kept)})(?![\w])")

    return World(
        pattern(country_of), country_of, pattern(organisation_of), organisation_of, pattern(medium_of), medium_of
    )


def countries_in(text: str, language: str) -> list[str]:
    """The countries that a plain text names, ISO 3166 alpha-3, as often as it does."""
    if language == "en" and text.islower():  # each is written with a capital
        return []
    known = world(language)
    return [known.country_of[" ".join(match["word"].split())] for match in known.countries.finditer(text)]


@lru_cache(64)  # it is asked whether one can speak, then who it is
def organisation_in(text: str, language: str) -> tuple[str, str | None, str | None, str | None] | None:
    """Name, country, side and kind of the first organisation that a plain text names."""
    known = world(language)
    match = known.organisations.search(text)
    if not match:
        return None
    name = known.organisation_of[re.sub(r"\s+", " ", match["word"])]
    each = lexicon("world")["organisations"][name]
    return name, each.get("country"), each.get("side"), each.get("kind")


def side_of(word: str) -> str | None:
    """The side of an organisation by one of its names, plain; None if it is not known."""
    name = world("en").organisation_of.get(re.sub(r"\s+", " ", word))
    return lexicon("world")["organisations"][name].get("side") if name else None


def medium_in(text: str, language: str) -> str | None:
    """The usual name of the first news medium that a plain text names."""
    known = world(language)
    match = known.media.search(text) if language != "en" or not text.islower() else None
    return known.medium_of[re.sub(r"\s+", " ", match["word"])] if match else None
