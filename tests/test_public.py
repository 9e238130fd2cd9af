import inspect
import subprocess
import sys

import pytest

import smoulder


def python(code):
    """What a fresh interpreter prints."""
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def test_the_public_names_are_sorted_and_each_is_there_and_says_what_it_is():
    assert smoulder.__all__ == sorted(smoulder.__all__)
    for name in smoulder.__all__:
        assert getattr(smoulder, name).__name__ == name
        assert inspect.getdoc(getattr(smoulder, name))


def test_importing_draws_no_figure_and_fetches_nothing():
    assert python("import sys, smoulder; print(*({'vl_convert', 'httpx2', 'typer'} & set(sys.modules)))") == ""


@pytest.mark.parametrize("before", ["import smoulder.{0}", "from smoulder.{0} import {0}", "smoulder.{0}"])
def test_a_function_is_not_hidden_by_its_module_whatever_came_before(before):
    names = ("assess", "ingest", "simulate")
    first = "; ".join(before.format(name) for name in names)
    code = f"import smoulder; {first}; print(*(callable(getattr(smoulder, name)) for name in {names}))"
    assert python(code) == "True True True"
