"""Where things are kept: the store, the user's own lineage and ledger beside it, files; which model is asked."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from smoulder.errors import BadInput

if TYPE_CHECKING:
    from smoulder.chat import Endpoint


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


def endpoint() -> "Endpoint":
    """The language model of $SMOULDER_LLM_URL, _MODEL and _KEY; raises BadInput if the first two are not set."""
    from smoulder.chat import Endpoint  # here: what asks over a network takes long to import, and few commands ask

    url, model, key = (os.environ.get(f"SMOULDER_LLM_{name}", "").strip() for name in ("URL", "MODEL", "KEY"))
    if not url or not model:
        raise BadInput(
            "No language model is set: set SMOULDER_LLM_URL (for example http://localhost:11434/v1) and"
            " SMOULDER_LLM_MODEL, or read by the rules."
        )
    return Endpoint(url, model, key or None)
