"""A small server on this machine that answers as endpoints of language models do, well and badly."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


def says(text: Any, **choice: Any) -> tuple[int, dict[str, str], bytes]:
    """An answer whose message is a text, or an object as JSON."""
    content = text if isinstance(text, str | None) else json.dumps(text, ensure_ascii=False)
    message = {"role": "assistant", "content": content, **choice.pop("message", {})}
    body = {"id": "x", "object": "chat.completion", "choices": [{"index": 0, "message": message, **choice}]}
    return 200, {"Content-Type": "application/json"}, json.dumps(body).encode()


def fails(code: int, message: str = "no", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """An answer that is none."""
    return code, headers, json.dumps({"error": {"message": message}}).encode()


class Handler(BaseHTTPRequestHandler):
    """Plays one of `server.acts` at each request; the last one again and again."""

    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, dict(self.headers), body))
        acts = self.server.acts
        act = acts.pop(0) if len(acts) > 1 else acts[0]
        if callable(act):
            act = act(body)
        code, headers, content = act
        drip = headers.pop("X-Drip", None)
        self.send_response(code)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.close_connection = True
        try:
            for sign in [content[:1]] * 10_000 if drip else [content]:
                self.wfile.write(sign)
                if drip:
                    time.sleep(float(drip))
        except OSError:
            self.server.left.set()  # who asked has gone

    def log_message(self, *args):
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Remembers what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.acts: list[Any] = []
        self.left = threading.Event()
        self.asked: list[tuple[str, dict[str, str], Any]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"


@contextmanager
def serving() -> Iterator[Server]:
    """A server, and its end."""
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
