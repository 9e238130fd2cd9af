"""An article as text: from a plain text, a web page or a PDF, at hand or at an address, without what surrounds it.

Whatever is handed in is hostile: sizes and pages are limited, nothing in it is run, resolved or fetched. Where nothing
has to be left out of a plain text, the article's text is the file's content to the letter.
"""

import io
import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

from smoulder.claim import Article
from smoulder.dating import published_on
from smoulder.errors import BadInput
from smoulder.languages import language_of
from smoulder.pages import fetch
from smoulder.residue import without_residue

LIMIT = 10 << 20  # bytes of a file or a page
LETTERS = 1_000_000  # of an article's text: a book of 150,000 words
PDF_PAGES = 200
TAGS = 30_000  # of a page, without scripts and drawings: twenty times what a newspaper's page has
UNREAD = re.compile(
    r"<(script|style|svg|noscript|template)\b(?:(?!<script|<style|<svg).)*?</\1\s*>", re.IGNORECASE | re.DOTALL
)
TITLE = 300  # letters at most
URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
TAG = re.compile(rb"<(!doctype\s+html|html|head|body|article|div|p|br|meta|title)\b[^<>]*>", re.IGNORECASE)
XML = (b"<?xml", b"<!doctype")
# Letters of Arabic as PDFs draw them; as text they are compatibility forms of the plain ones.
DRAWN = re.compile(r"[\ufb50-\ufdff\ufe70-\ufefc]+")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")


class _Raw(NamedTuple):
    """A text as found; day: of publication as the page says it; url: where it says it."""

    text: str
    title: str | None = None
    day: date | None = None
    url: str | None = None


def read_article(source: str, *, published: date | None, today: date) -> Article:
    """The article in a file or at an http(s) address.

    published: the day it appeared, if known; today: no article is younger. Raises BadInput for what is no article of a
    known language: empty, binary, locked, scanned, too long, or not to be had.
    """
    raw = _raw(source, today)
    text, dropped = without_residue(raw.text)
    if raw.title and not text.startswith(raw.title):
        text = f"{raw.title}\n\n{text}"
    if len(text) > LETTERS:
        raise BadInput(f"{source} holds {len(text)} letters; at most {LETTERS} are read: cut it to the article.")
    if sum(map(str.isalpha, text)) < 2:
        raise BadInput(f"{source} holds no text; give an article.")
    language = language_of(text, source)
    title, body = _title(text, raw.title)
    when = published_on(text, body, published=published, stated=raw.day, url=raw.url, today=today, head=raw.text[:1500])
    return Article(source, text, title, body, language, when, dropped)


def _raw(source: str, today: date) -> _Raw:
    if URL.match(source):
        page = fetch(source)
        return _from_bytes(page.content, source, today, page.charset, url=page.url)
    path = Path(source)
    try:
        if path.is_dir():
            raise BadInput(f"{source} is a folder; name one file in it.")
        with path.open("rb") as file:
            content = file.read(LIMIT + 1)
    except FileNotFoundError:
        raise BadInput(f"There is no file {source}.") from None
    except (OSError, ValueError) as why:
        raise BadInput(f"{source} cannot be read: {why}.") from None
    return _from_bytes(content, source, today)


def _from_bytes(content: bytes, source: str, today: date, charset: str | None = None, url: str | None = None) -> _Raw:
    if len(content) > LIMIT:
        raise BadInput(f"{source} has more than {LIMIT >> 20} MB; give the article alone.")
    if not content.strip():
        raise BadInput(f"{source} is empty; give an article.")
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return _Raw(_pdf(content, source))
    head = content[:4096].replace(b"\x00", b"")
    if head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower().startswith(XML) or len(TAG.findall(head)) >= 2:
        return _page(content, source, today, charset, url)
    return _Raw(_decoded(content, source, charset))


def _decoded(content: bytes, source: str, charset: str | None = None) -> str:
    """Bytes as text: as declared, UTF-8, UTF-16 or one of two Windows pages, whichever reads without a fault."""
    binary = f"{source} is no text, page or PDF; give one of these."
    utf16 = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    if not utf16 and b"\x00" in content:
        zeros = [content[:2000][side::2].count(0) for side in (0, 1)]
        if max(zeros) < 0.2 * len(content[:2000]) / 2 or min(zeros) * 10 > max(zeros):
            raise BadInput(binary)
        charset = "utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"
    for encoding in dict.fromkeys(["utf-16"] if utf16 else [charset or "utf-8-sig", "utf-8-sig"]):
        try:
            text = content.decode(encoding)
            break
        except (UnicodeDecodeError, LookupError):
            continue
    else:
        text = _windows(content)
    control = len(CONTROL.findall(text[:20_000])) + text.count("\x00")
    if control > 0.002 * len(text[:20_000]) + 1 or text.count("\ufffd") > 0.1 * len(text):
        raise BadInput(binary)
    return text


def _windows(content: bytes) -> str:
    """Bytes of a one-byte page: Arabic if most of what is not ASCII would be Arabic letters, else western."""
    arabic, western = content.decode("cp1256", "replace"), content.decode("cp1252", "replace")
    letters = [letter for letter in arabic if letter > "\x7f"]
    share = sum("\u0621" <= letter <= "\u064a" for letter in letters) / max(len(letters), 1)
    return arabic if share > 0.7 and len(letters) > 0.2 * len(content) else western


def _page(content: bytes, source: str, today: date, charset: str | None, url: str | None) -> _Raw:
    found = _extracted(_markup(content, source, charset), source, url, today)
    if not found["text"]:
        raise BadInput(f"{source} is a page without an article's text; save the text and give that.")
    title = " ".join(found["title"].split())[:TITLE] or None
    try:
        day = date.fromisoformat(found["date"])
    except ValueError:
        day = None
    return _Raw("\n\n".join(found["text"].split("\n")), title, day if day is None or day <= today else None, url)


def _extracted(markup: str, source: str, url: str | None, today: date) -> dict[str, str]:
    """Text, title and date of a page, "" for what it lacks. No entity of its own grows; nothing is fetched."""
    import logging
    import warnings

    import trafilatura

    for name in ("trafilatura", "htmldate"):  # they would speak on stderr of each page that has no text
        logging.getLogger(name).addHandler(logging.NullHandler())
    dates = {"extensive_search": False, "original_date": True, "max_date": str(today)}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = trafilatura.bare_extraction(
                markup, url=url, favor_precision=True, include_comments=False, include_tables=False, with_metadata=True,
                date_extraction_params=dates,
            )  # fmt: skip
    except Exception as why:  # a page of bad will may break a parser in more ways than can be listed
        raise BadInput(f"{source} is a page that cannot be read ({type(why).__name__}); save its text.") from None
    return {name: (getattr(found, name, None) or "").strip() for name in ("text", "title", "date")}


def _markup(content: bytes, source: str, charset: str | None) -> str:
    """A page as text, without its scripts and drawings, which may be most of it."""
    declared = re.search(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", content[:4096])
    text = _decoded(content, source, charset or (declared and declared[1].decode()) or None)
    text = UNREAD.sub(" ", re.sub(r"^\s*<\?xml[^>]*\?>", "", text))  # lxml refuses a str that declares an encoding
    if text.count("<") > TAGS:
        raise BadInput(f"{source} is a page of more than {TAGS} tags; save the article's text and give that.")
    return text


def _pdf(content: bytes, source: str) -> str:
    import unicodedata

    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(io.BytesIO(content))
    except pdfium.PdfiumError as why:
        locked = "password" in str(why).lower()
        what = "is locked by a password; unlock it first" if locked else "is a damaged PDF; save it again"
        raise BadInput(f"{source} {what}.") from None
    try:
        if len(document) > PDF_PAGES:
            raise BadInput(f"{source} has {len(document)} pages; at most {PDF_PAGES} are read: cut it to the article.")
        pages, letters = [], 0
        for number in range(len(document)):
            page = document[number]
            read = page.get_textpage()
            pages.append(read.get_text_bounded())
            read.close()
            page.close()
            if (letters := letters + len(pages[-1])) > LETTERS:
                raise BadInput(f"{source} holds more than {LETTERS} letters; cut it to the article.")
    except pdfium.PdfiumError:
        raise BadInput(f"{source} is a damaged PDF; save it again.") from None
    finally:
        document.close()
    text = DRAWN.sub(lambda drawn: unicodedata.normalize("NFKC", drawn[0]), "\n\n".join(pages))
    if not text.strip():
        raise BadInput(f"{source} is a PDF of pictures without text; have its letters recognised (OCR) first.")
    return _unwrapped(text)


def _unwrapped(text: str) -> str:
    """Lines of a printed page as paragraphs: one that ends short or with a stop ends its paragraph."""
    lines = [line.strip() for line in text.replace("\r\n", "\n").replace("\ufffe", "-\n").split("\n")]
    width = sorted(len(line) for line in lines if line)[int(0.8 * sum(map(bool, lines)))] if any(lines) else 0
    told: list[str] = []
    goes_on = False
    for line in lines:
        if not line:
            goes_on = False
        elif not goes_on:
            told.append(line)
        elif told[-1].endswith("-") and line[:1].islower():
            told[-1] = told[-1][:-1] + line
        else:
            told[-1] += " " + line
        if line:
            goes_on = len(line) > 0.7 * width and not (line[-1] in ".!?؟:" and len(line) < 0.9 * width)
    return "\n\n".join(told)


def _title(text: str, known: str | None) -> tuple[str, int]:
    """The title, and where the body begins: the first line, unless it is a paragraph."""
    start = len(text) - len(text.lstrip())
    line = text[start:].partition("\n")[0]
    rest = text[start + len(line) :]
    body = start + len(line) + len(rest) - len(rest.lstrip())
    whole = line.strip()
    if known and text.startswith(known):
        return known, body
    if not rest.strip() or len(whole) > TITLE or (len(whole) > 160 and whole[-1] in ".!?؟"):
        return "", start
    return whole, body
