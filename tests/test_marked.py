import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from smoulder.marked import marked


class Read(HTMLParser):
    """The text of each paragraph without the numbers, what is marked, and the numbers in their order."""

    def __init__(self, html):
        super().__init__()
        self.lines, self.marked, self.numbers, self.inside = [], [], [], []
        self.feed(str(html))
        self.close()
        assert not self.inside

    def handle_starttag(self, tag, attrs):
        self.inside.append(tag)
        attributes = dict(attrs)
        if tag == "p":
            self.lines.append("")
        if tag == "a":
            number = attributes["id"].removeprefix("text-")
            assert attributes["href"] == f"#claim-{number}"
            self.numbers.append(int(number))

    def handle_endtag(self, tag):
        assert self.inside.pop() == tag

    def handle_data(self, data):
        if "p" in self.inside and "a" not in self.inside:
            self.lines[-1] += data
            if "mark" in self.inside:
                self.marked.append(data)


def claims(*spans):
    return [{"number": number, "start": start, "end": end} for number, (start, end) in enumerate(spans, start=1)]


def lines_of(text):
    return [line for line in re.split("[\n\r\u2028\u2029]+", text) if line.strip()]


def test_claims_are_marked_in_place_with_their_numbers():
    html = marked("They are finished, he said.\n\nThe risk will remain.", claims((0, 17), (29, 49)))
    read = Read(html)
    assert read.marked == ["They are finished", "The risk will remain"]
    assert read.numbers == [1, 2]
    assert html.index("finished</mark>") < html.index('id="text-1"') < html.index(", he said")


def test_overlapping_claims_share_words_and_keep_their_numbers():
    read = Read(html := marked("abcdef", claims((0, 4), (2, 6))))
    assert read.marked == ["ab", "cd", "ef"]
    assert html.count('<mark class="several">') == 1
    assert read.numbers == [1, 2]
    assert Read(marked("abcdef", claims((0, 6), (2, 4)))).numbers == [2, 1]
    assert Read(marked("abcdef", claims((0, 6), (0, 6)))).numbers == [1, 2]


def test_a_claim_over_two_lines_is_marked_in_both_and_numbered_once():
    read = Read(marked("He says\nit is over\nnow", claims((3, 18))))
    assert read.marked == ["says", "it is over"]
    assert read.numbers == [1]


def test_nothing_of_a_text_is_markup():
    html = marked('<script>alert(1)</script> & "x"', claims((0, 8)), 'en" onload="x')
    assert "<script" not in html
    assert "onload" not in html
    assert Read(html).lines == ['<script>alert(1)</script> & "x"']


def test_the_language_is_told_where_it_is_one():
    assert ' lang="ar"' in marked("انتهى", [], "ar")
    assert "lang" not in marked("x", [], None)
    assert marked("انتهى", [], "ar").count('dir="auto"') == 1


@given(st.text(alphabet="ab \n\r\u2028<&\"'ا", max_size=40), st.data())
def test_every_text_is_shown_whole_and_every_claim_once(text, data):
    spans = data.draw(
        st.lists(
            st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).filter(
                lambda span: text[span[0] : span[1]].strip()
            ),
            max_size=5,
        )
        if text.strip()
        else st.just([])
    )
    read = Read(marked(text, claims(*spans)))
    assert read.lines == lines_of(text)
    assert sorted(read.numbers) == list(range(1, len(spans) + 1))
    covered = {place for start, end in spans for place in range(start, end)}
    shown = [range(*line.span()) for line in re.finditer("[^\n\r\u2028\u2029]+", text) if line[0].strip()]
    assert "".join(read.marked) == "".join(text[place] for line in shown for place in line if place in covered)
