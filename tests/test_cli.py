"""Every command: one JSON document or plain words, an exit code, and one sentence for whatever is wrong."""

import gzip
import hashlib
import json
import os
import resource
import signal
import subprocess
import sys
from io import StringIO

import pytest
from rich.console import Console

from conftest import COLUMNS, event, kept, monthly, write_csv
from smoulder import terminal

MONTHS = [f"{year}-{month:02}" for year in range(2000, 2012) for month in range(1, 13)]
MAP = 'name="own"\n[columns]\nevent_id="id"\ndate_start="date_start"\nside_a="side_b"\ncountry="country"\n'


@pytest.fixture(scope="session")
def _rows():
    rows = monthly(MONTHS)
    # one name borne by two groups, and a country that no coverage names
    rows += [event(900 + n, f"{month}-11", side_b="Kin", side_b_new_id=920001) for n, month in enumerate(MONTHS[:20])]
    rows += [event(950 + n, f"{month}-12", side_b="Kin", side_b_new_id=920002) for n, month in enumerate(MONTHS[:20])]
    return [*rows, event(999, "2003-03-03", country="Elsewhere")]


@pytest.fixture(scope="session")
def _made(tmp_path_factory, _rows):
    folder = tmp_path_factory.mktemp("cli")
    covered = "".join(
        f"[[coverage]]\nfrom='2000-01'\nto='2011-12'\ncountry='{land}'\n" for land in ("Quovland", "Quiet")
    )
    (folder / "coverage.toml").write_text(covered)
    kept(folder / "s.duckdb", _rows, coverage=folder / "coverage.toml")
    return folder / "s.duckdb"


@pytest.fixture
def store(_made, tmp_path):
    """A small store of this test's own."""
    path = tmp_path / "s.duckdb"
    path.write_bytes(_made.read_bytes())
    return path


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def refused(said):
    """One sentence on stderr, nothing on stdout, exit code 2."""
    assert said.code == 2
    assert said.out == ""
    assert said.err.startswith("smoulder: ")
    assert said.err.count("\n") == 1
    assert len(said.err) > 30
    return said.err


COMMANDS = {
    "sources": ["sources"],
    "groups": ["groups"],
    "groups of a name": ["groups", "sons"],
    "assess": ["assess", "Sons of Quov"],
    "assess in an area": ["assess", "910001", "--area", "Quovland/Zyr", "--as-of", "2009-06-30"],
    "hindcast": ["hindcast", "return", "--origins", "2004-06:2008-06:12", "--horizons", "12,24"],
    "assess with kin": ["assess", "Sons of Quov", "--with-kin"],
    "hindcast by country": ["hindcast", "return", "--origins", "2006-06", "--unit", "group-country"],
    "hindcast by country with kin": [
        "hindcast",
        "return",
        "--origins",
        "2006-06",
        "--unit",
        "group-country",
        "--with-kin",
    ],
}
STORED = [name for name in COMMANDS if name != "sources"]


@pytest.mark.parametrize("name", COMMANDS)
def test_json_is_one_document_and_nothing_else_is_on_stdout(name, store, smoulder):
    options = ["--store", store] if name in STORED else []
    said = smoulder(*COMMANDS[name], *options, "--json")
    assert (said.code, said.err) == (0, "")
    assert said.out.count("\n") == 1
    assert said.document


@pytest.mark.parametrize("name", STORED)
def test_globals_stand_before_or_after_the_command(name, store, smoulder):
    after = smoulder(*COMMANDS[name], "--store", store, "--json")
    before = smoulder("--json", "--store", store, *COMMANDS[name])
    joined = smoulder(f"--store={store}", *COMMANDS[name], "--json")
    for said in (before, joined):
        assert said.code == 0
        assert dict_without_clock(said.document) == dict_without_clock(after.document)


def dict_without_clock(document):
    if isinstance(document, dict):
        document.pop("manifest", None)
    return document


@pytest.mark.parametrize("name", COMMANDS)
def test_without_json_there_are_words(name, store, smoulder):
    said = smoulder(*COMMANDS[name], *(["--store", store] if name in STORED else []))
    assert said.code == 0
    assert said.out.strip()
    with pytest.raises(json.JSONDecodeError):
        json.loads(said.out)


def test_ingest_says_what_became_of_the_rows(tmp_path, smoulder):
    path = write_csv(tmp_path / "x.csv", [*monthly(MONTHS), event(998, "2003-03-03", best=-1)])
    said = smoulder("ingest", "ucdp-ged", path, "--store", tmp_path / "s.duckdb", "--json")
    told = said.document
    keys = "source version read kept rejected rejects_file first last licence citation"
    assert set(keys.split()) <= set(told)
    assert (told["read"], told["kept"], told["rejected"]) == (145, 144, 1)
    assert told["rejected_by_reason"] == {"fatalities_best is negative": 1}
    again = smoulder("ingest", "ucdp-ged", path, "--store", tmp_path / "s.duckdb", "--json")
    assert again.document["already_there"]
    plain = smoulder("ingest", "ucdp-ged", path, "--store", tmp_path / "other.duckdb")
    assert "145 rows read, 144 kept, 1 rejected" in plain.out


def test_simulate_writes_what_ingest_reads(tmp_path, smoulder):
    made = smoulder("simulate", tmp_path / "w", "--groups", 25, "--events", 1500, "--json").document
    assert made["simulated"]
    said = smoulder("ingest", "ucdp-ged", made["events"], "--coverage", made["coverage"], "--store", tmp_path / "s.db")
    assert said.code == 0
    group = json.loads((tmp_path / "w" / "truth.json").read_text())["groups"][0]
    told = smoulder("assess", group["id"], "--store", tmp_path / "s.db")
    assert told.out.startswith("SIMULATED")


def test_assess_writes_a_report_beside_its_answer(store, tmp_path, smoulder):
    said = smoulder("assess", "Sons of Quov", "--store", store, "--report", tmp_path / "r.html", "--json")
    assert said.code == 0
    assert said.document["status"]["verdict"] == "active"
    assert "Sons of Quov" in (tmp_path / "r.html").read_text(encoding="utf-8")


def shown(told, **changes):
    """What the terminal shows of an assessment whose group and status are changed."""
    out = StringIO()
    status = {key: changes.pop(key) for key in [*changes] if key in told["status"]}
    changed = told | {"group": told["group"] | changes, "status": told["status"] | status}
    terminal.assessment(Console(file=out, soft_wrap=True, width=200), changed)
    return out.getvalue()


def test_the_terminal_says_what_the_chance_rests_on(store, smoulder):
    told = smoulder("assess", "Sons of Quov", "--store", store, "--json").document
    p = told["status"]["p_return"]["60"]
    text = shown(told, interval={"12": [0.4, 0.7], "60": [0, 1]}, fitted="2007-12", caution="Learned elsewhere.")
    chance, then = told["status"]["sentence"], "Within 60 months: between 0% and 100% if such forecasts"
    assert text.index(chance) < text.index(then) < text.index("Learned elsewhere.")
    assert "fitted at the end of 2007-12" in text
    assert "0.40-0.70" in text
    assert "lies below that range" in shown(told, interval={"60": [(1 + p) / 2, 1]})
    assert "Within 60 months" not in shown(told, interval=None)
    assert "95% range" not in shown(told, interval=None)


def test_the_terminal_warns_of_kin_seen_since(store, smoulder):
    told = smoulder("assess", "Sons of Quov", "--store", store, "--json").document
    kin = [{"name": "Heirs [of] Quov", "relation": "renamed_to", "last_event": "2006-05-03"}]
    quiet, ended = (shown(told, verdict=verdict, kin_active_since=kin) for verdict in ("quiet", "probably_ended"))
    for text in (quiet, ended):
        assert "Sons of Quov went on as Heirs [of] Quov (renamed, last seen 3 May 2006): a silence of the name" in text
        assert text.index("Ask with --with-kin") < text.index(told["status"]["sentence"])
    assert "PROBABLY ENDED, BUT ONLY UNDER THIS NAME." in ended
    assert "ONLY QUIET." in quiet
    assert "PROBABLY ENDED. " in shown(told, verdict="probably_ended")
    assert "--with-kin" not in shown(told)


def test_the_terminal_names_the_kin_that_are_counted(store, smoulder):
    told = smoulder("assess", "Sons of Quov", "--store", store, "--json").document
    text = shown(told, counted="with kin", counted_with=["Heirs", "Others"])
    assert text.startswith("Sons of Quov (with kin) in world")
    assert "Counted together with Heirs and Others." in text
    assert "Counted together" not in shown(told)


def test_names_with_brackets_are_shown_whole(store, smoulder):
    told = smoulder("assess", "Sons of Quov", "--store", store, "--json").document
    assert shown(told, name="Front [red] :bomb:").startswith("Front [red] :bomb: in world")


def test_reading_changes_no_byte_of_the_store(store, smoulder):
    before = digest(store)
    for name in STORED:
        smoulder(*COMMANDS[name], "--store", store)
    assert digest(store) == before
    assert not store.with_name(store.name + ".wal").exists()


def csv_bytes(folder, rows=None, columns=COLUMNS):
    path = write_csv(folder / "made.csv", monthly(MONTHS) if rows is None else rows, columns)
    content = path.read_bytes()
    path.unlink()
    return content


BAD_FILES = {
    "truncated gz": (lambda f: gzip.compress(csv_bytes(f), mtime=0)[:-99], "cut off"),
    "UTF-16": (lambda f: csv_bytes(f).decode().encode("utf-16"), "UTF-16"),
    "Latin-1": (lambda f: csv_bytes(f).replace(b"Zyr", b"Z\xfcr"), "not utf-8"),
    "web page": (lambda f: b"<!DOCTYPE html><html><title>503, busy</title></html>", "web page"),
    "columns missing": (lambda f: csv_bytes(f, columns=COLUMNS[:30]), "lacks the columns"),
    "swapped places": (lambda f: csv_bytes(f, swapped(priogrid_gid="158680")), "swapped"),
    "swapped off the earth": (lambda f: csv_bytes(f, swapped(latitude="-140.25")), "off the earth"),
    "the year 9999": (lambda f: csv_bytes(f, changed(date_start="9999-12-31", date_end="9999-12-31")), "lies after"),
    "negative deaths": (lambda f: csv_bytes(f, changed(best="-1")), "negative"),
    "one id": (lambda f: csv_bytes(f, changed(id="1")), "event id seen before"),
    "an open quote": (lambda f: csv_bytes(f).replace(b",Zyr", b',"Zyr', 1), "opens a quote in line 2"),
    "no row": (lambda f: csv_bytes(f, []), "no rows"),
    "nothing": (lambda f: b"", "0 bytes"),
    "two kinds of line ends": (lambda f: csv_bytes(f) + b"9,9\n", "cannot be read as a table"),
    "prose": (lambda f: b"Dear sir or madam\n", "no header"),
}


def changed(**changes):
    return [row | changes for row in monthly(MONTHS)]


def swapped(**changes):
    return changed(**{"latitude": "-40.25", "longitude": "20.25", **changes})


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_one_sentence_and_leaves_the_store_as_it_was(name, store, tmp_path, smoulder):
    make, says = BAD_FILES[name]
    (tmp_path / "bad.csv").write_bytes(make(tmp_path))
    before = digest(store)
    assert says in refused(smoulder("ingest", "ucdp-ged", tmp_path / "bad.csv", "--store", store))
    assert digest(store) == before


BAD_USE = {
    "a folder": (["ingest", "ucdp-ged", "{folder}"], "is a folder"),
    "a missing file": (["ingest", "ucdp-ged", "{folder}/absent.csv"], "There is no file"),
    "no file named": (["ingest", "ucdp-ged"], "--download"),
    "an unknown source": (["ingest", "acled", "{folder}/x.csv"], "known are"),
    "a source that is not fetched": (["ingest", "gtd", "--download"], "cannot be fetched"),
    "an unknown version": (["ingest", "ucdp-ged", "3.1", "--download"], "known are 25.1, 26.1"),
    "a table without a map": (["ingest", "table", "{folder}/x.csv"], "--map"),
    "a map for GED": (["ingest", "ucdp-ged", "{folder}/x.csv", "--map", "{folder}/m.toml"], "--map"),
    "a missing map": (["ingest", "table", "{folder}/x.csv", "--map", "{folder}/absent.toml"], "cannot be read"),
    "a bad day of publication": (["ingest", "ucdp-ged", "{folder}/x.csv", "--known-from", "soon"], "no day"),
    "an early day of publication": (["ingest", "ucdp-ged", "{folder}/x.csv", "--known-from", "2001-01-01"], "known on"),
    "an unknown group": (["assess", "Nobody at all"], "No group"),
    "an ambiguous group": (["assess", "Kin"], "920001 (Kin), 920002 (Kin)"),
    "no group": (["assess", ""], "No group named"),
    "before the first month": (["assess", "910001", "--as-of", "1999-12-31"], "nothing could be seen"),
    "after the last month": (["assess", "910001", "--as-of", "2020-01-01"], "newest month in the store is 2011-12"),
    "a bad day": (["assess", "910001", "--as-of", "2005"], "YYYY-MM-DD"),
    "an unknown area": (["assess", "910001", "--area", "Atlantis"], "nearest"),
    "an unknown province": (["assess", "910001", "--area", "Quovland/Nowhere"], "no province of Quovland"),
    "an area not covered": (["assess", "910001", "--area", "Elsewhere"], "do not cover"),
    "a bad box": (["assess", "910001", "--area", "3,2,1,4"], "WEST,SOUTH,EAST,NORTH"),
    "a source not held": (["assess", "910001", "--source", "gtd"], "holds no source"),
    "an unknown source of groups": (["groups", "--source", "gtd"], "holds no source"),
    "a report nowhere": (["assess", "910001", "--report", "{folder}/absent/r.html"], "not there"),
    "a report that is a folder": (["assess", "910001", "--report", "{folder}/d.html"], "is a folder"),
    "a report of another kind": (["assess", "910001", "--report", "{folder}/r.docx"], ".html"),
    "bad origins": (["hindcast", "return", "--origins", "yesterday"], "YYYY-MM"),
    "origins backwards": (["hindcast", "return", "--origins", "2004-06:2003-06"], "first must not come after"),
    "origins outside": (["hindcast", "return", "--origins", "1980-06"], "outside"),
    "origins without a step": (["hindcast", "return", "--origins", "2003-06:2004-06:0"], "step"),
    "bad horizons": (["hindcast", "return", "--origins", "2004-06", "--horizons", "12,soon"], "no horizons"),
    "a horizon too long": (["hindcast", "return", "--origins", "2004-06", "--horizons", "121"], "121 is no horizon"),
    "an unknown model": (
        ["hindcast", "return", "--origins", "2004-06", "--models", "oracle"],
        "called oracle: there are",
    ),
    "an unknown unit": (["hindcast", "return", "--origins", "2004-06", "--unit", "dyad"], "no unit"),
    "a forecast nowhere": (["hindcast", "return", "--origins", "2004-06", "--out", "{folder}/no/f.parquet"], "folder"),
    "an unknown command": (["predict"], "No such command"),
    "an unknown option": (["groups", "--fast"], "No such option"),
    "a missing argument": (["assess"], "Missing argument"),
    "a world too small": (["simulate", "{folder}/w", "--groups", "1"], "groups"),
}
NO_STORE = ("an unknown command", "a world too small")


@pytest.mark.parametrize("name", BAD_USE)
def test_bad_use_is_one_sentence_and_leaves_the_store_as_it_was(name, store, tmp_path, smoulder):
    argv, says = BAD_USE[name]
    write_csv(tmp_path / "x.csv", monthly(MONTHS))
    (tmp_path / "m.toml").write_text(MAP)
    (tmp_path / "d.html").mkdir()
    before = digest(store)
    given = [each.format(folder=tmp_path) for each in argv]
    assert says in refused(smoulder(*given, *([] if name in NO_STORE else ["--store", store])))
    assert digest(store) == before


@pytest.mark.parametrize("name", ["groups", "assess", "hindcast"])
def test_a_store_that_is_none_is_one_sentence(name, tmp_path, smoulder):
    (tmp_path / "prose.duckdb").write_text("no database")
    for where in (tmp_path / "absent.duckdb", tmp_path / "prose.duckdb", tmp_path):
        assert "--store" in refused(smoulder(*COMMANDS[name], "--store", where)) or where == tmp_path
    assert sorted(path.name for path in tmp_path.iterdir()) == ["prose.duckdb"]


def test_an_empty_store_says_so(tmp_path, smoulder):
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n")
    refused(smoulder("ingest", "ucdp-ged", tmp_path / "bad.csv", "--store", tmp_path / "s.duckdb"))
    assert "ingest" in refused(smoulder("groups", "--store", tmp_path / "s.duckdb"))


def real_process(argv, **options):
    """A command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "smoulder.cli", *map(str, argv)], check=False, capture_output=True, text=True, **options
    )


def test_a_locked_store_is_one_sentence(store, tmp_path):
    path = write_csv(tmp_path / "x.csv", monthly(MONTHS))
    before = digest(store)
    hold = f"import duckdb, sys; con = duckdb.connect({str(store)!r}); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout.readline() == b"held\n"
        for argv in (["ingest", "ucdp-ged", path], ["groups"]):
            said = real_process([*argv, "--store", store])
            assert (said.returncode, said.stdout) == (2, "")
            assert "in use by another program" in said.stderr
            assert said.stderr.count("\n") == 1
        child.stdin.close()
    assert digest(store) == before


def test_a_full_disk_is_one_sentence(store, tmp_path):
    """No file may grow beyond 20,000 bytes: not the store, not the unpacked table, not the report."""

    def full():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    path = write_csv(tmp_path / "x.csv", monthly(MONTHS))
    (tmp_path / "x.csv.gz").write_bytes(gzip.compress(path.read_bytes()))
    before = digest(store)
    for argv in (
        ["ingest", "ucdp-ged", path],
        ["ingest", "ucdp-ged", tmp_path / "x.csv.gz"],
        ["assess", "910001", "--report", tmp_path / "r.html"],
    ):
        said = real_process([*argv, "--store", store], preexec_fn=full)
        assert (said.returncode, said.stdout) == (2, "")
        assert said.stderr.startswith("smoulder: ")
        assert said.stderr.count("\n") == 1
    assert not (tmp_path / "r.html").exists()
    assert real_process(["groups", "--json", "--store", store]).returncode == 0
    assert digest(store) == before


def test_a_real_process_gives_the_exit_code_and_the_default_store(store):
    environment = {**os.environ, "SMOULDER_STORE": str(store)}
    said = real_process(["groups", "--json"], env=environment)
    assert (said.returncode, said.stderr) == (0, "")
    assert {group["name"] for group in json.loads(said.stdout)} == {"Sons of Quov", "Kin"}
    assert real_process(["assess", "Nobody"], env=environment).returncode == 2


def test_help_is_no_error(smoulder):
    said = smoulder("--help")
    assert said.code == 0
    assert "assess" in said.out
