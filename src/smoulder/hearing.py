"""An article made ready to be read: its groups, where it is of, whether it is about a war, and whose words it is."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from smoulder.bylines import Turn, answerer, organisation, rebellious, turns_in
from smoulder.called import Names
from smoulder.claim import Article, Mention, Place, SaidOn, Speaker
from smoulder.grammar import sentences, speakers
from smoulder.lexicon import plain
from smoulder.referents import Most, Named, all_groups_in, home_of, most_named, name_words
from smoulder.unnamed_groups import unnamed_groups
from smoulder.voices import Voices, said_on
from smoulder.war_talk import about_war

AUTHOR = Speaker("", None, None, None, None, "author", None)


class Heard(NamedTuple):
    """An article and what is known of it before its sentences are read."""

    article: Article
    text: str
    language: str
    places: Sequence[Place]
    groups: Sequence[Named]
    names: Names | None
    home: str | None
    voices: Voices
    people: frozenset[str]
    nameless: bool  # the groups have no name but "the rebels"
    warlike: bool = False  # whether the whole article is about a war
    opinion: bool = False  # whether the author speaks for himself: "my", "our judgement"
    author: Speaker = AUTHOR  # whose words those are that nobody is named for: an organisation's that writes of itself
    turns: tuple[Turn, ...] = ()  # of an interview
    called: tuple[str, ...] = ()  # the groups' names in small letters, the longest first
    day: SaidOn = SaidOn(None, "unknown", "undated")  # of words of which no other is told
    named_most: Most | None = None  # of the groups


_QUOTED = re.compile(r'"[^"]*"')
# who writes of himself outside of quotes writes an opinion: what he says of a group is a claim of his
_MINE = re.compile(
    r"\b(?:[Mm]y|I(?! did\b)|[Oo]ur|me|we|We)\b(?! (?:correspondent|reporter|own correspondent|special))"
)

# a title that calls its text an analysis, or asks: so does its author answer for himself
_WEIGHS = re.compile(
    r"\s*(?:news )?(?:analysis|opinion|comment|commentary|column|op-ed|viewpoint|essay|editorial|perspective)\s*[:|-]|"
    + plain(r"\s*(?:تحليل|رأي|مقال|مقالة|تعليق|وجهة نظر|قراءة|افتتاحية)\s*[:|-]")
    + r"|[^\n]*\?\s*$",
    re.IGNORECASE,
)


def heard(article: Article, places: Sequence[Place], actors: Sequence[Mention]) -> Heard | None:
    """The article made ready to be read, None if it names no armed group and tells of no war."""
    groups = all_groups_in(article, actors)
    text = plain(article.text)
    language = article.language if article.language in ("en", "ar") else "en"
    if language == "ar":
        from smoulder import arabic_groups  # here: reading English has no use for it

        groups = arabic_groups.told_of(groups, text)
    nameless = not groups
    home = home_of(article, places)
    groups = sorted(groups or unnamed_groups(article, text, home))
    if not groups:
        return None
    surfaces = {article.text[each.start : each.end] for each in groups if each.end > each.start}
    called = {plain(each) for each in (*surfaces, *name_words(surfaces))}
    names = Names(called) if called else None
    people = frozenset(word for each in actors if each.kind == "person" for word in plain(each.mention).split()[-1:])
    parts = [each[:2] for each in sentences.sentences_in(text, article.body_start)]
    war = about_war(text, groups, parts)
    if language == "ar":
        from smoulder import arabic_groups, arabic_voices

        opinion = arabic_voices.opinion(text, parts) or arabic_voices.bulletin(text, article.body_start)
        text = arabic_groups.without_marks(text, groups)
    else:
        unquoted = (_QUOTED.sub(" ", text[start:end]) for start, end in parts)
        opinion = len(groups) > 1 and any(map(_MINE.search, unquoted))
    opinion = opinion or bool(_WEIGHS.match(plain(article.text[: article.body_start] or article.title or "").strip()))
    placed = sorted(places, key=lambda each: each.start)
    small = tuple(sorted(map(str.lower, called), key=len, reverse=True))
    day = said_on(None, "", article, language)
    reader = Heard(
        article, text, language, placed, groups, names, home, Voices([], []), people, nameless, war, opinion,
        called=small, day=day, named_most=most_named(groups),
    )  # fmt: skip
    return _with_author(reader, parts)


# who is asked and leads fighters: "leads a brigade of", not "leads the hunt for"
_LEADS = re.compile(
    r",?(?: \w+)?(?: who)? (?:leads?|commands?|heads?|fights? (?:for|with)|speaks? for|belongs? to|represents?|"
    r"is (?:a|the|one of)) "
    r"((?:(?!for |against |on )[\w'-]+ ){0,7}[\w'-]+)"
)


def _with_author(reader: Heard, parts: Sequence[tuple[int, int]]) -> Heard:
    """The article with whose words those are that nobody is named for: an interview's, an organisation's."""
    if reader.language != "en":
        return reader
    turns = turns_in(reader.text, reader.article.body_start)
    if turns:
        who = answerer(reader.text, reader.article.body_start, turns, lambda words: source_in(reader, words))
    else:
        title = reader.article.title or reader.text[: reader.article.body_start]
        who = organisation(reader.text, title, parts, lambda words: source_in(reader, words))
    if who is None:
        return reader._replace(turns=turns)
    original = who.of(reader.article.text)
    author = speakers.speaker_from(who.of(reader.text), "en", home=reader.home, rebels=reader.names, original=original)
    if not turns and author.kind not in ("collective", "rebel_media"):
        own = author.side if author.side in ("government", "rebel", "coalition") else "neutral"
        author = author._replace(kind="collective", side=own)
    if not turns and (
        author.side == "rebel" or (author.org is None and not original.startswith("This ") and rebellious(reader.text))
    ):
        author = author._replace(kind="rebel_media", side="rebel")
    behind = reader.text[who.end : reader.text.find("\n", who.end)]
    if (
        turns
        and author.side != "rebel"
        and (led := _LEADS.match(behind))
        and reader.names
        and reader.names.search(led[1])
    ):
        author = author._replace(kind="named_official" if author.name else "unnamed_rebel", side="rebel")
    return reader._replace(author=author, turns=turns, opinion=True)


def _arabic_source(words: str) -> bool:
    from smoulder.grammar import speakers_ar  # here: reading English has no use for it

    return speakers_ar.is_source(words)


def source_in(reader: Heard, words: str) -> bool:
    """Whether a plain noun phrase can speak in the article: by its form, as a member of its groups, or heard before."""
    arabic = reader.language == "ar"
    if _arabic_source(words) if arabic else speakers.is_source(words, "en"):
        return True
    if (
        reader.names
        and (named := reader.names.search(words))
        and len(words.split()) <= 12
        and len(words[: named.start()].split()) <= 3
        and not re.search(r"\b(?:of|by|against|in|on|from|with|for|under)\b", words[: named.start()])
    ):
        return True
    parts = words.split()
    if not 1 <= len(parts) <= 3:
        return False
    return parts[-1] in reader.people or any(
        each.name and each.name.split()[-1] == parts[-1] for each in reader.voices.heard
    )
