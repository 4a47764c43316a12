"""A brief as one HTML page that needs no other file and runs nothing."""

import base64
import hashlib
from html import escape
from typing import Final

from onrecord.views.brief.content import Brief, Note, Piece

_STYLE: Final = (
    ":root{color-scheme:light dark}body{font:1.05rem/1.6 Charter,'Noto Serif','Liberation Serif',Georgia,serif;"
    "max-width:42rem;margin:2rem auto;padding:0 1rem}h1,h2{line-height:1.25}h2{font-size:1.15rem;margin-top:2rem}"
    ".dispute{border-left:3px solid #a5501f;padding-left:.8rem}sup{line-height:0}"
    "sup a{text-decoration:none;padding:0 .1em}"
    ".notes{font-size:.92rem;border-top:1px solid;margin-top:2.5rem;padding-top:.6rem}"
    "li:target{background:#f6e7b3;color:#000}"
    "footer{font-size:.85rem;margin-top:2rem}"
)


def page(brief: Brief) -> str:
    """Return the page. Its policy lets in the one style that stands in it, by its hash, and nothing else."""
    seal = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{seal}'; base-uri 'none'; form-action 'none'"
    seen: set[int] = set()
    sections = []
    for section in brief.sections:
        sections.append(f"<section>\n<h2>{escape(section.heading)}</h2>")
        for paragraph in section.paragraphs:
            words = "".join(_piece(piece, seen) for piece in paragraph.pieces)
            sections.append(f'<p class="{paragraph.kind}">{words}</p>')
        sections.append("</section>")
    notes = "\n".join(_note(note, brief.quotes) for note in brief.notes)
    title = escape(brief.title)
    return (
        f'<!doctype html>\n<html lang="{escape(brief.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n" + "\n".join(sections) + "\n"
        f'<section class="notes">\n<h2>{escape(brief.notes_title)}</h2>\n<ol>\n{notes}\n</ol>\n</section>\n</main>\n'
        f"<footer><p>{escape(brief.colophon)}</p></footer>\n</body>\n</html>\n"
    )


def _piece(piece: Piece, seen: set[int]) -> str:
    marks = []
    for number in piece.notes:
        own = "" if number in seen else f' id="r{number}"'
        seen.add(number)
        marks.append(f'<sup><a href="#n{number}"{own}>{number}</a></sup>')
    return escape(piece.words) + " ".join(marks)


def _note(note: Note, quotes: tuple[str, str]) -> str:
    words = f"<q>{escape(note.quote)}</q>" if not any(quotes) else escape(quotes[0] + note.quote + quotes[1])
    link = f' <a href="{escape(note.url)}" rel="noreferrer">{escape(note.url)}</a>' if note.url else ""
    return f'<li id="n{note.number}">{words} {escape(note.source)}.{link} <a href="#r{note.number}">↩</a></li>'
