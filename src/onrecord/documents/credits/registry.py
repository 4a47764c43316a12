"""The registry of outlets: which names and domains belong to which outlet or agency of the world."""

from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from onrecord.core.tables import packaged_table
from onrecord.documents.blocks import key

_ACRONYM_LENGTH = 5


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet or agency: ``country`` is ISO 3166-1 alpha-3 of its seat, empty where it has none of its own."""

    name: str
    aliases: tuple[str, ...]
    domain: str
    country: str
    agency: bool
    group: str
    state_owned: bool


@cache
def outlets() -> tuple[Outlet, ...]:
    """Return the registry."""
    return tuple(
        Outlet(
            row["name"],
            tuple(alias for alias in row["aliases"].split("|") if alias),
            row["domain"],
            row["country"],
            row["kind"] == "agency",
            row["group"],
            row["state_owned"] == "y",
        )
        for row in packaged_table("onrecord.documents.credits", "outlets.tsv")
    )


@cache
def _by_name() -> dict[str, Outlet]:
    found: dict[str, Outlet] = {}
    for outlet in outlets():
        for name in (outlet.name, *outlet.aliases):
            found.setdefault(key(name), outlet)
    return found


@cache
def _by_domain() -> dict[str, Outlet]:
    return {outlet.domain: outlet for outlet in outlets()}


def outlet_named(name: str) -> Outlet | None:
    """Return the outlet of that name (case and marks folded), None where the registry has none.

    A name in capitals only ("AN") counts whole; short names must match in case, since they are words too ("Time").
    """
    found = _by_name().get(key(name))
    if found is None:
        return None
    names = {found.name, *found.aliases}
    if len(name) <= _ACRONYM_LENGTH and name not in names and name != name.upper():
        return None
    return found


def is_agency(name: str) -> bool:
    """Say whether ``name`` is a news agency of the registry."""
    found = outlet_named(name)
    return found is not None and found.agency


def domain_of(url: str | None) -> str | None:
    """Return the host of an address without ``www``, None where there is none."""
    if not url:
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.").removeprefix("m.").removeprefix("amp.") if host else None


def outlet_at(url: str | None) -> Outlet | None:
    """Return the outlet whose domain, or a parent of it, holds the address; None where the registry has none."""
    host = domain_of(url)
    while host and "." in host:
        found = _by_domain().get(host)
        if found is not None:
            return found
        host = host.partition(".")[2]
    return None
