"""One page from the public network, or a refusal: what it may be, how large, how long, and from which addresses.

A name is looked up once for each address on the way, and the connection goes to the very address that was judged, so
that a name which changes its mind in between gains nothing. No proxy is asked: it would look the name up again.
"""

import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable
from contextlib import closing, suppress
from typing import NamedTuple
from urllib.parse import SplitResult, quote, urljoin

from smoulder.addresses import PORTS, Resolve, is_public, parts_of, resolved
from smoulder.errors import BadInput

SCHEMES = ("http", "https")
KINDS = ("text/html", "text/plain", "application/pdf")
LIMIT = 10 << 20  # bytes, unpacked
REDIRECTS = 5
SECONDS = 30.0  # for everything, redirects and all
CHUNK = 1 << 16
AGENT = "Mozilla/5.0 (compatible; smoulder; reads one article for its user)"
SAFE = "/%:@!$&'()*+,;=~-._?"
PACKED = {"gzip": 31, "x-gzip": 31, "deflate": 15}  # as zlib counts its window


class Page(NamedTuple):
    """What an address gave: url after redirects, the bytes unpacked, the kind and the charset as the server says."""

    url: str
    content: bytes
    kind: str
    charset: str | None


def fetch(
    url: str,
    *,
    resolve: Resolve = resolved,
    allowed: Callable[[str], bool] = is_public,
    seconds: float = SECONDS,
    limit: int = LIMIT,
) -> Page:
    """The page at an http(s) address.

    resolve: the addresses of a name; allowed: whether one may be asked. Raises BadInput with the reason for anything
    but a page, a text or a PDF of at most `limit` bytes within `seconds` from allowed addresses.
    """
    ends = time.monotonic() + seconds
    for _ in range(REDIRECTS + 1):
        answer = _ask(url, resolve, allowed, ends, seconds, limit)
        if isinstance(answer, Page):
            return answer
        url = answer
    raise BadInput(f"{url[:200]} redirects more than {REDIRECTS} times; it was given up.")


def _ask(
    url: str, resolve: Resolve, allowed: Callable[[str], bool], ends: float, seconds: float, limit: int
) -> Page | str:
    """The page, or the address that it is said to be at."""
    parts = parts_of(url, SCHEMES)
    late = threading.Event()
    try:
        # TLS takes the socket over, so the watch holds the connection by a second one
        with closing(_connected(url, parts, resolve, allowed, ends)) as raw, closing(raw.dup()) as held:
            watch = threading.Timer(max(ends - time.monotonic(), 0), _stop, (held, late))
            watch.daemon = True
            watch.start()
            try:
                answer = _answer(url, parts, raw, limit)
            finally:
                watch.cancel()
            if late.is_set():  # a page that was cut off there may look whole
                raise TimeoutError
            return answer
    except (OSError, http.client.HTTPException, zlib.error, ValueError) as why:
        if late.is_set() or time.monotonic() >= ends:
            raise BadInput(f"{url[:200]} took more than {seconds:g} seconds; it was given up.") from None
        reason = f"{type(why).__name__}: {why}".partition("\n")[0][:200]
        raise BadInput(f"{url[:200]} could not be had ({reason}); save the page and give the file.") from None


def _stop(held: socket.socket, late: threading.Event) -> None:
    """End a connection whose time is over, whatever it waits for."""
    late.set()
    with suppress(OSError):
        held.shutdown(socket.SHUT_RDWR)


def _connected(
    url: str, parts: SplitResult, resolve: Resolve, allowed: Callable[[str], bool], ends: float
) -> socket.socket:
    """A connection to one of the addresses of a host, if all of them may be asked."""
    port = parts.port or PORTS[parts.scheme]
    addresses = resolve(str(parts.hostname), port)
    for address in addresses:
        if not allowed(address):
            raise BadInput(f"{url[:200]} leads to {address}, which is no public address; it is refused.")
    problem = OSError("no address")
    for address in addresses:
        try:
            return socket.create_connection((address, port), timeout=max(min(10, ends - time.monotonic()), 0.01))
        except OSError as why:
            problem = why
    raise problem


def _answer(url: str, parts: SplitResult, raw: socket.socket, limit: int) -> Page | str:
    host = str(parts.hostname)
    raw.settimeout(None)  # the watch ends it
    with closing(http.client.HTTPConnection(host, parts.port or PORTS[parts.scheme])) as connection:
        secure = parts.scheme == "https"
        connection.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=host) if secure else raw
        connection.putrequest("GET", _path(parts), skip_host=True, skip_accept_encoding=True)
        named = f"[{host}]" if ":" in host else host.encode("idna").decode()
        for name, value in {
            "Host": named if parts.port in (None, PORTS[parts.scheme]) else f"{named}:{parts.port}",
            "User-Agent": AGENT,
            "Accept": ", ".join(KINDS),
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }.items():
            connection.putheader(name, value)
        connection.endheaders()
        with closing(connection.getresponse()) as response:
            return _read(url, response, limit)


def _path(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=SAFE)
    return f"{path}?{quote(parts.query, safe=SAFE)}" if parts.query else path


def _read(url: str, response: http.client.HTTPResponse, limit: int) -> Page | str:
    if response.status in (301, 302, 303, 307, 308) and (where := response.headers.get("Location")):
        return urljoin(url, where)
    if response.status != http.client.OK:
        raise BadInput(f"{url[:200]} answered {response.status} {response.reason[:60]}; no article is there.")
    kind = response.headers.get_content_type() if "Content-Type" in response.headers else "nothing"
    if kind not in KINDS:
        raise BadInput(f"{url[:200]} is {kind[:60]}; a page, a text or a PDF was expected.")
    return Page(url, _content(url, response, limit), kind, response.headers.get_content_charset())


def _content(url: str, response: http.client.HTTPResponse, limit: int) -> bytes:
    """What a server sends, unpacked piece by piece, so that a bomb is stopped at the limit and not after it."""
    too_much = BadInput(f"{url[:200]} sends more than {limit} bytes; it was stopped: save the article alone.")
    packed = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    if packed not in (*PACKED, "identity"):
        raise BadInput(f"{url[:200]} is packed as '{packed[:30]}', which was not asked for; it is refused.")
    if (response.length or 0) > limit:
        raise too_much
    unpack = zlib.decompressobj(PACKED[packed]) if packed in PACKED else None
    found = bytearray()
    while chunk := response.read(CHUNK):
        while chunk:
            piece = unpack.decompress(chunk, CHUNK) if unpack else chunk
            chunk = unpack.unconsumed_tail if unpack else b""
            found += piece
            if len(found) > limit:
                raise too_much
    if unpack and not unpack.eof:
        raise http.client.IncompleteRead(bytes(found[:0]))
    if response.length:
        raise http.client.IncompleteRead(b"", response.length)
    return bytes(found)
