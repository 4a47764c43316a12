"""Issues: what went wrong or deserves a look, the worst first."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.views.web.paging import PAGE_SIZE, pages_of
from onrecord.views.web.rendering import page, site_of

PATH: Final = "/issues"


def routes() -> list[Route]:
    """Return the addresses that this module answers."""
    return [Route(PATH, issues)]


def issues(request: Request) -> Response:
    """Answer with one page of the issues."""
    pager = pages_of(request, {})
    found = site_of(request).ledger.issues()
    shown = found[pager.offset : pager.offset + PAGE_SIZE]
    return page(request, "issues.html", {"issues": shown, "pager": pager.of(len(found))})
