"""Write the pages that are made from the code: methods.md, sources.md and cli.md.

`python docs/make.py` writes them; `python docs/make.py --check` writes nothing and exits 1 if one is stale.
"""

import inspect
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from smoulder import (
    breakdown,
    calibration,
    change_points,
    claim_scores,
    cli,
    control,
    control_scores,
    danger,
    danger_hindcast,
    endings,
    episodes,
    exceedances,
    fighting,
    forecasts,
    histories,
    learning,
    likelihood,
    lost_cells,
    metrics,
    modes,
    nowcast,
    phases,
    refuge,
    rolling,
    scores,
    shipped,
    spells,
    stacking,
    status,
    territory,
    track_record,
    types,
    urban,
)
from smoulder.registry import entries
from smoulder.rows import rules
from smoulder.sources import Source, sources
from smoulder.types import EVENT_SCHEMA
from smoulder.vintage import STALE_AFTER

FOLDER = Path(__file__).parent
MADE = "<!-- Made by `python docs/make.py`. Change the code, not this page. -->\n"
WIDTH = 100


def pages() -> dict[str, str]:
    """Every page by file name."""
    return {"methods.md": methods(), "sources.md": source_page(), "cli.md": cli_page()}


def page(title: str, *parts: str) -> str:
    """A page: its title, the note that it is made, its parts."""
    return "\n\n".join([f"# {title}", MADE.strip(), *(part.strip() for part in parts)]) + "\n"


def told(thing: object) -> str:
    """A docstring without its examples, with the two promises of a model in bold."""
    words = (inspect.getdoc(thing) or "").partition(">>>")[0].strip()
    words = re.sub(r"(?m)^(Assumes|Fails when):", r"\n**\1:**", words)
    return re.sub(r"\n{3,}", "\n\n", words)


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)


def file_of(module: ModuleType) -> str:
    """A link to a module's file."""
    name = module.__name__.replace(".", "/") + ("/__init__" if hasattr(module, "__path__") else "")
    return f"[src/{name}.py](../src/{name}.py)"


def module_part(title: str, module: ModuleType, *more: str) -> str:
    """A section from a module's docstring."""
    return "\n\n".join([f"## {title}", told(module), *more, f"Code: {file_of(module)}"])


def of_endings(names: Iterable[str]) -> Iterator[str]:
    """One part for each module of the folder of endings."""
    for name in names:
        module = import_module(f"smoulder.endings.{name}")
        yield f"### `{name}`\n\n{told(module)}\n\n{skills(name)}\n\nCode: {file_of(module)}"


def of_folder(folder: str, names: Iterable[str]) -> Iterator[str]:
    """One part for each module of a folder."""
    for name in names:
        module = import_module(f"smoulder.{folder}.{name}")
        yield f"### `{name}`\n\n{told(module)}\n\nCode: {file_of(module)}"


def functions(things: Iterable[Callable[..., object]]) -> str:
    """A list of functions with their docstrings."""
    return "\n\n".join(f"`{thing.__name__}`: {told(thing)}" for thing in things)


def methods() -> str:
    """How every number is made."""
    return page(
        "Methods",
        "How every number of an answer is made, in the order in which it is made. The words are in [words](words.md),"
        " what was measured is in [results](results.md).",
        *(module_part(title, import_module(f"smoulder.{name}")) for title, name in SEEN.items()),
        verdict(),
        f"## Models of ending\n\n{told(endings)}",
        *of_endings(endings.models()),
        f"### `{stacking.NAME}`\n\n{told(stacking)}\n\nMembers: {', '.join(stacking.MEMBERS)}."
        f" {skills(stacking.NAME)}\n\nCode: {file_of(stacking)}",
        module_part("What the hazard and cure models share: silent spells", spells),
        module_part("When models learn", learning, learning_rules()),
        module_part("What ships", shipped, card()),
        "## Diagnostics\n\nThey are printed as p-values and decide nothing.",
        *of_folder("endings", endings.diagnostics()),
        f"## Forecasts of deaths\n\n{told(forecasts)}",
        *of_folder("forecasts", forecasts.models()),
        module_part("The regression of exceedances", exceedances),
        module_part("Danger in an assessment", danger),
        module_part("How a group fights", fighting),
        module_part("Ways of fighting", modes, mode_rules()),
        module_part("Abrupt changes", change_points, change_rules()),
        module_part("Events near larger towns", urban, urban_rules()),
        module_part("Larger towns", import_module("smoulder.towns")),
        module_part("Like episodes of other groups", episodes),
        module_part("Where it could be unseen", refuge, refuge_rules()),
        module_part("Spread", import_module("smoulder.spread")),
        module_part("Groups seen in fewer places", lost_cells),
        module_part("Hindcasts of deaths", danger_hindcast),
        module_part("Revisions of the newest months", nowcast),
        module_part("From events to cells", import_module("smoulder.cells"), kinds()),
        f"## Models of who holds what\n\n{told(control)}",
        *of_folder("control", entries("smoulder.control", "states")),
        module_part("Land held and contested", territory),
        module_part("Maps of who holds what, from a file", import_module("smoulder.polygons")),
        module_part("Scores of models of who holds what", control_scores),
        module_part("Histories and draws in files", histories),
        module_part("Scores of draws", scores, functions(SCORES)),
        module_part("Hindcasts", rolling, functions([rolling.observed])),
        module_part("Claims in a text", import_module("smoulder.claims.rules")),
        module_part("Claims held against texts marked by hand", claim_scores),
        module_part("Metrics", metrics, functions([*metrics.METRICS.values(), metrics.auc])),
        module_part("Calibration and skill", calibration, functions(CALIBRATION)),
        module_part("The method's record in like cases", track_record, record_rules()),
    )


SCORES = (
    scores.crps_fair,
    scores.crps_log1p,
    scores.crps_energy,
    scores.ignorance,
    scores.interval_score,
    scores.coverage,
    scores.pit,
    scores.exceedance,
)
CALIBRATION = (calibration.slope_intercept, calibration.reliability, calibration.skill)
SEEN = {
    "What was known on a day": "vintage",
    "From events to a record": "sightings",
    "From events to a panel": "counts",
}


def kinds() -> str:
    """The kinds of events, as the group sees them."""
    return f"Kinds: {', '.join(f'`{kind}`' for kind in control.KINDS)}. What they say is learned, not stated."


def verdict() -> str:
    """The rules of the verdict with the numbers that the code holds."""
    until = types.HORIZON
    rules = [
        ("cannot_say", "it was never seen in the months that the data could show"),
        ("active", f"seen within the last {status.ACTIVE_WITHIN} months"),
        ("cannot_say", "blind months are more than half of the months since it was last seen"),
        ("cannot_say", f"it has fewer than {types.SCORED_ACTIVE} active months"),
        ("active", f"fewer than {status.ACTIVE_WITHIN} visible silent months"),
        ("cannot_say", "the model declines"),
        (
            "probably_ended",
            f"at least {types.ENDED_AFTER} visible silent months, and P(return within {types.ENDED_HORIZON} months)"
            f" is below {types.ENDED_BELOW:.2f}",
        ),
        ("quiet", "everything else"),
    ]
    edges = [0.0, *(edge for edge, _ in likelihood.YARDSTICK)]
    words = [(term, f"{low:.3f} to {high:.3f}") for (high, term), low in zip(likelihood.YARDSTICK, edges, strict=False)]
    return "\n\n".join(
        [
            "## The verdict",
            told(status),
            "The first rule that holds decides:",
            table(["verdict", "when"], [(f"`{name}`", rule) for name, rule in rules]),
            f"`p_ended` is 1 - P(return within {until} months). The model behind the verdict is the one with the best"
            " record in the store: see [when models learn](#when-models-learn). `interval` is where a chance may lie if"
            " such forecasts are as far off as they have been in like cases; where blind months lie in the silence, the"
            " chance must be as low without them. `silence_needed` is how many more silent visible months bring"
            f" P(return within {' or '.join(map(str, status.NEEDED_HORIZONS))} months) below"
            f" {' and '.join(map(str, status.NEEDED_BELOW))}. A release with a known day of publication speaks for"
            f" {STALE_AFTER.days} days after it.",
            f"Code: {file_of(status)}",
            "### Words of likelihood",
            told(likelihood),
            table(["term", "probability"], words),
            "### Phases",
            told(phases),
            f"quiet: {phases.QUIET} months. ebb: {phases.WINDOW} months below {phases.EBB:.2f} of the busiest.",
        ]
    )


def record_rules() -> str:
    """The numbers of the track record."""
    silences, sizes = (", ".join(f"{low} to {high}" for low, high in each) for each in (SILENCES, SIZES))
    return (
        f"Classes of silence, in visible months: {silences}; of size, in active months: {sizes}. Horizons:"
        f" {', '.join(map(str, learning.HORIZONS))} months. A horizon with fewer than {track_record.ENOUGH} cases is"
        f" left out. Reference: `{track_record.REFERENCE}`; intervals from {track_record.DRAWS} bootstrap samples by"
        " unit."
    )


SILENCES, SIZES = breakdown.SILENCES, breakdown.SIZES[:-1]


def mode_rules() -> str:
    """The numbers of the ways of fighting."""
    return (
        f"WINDOW {modes.WINDOW} months, VISIBLE {modes.VISIBLE}; FEWEST {modes.FEWEST} events; FIXED {modes.FIXED}"
        f" months, HELD {modes.HELD} cells; SMALL {modes.SMALL:g} deaths, FEW {modes.FEW} deadly events. A name counts"
        f" if it holds for {modes.LASTS} months. A close call is a window whose name would differ were one of these"
        f" numbers {modes.MARGIN:.0%} smaller or larger."
    )


def change_rules() -> str:
    """The numbers of the change points."""
    return (
        f"HAZARD {change_points.HAZARD} months, LEAST {change_points.LEAST} months; a change is told if its chance is"
        f" at least {change_points.SURE:.0%}, with the months that hold {change_points.SPAN:.0%} of it. Dispersions"
        f" weighed: {', '.join(f'{each:g}' for each in change_points.DISPERSIONS)}. In an assessment the newest"
        f" {fighting.NEWEST} visible months are searched."
    )


def urban_rules() -> str:
    """The numbers of the events near larger towns."""
    return (
        f"NEAR {urban.NEAR:g} km, with what {urban.NEARER:g} and {urban.FARTHER:g} km would give beside it; a share is"
        f" of at least {urban.ENOUGH} events."
    )


def refuge_rules() -> str:
    """The numbers of the cells near past activity."""
    return (
        f"NEAR {refuge.NEAR:g} km, PAST {refuge.PAST} months, AROUND {refuge.AROUND:.0%}; what {refuge.LAXER:.0%} and"
        f" {refuge.STRICTER:.0%} would give is told beside it."
    )


def learning_rules() -> str:
    """When a store is large enough, and whose record is kept."""
    return (
        f"A store is learned from if at least {learning.ENOUGH_UNITS} of its groups have"
        f" {types.SCORED_ACTIVE} active months or more, and it could see {learning.LONG_POOL} months or more;"
        f" otherwise the parameters that ship are used. Models with a record: {', '.join(learning.RECORDED)},"
        f" {stacking.NAME}; the others are shown beside them. Until {learning.ENOUGH} cases tell of another,"
        f" `{learning.TRUSTED}` is trusted."
    )


def skills(model: str) -> str:
    """A model's log skill over silence_table, on the data that the shipped parameters were learned from."""
    known = shipped.read()[1]
    rows = [
        (f"{row['silent_at_least']} or more", row["horizon"], f"{row['cases']:,}", spread(row), plain(row["slope"]),
         plain(row["intercept"]))
        for row in known["skill"] if row["model"] == model
    ]  # fmt: skip
    data = known["data"]
    header = ("silent months", "horizon", "cases", "log skill over silence_table", "slope", "intercept")
    return (
        f"Skill on {data['title']} {data['version']}, origins {known['scored_at']}, 95% intervals by group:\n\n"
        + table(header, rows)
    )


def spread(row: Mapping[str, Any]) -> str:
    """A skill with its interval, or a dash for the reference itself."""
    return f"{row['value']:.3f} ({row['low']:.3f} to {row['high']:.3f})" if row.get("value") is not None else "-"


def plain(value: float | None) -> str:
    """Two digits, or a dash for what could not be fitted."""
    return "-" if value is None else f"{value:.2f}"


def card() -> str:
    """The model card of the shipped parameters."""
    known, told = shipped.read()
    data, weights = told["data"], ", ".join(f"`{name}` {weight:.2f}" for name, weight in known.weights.items())
    return "\n".join(
        [
            f"- Learned from: {data['title']} {data['version']}, {data['first']} to {data['last']}; {known.units:,}"
            f" groups, {known.months} visible months. {data['citation']}",
            f"- Licence of the data: {data['licence']} Parameters and sums over many groups ship, no row does.",
            f"- Fitted through {told['fitted']} on {told['made']} by smoulder {told['smoulder']}: `{told['command']}`",
            f"- Trusted: `{known.trusted}`. Weights of the ensemble: {weights}.",
            "- Skill: the tables of the models above; record in like cases: in every report.",
            "- Assumes: groups of the store return as groups of these data did. What surrounds a group is not used.",
            "- Fails when: the store counts other events (any attack, or deaths only), or times are unlike those.",
        ]
    )


def source_page() -> str:
    """What can be read, one part for each file of sources."""
    known = [(source, import_module(layout.__module__)) for source, layout in sources().values()]
    overview = [(f"`{each.name}`", each.title, each.licence, f"{each.usual_lag_days} days") for each, _ in known]
    return page(
        "Sources",
        "What `smoulder ingest` can read. A file in a layout that is not known here is refused in one sentence. Every"
        " row that cannot be an event is written to a file with its reason; nothing is dropped silently.",
        table(["source", "title", "licence", "usual lag"], overview),
        *(source_part(module, module.SOURCES) for module in dict.fromkeys(module for _, module in known)),
        "## What cannot be an event\n\nRules for every source; such rows are rejected, counted and written out.",
        "\n".join(f"- {reason}" for reason in refusals()),
        COVERAGE,
        "## The event schema\n\nOne row per event. Unknown is null, never 0.",
        table(["column", "type"], [(f"`{column}`", sql) for column, sql in EVENT_SCHEMA.items()]),
    )


def refusals() -> list[str]:
    """The reasons of the rules that hold for every source, with the day of reading in words."""
    day = date(2000, 1, 1)
    reasons = dict.fromkeys(reason for _, reason in rules(EVENT_SCHEMA, day))
    return [reason.replace(f"{day}, ", "").replace(str(day.year + 1), "the next one") for reason in reasons]


COVERAGE = """\
## What a file could have shown

A whole release covers what its publisher says; an extract covers only the countries and months that it holds. Outside
that there is blindness, not silence. If you know better, say so with `--coverage FILE.toml` (both ends included;
without `country` it holds everywhere):

```toml
[[coverage]]
from = "2014-01"
to = "2019-12"
country = "Syria"
```"""


def source_part(module: ModuleType, those: Sequence[Source]) -> str:
    """A file of sources: how its columns are read, and what the publisher says of each source in it."""
    parts = ["## " + ", ".join(f"`{source.name}`" for source in those)]
    title, _, example = (inspect.getdoc(module) or "").partition("\n\n")
    if example.startswith("name ="):
        kinds = ", ".join(f"`{kind}`" for kind in types.KINDS)
        parts += [title, f"```toml\n{example}\n```", f"`kind` is one of {kinds}."]
    else:
        parts.append(told(module))
    if lost := getattr(module, "LOST_YEAR", None):
        parts.append(f"The months of {lost} are blind, unless the file holds events of that year.")
    if required := getattr(module, "REQUIRED", None):
        parts += [
            f"Columns that must be there: {', '.join(f'`{name}`' for name in required)}. The others may be missing.",
            "How columns are read: " + "; ".join(f"`{to}` from `{raw}`" for to, raw in module.COLUMNS.items()) + ".",
        ]
    parts += [f"What is said of `{source.name}`:\n\n{table(['what', 'value'], facts(source))}" for source in those]
    return "\n\n".join([*parts, f"Code: {file_of(module)}"])


def facts(source: Source) -> Iterator[tuple[str, str]]:
    """What a publisher says of a source, line by line."""
    yield "published at", source.url or "your own disk"
    yield "licence", source.licence
    yield "citation", source.citation
    yield "may be passed on", "yes, with the citation" if source.may_ship else "no"
    yield "usual lag", f"{source.usual_lag_days} days from the end of a month to the day its events can be had"
    yield "encodings", ", ".join(source.encodings)
    for version, rows in source.expects.items():
        yield f"rows expected in {version}", f"{rows:,}"
    for version, official in source.files.items():
        yield f"fetched with `--download {version}`", f"{official.size:,} bytes, SHA-256 `{official.sha256}`"


def commands(command: TyperCommand | TyperGroup, name: str = "smoulder") -> Iterator[tuple[str, TyperCommand]]:
    """A command and all those below it, by full name."""
    yield name, command
    for part, below in getattr(command, "commands", {}).items():
        yield from commands(below, f"{name} {part}")


def cli_page() -> str:
    """The help of every command, plain."""
    parts = []
    for name, command in commands(typer.main.get_command(cli.app)):
        command.rich_markup_mode = None
        context = typer.Context(command, info_name=name, terminal_width=WIDTH, max_content_width=WIDTH)
        context.obj = {}
        parts.append(f"## `{name}`\n\n```text\n{command.get_help(context).strip()}\n```")
    return page("Command line", told(cli), *parts)


def stale() -> list[str]:
    """The pages that are not what the code says."""
    return [
        name
        for name, text in pages().items()
        if not (FOLDER / name).is_file() or (FOLDER / name).read_text(encoding="utf-8") != text
    ]


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or check them."""
    if list(arguments) not in ([], ["--check"]):
        print("usage: python docs/make.py [--check]", file=sys.stderr)
        return 2
    old = stale()
    if arguments and old:
        print(f"Stale: {', '.join(old)}. Run 'python docs/make.py'.", file=sys.stderr)
        return 1
    for name in old:
        (FOLDER / name).write_text(pages()[name], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
