"""An article's claims against invented events whose course is known, and the real article against the real file."""

import copy
import json
import re
from datetime import date
from pathlib import Path

import pytest

from conftest import NOW, kept, monthly
from model_server import fails, says, serving
from readings import AUTHOR, claim, published, reading, within
from smoulder.check import check
from smoulder.claim import SaidOn
from smoulder.claim_answer import CONDITION
from smoulder.claims.llm import CLAIM
from smoulder.errors import BadInput
from smoulder.ledger import load
from smoulder.lineage import load_lineage
from smoulder.store import opened
from test_docs import script

TEXT = """Is it over?

The Sons of Quov will be finished within two weeks, the acting minister, Jon Vael, said.
The Sons of Quov are finished. The Sons of Quov were finished in 2012, the minister said then.
The Sons of Quov hold 4 km. If the pass falls, the Sons of Quov are done. The Unheard Band is finished.
The Sons of Quov may be done for. The risk will remain.
"""
DAY = "2018-03-31"


def months(first, last):
    return [f"{year}-{month:02}" for year in range(first, last + 1) for month in range(1, 13)]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Events in each month of 2010-2018 and of 2020; two groups, one of which fell silent in 2011."""
    path = tmp_path_factory.mktemp("check") / "store.duckdb"
    rows = monthly([*months(2010, 2018), *months(2020, 2022)], best=20)
    gone = monthly(months(2010, 2010), side_b="Gone Band", side_b_new_id="5")
    rows += [row | {"id": f"5{row['id']:0>3}"} for row in gone]
    kept(path, rows)
    return path


def of(quote, **changes):
    return claim(TEXT, quote, **{"target_group": "Sons of Quov", "target_place": "Quovland", **changes})


SOON = of("The Sons of Quov will be finished within two weeks", claim_type="defeat_deadline", horizon=within(14))
OVER = of("The Sons of Quov are finished")
THEN = of("The Sons of Quov were finished in 2012", said_on=SaidOn("2012", "year", "text"))
LAND = of("The Sons of Quov hold 4 km", claim_type="territory_remaining", direction="weakens")
IF = of("the Sons of Quov are done", modality="conditional")
UNHEARD = of("The Unheard Band is finished", target_group="Unheard Band")
MAY = of("The Sons of Quov may be done for", modality="possible", claim_type="defeat_declared")
RISK = of("The risk will remain", speaker=AUTHOR, attribution="narrator", claim_type="persistence_prediction",
          direction="persists")  # fmt: skip


def checked(store, *claims, as_of=None, **options):
    changes = {"published": published(DAY), **{k: options.pop(k) for k in ("published",) if k in options}}
    with opened(store) as con:
        return check(
            con, reading(TEXT, *claims, **changes), as_of=as_of and date.fromisoformat(as_of),
            lineage=load_lineage(), ledger=options.pop("ledger", load()[:40]), command="smoulder check", now=NOW,
            **options,
        )  # fmt: skip


@pytest.fixture(scope="module")
def told(store):
    return checked(store, SOON, OVER, THEN, LAND, IF, UNHEARD, MAY, RISK)


def test_the_document_is_json_and_counts_what_it_holds(told):
    assert told["schema"] == "smoulder/check/1"
    assert json.loads(json.dumps(told, allow_nan=False)) is not None
    assert sum(told["summary"].values()) == len(told["claims"]) == 8
    for number, each in enumerate(told["claims"], start=1):
        assert each["number"] == number
        assert told["text"][each["start"] : each["end"]] == each["as_reported"]
        assert each["outcome"]["verdict"] in told["summary"]
        assert each["outcome"]["data"]


def test_the_evidence_is_that_of_the_day_and_asked_once_for_each_subject(told):
    first, then = told["evidence"]
    assert {each["evidence"] for each in told["claims"]} == {1, 2, None}
    assert (first["as_of"], first["newest_month"], first["verdict"]) == (DAY, "2018-02", "active")
    assert first["last_event"] == "2018-02-10"
    assert first["last_months"]["3"] == {
        "from": "2017-12", "to": "2018-02", "months": 3, "events": 3, "fatalities_best": 60,
    }  # fmt: skip
    assert first["last_months"]["12"]["events"] == 12
    assert 0 < first["p_return"]["12"] <= first["p_return"]["60"] <= 1
    assert first["deaths_ahead"]["low80"] <= first["deaths_ahead"]["median"] <= first["deaths_ahead"]["high80"]
    assert first["seen_in"] == [{"place": "Zyr province", "country": "Quovland", "deaths": 240}]
    assert (then["as_of"], then["newest_month"]) == ("2012-12-31", "2012-11")


def test_outcomes_are_by_the_newest_data(told):
    by_quote = {each["as_reported"]: each for each in told["claims"]}
    assert by_quote[SOON.quote]["outcome"]["verdict"] == "failed"
    assert by_quote[SOON.quote]["deadline"] == "2018-04-14"
    assert by_quote[OVER.quote]["outcome"]["verdict"] == "failed"
    assert by_quote[THEN.quote]["outcome"]["verdict"] == "failed"
    assert by_quote[RISK.quote]["outcome"]["verdict"] == "held"
    for each in (LAND, IF, UNHEARD, MAY):
        assert by_quote[each.quote]["outcome"]["verdict"] == "not checkable"
    assert by_quote[IF.quote]["outcome"]["reason"] == CONDITION
    assert "no failure" in by_quote[MAY.quote]["outcome"]["reason"]
    assert "knows no such group" in by_quote[UNHEARD.quote]["outcome"]["reason"]


def test_what_followed_is_counted_from_the_day_and_from_the_deadline(told):
    soon = told["claims"][0]["followed"]
    assert (soon["in_area"]["after"], soon["in_area"]["to"], soon["in_area"]["events"]) == (DAY, "2022-12", 9 + 36)
    assert soon["in_area"]["last"] == "2022-12-10"
    assert (soon["after_deadline"]["after"], soon["after_deadline"]["events"]) == ("2018-04-14", 8 + 36)
    assert soon["near"] is None
    assert told["claims"][5]["followed"] is None


def test_nothing_later_changes_the_evidence_then(tmp_path, told):
    then, since = monthly([*months(2010, 2017), "2018-01", "2018-02"], best=20), monthly(months(2019, 2022), best=900)
    kept(tmp_path / "store.duckdb", [*then, *(row | {"id": f"7{row['id']:0>3}"} for row in since)])
    other = checked(tmp_path / "store.duckdb", SOON, OVER, THEN)
    for ours, theirs in zip(told["evidence"], other["evidence"], strict=True):
        then = {**theirs, "data": ours["data"], "vintage": ours["vintage"], "caution": ours["caution"]}
        for each in (known := copy.deepcopy(ours)), then:
            each["timeline"] = [row for row in each["timeline"] if row["month"] <= ours["newest_month"]]
            each["deaths_came"] = None  # beside the later months of the timeline, all that was not known then
        # the store's other group is gone, so that fewer groups are named as too few to learn from
        assert then == known


def test_the_base_rate_is_of_the_kind_of_claim(told):
    kinds = [each["base_rate"]["kind"] for each in told["claims"]]
    assert kinds == ["with deadline", "unilateral", "unilateral", None, "unilateral", "unilateral", "unilateral", None]


def test_nobody_is_charged_with_a_report(store):
    direct, indirect = of("The Sons of Quov are finished", attribution="direct"), OVER
    known = of("The Sons of Quov hold 4 km", as_said="about four square kilometres")
    charged = [each["charged"] for each in checked(store, direct, indirect, known, RISK)["claims"]]
    assert charged == [True, False, True, True]
    told = checked(store, known)["claims"][0]
    assert (told["as_reported"], told["as_said"]) == (known.quote, "about four square kilometres")


@pytest.mark.parametrize(
    ("given", "when", "day", "words"),
    [
        ("2017-05-01", published(DAY), "2017-05-01", "as asked for"),
        (None, published(DAY), DAY, "appeared"),
        (None, published(earliest="2017-01-01", latest="2017-06-30"), "2017-06-30", "the last day"),
        (None, published(earliest="2017-01-01", latest="2026-01-01"), "2023-01-28", "not dated"),
        (None, published(), "2023-01-28", "not dated"),
    ],
)
def test_the_day_of_the_evidence_is_argued(store, given, when, day, words):
    told = checked(store, OVER, as_of=given, published=when)
    assert words in told["as_of_reason"]
    assert told["as_of"] == day
    assert told["evidence"][0]["none"] is None


def test_an_article_younger_than_the_data_is_not_held_against_them(store):
    told = checked(store, OVER, published=published(earliest="2024-01-01", latest="2026-01-01"))
    assert told["as_of"] == "2024-01-01"
    assert "do not reach" in told["evidence"][0]["none"]
    assert told["claims"][0]["outcome"]["verdict"] == "open"


def test_a_day_that_the_data_do_not_reach_is_told_and_never_resolved(store):
    told = checked(store, OVER, RISK, as_of="2030-01-01")
    assert "end in 2022-12" in told["evidence"][0]["none"]
    assert {each["outcome"]["verdict"] for each in told["claims"]} <= {"not checkable", "open"}
    old = checked(store, of("The Sons of Quov are finished", said_on=SaidOn("2007", "year", "text")), as_of=DAY)
    assert "begin in 2010-01" in old["evidence"][0]["none"]
    assert old["claims"][0]["outcome"]["verdict"] == "not checkable"
    with pytest.raises(BadInput, match="begin in 2010-01"):
        checked(store, OVER, as_of="2009-12-31")


def test_a_day_before_the_article_is_asked_for_and_said(store):
    told = checked(store, OVER, as_of="2017-01-31")
    assert told["as_of"] == "2017-01-31"
    assert told["as_of_reason"] == f"as asked for; the article is of {DAY} or later"


def test_an_area_that_the_data_do_not_cover_is_told_and_never_resolved(store):
    abroad = of("The Sons of Quov are finished", target_place="AFG")
    told = checked(store, abroad)
    assert told["claims"][0]["outcome"]["verdict"] == "not checkable"
    assert told["claims"][0]["followed"] is None
    assert "Afghanistan" in told["evidence"][0]["none"]


def test_a_claim_that_held_is_said_to_have_held(store):
    gone = of(
        "The Sons of Quov were finished in 2012", target_group="Gone Band", said_on=SaidOn("2011-06", "month", "")
    )
    told = checked(store, gone)
    assert told["claims"][0]["outcome"]["verdict"] == "held"
    assert told["evidence"][0]["as_of"] == "2011-06-30"


def test_the_end_of_a_battle_is_none_of_the_group(store):
    words = "The battle will be over within two weeks"
    text = f"{words}, the minister said."
    over = claim(text, words, horizon=within(14), target_group="Sons of Quov", target_place="Quovland")
    with opened(store) as con:
        [found] = check(
            con, reading(text, over, published=published(DAY)), as_of=None, lineage=load_lineage(),
            ledger=load()[:40], command="smoulder check", now=NOW,
        )["claims"]  # fmt: skip
    assert (found["outcome"]["verdict"], "battle" in found["outcome"]["reason"]) == ("not checkable", True)
    assert "of a battle" in found["base_rate"]["note"]


def test_an_article_without_claims_is_checked_too(store):
    told = checked(store)
    assert (told["claims"], told["evidence"], sum(told["summary"].values())) == ([], [], 0)


def test_an_empty_store_is_told(tmp_path):
    with opened(tmp_path / "store.duckdb", write=True):
        pass
    with pytest.raises(BadInput, match="empty"):
        checked(tmp_path / "store.duckdb", OVER)


def test_the_answer_opens_with_who_what_then_came_and_fared(told):
    said = told["in_short"]
    assert told["statements"][0]["claims"][0] == 1  # the claim with a deadline
    assert "The acting minister, Jon Vael, reportedly said" in said["claimed"]
    assert "14 April 2018" in said["claimed"]
    assert said["came"].startswith("By the events since, the claim has failed")
    assert "3 events with 60 deaths in their last 3 months" in said["then"]
    expected = told["evidence"][0]["deaths_came"]
    assert expected == {"months": 12, "deaths": 200}  # ten events of 2018, none in January and February 2019
    assert "200 came in the 12 months" in said["then"]
    assert "that a group will be finished by a day" in said["fared"]
    assert "The risk will remain" in said["against"]
    assert said["against"].endswith("One event is enough for this to hold.")
    assert str(len(told["claims"])) in said["all"]


def test_a_claim_of_land_is_never_decided_but_shown_what_events_can_say(told):
    land = next(each for each in told["claims"] if each["as_reported"] == LAND.quote)
    assert land["outcome"]["verdict"] == "not checkable"
    assert (land["ground"]["before"]["fights"], land["ground"]["after"]["fights"]) == (12, 9 + 36)
    assert all(each["ground"] is None for each in told["claims"] if not each["claim_type"].startswith("territory"))


def test_each_of_several_groups_gets_its_own_answer(store):
    both = of("The Sons of Quov are finished", target_group="Gone Band and the Sons of Quov")
    [claim] = checked(store, both)["claims"]
    assert [each["group"]["name"] for each in claim["of_each"]] == ["Gone Band", "Sons of Quov"]
    verdicts = [each["outcome"]["verdict"] for each in claim["of_each"]]
    assert verdicts[1] == "failed"
    assert claim["outcome"]["verdict"] == ("failed" if verdicts[0] == "failed" else "open" if "open" in verdicts else
                                           "partly" if verdicts[0] == "held" else "not checkable")  # fmt: skip
    assert "Gone Band:" in claim["outcome"]["reason"]
    assert "Sons of Quov: failed" in claim["outcome"]["reason"]
    assert len({each["evidence"] for each in claim["of_each"]}) == 2
    early = of("The Sons of Quov are finished", target_group="Gone Band and the Sons of Quov",
               said_on=SaidOn("2011-06", "month", ""))  # fmt: skip
    told = checked(store, early)
    assert [each["outcome"]["verdict"] for each in told["claims"][0]["of_each"]] == ["held", "failed"]
    assert told["claims"][0]["outcome"]["verdict"] == "partly"
    assert "Gone Band" in told["in_short"]["then"]
    assert "Sons of Quov" in told["in_short"]["then"]
    assert checked(store, OVER)["claims"][0]["of_each"] == []


# The command.

ARTICLE = """The Sons of Quov will be defeated within two weeks, the defence minister said

The Islamic State will be defeated in Syria within two weeks, Defence Minister Jon Vael told reporters on 15 March 2018.
"""


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def syria(tmp_path_factory):
    """Invented events of IS in Syria."""
    path = tmp_path_factory.mktemp("syria") / "store.duckdb"
    kept(
        path, monthly(months(2012, 2020), side_b="IS", side_b_new_id="234", country="Syria", adm_1="Raqqa governorate")
    )
    return path


def test_the_command_answers_and_writes(smoulder, syria, article, tmp_path):
    page, review = tmp_path / "out.html", tmp_path / "out.jsonld"
    said = smoulder(
        "--store", syria, "check", article, "--published", DAY, "--report", page, "--claim-review", review, "--json"
    )
    assert said.code == 0, said.err
    told = said.document
    assert told["as_of"] == DAY
    assert any(each["group"] and each["group"]["name"] == "IS" for each in told["claims"])
    assert any(each["outcome"]["verdict"] == "failed" for each in told["claims"])
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    reviewed = json.loads(review.read_text(encoding="utf-8"))["@graph"]
    assert len(reviewed) == len(told["claims"])
    shown = smoulder("--store", syria, "check", article, "--published", DAY)
    assert "FAILED" in shown.out
    assert "Evidence 1, IS in Syria" in shown.out


def test_times_of_an_undated_article_are_counted_from_the_day_asked_for(smoulder, syria, tmp_path):
    path = tmp_path / "undated.txt"
    path.write_text(
        "A promise\n\nThe Islamic State will be finished in Syria before June 5, a general said on Monday.\n", "utf-8"
    )
    [claim] = smoulder("--store", syria, "check", path, "--as-of", DAY, "--json").document["claims"]
    assert (claim["said_on"]["date"], claim["deadline"]) == (None, "2018-06-04")
    said = smoulder("--store", syria, "check", path, "--as-of", DAY).out
    assert "by 4 June 2018 if it was said on 31 March 2018" in " ".join(said.split())
    assert "--published" not in said
    dated = tmp_path / "year.txt"  # of the year after, and its deadline within it
    dated.write_text(f"In 2017 the war began. {path.read_text('utf-8')}".replace(" on Monday", ""), "utf-8")
    review = tmp_path / "review.jsonld"
    assert smoulder("--store", syria, "check", dated, "--as-of", DAY, "--claim-review", review).code == 0
    [claim] = smoulder("--store", syria, "check", path, "--json").document["claims"]
    assert (claim["said_on"]["date"], claim["deadline"]) == (None, None)
    assert "with --published" in smoulder("--store", syria, "check", path).out


def test_no_claim_is_exit_one(smoulder, syria, tmp_path):
    (tmp_path / "rain.txt").write_text(
        "Rain will fall in the north on Friday, forecasters said.\n" * 5, encoding="utf-8"
    )
    said = smoulder("--store", syria, "check", tmp_path / "rain.txt", "--published", DAY)
    assert said.code == 1
    assert "No claim about an armed group was found in this text." in said.out


@pytest.mark.parametrize(
    "options",
    [("--report", "out.pdf"), ("--report", "nowhere/out.html"), ("--claim-review", "x.csv"), ("--as-of", "soon"),
     ("--published", "2019-02-30"), ("--reader", "crystal"), ("--polygons", "nowhere.geojson"),
     ("--as-of", "2001-01-01"), ("--as-of", "2099-01-01")],
)  # fmt: skip
def test_bad_options_are_one_sentence(smoulder, syria, article, options):
    said = smoulder("--store", syria, "check", article, *options)
    assert said.code == 2
    assert said.err.count("\n") == 1
    assert said.out == ""


@pytest.fixture
def model(monkeypatch):
    with serving() as server:
        monkeypatch.setenv("SMOULDER_LLM_URL", server.url)
        monkeypatch.setenv("SMOULDER_LLM_MODEL", "small")
        monkeypatch.delenv("SMOULDER_LLM_KEY", raising=False)
        yield server


def test_a_model_may_find_the_claims(smoulder, syria, article, model, tmp_path):
    nulls = {name: None for name, form in CLAIM["properties"].items() if isinstance(form["type"], list)}
    found = nulls | {
        "quote": "The Islamic State will be defeated in Syria within two weeks",
        "content": "IS is defeated by April", "speaker_as_written": "Defence Minister Jon Vael",
        "speaker_name": "Jon Vael", "speaker_kind": "named_official",
        "attribution": "indirect", "said_on_precision": "unknown", "target_group": "Islamic State",
        "target_place": "Syria", "claim_type": "defeat_deadline", "direction": "ends", "modality": "certain",
        "horizon_text": "within two weeks", "horizon_kind": "deadline", "horizon_days_max": 14, "quantities": [],
        "checkable": "yes",
    }  # fmt: skip
    model.acts = [says({"claims": [found, found | {"quote": "It never said this"}]})]
    said = smoulder("--store", syria, "check", article, "--published", DAY, "--reader", "llm", "--json")
    assert said.code == 0, said.err
    [told] = said.document["claims"]
    assert (told["method"], told["outcome"]["verdict"], told["deadline"]) == ("llm:small", "failed", "2018-04-14")
    assert any("does not stand in the text" in each for each in said.document["dropped"])


def test_a_model_that_fails_is_one_sentence(smoulder, syria, article, model, monkeypatch):
    model.acts = [fails(401)]
    said = smoulder("--store", syria, "check", article, "--reader", "llm")
    assert (said.code, said.err.count("\n")) == (2, 1)
    monkeypatch.delenv("SMOULDER_LLM_URL")
    assert "SMOULDER_LLM_URL" in smoulder("--store", syria, "check", article, "--reader", "llm").err


def test_the_article_as_of_its_day(smoulder, real, tmp_path):
    """What the project starts from: statements of early February 2019, held against what was known and what came."""
    store = tmp_path / "store.duckdb"
    assert smoulder("--store", store, "ingest", "ucdp-ged", real / "ucdp" / "GEDEvent_Syria_2016_2019.csv.gz").code == 0
    said = smoulder("--store", store, "check", real / "text" / "isis_ended.txt", "--as-of", "2019-02-07", "--json")
    assert said.code == 0, said.err
    told = said.document

    def one(words):
        [found] = [each for each in told["claims"] if words in each["as_reported"]]
        return found

    stronghold, land, past, fighters, risk = map(
        one, ("within two weeks", "4 km", "died and ended", "3,000 fighters", "risk will remain")
    )
    assert "Chanahan" in stronghold["speaker"]["as_written"]
    assert stronghold["deadline"] == "2019-02-21"
    assert not stronghold["charged"]
    assert stronghold["base_rate"]["kind"] == "with deadline"
    assert stronghold["followed"]["after_deadline"]["events"] > 0
    assert land["area"] == "Syria/Deir ez Zor Governorate"
    assert [each["outcome"]["verdict"] for each in (stronghold, land, past, fighters)] == ["not checkable"] * 4
    assert "begin in 2016-01" in past["outcome"]["reason"]
    assert "begin in 2016-01" in told["evidence"][past["evidence"] - 1]["none"]
    assert risk["outcome"]["verdict"] == "held"
    assert risk["speaker"]["kind"] == "author"
    then = told["evidence"][stronghold["evidence"] - 1]
    assert (then["verdict"], then["newest_month"], then["as_of"]) == ("active", "2018-12", "2019-02-07")


def test_the_page_of_the_documentation_is_what_the_command_says_today(real):
    page = Path(__file__).parent.parent.joinpath("docs", "check.md").read_text(encoding="utf-8")
    [day] = re.findall(r"Made on (\d{4}-\d\d-\d\d);", page)
    made = script("check").page(real, day)
    number = r"\d[\d.\u202f]*%?"
    assert re.sub(number, "", made) == re.sub(number, "", page)
    ours, theirs = (
        [float(each.strip("%.").replace("\u202f", "")) for each in re.findall(number, text)] for text in (page, made)
    )
    assert ours == pytest.approx(theirs, rel=0.1)  # up to what another processor rounds in chances and draws
