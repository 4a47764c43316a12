"""Intake: from paths and addresses to folios, each document's bytes read once and hashed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from onrecord.config import Config
from onrecord.core.errors import CaptureError
from onrecord.core.ids import content_hash
from onrecord.core.issues import Issue
from onrecord.pipeline.folios import Folio
from onrecord.pipeline.visiting import Visitor

if TYPE_CHECKING:
    from onrecord.documents.capture import Found

_STAGE: Final = "intake@1"


@dataclass(frozen=True, slots=True)
class Unchanged:
    """An address where nothing new stands."""

    file: str


type Taken = Folio | Issue | Unchanged


def take_in(places: Iterable[Path | str], config: Config, visitor: Visitor) -> Iterator[Taken]:
    """Yield for each document that ``places`` (files, and addresses as text) hold a folio with its bytes, and the
    issues that say what cannot be read.

    Articles that a feed only links to are fetched where the setting ``fetch_links`` says so, else noted.
    """
    from onrecord.documents.capture import documents_in  # heavy to import, and only ingesting needs it

    for place in places:
        if isinstance(place, str):
            yield from _visited(place, config, visitor)
        else:
            # A name that is no Unicode is kept readable, since the ledger stores Unicode only.
            name = place.as_posix().encode("utf-8", "backslashreplace").decode()
            yield from _taken(documents_in(place, name=name, config=config), name, config, visitor)


def _visited(url: str, config: Config, visitor: Visitor, *, linked: bool = False) -> Iterator[Taken]:
    """Yield what stands at ``url``; with ``linked`` only where it was never read."""
    from onrecord.documents.capture import documents_in

    if linked and visitor.has_read(url):
        yield Unchanged(url)
        return
    try:
        found = visitor.visit(url)
    except CaptureError as error:
        yield Issue(_STAGE, error.code, error.message, error.mend, severity="error", file=url)
        return
    if found.raw is None:
        yield Unchanged(url)
        return
    documents = documents_in(
        found.raw,
        name=url,
        url=found.url,
        captured=found.captured,
        content_type=found.content_type,
        encoding=found.encoding,
        config=config,
    )
    yield from _taken(documents, url, config, visitor, follow=not linked)


def _taken(
    documents: "Iterator[Found]", name: str, config: Config, visitor: Visitor, *, follow: bool = True
) -> Iterator[Taken]:
    from onrecord.documents.capture import Capture

    links: list[str] = []
    for found in documents:
        if isinstance(found, Issue):
            yield found
        elif isinstance(found, Capture):
            digest = content_hash(found.raw)
            yield Folio(found.file, digest, found.raw, found.url, found.captured, found.encoding, found.stated)
        else:
            links.append(found.url)
    if links and not (config.fetch_links and follow):
        yield _unfollowed(links, name)
        return
    visitor.note_links(name, links)
    for url in dict.fromkeys(links):
        yield from _visited(url, config, visitor, linked=True)


def _unfollowed(links: list[str], name: str) -> Issue:
    return Issue(
        _STAGE,
        "capture.links_only",
        f"{len(links)} items are links without their articles, the first to {links[0][:300]}.",
        "Set `fetch_links` to 1 (ingest --links, or watch) to fetch them.",
        severity="note",
        file=name,
    )
