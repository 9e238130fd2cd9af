"""Ten thousand mutated pages: whatever is handed in, the answer is an article or one sentence, and it comes soon."""

import random
import re
from datetime import date

import pytest

from smoulder.articles import _from_bytes
from smoulder.claim import Article
from smoulder.dating import published_on
from smoulder.errors import BadInput
from smoulder.languages import language_of
from smoulder.residue import without_residue
from test_articles import ARABIC, PAGE, STORY, pdf

TODAY = date(2026, 11, 28)
PIECES = (
    b"<", b">", b"</", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"&", b"&#x110000;", b"&#0;", b"&lt;script&gt;",
    b"<script>", b"<style>",
    b"<table>" * 40, b"<div>" * 300, b"<b><i>" * 100, b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80",
    b"\r", b"\x0c", b"\\", b"%",
    b"<?xml version='1.0' encoding='utf-16'?>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;",
    b"<meta charset='utf-7'>", b"<base href='//x'>",
    "\u202e\u200f\u0640".encode(), "﷽".encode() * 30, "é̂̃".encode(), b"<svg onload=x>", b"<p lang=ar>",
    b"2018 was 99/99/9999",
    b"<time datetime='9999-99-99'>", b"<meta property='article:published_time' content='0000-00-00'>",
    b"stream\r\n", b"endobj", b"xref",
    b"/Kids[1 0 R]", b"/Count 99999999", b"/Length 4294967295",
)  # fmt: skip


def mutated(draw, seed):
    """A page with one to six wounds: cut off, bytes changed, pieces set in, taken out, doubled or moved."""
    page = bytearray(seed)
    for _ in range(draw.randint(1, 6)):
        at, other = (draw.randrange(len(page) + 1) for _ in range(2))
        low, high = min(at, other), min(max(at, other), min(at, other) + 400)
        act = draw.randrange(6)
        if act == 0 and draw.random() < 0.4:
            del page[at:]
        elif act == 1:
            for _ in range(draw.randint(1, 12)):
                if page:
                    page[draw.randrange(len(page))] = draw.randrange(256)
        elif act == 2:
            page[at:at] = draw.choice(PIECES)
        elif act == 3:
            del page[low:high]
        elif act == 4:
            page[at:at] = page[low:high] * draw.randint(1, 4)
        else:
            page[at:at] = bytes(page[low:high])[::-1]
    return bytes(page[:40_000])


def one_sentence(told):
    return "\n" not in told and len(told) < 400


def read(content, charset=None):
    """As `read_article` does with what a file or a server gave; None for a refusal."""
    try:
        raw = _from_bytes(content, "a page", TODAY, charset)
        text, dropped = without_residue(raw.text)
        language = language_of(text, "a page")
    except BadInput as refused:
        return None if one_sentence(str(refused)) else pytest.fail(str(refused))
    published = published_on(text, 0, published=None, stated=raw.day, url=raw.url, today=TODAY, head=raw.text[:1500])
    assert published.latest is None or published.latest <= TODAY
    assert published.earliest is None or published.latest is None or published.earliest <= published.latest
    return Article("a page", text, raw.title or "", 0, language, published, dropped)


TEXTS = [STORY, ARABIC, STORY.replace("\n", "\r\n"), STORY * 2 + "\n\nPrivacy & Cookies Policy\n"]


@pytest.mark.parametrize(
    ("kind", "seeds", "count"),
    [
        ("text", [text.encode(code) for text in TEXTS for code in ("utf-8", "utf-16", "cp1256")][:9], 8_700),
        ("page", [PAGE.encode(), re.sub(r"</?(nav|footer|article)>", "", PAGE).encode()], 800),
        ("pdf", [pdf(["The army said that the last camp had fallen.", "And it was not over."]), pdf([])], 500),
    ],
)
def test_mutated_pages_are_read_or_refused(kind, seeds, count):
    draw = random.Random(f"{kind} 1")
    answers = [
        read(mutated(draw, draw.choice(seeds)), draw.choice([None, None, "utf-8", "latin-1", "no-such"]))
        for _ in range(count)
    ]
    some = [each for each in answers if each]
    assert 0.02 * count < len(some) < count  # neither all refused nor all taken


@pytest.mark.parametrize(
    "content",
    [
        b"<html>" + b"<div>" * 100_000 + b"The army said so.",
        b"<html><body>" + b"<p>The army said so.</p>" * 20_000,
        b"<!DOCTYPE html>" + b"<" * 200_000,
        b"<html><body>" + b"&lt;" * 200_000,
        b"<html><body><p>" + b"a" * 1_000_000,
        STORY.encode() + b"2018 " * 100_000,
        STORY.encode() + b"\n" * 500_000,
        STORY.encode() + b"by " * 200_000,
        b"%PDF-1.4\n" + b"1 0 obj<</Kids[1 0 R]/Type/Pages/Count 9>>endobj\n" * 2_000,
    ],
    ids=["nested", "many", "open", "entities", "one word", "years", "lines", "bylines", "loop"],
)
def test_large_pages_of_bad_will_end(content):
    read(content)
