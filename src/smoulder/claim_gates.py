"""What may be a claim: clauses that are of an armed group or its war, and of the author's those that are no events."""

import re

from smoulder.cues import finite
from smoulder.hearing import Heard
from smoulder.scenes import Clause, Statement
from smoulder.time_limits import COMING
from smoulder.utterances import Said
from smoulder.war_talk import TALK_OF_WAR, of_war, talk_of_war

_FINITE_PAST = re.compile(r"\b(?:was|were|had|did)\b")


_PRESENT = re.compile(r"\b(?:is|are|has|have|remains?|continues?|controls?|holds?|still|cannot|can|no longer)\b|n't\b")


def of_a_group(reader: Heard, clause: Clause, said: Said) -> bool:
    """Whether the clause is about an armed group: named, meant by a word for it, or by "they" in speech."""
    if clause.groups:
        return True
    if clause.language == "ar" and clause.attributed:
        from smoulder import arabic_claims  # here: reading English has no use for it

        return arabic_claims.of_the_article(reader, said)
    if not (reader.warlike or of_war(reader.text, reader.groups, *said.sentence)):
        return False
    if clause.anaphors or clause.fighters:
        return True
    if (
        clause.language == "en"
        and not (reader.warlike or reader.opinion)
        and talk_of_war(reader.text, *said.sentence) < TALK_OF_WAR + 3
    ):
        return False
    if "victory" in clause.signs or "war_over" in clause.signs or clause.armed_count:
        return clause.attributed
    if clause.war or clause.land or clause.places or any(each.unit == "civilians" for each in clause.counts):
        return clause.attributed or bool(clause.war)
    if (
        clause.language == "en"
        and not (reader.warlike or reader.opinion)
        and talk_of_war(reader.text, *said.sentence) <= TALK_OF_WAR + 3
    ):
        return False
    if clause.language == "en" and clause.attributed and (clause.counts or clause.has_horizon or clause.direct):
        return True
    return clause.attributed and (clause.pronoun or clause.speaker_side == "rebel" or bool(clause.state))


SURE = 0.45  # how likely it may be that words without a group tell nothing of one


def of_the_war(reader: Heard, clause: Clause, made: Statement) -> bool:
    """Whether what somebody says in a text about a war is of it by its words alone."""
    return clause.attributed and (reader.warlike or reader.opinion) and made.doubt < SURE


SURE_NAMED, SURE_UNNAMED = 0.25, 0.1  # the same of the author's words, with a group in them and without
CLEAR = 0.6  # how likely the direction of the author's words must be: nobody else stands for them
_DANGER = re.compile(r"\b(?:risk|danger|threat)\b")


def author_may(text: str, clause: Clause, made: Statement, opinion: bool) -> bool:
    """Whether the author's words are a claim and no event: of a group or its danger, of now or of what may come."""
    if clause.ordered:
        return True
    if clause.language == "en" and not finite().search(text):
        return False
    now = clause.future or COMING.search(text) or _PRESENT.search(text) or clause.counts
    event = clause.language == "en" and _FINITE_PAST.search(text) and not now
    by_itself = clause.armed_count or clause.denied  # a number of fighters is a claim, and so is "nobody believes it"
    if event or (made.sure < CLEAR and not by_itself):
        return False
    if _DANGER.search(text) or (clause.language == "ar" and opinion):
        return made.doubt < SURE
    if clause.groups or clause.anaphors or clause.fighters or clause.war or clause.armed_count:
        return made.doubt < SURE_NAMED
    return bool(clause.pronoun or opinion) and made.doubt < SURE_UNNAMED


def own_may(text: str, clause: Clause, made: Statement) -> bool:
    """Whether what an organisation writes without a source is a claim: a sentence, and of a group or its fighters."""
    ours = clause.groups or clause.anaphors or clause.fighters or clause.war or clause.armed_count or clause.pronoun
    return bool(ours or clause.signs or made.doubt < SURE) and not text.isupper() and bool(finite().search(text))
