"""Score the ledger of claims on real events and write ledger.md and ledger.svg.

`SMOULDER_TEST_DATA=FOLDER python docs/ledger.py`, where FOLDER holds the files named in DATA. Only verdicts on claims
and sums stand on the page.
"""

import inspect
import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import polars as pl
from ged_years import FILE as YEARS
from results import MAP, table
from vl_convert import vegalite_to_svg

from smoulder import ingest, load_lineage, opened, outcome_rules, releases, resolution
from smoulder.figures import CONFIG, WIDE
from smoulder.figures.shares import shares_spec
from smoulder.ledger import Entry, load
from smoulder.outcome_rules import BY_DIRECTION, ENDS, MARKS, UNCHECKABLE
from smoulder.resolution import CHANGES, VERSION
from smoulder.shares import Share
from smoulder.victory_record import SETTLED, Rate, Scored, at, family, rates, score

FOLDER = Path(__file__).parent
FIGURE = "ledger.svg"
YEARS_MAP = """\
name = "ged-years"
version = "25.1, by year"
title = "UCDP GED 25.1, groups in countries by year"
licence = "CC BY 4.0"
citation = "Sundberg & Melander (2013), Journal of Peace Research 50(4), 523-532; UCDP GED 25.1"
usual_lag_days = 28

[columns]
event_id = "id"
date_start = "first"
date_end = "last"
side_a = "side_a"
side_b = "side_b"
country = "country"
fatalities_best = "best"

[constants]
where_precision = "6"

[[coverage]]
from = "1989-01"
to = "2016-12"
"""
DROPPED = (  # rows of the research notes that nothing supports, and why
    ("1989-11-13", "Ranjan Wijeratne", "JVP", "the words could not be found; only the leader's death was announced"),
    ("1997-10", "Hassan al-Alfi", "al-Gama'a al-Islamiyya", "neither date nor words could be found"),
    ("1999-08", "Government of Namibia", "Caprivi Liberation Army", "no speaker and no words"),
    ("2000-01", "Sadettin Tantan", "Turkish Hezbollah", "the words could not be found, and UCDP has no such group"),
    ("2006", "Lutfozzaman Babar", "JMB", "neither date nor words could be found"),
    ("2008-06", "Government of Kenya", "SLDF", "no speaker and no words"),
    ("2010-02-23", "Heydar Moslehi", "Jondullah", "he told of an arrest; of an end nothing could be found"),
    ("2010-04", "Michalis Chrysochoidis", "Revolutionary Struggle", "the words could not be found"),
    ("2015-09", "Nelson Marwa", "Al-Shabaab", "of ninety days only a police notice on a forest could be found"),
    ("2021-10-11", "Filipe Nyusi", "Renamo Military Junta", "the police told of a death, nobody of an end"),
    ("2023-09-07", "Yoweri Museveni", "ADF", "of the past: no claim of that day"),
    ("2024-07-12", "Marion Sison", "CPP", "of the past: the earlier claim has no date"),
    ("1992-09", "Alberto Fujimori", "Sendero Luminoso", "of general knowledge: no source was read"),
    ("1993", "K. P. S. Gill", "Sikh insurgents", "of general knowledge: no source was read"),
    ("1994", "Tansu Ciller", "PKK", "of general knowledge: no source was read"),
    ("1997-04-23", "Alberto Fujimori", "MRTA", "of general knowledge: no source was read"),
    ("1998-02-10", "Sheikh Hasina", "JSS/SB", "of general knowledge: no source was read"),
    ("1999-03-06", "Hun Sen", "KR", "of general knowledge: no source was read"),
    ("2000-09-10", "UK Ministry of Defence", "WSB", "of general knowledge: no source was read"),
    ("2002-09", "Michalis Chrysochoidis", "17 November", "of general knowledge: no source was read"),
    ("2004-01", "Government of Bhutan", "ULFA", "of general knowledge: no source was read"),
    ("2006-08", "Alvaro Uribe", "AUC", "of general knowledge: no source was read"),
    ("2009-03-15", "Ugandan army", "LRA", "of general knowledge: no source was read"),
    ("2009-08-30", "Government of Myanmar", "MNDAA", "of general knowledge: no source was read"),
    ("2009-10-04", "Umaru YarAdua", "MEND", "of general knowledge: no source was read"),
)


class Data(NamedTuple):
    """A file to score on: its source, its map, what it shows, and whether its events may decide in the rates."""

    name: str
    source: str
    file: str
    column_map: Callable[[Path], Path] | None
    shows: str


def years_map(scratch: Path) -> Path:
    """A map for the file by year, whose rows get a first and a last day."""
    path = scratch / "years.toml"
    path.write_text(YEARS_MAP, encoding="utf-8")
    return path


DATA = (
    Data("GED 26.1, by day", "table", "ucdp/ged261_13_years.parquet", lambda _: MAP,
         "the world in 1989-1991, 1995-2001, 2003, 2005-2006; names of groups, no ids; no provinces"),
    Data("GED Syria", "ucdp-ged", "ucdp/GEDEvent_Syria_2016_2019.csv.gz", None, "Syria, 2016-01 to 2019-11"),
    Data("GED 25.1, by year", "table", YEARS, years_map,
         "the world, 1989-2016, by year: an event of a year is taken to span it, so that the claim's own year is mixed"
         " and the next one is the first to count"),
)  # fmt: skip
GTD = Data(
    "GTD", "gtd", "gtd/gtd_1970_2007.csv.gz", None, "the world, 1970-2007 without 1993; incidents, lethal or not"
)
BETTER = (SETTLED, ("open",))  # of several outcomes of a claim
HEAD = f"""\
# What was claimed, and what came true

<!-- Made by `python docs/ledger.py` from the ledger and real files. Change those, not this page. -->

`src/smoulder/ledger.csv` holds claims that an armed group was finished, defeated or about to be: who said it when, of
which group and where, in our own words, with the source, and what followed as written down by hand. `smoulder claims
score` sets each beside the events of a store. This page does so for the files at hand, by version {VERSION} of the
rules. Nobody drew these claims at random: bold ones that failed are quoted more often than dull ones that held. A rate
says how the claims in the ledger have fared, not how the next one will."""


def scored_on(folder: Path, data: Data, entries: Sequence[Entry]) -> list[Scored]:
    """The outcome of each claim by one file."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        file = folder / data.file
        if data.file == YEARS:
            spans = [pl.format("{}-01-01", "year").alias("first"), pl.format("{}-12-31", "year").alias("last")]
            columns = ("id", "first", "last", "side_a", "side_b", "country", "best")
            file = scratch / "years.csv"
            pl.read_parquet(folder / data.file).with_row_index("id").with_columns(spans).select(columns).write_csv(file)
        column_map = data.column_map(scratch) if data.column_map else None
        ingest(scratch / "store.duckdb", data.source, file, now=datetime.now(), column_map=column_map)
        with opened(scratch / "store.duckdb") as con:
            return score(con, entries, releases(con), load_lineage())


def together(several: Sequence[Sequence[Scored]]) -> list[Scored]:
    """For each claim the first file that decides it, else one in which it is open, else the last.

    For each mark the first file that saw all its months.
    """
    found = []
    for those in zip(*several, strict=True):
        best = next((each for names in BETTER for each in those if each.outcome.verdict in names), those[-1])
        marks = {}
        for months in map(str, MARKS):
            told = [each.outcome.evidence.get("marks", {}).get(months) for each in those]
            marks[months] = next((mark for mark in told if mark and mark["whole"]), None)
        outcome = best.outcome._replace(evidence={**best.outcome.evidence, "marks": marks})
        found.append(Scored(best.entry, outcome))
    return found


def page(folder: Path, day: str) -> tuple[str, str]:
    """The page and its figure."""
    entries = load()
    by_file = [scored_on(folder, data, entries) for data in DATA]
    found = together(by_file)
    gtd = scored_on(folder, GTD, entries)
    measured = rates(found)
    parts = [
        HEAD, f"Measured on {day}.", *about(entries), *rules(found), *fared(measured, found),
        *by_data(by_file, gtd), *disagreements(found), *every(found),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n", picture(measured)


def about(entries: Sequence[Entry]) -> Iterator[str]:
    """What is in the ledger, and how its rows were checked."""
    yield "## The claims"
    kinds, confidence = (Counter(getattr(each, name) for each in entries) for name in ("kind", "confidence"))
    groups, years = len({family(each) for each in entries}), sorted(each.date[:4] for each in entries)
    yield (
        f"{len(entries)} claims about {groups} groups, {years[0]} to {years[-1]}:"
        f" {', '.join(f'{kind} {number}' for kind, number in kinds.most_common())}. A negotiated end was agreed with"
        " the group; a prediction names no day; self-dissolved is the group's own word."
    )
    yield "### How they were checked"
    how = Counter(each.revised.partition(":")[0] for each in entries)
    yield table(
        ("rows", "number", "what it means"),
        [
            ("kept", how["kept"], "as in the research notes; where these name a source it had been read"),
            ("confirmed", how["confirmed"], "date, office and words read a second time in a public source"),
            ("corrected", how["corrected"], "day, speaker, words, area or kind changed; the row says how"),
            ("added", how["added"], "found while the others were checked"),
            ("dropped", len(DROPPED), "listed below"),
        ],
    )
    yield (
        f"Of the {confidence.total()} rows that are in, {confidence['read']} rest on a source that was read."
        " Outcomes by hand were not read against the rules."
    )
    yield table(("dropped", "speaker", "group", "why"), sorted(DROPPED))


def rules(found: Sequence[Scored]) -> Iterator[str]:
    """The rules, from the docstrings and the constants of the code."""
    yield f"## The rules, version {VERSION}"
    yield inspect.getdoc(resolution) or ""
    yield inspect.getdoc(outcome_rules.ended) or ""
    yield table(
        ("rule", "what decides"),
        [
            *((name, " ".join((inspect.getdoc(judge) or "").split())) for name, judge in ENDS.values()),
            *((name, " ".join((inspect.getdoc(judge) or "").split())) for name, judge in BY_DIRECTION.values()),
            *((name, f"Not checkable: {why}") for name, why in UNCHECKABLE.items()),
        ],
    )
    constants = re.findall(r"(?m)^([A-Z_]+) = ([\d.]+)  # (.+)$", inspect.getsource(outcome_rules))
    yield table(("number", "value", "why"), [(f"`{name}`", value, why) for name, value, why in constants])
    yield inspect.getdoc(outcome_rules.silence) or ""
    yield table(("version of the rules", "what it added"), CHANGES.items())
    lines = [
        (f"`{each.entry.id}`", told["verdict"], each.outcome.verdict, each.outcome.reason)
        for each in found
        if (told := each.outcome.evidence.get("version_1"))
    ]
    yield f"Claims that version 1 judged otherwise: {len(lines)}."
    if lines:
        yield table(("claim", "version 1", f"version {VERSION}", "why"), lines)


def fared(measured: Sequence[Rate], found: Sequence[Scored]) -> Iterator[str]:
    """The rates."""
    yield "## How such claims fare"
    yield (
        "By hand: what was written down, whenever it came. By events: within 12, 24 and 60 months after the grace, over"
        " claims of an end whose months up to there were all seen, in the first of the files below that saw them. What"
        " neither held nor failed held in part. Each horizon has other claims, since fewer were seen for five years"
        " than for one: compare kinds within a horizon. 95% intervals know that claims about one group are alike."
    )
    lines = []
    for rate in measured:
        if rate.held and rate.failed:
            cells = (rate.held.cases, rate.held.clusters, interval(rate.held), interval(rate.failed))
            lines.append((rate.kind, judge(rate), *cells))
    yield table(("kind", "judged by", "claims", "groups", "held", "failed"), lines)
    yield f"![Share of claims that failed, by kind of claim and by horizon, with 95% intervals]({FIGURE})"
    verdicts = Counter(each.outcome.verdict for each in found)
    yield f"By events as the rules have it: {', '.join(f'{name} {number}' for name, number in verdicts.most_common())}."


def judge(rate: Rate) -> str:
    """By what a rate is judged."""
    return "hand" if rate.horizon is None else f"events, {rate.horizon} months"


def interval(share: Share) -> str:
    """A share with its interval."""
    return f"{share.share:.2f} ({share.low:.2f} to {share.high:.2f})"


def by_data(by_file: Sequence[Sequence[Scored]], gtd: Sequence[Scored]) -> Iterator[str]:
    """What each file could show, and how many claims it decides."""
    yield "## The data"
    lines = []
    for data, found in zip((*DATA, GTD), (*by_file, gtd), strict=True):
        verdicts = Counter(each.outcome.verdict for each in found)
        whole = [len(at(found, months)) for months in MARKS]
        counts = [verdicts[name] for name in outcome_rules.VERDICTS]
        lines.append((data.name, found[0].outcome.data[0], data.shows, *counts, " / ".join(map(str, whole))))
    header = ("file", "source and version", "shows", *outcome_rules.VERDICTS, "seen whole at 12 / 24 / 60 months")
    yield table(header, lines)
    yield (
        "The three files of UCDP decide above, in this order; the GTD counts other things and stands beside them. Its"
        " rows are not shipped. Groups that UCDP does not have, and places finer than the data, are not checkable."
    )
    lines = []
    for rate in rates(gtd, ()):
        if rate.horizon is not None and rate.held and rate.failed:
            lines.append((judge(rate), rate.held.cases, interval(rate.held), interval(rate.failed)))
    yield table(("GTD, all kinds", "claims", "held", "failed"), lines)


def disagreements(found: Sequence[Scored]) -> Iterator[str]:
    """Where hand and events do not say the same."""
    yield "## Where hand and events disagree"
    differing = [each for each in found if each.disagrees]
    decided = sum(1 for each in found if each.entry.outcome in SETTLED and each.outcome.verdict in SETTLED)
    yield (
        f"{len(differing)} of {decided} claims that both decide. Neither is put right by the other: a hand looks"
        " further ahead than the rules and weighs who did it, events see one threshold and one window."
    )
    yield table(
        ("claim", "said", "by hand", "what followed", "by events", "why", "data"),
        [
            (f"`{each.entry.id}`", each.entry.date, each.entry.outcome, each.entry.followed, each.outcome.verdict,
             each.outcome.reason, each.outcome.data[0])
            for each in differing
        ],
    )  # fmt: skip


def every(found: Sequence[Scored]) -> Iterator[str]:
    """Every claim with both verdicts."""
    yield "## Every claim"
    yield table(
        ("said", "speaker", "group", "area", "kind", "claim", "known by", "by hand", "by events", "after 12 / 24 / 60"),
        [
            (each.entry.date, each.entry.speaker, each.entry.group, each.entry.area, each.entry.kind, each.entry.claim,
             each.entry.confidence, each.entry.outcome or "-", each.outcome.verdict, marks(each))
            for each in found
        ],
    )  # fmt: skip


def marks(scored: Scored) -> str:
    """The verdicts after one, two and five years, a dash where not all months were seen."""
    found = scored.outcome.evidence["marks"]
    return " / ".join(found[str(months)]["verdict"] if found[str(months)] else "-" for months in MARKS)


def picture(measured: Sequence[Rate]) -> str:
    """The shares that failed, as SVG."""
    rows = [
        {"kind": rate.kind, "judge": judge(rate), "share": rate.failed.share, "low": rate.failed.low,
         "high": rate.failed.high, "cases": rate.failed.cases}
        for rate in measured if rate.failed
    ]  # fmt: skip
    spec = {**shares_spec(rows, "share of claims that failed", WIDE), "config": {**CONFIG, "background": "white"}}
    svg: str = vegalite_to_svg(spec, allowed_base_urls=[])
    return svg


def main() -> int:
    """Write ledger.md and its figure."""
    named = os.environ.get("SMOULDER_TEST_DATA")
    if not named:
        print("Set SMOULDER_TEST_DATA to the folder of the real files.", file=sys.stderr)
        return 2
    text, drawn = page(Path(named), datetime.now(UTC).date().isoformat())
    (FOLDER / "ledger.md").write_text(text, encoding="utf-8")
    (FOLDER / FIGURE).write_text(drawn, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
