"""Addresses that may be asked: of a scheme that is expected, and public, as the name stands for them at that moment."""

import ipaddress
import socket
from collections.abc import Callable, Sequence
from urllib.parse import SplitResult, urlsplit

from smoulder.errors import BadInput

PORTS = {"http": 80, "https": 443}
Resolve = Callable[[str, int], Sequence[str]]
# Networks whose addresses hold another one, of version 4, inside: what they lead to is what counts.
HOLDS_ANOTHER = tuple(
    map(ipaddress.IPv6Network, ("::ffff:0:0/96", "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))
)


def parts_of(url: str, schemes: Sequence[str]) -> SplitResult:
    """A URL in its parts; raises BadInput unless it has one of the schemes, a host, and neither user nor password."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise BadInput(f"{url[:200]} is no address; it is refused.") from None
    if parts.scheme not in schemes or not host or port == 0:
        raise BadInput(f"{url[:200]} is not an {' or '.join(schemes)} address; it is refused.")
    if parts.username is not None or parts.password is not None:
        raise BadInput(f"The address at {host} holds a user name or password; it is refused: leave it out.")
    return parts


def resolved(host: str, port: int) -> Sequence[str]:
    """The addresses that a name stands for now; raises OSError if there are none."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def is_public(address: str) -> bool:
    """Whether an address is one of the public network: not this machine, not a local, private or reserved one.

    >>> [is_public(each) for each in ("93.184.216.34", "127.0.0.1", "fe80::1%eth0", "::ffff:10.0.0.1")]
    [True, False, False, False]
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address) and (found.scope_id or any(found in each for each in HOLDS_ANOTHER)):
        return False
    return found.is_global and not found.is_multicast and not found.is_reserved


def public_addresses(url: str, schemes: Sequence[str], resolve: Resolve = resolved) -> Sequence[str]:
    """The addresses a URL's host stands for; raises BadInput if one of them is not public, and OSError if none is."""
    parts = parts_of(url, schemes)
    found = resolve(str(parts.hostname), parts.port or PORTS[parts.scheme])
    for address in found:
        if not is_public(address):
            raise BadInput(f"{url[:200]} leads to {address}, which is no public address; it is refused.")
    return found
