"""What several tests share: files in the official layout, one invented world, and nothing of this user's own."""

import csv
import json
import os
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from smoulder import cli
from smoulder.ingest import Ingested, ingest
from smoulder.simulate import COVERAGE, TRUTH, simulate

NOW = datetime(2026, 11, 20, 12)
COLUMNS = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id"
    " dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources"
    " source_article source_office source_date source_headline source_original where_prec where_coordinates"
    " where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity"
    " date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob"
).split()
EVENT = {  # an invented event, placed in the open ocean
    "type_of_violence": "1",
    "side_a": "Government of Quovland",
    "side_a_new_id": "900001",
    "side_b": "Sons of Quov",
    "side_b_new_id": "910001",
    "where_prec": "1",
    "adm_1": "Zyr province",
    "latitude": "20.25",
    "longitude": "-40.25",
    "country": "Quovland",
    "country_id": "1001",
    "date_prec": "1",
    "deaths_a": "1",
    "deaths_b": "2",
    "deaths_civilians": "0",
    "deaths_unknown": "0",
    "best": "3",
    "high": "4",
    "low": "3",
}


def event(number: int, day: str, **changes: object) -> dict[str, str]:
    """A GED row of one day."""
    return EVENT | {"id": str(number), "date_start": day, "date_end": day} | {k: str(v) for k, v in changes.items()}


def monthly(months: Iterable[str], **changes: object) -> list[dict[str, str]]:
    """One GED row on the tenth of each month YYYY-MM."""
    return [event(number, f"{month}-10", **changes) for number, month in enumerate(months, start=1)]


def write_csv(path: Path, rows: Iterable[Mapping[str, str]], columns: Iterable[str] = COLUMNS) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(columns), restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


def kept(store: Path, rows: Iterable[Mapping[str, str]], name: str = "extract.csv", **options: Any) -> Ingested:
    """Rows of the GED layout ingested as a file of the given name."""
    path = write_csv(store.parent / name, rows)
    return ingest(store, options.pop("source", "ucdp-ged"), path, **{"now": NOW, **options})


class World(NamedTuple):
    """An invented world in a store, and what is true of it."""

    store: Path
    csv: Path
    coverage: Path
    truth: dict[str, Any]

    def of(self, fate: str) -> list[dict[str, Any]]:
        return [group for group in self.truth["groups"] if group["fate"] == fate]


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("world")
    path = simulate(folder, groups=30, events=4_000, seed=1)
    ingest(folder / "store.duckdb", "ucdp-ged", path, now=NOW, coverage=folder / COVERAGE)
    truth = json.loads((folder / TRUTH).read_text(encoding="utf-8"))
    return World(folder / "store.duckdb", path, folder / COVERAGE, truth)


@pytest.fixture(autouse=True)
def _apart(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test reads or writes this user's own store, cache or settings."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(home))
    for name in ("SMOULDER_STORE", "SMOULDER_GED"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def real() -> Path:
    """The folder of real data."""
    if not os.environ.get("SMOULDER_TEST_DATA"):
        pytest.skip("no data")
    return Path(os.environ["SMOULDER_TEST_DATA"]).resolve()


class Said(NamedTuple):
    """What a command gave back."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def smoulder(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Run a command in this process."""

    def said(*argv: object) -> Said:
        capsys.readouterr()
        code = cli.run([str(each) for each in argv])
        out, err = capsys.readouterr()
        return Said(code, out, err)

    return said
