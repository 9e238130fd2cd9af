"""Claims read by rules and lists of words alone: no model, the same answer every time; English and Arabic.

A sentence is split into what is said and who says it, what is said into clauses, and each clause is judged: does it say
of an armed group of the article, or of "them", that it ends, weakens, goes on or grows? Only then is it a claim. An
article that names no armed group has none, nor has a title, a question or a condition. What the writer says without a
source counts where it tells of the present or of what may come; of the past it is an event.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from smoulder.claim import Article, Claim, Horizon, Mention, Place, Speaker
from smoulder.claim_gates import author_may, of_a_group, of_the_war, own_may
from smoulder.counted_units import unit_told
from smoulder.grammar import Found, directions, quantities
from smoulder.hearing import Heard, heard
from smoulder.lexicon import plain
from smoulder.referents import OF_OTHERS, group_of, place_of
from smoulder.role_words import side_of, world
from smoulder.said_clauses import goes_on, spans_in
from smoulder.scenes import Clause, Count, Draft, Spans
from smoulder.set_times import set_deadline
from smoulder.spans import Span, inside, touching
from smoulder.statements import statement
from smoulder.time_limits import horizon_of, times_in
from smoulder.tokens import covered
from smoulder.utterances import Said, everything_said
from smoulder.voices import said_on

PARTLY = ("capability", "strength_estimate", "civilians_trapped", "verdict", "timeline", "denial", "losses_estimate")


_PROPER = re.compile(
    r"(?=[A-Z]|al-)(?:(?<=[a-z,] )|^(?!(?:The|They|It|We|He|She|There|This|That|A|An|In|On|At|No|Our|Their|Its|If|But|"
    r"And|As|By|For|Only|Some|All|Most)\b))(?:al-)?[A-Z][a-z][\w'-]+"
)


# without any sign a clause can still tell of a figure or of a time
_WORTH = re.compile(
    r"\d|\b(?:no|not|none|hours?|days?|weeks?|months?|figures?|numbers?|claims?|hundreds?|thousands?|dozens?|"
    r"fewer|several|deadline|civilians|people|residents)\b|"
    + plain("ايام|اسابيع|اشهر|ساعات|مسلح|مقاتل|عنصر|الف|مئ|عشر")
)


_OF_THEM = re.compile(r"ان(?:هم|ها|ه)\s+$")  # "that they", which stands before an Arabic clause


def read(article: Article, places: Sequence[Place], actors: Sequence[Mention]) -> tuple[Claim, ...]:
    """The claims of an article, in the order of its text.

    places, actors: what was found in it; of the actors those of kind armed_group are what claims are about.
    """
    reader = heard(article, places, actors)
    if reader is None:
        return ()
    claims: list[Draft] = []
    taken = covered(article.text, ())
    for said in _everything_said(reader):
        for claim in _claims_of(reader, said):
            if 1 not in taken[claim.start : claim.end]:
                claims.append(claim)
                taken[claim.start : claim.end] = b"\1" * (claim.end - claim.start)
    ordered = sorted(claims, key=lambda each: each.start)
    return tuple(Claim(f"c{number:02d}", *each) for number, each in enumerate(ordered, 1))


def clauses_read(article: Article, places: Sequence[Place], actors: Sequence[Mention]) -> Iterator[tuple[Span, Clause]]:
    """Each clause of an article that is judged, made ready, with where it stands: what weights are learned from."""
    reader = heard(article, places, actors)
    if reader is None:
        return
    for said in _everything_said(reader):
        for span in spans_in(reader, said):
            if (judged := _judged(reader, said, span)) is not None:
                yield span, judged.clause


def clause_read(
    article: Article, places: Sequence[Place], actors: Sequence[Mention], span: Span, speaker: Speaker, stance: str
) -> Clause | None:
    """A span of an article as the clause that it is where such a speaker says it, None if there is nothing to judge."""
    reader = heard(article, places, actors)
    if reader is None:
        return None
    how = "narrator" if speaker.kind == "author" else "indirect"
    said = Said(
        span, (span.start, span.end), speaker, how, None, None, said_on(None, "", article, article.language), stance
    )
    judged = _judged(reader, said, span)
    return judged.clause if judged else None


def _everything_said(reader: Heard) -> Iterator[Said]:
    if reader.language == "ar":
        from smoulder import arabic_utterances  # here: reading English has no use for it

        return arabic_utterances.everything_said(reader)
    return everything_said(reader)


def _claims_of(reader: Heard, said: Said) -> Iterator[Draft]:
    """The claims in a span; clauses that say the same of "it" once more are one claim with the one before."""
    last: tuple[Span, Draft] | None = None
    for span in spans_in(reader, said):
        claim = _claim(reader, said, span)
        if last and claim and goes_on(reader, last[0], span, last[1], claim):
            whole = Span(last[0].start, span.end)
            joined = reader.article.text[whole.start : whole.end]
            merged = (last[1] if last[1].direction in ("ends", claim.direction) else claim)._replace(
                quote=joined,
                start=whole.start,
                end=whole.end,
                horizon=_surer(last[1].horizon, claim.horizon),
                quantity=last[1].quantity + claim.quantity,
                content=_content(joined, last[1].target_group, reader.language),
            )
            last = whole, merged
            continue
        if last:
            yield last[1]
        last = (span, claim) if claim else None
    if last:
        yield last[1]


def _surer(one: Horizon | None, other: Horizon | None) -> Horizon | None:
    """Of two horizons the one that tells a time: that it is to come tells none."""
    return other if one is None or (other and one.kind == "open_future") else one


class _Judged(NamedTuple):
    """A clause made ready, its plain text, the times and the numbers in it."""

    said: Said
    text: str
    clause: Clause
    within: list[Found]
    counted: list[quantities.Counted]


# "rejected the figures and said": what is said behind it is the claim
_DENIAL = re.compile(
    r"(?:denied|denies|disputed|disputes|dismissed|dismisses|rejected|rejects|mocked) (?:this|that|it|(?:the|these|"
    r"those|such|all|any|[\w.'-]+'s?)(?: \w+)? (?:accounts?|announcements?|accusations?|allegations?|boasts?|charges?|"
    r"claims?|figures?|numbers?|reports?|statements?|tolls?|versions?))",
    re.IGNORECASE,
)
_AND_SAID = re.compile(r",? and (?:said|says|insisted|insists|claimed|told|vowed|warned|added)\b")


def _judged(reader: Heard, said: Said, span: Span) -> _Judged | None:
    """A clause made ready to be judged, None if there is nothing in it to judge."""
    text = reader.text[span.start : span.end]
    if len(text.split()) < 2 or (_DENIAL.fullmatch(text) and _AND_SAID.match(reader.text, span.end)):
        return None
    author = said.speaker.kind == "author"
    if said.aside and span.start < said.aside.start < span.end:
        aside = said.aside.start - span.start, said.aside.end - span.start
        mark = "," if re.match(r"(?:if|unless|once|when|in|on|by|after|before|with)\b", text, re.IGNORECASE) else " "
        text = text[: aside[0]] + mark + " " * (aside[1] - aside[0] - 1) + text[aside[1] :]
        text = text if reader.language == "en" else text[: span.end - span.start]
    bare = directions.without_concession(text, reader.language)
    signs = directions.signs_in(bare, reader.language)
    if reader.language == "en" and not (signs.kinds or _WORTH.search(text) or reader.opinion or not author):
        return None
    if author and (told := set_deadline(reader, said, span)) is not None:
        said = told
    within = times_in(reader, said, text)
    clause, counted = _clause(reader, said, span, (text, bare), within, signs)
    return _Judged(said, text, clause, within, counted)


# what was before, with which a figure is compared, tells of itself nothing of the group's way
_COMPARED = ("compared with ", "compared to ", ", against ", "down from ", "up from ")


def _claim(reader: Heard, said: Said, span: Span) -> Draft | None:
    judged = _judged(reader, said, span)
    if judged is None:
        return None
    said, text, clause, within, counted = judged
    author = said.speaker.kind == "author"
    made = statement(clause)
    if made is None or not (of_a_group(reader, clause, said) or of_the_war(reader, clause, made)):
        return None
    if reader.text.endswith(_COMPARED, 0, span.start):
        made = made._replace(direction="neutral", claim_type="strength_estimate")
    if reader.language == "en" and not author and said.attribution == "narrator" and not own_may(text, clause, made):
        return None
    if author and (
        (reader.nameless and not reader.opinion)
        or not (clause.groups or reader.warlike or reader.opinion or reader.language == "ar")
        or not author_may(text, clause, made, reader.opinion)
    ):
        return None
    held = horizon_of(reader, span, within, made)
    attribution = said.attribution
    if author and attribution == "narrator" and (clause.modality == "likely"):
        attribution = "unattributed_expectation"
    if reader.language == "ar":
        from smoulder import arabic_claims

        held, span = arabic_claims.held_beyond(held, said), arabic_claims.quoted(reader, said, span)
    quote = reader.article.text[span.start : span.end]
    group = group_of(span.start, span.end, reader.groups, reader.text, reader.named_most)
    ours = tuple(
        each.quantity._replace(
            text=reader.article.text[span.start + each.start : span.start + each.end],
            unit=unit_told(each.quantity.unit),
        )
        for each in counted
    )
    return Draft(
        quote=quote, start=span.start, end=span.end, speaker=said.speaker, attribution=attribution,
        cue=said.cue, relay=said.relay, said_on=said.said, target_group=group,
        target_place=place_of(span.start, span.end, reader.places, said.sentence, reader.home),
        claim_type=made.claim_type, direction=made.direction, modality=made.modality, horizon=held, quantity=ours,
        checkable="partly" if made.claim_type in PARTLY and not held else "yes",
        content=_content(quote, group, reader.language),
    )  # fmt: skip


def _clause(
    reader: Heard, said: Said, span: Span, words: tuple[str, str], within: Sequence[Found], signs: directions.Signs
) -> tuple[Clause, list[quantities.Counted]]:
    text, bare = words
    groups = tuple(
        (each.start - span.start, each.end - span.start)
        for each in touching(reader.groups, span)
        if not (reader.language == "en" and "~" in bare[max(0, each.start - span.start) : each.end - span.start])
    )
    places = inside(reader.places, span)
    named = tuple((each.start - span.start, each.end - span.start) for each in places)
    if reader.language == "en":
        named += tuple(
            match.span()
            for match in _PROPER.finditer(text)
            if not any(a < match.end() and match.start() < b for a, b in (*groups, *named))
        )
    counted = quantities.quantities_in(text, reader.language, reader.called)
    every = {at for spans in signs.kinds.values() for pair in spans for at in pair}
    if every and not directions.may_negate(bare, reader.language):
        every = set()
    negated = tuple((at, at) for at in sorted(every) if directions.negated(bare, at, reader.language))
    past = {each.horizon.kind for each in within} <= {"past_period"}
    allies = tuple(each for each in signs.fighters if OF_OTHERS.search(bare[: each[0]]))
    allied = tuple(
        match.span("word")
        for match in world(reader.language).organisations.finditer(bare)
        if side_of(match["word"]) in ("government", "coalition")
    )
    arabic = reader.language == "ar"
    of_them = bool(_OF_THEM.search(reader.text, max(0, span.start - 8), span.start))
    foes, others, warned, of_title = _arabic_signs(reader, said, span, bare) if arabic else ((), (), False, False)
    clause = Clause(
        text=bare, language=reader.language, signs=signs.kinds, groups=groups, anaphors=signs.group,
        fighters=(*(each for each in signs.fighters if each not in allies), *foes), war=signs.war, land=signs.land,
        state=(*signs.state, *allies, *allied, *others), civilians=signs.civilians, places=named, negated=negated,
        counts=tuple(Count(each.start, each.end, each.quantity.unit, each.quantity.op) for each in counted),
        stance=said.stance, speaker_side=said.speaker.side,
        modality=directions.modality(bare, reader.language, said.stance),
        attributed=said.speaker.kind != "author" or reader.opinion,
        direct=said.attribution == "direct", future=directions.future(bare, reader.language),
        question=directions.question(text), denied=directions.denied_belief(text, reader.language),
        ordered=directions.ordered(bare, reader.language), has_horizon=bool(within) and not past,
        has_deadline=any(each.horizon.kind in ("deadline", "deadline_vague", "until_date") for each in within),
        pronoun=of_them or directions.pronoun(bare, reader.language),
        elsewhere=_elsewhere(reader, span, places), supposed=not arabic and directions.supposed(text),
        warned=warned, of_title=of_title,
    )  # fmt: skip
    return clause, counted


def _arabic_signs(reader: Heard, said: Said, span: Span, bare: str) -> tuple[Spans, Spans, bool, bool]:
    """Words for the enemy that mean fighters, and others; whether it is feared; whether it is of the title's place."""
    from smoulder import arabic_claims  # here: reading English has no use for it

    return (
        *arabic_claims.foes(bare, said.speaker.side), arabic_claims.warned(said), arabic_claims.of_title(reader, span)
    )  # fmt: skip


def _elsewhere(reader: Heard, span: Span, places: Sequence[Place]) -> bool:
    """Whether a clause names places, and none that the title does: its loss need not be the end of the battle."""
    title = reader.article.text[: reader.article.body_start] or reader.article.title
    if not (title and places):
        return False
    if reader.language == "ar":
        from smoulder import arabic_claims

        return not arabic_claims.of_title(reader, span)
    return not any(each.mention in title for each in places)


_OF_THEM_TOO = re.compile(r"\bof them\b")
_THEY = re.compile(
    r"(?:[Tt]hey|[Tt]he (?:group|militants|rebels|insurgents|movement|fighters|guerrillas|terrorists))\b(?!')"
)


def _content(quote: str, group: str | None, language: str) -> str:
    """The claim as one plain sentence: the words said, with "they" replaced."""
    sentence = quote.replace("“", "").replace("”", "").replace('"', "").strip()
    if group and language == "en":
        if they := _THEY.match(sentence):
            sentence = group + sentence[they.end() :]
        if "of them" in sentence:
            sentence = _OF_THEM_TOO.sub(lambda _: f"of {group}", sentence)
    return sentence[:1].upper() + sentence[1:]
