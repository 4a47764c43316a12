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
    found, total = site_of(request).ledger.issues_page(limit=PAGE_SIZE, offset=pager.offset)
    return page(request, "issues.html", {"issues": found, "pager": pager.of(total)})
