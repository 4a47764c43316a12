"""Fetching: documents from the web, politely, and within bounds of time and size."""

import http.client
import time
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from importlib.metadata import version
from time import monotonic
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from onrecord.config import Config
from onrecord.core.errors import CaptureError
from onrecord.documents.capture.connecting import CheckedConnection, addresses_of, ended_after
from onrecord.documents.capture.robots import AGENT, MOST_BYTES, Robots

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_BUSY: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
TEMPORARY: Final = frozenset({"fetch.busy", "fetch.failed", "fetch.host", "fetch.slow"})
"""The codes of faults that another attempt may not meet."""
_PIECE: Final = 65_536
_ACCEPT: Final = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,*/*;q=0.5"
)
_SAFE: Final = "/%:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What the web answered. ``url`` is where it came from after redirects; ``raw`` is None where it is unchanged
    since the visit that ``etag`` and ``modified`` were taken from."""

    url: str
    raw: bytes | None
    captured: str
    content_type: str | None = None
    encoding: str | None = None
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: Message
    body: bytes


class Fetcher:
    """Fetches documents one after another: obeys robots.txt, pauses between requests to one host, follows redirects
    one by one, each checked as the first address was. Proxies and cookies are not used."""

    def __init__(self, config: Config) -> None:
        """Prepare; ``config`` holds the limits."""
        self._config = config
        self._robots = Robots()
        self._asked: dict[str, float] = {}

    def fetch(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        """Return what stands at ``url``; ``etag`` and ``modified`` are those of the last visit.

        Raises CaptureError where it cannot or may not be had.
        """
        conditions = {"If-None-Match": etag or "", "If-Modified-Since": modified or ""}
        target = _address(url)
        for _ in range(self._config.fetch_redirects + 1):
            self._check_robots(target)
            answer = self._ask(target, conditions, self._config.fetch_bytes)
            if answer.status not in _REDIRECTS:
                return _fetched(urlunsplit(target), answer)
            target = _address(urljoin(urlunsplit(target), answer.headers.get("Location") or ""))
        raise CaptureError(
            "fetch.redirects", f"{url} redirects more than {self._config.fetch_redirects} times.", "Check the address."
        )

    def _check_robots(self, target: SplitResult) -> None:
        origin = f"{target.scheme}://{target.netloc}"
        if not self._robots.knows(origin):
            file = _address(f"{origin}/robots.txt")
            try:
                for _ in range(self._config.fetch_redirects + 1):
                    answer = self._ask(file, {}, MOST_BYTES, cut=True)
                    if answer.status not in _REDIRECTS:
                        break
                    file = _address(urljoin(urlunsplit(file), answer.headers.get("Location") or ""))
                self._robots.learn(origin, answer.status, answer.body.decode("utf-8", "replace"))
            except CaptureError as error:
                if error.code in {"fetch.private", "fetch.host"}:
                    raise
                self._robots.learn(origin, 503, "")
        if not self._robots.allow(origin, urlunsplit(target)):
            raise CaptureError(
                "fetch.robots",
                f"{origin} does not allow programs to fetch {target.path or '/'}, or its robots.txt cannot be read.",
                "Ask the publisher, or save the page by hand and ingest the file.",
            )

    def _ask(self, target: SplitResult, conditions: dict[str, str], most: int, *, cut: bool = False) -> _Answer:
        """Ask for ``target`` once. Raises CaptureError where no answer comes, or one that is too slow or too large."""
        host = target.hostname or ""
        secure = target.scheme == "https"
        port = target.port or (443 if secure else 80)
        addresses = addresses_of(host, port, private=bool(self._config.fetch_private))
        self._wait(target)
        seconds = self._config.fetch_seconds
        connection = CheckedConnection(host, port, addresses, secure=secure)
        over = monotonic() + seconds
        try:
            with ended_after(connection, seconds) as over:
                path = urlunsplit(("", "", target.path or "/", target.query, ""))
                connection.request("GET", path, headers=_headers(conditions))
                response = connection.getresponse()
                body = b"" if response.status in _REDIRECTS else _body(response, over, most, cut=cut)
                return _Answer(response.status, response.headers, body)
        except (OSError, http.client.HTTPException, zlib.error, ValueError, AttributeError) as error:
            # http.client meets a socket that the clock has closed with an AttributeError.
            if monotonic() >= over:
                raise _slow(host, seconds) from error
            reason = str(error)[:200] or type(error).__name__
            raise CaptureError("fetch.failed", f"{host} did not answer: {reason}.", "Try again later.") from error

    def _wait(self, target: SplitResult) -> None:
        """Wait until the host may be asked again."""
        pause = max(float(self._config.fetch_pause), self._robots.pause(f"{target.scheme}://{target.netloc}"))
        host = target.netloc
        if host in self._asked:
            time.sleep(max(0.0, self._asked[host] + pause - monotonic()))
        self._asked[host] = monotonic()


def _address(url: str) -> SplitResult:
    """Return the parts of ``url`` in the letters that HTTP takes. Raises CaptureError where it is no web address."""
    try:
        parts = urlsplit(url.strip())
        host = (
            (parts.hostname or "").encode("idna").decode() if not (parts.hostname or "").isascii() else parts.hostname
        )
        port = parts.port
    except (ValueError, UnicodeError) as error:
        raise _no_address(url) from error
    if parts.scheme not in {"http", "https"} or not host or any(char.isspace() or char < " " for char in url.strip()):
        raise _no_address(url)
    place = f"[{host}]" if ":" in host else host
    netloc = place if port is None else f"{place}:{port}"
    return SplitResult(parts.scheme, netloc, quote(parts.path, _SAFE), quote(parts.query, _SAFE), "")


def _headers(conditions: dict[str, str]) -> dict[str, str]:
    sent = {
        "User-Agent": f"{AGENT}/{version('onrecord')}",
        "Accept": _ACCEPT,
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }
    return sent | {name: value for name, value in conditions.items() if value}


def _body(response: http.client.HTTPResponse, over: float, most: int, *, cut: bool) -> bytes:
    """Return the answer's body unpacked; with ``cut`` no more than ``most`` bytes of it, else that is a fault."""
    encoding = (response.headers.get("Content-Encoding") or "").strip().lower()
    if encoding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
        raise CaptureError("fetch.encoding", f"The answer is packed as {encoding[:40]!r}.", "Save the page by hand.")
    engine = zlib.decompressobj(wbits=47) if encoding in {"gzip", "x-gzip", "deflate"} else None
    parts: list[bytes] = []
    size = 0
    while size <= most and (piece := response.read1(_PIECE)):
        data = engine.decompress(piece, most + 1 - size) if engine else piece
        parts.append(data)
        size += len(data)
        if monotonic() >= over:
            raise TimeoutError
    if size > most:
        if cut:
            return b"".join(parts)[:most]
        raise CaptureError(
            "fetch.size",
            f"The answer has more than {most:,} bytes.",
            "Save it by hand, or raise the setting `fetch_bytes`.",
        )
    # A connection that the clock has cut off looks like one that has ended.
    if monotonic() >= over or (response.length or 0) > 0 or (engine and size and not engine.eof):
        raise OSError("the answer broke off")
    return b"".join(parts)


def _fetched(url: str, answer: _Answer) -> Fetched:
    """Return the answer as a document. Raises CaptureError where it is none."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if answer.status == 304:
        return Fetched(url, None, now)
    if answer.status != 200:
        reason = http.client.responses.get(answer.status, "an unknown status")
        if answer.status in _BUSY:
            raise CaptureError("fetch.busy", f"{url} answers {answer.status} ({reason}).", "Try again later.")
        raise CaptureError("fetch.status", f"{url} answers {answer.status} ({reason}).", "Check the address.")
    return Fetched(
        url,
        answer.body,
        now,
        answer.headers.get_content_type() if "Content-Type" in answer.headers else None,
        answer.headers.get_content_charset(),
        answer.headers.get("ETag"),
        answer.headers.get("Last-Modified"),
    )


def _slow(host: str, seconds: int) -> CaptureError:
    return CaptureError(
        "fetch.slow",
        f"{host} took more than {seconds} seconds.",
        "Try again later, or raise the setting `fetch_seconds`.",
    )


def _no_address(url: str) -> CaptureError:
    return CaptureError("fetch.address", f"{url[:200]!r} is no web address.", "Give one that begins with https://.")
