"""One question to a language model, answered in JSON of a given form, through any OpenAI-compatible endpoint.

The endpoint is the user's own setting, so that it may be on this machine; no redirect leads anywhere else. It is asked
for the form as `json_schema`, then as `json_object`, then in words alone, as far as it goes along. An answer that
breaks the form is sent back once with what is wrong. Whatever comes is hostile: size and time are bounded.
"""

import hashlib
import ipaddress
import json
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import httpx2 as httpx
import stamina

from smoulder.errors import BadInput
from smoulder.files import whole
from smoulder.json_form import faults, read_json

LARGEST = 4 << 20  # bytes of an answer
ATTEMPTS = 3
TOLD = 10  # faults that are sent back
NOT_UNDERSTOOD = (400, 415, 422, 501)  # what an endpoint says to a form of answer that it does not know
PASSING = (408, 425, 429, 500, 502, 503, 504)
MODES = ("json_schema", "json_object", "words")


class Endpoint(NamedTuple):
    """Where to ask: url up to and with /v1, the model's name there, the key if one is needed, and how long to wait."""

    url: str
    model: str
    key: str | None = None
    seconds: float = 300.0


class Answer(NamedTuple):
    """What the model gave: `value` is JSON; faults: what is still wrong with it after the repair."""

    value: Any
    faults: tuple[str, ...]
    repaired: bool
    from_cache: bool


class _Refused(Exception):
    """The endpoint does not know this form of answer."""


class _Busy(Exception):
    """The endpoint cannot answer now, and may later."""


def ask(
    endpoint: Endpoint, system: str, user: str, schema: Mapping[str, Any], *, version: str, cache: Path | None = None
) -> Answer:
    """Ask once, and once more if the answer is no JSON or breaks the schema.

    version: of the prompt, part of what an answer is kept by. cache: a folder for answers without fault.
    Raises BadInput if the endpoint cannot be asked, refuses, or gives no JSON the second time either.
    """
    where = _address(endpoint)
    kept = cache and cache / f"{_digest(where, endpoint.model, version, system, user, schema)}.json"
    if kept and kept.is_file() and (found := _kept(kept, schema)) is not None:
        return Answer(found, (), repaired=False, from_cache=True)
    messages = [{"role": "system", "content": system}, {"role": "user", "content": user}]
    deadline = time.monotonic() + endpoint.seconds
    modes = list(MODES)
    said = _said(endpoint, where, messages, schema, modes, deadline)
    value, wrong = _checked(said, schema)
    if repair := bool(wrong):
        told = "\n".join(f"- {fault}" for fault in wrong[:TOLD])
        messages += [
            {"role": "assistant", "content": said},
            {"role": "user", "content": f"That breaks the form:\n{told}\nGive the whole answer again, as JSON only."},
        ]
        value, wrong = _checked(_said(endpoint, where, messages, schema, modes, deadline), schema)
        if value is None:
            raise BadInput(
                f"The model {endpoint.model} gave no readable answer, asked twice ({wrong[0]}); use the rules, or"
                " another model."
            )
    if kept and not wrong:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with whole(kept) as part:
            part.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return Answer(value, tuple(wrong), repaired=repair, from_cache=False)


def _address(endpoint: Endpoint) -> str:
    """The address to post to; raises BadInput for one that is none, or that would send the key in the open."""
    parts = urlsplit(endpoint.url.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadInput(f"'{endpoint.url}' is no endpoint: give its address, for example http://localhost:11434/v1.")
    if endpoint.key and parts.scheme == "http" and not _this_machine(parts.hostname):
        raise BadInput(f"The key would go to {parts.hostname} in the open: give an https address, or no key.")
    path = parts.path.rstrip("/") or "/v1"
    if not path.endswith("/chat/completions"):
        path += "/chat/completions"
    return parts._replace(path=path, fragment="").geturl()


def _this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _digest(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _kept(path: Path, schema: Mapping[str, Any]) -> Any:
    """A kept answer, None if the file is damaged."""
    try:
        value, wrong = _checked(path.read_text(encoding="utf-8"), schema)
    except (OSError, UnicodeDecodeError):
        return None
    return None if wrong else value


def _checked(said: str, schema: Mapping[str, Any]) -> tuple[Any, list[str]]:
    """What an answer holds, None if nothing, and what is wrong with it."""
    try:
        value = read_json(said)
    except ValueError as why:
        return None, [str(why)]
    return value, faults(value, schema, "answer")


def _said(
    endpoint: Endpoint,
    where: str,
    messages: Sequence[Mapping[str, str]],
    schema: Mapping[str, Any],
    modes: list[str],
    deadline: float,
) -> str:
    """The words of one answer; forms that the endpoint does not know are struck from `modes`."""
    while True:
        body: dict[str, Any] = {"model": endpoint.model, "messages": messages, "temperature": 0, "stream": False}
        if modes[0] == "json_schema":
            form = {"name": "answer", "strict": True, "schema": schema}
            body["response_format"] = {"type": "json_schema", "json_schema": form}
        elif modes[0] == "json_object":
            body["response_format"] = {"type": "json_object"}
        try:
            for attempt in stamina.retry_context(on=_passing, attempts=ATTEMPTS, timeout=endpoint.seconds, wait_max=5):
                with attempt:
                    return _words(_posted(endpoint, where, body, deadline), endpoint)
        except _Refused as why:
            if len(modes) == 1:
                raise BadInput(str(why)) from None
            del modes[0]
        except _Busy as why:
            raise BadInput(f"{_host(where)} does not answer now ({why}); try again later.") from None
        except httpx.TimeoutException:
            raise _too_slow(endpoint) from None
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as why:
            raise BadInput(f"{_host(where)} could not be asked ({_hidden(str(why), endpoint)}); is it there?") from None


def _passing(why: Exception) -> bool:
    """Whether a failure may pass: a busy server, a broken connection; waiting longer does not help one that hangs."""
    if isinstance(why, httpx.TransportError):
        return not isinstance(why, httpx.TimeoutException | httpx.ConnectError | httpx.UnsupportedProtocol)
    return isinstance(why, _Busy)


def _posted(endpoint: Endpoint, where: str, body: Mapping[str, Any], deadline: float) -> Any:
    """The document that the endpoint answers with."""
    left = max(deadline - time.monotonic(), 0.01)
    headers = {"Accept-Encoding": "identity"} | ({"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {})
    with (
        httpx.Client(timeout=left, follow_redirects=False) as client,
        client.stream("POST", where, json=body, headers=headers) as response,
    ):
        got = _bytes(response, endpoint, deadline)
    if response.is_redirect:
        raise BadInput(f"{_host(where)} redirects elsewhere, and that is not followed: set the address it leads to.")
    if response.status_code in NOT_UNDERSTOOD:
        raise _Refused(f"{_host(where)} refuses the question ({response.status_code}: {_reason(got, endpoint)}).")
    if response.status_code in PASSING:
        raise _Busy(f"{response.status_code}: {_reason(got, endpoint)}")
    if not response.is_success:
        raise BadInput(
            f"{_host(where)} refuses ({response.status_code}: {_reason(got, endpoint)}); check key and model."
        )
    try:
        return json.loads(got)
    except (ValueError, RecursionError):
        raise BadInput(f"{_host(where)} does not answer as an OpenAI-compatible endpoint does: no JSON.") from None


def _bytes(response: httpx.Response, endpoint: Endpoint, deadline: float) -> bytes:
    if response.headers.get("content-encoding", "identity") != "identity":
        raise BadInput(f"The answer of {endpoint.model} comes packed, unasked for; it is refused.")
    got = bytearray()
    for chunk in response.iter_raw():  # as it comes: a size would be waited for
        got += chunk
        if len(got) > LARGEST:
            raise BadInput(f"The answer of {endpoint.model} is longer than {LARGEST >> 20} MB; it was stopped.")
        if time.monotonic() > deadline:
            raise _too_slow(endpoint)
    return bytes(got)


def _words(document: Any, endpoint: Endpoint) -> str:
    """What the model says in an endpoint's document; raises BadInput if it declines or was cut off."""
    try:
        [choice] = document["choices"][:1]
        message = choice["message"]
        said, refusal = message.get("content"), message.get("refusal")
    except (TypeError, KeyError, ValueError, AttributeError):
        raise BadInput("The endpoint does not answer as an OpenAI-compatible one does: no message in it.") from None
    if refusal or choice.get("finish_reason") == "content_filter":
        why = _hidden(str(refusal or "its filter"), endpoint)
        raise BadInput(f"The model {endpoint.model} declines to read this text ({why}); use the rules.")
    if choice.get("finish_reason") == "length":
        raise BadInput(f"The answer of {endpoint.model} was cut off: let it write more, or read a shorter text.")
    if not isinstance(said, str):
        raise BadInput("The endpoint does not answer as an OpenAI-compatible one does: its message holds no text.")
    return said


def _too_slow(endpoint: Endpoint) -> BadInput:
    return BadInput(f"The model {endpoint.model} did not answer within {endpoint.seconds:g} seconds; use the rules.")


def _host(where: str) -> str:
    return urlsplit(where).netloc.rpartition("@")[2]


def _reason(got: bytes, endpoint: Endpoint) -> str:
    """What an endpoint says of an error, short."""
    try:
        error = json.loads(got)["error"]
        told = error["message"] if isinstance(error, dict) else error
    except (ValueError, TypeError, KeyError, RecursionError):
        told = got[:500].decode("utf-8", "replace")
    return _hidden(str(told), endpoint)


def _hidden(text: str, endpoint: Endpoint) -> str:
    """One short line of somebody else's words, without the key and without control characters."""
    plain = text.replace(endpoint.key, "…") if endpoint.key else text
    return " ".join("".join(sign if sign.isprintable() else " " for sign in plain).split())[:200] or "no reason given"
