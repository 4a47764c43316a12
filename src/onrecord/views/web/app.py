"""The application: every page under one roof, and what is said when something is not there."""

from collections.abc import Callable

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from onrecord.core.errors import LedgerError
from onrecord.pipeline.ledger import Ledger
from onrecord.views.web import (
    access,
    api,
    api_lists,
    downloads,
    entries,
    issues,
    languages,
    matrix,
    outlets,
    promises,
    reports,
    review,
    statements,
    timeline,
)
from onrecord.views.web.rendering import Site, page, static
from onrecord.views.web.security import Guard
from onrecord.views.web.settings import Settings

_NOT_FOUND = frozenset({"ledger.no_id", "ledger.no_entry", "ledger.no_raw", "ledger.ambiguous"})
_BUSY = frozenset({"ledger.locked"})
_ROUTES: tuple[Callable[[], list[Route]], ...] = (
    downloads.routes,
    entries.routes,
    timeline.routes,
    promises.routes,
    matrix.routes,
    outlets.routes,
    reports.routes,
    statements.routes,
    issues.routes,
    review.routes,
    languages.routes,
    access.routes,
    api.routes,
    api_lists.routes,
)


def build_app(ledger: Ledger, settings: Settings | None = None) -> Starlette:
    """Return the application that shows ``ledger``; whoever opened the ledger closes it."""
    settings = settings or Settings()
    found: list[BaseRoute] = [route for routes in _ROUTES for route in routes()]
    found.append(Route("/static/{version}/{name}", static))
    app = Starlette(
        routes=found,
        middleware=[Middleware(Guard, settings=settings), Middleware(GZipMiddleware, minimum_size=2_000)],
        exception_handlers={LedgerError: _refused, HTTPException: _failed},
    )
    app.state.site = Site(ledger, settings)
    return app


def _refused(request: Request, error: Exception) -> Response:
    code = error.code if isinstance(error, LedgerError) else ""
    status = 404 if code in _NOT_FOUND else 503 if code in _BUSY else 400
    said = (error.message, error.mend) if isinstance(error, LedgerError) else ("", "")
    return page(request, "error.html", {"status": status, "message": said[0], "mend": said[1]}, status)


def _failed(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return page(request, "error.html", {"status": status, "message": "", "mend": ""}, status)
