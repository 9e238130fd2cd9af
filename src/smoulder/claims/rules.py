"""Claims read by rules and lists of words alone: no model, the same answer every time; English and Arabic.

A sentence is split into what is said and who says it, what is said into clauses, and each clause is judged: does it say
of an armed group of the article, or of "them", that it ends, weakens, goes on or grows? Only then is it a claim. An
article that names no armed group has none, nor has a title, a question or a condition. What the writer says without a
source counts where it tells of the present or of what may come; of the past it is an event.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from smoulder.claim import Article, Claim, Horizon, Mention, Place, SaidOn, Speaker
from smoulder.grammar import Attribution, Clause, Count, Found, Span, Statement
from smoulder.grammar import attributions, attributions_ar, clauses, deadlines, directions, horizons, quantities
from smoulder.grammar import sentences, speakers, statements
from smoulder.lexicon import lexicon, one_of, plain
from smoulder.referents import (
    Named,
    Voices,
    all_groups_in,
    group_of,
    home_of,
    name_words,
    nameless_groups,
    place_of,
    said_on,
)

AUTHOR = Speaker("", None, None, None, None, "author", None)
PARTLY = ("capability", "strength_estimate", "civilians_trapped", "verdict", "timeline", "denial", "losses_estimate")
LONGEST = 6_000  # characters of a sentence: what is longer is no prose
_DEADLINE = re.compile(
    r"(?P<what>\b(?:the|a|an|this)\s+(?:[\w-]+\s+){0,3}?deadline\s+(?:that\s+|which\s+)?(?P<who>[\w' -]{2,50}?)\s+(?P<cue>(?:had |has |have )?(?:set|gave|given|imposed|announced))\b[^,.;]{0,60})"
)
_PROPER = re.compile(
    r"(?:(?<=[a-z,] )|^(?!(?:The|They|It|We|He|She|There|This|That|A|An|In|On|At|No|Our|Their|Its|If|But|And|As|By|For|Only|Some|All|Most)\b))(?:al-)?[A-Z][a-z][\w'-]+"
)
_SUBJECT = re.compile(
    r"(?P<who>(?:[Aa]n?|[Tt]he|One|[A-Z][\w'-]+)(?: [\w'-]+){0,9}?),? (?:disagree[sd]|(?:is|was|were|are|sounded|seemed|remained|took|gave|saw|had|has|spoke|struck|put|offered|painted) (?!been (?:killed|taken)))"
)
# without any sign a clause can still tell of a figure or of a time
_WORTH = re.compile(
    r"\d|\b(?:no|not|none|hours?|days?|weeks?|months?|figures?|numbers?|claims?|hundreds?|thousands?|dozens?|fewer|several|deadline|civilians|people|residents)\b|"
    + plain("ايام|اسابيع|اشهر|ساعات|مسلح|مقاتل|عنصر|الف|مئ|عشر")
)
_OF_OTHERS = re.compile(
    r"\b(?:government|pro-government|loyalist|[Kk]urdish|tribal|allied|coalition|peshmerga|militia|local|vigilante|[\w-]+-(?:led|backed|allied|trained|supported)|friendly|[Aa]fghan|opposition|Rwandan|African Union|Ugandan|Turkish)\s+$"
)
_FINITE_PAST = re.compile(r"\b(?:was|were|had|did)\b")
_PRESENT = re.compile(r"\b(?:is|are|has|have|remains?|continues?|controls?|holds?|still|cannot|can|no longer)\b|n't\b")
_COMING = re.compile(r"\b(?:will|may|might|could|would|can|cannot|likely|shall|going to)\b")


class _Reader(NamedTuple):
    """An article and what is known of it before its sentences are read."""

    article: Article
    text: str
    language: str
    places: Sequence[Place]
    groups: Sequence[Named]
    names: re.Pattern[str] | None
    home: str | None
    voices: Voices
    people: frozenset[str]


class _Said(NamedTuple):
    """A span that somebody says, or the author, and how."""

    span: Span
    sentence: tuple[int, int]
    speaker: Speaker
    attribution: str
    cue: str | None
    relay: str | None
    said: SaidOn
    stance: str


def read(article: Article, places: Sequence[Place], actors: Sequence[Mention]) -> tuple[Claim, ...]:
    """The claims of an article, in the order of its text.

    places, actors: what was found in it; of the actors those of kind armed_group are what claims are about.
    """
    groups = all_groups_in(article, actors)
    text = plain(article.text)
    groups = groups or nameless_groups(text)
    if not groups:
        return ()
    language = article.language if article.language in ("en", "ar") else "en"
    surfaces = {article.text[each.start : each.end] for each in groups}
    every = {re.escape(plain(each)) for each in (*surfaces, *name_words(surfaces))}
    names = re.compile(rf"(?<!\w){one_of(every)}(?!\w)")
    people = frozenset(word for each in actors if each.kind == "person" for word in plain(each.mention).split()[-1:])
    reader = _Reader(article, text, language, places, groups, names, home_of(article, places), Voices([], []), people)
    claims: list[Claim] = []
    for said in _everything_said(reader):
        for claim in _claims_of(reader, said, len(claims)):
            if not any(claim.start < other.end and other.start < claim.end for other in claims):
                claims.append(claim)
    return tuple(sorted((each for each in claims), key=lambda each: each.start))


def _everything_said(reader: _Reader) -> Iterator[_Said]:
    """What is said in the article and by whom, and what the author says, in order."""
    grammar = attributions_ar if reader.language == "ar" else attributions
    last: _Said | None = None
    for sentence in sentences.sentences_in(reader.text, reader.article.body_start):
        if sentence.end - sentence.start > LONGEST:
            continue
        found = grammar.attributions_in(
            reader.text, sentence.start, sentence.end, sentence.quotes, lambda words: _is_source(reader, words)
        )
        whole = (sentence.start, sentence.end)
        spoken: list[_Said] = []
        for each in found:
            spoken += _spoken(reader, each, whole)
        if not found and last and _all_quote(reader.text, sentence):
            spoken = [
                last._replace(span=each, sentence=whole, attribution="direct", cue=None) for each in sentence.quotes
            ]
        if not found:
            _hear_subject(reader, sentence)
        yield from spoken
        yield from _rest(reader, sentence, found, spoken)
        last = spoken[-1] if spoken else last


def _hear_subject(reader: _Reader, sentence: sentences.Sentence) -> None:
    """Whoever a sentence without words said is about can be the "he" of the next: "A lawyer disagreed."."""
    match = _SUBJECT.match(reader.text, sentence.start, min(sentence.end, sentence.start + 120))
    if reader.language != "en" or match is None or not speakers.is_source(match["who"], "en"):
        return
    speaker = speakers.speaker_from(match["who"], "en", home=reader.home, rebels=reader.names)
    if speaker.kind not in ("collective", "media", "witnesses") and reader.voices.same(speaker) is None:
        reader.voices.heard.append(speaker)
        reader.voices.relays.append(None)


def _all_quote(text: str, sentence: sentences.Sentence) -> bool:
    return bool(sentence.quotes) and sum(each.end - each.start for each in sentence.quotes) >= 0.85 * (
        sentence.end - sentence.start - 3
    )


def _is_source(reader: _Reader, words: str) -> bool:
    if speakers.is_source(words, reader.language):
        return True
    if (
        reader.names
        and (named := reader.names.search(words))
        and len(words.split()) <= 12
        and len(words[: named.start()].split()) <= 3
        and not re.search(r"\b(?:of|by|against|in|on|from|with|for|under)\b", words[: named.start()])
    ):
        return True
    surname = words.split()[-1:]
    heard = {each.name.split()[-1] for each in reader.voices.heard if each.name}
    return len(words.split()) <= 3 and bool(surname) and (surname[0] in heard or surname[0] in reader.people)


def _spoken(reader: _Reader, found: Attribution, sentence: tuple[int, int]) -> list[_Said]:
    """The spans of an attribution with their speaker; a question asked is nothing said."""
    text, article = reader.text, reader.article
    relay = _relay(reader, found.relay)
    cue = re.sub(r"\s+", " ", article.text[found.cue.start : found.cue.end])
    if found.speaker is None:
        pronoun = text[max(found.start, found.cue.start - 8) : found.cue.start].lower()
        before = reader.voices.last(plural="they" in pronoun)
        if before is None:
            return []
        speaker, relay = before[0], relay or before[1]
    else:
        written = found.speaker.of(text)
        speaker = speakers.speaker_from(
            written, reader.language, home=reader.home, rebels=reader.names, original=found.speaker.of(article.text)
        )
        if relay is None and speaker.kind in ("media",) and found.stance == "says" and speaker.org is None:
            relay = None
        known = reader.voices.same(speaker)
        if known is not None:
            speaker = known
        elif speaker.name and speaker.kind == "named_other":
            speaker = speaker._replace(kind="named_official") if reader.voices.same(speaker) else speaker
        reader.voices.heard.append(speaker)
        reader.voices.relays.append(relay)
    if found.stance == "asks":
        return []
    when = found.when.of(text) if found.when else None
    lead = text[max(0, found.cue.start - 60) : found.cue.end] if reader.language == "ar" else cue
    past = "كان" if re.search(r"(?<!\w)و?كان(?:ت|وا)?\s", lead) else cue
    said = said_on(when, past, article, reader.language)
    return [_Said(span, sentence, speaker, found.how, cue, relay, said, found.stance) for span in found.contents]


def _relay(reader: _Reader, span: Span | None) -> str | None:
    """Who passes it on, by its usual name; listeners are nobody."""
    if span is None:
        return None
    words = span.of(reader.text)
    if medium := speakers.medium_in(words, reader.language):
        return medium
    organisation = speakers.organisation_in(words, reader.language)
    if organisation and organisation[3]:
        return organisation[0]
    medium_words = re.search(
        r"(?:television|TV|radio|agency|newspaper|website|channel|media|magazine|broadcaster)|"
        + plain("وكالة|قناة|صحيفة|إذاعة|تلفزيون|موقع"),
        words,
    )
    return re.sub(r"^(?:the|a|an)\s+", "", span.of(reader.article.text)).strip(" .") if medium_words else None


def _rest(
    reader: _Reader, sentence: sentences.Sentence, found: Sequence[Attribution], spoken: Sequence[_Said]
) -> Iterator[_Said]:
    """What the author says: sentences without a source, orders told of, and figures that somebody rejects."""
    text, article = reader.text, reader.article
    whole = (sentence.start, sentence.end)
    if not found:
        if text[sentence.start : sentence.end].rstrip().endswith("?"):
            return
        said = said_on(None, "", article, reader.language)
        yield _Said(Span(*whole).within(text, " \n."), whole, AUTHOR, "narrator", None, None, said, "says")
    if reader.language == "en" and (match := _DEADLINE.search(text, *whole)):
        span = Span(*match.span("what"))
        inside = any(each.span.start <= span.start < each.span.end for each in spoken)
        who = spoken[-1].speaker if spoken and match["who"] in ("he", "she", "it", "they") else None
        if who is None and speakers.is_source(match["who"], "en"):
            who = speakers.speaker_from(match["who"], "en", home=reader.home, rebels=reader.names)
            who = reader.voices.same(who) or who
        if who is not None and not inside:
            said = said_on(None, match["cue"], article, "en")
            yield _Said(
                span,
                whole,
                who,
                "reported_noun_phrase",
                re.sub(r"\s+", " ", f"deadline {match['who']} {match['cue']}"),
                None,
                said,
                "says",
            )


def _claims_of(reader: _Reader, said: _Said, number: int) -> Iterator[Claim]:
    """The claims in a span; clauses that say the same of "it" once more are one claim with the one before."""
    last: tuple[Span, Claim] | None = None
    for span in clauses.clauses_in(reader.text, said.span, reader.language):
        claim = _claim(reader, said, span, number + 1)
        if last and claim and claim.direction == last[1].direction and _goes_on(reader, last[0], span, last[1], claim):
            whole = Span(last[0].start, span.end)
            joined = reader.article.text[whole.start : whole.end]
            merged = replace(
                last[1],
                quote=joined,
                start=whole.start,
                end=whole.end,
                horizon=last[1].horizon or claim.horizon,
                quantity=last[1].quantity + claim.quantity,
                content=_content(joined, last[1].target_group, reader.language),
            )
            last = whole, merged
            continue
        if last:
            yield last[1]
        last = (span, claim) if claim else None
        number += 1
    if last:
        yield last[1]


def _goes_on(reader: _Reader, before: Span, span: Span, one: Claim, other: Claim) -> bool:
    if (
        (one.horizon and other.horizon)
        or (one.quantity and other.quantity)
        or "that" in reader.text[before.end : span.start].split()
    ):
        return False
    return bool(re.match(r"(?:it|they|he|its|their)\b", reader.text[span.start : span.end], re.IGNORECASE))


def _claim(reader: _Reader, said: _Said, span: Span, number: int) -> Claim | None:
    text = reader.text[span.start : span.end]
    if len(text.split()) < 2:
        return None
    author = said.speaker.kind == "author"
    signs = directions.signs_in(_without_concession(text, reader.language), reader.language)
    if not (signs.kinds or _WORTH.search(text)):
        return None
    if author and (told := _order(reader, said, span)) is not None:
        said = told
    within = [
        *horizons.spans_in(text, reader.language, said.said.date),
        *deadlines.deadlines_in(text, reader.language, said.said.date),
    ]
    clause, counted = _clause(reader, said, span, within, signs)
    made = statements.statement(clause)
    if made is None or not _of_a_group(reader, clause, said):
        return None
    if said.speaker.kind == "author" and not _author_may(text, clause, made):
        return None
    held = _horizon(reader, span, within, made)
    attribution = said.attribution
    if author and attribution == "narrator" and (clause.modality == "likely"):
        attribution = "unattributed_expectation"
    quote = reader.article.text[span.start : span.end]
    group = group_of(span.start, span.end, reader.groups)
    ours = tuple(
        each.quantity._replace(text=reader.article.text[span.start + each.start : span.start + each.end])
        for each in counted
    )
    return Claim(
        id=f"c{number:02d}", quote=quote, start=span.start, end=span.end, speaker=said.speaker, attribution=attribution,
        cue=said.cue, relay=said.relay, said_on=said.said, target_group=group,
        target_place=place_of(span.start, span.end, reader.places, said.sentence, reader.home), claim_type=made.claim_type,
        direction=made.direction, modality=made.modality, horizon=held, quantity=ours,
        checkable="partly" if made.claim_type in PARTLY and not held else "yes",
        content=_content(quote, group, reader.language),
    )  # fmt: skip


def _clause(
    reader: _Reader, said: _Said, span: Span, within: Sequence[Found], signs: directions.Signs
) -> tuple[Clause, list[quantities.Counted]]:
    text = reader.text[span.start : span.end]
    bare = _without_concession(text, reader.language)
    groups = tuple(
        (each.start - span.start, each.end - span.start)
        for each in reader.groups
        if each.start < span.end and each.end > span.start
    )
    named = tuple(
        (each.start - span.start, each.end - span.start)
        for each in reader.places
        if span.start <= each.start and each.end <= span.end
    )
    if reader.language == "en":
        named += tuple(
            match.span()
            for match in _PROPER.finditer(text)
            if not any(a < match.end() and match.start() < b for a, b in (*groups, *named))
        )
    counted = quantities.quantities_in(text, reader.language, reader.names)
    every = [at for spans in signs.kinds.values() for pair in spans for at in pair]
    negated = tuple((at, at) for at in every if directions.negated(bare, at, reader.language))
    past = {each.horizon.kind for each in within} <= {"past_period"}
    allies = tuple(each for each in signs.fighters if _OF_OTHERS.search(bare[: each[0]]))
    allied = tuple(
        match.span("word")
        for match in speakers.world(reader.language).organisations.finditer(bare)
        if speakers.side_of(match["word"]) in ("government", "coalition")
    )
    clause = Clause(
        text=bare, language=reader.language, signs=signs.kinds, groups=groups, anaphors=signs.group, fighters=tuple(each for each in signs.fighters if each not in allies),
        war=signs.war, land=signs.land, state=(*signs.state, *allies, *allied), civilians=signs.civilians, places=named, negated=negated,
        counts=tuple(Count(each.start, each.end, each.quantity.unit, each.quantity.op) for each in counted),
        stance=said.stance, speaker_side=said.speaker.side, modality=directions.modality(bare, reader.language, said.stance),
        attributed=said.speaker.kind != "author", direct=said.attribution == "direct", future=directions.future(bare, reader.language),
        question=directions.question(text), denied=directions.denied_belief(text, reader.language),
        ordered=directions.ordered(bare, reader.language), has_horizon=bool(within) and not past,
        has_deadline=any(each.horizon.kind in ("deadline", "deadline_vague", "until_date") for each in within),
        pronoun=_pronoun(bare, reader.language),
    )  # fmt: skip
    return clause, counted


def _without_concession(text: str, language: str) -> str:
    """The clause with what it only concedes made blank: "even if it lost every village"."""
    if language == "ar":
        return re.sub(
            r"(?<!\w)(?:حتي لو|حتي وان|حتي اذا|رغم|علي الرغم)(?!\w)[^,.;]*",
            lambda match: "~" * len(match.group()),
            text,
        )
    return re.sub(
        r"\b(?:even if|even though|despite|regardless of|in spite of)\b[^,.;]*",
        lambda match: "~" * len(match.group()),
        text,
        flags=re.IGNORECASE,
    )


def _pronoun(text: str, language: str) -> bool:
    if language == "ar":
        return bool(re.search(plain(r"(?<!\w)(?:هم|لديهم|منهم|عليهم|فيهم|أنهم|\S+وا|[يت]\w+ون)(?!\w)"), text))
    return bool(re.search(r"\b(?:they|them|their|theirs|it|its)\b", text, re.IGNORECASE))


@cache
def _strong(language: str) -> re.Pattern[str]:
    words = lexicon(language)["anchors"]
    forms = [*words["group"], *words["fighters"]]
    return re.compile(rf"(?<!\w){'(?:و|ب|ل|لل|ف)?' if language == 'ar' else ''}{one_of(forms)}(?!\w)", re.IGNORECASE)


def _of_a_group(reader: _Reader, clause: Clause, said: _Said) -> bool:
    """Whether the clause is about an armed group of the article: named, meant by a word for it, or by "they" in speech."""
    if clause.groups or clause.anaphors or clause.fighters:
        return True
    if "victory" in clause.signs or "war_over" in clause.signs:
        return clause.attributed
    if clause.attributed and any(each.unit in ("fighters", "bodies") for each in clause.counts):
        return True
    if clause.war or clause.land or clause.places or any(each.unit == "civilians" for each in clause.counts):
        return clause.attributed or bool(clause.war)
    return clause.attributed and (clause.pronoun or clause.speaker_side == "rebel" or bool(clause.state))


def _author_may(text: str, clause: Clause, made: Statement) -> bool:
    """Whether the author's words are a claim and no event: of now or of what may come, and of a group by name."""
    if clause.ordered:
        return True
    if not (clause.groups or clause.anaphors or clause.fighters or re.search(r"\b(?:risk|danger|threat)\b", text)):
        return False
    if clause.language == "ar":
        return made.strength >= 2 and (clause.future or bool(clause.counts) or made.direction == "persists")
    if _COMING.search(text):
        return made.strength >= 2 or bool(clause.counts)
    if clause.counts and made.claim_type in ("strength_estimate", "territory_remaining"):
        return True
    past = _FINITE_PAST.search(text) or re.search(
        r"\b[a-z]{3,}ed\b", re.sub(r"\b(?:ha(?:s|ve)|is|are|been|be) (?:\w+ ){0,2}[a-z]+ed\b", "", text)
    )
    return bool(made.strength >= 2 and _PRESENT.search(text) and not past)


def _order(reader: _Reader, said: _Said, span: Span) -> _Said | None:
    """Somebody sets others a time, told by the author: the speaker is who sets it, the words are the whole clause."""
    text = reader.text[span.start : span.end]
    if not directions.ordered(text, reader.language):
        return None
    if reader.language == "ar":
        return None
    match = re.search(
        r"(?P<who>(?:[Tt]he |[A-Z])[\w' .-]{1,80}?)\s+(?P<cue>(?:had |has |have )?(?:already |earlier |also )?(?:gave|given|gives|set|sets|ordered|orders|instructed|directed|tasked|commanded|told|imposed))\b",
        text,
    )
    if not match:
        return None
    before = text[: match.start("who")]
    who = re.sub(r"^(?:In|On|Last|Earlier|At|By) [A-Z]?\w+,? (?:\d{4},? )?(?=[Tt]he |[A-Z])", "", match["who"])
    before += match["who"][: len(match["who"]) - len(who)]
    if not speakers.is_source(who, reader.language):
        return None
    speaker = speakers.speaker_from(who, reader.language, home=reader.home, rebels=reader.names)
    if speaker.side == "rebel":
        return None
    if known := reader.voices.same(speaker):
        speaker = known._replace(as_written=who)
    when = said_on(before or text[match.end() :], match["cue"], reader.article, reader.language)
    return said._replace(speaker=speaker, cue=match["cue"], said=when)


def _horizon(reader: _Reader, span: Span, within: Sequence[Found], made: Statement) -> Horizon | None:
    """The horizon that the claim is held to, in the words of the article."""
    kept = [each for each in within if each.horizon.kind != "open_future" or _open_counts(reader, span, each, made)]
    order = (
        "deadline",
        "until_date",
        "beyond_date",
        "deadline_vague",
        "seasonal",
        "duration_long",
        "vague_near",
        "open_future",
        "past_period",
    )
    best = min(kept, key=lambda each: (order.index(each.horizon.kind), each.start), default=None)
    if best is None:
        return None
    words = reader.article.text[span.start + best.start : span.start + best.end].strip(" ,")
    return best.horizon._replace(text=words)


def _open_counts(reader: _Reader, span: Span, found: Found, made: Statement) -> bool:
    """ "Again" sets no time for a return; it does for "never again"."""
    word = found.horizon.text
    return not (
        word in map(plain, ("مرة أخرى", "مجددا", "من جديد", "نهائيا")) and made.direction in ("strengthens", "persists")
    )


def _content(quote: str, group: str | None, language: str) -> str:
    """The claim as one plain sentence: the words said, with "they" replaced."""
    sentence = quote.replace("“", "").replace("”", "").replace('"', "").strip()
    if group and language == "en":
        sentence = re.sub(
            r"^(?:[Tt]hey|[Tt]he (?:group|militants|rebels|insurgents|movement|fighters|guerrillas|terrorists))\b(?!')",
            group,
            sentence,
        )
        sentence = re.sub(r"\bof them\b", f"of {group}", sentence)
    return sentence[:1].upper() + sentence[1:]
