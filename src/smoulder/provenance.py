"""What an answer rests on: releases, licences, the day of knowledge, versions of the software."""

import platform
from collections.abc import Sequence
from datetime import date, datetime
from importlib.metadata import version
from typing import Any

from smoulder.months import label
from smoulder.types import SightingRecord
from smoulder.vintage import Release, View

PACKAGES = ("duckdb", "numpy", "polars", "scipy", "vl-convert-python")


def data_of(release: Release) -> dict[str, Any]:
    """What is to be said of a release wherever it is used, licence and citation among it."""
    countries = [each.country for each in release.coverage if each.country]
    return {
        "source": release.source, "title": release.title, "version": release.version,
        "known_from": str(release.known_from) if release.known_from else None,
        "known_from_assumed": release.known_from is None, "usual_lag_days": release.usual_lag_days,
        "first": label(release.first), "last": label(release.last),
        "covers": "world" if release.worldwide else ", ".join(dict.fromkeys(countries)),
        "events": release.rows, "rejected": release.rejected, "licence": release.licence,
        "citation": release.citation, "sha256": release.sha256,
    }  # fmt: skip


def vintage(seen: View, record: SightingRecord) -> dict[str, Any]:
    """Of what day the knowledge is, and of what kind."""
    visible = _newest(record)
    newest = seen.segments[-1].release
    if seen.kind == "real-time":
        sentence = f"As published by {seen.as_of}: {', '.join(f'{r.source} {r.version}' for r in seen.releases)}."
    else:
        sentence = (
            f"Pseudo-real-time: events up to {label(visible)} as {newest.source} {newest.version} coded them"
            f" later; a month is assumed to have been known {newest.usual_lag_days} days after it ended."
        )
    return {
        "kind": seen.kind,
        "newest_month": label(visible),
        "lag_days": newest.usual_lag_days,
        "sentence": sentence,
    }


def published(seen: View) -> date | None:
    """The day of the newest release, where months are as UCDP published them by then."""
    days = [release.known_from for release in seen.releases if release.known_from]
    return max(days) if days and seen.kind == "real-time" and seen.releases[0].family == "ucdp" else None


def _newest(record: SightingRecord) -> int:
    """The newest month in which the area could be seen."""
    blind = set(record.blind)
    return next((month for month in range(record.end, record.start, -1) if month not in blind), record.start)


def manifest(seen: View, *, command: str, seed: int, now: datetime, also: Sequence[str] = ()) -> dict[str, Any]:
    """What made an answer; also: packages used beside PACKAGES."""
    return {
        "smoulder": version("smoulder"),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in sorted([*PACKAGES, *also])},
        "command": command,
        "seed": seed,
        "store_versions": [
            {"source": release.source, "version": release.version, "file": release.file, "sha256": release.sha256}
            for release in seen.releases
        ],
        "made_at": f"{now:%Y-%m-%dT%H:%M:%SZ}",
    }
