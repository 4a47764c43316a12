"""Skimming: a quick reading of a page, for deciding which pages to read."""

from collections.abc import Sequence
from dataclasses import replace

from resiliparse.extract.html2text import extract_plain_text

from onrecord.core.ids import content_hash, make_id
from onrecord.core.records import Report
from onrecord.documents.capture import decode, kind_of
from onrecord.documents.content import find_title, read_page_head, settled_address, without_outlet
from onrecord.documents.credits import find_byline, find_outlet, find_section
from onrecord.documents.credits.registry import domain_of
from onrecord.documents.dating import find_publication
from onrecord.documents.language import language_of
from onrecord.documents.reading import read_report

VERSION = "documents-quick@1"


def skim_report(
    raw: bytes | str, *, url: str | None = None, captured: str | None = None, file: str | None = None
) -> Report:
    """Return what a quick look at a document shows: its text with some furniture left in, and what its head states.

    The arguments are those of ``read_report``, and so is the id. The text is that of Resiliparse (Bevendorff et al.
    2018, "Elastic ChatNoir"); origins, visible dates and dropped blocks are not looked for. A document without markup
    is read whole, which is as quick.

    Raises CaptureError where there is nothing to read: empty, binary or over-long input.
    """
    decoded = decode(raw)
    if kind_of(decoded.text) != "html":
        return read_report(raw, url=url, captured=captured, file=file)
    digest = content_hash(raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogatepass"))
    page = read_page_head(decoded.text)
    text = _text(decoded.text)
    language = language_of(text, page.meta.get("html lang"))
    title = find_title(page)
    publication = find_publication(page, url, language, captured)
    outlet = find_outlet(page, url, "", title)
    return Report(
        id=make_id("rep", digest),
        text=text,
        file=file,
        sha256=digest,
        outlet=outlet,
        url=settled_address(page.url, url),
        title=without_outlet(title, outlet),
        byline=find_byline(page, outlet),
        section=find_section(page, title),
        language=language,
        published=publication.value,
        published_basis=publication.basis,
        published_words=publication.words,
        issues=(*decoded.issues, *publication.issues),
        produced_by=VERSION,
    )


def _text(page: str) -> str:
    extracted: str = extract_plain_text(
        page, main_content=True, comments=False, list_bullets=False, alt_texts=False, preserve_formatting=True
    )
    return "\n\n".join(" ".join(line.split()) for line in extracted.split("\n") if line.strip())


def skim_outlet(
    raw: bytes, *, url: str | None = None, encoding: str | None = None, stated: Sequence[tuple[str, str]] = ()
) -> str | None:
    """Return the outlet that ``read_report`` would give to a document, from the head of a page alone where it names
    one: what a reading with the outlet's own furniture (``recurring_blocks``) has to know before.

    Raises CaptureError where there is nothing to read.
    """
    decoded = decode(raw, encoding)
    if kind_of(decoded.text) == "html":
        page = read_page_head(decoded.text)
        page = replace(page, meta=dict(stated) | dict(page.meta))
        outlet = find_outlet(page, url, "", find_title(page))
        if outlet is not None and outlet != domain_of(url or page.url):
            return outlet
    return read_report(raw, url=url, encoding=encoding, stated=stated).outlet
