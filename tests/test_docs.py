"""Documentation that can be wrong without a failing test is no documentation."""

import ast
import importlib.util
import inspect
import re
import shlex
import sys
import tomllib
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
import typer

import test_endings
import test_layers
from conftest import NOW, Said
from smoulder import cli, control, endings, forecasts, metrics, status
from smoulder.endings import Model
from smoulder.ingest import ingest
from smoulder.sources import sources

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
KNOWN_HOSTS = {"ucdp.uu.se", "www.start.umd.edu"}
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def script(name):
    """A script of the docs folder as a module."""
    sys.path[:0] = [str(DOCS)] if str(DOCS) not in sys.path else []
    spec = importlib.util.spec_from_file_location(f"docs_{name}", DOCS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def text_of(page):
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page, kind):
    """The code blocks of a page that are marked with a word."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", text_of(page), re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def make():
    return script("make")


@pytest.fixture(scope="module")
def made(make):
    return make.pages()


def test_the_made_pages_are_fresh(make):
    assert make.stale() == []


def test_a_stale_page_is_found_and_made_again(make, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(make, "FOLDER", tmp_path)
    assert make.main(["--check"]) == 1
    assert "methods.md" in capsys.readouterr().err
    assert make.main([]) == 0
    assert make.main(["--check"]) == 0
    (tmp_path / "cli.md").write_text("old", encoding="utf-8")
    assert make.stale() == ["cli.md"]


def test_every_command_is_documented_with_every_option(make, made):
    for name, command in make.commands(typer.main.get_command(cli.app)):
        assert f"## `{name}`\n" in made["cli.md"]
        for parameter in command.params:
            assert parameter.opts[0] in made["cli.md"]


def test_every_source_model_diagnostic_and_metric_is_documented(made):
    for name, (source, _) in sources().items():
        for fact in (f"`{name}`", source.title, source.licence, source.citation, str(source.usual_lag_days)):
            assert fact in made["sources.md"]
    for name in [*endings.models(), *endings.diagnostics()]:
        assert f"### `{name}`\n" in made["methods.md"]
    for name in forecasts.models():
        assert f"### `{name}`\n" in made["methods.md"]
    for name in [*metrics.METRICS, "auc"]:
        assert f"`{name}`: " in made["methods.md"]
    held = [name for name in control.models() if not name.endswith("_published")]
    for name in held:
        assert f"### `{name}`\n" in made["methods.md"]
    models = len([*endings.models(), *endings.diagnostics(), *forecasts.models(), *held, "ensemble"])
    assert made["methods.md"].count("**Assumes:**") == models
    assert made["methods.md"].count("**Fails when:**") == models


def test_the_rules_of_the_verdict_are_those_of_the_code_in_their_order(made):
    nodes = [node for node in ast.walk(ast.parse(inspect.getsource(status))) if isinstance(node, ast.Return)]
    returned = [node.value for node in sorted(nodes, key=lambda node: node.lineno)]
    coded = [each.elts[0].value for each in returned if isinstance(each, ast.Tuple)]
    told = re.findall(r"^\| `(\w+)` \|", made["methods.md"].partition("## Words of likelihood")[0], re.MULTILINE)
    assert told == coded


@each_page
def test_links_lead_to_something(page):
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text_of(page)):
        assert "://" in target or (page.parent / target).exists(), target


@each_page
def test_no_page_names_a_path_of_a_machine_or_an_unknown_host(page):
    text = text_of(page)
    assert not re.search(r"(?<![\w.:/)>-])/(home|root|work|tmp|usr|Users|opt|var|mnt|etc|srv)\b|[A-Z]:\\", text)
    assert set(re.findall(r"https?://([^/\s)`]+)", text)) <= KNOWN_HOSTS


def test_the_make_targets_that_pages_name_are_there():
    targets = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))
    for page in PAGES:
        assert set(re.findall(r"(?m)(?:^|`)make ([a-z-]+)", text_of(page))) <= targets


def parsed(line):
    """The last command of a line with its arguments taken in, or an error of usage."""
    command = typer.main.get_command(cli.app)
    words = cli._globals_last(shlex.split(line, comments=True)[1:])
    while hasattr(command, "commands"):
        command, words = command.commands[words[0]], words[1:]
    return command.make_context(command.name, list(words))


@each_page
def test_every_command_in_a_page_is_one_that_the_command_line_takes(page):
    for block in blocks(page, "(?:sh|shell)"):
        for line in block.splitlines():
            if line.startswith("smoulder "):
                assert parsed(line).command


def run_here(smoulder, block) -> Said:
    """Run each line of a block; all but the last must work too."""
    for line in block.splitlines():
        said = smoulder(*shlex.split(line)[1:])
        assert said.code == 0, said.err
    return said


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty folder to run commands in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SMOULDER_STORE", "smoulder.duckdb")
    return tmp_path


@pytest.fixture
def here_with_data(here, real):
    for path in real.rglob("*.csv.gz"):
        (here / path.name).symlink_to(path)
    return here


def test_the_readme_on_an_invented_world_is_as_it_says(smoulder, here):
    [block] = [block for block in blocks("README.md", "sh") if "simulate" in block]
    assert run_here(smoulder, block).out.startswith("SIMULATED")
    assert "SIMULATED" in (here / "invented.html").read_text(encoding="utf-8")


def test_the_readme_on_real_events_prints_what_it_shows(smoulder, here_with_data):
    [block] = [block for block in blocks("README.md", "sh") if "simulate" not in block]
    [shown] = blocks("README.md", "text")
    printed = iter([line.rstrip() for line in run_here(smoulder, block).out.splitlines()])
    missing = [line for line in shown.splitlines() if line.rstrip() not in printed]  # in this order: `in` moves on
    assert missing == []
    assert (here_with_data / "is-syria.html").stat().st_size > 50_000


def test_the_python_of_the_readme_runs(here_with_data, capsys):
    [code] = blocks("README.md", "python")
    assert len(code.splitlines()) <= 10
    exec(compile(code, "README.md", "exec"), {})
    assert re.fullmatch(r"(active|quiet) 2019-11 0\.\d+\n", capsys.readouterr().out)


def test_every_score_in_the_readme_is_one_that_was_measured():
    quoted = re.findall(r"\b0\.\d{3}\b", text_of("README.md"))
    assert quoted
    assert set(quoted) <= set(re.findall(r"\b0\.\d{3}\b", text_of("docs/results.md")))


def test_the_measured_page_is_what_the_data_say_today(real):
    """Word for word, and number for number up to what another processor rounds in the optimisers' last digits."""
    page = text_of("docs/results.md")
    [day] = re.findall(r"Measured on (\d{4}-\d\d-\d\d)\.", page)
    measured, figure = script("results").results(real, day)
    number = r"-?\d+\.\d+"
    assert re.sub(number, "", measured) == re.sub(number, "", page)
    ours, theirs = ([float(each) for each in re.findall(number, text)] for text in (page, measured))
    assert ours == pytest.approx(theirs, abs=0.011)
    assert figure.startswith("<svg")


def module_of(code, name):
    """A code block as a module."""
    module = ModuleType(name)
    exec(compile(code, name, "exec"), module.__dict__)
    return module


def test_the_example_model_keeps_the_contract(monkeypatch):
    [code] = blocks("CONTRIBUTING.md", "python model")
    module = module_of(code, "smoulder.endings.copernican")
    assert "Assumes: " in inspect.getdoc(module)
    assert "Fails when: " in inspect.getdoc(module)
    monkeypatch.setitem(test_endings.MODELS, "copernican", Model(module.fit, module.curves))
    contract = [
        each for each in vars(test_endings).values() if test_endings.each_model.mark in getattr(each, "pytestmark", [])
    ]
    assert len(contract) > 5
    for keeps_it in contract:
        keeps_it("copernican")


def test_the_example_source_reads_a_file(monkeypatch, tmp_path):
    [code] = blocks("CONTRIBUTING.md", "python source")
    module = module_of(code, "smoulder.sources.observatory")
    known = sources() | {each.name: (each, module.layout) for each in module.SOURCES}
    monkeypatch.setattr(import_module("smoulder.ingest"), "sources", lambda: known)
    file = tmp_path / "incidents.csv"
    file.write_text("ref,day,by,country\n1,03/01/2024,Sons of Quov,Quovland\n2,31/02/2024,Sons of Quov,Quovland\n"
                    "3,09/02/2024,Sons of Quov,Quovland\n", encoding="utf-8")  # fmt: skip
    done = ingest(tmp_path / "store.duckdb", "observatory", file, now=NOW)
    assert (done.read, done.kept) == (3, 2)


def test_the_layers_that_are_shown_are_those_that_are_enforced():
    [shown] = blocks("CONTRIBUTING.md", "text layers")
    assert shown.splitlines() == test_layers.LAYERS


def test_the_citation_file_names_the_version_of_the_package():
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    facts = dict(re.findall(r"(?m)^([a-z-]+): (.+)$", text_of("CITATION.cff")))
    assert facts["cff-version"] == "1.2.0"
    assert facts["version"] == project["version"]
    assert facts["license"] == project["license"]
    assert '- name: "The smoulder developers"' in text_of("CITATION.cff")


def test_the_picture_is_small_and_there():
    assert 20_000 < (DOCS / "report.png").stat().st_size < 300_000
