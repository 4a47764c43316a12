"""Paging: a long list by pages, each with an address."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request

from onrecord.core.records import Report
from onrecord.pipeline.ledger import Ledger

PAGE_SIZE: Final = 50
_MOST: Final = 10_000_000


@dataclass(frozen=True, slots=True)
class Pages:
    """Where the reader is in a long list: the number of the page, and how many things there are in all."""

    page: int
    path: str
    asked: Mapping[str, str] = field(default_factory=dict)
    total: int = 0

    @property
    def offset(self) -> int:
        """The number of the first thing on the page, from 0."""
        return (self.page - 1) * PAGE_SIZE

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def before(self) -> str | None:
        """The address of the page before, None on the first."""
        return self._address(min(self.page - 1, self.pages)) if self.page > 1 else None

    @property
    def behind(self) -> str | None:
        """The address of the page behind, None on the last."""
        return self._address(self.page + 1) if self.page < self.pages else None

    def of(self, total: int) -> "Pages":
        """Return the same place in a list of so many things."""
        return Pages(self.page, self.path, self.asked, total)

    def _address(self, page: int) -> str:
        pairs = [*self.asked.items(), *([("page", str(page))] if page > 1 else [])]
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path


def pages_of(request: Request, asked: Mapping[str, str]) -> Pages:
    """Return the page that an address names, of a list that ``asked`` filters."""
    value = request.query_params.get("page", "1")
    number = max(1, min(int(value), _MOST)) if value.isascii() and value.isdigit() else 1
    return Pages(number, request.url.path, asked)


def paged(ledger: Ledger, request: Request) -> tuple[list[Report], Pages]:
    """Return one page of the reports that hold the words ``text`` of the address, and where it stands among them."""
    text = text_of(request)
    pager = pages_of(request, {"text": text} if text else {})
    found, total = ledger.reports_page(text=text or None, limit=PAGE_SIZE, offset=pager.offset)
    return found, pager.of(total)


def text_of(request: Request) -> str:
    """Return the words that an address searches for."""
    return " ".join(request.query_params.get("text", "").split())[:500]
