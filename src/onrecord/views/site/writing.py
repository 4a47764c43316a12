"""Writing: every page that can be reached from the views, as a file."""

import asyncio
import re
import shutil
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.types import ASGIApp

from onrecord.core.errors import ViewError
from onrecord.pipeline.ledger import Ledger
from onrecord.views.site import data
from onrecord.views.site.asking import ask
from onrecord.views.site.places import STATIC, VIEWS, between, place_of
from onrecord.views.site.rewriting import Rewriter
from onrecord.views.web.app import build_app
from onrecord.views.web.interface import Interface, interfaces
from onrecord.views.web.settings import Settings

MARK: Final = "onrecord-site.txt"
"""The file by which a folder is known to be a site of ours, which may be written anew."""
_ASSETS: Final = ("page.css", "page.js", "icon.svg")
_LIST: Final = re.compile(r"^[a-z-]+/entries(-[0-9]+)?[.]html$")
_OWN: Final = ("site.js", "site.css")


@dataclass(frozen=True, slots=True)
class Step:
    """One file is written: how many there are by now, and how many of all pages in all languages are known of."""

    done: int
    total: int
    file: str


@dataclass(frozen=True, slots=True)
class SiteSummary:
    """What was written: the pages, the other files, and charts that could not be drawn as PNG."""

    pages: int
    files: int
    missing: tuple[str, ...]


def write_site(
    ledger: Ledger, out: Path, languages: Sequence[str] = (), progress: Callable[[Step], None] | None = None
) -> SiteSummary:
    """Write the ledger's pages into the folder ``out``, for each of ``languages`` (all where none is given).

    A folder that holds other things is left alone: ViewError, as where a language is unknown or a page fails.
    """
    known = interfaces()
    chosen = list(dict.fromkeys(languages)) or list(known)
    if unknown := [code for code in chosen if code not in known]:
        said = ", ".join(known)
        raise ViewError("site.language", f"The pages are not written in {unknown[0]!r}.", f"Use one of: {said}.")
    _make_room(out)
    for name in _ASSETS:
        _write(out / STATIC / name, files("onrecord.views.web").joinpath("static", name).read_bytes())
    for name in _OWN:
        _write(out / STATIC / name, files("onrecord.views.site").joinpath("static", name).read_bytes())
    work = _Work(ledger, out, chosen, progress)
    for code in chosen:
        asyncio.run(work.language(known[code]))
    start = _templates().get_template("index.html").render(languages=[known[code] for code in chosen])
    _write(out / "index.html", start.encode())
    return SiteSummary(work.pages, work.files + len(_ASSETS) + len(_OWN) + 1, tuple(work.missing))


class _Work:
    """The files of one site as they are written."""

    def __init__(
        self, ledger: Ledger, out: Path, languages: list[str], progress: Callable[[Step], None] | None
    ) -> None:
        self.ledger, self.out, self.languages = ledger, out, languages
        self.progress = progress
        self.app: ASGIApp = build_app(ledger, Settings(token="none may write"))
        self.pages, self.files = 0, 0
        self.missing: list[str] = []
        counts = ledger.counts()
        self.total = len(languages) * (counts["entry"] + counts["report"] + len(VIEWS))

    async def language(self, language: Interface) -> None:
        """Write all pages in one language: those of the views, and all that they lead to."""
        _write(self.out / language.code / "data.js", data.written(data.rows(self.ledger, language)).encode())
        self.files += 1
        ahead = deque(VIEWS)
        seen = {place_of(address, language.code) for address in VIEWS}
        while ahead:
            address = ahead.popleft()
            for found in await self.page(address, language):
                place = (place_of(found, language.code) or "").partition("#")[0]
                if place.startswith(f"{language.code}/") and place not in seen:
                    seen.add(place)
                    ahead.append(found)

    async def page(self, address: str, language: Interface) -> list[str]:
        """Write what stands at one address and return the addresses that it leads to."""
        place = place_of(address, language.code) or ""
        answer = await ask(self.app, address, language.code)
        if answer.status == 501:
            self.missing.append(place)
            return []
        if answer.status != 200:
            raise ViewError("site.page", f"{address} answers {answer.status}.", "Report this; the site is not whole.")
        html = answer.kind == "text/html"
        body = self.rewritten(answer.body.decode(), place, language) if html else answer.body
        _write(self.out / place, body.encode() if isinstance(body, str) else body)
        self.pages, self.files = self.pages + html, self.files + (not html)
        if self.progress:
            self.progress(Step(self.pages, max(self.total, self.pages), place))
        return list(_addresses(answer.body.decode())) if html else []

    def rewritten(self, html: str, here: str, language: Interface) -> str:
        """Return a page of the server as the file ``here``."""

        def place(address: str) -> str | None:
            there = place_of(address, language.code)
            if there is None or there.partition("/")[0] not in {STATIC, *self.languages}:
                return None
            return between(here, there)

        def insert(what: str) -> str:
            own = {"t": language, "place": lambda file: between(here, file), "code": language.code}
            if what == "head":
                return _templates().get_template("head.html").render(**own, filters=_is_list(here))
            if what == "filters" and _is_list(here):
                return _templates().get_template("filters.html").render(**own, names=data.names(self.ledger, language))
            return ""

        rewriter = Rewriter(place, insert)
        rewriter.feed(html)
        rewriter.close()
        return rewriter.written


class _Links(HTMLParser):
    """The addresses that a page leads to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where a link leads."""
        if tag == "a":
            self.found += [value for name, value in attrs if name == "href" and value and value.startswith("/")]


def _addresses(html: str) -> Iterator[str]:
    links = _Links()
    links.feed(html)
    for address in links.found:
        if not address.startswith("/language/"):
            yield address.partition("#")[0]


def _is_list(file: str) -> bool:
    return _LIST.search(file) is not None


def _make_room(out: Path) -> None:
    """Make ``out`` an empty folder of ours. Raises ViewError where it holds what we did not write."""
    if out.is_dir() and any(out.iterdir()) and not out.joinpath(MARK).is_file():
        raise ViewError("site.folder", f"{out} holds other files.", "Name an empty folder, or one that does not exist.")
    if out.exists() and not out.is_dir():
        raise ViewError("site.folder", f"{out} is no folder.", "Name another one.")
    for name in (STATIC, *interfaces()):
        if out.joinpath(name).is_dir():
            shutil.rmtree(out / name)
    _write(out / MARK, b"Written by `onrecord site`, which writes this folder anew.\n")


def _write(file: Path, body: bytes) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
    except OSError as error:
        raise ViewError("site.write", f"{file} cannot be written: {error.strerror}.", "Name another folder.") from error


@cache
def _templates() -> Environment:
    loader = PackageLoader("onrecord.views.site", "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
