"""Rendering: templates filled in the reader's language, with what every page needs."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from threading import Lock
from typing import Final
from urllib.parse import unquote

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from onrecord.pipeline.ledger import Ledger
from onrecord.views import wording
from onrecord.views.web import security
from onrecord.views.web.interface import Interface, chosen, interfaces
from onrecord.views.web.naming import figure_of, value_of
from onrecord.views.web.queries import SORTS
from onrecord.views.web.settings import Settings

LANGUAGE: Final = "onrecord-language"
PERSON: Final = "onrecord-person"
_PACKAGE: Final = "onrecord.views.web"
_YEAR: Final = 31_536_000
NAVIGATION: Final = (
    ("entries", "/entries"),
    ("timeline", "/timeline"),
    ("promises", "/promises"),
    ("matrix", "/matrix"),
    ("outlets", "/outlets"),
    ("statements", "/statements"),
    ("reports", "/reports"),
    ("review", "/review"),
    ("issues", "/issues"),
)
"""The pages that every page leads to, with the key of their name."""


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages share: the ledger that they show, and how they are served.

    Who holds ``deciding`` decides: what follows from one decision is computed before the next is taken.
    """

    ledger: Ledger
    settings: Settings
    deciding: Lock = field(default_factory=Lock)


def site_of(request: Request) -> Site:
    """Return what the application behind ``request`` shows."""
    site: Site = request.app.state.site
    return site


def language_of(request: Request) -> Interface:
    """Return the language in which ``request`` is to be answered."""
    return chosen(request.cookies.get(LANGUAGE), request.headers.get("accept-language", ""))


def person_of(request: Request) -> str:
    """Return who decides in this session, as told in a form before, else as the settings say."""
    return wording.short(unquote(request.cookies.get(PERSON, "")) or site_of(request).settings.person, 60)


def page(request: Request, template: str, values: Mapping[str, object], status: int = 200) -> Response:
    """Return the page that ``template`` makes of ``values``, in the reader's language."""
    site, language = site_of(request), language_of(request)
    session = request.cookies.get(security.SESSION) or security.new_session()
    shared = {
        "t": language,
        "languages": list(interfaces().values()),
        "path": request.url.path,
        "here": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        "form_token": security.form_token(site.settings, session),
        "may_write": security.may_write(site.settings, request),
        "person": person_of(request),
        "ledger_name": site.ledger.path.name,
    }
    answer = HTMLResponse(environment().get_template(template).render({**shared, **values}), status)
    answer.headers["Cache-Control"] = "no-cache, private"
    answer.headers["Vary"] = "Accept-Language, Cookie"
    if security.SESSION not in request.cookies:
        answer.set_cookie(security.SESSION, session, httponly=True, samesite="strict")
    return answer


@cache
def environment() -> Environment:
    """Return the templates. Everything that is put into them is escaped; a name that is missing is an error."""
    made = Environment(
        loader=PackageLoader(_PACKAGE, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {"safe_text": wording.safe, "short": wording.short, "short_id": wording.short_id}
    made.filters |= {"source": wording.source, "speaker": wording.speaker, "who_to_whom": wording.who_to_whom}
    made.filters |= {"figure": figure_of, "country_name": _country_name, "value_of": value_of}
    made.globals["navigation"] = NAVIGATION
    made.globals["sorts"] = SORTS
    made.globals["asset"] = asset
    return made


def _country_name(code: str, language: Interface) -> str:
    return language.country(code)


@cache
def asset(name: str) -> str:
    """Return the address of one of our static files, which changes with its content."""
    body = files(_PACKAGE).joinpath("static", name).read_bytes()
    return f"/static/{hashlib.sha256(body).hexdigest()[:12]}/{name}"


def static(request: Request) -> Response:
    """Answer with one of our static files, to be kept for as long as its address is asked for."""
    name = str(request.path_params["name"])
    kind = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}.get(name.rpartition(".")[2])
    file = files(_PACKAGE).joinpath("static", name)
    if kind is None or "/" in name or not file.is_file():
        return Response("There is no such file.", 404, media_type="text/plain")
    return Response(
        file.read_bytes(), media_type=kind, headers={"Cache-Control": f"public, max-age={_YEAR}, immutable"}
    )
