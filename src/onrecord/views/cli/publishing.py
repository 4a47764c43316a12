"""Publish: the ledger as a static site, and single entries as a text with footnotes."""

from pathlib import Path

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

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
