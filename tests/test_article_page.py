"""The page of an article: whole, safe whatever the article says, and saying all that the check says."""

import copy
import re
from datetime import date

import pytest

from conftest import NOW, kept, monthly
from readings import AUTHOR, MINISTER, claim, published, reading, within
from smoulder.article_answer import answer
from smoulder.article_page import render, write
from smoulder.article_review import scored
from smoulder.check import check
from smoulder.claim import Quantity, SaidOn
from smoulder.claim_review import claim_reviews
from smoulder.errors import BadInput
from smoulder.ledger import load
from smoulder.lineage import load_lineage
from smoulder.store import opened
from test_report import HOSTILE, Page

TEXT = """Is it over?
The Sons of Quov will be finished within two weeks, the acting minister, Jon Vael, told Zyr Radio.
They hold 4 km, and the risk will remain.
انتهى أبناء كوف، قال الوزير.
"""
LEAD = {"quote": "a bomb fell", "start": 3, "end": 6, "type": "attack", "place": "Zyr City", "date": None, "deaths": 4}


def of(text, quote, **changes):
    return claim(text, quote, **{"target_group": "Sons of Quov", "target_place": "Quovland", **changes})


def claims(text=TEXT):
    return (
        of(text, "The Sons of Quov will be finished within two weeks", horizon=within(14, "within two weeks"),
           claim_type="defeat_deadline", relay="Zyr Radio"),
        of(text, "finished within two weeks, the acting", attribution="direct"),
        of(text, "They hold 4 km", claim_type="territory_remaining", direction="weakens",
           quantity=(Quantity("4 km", 4, None, "=", "km", "land held"),)),
        of(text, "the risk will remain", speaker=AUTHOR, attribution="narrator", direction="persists",
           claim_type="persistence_prediction"),
        of(text, "انتهى أبناء كوف", said_on=SaidOn("2009", "year", "text"), target_group="Unheard",
           speaker=MINISTER._replace(org="Government of United States")),
    )  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    store = tmp_path_factory.mktemp("page") / "store.duckdb"
    kept(store, monthly([f"{year}-{month:02}" for year in range(2010, 2021) for month in range(1, 13)]))
    with opened(store) as con:
        return check(
            con,
            reading(TEXT, *claims(), leads=[LEAD], dropped=["one thing left out"], published=published("2018-03-31")),
            as_of=None, lineage=load_lineage(), ledger=load(), command="smoulder check a.txt", now=NOW,
        )  # fmt: skip


@pytest.fixture(scope="module")
def html(told):
    return render(told)


def text_of(html):
    return " ".join("".join(Page(html).text).split())


def test_page_is_well_formed_and_every_link_leads_somewhere(html):
    page = Page(html)
    assert len(page.ids) == len(set(page.ids))
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(page.headings, page.headings[1:], strict=False))
    for tag, attributes in page.seen:
        if tag == "th":
            assert attributes["scope"] in ("row", "col")
        if "aria-labelledby" in attributes:
            assert set(attributes["aria-labelledby"].split()) <= set(page.ids)
        if attributes.get("href", "#").startswith("#") and attributes.get("href"):
            assert attributes["href"][1:] in page.ids


def test_page_asks_for_nothing(html):
    assert not re.search(r"<(script|iframe|object|embed|form|base|audio|video|image|img)\b", html)
    assert not re.search(r"@import", html)
    assert "default-src 'none'" in html
    for _, attributes in Page(html).seen:
        assert "src" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        assert attributes.get("href", "#").startswith(("#", "data:,"))
    assert set(re.findall(r"url\(#([^)]+)\)", html)) <= set(Page(html).ids)


def test_page_is_the_same_twice(told, html):
    assert render(told) == html


def test_summary_comes_first_and_each_claim_leads_to_its_card_and_back(told, html):
    assert (
        html.index('id="summary"') < html.index('id="text"') < html.index('id="claims"') < html.index('id="evidence"')
    )
    for each in told["claims"]:
        number = each["number"]
        assert html.count(f'id="claim-{number}"') == html.count(f'id="text-{number}"') == 1
        assert html.count(f'href="#claim-{number}"') == 2
        assert html.count(f'href="#text-{number}"') == 1
        if each["evidence"]:
            assert f'href="#evidence-{each["evidence"]}"' in html


def test_page_says_what_the_check_says(told, html):
    text = text_of(html)
    for each in told["claims"]:
        assert each["outcome"]["reason"] in text
        assert each["outcome"]["rule"] in text
        assert each["as_reported"] in text
        assert each["outcome"]["verdict"].capitalize() in text
    for each in (
        "UCDP",
        "CC BY 4.0",
        "Sundberg",
        "Zyr Radio",
        "within two weeks",
        "that is by 14 April 2018",
        "“4 km”",
    ):
        assert each in text
    assert "nobody is charged" in text
    assert f"{told['ledger']['claims']} claims of victory, 1989 to 2025, gathered by hand and not at random" in text
    first = told["evidence"][0]
    assert f"{first['last_months']['12']['events']} events" in text
    assert "by the record of such forecasts" in text or first["interval"]["60"] is None


def test_leads_are_leads_and_what_was_left_out_is_told(html):
    text = text_of(html)
    assert "They are leads to follow up: nobody checked them, they are not in the store" in text
    assert "“a bomb fell” (type: attack; place: Zyr City; deaths: 4)" in text
    assert "one thing left out" in text


def test_a_right_to_left_line_keeps_its_direction(html):
    [line] = re.findall(r'<p dir="auto">[^\n]*انتهى[^\n]*</p>', html)
    assert "<mark>انتهى أبناء كوف</mark>" in line
    assert '<q dir="auto">انتهى أبناء كوف</q>' in html


def poisoned(value, key=""):
    """Every free text of a check with hostile markup in it."""
    if isinstance(value, dict):
        return {each: poisoned(inner, each) for each, inner in value.items()}
    if isinstance(value, list | tuple):
        return [poisoned(each, key) for each in value]
    kept_as_it_is = (
        "verdict",
        "claim_type",
        "area",
        "month",
        "from",
        "to",
        "kind",
        "horizon",
        "schema",
        "date",
        "words",
    )
    dates = key.endswith(
        ("_month", "_event", "_of", "deadline", "after", "earliest", "latest", "last", "first", "fitted")
    )
    plain = key in kept_as_it_is or dates or key in ("name_of_phase", "precision", "by")
    return value if plain or not isinstance(value, str) else value + HOSTILE


def test_hostile_text_stays_text(told):
    hostile = poisoned({**copy.deepcopy(told), "evidence": []})
    hostile["evidence"] = copy.deepcopy(told["evidence"])
    for each in hostile["evidence"]:
        for name in ("group", "reason", "vintage", "caution", "deaths_caution"):
            each[name] = f"{each[name]}{HOSTILE}"
        each["seen_in"] = poisoned(each["seen_in"])
    page = Page(html := render(hostile))
    assert not {tag for tag, _ in page.seen} & {"script", "img"}
    assert not any(name.startswith("on") for _, attributes in page.seen for name in attributes)
    assert "".join(page.text).count("<script>alert('x')</script>") > 50
    assert "<script" not in html


def test_hostile_article_stays_text(tmp_path, told):
    text = TEXT.replace("Zyr Radio", f"{HOSTILE}</p></div></section>{{{{ 7*7 }}}}{{% raw %}}\u202e\u2028\x00")
    made = claims(text)
    changed = {**told, "text": text, "claims": [
        {**each, "start": claim.start, "end": claim.end, "as_reported": claim.quote}
        for each, claim in zip(told["claims"], made, strict=True)
    ]}  # fmt: skip
    page = Page(render(changed))
    assert not {tag for tag, _ in page.seen} & {"script", "img"}
    assert "{{ 7*7 }}" in "".join(page.text)


def test_a_page_without_claims_says_so(told):
    empty = {
        **told,
        "claims": [],
        "statements": [],
        "evidence": [],
        "in_short": answer({"claims": []}),
        "leads": [],
        "dropped": [],
        "summary": dict.fromkeys(told["summary"], 0),
    }
    text = text_of(render(empty))
    assert "No claim about an armed group was found in this text." in text
    assert "leads only" not in text
    assert "What was left out" not in text


def test_simulated_is_said_first(told):
    assert text_of(render({**told, "simulated": True})).startswith("SIMULATED")


def test_the_page_is_written_whole_or_not_at_all(told, tmp_path):
    write(told, tmp_path / "a.html")
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == render(told)
    with pytest.raises(BadInput, match=r"is written as \.html"):
        write(told, tmp_path / "a.pdf")
    with pytest.raises(KeyError):
        write({**told, "claims": [{}]}, tmp_path / "b.html")
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


def test_claims_of_an_article_become_reviews(told):
    reviews = claim_reviews(scored(told), date(2026, 1, 1))["@graph"]
    assert [each["reviewRating"]["alternateName"] for each in reviews] == [
        each["outcome"]["verdict"].capitalize() for each in told["claims"]
    ]
    first, second, *_, author, past = reviews
    assert first["claimReviewed"].endswith("(as the article reports it) (by 2018-04-14)")
    assert "reports it" not in second["claimReviewed"]
    assert first["itemReviewed"]["author"][0]["name"] == "Jon Vael"
    assert first["itemReviewed"]["datePublished"] == "2018-03-31"
    assert first["itemReviewed"]["appearance"]["name"] == "Is it over?"
    assert author["itemReviewed"]["author"][0]["name"] == "the author"
    assert past["itemReviewed"]["datePublished"] == "2009"
