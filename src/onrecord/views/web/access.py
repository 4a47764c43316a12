"""Access: giving the token that writing needs where other machines can reach the page."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from onrecord.views.web import security
from onrecord.views.web.forms import form_of
from onrecord.views.web.languages import local
from onrecord.views.web.rendering import page, site_of


def routes() -> list[Route]:
    """Return the addresses that this module answers."""
    return [Route("/access", ask, methods=["GET"]), Route("/access", give, methods=["POST"])]


def ask(request: Request) -> Response:
    """Answer with the form that takes the token."""
    return page(request, "access.html", {"to": local(request.query_params.get("to", "/")), "wrong": False})


async def give(request: Request) -> Response:
    """Remember that the session has given the token, and go back to where it was asked for."""
    form, settings = await form_of(request), site_of(request).settings
    to = local(form.one("to"))
    if not security.is_token(settings, form.one("token")):
        return page(request, "access.html", {"to": to, "wrong": True}, 403)
    answer = RedirectResponse(to, 303)
    session = request.cookies.get(security.SESSION, "")
    answer.set_cookie(security.WRITER, security.writer_cookie(settings, session), httponly=True, samesite="strict")
    return answer
