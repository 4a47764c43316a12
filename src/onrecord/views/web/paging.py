"""Paging: a long list of reports by pages."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request

from onrecord.core.records import Report
from onrecord.pipeline.ledger import Ledger

_PAGE_SIZE: Final = 50
_MOST: Final = 10_000_000


@dataclass(frozen=True, slots=True)
class Pages:
    """Where the reader is in a long list: addresses of the pages before and behind, None where there is none."""

    page: int
    pages: int
    total: int
    before: str | None
    behind: str | None


def paged(ledger: Ledger, request: Request) -> tuple[list[Report], Pages]:
    """Return one page of the reports that hold the words ``text`` of the address, and where it stands among them."""
    text, path = text_of(request), request.url.path
    here = number_of(request.query_params.get("page", "1"))
    found, total = ledger.reports_page(text=text or None, limit=_PAGE_SIZE, offset=(here - 1) * _PAGE_SIZE)
    pages = max(1, -(-total // _PAGE_SIZE))

    def address(page: int) -> str:
        pairs = [*([("text", text)] if text else []), *([("page", str(page))] if page > 1 else [])]
        return f"{path}?{urlencode(pairs)}" if pairs else path

    before = address(min(here - 1, pages)) if here > 1 else None
    return found, Pages(here, pages, total, before, address(here + 1) if here < pages else None)


def text_of(request: Request) -> str:
    """Return the words that an address searches for."""
    return " ".join(request.query_params.get("text", "").split())[:500]


def number_of(value: str) -> int:
    """Return the number of a page as an address gives it, 1 where it gives none."""
    return max(1, min(int(value), _MOST)) if value.isascii() and value.isdigit() else 1
