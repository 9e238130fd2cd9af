"""An article as text: what is kept, what is left out and told, its language and day, and what is refused."""

import codecs
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoulder.articles import LIMIT, read_article
from smoulder.errors import BadInput

TODAY = date(2026, 11, 28)
STORY = (
    "Quov army says the rebels are beaten\n\nZYR, Quovland - The army said on Monday that the last camp of the"
    " Sons of Quov"
    ' had fallen. "They are done," a general said. Villagers who fled to the hills do not believe it, and say that the'
    " fighters will be back when the rains end.\n"
)
ARABIC = (
    "الجيش يعلن نهاية التمرد\n\nزير - قال ضابط في الجيش يوم الاثنين إن آخر معسكر للمتمردين سقط بعد قتال استمر أسبوعين."
    " لكن سكان القرى لا يصدقون ذلك ويقولون إن المقاتلين سيعودون.\n"
)
PARAGRAPHS = "".join(
    f"<p>{sentence}</p>"
    for sentence in (
        "The army said on Monday that the last camp of the Sons of Quov had fallen after two weeks of fighting in"
        " the hills.",
        "A general told reporters that the group was done, and that no more than fifty men were left in the caves"
        " of Zyr.",
        "Villagers who fled to the coast do not believe it, and they say that the men will be back when the rains"
        " end again.",
    )
)
PAGE = (
    "<!DOCTYPE html><html lang='en'><head><title>Quov army says the rebels are beaten</title>"
    "<meta property='article:published_time' content='2019-02-07T10:00:00Z'></head><body><nav><a"
    " href='/'>Home</a></nav>"
    f"<article><h1>Quov army says the rebels are beaten</h1>{PARAGRAPHS}</article>"
    "<div class='comments'><p>Great story, thanks!</p></div><footer>Privacy policy and cookies</footer></body></html>"
)


@pytest.fixture
def read(tmp_path):
    def read(content, *, published=None, today=TODAY):
        path = tmp_path / "article"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_article(str(path), published=published, today=today)

    return read


def pdf(lines, *, encrypt=False):
    """A PDF of one page with these lines, or none; written by hand."""
    drawn = "BT /F1 12 Tf 60 760 Td 15 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    locked = "/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + "41" * 32 + ">/U<" + "42" * 32 + ">>>/ID[<00><00>]"
    body, places = "%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj{each}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    tail = f"trailer<</Size 6/Root 1 0 R{locked if encrypt else ''}>>\nstartxref\n{len(body)}\n%%EOF"
    return (f"{body}xref\n0 6\n0000000000 65535 f \n{table}{tail}").encode("latin-1")


@pytest.mark.parametrize(("story", "language"), [(STORY, "en"), (ARABIC, "ar")])
def test_a_text_with_nothing_to_leave_out_is_kept_to_the_letter(read, story, language):
    article = read(story)
    assert article.text == story
    assert article.title == story.partition("\n")[0]
    assert article.text[article.body_start :].startswith(story.split("\n\n")[1][:10])
    assert (article.language, article.dropped) == (language, ())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_whatever_the_encoding_the_text_is_the_same(read, encoding):
    assert read(STORY.encode(encoding)).text == STORY


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_a_mark_without_a_text_is_empty(read, mark):
    with pytest.raises(BadInput):
        read(mark)


def test_one_byte_pages_of_windows_are_told_apart(read):
    assert read(ARABIC.encode("cp1256")).text == ARABIC
    western = STORY.replace("hills", "Sierra de Ocaña")
    assert read(western.encode("cp1252")).text == western


def test_bylines_notices_and_comments_are_left_out_and_told(read):
    head, body = STORY.split("\n\n")
    residue = "\n\n\nGeneral resigns over lost tanks in Zyr\n\n3 comments\n\nLeave a comment\n\nدع تعليقاً\n\n"
    residue += "Privacy & Cookies Policy\n"
    article = read(f"{head}\n\nby newsdesk7\n\n{body}{residue}")
    assert article.text == STORY
    assert len(article.dropped) >= 2
    assert any("by newsdesk7" in each for each in article.dropped)
    assert any("another story's title" in each for each in article.dropped)


def test_a_foreign_quotation_within_an_article_stays(read):
    head, body = STORY.split("\n\n")
    story = f"{head}\n\n{body}\nلقد عدنا\n\nSo read a wall in Zyr, in the other language of the province.\n"
    assert read(story).text == story


@given(
    st.lists(
        st.sampled_from(
            ["The army left the town on Monday.", "", "Share this article", "لا تعليقات", "A general said so."]
        )
    )
)
def test_what_is_kept_stands_in_the_text_in_order(lines):
    from smoulder.residue import without_residue

    text = "\n".join(["The title of the story", *lines, "It was over, the people of the town were told."])
    kept, dropped = without_residue(text)
    place = 0
    for line in filter(str.strip, kept.splitlines()):
        place = text.index(line, place) + len(line)
    assert bool(dropped) == (kept != text)


def test_a_page_gives_title_text_and_day_without_its_furniture(read):
    article = read(PAGE)
    assert article.title == "Quov army says the rebels are beaten"
    assert article.text.count(article.title) == 1
    assert "no more than fifty men" in article.text
    assert not any(word in article.text for word in ("Great story", "Privacy", "Home", "<p>"))
    assert article.published.day == date(2019, 2, 7)


def test_entities_of_an_xhtml_page_do_not_grow(read):
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    page = PAGE.replace("<!DOCTYPE html>", f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY l0 "laugh">{laughs}]>')
    article = read(page.replace("in the caves", "&l9; in the caves"))
    assert len(article.text) < 2_000


def test_an_entity_that_names_a_file_is_not_followed(read, tmp_path):
    (tmp_path / "secret").write_text("the secret of Zyr")
    doctype = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
    assert (
        "secret of Zyr"
        not in read(PAGE.replace("<!DOCTYPE html>", doctype).replace("in the caves", "&x; in the caves")).text
    )


def test_a_pdf_is_read_in_paragraphs(read):
    article = read(pdf([
        "Quov army says the rebels are beaten", "", "The army said on Monday that the last camp of the Sons had",
        "fallen after two weeks of fighting in the hills near the coast.",
    ]))  # fmt: skip
    assert "the last camp of the Sons had fallen after two weeks" in article.text
    assert article.language == "en"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (bytes(range(256)) * 40, "no text, page or PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "no text, page or PDF"),
        (b"12345 67890 --- 11", "holds no text"),
        (b"x" * (LIMIT + 1), "more than 10 MB"),
        (pdf([]), "pictures without text"),
        (pdf(["Secret words of the army"], encrypt=True), "locked by a password"),
        (b"%PDF-1.7 broken", "damaged PDF"),
        (b"<html><head><title>x</title></head><body><script>let a = 1</script></body></html>", "without an article"),
        ("Армия сообщила, что последний лагерь пал.", "Cyrillic"),
        (
            "L'armée a déclaré que le dernier camp est tombé et que les rebelles sont dans la vallée pour toujours.",
            "French",
        ),
        ("ارتش گفت که آخرین پایگاه شورشیان سقوط کرد و چیزی از گروه باقی نمانده است که بجنگد.", "Persian"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 30 else "",
)
def test_what_is_no_article_is_refused_in_one_sentence(read, content, why):
    with pytest.raises(BadInput, match=why) as refused:
        read(content)
    assert "\n" not in str(refused.value)


def test_folders_and_missing_files_are_refused(tmp_path):
    for source, why in (
        (tmp_path, "is a folder"),
        (tmp_path / "none", "There is no file"),
        ("a\x00b", "cannot be read"),
    ):
        with pytest.raises(BadInput, match=why):
            read_article(str(source), published=None, today=TODAY)


@pytest.mark.parametrize("scheme", ["file", "ftp", "gopher", "data"])
def test_other_schemes_are_refused(scheme):
    with pytest.raises(BadInput, match="refused"):
        read_article(f"{scheme}:///etc/passwd", published=None, today=TODAY)


def test_the_users_day_goes_before_all_others(read):
    assert read(PAGE, published=date(2018, 1, 2)).published.day == date(2018, 1, 2)


@pytest.mark.parametrize(
    ("opening", "earliest", "latest"),
    [
        ("ZYR, June 27, 2017 - The army said", date(2017, 6, 27), date(2017, 6, 27)),
        ("ZYR, 27 June 2017 - The army said", date(2017, 6, 27), date(2017, 6, 27)),
        ("The army did not attack in 2018. It said", date(2019, 1, 1), TODAY),
        ("The camp fell in August 2016. The army said", date(2016, 9, 1), TODAY),
        ("The army will win by 2016. It said", None, TODAY),
        ("The war will go on beyond 2018, and the army said", None, TODAY),
        ("ZYR, June 27 - It lost the town in 2018. The army said", date(2019, 6, 27), date(2026, 6, 27)),
    ],
)
def test_the_day_is_read_or_a_range_is_argued(read, opening, earliest, latest):
    published = read(STORY.replace("ZYR, Quovland - The army said", opening)).published
    assert (published.earliest, published.latest) == (earliest, latest)
    assert published.reason.endswith(".")


def test_no_article_is_younger_than_today(read):
    assert read(PAGE, today=date(2018, 6, 1)).published.day is None


def test_offsets_of_the_annotated_texts_hold(real):
    import json

    for path in sorted((real / "text" / "gold").glob("*.txt")):
        gold = json.loads(path.with_suffix(".json").read_text("utf-8"))
        article = read_article(str(path), published=None, today=TODAY)
        assert (article.title, article.body_start, article.language) == (
            gold["title"],
            gold["body_start"],
            gold["language"],
        )
        for each in (*gold["claims"], *gold["places"], *gold["actors"]):
            assert article.text[each["start"] : each["end"]] == each.get("quote", each.get("mention"))


def test_the_article_this_began_with_loses_its_page(real):
    article = read_article(str(real / "text" / "isis_ended.txt"), published=None, today=TODAY)
    assert article.title.startswith("Has the “ISIS” ended?")
    assert article.text.rstrip().endswith("but the risk will remain.")
    assert not any(word in article.text for word in ("admindiaa", "Cookies", "delegated committee", "تعليق"))
    assert (article.published.earliest, article.published.latest) == (date(2019, 1, 1), TODAY)
