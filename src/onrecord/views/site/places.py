"""Places: which file of the site stands for which address of the page, and how one file names another."""

import hashlib
import re
from posixpath import dirname, relpath
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlsplit

STATIC: Final = "static"
START: Final = "/entries"
VIEWS: Final = ("/entries", "/timeline", "/promises", "/matrix", "/outlets", "/statements", "/reports", "/issues")
"""The pages from which all others are reached."""
CHARTS: Final = frozenset({"/timeline", "/promises", "/matrix", "/outlets"})
_HELD: Final = frozenset({"entries", "reports", "outlets"})
_FILES: Final = frozenset({"svg", "png", "csv"})
_PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,120}")
_ASSET: Final = re.compile(r"/static/[0-9a-f]+/([a-z]+\.[a-z]+)")
_LANGUAGE: Final = re.compile(r"/language/([a-z-]+)")


def place_of(address: str, language: str) -> str | None:
    """Return the file (from the site's root, with ``#…`` where a part of it is meant) that stands for ``address`` to a
    reader of ``language``; None where only a server can answer.

    A filtered list is the list itself with the filter behind ``#``, which the site's script reads.
    """
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None
    if asset := _ASSET.fullmatch(parts.path):
        return f"{STATIC}/{asset[1]}"
    if switch := _LANGUAGE.fullmatch(parts.path):
        to = dict(parse_qsl(parts.query)).get("to", START)
        return place_of(to, switch[1]) or f"{switch[1]}/entries.html"
    pairs = parse_qsl(parts.query)
    page = next((value for name, value in pairs if name == "page"), "1")
    asked = [(name, value) for name, value in pairs if name not in {"page", "sort"}]
    path = START if parts.path == "/" else parts.path
    if asked:
        return _filtered(path, asked, language)
    file = _file(path, page if page.isascii() and page.isdigit() else "1")
    if file is None:
        return None
    return f"{language}/{file}#{parts.fragment}" if parts.fragment else f"{language}/{file}"


def between(here: str, there: str) -> str:
    """Return the address by which the file ``here`` names the file ``there``, both from the site's root."""
    file, mark, fragment = there.partition("#")
    return quote(relpath(file, dirname(here) or ".")) + mark + fragment


def _filtered(path: str, asked: list[tuple[str, str]], language: str) -> str | None:
    if path not in {START, *CHARTS}:
        return None
    return f"{language}/entries.html#" + "&".join(f"{quote(name)}={quote(value)}" for name, value in asked)


def _file(path: str, page: str) -> str | None:
    name, dot, kind = path.lstrip("/").rpartition(".")
    if dot and kind in _FILES and f"/{name}" in CHARTS:
        return f"{_paged(name, page)}.{kind}"
    if path in VIEWS:
        return f"{_paged(path[1:], page)}.html"
    top, _, id = path.lstrip("/").partition("/")
    if top not in _HELD or not id or (top != "outlets" and "/" in id):
        return None
    plain = unquote(id)
    if top == "outlets" or not _PLAIN.fullmatch(
        plain
    ):  # names may differ by case alone, which some folders cannot tell
        plain = hashlib.sha256(plain.encode()).hexdigest()[:16]
    return f"{top}/{_paged(plain, page)}.html"


def _paged(name: str, page: str) -> str:
    return name if int(page) < 2 else f"{name}-{int(page)}"
