"""A store's own places are found in an article of their country, and in no other."""

from datetime import date

import pytest

from conftest import kept, monthly
from smoulder.articles import read_article
from smoulder.gazetteer import places_in
from smoulder.store import opened
from smoulder.store_places import gazetteer_of
from smoulder.toponyms import load_gazetteer

TEXT = "{}'s war is not over\n\nThe Islamic State still holds Zyrtown in {}, the defence minister said on Monday.\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("places") / "store.duckdb"
    where = {"where_coordinates": "Zyrtown village", "latitude": 35.0, "longitude": 38.0, "country": "Syria"}
    kept(path, monthly(["2018-01", "2018-02"], side_b="IS", side_b_new_id="234", adm_1="Raqqa governorate", **where))
    return path


@pytest.mark.parametrize(("country", "found"), [("Syria", True), ("Mali", False)])
def test_places_of_the_articles_countries_only(store, tmp_path, country, found):
    path = tmp_path / "article.txt"
    path.write_text(TEXT.format(country, country), encoding="utf-8")
    article = read_article(str(path), published=date(2018, 3, 3), today=date(2020, 1, 1))
    with opened(store) as con:
        widened = gazetteer_of(con, article, load_gazetteer())
    assert ("Zyrtown" in {each.mention for each in places_in(article, widened)}) == found
    assert "Zyrtown" not in {each.mention for each in places_in(article, load_gazetteer())}


def test_the_commands_look_into_the_store(smoulder, store, tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(TEXT.format("Syria", "Syria"), encoding="utf-8")
    options = (path, "--published", "2018-03-03", "--json")
    assert "Zyrtown" in [each["mention"] for each in smoulder("--store", store, "read", *options).document["places"]]
    none = smoulder("--store", tmp_path / "none.duckdb", "read", *options).document["places"]
    assert "Zyrtown" not in [each["mention"] for each in none]
    [claim] = smoulder("--store", store, "check", *options).document["claims"]
    assert claim["target_place"].startswith("Zyrtown")
    assert claim["area"].startswith("Syria")
