"""Reading: from a document's bytes to a report."""

import heapq
from collections.abc import Collection, Sequence
from dataclasses import replace

from onrecord.core.ids import content_hash, make_id
from onrecord.core.issues import DroppedBlock, Issue
from onrecord.core.records import Report
from onrecord.documents.blocks import Block, Page
from onrecord.documents.capture import decode, kind_of
from onrecord.documents.content import (
    find_title,
    mark_furniture,
    mark_recurring,
    mend,
    read_dump,
    read_page,
    settled_address,
    stated_titles,
    without_outlet,
)
from onrecord.documents.credits import find_byline, find_origins, find_outlet, find_section
from onrecord.documents.dating import date_line, find_publication
from onrecord.documents.language import foreign_stretches, language_of

VERSION = "documents@3"
_MAX_DECLARED = 20
_SAMPLED = 6


def read_report(
    raw: bytes | str,
    *,
    url: str | None = None,
    captured: str | None = None,
    file: str | None = None,
    encoding: str | None = None,
    stated: Sequence[tuple[str, str]] = (),
    recurring: Collection[str] = (),
) -> Report:
    """Return the report that a document holds: its body, outlet, title, date and origins.

    ``raw`` is a page of HTML, a text dump or a PDF, as bytes in any encoding or as text; ``url`` where it was found,
    ``captured`` (EDTF) when, ``file`` the input's path. ``encoding`` is what the server says, ``stated`` title, date
    and outlet that the source tells beside the document, named as a page's meta elements, which go before;
    ``recurring`` what ``recurring_blocks`` gives. The same bytes give the same id. Lesser faults become issues.

    Raises CaptureError where there is nothing to read: empty, binary or over-long input.
    """
    decoded = decode(raw, encoding)
    digest = _digest(raw)
    identity, page = make_id("rep", digest), _page(decoded.text, stated)
    declared = page.meta.get("html lang", "")[:_MAX_DECLARED] or None
    language = language_of("\n".join(b.text for b in _longest(page.blocks)), declared)
    text, dropped = _settled(page, language, recurring)
    spoken = language if _sampled(page.blocks) else (language_of(text, declared) or language)
    title, publication = find_title(page), find_publication(page, url, language, captured)
    outlet = find_outlet(page, url, text, title)
    issues = (*decoded.issues, *publication.issues, *(() if text else (_no_body(),)))
    return Report(
        id=identity,
        text=text,
        file=file,
        sha256=digest,
        outlet=outlet,
        url=settled_address(page.url, url),
        title=without_outlet(title, outlet),
        byline=find_byline(page, outlet),
        section=find_section(page, title),
        language=spoken,
        foreign=tuple(foreign_stretches(text, spoken)),
        published=publication.value,
        published_basis=publication.basis,
        published_words=publication.words,
        origins=find_origins(text, page, outlet, title),
        dropped=dropped,
        issues=tuple(_placed(issue, file, identity) for issue in issues),
        produced_by=VERSION,
    )


def _digest(raw: bytes | str) -> str:
    return content_hash(raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogatepass"))


def _page(text: str, stated: Sequence[tuple[str, str]]) -> Page:
    """Return ``text`` laid out, with what its source states where it states nothing itself."""
    page = read_page(text) if kind_of(text) == "html" else read_dump(text)
    return replace(page, meta=dict(stated) | dict(page.meta)) if stated else page


def _settled(page: Page, language: str | None, recurring: Collection[str]) -> tuple[str, tuple[DroppedBlock, ...]]:
    """Return the body of ``page`` and what was dropped of it."""
    mark_furniture(page.blocks, stated_titles(page), lambda text: date_line(text, language))
    mark_recurring(page.blocks, recurring)
    return _body(page.blocks)


def _longest(blocks: Sequence[Block]) -> list[Block]:
    return heapq.nlargest(_SAMPLED, blocks, key=lambda block: block.words)


def _sampled(blocks: Sequence[Block]) -> bool:
    """Say whether the blocks that told the language before are all of the body."""
    return all(block.reason is None for block in _longest(blocks))


def _body(blocks: Sequence[Block]) -> tuple[str, tuple[DroppedBlock, ...]]:
    paragraphs: list[str] = []
    dropped: list[DroppedBlock] = []
    for block in blocks:
        if block.reason is None:
            paragraphs.extend(mend(block.text))
        else:
            dropped.append(DroppedBlock(block.text, block.reason, block.position))
    return "\n\n".join(paragraphs), tuple(dropped)


def _no_body() -> Issue:
    return Issue(
        stage="content",
        code="content.empty",
        message="No running text was found in the document.",
        mend="Look at the dropped blocks; a page that scripts fill must be saved after they ran.",
    )


def _placed(issue: Issue, file: str | None, report: str) -> Issue:
    return Issue(
        issue.stage, issue.code, issue.message, issue.mend, issue.severity, file=file, report=report, span=issue.span
    )
