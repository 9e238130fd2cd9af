"""Learn from texts marked by hand what the words of a clause are worth for each direction, and how well that serves.

`SMOULDER_TEST_DATA=FOLDER python docs/directions.py` prints, as JSON, how often the weights are right in texts that
they were not learned from (a sixth of the texts and of the invented cases held out in turn);
`... --write` learns from all and writes src/smoulder/grammar/weights.json.
"""

import json
import os
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
from claims import marked
from scipy.optimize import minimize
from scipy.sparse import lil_matrix

from smoulder import load_lineage
from smoulder.actor_mentions import actors_in
from smoulder.claim import Article, Mention, Published
from smoulder.claim_scores import overlaps
from smoulder.claims.rules import clauses_read
from smoulder.gazetteer import places_in
from smoulder.grammar.pointers import pointers
from smoulder.grammar.weighing import DIRECTIONS, pointed
from smoulder.scenes import NOTHING, Clause
from smoulder.statements import TURNED, first_rule
from smoulder.toponyms import load_gazetteer

TESTS = Path(__file__).parent.parent / "tests/data"
WEIGHTS = Path(__file__).parent.parent / "src/smoulder/grammar/weights.json"
PENALTY = 1.5  # of the square of a weight
TWICE = 2  # clauses in which a pointer must stand
FOLDS = 6
DENIED = 6  # every so many invented clauses is denied, too
DIGITS = 3
SPOKEN = {
    "government": "A senior official", "rebel": "A rebel commander", "civilians": "Villagers", "neutral": "A diplomat",
}  # fmt: skip


# the rules were made on these: there they are right more often than elsewhere, so nothing is learned of them there
FITTED = frozenset(
    "claims claims_late claims_other_wars statements cod_2013 col_2022 dza_1998 ind_2025 moz_2021 per_1994 som_2012 "
    "tur_1994 yem_2012 afg_2002 irq_mosul_2017 lka_2009 nga_2015 phl_marawi_2017".split()
)


class Marked(NamedTuple):
    """A clause with its pointers, its directions as marked, the text that it stands in, and what the rules tell."""

    pointers: Mapping[str, float]
    learned: Mapping[str, float]  # those that weights are learned from
    directions: tuple[str, ...]
    text: str
    told: str | None


def of_clause(clause: Clause, directions: tuple[str, ...], text: str) -> Marked | None:
    """A clause as an example, None if it asks."""
    name, told = first_rule(clause)
    told = None if told == NOTHING else told
    if clause.question:
        return None
    shown = None if text.partition(" ")[0] in FITTED else told
    return Marked(pointers(clause, told, name), pointers(clause, shown, name), directions, text, told and told[0])


def from_texts(folder: Path) -> Iterator[Marked]:
    """The clauses of the English texts of a folder; what no claim of the gold overlaps tells nothing."""
    gazetteer, lineage = load_gazetteer(), load_lineage()
    for document, article in marked(folder):
        if article.language != "en":
            continue
        places = places_in(article, gazetteer)
        for span, clause in clauses_read(article, places, actors_in(article, lineage)):
            fits = [
                each for each in document["claims"] if overlaps(each, SimpleNamespace(start=span.start, end=span.end))
            ]
            known = tuple(dict.fromkeys(each["direction"] for each in fits)) or ("nothing",)
            if made := of_clause(clause, known, document["doc_id"]):
                yield made


def invented(text: str, day: date, groups: Sequence[str]) -> Iterator[tuple[int, int, Clause]]:
    """The clauses of an invented text about groups."""
    article = Article("invented", text, "", 0, "en", Published(day, day, ""))
    mentions = [
        Mention(name, match.start(), match.end(), groups[0], "armed_group")
        for name in groups for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    ]  # fmt: skip
    kept = [
        each
        for each in mentions
        if not any(o != each and o.start <= each.start and each.end <= o.end for o in mentions)
    ]
    found = kept or actors_in(article, load_lineage())
    for span, clause in clauses_read(article, (), sorted(found, key=lambda each: each.start)):
        yield span.start, span.end, clause


def from_cases(name: str) -> Iterator[Marked]:
    """The clauses of invented texts of which a part of each claim is marked."""
    for number, case in enumerate(tomllib.loads((TESTS / f"{name}.toml").read_text("utf-8"))["case"]):
        text = case["text"]
        for start, end, clause in invented(
            text, date.fromisoformat(case.get("date", "2010-03-10")), case.get("groups", ())
        ):
            for words, direction, *_ in case["claims"]:
                at = text.find(words)
                if min(at + len(words), end) - max(at, start) >= 0.6 * len(words):
                    if made := of_clause(clause, tuple(direction.split("|")), f"{name} {number}"):
                        yield made
                    break


def from_clauses() -> Iterator[Marked]:
    """Invented clauses by direction, as an official says them, or as who is named says them."""
    told = [
        ("government", words, direction)
        for direction, each in tomllib.loads((TESTS / "statements.toml").read_text("utf-8")).items()
        for words in each
    ]
    if (TESTS / "clauses.toml").exists():
        told += [
            (side, words, direction)
            for side, table in tomllib.loads((TESTS / "clauses.toml").read_text("utf-8")).items()
            for direction, each in table.items() for words in each
        ]  # fmt: skip
    told += [(side, words, direction) for each, words, direction in told if each == "anybody" for side in SPOKEN]
    for number, (side, words, direction) in enumerate(told):
        who = SPOKEN.get(side) or list(SPOKEN.values())[number % len(SPOKEN)]
        lead = f"Karo's rebels are in the news. {who} said that "
        yield from _spoken(lead, words, direction)
        if number % DENIED == 0 and direction in TURNED and side in SPOKEN:
            yield from _spoken(lead.replace("said that", "denied that"), words, TURNED[direction])


def _spoken(lead: str, words: str, direction: str) -> Iterator[Marked]:
    for start, _, clause in invented(f"{lead}{words}.", date(2010, 3, 10), ["Karo's rebels"]):
        if start >= len(lead) - 14 and (made := of_clause(clause, (direction,), "clauses")):
            yield made


def examples(data: Path) -> list[Marked]:
    """All clauses that are learned from."""
    found = [each for folder in (TESTS / "texts/development", data / "text/gold") for each in from_texts(folder)]
    for name in ("claims", "claims_late", "claims_other_wars"):
        found += from_cases(name)
    return [*found, *from_clauses()]


def learned(chosen: Sequence[Marked]) -> dict[str, list[float]]:
    """Weights by pointer, multinomial logistic with an L2 penalty."""
    counts = Counter(name for each in chosen for name in each.learned)
    names = sorted(name for name, count in counts.items() if count >= TWICE)
    at = {name: number for number, name in enumerate(names)}
    x = lil_matrix((len(chosen), len(names)))
    y = np.zeros((len(chosen), len(DIRECTIONS)))
    for row, each in enumerate(chosen):
        for name, value in each.learned.items():
            if name in at:
                x[row, at[name]] = value
        y[row, [DIRECTIONS.index(one) for one in each.directions]] = 1 / len(each.directions)

    x = x.tocsr()

    def loss(flat: Any) -> tuple[float, Any]:
        weights = flat.reshape(len(names), len(DIRECTIONS))
        z = x @ weights
        z -= z.max(axis=1, keepdims=True)
        p = np.exp(z)
        p /= p.sum(axis=1, keepdims=True)
        value = -float((y * np.log(p + 1e-12)).sum()) + PENALTY / 2 * float((weights**2).sum())
        return value, (x.T @ (p - y) + PENALTY * weights).ravel()

    start = np.zeros(len(names) * len(DIRECTIONS))
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 120}).x
    return {
        name: [round(float(v), DIGITS) for v in row]
        for name, row in zip(names, best.reshape(len(names), -1), strict=True)
    }


def points(weights: Mapping[str, Sequence[float]], each: Marked) -> str:
    """Where a clause points by such weights."""
    sums = np.zeros(len(DIRECTIONS))
    for name, value in each.pointers.items():
        sums += value * np.array(weights.get(name, sums * 0))
    odds = np.exp(sums - sums.max())
    return pointed(dict(zip(DIRECTIONS, (odds / odds.sum()).tolist(), strict=True)))


def held_out(every: Sequence[Marked], new: bool = False) -> dict[str, tuple[int, int, int]]:
    """How often weights learned from the other texts are right, and the rules alone, by text.

    new: only texts that the rules were not made on.
    """
    texts = sorted({each.text for each in every if each.text != "clauses"})
    if new:
        texts = [each for each in texts if each.partition(" ")[0] not in FITTED]
    own = [each for each in texts if " " not in each]
    cases = [each for each in texts if " " in each]
    found: dict[str, tuple[int, int, int]] = {}
    for number in range(FOLDS):
        out = [*own[number::FOLDS], *cases[number::FOLDS]]
        weights = learned([each for each in every if each.text not in out])
        for each in every:
            if each.text in out and each.directions != ("nothing",):
                name = each.text.partition(" ")[0]
                right, rules, total = found.get(name, (0, 0, 0))
                found[name] = (
                    right + (points(weights, each) in each.directions),
                    rules + (each.told in each.directions),
                    total + 1,
                )  # fmt: skip
    return found


def main() -> int:
    """Measure, or learn and write."""
    data = os.environ.get("SMOULDER_TEST_DATA")
    if not data:
        print("directions.py: set SMOULDER_TEST_DATA to the folder of real data.", file=sys.stderr)
        return 2
    every = examples(Path(data))
    if "--write" in sys.argv:
        right, rules, of = (sum(each) for each in zip(*held_out(every, new=True).values(), strict=True))
        document = {
            "directions": DIRECTIONS,
            "clauses": len(every),
            "held_out": {"right": right, "rules": rules, "of": of},
            "weights": learned(every),
        }
        WEIGHTS.write_text(json.dumps(document, indent=0) + "\n", encoding="utf-8")
        return 0
    found = held_out(every, "--new" in sys.argv)
    total = [sum(each) for each in zip(*found.values(), strict=True)]
    print(json.dumps({"clauses": len(every), "right, rules alone, of": {**found, "all": total}}, indent=None))
    return 0


if __name__ == "__main__":
    sys.exit(main())
