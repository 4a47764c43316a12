"""Connecting: HTTP connections to public hosts only, ended when their time is over.

A name is looked up once, every address that it has is checked, and the connection goes to the address that was checked:
a name server that answers differently the second time (DNS rebinding) changes nothing.
"""

import contextlib
import http.client
import ipaddress
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Timer
from time import monotonic
from typing import Final

from onrecord.core.errors import CaptureError

type Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")
_CONNECT_SECONDS: Final = 10.0
_MOST_ADDRESSES: Final = 3
"""How many of a host's addresses are tried."""


def is_public(address: Address) -> bool:
    """Say whether ``address`` is one of the public network; IPv4 addresses wrapped in IPv6 count as what they are."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
        if inner is not None and not is_public(inner):
            return False
    return address.is_global and not address.is_multicast


def addresses_of(host: str, port: int, *, private: bool = False) -> list[str]:
    """Return the addresses of ``host``, all public ones (or any, where ``private``).

    Raises CaptureError where the name is unknown or has an address that is not public.
    """
    try:
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise CaptureError("fetch.host", f"The host {host} is not known.", "Check the address.") from error
    for text in found:
        if not private and not is_public(ipaddress.ip_address(text.partition("%")[0])):
            raise CaptureError(
                "fetch.private",
                f"{host} has the address {text}, which is this machine's or a private network's.",
                "If you trust it, set `fetch_private` to 1.",
            )
    return list(dict.fromkeys(found))[:_MOST_ADDRESSES]


class CheckedConnection(http.client.HTTPConnection):
    """A connection to one of the addresses that were checked, encrypted where ``secure``."""

    def __init__(self, host: str, port: int, addresses: list[str], *, secure: bool) -> None:
        """Prepare; nothing is opened yet."""
        super().__init__(host, port, timeout=_CONNECT_SECONDS)
        self._addresses = addresses
        self._secure = secure

    def connect(self) -> None:
        """Open it to the first address that answers. Raises OSError where none does."""
        fault: OSError | None = None
        for address in self._addresses:
            try:
                opened = socket.create_connection((address, self.port), _CONNECT_SECONDS)
            except OSError as error:
                fault = error
                continue
            # Known at once, so that whoever waits for the handshake can be cut off.
            self.sock = opened
            if self._secure:
                secured = _tls().wrap_socket(opened, server_hostname=self.host, do_handshake_on_connect=False)
                self.sock = secured
                secured.do_handshake()
            return
        raise fault or OSError("the host has no address")


@contextmanager
def ended_after(connection: http.client.HTTPConnection, seconds: float) -> Iterator[float]:
    """Cut ``connection`` off when ``seconds`` are over, whatever it waits for; give the moment (``monotonic``)."""

    def cut() -> None:
        held = connection.sock
        if held is not None:
            with contextlib.suppress(OSError):
                held.shutdown(socket.SHUT_RDWR)

    timer = Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield monotonic() + seconds
    finally:
        timer.cancel()
        connection.close()


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()
