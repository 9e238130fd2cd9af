"""Learn from texts and clauses marked by hand what pointers are worth, and how well that serves on other texts.

`SMOULDER_TEST_DATA=FOLDER python docs/directions.py LANGUAGE` (en or ar) prints, as JSON, how often the weights are
right in texts that they were not learned from (a fifth of the training texts held out in turn); `... --write` learns
from all and writes src/smoulder/grammar/weights_LANGUAGE.npz, with what was measured in it.
"""

import json
import os
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
from claims import marked
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from smoulder import load_lineage
from smoulder.actor_mentions import actors_in
from smoulder.claim import Article, Mention, Published, Speaker
from smoulder.claim_scores import overlaps
from smoulder.claims.rules import clause_read, clauses_read
from smoulder.gazetteer import places_in
from smoulder.grammar.pointers import pointers
from smoulder.grammar.weighing import DIRECTIONS, TYPES, led, likeliest
from smoulder.lineage import Lineage
from smoulder.scenes import Clause
from smoulder.spans import Span
from smoulder.statements import TOLD
from smoulder.toponyms import load_gazetteer

TESTS = Path(__file__).parent.parent / "tests/data"
WEIGHTS = Path(__file__).parent.parent / "src/smoulder/grammar"
FOLDS = 5
PENALTY = 1.5  # of the square of a weight
TWICE = 2  # examples in which a pointer must stand
WORTH = {"pair": 0.4, "word": 0.5}  # of kinds of pointers beside the others
PLAIN = re.compile(r"_[pq]\d")  # in the name of a text in the manner of the gold, which most articles are like
OF_PLAIN = 2.0  # what examples of plain texts count beside others
UNIT = 0.001  # of a weight as kept
STEPS = 80
LOOSE = "pair"  # pointers of this kind are too many to learn types from
FEW = 0.02  # a pointer whose every weight is less is not kept
DAY = date(2010, 3, 10)
DENIED = {"ends": 2, "others": 6}  # every so many invented clauses is denied, too
DENYING = {
    "en": (
        "denied that ", "dismissed reports that ", "rejected claims that ", "", "brushed aside talk that ",
        "disputed that ", "denied reports that ",
    ),
    "ar": ("نفى أن ", "", "ونفى أن ", "نفى صحة تقارير أفادت بأن "),
}  # fmt: skip
TURNED = {"ends": "persists", "weakens": "persists", "persists": "weakens", "strengthens": "weakens"}
GROUP = {"en": "Karo's rebels", "ar": "متمردي كارو"}
LEAD = {
    "en": "Karo's rebels are in the news as the army fights a war. ",
    "ar": "تحدثت الصحف عن متمردي كارو والحرب مع الجيش. ",
}
SIDES = {"government": "government", "rebel": "rebel", "civilians": "civilians", "neutral": "neutral", "author": None}


@cache
def groups_known() -> Lineage:
    """The groups by name, loaded once."""
    return load_lineage()


class Example(NamedTuple):
    """A clause by its pointers, its directions and types as marked, and the text that it stands in."""

    pointers: Sequence[str]
    directions: tuple[str, ...]
    types: tuple[str, ...]
    text: str


def from_texts(folder: Path, language: str) -> Iterator[Example]:
    """The clauses that the reader sees in texts, and the claims marked there that it does not see as clauses."""
    gazetteer = load_gazetteer()
    for document, article in marked(folder):
        if article.language != language:
            continue
        places, actors = places_in(article, gazetteer), actors_in(article, groups_known())
        if not any(clauses_read(article, places, actors)):
            # no group is found, so nothing is read: its marks are learned from all the same
            actors = (Mention(article.text[:1], 0, 1, "a group", "armed_group"), *actors)
        seen: set[str] = set()
        for span, clause in clauses_read(article, places, actors):
            at = SimpleNamespace(start=span.start, end=span.end)
            fits = [each for each in document["claims"] if overlaps(each, at)]
            near = any(each["start"] < span.end and span.start < each["end"] for each in document["claims"])
            seen.update(each["id"] for each in fits)
            if fits or not (near or clause.question):
                ways = tuple(dict.fromkeys(each["direction"] for each in fits)) or ("nothing",)
                kinds = tuple(dict.fromkeys(each["claim_type"] for each in fits))
                yield Example(pointers(clause), ways, kinds, document["doc_id"])
        for each in document["claims"]:
            if each["id"] not in seen:
                clause = clause_read(
                    article, places, actors, Span(each["start"], each["end"]), _speaker(each["speaker"]),
                    "denies" if each["claim_type"] == "denial" else "says",
                )  # fmt: skip
                if clause:
                    kinds = (each["claim_type"],)
                    yield Example(pointers(clause), (each["direction"],), kinds, document["doc_id"])


def _speaker(told: dict[str, Any]) -> Speaker:
    author = told["as_written"] is None and told["office"] == "author"
    return Speaker(
        told["as_written"] or "", told["name"], told["office"], told["org"], told["country"],
        "author" if author else told["kind"], told["side"],
    )  # fmt: skip


def spoken(words: str, side: str, language: str, stance: str = "says") -> Clause | None:
    """An invented clause as it is read where somebody of a side says it of rebels, or denies it."""
    text = f"{LEAD[language]}{words}."
    article = Article("invented", text, "", 0, language, Published(DAY, DAY, ""))
    at, start = len(LEAD[language]), text.find(GROUP[language])
    rebels = Mention(GROUP[language], start, start + len(GROUP[language]), GROUP[language], "armed_group")
    named = [each for each in actors_in(article, groups_known()) if each.start >= at and each.kind == "armed_group"]
    kind = "author" if side == "author" else "unnamed_official"
    speaker = Speaker("somebody", None, None, None, None, kind, SIDES[side])
    return clause_read(article, (), [rebels, *named], Span(at, at + len(words)), speaker, stance)


def from_clauses(language: str) -> Iterator[Example]:
    """Invented clauses with the side that says them and their direction."""
    for path in sorted((TESTS / "clauses" / language).glob("*.tsv")):
        for number, line in enumerate(path.read_text("utf-8").splitlines()):
            side, direction, words = line.split("\t")
            for each in SIDES if side == "anybody" else (side,):
                if clause := spoken(words, each, language):
                    yield Example(pointers(clause), (direction,), (), "clauses")
            every = DENIED["ends" if direction == "ends" else "others"]
            denied = number % every == 0 and direction in TURNED and side in ("government", "rebel")
            lead = DENYING[language][number // every % len(DENYING[language])]
            if denied and (clause := spoken(lead + words, side, language, "denies")):
                yield Example(pointers(clause), (TURNED[direction],), (), "clauses")


def from_cases(name: str, language: str) -> Iterator[Example]:
    """Invented sentences of which a part of each claim is marked."""
    told = tomllib.loads((TESTS / f"{name}.toml").read_text("utf-8"))
    for number, case in enumerate(told["case"]):
        text = " ".join([*([told["leads"][case["lead"]]] if "lead" in case else ()), case["text"]])
        day = date.fromisoformat(str(case.get("date", DAY)))
        article = Article("invented", text, "", 0, language, Published(day, day, ""))
        groups = case.get("groups", ())
        actors = [
            Mention(group, text.find(group), text.find(group) + len(group), groups[0], "armed_group")
            for group in groups if group in text
        ] or actors_in(article, groups_known())  # fmt: skip
        marks = [(each["quote"], each["direction"]) if isinstance(each, dict) else each[:2] for each in case["claims"]]
        for span, clause in clauses_read(article, (), sorted(actors, key=lambda each: each.start)):
            for words, direction in marks:
                at = text.find(words)
                if min(at + len(words), span.end) - max(at, span.start) >= 0.6 * len(words):
                    yield Example(pointers(clause), tuple(direction.split("|")), (), f"{name} {number}")
                    break


def examples(data: Path, language: str) -> list[Example]:
    """All that is learned from."""
    folders = (TESTS / "texts/development", TESTS / "texts/training", data / "text/gold")
    found = [each for folder in folders for each in from_texts(folder, language)]
    for name in ("claims", "claims_late", "claims_other_wars") if language == "en" else ("claims_ar",):
        found += from_cases(name, language)
    return [*found, *from_clauses(language)]


class Learned(NamedTuple):
    """Weights by pointer, a column for each direction or type."""

    rows: dict[str, int]
    worth: Any


class Lesson(NamedTuple):
    """What is learned from: pointers, the labels that are right, and what it counts beside others."""

    pointers: Sequence[str]
    known: Sequence[str]
    counts: float


def learned(chosen: Sequence[Lesson], labels: Sequence[str]) -> Learned:
    """Weights of pointers for labels, multinomial logistic with an L2 penalty."""
    seen = Counter(name for each in chosen for name in each.pointers)
    rows = {name: row for row, name in enumerate(sorted(name for name, count in seen.items() if count >= TWICE))}
    x = _matrix([each.pointers for each in chosen], rows)
    y = np.zeros((len(chosen), len(labels)))
    for row, each in enumerate(chosen):
        y[row, [labels.index(label) for label in each.known]] = 1 / len(each.known)
    counts = np.array([each.counts for each in chosen])[:, None]

    def loss(flat: Any) -> tuple[float, Any]:
        weights = flat.reshape(len(rows), len(labels))
        z = x @ weights
        z -= z.max(axis=1, keepdims=True)
        p = np.exp(z)
        p /= p.sum(axis=1, keepdims=True)
        value = -float((counts * y * np.log(p + 1e-12)).sum()) + PENALTY / 2 * float((weights**2).sum())
        return value, (x.T @ (counts * (p - y)) + PENALTY * weights).ravel()

    best = minimize(loss, np.zeros(len(rows) * len(labels)), jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    kinds = np.array([worth(name) for name in rows])
    return Learned(rows, best.reshape(len(rows), -1) * kinds[:, None])


def worth(name: str) -> float:
    """What a pointer counts beside others while weights are learned."""
    return WORTH.get(name.partition(" ")[0], 1.0)


def _matrix(every: Sequence[Sequence[str]], rows: dict[str, int]) -> Any:
    known = [[(rows[name], worth(name)) for name in names if name in rows] for names in every]
    ends = np.cumsum([0, *(len(each) for each in known)])
    cells = [cell for each in known for cell in each]
    columns, values = [row for row, _ in cells], [value for _, value in cells]
    return csr_matrix((values, columns, ends), shape=(len(every), len(rows)))


def told(weights: Learned, names: Sequence[str], labels: Sequence[str]) -> dict[str, float]:
    """The odds of labels by weights."""
    sums = weights.worth[[weights.rows[name] for name in names if name in weights.rows]].sum(axis=0)
    odds = np.exp(sums - sums.max())
    return dict(zip(labels, (odds / odds.sum()).tolist(), strict=True))


def of_directions(every: Iterable[Example]) -> list[Lesson]:
    """What directions are learned from."""
    return [Lesson(each.pointers, each.directions, counts(each)) for each in every]


def of_types(every: Iterable[Example]) -> list[Lesson]:
    """What types are learned from: some of the pointers of an example, and its directions."""
    return [
        Lesson(
            [*(name for name in each.pointers if not name.startswith(LOOSE)), *map(led, each.directions)], each.types,
            counts(each),
        )
        for each in every if each.types
    ]  # fmt: skip


def counts(example: Example) -> float:
    """What an example counts beside others."""
    return OF_PLAIN if PLAIN.search(example.text) else 1.0


def held_out(every: Sequence[Example], texts: Sequence[str]) -> dict[str, int]:
    """How well weights learned from the other texts do in each fifth of such texts."""
    count: Counter[str] = Counter()
    for number in range(FOLDS):
        out = set(texts[number::FOLDS])
        rest = [each for each in every if each.text not in out]
        directions, types = learned(of_directions(rest), DIRECTIONS), learned(of_types(rest), TYPES)
        for each in every:
            if each.text not in out:
                continue
            odds = told(directions, each.pointers, DIRECTIONS)
            claim = each.directions != ("nothing",)
            count["claims" if claim else "others"] += 1
            direction = likeliest(odds, but="nothing")
            count["claims taken" if claim else "others taken"] += odds[direction] >= TOLD
            if claim:
                right = direction in each.directions
                count["plain" if PLAIN.search(each.text) else "not plain"] += 1
                count["plain right"] += right and bool(PLAIN.search(each.text))
                count["direction right"] += right
                kinds = {
                    name: likeliest(told(types, [*each.pointers, led(name)], TYPES))
                    for name in (direction, *each.directions)
                }
                count["type right"] += kinds[direction] in each.types
                count["type right, direction given"] += kinds[each.directions[0]] in each.types
    return dict(count)


def write(every: Sequence[Example], measured: Mapping[str, int], language: str) -> None:
    """Learn from all and keep it, with how well it did on texts held out."""
    directions, types = learned(of_directions(every), DIRECTIONS), learned(of_types(every), TYPES)
    names = sorted({*directions.rows, *types.rows})
    tables = [_small(weights, names) for weights in (directions, types)]
    said = np.abs(np.hstack(tables)).max(axis=1) * UNIT >= FEW
    words = "\n".join(name for name, keep in zip(names, said, strict=True) if keep).encode()
    np.savez_compressed(
        WEIGHTS / f"weights_{language}.npz", names=np.frombuffer(words, dtype=np.uint8),
        directions=tables[0][said], types=tables[1][said], unit=np.float32(UNIT),
        measured=np.frombuffer(json.dumps({"examples": len(every), **measured}).encode(), dtype=np.uint8),
    )  # fmt: skip


def _small(weights: Learned, names: Sequence[str]) -> Any:
    """Weights of names as small whole numbers of UNIT, none where there are none."""
    table = np.zeros((len(names), weights.worth.shape[1]), dtype=np.int16)
    known = [(row, weights.rows[name]) for row, name in enumerate(names) if name in weights.rows]
    table[[row for row, _ in known]] = np.round(weights.worth[[row for _, row in known]] / UNIT)
    return table


def measured_on(every: Sequence[Example]) -> dict[str, int]:
    """How well weights do on the training texts, a fifth of them held out in turn."""
    texts = sorted({path.stem for path in (TESTS / "texts/training").glob("*.json")} & {each.text for each in every})
    return {"texts": len(texts), **held_out(every, texts)}


def main() -> int:
    """Measure, or learn and write."""
    data, language = os.environ.get("SMOULDER_TEST_DATA"), next(iter(sys.argv[1:]), "")
    if not data or language not in GROUP:
        print("directions.py: set SMOULDER_TEST_DATA to the folder of real data, and say en or ar.", file=sys.stderr)
        return 2
    every = examples(Path(data), language)
    measured = measured_on(every)
    if "--write" in sys.argv:
        write(every, measured, language)
    print(json.dumps({"examples": len(every), **measured}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
