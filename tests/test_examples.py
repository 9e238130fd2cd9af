import re
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent.parent / "examples"
LAST_LINES = {
    "own_table.py": r"kept 3 of 4",
    "scores.py": r"silence_table surely beats climatology at [1-4] of 4 horizons",
    "truth.py": r"called probably ended: [1-9]\d*, of which still fighting: 0",
    "verdict.py": r"verdict: (quiet|probably_ended)",
}
scripts = pytest.mark.parametrize("name", sorted(path.name for path in EXAMPLES.glob("*.py")))


def test_every_example_has_a_line_to_end_on():
    assert {path.name for path in EXAMPLES.glob("*.py")} == set(LAST_LINES)


@scripts
def test_an_example_is_short(name):
    assert len((EXAMPLES / name).read_text(encoding="utf-8").splitlines()) <= 60


@scripts
def test_an_example_runs_and_says_what_it_found(name, tmp_path):
    done = subprocess.run(
        [sys.executable, "-W", "error", EXAMPLES / name, tmp_path],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert re.fullmatch(LAST_LINES[name], lines[-1])
    assert name == "own_table.py" or lines[0].startswith("SIMULATED")
