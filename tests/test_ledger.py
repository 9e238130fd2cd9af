"""The ledger: its rows are whole, the user's own only grows, outcomes stand beside what was written by hand."""

import csv
import gzip
import importlib.util
import io
import json
import re
import sys
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import event, kept, monthly
from smoulder import ledger
from smoulder.areas import Area, parse_area, resolve
from smoulder.claim_review import as_json, claim_review, claim_reviews
from smoulder.errors import BadInput
from smoulder.ingest import ingest
from smoulder.ledger import COLUMNS, KINDS, Entry, add, chosen, entry, load
from smoulder.lineage import fold, load_lineage
from smoulder.outcome_rules import VERDICTS
from smoulder.resolution import Outcome
from smoulder.store import opened, releases
from smoulder.victory_record import Scored, as_csv, at, rates, score

DOCS = Path(__file__).parent.parent / "docs"
CLAIM = {
    "date": "2005-06-15", "speaker": "Ada Zyr", "office": "Minister", "organisation": "Government of Quovland",
    "group": "Sons of Quov", "ucdp": "910001", "area": "Quovland", "kind": "unilateral", "claim": "The Sons are done.",
    "source": "Invented", "confidence": "read", "outcome": "failed",
}  # fmt: skip
YEARS = [f"{year}-{month:02}" for year in (2003, 2004) for month in range(1, 13)]


@pytest.fixture
def world_store(tmp_path):
    """A store in which the Sons of Quov fought in 2003 and 2004, and in 2006."""
    path = tmp_path / "coverage.toml"
    path.write_text('[[coverage]]\nfrom = "1998-01"\nto = "2020-12"\n', encoding="utf-8")
    store = tmp_path / "store.duckdb"
    kept(store, [*monthly(YEARS), event(900, "2006-02-10", best=60)], coverage=path)
    return store


def test_at_least_a_hundred_claims_ship_and_each_is_whole():
    entries = load()
    assert len(entries) >= 100
    assert entries[0].date >= "1989"
    assert entries[-1].date < "2026"
    for each in entries:
        assert each.said >= date(1989, 1, 1)
        parse_area(each.area)
        assert each.followed
        assert each.confidence == "general knowledge" or each.source != "general knowledge"
        assert each.revised.partition(":")[0] in ("kept", "confirmed", "corrected", "added")
        assert each.revised != "corrected"  # it says what was
    assert set(KINDS) == {each.kind for each in entries}
    assert len({each.id for each in entries}) == len(entries)


NEVER_IN_UCDP = {"Japan", "Greece"}  # no event of theirs is in GED: a claim about them is not checkable by it


def test_every_area_is_one_of_ucdps(real):
    files = ("ged251_dyad_country_year_1989_2016.parquet", "ged261_13_years.parquet")
    known = {name: () for file in files for name in pl.read_parquet(real / "ucdp" / file)["country"].drop_nulls()}
    with gzip.open(real / "ucdp" / "GEDEvent_Syria_2016_2019.csv.gz") as file:
        provinces = pl.read_csv(file.read(), columns=["adm_1"])["adm_1"].drop_nulls().unique().to_list()
    for each in load():
        area = parse_area(each.area)
        if area.country in NEVER_IN_UCDP:
            with pytest.raises(BadInput):
                resolve(Area(area.country), known)
        elif area.country:
            country = resolve(Area(area.country), known).country
            if area.admin1:  # the only provinces at hand are Syria's; of others no more than the form can be tested
                names = provinces if country == "Syria" else [f"{area.admin1} province"]
                assert resolve(Area(country, area.admin1), {country: names}).admin1 in names


def test_every_group_id_is_ucdps_for_a_group_of_that_name(real):
    actors = pl.read_csv(real / "ucdp" / "ucdp-actor-221.csv", encoding="latin1", infer_schema_length=0)
    names = dict(zip(actors[actors.columns[0]], actors["NameData"], strict=True))
    lineage = load_lineage()
    for each in load():
        if each.ucdp:
            known = lineage.groups.get(lineage.by_ucdp.get(each.ucdp, ""))
            assert fold(each.group) in {
                fold(names[each.ucdp]),
                *(fold(name) for name in (known.names if known else ())),
            }


def test_no_row_of_the_research_notes_is_lost(real):
    with (real / "text" / "victory_claims_research.csv").open(encoding="utf-8") as file:
        notes = len(list(csv.DictReader(file)))
    how = Counter(each.revised.partition(":")[0] for each in load())
    assert how["kept"] + how["confirmed"] + how["corrected"] + len(docs().DROPPED) == notes


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"date": "June 2005"}, "write the date as"),
        ({"date": "2005-13"}, "no month"),
        ({"date": "2005-02-30"}, "is no day"),
        ({"speaker": " "}, "lacks its speaker"),
        ({"kind": "bold"}, "is no kind"),
        ({"claim_type": "boast"}, "is no claim_type"),
        ({"confidence": "sure"}, "is no confidence"),
        ({"outcome": "won"}, "is no outcome"),
        ({"deadline": "2005-12-31"}, "has a deadline if"),
        ({"kind": "with deadline"}, "has a deadline if"),
        ({"kind": "with deadline", "deadline": "2001-01-01"}, "lies before the claim"),
        ({"kind": "with deadline", "deadline": "soon"}, "is no day"),
        ({"ucdp": "IS"}, "no UCDP actor id"),
        ({"area": "200,0,300,1"}, "off the map"),
        ({"mood": "grim"}, "has no mood"),
    ],
)
def test_a_wrong_claim_is_refused_in_one_sentence(wrong, told):
    with pytest.raises(BadInput, match=told):
        entry(CLAIM | wrong)


def test_a_claim_of_a_year_or_month_was_said_by_its_end():
    assert entry(CLAIM | {"date": "2005"}).said == date(2005, 12, 31)
    assert entry(CLAIM | {"date": "2005-02"}).said == date(2005, 2, 28)
    assert entry(CLAIM).id == "2005-zyr-sonsofquov"
    assert entry(CLAIM | {"kind": "with deadline", "deadline": "2006-01-01"}).claim_type == "defeat_deadline"


def test_the_users_own_ledger_grows_and_never_changes(tmp_path):
    own = tmp_path / "ledger.csv"
    add(own, entry(CLAIM))
    before = own.read_bytes()
    add(own, entry(CLAIM | {"date": "2006-01-01", "claim": 'Again, "finished",\nfor good = yes'}))
    assert own.read_bytes().startswith(before)
    assert len(load(own)) == len(load()) + 2
    assert [each.name for each in tmp_path.iterdir()] == ["ledger.csv"]
    for twice, told in (
        (CLAIM, "already"),
        (CLAIM | {"id": "other"}, "already, as"),
        (CLAIM | {"id": load()[0].id}, "already"),
    ):
        with pytest.raises(BadInput, match=told):
            add(own, entry(twice))
    assert len(load(own)) == len(load()) + 2


TEXT = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=40).filter(str.strip)


@settings(deadline=None)
@given(claim=TEXT, speaker=TEXT)
def test_whatever_is_added_is_read_again(tmp_path_factory, claim, speaker):
    own = tmp_path_factory.mktemp("own") / "ledger.csv"
    new = entry(CLAIM | {"claim": claim, "speaker": speaker, "id": "mine"})
    add(own, new)
    assert new in load(own)


@pytest.mark.parametrize(
    "text", ["", "a,b\n1,2\n", ",".join(COLUMNS) + "\n1,2\n", "\0", ",".join(COLUMNS) + "\n" + "x," * 40 + "\n"]
)
def test_a_file_that_is_no_ledger_is_refused(tmp_path, text):
    path = tmp_path / "ledger.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=r"ledger|columns"):
        load(path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadInput, match="cannot be read"):
        load(path)


def test_too_large_a_ledger_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(ledger, "LIMIT", 10)
    (tmp_path / "ledger.csv").write_text("x" * 11, encoding="utf-8")
    with pytest.raises(BadInput, match="larger"):
        load(tmp_path / "ledger.csv")


def test_filters_find_by_group_country_and_speaker():
    entries = load()
    assert {each.group for each in chosen(entries, group="taleb")} == {"Taleban"}
    assert all("Libya" in each.area for each in chosen(entries, country="LIBYA"))
    assert {each.speaker for each in chosen(entries, speaker="soylu")} == {"Süleyman Soylu"}
    assert chosen(entries, speaker="Government of Uganda")
    assert chosen(entries, group="no such group") == []


def fared(store, *changes):
    with opened(store) as con:
        return score(
            con, [entry(CLAIM | {"id": str(n)} | each) for n, each in enumerate(changes)], releases(con), load_lineage()
        )


def test_hand_and_events_stand_beside_each_other(world_store):
    same, other, unknown, nobody = fared(
        world_store, {}, {"outcome": "held"}, {"outcome": ""}, {"group": "No such group", "ucdp": "1"}
    )
    assert same.outcome.verdict == other.outcome.verdict == unknown.outcome.verdict == "failed"
    assert [same.disagrees, other.disagrees, unknown.disagrees, nobody.disagrees] == [False, True, False, False]
    assert other.entry.outcome == "held"
    assert nobody.outcome.verdict == "not checkable"


def test_rates_count_what_was_seen_whole(world_store):
    found = fared(
        world_store,
        {},
        {"date": "2004-12-31"},
        {"date": "2010-01-01"},
        {"date": "2018-06-01"},
        {"group": "Nobody", "ucdp": ""},
    )
    by = {(rate.kind, rate.horizon): rate for rate in rates(found)}
    assert [verdict for verdict, _ in at(found, 60)] == ["failed", "failed", "held"]
    assert by["all", 60].failed.happened == 2
    assert (by["all", 24].held.happened, by["all", 24].held.cases) == (2, 4)  # of 2018, seen for two years
    assert by["all", None].failed.cases == 5
    assert by["negotiated", 12].held is None


def outcome(verdict):
    return Outcome(verdict, "defeat", 'Because </script><b>&"', {}, ("ucdp-ged 26.1",))


def test_claim_review_is_what_schema_org_asks_for():
    for verdict in VERDICTS:
        told = claim_review(Scored(entry(CLAIM), outcome(verdict)), date(2026, 1, 2))
        assert {"@type", "datePublished", "author", "claimReviewed", "itemReviewed", "reviewRating"} <= set(told)
        assert told["@type"] == "ClaimReview"
        claim, rating = told["itemReviewed"], told["reviewRating"]
        assert (claim["@type"], claim["datePublished"]) == ("Claim", "2005-06-15")
        assert claim["author"][0]["name"] == "Ada Zyr"
        assert claim["author"][0]["jobTitle"] == "Minister"
        assert rating["alternateName"]
        assert ("ratingValue" in rating) == (verdict in ("held", "failed", "partly"))
        assert rating["worstRating"] <= rating.get("ratingValue", 3) <= rating["bestRating"]
    document = claim_reviews([Scored(each, outcome("open")) for each in load()], date(2026, 1, 2))
    assert document["@context"] == "https://schema.org"
    assert len({each["@id"] for each in document["@graph"]}) == len(load())
    assert not [each for each in document["@graph"] if not all(each["itemReviewed"]["author"])]


def test_claim_review_can_stand_in_a_page():
    text = as_json(claim_reviews([Scored(entry(CLAIM), outcome("failed"))], date(2026, 1, 2)))
    assert "<" not in text
    assert json.loads(text)["@graph"][0]["reviewBody"].startswith('Because </script><b>&"')


def test_the_table_holds_no_formula():
    evil = entry(CLAIM | {"claim": "=cmd|' /C calc'!A0", "speaker": "@Zyr"})
    [row] = csv.DictReader(io.StringIO(as_csv([Scored(evil, outcome("failed"))])))
    assert row["claim"].startswith("'=")
    assert row["speaker"].startswith("'@")
    assert row["verdict"] == "failed"


def test_list_tells_the_ledger_without_a_store(smoulder, tmp_path):
    told = smoulder("claims", "list", "--group", "LTTE", "--json", "--store", tmp_path / "none.duckdb")
    assert told.code == 0
    assert {each["group"] for each in told.document} == {"LTTE"}
    assert told.document[0]["deadline"] is None
    assert "Rajapaksa" in smoulder("claims", "list", "--group", "LTTE").out
    none = smoulder("claims", "list", "--speaker", "nobody at all", "--json")
    assert (none.code, none.out) == (2, "")
    assert none.err.count("\n") == 1


def asked(**changes):
    values = CLAIM | changes
    return [part for name, value in values.items() for part in ("--" + name, value)]


def test_add_then_list_then_score(smoulder, world_store):
    done = smoulder("claims", "add", *asked(outcome="held"), "--store", world_store, "--json")
    assert done.code == 0
    assert done.document["id"] == "2005-zyr-sonsofquov"
    again = smoulder("claims", "add", *asked(), "--store", world_store)
    assert (again.code, again.err.count("\n")) == (2, 1)
    told = smoulder("claims", "score", "--group", "sons of quov", "--store", world_store, "--json").document
    [claim] = told["claims"]
    assert claim["computed"]["verdict"] == "failed"
    assert claim["outcome"] == "held"
    assert told["disagreements"] == [claim["id"]]
    assert {rate["by"] for rate in told["rates"]} == {"hand", "events"}
    shown = smoulder("claims", "score", "--country", "quovland", "--store", world_store)
    assert "failed (!)" in shown.out


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"date": "yesterday"}, "write the date"),
        ({"kind": "loud"}, "is no kind"),
        ({"deadline": "2005-99-99"}, "is no day"),
        ({"area": "1,2,0,3"}, "off the map"),
        ({"speaker": ""}, "lacks its speaker"),
    ],
)
def test_wrong_input_to_add_is_one_sentence_and_changes_nothing(smoulder, world_store, wrong, told):
    said = smoulder("claims", "add", *asked(**wrong), "--store", world_store)
    assert (said.code, said.out) == (2, "")
    assert told in said.err
    assert said.err.count("\n") == 1
    assert not (world_store.parent / "ledger.csv").exists()


def test_add_where_there_is_no_folder(smoulder, tmp_path):
    said = smoulder("claims", "add", *asked(), "--store", tmp_path / "no" / "store.duckdb")
    assert said.code == 2
    assert "no folder" in said.err


def test_score_without_a_store_or_with_a_broken_ledger(smoulder, tmp_path, world_store):
    assert "There is no store" in smoulder("claims", "score", "--store", tmp_path / "none.duckdb").err
    (world_store.parent / "ledger.csv").write_text("broken", encoding="utf-8")
    said = smoulder("claims", "score", "--store", world_store, "--json")
    assert (said.code, said.out) == (2, "")
    assert "is no ledger" in said.err


def test_export_as_csv_and_claim_review(smoulder, world_store, tmp_path):
    for name in ("out.csv", "out.jsonld"):
        told = smoulder("claims", "export", tmp_path / name, "--store", world_store, "--json")
        assert told.document["claims"] == len(load())
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text(encoding="utf-8"))))
    assert [row["id"] for row in rows] == [each.id for each in load()]
    assert {row["verdict"] for row in rows} <= set(VERDICTS)
    document = json.loads((tmp_path / "out.jsonld").read_text(encoding="utf-8"))
    assert len(document["@graph"]) == len(load())
    for wrong in (tmp_path / "out.xlsx", tmp_path / "no" / "out.csv"):
        said = smoulder("claims", "export", wrong, "--store", world_store)
        assert (said.code, said.err.count("\n")) == (2, 1)


def docs():
    sys.path[:0] = [str(DOCS)] if str(DOCS) not in sys.path else []
    spec = importlib.util.spec_from_file_location("docs_ledger", DOCS / "ledger.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_what_ledger_and_data_say_today(real):
    text = (DOCS / "ledger.md").read_text(encoding="utf-8")
    [day] = re.findall(r"Measured on (\d{4}-\d\d-\d\d)\.", text)
    measured, figure = docs().page(real, day)
    assert measured == text
    assert figure == (DOCS / "ledger.svg").read_text(encoding="utf-8")


def test_real_claims_resolve_by_id_in_ucdps_own_data(real, tmp_path):
    store = tmp_path / "store.duckdb"
    ingest(store, "ucdp-ged", real / "ucdp" / "GEDEvent_Syria_2016_2019.csv.gz", now=datetime(2026, 1, 1))
    with opened(store) as con:
        found = score(con, chosen(load(), group="IS", country="Syria"), releases(con), load_lineage())
    assert {each.entry.ucdp for each in found} == {"234"}
    land = [each for each in found if each.entry.claim_type == "territory_loss"]
    assert {each.outcome.verdict for each in found if each not in land} == {"failed"}
    assert [(each.entry.id, each.outcome.verdict) for each in land] == [("2019-bali-is", "not checkable")]


def test_an_entry_is_a_row():
    assert tuple(Entry.__dataclass_fields__) == COLUMNS
