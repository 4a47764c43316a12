"""Serving: the page on an address of this machine, or of another where that is asked for."""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from socket import AF_INET, AF_INET6, SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET, socket
from threading import Thread
from typing import Final

import uvicorn

from onrecord.core.errors import ConfigError, LedgerError
from onrecord.pipeline.ledger import Ledger
from onrecord.views.web.app import build_app
from onrecord.views.web.settings import LOOPBACK, Settings

_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_ANY: Final = frozenset({"0.0.0.0", "::"})


@dataclass(frozen=True, slots=True)
class Address:
    """Where the page is served: the address to bind, the port, and further names that browsers may ask for."""

    host: str = "127.0.0.1"
    port: int = 8000
    names: tuple[str, ...] = ()

    @property
    def local(self) -> bool:
        """Whether only this machine can reach it."""
        return self.host in _LOOPBACK

    @property
    def url(self) -> str:
        """The address as a browser is given it."""
        host = "127.0.0.1" if self.host in _ANY else self.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}/"

    @property
    def allowed(self) -> tuple[str, ...]:
        """The names that a browser may ask for."""
        own = () if self.host in _ANY else (f"[{self.host}]" if ":" in self.host else self.host,)
        return tuple(dict.fromkeys((*LOOPBACK, *own, *self.names)))


def serve(ledger: Ledger, address: Address, settings: Settings, ready: Callable[[], None]) -> None:
    """Serve ``ledger`` until interrupted; ``ready`` is called once before.

    Raises ConfigError where the address cannot be listened at.
    """
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    config = uvicorn.Config(build_app(ledger, settings), access_log=False, log_level="warning", server_header=False)
    with _listening(address) as listener:
        Thread(target=_warm, args=(ledger,), daemon=True).start()
        ready()
        uvicorn.Server(config).run(sockets=[listener])


def _warm(ledger: Ledger) -> None:
    with suppress(LedgerError):  # a page that is asked for says what is wrong
        ledger.warm()


def _listening(address: Address) -> socket:
    listener = socket(AF_INET6 if ":" in address.host else AF_INET, SOCK_STREAM)
    listener.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
    try:
        listener.bind((address.host, address.port))
    except OSError as error:
        listener.close()
        said = f"{address.host}, port {address.port}, cannot be listened at: {error.strerror or error}."
        raise ConfigError("serve.address", said, "Name another port with --port, or end what uses this one.") from error
    return listener
