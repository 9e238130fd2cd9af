"""What the terminal shows: plain sentences and tables, the simulated world named first."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from smoulder.ingest import Ingested
from smoulder.months import label
from smoulder.sections import called
from smoulder.sections.danger import headline, qualified
from smoulder.sections.fighting import headline as fights
from smoulder.sections.spread import headline as spread_to
from smoulder.sections.verdict import counted, kin_warning, name_only, spread
from smoulder.sections.where_next import headline as unseen
from smoulder.store import GroupSeen

VERDICTS = {
    "active": "ACTIVE",
    "quiet": "ONLY QUIET",
    "probably_ended": "PROBABLY ENDED",
    "cannot_say": "CANNOT SAY",
}
NAME_ONLY = "PROBABLY ENDED, BUT ONLY UNDER THIS NAME"


def assessment(out: Console, told: Mapping[str, Any]) -> None:
    """An assessment in one screen: verdict, record, chances with every baseline, what followed, the data."""
    if told["simulated"]:
        _say(out, f"SIMULATED: an invented world, not the real one. {told.get('simulated_reason') or ''}".strip())
    status, record, where = told["status"], told["record"], told["area"]
    verdict = NAME_ONLY if name_only(told) else VERDICTS[status["verdict"]]
    out.print(Text(called(told["group"]), "bold").append(f" in {where}, as known on {told['as_of']}", "not bold"))
    out.print(Text(f"{verdict}.", "bold").append(f" {status['reason']}", "not bold"))
    if warning := kin_warning(told):
        out.print(Text(warning, "bold"))
    for sentence in (*counted(told["group"]), status["sentence"], *spread(status), status["caution"]):
        if sentence:
            _say(out, sentence)
    _say(out, f"Newest month the data could have shown: {told['vintage']['newest_month']}.")
    _say(
        out,
        f"Record: {record['events']} events from {record['first_event']} to {record['last_event']},"
        f" {_known(record['fatalities_best'])} deaths by the best estimate; {record['active_months']} active months,"
        f" silent {_known(record['silent_months'])}, blind {_known(record['blind_months'])} months since.",
    )
    out.print(_chances(status))
    if told.get("danger"):
        _say(out, " ".join(["Danger:", headline(told["danger"]), *qualified(told["danger"])]))
    if told.get("fighting"):
        _say(out, f"How it fights: {fights(told['fighting'])}")
    if told.get("where_next"):
        _say(out, f"Where it could be unseen: {told['where_next']['declined'] or unseen(told['where_next'])}")
    if told.get("spread") and told["spread"]["names"]:
        _say(out, f"Where it spread: {spread_to(told['spread'], told)}")
    _say(out, told["since"]["sentence"] if told["since"] else "Nothing later is in the store.")
    _say(out, told["vintage"]["sentence"])
    for release in told["data"]:
        _say(
            out,
            f"Data: {release['title']} {release['version']}, {release['first']} to {release['last']}, covers"
            f" {release['covers']}. {release['licence']}. {release['citation']}",
        )


def _say(out: Console, text: str) -> None:
    """Print a text as it stands: what came from data is no markup."""
    out.print(text, highlight=False, markup=False, emoji=False)


def _known(number: int | None) -> str:
    return "unknown" if number is None else str(number)


def _chances(status: Mapping[str, Any]) -> Table:
    horizons = ("1", "6", "12", "24", "36", "60", "120")
    table = Table("Chance of an event within", *(f"{each} m" for each in horizons), box=None)
    for model in status["models"]:
        used = model["name"] == status["model"]
        name = model["name"] + (" *" if used else "")
        if model["p_return"] is None:
            table.add_row(name, "declines: " + model["declined"])
        else:
            table.add_row(name, *(f"{model['p_return'][each]:.2f}" for each in horizons))
        if used and status["interval"]:
            table.add_row("  95% range", *(_range(status["interval"].get(each)) for each in horizons))
    table.caption = f"* the model behind the verdict; all were fitted at the end of {status['fitted']}"
    table.caption_justify = "left"
    return table


def _range(ends: Sequence[float] | None) -> str:
    return "-" if ends is None else "{:.2f}-{:.2f}".format(*ends)


def ingested_document(done: Ingested) -> dict[str, Any]:
    """What became of a file's rows, for --json."""
    release = done.release
    return {
        "source": release.source, "version": release.version, "read": done.read, "kept": done.kept,
        "rejected": done.read - done.kept, "rejected_by_reason": done.rejected, "left_aside": done.skipped,
        "notes": done.notes, "rejects_file": str(done.rejects_file) if done.rejects_file else None,
        "first": label(release.first), "last": label(release.last), "licence": release.licence,
        "citation": release.citation, "simulated": release.simulated, "already_there": done.already_there,
    }  # fmt: skip


def ingested(out: Console, done: Ingested) -> None:
    """What became of a file's rows."""
    release = done.release
    if done.already_there:
        _say(out, f"{release.source} {release.version} is in the store already; nothing was changed.")
        return
    _say(
        out,
        f"{release.source} {release.version}: {done.read} rows read, {done.kept} kept,"
        f" {done.read - done.kept} rejected.",
    )
    for title, counts in (("rejected", done.rejected), ("left aside", done.skipped), ("kept, but note", done.notes)):
        for reason, count in counts.items():
            _say(out, f"  {title}: {count} rows, {reason}")
    if done.rejects_file:
        _say(out, f"  The rejected rows, each with its reason: {done.rejects_file}")
    _say(out, f"{release.licence}. {release.citation}")


def groups(out: Console, found: Sequence[tuple[GroupSeen, int]]) -> None:
    """Groups with their silence in months."""
    table = Table("id", "name", "first", "last", "events", "deaths (best)", "silent months", box=None)
    for each, silence in found:
        table.add_row(
            Text(each.group.key if each.group.key != each.group.name else "-"), Text(each.group.name), str(each.first),
            str(each.last), str(each.events), _known(each.fatalities_best), str(silence),
        )  # fmt: skip
    out.print(table)


def hindcast(out: Console, summary: Mapping[str, Any]) -> None:
    """Scores by horizon and length of silence: never pooled over horizons."""
    _say(
        out,
        f"Return of {summary['panel']['units']} units, origins {summary['origins'][0]}..{summary['origins'][-1]},"
        f" {summary['vintage']}; data: {', '.join(summary['data'])}.",
    )
    for least in sorted({row["silent_at_least"] for row in summary["scores"]}):
        table = Table("months", "model", "cases", "returned", "Brier", "log score", "skill (95%)", box=None)
        table.title, table.title_justify = f"Silent for at least {least} months", "left"
        for row in summary["scores"]:
            if row["silent_at_least"] == least:
                table.add_row(*_score_row(row))
        out.print(table)
    out.print("Skill: of the log score over silence_table, with its interval by group.", highlight=False)


def _score_row(row: Mapping[str, Any]) -> list[str]:
    def number(value: float | None, digits: int = 3) -> str:
        return "-" if value is None else f"{value:.{digits}f}"

    skill = row["skill"].get("silence_table", {}).get("log_score")
    told = "" if not skill else " ".join(number(skill[each], 2) for each in ("value", "low", "high"))
    cells = (number(row[each]) for each in ("returned", "brier", "log_score"))
    return [str(row["horizon"]), row["model"], str(row["cases"]), *cells, told]
