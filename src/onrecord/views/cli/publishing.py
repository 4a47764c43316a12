"""Publish: the ledger as a static site, and single entries as a text with footnotes."""

from pathlib import Path

import click

from onrecord.core.errors import ViewError
from onrecord.views.cli.opening import existing, ledger_option
from onrecord.views.cli.screen import Screen


@click.command()
@click.argument("out", type=click.Path(path_type=Path, file_okay=False), metavar="OUT")
@click.option("--language", "languages", multiple=True, metavar="CODE", help="Only in this language; may be repeated.")
@ledger_option
def site(out: Path, languages: tuple[str, ...], ledger_file: str | None) -> None:
    """Write the ledger's pages into the folder OUT as a static site: no server is needed to read it.

    The site holds the whole text of every report; make sure that you may publish it.
    """
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from onrecord.views.site.writing import Step, write_site

    screen = Screen()
    with existing(ledger_file) as ledger:
        if screen.rich:
            columns = (TextColumn("writing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            with Progress(*columns, console=screen.console, transient=True) as bar:
                task = bar.add_task("writing", total=None)

                def advance(step: Step) -> None:
                    bar.update(task, completed=step.done, total=step.total)

                written = write_site(ledger, out, languages, advance)
        else:
            written = write_site(ledger, out, languages)
    screen.line(f"{written.pages} pages and {written.files} other files in {out}; begin at {out / 'index.html'}.")
    if written.missing:
        screen.line(f"{len(written.missing)} charts are not there as PNG: install it with pip install 'onrecord[png]'.")


@click.command()
@click.argument("entries", nargs=-1, required=True, metavar="ENTRY...")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="FILE",
              help="Where to write it: brief.md, brief.html or brief.docx.")  # fmt: skip
@click.option("--language", default="en", show_default=True, metavar="CODE", help="The language of the text.")
@click.option("--title", default="", metavar="WORDS", help="Its title.")
@ledger_option
def brief(entries: tuple[str, ...], output: Path, language: str, title: str, ledger_file: str | None) -> None:
    """Write entries as a text with a footnote to the words of every report that tells them.

    Each ENTRY is an id as `onrecord show` lists them; a unique beginning is enough.
    """
    from onrecord.views.brief.composing import compose
    from onrecord.views.brief.writing import content, format_of
    from onrecord.views.web.interface import interfaces

    known = interfaces()
    if language not in known:
        said = ", ".join(known)
        raise ViewError("brief.language", f"A brief is not written in {language!r}.", f"Use one of: {said}.")
    with existing(ledger_file) as ledger:
        found = [ledger.entry(each) for each in entries]
        made = compose(ledger, {entry.id: entry for entry in found}.values(), known[language], title)
        body = content(made, format_of(output.name))
    try:
        output.write_bytes(body)
    except OSError as error:
        raise ViewError(
            "brief.write", f"{output} cannot be written: {error.strerror}.", "Name another file."
        ) from error
    told = "1 entry" if len(made.sections) == 1 else f"{len(made.sections)} entries"
    Screen().line(f"{told} with {len(made.notes)} footnotes in {output}.")
