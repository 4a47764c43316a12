"""The brief: a footnote to the exact words for every mention, disputes said plainly, nothing of a report as markup."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from ledger_fakes import READ, TELL
from onrecord.core.errors import ViewError
from onrecord.pipeline.casework import Edit
from onrecord.pipeline.catalogue import LEDGER_STAGES
from onrecord.pipeline.ingest import Pipeline
from onrecord.pipeline.ledger import Ledger, open_ledger
from onrecord.pipeline.stages import LedgerStage
from onrecord.views.brief.composing import compose
from onrecord.views.brief.content import Brief, Note, Paragraph, Piece, Section
from onrecord.views.brief.docx import docx
from onrecord.views.brief.markdown import markdown, plain
from onrecord.views.brief.page import page
from onrecord.views.brief.writing import content, format_of
from onrecord.views.cli.commands import cli
from onrecord.views.web.interface import interfaces

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
REPORTS = {
    "a.txt": "Barley\n@2031-05-04\nArland gives Borduria 20 t of barley on 2031-05-03. The harbour was full.",
    "b.txt": "Sacks\n@2031-05-05\nArland gives Borduria 25 t of barley on 2031-05-03. Crews worked through the night.",
    "c.txt": "<img src=x onerror=alert(1)>\n@2031-07-05\nArland gives Borduria tea.",
}
STAGES = tuple(
    replace(stage, requires=tuple(need for need in stage.requires if need != "lineage"))
    for stage in LEDGER_STAGES
    if isinstance(stage, LedgerStage)
)
HOSTILE = "</w:t><script>alert(1)</script> *b* [l](javascript:x) `c` | # & \\ <!-- ^[n]"
SAMPLE = Brief(
    HOSTILE,
    "en",
    ("“", "”"),
    (Section(HOSTILE, (Paragraph("act", (Piece(HOSTILE, (1, 2)), Piece("again", (1,)))),)),),
    (Note(1, HOSTILE, HOSTILE, "https://x.example/?a=<b>&c"), Note(2, "two", "Post")),
    "Notes",
    HOSTILE,
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger in which two reports tell one gift with different figures."""
    folder = tmp_path_factory.mktemp("brief")
    for name, text in REPORTS.items():
        folder.joinpath(name).write_text(text, "utf-8")
    with open_ledger(folder / "b.ledger", pipeline=Pipeline((READ, TELL), STAGES)) as opened:
        opened.ingest([folder / name for name in REPORTS])
        yield opened


class Tags(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_every_mention_has_its_note_with_the_exact_words(ledger: Ledger) -> None:
    for language in interfaces().values():
        brief = compose(ledger, ledger.entries(), language)
        mentions = [event for account in ledger.accounts(ledger.entries()) for event in account.events]
        assert len(brief.notes) == len(mentions)
        assert [note.number for note in brief.notes] == list(range(1, len(mentions) + 1))
        assert {number for piece in brief.pieces() for number in piece.notes} == set(range(1, len(mentions) + 1))
        for note, event in zip(brief.notes, mentions, strict=True):
            assert note.quote == event.evidence.of(ledger.report(event.report).text)
            assert "The Test Post" in note.source


def test_where_origins_disagree_it_is_said_plainly(ledger: Ledger) -> None:
    both = max(ledger.entries(), key=lambda entry: len(entry.mentions))
    assert both.conflicts
    text = markdown(compose(ledger, [both], next(iter(interfaces().values()))))
    dispute = next(line for line in text.splitlines() if line.startswith("> "))
    assert "Origins disagree" in dispute
    assert "20 t" in dispute
    assert "25 t" in dispute
    assert re.search(r"25 t[^\[]*\[\^2\]", dispute) or re.search(r"20 t[^\[]*\[\^1\]", dispute)
    assert "No person has checked this entry." in text


def test_a_decision_is_told(ledger: Ledger) -> None:
    entry = ledger.entries(text="tea")[0]
    decision = ledger.casework.accept(entry, "Ada", "seen myself")
    text = markdown(compose(ledger, [ledger.entry(entry.mentions[0])], next(iter(interfaces().values()))))
    assert "accepted by Ada" in text
    assert "seen myself" in text
    ledger.casework.undo(decision, "Ada")


def test_what_a_person_set_has_a_note_with_the_words_that_they_cited(ledger: Ledger) -> None:
    entry = ledger.entries(text="tea")[0]
    event = next(iter(ledger.accounts([entry]))).events[0]
    report, start = ledger.report(event.report), event.evidence.start
    edit = Edit("items", "green tea", ((report.id, start, event.evidence.end),))
    decision = ledger.casework.edit(entry, edit, "Ada")
    made = compose(ledger, [ledger.entry(entry.mentions[0])], next(iter(interfaces().values())))
    note = made.notes[-1]
    assert (note.quote, note.number) == (event.evidence.of(report.text), len(made.notes))
    assert "edited by Ada" in note.source
    assert f"green tea[^{note.number}]" in markdown(made)
    ledger.casework.undo(decision, "Ada")


def test_markdown_holds_no_markup_of_a_report() -> None:
    text = markdown(SAMPLE)
    assert not re.search(r"(?<!\\)[<*`|\[](?!\^|/?https:)", text.replace("*" + plain(HOSTILE) + "*", ""))
    assert text.count("[^1]") == 3
    assert "<https://x.example" not in text


def test_the_page_runs_nothing_and_its_notes_lead_both_ways() -> None:
    tags = Tags(page(SAMPLE)).found
    ids = {attrs["id"] for _, attrs in tags if attrs.get("id")}
    assert len(ids) == len([1 for _, attrs in tags if attrs.get("id")])
    inside = {str(attrs["href"])[1:] for tag, attrs in tags if tag == "a" and str(attrs["href"]).startswith("#")}
    assert inside <= ids
    assert "script" not in {tag for tag, _ in tags}
    assert "'unsafe-inline'" not in page(SAMPLE)


def test_the_document_is_whole_and_every_note_is_one() -> None:
    with zipfile.ZipFile(io.BytesIO(docx(SAMPLE))) as held:
        parts = {name: ElementTree.fromstring(held.read(name)) for name in held.namelist()}
    document, notes = parts["word/document.xml"], parts["word/footnotes.xml"]
    named = [each.get(f"{W}id") for each in document.iter(f"{W}footnoteReference")]
    assert named == ["1", "2"]
    assert {each.get(f"{W}id") for each in notes.iter(f"{W}footnote")} == {"-1", "0", "1", "2"}
    assert len(list(document.iter(f"{W}fldSimple"))) == 1
    assert HOSTILE in "".join(each.text or "" for each in document.iter(f"{W}t"))
    styles = {each.get(f"{W}styleId") for each in parts["word/styles.xml"].iter(f"{W}style")}
    for part in (document, notes):
        assert {each.get(f"{W}val") for each in part.iter(f"{W}pStyle")} <= styles
    assert docx(SAMPLE) == docx(SAMPLE)


def test_the_format_follows_the_name_of_the_file() -> None:
    assert format_of("a.b.DOCX") == "docx"
    with pytest.raises(ViewError, match="not written as 'pdf'"):
        content(SAMPLE, "pdf")


def test_the_command_writes_it(ledger: Ledger, tmp_path: Path) -> None:
    key = ledger.entries()[0].id.partition("-")[2][:10]
    for name in ("brief.md", "brief.html", "brief.docx"):
        out = tmp_path / name
        answer = CliRunner().invoke(cli, ["brief", key, key, "-o", str(out), "--ledger", str(ledger.path)])
        assert answer.exit_code == 0, answer.output
        assert answer.output.startswith("1 entry with")
        assert out.stat().st_size > 500
    wrong = CliRunner().invoke(cli, ["brief", key, "-o", "x.pdf", "--ledger", str(ledger.path)])
    assert isinstance(wrong.exception, ViewError)
