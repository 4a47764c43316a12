"""The switch between the languages of the page."""

from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from onrecord.views.web.interface import interfaces
from onrecord.views.web.rendering import LANGUAGE

_YEAR: Final = 31_536_000


def routes() -> list[Route]:
    """Return the addresses that this module answers."""
    return [Route("/language/{code}", switch)]


def switch(request: Request) -> Response:
    """Remember the language and go back to the page that was read."""
    code, to = str(request.path_params["code"]), request.query_params.get("to", "/")
    answer = RedirectResponse(local(to), 303)
    if code in interfaces():
        answer.set_cookie(LANGUAGE, code, max_age=_YEAR, samesite="strict", httponly=True)
    return answer


def local(address: str) -> str:
    """Return ``address`` where it lies on this server, else the home page: no redirect leads elsewhere."""
    plain = address.isprintable() and "\\" not in address
    return address if plain and address.startswith("/") and not address.startswith("//") else "/"
