"""Downloads against a real server on this machine that breaks in the ways servers do."""

import contextlib
import hashlib
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import stamina

from smoulder.downloads import download, public_https
from smoulder.errors import BadInput

CONTENT = bytes(range(256)) * 4_000
SHA256 = hashlib.sha256(CONTENT).hexdigest()


class Broken(BaseHTTPRequestHandler):
    """Plays one of `server.acts` at each request; the last one again and again."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        acts, asked = self.server.acts, self.headers.get("Range")
        self.server.asked.append(asked)
        act = acts.pop(0) if len(acts) > 1 else acts[0]
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked and act not in ("deaf", "deaf cut") else 0
        body = CONTENT[start:]
        if act == "busy":
            return self.answer(503, b"")
        if act == "gone":
            return self.answer(404, b"")
        if act == "round":
            return self.answer(302, b"", Location="/again")
        if act == "wrong":
            body = bytes(len(body))
        if act == "long":
            body += b"more"
        self.answer(206 if start else 200, body, cut=act.endswith("cut"))
        return None

    def answer(self, code, body, cut=False, **headers):
        self.send_response(code)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if cut else body)
        self.close_connection = True

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Broken) as server:
        server.asked = []
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def at_once():
    """Retry without waiting between attempts."""
    with stamina.set_testing(True, attempts=4):
        yield


@pytest.fixture
def fetch(server, tmp_path):
    def fetch(*acts, **options):
        server.acts = list(acts)
        url = f"http://127.0.0.1:{server.server_port}/file.zip"
        return download(
            url, tmp_path / "cache" / "file.zip", size=len(CONTENT), sha256=SHA256, allowed=lambda url: None, **options
        )

    return fetch


def left(tmp_path):
    return sorted(path.name for path in (tmp_path / "cache").iterdir())


def test_a_whole_file_arrives_once_and_is_kept(fetch, server, tmp_path):
    told = []
    path = fetch("whole", on_progress=lambda done, total: told.append((done, total)))
    assert path.read_bytes() == CONTENT
    assert told[-1] == (len(CONTENT), len(CONTENT))
    assert fetch("gone") == path
    assert len(server.asked) == 1
    assert left(tmp_path) == ["file.zip"]


def test_after_a_cut_only_the_rest_is_asked_for(fetch, server):
    assert fetch("cut", "cut", "whole").read_bytes() == CONTENT
    assert server.asked[0] is None
    starts = [int(asked.removeprefix("bytes=").rstrip("-")) for asked in server.asked[1:]]
    assert 0 < starts[0] < starts[1] < len(CONTENT)


def test_a_server_that_knows_no_ranges_is_read_from_the_start(fetch, server):
    assert fetch("cut", "deaf").read_bytes() == CONTENT
    assert server.asked[1].startswith("bytes=")


def test_a_part_left_by_an_earlier_run_is_gone_on_with(fetch, server, tmp_path):
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "file.zip.part").write_bytes(CONTENT[:1_000])
    assert fetch("whole").read_bytes() == CONTENT
    assert server.asked == ["bytes=1000-"]


def test_a_damaged_file_in_the_cache_is_fetched_again(fetch, tmp_path):
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "file.zip").write_bytes(b"damaged")
    assert fetch("whole").read_bytes() == CONTENT


def test_a_busy_server_is_asked_again(fetch, server):
    assert fetch("busy", "busy", "whole").read_bytes() == CONTENT
    assert len(server.asked) == 3


def test_a_server_that_stays_busy_is_given_up(fetch, server, tmp_path):
    with pytest.raises(BadInput, match=r"could not be had.*503"):
        fetch("busy")
    assert len(server.asked) == 4
    assert not (tmp_path / "cache" / "file.zip").exists()


def test_what_is_not_there_is_asked_for_once(fetch, server):
    with pytest.raises(BadInput, match=r"could not be had.*404"):
        fetch("gone")
    assert len(server.asked) == 1


def test_a_file_of_another_digest_is_thrown_away(fetch, tmp_path):
    with pytest.raises(BadInput, match="SHA-256"):
        fetch("wrong")
    assert left(tmp_path) == []
    assert fetch("whole").read_bytes() == CONTENT


def test_a_file_that_does_not_end_is_stopped(fetch, tmp_path):
    with pytest.raises(BadInput, match="more than the 1024000 bytes announced"):
        fetch("long")
    assert not (tmp_path / "cache" / "file.zip").exists()
    assert fetch("whole").read_bytes() == CONTENT


def test_endless_redirects_are_given_up(fetch, server):
    with pytest.raises(BadInput, match="redirects more than 5 times"):
        fetch("round")
    assert len(server.asked) <= 6


def test_a_closed_port_is_one_sentence(tmp_path):
    with contextlib.closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/file.zip"
    with pytest.raises(BadInput, match="could not be had"):
        download(url, tmp_path / "file.zip", size=1, sha256="", allowed=lambda url: None)


@pytest.mark.parametrize(
    "url",
    [
        "http://93.184.216.34/file",
        "https://127.0.0.1/file",
        "https://10.0.0.1/file",
        "https://192.168.1.1:8443/file",
        "https://169.254.169.254/latest",
        "https://[::1]/file",
        "https://[::ffff:127.0.0.1]/file",
        "https:///file",
        "file:///etc/passwd",
        "ftp://93.184.216.34/file",
    ],
)
def test_only_public_https_addresses_are_asked(url):
    with pytest.raises(BadInput, match="refused"):
        public_https(url)


def test_a_public_address_may_be_asked():
    public_https("https://93.184.216.34/file")


def test_a_redirect_to_a_private_address_is_refused(server, tmp_path):
    server.acts, seen = ["round"], []

    def first_only(url):
        seen.append(url)
        if len(seen) > 1:
            public_https(url)

    with pytest.raises(BadInput, match="is refused"):
        download(f"http://127.0.0.1:{server.server_port}/", tmp_path / "f", size=1, sha256="", allowed=first_only)
    assert len(server.asked) == 1
