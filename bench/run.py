"""Every bench in turn; each prints one line of JSON, also kept in bench/out/."""

import subprocess
from pathlib import Path

from measured import PYTHON

HERE = Path(__file__).parent
BENCHES = ("ingest", "assess", "models", "danger", "hindcast", "growth")

if __name__ == "__main__":
    (HERE / "out").mkdir(exist_ok=True)
    for name in BENCHES:
        said = subprocess.run([PYTHON, str(HERE / f"{name}.py")], check=True, capture_output=True, text=True).stdout
        (HERE / "out" / f"{name}.json").write_text(said)
        print(said.strip(), flush=True)
