"""What the terminal shows: plain sentences and tables, the simulated world named first."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from smoulder.ingest import Ingested
from smoulder.months import label
from smoulder.store import GroupSeen

VERDICTS = {
    "active": "ACTIVE",
    "quiet": "ONLY QUIET",
    "probably_ended": "PROBABLY ENDED",
    "cannot_say": "CANNOT SAY",
}


def assessment(out: Console, told: Mapping[str, Any]) -> None:
    """An assessment in one screen: verdict, record, chances with every baseline, what followed, the data."""
    if told["simulated"]:
        out.print(f"SIMULATED: an invented world, not the real one. {told.get('simulated_reason') or ''}".strip())
    status, record, where = told["status"], told["record"], told["area"]
    out.print(f"[bold]{told['group']['name']}[/] in {where}, as known on {told['as_of']}", highlight=False)
    out.print(f"[bold]{VERDICTS[status['verdict']]}.[/] {status['reason']}", highlight=False)
    if status["sentence"]:
        out.print(status["sentence"], highlight=False)
    if status["caution"]:
        out.print(status["caution"], highlight=False)
    out.print(f"Newest month the data could have shown: {told['vintage']['newest_month']}.", highlight=False)
    out.print(
        f"Record: {record['events']} events from {record['first_event']} to {record['last_event']},"
        f" {_known(record['fatalities_best'])} deaths by the best estimate; {record['active_months']} active months,"
        f" silent {_known(record['silent_months'])}, blind {_known(record['blind_months'])} months since.",
        highlight=False,
    )
    out.print(_chances(status))
    out.print(told["since"]["sentence"] if told["since"] else "Nothing later is in the store.", highlight=False)
    out.print(told["vintage"]["sentence"], highlight=False)
    for release in told["data"]:
        out.print(
            f"Data: {release['title']} {release['version']}, {release['first']} to {release['last']}, covers"
            f" {release['covers']}. {release['licence']}. {release['citation']}",
            highlight=False,
        )


def _known(number: int | None) -> str:
    return "unknown" if number is None else str(number)


def _chances(status: Mapping[str, Any]) -> Table:
    horizons = ("1", "6", "12", "24", "36", "60", "120")
    table = Table("Chance of an event within", *(f"{each} m" for each in horizons), box=None)
    for model in status["models"]:
        name = model["name"] + (" *" if model["name"] == status["model"] else "")
        if model["p_return"] is None:
            table.add_row(name, "declines: " + model["declined"])
        else:
            table.add_row(name, *(f"{model['p_return'][each]:.2f}" for each in horizons))
    table.caption = "* the model behind the verdict; the others are baselines"
    table.caption_justify = "left"
    return table


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
        out.print(f"{release.source} {release.version} is in the store already; nothing was changed.", highlight=False)
        return
    out.print(
        f"{release.source} {release.version}: {done.read} rows read, {done.kept} kept,"
        f" {done.read - done.kept} rejected.",
        highlight=False,
    )
    for title, counts in (("rejected", done.rejected), ("left aside", done.skipped), ("kept, but note", done.notes)):
        for reason, count in counts.items():
            out.print(f"  {title}: {count} rows, {reason}", highlight=False)
    if done.rejects_file:
        out.print(f"  The rejected rows, each with its reason: {done.rejects_file}", highlight=False)
    out.print(f"{release.licence}. {release.citation}", highlight=False)


def groups(out: Console, found: Sequence[tuple[GroupSeen, int]]) -> None:
    """Groups with their silence in months."""
    table = Table("id", "name", "first", "last", "events", "deaths (best)", "silent months", box=None)
    for each, silence in found:
        table.add_row(
            each.group.key if each.group.key != each.group.name else "-", each.group.name, str(each.first),
            str(each.last), str(each.events), _known(each.fatalities_best), str(silence),
        )  # fmt: skip
    out.print(table)


def hindcast(out: Console, summary: Mapping[str, Any]) -> None:
    """Scores by horizon and length of silence: never pooled over horizons."""
    out.print(
        f"Return of {summary['panel']['units']} units, origins {summary['origins'][0]}..{summary['origins'][-1]},"
        f" {summary['vintage']}; data: {', '.join(summary['data'])}.",
        highlight=False,
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
