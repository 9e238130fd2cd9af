"""A command as a whole process: seconds and peak memory, the median of several runs in turn with its rival."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

PYTHON = sys.executable
SMOULDER = (PYTHON, "-m", "smoulder.cli")
UNLIKE_INSTALLED = "PYTHONDONTWRITEBYTECODE"  # with it every run compiles the code again


class Run(NamedTuple):
    """Wall seconds, processor seconds (for a machine that others share), and the peak memory of a process in MB."""

    seconds: float
    cpu: float
    peak_mb: float


def run(command: Sequence[str]) -> Run:
    """One run; a failure ends the bench."""
    began = time.perf_counter()
    env = {name: value for name, value in os.environ.items() if name != UNLIKE_INSTALLED}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=env)
    said = process.stderr.read().decode() if process.stderr else ""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}: {said}")
    return Run(time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def medians(commands: Mapping[str, Sequence[str]], runs: int = 3) -> dict[str, Run]:
    """Each command so many times, in turn, so that all meet the same machine."""
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            found[name].append(run(command))
    return {name: Run(*map(statistics.median, zip(*those, strict=True))) for name, those in found.items()}


def world(folder: Path, groups: int, events: int) -> Path:
    """A simulated csv of so many rows, made once."""
    csv = folder / f"{events}" / "GEDEvent_simulated.csv"
    if not csv.exists():
        run([*SMOULDER, "simulate", str(csv.parent), "--groups", str(groups), "--events", str(events)])
    return csv


def ingest(csv: Path, store: Path) -> list[str]:
    """The command that reads a simulated csv into a store."""
    coverage = csv.parent / "coverage.toml"
    return [*SMOULDER, "ingest", "ucdp-ged", str(csv), "--coverage", str(coverage), "--store", str(store), "--json"]


def fresh(command: Sequence[str], store: Path) -> list[str]:
    """The command on a store that is not there yet."""
    return ["sh", "-c", f'rm -rf "{store}" "{store}.wal" && exec "$@"', "sh", *command]
