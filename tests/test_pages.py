"""Pages from a real server on this machine that misbehaves as servers do, and addresses that are never asked."""

import gzip
import socket
import ssl
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from smoulder.addresses import is_public, parts_of, public_addresses
from smoulder.errors import BadInput
from smoulder.pages import KINDS, REDIRECTS, Page, fetch

STORY = b"<html><body><p>The last camp of the Sons of Quov fell on Monday.</p></body></html>"


class Plays(BaseHTTPRequestHandler):
    """Answers each request by its path."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        act = self.path.strip("/").partition("?")[0].partition("/")[0]
        getattr(self, act, self.story)()
        self.close_connection = True

    def answer(self, body=STORY, code=200, kind="text/html; charset=utf-8", **headers):
        self.send_response(code)
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in {"Content-Type": kind, "Content-Length": len(body), **headers}.items():
            if value is not None:
                self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(body)

    def story(self):
        self.answer()

    def packed(self):
        self.answer(gzip.compress(STORY), Content_Encoding="gzip")

    def bomb(self):
        self.answer(gzip.compress(bytes(40 << 20)), Content_Encoding="gzip")

    def endless(self):
        self.answer(b"", Content_Length=None, Transfer_Encoding="chunked")
        piece = b"%x\r\n%s\r\n" % (1 << 16, b"a" * (1 << 16))
        with self.server.quiet():
            while True:
                self.wfile.write(piece)

    def large(self):
        self.answer(b"", Content_Length=11 << 20)

    def strange(self):
        self.answer(Content_Encoding="br")

    def broken(self):
        self.answer(gzip.compress(STORY)[:-9], Content_Encoding="gzip")

    def cut(self):
        self.answer(Content_Length=len(STORY) + 100)

    def picture(self):
        self.answer(kind="image/png")

    def nameless(self):
        self.answer(**{"kind": None})

    def gone(self):
        self.answer(code=404)

    def hop(self):
        count = int(self.path.rpartition("/")[2])
        self.answer(b"", 302, Location=f"/hop/{count - 1}" if count else "/story")

    def elsewhere(self):
        self.answer(b"", 301, Location=self.path.partition("?to=")[2])

    def drip(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.trickle()

    def slow(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Slow: ")
        self.trickle()

    def trickle(self):
        with self.server.quiet():
            for _ in range(200):
                self.wfile.write(b"a")
                self.wfile.flush()
                time.sleep(0.05)

    def log_message(self, *args):
        """Say nothing."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    @staticmethod
    def quiet():
        import contextlib

        return contextlib.suppress(OSError)


@pytest.fixture
def server():
    with Server(("127.0.0.1", 0), Plays) as server:
        server.asked = []
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def get(server):
    def get(path, **options):
        url = f"http://quov.example:{server.server_port}/{path}"
        options = {"resolve": lambda host, port: ["127.0.0.1"], "allowed": lambda address: True} | options
        return fetch(url, **options)

    return get


@pytest.mark.parametrize("path", ["story", "packed", "hop/0", f"hop/{REDIRECTS - 1}"])
def test_a_page_arrives_whole(get, path):
    page = get(path)
    assert (page.content, page.kind, page.charset) == (STORY, "text/html", "utf-8")


def test_the_server_is_asked_for_the_host_of_the_url(get, server):
    get("story/über?q=ä b#part")
    path, headers = server.asked[0]
    assert path == "/story/%C3%BCber?q=%C3%A4%20b"
    assert headers["Host"] == f"quov.example:{server.server_port}"
    assert "Cookie" not in headers


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("bomb", "more than 10485760 bytes"),
        ("endless", "more than 10485760 bytes"),
        ("large", "more than 10485760 bytes"),
        ("strange", "packed as 'br'"),
        ("broken", "could not be had"),
        ("cut", "could not be had"),
        ("picture", "is image/png; a page, a text or a PDF"),
        ("nameless", "is nothing; a page"),
        ("gone", "answered 404"),
        (f"hop/{REDIRECTS + 3}", f"more than {REDIRECTS} times"),
        ("elsewhere?to=file:///etc/passwd", "refused"),
        ("elsewhere?to=gopher://quov.example/", "refused"),
        ("elsewhere?to=http://user:word@quov.example/", "user name or password"),
    ],
)
def test_what_is_no_page_is_refused_in_one_sentence(get, path, why):
    with pytest.raises(BadInput, match=why) as refused:
        get(path)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("path", ["drip", "slow"])
def test_a_slow_drip_is_given_up(get, path):
    with pytest.raises(BadInput, match=r"took more than 0\.3 seconds"):
        get(path, seconds=0.3)


def test_a_handshake_that_never_ends_is_given_up():
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        url = f"https://quov.example:{mute.getsockname()[1]}/"
        with pytest.raises(BadInput, match="took more than"):
            fetch(url, resolve=lambda host, port: ["127.0.0.1"], allowed=lambda address: True, seconds=0.3)


def test_a_certificate_is_asked_for(get, server):
    with pytest.raises(BadInput, match="could not be had"):
        fetch(
            f"https://quov.example:{server.server_port}/",
            resolve=lambda host, port: ["127.0.0.1"],
            allowed=lambda address: True,
        )
    assert ssl.create_default_context().verify_mode is ssl.CERT_REQUIRED


def test_a_redirect_to_this_machine_is_refused(get, server):
    seen = []

    def first_only(address):
        seen.append(address)
        return len(seen) == 1 or is_public(address)

    with pytest.raises(BadInput, match=r"leads to 127\.0\.0\.1, which is no public address"):
        get("elsewhere?to=http://127.0.0.1/admin", allowed=first_only)
    assert len(server.asked) == 1


def test_a_name_that_changes_its_mind_gains_nothing(server):
    """The first answer is judged and used; a second look-up, which would lead here, never happens."""
    answers = [["192.0.2.1"], ["127.0.0.1"]]
    asked = []

    def resolve(host, port):
        asked.append(host)
        return answers.pop(0)

    with pytest.raises(BadInput, match="no public address"):
        fetch(f"http://quov.example:{server.server_port}/", resolve=resolve)
    assert asked == ["quov.example"]
    assert server.asked == []


def test_one_private_address_among_public_ones_is_enough(server):
    with pytest.raises(BadInput, match=r"leads to 10\.0\.0\.7"):
        fetch("http://quov.example/", resolve=lambda host, port: ["93.184.216.34", "10.0.0.7"])


def test_the_connection_goes_to_the_address_that_was_judged(get, server):
    judged = []
    page = get("story", allowed=lambda address: judged.append(address) or True)
    assert isinstance(page, Page)
    assert judged == ["127.0.0.1"]


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://quov.example/", "//quov.example/", "quov.example", "http://", "http://[::1",
        "data:text/html,x",
        "http://user@quov.example/", "http://:word@quov.example/", "javascript:alert(1)", "http://quov.example:0/",
        "http://quov.example:99999/",
    ],
)  # fmt: skip
def test_strange_addresses_are_refused(url):
    with pytest.raises(BadInput, match="refused"):
        parts_of(url, ("http", "https"))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254",
        "100.64.0.1", "192.0.2.1",
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "198.18.0.1", "::", "::1", "fe80::1", "fe80::1%eth0",
        "fc00::1", "ff02::1",
        "2001:db8::1", "::ffff:127.0.0.1", "::ffff:93.184.216.34", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
        "2606:2800:220:1::1%2", "not an address",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946"])
def test_addresses_that_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize("url", ["http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://[::ffff:7f00:1]/"])
def test_other_ways_to_write_this_machine_are_refused(url):
    with pytest.raises((BadInput, OSError)):
        public_addresses(url, ("http",))


def test_a_deflated_page_is_unpacked_too(get, server, monkeypatch):
    monkeypatch.setattr(
        Plays, "deflated", lambda self: self.answer(zlib.compress(STORY), Content_Encoding="deflate"), raising=False
    )
    assert get("deflated").content == STORY


def test_only_text_is_asked_for(get, server):
    get("story")
    assert server.asked[0][1]["Accept"] == ", ".join(KINDS)
