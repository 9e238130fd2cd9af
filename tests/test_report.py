import errno
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from smoulder.errors import BadInput
from smoulder.figures import percent
from smoulder.report import render, write

EXAMPLES = sorted(Path(__file__).parent.joinpath("data").glob("assessment_*.json"))
HOSTILE = "\"><script>alert('x')</script><img src=x onerror=alert(1)> & ' ]]> "
FREE = {"name", "aliases", "group", "source", "reason", "simulated_reason", "title", "version", "covers", "licence"}
FREE |= {"citation", "sentence", "declined", "case", "unit", "command", "words", "area", "relation", "model", "sha256"}
FREE |= {"counted_with"}
KIN = {"name": "Kin", "relation": "renamed_to", "last_event": "2006-05-03"}
VOID = {"meta", "link", "br", "hr", "img", "input"}
SVG_EMPTY = {"path", "rect", "line", "circle", "use"}


def example(name):
    return json.loads(Path(__file__).parent.joinpath("data", f"assessment_{name}.json").read_text("utf-8"))


class Page(HTMLParser):
    """Reads a page strictly: every element is closed in order, and what matters is kept."""

    def __init__(self, html):
        super().__init__()
        self.open, self.seen, self.ids, self.headings = [], [], [], []
        self.svg_parts, self.text = [], []
        self.feed(html)
        self.close()
        assert not self.open, f"left open: {self.open}"

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        assert len(attributes) == len(attrs), f"an attribute twice in <{tag}>"
        self.seen.append((tag, attributes))
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "svg":
            self.svg_parts.append([])
        elif self.svg_parts and self.open and self.open[-1] == "svg":
            self.svg_parts[-1].append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open[-1:] == [tag], f"</{tag}> closes {self.open[-1:]}"
        self.open.pop()

    def handle_data(self, data):
        if not self.open or self.open[-1] not in ("style", "title", "desc"):
            self.text.append(data)


@pytest.fixture(scope="module", params=EXAMPLES, ids=lambda path: path.stem.removeprefix("assessment_"))
def rendered(request):
    assessment = json.loads(request.param.read_text("utf-8"))
    return assessment, render(assessment)


def poisoned(value, key=""):
    if isinstance(value, dict):
        return {k: poisoned(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [poisoned(v, key) for v in value]
    return value + HOSTILE if isinstance(value, str) and key in FREE else value


def test_page_is_well_formed_and_names_everything(rendered):
    page = Page(rendered[1])
    assert len(page.ids) == len(set(page.ids))
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(page.headings, page.headings[1:], strict=False))
    for tag, attributes in page.seen:
        if tag == "svg":
            assert attributes["role"] == "img"
            assert set(attributes["aria-labelledby"].split()) <= set(page.ids)
        if tag == "th":
            assert attributes["scope"] in ("row", "col")
        if tag == "img":
            assert attributes["alt"]
        if "href" in attributes and attributes["href"].startswith("#"):
            assert attributes["href"][1:] in page.ids
    assert all(parts[:2] == ["title", "desc"] for parts in page.svg_parts)


def test_page_asks_for_nothing(rendered):
    _, html = rendered
    assert not re.search(r"<(script|iframe|object|embed|form|base|audio|video|image)\b", html)
    assert not re.search(r"@import|https?:", html)
    for tag, attributes in Page(html).seen:
        assert "src" not in attributes, tag
        assert not any(name.startswith("on") for name in attributes), tag
        for name in ("href", "xlink:href"):
            assert attributes.get(name, "#").startswith(("#", "data:,")), attributes
        assert all("url(" not in (value or "") or "url(#" in value for value in attributes.values()), attributes
    assert "default-src 'none'" in html


def test_patterns_that_are_used_are_there(rendered):
    _, html = rendered
    assert set(re.findall(r"url\(#([^)]+)\)", html)) <= set(Page(html).ids)


def test_page_is_the_same_twice(rendered):
    assessment, html = rendered
    assert render(assessment) == html


def test_page_is_small(rendered):
    assert len(rendered[1].encode()) < 500_000


def test_every_chance_of_return_is_printed(rendered):
    assessment, html = rendered
    text = "".join(Page(html).text)
    for model in assessment["status"]["models"]:
        for chance in (model["p_return"] or {}).values():
            assert percent(chance) in text
        if model["declined"]:
            assert model["declined"] in text


def test_verdict_and_newest_visible_month_come_first(rendered):
    assessment, html = rendered
    text = " ".join("".join(Page(html).text).split())
    verdict = {
        "active": "is active in",
        "quiet": "is quiet in",
        "probably_ended": "has probably ended in",
        "cannot_say": "nobody can say whether",
    }[assessment["status"]["verdict"]]
    assert verdict in text[: text.index("What could not be seen")]
    assert "January 2019" in text[: text.index("What could not be seen")]
    assert not re.search("confidence", text)


def test_hostile_text_stays_text():
    html = render(poisoned(example("active")))
    page = Page(html)
    assert not {tag for tag, _ in page.seen} & {"script", "img"}
    assert "".join(page.text).count("<script>alert('x')</script>") > 20
    assert "&lt;script&gt;" in html[html.index("<svg") :]


def test_hostile_text_in_a_long_silence_and_a_blind_record():
    for name in ("blind", "simulated", "minimal", "rtl"):
        assert not {tag for tag, _ in Page(render(poisoned(example(name)))).seen} & {"script", "img"}


def test_hostile_names_of_kin_stay_text():
    for group in ({"counted_with": ["Kin"]}, {"kin_active_since": [KIN]}, {"kin_active_since": [KIN, KIN]}):
        assessment = example("simulated")
        assessment["group"] |= poisoned(group)
        html = render(assessment)
        assert not {tag for tag, _ in Page(html).seen} & {"script", "img"}
        assert "<script>alert('x')</script>" in "".join(Page(html).text)


@pytest.mark.parametrize("name", ["active", "quiet", "simulated", "blind"])
def test_kin_and_intervals_bring_no_word_about_confidence_and_no_other_likelihood(name):
    assessment = example(name)
    assessment["group"]["kin_active_since"] = [KIN]
    assessment["status"]["interval"] = (
        {"12": [0.1, 0.2], "60": [0.2, 0.3]} if assessment["status"]["p_return"] else None
    )
    text = "".join(Page(render(assessment)).text)
    told = text.replace(assessment["status"]["sentence"] or "-", "").replace("not a certainty", "")
    assert "last seen 3 May 2006" in told
    assert not re.search(r"confiden|\b(un)?likely\b|realistic possibility|remote chance|\bcertain", told)


def test_counting_with_kin_is_said_at_the_top():
    assessment = example("quiet")
    assert "Counted with kin" not in render(assessment)
    assessment["group"] |= {"counted": "with kin", "counted_with": ["Coast Guard"]}
    html = render(assessment)
    assert html.index("Counted with kin") < html.index("<main>")


def test_simulated_is_said_first_and_with_its_reason():
    html = render(example("simulated"))
    text = "".join(Page(html).text).strip()
    assert text.startswith("SIMULATED")
    assert "UCDP could not be reached" in text.splitlines()[0]
    assert re.search(r"<title>SIMULATED", html)
    assert "SIMULATED" not in render(example("active"))


def test_right_to_left_name_is_set_apart_wherever_it_stands():
    assessment = example("rtl")
    name, html = assessment["group"]["name"], render(assessment)
    body = html[html.index("<body") :]
    assert body.count(name) == body.count(f'<bdi dir="auto">{name}</bdi>') >= 4
    assert f"\u2068{name}\u2069" in html[: html.index("<body")]


def test_absent_parts_leave_no_section():
    minimal, full = render(example("minimal")), render(example("active"))
    for part in ("timeline", "map", "return", "since", "track-record", "manifest"):
        assert f'id="{part}"' in full
        assert f'id="{part}"' not in minimal
    nulls = example("active") | dict.fromkeys(("timeline", "phases", "map", "since", "track_record", "manifest"))
    assert 'id="since"' not in render(nulls)


def test_sections_stand_in_their_order():
    html = render(example("active"))
    order = ["verdict", "record", "timeline", "map", "return", "since", "track-record", "sources", "manifest"]
    places = [html.index(f'<section id="{name}"') for name in order]
    assert places == sorted(places)


def test_report_is_written_whole(tmp_path):
    path = tmp_path / "is-there.html"
    path.write_text("old")
    write(example("minimal"), path)
    assert path.read_text("utf-8") == render(example("minimal"))
    assert [each.name for each in tmp_path.iterdir()] == ["is-there.html"]


def test_a_report_that_fails_leaves_the_old_one(tmp_path):
    path = tmp_path / "report.html"
    path.write_text("old")
    broken = example("active") | {"status": {"verdict": "no such verdict"}}
    with pytest.raises(KeyError):
        write(broken, path)
    assert path.read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_full_disk_is_one_sentence_and_leaves_the_old_report(tmp_path, monkeypatch):
    path = tmp_path / "report.html"
    path.write_text("old")

    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(BadInput, match="No space left"):
        write(example("minimal"), path)
    assert path.read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 1


def test_other_endings_and_missing_folders_are_said(tmp_path):
    with pytest.raises(BadInput, match=r"\.html"):
        write(example("minimal"), tmp_path / "report.docx")
    with pytest.raises(BadInput, match="not there"):
        write(example("minimal"), tmp_path / "nowhere" / "report.html")
    (tmp_path / "folder.html").mkdir()
    with pytest.raises(BadInput, match="is a folder"):
        write(example("minimal"), tmp_path / "folder.html")


def test_drawing_is_not_loaded_before_it_is_needed():
    code = "import sys, smoulder.report, smoulder.sections.timeline; sys.exit('vl_convert' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
