"""Asking: the page's own application, called inside this process without a socket, so that a file is what it serves."""

from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from starlette.types import ASGIApp

_HOST: Final = (b"host", b"localhost")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the application answered: status, type of content without its parameters, and body."""

    status: int
    kind: str
    body: bytes


async def ask(app: ASGIApp, address: str, language: str) -> Answer:
    """Return what ``app`` answers to a browser that asks for ``address`` and reads ``language`` (BCP 47)."""
    parts = urlsplit(address)
    scope: MutableMapping[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "server": ("localhost", 80),
        "client": ("localhost", 0),
        "root_path": "",
        "path": unquote(parts.path),
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "headers": [_HOST, (b"accept-language", language.encode())],
    }
    status, kind, body = 500, "", bytearray()

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        nonlocal status, kind
        if message["type"] == "http.response.start":
            status = int(message["status"])
            kind = dict(message["headers"]).get(b"content-type", b"").decode().partition(";")[0]
        else:
            body.extend(message.get("body", b""))

    await app(scope, receive, send)
    return Answer(status, kind, bytes(body))
