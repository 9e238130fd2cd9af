"""What in a clause speaks for a direction: who speaks, of when, how many, and which words, said of whom.

Each pointer is a name with a number; `weighing` knows what each is worth. The names put together what alone
says little: "weakens of the group" and "weakens of the army" are two, so are an official's figure and a rebel's.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from smoulder.inflections import forms
from smoulder.lexicon import lexicon
from smoulder.scenes import LEFT, LITTLE, STILL, WHOLE, Clause, Scene, Told, doer, done_to, negated, roles_of
from smoulder.word_lists import Spans, searched

LEANINGS = ("ends", "weakens", "persists", "strengthens")
MOST = 2  # more words of a kind say no more
WORD = 0.5  # what a bare word counts beside the rest
RULE = 0.5  # what a rule counts that the words of the clause fit

_NEGATION = re.compile(
    r"(?:\b(?:not|never|nobody|no one|none|nor|neither|cannot|hardly|scarcely|without|far from|anything but|"
    r"nowhere near|no (?:sign|hope|prospect|question|way|end)|failed to|fail to|impossible|doubts?|doubted|nothing|"
    r"denied|denies|no|false|untrue|premature|too (?:soon|early)|yet to)\b|n't\b)(?:\W+[\w'-]+){0,5}\W*$",
    re.IGNORECASE,
)
_REACH = 45  # characters before a word in which a negation governs it
_TURN = re.compile(r"\b(?:but|yet|only|merely|simply|however|although|though|not even)\b|, not\b", re.IGNORECASE)
# what goes on comes to an end, or does not: "its control of the land will end soon", "the danger has not passed"
_OVER = re.compile(
    r"\b(?:control|hold|rule|grip|presence|reign|resistance|war|fighting|violence|attacks|insurgency|rebellion|conflict|"
    r"threat|danger|menace|campaign|struggle|uprising)\b(?P<between>(?: [\w'-]+){0,6}?) (?:end|ends|ended|cease[sd]?|"
    r"stop|stops|stopped|finish|finished|over|passed|collapsed?|gone|vanish|vanished|disappear|disappeared|broken)\b",
    re.IGNORECASE,
)
OVER = "what goes on ends"
_NOT = re.compile(
    r"\b(?:not|never|no|neither|nor|cannot|until|before|if|far from|nowhere|hardly)\b|n't\b", re.IGNORECASE
)
_WORDS = re.compile(r"[a-z]{3,}")
_ENDING = re.compile(r"(?:ing|ed|es|s|e)$")
_MARKS = (("little", LITTLE), ("still", STILL), ("left", LEFT), ("whole", WHOLE), ("turn", _TURN))
_UNITS = {"fighters": "armed", "bodies": "armed", "civilians": "civilians", "soldiers": "soldiers", "days": "days"}


def pointers(clause: Clause, rule: Told | None, rule_name: str) -> dict[str, float]:
    """The pointers of a clause, by name; rule: what the rule of that name, the first that fits, tells of it."""
    scene = Scene(clause, clause.text, roles_of(clause))
    side = clause.speaker_side or ("nobody" if clause.attributed else "author")
    side = "government" if side == "coalition" else side
    found: dict[str, float] = {}
    for name in (*_manner(clause), *_of_leanings(scene), *_of_signs(scene), *_of_counts(scene)):
        found[name] = min(MOST, found.get(name, 0) + 1)
    for name in list(found):
        found[f"{name}, {side}"] = 1
    found[f"side {side}"] = 1
    for word in _WORDS.findall(clause.text.lower()):
        found[_word(word)] = WORD
    if rule is not None:
        found[f"rule {rule_name} {rule[0]}"] = RULE
        found[f"told {rule[0]}"] = RULE
        found[f"told {rule[0]}, strength {rule[2]}"] = 2 * RULE
    return found


@lru_cache(20_000)
def _word(word: str) -> str:
    return f"word {_ENDING.sub('', word)}"


def _manner(clause: Clause) -> Iterator[str]:
    yield f"stance {clause.stance}"
    yield f"modality {clause.modality}"
    for name in ("future", "has_horizon", "has_deadline", "direct", "pronoun", "denied", "supposed"):
        if getattr(clause, name):
            yield name
    for name, pattern in _MARKS:
        if pattern.search(clause.text):
            yield name
    if over := _OVER.search(clause.text):
        yield "what goes on does not end" if _NOT.search(over["between"]) else OVER


@cache
def leanings() -> Callable[[str], dict[str, Spans]]:
    """A search for the words that lean to each direction."""
    by: dict[str, list[str]] = {}
    for direction in LEANINGS:
        table = lexicon("leanings")[direction]
        verbs = [
            re.sub(r" (?=\w+$)", r"(?: [\\w'-]+){0,5}? ", form) for entry in table["verbs"] for form in forms(entry)
        ]
        by[direction] = [*verbs, *table["words"]]
    return searched(by, behind=r"\w-")


def _of_leanings(scene: Scene) -> Iterator[str]:
    clause, text = scene.clause, scene.text
    turn = _TURN.search(text)
    for direction, spans in leanings()(text).items():
        for at, _ in spans:
            if any(start <= at < end for start, end in clause.groups):
                continue
            turned = _NEGATION.search(text[max(0, at - _REACH) : at])
            name = f"{'not ' if turned else ''}{direction}"
            yield name
            yield f"{name} of {doer(scene, at)}"
            if clause.future:
                yield f"{name} to come"
            if turn and turn.start() < at:
                yield f"{name} behind but"


def _of_signs(scene: Scene) -> Iterator[str]:
    for kind, spans in scene.clause.signs.items():
        for start, end in spans:
            name = f"{'no ' if negated(scene, start) else ''}sign {kind}"
            subject = doer(scene, start)
            yield name
            yield f"{name} of {subject}"
            if subject in (None, "state"):
                yield f"{name} to {done_to(scene, end)}"


def _of_counts(scene: Scene) -> Iterator[str]:
    counts = scene.clause.counts
    for each in counts:
        unit = _UNITS.get(each.unit, "land")
        yield f"count {unit}"
        yield f"count {unit} {each.op}"
        if scene.clause.signs.get("losses"):
            yield f"count {unit} lost"
        for name, pattern in _MARKS[:3]:
            if pattern.search(scene.text):
                yield f"count {unit} {name}"
    if len(counts) > 1:
        yield "two counts"
