import json

import pytest

from smoulder.claim import Reading
from smoulder.lineage import load_lineage
from smoulder.reading import read
from smoulder.toponyms import load_gazetteer

TEXT = """\
Army says war in the Mandara hills is nearly won

MAIDUGURI, March 3 - Boko Haram will be crushed within two weeks, General Musa Okon told the BBC on Monday. Residents of
Gwoza said fighters still held several villages. [bold]An analyst[/bold] in Lagos warned that they would come back.
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_document_follows_the_schema(smoulder, file):
    said = smoulder("read", file, "--published", "2015-03-03", "--json")
    assert said.code == 0
    told = said.document
    assert (told["schema"], told["publication_date"], told["language"]) == ("smoulder/claims/1", "2015-03-03", "en")
    for claim in told["claims"]:
        assert told["text"][claim["start"] : claim["end"]] == claim["quote"]
    first = told["claims"][0]
    assert (first["speaker"]["name"], first["relay"], first["said_on"]["date"]) == ("Musa Okon", "BBC", "2015-03-02")
    assert first["horizon"]["deadline"] == "2015-03-16"
    assert {each["direction"] for each in told["claims"]} == {"ends", "persists", "strengthens"}


def test_the_listing_says_who_what_of_whom_and_by_when(smoulder, file):
    said = smoulder("read", file, "--published", "2015-03-03")
    assert "General Musa Okon, as told by BBC" in said.out
    assert "by 2015-03-16" in said.out
    assert "several villages" in said.out
    assert "[bold]" not in said.out or "An analyst" in said.out  # markup of the text is shown, never obeyed


def test_no_claim_is_said_plainly(smoulder, tmp_path):
    path = tmp_path / "weather.txt"
    path.write_text(
        "The storm has weakened and the rain will be over by Monday, forecasters said in the morning.", encoding="utf-8"
    )
    said = smoulder("read", path, "--published", "2015-03-03")
    assert said.code == 0
    assert "No claim about an armed group was found." in said.out
    assert json.loads(smoulder("read", path, "--json").out)["claims"] == []


@pytest.mark.parametrize("words", [("nofile.txt",), ("--published", "soon")])
def test_bad_input_is_one_sentence(smoulder, file, words):
    said = smoulder("read", *(words if words[0] == "nofile.txt" else (file, *words)))
    assert said.code == 2
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err


def test_another_reader_can_take_the_place_of_the_rules(file):
    from datetime import date

    from smoulder.articles import read_article

    article = read_article(str(file), published=date(2015, 3, 3), today=date(2020, 1, 1))
    reading = read(article, load_gazetteer(), load_lineage(), reader=lambda article, places, actors: ())
    assert isinstance(reading, Reading)
    assert reading.claims == ()
    assert any(each.refers_to for each in reading.actors)


def test_the_article_that_the_project_starts_from(smoulder, real):
    told = smoulder("read", real / "text/isis_ended.txt", "--json").document
    [his] = [claim for claim in told["claims"] if claim["speaker"]["name"] == "Patrick Chanahan"]
    assert (his["direction"], his["horizon"]["text"]) == ("ends", "within two weeks")
    [held] = [claim for claim in told["claims"] if "4 km" in claim["quote"]]
    assert (held["speaker"]["name"], held["relay"], held["direction"]) == ("Hafal Rooney", "AFP", "weakens")
    assert any(claim["speaker"]["kind"] == "author" and claim["quantity"] for claim in told["claims"])
    assert all(claim["direction"] != "ends" for claim in told["claims"] if claim["quote"].endswith("?"))
