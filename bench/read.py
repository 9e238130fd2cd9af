"""A thousand articles of six kilobytes read by rules: places, actors, claims and leads, on two processes.

Run `python bench/read.py`; it prints JSON. The articles are joined from the invented texts of tests/data in an order
drawn from a seed; no two are alike.
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
from pathlib import Path

from smoulder import load_lineage
from smoulder.claim import Article, Published
from smoulder.reading import read
from smoulder.toponyms import load_gazetteer

ARTICLES, LETTERS, SEED, PROCESSES = 1000, 6_000, 5, 2
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


def measure(texts: Sequence[str]) -> tuple[int, float, float]:
    """Claims read in some texts, the peak memory of the process in MB, and its processor seconds."""
    gazetteer, lineage = load_gazetteer(), load_lineage()
    claims = 0
    for text in texts:
        article = Article("bench", text, "", 0, "en", Published(DAY, DAY, ""))
        claims += len(read(article, gazetteer, lineage).claims)
    used = resource.getrusage(resource.RUSAGE_SELF)
    return claims, used.ru_maxrss / 1024, used.ru_utime + used.ru_stime


def main() -> None:
    """Measure."""
    texts = articles(ARTICLES)
    began = time.perf_counter()
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        done = pool.map(measure, [texts[part::PROCESSES] for part in range(PROCESSES)])
    seconds = time.perf_counter() - began
    document = {
        "bench": "read", "articles": ARTICLES, "letters_each": LETTERS, "processes": PROCESSES,
        "claims": sum(claims for claims, _, _ in done), "seconds": round(seconds, 1), "target_seconds": 60,
        "processor_seconds": round(sum(used for _, _, used in done), 1), "load": round(os.getloadavg()[0], 1),
        "peak_mb": round(sum(peak for _, peak, _ in done)), "target_peak_mb": 500, "processors": os.cpu_count(),
    }  # fmt: skip
    json.dump(document, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
