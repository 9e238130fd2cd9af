"""Learn from simulated wars what the models of control ship with: `python docs/shipped_control.py`.

Wars of the seeds TAUGHT only; settings were chosen on others, and the scores in control.md are of others again.
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from smoulder.control import models
from smoulder.control_scores import TAUGHT, simulated
from smoulder.types import Floats

FILE = Path(__file__).parents[1] / "src" / "smoulder" / "shipped_control.json"
LEARNED = ("exposure", "sticky")


def rounded(table: Floats) -> Any:
    """Numbers to five digits that count: a chance that is small is not none."""
    return [rounded(row) for row in table] if table.ndim else float(f"{table:.5g}")


def main() -> int:
    """Write the file."""
    wars = [simulated(seed) for seed in TAUGHT]
    panels, known = [war.panel for war in wars], [war.known for war in wars]
    told = {}
    for name in LEARNED:
        tables = models()[name].fit(panels, known)._asdict()
        told[name] = {key: rounded(np.asarray(value)) for key, value in tables.items()}
    about = f"Learned from simulated wars, seeds {TAUGHT.start} to {TAUGHT[-1]}, by python docs/shipped_control.py"
    FILE.write_text(json.dumps({"about": about, "models": told}, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
