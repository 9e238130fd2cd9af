import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smoulder.json_form import faults, read_json

FORM = {
    "type": "object",
    "required": ["name", "count"],
    "properties": {
        "name": {"type": ["string", "null"], "enum": ["a", "b", None]},
        "count": {"type": "integer"},
        "day": {"type": "string", "pattern": "^[0-9]{4}$"},
        "rows": {"type": "array", "maxItems": 2, "items": {"type": "number"}},
        "word": {"type": "string", "maxLength": 3},
    },
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"name": "a", "count": 1}, []),
        ({"name": None, "count": 1, "day": "2019", "rows": [1, 2.5], "more": 1}, []),
        ({"name": "c", "count": 1}, ['answer.name must be one of a, b, None, not "c".']),
        ({"name": 1, "count": 1}, ["answer.name must be string or null, not 1."]),
        ({"name": "a"}, ["answer lacks count."]),
        ({"name": "a", "count": True}, ["answer.count must be integer, not true."]),
        ({"name": "a", "count": 1.5}, ["answer.count must be integer, not 1.5."]),
        ({"name": "a", "count": 1, "day": "19"}, ['answer.day must look like ^[0-9]{4}$, not "19".']),
        ({"name": "a", "count": 1, "rows": [1, "2"]}, ['answer.rows[1] must be number, not "2".']),
        ({"name": "a", "count": 1, "rows": [1, 2, 3]}, ["answer.rows must have at most 2 items."]),
        ({"name": "a", "count": 1, "word": "long"}, ["answer.word must have at most 3 characters."]),
        ({"name": "a", "count": 1, "word": "\ud800"}, ["answer.word holds half a character."]),
        ([], ["answer must be object, not []."]),
    ],
)
def test_what_breaks_the_form_is_said_with_its_place(value, expected):
    assert faults(value, FORM, "answer") == expected


@pytest.mark.parametrize(
    "text",
    ['{"a": 1}', ' {"a": 1}\n', '```json\n{"a": 1}\n```', 'Sure! Here it is:\n{"a": 1}\nAnything else?'],
)
def test_an_object_is_read_from_what_stands_around_it(text):
    assert read_json(text) == {"a": 1}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no JSON object"),
        ("I cannot help with that.", "no JSON object"),
        ("[1, 2]", "no JSON object"),
        ('{"a": 1', "no JSON object"),
        ('{"a": NaN}', "NaN is no JSON"),
        ('{"a": ' + "9" * 5_000 + "}", "no JSON object"),
        ('{"a": ' + "[" * 60 + "]" * 60 + "}", "deeper than 40"),
        ('{"a":' * 200_000, "no JSON object"),
        ('{"a": ' + "[" * 200_000 + "]" * 200_000 + "}", "deeper than 40"),
    ],
)
def test_anything_else_is_refused_with_a_reason(text, why):
    with pytest.raises(ValueError, match=why):
        read_json(text)


@given(st.dictionaries(st.text(), JSON, max_size=4))
def test_any_object_is_read_as_it_was_written(value):
    assert read_json(json.dumps(value)) == value
    faults(value, FORM, "answer")


@given(st.text())
def test_no_text_makes_the_reader_fall(text):
    with suppress(ValueError):
        assert isinstance(read_json(text), dict)
