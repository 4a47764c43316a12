"""A brief as DOCX with real footnotes: the few parts of Office Open XML (ECMA-376) that it needs, written as they are.

A library would be larger than this file, and the one in common use (python-docx) has no footnotes.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from onrecord.views.brief.content import Brief, Note, Paragraph

_W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_REL: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_WHEN: Final = (1980, 1, 1, 0, 0, 0)
"""One date for every part, so that one brief is always the same bytes."""

_TYPES: Final = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_MAIN}.styles+xml"/>'
    f'<Override PartName="/word/footnotes.xml" ContentType="{_MAIN}.footnotes+xml"/></Types>'
)
_RELS: Final = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_DOCUMENT_RELS: Final = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_REL}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_REL}/footnotes" Target="footnotes.xml"/></Relationships>'
)


def docx(brief: Brief) -> bytes:
    """Return the document. Every character of a report that XML cannot hold is left out; nothing in it can run."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELS,
        "word/document.xml": _document(brief),
        "word/styles.xml": _styles(brief.language),
        "word/footnotes.xml": _footnotes(brief),
        "word/_rels/document.xml.rels": _DOCUMENT_RELS,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as held:
        for name, content in parts.items():
            held.writestr(zipfile.ZipInfo(name, _WHEN), content.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _document(brief: Brief) -> str:
    seen: set[int] = set()
    body = [_paragraph("Title", _run(brief.title))]
    for section in brief.sections:
        body.append(_paragraph("Heading1", _run(section.heading)))
        body += [_paragraph(_STYLE_OF[each.kind], "".join(_runs(each, seen))) for each in section.paragraphs]
    body.append(_paragraph("Colophon", _run(brief.colophon)))
    page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" '
    page += 'w:left="1440" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
    return f"{_HEAD}<w:document {_W}><w:body>{''.join(body)}{page}</w:body></w:document>"


_STYLE_OF: Final = {"act": "Act", "plain": "Normal", "dispute": "Dispute"}


def _runs(paragraph: Paragraph, seen: set[int]) -> Iterator[str]:
    """Yield the words and their notes; a note that is named again is referred to by its number (a NOTEREF field)."""
    for piece in paragraph.pieces:
        yield _run(piece.words)
        for n, number in enumerate(piece.notes):
            if n:
                yield _raised(" ")
            if number in seen:
                yield f'<w:fldSimple w:instr=" NOTEREF _note{number} \\h ">{_raised(str(number))}</w:fldSimple>'
                continue
            seen.add(number)
            mark = (
                f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'
            )
            name = f'w:id="{number}" w:name="_note{number}"'
            yield f'<w:bookmarkStart {name}/>{mark}<w:bookmarkEnd w:id="{number}"/>'


def _footnotes(brief: Brief) -> str:
    ends = (
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
        "</w:footnote>"
    )
    notes = "".join(_footnote(note, brief.quotes) for note in brief.notes)
    return f"{_HEAD}<w:footnotes {_W}>{ends}{notes}</w:footnotes>"


def _footnote(note: Note, quotes: tuple[str, str]) -> str:
    mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
    url = f" {note.url}" if note.url else ""
    words = _run(f" {quotes[0]}{note.quote}{quotes[1]} {note.source}.{url}")
    return f'<w:footnote w:id="{note.number}">{_paragraph("FootnoteText", mark + words)}</w:footnote>'


def _paragraph(style: str, runs: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(_legal(words))}</w:t></w:r>'


def _raised(words: str) -> str:
    return f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def _legal(words: str) -> str:
    return "".join(c for c in words if (c >= " " and c not in "\ufffe\uffff") or c in "\t\n")


def _styles(language: str) -> str:
    def style(name: str, title: str, inside: str, kind: str = "paragraph", *, usual: bool = False) -> str:
        default = ' w:default="1"' if usual else ""
        return f'<w:style w:type="{kind}"{default} w:styleId="{name}"><w:name w:val="{title}"/>{inside}</w:style>'

    def face(size: int, extra: str = "") -> str:
        return f'<w:rPr>{extra}<w:sz w:val="{size}"/></w:rPr>'

    after = '<w:pPr><w:spacing w:after="{}"/></w:pPr>'
    rule = '<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="A5501F"/></w:pBdr>'
    lang = f"<w:lang w:val={quoteattr(language)}/>"
    fonts = '<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia" w:cs="Georgia"/>'
    usual = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="22"/>{lang}</w:rPr></w:rPrDefault></w:docDefaults>'
    )
    raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    styles = (
        style("Normal", "Normal", after.format(140), usual=True),
        style("Title", "Title", after.format(280) + face(40, "<w:b/>")),
        style("Heading1", "heading 1", '<w:pPr><w:keepNext/><w:spacing w:before="320" w:after="120"/>'
              '<w:outlineLvl w:val="0"/></w:pPr>' + face(26, "<w:b/>")),
        style("Act", "Act", after.format(140) + face(24)),
        style("Dispute", "Dispute", f'<w:pPr>{rule}<w:spacing w:after="140"/></w:pPr>'),
        style("Colophon", "Colophon", '<w:pPr><w:spacing w:before="400"/></w:pPr>' + face(18, "<w:i/>")),
        style("FootnoteText", "footnote text", after.format(60) + face(18)),
        style("FootnoteReference", "footnote reference", raised, "character"),
    )  # fmt: skip
    return f"{_HEAD}<w:styles {_W}>{usual}{''.join(styles)}</w:styles>"
