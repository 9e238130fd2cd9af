"""The armed group of a text of war that names none: the one that fought there then, else "Ruritanian rebels"."""

import re
from collections import Counter
from functools import cache

from smoulder.claim import Article
from smoulder.lexicon import lexicon, one_of, plain
from smoulder.referents import Named
from smoulder.spellings import ARABIC
from smoulder.war_places import here, tables
from smoulder.war_talk import is_of_war

FIGHTERS, ANY = "fighters", "armed group"  # say least, so any other word counts before them

_LONG_AGO = re.compile(r"\b(?:1[0-8]\d\d|19[0-4]\d)\b")  # a text of such years alone is one of history
_OF_LATE = re.compile(r"\b(?:19[5-9]\d|20\d\d)\b")


@cache
def _called(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """Words for fighters in a language, plain, and what each is called here."""
    arabic = language == "ar"
    called = {
        plain(word): name
        for name, words in tables()["unnamed"].items()
        for word in words
        if bool(ARABIC.match(word)) == arabic
    }
    lead = "[وف]?(?:[بك]?ال|لل|[بكل])?" if arabic else "(?:[Tt]he )?"
    return re.compile(rf"(?<![\w-]){lead}(?P<word>{one_of(called)})(?![\w-])"), called


def unnamed_groups(article: Article, text: str, home: str | None) -> list[Named]:
    """Where a plain text of war names fighters, each with the one name that they get; at its begin if nowhere.

    home: the country that the text is of. Empty if the text is of no war.
    """
    if not is_of_war(article.text) or (_LONG_AGO.search(text) and not _OF_LATE.search(text)):
        return []
    pattern, called = _called(article.language)
    found = [*pattern.finditer(text)]
    name = here(article) or _made_up([called[match["word"]] for match in found], home)
    return [Named(match.start(), match.end(), name) for match in found] or [Named(0, 0, name)]


def _made_up(words: list[str], home: str | None) -> str:
    """The people of the country and the commonest word, "fighters" only where there is no other."""
    counts = Counter(words)
    telling = [word for word, _ in counts.most_common() if word not in (FIGHTERS, ANY)]
    noun = telling[0] if telling else counts.most_common(1)[0][0] if counts else ANY
    if home is None or home not in (countries := lexicon("world")["countries"]):
        return noun
    _, adjectives, *_ = countries[home]
    return f"{adjectives[0]} {noun}" if adjectives else noun
