"""An official file from its publisher: resumed after a break, of the announced size and SHA-256, kept in a cache."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

import httpx2 as httpx
import stamina

from smoulder.addresses import public_addresses
from smoulder.errors import BadInput

CHUNK = 1 << 18
TIMEOUT = httpx.Timeout(20, connect=10)
ATTEMPTS, REDIRECTS = 4, 5


def public_https(url: str) -> None:
    """Raise BadInput unless the address is https and every address its host stands for is a public one."""
    public_addresses(url, ["https"])


def download(
    url: str,
    target: Path,
    *,
    size: int,
    sha256: str,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
    allowed: Callable[[str], None] = public_https,
) -> Path:
    """Fetch `url` to `target` unless it is there already; a part left by an earlier break is gone on with.

    size, sha256: as announced; any other file is thrown away. Raises BadInput with the reason if it cannot be had.
    """
    if target.exists() and _digest(target) == sha256:
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    try:
        for attempt in stamina.retry_context(on=_passing, attempts=ATTEMPTS, timeout=120, wait_max=10):
            with attempt:
                _resume(url, part, size, on_progress, allowed)
    except (httpx.HTTPError, OSError) as why:
        raise BadInput(f"{url} could not be had ({_reason(why)}); try again later.") from None
    if (found := _digest(part)) != sha256:
        part.unlink()
        raise BadInput(f"{url} arrived with SHA-256 {found[:12]}…, announced is {sha256[:12]}…; it was thrown away.")
    part.replace(target)
    return target


def _passing(why: Exception) -> bool:
    """Whether a failure may pass: not a refusal, and not a name that nobody knows."""
    if isinstance(why, httpx.HTTPStatusError):
        return why.response.status_code in (408, 425, 429) or why.response.status_code >= 500
    return isinstance(why, httpx.TransportError) and "Name or service not known" not in str(why)


def _reason(why: Exception) -> str:
    return f"{type(why).__name__}: {why}".partition("\n")[0]


def _resume(
    url: str, part: Path, size: int, on_progress: Callable[[int, int], None], allowed: Callable[[str], None]
) -> None:
    have = part.stat().st_size if part.exists() else 0
    if have == size:
        return
    if have > size:
        part.unlink()
        have = 0
    with httpx.Client(timeout=TIMEOUT, follow_redirects=False) as client:
        for _ in range(REDIRECTS):
            allowed(url)
            headers = {"Range": f"bytes={have}-"} if have else {}
            with client.stream("GET", url, headers=headers) as response:
                if response.is_redirect:
                    url = urljoin(url, response.headers["location"])
                    continue
                response.raise_for_status()
                goes_on = response.status_code == httpx.codes.PARTIAL_CONTENT
                done = have if goes_on else 0
                with part.open("ab" if goes_on else "wb") as file:
                    for chunk in response.iter_raw(CHUNK):
                        done += len(chunk)
                        if done > size:
                            raise BadInput(f"{url} sends more than the {size} bytes announced; it was stopped.")
                        file.write(chunk)
                        on_progress(done, size)
                if done < size:
                    raise httpx.ReadError(f"the connection ended after {done} of {size} bytes")
                return
    raise BadInput(f"{url} redirects more than {REDIRECTS} times; it was given up.")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
