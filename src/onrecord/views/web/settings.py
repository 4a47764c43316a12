"""Settings of the page: who may reach it, who may write, and who decides where nobody says otherwise."""

import secrets
from dataclasses import dataclass, field
from typing import Final

LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")
"""The names under which this machine reaches itself."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the page is served.

    ``hosts`` are the names that a browser may ask for (any other is refused, so that no foreign name can be bound to
    this machine). ``token`` must be given once before anything is written, None where only this machine can reach the
    page. ``person`` is who decides where a form names nobody. ``secret`` signs what forms and cookies carry.
    """

    hosts: tuple[str, ...] = LOOPBACK
    token: str | None = None
    person: str = ""
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
