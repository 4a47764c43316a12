"""Security: what stands between the page and whoever asks.

- The name asked for must be one of ours (a foreign name bound to this machine's address is refused).
- Every answer carries a strict Content-Security-Policy: no script, style, frame, font or picture but our own files.
- What writes must carry the form's token, which only a page of ours can have read (signed, bound to a cookie), and
  must not come from another site.
- Where other machines can reach the page, writing needs the token that ``onrecord serve`` printed, given once.
"""

import hashlib
import hmac
import secrets
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.views.web.settings import Settings

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
_HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
SESSION: Final = "onrecord-session"
WRITER: Final = "onrecord-writer"
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_SAME: Final = frozenset({"same-origin", "none"})


class Guard:
    """Refuses what asks for a foreign name or comes from a foreign site, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Stand before ``app``."""
        self._app = app
        self._hosts = frozenset(host.lower() for host in settings.hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                held = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    held.setdefault(name, value)
            await send(message)

        if host_of(headers.get("host", "")) not in self._hosts:
            refusal = PlainTextResponse("This page does not answer to that name.", 421)
            await refusal(scope, receive, guarded)
        elif scope["method"] not in _SAFE and not _own(headers):
            await PlainTextResponse("Asked for by another site.", 403)(scope, receive, guarded)
        else:
            await self._app(scope, receive, guarded)


def host_of(header: str) -> str:
    """Return the name of a ``Host`` header without its port, IPv6 addresses in their brackets."""
    name = header.strip().lower()
    if name.startswith("["):
        return name.partition("]")[0] + "]"
    return name.partition(":")[0]


def new_session() -> str:
    """Return the value of a new session's cookie."""
    return secrets.token_urlsafe(24)


def form_token(settings: Settings, session: str) -> str:
    """Return the token that the forms of a session carry."""
    return _signed(settings, f"form:{session}")


def writer_cookie(settings: Settings, session: str) -> str:
    """Return the cookie of a session that has given the writing token."""
    return _signed(settings, f"writer:{session}")


def is_form_of(settings: Settings, request: Request, token: str) -> bool:
    """Say whether ``token`` is that of the session that asks."""
    session = request.cookies.get(SESSION, "")
    return bool(session) and hmac.compare_digest(form_token(settings, session).encode(), token.encode())


def may_write(settings: Settings, request: Request) -> bool:
    """Say whether the session that asks may write, where that takes a token."""
    if settings.token is None:
        return True
    session, held = request.cookies.get(SESSION, ""), request.cookies.get(WRITER, "")
    return bool(session) and hmac.compare_digest(writer_cookie(settings, session).encode(), held.encode())


def is_token(settings: Settings, given: str) -> bool:
    """Say whether ``given`` is the writing token."""
    return settings.token is not None and hmac.compare_digest(settings.token.encode(), given.encode())


def _own(headers: Headers) -> bool:
    """Say whether a writing request comes from a page of this server, as far as the browser tells."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in _SAME:
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc.lower() == headers.get("host", "").strip().lower()


def _signed(settings: Settings, words: str) -> str:
    return hmac.new(settings.secret, words.encode(), hashlib.sha256).hexdigest()
