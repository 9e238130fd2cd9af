"""Questions to a real server on this machine that answers in the ways endpoints of language models do."""

import gzip
import json
import time

import pytest
import stamina

from model_server import fails, says, serving
from smoulder.chat import LARGEST, Endpoint, ask
from smoulder.errors import BadInput

FORM = {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"], "additionalProperties": False}


@pytest.fixture
def server():
    with serving() as server:
        yield server


@pytest.fixture(autouse=True)
def at_once():
    """Retry without waiting between attempts."""
    with stamina.set_testing(True, attempts=3):
        yield


@pytest.fixture
def put(server, tmp_path):
    def put(*acts, **options):
        server.acts = list(acts)
        more = {each: options.pop(each) for each in ("system", "user", "version") if each in options}
        endpoint = Endpoint(**{"url": server.url, "model": "small", **options})
        words = {"system": "rules", "user": "text", "version": "1", **more}
        return ask(endpoint, words["system"], words["user"], FORM, version=words["version"], cache=tmp_path / "kept")

    return put


def forms(server):
    return [body.get("response_format", {}).get("type") for _, _, body in server.asked]


def test_a_good_answer_is_given(put, server):
    answer = put(says({"n": 3}), key="secret")
    assert (answer.value, answer.faults, answer.repaired, answer.from_cache) == ({"n": 3}, (), False, False)
    [(path, headers, body)] = server.asked
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer secret"
    assert (body["model"], body["temperature"]) == ("small", 0)
    assert body["response_format"]["json_schema"]["schema"] == FORM
    assert [each["role"] for each in body["messages"]] == ["system", "user"]


def test_the_same_question_is_asked_once(put, server):
    first = put(says({"n": 3}))
    second = put(fails(500))
    assert (second.value, second.from_cache, first.from_cache) == (first.value, True, False)
    assert len(server.asked) == 1


@pytest.mark.parametrize("other", [{"model": "large"}, {"user": "other"}, {"system": "other"}, {"version": "2"}])
def test_another_question_is_another_answer(put, other):
    put(says({"n": 3}))
    assert put(says({"n": 4}), **other).value == {"n": 4}


def test_a_damaged_or_foreign_file_in_the_cache_is_asked_again(put, tmp_path):
    put(says({"n": 3}))
    [kept] = (tmp_path / "kept").iterdir()
    for damage in (b"", b'{"n": "x"}', b"\xff\xfe", b"{"):
        kept.write_bytes(damage)
        assert put(says({"n": 5})).value == {"n": 5}


def test_no_key_is_in_the_cache(put, tmp_path):
    put(says({"n": 3}), key="secret")
    assert all(b"secret" not in path.read_bytes() for path in (tmp_path / "kept").iterdir())


def test_an_endpoint_that_knows_no_schema_is_asked_for_json_and_then_in_words(put, server):
    assert put(fails(400, "unknown response_format"), says({"n": 3})).value == {"n": 3}
    assert forms(server) == ["json_schema", "json_object"]
    server.asked.clear()
    assert put(fails(422), fails(400), says('```json\n{"n": 3}\n```'), user="other").value == {"n": 3}
    assert forms(server) == ["json_schema", "json_object", None]


def test_an_endpoint_that_understands_nothing_is_given_up_in_its_own_words(put, server):
    with pytest.raises(BadInput, match=r"refuses the question \(400: no such model\)"):
        put(fails(400, "no such\n model"))
    assert len(server.asked) == 3


@pytest.mark.parametrize("bad", ["no JSON", '{"n": 3', '{"n": "three"}', "[]", ""])
def test_a_bad_answer_is_repaired_once_with_what_was_wrong(put, server, bad):
    answer = put(says(bad), says({"n": 3}))
    assert (answer.value, answer.repaired) == ({"n": 3}, True)
    first, second = (body["messages"] for _, _, body in server.asked)
    assert second[: len(first)] == first
    assert second[-2] == {"role": "assistant", "content": bad}
    assert "breaks the form" in second[-1]["content"]


def test_the_form_that_was_understood_is_used_for_the_repair(put, server):
    put(fails(400), says("no"), says({"n": 3}))
    assert forms(server) == ["json_schema", "json_object", "json_object"]


def test_no_json_twice_is_one_sentence(put, server):
    with pytest.raises(BadInput, match="no readable answer, asked twice"):
        put(says("I cannot help with that."))
    assert len(server.asked) == 2


def test_what_is_wrong_after_the_repair_is_told_and_not_kept(put, server):
    assert put(says({"n": "x"}), says({"n": "y"})).faults == ('answer.n must be integer, not "y".',)
    assert put(says({"n": 3})).from_cache is False


def test_a_refusal_is_told(put):
    with pytest.raises(BadInput, match=r"declines to read this text \(not allowed\)"):
        put(says(None, message={"refusal": "not allowed"}))
    with pytest.raises(BadInput, match="declines"):
        put(says("", finish_reason="content_filter"))


def test_an_answer_cut_off_is_told(put):
    with pytest.raises(BadInput, match="cut off"):
        put(says('{"n": ', finish_reason="length"))


@pytest.mark.parametrize(("code", "words"), [(401, "check key"), (403, "check key"), (404, "check key")])
def test_a_client_error_is_told_without_asking_again(put, server, code, words):
    with pytest.raises(BadInput, match=rf"{code}.*{words}"):
        put(fails(code))
    assert len(server.asked) == 1


def test_a_key_that_an_endpoint_repeats_is_not_told(put):
    with pytest.raises(BadInput, match=r"Incorrect key …") as told:
        put(fails(401, "Incorrect key sk-1234"), key="sk-1234")
    assert "sk-1234" not in str(told.value)


def test_a_busy_endpoint_is_asked_again(put, server):
    assert put(fails(503), fails(429), says({"n": 3})).value == {"n": 3}
    assert len(server.asked) == 3


def test_an_endpoint_that_stays_busy_is_given_up(put, server):
    with pytest.raises(BadInput, match=r"does not answer now \(503: no\)"):
        put(fails(503))
    assert len(server.asked) == 3


def test_a_redirect_is_not_followed(put, server):
    with pytest.raises(BadInput, match="redirects elsewhere"):
        put(fails(307, Location="/v2"), key="secret")
    assert len(server.asked) == 1


@pytest.mark.parametrize("body", [b"<html>", b"[]", b"{}", b'{"choices": []}', b'{"choices": [{"message": 1}]}',
                                  b'{"choices": [{"message": {"content": [1]}}]}', b"[" * 100_000])  # fmt: skip
def test_what_is_no_such_endpoint_is_told(put, body):
    with pytest.raises(BadInput, match="OpenAI-compatible"):
        put((200, {}, body))


def test_a_huge_answer_is_stopped(put):
    with pytest.raises(BadInput, match="longer than 4 MB"):
        put((200, {}, b" " * (LARGEST + 1)))


def test_a_packed_answer_is_refused(put):
    packed = gzip.compress(json.dumps({"choices": [{"message": {"content": "{}"}}]}).encode())
    with pytest.raises(BadInput, match="packed"):
        put((200, {"Content-Encoding": "gzip"}, packed))


def test_a_server_that_hangs_or_drips_is_left(put, server):
    def hang(body):
        time.sleep(1)
        return says({"n": 1})

    with pytest.raises(BadInput, match=r"within 0.2 seconds"):
        put(hang, seconds=0.2)
    with pytest.raises(BadInput, match=r"within 0.3 seconds"):
        put((200, {"Content-Length": "10000", "X-Drip": "0.05"}, b" "), seconds=0.3)
    assert len(server.asked) == 2
    assert server.left.wait(30)  # the drip went on, and nobody was there any more


@pytest.mark.parametrize("url", ["", "localhost:1", "file:///etc/passwd", "ftp://127.0.0.1/v1", "http:///v1"])
def test_an_address_that_is_none_is_told(put, url):
    with pytest.raises(BadInput, match="is no endpoint"):
        put(says({}), url=url)


def test_a_key_never_goes_out_in_the_open(put):
    with pytest.raises(BadInput, match="in the open"):
        put(says({}), url="http://192.0.2.1/v1", key="secret")


def test_a_closed_port_is_one_sentence(put, server):
    with pytest.raises(BadInput, match="could not be asked"):
        put(says({}), url="http://127.0.0.1:1/v1")


@pytest.mark.parametrize(
    ("ending", "path"),
    [("", "/v1/chat/completions"), ("/", "/v1/chat/completions"), ("/v1/", "/v1/chat/completions"),
     ("/api/v1/chat/completions", "/api/v1/chat/completions"), ("/v1?x=1", "/v1/chat/completions?x=1")],
)  # fmt: skip
def test_the_path_is_made_whole(put, server, ending, path):
    put(says({"n": 1}), url=server.url.removesuffix("/v1") + ending)
    assert server.asked[0][0] == path
