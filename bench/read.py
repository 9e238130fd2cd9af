"""A thousand articles of six kilobytes read by rules: places, actors, claims and leads, on two processes.

Run `python bench/read.py`; it prints JSON. The articles are joined from the invented texts of tests/data in an order
drawn from a seed; no two are alike. How fast the machine was meanwhile is told by a loop of fixed work that runs
between articles (reference_ms): shared machines run it twice as fast at one time as at another, so two runs are
compared by loops_per_article, an article's processor time over the loop's.
"""

import json
import multiprocessing
import os
import random
import resource
import sys
import time
import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from statistics import mean, median
from typing import NamedTuple

from smoulder import load_lineage
from smoulder.claim import Article, Published
from smoulder.lineage import Lineage
from smoulder.reading import read
from smoulder.toponyms import load_gazetteer

ARTICLES, LETTERS, SEED, PROCESSES = 1000, 6_000, 5, 2
PARTS = 40  # of the articles, so that no process waits long for the other
EVERY = 25  # articles between two loops of the reference
DATA = Path(__file__).parents[1] / "tests/data"
DAY = date(2015, 6, 1)


def articles(count: int) -> list[str]:
    """Texts of about six kilobytes."""
    rng = random.Random(SEED)
    texts = [
        case["text"]
        for name in ("claims", "claims_late")
        for case in tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    ]
    english = [each for each in texts if each.isascii() or "ا" not in each]
    made = []
    for _ in range(count):
        parts: list[str] = []
        while sum(map(len, parts)) < LETTERS:
            parts.append(rng.choice(english))
        made.append("\n\n".join(parts)[:LETTERS])
    return made


def reference() -> float:
    """Processor seconds of a loop of fixed work: what the machine is worth at the time."""
    began = time.process_time()
    counts: dict[int, int] = {}
    for number in range(50_000):
        counts[number % 1000] = counts.get(number % 1000, 0) + number
    return time.process_time() - began


class Part(NamedTuple):
    """Claims read in some articles; the process, its peak memory in MB and processor seconds so far; each loop's."""

    claims: int
    process: int
    peak: float
    used: float
    loops: list[float]


@cache
def groups() -> Lineage:
    """The groups by name, loaded once in each process."""
    return load_lineage()


def measure(texts: Sequence[str]) -> Part:
    """Read some articles."""
    gazetteer, lineage = load_gazetteer(), groups()
    claims, loops = 0, []
    for number, text in enumerate(texts):
        if number % EVERY == 0:
            loops.append(reference())
        article = Article("bench", text, "", 0, "en", Published(DAY, DAY, ""))
        claims += len(read(article, gazetteer, lineage).claims)
    used = resource.getrusage(resource.RUSAGE_SELF)
    return Part(claims, os.getpid(), used.ru_maxrss / 1024, used.ru_utime + used.ru_stime, loops)


def main() -> None:
    """Measure."""
    texts = articles(ARTICLES)
    began = time.perf_counter()
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        done = pool.map(measure, [texts[part::PARTS] for part in range(PARTS)], chunksize=1)
    seconds = time.perf_counter() - began
    loops = [each for part in done for each in part.loops]
    last = {each.process: each for each in sorted(done, key=lambda part: part.used)}.values()  # of each process
    processor = sum(part.used for part in last) - sum(loops)
    document = {
        "bench": "read", "articles": ARTICLES, "letters_each": LETTERS, "processes": PROCESSES,
        "claims": sum(part.claims for part in done), "seconds": round(seconds, 1), "target_seconds": 60,
        "processor_seconds": round(processor, 1), "load": round(os.getloadavg()[0], 1),
        "peak_mb": round(sum(part.peak for part in last)), "target_peak_mb": 500, "processors": os.cpu_count(),
        "reference_ms": {"least": round(1000 * min(loops), 1), "median": round(1000 * median(loops), 1)},
        "loops_per_article": round(processor / ARTICLES / mean(loops), 2),
    }  # fmt: skip
    json.dump(document, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
