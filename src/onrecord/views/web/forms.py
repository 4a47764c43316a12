"""Forms: what a person sends, read within bounds and only where they may write."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from onrecord.views.web import security
from onrecord.views.web.rendering import site_of

_MOST_BYTES: Final = 64_000
_MOST_FIELDS: Final = 500
TOKEN: Final = "form_token"


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form, each with its values in the order given."""

    fields: Mapping[str, Sequence[str]]

    def one(self, name: str, most: int = 500) -> str:
        """Return the value of a field on one line, cut to ``most`` characters, empty where it is not given."""
        values = self.fields.get(name, ())
        return " ".join(values[0].split())[:most] if values else ""

    def all(self, name: str) -> tuple[str, ...]:
        """Return every value of a field."""
        return tuple(self.fields.get(name, ()))


async def form_of(request: Request) -> Form:
    """Return the form that ``request`` carries (``application/x-www-form-urlencoded``).

    Raises HTTPException: 413 where it is too large, 403 where it is not of this session.
    """
    body = await body_of(request)
    try:
        pairs = parse_qsl(body, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise HTTPException(400) from error
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    form = Form(fields)
    if not security.is_form_of(site_of(request).settings, request, form.one(TOKEN)):
        raise HTTPException(403)
    return form


async def body_of(request: Request) -> str:
    """Return what ``request`` carries, as text. Raises HTTPException: 413 where it is too large, 400 where no UTF-8."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_BYTES:
            raise HTTPException(413)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise HTTPException(400) from error


def require_writer(request: Request) -> None:
    """Raise HTTPException (403) where the session may not write."""
    if not security.may_write(site_of(request).settings, request):
        raise HTTPException(403)
