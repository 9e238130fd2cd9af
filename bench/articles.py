"""A thousand articles of 6 kB, plain text and pages: read, then places, actors and leads in each, in one process.

Run `python bench/articles.py`; it prints JSON. The articles are put together from invented sentences and names of the
gazetteer, drawn from a seed.
"""

import json
import os
import random
import resource
import sys
import tempfile
import time
from datetime import date
from itertools import pairwise
from pathlib import Path

from smoulder.actor_mentions import actors_in
from smoulder.articles import read_article
from smoulder.gazetteer import load_gazetteer, places_in
from smoulder.leads import leads_in
from smoulder.lineage import load_lineage

ARTICLES, LETTERS, SEED = 1_000, 6_000, 11
SENTENCES = (
    "{group} lost its last camp near {place}, an army spokesman said on {day}.",
    "At least {number} people were killed when {group} attacked {place}, residents told reporters.",
    "A general said that the militants had fled from {place} to {other} and would be beaten within weeks.",
    "Nobody in {other} believes that the group is finished, a relief worker said.",
    "The government in {place} said in {year} that the war was over.",
    "An analyst warned that small bands could hold out around {other} for years.",
)


def main() -> None:
    """Measure."""
    began = time.perf_counter()
    gazetteer, lineage = load_gazetteer(), load_lineage()
    loaded = time.perf_counter() - began
    draw = random.Random(SEED)
    seconds = dict.fromkeys(("read", "places", "actors", "leads"), 0.0)
    found = dict.fromkeys(("places", "actors", "leads"), 0)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(ARTICLES):
            path = Path(folder) / "article"
            path.write_text(_article(draw, number, gazetteer, lineage), encoding="utf-8")
            times = [time.process_time()]
            article = read_article(str(path), published=date(2020, 1, 1), today=date(2026, 1, 1))
            times.append(time.process_time())
            places = places_in(article, gazetteer)
            times.append(time.process_time())
            actors = actors_in(article, lineage)
            times.append(time.process_time())
            leads = leads_in(article, places, actors)
            times.append(time.process_time())
            for step, (one, other) in zip(seconds, pairwise(times), strict=True):
                seconds[step] += other - one
            for name, told in (("places", places), ("actors", actors), ("leads", leads)):
                found[name] += len(told)
    document = {
        "bench": "articles", "articles": ARTICLES, "letters": LETTERS, "load_seconds": round(loaded, 2),
        "seconds": {step: round(taken, 1) for step, taken in seconds.items()}, "total": round(sum(seconds.values()), 1),
        "target_seconds": 60, "found": found, "processors": os.cpu_count(), "target_peak_mb": 500,
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }  # fmt: skip
    json.dump(document, sys.stdout, indent=2)
    print()


def _article(draw, number, gazetteer, lineage) -> str:
    """Every fifth one is a page; each speaks of one group and of the places of one country."""
    group = draw.choice(list(lineage.groups))
    entries = sorted({entry for found in gazetteer.exact.values() for entry in found if entry.country})
    country = draw.choice(entries).country
    names = [entry.name for entry in entries if entry.country == country]
    lines = []
    while sum(map(len, lines)) < LETTERS:
        lines.append(
            draw.choice(SENTENCES).format(
                group=group, place=draw.choice(names), other=draw.choice(names), day=draw.choice(("Monday", "Friday")),
                number=draw.randint(2, 300), year=draw.randint(1995, 2019),
            )
        )  # fmt: skip
    paragraphs = [" ".join(lines[at : at + 4]) for at in range(0, len(lines), 4)]
    title = f"Army says {group} is beaten"
    if number % 5:
        return "\n\n".join([title, *paragraphs])
    body = "".join(f"<p>{each}</p>" for each in paragraphs)
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body><article>{body}</article></body></html>"


if __name__ == "__main__":
    main()
