"""Where things are kept: the store, the user's own lineage and ledger beside it, fetched files."""

import os
from pathlib import Path

import platformdirs


def store_path(given: Path | None) -> Path:
    """The store: the one given, else $SMOULDER_STORE, else the platform's data folder."""
    named = given or (Path(os.environ["SMOULDER_STORE"]) if os.environ.get("SMOULDER_STORE") else None)
    return named or platformdirs.user_data_path("smoulder") / "smoulder.duckdb"


def own_lineage(store: Path) -> Path | None:
    """The user's own lineage file, `lineage.toml` beside the store, if there is one."""
    path = store.parent / "lineage.toml"
    return path if path.exists() else None


def own_ledger(store: Path) -> Path:
    """The user's own claims, `ledger.csv` beside the store, whether or not there are any yet."""
    return store.parent / "ledger.csv"


def cache() -> Path:
    """Where fetched files are kept."""
    return platformdirs.user_cache_path("smoulder")
