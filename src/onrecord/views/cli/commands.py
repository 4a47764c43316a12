"""The commands: each reads its arguments, asks the ledger and hands what it gets to a table or page."""

from pathlib import Path
from typing import TextIO

import click

from onrecord.config import Config, read_config
from onrecord.pipeline.ledger import open_ledger
from onrecord.views.cli import tables
from onrecord.views.cli.codebook import codebook
from onrecord.views.cli.entities import entities
from onrecord.views.cli.ingesting import ingest_files
from onrecord.views.cli.kinship import lineage, origins
from onrecord.views.cli.opening import existing, ledger_option
from onrecord.views.cli.past import diff
from onrecord.views.cli.promises import commitments
from onrecord.views.cli.publishing import brief, site
from onrecord.views.cli.reviewing import review
from onrecord.views.cli.screen import Screen
from onrecord.views.cli.serving import serve
from onrecord.views.cli.showing import show
from onrecord.views.cli.watching import Period, watch_feeds

_INTERRUPTED = 130
_AFTER_DEMO = (
    ("The words behind a line:", "show ID"),
    ("All that was done or promised:", "show"),
    ("Who said what:", "statements"),
    ("What was left out of a report:", "show REPORT --dropped"),
)


class _Format(click.Choice[str]):
    """One of the formats of export; which there are is asked of all that is installed, so only where it is needed."""

    def __init__(self) -> None:
        super().__init__(())

    @property
    def choices(self) -> tuple[str, ...]:
        from onrecord.pipeline.exporting import formats

        return formats()

    @choices.setter
    def choices(self, _: object) -> None:
        """Leave them to be asked for."""


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="onrecord", prog_name="onrecord")
def cli() -> None:
    """Press reports in, a sourced ledger out: what states and organisations say, sign, promise and deliver."""


@cli.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@ledger_option
@click.option("--jobs", type=click.IntRange(0), metavar="N", help="Processes to use (0: as many as are worth it).")
@click.option("--links/--no-links", "fetch_links", default=None, help="Fetch articles that feeds only link to.")
@click.option("--text-column", metavar="NAME", help="In tables, the column of texts.")
@click.option("--url-column", metavar="NAME", help="In tables, the column of addresses.")
@click.option("--title-column", metavar="NAME", help="In tables, the column of titles.")
@click.option("--date-column", metavar="NAME", help="In tables, the column of dates of publication.")
def ingest(
    paths: tuple[str, ...],
    ledger_file: str | None,
    jobs: int | None,
    fetch_links: bool | None,
    text_column: str | None,
    url_column: str | None,
    title_column: str | None,
    date_column: str | None,
) -> int:
    """Read reports (files, folders and web addresses) into the ledger.

    Read are pages of HTML, text dumps, PDF, feeds (RSS, Atom, JSON), WARC files, mails (EML, mbox, MHTML), tables (CSV,
    JSON lines, Parquet), and zip and tar archives of any of these.

    What the ledger has already is left as it is. Exit status: 0 all well, 1 some failed, 2 wrong use, 130 interrupted.
    """
    links = None if fetch_links is None else int(fetch_links)
    config = read_config(
        ledger=ledger_file,
        jobs=jobs,
        fetch_links=links,
        text_column=text_column,
        url_column=url_column,
        title_column=title_column,
        date_column=date_column,
    )
    return _ingest(Screen(), config, paths)


@cli.command()
@click.argument("feeds", type=click.Path(dir_okay=False), metavar="FEEDS")
@click.option("--every", type=Period(), default="15m", show_default=True, help="How long to wait: 90s, 15m, 6h, 1d.")
@click.option("--once", is_flag=True, help="Ask once and end.")
@click.option(
    "--links/--no-links", "fetch_links", default=True, show_default=True, help="Fetch articles only linked to."
)
@ledger_option
def watch(feeds: str, every: int, once: bool, fetch_links: bool, ledger_file: str | None) -> int:
    """Ask the feeds that FEEDS lists (OPML, or one address a line) again and again and read what is new.

    FEEDS itself is read anew each time. Ends with Ctrl-C, or after one round with --once; exit status as of ingest.
    """
    config = read_config(ledger=ledger_file, fetch_links=int(fetch_links))
    return watch_feeds(Screen(), config, Path(feeds), None if once else every)


@cli.command()
@click.option("--text", metavar="WORDS", help='Words that title or text hold; "phrases" in double quotes.')
@ledger_option
def reports(text: str | None, ledger_file: str | None) -> None:
    """List the reports."""
    with existing(ledger_file) as ledger:
        tables.report_table(Screen(), ledger.reports(text=text))


@cli.command()
@click.option("--speaker", metavar="WHO", help="Who speaks: a country's code or name, or part of a name.")
@click.option("--about", metavar="WORDS", help='Words that the statement holds; "phrases" in double quotes.')
@click.option("--since", metavar="DATE", help="Reported from this day, month or year on.")
@click.option("--until", metavar="DATE", help="Reported up to this day, month or year, included.")
@ledger_option
def statements(ledger_file: str | None, **filters: str | None) -> None:
    """List the statements: who is reported to have said what."""
    with existing(ledger_file) as ledger:
        found = ledger.statements(**filters)
        tables.statement_table(Screen(), found, ledger.reports_by_id(s.report for s in found))


@cli.command()
@ledger_option
def issues(ledger_file: str | None) -> None:
    """List what went wrong or deserves a look, errors first."""
    with existing(ledger_file) as ledger:
        tables.issue_table(Screen(), ledger.issues())


cli.add_command(show)
cli.add_command(codebook)
cli.add_command(entities)
cli.add_command(lineage)
cli.add_command(origins)
cli.add_command(commitments)
cli.add_command(diff)
cli.add_command(review)
cli.add_command(serve)
cli.add_command(site)
cli.add_command(brief)


@cli.command()
@click.option("--format", "format_", type=_Format(), default="jsonl", show_default=True)
@click.option("-o", "--output", "out", type=click.File("w", encoding="utf-8", lazy=True), default="-", metavar="OUT")
@ledger_option
def export(format_: str, out: TextIO, ledger_file: str | None) -> None:
    """Write the whole ledger out (to OUT, or to standard output)."""
    with existing(ledger_file) as ledger:
        ledger.export(out, format=format_)


@cli.command()
@click.option("--ledger", "ledger_file", default="demo.ledger", show_default=True, metavar="FILE")
def demo(ledger_file: str) -> int:
    """Read the reports that come with onrecord into a ledger of their own and show it."""
    from importlib.resources import as_file, files

    from onrecord.views.demo.affairs import affairs

    screen = Screen()
    config = read_config(ledger=ledger_file)
    with as_file(files("onrecord.views.demo").joinpath("reports")) as folder:
        status = _ingest(screen, config, (str(folder),))
    with existing(ledger_file) as ledger:
        for affair in affairs():
            screen.line()
            screen.line(affair.title, "bold")
            tables.entry_table(screen, ledger.accounts(ledger.entries(**affair.filters)))
    screen.line()
    for said, command in _AFTER_DEMO:
        screen.line(f"{said:<32}onrecord {command} --ledger {ledger_file}")
    return status


def _ingest(screen: Screen, config: Config, paths: tuple[str, ...]) -> int:
    with open_ledger(config.ledger, config=config) as ledger:
        summary = ingest_files(screen, ledger, paths)
    if summary.interrupted:
        return _INTERRUPTED
    return 1 if summary.failed else 0
